"""建账前的分配: one member's years in a grid, or a whole year with its head figures and everybody's lines.

Rows are typed or pasted from a spreadsheet; every row says what is wrong with it.
"""

from collections.abc import Iterable, Mapping
from typing import cast

from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.member import Member
from coopdesk.domain.members.past import TOGETHER, PastShare, PastSums, PastYear
from coopdesk.domain.money import Money
from coopdesk.domain.text import fold
from coopdesk.i18n import N_, _, format_money
from coopdesk.services.desk import Desk
from coopdesk.services.members.past import ToldYear, refuse_year
from coopdesk.services.members.past_commands import RecordPast
from coopdesk.ui.kit.columns import Kind
from coopdesk.ui.kit.fields import ChoiceField, DateField, MoneyField, TextField
from coopdesk.ui.kit.form import FormDialog
from coopdesk.ui.kit.grid import EntryGrid
from coopdesk.ui.kit.grid_columns import GridColumn
from coopdesk.ui.members.columns import past_year_name
from coopdesk.ui.members.fields import CommandForm
from coopdesk.ui.members.share_fields import name_and_number

_READY = 3
"""Empty rows below those that are there."""
_MOST_YEARS = 100
_EARLIER = 10
"""A group may have distributed years before it was registered as a co-operative."""
_MOST_ROWS = 200_000
_AMOUNTS = (
    GridColumn("refund", N_("盈余返还（元）"), Kind.MONEY, width=150, total=True),
    GridColumn("dividend", N_("剩余盈余分配（元）"), Kind.MONEY, width=160, total=True),
)


class _PastGrid(EntryGrid):
    """Lines with two sums; the first column says whose, or of which year."""

    def __init__(self, title: str, first: GridColumn, most_rows: int) -> None:
        self._first = first.key
        super().__init__(title, (first, *_AMOUNTS), check_row=self._mistake, most_rows=most_rows)

    def lines(self) -> tuple[tuple[object, Money, Money], ...]:
        """What the first column says, and both sums of each row; raises the first mistake."""
        nothing = Money(0)
        return tuple(
            (row[self._first], cast(Money, row["refund"] or nothing), cast(Money, row["dividend"] or nothing))
            for row in self.read("")
        )

    @staticmethod
    def _mistake(row: Mapping[str, object]) -> tuple[str, DomainError] | None:
        for key in ("refund", "dividend"):
            amount = row[key]
            if isinstance(amount, Money) and amount.fen < 0:
                return key, DomainError("past.below_nothing", amount=amount)
        if not row["refund"] and not row["dividend"]:
            return "dividend", DomainError("past.no_amount")
        return None


class MemberPastForm(CommandForm[RecordPast]):
    """Returns a `RecordPast` of one member: all years as the grid has them, what was taken out of it emptied."""

    def __init__(self, desk: Desk, member: Member) -> None:
        lead = _(
            "成员 {member}。建账以前各年分到的金额，按原来的账填写；只供查阅和打印，不产生应付款，"
            "也不参与本账套的计算。分不清年度的，年度填“历年累计”。"
        )
        super().__init__(_("建账前的分配"), _("保存"), lead.format(member=name_and_number(member)))
        self._desk, self._member = desk, member
        self._seen = desk.journal.seen()
        told, _heads = desk.members.past_of(member.number)
        self._told = {share.year: share for share in told}
        self._resolved = desk.distribution.resolved_years()
        self.document = TextField(_("依据"), hint=_("如“2019—2022 年分红签领表”"))
        year = GridColumn(
            "year",
            N_("年度"),
            width=130,
            check=self._read_year,
            words=past_year_name,
            required=True,
            stretch=True,
        )
        self.grid = _PastGrid(_("各年"), year, _MOST_YEARS)
        self.grid.set_rows(
            [
                *({"year": each.year, "refund": each.refund, "dividend": each.dividend} for each in told),
                *({} for _row in range(_READY)),
            ]
        )
        self.document.set_text(next((share.document for share in reversed(told) if share.document), ""))
        self.group("", [self.document])
        self.group("", [self.grid])
        self.cursor_in = self.grid

    def make(self) -> RecordPast:
        number, document = self._member.number, (self.document.value() or "").strip()
        shares: dict[int, PastShare] = {}
        for row, (year, refund, dividend) in enumerate(self.grid.lines(), start=1):
            told = cast(int, year)
            if told in shares:
                raise DomainError("past.twice", row=row, member=number, year=past_year_name(told))
            shares[told] = PastShare(number, told, refund, dividend, document)
        changed = [share for share in shares.values() if share != self._told.get(share.year)]
        changed += [PastShare(number, year) for year in self._told if year not in shares]
        return RecordPast(
            command_id=self.command_id(),
            seen=self._seen,
            shares=tuple(changed),
            document=document,
            about=name_and_number(self._member),
        )

    def _read_year(self, typed: str) -> int:
        year = read_past_year(typed)
        refuse_year(year, self._desk.today, self._resolved)
        return year


