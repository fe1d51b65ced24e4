"""What lists, the home page and the years above need of the members, without the members themselves."""

from dataclasses import dataclass
from datetime import date

from coopdesk.domain.members.member import MemberKind
from coopdesk.domain.quantity import Quantity


@dataclass(frozen=True, slots=True)
class KindTotal:
    """How many members of a kind there are on a day, and the shares they hold."""

    kind: MemberKind
    members: int
    shares: Quantity


@dataclass(frozen=True, slots=True)
class Settled:
    """A resolved year that an entry of a certain day would belong to: figures up to ``until`` rest on the register."""

    year: int
    until: date
