"""The PDF file around the pages: object numbers, page tree, catalogue and cross-references, by ReportLab's document.

Only this module and the faces' embedding know the PDF object syntax; nothing here knows a font or a paper. Objects are
handed over as finished bytes, so ten thousand pages cost ten thousand small byte strings. Dates are passed in and the
file's identifier is made from its content: printing the same paper twice gives the same bytes.
"""

import zlib
from datetime import date
from typing import Any

_COMPRESSION = 6
_RESOURCES = "Resources"
_PDF_VERSION = (1, 5)
_PEKING_HOURS = 8


class _PrintedOn:
    """The date of the paper in the form ReportLab's document asks for, at midnight in China."""

    def __init__(self, day: date) -> None:
        self.YMDhms = (day.year, day.month, day.day, 0, 0, 0)
        self.dhh = _PEKING_HOURS
        self.dmm = 0


class Container:
    """A PDF being put together; `finish` gives the bytes of the whole file, once."""

    def __init__(self, title: str, printed_on: date) -> None:
        from reportlab.pdfbase import pdfdoc

        self._pdfdoc: Any = pdfdoc
        self._document: Any = pdfdoc.PDFDocument(invariant=1, pdfVersion=_PDF_VERSION, lang="zh-CN")
        self._document._timeStamp = _PrintedOn(printed_on)
        self._document.setTitle(title)
        self._document.setCreator("coopdesk")
        self._document.setProducer("coopdesk")
        self._document.setAuthor("")
        self._document.setSubject("")
        self._parent = self._number(self._document.Reference(self._document.Pages))
        self._resources = self.add(b"", _RESOURCES)
        self._names = 0
        self.pages = 0

    def add(self, content: bytes, name: str = "") -> bytes:
        """Stores an object and returns its reference, as `12 0 R`."""
        if not name:
            self._names += 1
            name = f"Object{self._names}"
        return self._number(self._document.Reference(content, name))

    def add_stream(self, content: bytes, entries: bytes = b"") -> bytes:
        """Stores a stream, compressed at once, with further dictionary entries, and returns its reference."""
        packed = zlib.compress(content, _COMPRESSION)
        self._document.updateSignature(packed)
        head = b"<< /Filter /FlateDecode /Length %d %s>>\nstream\n" % (len(packed), entries)
        return self.add(head + packed + b"\nendstream\n")

    def add_form(self, width: float, height: float, content: bytes) -> bytes:
        """Stores content that many pages repeat and returns its reference."""
        entries = b"/Type /XObject /Subtype /Form /BBox [0 0 %.2f %.2f] /Resources %s "
        return self.add_stream(content, entries % (width, height, self._resources))

    def add_page(self, width: float, height: float, content: bytes) -> None:
        """Appends a page of that size in points."""
        stream = self.add_stream(content)
        page = b"<< /Type /Page /Parent %s /MediaBox [0 0 %.2f %.2f] /Resources %s /Contents %s >>" % (
            self._parent,
            width,
            height,
            self._resources,
            stream,
        )
        self.pages += 1
        name = f"Page{self.pages}"
        self.add(page, name)
        self._document.Pages.addPage(self._pdfdoc.PDFObjectReference(name))

    def finish(self, resources: bytes) -> bytes:
        """The whole file; `resources` is the dictionary that all pages and forms share."""
        self._document.idToObject[_RESOURCES] = resources
        content: bytes = self._document.GetPDFData(None)
        return content

    def _number(self, reference: Any) -> bytes:
        written: bytes = reference.format(self._document)
        return written
