"""What is said when the trade's own rules are broken: money, identity, register, distribution, documents, fields."""

from coopdesk.i18n import N_

# A quantity is a plain number of millionths in the lower layers: its field is written {shares:q}. Money, dates and
# lists show themselves.
SENTENCES: dict[str, str] = {
    "scheme.label_missing": N_("分配方案里有一项（{part}）没有名称；请填写名称"),
    # money
    "money.invalid": N_(
        "“{value}”不是金额；请填写元，最多两位小数，如 1234.50；逗号只作千位分隔，如 1,234.50"
    ),
    "money.sum_invalid": N_("“{value}”算不出金额；算式只用 +、-、*，如 3*1250 或 1200+35.5"),
    "money.sum_decimals": N_("“{value}”算得 {result}，超过两位小数；金额到分为止，请写明取整后的数"),
    "money.negative": N_("这里的金额不能是负数（{amount}）；请核对"),
    "quantity.invalid": N_(
        "“{value}”不是这里的数量；请填写数字，最多六位小数，如 3.5；逗号只作千位分隔，如 1,234"
    ),
    "money.capital_range": N_("金额 {value} 太大，无法写成大写；请核对数字"),
    "money.capital_invalid": N_("“{value}”不是规范的大写金额；请按票据规定书写，如“人民币壹拾元整”"),
    "plan.no_draft": N_("{year} 年度没有等待表决的分配草案；请先在盈余分配里保存草案"),
    # slips
    "slip.unreadable": N_("这不是分红单上的码；请对准二维码再扫一次，或照单子右下角输入八位核对码"),
    "slip.misread": N_("扫到的码有一位不对；请再扫一次，或照单子右下角输入八位核对码"),
    "slip.newer_form": N_("这张分红单是用更新的版本打印的；请先升级程序再核对"),
    "slip.unknown": N_("{year} 年度没有 {number} 这张分红单；请核对年度和单号"),
    "slip.altered": N_(
        "分红单 {number} 与账套不符：单上的数字被改动过，或是决议撤回以前印的；请以账套重新打印，旧单作废"
    ),
    "slip.out_of_range": N_("序号 {place} 太大，分红单上的码放不下；请核对成员名册"),
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
    "meeting.did_pass": N_("赞成 {votes} 票，决议已经通过；请登记为决议"),
    # what no command may hold
    "limits.day": N_("日期 {day} 应在 1900 年到 2100 年之间；请核对年份"),
    "limits.year": N_("年度 {year} 应在 1900 到 2100 之间；请核对"),
    "limits.amount": N_("金额 {amount} 太大，应小于一万亿元；请核对数字"),
    "limits.count": N_("{value} 太大，最多 {most}；请核对数字"),
    "limits.text": N_("“{start}…”太长：{length} 个字，最多 {most} 个；请缩短"),
    # the chain of years
    "year.ledger_changed": N_("{year} 年度的账簿在填列之后有了变动；请在“盈余”一步重新取自账簿，再作决议"),
    "year.in_future": N_("{year} 年度还没有到，不能录入盈余；请核对年度"),
    "year.opening_differs": N_(
        "{year} 年度年初未分配盈余填的是 {opening}，{before} 年度结转的是 {left}；"
        "请照上年结转填写，确有不同的请写明原因"
    ),
    "year.opening_beyond": N_(
        "{year} 年度年初未分配盈余填的是 {opening}，多于 {before} 年度结转的 {left}，多出的钱没有来处；"
        "请照上年结转填写，审计调增、公积金弥补等另外来的钱填在“其他转入”"
    ),
    "year.before_open": N_(
        "{before} 年度还没有决议，{year} 年度的年初未分配盈余还定不下来；请先办完 {before} 年度，确要先填的请写明原因"
    ),
    "year.opening_unsettled": N_(
        "{year} 年度年初未分配盈余 {opening} 与 {before} 年度的结转不符，或 {before} 年度还没有决议；"
        "请到“盈余”一步核对后重新保存"
    ),
    "year.later_settled": N_(
        "{later} 年度已按年初未分配盈余 {opening} 决议，{year} 年度这样要结转 {left}，对不上；"
        "请让本年度结转 {opening}，或先撤回 {later} 年度的决议"
    ),
    "year.spent_later": N_(
        "{year} 年度结转的 {left} 已由 {later} 年度用作年初未分配盈余并决议，不能撤回，否则同一笔钱会分两次；"
        "请先撤回 {later} 年度的决议"
    ),
    "year.closed": N_("{year} 年度的亏损已经处理，年度已结；要改动请先撤回亏损处理决议"),
    "year.not_closed": N_("{year} 年度没有登记过亏损处理决议"),
    # a loss
    "loss.not_a_loss_year": N_(
        "{year} 年度盈余为 {surplus}，弥补以前年度亏损后还有可分的，不是亏损年度；请起草分配方案"
    ),
    "reserve.no_capital": N_(
        "章程规定按出资额量化公积金，可是成员的出资额合计是 0；请先录入出资，或在“设置—章程参数”改量化的比例"
    ),
    "reserve.no_trade": N_(
        "章程规定按交易额量化公积金，可是本年度没有成员的交易额；请先录入交易，或在“设置—章程参数”改量化的比例"
    ),
    "reserve.no_member": N_("股权登记日没有成员，公积金不能平均量化；请核对日期"),
    "reserve.already_quantified": N_("{year} 年度的公积金已经量化到成员；要重做请先冲销那笔账户记录"),
    "reserve.nothing_drawn": N_("{year} 年度的分配方案没有提取公积金，没有可量化的"),
    "reserve.amount_missing": N_("{year} 年度在账套里没有已决议的方案；请填写当年提取的公积金"),
    "reserve.not_what_was_drawn": N_("{year} 年度的方案提取了 {drawn}，不是 {amount}；请核对"),
    "reserve.no_rule": N_("按交易额和按成员平均的比例合计不能超过 100%，也不能是负数"),
    "reserve.more_than_held": N_("成员账户里的公积金份额一共 {held:m}，不够 {used:m}；请减少"),
    "loss.negative": N_("成员账户分担的亏损不能是负数：{amount}"),
    "loss.more_than_uncovered": N_("未弥补的亏损只有 {uncovered}，不能让成员账户分担 {amount}；请减少"),
    "loss.no_capital": N_(
        "成员账户里没有出资额，{amount} 亏损没有账户可以分担；请先在设置里填写每股出资额（合作社法第六条）"
    ),
    "loss.beyond_accounts": N_(
        "成员以账户里的出资额和公积金份额为限承担责任（合作社法第六条），一共 {most}，不能分担 {amount}；请减少"
    ),
    # register
    "register.wrong_kind": N_("“{kind}”不能这样登记；请选合适的登记方式"),
    "register.year_settled": N_(
        "{day} 的变动属于已决议的 {year} 年度（算到 {until}）；请把日期写在 {until} 以后，或先撤回该年度的决议。"
        "确要补登的请写明原因：只记入名册，不改已决议的分配"
    ),
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
    "distribution.field_refused": N_("“{step}”一步的“{field}”填得不对；改好之后再计算"),
    "distribution.negative": N_("这个数不能低于 0；请核对数字（{key} = {value}）"),
    "distribution.reserved_measure": N_("“{value}”是程序自有的分配依据，不能另作名称；请换一个名称（{key}）"),
    "distribution.precision": N_(
        "取整单位只能是 0.01、0.05、0.1、0.5、1、5、10、50 或 100 元（{key} = {value}）"
    ),
    "distribution.rate_out_of_range": N_("比例应在 0 到 1 之间，即 0 到 100%（{key} = {value}）"),
    "distribution.pool_form": N_(
        "金额的算法必须写一种，也只能写一种；请在比例、金额、余额、单价中选一种（{key} = {value}）"
    ),
    "distribution.pool_option": N_("“不足则按余额”只用于定额和单价；请去掉（{key} = {value}）"),
    "distribution.units_negative": N_(
        "成员 {member} {name} 退回的多于交易的，合计为 {units:q}，低于 0，不能据以分配；请核对交易（{key} = {value}）"
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
    "date.invalid": N_("日期不对，应写成 2019-12-20、2019.12.20 或 20191220，年份在 1900 到 2100 之间"),
    "date.year_missing": N_("“{value}”没有年份，请写成 2019-12-20"),
    "field.required": N_("请填写{field}"),
    "field.incomplete": N_("这一项还没有填完整"),
    "field.file_name": N_('“{value}”不能作文件名；请去掉 \\ / : * ? " < > | 这些字符，末尾不用句点'),
    "field.folder": N_("“{value}”不是完整的文件夹位置；请按“更改”选一个文件夹"),
    "field.ratio": N_("“{value}”不是比例；请写成 1:2 的样子，两边都是大于 0 的整数"),
    "field.whole_number": N_("“{value}”不是整数；请填 1、7、15 这样的数"),
    "field.price_negative": N_("单价不能是负数；请填 462 或 0.0315 这样的数"),
    "field.percent": N_("“{value}”不是 0 到 100% 的比例；请填 60、12.5%、12‰ 或 1/10"),
    "field.percent_unclear": N_("“{value}”可能是 {value}%，也可能是 {hundredfold:q}%；请带上百分号"),
    "field.rate_words": N_("“{value}”请改用数字写，如 30%、12‰ 或 3/10"),
    "field.rate_inexact": N_("“{value}”除不尽或位数太多；请填写明的百分数，最接近的是 {nearest:q}%"),
    "field.month_day": N_("“{value}”不是月日；请填 12-31、12月31日 或 1231"),
    "field.not_found": N_("没有找到“{value}”，或者不止一个，请从列表中选择"),
}
