"""语言、字号、主题: how the window looks on this PC, in force at once and remembered; the book knows nothing of it."""

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout

from coopdesk.i18n import _
from coopdesk.ui.frame.shell import Shell
from coopdesk.ui.kit.fields import ChoiceField
from coopdesk.ui.kit.page import PageFrame
from coopdesk.ui.kit.tokens import TextSize, Theme
from coopdesk.ui.settings.section import Section
from coopdesk.ui.settings.sheet import Sheet


class LooksSection(Section):
    """Three choices, each taken the moment it is made."""

    def __init__(self, shell: Shell, page: PageFrame, unsaved: Callable[[], str]) -> None:
        super().__init__()
        self._shell, self._page, self._unsaved = shell, page, unsaved
        chosen = shell.preferences
        sheet = Sheet(_("语言和外观"), _("选好立即生效，只对这台电脑有效，不写进账套。法定报表一律用中文。"))
        self.language = ChoiceField(
            _("语言"), [("zh_CN", "中文（简体）"), ("en", "English")], chosen=chosen.language, required=False
        )
        self.text_size = ChoiceField(
            _("字号"),
            [(TextSize.SMALL, _("小")), (TextSize.MEDIUM, _("中")), (TextSize.LARGE, _("大"))],
            chosen=chosen.text_size,
            required=False,
        )
        self.theme = ChoiceField(
            _("主题"),
            [(Theme.LIGHT, _("浅色")), (Theme.DARK, _("深色"))],
            chosen=chosen.theme,
            required=False,
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
        kept = self._shell.preferences
        chosen = (self.language.value(), self.text_size.value(), self.theme.value())
        if chosen == (kept.language, kept.text_size, kept.theme):
            return
        if name := self._unsaved():
            self._show_kept()
            self._page.show_warning(_("“{name}”有改动尚未保存；请先保存，再换语言或外观。").format(name=name))
            return
        kept.language = chosen[0] or kept.language
        kept.text_size = chosen[1] or kept.text_size
        kept.theme = chosen[2] or kept.theme
        if not kept.save():
            self._page.show_warning(_("只在这次有效：设置文件写不进去。请检查用户文件夹是否只读。"))
        self._shell.preferences_changed.emit()

    def _show_kept(self) -> None:
        kept = self._shell.preferences
        self.language.choose(kept.language)
        self.text_size.choose(kept.text_size)
        self.theme.choose(kept.theme)
