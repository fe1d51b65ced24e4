"""What a co-op brings to its distributions: the year's measures and its own schemes, kept as templates.

Connects the cards that ask for them with their forms and commands.
"""

from collections.abc import Callable
from dataclasses import replace

from coopdesk.domain.distribution.measures import MeasureSheet
from coopdesk.domain.distribution.scheme import Scheme
from coopdesk.i18n import N_, _
from coopdesk.services.command import Changes, Command
from coopdesk.services.distribution.commands import (
    KeepTemplate,
    RecordMeasures,
    RenameTemplate,
    WithdrawTemplate,
)
from coopdesk.services.distribution.templates import SchemeTemplate
from coopdesk.ui.distribution.left_side import LeftSide
from coopdesk.ui.distribution.measure_form import MeasureForm
from coopdesk.ui.distribution.measure_rows import Roll
from coopdesk.ui.distribution.measures_card import sheet_text
from coopdesk.ui.frame.actions import Action
from coopdesk.ui.frame.shell import Shell
from coopdesk.ui.kit import dialogs
from coopdesk.ui.kit.fields import TextField
from coopdesk.ui.kit.form import FormDialog
from coopdesk.ui.kit.page import PageFrame

_TAKE_OUT = Action("take-out", N_("撤下"))
_KEEP = Action("keep-it", N_("保留"))
Done = Callable[[str], Callable[[Changes], None]]


class OwnThings:
    """`done(sentence)` makes what happens after a command was carried out; `seen` tells how far the journal went when
    what the page shows was read."""

    def __init__(
        self, page: PageFrame, shell: Shell, left: LeftSide, done: Done, seen: Callable[[], int | None]
    ) -> None:
        self._page, self._shell, self._left, self._done, self._seen = page, shell, left, done, seen
        left.measures.wanted.connect(self.enter)
        left.measures.unwanted.connect(self.take_out)
        left.scheme.keep_wanted.connect(self.keep)
        left.scheme.rename_wanted.connect(self.rename)
        left.scheme.withdraw_wanted.connect(self.withdraw)

    def enter(self, sheet: MeasureSheet | None) -> None:
        """Enter a sheet, or change one."""
        roll = Roll(member for member in self._shell.desk.members.roll() if not member.is_struck)
        form = MeasureForm(self._shell.year, roll, sheet, self._seen())
        self._shell.carry_out(form, self._page, self._done(_("计量已保存")))

    def take_out(self, sheet: MeasureSheet) -> None:
        """Take a sheet out of the year's figures; what was entered stays on record."""
        seen = self._seen()
        question = _("{sheet}不再用于 {year} 年度的分配。").format(sheet=sheet_text(sheet), year=sheet.year)
        if dialogs.confirm_sheet(self._page, _("撤下这张计量"), question, [], _TAKE_OUT, _KEEP):
            self._run(RecordMeasures(sheet=replace(sheet, rows=()), seen=seen), _("计量已撤下"))

    def keep(self, scheme: Scheme) -> None:
        """另存为模板."""
        form = TitleForm(
            _("另存为模板"), _("保存"), "", lambda title: KeepTemplate(title=title, scheme=scheme)
        )
        self._shell.carry_out(form, self._page, self._done(_("已存为模板")))

    def rename(self, template: SchemeTemplate) -> None:
        """Another name for an own template."""
        seen = self._seen()
        form = TitleForm(
            _("模板改名"),
            _("保存"),
            template.title,
            lambda title: RenameTemplate(template=template.id, title=title, seen=seen),
        )
        self._shell.carry_out(form, self._page, self._done(_("模板已改名")))

    def withdraw(self, template: SchemeTemplate) -> None:
        """Take an own template off the list."""
        seen = self._seen()
        question = _("模板“{title}”不再列出；用它起草的方案不受影响。").format(title=template.title)
        if dialogs.confirm_sheet(self._page, _("撤下模板"), question, [], _TAKE_OUT, _KEEP):
            self._run(WithdrawTemplate(template=template.id, seen=seen), _("模板已撤下"))

    def _run(self, command: Command, said: str) -> None:
        self._shell.run(command, self._page, self._done(said))


class TitleForm(FormDialog[Command]):
    """The name of a template."""

    def __init__(self, title: str, accept: str, name: str, make: Callable[[str], Command]) -> None:
        super().__init__(title, accept, _("模板保存分配办法的全部内容，以后各年都可以选用。"))
        self._make = make
        self.name = TextField(_("名称"), required=True, text=name)
        self.group("", [self.name])

    def make(self) -> Command:
        return self._make(self.name.text().strip())
