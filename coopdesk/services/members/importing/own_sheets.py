"""The sheets of the program's own workbook about people beside the roll: households, and members who have left.

`exchange.book_workbook` writes them under these headings, so nothing has to be recognised.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TypeVar

from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.account import AccountColumn, Balances
from coopdesk.domain.members.household import Household, HouseholdPerson, check_household, read_relation
from coopdesk.domain.members.identity_kind import IdentityKind
from coopdesk.domain.members.identity_papers import read_identity
from coopdesk.domain.members.member import ORGANISATIONS, EndReason, Member, MemberKind, MemberRole
from coopdesk.domain.text import clean_name, clean_text
from coopdesk.domain.typed import read_money
from coopdesk.services.members.importing.cells import read_day
from coopdesk.services.members.importing.findings import Fault
from coopdesk.services.members.papers.kinds import kind_name
from coopdesk.services.members.papers.words import end_reason, identity_name
from coopdesk.services.source_table import CellValue, SourceTable

HOUSEHOLDS, LEFT = "户", "已退社成员"
HOUSEHOLD_HEADINGS = ("户编号", "与户主关系", "成员编号", "姓名", "证件号码", "证件种类")
LEFT_HEADINGS = (
    "编号",
    "姓名",
    "成员类型",
    "证件号码",
    "证件种类",
    "联系电话",
    "开户银行",
    "银行账号",
    "村组",
    "住址",
    "入社日期",
    "备注",
    "退社日期",
    "退社原因",
    "退社说明",
    "退社决议",
    "出资额：扶贫项目资产（元）",
    "出资额：其他来源（元）",
    "公积金份额（元）",
    "财政补助份额（元）",
    "捐赠份额（元）",
)
_KINDS = {kind_name(kind): kind for kind in MemberKind}
_PAPERS = {identity_name(kind): kind for kind in IdentityKind}
_REASONS = {end_reason(reason): reason for reason in EndReason}
_FIRST_AMOUNT = 16
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class LeftMember:
    """Somebody who has left, and what the account still holds."""

    member: Member
    balances: Balances


def household_rows(household: Household, names: Mapping[str, str]) -> Iterator[Sequence[CellValue]]:
    """A household as rows of its sheet; who is a member is named for those who read it."""
    for person in household.persons:
        paper = "" if person.identity_kind is None else identity_name(person.identity_kind)
        name = names.get(person.member, "") if person.member else person.name
        yield (household.code, person.relation, person.member, name, person.identity, paper)


def left_row(left: LeftMember) -> tuple[Sequence[CellValue], Sequence[int]]:
    """A member who has left as the texts and days of a row of the sheet, and the fen of the columns of money."""
    member = left.member
    kind = member.kind if member.role is None else member.role.kind
    texts = (
        member.number,
        member.name,
        kind_name(kind),
        member.identity,
        "" if member.identity_kind is None else identity_name(member.identity_kind),
        f"{member.phone}/{member.phone2}" if member.phone2 else member.phone,
        member.bank,
        member.account,
        member.group,
        member.address,
        member.joined,
        member.remark,
        member.ended,
        "" if member.end_reason is None else end_reason(member.end_reason),
        member.end_note,
        member.end_resolution,
    )
    return texts, tuple(left.balances.get(column).fen for column in AccountColumn)


def is_households(table: SourceTable) -> bool:
    """Whether it is the sheet of households."""
    return table.name == HOUSEHOLDS and _headings(table)[: len(HOUSEHOLD_HEADINGS)] == HOUSEHOLD_HEADINGS


def is_left(table: SourceTable) -> bool:
    """Whether it is the sheet of those who have left."""
    return table.name == LEFT and _headings(table)[: len(LEFT_HEADINGS)] == LEFT_HEADINGS


def numbers_of_left(table: SourceTable) -> set[str]:
    """The numbers that the sheet names, whatever else it says of them."""
    return {_text(cells[0]) for _at, cells in _rows(table, len(LEFT_HEADINGS))} - {""}


def read_left(
    table: SourceTable, known: Collection[str], roll: Collection[str], today: date, faults: list[Fault]
) -> Iterator[LeftMember]:
    """Those who have left and whom the book does not know; `roll` are the numbers of the members' own sheet."""
    told: set[str] = set(roll)
    for at, cells in _rows(table, len(LEFT_HEADINGS)):
        if _text(cells[0]) in known:
            continue
        read = _Row(at, cells, faults)
        number = read.of(0, lambda cell: _new_number(cell, told))
        left = _left(read, number or "", today)
        if read.is_good and number and left is not None:
            told.add(number)
            yield left


