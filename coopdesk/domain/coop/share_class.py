"""Classes of shares (股份种类): a stable code, the label that is printed, the contribution per share, and its rules."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from coopdesk.domain.money import Money
from coopdesk.domain.quantity import ZERO, Quantity

ORDINARY = "ordinary"
"""Code of the share class every book begins with (普通股)."""


class TransferRule(StrEnum):
    """To whom the charter lets shares of a class be transferred or given away; inheritance is another matter."""

    FREE = "free"
    MEMBERS = "members"
    NOBODY = "nobody"


class Breach(StrEnum):
    """What follows where a rule of a class is broken: it is refused, or goes for a reason that is kept."""

    REFUSE = "refuse"
    REASON = "reason"


class Voice(StrEnum):
    """Whether shares of a class can be the ground for additional votes (附加表决权, Art. 22)."""

    VOTES = "votes"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class ClassRules:
    """What the charter says of a class besides its price; every default binds nobody.

    ``transfer`` says to whom shares may go, ``officers`` what follows where an officer in office (Art. 33) gives shares
    away (None: officers may as everybody may). One holder may hold ``cap`` shares (millionths; 0: any number) and
    ``cap_part`` of all shares of the class (millionths of one; 0: any part). After ``ends`` (扶贫股 of a fixed term)
    shares of the class are only taken back or converted. ``beyond_…`` says what follows where the rule is broken.
    """

    transfer: TransferRule = TransferRule.FREE
    beyond_transfer: Breach = Breach.REFUSE
    officers: Breach | None = None
    cap: Quantity = ZERO
    cap_part: Quantity = ZERO
    beyond_cap: Breach = Breach.REFUSE
    ends: date | None = None
    beyond_end: Breach = Breach.REFUSE
    voice: Voice = Voice.VOTES


NO_RULES = ClassRules()
"""The rules of a class of which the charter says nothing more."""


@dataclass(frozen=True, slots=True)
class ShareClass:
    """A class of shares: stable ``code``, printed ``label``, the contribution per share (每股出资额) in yuan, rules."""

    code: str
    label: str
    par: Money
    rules: ClassRules = NO_RULES
