"""E-invoices: what is read of them, what is left empty, and hostile files, each ending in a sentence."""

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from coopdesk.domain.attachments.blob import BlobKind
from coopdesk.domain.errors import DomainError
from coopdesk.domain.ledger.invoice import Invoice
from coopdesk.domain.money import Money
from coopdesk.exchange.attachment_file import read_attachment
from coopdesk.exchange.ledger.invoice_file import original, read_invoice

NUMBER = "24502000000012345678"
WHOLE = Invoice(
    NUMBER, "", date(2024, 3, 5), "临泉花木有限公司", "91500000MA00000000",
    Money.parse("100.00"), Money.parse("9.00"), Money.parse("109.00"),
)  # fmt: skip


def digital(number: str = NUMBER, tax: str = "9.00", more: str = "") -> bytes:
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<EInvoice><Header><EIid>{number}</EIid></Header><EInvoiceData>
<SellerInformation><SellerIdNum>91500000MA00000000</SellerIdNum><SellerName>临泉花木有限公司</SellerName></SellerInformation>
<BuyerInformation><BuyerName>红土股份合作社</BuyerName></BuyerInformation>
<BasicInformation><TotalAmWithoutTax>100.00</TotalAmWithoutTax><TotalTaxAm>{tax}</TotalTaxAm>
<TotalTax-includedAmount>109.00</TotalTax-includedAmount></BasicInformation>{more}</EInvoiceData>
<TaxSupervisionInfo><InvoiceNumber>{number}</InvoiceNumber>
<IssueTime>2024-03-05 10:11:12</IssueTime></TaxSupervisionInfo>
</EInvoice>""".encode()


def older() -> bytes:
    return """<?xml version="1.0" encoding="UTF-8"?>
