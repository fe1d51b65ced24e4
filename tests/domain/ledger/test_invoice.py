"""What identifies an invoice, and what its sums must be."""

import pytest

from coopdesk.domain.errors import DomainError
from coopdesk.domain.ledger.invoice import Invoice, check_invoice
from coopdesk.domain.money import Money

DIGITAL = "24502000000012345678"


def test_a_digital_one_is_known_by_its_number_and_an_older_one_by_code_and_number() -> None:
    check_invoice(Invoice(DIGITAL))
    check_invoice(Invoice("12345678", "050001900111"))
    check_invoice(Invoice("12345678", "0500019001"))
    assert Invoice(DIGITAL).key == DIGITAL
    assert Invoice("12345678", "0500019001").key == "0500019001-12345678"


@pytest.mark.parametrize(
    ("invoice", "code"),
    [
        (Invoice("1234567"), "invoice.number"),
        (Invoice("1234567x", "0500019001"), "invoice.number"),
        (Invoice("12345678"), "invoice.code"),
        (Invoice("12345678", "05000190"), "invoice.code"),
        (Invoice(DIGITAL, "0500019001"), "invoice.code"),
    ],
)
def test_what_no_invoice_has_is_refused(invoice: Invoice, code: str) -> None:
    with pytest.raises(DomainError) as refused:
        check_invoice(invoice)
    assert refused.value.code == code


def test_amount_and_tax_make_the_total_where_all_are_known() -> None:
    nine, whole = Money.parse("9.00"), Money.parse("109.00")
    check_invoice(Invoice(DIGITAL, amount=Money.parse("100.00"), tax=nine, total=whole))
    check_invoice(Invoice(DIGITAL, tax=nine, total=whole))
    with pytest.raises(DomainError) as refused:
        check_invoice(Invoice(DIGITAL, amount=Money.parse("100.01"), tax=nine, total=whole))
    assert refused.value.code == "invoice.sums"
