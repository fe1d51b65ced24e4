"""An editable grid: rows typed or pasted under columns declared as data, each mistake told with row, column and remedy.

It is a field of a form like any other; the columns know what a cell means (`grid_columns`), the model keeps the rows
and the steps to be undone (`grid_model`), the view knows the keys (`grid_view`).
"""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QMimeData, QStringListModel, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QListView, QVBoxLayout, QWidget

from coopdesk.domain.errors import DomainError
from coopdesk.i18n import N_, _, mark, ngettext
from coopdesk.ui.frame import actions
from coopdesk.ui.frame.actions import Action
from coopdesk.ui.kit import theme
from coopdesk.ui.kit.buttons import button
from coopdesk.ui.kit.cards import label
from coopdesk.ui.kit.field import Field
from coopdesk.ui.kit.grid_columns import GridColumn, Mistake, RowCheck, figure_text
from coopdesk.ui.kit.grid_copy import copied_block
from coopdesk.ui.kit.grid_foot import GridFoot
from coopdesk.ui.kit.grid_model import MOST_ROWS, GridModel
from coopdesk.ui.kit.grid_paste import Placed, place_cells
from coopdesk.ui.kit.grid_view import GridView
from coopdesk.ui.kit.keys import is_enter
from coopdesk.ui.kit.pasting import split_cells
from coopdesk.ui.kit.tokens import SPACE_IN
from coopdesk.wording import error_text

Rows = tuple[dict[str, object], ...]
INSERT_ROW = Action("insert-row", N_("插入行"), "Ctrl+=", "add", N_("在光标所在行之前插入一行"))
REMOVE_ROWS = Action("remove-rows", N_("删除行"), "Ctrl+-", "close", N_("删除所选的行"))
UNDO = Action("undo", N_("撤销"), "Ctrl+Z")
REDO = Action("redo", N_("重做"), "Ctrl+Y")
NEXT_MISTAKE = Action("next-mistake", N_("下一处错误"), "F8", "warning")
_LIST_ROWS = 4


class MistakeList(QListView):
    """All mistakes, one a line; `asked(place)` by Enter or a click on one."""

    asked = Signal(int)

    def __init__(self, name: str, rows: int) -> None:
        super().__init__()
        self._most = rows
        self._lines = QStringListModel(self)
        self.setModel(self._lines)
        self.setUniformItemSizes(True)
        self.setProperty("role", "list")
        self.setAccessibleName(_("{title}：错误").format(title=name))
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.clicked.connect(lambda index: self.asked.emit(index.row()))
        self.hide()

    def show_lines(self, lines: Sequence[str]) -> None:
        """Show these; without any the list goes."""
        if self._lines.stringList() != list(lines):
            self._lines.setStringList(list(lines))
        rows = min(len(lines), self._most)
        self.setFixedHeight((theme.current().text_size.scaled(30) + 2) * rows + 4)
        self.setVisible(bool(lines))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_enter(event) and self.currentIndex().isValid():
            self.asked.emit(self.currentIndex().row())
        else:
            super().keyPressEvent(event)


