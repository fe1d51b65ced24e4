"""A flower co-op that keeps its ledger by what it does, over years: shares, sales, closes, distributions, payments."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path

from coopdesk.domain.coop.share_class import ShareClass
from coopdesk.domain.distribution.measures import MeasureSheet, SheetKind, SheetRow
from coopdesk.domain.distribution.resolution import Resolution
from coopdesk.domain.distribution.scheme import (
    Appropriation,
    Basis,
    Line,
    RateOfTier,
    Rest,
    Scheme,
    Withholding,
)
from coopdesk.domain.ledger.months import Month, MonthState
from coopdesk.domain.ledger.opening import OpeningBalance
from coopdesk.domain.ledger.statements import (
    Column,
    balance_sheet,
    statement_findings,
    surplus_statement,
)
from coopdesk.domain.ledger.turnovers import Turnovers
from coopdesk.domain.ledger.voucher import Dimensions, Voucher
from coopdesk.domain.members.member import Member, MemberKind
from coopdesk.domain.quantity import parse_quantity
from coopdesk.persistence.book.books import create_book
from coopdesk.services.command import Command
from coopdesk.services.coop.commands import DefineShareClass, SetUpCoop
from coopdesk.services.coop.values import CoopDetails, YearFigures
from coopdesk.services.desk import Desk
from coopdesk.services.distribution.commands import (
    ApproveDistribution,
    DraftDistribution,
    RecordMeasures,
    RecordYearFigures,
)
from coopdesk.services.ledger.commands import CloseMonth, CloseYear, OpenLedger, PostVouchers
from coopdesk.services.ledger.span_turnovers import span_turnovers
from coopdesk.services.members.commands import RegisterMember
from tests.services.ledger.books import credit, debit, yuan

FOUNDED = date(2020, 1, 1)
FIRST = Month(2024, 1)
SCHEME = Scheme(
    (
        (
            Line(
                "r",
                "盈余返还",
                RateOfTier(parse_quantity("0.6")),
                Basis("trade_amount"),
                patronage=True,
            ),
            Line("d", "按股分红", Rest(), Basis("shares")),
        ),
    ),
    appropriations=(
        Appropriation("g", "公积金", rate=parse_quantity("0.1")),
        Appropriation("f", "风险金", rate=parse_quantity("0.05")),
    ),
    withholding=(Withholding(("d",), parse_quantity("0.2")),),
)


@dataclass
class CoOp:
    """A book and the day on which somebody works in it."""

    desk: Desk
    clock: dict[str, datetime] = field(default_factory=dict)

    def at(self, day: date) -> None:
        self.clock["now"] = datetime.combine(day, time(9, 30))

    def run(self, command: Command) -> str:
        """What came of a command; whatever it was, statements and sums still agree."""
        reference = self.desk.run(command).reference
        self.agree()
        return reference

    def agree(self) -> None:
        today = self.clock["now"].date()
        for year in range(FIRST.year, today.year + 1):
            last = Month(year, 12) if year < today.year else Month.of(today)
            turnovers = self._turnovers(Month(year, 1), last)
            assert [each for each in statement_findings(turnovers) if each.code != "statement.pending"] == []
            sheet, surplus = balance_sheet(turnovers), surplus_statement(turnovers, None)
            assert sheet.amount(22, Column.END) == sheet.amount(42, Column.END)
            assert surplus.amount(20, Column.YEAR) == sheet.amount(40, Column.END)
        trial = self.desk.ledger.trial_balance(today)
        for column in ("begin", "opening", "month", "year", "closing"):
            assert trial.total(column).debit == trial.total(column).credit

    def _turnovers(self, first: Month, last: Month) -> Turnovers:
        return self.desk.ledger.read(lambda uow: span_turnovers(uow, first, last))

    def balance(self, account: str, member: str = "", until: date | None = None) -> str:
        return str(self.desk.ledger.balance(account, Dimensions(member=member), until))

    def post(self, day: date, *lines) -> None:
        self.run(PostVouchers(vouchers=(Voucher(day, tuple(lines)),)))

    def trade(self, year: int, surplus: str) -> None:
        """A year's sales and costs that leave a surplus (below 0: a loss), and what the members delivered."""
        sold = yuan("200000")
        costs = sold - yuan(surplus)
        day = date(year, 6, 20)
        self.post(day, debit("102", str(sold), "销售"), credit("501", str(sold), "销售"))
        self.post(day, debit("521", str(costs), "成本"), credit("102", str(costs), "成本"))
        rows = (
            SheetRow("F01", parse_quantity("1"), yuan("6000")),
            SheetRow("F02", parse_quantity("1"), yuan("4000")),
        )
        self.run(RecordMeasures(sheet=MeasureSheet(year, SheetKind.TRADE, "花木", rows, "台账")))

    def close_months(self, year: int) -> None:
        for number in range(1, 12):
            self.run(CloseMonth(month=Month(year, number)))

    def close_year(self, year: int) -> None:
        self.run(CloseYear(year=year, reason="已核实"))

    def close(self, year: int) -> None:
        self.close_months(year)
        self.close_year(year)

    def figures(self, year: int) -> YearFigures:
        """The figures of a closed year, as they stand in the ledger."""
        found = self.desk.ledger.year_surplus(year)
        assert found is not None
        income, costs = (
            (found.current_year, yuan("0"))
            if found.current_year.fen >= 0
            else (yuan("0"), -found.current_year)
        )
        return YearFigures(year, income, costs, found.opening, found.transfers_in, source="账簿")

    def draft(self, year: int, scheme: Scheme = SCHEME) -> int:
        self.run(RecordYearFigures(figures=self.figures(year)))
        return int(self.run(DraftDistribution(year=year, record_date=date(year, 12, 31), scheme=scheme)))

    def approve(self, plan: int, day: date) -> None:
        resolution = Resolution("决议1", day, members=3, present=3, votes_for=3)
        self.run(ApproveDistribution(plan_id=plan, resolution=resolution))

    def state(self, year: int, month: int = 12) -> MonthState:
        return self.desk.ledger.read(lambda uow: uow.ledger.month_state(Month(year, month)))


@contextmanager
def co_op(path: Path, today: date) -> Iterator[CoOp]:
    """Three households with 10, 6 and 4 shares of 1,000 yuan, whose capital the opening balances of 2024 hold."""
    clock = {"now": datetime.combine(today, time(9, 30))}
    desk = Desk(create_book(path, clock["now"]), lambda: clock["now"], str, lambda: (), person="王会计")
    desk.run(SetUpCoop(details=CoopDetails("春山花木专业合作社", FOUNDED)))
    desk.run(DefineShareClass(share_class=ShareClass("ordinary", "普通股", yuan("1000"))))
    for number, name, shares in (("F01", "张三", "10"), ("F02", "李四", "6"), ("F03", "周五", "4")):
        member = Member(number, name, MemberKind.FARMER, FOUNDED)
        desk.run(RegisterMember(member=member, shares=parse_quantity(shares)))
    balances = (
        OpeningBalance("102", yuan("25000")),
        OpeningBalance("301", yuan("10000"), dimensions=Dimensions(member="F01")),
        OpeningBalance("301", yuan("6000"), dimensions=Dimensions(member="F02")),
        OpeningBalance("301", yuan("4000"), dimensions=Dimensions(member="F03")),
        OpeningBalance("33202", yuan("5000")),
    )
    desk.run(OpenLedger(first=FIRST, balances=balances))
    made = CoOp(desk, clock)
    yield made
    desk.close()
