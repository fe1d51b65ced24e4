"""What a page may ask of households: whose a member is, who lives in it, which code is free."""

from collections.abc import Sequence
from dataclasses import dataclass

from coopdesk.domain.members.household import Household, HouseholdPerson
from coopdesk.domain.members.member import Member
from coopdesk.services.area_desk import AreaDesk


@dataclass(frozen=True, slots=True)
class Relative:
    """A person of a household as it is shown: with the line of the roll of who is a member, None for all others."""

    person: HouseholdPerson
    member: Member | None

    @property
    def name(self) -> str:
        """The name, a member's as the roll has it."""
        return self.member.name if self.member is not None else self.person.name

    @property
    def identity(self) -> str:
        """The number of the paper, empty where it is not known; personal data."""
        return self.member.identity if self.member is not None else self.person.identity


class HouseholdsDesk(AreaDesk):
    """The households of an open book."""

    def get(self, code: str) -> Household | None:
        """A household by code, without persons where it was dissolved; None for a code never given."""
        with self._reading() as uow:
            return uow.households.get(code)

    def of_member(self, number: str) -> Household | None:
        """The household a member stands in; None for nobody's."""
        with self._reading() as uow:
            return uow.households.of_member(number)

    def all(self) -> Sequence[Household]:
        """Every household that has persons, in the order in which they were first written."""
        with self._reading() as uow:
            return tuple(uow.households.all())

    def persons(self, household: Household) -> Sequence[Relative]:
        """The persons of a household with their lines of the roll."""
        with self._reading() as uow:
            return [
                Relative(person, uow.members.get(person.member) if person.member else None)
                for person in household.persons
            ]

    def with_identity(self, identity: str) -> str | None:
        """The code of a household in which somebody who is no member has that identity number, or None."""
        with self._reading() as uow:
            return uow.households.with_identity(identity, "")

    def next_code(self) -> str:
        """The next free code of the program's own series."""
        with self._reading() as uow:
            return uow.households.next_code()
