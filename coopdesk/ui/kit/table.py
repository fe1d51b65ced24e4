"""A table with its tool row and its empty state, as pages use it: `DataTable(name, columns, …)`.

The tool row holds the page's own choices, the filter, the choice of columns, and the eye for masked numbers.
"""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from coopdesk.i18n import N_, _
from coopdesk.ui.frame import actions
from coopdesk.ui.frame.actions import Action
from coopdesk.ui.kit import exporting
from coopdesk.ui.kit.buttons import button
from coopdesk.ui.kit.columns import Kind
from coopdesk.ui.kit.empty import EmptyState
from coopdesk.ui.kit.eye import EyeButton
from coopdesk.ui.kit.remembering import TableMemory
from coopdesk.ui.kit.table_model import TableModel
from coopdesk.ui.kit.table_view import TableView

_COLUMNS = Action("columns", N_("列"), "", "columns")


class DataTable(QFrame):
    """A table in a card. `picked(row)` follows the cursor, `opened(row)` Enter or a double click, `summary_changed`
    what the status bar says of the selection; `columns_chosen` after a person showed or hid a column."""

    picked = Signal(object)
    opened = Signal(object)
    summary_changed = Signal(str)
    columns_chosen = Signal()

    def __init__(self, model: TableModel[Any], name: str, *, framed: bool = True, tools: bool = True) -> None:
        super().__init__()
        self.setProperty("role", "card" if framed else "plain")
        self.model = model
        self.view = TableView(model, name, self)
        self.view.picked.connect(self.picked)
        self.view.opened.connect(self.opened)
        self.view.summary_changed.connect(self.summary_changed)
        self._tools = QHBoxLayout()
        self._lead = QHBoxLayout()
        self._states = QStackedLayout()
        self._empty: EmptyState | None = None
        unfilter = Action("unfilter", N_("清除筛选"), "", "close")
        self._no_match = EmptyState(_("没有符合筛选条件的行"), unfilter, self.view.stop_filtering)
        self._lay_out(framed, tools)
        self._menu_and_keys()
        model.modelReset.connect(self._show_state)
        model.rowsInserted.connect(self._show_state)
        model.rowsRemoved.connect(self._show_state)
        self._show_state()
        self.memory = TableMemory(self)

    def add_tool(self, widget: QWidget) -> None:
        """Put a choice of the page at the left of the tool row."""
        self._lead.addWidget(widget)

    def set_empty(
        self, message: str, action: Action | None = None, slot: Callable[[], object] | None = None
    ) -> None:
        """What to say, and the first step to offer, while there is nothing to show."""
        if self._empty is not None:
            self._states.removeWidget(self._empty)
            self._empty.deleteLater()
        self._empty = EmptyState(message, action, slot)
        self._states.addWidget(self._empty)
        self._show_state()

    def current_row(self) -> Any:
        """The row under the cursor, None without one."""
        return self.view.current_row()

    def columns_menu(self) -> QMenu:
        """The menu in which columns are shown or hidden; at least one always shows."""
        menu = QMenu(self)
        menu.setProperty("checks", "yes")
        menu.setAccessibleName(_("选择列"))
        for place, column in enumerate(self.model.columns):
            entry = menu.addAction(_(column.title))
            entry.setCheckable(True)
            entry.setChecked(not self.view.isColumnHidden(place))
            entry.toggled.connect(lambda shown, place=place: self._show_column(place, shown))
        menu.addSeparator()
        menu.addAction(
            actions.qt_action(actions.SORT_UP, lambda: self.view.sort_by_current(False), menu, False)
        )
        menu.addAction(
            actions.qt_action(actions.SORT_DOWN, lambda: self.view.sort_by_current(True), menu, False)
        )
        return menu

    def hidden_columns(self) -> Sequence[str]:
        """Keys of the columns that somebody, or the table's own choice, has hidden."""
        aside = self.view.widths.given_way
        hidden = (
            self.view.isColumnHidden(place) and place not in aside for place in range(len(self.model.columns))
        )
        return [column.key for column, away in zip(self.model.columns, hidden, strict=True) if away]

    def _lay_out(self, framed: bool, tools: bool) -> None:
        box = QVBoxLayout(self)
        edge = 1 if framed else 0
        box.setContentsMargins(edge, edge, edge, edge + (6 if framed else 0))
        box.setSpacing(0)
        if tools:
            box.addWidget(self._tool_row())
        self._states.addWidget(self.view)
        self._states.addWidget(self._no_match)
        holder = QWidget()
        holder.setLayout(self._states)
        box.addWidget(holder, 1)

    def _tool_row(self) -> QWidget:
        row = QWidget()
        self._tools = QHBoxLayout(row)
        self._tools.setContentsMargins(10, 4, 6, 4)
        self._tools.setSpacing(8)
        self._lead.setSpacing(8)
        self._tools.addLayout(self._lead)
        self._tools.addStretch(1)
        if any(column.kind is Kind.MASKED for column in self.model.columns):
            self._tools.addWidget(self._eye())
        self._tools.addWidget(button(actions.FILTER, self.view.start_filtering, "link"))
        self._chooser = button(_COLUMNS, self._choose_columns, "link")
        self._chooser.setToolTip(_("选择显示哪些列"))
        self._tools.addWidget(self._chooser)
        return row

    def _eye(self) -> QPushButton:
        tip = _("按住鼠标或空格键时显示完整证件号和账号")
        return EyeButton(self.model.reveal, _("按住查看证件号和账号"), tip)

    def _menu_and_keys(self) -> None:
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.customContextMenuRequested.connect(self._context_menu)
        actions.key(actions.FILTER, self.view.start_filtering, self)
        # On the whole table, so that it works with the eye held down too.
        actions.key(actions.COPY, self.view.copy, self)
        actions.key(actions.COPY_BARE, lambda: self.view.copy(False), self)
        actions.key(actions.EXPORT_TABLE, self.view.export, self)

    def _context_menu(self, where: QPoint) -> None:
        menu = QMenu(self.view)
        steps: tuple[tuple[Action, Callable[[], object]], ...] = (
            (actions.COPY, self.view.copy),
            (actions.COPY_BARE, lambda: self.view.copy(False)),
        )
        if exporting.writer() is not None:
            steps = (*steps, (actions.EXPORT_TABLE, self.view.export))
        for action, slot in steps:
            menu.addAction(actions.qt_action(action, slot, menu, False))
        menu.popup(self.view.viewport().mapToGlobal(where))

    def _choose_columns(self) -> None:
        self.columns_menu().popup(self._chooser.mapToGlobal(QPoint(0, self._chooser.height())))

    def _show_column(self, place: int, shown: bool) -> None:
        showing = [p for p in range(len(self.model.columns)) if not self.view.isColumnHidden(p)]
        if shown or len(showing) > 1:
            self.view.widths.want(place)
            self.view.setColumnHidden(place, not shown)
            self.view.fit()
            self.columns_chosen.emit()

    def _show_state(self) -> None:
        if self.model.rowCount() or not self.model.is_known:
            self._states.setCurrentWidget(self.view)
        elif any(self.model.filters.values()):
            self._states.setCurrentWidget(self.view if self.view.head.filtering else self._no_match)
        elif self._empty is not None:
            self._states.setCurrentWidget(self._empty)
