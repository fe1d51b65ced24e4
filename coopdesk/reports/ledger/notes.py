"""Prints 会计报表附注: nine parts with their headings, tables, and empty fields for what no record shows.

Takes frozen figures and computes nothing but places.
"""

from datetime import date
from pathlib import Path

from coopdesk.reports.ledger.books import draw_table
from coopdesk.reports.pdf.flow import SIGNATURES, Flow, Outline
from coopdesk.reports.pdf.flow_form import Entry, FlowForm
from coopdesk.reports.pdf.output import check_target, deliver
from coopdesk.services.ledger.papers.notes import Blank, NotesFigures
from coopdesk.services.paper_table import PaperTable
from coopdesk.services.ports import Progress

_TITLE = "会计报表附注"
_LABEL, _BLANK, _ROUND = 118.0, 58.0, 16.0


def write_notes(
    figures: NotesFigures, target: Path, printed_on: date, progress: Progress | None = None
) -> Path:
    """Writes the notes as PDF and returns its path.

    `progress` is told after every part and may raise `Cancelled`; then, as after any error, nothing is left behind.
    Raises `EnvironmentFault`.
    """
    check_target([target])
    head, title = figures.head, f"{figures.year}年度{_TITLE}"
    flow = Flow(
        f"{head.coop} {title}",
        printed_on,
        title,
        draft=False,
        sample=head.sample,
        witness=head.witness,
        outline=Outline(contents_from=0),
    )
    flow.title(head.coop, title)
    for place, part in enumerate(figures.parts, start=1):
        last = place == len(figures.parts)
        flow.heading(part.title, following=_BLANK + _ROUND + SIGNATURES if last else None)
        for item in part.items:
            if isinstance(item, str):
                flow.paragraph(item)
            elif isinstance(item, PaperTable):
                draw_table(flow, item)
            else:
                _draw_blank(flow, item)
        if progress is not None:
            progress(place, len(figures.parts))
    flow.signed_by(
        (("单位负责人", head.chair), ("会计主管", head.chief), ("制表", head.accountant)), head.printed
    )
    return deliver(flow.finish(), target)


def _draw_blank(flow: Flow, blank: Blank) -> None:
    FlowForm(flow, _LABEL).draw([Entry(blank.label, "", wide=True, least=_BLANK)])
