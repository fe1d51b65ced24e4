"""What every section of the settings is: a card that shows what the book or the PC holds, and the acts that go with it.

The page shows one section at a time and puts its one primary act at the top.
"""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from coopdesk.services.command import Command
from coopdesk.ui.frame.actions import Action


@dataclass(frozen=True)
class Act:
    """The primary act of a section."""

    action: Action
    do: Callable[[], object]


class Section(QWidget):
    """One section. `state_changed(sentence)` says how it stands, `ready_changed` whether its act can be done."""

    state_changed = Signal(str)
    ready_changed = Signal(bool)
    act: Act | None = None

    @property
    def touched(self) -> bool:
        """Whether something typed here is not saved yet."""
        return False

    def rescue(self) -> Command | None:
        """The command that saves what is touched, None where it cannot be saved as it stands."""
        return None

    def show_book(self) -> None:
        """Read and show what is stored; typed text that is not saved yet stays."""

    def open_thing(self, reference: str) -> None:
        """Go to the thing of that reference within the section; nothing for the empty one."""
