"""操作日志: who did what when, newest first and in pages, filtered and exported; and the name written there.

What a command held of a person's numbers is never shown here: a line says what was done to which member, plan or year.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from coopdesk import this_pc
from coopdesk.i18n import N_, _
from coopdesk.services.desk import Desk
from coopdesk.services.journal.entry import JournalFilter, JournalLine
from coopdesk.ui.frame.actions import Action
from coopdesk.ui.frame.shell import Shell
from coopdesk.ui.kit import dialogs, theme
from coopdesk.ui.kit.buttons import button
from coopdesk.ui.kit.cards import Card, label, set_text
from coopdesk.ui.kit.columns import Column, Kind
from coopdesk.ui.kit.fields import ChoiceField, DateField, Field, TextField
from coopdesk.ui.kit.flow import FlowLayout
from coopdesk.ui.kit.jobs import Progress
from coopdesk.ui.kit.page import PageFrame, scrolling
from coopdesk.ui.kit.table import DataTable
from coopdesk.ui.kit.table_model import SequenceModel
from coopdesk.ui.kit.tokens import SPACE_IN
from coopdesk.ui.settings.coop import SAVE
from coopdesk.ui.settings.section import Act, Section
from coopdesk.ui.settings.sheet import Sheet
from coopdesk.wording import act_name, act_text, acts

NEWER = Action("journal-newer", N_("较新的"), "", "")
OLDER = Action("journal-older", N_("较早的"), "", "")
EXPORT = Action("journal-export", N_("导出"), "", "save")
PAGE = 200
_EXPORTED = 2_000
_LINES = 2
_PAUSE_MS = 300
_WIDTHS = (116, 108, 92, 92, 108)
"""Of the boxes of the filter, at the smallest type."""

COLUMNS: tuple[Column[JournalLine], ...] = (
    Column("number", N_("日志号"), Kind.NUMBER, width=70),
    Column("at", N_("时间"), width=130, value=lambda line: _moment(line)),
    Column("person", N_("操作人"), width=90),
    Column("act", N_("操作"), width=120, value=lambda line: act_name(line.act)),
    Column("content", N_("内容"), width=320, stretch=True, value=lambda line: line_text(line)),
    Column("hash", N_("校验值"), width=150, yields=True, value=lambda line: line.hash[:16]),
)


class JournalSection(Section):
    """The name for this PC above, the filter and the lines below."""

    def __init__(self, shell: Shell, page: PageFrame) -> None:
        super().__init__()
        self._shell, self._page = shell, page
        self.act = Act(SAVE, self.save)
        self.sheet = Sheet("")
        self.name = TextField(_("本机操作人"))
        self.name.wide = True
        self.name.fold()  # the table below needs the room
        self.sheet.group("", [self.name])
        self.sheet.touched_changed.connect(self._touched)
        self.model: SequenceModel[JournalLine] = SequenceModel(COLUMNS, identity="number")
        self.table = DataTable(self.model, _("操作日志"), framed=False, tools=False)
        self.table.set_empty(_("没有符合条件的操作"))
        self.state = label("", "muted", wrap=True)
        self.whole = label("", "small", wrap=True)
        self.whole_in_sight = _low(self.whole)
        self.whole_in_sight.hide()
        self.table.picked.connect(self._say_whole)
        self._starts: list[int | None] = [None]
        """Where each page shown so far began: below which number."""
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_PAUSE_MS)
        self._later.timeout.connect(self._from_newest)
        self._people: Sequence[str] = ()
        self.person: ChoiceField[str] = ChoiceField(_("操作人"), [("", _("所有人"))], required=False)
        kinds = [("", _("所有操作")), *((act, act_name(act)) for act in acts())]
        self.kind: ChoiceField[str] = ChoiceField(_("操作"), kinds, required=False)
        self.first, self.last = DateField(_("从")), DateField(_("到"))
        self.text = TextField(_("文字"))
        self.text.edit.setPlaceholderText(_("成员编号、姓名、年度、理由…"))
        for field in (self.person, self.kind, self.first, self.last, self.text):
            field.changed.connect(self._later.start)
        self.kind.let_shrink()
        self._newer, self._older = button(NEWER, self.newer), button(OLDER, self.older)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(SPACE_IN)
        box.addWidget(self.sheet)
        box.addWidget(self._card(), 1)

    @property
    def touched(self) -> bool:
        return self.sheet.touched

    def show_book(self) -> None:
        if not self.sheet.touched:
            self.sheet.fill({self.name: this_pc.person()})
        people = self._shell.desk.journal.people()
        if people != self._people:
            self._people = people
            chosen = self.person.value() or ""
            self.person.box.blockSignals(True)
            self.person.set_choices([("", _("所有人")), *((name, name) for name in people)])
            self.person.choose(chosen if chosen in people else "")
            self.person.box.blockSignals(False)
        self._from_newest()

    def save(self) -> None:
        """Keep the name for this PC; it counts from the next command on."""
        if not this_pc.set_person(self.name.value() or ""):
            self._page.show_warning(_("姓名没有存下来：设置文件写不进去。请检查用户文件夹是否只读。"))
            return
        self._shell.desk.person = this_pc.person()
        self.sheet.fill({self.name: self._shell.desk.person})
        self._page.show_done(_("已保存"))

    def wanted(self) -> JournalFilter:
        """What the filter says; a day that cannot be read filters nothing."""
        return JournalFilter(
            self.person.value() or "",
            self.kind.value() or "",
            None if self.first.refusal else self.first.value(),
            None if self.last.refusal else self.last.value(),
            self.text.value() or "",
        )

    def older(self) -> None:
        """Show the page before this one in time."""
        if self.model.rows:
            self._starts.append(min(line.number for line in self.model.rows))
            self._show()

    def newer(self) -> None:
        """Back towards the newest."""
        if len(self._starts) > 1:
            self._starts.pop()
            self._show()

    def export(self) -> None:
        """Ask for a file and write all lines that are wanted to it."""
        desk, wanted = self._shell.desk, self.wanted()
        name = _("操作日志 {day}").format(day=desk.today.isoformat())
        text, book = _("CSV 表格"), _("Excel 工作簿")
        kinds = f"{text} (*.csv);;{book} (*.xlsx)"
        target = dialogs.save_file(self._page, _("导出到"), kinds, f"{name}.csv")
        if target is not None:
            backend = self._shell.backend

            def written(progress: Progress) -> Path:
                return backend.write_table(_rows(desk, wanted, progress), target)

            self._shell.work(_("导出操作日志"), written, self._page, self._exported)

    def _exported(self, target: Path) -> None:
        self._page.show_done(_("已导出到 {place}").format(place=target))

    def _from_newest(self) -> None:
        self._starts = [None]
        self._show()

    def _show(self) -> None:
        desk, wanted = self._shell.desk, self.wanted()
        lines = desk.journal.lines(wanted, self._starts[-1], PAGE)
        self.model.set_rows(tuple(lines))
        self._newer.setEnabled(len(self._starts) > 1)
        self._older.setEnabled(len(lines) == PAGE)
        head = desk.journal.witness()
        sentence = _("共 {n} 条符合；日志到第 {count} 号，校验值 {head}")
        set_text(
            self.state, sentence.format(n=desk.journal.count(wanted), count=head.count, head=head.head[:16])
        )

    def _card(self) -> Card:
        card = Card("", SPACE_IN)
        card.setAccessibleName(_("操作日志"))
        card.body.addWidget(self._filters())
        row = QHBoxLayout()
        row.addWidget(self.state, 1)
        for made in (self._newer, self._older, button(EXPORT, self.export)):
            row.addWidget(made)
        card.body.addLayout(row)
        card.body.addWidget(self.table, 1)
        card.body.addWidget(self.whole_in_sight)
        return card

    def _say_whole(self, line: JournalLine | None) -> None:
        """The content of the line under the cursor: longer ones end in dots in the table. A very long one scrolls."""
        set_text(self.whole, line_text(line) if line is not None else "")
        self.whole_in_sight.verticalScrollBar().setValue(0)
        self.whole_in_sight.setVisible(bool(self.whole.text()))

    def _filters(self) -> QWidget:
        """The filter in one row, in more where the type is too large for that."""
        holder = QWidget()
        row = FlowLayout(holder, gap=12, drop=SPACE_IN)
        size = theme.current().text_size
        fields: tuple[Field[Any], ...] = (self.person, self.kind, self.first, self.last, self.text)
        for field, width in zip(fields, _WIDTHS, strict=True):
            field.fold()
            if field is self.person:  # as wide as the longest name
                field.editor.setMaximumWidth(size.scaled(width))
            else:
                field.editor.setFixedWidth(size.scaled(width))
            pair = QWidget()
            box = QHBoxLayout(pair)
            box.setContentsMargins(0, 0, 0, 0)
            box.setSpacing(SPACE_IN)
            if field is not self.text:  # says by itself what is to be typed
                box.addWidget(field.caption)
            box.addWidget(field)
            row.addWidget(pair)
        return holder

    def _touched(self, touched: bool) -> None:
        self.ready_changed.emit(touched)
        usual = _("每次保存都以“本机操作人”记入操作日志；只对这台电脑有效，留空则用系统登录名。")
        self.state_changed.emit(_("有改动尚未保存，按 Ctrl+S 保存") if touched else usual)


def _low(text: QLabel) -> QScrollArea:
    """A text of which two lines at most are in sight at once; it scrolls by the wheel, and by keys once it has them."""
    column = QVBoxLayout()
    column.addWidget(text)
    column.addStretch(1)
    area = scrolling(column)
    for part in (area, text.parentWidget()):
        if part is not None:  # the column's own, which the area has just made
            part.setProperty("role", "sheet")
    area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    area.setAccessibleName(_("内容"))
    text.ensurePolished()
    area.setFixedHeight(_LINES * text.fontMetrics().lineSpacing())
    return area


def _rows(desk: Desk, wanted: JournalFilter, progress: Progress) -> Iterator[Sequence[str]]:
    """The heading, then every line that is wanted, oldest last; told how far it is and may be stopped."""
    yield [_(column.title) for column in COLUMNS]
    count, done, below = max(desk.journal.count(wanted), 1), 0, None
    while lines := desk.journal.lines(wanted, below, _EXPORTED):
        for line in lines:
            said = (act_name(line.act), line_text(line))
            yield [str(line.number), line.at.isoformat(" ", "seconds"), line.person, *said, line.hash]
        done += len(lines)
        below = lines[-1].number
        progress(min(done, count), count)


def line_text(line: JournalLine) -> str:
    """What an entry says beside the name of its act."""
    return act_text(line.act, line.content, line.plan_year)


def _moment(line: JournalLine) -> str:
    return f"{line.at:%Y-%m-%d %H:%M}"
