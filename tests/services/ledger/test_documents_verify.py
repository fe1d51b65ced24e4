"""Documents and vouchers that lost each other are found."""

from datetime import date

import pytest

from coopdesk.domain.members.share_operations import Term
from coopdesk.domain.quantity import parse_quantity
from coopdesk.persistence.book.books import open_book
from coopdesk.services.distribution.commands import MarkPaid
from coopdesk.services.members.account_commands import RecordContribution
from coopdesk.services.members.commands import AddShares, PayInstalment, RedeemShares
from tests.persistence.book.test_verify import tamper
from tests.services.ledger.books import yuan
from tests.services.ledger.years import co_op

TODAY = date(2025, 1, 25)
JUNE = date(2024, 6, 3)
FOUND = [
    # The voucher of an operation, of a posting, of a payment, of a distribution says it was made of another.
    ("UPDATE vouchers SET source_key = 'operation/99' WHERE source_key = 'operation/4'", "operation/99"),
    ("UPDATE vouchers SET source_key = 'posting/99' WHERE source_key = 'posting/1'", "posting/99"),
    ("UPDATE vouchers SET source_key = 'payment/99' WHERE source_key = 'payment/1'", "payment/99"),
    ("UPDATE vouchers SET source_key = 'plan/2020' WHERE source_key = 'plan/2024'", "plan/2020"),
    (
        "UPDATE vouchers SET source_key = 'paid/2020/whole/1' WHERE source_kind = 'payment'",
        "paid/2020/whole/1",
    ),
    ("UPDATE vouchers SET source_key = 'loss/2024' WHERE source_key = 'plan/2024'", "loss/2024"),
    ("UPDATE vouchers SET source_key = '何事' WHERE source_key = 'plan/2024'", "何事"),
]


@pytest.fixture
def path(tmp_path):
    """A book with a voucher of each kind of document."""
    made_at = tmp_path / "互证.coop"
    with co_op(made_at, TODAY) as made:
        made.run(AddShares(member="F01", day=JUNE, shares=parse_quantity("1")))
        made.run(RecordContribution(member="F02", day=JUNE, amount=yuan("50")))
        redeemed = RedeemShares(
            member="F03", day=JUNE, shares=parse_quantity("1"), terms=(Term(JUNE, yuan("900")),)
        )
        operation = int(made.run(redeemed))
        made.run(PayInstalment(operation=operation, day=JUNE, amount=yuan("900")))
        made.trade(2024, "100000")
        made.close(2024)
        plan = made.draft(2024)
        made.approve(plan, date(2025, 1, 20))
        made.run(MarkPaid(plan_id=plan, day=date(2025, 1, 22), method="银行"))
        assert made.desk.verify() == ()
    return made_at


@pytest.mark.parametrize(("statement", "document"), FOUND)
def test_a_voucher_without_its_document_is_found(path, statement, document):
    tamper(path, statement)
    book = open_book(path, read_only=True)
    found = [dict(each.params) for each in book.verify() if each.code == "verify.voucher_without_document"]
    book.close()
    assert document in {each["source"] for each in found}


def test_a_document_without_its_voucher_is_found(path):
    tamper(path, "UPDATE vouchers SET source_kind = 'x' WHERE source_key IN ('posting/1', 'plan/2024')")
    book = open_book(path, read_only=True)
    found = [each.params["source"] for each in book.verify() if each.code == "verify.document_unposted"]
    book.close()
    assert found == ["posting/1", "plan/2024"]
