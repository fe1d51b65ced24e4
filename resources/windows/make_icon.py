"""Makes `coopdesk.ico` from `icon.svg`, in every size that Windows asks for. Run it only when the drawing changes.

python resources/windows/make_icon.py
"""

import os
import struct
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

HERE = Path(__file__).parent
SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)


def main() -> None:
    application = QGuiApplication([])
    drawing = QSvgRenderer(str(HERE / "icon.svg"))
    pictures = [_png(drawing, size) for size in SIZES]
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