<fp:eInvoice xmlns:fp="http://www.example.org/fp"><fp:InvoiceCode>050001900111</fp:InvoiceCode><fp:InvoiceNo>12345678</fp:InvoiceNo>
<fp:IssueDate>20240305</fp:IssueDate><fp:Seller><fp:SellerName>临泉花木有限公司</fp:SellerName></fp:Seller>
<fp:TaxExclusiveTotalAmount>100</fp:TaxExclusiveTotalAmount><fp:TaxTotalAmount>***</fp:TaxTotalAmount>
<fp:TaxInclusiveTotalAmount>100.00</fp:TaxInclusiveTotalAmount></fp:eInvoice>""".encode()


def archive(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name.replace("__", "/") + ".xml", content)
    return out.getvalue()


def test_a_digital_invoice_is_read_whole() -> None:
    assert read_invoice(digital(), "a.xml") == WHOLE
    assert WHOLE.key == NUMBER


def test_an_older_one_has_a_code_and_what_is_no_sum_stays_empty() -> None:
    found = read_invoice(older(), "a.xml")
    assert found is not None and found.key == "050001900111-12345678"
    assert (found.day, found.amount, found.tax, found.total) == (
        date(2024, 3, 5), Money.parse("100.00"), None, Money.parse("100.00"),
    )  # fmt: skip


def test_sums_that_contradict_each_other_are_not_taken() -> None:
    found = read_invoice(digital(tax="8.99"), "a.xml")
    assert found is not None and (found.amount, found.tax, found.total) == (None, None, None)
    assert found.seller == "临泉花木有限公司"


def test_a_field_that_says_two_things_says_nothing() -> None:
    twice = digital(more="<SellerInformation><SellerName>另一家</SellerName></SellerInformation>")
    found = read_invoice(twice, "a.xml")
    assert found is not None and found.seller == "" and found.number == NUMBER


@pytest.mark.parametrize("number", ["123", "abcdefghijklmnopqrst", ""])
def test_without_a_number_nothing_is_filled_in(number: str) -> None:
    assert read_invoice(digital(number), "a.xml") is None


def test_an_ofd_with_the_invoice_among_its_attachments() -> None:
    content = archive(OFD=b"<OFD/>", Doc_0__Attachs__original_invoice=digital())
    assert read_invoice(content, "a.ofd") == WHOLE
    blob = original(content, "a.ofd")
    assert blob is not None and blob.kind is BlobKind.OFD and blob.content == content


def test_an_ofd_with_marks_on_its_pages() -> None:
    def mark(name: str, *numbers: int) -> str:
        objects = "".join(f'<ofd:ObjectRef PageRef="1">{number}</ofd:ObjectRef>' for number in numbers)
        return f"<ofd:{name}>{objects}</ofd:{name}>"

    marks = mark("InvoiceNo", 11) + mark("IssueDate", 12) + mark("TaxInclusiveTotalAmount", 15)
    tags = f'<ofd:eInvoice xmlns:ofd="x">{marks}<ofd:Seller>{mark("SellerName", 13, 14)}</ofd:Seller></ofd:eInvoice>'
    texts = {11: NUMBER, 12: "2024年03月05日", 13: "临泉花木", 14: "有限公司", 15: "¥109.00", 16: "别的"}
    page = "".join(
        f'<ofd:TextObject ID="{number}"><ofd:TextCode X="1">{text}</ofd:TextCode></ofd:TextObject>'
        for number, text in texts.items()
    )
    content = archive(
        OFD=b"<OFD/>", Doc_0__Tags__CustomTag=tags.encode(),
        Doc_0__Pages__Page_0__Content=f'<ofd:Page xmlns:ofd="x">{page}</ofd:Page>'.encode(),
    )  # fmt: skip
    found = read_invoice(content, "a.ofd")
    assert found == Invoice(
        NUMBER, "", date(2024, 3, 5), "临泉花木有限公司", "", None, None, Money.parse("109.00")
    )


def pdf(*lines: str) -> bytes:
    out = io.BytesIO()
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    canvas = Canvas(out, invariant=True)
    canvas.setFont("STSong-Light", 12)
    for place, line in enumerate(lines):
        canvas.drawString(40, 780 - 20 * place, line)
    canvas.save()
    return out.getvalue()


def test_a_pdf_is_read_by_its_labels() -> None:
    content = pdf(
        f"发票号码：{NUMBER}", "开票日期：2024年03月05日", "购买方名称：红土股份合作社", "销售方名称：临泉花木有限公司",
        "合 计 ¥100.00 ¥9.00", "价税合计（大写）壹佰零玖圆整 （小写）¥109.00",
    )  # fmt: skip
    found = read_invoice(content, "a.pdf")
    assert found == Invoice(
        NUMBER, "", date(2024, 3, 5), "临泉花木有限公司", "",
        Money.parse("100.00"), Money.parse("9.00"), Money.parse("109.00"),
    )  # fmt: skip


def test_a_pdf_that_says_two_numbers_says_none() -> None:
    assert read_invoice(pdf(f"发票号码：{NUMBER}", "发票号码：24502000000012345679"), "a.pdf") is None
    assert read_invoice(pdf("随便一份文件"), "a.pdf") is None


BOMB = b"""<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">
<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><a>&b;</a>"""
OUTSIDE = b"""<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>
<a><InvoiceNumber>&x;</InvoiceNumber></a>"""


@pytest.mark.parametrize(
    "content",
    [
        BOMB,
        OUTSIDE,
        BOMB.replace(b'version="1.0"', b'version="1.0" encoding="UTF-16"').decode().encode("utf-16"),
        b"<a>" * 101 + b"</a>" * 101,
        b"<a>" + b"<b/>" * 100_001 + b"</a>",
        b"<a><b></a>",
        b"<?xml version='1.0' encoding='no-such'?><a/>",
        b"%PDF-1.7 and then nothing",
        b"PK\x03\x04 and then nothing",
        archive(OFD=b"<OFD/>", Doc_0__Attachs__a=b"<a>" + b"x" * 5_000_001 + b"</a>"),
        archive(OFD=b"<OFD/>", Doc_0__Attachs__a=BOMB),
    ],
    ids=range(11),
)  # fmt: skip
def test_a_hostile_or_broken_file_ends_in_a_sentence(content: bytes) -> None:
    with pytest.raises(DomainError) as refused:
        read_invoice(content, "a")
    assert refused.value.code == "attachment.damaged"


def test_an_archive_that_unpacks_without_end_is_not_unpacked() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("OFD.xml", "<OFD/>")
        for number in range(8):
            made.writestr(f"Doc_0/Attachs/{number}.xml", b"<a>" + b" " * 4_900_000 + b"</a>")
    assert len(out.getvalue()) < 100_000
    with pytest.raises(DomainError) as refused:
        read_invoice(out.getvalue(), "a.ofd")
    assert refused.value.code == "attachment.damaged"


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [("a.xml", digital(), BlobKind.XML), ("a.ofd", archive(OFD=b"<OFD/>"), BlobKind.OFD)],
)
def test_an_original_is_kept_byte_for_byte(tmp_path: Path, name: str, content: bytes, kind: BlobKind) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    shown, blob = read_attachment(path)
    assert (shown, blob.kind, blob.content) == (name, kind, content)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (archive(word=b"<a/>"), "attachment.kind"),
        (b"<html><body>not closed", "attachment.damaged"),
        (BOMB, "attachment.damaged"),
    ],
)
def test_what_is_no_original_is_not_attached(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "a.xml"
    path.write_bytes(content)
    with pytest.raises(DomainError) as refused:
        read_attachment(path)
    assert refused.value.code == code
