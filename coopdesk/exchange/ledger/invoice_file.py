"""E-invoices (XML, OFD, PDF) read for what a form can be filled with: number, day, seller, sums, where they are sure.

Nothing is drawn and nothing followed: no entity, no schema, no reference out of the file. What an archive unpacks is
bounded; what contradicts itself is left empty. The file itself is attached as it came.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from xml.parsers import expat

from coopdesk import pdfium
from coopdesk.domain.attachments.blob import (
    MARK_WITHIN,
    PDF_MARK,
    ZIP_MARK,
    Blob,
    BlobKind,
    blob_of,
    looks_like_xml,
)
from coopdesk.domain.errors import DomainError
from coopdesk.domain.ledger.invoice import Invoice, check_invoice
from coopdesk.domain.money import Money
from coopdesk.domain.text import clean_text
from coopdesk.exchange.ledger.layout_files import ledger_words
from coopdesk.exchange.tables.package import Package

_MOST_ELEMENTS = 100_000
_DEEPEST = 100
_LONGEST = 10_000
"""Characters of a value; what is longer is no number, day or name."""
_MOST_OF_A_PART = 5_000_000
_MOST_OF_PARTS = 30_000_000
_PAGES = 2
_DAY = re.compile(r"(\d{4})\s*[-年/.]?\s*(\d{1,2})\s*[-月/.]?\s*(\d{1,2})")
_MONEY = re.compile(r"-?\d{1,12}(?:\.\d{1,2})?")
_IN_PDF = {
    "number": re.compile(r"发\s*票\s*号\s*码\s*[:：]?\s*(\d{20}|\d{8})(?!\d)"),
    "code": re.compile(r"发\s*票\s*代\s*码\s*[:：]?\s*(\d{12}|\d{10})(?!\d)"),
    "day": re.compile(r"开\s*票\s*日\s*期\s*[:：]?\s*(\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2})\s*日"),
    "seller": re.compile(r"销\s*售?\s*方(?:\s*信\s*息)?\s*名\s*称\s*[:：]\s*(\S{2,80})"),
    "total": re.compile(r"小\s*写\s*[)）]?\s*[:：]?\s*[¥￥]?\s*(-?\d{1,12}\.\d{2})(?!\d)"),
}
_YUAN_IN_PDF = re.compile(r"[¥￥]\s*(-?\d{1,12}\.\d{2})(?!\d)")


def read_invoice(content: bytes, name: str) -> Invoice | None:
    """What a file says of the invoice that it is; None where no number is sure.

    ``attachment.damaged`` for what is broken or goes on without end, ``attachment.kind`` for what is none of the three.
    """
    if PDF_MARK in content[:MARK_WITHIN]:
        return _made(_of_text(_pdf_text(content, name)))
    if content.startswith(ZIP_MARK):
        return _of_ofd(content, name)
    if looks_like_xml(content):
        return _made(_of_xml(content, name))
    raise DomainError("attachment.kind", name=name)


def original(content: bytes, name: str) -> Blob | None:
    """The bytes of an OFD or XML as the book keeps them, unchanged; None for what is neither.

    ``attachment.damaged`` for what is called one and cannot be read.
    """
    kind = BlobKind.OFD if content.startswith(ZIP_MARK) else BlobKind.XML
    try:
        if kind is BlobKind.OFD:
            is_one = _is_ofd(_package(content, name))
        else:
            is_one = looks_like_xml(content) and any(True for _leaf in _leaves(content, name))
    except DomainError:
        if name.lower().endswith((".ofd", ".xml")):
            raise
        return None
    return blob_of(kind, content, name) if is_one else None


def _made(found: Mapping[str, str]) -> Invoice | None:
    """An invoice of the texts that were found; None without a number that can be one."""
    number, code = found.get("number", ""), found.get("code", "")
    invoice = Invoice(
        number,
        "" if len(number) == 20 else code,
        _day(found.get("day", "")),
        clean_text(found.get("seller", ""))[:200],
        clean_text(found.get("seller_code", ""))[:40],
        *(_yuan(found.get(key, "")) for key in ("amount", "tax", "total")),
    )
    try:
        check_invoice(invoice)
    except DomainError as error:
        if error.code != "invoice.sums":
            return None
        return Invoice(invoice.number, invoice.code, invoice.day, invoice.seller, invoice.seller_code)
    return invoice


def _day(text: str) -> date | None:
    match = _DAY.match(text.strip())
    try:
        return None if match is None else date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def _yuan(text: str) -> Money | None:
    plain = text.strip().lstrip("¥￥").replace(",", "").strip()
    return Money.parse(plain) if _MONEY.fullmatch(plain) else None


@cache
def _paths() -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """Where invoices of each known form say what, by the last names of an element's path; the first to speak wins."""
    given: Mapping[str, Sequence[str]] = ledger_words()["invoice_paths"]
    return {key: tuple(tuple(path.split("/")) for path in paths) for key, paths in given.items()}


