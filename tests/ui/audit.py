"""Checks a widget as a person with poor sight or without a mouse would meet it, and says what is wrong.

`faults(widget)` is for pages and dialogs that are shown: nameless controls, a Tab order that jumps, text cut off.
`contrast_faults(palette)` computes what the eye must be able to tell apart.
"""

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import QAbstractItemModel, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTabBar,
    QTableView,
    QToolButton,
    QWidget,
)

from coopdesk.ui.kit.cells import PADDING
from coopdesk.ui.kit.columns import Kind
from coopdesk.ui.kit.table_model import TableModel
from coopdesk.ui.kit.tokens import Palette, contrast

LEAST_CONTRAST = 4.5
# The style sheet may round a length by a pixel; a glyph is never that narrow.
_SLACK = 1


def faults(root: QWidget) -> list[str]:
    """Everything amiss in what shows of `root`; empty is good."""
    QApplication.processEvents()
    return [*nameless(root), *out_of_order(root), *clipped(root)]


def contrast_faults(palette: Palette) -> list[str]:
    """Pairs of text and ground that are too close."""
    measured = [(what, contrast(text, ground)) for what, text, ground in palette.text_pairs()]
    return [f"{what}: {ratio:.2f}" for what, ratio in measured if ratio < LEAST_CONTRAST]


def nameless(root: QWidget) -> list[str]:
    """Controls that a screen reader could not call by a name."""
    return [f"no name: {told(w)}" for w in stops(root) if not _name(w)]


def out_of_order(root: QWidget) -> list[str]:
    """Places where Tab jumps back to a control that stands before, in the same part of the page."""
    reached = set(stops(root))
    order = [w for w in _chain(root) if w in reached]
    jumps = []
    for earlier, later in pairwise(order):
        if earlier.parentWidget() is later.parentWidget() and _before(later, earlier):
            jumps.append(f"Tab jumps back: {told(earlier)} -> {told(later)}")
    return jumps


def clipped(root: QWidget) -> list[str]:
    """Labels, buttons, choices, tabs and table heads whose text has less room than it needs."""
    found = []
    for widget in [root, *root.findChildren(QWidget)]:
        if widget.isVisible() and not widget.visibleRegion().isEmpty():
            found += [f"cut off: {text}" for text in cut(widget)]
        elif isinstance(widget, QLabel) and widget.isVisible() and widget.text():
            found.append(f"no room at all: {widget.text()}")
    return found


def stops(root: QWidget) -> list[QWidget]:
    """What shows in `root` and takes the Tab key."""
    return [
        widget
        for widget in root.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isVisible()
        and widget.isEnabled()
        and not isinstance(widget, QHeaderView)
        and not (isinstance(widget, QToolButton) and isinstance(widget.parent(), QTabBar))
        and widget.objectName() != "qt_spinbox_lineedit"
    ]


def told(widget: QWidget) -> str:
    """The widget for a message: its kind, name and place."""
    place = widget.mapTo(widget.window(), QPoint(0, 0))
    return f"{type(widget).__name__} “{_name(widget)}” at {place.x()},{place.y()}"


def _name(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    said = interface.text(QAccessible.Text.Name) if interface is not None else ""
    return str(said or widget.accessibleName())


def _chain(root: QWidget) -> Iterator[QWidget]:
    widget = root.nextInFocusChain()
    while widget is not None and widget is not root:
        if root.isAncestorOf(widget):
            yield widget
        widget = widget.nextInFocusChain()


def _before(one: QWidget, other: QWidget) -> bool:
    first, second = _box(one), _box(other)
    if first.bottom() <= second.top():
        return True
    overlap = min(first.bottom(), second.bottom()) - max(first.top(), second.top())
    return overlap * 2 > min(first.height(), second.height()) and first.right() <= second.left()


def _box(widget: QWidget) -> QRect:
    return QRect(widget.mapTo(widget.window(), QPoint(0, 0)), widget.size())


def cut(widget: QWidget) -> list[str]:
    """Texts of one widget that have less room than they need."""
    if isinstance(widget, QLabel):
        return _cut_label(widget)
    if isinstance(widget, QTableView):
        return _cut_heads(widget)
    if isinstance(widget, QTabBar):
        tabs = range(widget.count())
        inside = [widget.rect().contains(widget.tabRect(tab)) for tab in tabs if widget.isTabVisible(tab)]
        return [widget.tabText(tab) for tab, fits in zip(tabs, inside, strict=True) if not fits]
    if isinstance(widget, (QAbstractButton, QComboBox)):
        needed = widget.minimumSizeHint() if isinstance(widget, QAbstractButton) else widget.sizeHint()
        text = widget.text() if isinstance(widget, QAbstractButton) else widget.currentText()
        fits = widget.width() + _SLACK >= needed.width() and widget.height() + _SLACK >= needed.height()
        return [] if fits or not text else [f"{text} ({widget.width()} < {needed.width()})"]
    if isinstance(widget, QLineEdit) and widget.height() + _SLACK < widget.minimumSizeHint().height():
        return [f"field {_name(widget)}"]
    return []


def _cut_label(label: QLabel) -> list[str]:
    text = label.text()
    if not text or label.textFormat() == Qt.TextFormat.RichText:
        return []
    room = label.contentsRect()
    flags = int(Qt.TextFlag.TextWordWrap) if label.wordWrap() else 0
    wide = QRect(0, 0, room.width() if label.wordWrap() else 100_000, 100_000)
    needed = label.fontMetrics().boundingRect(wide, flags, text)
    too_wide = not label.wordWrap() and label.fontMetrics().horizontalAdvance(text) > room.width() + _SLACK
    too_high = needed.height() > room.height() + 2 * _SLACK
    shown = label.visibleRegion().boundingRect()
    hidden = (
        shown.width() + _SLACK < label.width() and not label.wordWrap() and _advance(label) > shown.width()
    )
    return (
        [f"{text} ({needed.width()}×{needed.height()} in {room.width()}×{room.height()})"]
        if (too_wide or too_high or hidden)
        else []
    )


def _advance(label: QLabel) -> int:
    return label.fontMetrics().horizontalAdvance(label.text())


def _cut_heads(table: QTableView) -> list[str]:
    head, model = table.horizontalHeader(), table.model()
    if head.isHidden() or model is None:
        return []
    metrics = head.fontMetrics()
    told = Qt.ItemDataRole.ToolTipRole
    texts = {
        place: str(model.headerData(place, Qt.Orientation.Horizontal))
        for place in range(model.columnCount())
        # Over figures a title may end in dots sooner than a sum goes out of sight; the tooltip has it whole.
        if not (_of_figures(model, place) and model.headerData(place, Qt.Orientation.Horizontal, told))
    }
    return [
        text
        for place, text in texts.items()
        if not table.isColumnHidden(place)
        and metrics.horizontalAdvance(text) + 2 * PADDING > head.sectionSize(place) + _SLACK
    ]


def _of_figures(model: QAbstractItemModel, place: int) -> bool:
    kind = model.columns[place].kind if isinstance(model, TableModel) else Kind.TEXT
    return kind.is_figure or kind is Kind.DATE
