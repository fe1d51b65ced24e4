"""What the search at the top found, in words: who, what matched, and that nothing was found. Knows no window."""

from typing import TYPE_CHECKING, Any

from coopdesk.i18n import _
from coopdesk.ui.kit.hit_list import Hit

if TYPE_CHECKING:
    # Only names here: the window stands before the services are loaded.
    from coopdesk.services.desk import Desk
    from coopdesk.services.values import SearchHit


def found_words(desk: "Desk", typed: str) -> "tuple[list[Hit[Any]], str]":
    """The hits for what was typed, and what is said where there are none."""
    wanted = typed.strip()
    found = desk.search(typed) if wanted else ()
    nothing = _("没有找到“{typed}”").format(typed=wanted) if wanted and not found else ""
    return [Hit(hit, hit.name, _described(hit)) for hit in found], nothing


def _described(hit: "SearchHit") -> str:
    """Number and kind of a hit, what was found of it where the name does not show it, and that it is no member now."""
    from coopdesk.domain.members.member import MemberState
    from coopdesk.services.values import Matched
    from coopdesk.wording import kind_name, matched_name, member_state_name

    words = [hit.number, kind_name(hit.kind)]
    if hit.state is not MemberState.MEMBER:
        words.append(member_state_name(hit.state))
    if hit.matched not in (Matched.NUMBER, Matched.NAME, Matched.INITIALS):
        words.append(hit.shown or matched_name(hit.matched))
    return " · ".join(words)
