"""Buttons made from actions: an icon and a word, the keys in the tooltip, one look for each kind."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QAbstractButton, QPushButton, QWidget

from coopdesk.i18n import _
from coopdesk.ui.frame import actions
from coopdesk.ui.frame.actions import Action
from coopdesk.ui.kit import theme
from coopdesk.ui.kit.icons import icon, icon_size

_ICON_COLOURS = {"primary": "on_accent", "link": "accent", "": "secondary"}


def button(
    action: Action, slot: Callable[[], object], kind: str = "", keys_in: QWidget | None = None
) -> QPushButton:
    """A push button for an action; `kind` is `primary`, `link` or plain; `keys_in` is where its shortcut works."""
    made = QPushButton(_(action.text))
    made.setProperty("kind", kind)
    made.setToolTip(action.tooltip())
    made.setAccessibleName(_(action.text))
    made.setAutoDefault(False)
    if action.icon:
        keep_icon(made, action.icon, _ICON_COLOURS.get(kind, "secondary"))
    made.clicked.connect(lambda _checked=False: slot())
    if keys_in is not None:
        actions.key(action, made.click, keys_in)
    return made


def link(text: str, slot: Callable[[], object]) -> QPushButton:
    """A word to click, in the accent colour, for a way out of a sentence or a row."""
    made = QPushButton(text)
    made.setProperty("kind", "link")
    made.setAccessibleName(text)
    made.setAutoDefault(False)
    made.clicked.connect(lambda _checked=False: slot())
    return made


class _IconKeeper(QObject):
    """Redraws the icon of a button in the colours and size of a new look."""

    def __init__(self, owner: QAbstractButton, name: str, colour: str, selected: str | None) -> None:
        super().__init__(owner)
        self._button, self._name, self._colour, self._selected = owner, name, colour, selected
        theme.changed().changed.connect(self.draw)
        self.draw()

    def draw(self) -> None:
        self._button.setIcon(icon(self._name, self._colour, self._selected))
        self._button.setIconSize(icon_size())


def keep_icon(
    owner: QAbstractButton, name: str, colour: str = "secondary", selected: str | None = None
) -> None:
    """Give a button the named icon in a colour of the palette, through every change of the look."""
    _IconKeeper(owner, name, colour, selected)
