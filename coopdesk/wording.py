"""The words for codes: every error, finding and kind of the lower layers as a sentence the accountant can act on.

Domain and services carry codes and parameters only; what a person reads is written here once, for window, command line
and papers alike. A sentence says what happened and what to do. This module knows no widget and no file.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import Enum
from string import Formatter
from typing import Protocol

from coopdesk.domain.distribution.result import Derivation
from coopdesk.domain.distribution.scheme import Basis, Measure, Weighting
from coopdesk.domain.money import FEN_PER_YUAN
from coopdesk.domain.quantity import ONE
from coopdesk.i18n import N_, HasFen, _, format_date, format_money, format_quantity


class CodedError(Protocol):
    """Any error of the lower layers: a code and the figures that belong to it."""

    @property
    def code(self) -> str: ...

    @property
    def params(self) -> Mapping[str, object]: ...


_UNKNOWN = N_("操作没有完成，账套未作改动（错误代码 {code}）")

# A quantity is a plain number of millionths in the lower layers: its field is written {shares:q}. Money, dates and
# lists show themselves.
_ERRORS: dict[str, str] = {
    # money
    "money.invalid": N_("“{value}”不是金额；请填写元，最多两位小数，如 1234.50"),
    "quantity.invalid": N_("“{value}”不是数量；请填写数字，最多六位小数，如 3.5"),
    "money.capital_range": N_("金额 {value} 太大，无法写成大写；请核对数字"),
    "money.capital_invalid": N_("“{value}”不是规范的大写金额；请按票据规定书写，如“人民币壹拾元整”"),
    # identity
    "identity.resident_form": N_("身份证号码应为 18 位（旧证 15 位），末位可为 X；请核对后重新填写"),
    "identity.resident_date": N_("身份证号码中的出生日期 {value} 不存在；请核对第 7 至 14 位"),
    "identity.resident_future": N_("身份证号码中的出生日期 {day} 在今天之后；请核对第 7 至 14 位"),
    "identity.resident_check": N_("身份证号码的校验位不符，至少有一位写错；请对照证件核对"),
    "identity.credit_form": N_(
        "统一社会信用代码应为 18 位数字和大写字母（不含 I、O、S、V、Z）；请核对后重新填写"
    ),
    "identity.credit_check": N_("统一社会信用代码的校验位不符，至少有一位写错；请对照证照核对"),
    "identity.organisation_form": N_("组织机构代码应为 8 位加 1 位校验码，如 D2143569-X；请核对后重新填写"),
    "identity.organisation_check": N_("组织机构代码的校验位不符，至少有一位写错；请对照证照核对"),
    "identity.account_form": N_("银行账号只能是数字（6 至 32 位，空格可以）；请核对后重新填写"),
    "identity.phone_form": N_("电话应为 11 位手机号码，或带区号的座机如 023-62480000；请核对后重新填写"),
    # meeting
    "meeting.no_number": N_("请填写决议编号"),
    "meeting.impossible": N_(
        "人数不合理：成员 {members} 人，到会 {present} 人，赞成 {votes} 票；到会不能多于成员，赞成不能多于到会"
    ),
    "meeting.no_quorum": N_(
        "到会 {present} 人，不足法定人数：{members} 名成员至少应到 {needed} 人（合作社法第三十条，三分之二以上）"
    ),
    "meeting.no_majority": N_(
        "赞成 {votes} 票，决议未通过：{members} 名成员至少要 {needed} 票（合作社法第三十条，表决权总数过半）"
    ),
    # register
    "register.no_party": N_("这笔登记既没有转出方，也没有转入方（{shares:q} 股）；请至少填写一方"),
    "register.below_zero": N_(
        "成员 {member} 在 {day} 的股份（{share_class}）为 {shares:q}，低于 0；请核对此前的登记"
    ),
    "register.reversal_before_entry": N_("冲销日期 {day} 早于原登记日期 {entry_day}；请核对日期"),
    # distribution: the sentence first, then the place in the scheme or the case, as scheme.tiers[0][1].pool.rate
    "distribution.no_members": N_("没有成员，无从分配；请先录入成员（{key} = {value}）"),
    "distribution.duplicate": N_(
        "“{value}”写了两次；编号和名称只能用一次，请改成不同的（{key}，先见于 {first}）"
    ),
    "distribution.unknown_member": N_("名册里没有成员“{value}”；请核对编号（{key}）"),
    "distribution.period_reversed": N_("期间的结束日期 {value} 早于开始日期 {start}；请核对期间（{key}）"),
    "distribution.idle_entry": N_(
        "这笔股份登记没有增减任何成员的股份；请填写不同的转出方和转入方（{key} = {value}）"
    ),
    "distribution.shares_not_positive": N_("股数应大于 0；减少股份请写在转出方（{key} = {value}）"),
    "distribution.below_zero": N_(
        "成员 {member} 在 {day} 的股份（{share_class}）为 {shares:q}，低于 0；请核对股份登记（{key} = {value}）"
    ),
    "distribution.negative": N_("这个数不能低于 0；请核对数字（{key} = {value}）"),
    "distribution.reserved_measure": N_("“{value}”是程序自有的分配依据，不能另作名称；请换一个名称（{key}）"),
    "distribution.precision": N_("取整单位只能是 0.01、0.1 或 1 元（{key} = {value}）"),
    "distribution.rate_out_of_range": N_("比例应在 0 到 1 之间，即 0 到 100%（{key} = {value}）"),
    "distribution.pool_form": N_(
        "金额的算法必须写一种，也只能写一种；请在比例、金额、余额、单价中选一种（{key} = {value}）"
    ),
    "distribution.basis_option": N_("分配依据“{measure}”不用这一项；请去掉（{key} = {value}）"),
    "distribution.empty_list": N_("至少要写一项（{key} = {value}）"),
    "distribution.unknown_line": N_("在它之前没有分配项目“{value}”；请核对编号（{key}）"),
    "distribution.unknown_measure": N_("没有分配依据“{value}”的数据；请核对名称或先录入数据（{key}）"),
    "distribution.nothing_distributable": N_(
        "补亏、提取之后可分配盈余为 {distributable}，低于 0，不能分配；请核对盈余和提取（{key} = {value}）"
    ),
    "distribution.over_distributed": N_(
        "“{label}”要分 {pool}，本层只剩 {available}；请减少比例或金额，各项合计不能超过本层可分的数（{key} = {value}）"
    ),
    "distribution.empty_group": N_("“{label}”没有一个成员符合条件；请改参加范围（{key}，{value}）"),
    "distribution.empty_basis": N_(
        "“{label}”的分配依据合计为 0，无从分配；请核对数据或换一种依据（{key} = {value}）"
    ),
    "distribution.rebate_exceeds": N_(
        "成员 {member} 让出的多于所得，合计为 {gross}；请减少让出的比例（{key}，{value}）"
    ),
    # documents: what a case or a kept draft may look like
    "document.not_object": N_("{key} = {value}：这里应是一组键和值（{{…}}）"),
    "document.not_list": N_("{key} = {value}：这里应是列表（[…]）"),
    "document.not_text": N_("{key} = {value}：这里应是加引号的文字"),
    "document.empty_text": N_("{key} = {value}：不能为空"),
    "document.not_boolean": N_("{key} = {value}：只能是 true 或 false"),
    "document.not_one_of": N_("{key} = {value}：只能是 {choices} 之一"),
    "document.not_day": N_("{key} = {value}：日期应写成 2019-12-20，并且真有这一天"),
    "document.not_money": N_(
        '{key} = {value}：金额应是加引号的十进制数，如 "1234.50"，最多两位小数，整数部分不超过 {digits} 位'
    ),
    "document.not_decimal": N_(
        '{key} = {value}：数字应是加引号的十进制数，如 "3.5"，最多六位小数，整数部分不超过 {digits} 位，不用指数'
    ),
    "document.unknown_key": N_("{key} = {value}：没有这个键；请核对拼写"),
    "document.missing_key": N_("缺少 {key}（所在之处：{value}）；请补上"),
    "document.format": N_("{key} = {value}：格式应是 {wanted}；请用写出这个文件的同一版本或更新的程序"),
    # fields of forms
    "date.invalid": N_("日期不对，应写成 2019-12-20、2019.12.20 或 20191220"),
    "field.file_name": N_('“{value}”不能作文件名；请去掉 \\ / : * ? " < > | 这些字符，末尾不用句点'),
    "field.folder": N_("“{value}”不是完整的文件夹位置；请按“更改”选一个文件夹"),
    "field.whole_number": N_("“{value}”不是整数；请填 1、7、15 这样的数"),
    "field.percent": N_("“{value}”不是百分数；请填 60、12.5 或 60%"),
    "field.month_day": N_("“{value}”不是月日；请填 12-31、12月31日 或 1231"),
    "field.not_found": N_("没有找到“{value}”，或者不止一个，请从列表中选择"),
    # services
    "member.number_taken": N_("成员编号 {number} 已经用过；编号不重复使用，请换一个"),
    "member.number_missing": N_("请填写成员编号"),
    "member.name_missing": N_("请填写成员 {number} 的姓名或名称"),
    "member.unknown": N_("成员名册里没有编号 {number}；请核对编号"),
    "member.joined_in_future": N_("入社日期 {day} 在今天之后；请核对日期"),
    "member.joined_after_entry": N_("该成员在 {day} 已有股份登记，入社日期不能晚于这一天"),
    "register.shares_not_positive": N_("股数 {shares:q} 不对；股数应大于 0"),
    "register.same_party": N_("转出和转入是同一成员（{member}）；请另选一方"),
    "register.unknown_entry": N_("股权登记簿里没有第 {entry} 号登记；请核对号码"),
    "register.already_reversed": N_("第 {entry} 号登记已经冲销过，或本身就是冲销；不能再冲"),
    "register.reason_missing": N_("请写明冲销的原因"),
    "register.unknown_class": N_("没有代码为 {share_class} 的股份类别；请先在设置里增加"),
    "register.day_in_future": N_("登记日期 {day} 在今天之后；请核对日期"),
    "register.before_joining": N_("成员 {number} 于 {joined} 入社，{day} 还不是成员；请核对日期"),
    "register.not_covered": N_(
        "成员 {member} 在 {day} 只有 {held:q} 股可用，登记后会成为负数；请减少股数或改日期"
    ),
    "coop.name_missing": N_("请先在设置里填写合作社名称"),
    "coop.founded_in_future": N_("成立日期 {day} 在今天之后；请核对日期"),
    "coop.reserve_rate": N_("公积金提取比例 {rate:q} 应在 0 到 1 之间（0 到 100%）"),
    "coop.notice_days": N_("公示天数 {days} 应为 1 天以上"),
    "share_class.label_missing": N_("请填写股份类别的代码和名称"),
    "share_class.par_negative": N_("每股出资额 {par} 不能是负数"),
    "share_class.code_form": N_("“{value}”不能作类别代码；请用小写字母和数字，如 preferred"),
    "share_class.code_taken": N_("类别代码 {share_class} 已经用过；请换一个"),
    "share_class.label_taken": N_("已有名为“{label}”的股份类别；请换一个名称"),
    "year.negative": N_("{field} {amount} 不能是负数；亏损由支出大于收入算出"),
    "year.source_missing": N_("请写明 {year} 年度数字的来源，如“2019 年度盈余及盈余分配表”"),
    "year.no_figures": N_("{year} 年度还没有收入和支出；请先录入本年盈余"),
    "plan.already_approved": N_("{year} 年度的分配方案已经决议；如须更改，请先撤回决议"),
    "plan.record_date": N_("股权登记日 {day} 不在 {year} 年度或下一年内；请核对日期"),
    "plan.stale": N_("起草之后，{year} 年度的名册、股份或盈余有了变动；请重新生成草案，再作决议"),
    "plan.unknown": N_("账套里没有第 {plan} 号分配方案"),
    "plan.wrong_state": N_("{year} 年度的分配方案现在是“{state}”，不能这样做；请刷新后再看"),
    "plan.reason_missing": N_("请写明撤回决议的原因"),
    "plan.paid_before_resolution": N_("发放日期 {day} 早于决议日期 {resolution}；请核对日期"),
    "plan.paid_in_future": N_("发放日期 {day} 在今天之后；请核对日期"),
    "plan.not_approved": N_("{year} 年度的分配方案还没有决议；决议之后才能打印"),
    "meeting.day_in_future": N_("决议日期 {day} 在今天之后；请核对日期"),
    "template.no_giver": N_("这个模板要由“{kind}”成员返利，名册里还没有这类成员；请先入社或换一个模板"),
    "print.refused": N_("打印机“{printer}”没有接受；请看打印机是否接通、有纸，或另存为 PDF"),
    "template.damaged": N_("分配办法模板 {name} 读不出来；请重新安装程序"),
    # persistence
    "book.already_open": N_("账套“{path}”已由 {who} 在 {since} 打开；请先关闭那个窗口，再打开"),
    "book.bad_url": N_("数据库地址写得不对；应为 postgresql://用户:口令@主机:端口/数据库"),
    "book.busy": N_("账套“{path}”正被另一程序写入，未作改动；请稍候再试"),
    "book.damaged": N_("账套文件“{path}”已损坏；请不要继续使用，改用最近的备份"),
    "book.disk_error": N_("读写“{path}”时磁盘出错，未作改动；请检查磁盘 {folder}"),
    "book.disk_full": N_("磁盘已满（{folder}），未作改动；请腾出空间后再试"),
    "book.exists": N_("“{path}”已经存在；请另取名称，或直接打开它"),
    "book.folder_gone": N_("找不到文件夹 {folder}；请检查磁盘或 U 盘是否接好"),
    "book.folder_read_only": N_("文件夹 {folder} 不能写入；请把账套放到可以写入的文件夹"),
    "book.gone": N_("账套文件“{path}”不见了（被移走、删除，或 U 盘已拔出）；请立即另存一份备份，再找回文件"),
    "book.no_access": N_("没有权限读写“{path}”（{folder}）；请更改权限，或请管理员处理"),
    "book.no_database": N_("服务器上没有数据库“{path}”；请核对名称，或请管理员建立"),
    "book.no_driver": N_("本机没有安装 PostgreSQL 驱动；请安装 coopdesk 的 postgresql 附加组件"),
    "book.no_server": N_("连不上数据库服务器 {host}；请检查网络，以及服务器是否已开"),
    "book.not_a_book": N_("“{path}”不是本程序的账套；请另选文件"),
    "book.not_found": N_("找不到账套“{path}”（{folder}）；请核对位置和名称"),
    "book.read_only": N_("账套“{path}”是只读的，不能改动；请取消只读属性，或复制到可以写入的文件夹"),
    "book.server_full": N_("数据库服务器 {host} 的连接已满；请稍候再试，或请管理员处理"),
    "book.server_gone": N_("与数据库服务器 {host} 的连接断了，未完成的操作未作改动；请检查网络后再试"),
    "book.too_new": N_("账套“{path}”由更新版本的程序建立（{version}，本程序到 {known}）；请先升级程序"),
    "book.too_old": N_("账套“{path}”是旧版本（{version}），只读方式不能升级；请先用窗口打开一次"),
    "book.wrong_password": N_("数据库服务器 {host} 不接受用户 {user} 的口令；请核对用户名和口令"),
    "backup.damaged": N_("备份“{path}”没有通过检查，已经删除；请换一个磁盘再备份"),
    "backup.same_file": N_("“{path}”就是正在使用的账套；备份请另取名称"),
    "register.too_many": N_("股数 {shares:q} 太大，账套存不下；请核对数字"),
    "verify.file": N_("文件内部有错：{detail}"),
    "verify.reference": N_("表 {table} 第 {row} 行所指的资料不存在"),
    "verify.numbering": N_("股权登记共 {count} 笔，最大号码却是 {highest}：有登记缺失"),
    "verify.holding": N_("成员 {member} 的现有股数 {kept:q} 与登记合计 {counted:q} 不符（{share_class}）"),
    "verify.details": N_("成员 {member} 的现有资料与最近一次登记不符"),
    "verify.draft": N_("{year} 年度第 {plan} 号草案读不出来"),
    "verify.plan_line": N_("{year} 年度分配：“{line}”存为 {stored}，各成员相加却是 {counted}"),
    "verify.plan_gross": N_("{year} 年度分配：应发合计存为 {stored}，各成员相加却是 {counted}"),
    "verify.plan_tax": N_("{year} 年度分配：代扣税款合计存为 {stored}，各成员相加却是 {counted}"),
    "verify.plan_distributable": N_("{year} 年度分配：可分配盈余存为 {stored}，核算却是 {counted}"),
    "verify.plan_carried_forward": N_("{year} 年度分配：结转下年存为 {stored}，按草案重算却是 {counted}"),
    "verify.plan_loss_made_good": N_("{year} 年度分配：弥补亏损存为 {stored}，按草案重算却是 {counted}"),
    "verify.plan_members": N_("{year} 年度第 {plan} 号分配方案的成员与草案不符"),
    "verify.plan_member": N_("{year} 年度分配：成员 {member} 的金额与按草案重算的不符"),
    # reports
    "paper.missing_glyph": N_(
        "“{member}”含有字库中没有的字“{character}”（{code_point}），全部单据未打印；请核对这个字，改用正确的字后再打印"
    ),
    "paper.too_many_lines": N_(
        "“{member}”有 {lines} 个分配项目，这种版式一张最多印 {most} 个；请改用“A5 每页一张”版式或合并分配项目"
    ),
    "paper.nothing_to_print": N_("没有可打印的成员：这一年的分配方案中没有人持股或分得款项"),
    "paper.unknown_layout": N_("没有“{layout}”这种版式；可用 a5（每页一张）或 3up（A4 每页三张）"),
    "paper.disk_full": N_("磁盘已满，{path} 未写入，原有文件未动；请清理磁盘或换一个位置后再试"),
    "paper.folder_gone": N_("文件夹 {path} 不存在（移动盘可能已拔出）；请选择另一个位置后再试"),
    "paper.not_writable": N_(
        "不能写入 {path}：文件正被其他程序打开，或没有写入权限；请关闭该文件或换一个位置"
    ),
    "paper.not_written": N_("{path} 未能写入（{reason}），原有文件未动；请换一个位置后再试"),
    # exchange
    "case_file.unreadable": N_("不能读取 {path}（{reason}）；请核对路径和权限"),
    "case_file.too_large": N_("{path} 超过 {megabytes} MB，不像是案例文件"),
    "case_file.not_utf8": N_("文件不是 UTF-8 编码：第 {position} 字节为 {value}；请另存为 UTF-8"),
    "case_file.not_json": N_("文件不是 JSON：第 {line} 行第 {column} 列起读不下去，那里是“{value}”"),
    "case_file.too_deep": N_("文件不像案例：第 {line} 行的括号嵌套超过 {depth} 层"),
    "case_file.duplicate_key": N_("{key} = {value}：同一组里这个键写了两次；请去掉一个"),
    "case_file.half_character": N_("{value} 只是半个字符，写不出来；请改正这个字"),
    "sample.damaged": N_("随程序提供的示例数据 {name} 读不出来；请重新安装程序"),
    "sample.other_book": N_("这个账套是“{name}”的，不能放入示例数据；请换一个位置建立示例账套"),
    # command line
    "demo.folder": N_("不能建立文件夹 {path}（{reason}）；请换一个位置"),
    "book.wrong_suffix": N_("账套文件名应以 {suffix} 结尾，不能是 {path}"),
    "book.window_needs_file": N_("窗口目前只打开账套文件；请给出以 .coop 结尾的文件"),
}

_FINDINGS: dict[str, str] = {
    "ART44_PATRONAGE_60": N_(
        "按交易量（额）返还的不足可分配盈余的 60%（合作社法第四十四条）；方案仍可通过，请在决议中说明理由"
    ),
    "ART20_FARMERS_80": N_("农民成员不足成员总数的 80%（合作社法第二十条）"),
    "ART20_ORGANISATIONS": N_(
        "企业、事业单位、社会组织等团体成员超过限额（合作社法第二十条：成员 20 人以下限 1 个，20 人以上不超过 5%）"
    ),
}

_YUAN_MEASURES = frozenset({Measure.CAPITAL, Measure.ACCOUNT_TOTAL, Measure.TRADE_AMOUNT})

_KINDS: dict[str, str] = {
    "farmer": N_("农户"),
    "village_collective": N_("村集体"),
    "supply_coop": N_("供销社"),
    "enterprise": N_("企业"),
    "institution": N_("事业单位"),
    "social_organisation": N_("社会组织"),
    "founder": N_("发起人"),
    "manager": N_("经营管理人员"),
    "other": N_("其他"),
}

_SHARE_CLASSES: dict[str, str] = {"ordinary": N_("普通股")}

_ENTRY_KINDS: dict[str, str] = {
    "allotment": N_("分配入股"),
    "subscription": N_("认购"),
    "transfer": N_("转让"),
    "inheritance": N_("继承"),
    "gift": N_("赠与"),
    "redemption": N_("退股"),
    "adjustment": N_("调整"),
}


def error_text(error: CodedError) -> str:
    """The sentence for an error of any lower layer; an unknown code still gives a readable one."""
    sentence = _ERRORS.get(error.code)
    if sentence is None:
        return _(_UNKNOWN).format(code=error.code)
    return _filled(sentence, error.params)


def finding_text(rule: str, **params: object) -> str:
    """What a law finding says, by the code of its rule."""
    sentence = _FINDINGS.get(rule)
    return _filled(sentence, params) if sentence else rule


def kind_name(kind: Enum | str) -> str:
    """A kind of member, as 农户."""
    return _name(_KINDS, kind)


def share_class_name(share_class: Enum | str) -> str:
    """The usual name of a class of shares; a class of the book's own carries its label itself."""
    return _name(_SHARE_CLASSES, share_class)


