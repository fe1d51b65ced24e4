"""Two years of a co-op through commands: documents and vouchers, close, distribution, payment, and on to the next year.

After each step the statements balance: row 22 is row 42, row 20 is row 40 (``CoOp.run``). Figures are worked by hand.
"""

from datetime import date
from pathlib import Path

from coopdesk.domain.business_document import DocumentKind, Rubric
from coopdesk.domain.ledger.accounts import LedgerAccount, Side
from coopdesk.domain.ledger.document_rules import LegName
from coopdesk.domain.ledger.months import Month, MonthState
from coopdesk.domain.ledger.statement_rows import EquityColumn, EquityLine
from coopdesk.domain.ledger.statements import Column, balance_sheet, equity_statement, surplus_statement
from coopdesk.domain.members.account import AccountColumn, ContributionForm
from coopdesk.domain.members.member import Member, MemberKind
from coopdesk.domain.members.share_operations import Term
from coopdesk.domain.quantity import parse_quantity
from coopdesk.services.coop.values import FigureOrigin
from coopdesk.services.distribution.commands import MarkHouseholds, MarkPaid, PayOutAccount
from coopdesk.services.distribution.values import HouseholdStanding
from coopdesk.services.ledger.commands import AddAccount, ChooseRuleAccount, CloseMonth
from coopdesk.services.ledger.span_turnovers import span_turnovers
from coopdesk.services.members.account_commands import RecordContribution, RecordGrant
from coopdesk.services.members.commands import (
    AddShares,
    EndMembership,
    PayInstalment,
    RegisterMember,
    TransferShares,
)
from tests.services.ledger.books import credit, debit, yuan
from tests.services.ledger.years import CoOp, co_op


def statements(made: CoOp, year: int) -> dict[str, str]:
    """Some rows of a year by statement and official number."""
    turnovers = made.desk.ledger.read(lambda uow: span_turnovers(uow, Month(year, 1), Month(year, 12)))
    sheet, surplus, equity = (
        balance_sheet(turnovers),
        surplus_statement(turnovers, None),
        equity_statement(turnovers),
    )
    rows = {f"sheet {number}": str(sheet.amount(number, Column.END)) for number in (22, 40, 42)}
    rows |= {
        f"surplus {number}": str(surplus.amount(number, Column.YEAR))
        for number in (12, 13, 14, 15, 17, 18, 20)
    }
    for name in (EquityColumn.CAPITAL, EquityColumn.SPECIAL_FUND, EquityColumn.RESERVE):
        rows[name.caption] = str(equity.amount(EquityLine.CLOSING, name))
    return rows


def test_two_years_from_document_to_statement(tmp_path: Path) -> None:
    with co_op(tmp_path / "春山.coop", date(2024, 12, 31)) as made:
        fund_apart(made)
        first_year(made)
        second_year(made)
        assert made.desk.verify() == ()


def fund_apart(made: CoOp) -> None:
    """风险金 is nobody's share: it gets an account beside that of the reserve."""
    for code, name in (("32201", "公积金"), ("32202", "风险金")):
        made.run(AddAccount(account=LedgerAccount(code, name, Side.CREDIT)))
    for kind, rubric, side, account in (
        (DocumentKind.DISTRIBUTION, Rubric.RESERVE, Side.CREDIT, "32201"),
        (DocumentKind.DISTRIBUTION, Rubric.FUND, Side.CREDIT, "32202"),
        (DocumentKind.WITHDRAWAL, Rubric.RESERVE_SHARE, Side.DEBIT, "32201"),
    ):
        made.run(ChooseRuleAccount(leg=LegName(kind, rubric, side), account=account))


