"""A refund by trade and a dividend by account in the window: accounts and trade come from the book, no case file."""

from collections.abc import Callable
from datetime import date

from coopdesk.domain.members.account import Balances
from coopdesk.domain.money import Money
from coopdesk.services.coop.values import YearFigures
from coopdesk.services.desk import Desk
from coopdesk.services.distribution.commands import RecordYearFigures
from coopdesk.services.members.account_commands import OpenAccounts, Opening
from coopdesk.ui.distribution import acts
from coopdesk.ui.distribution.page import DistributionPage
from coopdesk.ui.distribution.resolution_form import ResolutionForm
from coopdesk.ui.distribution.situation import RESOLUTION, REVIEW, SCHEME
from tests.services.distribution import three_years
from tests.ui.conftest import AnsweringOpener
from tests.ui.distribution.conftest import Opener

Settled = Callable[[DistributionPage], None]


def prepared(desk: Desk) -> None:
    """Balances as the old books had them, and the eggs of the year: F01 3,000 and F02 1,000 yuan."""
    ledger = tuple(
        Opening(number, Balances(capital=Money.parse(capital), reserve=Money.parse(reserve)))
        for number, capital, reserve in (
            *(
                (member.number, "0", "0")
                for member in desk.members.roll()
                if member.number not in ("F01", "F02")
            ),
            ("F01", "2500", "500"),
            ("F02", "1000", "0"),
        )
    )
    desk.run(OpenAccounts(day=date(2019, 3, 1), accounts=ledger, document="2018 年末成员账户"))
    desk.run(three_years.sheet(2019, "鲜蛋", {"F01": ("300", "3000"), "F02": ("100", "1000")}))


def row_of(page: DistributionPage, number: str) -> list[str]:
    assert page.right.results.table is not None
    model = page.right.results.table.model
    for row in range(model.rowCount()):
        texts = [str(model.index(row, column).data()) for column in range(model.columnCount())]
        if texts[0] == number:
            return texts
    raise AssertionError(number)


def test_sixty_by_trade_and_forty_by_account_from_what_the_book_holds(
    desk: Desk, opened: Opener, settled: Settled, opener: AnsweringOpener
) -> None:
    """10,000 yuan: 6,000 by trade of 4,000, 4,000 by accounts of 4,000; 4,500 and 1,500, 3,000 and 1,000."""
    figures = YearFigures(2019, Money.parse("10000"), Money(0), source="2019 年度盈余及盈余分配表")
    desk.run(RecordYearFigures(figures=figures))
    prepared(desk)
    page = opened(desk)
    settled(page)
    page.go_to(SCHEME)

    page.left.scheme.template.choose("statutory")
    settled(page)

    assert {"4,500.00", "3,000.00", "7,500.00"} <= set(row_of(page, "F01"))
    assert {"1,500.00", "1,000.00", "2,500.00"} <= set(row_of(page, "F02"))

    def vote(form: ResolutionForm) -> None:
        for field, text in ((form.day, "20200110"), (form.present, "22"), (form.votes, "22")):
            field.set_text(text)

    page.go_to(REVIEW)
    page.acts.buttons[acts.SAVE.name].click()
    settled(page)
    page.go_to(RESOLUTION)
    opener.answers = [vote, True]
    page.acts.buttons[acts.RESOLVE.name].click()
    settled(page)

    sheet = desk.distribution.account_sheet("F01", 2019)
    assert (str(sheet.refund), str(sheet.dividend)) == ("4500.00", "3000.00")
    assert [each.product for each in sheet.trades] == ["鲜蛋"]