def entry_kind_name(kind: Enum | str) -> str:
    """A kind of entry in the share register, as 入社."""
    return _name(_ENTRY_KINDS, kind)


def derivation_sentence(derived: Derivation) -> str:
    """How a figure came about, in one line with the numbers: ``8 股 × 20,000.00 = 160,000.00``.

    Says what rounding down left off, what the largest remainder added, and what a giver of a rebate keeps.
    """
    if derived.given:
        return _given_sentence(derived)
    rounded = derived.amount.fen - derived.extra.fen
    sentence = f"{_division(derived)} = {format_money(rounded)}{_left_off(derived, rounded)}"
    if not derived.extra:
        return sentence
    added = _("{sentence}，加尾差 {extra} = {amount}")
    return added.format(
        sentence=sentence, extra=format_money(derived.extra), amount=format_money(derived.amount)
    )


def _given_sentence(derived: Derivation) -> str:
    kept = derived.pool + derived.amount
    sentence = (
        _("让给其他成员 {pool}，其中分不尽的 {kept} 留下，记 {amount}")
        if kept
        else _("让给其他成员 {pool}，记 {amount}")
    )
    return sentence.format(
        pool=format_money(derived.pool), kept=format_money(kept), amount=format_money(derived.amount)
    )


def _division(derived: Derivation) -> str:
    """Rate x units where there is a rate to the fen and no pool worth seeing; else pool x units / total."""
    units, total = _units(derived.units, derived.basis), _units(derived.unit_total, derived.basis)
    unit, pool = _unit(derived.basis), format_money(derived.pool)
    rate = derived.per_unit or (None if derived.rebate else derived.rate)
    if rate is not None:
        return f"{units} {unit} × {format_money(rate)}"
    if derived.basis.measure == Measure.EQUAL:
        return f"{pool} ÷ {total} {unit}"
    return f"{pool} × {units} ÷ {total} {unit}"


