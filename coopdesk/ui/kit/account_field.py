"""Finds an account by its code, its name, the initials or the pinyin of its name; and the field that does so.

Knows neither book nor pinyin: the accounts are given, and so is the function that reads a name.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Generic

from coopdesk.domain.errors import DomainError
from coopdesk.domain.text import fold
from coopdesk.i18n import _
from coopdesk.ui.kit.field import T
from coopdesk.ui.kit.find_field import FindField
from coopdesk.ui.kit.hit_list import Hit

Readings = Callable[[str], str]
"""All readings of a name with blanks between, initials and full: `xj xianjin` for 现金 (`exchange.pinyin.initials`)."""


@dataclass(frozen=True)
class Account(Generic[T]):
    """One account as it is looked for: the thing, its code, and its name (with those above it where they count)."""

    thing: T
    code: str
    name: str

    @property
    def words(self) -> str:
        """`1001 现金`: what stands in the field once it was taken."""
        return f"{self.code} {self.name}"


class AccountFinder(Generic[T]):
    """Looks through a chart of accounts. Names are read once, when something is first looked for."""

    def __init__(self, accounts: Sequence[Account[T]], readings: Readings) -> None:
        self._accounts = tuple(accounts)
        self._readings = readings

    def find(self, typed: str) -> list[Hit[T]]:
        """All that fit, best first: the code itself, codes that begin so, names that do, names that hold it, readings.

        Nothing for nothing typed.
        """
        wanted = fold(typed)
        if not wanted:
            return []
        ranked = [
            (rank, place) for place in range(len(self._accounts)) if (rank := self._rank(place, wanted))
        ]
        return [self._hit(self._accounts[place]) for _rank, place in sorted(ranked)]

    def the_one(self, typed: str) -> Account[T]:
        """The account that is meant: by its code, its words or its name, or the only one found.

        Raises `field.not_found` for none and for several.
        """
        wanted = fold(typed)
        by_code = [a for a in self._accounts if wanted in (fold(a.code), fold(a.words))]
        for exact in (by_code, [a for a in self._accounts if fold(a.name) == wanted]):
            if len(exact) == 1:
                return exact[0]
        found = [self._accounts[place] for place in range(len(self._accounts)) if self._rank(place, wanted)]
        if not wanted or len(found) != 1:
            raise DomainError("field.not_found", value=typed.strip())
        return found[0]

    @cached_property
    def _spelled(self) -> list[tuple[str, str, str, tuple[str, ...]]]:
        """Code, words, name and readings of each account, as they are compared."""
        return [
            (fold(a.code), fold(a.words), fold(a.name), tuple(self._readings(a.name).casefold().split()))
            for a in self._accounts
        ]

    def _rank(self, place: int, wanted: str) -> int:
        """How well an account fits, 1 the best; 0 where it does not."""
        code, words, name, readings = self._spelled[place]
        tests = (
            code == wanted or words == wanted,
            code.startswith(wanted),
            name.startswith(wanted),
            wanted in name,
            any(reading.startswith(wanted) for reading in readings),
            any(wanted in reading for reading in readings),
        )
        return next((rank for rank, fits in enumerate(tests, start=1) if fits), 0)

    def _hit(self, account: Account[T]) -> Hit[T]:
        return Hit(account.thing, account.words)


class AccountField(FindField[T]):
    """A field whose value is one account; a whole code is taken though longer codes begin with it."""

    def __init__(
        self, title: str, finder: AccountFinder[T], *, required: bool = False, hint: str = ""
    ) -> None:
        super().__init__(title, finder.find, required=required, hint=hint)
        self._finder = finder
        self.edit.setPlaceholderText(_("编码、名称或拼音"))

    def _thing(self, typed: str) -> T:
        if self._chosen is None or self._chosen.text != typed:
            account = self._finder.the_one(typed)
            self._chosen = Hit(account.thing, account.words)
        return self._chosen.thing