def first_year(made: CoOp) -> None:
    """2024: a member joins, one subscribes by instalments, a grant comes; surplus 100,000, opening 5,000."""
    joined = Member("F04", "赵六", MemberKind.FARMER, date(2024, 2, 1))
    made.run(RegisterMember(member=joined, shares=parse_quantity("5")))
    terms = (Term(date(2024, 4, 1), yuan("1500")), Term(date(2025, 4, 1), yuan("500")))
    subscribed = int(
        made.run(AddShares(member="F03", day=date(2024, 3, 5), shares=parse_quantity("2"), terms=terms))
    )
    made.run(PayInstalment(operation=subscribed, day=date(2024, 4, 1), amount=yuan("1500")))
    granted = RecordGrant(
        column=AccountColumn.SUBSIDY,
        day=date(2024, 5, 6),
        amount=yuan("8000"),
        giver="区农委",
        document="文1",
    )
    made.run(granted)
    made.trade(2024, "100000")
    made.run(TransferShares(giver="F01", taker="F02", day=date(2024, 9, 2), shares=parse_quantity("2")))
    made.at(date(2025, 1, 25))
    made.close_months(2024)
    assert [each for item in made.desk.close_checklist(2024) for each in item.findings] == []
    made.close_year(2024)
    plan = made.draft(2024)
    figures = made.desk.coop.year_figures(2024)
    assert figures is not None
    assert (figures.origin, str(figures.surplus)) == (FigureOrigin.LEDGER, "100000.00")
    made.approve(plan, date(2025, 1, 20))
    assert made.state(2024) is MonthState.CLOSED
    # Assets: 25,000 and the money that came in: 5,000 of F04, 1,500 of F03, 8,000 granted, 100,000 of sales less costs.
    # Reserve 10 % and 5 % of 100,000; of 85,000 left 51,000 by trade and 34,000 by 27 shares, 1,259.25 each by the fen
    # down: F01 8, F02 8, F03 6, F04 5 shares: 10,074.07 twice, 7,555.55, 6,296.29; 0.02 stays.
    assert statements(made, 2024) == {
        "sheet 22": "139500.00",
        "sheet 40": "5000.02",
        "sheet 42": "139500.00",
        "surplus 12": "100000.00",
        "surplus 13": "5000.00",
        "surplus 14": "0.00",
        "surplus 15": "15000.00",
        "surplus 17": "51000.00",
        "surplus 18": "33999.98",
        "surplus 20": "5000.02",
        "股金": "26500.00",
        "专项基金": "8000.00",
        "盈余公积": "15000.00",
    }
    made.run(
        MarkHouseholds(plan_id=plan, members=("F04",), standing=HouseholdStanding.CASH, day=date(2025, 1, 22))
    )
    made.run(MarkPaid(plan_id=plan, day=date(2025, 1, 23), method="银行代发"))
    assert made.balance("221") == made.balance("222") == "0.00"
    assert made.balance("21401") == "6799.99"


def second_year(made: CoOp) -> None:
    """2025: the rest of the instalments, land comes in, a member leaves; surplus 40,000."""
    made.at(date(2026, 1, 25))
    made.run(PayInstalment(operation=5, day=date(2025, 4, 1), amount=yuan("500")))
    land = RecordContribution(
        member="F02",
        day=date(2025, 5, 8),
        amount=yuan("12000"),
        form=ContributionForm.LAND_RIGHT,
        resolution="决议2",
        until=date(2030, 1, 1),
        term=date(2040, 1, 1),
    )
    made.run(land)
    made.post(date(2025, 2, 10), debit("21401", "6799.99", "缴税"), credit("102", "6799.99", "缴税"))
    made.trade(2025, "40000")
    made.run(CloseMonth(month=Month(2025, 1)))
    for number in range(2, 12):
        made.run(CloseMonth(month=Month(2025, number)))
    made.run(EndMembership(member="F04", day=date(2025, 12, 31), redeem=True))
    assert [each for item in made.desk.close_checklist(2025) for each in item.findings] == []
    made.close_year(2025)
    plan = made.draft(2025)
    made.approve(plan, date(2026, 1, 20))
    told = statements(made, 2025)
    assert {name: told[name] for name in ("surplus 12", "surplus 13", "surplus 15", "股金", "专项基金")} == {
        "surplus 12": "40000.00",
        "surplus 13": "5000.02",
        "surplus 15": "6000.00",
        "股金": "39000.00",
        "专项基金": "8000.00",
    }
    assert told["sheet 22"] == told["sheet 42"]
    assert told["surplus 20"] == told["sheet 40"]
    # The capital of who left at the year's end is owed from the day after, and paid with the reserve share.
    assert made.balance("301", "F04") == "0.00"
    assert made.balance("114", "F04") == "-5000.00"
    made.run(MarkPaid(plan_id=plan, day=date(2026, 1, 22), method="银行代发"))
    paid = made.run(PayOutAccount(member="F04", day=date(2026, 1, 24)))
    (posted,) = made.desk.ledger.vouchers_of(f"posting/{paid}")
    assert [line.account for line in posted.voucher.lines] == ["32201", "102"]
