"""Members and shares with their number: `20 户农户`, `8 股`, in English with the plural that the number wants."""

from coopdesk.domain.members.member import MemberKind
from coopdesk.domain.quantity import ONE
from coopdesk.i18n import format_quantity, ngettext


def counted_kind(kind: MemberKind, n: int) -> str:
    """So many members of a kind."""
    words = {
        MemberKind.FARMER: ngettext("{n} 户农户", "{n} 户农户", n),
        MemberKind.VILLAGE_COLLECTIVE: ngettext("{n} 个村集体", "{n} 个村集体", n),
        MemberKind.SUPPLY_COOP: ngettext("{n} 个供销社", "{n} 个供销社", n),
        MemberKind.ENTERPRISE: ngettext("{n} 个企业", "{n} 个企业", n),
        MemberKind.INSTITUTION: ngettext("{n} 个事业单位", "{n} 个事业单位", n),
        MemberKind.SOCIAL_ORGANISATION: ngettext("{n} 个社会组织", "{n} 个社会组织", n),
        MemberKind.FOUNDER: ngettext("{n} 个发起人", "{n} 个发起人", n),
        MemberKind.MANAGER: ngettext("{n} 个经营管理人员", "{n} 个经营管理人员", n),
        MemberKind.OTHER: ngettext("{n} 个其他", "{n} 个其他", n),
    }
    return words[kind].format(n=f"{n:,}")


def shares_text(shares: int) -> str:
    """A holding of whole millionths in words."""
    words = ngettext("{shares} 股", "{shares} 股", 1 if shares == ONE else 2)
    return words.format(shares=format_quantity(shares))
