"""导入记录: what was imported, from which file, by whom and when, and taking one back as a whole."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout

from coopdesk.domain.errors import DomainError
from coopdesk.i18n import N_, _, mark
from coopdesk.services.members.commands import TakeBackImport
from coopdesk.services.members.import_values import ImportReceipt
from coopdesk.ui.frame.actions import Action
from coopdesk.ui.kit import dialogs, theme
from coopdesk.ui.kit.columns import Column, Kind
from coopdesk.ui.kit.fields import TextField
from coopdesk.ui.kit.form import FormDialog
from coopdesk.ui.kit.table import DataTable
from coopdesk.ui.kit.table_model import SequenceModel

TAKE_BACK = Action("take-back-import", N_("整批撤销"))
_WIDTH, _HEIGHT = 880, 240


def _when(receipt: ImportReceipt) -> str:
    return f"{receipt.at:%Y-%m-%d %H:%M}" if receipt.at is not None else ""


COLUMNS: tuple[Column[ImportReceipt], ...] = (
    Column("number", N_("号"), Kind.NUMBER, width=50),
    Column("at", N_("时间"), width=130, value=_when),
    Column("person", N_("经办"), width=70),
    Column("file", N_("文件"), width=130, stretch=True),
    Column("sheet", N_("工作表"), width=80),
    Column("members", N_("新增"), Kind.NUMBER, width=60, show_zero=True),
    Column("changed", N_("改动"), Kind.NUMBER, width=60, show_zero=True),
    Column("taken_back", N_("撤销原因"), width=110),
    Column("sha256", N_("文件校验值"), width=150, value=lambda receipt: receipt.sha256[:16]),
)


class ReceiptsForm(FormDialog[TakeBackImport]):
    """The receipts, newest first; the one under the cursor is taken back with a reason.

    The cursor begins at the newest that still stands.
    """

    def __init__(self, receipts: Sequence[ImportReceipt]) -> None:
        super().__init__(
            _("导入记录"),
            _("整批撤销"),
            _(
                "选中一次导入并写明原因，可以整批撤销：它带来的成员作废、股份冲销、改过的资料复原；记录仍然保留。"
            ),
        )
        self.receipts: SequenceModel[ImportReceipt] = SequenceModel(COLUMNS, receipts, "number")
        self.table = DataTable(self.receipts, _("导入记录"), tools=False)
        self.table.setMinimumSize(theme.current().text_size.scaled(_WIDTH), _HEIGHT)
        holder = QVBoxLayout()
        holder.addWidget(self.table)
        self._groups.addLayout(holder)
        self.reason = TextField(_("撤销原因"), required=True)
        self.reason.wide = True
        self.group("", [self.reason])
        standing = (place for place, each in enumerate(receipts) if not each.taken_back)
        self.table.view.put_cursor(next(standing, 0))

    def accept(self) -> None:
        receipt = self.table.current_row()
        if receipt is None or self._confirmed(receipt):
            super().accept()
        else:
            self.result_value = None

    def _confirmed(self, receipt: ImportReceipt) -> bool:
        """Show what will be undone, and ask once more: it is many members at once."""
        changes = [
            (_("来自文件"), f"{receipt.file}{mark('，')}{_when(receipt)}"),
            (_("作废的成员"), _("{n} 名，股份和账户一并冲销").format(n=f"{receipt.members:,}")),
            (_("复原的资料"), _("{n} 名").format(n=f"{receipt.changed:,}")),
        ]
        title = _("整批撤销第 {number} 号导入").format(number=receipt.number)
        sentence = _("撤销以后不能恢复，要再用这些资料须重新导入；记录和原因仍然保留。")
        return dialogs.confirm_sheet(self, title, sentence, changes, TAKE_BACK)

    def make(self) -> TakeBackImport:
        receipt = self.table.current_row()
        if receipt is None:
            raise DomainError("import.none_chosen")
        return TakeBackImport(number=receipt.number, reason=self.reason.value() or "")
