"""The line icons of the program, drawn for it, coloured by the palette and kept once drawn.

An icon never stands without a word beside it, so none carries meaning alone. Twelve small files cost about a
millisecond each when first shown; an icon font would have to be opened before the window appears.
"""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from coopdesk import paths
from coopdesk.ui.kit import theme

_PIXELS_PER_POINT = 2
# Qt leaves four pixels between icon and word; Chinese type wants a little more.
_GAP = 3


def icon(name: str, colour: str = "ink", selected: str | None = None) -> QIcon:
    """The icon of that name in a colour of the palette, and in `selected` while its button is checked.

    Raises FileNotFoundError for a name without a drawing.
    """
    palette = theme.current().palette
    size = theme.current().text_size.scaled(18)
    made = QIcon(pixmap(name, str(getattr(palette, colour)), size, _GAP))
    made.addPixmap(pixmap(name, palette.secondary, size), QIcon.Mode.Disabled)
    if selected is not None:
        chosen = pixmap(name, str(getattr(palette, selected)), size, _GAP)
        made.addPixmap(chosen, QIcon.Mode.Normal, QIcon.State.On)
    return made


def icon_size() -> QSize:
    """The size in which icons stand beside text of the size in force, with the gap before the text."""
    size = theme.current().text_size.scaled(18)
    return QSize(size + _GAP, size)


@lru_cache(maxsize=256)
def pixmap(name: str, colour: str, size: int, gap: int = 0) -> QPixmap:
    """The drawing as a pixmap of `size` logical pixels and an empty `gap` at its right, sharp up to 200 % scaling."""
    source = _source(name).replace("currentColor", colour)
    drawn = QPixmap((size + gap) * _PIXELS_PER_POINT, size * _PIXELS_PER_POINT)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    renderer = QSvgRenderer(QByteArray(source.encode()))
    side = size * _PIXELS_PER_POINT
    renderer.render(painter, QRectF(0, 0, side, side))
    painter.end()
    drawn.setDevicePixelRatio(_PIXELS_PER_POINT)
    return drawn


@lru_cache(maxsize=64)
def _source(name: str) -> str:
    return paths.resource("icons", f"{name}.svg").read_text(encoding="utf-8")
