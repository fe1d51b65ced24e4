"""The first step: a file is chosen, dropped or pasted, and what it is is said."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout

from coopdesk.domain.errors import DomainError
from coopdesk.i18n import N_, _
from coopdesk.ui.frame.actions import Action
from coopdesk.ui.frame.shell import Shell
from coopdesk.ui.importing.model import ImportModel
from coopdesk.ui.importing.step import ImportStep
from coopdesk.ui.importing.words import file_words
from coopdesk.ui.kit import dialogs
from coopdesk.ui.kit.buttons import button
from coopdesk.ui.kit.cards import Card, label, set_text
from coopdesk.ui.kit.tokens import SPACE_IN

CHOOSE = Action("choose-source", N_("选择文件…"), "Ctrl+O", "open")
PASTE = Action(
    "paste-source", N_("粘贴表格"), "Ctrl+V", "copy", N_("导入从 Excel、WPS 或网页复制的各行，连同表头")
)
EMPTY = Action(
    "empty-workbook", N_("另存空白填写表…"), "", "template", N_("一张带表头、下拉选项和填写示例的空表")
)
_KINDS = "(*.xlsx *.xlsm *.xls *.et *.csv *.txt)"


class FileStep(ImportStep):
    """Where the sheet comes from."""

    def __init__(self, shell: Shell, model: ImportModel) -> None:
        super().__init__(
            model,
            _("文件"),
            _(
                "选成员名册的文件：自己的 Excel 或 WPS 表（xlsx、xls、et）、银行和平台导出的 csv 都可以，"
                "不必改成规定的格式。也可以把文件拖到这里。"
            ),
        )
        self._shell = shell
        self.setAcceptDrops(True)
        self.choose = button(CHOOSE, self._choose, "primary", keys_in=self)
        self.paste = button(PASTE, self._paste, keys_in=self)
        self.form = button(EMPTY, self._save_form)
        row = QHBoxLayout()
        row.setSpacing(SPACE_IN)
        for made in (self.choose, self.paste, self.form):
            row.addWidget(made)
        row.addStretch(1)
        self.body.addLayout(row)
        self.card = Card()
        self.called = label("", "coop")
        self.said = label("", "muted", wrap=True)
        self.card.body.addWidget(self.called)
        self.card.body.addWidget(self.said)
        self.card.hide()
        self.body.addWidget(self.card)
        self.body.addStretch(1)
        model.failed.connect(lambda _error: self._show())

    def show_understood(self) -> None:
        self.message.hide()
        self._show()
        if self.model.remembered:
            self.message.say("done", _("表头和上次导入的一样，各列已照上次的办法填好。"))

    def check(self) -> None:
        if self.model.source is None:
            raise DomainError("import.no_file")

    @property
    def is_ready(self) -> bool:
        return self.model.source is not None

    def first_focus(self) -> None:
        self.choose.setFocus(Qt.FocusReason.OtherFocusReason)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() or event.mimeData().hasText():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        data = event.mimeData()
        files = [url.toLocalFile() for url in data.urls() if url.isLocalFile()]
        event.acceptProposedAction()
        if files:
            self.model.open_file(Path(files[0]))
        elif data.hasText():
            self.model.paste(data.text())

    def _show(self) -> None:
        source = self.model.source
        self.card.setVisible(source is not None)
        if source is not None:
            set_text(self.called, source.name)
            set_text(self.said, file_words(source))

    def _choose(self) -> None:
        chosen = dialogs.choose_file(self, _("选择要导入的文件"), _("表格") + f" {_KINDS}")
        if chosen is not None:
            self.model.open_file(chosen)

    def _paste(self) -> None:
        self.model.paste(QGuiApplication.clipboard().text())

    def _save_form(self) -> None:
        target = dialogs.save_file(
            self, _("另存空白填写表"), _("Excel 工作簿") + " (*.xlsx)", _("成员填写表") + ".xlsx"
        )
        if target is not None:
            classes, backend = self.model.classes, self._shell.backend
            self._shell.jobs.submit(
                _("正在写填写表"),
                lambda _progress: backend.write_empty_workbook(classes, target),
                lambda path: self.message.say("done", _("已写好 {path}").format(path=path)),
                self.say_failure,
            )
