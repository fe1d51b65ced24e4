"""What was done, in plain words: the journal's entries by the command that made them."""

from collections.abc import Iterator, Mapping
from typing import Any

from coopdesk.domain.errors import DomainError
from coopdesk.domain.money import Money
from coopdesk.i18n import N_, _, format_money

_ACTS: dict[str, tuple[str, str]] = {
    "NewBook": (N_("新建账套"), ""),
    "Before": (N_("启用操作日志"), N_("此前已有的全部资料")),
    "Backup": (N_("备份"), N_("备份到 {target}，其时日志到第 {count} 号")),
    "Restore": (N_("从备份恢复"), N_("备份 {source}，其中日志到第 {count} 号")),
    "Direct": (N_("直接写入"), N_("不经任何操作写入的资料")),
    "SetUpCoop": (N_("合作社资料和章程参数"), N_("名称 {details_name}")),
    "DefineShareClass": (N_("股份类别"), N_("{share_class_label}，每股 {share_class_par} 元")),
    "RegisterMember": (N_("入社"), N_("{member_number} {member_name}，{shares} 股")),
    "AmendMember": (N_("修改成员信息"), N_("成员 {member_number} {member_name}")),
    "EndMembership": (N_("退社"), N_("成员 {member}，{day} 止")),
    "RecordNotice": (N_("退社申请"), N_("成员 {member}，{day} 申请；{reason}")),
    "TakeBackEnd": (N_("撤销退社"), N_("成员 {member}：{reason}")),
    "StrikeMember": (N_("作废成员"), N_("成员 {member}：{reason}")),
    "MergeMembers": (N_("重复成员合并"), N_("{gone} 并入 {kept}：{reason}")),
    "MendJoining": (N_("更正入社日期"), N_("成员 {member}，改为 {joined}：{reason}")),
    "RecordHousehold": (N_("登记户"), N_("户 {household_code}：{note}")),
    "DissolveHousehold": (N_("销户"), N_("户 {household}：{reason}")),
    "AppointOfficer": (N_("任职"), N_("{term_member}{term_name}，{term_begun} 起")),
    "EndOffice": (N_("卸任"), N_("第 {term} 号任职，{day} 止；{reason}")),
    "StrikeOffice": (N_("撤销任职登记"), N_("第 {term} 号任职：{reason}")),
    "AddShares": (N_("增股"), N_("成员 {member}，{day}，{shares} 股")),
    "TransferShares": (N_("股份转让"), N_("{giver} 转给 {taker}，{day}，{shares} 股")),
    "InheritShares": (N_("继承"), N_("{giver} 的股份由继承人继承，{day}")),
    "RedeemShares": (N_("退股"), N_("成员 {member}，{day}，{shares} 股")),
    "ConvertShares": (
        N_("股份转换"),
        N_("成员 {member}，{day}，{shares} 股，{ratio_upper} : {ratio_lower}"),
    ),
    "SplitClass": (N_("拆股"), N_("{day} 起按 {ratio_upper} : {ratio_lower}")),
    "RecallClass": (N_("收回整类股份"), N_("{day} 收回，凭据 {document}")),
    "AgreeTerms": (N_("约定分期付款"), N_("第 {operation} 号登记")),
    "PayInstalment": (N_("缴纳出资、支付退股款"), N_("第 {operation} 号登记，{day}，{amount} 元")),
    "ReversePayment": (N_("冲销付款"), N_("第 {payment} 号付款：{reason}")),
    "ReverseOperation": (N_("红字冲销"), N_("冲销第 {operation} 号登记：{reason}")),
    "ReverseEntry": (N_("红字冲销"), N_("冲销第 {entry} 笔登记：{reason}")),
    "ImportRoll": (N_("导入名册"), N_("{file}（{sheet}），{members} 名成员，{shares} 股")),
    "TakeBackImport": (N_("撤销导入"), N_("第 {number} 号导入：{reason}")),
    "RecordPast": (N_("建账前的分配"), N_("{about}，依据 {document}")),
    "IssueCertificate": (N_("发股权证"), N_("成员 {member}，{day}")),
    "IssueCertificates": (N_("整批发股权证"), N_("{day}，给持有股份而没有股权证的成员")),
    "ReissueCertificate": (N_("补发股权证"), N_("股权证 {certificate}：{reason}")),
    "EndCertificate": (N_("收回或注销股权证"), N_("股权证 {certificate}：{reason}")),
    "RecordContribution": (N_("成员出资"), N_("成员 {member}，{day}，{amount} 元")),
    "OpenAccounts": (N_("成员账户建账"), N_("截至 {day}")),
    "TransferAccount": (
        N_("账户转让"),
        N_("{giver} 转给 {taker}，{day}，出资 {capital} 元，公积金 {reserve} 元"),
    ),
    "RecordGrant": (N_("补助、捐赠量化到成员"), N_("{day}，{giver}，{amount} 元")),
    "AverageAgain": (N_("重新平均量化"), N_("按 {day} 的成员")),
    "ReverseAccountPosting": (N_("冲销账户记录"), N_("冲销第 {posting} 号账户记录：{reason}")),
    "QuantifyReserve": (N_("公积金量化"), N_("{year} 年度")),
    "UseReserve": (N_("公积金使用"), N_("{day}，{amount} 元，决议 {resolution}")),
    "PayOutAccount": (N_("退还出资和公积金"), N_("成员 {member}，{day}")),
    "AttachFile": (N_("添加附件"), N_("为 {thing_key} 添加“{name}”")),
    "RemoveAttachment": (N_("移除附件"), N_("{thing_key} 的第 {attachment} 号附件：{reason}")),
    "OpenLedger": (N_("建账"), N_("{first_year} 年 {first_month} 月起")),
    "AmendOpening": (N_("更正建账余额"), N_("原因：{reason}")),
    "SetLedgerRules": (N_("记账规则"), ""),
    "AddAccount": (N_("增设科目"), N_("科目 {account_code} {account_name}")),
    "AmendAccount": (N_("修改科目"), N_("科目 {account_code} {account_name}")),
    "CloseAccount": (N_("停用、恢复科目"), N_("科目 {code}")),
    "RecordItem": (N_("往来单位、产品、渠道"), N_("编码 {item_code}，{item_name}")),
    "SaveDraft": (N_("保存凭证草稿"), N_("{voucher_day}，第 {draft} 号草稿")),
    "VoidDraft": (N_("作废凭证草稿"), N_("第 {draft} 号草稿：{reason}")),
    "CheckDraft": (N_("审核凭证"), N_("第 {draft} 号草稿")),
    "PostDrafts": (N_("凭证记账"), ""),
    "PostVouchers": (N_("直接记账"), ""),
    "ReverseVoucher": (N_("红字冲销凭证"), N_("凭证内部号 {voucher}，{day}：{reason}")),
    "SetMonthState": (N_("结账、反结账"), N_("{month_year} 年 {month_month} 月：{reason}")),
    "CloseMonth": (N_("月末结账"), N_("{month_year} 年 {month_month} 月：{reason}")),
    "CloseYear": (N_("年终结账"), N_("{year} 年度：{reason}")),
    "ReopenYear": (N_("年终反结账"), N_("{year} 年度：{reason}")),
    "ChooseRuleAccount": (N_("选择业务记账科目"), N_("科目 {account}")),
    "SaveTemplate": (N_("凭证模板、常用摘要"), N_("名称“{name}”")),
    "DropTemplate": (N_("删除模板、摘要"), N_("第 {template} 号")),
    "ImportVouchers": (N_("导入凭证"), N_("{file}（{sheet}），{count} 张凭证，{lines} 行，借方 {debit} 元")),
    "TakeBackVouchers": (N_("撤销导入的凭证"), N_("第 {number} 号导入：{reason}")),
    "KeepExchangeDocument": (N_("凭证格式、科目对照表"), N_("名称“{name}”")),
    "DropExchangeDocument": (N_("删除凭证格式、科目对照表"), N_("编码 {code}")),
    "ImportStatement": (
        N_("导入对账单"),
        N_("科目 {account}，{file}，{count} 笔，收 {income} 元，支 {outgo} 元"),
    ),
    "TakeBackStatement": (N_("撤销对账单"), N_("第 {number} 号对账单：{reason}")),
    "MatchStatements": (N_("自动对账"), N_("科目 {account}，日期相差 {days} 天以内")),
    "MatchLines": (N_("手工对账"), N_("科目 {account}：{reason}")),
    "UnmatchLines": (N_("取消勾对"), N_("第 {match} 号勾对：{reason}")),
    "AttachInvoice": (N_("添加发票"), N_("为 {thing_key} 添加发票 {invoice_number}")),
    "RecordYearFigures": (
        N_("本年盈余"),
        N_("{figures_year} 年度：收入 {figures_income} 元，成本费用 {figures_costs} 元"),
    ),
    "DraftDistribution": (N_("保存分配草案"), N_("{year} 年度，股权登记日 {record_date}")),
    "RecordMeasures": (N_("交易、土地等计量"), N_("{sheet_year} 年度 {sheet_name}")),
    "ImportBook": (
        N_("导入账套工作簿"),
        N_("{roll_file}（{roll_sheet}），{roll_members} 名成员，{roll_shares} 股"),
    ),
    "KeepTemplate": (N_("另存为模板"), N_("模板 {title}")),
    "RenameTemplate": (N_("模板改名"), N_("模板 {title}")),
    "WithdrawTemplate": (N_("撤下模板"), N_("模板 {template}")),
    "ApproveDistribution": (
        N_("登记决议"),
        N_("{plan_year} 年度，决议 {resolution_number}，{resolution_day}"),
    ),
    "RecordFailedVote": (N_("决议未通过"), N_("{year} 年度，决议 {resolution_number}：{reason}")),
    "WithdrawApproval": (N_("撤回决议"), N_("{plan_year} 年度：{reason}")),
    "MarkPaid": (N_("标记发放"), N_("{plan_year} 年度，{day}，{method}")),
    "UndoPayment": (N_("撤销发放"), N_("{plan_year} 年度：{reason}")),
    "MarkHouseholds": (N_("各户发放情况"), N_("{plan_year} 年度，{day}")),
    "DraftLossPlan": (N_("保存亏损处理草案"), N_("{year} 年度，成员账户分担 {shared} 元")),
    "CloseLossYear": (N_("亏损处理"), N_("{year} 年度，决议 {resolution_number}")),
    "ReopenLossYear": (N_("撤销亏损处理"), N_("{year} 年度：{reason}")),
}


