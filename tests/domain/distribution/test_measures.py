"""What members brought, and what a struck member leaves behind in the sheets."""

from coopdesk.domain.distribution.measures import MeasureSheet, SheetKind, SheetRow
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import parse_quantity


def test_a_struck_member_leaves_the_sheet_and_its_sum() -> None:
    rows = tuple(
        SheetRow(member, parse_quantity(quantity), Money.parse(amount))
        for member, quantity, amount in (
            ("F01", "1000", "5000"),
            ("F02", "600", "3000"),
            ("F02", "-100", "-500"),
        )
    )
    eggs = MeasureSheet(2019, SheetKind.TRADE, "鲜蛋", rows, "2019 年收购台账")
    assert eggs.without({"F02"}).rows == rows[:1]
    assert eggs.without(set()) == eggs
