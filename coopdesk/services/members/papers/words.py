"""Words of the share register as papers print them: papers are Chinese always, whatever language the window speaks."""

from coopdesk.domain.members.entry_kind import EntryKind

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