def _of_xml(content: bytes, name: str) -> dict[str, str]:
    said: dict[tuple[str, ...], set[str]] = {}
    for path, text in _leaves(content, name):
        for wanted in _ends(path):
            said.setdefault(wanted, set()).add(text)
    return _chosen(said)


@cache
def _wanted() -> frozenset[tuple[str, ...]]:
    return frozenset(path for paths in _paths().values() for path in paths)


def _ends(path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    return (path[-length:] for length in (1, 2) if path[-length:] in _wanted())


def _chosen(said: Mapping[tuple[str, ...], set[str]]) -> dict[str, str]:
    """For each field the value of the first path that has one and says the same wherever it stands."""
    found: dict[str, str] = {}
    for key, paths in _paths().items():
        for path in paths:
            values = said.get(path, set())
            if len(values) == 1:
                found[key] = next(iter(values))
            if values:
                break
    return found


def _leaves(content: bytes, name: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """The texts of a document with the names of the elements they stand in, without their spaces of names.

    ``attachment.damaged`` for what is no XML, declares entities or a form of document, or is too deep or too long.
    """
    reader = _Leaves()
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = reader.refuse
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parser.buffer_text = True
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, _TooMuchError, ValueError, LookupError) as error:
        raise DomainError("attachment.damaged", name=name) from error
    return iter(reader.found)


class _TooMuchError(Exception):
    """A document that no invoice is."""


@dataclass
class _Leaf:
    name: str
    text: str = ""


class _Leaves:
    """Hears a document from its beginning to its end."""

    def __init__(self) -> None:
        self.found: list[tuple[tuple[str, ...], str]] = []
        self._path: list[_Leaf] = []
        self._count = 0

    def refuse(self, *_declared: object) -> None:
        raise _TooMuchError

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        self._count += 1
        if self._count > _MOST_ELEMENTS or len(self._path) >= _DEEPEST:
            raise _TooMuchError
        self._path.append(_Leaf(name.rpartition(":")[2]))
        number = attributes.get("ID")
        if number:  # of an object on a page, to which others point
            self.found.append((("@", self._path[-1].name), number))

    def end(self, _name: str) -> None:
        leaf = self._path[-1]
        text = leaf.text.strip()
        if text:
            self.found.append((tuple(each.name for each in self._path), text))
        self._path.pop()

    def text(self, text: str) -> None:
        leaf = self._path[-1]
        if len(leaf.text) < _LONGEST:
            leaf.text += text


def _package(content: bytes, name: str) -> Package:
    try:
        package = Package(content, name)
        package.check_sizes()
    except DomainError as error:
        raise DomainError("attachment.damaged", name=name) from error
    return package


def _is_ofd(package: Package) -> bool:
    return package.has("OFD.xml")


def _of_ofd(content: bytes, name: str) -> Invoice | None:
    """What an OFD says: by the invoice's own XML among its attachments, or by the marks on its pages."""
    package = _package(content, name)
    if not _is_ofd(package):
        raise DomainError("attachment.kind", name=name)
    parts = _Parts(package, name)
    for part in parts.named(lambda each: "attach" in each.lower() or "invoice" in each.lower()):
        invoice = _made(_of_xml(part, name)) if looks_like_xml(part) else None
        if invoice is not None:
            return invoice
    return _made(_of_marks(parts, name))


class _Parts:
    """The XML parts of an archive, unpacked no further than there is room for."""

    def __init__(self, package: Package, name: str) -> None:
        self._package, self._name, self._left = package, name, _MOST_OF_PARTS

    def named(self, wanted: Callable[[str], bool]) -> Iterator[bytes]:
        """The parts whose names are wanted, one after the other."""
        for part in self._package.names:
            if not part.lower().endswith(".xml") or not wanted(part):
                continue
            size = self._package.size(part)
            self._left -= size
            if size > _MOST_OF_A_PART or self._left < 0:
                raise DomainError("attachment.damaged", name=self._name)
            try:
                yield b"".join(self._package.pieces(part))
            except DomainError as error:
                raise DomainError("attachment.damaged", name=self._name) from error


def _of_marks(parts: _Parts, name: str) -> dict[str, str]:
    """By ``CustomTag.xml``, which says for each field which texts on the pages it is."""
    marks: dict[tuple[str, ...], list[str]] = {}
    for part in parts.named(lambda each: each.lower().endswith("customtag.xml")):
        for path, text in _leaves(part, name):
            if path[-1] == "ObjectRef":
                marks.setdefault(path[:-1], []).append(text)
    if not marks:
        return {}
    texts: dict[str, str] = {}
    for part in parts.named(lambda each: each.lower().endswith("content.xml")):
        number = ""
        for path, text in _leaves(part, name):
            if path == ("@", "TextObject"):
                number = text
            elif path[-1] == "TextCode" and number:
                texts[number] = texts.get(number, "") + text
    said: dict[tuple[str, ...], set[str]] = {}
    for path, numbers in marks.items():
        value = "".join(texts.get(number, "") for number in numbers)
        if value:
            for wanted in _ends(path):
                said.setdefault(wanted, set()).add(value)
    return _chosen(said)


def _pdf_text(content: bytes, name: str) -> str:
    import pypdfium2

    with pdfium.LOCK:
        try:
            document = pypdfium2.PdfDocument(content)
        except pypdfium2.PdfiumError as error:
            raise DomainError("attachment.damaged", name=name) from error
        try:
            found = []
            for number in range(min(_PAGES, len(document))):
                page = document[number]
                text = page.get_textpage()
                found.append(text.get_text_bounded())
                text.close()
                page.close()
            return "\n".join(found)
        except pypdfium2.PdfiumError as error:
            raise DomainError("attachment.damaged", name=name) from error
        finally:
            document.close()


def _of_text(text: str) -> dict[str, str]:
    """The fields that stand beside their labels, where a label has one value in the whole text.

    Amount and tax are taken only where exactly one pair of the sums with a currency sign makes the total.
    """
    found: dict[str, str] = {}
    for key, pattern in _IN_PDF.items():
        values = set(pattern.findall(text))
        if len(values) == 1:
            found[key] = next(iter(values))
    total = _yuan(found.get("total", ""))
    if total is not None:
        sums = [Money.parse(each) for each in _YUAN_IN_PDF.findall(text)]
        pairs = {
            tuple(sorted((one, other), key=lambda each: -abs(each.fen)))
            for place, one in enumerate(sums)
            for other in sums[place + 1 :]
            if one + other == total
        }
        if len(pairs) == 1:
            amount, tax = next(iter(pairs))
            found |= {"amount": str(amount), "tax": str(tax)}
    return found