_SUMS = frozenset(
    {"share_class_par", "figures_income", "figures_costs", "shared", "amount", "capital", "reserve"}
)
"""The parts that are yuan."""


def act_name(act: str) -> str:
    """What was done in one word; the command's own name for one that this version does not know."""
    known = _ACTS.get(act)
    return act if known is None else _(known[0])


def act_text(act: str, content: Mapping[str, Any], plan_year: int | None = None) -> str:
    """What was done to what, from the command as the journal keeps it and the year of the plan it names."""
    known = _ACTS.get(act)
    if known is None or not known[1]:
        return ""
    parts = _Parts(_flat({**content, "plan_year": plan_year}))
    for name in _SUMS & parts.keys():
        parts[name] = _grouped(parts[name])
    return _(known[1]).format_map(parts)


def acts() -> tuple[str, ...]:
    """Every command that has words."""
    return tuple(_ACTS)


def _grouped(kept: str) -> str:
    """A sum as the journal keeps it, with its thousands marked; what is no sum stays as it is."""
    try:
        return format_money(Money.parse(kept))
    except DomainError:
        return kept


class _Parts(dict[str, str]):
    """The parts of a command; one that it lacks is three dots."""

    def __missing__(self, key: str) -> str:
        return "…"


def _flat(content: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, str]]:
    """Each part by the names that lead to it, joined by a line; what was given on several lines on one."""
    for name, value in content.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{before}{name}_")
        elif value is not None and not isinstance(value, list):
            yield f"{before}{name}", " ".join(str(value).splitlines()) or "—"
