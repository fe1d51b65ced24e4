"""The names of kinds, classes and states, as they stand in tables and sentences."""

from collections.abc import Mapping
from enum import Enum

from coopdesk.domain.identity_papers import IdentityKind
from coopdesk.i18n import N_, _

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

_ROLES: dict[str, str] = {"founder": N_("发起人"), "manager": N_("经营管理人员")}

_PAPERS: dict[str, str] = {
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

_END_REASONS: dict[str, str] = {
    "withdrawal": N_("自愿退社"),
    "expulsion": N_("除名"),
    "death": N_("死亡"),
    "dissolution": N_("单位终止"),
    "other": N_("其他原因"),
}

_MEMBER_STATES: dict[str, str] = {"member": N_("在社"), "ended": N_("已退社"), "struck": N_("已作废")}

_MATCHED: dict[str, str] = {
    "number": N_("编号"),
    "initials": N_("拼音"),
    "name": N_("姓名"),
    "identity": N_("证件号码"),
    "account": N_("银行账号"),
    "phone": N_("电话"),
    "slip": N_("领取单号"),
}

_PLAN_STATES: dict[str, str] = {
    "draft": N_("草案"),
    "approved": N_("已决议"),
    "paid": N_("已发放"),
    "superseded": N_("已被新草案取代"),
    "closed": N_("亏损已处理"),
}

_STANDINGS: dict[str, str] = {
    "open": N_("未发放"),
    "bank": N_("银行代发"),
    "returned": N_("银行退回"),
    "cash": N_("现金签领"),
    "paid": N_("已发放"),
}

_HISTORY: dict[str, str] = {
    "drafted": N_("草案保存"),
    "approved": N_("成员大会决议"),
    "failed": N_("表决未通过"),
    "withdrawn": N_("决议撤回"),
    "paid": N_("标记已发放"),
    "payment_undone": N_("撤销发放"),
    "closed": N_("亏损处理决议"),
    "reopened": N_("亏损处理撤回"),
}


def kind_name(kind: Enum | str) -> str:
    """A kind of member, as 农户."""
    return _name(_KINDS, kind)


def share_class_name(share_class: Enum | str) -> str:
    """The usual name of a class of shares; a class of the book's own carries its label itself."""
    return _name(_SHARE_CLASSES, share_class)


def entry_kind_name(kind: Enum | str) -> str:
    """A kind of entry in the share register, as 入社."""
    return _name(_ENTRY_KINDS, kind)


def plan_state_name(state: Enum | str) -> str:
    """How far a distribution is, as 已决议."""
    return _name(_PLAN_STATES, state)


def standing_name(standing: Enum | str) -> str:
    """How far one household's dividend is, as 银行退回."""
    return _name(_STANDINGS, standing)


def history_name(kind: Enum | str) -> str:
    """What happened to a year, as 决议撤回."""
    return _name(_HISTORY, kind)


def role_name(role: Enum | str) -> str:
    """What a member is besides his kind, as 发起人."""
    return _name(_ROLES, role)


def paper_name(kind: Enum | str) -> str:
    """A kind of identity paper, as 护照."""
    return _name(_PAPERS, kind)


def end_reason_name(reason: Enum | str) -> str:
    """Why a membership ended, as 除名."""
    return _name(_END_REASONS, reason)


def member_state_name(state: Enum | str) -> str:
    """How a line of the roll stands, as 已退社."""
    return _name(_MEMBER_STATES, state)


def matched_name(matched: Enum | str) -> str:
    """What of a thing the search matched, as 拼音."""
    return _name(_MATCHED, matched)


def name_of(value: Enum) -> str:
    """The name of any of these, for a sentence; a value without a name is shown as it is."""
    if isinstance(value, IdentityKind):
        return paper_name(value)
    return _name({**_KINDS, **_ENTRY_KINDS, **_PLAN_STATES}, value)


def _name(names: Mapping[str, str], kind: Enum | str) -> str:
    key = str(kind.value) if isinstance(kind, Enum) else kind
    return _(names[key]) if key in names else key
