"""An invoice is attached once in the whole book, whatever form its file has."""

from datetime import date

import pytest

from coopdesk.domain.attachments.blob import Blob, BlobKind, blob_of
from coopdesk.domain.errors import DomainError
from coopdesk.domain.ledger.invoice import Invoice
from coopdesk.services.attachments.commands import RemoveAttachment
from coopdesk.services.desk import Desk
from coopdesk.services.journal.entry import Thing
from coopdesk.services.ledger.commands import SaveDraft
from coopdesk.services.ledger.exchange_commands import AttachInvoice
from tests.services.ledger.keeping_books import open_ledger, paid, post

INVOICE = Invoice("24502000000012345678", "", date(2020, 1, 9), "电力公司")
FIRST, DRAFT = Thing("voucher", "1"), Thing("voucher_draft", "1")


@pytest.fixture
def book(desk: Desk) -> Desk:
    open_ledger(desk)
    post(desk, paid(date(2020, 1, 9), "120.50"), paid(date(2020, 1, 10), "7.00"))
    desk.run(SaveDraft(voucher=paid(date(2020, 1, 11), "8.00")))
    return desk


def xml(words: bytes = b"") -> Blob:
    return blob_of(BlobKind.XML, b"<EInvoice>" + words + b"</EInvoice>", "a.xml")


def refusal(desk: Desk, thing: Thing, invoice: Invoice = INVOICE, blob: Blob | None = None) -> str:
    with pytest.raises(DomainError) as refused:
        desk.run(AttachInvoice(thing=thing, name="发票.xml", blob=blob or xml(b"other"), invoice=invoice))
    return refused.value.code


def test_the_same_invoice_twice_is_refused_whatever_it_is_attached_to(book: Desk) -> None:
    made = book.run(AttachInvoice(thing=FIRST, name="发票.xml", blob=xml(), invoice=INVOICE))
    number = int(made.reference)
    assert book.invoices.of(FIRST) == {number: INVOICE}
    known = book.invoices.known(INVOICE)
    assert known is not None and (known.attachment, known.thing_key) == (number, "1")
    assert b"".join(book.attachments.parts(number)) == xml().content
    for thing in (FIRST, Thing("voucher", "2"), DRAFT):
        assert refusal(book, thing) == "invoice.twice"
    pdf = blob_of(BlobKind.PDF, b"%PDF-1.7 the same as a picture", "a.pdf")
    assert refusal(book, DRAFT, Invoice(INVOICE.number, seller="别的写法"), pdf) == "invoice.twice"
    assert tuple(book.verify()) == ()


def test_one_that_was_removed_may_be_attached_where_it_belongs(book: Desk) -> None:
    made = book.run(AttachInvoice(thing=FIRST, name="发票.xml", blob=xml(), invoice=INVOICE))
    book.run(RemoveAttachment(thing=FIRST, attachment=int(made.reference), reason="放错了凭证"))
    assert book.invoices.known(INVOICE) is None
    book.run(AttachInvoice(thing=DRAFT, name="发票.xml", blob=xml(), invoice=INVOICE))
    assert refusal(book, FIRST) == "invoice.twice"


def test_a_number_of_eight_digits_counts_with_its_code(book: Desk) -> None:
    older = Invoice("12345678", "050001900111")
    book.run(AttachInvoice(thing=FIRST, name="发票.xml", blob=xml(), invoice=older))
    other = Invoice("12345678", "050001900112")
    book.run(AttachInvoice(thing=FIRST, name="发票二.xml", blob=xml(b"2"), invoice=other))
    assert refusal(book, FIRST, older) == "invoice.twice"


def test_what_is_no_invoice_or_belongs_to_nothing_is_refused(book: Desk) -> None:
    assert refusal(book, FIRST, Invoice("123")) == "invoice.number"
    assert refusal(book, Thing("voucher", "99")) == "attachment.nobody"
    assert refusal(book, Thing("voucher", "x")) == "attachment.nobody"
    assert refusal(book, Thing("voucher_draft", "99")) == "attachment.nobody"
    assert book.invoices.known(INVOICE) is None