class ChooseYearForm(FormDialog[int]):
    """Which year before the book is told or changed; a year that is told already stands with its sums."""

    def __init__(self, desk: Desk) -> None:
        lead = _("建账以前的一个年度：登记总额和各成员分到的金额，或更改已经登记的。")
        super().__init__(_("建账前的年度"), _("下一步"), lead)
        resolved = desk.distribution.resolved_years()
        told = {each.year: each for each in desk.members.past_years()}
        coop = desk.coop.details()
        first = (coop.founded.year if coop is not None else desk.today.year) - _EARLIER
        years = {year for year in (*range(first, desk.today.year + 1), *told) if year not in resolved}
        order = [*sorted(years - {TOGETHER}, reverse=True), TOGETHER]
        self.year = ChoiceField(_("年度"), [(year, _year_words(year, told.get(year))) for year in order])
        newest = next((year for year in order if year in told), order[min(1, len(order) - 1)])
        self.year.choose(newest)
        self.group("", [self.year])

    @property
    def touched(self) -> bool:
        """Nothing is kept, so nothing is lost by closing."""
        return False

    def make(self) -> int:
        year: int = self.year.read("")
        return year


class YearPastForm(CommandForm[RecordPast]):
    """Returns a `RecordPast` of one year: the head figures, and the lines of all members as the grid has them."""

    def __init__(self, desk: Desk, year: int) -> None:
        lead = _(
            "逐行填写，或从表格里连同标题行（成员编号或姓名、盈余返还（元）、剩余盈余分配（元））复制后在下面粘贴（Ctrl+V）。"
            "总额不知道的留空；只供查阅和打印，不产生应付款，也不参与本账套的计算。"
        )
        title = (
            _("建账前的历年累计") if year == TOGETHER else _("{year} 年度的分配（建账前）").format(year=year)
        )
        super().__init__(title, _("保存"), lead)
        self._year, self._seen = year, desk.journal.seen()
        told = next((each for each in desk.members.past_years() if each.year == year), None)
        self._head = told.head if told is not None else PastYear(year)
        self._told = dict(desk.members.past_in(year))
        self._ask_for_head()
        self._ask_for_lines(_Roll(desk.members.roll()))

    def _ask_for_head(self) -> None:
        """Several years in one sum have no head figures."""
        head = self._head
        self.distributable = MoneyField(_("可分配盈余（元）"), negative=False, amount=head.distributable)
        self.refund = MoneyField(_("盈余返还总额（元）"), negative=False, amount=head.refund)
        self.dividend = MoneyField(_("剩余盈余分配总额（元）"), negative=False, amount=head.dividend)
        self.resolution = TextField(_("决议编号"))
        self.paid_on = DateField(_("发放日期"), day=head.paid_on)
        self.document = TextField(_("依据"), hint=_("如“2019 年度盈余分配方案、分红签领表”"))
        self.resolution.set_text(head.resolution)
        documents = (share.document for share in self._told.values() if share.document)
        self.document.set_text(head.document or next(documents, ""))
        sums = [self.distributable, self.refund, self.dividend]
        if self._year != TOGETHER:
            self.group(_("全社"), [*sums, self.resolution, self.paid_on])

    def _ask_for_lines(self, roll: "_Roll") -> None:
        who = GridColumn(
            "member",
            N_("成员编号或姓名"),
            width=220,
            check=roll.find,
            words=roll.named,
            required=True,
            stretch=True,
        )
        self.grid = _PastGrid(_("各成员"), who, _MOST_ROWS)
        told = self._told.values()
        lines = [{"member": each.member, "refund": each.refund, "dividend": each.dividend} for each in told]
        self.grid.set_rows([*lines, *({} for _row in range(_READY))])
        self.group("", [self.document])
        self.group("", [self.grid])
        if self._year == TOGETHER:
            self.cursor_in = self.grid

    def make(self) -> RecordPast:
        document = (self.document.value() or "").strip()
        shares: dict[str, PastShare] = {}
        for row, (who, refund, dividend) in enumerate(self.grid.lines(), start=1):
            number = cast(str, who)
            if number in shares:
                raise DomainError("past.twice", row=row, member=number, year=past_year_name(self._year))
            shares[number] = PastShare(number, self._year, refund, dividend, document)
        changed = [share for share in shares.values() if share != self._told.get(share.member)]
        changed += [PastShare(number, self._year) for number in self._told if number not in shares]
        head = self._made_head(document if shares or self._has_figures() else "")
        return RecordPast(
            command_id=self.command_id(),
            seen=self._seen,
            years=() if head == self._head or self._year == TOGETHER else (head,),
            shares=tuple(changed),
            document=document,
            about=past_year_name(self._year),
        )

    def _has_figures(self) -> bool:
        return not self._made_head("").is_empty

    def _made_head(self, document: str) -> PastYear:
        return PastYear(
            self._year,
            self.distributable.value(),
            self.refund.value(),
            self.dividend.value(),
            (self.resolution.value() or "").strip(),
            self.paid_on.value(),
            document,
        )


