"""股份类别: the classes of shares the book knows, added to and amended; their codes number themselves."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from coopdesk.domain.coop.share_class import (
    NO_RULES,
    Breach,
    ClassRules,
    ShareClass,
    TransferRule,
    Voice,
)
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import ZERO
from coopdesk.i18n import N_, _, format_percent, format_quantity, mark
from coopdesk.services.command import Changes
from coopdesk.services.coop.commands import DefineShareClass
from coopdesk.ui.frame.actions import Action
from coopdesk.ui.frame.shell import Shell
from coopdesk.ui.kit.buttons import button
from coopdesk.ui.kit.cards import Card, label
from coopdesk.ui.kit.columns import Column, Kind
from coopdesk.ui.kit.fields import ChoiceField, DateField, MoneyField, QuantityField, RateField, T, TextField
from coopdesk.ui.kit.form import FormDialog
from coopdesk.ui.kit.page import PageFrame
from coopdesk.ui.kit.table import DataTable
from coopdesk.ui.kit.table_model import SequenceModel
from coopdesk.ui.settings.section import Act, Section

ADD = Action("add-class", N_("新增类别"), "Ctrl+N", "add")
AMEND = Action("amend-class", N_("修改"), "F2", "edit")


@dataclass(frozen=True, slots=True)
class ClassRow:
    """One class as the table shows it."""

    code: str
    label: str
    par: Money
    rules: str
    share_class: ShareClass


COLUMNS: tuple[Column[ClassRow], ...] = (
    Column("label", N_("名称"), width=160, stretch=True),
    Column("par", N_("每股出资额（元）"), Kind.MONEY, width=160),
    Column("rules", N_("章程规定"), width=240, stretch=True, yields=True),
)


_BEYOND = ((Breach.REFUSE, N_("拒绝登记")), (Breach.REASON, N_("写明原因可以登记")))
_TRANSFERS = (
    (TransferRule.FREE, N_("可以转让、赠与")),
    (TransferRule.MEMBERS, N_("只能转给已是成员的人")),
    (TransferRule.NOBODY, N_("不得转让、赠与")),
)
_OFFICERS = (
    ("", N_("与其他成员相同")),
    (Breach.REFUSE.value, N_("任职期间不得转让")),
    (Breach.REASON.value, N_("任职期间须写明原因")),
)
_VOICES = ((Voice.VOTES, N_("可作附加表决权的依据")), (Voice.NONE, N_("没有表决权")))


class ClassForm(FormDialog[DefineShareClass]):
    """A new class, or another label, par value and other rules for one that is there."""

    def __init__(self, held: ShareClass | None = None, seen: int | None = None) -> None:
        heading = _("新增股份类别") if held is None else _("修改股份类别")
        super().__init__(heading, N_("保存"), _("已经登记的股份不受改动的影响；规则只管以后的登记。"))
        self._held, self._seen = held, seen
        rules = held.rules if held is not None else NO_RULES
        self.label = TextField(_("名称"), required=True, hint=_("印在分红单和股权证上，如 优先股"))
        self.par = MoneyField(_("每股出资额"), required=True, hint=_("元；没有定额填 0"), negative=False)
        if held is not None:
            self.label.set_text(held.label)
            self.par.set_text(held.par.grouped)
        self.voice = ChoiceField(_("表决"), _told(_VOICES), chosen=rules.voice)
        self.transfer = ChoiceField(_("转让、赠与"), _told(_TRANSFERS), chosen=rules.transfer)
        self.beyond_transfer = ChoiceField(_("不合转让规则时"), _told(_BEYOND), chosen=rules.beyond_transfer)
        self.officers = ChoiceField(
            _("职务人员转让"), _told(_OFFICERS), chosen=rules.officers.value if rules.officers else ""
        )
        self.cap = QuantityField(_("每人最多持有"), hint=_("股；不限留空"), amount=rules.cap or None)
        self.cap_part = RateField(
            _("每人最多占这类股份"), required=False, hint=_("%；不限留空"), rate=rules.cap_part or None
        )
        self.beyond_cap = ChoiceField(_("超过上限时"), _told(_BEYOND), chosen=rules.beyond_cap)
        self.ends = DateField(_("期限到"), hint=_("如扶贫股；没有期限留空"), day=rules.ends)
        self.ends.edit.setPlaceholderText("")
        self.beyond_end = ChoiceField(_("到期后再取得时"), _told(_BEYOND), chosen=rules.beyond_end)
        self.group("", [self.label, self.par])
        self.group(
            _("章程规定"),
            [
                self.transfer,
                self.beyond_transfer,
                self.officers,
                self.voice,
                self.ends,
                self.beyond_end,
                self.cap,
                self.cap_part,
                self.beyond_cap,
            ],
        )

    def make(self) -> DefineShareClass:
        code = self._held.code if self._held is not None else ""
        label, par = self.label.value() or "", self.par.value() or Money(0)
        return DefineShareClass(share_class=ShareClass(code, label, par, self._rules()), seen=self._seen)

    def _rules(self) -> ClassRules:
        officers = self.officers.value()
        return ClassRules(
            transfer=self.transfer.value() or TransferRule.FREE,
            beyond_transfer=self.beyond_transfer.value() or Breach.REFUSE,
            officers=Breach(officers) if officers else None,
            cap=self.cap.value() or ZERO,
            cap_part=self.cap_part.value() or ZERO,
            beyond_cap=self.beyond_cap.value() or Breach.REFUSE,
            ends=self.ends.value(),
            beyond_end=self.beyond_end.value() or Breach.REFUSE,
            voice=self.voice.value() or Voice.VOTES,
        )


def _told(choices: Sequence[tuple[T, str]]) -> list[tuple[T, str]]:
    return [(thing, _(words)) for thing, words in choices]


def rule_words(rules: ClassRules) -> str:
    """What a class lays down besides its price, in a few words; nothing where it binds nobody."""
    said = []
    if rules.transfer is not TransferRule.FREE:
        said.append(_(dict(_TRANSFERS)[rules.transfer]))
    if rules.officers is not None:
        said.append(_("职务人员不得转让"))
    if rules.cap:
        said.append(_("每人最多 {cap} 股").format(cap=format_quantity(rules.cap)))
    if rules.cap_part:
        said.append(_("每人最多占 {part}").format(part=format_percent(rules.cap_part)))
    if rules.ends is not None:
        said.append(_("到 {day} 为止").format(day=rules.ends.isoformat()))
    if rules.voice is Voice.NONE:
        said.append(_("没有表决权"))
    return mark("；").join(said)


class ClassesSection(Section):
    """The table of classes; Enter or F2 amends the one under the cursor."""

    def __init__(self, shell: Shell, page: PageFrame) -> None:
        super().__init__()
        self._shell, self._page = shell, page
        self.act = Act(ADD, self.add)
        self._seen: int | None = None
        self.model: SequenceModel[ClassRow] = SequenceModel(COLUMNS, identity="code")
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
        classes = self._shell.desk.coop.share_classes()
        self.model.set_rows(
            tuple(ClassRow(each.code, each.label, each.par, rule_words(each.rules), each) for each in classes)
        )

    def add(self) -> None:
        """Ask for a new class and add it."""
        self._shell.carry_out(ClassForm(seen=self._seen), self._page, self._saved)

    def amend(self) -> None:
        """Ask for another label or par value of the class under the cursor."""
        row = self.table.current_row()
        if row is not None:
            self._shell.carry_out(ClassForm(held=row.share_class, seen=self._seen), self._page, self._saved)

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
