"""A tree with a filter above it: typed, gone into by Down, opened by Enter; what was open stays open.

Shows frozen nodes (`tree_model`); what they are, and what opening one means, is the page's.
"""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QTreeView, QVBoxLayout, QWidget

from coopdesk.i18n import _
from coopdesk.ui.frame import actions
from coopdesk.ui.kit import fonts
from coopdesk.ui.kit.cards import label, set_text
from coopdesk.ui.kit.keys import is_enter
from coopdesk.ui.kit.tokens import STEP
from coopdesk.ui.kit.tree_model import Index, Test, TreeModel, TreeNode, matching, says


class _Lines(QTreeView):
    """The lines themselves. `moved` when the cursor does, `entered` by Enter or a double click on a line."""

    moved = Signal()
    entered = Signal(object)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.moved.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_enter(event) and self.currentIndex().isValid():
            self.entered.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)


class Tree(QWidget):
    """Nodes below each other. `picked(node)` follows the cursor (None without one), `opened(node)` Enter or a double
    click. Left and Right close and open a branch, Ctrl+F goes to the filter, Esc there ends it.

    `test` says whether a node fits what was typed; without one its words are looked through.
    """

    picked = Signal(object)
    opened = Signal(object)

    def __init__(self, name: str, nodes: Sequence[TreeNode[Any]] = (), test: Test = says) -> None:
        super().__init__()
        self.model = TreeModel(self)
        self.view = _Lines()
        self.filter = QLineEdit()
        self._test = test
        self._nodes: tuple[TreeNode[Any], ...] = ()
        self._open: set[str] = set()
        self._nothing = label("", "muted", wrap=True)
        self.view.setModel(self.model)
        self.view.setHeaderHidden(True)
        self.view.setAccessibleName(name)
        self.view.setUniformRowHeights(True)
        self.view.setExpandsOnDoubleClick(False)
        self.view.setTabKeyNavigation(False)
        self.filter.setPlaceholderText(_("筛选"))
        self.filter.setAccessibleName(_("筛选 {title}").format(title=name))
        self.filter.setClearButtonEnabled(False)
        self.filter.installEventFilter(self)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(STEP)
        for part in (self.filter, self._nothing, self.view):
            box.addWidget(part)
        box.setStretch(2, 1)
        self.filter.textChanged.connect(self._filtered)
        self.view.moved.connect(lambda: self.picked.emit(self.current()))
        self.view.entered.connect(lambda index: self.opened.emit(self.model.node_at(index)))
        self.view.doubleClicked.connect(lambda index: self.opened.emit(self.model.node_at(index)))
        self.view.expanded.connect(self._opened)
        self.view.collapsed.connect(self._closed)
        actions.key(actions.FILTER, self.start_filtering, self)
        self.set_nodes(nodes)

    def set_nodes(self, nodes: Sequence[TreeNode[Any]]) -> None:
        """Show these; the cursor, what is open and the filter stay."""
        self._nodes = tuple(nodes)
        self._filtered(self.filter.text())

    def current(self) -> TreeNode[Any] | None:
        """The node under the cursor."""
        return self.model.node_at(self.view.currentIndex())

    def pick(self, key: str) -> bool:
        """Put the cursor on the node of that key, its branch open; False where it does not show."""
        index = self.model.index_of(key)
        if not index.isValid():
            return False
        self.view.setCurrentIndex(index)
        self.view.scrollTo(index)
        return True

    def start_filtering(self) -> None:
        """Put the cursor into the filter."""
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.filter and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if is_enter(event) or event.key() == Qt.Key.Key_Down:
                self.view.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
            if event.key() == Qt.Key.Key_Escape and self.filter.text():
                self.filter.clear()
                return True
        return super().eventFilter(watched, event)

    def _filtered(self, typed: str) -> None:
        fonts.ensure_glyphs(typed)
        here = self.current()
        shown = matching(self._nodes, typed, self._test)
        self.model.show_nodes(shown)
        none = _("没有找到“{typed}”").format(typed=typed.strip()) if typed.strip() and not shown else ""
        set_text(self._nothing, none)
        self._nothing.setVisible(bool(none))
        self._unfold(whole=bool(typed.strip()))
        first = self._first_fit(typed) if typed.strip() else None
        if (here is None or not self.pick(here.key)) and shown:
            self.view.setCurrentIndex(self.model.index(0, 0))
        if first is not None:
            self.view.setCurrentIndex(first)

    def _first_fit(self, typed: str) -> QModelIndex | None:
        """The first node that itself fits, not only something below it."""
        for index in self.model.indexes():
            node = self.model.node_at(index)
            if node is not None and self._test(node, typed):
                return index
        return None

    def _unfold(self, whole: bool) -> None:
        self.view.blockSignals(True)  # what a filter opens was not opened by anybody
        if whole:
            self.view.expandAll()
        else:
            for index in self.model.indexes():
                node = self.model.node_at(index)
                self.view.setExpanded(index, node is not None and node.key in self._open)
        self.view.blockSignals(False)

    def _opened(self, index: QModelIndex) -> None:
        node = self.model.node_at(index)
        if node is not None:
            self._open.add(node.key)

    def _closed(self, index: QModelIndex) -> None:
        node = self.model.node_at(index)
        if node is not None and not self.filter.text().strip():
            self._open.discard(node.key)