class _Roll:
    """Who can be meant: by number, or by a name that only one has; who was struck cannot."""

    def __init__(self, members: Iterable[Member]) -> None:
        self._names: dict[str, str] = {}
        self._by_name: dict[str, list[str]] = {}
        for member in members:
            if not member.is_struck:
                self._names[member.number] = member.name
                self._by_name.setdefault(fold(member.name), []).append(member.number)

    def find(self, typed: str) -> str:
        """The number; ``field.not_found``, or ``past.several`` for a name that several have."""
        text = typed.strip()
        number = text.partition(" ")[0]
        if number in self._names:
            return number
        found = self._by_name.get(fold(text), [])
        if len(found) > 1:
            raise DomainError("past.several", name=text, numbers="、".join(found))
        if not found:
            raise DomainError("field.not_found", value=text)
        return found[0]

    def named(self, number: str) -> str:
        """`F01 张三`."""
        return f"{number} {self._names[number]}" if number in self._names else number


def read_past_year(typed: str) -> int:
    """A year, or several of before in one sum; ``import.no_year``."""
    text = typed.strip().removesuffix("年度").removesuffix("年")
    if text in (past_year_name(TOGETHER), "历年累计", "历年"):
        return TOGETHER
    if not text.isdecimal() or len(text) != len("2019"):
        raise DomainError("import.no_year", value=typed.strip())
    return int(text)


def _year_words(year: int, told: ToldYear | None) -> str:
    """`2021（3 户，12,000.00 元）`."""
    name = past_year_name(year)
    sums: PastSums | None = told.sums if told is not None else None
    if told is None:
        return name
    if sums is None:
        return _("{year}（只有总额）").format(year=name)
    amount = format_money(sums.refund + sums.dividend)
    return _("{year}（{n} 户，{amount} 元）").format(year=name, n=f"{sums.members:,}", amount=amount)
