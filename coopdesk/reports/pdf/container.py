"""The PDF file around the pages: object numbers, page tree, catalogue and cross-references, by ReportLab's document.

Only this module and the faces' embedding know the PDF object syntax; nothing here knows a font or a paper. Objects are
handed over as finished bytes, so ten thousand pages cost ten thousand small byte strings. Dates are passed in and the
file's identifier is made from its content: printing the same paper twice gives the same bytes.
"""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from coopdesk.reports.pdf.nesting import nested

_COMPRESSION = 6
_RESOURCES = "Resources"
_OUTLINE = "Outline"
_PDF_VERSION = (1, 5)
_PEKING_HOURS = 8


class _PrintedOn:
    """The date of the paper in the form ReportLab's document asks for, at midnight in China."""

    def __init__(self, day: date) -> None:
        self.YMDhms = (day.year, day.month, day.day, 0, 0, 0)
        self.dhh = _PEKING_HOURS
        self.dmm = 0


@dataclass(frozen=True, slots=True)
class Destination:
    """A place to go to: a page, counted from 1, and how high on it, in points from below."""

    page: int
    top: float


@dataclass(frozen=True, slots=True)
class Link:
    """A rectangle of a page (left, lower, right and upper edge, in points) that leads to another place."""

    area: tuple[float, float, float, float]
    to: Destination


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of the outline beside the pages. `level` counts from 1; a deeper one belongs to the one before it."""

    title: str
    level: int
    to: Destination


class _OwnOutline:
    """Tells ReportLab's document that the outline is written already."""

    ready = 1

    def prepare(self, *_: object) -> None:
        """Nothing to do."""


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
        self._links: dict[str, Sequence[Link]] = {}
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

    def add_packed_stream(self, content: bytes, entries: bytes) -> bytes:
        """Stores a stream that is packed already, as `entries` say, and returns its reference."""
        self._document.updateSignature(content)
        head = b"<< /Length %d %s>>\nstream\n" % (len(content), entries)
        return self.add(head + content + b"\nendstream\n")

    def add_page(self, width: float, height: float, content: bytes, links: Sequence[Link] = ()) -> None:
        """Appends a page of that size in points; its links may lead to pages that come later."""
        stream = self.add_stream(content)
        self.pages += 1
        annotations = b""
        if links:
            name = f"Links{self.pages}"
            annotations = b" /Annots %s" % self.add(b"", name)
            self._links[name] = links
        page = b"<< /Type /Page /Parent %s /MediaBox [0 0 %.2f %.2f] /Resources %s /Contents %s%s >>" % (
            self._parent,
            width,
            height,
            self._resources,
            stream,
            annotations,
        )
        name = f"Page{self.pages}"
        self.add(page, name)
        self._document.Pages.addPage(self._pdfdoc.PDFObjectReference(name))

    def finish(self, resources: bytes, bookmarks: Sequence[Bookmark] = ()) -> bytes:
        """The whole file; `resources` is the dictionary that all pages and forms share.

        With bookmarks a viewer shows the outline when it opens the file.
        """
        self._document.idToObject[_RESOURCES] = resources
        for name, links in self._links.items():
            self._document.idToObject[name] = b"[%s]" % b"\n".join(map(self._link, links))
        if bookmarks:
            self._write_outline(bookmarks)
        content: bytes = self._document.GetPDFData(None)
        return content

    def _write_outline(self, bookmarks: Sequence[Bookmark]) -> None:
        """The outline as objects of our own: ReportLab's asks for a canvas."""
        items = nested([bookmark.level for bookmark in bookmarks])
        root = self.add(b"", _OUTLINE)
        references = [self.add(b"", f"{_OUTLINE}{place}") for place in range(len(items))]
        for place, (bookmark, item) in enumerate(zip(bookmarks, items, strict=True)):
            entries = [b"/Title <FEFF%s>" % bookmark.title.encode("utf-16-be").hex().upper().encode("ascii")]
            entries.append(b"/Parent %s /Dest %s" % (
                root if item.parent is None else references[item.parent],
                self._destination(bookmark.to),
            ))  # fmt: skip
            neighbours = (
                (b"Prev", item.before),
                (b"Next", item.after),
                (b"First", item.first),
                (b"Last", item.last),
            )
            entries += [b"/%s %s" % (key, references[at]) for key, at in neighbours if at is not None]
            if item.within:
                entries.append(b"/Count %d" % item.within)
            written = b"<< %s >>" % b" ".join(entries)
            self._document.updateSignature(written)
            self._document.idToObject[f"{_OUTLINE}{place}"] = written
        tops = [place for place, item in enumerate(items) if item.parent is None]
        self._document.idToObject[_OUTLINE] = b"<< /Type /Outlines /First %s /Last %s /Count %d >>" % (
            references[tops[0]],
            references[tops[-1]],
            len(items),
        )
        self._document.Outlines = _OwnOutline()
        self._document.Catalog.Outlines = self._pdfdoc.PDFObjectReference(_OUTLINE)
        self._document.Catalog.showOutline()

    def _link(self, link: Link) -> bytes:
        edges = b" ".join(b"%.2f" % edge for edge in link.area)
        where = self._destination(link.to)
        return b"<< /Type /Annot /Subtype /Link /Rect [%s] /Border [0 0 0] /Dest %s >>" % (edges, where)

    def _destination(self, to: Destination) -> bytes:
        page = self._number(self._pdfdoc.PDFObjectReference(f"Page{to.page}"))
        return b"[%s /XYZ 0 %.2f null]" % (page, to.top)

    def _number(self, reference: Any) -> bytes:
        written: bytes = reference.format(self._document)
        return written
