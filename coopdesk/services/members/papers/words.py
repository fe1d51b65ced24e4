"""Words of the share register as papers print them: papers are Chinese always, whatever language the window speaks."""

from coopdesk.domain.members.entry_kind import EntryKind
from coopdesk.domain.members.identity_kind import IdentityKind
from coopdesk.domain.members.member import EndReason, FarmerProof
from coopdesk.domain.members.officers import Office
from coopdesk.domain.members.past import TOGETHER

_KINDS = {
    EntryKind.ALLOTMENT: "分配入股",
    EntryKind.SUBSCRIPTION: "认购",
    EntryKind.TRANSFER: "转让",
    EntryKind.INHERITANCE: "继承",
    EntryKind.GIFT: "赠与",
    EntryKind.REDEMPTION: "退股",
    EntryKind.ADJUSTMENT: "调整",
    EntryKind.CONVERSION: "转换",
    EntryKind.SPLIT: "拆合股",
}


def entry_kind(kind: EntryKind) -> str:
    """A kind of entry, as 认购."""
    return _KINDS[kind]


def entry_matter(kind: EntryKind, reverses: int | None) -> str:
    """What an entry is: its kind, or which entry it takes back."""
    return entry_kind(kind) if reverses is None else f"红字冲销第 {reverses:,} 号"


PAST = "建账前"
"""What stands beside a year that was distributed before the book."""


def past_year_text(year: int) -> str:
    """A year before the book, or several in one sum."""
    return "历年累计" if year == TOGETHER else str(year)


_PAPERS = {
    IdentityKind.RESIDENT_ID: "居民身份证",
    IdentityKind.RESIDENCE_PERMIT: "港澳台居民居住证",
    IdentityKind.HONG_KONG_MACAO_PERMIT: "港澳居民来往内地通行证",
    IdentityKind.TAIWAN_PERMIT: "台湾居民来往大陆通行证",
    IdentityKind.FOREIGN_RESIDENCE: "外国人永久居留身份证",
    IdentityKind.PASSPORT: "护照",
    IdentityKind.CREDIT_CODE: "统一社会信用代码",
    IdentityKind.ORGANISATION_CODE: "组织机构代码",
    IdentityKind.LICENCE: "营业执照注册号",
    IdentityKind.OTHER: "其他证件",
}
_PROOFS = {
    FarmerProof.COLLECTIVE_MEMBERSHIP: "农村集体经济组织成员证书",
    FarmerProof.LAND_CONTRACT: "土地承包经营权证",
    FarmerProof.FOREST_RIGHT: "林权证",
    FarmerProof.VILLAGE_CERTIFICATE: "村集体或村（居）委会证明",
}
_REASONS = {
    EndReason.WITHDRAWAL: "自愿退社",
    EndReason.EXPULSION: "除名",
    EndReason.DEATH: "死亡",
    EndReason.DISSOLUTION: "单位终止",
    EndReason.MERGED: "重复成员合并",
    EndReason.OTHER: "其他原因",
}


def identity_name(kind: IdentityKind) -> str:
    """A kind of identity paper, as 护照."""
    return _PAPERS[kind]


def proof_name(proof: FarmerProof) -> str:
    """What shows that somebody is a farmer, as 林权证."""
    return _PROOFS[proof]


def end_reason(reason: EndReason) -> str:
    """Why a membership ended, as 除名."""
    return _REASONS[reason]


_OFFICES = {
    Office.CHAIR: "理事长",
    Office.DIRECTOR: "理事",
    Office.EXECUTIVE_SUPERVISOR: "执行监事",
    Office.HEAD_SUPERVISOR: "监事会主席",
    Office.SUPERVISOR: "监事",
    Office.MANAGER: "经理",
    Office.FINANCE: "财务负责人",
    Office.ACCOUNTANT: "会计",
}


def office_name(office: Office) -> str:
    """An office of the co-op, as 理事长."""
    return _OFFICES[office]
