"""A paper in the making: its pages, repeated forms and fonts together, ending as the bytes of one PDF."""

from collections.abc import Sequence
from datetime import date

from coopdesk.reports.pdf.container import Bookmark, Container, Link
from coopdesk.reports.pdf.embedding import embed
from coopdesk.reports.pdf.lettering import Lettering
from coopdesk.reports.pdf.picture import Picture, store_picture
from coopdesk.reports.pdf.stream import ContentStream

MM = 72 / 25.4
A4_WIDTH = 210 * MM
A4_HEIGHT = 297 * MM
A5_HEIGHT = 148 * MM


class PaperDocument:
    """Pages of one size, in points. All state is its own: any number of papers can be made side by side."""

    def __init__(self, title: str, printed_on: date, width: float, height: float) -> None:
        self.width = width
        self.height = height
        self.lettering = Lettering()
        self._container = Container(title, printed_on)
        self._forms: list[bytes] = []
        self._pictures: dict[str, str] = {}

    def stream(self) -> ContentStream:
        """An empty stream that writes with this paper's fonts."""
        return ContentStream(self.lettering)

    def add_form(self, stream: ContentStream) -> str:
        """Keeps what pages repeat; the name is for `ContentStream.form`."""
        self._forms.append(self._container.add_form(self.width, self.height, stream.content()))
        return f"X{len(self._forms) - 1}"

    def add_picture(self, picture: Picture) -> str:
        """Keeps a picture, once however often it is added; the name is for `ContentStream.picture`."""
        name = self._pictures.get(picture.digest)
        if name is None:
            self._forms.append(store_picture(self._container, picture))
            name = self._pictures[picture.digest] = f"X{len(self._forms) - 1}"
        return name

    def add_page(
        self, stream: ContentStream, links: Sequence[Link] = (), size: tuple[float, float] | None = None
    ) -> None:
        """Appends a page, compressed at once; its links may lead to pages that come later.

        `size` is its width and height where it is another than the paper's.
        """
        width, height = size or (self.width, self.height)
        self._container.add_page(width, height, stream.content(), links)

    def finish(self, bookmarks: Sequence[Bookmark] = ()) -> bytes:
        """The bytes of the file, with its outline; the paper cannot be used afterwards."""
        used = self.lettering.used()
        fonts = b" ".join(
            b"/%s %s" % (name.encode("ascii"), embed(self._container, used[name])) for name in sorted(used)
        )
        forms = b" ".join(b"/X%d %s" % (number, form) for number, form in enumerate(self._forms))
        return self._container.finish(b"<< /Font << %s >> /XObject << %s >> >>" % (fonts, forms), bookmarks)
