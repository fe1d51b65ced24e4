"""The roll as files: members that come from Excel, the receipts of what came, and the book given out."""

from PySide6.QtGui import QGuiApplication

from coopdesk.i18n import N_, _
from coopdesk.services.command import Changes
from coopdesk.ui.frame import actions
from coopdesk.ui.frame.actions import Action
from coopdesk.ui.frame.shell import Shell
from coopdesk.ui.kit.page import PageFrame
from coopdesk.ui.kit.table import DataTable

IMPORT = Action(
    "import", N_("导入"), "Ctrl+Shift+I", "open", N_("从 Excel、WPS 或 csv 文件，或粘贴的表格导入成员")
)
EXPORT = Action(
    "export", N_("导出"), "Ctrl+Shift+O", "save", N_("把成员、股份、成员账户和交易存成一个 Excel 文件")
)
IMPORTS = Action("imports", N_("导入记录"), "", "document", N_("看以前的导入，整批撤销"))
_PASTE = Action("paste-members", N_("粘贴成员"), "Ctrl+V")


class RollFiles:
    """The acts of the members' page that read or write files."""

    def __init__(self, shell: Shell, page: PageFrame) -> None:
        self._shell, self._page = shell, page
        page.add_action(IMPORTS, self.show_imports)
        page.add_action(EXPORT, self.export)
        page.add_action(IMPORT, self.import_members)

    def take_pasted(self, table: DataTable) -> None:
        """Let rows that are pasted into the roll come in by the import, with the same checks."""
        actions.key(_PASTE, lambda: self.import_members(QGuiApplication.clipboard().text()), table)

    def import_members(self, pasted: str = "") -> None:
        """从 Excel 导入: the accountant's own sheet, step by step; a table that was copied is there already."""
        from coopdesk.ui.importing.wizard import ImportWizard
        from coopdesk.ui.kit import dialogs

        if self._page.stopped():
            return
        changes = dialogs.run_wizard(ImportWizard(self._shell, self._page, pasted), self._page)
        if changes is not None:
            self._say_imported(changes)

    def show_imports(self) -> None:
        """导入记录: the receipts of all imports, each of which can be taken back as a whole."""
        from coopdesk.ui.importing.receipts import ReceiptsForm

        receipts = self._shell.desk.members.imports()
        if not receipts:
            self._page.show_warning(_("还没有导入过。"))
            return
        done = _("导入已整批撤销")
        form = ReceiptsForm(receipts)
        self._shell.carry_out(form, self._page, lambda _changes: self._page.show_done(done))

    def export(self) -> None:
        """导出: the book as a workbook, whose sheet of members can be imported as it is."""
        from coopdesk.ui.kit import dialogs

        desk, backend = self._shell.desk, self._shell.backend
        name = _("成员与股份 {day}").format(day=desk.today.isoformat())
        kind = _("Excel 工作簿")
        target = dialogs.save_file(self._page, _("导出到"), f"{kind} (*.xlsx)", f"{name}.xlsx")
        if target is not None:
            self._shell.work(
                _("正在导出"),
                lambda progress: backend.write_book(desk, target, progress),
                self._page,
                lambda path: self._page.show_saved(_("已导出到 {place}").format(place=path), path),
            )

    def _say_imported(self, changes: Changes) -> None:
        receipts = self._shell.desk.members.imports()
        receipt = next((each for each in receipts if str(each.number) == changes.reference), None)
        if receipt is not None:
            words = _("第 {number} 号导入已完成：新增 {members} 名成员，改动 {changed} 名。")
            said = words.format(
                number=receipt.number, members=f"{receipt.members:,}", changed=f"{receipt.changed:,}"
            )
            self._page.show_done(said, (IMPORTS, self.show_imports))
