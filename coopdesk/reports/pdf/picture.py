"""Pictures for a paper: what their bytes hold, and their way into the file.

A JPEG goes in as it is, not packed again, so that nothing of a photo is lost; a PNG is unpacked, what is transparent in
it stays so. Which side is up is taken from the photo's own note (EXIF).
"""

import hashlib
import warnings
from dataclasses import dataclass
from io import BytesIO

from coopdesk.reports.pdf.container import Container

_ORIENTATION = 0x0112
_TURNED = frozenset({5, 6, 7, 8})
_SPACES = {"L": b"/DeviceGray", "RGB": b"/DeviceRGB", "CMYK": b"/DeviceCMYK"}
_MOST_PIXELS = 50_000_000
"""More than any camera in a pocket makes; unpacked it would be 150 MB."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it is to be looked at: width and height in pixels, right side up.

    `content` are its bytes, `stored` its pixels as they lie in them (width, height), `mode` what a pixel is (Pillow's
    word), `orientation` that of EXIF from 1 to 8, `digest` the same for the same bytes alone. `is_inverted` says that a
    JPEG in four inks has them the other way round, as Adobe's programs write it.
    """

    content: bytes
    digest: str
    is_jpeg: bool
    mode: str
    stored: tuple[int, int]
    orientation: int = 1
    is_inverted: bool = False

    @property
    def size(self) -> tuple[int, int]:
        """Width and height as it stands on the paper."""
        width, height = self.stored
        return (height, width) if self.orientation in _TURNED else (width, height)

    def matrix(self, x: float, y: float, width: float, height: float) -> tuple[float, ...]:
        """What puts the picture upright into a rectangle: lower left corner, width and height in points."""
        across, up = x + width, y + height
        return {
            2: (-width, 0, 0, height, across, y),
            3: (-width, 0, 0, -height, across, up),
            4: (width, 0, 0, -height, x, up),
            5: (0, -height, -width, 0, across, up),
            6: (0, -height, width, 0, x, up),
            7: (0, height, width, 0, x, y),
            8: (0, height, -width, 0, across, y),
        }.get(self.orientation, (width, 0, 0, height, x, y))


def read_picture(content: bytes) -> Picture | None:
    """What the bytes of a JPEG or PNG file hold; None for what is neither, is broken, or has too many pixels."""
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of oddities in the file; what cannot be read is refused below
            with Image.open(BytesIO(content), formats=("JPEG", "PNG")) as image:
                if image.width * image.height > _MOST_PIXELS:
                    return None
                image.load()
                orientation = image.getexif().get(_ORIENTATION, 1)
                is_jpeg = image.format == "JPEG" and image.mode in _SPACES
                mode, stored = image.mode, image.size
                is_inverted = mode == "CMYK" and "adobe" in image.info
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError):
        return None
    digest = hashlib.sha256(content).hexdigest()
    upright = orientation if orientation in range(1, 9) else 1
    return Picture(content, digest, is_jpeg, mode, stored, upright, is_inverted)


def store_picture(container: Container, picture: Picture) -> bytes:
    """Put a picture into the file; its reference."""
    if not picture.is_jpeg:
        return _store_pixels(container, picture)
    turned = b"/Decode [1 0 1 0 1 0 1 0] " if picture.is_inverted else b""
    entries = _entries(picture.stored, _SPACES[picture.mode]) + turned + b"/Filter /DCTDecode "
    return container.add_packed_stream(picture.content, entries)


def _store_pixels(container: Container, picture: Picture) -> bytes:
    from PIL import Image

    with Image.open(BytesIO(picture.content)) as image:
        clear = image.has_transparency_data
        deep = image.mode.startswith("I")  # greys of 16 bits, of which paper shows eight
        shown = image.convert("I").point(lambda grey: grey / 256).convert("L") if deep else image
        flat = shown.convert("RGBA" if clear else "L" if shown.mode in ("1", "L") else "RGB")
    entries = b""
    if clear:
        cover = container.add_stream(flat.getchannel("A").tobytes(), _entries(flat.size, _SPACES["L"]))
        entries = b"/SMask %s " % cover
        flat = flat.convert("RGB")
    return container.add_stream(flat.tobytes(), _entries(flat.size, _SPACES[flat.mode]) + entries)


def _entries(size: tuple[int, int], space: bytes) -> bytes:
    head = b"/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace %s /BitsPerComponent 8 "
    return head % (*size, space)
