"""股份类别: the classes of shares the book knows, added to and amended; their codes number themselves."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from coopdesk.domain.coop.share_class import ShareClass
from coopdesk.domain.money import Money
from coopdesk.i18n import N_, _
from coopdesk.services.command import Changes
from coopdesk.services.coop.commands import DefineShareClass
from coopdesk.ui.frame.actions import Action
from coopdesk.ui.frame.shell import Shell
from coopdesk.ui.kit.buttons import button
from coopdesk.ui.kit.cards import Card, label
from coopdesk.ui.kit.columns import Column, Kind
from coopdesk.ui.kit.fields import MoneyField, TextField
from coopdesk.ui.kit.form import FormDialog
from coopdesk.ui.kit.page import PageFrame
from coopdesk.ui.kit.table import DataTable
from coopdesk.ui.kit.table_model import SequenceModel
from coopdesk.ui.settings.section import Act, Section

ADD = Action("add-class", N_("新增类别"), "Ctrl+N", "add")
AMEND = Action("amend-class", N_("修改"), "F2", "edit")
COLUMNS: tuple[Column[ShareClass], ...] = (
    Column("label", N_("名称"), width=220, stretch=True),
    Column("par", N_("每股出资额（元）"), Kind.MONEY, width=160),
)


class ClassForm(FormDialog[DefineShareClass]):
    """A new class, or another label and par value for one that is there."""

    def __init__(self, held: ShareClass | None = None, seen: int | None = None) -> None:
        heading = _("新增股份类别") if held is None else _("修改股份类别")
        super().__init__(heading, N_("保存"), _("已经登记的股份不受名称和出资额改动的影响。"))
        self._held, self._seen = held, seen
        self.label = TextField(_("名称"), required=True, hint=_("印在分红单和股权证上，如 优先股"))
        self.par = MoneyField(_("每股出资额"), required=True, hint=_("元；没有定额填 0"), negative=False)
        if held is not None:
            self.label.set_text(held.label)
            self.par.set_text(held.par.grouped)
        self.group("", [self.label, self.par])

    def make(self) -> DefineShareClass:
        code = self._held.code if self._held is not None else ""
        return DefineShareClass(
            share_class=ShareClass(code, self.label.value() or "", self.par.value() or Money(0)),
            seen=self._seen,
        )


class ClassesSection(Section):
    """The table of classes; Enter or F2 amends the one under the cursor."""

    def __init__(self, shell: Shell, page: PageFrame) -> None:
        super().__init__()
        self._shell, self._page = shell, page
        self.act = Act(ADD, self.add)
        self._seen: int | None = None
        self.model: SequenceModel[ShareClass] = SequenceModel(COLUMNS, identity="code")
        self.table = DataTable(self.model, _("股份类别"), framed=False, tools=False)
        self.table.set_empty(_("还没有股份类别"))
        self.table.opened.connect(lambda _row: self.amend())
        card = Card(_("股份类别"))
        card.body.addLayout(self._head())
        card.body.addWidget(self.table, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(card, 1)

    def show_book(self) -> None:
        self._seen = self._shell.desk.journal.seen()
        self.model.set_rows(tuple(self._shell.desk.coop.share_classes()))

    def add(self) -> None:
        """Ask for a new class and add it."""
        self._shell.carry_out(ClassForm(seen=self._seen), self._page, self._saved)

    def amend(self) -> None:
        """Ask for another label or par value of the class under the cursor."""
        row = self.table.current_row()
        if row is not None:
            self._shell.carry_out(ClassForm(held=row, seen=self._seen), self._page, self._saved)

    def open_thing(self, reference: str) -> None:
        """Ask for another label or par value of the class of that code."""
        held = next((each for each in self._shell.desk.coop.share_classes() if each.code == reference), None)
        if held is not None:
            form = ClassForm(held=held, seen=self._shell.desk.journal.seen())
            form.cursor_in = form.par
            self._shell.carry_out(form, self._page, self._saved)

    def _saved(self, changes: Changes) -> None:
        self._page.show_done(_("已保存"))

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(label(_("每类股份可以在分配方案里各有各的办法。"), "muted", wrap=True), 1)
        row.addWidget(button(AMEND, self.amend, "link", keys_in=self))
        return row
