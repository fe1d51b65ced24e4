"""Figures that do not hold just now: still to be read, but plainly grey. Knows no page."""

from PySide6.QtWidgets import QGraphicsOpacityEffect, QWidget

_STALE = 0.45


def fade(part: QWidget, on: bool) -> None:
    """Grey a part of the window, or show it as valid again."""
    effect = part.graphicsEffect()
    if on and effect is None:
        faded = QGraphicsOpacityEffect(part)
        faded.setOpacity(_STALE)
        part.setGraphicsEffect(faded)
    elif not on and effect is not None:
        part.setGraphicsEffect(None)  # type: ignore[arg-type]  # how Qt takes an effect away


def is_faded(part: QWidget) -> bool:
    """Whether a part is grey now."""
    return part.graphicsEffect() is not None