def _left_off(derived: Derivation, rounded: int) -> str:
    """What rounding down to the precision left off, empty where the division is even."""
    pool, total = derived.pool.fen, derived.unit_total
    if derived.per_unit is not None:
        pool, total = derived.per_unit.fen, ONE
    if pool * derived.units == rounded * total:
        return ""
    step = {1: _("1 分"), 10: _("1 角"), 100: _("1 元")}[derived.precision.fen]
    return _("（舍去不足 {step}的尾数）").format(step=step)


def _units(units: int, basis: Basis) -> str:
    if basis.measure in _YUAN_MEASURES:
        return format_money(units * FEN_PER_YUAN // ONE)
    return format_quantity(units)


def _unit(basis: Basis) -> str:
    """The unit a basis is counted in; a measure of the charter goes by its own name."""
    if basis.measure == Measure.SHARES:
        weighted = {Weighting.DAYS: _("股·天"), Weighting.MONTHS: _("股·月")}
        return weighted.get(basis.weighting) or _("股")
    if basis.measure in _YUAN_MEASURES:
        return _("元")
    usual = {
        Measure.LAND_MU.value: _("亩"),
        Measure.EQUAL.value: _("户"),
        Measure.TRADE_QUANTITY.value: basis.product or _("交易量"),
    }
    return usual.get(basis.measure, basis.measure)


def error_sentences() -> dict[str, frozenset[str]]:
    """Every code that has a sentence, with the names of the parameters the sentence uses."""
    return {code: frozenset(_fields(sentence)) for code, sentence in _ERRORS.items()}


def _name(names: Mapping[str, str], kind: Enum | str) -> str:
    key = str(kind.value) if isinstance(kind, Enum) else kind
    return _(names[key]) if key in names else key


def _fields(sentence: str) -> list[str]:
    return [field for _text, field, _spec, _conversion in Formatter().parse(sentence) if field]


def _filled(sentence: str, params: Mapping[str, object]) -> str:
    return _(sentence).format_map(_Shown(params))


class _Shown(dict[str, object]):
    """Parameters as a sentence shows them; one that an error left out is three dots, never a second error."""

    def __init__(self, params: Mapping[str, object]) -> None:
        super().__init__({key: _shown(value) for key, value in params.items()})

    def __missing__(self, key: str) -> str:
        return _Text("…")


def _shown(value: object) -> object:
    if isinstance(value, date):
        return _Text(format_date(value))
    if hasattr(value, "fen"):
        amount: HasFen = value
        return _Text(format_money(amount))
    if isinstance(value, (list, tuple, set, frozenset)):
        return _Text(_listed(value))
    if isinstance(value, Enum):
        return _Text(value.value)
    return _Whole(value) if isinstance(value, int) else _Text(value)


def _listed(values: Iterable[object]) -> str:
    return "、".join(str(_shown(value)) for value in values)


class _Text(str):
    """A word in a sentence; it has no other form, whatever the field asks for."""

    def __format__(self, spec: str) -> str:
        return str(self)


class _Whole(int):
    """A whole number in a sentence: `{shares:q}` shows millionths as a quantity, `{sum:m}` fen as yuan."""

    def __format__(self, spec: str) -> str:
        if spec == "q":
            return format_quantity(self)
        return format_money(self) if spec == "m" else super().__format__(spec)
