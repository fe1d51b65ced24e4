"""设置: the sections at the left, one of them at the right, its one primary act at the top."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from coopdesk.i18n import N_, _
from coopdesk.services.command import Command, Topic
from coopdesk.ui.frame import actions
from coopdesk.ui.frame.actions import Action
from coopdesk.ui.frame.shell import Shell
from coopdesk.ui.kit import theme
from coopdesk.ui.kit.buttons import keep_icon
from coopdesk.ui.kit.keys import arrows_change
from coopdesk.ui.kit.page import PageFrame, scrolling
from coopdesk.ui.kit.refusing import Refusable, first_refused
from coopdesk.ui.kit.tab_order import set_visual_tab_order, visual_order
from coopdesk.ui.kit.tokens import SPACE_CARD, SPACE_IN
from coopdesk.ui.settings.classes import ClassesSection
from coopdesk.ui.settings.coop import DetailsSection
from coopdesk.ui.settings.copies import BackupSection
from coopdesk.ui.settings.details import CharterSheet, CoopSheet
from coopdesk.ui.settings.journal import JournalSection
from coopdesk.ui.settings.looks import LooksSection
from coopdesk.ui.settings.section import Act, Section

_INPUTS = (QLineEdit, QComboBox, QAbstractItemView)
SECTIONS: tuple[tuple[str, str, str], ...] = (
    ("coop", N_("合作社"), "home"),
    ("charter", N_("章程参数"), "resolution"),
    ("classes", N_("股份类别"), "certificate"),
    ("looks", N_("语言和外观"), "eye"),
    ("backup", N_("备份"), "backup"),
    ("journal", N_("操作日志"), "todo"),
)
"""Key, name and icon of every section, in order."""


class SettingsPage(PageFrame):
    """The settings. `open_thing` takes the key of a section, and after a colon what to open in it."""

    topics = frozenset(Topic)  # whatever is done stands in the journal

    def __init__(self, shell: Shell) -> None:
        super().__init__(_("设置"))
        self._shell = shell
        self.sections = self._made()
        self.choices: dict[str, QPushButton] = {}
        self.acts: dict[str, QPushButton] = {}
        self._sentences: dict[str, str] = {}
        self._stack = QStackedWidget()
        self.open_key = ""
        self._fill()
        self.show_section(SECTIONS[0][0])

    def reload(self) -> None:
        for section in self.sections.values():
            section.show_book()

    def open_thing(self, reference: str) -> None:
        key, _colon, thing = reference.partition(":")
        if key in self.sections:
            self.show_section(key)
            self.sections[key].open_thing(thing)

    @property
    def place(self) -> str:
        return self.open_key

    def take_focus(self) -> None:
        """Put the cursor into the section that shows, or on its act where it has no fields."""
        set_visual_tab_order(self)
        inside = visual_order(self._stack.currentWidget() or self)
        typed = (w for w in inside if isinstance(w, _INPUTS) and not arrows_change(w))
        starts = [*typed, *self.acts.values(), self.choices[self.open_key]]
        first = next((w for w in starts if w.isVisibleTo(self) and w.isEnabled()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def unsaved(self) -> str:
        """The name of the first section with text that is not saved yet, empty if there is none."""
        names = {key: _(title) for key, title, _icon in SECTIONS}
        return next((names[key] for key, section in self.sections.items() if section.touched), "")

    def refused_field(self) -> Refusable | None:
        """Only the section that shows: each is saved by itself."""
        return first_refused(self._stack.currentWidget() or self)

    def rescue(self) -> Command | None:
        """Saves the first section with text that is not saved yet."""
        commands = (section.rescue() for section in self.sections.values() if section.touched)
        return next((command for command in commands if command is not None), None)

    def show_section(self, key: str) -> None:
        """Show one section and its act."""
        self.open_key = key
        self.message.hide()
        self.choices[key].setChecked(True)
        self._stack.setCurrentIndex(list(self.sections).index(key))
        for name, button in self.acts.items():
            button.setVisible(name == key)
        self._show_sentence()

    def _made(self) -> dict[str, Section]:
        shell = self._shell
        return {
            "coop": DetailsSection(shell, self, CoopSheet()),
            "charter": DetailsSection(shell, self, CharterSheet()),
            "classes": ClassesSection(shell, self),
            "looks": LooksSection(shell, self, self.unsaved),
            "backup": BackupSection(shell, self),
            "journal": JournalSection(shell, self),
        }

    def _fill(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(SPACE_CARD)
        row.addWidget(self._list())
        row.addWidget(self._stack, 1)
        self.body.addLayout(row, 1)
        for key, section in self.sections.items():
            self._stack.addWidget(_scrolled(section))
            section.state_changed.connect(partial(self._says, key))
            if section.act is not None:
                self.acts[key] = self._act_button(section, section.act)
        for shortcut in {section.act.action.shortcut for section in self.sections.values() if section.act}:
            actions.key(Action("act", "", shortcut), partial(self._act_by_key, shortcut), self)

    def _act_button(self, section: Section, act: Act) -> QPushButton:
        # Sections share keys (Ctrl+S), so the page holds each once and gives it to the section that shows.
        made = self.add_action(replace(act.action, shortcut=""), act.do, primary=True)
        made.setToolTip(act.action.tooltip())
        section.ready_changed.connect(made.setEnabled)
        return made

    def _act_by_key(self, shortcut: str) -> None:
        act = self.sections[self.open_key].act
        if act is not None and act.action.shortcut == shortcut:
            self.acts[self.open_key].click()

    def _list(self) -> QFrame:
        frame = QFrame()
        frame.setProperty("role", "card")
        frame.setAccessibleName(_("设置项目"))
        box = QVBoxLayout(frame)
        box.setContentsMargins(SPACE_IN, SPACE_IN, SPACE_IN, SPACE_IN)
        box.setSpacing(2)
        for key, title, icon in SECTIONS:
            self.choices[key] = self._choice(key, title, icon)
            box.addWidget(self.choices[key])
        box.addStretch(1)
        return frame

    def _choice(self, key: str, title: str, icon: str) -> QPushButton:
        made = QPushButton(_(title))
        made.setProperty("kind", "nav")
        made.setCheckable(True)
        made.setAutoExclusive(True)
        made.setAccessibleName(_(title))
        keep_icon(made, icon, "secondary", "accent")
        made.setMinimumWidth(theme.current().text_size.scaled(132))
        made.clicked.connect(lambda _checked=False: self.show_section(key))
        return made

    def _says(self, key: str, sentence: str) -> None:
        self._sentences[key] = sentence
        self._show_sentence()

    def _show_sentence(self) -> None:
        usual = _("合作社资料和章程参数写进账套；外观只对这台电脑有效。")
        self.set_state(self._sentences.get(self.open_key) or usual)


def _scrolled(section: QWidget) -> QWidget:
    column = QVBoxLayout()
    column.addWidget(section)
    return scrolling(column)
