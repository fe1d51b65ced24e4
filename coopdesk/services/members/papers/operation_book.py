"""股份变动登记簿 of a year: every entry that counts from a day of it, by number, and what the shares come to.

Nothing is left out: a mistake stands in it, and so does what reverses it. Beside the lines stand by class the shares at
the end of the year before, what came, what went, and those at the end of the year, which are the register's own.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from coopdesk.domain.coop.share_class import ShareClass
from coopdesk.domain.errors import DomainError
from coopdesk.domain.quantity import Quantity
from coopdesk.services.coop.values import CoopDetails
from coopdesk.services.journal.entry import Witness
from coopdesk.services.members.operation_book import BookedEntry, Party
from coopdesk.services.members.papers.words import entry_matter
from coopdesk.services.members.register_day import register_on
from coopdesk.services.paper import Chosen, ChosenBy, PaperSource
from coopdesk.services.paper_words import day_text, witness_words
from coopdesk.services.ports import UnitOfWork

if TYPE_CHECKING:
    from coopdesk.services.desk import Desk


@dataclass(frozen=True, slots=True)
class BookYear:
    """The year a book of operations is asked for, and whether anything was entered that counts from it."""

    year: int
    any: bool


@dataclass(frozen=True, slots=True)
class OperationYear:
    """The lines of a year as they were read, and by class, in the classes' order, the shares (millionths) before it."""

    year: int
    coop: CoopDetails
    classes: tuple[ShareClass, ...]
    opening: tuple[Quantity, ...]
    lines: tuple[BookedEntry, ...]
    witness: Witness


@dataclass(frozen=True, slots=True)
class OperationRow:
    """One line as it is printed."""

    number: int
    entered: str
    day: str
    matter: str
    giver: str
    taker: str
    label: str
    shares: Quantity
    document: str
    remark: str
    void: bool


@dataclass(frozen=True, slots=True)
class ClassSum:
    """A class of shares over the year, in millionths: opening + gained - lost = closing. ``moved`` changed hands."""

    label: str
    opening: Quantity
    gained: Quantity
    lost: Quantity
    moved: Quantity

    @property
    def closing(self) -> Quantity:
        """Shares at the end of the year."""
        return Quantity(self.opening + self.gained - self.lost)


@dataclass(frozen=True, slots=True)
class OperationFigures:
    """The whole paper; `labelled` says that there are several classes, which each row then names."""

    year: int
    coop: str
    opening: str
    labelled: bool
    rows: tuple[OperationRow, ...]
    sums: tuple[ClassSum, ...]
    notes: tuple[str, ...]
    chair: str
    supervisor: str
    prepared_by: str
    printed: str
    sample: bool
    witness: str


def operations_of(uow: UnitOfWork, year: int) -> OperationYear:
    """Read the lines of a year.

    ``coop.name_missing`` for a book without a co-op, ``register.no_operations`` for a year without any.
    """
    coop = uow.coop.current()
    if coop is None:
        raise DomainError("coop.name_missing")
    first, last = date(year, 1, 1), date(year, 12, 31)
    lines = tuple(uow.register.booked(first, last))
    if not lines:
        raise DomainError("register.no_operations", year=year)
    before = register_on(uow, first - timedelta(days=1))
    return OperationYear(year, coop, before.classes, before.totals, lines, before.witness)


def _asked(desk: "Desk", year: int) -> BookYear:
    def first(uow: UnitOfWork) -> BookYear:
        found = next(iter(uow.register.booked(date(year, 1, 1), date(year, 12, 31))), None)
        return BookYear(year, found is not None)

    return desk.members.read(first)


OPERATIONS: PaperSource[BookYear, OperationYear] = PaperSource(
    BookYear,
    lambda of: of.any,
    lambda desk, of: desk.members.read(lambda uow: operations_of(uow, of.year)),
    lambda of: (party for line in of.lines for party in (line.giver, line.taker) if party is not None),
    Chosen(ChosenBy.YEAR, lambda desk, choice: _asked(desk, choice.year)),
    large=True,
)
"""The lines of the operation book that count from a day of the year."""


def build_operation_book(source: OperationYear, printed_on: date) -> OperationFigures:
    """The paper of a year, made on a day."""
    labels = {each.code: each.label for each in source.classes}
    used = {line.share_class for line in source.lines}
    coop = source.coop
    return OperationFigures(
        year=source.year,
        coop=coop.name,
        opening=_opening(source),
        labelled=len(source.classes) > 1,
        rows=tuple(_row(line, labels) for line in source.lines),
        sums=tuple(
            _sum(each, before, source.lines)
            for each, before in zip(source.classes, source.opening, strict=True)
            if before or each.code in used
        ),
        notes=tuple(_notes(source)),
        chair=coop.chair,
        supervisor=coop.supervisor,
        prepared_by=coop.accountant,
        printed=day_text(printed_on),
        sample=coop.sample,
        witness=witness_words(source.witness),
    )


def _row(line: BookedEntry, labels: dict[str, str]) -> OperationRow:
    said = [line.note, "" if line.reversed_by is None else f"已由第 {line.reversed_by:,} 号冲销"]
    return OperationRow(
        number=line.operation,
        entered="—" if line.entered is None else line.entered.isoformat(),
        day=line.day.isoformat(),
        matter=entry_matter(line.kind, line.reverses),
        giver=_party(line.giver),
        taker=_party(line.taker),
        label=labels[line.share_class],
        shares=line.shares,
        document=line.document,
        remark="；".join(filter(None, said)),
        void=line.reversed_by is not None,
    )


def _party(party: Party | None) -> str:
    return "—" if party is None else f"{party.number} {party.name}"


def _sum(of: ShareClass, opening: Quantity, lines: Sequence[BookedEntry]) -> ClassSum:
    gained = lost = moved = 0
    for line in lines:
        if line.share_class != of.code:
            continue
        if line.giver is None:
            gained += line.shares
        elif line.taker is None:
            lost += line.shares
        else:
            moved += line.shares
    return ClassSum(of.label, opening, Quantity(gained), Quantity(lost), Quantity(moved))


def _opening(source: OperationYear) -> str:
    numbers = [line.operation for line in source.lines]
    return (
        f"本簿按登记号列出{source.year}年内生效的全部股份变动，自第 {min(numbers):,} 号至第 {max(numbers):,} 号，"
        f"共 {len(set(numbers)):,} 次 {len(numbers):,} 笔，同一号的各笔是一次变动。"
        "登记有误的不涂改、不抽换，以红字冲销更正，原登记保留。"
    )


def _notes(source: OperationYear) -> Iterator[str]:
    numbers = {line.operation for line in source.lines}
    if max(numbers) - min(numbers) + 1 != len(numbers):
        yield "号码不相连之处，所缺各号在其他年度生效，见各该年度的登记簿。"
    if any(line.entered is None for line in source.lines):
        yield "登记日为“—”的，登记时账套尚无操作日志。"
    yield "增加和减少含更正的冲销；转移是成员之间的转让、继承和赠与，不改变股份总数。"
