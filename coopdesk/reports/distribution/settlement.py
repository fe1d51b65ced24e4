"""Prints 退社结算单: what is owed figure by figure, the instalments or room to write them, and lines to sign.

Takes frozen figures and computes nothing but places.
"""

from datetime import date
from pathlib import Path

from coopdesk.reports.pdf.cells import Align, amount_text
from coopdesk.reports.pdf.faces import Style
from coopdesk.reports.pdf.flow import SIGNATURES, Flow
from coopdesk.reports.pdf.flow_form import Entry, FlowForm
from coopdesk.reports.pdf.flow_table import FlowTable, Row, sum_row
from coopdesk.reports.pdf.output import check_target, deliver
from coopdesk.reports.pdf.tables import Column
from coopdesk.services.distribution.papers.settlement import SettlementFigures
from coopdesk.services.progress import Progress

_TITLE = "退社结算单"
_TEXT = 9.5
_WIDE = {"姓名（名称）", "股份去向"}
_ROOM, _SIGNING = 52.0, 48.0


def write_settlement(
    figures: SettlementFigures, target: Path, printed_on: date, progress: Progress | None = None
) -> Path:
    """Writes the paper as PDF and returns its path; `progress` is told at the end. Raises `EnvironmentFault`."""
    check_target([target])
    flow = Flow(
        f"{figures.coop} {_TITLE}",
        printed_on,
        _TITLE,
        draft=False,
        sample=figures.sample,
        witness=figures.witness,
    )
    flow.title(figures.coop, _TITLE)
    form = FlowForm(flow, 84)
    form.draw([Entry(label, text, wide=label in _WIDE) for label, text in figures.facts])
    flow.paragraph(figures.opening)
    FlowTable(flow, _columns(flow), _TEXT).draw(
        [
            *(Row((*words, amount_text(amount))) for *words, amount in figures.lines),
            sum_row("应付合计（1＋2－3＋4）", amount_text(figures.owed)),
        ]
    )
    flow.paragraph(f"应付合计（大写）：{figures.in_words}")
    if figures.terms:
        flow.heading("分期支付", level=5)
        FlowTable(flow, _term_columns(flow), _TEXT).draw(
            [Row((due, *map(amount_text, amounts))) for due, *amounts in figures.terms]
        )
    flow.notes(figures.notes)
    room = [] if figures.terms else [Entry("支付方式和期限", "", wide=True, least=_ROOM)]
    signed = Entry("领款人签章", figures.leaver, wide=True, least=_SIGNING, foot="年　　月　　日")
    form.draw([*room, signed], together=True)
    flow.need(SIGNATURES)
    flow.signed_by(
        (("理事长", figures.chair), ("财务", figures.finance_officer), ("制单", figures.prepared_by)),
        f"{figures.printed}制单",
    )
    if progress is not None:
        progress(1, 1)
    return deliver(flow.finish(), target)


def _columns(flow: Flow) -> tuple[Column, ...]:
    return (
        Column(("项",), flow.width * 0.07),
        Column(("项目",), flow.width * 0.29, Align.LEFT),
        Column(("计算依据",), flow.width * 0.42, Align.LEFT),
        Column(("金额（元）",), flow.width * 0.22, Align.RIGHT, Style.SANS),
    )


def _term_columns(flow: Flow) -> tuple[Column, ...]:
    figures = ("应付（元）", "已付（元）", "未付（元）")
    return (
        Column(("到期日",), flow.width * 0.28),
        *(Column((title,), flow.width * 0.24, Align.RIGHT, Style.SANS) for title in figures),
    )
