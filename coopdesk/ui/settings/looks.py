"""语言、字号、主题: how the window looks on this PC, in force at once and remembered; the book knows nothing of it."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout

from coopdesk.i18n import _
from coopdesk.ui.kit.fields import ChoiceField
from coopdesk.ui.kit.page import PageFrame
from coopdesk.ui.kit.tokens import TextSize, Theme
from coopdesk.ui.settings.section import Section
from coopdesk.ui.settings.sheet import Sheet
from coopdesk.ui.shell import Shell


class LooksSection(Section):
    """Three choices, each taken the moment it is made."""

    def __init__(self, shell: Shell, page: PageFrame) -> None:
        super().__init__()
        self._shell, self._page = shell, page
        chosen = shell.preferences
        sheet = Sheet(_("语言和外观"), _("选好立即生效，只对这台电脑有效，不写进账套。法定报表一律用中文。"))
        self.language = ChoiceField(
            _("语言"), [("zh_CN", "中文（简体）"), ("en", "English")], chosen=chosen.language
        )
        self.text_size = ChoiceField(
            _("字号"),
            [(TextSize.SMALL, _("小")), (TextSize.MEDIUM, _("中")), (TextSize.LARGE, _("大"))],
            chosen=chosen.text_size,
        )
        self.theme = ChoiceField(
            _("主题"), [(Theme.LIGHT, _("浅色")), (Theme.DARK, _("深色"))], chosen=chosen.theme
        )
        sheet.group("", [self.language, self.text_size, self.theme])
        for field in (self.language, self.text_size, self.theme):
            field.changed.connect(self._later)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(sheet)
        box.addStretch(1)

    def show_book(self) -> None:
        """Nothing here is the book's."""

    def _later(self) -> None:
        # The list of choices must have closed before the window is built anew in another language.
        QTimer.singleShot(0, self, self._take)

    def _take(self) -> None:
        chosen = self._shell.preferences
        chosen.language = self.language.value() or chosen.language
        chosen.text_size = self.text_size.value() or chosen.text_size
        chosen.theme = self.theme.value() or chosen.theme
        if not chosen.save():
            self._page.show_warning(
                _("已生效，但设置文件写不进去，下次启动会恢复原样；请检查用户文件夹是否只读。")
            )
        self._shell.preferences_changed.emit()
