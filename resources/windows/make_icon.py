"""Makes `coopdesk.ico` from `icon.svg`, in every size that Windows asks for, and the picture of the setup's pages.

Run it only when the drawing changes.

python resources/windows/make_icon.py
"""

import os
import struct
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

HERE = Path(__file__).parent
SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)
SIDE = (164, 314)


def main() -> None:
    application = QGuiApplication([])
    drawing = QSvgRenderer(str(HERE / "icon.svg"))
    pictures = [_png(drawing, size) for size in SIZES]
    _side(drawing)
    del application
    (HERE / "coopdesk.ico").write_bytes(_icon(pictures))


def _png(drawing: QSvgRenderer, size: int) -> bytes:
    picture = QImage(size, size, QImage.Format.Format_ARGB32)
    picture.fill(0)
    painter = QPainter(picture)
    drawing.render(painter)
    painter.end()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "icon.png")
        picture.save(str(file))
        return file.read_bytes()


def _side(drawing: QSvgRenderer) -> None:
    """The left part of the setup's first and last page, which NSIS takes as a bitmap of this size."""
    picture = QImage(*SIDE, QImage.Format.Format_RGB32)
    picture.fill(QColor("#E3F0EA"))
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    drawing.render(painter, QRectF((SIDE[0] - 88) / 2, 56, 88, 88))
    painter.fillRect(0, SIDE[1] - 8, SIDE[0], 8, QColor("#1F6F54"))
    painter.end()
    picture.convertToFormat(QImage.Format.Format_Indexed8).save(str(HERE / "side.bmp"))


def _icon(pictures: list[bytes]) -> bytes:
    head = struct.pack("<HHH", 0, 1, len(pictures))
    offset = len(head) + 16 * len(pictures)
    table = b""
    for size, picture in zip(SIZES, pictures, strict=True):
        # 256 is written as 0.
        table += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(picture), offset)
        offset += len(picture)
    return head + table + b"".join(pictures)


if __name__ == "__main__":
    main()
