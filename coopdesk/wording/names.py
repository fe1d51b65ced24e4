"""The names of kinds, classes and states, as they stand in tables and sentences."""

from collections.abc import Mapping
from enum import Enum

from coopdesk.domain.members.identity_kind import IdentityKind
from coopdesk.domain.members.officers import Office
from coopdesk.i18n import N_, _


class Names:
    """The names of the values of one kind: called with a value or its code, it gives the name in the chosen language.

    A value without a name is shown as it is.
    """

    def __init__(self, names: Mapping[str, str]) -> None:
        self.names = names

    def __call__(self, value: Enum | str) -> str:
        code = str(value.value) if isinstance(value, Enum) else value
        return _(self.names[code]) if code in self.names else code


kind_name = Names(
    {
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
)
"""A kind of member, as 农户."""

share_class_name = Names({"ordinary": N_("普通股")})
"""The usual name of a class of shares; a class of the book's own carries its label itself."""

entry_kind_name = Names(
    {
        "allotment": N_("分配入股"),
        "subscription": N_("认购"),
        "transfer": N_("转让"),
        "inheritance": N_("继承"),
        "gift": N_("赠与"),
        "redemption": N_("退股"),
        "adjustment": N_("调整"),
        "conversion": N_("转换"),
        "split": N_("拆股"),
    }
)
"""A kind of entry in the share register, as 认购."""

certificate_act_name = Names(
    {"issued": N_("发证"), "reissued": N_("补发"), "returned": N_("收回"), "cancelled": N_("注销")}
)
"""What happened to a certificate, as 补发."""

account_column_name = Names(
    {
        "capital_poverty": N_("到户类扶贫项目资产出资额"),
        "capital": N_("其他来源出资额"),
        "reserve": N_("公积金份额"),
        "subsidy": N_("国家财政补助量化份额"),
        "donation": N_("他人捐赠量化份额"),
    }
)
"""A column of the member account, as 公积金份额."""

account_cause_name = Names(
    {
        "contribution": N_("成员出资"),
        "surplus": N_("盈余转为出资"),
        "opening": N_("建账余额"),
        "quantified": N_("公积金量化"),
        "subsidy": N_("国家财政补助"),
        "donation": N_("他人捐赠"),
        "averaging": N_("重新平均量化"),
        "withdrawal": N_("退还出资和公积金"),
        "transfer": N_("账户转让"),
        "reserve_used": N_("公积金使用"),
        "loss": N_("亏损分担"),
        "reversal": N_("红字冲销"),
    }
)
"""Why a member account was posted to, as 公积金量化."""

contribution_form_name = Names(
    {
        "money": N_("货币"),
        "goods": N_("实物"),
        "intellectual_property": N_("知识产权"),
        "land_right": N_("土地经营权"),
        "forest_right": N_("林权"),
        "other": N_("其他非货币财产"),
    }
)
"""What a contribution was made in, as 土地经营权."""

role_name = Names({"founder": N_("发起人"), "manager": N_("经营管理人员")})
"""What a member is besides his kind, as 发起人."""

paper_name = Names(
    {
        "resident_id": N_("居民身份证"),
        "residence_permit": N_("港澳台居民居住证"),
        "hong_kong_macao_permit": N_("港澳居民来往内地通行证"),
        "taiwan_permit": N_("台湾居民来往大陆通行证"),
        "foreign_residence": N_("外国人永久居留身份证"),
        "passport": N_("护照"),
        "credit_code": N_("统一社会信用代码"),
        "organisation_code": N_("组织机构代码"),
        "licence": N_("营业执照注册号"),
        "other": N_("其他证件"),
    }
)
"""A kind of identity paper, as 护照."""

proof_name = Names(
    {
        "collective_membership": N_("农村集体经济组织成员证书"),
        "land_contract": N_("土地承包经营权证"),
        "forest_right": N_("林权证"),
        "village_certificate": N_("村集体或村（居）委会证明"),
    }
)
"""What shows that a member is a farmer, as 林权证."""

account_kind_name = Names({"card": N_("银行卡"), "passbook": N_("存折"), "corporate": N_("单位账户")})
"""What a member is paid into, as 存折."""

office_name = Names(
    {
        "chair": N_("理事长"),
        "director": N_("理事"),
        "executive_supervisor": N_("执行监事"),
        "head_supervisor": N_("监事会主席"),
        "supervisor": N_("监事"),
        "manager": N_("经理"),
        "finance": N_("财务负责人"),
        "accountant": N_("会计"),
    }
)
"""An office of the co-op, as 理事长."""

end_reason_name = Names(
    {
        "withdrawal": N_("自愿退社"),
        "expulsion": N_("除名"),
        "death": N_("死亡"),
        "dissolution": N_("单位终止"),
        "merged": N_("重复成员合并"),
        "other": N_("其他原因"),
    }
)
"""Why a membership ended, as 除名."""

member_state_name = Names({"member": N_("在社"), "ended": N_("已退社"), "struck": N_("已作废")})
"""How a line of the roll stands, as 已退社."""

matched_name = Names(
    {
        "number": N_("编号"),
        "initials": N_("拼音"),
        "name": N_("姓名"),
        "identity": N_("证件号码"),
        "account": N_("银行账号"),
        "phone": N_("电话"),
        "slip": N_("领取单号"),
        "household": N_("同户的人"),
    }
)
"""What of a thing the search matched, as 拼音."""

plan_state_name = Names(
    {
        "draft": N_("草案"),
        "approved": N_("已决议"),
        "paid": N_("已发放"),
        "superseded": N_("已被新草案取代"),
        "closed": N_("亏损已处理"),
    }
)
"""How far a distribution is, as 已决议."""

standing_name = Names(
    {
        "open": N_("未发放"),
        "bank": N_("银行代发"),
        "returned": N_("银行退回"),
        "cash": N_("现金签领"),
        "paid": N_("已发放"),
    }
)
"""How far one household's dividend is, as 银行退回."""

history_name = Names(
    {
        "drafted": N_("草案保存"),
        "approved": N_("成员大会决议"),
        "failed": N_("表决未通过"),
        "withdrawn": N_("决议撤回"),
        "paid": N_("标记已发放"),
        "payment_undone": N_("撤销发放"),
        "closed": N_("亏损处理决议"),
        "reopened": N_("亏损处理撤回"),
    }
)
"""What happened to a year, as 决议撤回."""

field_name = Names(
    {
        "number": N_("编号"),
        "name": N_("姓名"),
        "kind": N_("类型"),
        "identity": N_("证件号码"),
        "phone": N_("电话"),
        "bank": N_("开户行"),
        "account": N_("银行账号"),
        "address": N_("地址"),
        "group": N_("组别"),
        "joined": N_("入社日期"),
        "household": N_("户"),
        "relation": N_("与户主关系"),
        "shares": N_("股数"),
        "capital": N_("出资额"),
        "reserve": N_("公积金份额"),
        "subsidy": N_("财政补助份额"),
        "donation": N_("捐赠份额"),
        "past_refund": N_("建账前盈余返还"),
        "past_dividend": N_("建账前分红"),
        "note": N_("备注"),
        "members": N_("人数"),
    }
)
"""What a column of a roll holds, as 证件号码."""

dimension_name = Names(
    {"member": N_("成员"), "party": N_("往来单位"), "product": N_("产品"), "channel": N_("渠道")}
)
"""What a line of a voucher names besides its account (辅助核算), as 往来单位."""

month_state_name = Names({"open": N_("未结账"), "held": N_("暂停记账"), "closed": N_("已结账")})
"""Whether a month takes vouchers, as 已结账."""

voucher_kind_name = Names(
    {
        "typed": N_("手工"),
        "document": N_("业务单据"),
        "closing": N_("期末结转"),
        "opening": N_("建账余额"),
        "reversal": N_("红字冲销"),
        "imported": N_("导入"),
    }
)
"""What a voucher comes from, as 业务单据."""

draft_state_name = Names(
    {"draft": N_("草稿"), "checked": N_("已审核"), "void": N_("已作废"), "posted": N_("已记账")}
)
"""What became of a draft, as 已审核."""

document_kind_name = Names(
    {
        "contribution": N_("成员出资"),
        "instalment": N_("缴纳认购款"),
        "reserve_to_capital": N_("公积金转增出资"),
        "surplus_to_capital": N_("盈余转为出资"),
        "withdrawal": N_("退还成员出资"),
        "payment_for_shares": N_("支付退股款"),
        "transfer": N_("股份转让"),
        "inheritance": N_("股份继承"),
        "grant_received": N_("收到财政补助"),
        "grant_used": N_("使用财政补助"),
        "donation": N_("接受捐赠"),
        "reserve_used": N_("公积金弥补亏损"),
        "loss_borne": N_("成员分担亏损"),
        "distribution": N_("盈余分配"),
        "payment": N_("支付返还和分红"),
        "withholding": N_("代扣个人所得税"),
        "remittance": N_("缴纳个人所得税"),
    }
)
"""A kind of business document that makes a voucher, as 成员出资."""

rubric_name = Names(
    {
        "money": N_("款项"),
        "cash": N_("现金"),
        "bank": N_("银行转账"),
        "goods": N_("产品物资"),
        "plants": N_("苗木"),
        "assets": N_("固定资产"),
        "intellectual_property": N_("知识产权"),
        "land_right": N_("土地经营权"),
        "forest_right": N_("林权"),
        "other_property": N_("其他非货币财产"),
        "owed": N_("往来款"),
        "capital": N_("出资额"),
        "premium": N_("出资溢价"),
        "discount": N_("出资折价"),
        "reserve_share": N_("公积金份额"),
        "capital_reserve": N_("资本公积"),
        "kept_back": N_("留存不退"),
        "loss": N_("承担的亏损"),
        "given": N_("转出"),
        "taken": N_("转入"),
        "grant": N_("财政补助"),
        "formed": N_("形成财产的补助"),
        "spent": N_("用掉的补助"),
        "donation": N_("捐赠"),
        "loss_made_good": N_("公积金弥补亏损"),
        "reserve": N_("提取公积金"),
        "fund": N_("提取其他基金"),
        "refund": N_("盈余返还"),
        "dividend": N_("剩余盈余分配"),
        "to_capital": N_("转为成员出资"),
        "refund_to_capital": N_("返还转为出资"),
        "dividend_to_capital": N_("分红转为出资"),
        "given_on": N_("转给农户"),
        "received_on": N_("二次返利"),
        "tax": N_("个人所得税"),
        "refund_tax": N_("返还的个人所得税"),
    }
)
"""What an amount of a business document is of, as 盈余返还."""

close_check_name = Names(
    {
        "drafts": N_("未记账凭证"),
        "gaps": N_("凭证断号"),
        "months": N_("各月结账"),
        "statements": N_("报表勾稽"),
        "pending": N_("待处理财产损溢"),
        "cost": N_("生产成本余额"),
        "stock": N_("存货账实"),
        "capital": N_("股金与成员出资额"),
        "fund": N_("专项基金与量化份额"),
        "reserve": N_("盈余公积与公积金份额"),
        "refund": N_("应付盈余返还与分配方案"),
        "dividend": N_("应付剩余盈余与分配方案"),
    }
)
"""A point of the checklist before a year is closed, as 凭证断号."""

_IN_SENTENCES = Names(
    {
        **field_name.names,
        **kind_name.names,
        **entry_kind_name.names,
        **plan_state_name.names,
        **account_column_name.names,
        **dimension_name.names,
    }
)

# Kinds whose codes mean something else in another kind. Those of the ledger by the type's name: no start loads them.
_BY_TYPE = {
    "DocumentKind": document_kind_name,
    "Rubric": rubric_name,
    "MonthState": month_state_name,
    "VoucherKind": voucher_kind_name,
    "DraftState": draft_state_name,
}


def name_of(value: Enum) -> str:
    """The name of any of these, for a sentence; a value without a name is shown as it is."""
    if isinstance(value, IdentityKind):
        return paper_name(value)
    if isinstance(value, Office):
        return office_name(value)
    return _BY_TYPE.get(type(value).__name__, _IN_SENTENCES)(value)
