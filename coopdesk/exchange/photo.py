"""A photo from a file as the book keeps it: small enough, right side up, and nothing in it but the picture.

Pillow does it and not Qt: only the window knows Qt, and Pillow tells a damaged, an enormous or a many-paged picture
before it is read. Measured with a phone's 12 million pixels: 0.4 s of a processor and 90 MB for a moment, where Qt
takes 0.2 s and 40 MB; it is done off the GUI thread. Pillow is loaded by the first photo.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from coopdesk.domain.errors import DomainError

if TYPE_CHECKING:
    from PIL.Image import Image

LONGEST_SIDE = 1_600
"""Pixels of the longer side: the small print of an identity card fills the picture and is still read at this size."""
MOST_PIXELS = 120_000_000
"""More are refused before they are unpacked, which would take half a gigabyte and more."""
QUALITY = 80
"""Of JPEG; a photo of a paper takes 150 to 400 KB."""
_READERS = ("Jpeg", "Png", "Bmp", "WebP", "Tiff")
_FORMATS = tuple(reader.upper() for reader in _READERS)
_PAPER = (255, 255, 255)


def jpeg_of(content: bytes, name: str) -> bytes:
    """The picture as JPEG of at most ``LONGEST_SIDE``, turned as it was meant, without place, camera and the like.

    ``name`` is the file's, for the errors: ``attachment.kind``, ``attachment.damaged``, ``attachment.too_many_pixels``
    and ``attachment.pages`` for a picture of several pages, of which only one could be kept.
    """
    with _opened(content, name) as image:
        width, height = image.size
        if width * height > MOST_PIXELS:
            raise DomainError(
                "attachment.too_many_pixels",
                name=name,
                pixels=width * height // 1_000_000,
                most=MOST_PIXELS // 1_000_000,
            )
        pages = getattr(image, "n_frames", 1)
        if pages > 1 and image.format != "MPO":  # what a phone adds to its photo is the same once more
            raise DomainError("attachment.pages", name=name, pages=pages)
        return _encoded(_flat(_small(image)))


@contextmanager
def _opened(content: bytes, name: str) -> "Iterator[Image]":
    from importlib import import_module

    from PIL import Image, UnidentifiedImageError

    for reader in _READERS:  # these and no other: each reader of a rare kind is a way in for a broken file
        import_module(f"PIL.{reader}ImagePlugin")

    # The limit on pixels is ours, with a sentence of its own.
    allowed, Image.MAX_IMAGE_PIXELS = Image.MAX_IMAGE_PIXELS, None
    try:
        with Image.open(io.BytesIO(content), formats=_FORMATS) as image:
            yield image
    except UnidentifiedImageError as error:
        raise DomainError("attachment.kind", name=name) from error
    except (DomainError, MemoryError):
        raise
    except (
        Exception
    ) as error:  # what reading a broken picture raises is of a dozen kinds, struct.error among them
        raise DomainError("attachment.damaged", name=name) from error
    finally:
        Image.MAX_IMAGE_PIXELS = allowed


def _small(image: "Image") -> "Image":
    """Turned as it was meant, and within ``LONGEST_SIDE``; a JPEG is unpacked at half its size or less already."""
    from PIL import Image, ImageOps

    width, height = image.size
    part = min(1.0, LONGEST_SIDE / max(width, height))
    image.draft("RGB", (round(width * part), round(height * part)))
    turned = ImageOps.exif_transpose(image)
    turned.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS, reducing_gap=2.0)
    return turned


def _flat(image: "Image") -> "Image":
    """In grey or plain colours, on white where it can be seen through."""
    from PIL import Image

    if image.mode in ("1", "L"):
        return image.convert("L")
    if image.has_transparency_data:
        over = image.convert("RGBA")
        paper = Image.new("RGBA", over.size, (*_PAPER, 255))
        return Image.alpha_composite(paper, over).convert("RGB")
    return _usual_colours(image).convert("RGB")


def _usual_colours(image: "Image") -> "Image":
    """A picture with colours of its own kind (a phone's) in those every screen shows; as it is where it has none."""
    profile = image.info.get("icc_profile")
    if not profile or image.mode != "RGB":
        return image
    from PIL import ImageCms

    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        changed = ImageCms.profileToProfile(image, own, ImageCms.createProfile("sRGB"))
    except (ImageCms.PyCMSError, OSError):  # a profile that cannot be read: the colours are near enough
        return image
    return changed or image


def _encoded(image: "Image") -> bytes:
    from PIL import Image

    plain = Image.new(image.mode, image.size)  # made anew: nothing that came with the file goes along
    plain.paste(image)
    target = io.BytesIO()
    plain.save(target, "JPEG", quality=QUALITY)
    return target.getvalue()
