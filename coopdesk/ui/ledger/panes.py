"""What a view of the page is, and which there are. A view shows only where it is listed.

A new view is a widget of `LedgerPane` and one line in `PANES`; its module is imported when it is first opened.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from coopdesk.i18n import N_

if TYPE_CHECKING:
    # Only names here: what a pane does loads when it is opened.
    from coopdesk.services.command import Command
    from coopdesk.ui.frame.shell import Shell
    from coopdesk.ui.kit.page import PageFrame


class LedgerPane(QWidget):
    """One view. ``said`` is the sentence under the page's title while it shows; `state_changed` when it is another."""

    state_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.said = ""

    def reload(self) -> None:
        """Read and show everything anew."""

    def stop_reading(self) -> None:
        """Read nothing more beside the window."""

    def unsaved(self) -> str:
        """What would be lost if the pane went now, in a word or two; empty for nothing."""
        return ""

    def rescue(self) -> "Command | None":
        """The command that saves what is unsaved; None where nothing can be."""
        return None

    def open_thing(self, reference: str) -> None:
        """Go to the thing of that reference, as after a search."""

    @property
    def place(self) -> str:
        """What `open_thing` needs to come back to what shows now."""
        return ""

    def take_focus(self) -> None:
        """Put the cursor where the work begins."""

    def say_state(self, sentence: str) -> None:
        """Let this be the sentence under the title."""
        self.said = sentence
        self.state_changed.emit()


@dataclass(frozen=True)
class PaneSpec:
    """One view: its key in references, its title (marked with `N_`), and how it is made."""

    key: str
    title: str
    make: "Callable[[Shell, PageFrame], LedgerPane]"


def _vouchers(shell: "Shell", page: "PageFrame") -> LedgerPane:
    from coopdesk.ui.ledger.vouchers_pane import VouchersPane

    return VouchersPane(shell, page)


def _books(shell: "Shell", page: "PageFrame") -> LedgerPane:
    from coopdesk.ui.ledger.books_pane import BooksPane

    return BooksPane(shell, page)


def _statements(shell: "Shell", page: "PageFrame") -> LedgerPane:
    from coopdesk.ui.ledger.statements_pane import StatementsPane

    return StatementsPane(shell, page)


def _accounts(shell: "Shell", page: "PageFrame") -> LedgerPane:
    from coopdesk.ui.ledger.accounts_pane import AccountsPane

    return AccountsPane(shell, page)


def _close(shell: "Shell", page: "PageFrame") -> LedgerPane:
    from coopdesk.ui.ledger.close_pane import ClosePane

    return ClosePane(shell, page)


PANES: tuple[PaneSpec, ...] = (
    PaneSpec("vouchers", N_("凭证"), _vouchers),
    PaneSpec("books", N_("账簿"), _books),
    PaneSpec("statements", N_("报表"), _statements),
    PaneSpec("close", N_("结账"), _close),
    PaneSpec("accounts", N_("科目表"), _accounts),
)
