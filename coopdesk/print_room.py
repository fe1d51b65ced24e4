"""Which writer makes which paper: from a plan, resolved or proposed, to a PDF file, for window and command line alike.

ReportLab and the faces are loaded by the first paper, not by a start.
"""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coopdesk.services.distribution.papers.catalogue import PaperKind

if TYPE_CHECKING:
    from coopdesk.services.distribution.loss_plan import LossPlan
    from coopdesk.services.distribution.plan import FrozenPlan
    from coopdesk.services.distribution.proposal import Proposal
    from coopdesk.services.ports import Progress

    Printable = FrozenPlan | Proposal | LossPlan

_Writer = Callable[[Any, Path, date, "Progress | None"], list[Path]]
"""Takes what `write_paper` was given for its kind of paper."""


def write_paper(
    kind: PaperKind,
    plan: "Printable",
    target: Path,
    printed_on: date,
    progress: "Progress | None" = None,
) -> list[Path]:
    """Write a paper as PDF and return its files: one, but for slips past twenty thousand.

    The papers of a resolved plan take the frozen plan, the 草案 takes the proposal, 亏损处理方案 the loss plan.

    Raises ``PaperError`` for what no paper can show, ``EnvironmentFault`` for what the disk refuses, and passes on the
    ``Cancelled`` of ``progress``; then nothing is left behind.
    """
    return _WRITERS[kind](plan, target, printed_on, progress)


def _slips(layout: str) -> _Writer:
    def write(plan: "FrozenPlan", target: Path, printed_on: date, progress: "Progress | None") -> list[Path]:
        from coopdesk.reports.distribution.slips import write_slips
        from coopdesk.services.distribution.papers.slip import build_slips

        return write_slips(build_slips(plan), target, layout, printed_on, progress)

    return write


def _sign_off(plan: "FrozenPlan", target: Path, printed_on: date, progress: "Progress | None") -> list[Path]:
    from coopdesk.reports.distribution.sign_off import write_sign_off
    from coopdesk.services.distribution.papers.sign_off import build_sign_off

    return [write_sign_off(build_sign_off(plan), target, printed_on, progress)]


def _notice(plan: "FrozenPlan", target: Path, printed_on: date, progress: "Progress | None") -> list[Path]:
    """The notice as it is posted from the day of the resolution on."""
    from coopdesk.reports.distribution.notice import write_notice
    from coopdesk.services.distribution.papers.notice import build_notice

    return [write_notice(build_notice(plan, plan.resolution.day), target, printed_on, progress)]


def _proposal(
    proposal: "Proposal", target: Path, printed_on: date, progress: "Progress | None"
) -> list[Path]:
    from coopdesk.reports.distribution.proposal import write_proposal
    from coopdesk.services.distribution.papers.proposal import build_proposal
    from coopdesk.wording import finding_in_chinese

    return [write_proposal(build_proposal(proposal, finding_in_chinese), target, printed_on, progress)]


def _loss_plan(plan: "LossPlan", target: Path, printed_on: date, progress: "Progress | None") -> list[Path]:
    from coopdesk.reports.distribution.loss_plan import write_loss_plan
    from coopdesk.services.distribution.papers.loss import build_loss_plan

    return [write_loss_plan(build_loss_plan(plan, printed_on), target, printed_on, progress)]


_WRITERS: Mapping[PaperKind, _Writer] = {
    PaperKind.SLIPS_A5: _slips("a5"),
    PaperKind.SLIPS_3UP: _slips("3up"),
    PaperKind.SLIPS_TRACTOR: _slips("241x93"),
    PaperKind.SIGN_OFF: _sign_off,
    PaperKind.NOTICE: _notice,
    PaperKind.PROPOSAL: _proposal,
    PaperKind.LOSS_PLAN: _loss_plan,
}