def _left(read: "_Row", number: str, today: date) -> LeftMember | None:
    name = read.of(1, lambda cell: clean_name(_text(cell)))
    said = read.of(2, lambda cell: _named(_KINDS, cell, "import.unknown_kind"))
    joined, ended = read.of(10, _day), read.of(12, _day)
    reason = read.of(13, lambda cell: _named(_REASONS, cell, "import.no_end_reason"))
    amounts = [read.of(place, _money) for place in range(_FIRST_AMOUNT, _FIRST_AMOUNT + len(AccountColumn))]
    if said is None or joined is None or ended is None or name is None:
        return None
    kind, role = _kind_and_role(said)
    paper = read.of(3, lambda cell: _identity(cell, read.text(4), kind, today))
    read.check(12, lambda: _check_days(joined, ended, today))
    phone, _stroke, others = read.text(5).partition("/")
    member = Member(
        number,
        name,
        kind,
        joined,
        read.text(8),
        paper[0] if paper else "",
        phone,
        read.text(6),
        read.text(7),
        read.text(9),
        paper[1] if paper else None,
        others,
        ended=ended,
        end_reason=reason,
        end_note=read.text(14),
        role=role,
        remark=read.text(11),
        end_resolution=read.text(15),
    )
    held = zip(AccountColumn, amounts, strict=True)
    return LeftMember(member, Balances.of({column: fen or 0 for column, fen in held}))


def read_households(
    table: SourceTable, numbers: Collection[str], today: date, faults: list[Fault]
) -> Iterator[Household]:
    """The households, each with its persons; a row may name the members of `numbers`."""
    persons: dict[str, list[HouseholdPerson]] = {}
    first: dict[str, int] = {}
    wrong: set[str] = set()
    for at, cells in _rows(table, len(HOUSEHOLD_HEADINGS)):
        read = _Row(at, cells, faults)
        code = _text(cells[0])
        number = read.of(2, lambda cell: _known(cell, numbers))
        said = read.text(5)
        paper = None if number else read.of(4, partial(_identity, paper=said, kind=None, today=today))
        name = "" if number else clean_text(_text(cells[3]))
        if not code:
            faults.append(Fault("sheet.name_missing", at, 0, ""))
        if not read.is_good or not code:
            wrong.add(code)
            continue
        identity, kind = paper or ("", None)
        relation = read_relation(_text(cells[1]))
        persons.setdefault(code, []).append(HouseholdPerson(relation, number or "", name, identity, kind))
        first.setdefault(code, at)
    for code, of in persons.items():
        household = Household(code, tuple(of))
        try:
            check_household(household)
        except DomainError as error:
            faults.append(Fault(error.code, first[code], 0, code, error.params))
            continue
        if code not in wrong:
            yield household


class _Row:
    """One row that is read cell by cell; what cannot be read goes among the faults."""

    def __init__(self, at: int, cells: Sequence[CellValue], faults: list[Fault]) -> None:
        self._at, self._cells, self._faults = at, cells, faults
        self.is_good = True

    def text(self, place: int) -> str:
        """A cell as text."""
        return clean_text(_text(self._cells[place]))

    def of(self, place: int, read: Callable[[CellValue], _T]) -> _T | None:
        """The value of a cell; None where it cannot be read."""
        return self.check(place, lambda: read(self._cells[place]))

    def check(self, place: int, work: Callable[[], _T]) -> _T | None:
        """What a piece of work gives; None, and a fault of that cell, where it refuses."""
        try:
            return work()
        except DomainError as error:
            self.is_good = False
            fault = Fault(error.code, self._at, place, _text(self._cells[place]), error.params)
            self._faults.append(fault)
            return None


def _rows(table: SourceTable, width: int) -> Iterator[tuple[int, Sequence[CellValue]]]:
    for at, cells in enumerate(table.rows[1:], start=1):
        if any(cell is not None for cell in cells):
            yield at, [*cells, *([None] * (width - len(cells)))]


def _headings(table: SourceTable) -> tuple[str, ...]:
    return tuple(map(_text, table.rows[0])) if table.rows else ()


def _text(cell: CellValue) -> str:
    return "" if cell is None else str(cell).strip()


def _named(names: Mapping[str, _T], cell: CellValue, code: str) -> _T:
    word = _text(cell)
    if word not in names:
        raise DomainError(code, word=word)
    return names[word]


def _kind_and_role(said: MemberKind) -> tuple[MemberKind, MemberRole | None]:
    if said in (MemberKind.FOUNDER, MemberKind.MANAGER):
        return MemberKind.FARMER, MemberRole(said.value)
    return said, None


def _new_number(cell: CellValue, told: Collection[str]) -> str:
    number = _text(cell)
    if not number:
        raise DomainError("member.number_missing")
    if number in told:
        raise DomainError("member.number_taken", number=number)
    return number


def _known(cell: CellValue, numbers: Collection[str]) -> str:
    number = _text(cell)
    if number and number not in numbers:
        raise DomainError("member.unknown", number=number)
    return number


def _identity(
    cell: CellValue, paper: str, kind: MemberKind | None, today: date
) -> tuple[str, IdentityKind | None]:
    text = _text(cell)
    if not text:
        return "", None
    found = read_identity(text, today, organisation=kind in ORGANISATIONS, kind=_PAPERS.get(paper))
    return found.number, found.kind


def _day(cell: CellValue) -> date:
    return read_day(cell)[0]


def _check_days(joined: date, ended: date, today: date) -> None:
    if ended < joined:
        raise DomainError("member.ended_before_joining", day=ended, joined=joined)
    if ended > today:
        raise DomainError("member.ended_in_future", day=ended)


def _money(cell: CellValue) -> int:
    return 0 if cell is None else read_money(_text(cell)).fen
