"""Puts the Tab order into reading order: row by row, and through one part of a page before the next.

Qt's own order is that in which widgets were made, which is seldom how they lie.
"""

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def set_visual_tab_order(root: QWidget) -> None:
    """Put everything in `root` that takes the Tab key into the order in which it is read. Call it once laid out."""
    for earlier, later in pairwise(list(visual_order(root))):
        QWidget.setTabOrder(earlier, later)


def visual_order(root: QWidget) -> Iterator[QWidget]:
    """Widgets in `root` that take the Tab key, in reading order; what lies in one part stays together."""
    for child in _rows(_children(root)):
        if child.focusPolicy() & Qt.FocusPolicy.TabFocus:
            yield child
        yield from visual_order(child)


def _children(root: QWidget) -> list[QWidget]:
    return [child for child in root.children() if isinstance(child, QWidget) and not child.isWindow()]


def _rows(children: list[QWidget]) -> list[QWidget]:
    """Those that show by row and then from the left, those that do not (other tabs) after them as they were made."""
    shown = sorted((c for c in children if not c.isHidden()), key=lambda c: c.y())
    hidden = [c for c in children if c.isHidden()]
    rows: list[list[QWidget]] = []
    for child in shown:
        if rows and _beside(rows[-1][0], child):
            rows[-1].append(child)
        else:
            rows.append([child])
    return [child for row in rows for child in sorted(row, key=lambda c: c.x())] + hidden


def _beside(first: QWidget, second: QWidget) -> bool:
    overlap = min(first.y() + first.height(), second.y() + second.height()) - max(first.y(), second.y())
    return overlap * 2 > min(first.height(), second.height())
