"""What the window needs of the program around it and must not import: opening books, and making papers.

The bootstrap gives one object of this shape once the window stands; building it may load the heavy libraries.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    # Only names here: the window stands before the services are loaded.
    from coopdesk.services.desk import Desk
    from coopdesk.services.loss_plan import LossPlan
    from coopdesk.services.papers.catalogue import PaperKind
    from coopdesk.services.plan import FrozenPlan
    from coopdesk.services.ports import Progress
    from coopdesk.services.proposal import Proposal


class Backend(Protocol):
    """Everything behind the window. Each call may raise EnvironmentFault with what the machine refused."""

    def open_book(self, book: Path) -> "Desk":
        """Open a book that exists."""
        ...

    def new_book(self, book: Path) -> "Desk":
        """Make an empty book at that place and open it."""
        ...

    def sample_book(self, book: Path, progress: "Progress | None" = None) -> "Desk":
        """Make the sample book at that place, complete or open the one that is there.

        `progress` is told how far it is; it raises Cancelled to stop, and what is there can be completed later.
        """
        ...

    def write_paper(
        self,
        kind: "PaperKind",
        plan: "FrozenPlan | Proposal | LossPlan",
        target: Path,
        progress: "Progress | None" = None,
    ) -> list[Path]:
        """Write a paper of a frozen plan, or of a draft for the meeting, as PDF; its files.

        `progress` is told how far it is, and may stop it.
        """
        ...
