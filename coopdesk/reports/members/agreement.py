"""Prints 股权转让协议 and 股份赠与协议: the parties, the shares, the terms, and lines to sign.

Takes frozen figures and computes nothing but places.
"""

from datetime import date
from pathlib import Path

from coopdesk.reports.pdf.cells import Align, amount_text
from coopdesk.reports.pdf.faces import Style
from coopdesk.reports.pdf.flow import Flow
from coopdesk.reports.pdf.flow_form import Entry, FlowForm
from coopdesk.reports.pdf.flow_table import FlowTable, Row
from coopdesk.reports.pdf.output import check_target, deliver
from coopdesk.reports.pdf.tables import Column
from coopdesk.services.members.papers.agreement import AgreementFigures
from coopdesk.services.members.papers.register import shares_text
from coopdesk.services.ports import Progress

_TEXT = 9.5
_SIGNING = 54.0


def write_agreement(
    figures: AgreementFigures, target: Path, printed_on: date, progress: Progress | None = None
) -> Path:
    """Writes the paper as PDF and returns its path; `progress` is told at the end. Raises `EnvironmentFault`."""
    check_target([target])
    flow = Flow(
        f"{figures.coop} {figures.title}",
        printed_on,
        f"{figures.title}　{figures.number}",
        draft=False,
        sample=figures.sample,
        witness=figures.witness,
    )
    flow.title(figures.coop, figures.title)
    form = FlowForm(flow, 92)
    for party in figures.parties:
        wide = {party.facts[0][0], party.facts[-1][0]}
        entries = [Entry(label, text, wide=label in wide) for label, text in party.facts]
        form.draw([Entry(party.title, entries[0].text, wide=True), *entries[1:]])
    flow.paragraph(figures.opening)
    parts = ("股数（股）", "每股出资额（元）", "对应出资额（元）")
    columns = (
        Column(("股份种类",), flow.width * 0.28, Align.LEFT),
        *(Column((title,), flow.width * 0.24, Align.RIGHT, Style.SANS) for title in parts),
    )
    rows = [
        Row((row.label, shares_text(row.shares), amount_text(row.par), amount_text(row.amount)))
        for row in figures.moved
    ]
    FlowTable(flow, columns, _TEXT).draw(rows)
    for article in figures.articles:
        flow.paragraph(article)
    form.draw(
        [
            Entry(f"{role}（签名）", name, wide=True, least=_SIGNING, foot="年　　月　　日")
            for role, name in figures.signing
        ],
        together=True,
    )
    if progress is not None:
        progress(1, 1)
    return deliver(flow.finish(), target)
