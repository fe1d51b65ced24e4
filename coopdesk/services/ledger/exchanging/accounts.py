"""The table of accounts between two ledgers: what another one calls an account of ours.

Ours has the three digits of 财会〔2021〕37号, one under 小企业会计准则 has four. Nothing is taken for sure by a
likeness of numbers: what the table does not name, no file carries.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from coopdesk.domain.errors import DomainError


@dataclass(frozen=True, slots=True)
class TheirAccount:
    """An account of another ledger: its code there, and its name; an empty name is that of ours."""

    code: str
    name: str = ""


@dataclass(frozen=True)
class AccountTable:
    """Accounts of another ledger by the code of ours. One that ``is_same`` calls all of them as ours does."""

    theirs: Mapping[str, TheirAccount] = field(default_factory=lambda: MappingProxyType({}))
    is_same: bool = False

    def of(self, code: str) -> TheirAccount | None:
        """What the other ledger calls an account of ours; None for one it has no name for."""
        return self.theirs.get(code) or (TheirAccount(code) if self.is_same else None)

    def ours(self, code: str) -> tuple[str, ...]:
        """The codes of ours that the other ledger calls so; several where it does not tell them apart."""
        found = tuple(own for own, other in self.theirs.items() if other.code == code)
        return found or ((code,) if self.is_same else ())

    def unmapped(self, codes: Iterable[str]) -> list[str]:
        """Those of the codes that the other ledger has no name for, in their order."""
        return sorted({code for code in codes if self.of(code) is None})


SAME = AccountTable(is_same=True)


def account_table(rows: Iterable[tuple[str, str, str]]) -> AccountTable:
    """A table of rows: the code of ours, that of the other ledger, its name there.

    ``account_table.twice`` where one of ours stands with two others; a row without the other's code is left out.
    """
    found: dict[str, TheirAccount] = {}
    for own, other, name in rows:
        if not other:
            continue
        if own in found and found[own].code != other:
            raise DomainError("account_table.twice", account=own, one=found[own].code, other=other)
        found[own] = TheirAccount(other, name)
    return AccountTable(found)
