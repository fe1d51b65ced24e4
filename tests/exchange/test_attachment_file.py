"""Photos and papers from files: made small and plain, or refused with a sentence that says what to do."""

import io
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageCms, ImageDraw

from coopdesk.domain.attachments.blob import BlobKind
from coopdesk.domain.errors import DomainError
from coopdesk.exchange import attachment_file, photo
from coopdesk.exchange.attachment_file import read_attachment, write_attachment
from coopdesk.services.errors import EnvironmentFault
from coopdesk.wording import error_text

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\nstartxref\n0\n%%EOF\n"
ORIENTATION, GPS, MAKER = 0x0112, 0x8825, 0x010F


def picture(width: int, height: int, mode: str = "RGB") -> Image.Image:
    """White, with the upper left quarter black."""
    made = Image.new(mode, (width, height), "white")
    ImageDraw.Draw(made).rectangle((0, 0, width // 2, height // 2), "black")
    return made


def saved(path: Path, image: Image.Image, kind: str, **options: object) -> Path:
    image.save(path, kind, **options)
    return path


def opened(path: Path) -> Image.Image:
    name, blob = read_attachment(path)
    assert name.lower().endswith((".jpg", ".jpeg"))
    assert blob.kind is BlobKind.PHOTO
    return Image.open(io.BytesIO(blob.content))


def refusal(path: Path) -> DomainError | EnvironmentFault:
    try:
        read_attachment(path)
    except (DomainError, EnvironmentFault) as error:
        assert path.name in error_text(error)
        return error
    pytest.fail("it was not refused")


def dark_corner(image: Image.Image) -> str:
    """Which corner is black."""
    width, height = image.size
    corners = {"upper left": (9, 9), "upper right": (width - 9, 9), "lower left": (9, height - 9)}
    grey = image.convert("L")
    dark = (name for name, (x, y) in corners.items() if max(grey.crop((x, y, x + 1, y + 1)).tobytes()) < 40)
    return next(dark, "lower right")


@pytest.mark.parametrize(
    ("turned", "corner", "size"),
    [
        (1, "upper left", (1600, 1200)),
        (3, "lower right", (1600, 1200)),
        (6, "upper right", (1200, 1600)),
        (8, "lower left", (1200, 1600)),
    ],
)
def test_a_photo_is_small_right_side_up_and_without_its_place(
    tmp_path: Path, turned: int, corner: str, size: tuple[int, int]
) -> None:
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKER] = turned, "HUAWEI"
    exif.get_ifd(GPS)[1] = "N"
    path = saved(tmp_path / "IMG_1.JPG", picture(2_000, 1_500), "JPEG", exif=exif, comment=b"29.5 N 106.5 E")
    made = opened(path)
    assert (made.size, dark_corner(made), made.format) == (size, corner, "JPEG")
    assert dict(made.getexif()) == {}
    assert not {"exif", "comment", "icc_profile"} & made.info.keys()
    content = read_attachment(path)[1].content
    assert b"HUAWEI" not in content and b"106.5" not in content


def test_the_same_photo_gives_the_same_bytes(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.jpg", picture(300, 200), "JPEG")
    assert read_attachment(path) == read_attachment(path)
    assert opened(path).size == (300, 200)


@pytest.mark.parametrize(
    ("kind", "mode", "shown"),
    [
        ("PNG", "RGBA", "RGB"),
        ("PNG", "P", "RGB"),
        ("PNG", "1", "L"),
        ("TIFF", "L", "L"),
        ("BMP", "RGB", "RGB"),
    ],
)
def test_scans_of_other_kinds_become_photos(tmp_path: Path, kind: str, mode: str, shown: str) -> None:
    made = opened(saved(tmp_path / f"扫描.{kind.lower()}", picture(64, 48).convert(mode), kind))
    assert (made.mode, dark_corner(made)) == (shown, "upper left")


def test_what_can_be_seen_through_lies_on_white(tmp_path: Path) -> None:
    clear = Image.new("RGBA", (40, 40), (0, 0, 0, 0))
    assert opened(saved(tmp_path / "章.png", clear, "PNG")).getpixel((20, 20)) == (255, 255, 255)


def test_colours_of_a_phones_own_are_shown_as_meant_and_a_broken_profile_does_no_harm(tmp_path: Path) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for name, icc in (("good.jpg", profile), ("bad.jpg", b"no profile")):
        made = opened(saved(tmp_path / name, picture(64, 48), "JPEG", icc_profile=icc))
        assert dark_corner(made) == "upper left"


def test_a_paper_stays_as_it_came(tmp_path: Path) -> None:
    path = tmp_path / "入社申请书.pdf"
    path.write_bytes(PDF)
    name, blob = read_attachment(path)
    assert (name, blob.kind, blob.content) == ("入社申请书.pdf", BlobKind.PDF, PDF)


def bomb(width: int, height: int) -> bytes:
    """A PNG that says it has so many pixels."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IDAT", zlib.compress(bytes(1_000)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + body + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("空.jpg", b"", "attachment.empty"),
        ("合同.docx", b"PK\x03\x04 word", "attachment.kind"),
        ("照片.jpg", b"no photo at all", "attachment.kind"),
        ("动.gif", b"GIF89a\x01\x00\x01\x00\x00\x00\x00;", "attachment.kind"),
        ("苹果.heic", b"\x00\x00\x00\x18ftypheic" + bytes(40), "attachment.heic"),
        ("断.pdf", PDF[:-7], "attachment.damaged"),
        ("炸弹.png", bomb(60_000, 60_000), "attachment.too_many_pixels"),
        ("断.png", bomb(600, 600), "attachment.damaged"),
        ("断.bmp", b"BM" + bytes(60), "attachment.damaged"),
    ],
)
def test_what_cannot_be_kept_is_refused_by_name(tmp_path: Path, name: str, content: bytes, code: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert refusal(path).code == code


def test_a_photo_that_breaks_off_is_damaged(tmp_path: Path) -> None:
    path = saved(tmp_path / "半张.jpg", picture(800, 600), "JPEG")
    path.write_bytes(path.read_bytes()[:2_000])
    assert refusal(path).code == "attachment.damaged"


def test_no_page_of_a_scan_is_lost(tmp_path: Path) -> None:
    pages = [picture(40, 30)] * 3
    path = saved(tmp_path / "三页.tif", pages[0], "TIFF", save_all=True, append_images=pages[1:])
    error = refusal(path)
    assert (error.code, error.params["pages"]) == ("attachment.pages", 3)


def test_a_file_too_large_is_not_even_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attachment_file, "MOST_BYTES", 2_000_000)
    path = tmp_path / "厚.pdf"
    path.write_bytes(PDF + bytes(2_000_000))
    assert refusal(path).params == {"name": "厚.pdf", "size": 3, "most": 2}


@pytest.mark.parametrize("make", [lambda path: None, lambda path: path.mkdir()])
def test_a_path_that_cannot_be_read_is_told_with_its_folder(
    tmp_path: Path, make: Callable[[Path], object]
) -> None:
    path = tmp_path / "没有.jpg"
    make(path)
    error = refusal(path)
    assert (error.code, error.params["folder"]) == ("attachment.unreadable_file", str(tmp_path))


def test_an_attachment_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    assert write_attachment([b"%PDF", b"-1"], tmp_path / "a.pdf").read_bytes() == b"%PDF-1"

    def broken() -> object:
        yield b"%PDF"
        raise EnvironmentFault("attachment.unreadable", sha256="ab")

    with pytest.raises(EnvironmentFault):
        write_attachment(broken(), tmp_path / "a.pdf")  # type: ignore[arg-type]  # breaks off on purpose
    assert (tmp_path / "a.pdf").read_bytes() == b"%PDF-1"
    with pytest.raises(EnvironmentFault) as refused:
        write_attachment([b"x"], tmp_path / "nowhere" / "a.pdf")
    assert refused.value.code == "attachment.not_written"
    assert sorted(found.name for found in tmp_path.iterdir()) == ["a.pdf"]


def test_the_limit_of_other_users_of_the_library_stays(tmp_path: Path) -> None:
    before = Image.MAX_IMAGE_PIXELS
    opened(saved(tmp_path / "a.jpg", picture(30, 20), "JPEG"))
    assert before == Image.MAX_IMAGE_PIXELS
    assert photo.MOST_PIXELS > 100_000_000
