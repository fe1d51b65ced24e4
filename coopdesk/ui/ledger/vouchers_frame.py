"""How the view of vouchers is laid out: periods and list, the voucher with what can be done with it, its files.

Parts and their places alone. Where there is not room for list and voucher beside each other one of them shows.
"""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from coopdesk.i18n import N_, _
from coopdesk.ui.frame import actions
from coopdesk.ui.frame.actions import Action
from coopdesk.ui.kit import room, theme
from coopdesk.ui.kit.attachments import AttachmentsList
from coopdesk.ui.kit.buttons import button
from coopdesk.ui.kit.keys import has_focus_within
from coopdesk.ui.kit.page import side_by_side
from coopdesk.ui.kit.table import DataTable
from coopdesk.ui.kit.tokens import SPACE_IN
from coopdesk.ui.ledger.panes import LedgerPane
from coopdesk.ui.ledger.periods import PeriodChooser
from coopdesk.ui.ledger.sheet import VoucherSheet

NEW = Action("new-voucher", N_("新凭证"), "Ctrl+N", "add", N_("录入一张新凭证"))
TEMPLATES = Action("voucher-templates", N_("模板"), "Ctrl+T", "template", N_("从模板录入，只填日期和金额"))
POST = Action("post-voucher", N_("登记并继续"), "Ctrl+Return", "check", N_("记账，接着录下一张"))
SAVE_DRAFT = Action("save-draft", N_("存草稿"), "", "save", N_("先存下来，以后再改、再记账（Ctrl+S）"))
CHECK = Action("check-draft", N_("审核"), "", "check", N_("看过无误；改动后须重新审核"))
VOID = Action("void-draft", N_("作废"), "", "", N_("作废这张草稿"))
LEAVE = Action("leave-entry", N_("放弃"), "", "", N_("不要已填的内容"))
COPY = Action("copy-voucher", N_("复制"), "Ctrl+D", "copy", N_("照这张凭证录一张新的"))
PRINT = Action("print-voucher", N_("打印"), "Ctrl+P", "papers", N_("打印这张凭证"))
REVERSE = Action("reverse", N_("红字冲销"), "", "refresh")
TO_OTHER = Action("to-other", N_("看冲销的另一张"), "", "transfer")
TO_SOURCE = Action("to-source", N_("看业务单据"), "", "open")
FILES = Action("voucher-files", N_("附件文件"), "", "document")
TO_LIST = Action("to-voucher-list", N_("凭证列表"), "Esc", "", N_("回到凭证列表"))
_FILES_HEIGHT = 150
_LIST, _BOTH = 350, 1010
"""Pixels at the smallest type that the list needs, and both beside each other; with less one of them shows."""
_AT_LEFT = (FILES, TO_SOURCE, TO_OTHER)
_AT_RIGHT = (VOID, LEAVE, CHECK, REVERSE, COPY, PRINT, SAVE_DRAFT, POST)
_KEYED = (NEW, TEMPLATES, COPY, PRINT, POST)
Slots = Mapping[str, Callable[[], object]]
"""By the name of an action: what does it."""
Buttons = dict[str, QPushButton]


class VouchersFrame(LedgerPane):
    """The parts of the view, each in its place; ``buttons`` by the names of their actions."""

    def __init__(self, table: DataTable, sheet: VoucherSheet, periods: PeriodChooser, slots: Slots) -> None:
        super().__init__()
        self.table, self.sheet, self.periods = table, sheet, periods
        self.files = AttachmentsList(_("凭证附件"))
        self.buttons: Buttons = {}
        self._on_sheet = True
        self._make_buttons(slots)
        self._lay_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @property
    def _narrow(self) -> bool:
        size = theme.current().text_size
        needed = self.voucher_side.minimumSizeHint().width() + size.scaled(_LIST)
        return self.width() < max(size.scaled(_BOTH), needed)

    def _fit(self) -> None:
        """Where there is not room for both, the list or the voucher."""
        narrow = self._narrow
        self.table.setVisible(not narrow or not self._on_sheet)
        self.voucher_side.setVisible(not narrow or self._on_sheet)
        self._back.setVisible(narrow and self._on_sheet)
        self.periods.setVisible(not narrow or not self._on_sheet)

    def _turn_to_sheet(self) -> None:
        self._on_sheet = True
        in_list = has_focus_within(self.table)
        self._fit()
        if in_list and self.table.isHidden():
            self.sheet.grid.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _to_list(self) -> None:
        """To the list, where the cursor stands on what is shown; what is typed stays."""
        self._on_sheet = False
        self._fit()
        self.table.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_buttons(self, slots: Slots) -> None:
        for action in (NEW, TEMPLATES, *_AT_LEFT, *_AT_RIGHT):
            kind = "primary" if action is POST else ""
            keys_in = self if action in _KEYED else None
            self.buttons[action.name] = button(action, slots[action.name], kind, keys_in)
        self.buttons[FILES.name].setCheckable(True)

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(SPACE_IN)
        top = QHBoxLayout()
        top.setSpacing(SPACE_IN)
        self._back = button(TO_LIST, self._to_list)
        top.addWidget(self._back)
        top.addWidget(self.periods)
        top.addStretch(1)
        for action in (TEMPLATES, NEW):
            top.addWidget(self.buttons[action.name])
        box.addLayout(top)
        self.voucher_side = QWidget()
        column = QVBoxLayout(self.voucher_side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_IN)
        column.addWidget(self.sheet, 1)
        self.files.setFixedHeight(theme.current().text_size.scaled(_FILES_HEIGHT))
        self.files.hide()
        column.addWidget(self.files)
        column.addWidget(self._act_row())
        self.table.set_empty(
            _("这些日子没有凭证。\n录入的凭证列在这里：日期、字号、摘要和金额；草稿排在最前面。")
        )
        box.addWidget(side_by_side(self.table, self.voucher_side, (32, 68)), 1)
        actions.key(TO_LIST, self._to_list, self.voucher_side)
        for look in (theme.changed(), room.changed()):
            look.changed.connect(self._fit)

    def _act_row(self) -> QWidget:
        self._acts = QWidget()
        row = QHBoxLayout(self._acts)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_IN)
        for action in _AT_LEFT:
            row.addWidget(self.buttons[action.name])
        row.addStretch(1)
        for action in _AT_RIGHT:
            row.addWidget(self.buttons[action.name])
        return self._acts
