"""Share operations (股份变动): what one act of the trade enters into the register, several entries where it takes them.

An operation is one numbered act: an inheritance by three heirs, the conversion of one class into another, a split that
changes what every holder holds. All its entries have one day, kind and document, and are reversed together or not at
all. The functions here make the entries and refuse what cannot be exact; they know no book.

The day of an operation (生效日期) is the start of the day from which it counts, whatever day it is entered on:

- of the same day: the entries of a day count together, in whatever order they were entered;
- back-dated: it counts from its day on, so nobody may fall below nothing on that day or any later one. What is dated
  before a split of its class, or takes back what the split has counted, is refused: the split is reversed first;
- in the future: it is entered when its day has come. Only the redemption that goes with the end of a membership lies
  on the day after it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from coopdesk.domain.coop.share_class import ShareClass
from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.entry_kind import EntryKind
from coopdesk.domain.members.share_register import ShareEntry
from coopdesk.domain.money import Money, divide_half_up
from coopdesk.domain.quantity import SCALE, ZERO, Quantity


@dataclass(frozen=True, slots=True)
class Ratio:
    """A ratio of two whole numbers: a third (``1/3``) of an estate, 3 new shares for 2 old ones (``3/2``)."""

    upper: int
    lower: int = 1

    @property
    def exact(self) -> Fraction:
        """The ratio as a number; ``operation.ratio`` unless both sides are above nothing."""
        if self.upper <= 0 or self.lower <= 0:
            raise DomainError("operation.ratio", upper=self.upper, lower=self.lower)
        return Fraction(self.upper, self.lower)

    @property
    def inverse(self) -> "Ratio":
        """The other way round: what takes a split back."""
        return Ratio(self.lower, self.upper)


@dataclass(frozen=True, slots=True)
class Heir:
    """One heir (继承人) by member number, and the part of the estate's shares that comes to him."""

    member: str
    part: Ratio


@dataclass(frozen=True, slots=True)
class Term:
    """One instalment (分期): an amount in yuan and the day by which it is due."""

    due: date
    amount: Money


@dataclass(frozen=True, slots=True)
class SharePayment:
    """What was paid for shares on a day, in yuan: by the co-op for shares that went back."""

    day: date
    amount: Money
    document: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Instalment:
    """An instalment and how much of it is paid, yuan."""

    due: date
    amount: Money
    paid: Money

    @property
    def open(self) -> Money:
        """What is still to be paid of it."""
        return self.amount - self.paid


@dataclass(frozen=True, slots=True)
class Matter:
    """What all entries of an operation share: its day, the paper it rests on (凭据) and why (原因)."""

    day: date
    document: str = ""
    note: str = ""


def inheritance(
    giver: str, held: Mapping[str, Quantity], heirs: Sequence[Heir], matter: Matter
) -> list[ShareEntry]:
    """The shares of each class (millionths, by its code) to the heirs by their parts, nothing left behind.

    Each heir gets his part cut to a millionth of a share, the last what remains. Refuses parts that are not one whole
    (``operation.parts``), an heir named twice and one that would get nothing.
    """
    if not heirs:
        raise DomainError("operation.no_heir")
    named = [heir.member for heir in heirs]
    twice = next((member for member in named if named.count(member) > 1), None)
    if twice is not None:
        raise DomainError("operation.heir_twice", member=twice)
    whole = sum((heir.part.exact for heir in heirs), Fraction(0))
    if whole != 1:
        raise DomainError("operation.parts", upper=whole.numerator, lower=whole.denominator)
    entries = []
    for code, shares in held.items():
        for heir, part in zip(heirs, _parts(shares, heirs), strict=True):
            if not part:
                raise DomainError("operation.part_of_nothing", member=heir.member, shares=shares)
            entries.append(_entry(matter, EntryKind.INHERITANCE, part, giver, heir.member, code))
    return entries


def conversion(
    member: str, shares: Quantity, old: str, new: str, ratio: Ratio, matter: Matter
) -> list[ShareEntry]:
    """Shares of the class ``old`` become ``ratio`` times as many of ``new``; ``operation.not_exact`` if not exactly."""
    if old == new:
        raise DomainError("operation.same_class")
    gained = _times(shares, ratio, member)
    return [
        _entry(matter, EntryKind.CONVERSION, gained, None, member, new),
        _entry(matter, EntryKind.CONVERSION, shares, member, None, old),
    ]