class EntryGrid(Field[Rows]):
    """Rows to be typed. Its value is one dict of values by key of column for each row that is not empty.

    `title` is translated already. `check_row` looks at a whole row whose cells are good. `pasted_text` tells what came
    of the last paste; `mistakes` all that is wrong now, of which `told_rows` are in sight. No paste makes more than
    `most_rows`.
    """

    wide = True
    taken = Signal(object)
    """A hit that was taken for the cursor's cell, before the cell reads its words."""

    def __init__(
        self,
        title: str,
        columns: Sequence[GridColumn],
        *,
        check_row: RowCheck | None = None,
        required: bool = False,
        hint: str = "",
        most_rows: int = MOST_ROWS,
        told_rows: int = _LIST_ROWS,
    ) -> None:
        self._most_rows = most_rows
        self.model = GridModel(columns, check_row)
        self.view = GridView(self.model, title)
        self.foot = GridFoot(self.view)
        self.list = MistakeList(title, told_rows)
        self.pasted_text = ""
        super().__init__(title, self.view, required=required, hint=hint)
        self.model.setParent(self)
        self._lay_out()
        self.view.pasted.connect(self.paste)
        self.view.stood.connect(self._tell)
        self.list.asked.connect(self.go_to)
        self.view.taken.connect(self.taken)
        self.model.moved_to.connect(lambda row: self.view.put_cursor(row, self.view.place[1]))
        self.model.changed.connect(self._rows_changed)
        self._rows_changed()

    @property
    def mistakes(self) -> list[Mistake]:
        """All that is wrong, from the top."""
        return self.model.mistakes()

    def set_read_only(self, read_only: bool) -> None:
        """Whether the rows are shown alone; then nothing is typed, pasted or removed, and no tool for it shows."""
        self.model.read_only = read_only
        self._tool_row.setVisible(not read_only)

    def set_rows(self, rows: Sequence[Mapping[str, object]]) -> None:
        """Show these values instead of all there was; `touched` counts from here."""
        self.pasted_text = ""
        self._was_filled = False
        self.model.load(rows)
        self.view.put_cursor(0, 0)

    def show_columns(self, columns: Sequence[GridColumn]) -> None:
        """Read all that is typed by other columns of the same keys, as when a form's choice changes what they mean."""
        row, _column = self.view.place
        self.model.show_columns(columns)
        self.view.put_cursor(row, next(at for at, column in enumerate(columns) if not column.hidden))

    def paste(self, text: str) -> None:
        """Put rows of a spreadsheet in from the cursor's row on, under their headings or from its column on.

        What stood in these cells is replaced, as one step to be undone. Where cells find no column nothing is put in.
        """
        lines = split_cells(text)
        if not lines or self.model.read_only:
            return
        try:
            self.take(place_cells(lines, self.model.columns, self.view.place[1]))
        except DomainError as error:
            self.refuse(error)

    def take(self, placed: Placed, more: str = "") -> None:
        """Put cells in from the cursor's row on, as one step to be undone, and tell what came of it, and `more`.

        Raises `grid.too_many`.
        """
        row = self.view.place[0]
        if row + len(placed.lines) > self._most_rows:
            raise DomainError("grid.too_many", pasted=len(placed.lines), most=self._most_rows)
        self._put(placed, row)
        self.pasted_text = mark("；").join(filter(None, (_paste_text(placed, self.mistakes), more)))
        self._tell()

    def copy(self, with_titles: bool = True) -> str:
        """Put the chosen cells on the clipboard, with the titles of their columns; returns their text."""
        rows, chosen = self.view.chosen()
        columns = [at for at in chosen if not self.model.columns[at].hidden]
        made: QMimeData = copied_block(
            [self.model.columns[at] for at in columns],
            [
                [(self.model.rows[row].values[at], self.model.rows[row].typed[at]) for at in columns]
                for row in rows
            ],
            titled=with_titles,
        )
        text = made.text()
        QGuiApplication.clipboard().setMimeData(made)
        return text

    def insert_row(self) -> None:
        """An empty row before the cursor's."""
        row, column = self.view.place
        if self.model.read_only:
            return
        self.model.insert_row(row)
        self.view.put_cursor(row, column)

    def remove_rows(self) -> None:
        """Take the chosen rows away."""
        rows, _columns = self.view.chosen()
        column = self.view.place[1]
        if self.model.read_only:
            return
        self.model.remove_rows(rows.start, len(rows))
        self.view.put_cursor(min(rows.start, len(self.model.rows) - 1), column)

    def go_to(self, place: int) -> None:
        """Put the cursor on the mistake at that place of all."""
        mistake = self.mistakes[place]
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        self.view.put_cursor(mistake.row, mistake.column)

    def next_mistake(self) -> None:
        """Put the cursor on the first mistake behind it, from the end on the first of all."""
        found = self.mistakes
        behind = [at for at, each in enumerate(found) if (each.row, each.column) > self.view.place]
        if found:
            self.go_to(behind[0] if behind else 0)

    def text(self) -> str:
        return self.model.text()

    def read(self, typed: str) -> Rows:
        return self.model.values()

    def fits(self) -> bool:
        if self.required and not self.model.text():
            self._say(error_text(DomainError("field.required", field=self.title)))
            return False
        if self._refused_with is None:
            self._tell()
        return self._refused_with is None and not self.mistakes

    def show_refusal(self) -> None:
        self.fits()
        if self.mistakes:
            self.go_to(0)
        else:
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _put(self, placed: Placed, row: int) -> None:
        there = self.model.rows[row : row + len(placed.lines)]
        rows = [list(each.typed) for each in there]
        rows += [[""] * len(self.model.columns) for _more in range(len(placed.lines) - len(rows))]
        for cells, line in zip(rows, placed.lines, strict=True):
            for place, text in zip(placed.columns, line, strict=True):
                if place is not None:
                    cells[place] = text
        self.model.replace(row, len(there), rows, _("粘贴"))

    def _rows_changed(self) -> None:
        summed = [at for at, each in enumerate(self.model.columns) if each.total and not each.hidden]
        sums = {at: figure_text(self.model.columns[at].kind, self.model.total(at)) for at in summed}
        self.foot.show_sums(sums)
        self.view.fit(self.foot.needed())
        self.pasted_text = ""
        self.list.show_lines([mistake.text for mistake in self.mistakes])
        self._next.setVisible(bool(self.mistakes))
        self._paste_hint.setVisible(not self.mistakes)  # in large type there is not room for both
        self.changed.emit()
        self._tell()

    def _tell(self) -> None:
        """Say below what is wrong in the cursor's cell, else what came of pasting or how much is wrong."""
        if self._refused_with is not None:
            return
        found = self.mistakes
        here = next((each.text for each in found if (each.row, each.column) == self.view.place), "")
        count = ngettext("{n} 处有误，不能保存", "{n} 处有误，不能保存", len(found)).format(
            n=f"{len(found):,}"
        )
        self._say((here or self.pasted_text or count) if found else "")
        if not found and self.pasted_text:
            self._note(self.pasted_text)

    def _note(self, text: str) -> None:
        self.line.setText(text)
        self.view.setAccessibleDescription(text)

    def _lay_out(self) -> None:
        box = self.layout()
        assert isinstance(box, QVBoxLayout)
        box.setSpacing(0)
        box.setStretch(0, 1)
        box.insertWidget(1, self.foot)
        box.addWidget(self.list)
        self._tool_row = self._tools()
        box.addWidget(self._tool_row)
        actions.key(actions.COPY, self.copy, self.view)
        actions.key(actions.COPY_BARE, lambda: self.copy(False), self.view)

    def _tools(self) -> QWidget:
        tools = QWidget()
        row = QHBoxLayout(tools)
        row.setContentsMargins(0, 4, 0, 0)
        row.setSpacing(SPACE_IN)
        steps = self.model.steps
        undo, redo = (
            button(action, slot, "link", keys_in=self)
            for action, slot in ((UNDO, steps.undo), (REDO, steps.redo))
        )
        undo.setEnabled(False)
        redo.setEnabled(False)
        steps.canUndoChanged.connect(undo.setEnabled)
        steps.canRedoChanged.connect(redo.setEnabled)
        self._next = button(NEXT_MISTAKE, self.next_mistake, "link", keys_in=self)
        row.addWidget(button(INSERT_ROW, self.insert_row, "link", keys_in=self))
        row.addWidget(button(REMOVE_ROWS, self.remove_rows, "link", keys_in=self))
        row.addWidget(undo)
        row.addWidget(redo)
        row.addWidget(self._next)
        row.addStretch(1)
        self._paste_hint = label(_("可从 Excel、WPS 整块粘贴"), "small")
        row.addWidget(self._paste_hint)
        return tools


def _paste_text(placed: Placed, mistakes: Sequence[Mistake]) -> str:
    """`粘贴了 1,000 行；20 处有误，见下；没有用到的列：备注`."""
    count = len(placed.lines)
    parts = [ngettext("粘贴了 {n} 行", "粘贴了 {n} 行", count).format(n=f"{count:,}")]
    if mistakes:
        wrong = ngettext("{n} 处有误，列在下面", "{n} 处有误，列在下面", len(mistakes))
        parts.append(wrong.format(n=f"{len(mistakes):,}"))
    if placed.unused:
        parts.append(_("粘贴时没有用到的列：{columns}").format(columns=mark("、").join(placed.unused)))
    return mark("；").join(parts)
