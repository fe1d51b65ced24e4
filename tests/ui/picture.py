"""Takes the picture of a widget as a file, to be looked at and to be shown in the README."""

from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QWidget

SCREEN = QSize(1366, 768)


def grab(widget: QWidget, path: Path, size: QSize | None = SCREEN) -> Path:
    """Show the widget in that size (its own for None), paint it into a PNG and return where it is.

    Raises OSError where the file cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    if size is not None:
        widget.resize(size)
    widget.show()
    # Layouts settle in turns: what wraps in one turn makes its neighbour move in the next.
    for _turn in range(4):
        QApplication.processEvents()
    if not widget.grab().save(str(path), "PNG"):
        raise OSError(f"picture not written: {path}")
    return path
