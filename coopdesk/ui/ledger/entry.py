"""What the sheet of a voucher shows just now, and what of it is in the book already. Knows no widget."""

from dataclasses import dataclass, field
from datetime import date
from uuid import uuid4

from coopdesk.services.ledger.values import PostedVoucher
from coopdesk.ui.ledger.voucher_list import DRAFT, POSTED


@dataclass
class Entry:
    """A new voucher, a draft (its number, how far the journal went when it was read, whether it was checked), or one
    that is posted. ``text`` is what stood in the sheet when it was shown, ``day`` that of the next new one."""

    day: date
    draft: int | None = None
    seen: int | None = None
    checked: bool = False
    posted: PostedVoucher | None = None
    text: str = ""
    _sent: dict[str, str] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """The key of its row in the list; empty for a new one."""
        if self.posted is not None:
            return f"{POSTED}{self.posted.id}"
        return "" if self.draft is None else f"{DRAFT}{self.draft}"

    @property
    def other(self) -> int | None:
        """The id of the red voucher that undid the posted one, or of the one that it undid."""
        posted = self.posted
        return None if posted is None else posted.reversed_by or posted.voucher.reverses

    def command_id(self, act: str, text: str) -> str:
        """The id of a command made of what is typed: sent again unchanged, it is carried out once."""
        return self._sent.setdefault(f"{act}\n{text}", uuid4().hex)
