"""银行对账: which lines of a bank statement are which lines of the ledger, and the sheet that explains the difference.

Two lines are one only where nothing else could be meant: by amount and day, then by amount within some days, then one
against several by their sum. Where more than one answer fits, nothing is taken and all of them are told.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from coopdesk.domain.money import Money

MOST_PARTS = 16
"""Among more lines than these no sum is looked for: among so many some would fit by chance."""
Key = tuple[int, ...]


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """A line of either side: money that came in above 0, that went out below 0. ``key`` tells it from all others."""

    day: date
    amount: Money
    key: Key


@dataclass(frozen=True, slots=True)
class Match:
    """Lines of the bank and lines of the ledger that are the same money; one of each, or as many as their sum needs."""

    bank: tuple[Entry, ...]
    book: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Matching:
    """What was found: sure ones, doubts (each with all it could be), and what has nothing on the other side."""

    matches: tuple[Match, ...]
    doubts: tuple[Match, ...]
    bank: tuple[Entry, ...]
    book: tuple[Entry, ...]


def match(bank: Iterable[Entry], book: Iterable[Entry], days: int) -> Matching:
    """Find for lines of the bank those of the ledger at most so many ``days`` before or after.

    Lines of the same day and amount, as many on either side, are one match together: which is which nobody can tell,
    and nothing depends on it.
    """
    work = _Work(sorted(bank), sorted(book), days)
    work.by_day()
    work.by_amount()
    work.by_sum()
    return Matching(
        tuple(work.matches), tuple(work.doubts), tuple(sorted(work.bank)), tuple(sorted(work.book))
    )


class _Work:
    """Both sides on their way: what was matched is taken off, what is in doubt is looked at no more."""

    def __init__(self, bank: Sequence[Entry], book: Sequence[Entry], days: int) -> None:
        self.bank, self.book, self._days = set(bank), set(book), days
        self.matches: list[Match] = []
        self.doubts: list[Match] = []
        self._doubted: set[Entry] = set()

    def by_day(self) -> None:
        """The same amount on the same day, as often on either side."""
        ours = _grouped(self.book)
        for key, lines in _grouped(self.bank).items():
            if len(lines) == len(ours.get(key, ())):
                self._take(lines, ours[key])

    def by_amount(self) -> None:
        """The same amount within the days: each line that can only be one other, all of a knot that comes out even."""
        ours = _of_amount(self.book)
        for amount, bank in _of_amount(self.bank).items():
            for one, other in _knots(bank, ours.get(amount, []), self._days):
                self._knot(one, other)

    def _knot(self, bank: list[Entry], book: list[Entry]) -> None:
        even = len(bank) == len(book) and all(
            abs((one.day - other.day).days) <= self._days for one, other in zip(bank, book, strict=True)
        )
        if not even:
            self._doubt(bank, book)
        else:
            self._take(bank, book)

    def by_sum(self) -> None:
        """One line against several whose sum it is, where only one choice of them makes that sum."""
        found = [
            *self._sums(self.bank, self.book, turned=False),
            *self._sums(self.book, self.bank, turned=True),
        ]
        often: dict[Entry, int] = {}
        for each in found:
            for entry in (*each.bank, *each.book):
                often[entry] = often.get(entry, 0) + 1
        for each in found:
            if all(often[entry] == 1 for entry in (*each.bank, *each.book)):
                self._take(list(each.bank), list(each.book))
            else:
                self._doubt(list(each.bank), list(each.book))

    def _sums(self, ones: set[Entry], others: set[Entry], *, turned: bool) -> list[Match]:
        found = []
        by_day = sorted(others - self._doubted)
        ordinals = [entry.day.toordinal() for entry in by_day]
        for one in sorted(ones - self._doubted):
            first = bisect_left(ordinals, one.day.toordinal() - self._days)
            last = bisect_right(ordinals, one.day.toordinal() + self._days)
            parts = [
                entry
                for entry in by_day[first:last]
                if (entry.amount.fen > 0) == (one.amount.fen > 0)
                and abs(entry.amount.fen) < abs(one.amount.fen)
            ]
            if 1 < len(parts) <= MOST_PARTS:
                choices = _choices(parts, one.amount.fen)
                if len(choices) == 1:
                    several = choices[0]
                    found.append(Match(several, (one,)) if turned else Match((one,), several))
        return found

    def _take(self, bank: Sequence[Entry], book: Sequence[Entry]) -> None:
        self.matches.append(Match(tuple(bank), tuple(book)))
        self.bank -= set(bank)
        self.book -= set(book)

    def _doubt(self, bank: Sequence[Entry], book: Sequence[Entry]) -> None:
        self.doubts.append(Match(tuple(bank), tuple(book)))
        self._doubted |= {*bank, *book}


def _of_amount(entries: Iterable[Entry]) -> dict[Money, list[Entry]]:
    """The entries by amount, each in the order of days."""
    found: dict[Money, list[Entry]] = {}
    for entry in sorted(entries):
        found.setdefault(entry.amount, []).append(entry)
    return found


def _grouped(entries: Iterable[Entry]) -> dict[tuple[date, Money], list[Entry]]:
    found: dict[tuple[date, Money], list[Entry]] = {}
    for entry in sorted(entries):
        found.setdefault((entry.day, entry.amount), []).append(entry)
    return found


def _knots(
    bank: Sequence[Entry], book: Sequence[Entry], days: int
) -> Iterator[tuple[list[Entry], list[Entry]]]:
    """Lines of one amount that hang together, as each could be one of the next; both sides in the order of days."""
    of = list(range(len(bank)))
    holder: dict[int, int] = {}
    ordinals = [entry.day.toordinal() for entry in book]
    for place, entry in enumerate(bank):
        first = bisect_left(ordinals, entry.day.toordinal() - days)
        last = bisect_right(ordinals, entry.day.toordinal() + days)
        for other in range(first, last):
            # Bank lines go by their days, so a line of the ledger ties this one to the last that it could be.
            if other in holder:
                of[place] = of[holder[other]]
            holder[other] = place
    knots: dict[int, tuple[list[Entry], list[Entry]]] = {}
    for place, entry in enumerate(bank):
        knots.setdefault(of[place], ([], []))[0].append(entry)
    for other, place in sorted(holder.items()):
        knots[of[place]][1].append(book[other])
    yield from (knot for knot in knots.values() if knot[1])


def _choices(parts: Sequence[Entry], target: int) -> list[tuple[Entry, ...]]:
    """Choices of at least two lines that add up to the target, two at most: a second one is a doubt already."""
    wanted = abs(target)
    ordered = sorted(parts, key=lambda entry: -abs(entry.amount.fen))
    left = [0] * (len(ordered) + 1)
    for place in range(len(ordered) - 1, -1, -1):
        left[place] = left[place + 1] + abs(ordered[place].amount.fen)
    found: list[tuple[Entry, ...]] = []

    def choose(place: int, rest: int, chosen: tuple[Entry, ...]) -> None:
        if rest == 0 and len(chosen) > 1:
            found.append(tuple(sorted(chosen)))
            return
        if place == len(ordered) or rest <= 0 or left[place] < rest or len(found) > 1:
            return
        choose(place + 1, rest - abs(ordered[place].amount.fen), (*chosen, ordered[place]))
        choose(place + 1, rest, chosen)

    choose(0, wanted, ())
    return found


@dataclass(frozen=True, slots=True)
class Adjustment:
    """银行存款余额调节表 of a day: what each side holds, and what only the other side has entered yet.

    ``bank_open`` are lines of the bank that the ledger lacks (银行已收、已付, 企业未收、未付), ``book_open`` those of
    the ledger that the bank lacks.
    """

    day: date
    book: Money
    bank: Money
    bank_open: tuple[Entry, ...]
    book_open: tuple[Entry, ...]

    @property
    def adjusted_book(self) -> Money:
        """What the ledger would hold with what the bank has entered."""
        return self.book + _sum(self.bank_open)

    @property
    def adjusted_bank(self) -> Money:
        """What the bank would hold with what the ledger has entered."""
        return self.bank + _sum(self.book_open)

    @property
    def difference(self) -> Money:
        """Bank less ledger, both adjusted; 0 where the sheet explains everything."""
        return self.adjusted_bank - self.adjusted_book


def adjustment(
    day: date,
    book: Money,
    bank: Money,
    matches: Iterable[Match],
    bank_left: Iterable[Entry],
    book_left: Iterable[Entry],
) -> Adjustment:
    """The sheet of a day: what is not matched up to it, and what is matched with something of later."""
    bank_open = [entry for entry in bank_left if entry.day <= day]
    book_open = [entry for entry in book_left if entry.day <= day]
    for each in matches:
        if all(entry.day <= day for entry in (*each.bank, *each.book)):
            continue
        bank_open += [entry for entry in each.bank if entry.day <= day]
        book_open += [entry for entry in each.book if entry.day <= day]
    return Adjustment(day, book, bank, tuple(sorted(bank_open)), tuple(sorted(book_open)))


def _sum(entries: Iterable[Entry]) -> Money:
    return Money(sum(entry.amount.fen for entry in entries))