def split(held: Mapping[str, int], share_class: str, ratio: Ratio, matter: Matter) -> list[ShareEntry]:
    """拆股, 合股: every holding of a class (millionths, by member) times ``ratio``: 2/1 makes two of one.

    Exact for every holder, or ``operation.not_exact`` for the first for whom it is not.
    """
    if ratio.exact == 1:
        raise DomainError("operation.ratio", upper=ratio.upper, lower=ratio.lower)
    if not held:
        raise DomainError("operation.nobody_holds")
    entries = []
    for member, shares in held.items():
        change = _times(Quantity(shares), ratio, member) - shares
        giver, taker = (None, member) if change > 0 else (member, None)
        entries.append(_entry(matter, EntryKind.SPLIT, Quantity(abs(change)), giver, taker, share_class))
    return entries


def after_split(share_class: ShareClass, ratio: Ratio) -> ShareClass:
    """The class once it was split: the contribution per share so many times less, the cap on a holding so many more.

    ``operation.par_not_exact`` where the contribution is no whole fen.
    """
    upper, lower = ratio.exact.as_integer_ratio()
    fen, rest = divmod(share_class.par.fen * lower, upper)
    if rest:
        raise DomainError("operation.par_not_exact", par=share_class.par, upper=upper, lower=lower)
    cap = Quantity(divide_half_up(share_class.rules.cap * upper, lower))
    return replace(share_class, par=Money(fen), rules=replace(share_class.rules, cap=cap))


def redemption_of_all(held: Mapping[str, int], share_class: str, matter: Matter) -> list[ShareEntry]:
    """收回: all that is held of a class (millionths, by member) goes back to the co-op, as when its term has ended."""
    if not held:
        raise DomainError("operation.nobody_holds")
    return [
        _entry(matter, EntryKind.REDEMPTION, Quantity(shares), member, None, share_class)
        for member, shares in held.items()
    ]


def check_terms(terms: Sequence[Term], day: date, whole: Money | None = None) -> None:
    """Instalments come in order, none before the operation's day, each above nothing; ``whole`` is their sum if given.

    Raises ``operation.term_sum``, ``operation.term_day`` or ``operation.terms_sum``.
    """
    before = day
    for term in terms:
        if term.amount.fen <= 0:
            raise DomainError("operation.term_sum", day=term.due)
        if term.due < before:
            raise DomainError("operation.term_day", day=term.due, before=before)
        before = term.due
    together = total(terms)
    if terms and whole is not None and together != whole:
        raise DomainError("operation.terms_sum", together=together, whole=whole)


def total(terms: Iterable[Term]) -> Money:
    """What instalments come to, in yuan."""
    return Money(sum(term.amount.fen for term in terms))


def instalments(terms: Iterable[Term], paid: Money) -> list[Instalment]:
    """What is paid of each instalment: payments are put to the earliest ones first."""
    told, left = [], paid.fen
    for term in terms:
        part = min(left, term.amount.fen)
        told.append(Instalment(term.due, term.amount, Money(part)))
        left -= part
    return told


def shares_not_paid(shares: Quantity, terms: Sequence[Term], paid: Money) -> Quantity:
    """How many of the shares (millionths) of a subscription are not paid in yet, in proportion to the sums, cut up."""
    whole = total(terms).fen
    if not whole:
        return ZERO
    return Quantity(-(-shares * max(whole - paid.fen, 0) // whole))


def contribution(par: Money, shares: Quantity) -> Money:
    """出资额: what shares (millionths) of a class with that contribution per share come to, cut to whole fen."""
    return Money(par.fen * shares // SCALE)


def _parts(shares: Quantity, heirs: Sequence[Heir]) -> list[Quantity]:
    cut = [Quantity(int(shares * heir.part.exact)) for heir in heirs[:-1]]
    return [*cut, Quantity(shares - sum(cut))]


def _times(shares: Quantity, ratio: Ratio, member: str) -> Quantity:
    exact = shares * ratio.exact
    if exact.denominator != 1:
        raise DomainError(
            "operation.not_exact", member=member, shares=shares, upper=ratio.upper, lower=ratio.lower
        )
    return Quantity(exact.numerator)


def _entry(
    matter: Matter, kind: EntryKind, shares: Quantity, giver: str | None, taker: str | None, share_class: str
) -> ShareEntry:
    return ShareEntry(matter.day, kind, shares, giver, taker, share_class, matter.document, matter.note)
