"""Prints 入社申请书 on upright A4: filled in as far as the roll knows, with room to write, sign and resolve.

Takes frozen figures and computes nothing but places.
"""

from datetime import date
from pathlib import Path

from coopdesk.reports.pdf.cells import Align, amount_text
from coopdesk.reports.pdf.faces import Style
from coopdesk.reports.pdf.flow import Flow
from coopdesk.reports.pdf.flow_form import Entry, FlowForm
from coopdesk.reports.pdf.flow_table import FlowTable, Row, sum_row
from coopdesk.reports.pdf.output import check_target, deliver
from coopdesk.reports.pdf.tables import Column
from coopdesk.services.members.papers.application import ApplicationFigures
from coopdesk.services.members.papers.register import shares_text
from coopdesk.services.ports import Progress

_TITLE = "入社申请书"
_TEXT = 9.5
_WIDE = {"申请人", "村组、住所", "农民身份证明", "收款账户"}
_OPINION, _SIGNING = 62.0, 46.0
_CLERK = "经办人：　　　　　　　　"


def write_application(
    figures: ApplicationFigures, target: Path, printed_on: date, progress: Progress | None = None
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
    flow.paragraph(
        f"{figures.coop}：本人（本单位）了解并承认贵社章程，自愿申请加入，按章程出资、参加活动，"
        "享有章程规定的权利，履行章程规定的义务。现将有关情况填报如下："
    )
    form = FlowForm(flow, 84)
    form.draw([Entry(label, text, wide=label in _WIDE) for label, text in figures.facts])
    if figures.persons:
        flow.heading("户内人员")
        FlowTable(flow, _person_columns(flow), _TEXT).draw([Row(person) for person in figures.persons])
    flow.heading("入社时认购的股份")
    _draw_taken(flow, figures)
    flow.paragraph("以上填报属实。填报有误或者情况变化的，本人（本单位）及时告知贵社。")
    form.draw(
        [
            Entry("申请人签章", "", wide=True, least=_SIGNING, foot=f"申请日期：{figures.applied}"),
            Entry("理事会意见", "", wide=True, least=_OPINION, foot="年　　月　　日"),
            Entry("成员大会决议", figures.resolution, wide=True, least=_OPINION),
            Entry(
                "登记",
                f"自{figures.joined}起登记为本社成员。",
                wide=True,
                least=_SIGNING,
                foot=_CLERK,
            ),
        ],
        together=True,
    )
    if progress is not None:
        progress(1, 1)
    return deliver(flow.finish(), target)


def _person_columns(flow: Flow) -> tuple[Column, ...]:
    parts = (("姓名", 0.4), ("与户主关系", 0.2), ("证件号码", 0.4))
    return tuple(Column((title,), flow.width * part, Align.LEFT) for title, part in parts)


def _draw_taken(flow: Flow, figures: ApplicationFigures) -> None:
    parts = ("股数（股）", "每股出资额（元）", "认购额（元）")
    columns = (
        Column(("股份种类",), flow.width * 0.28, Align.LEFT),
        *(Column((title,), flow.width * 0.24, Align.RIGHT, Style.SANS) for title in parts),
    )
    rows = [
        Row((row.label, shares_text(row.shares), amount_text(row.par), amount_text(row.amount)))
        for row in figures.taken
    ]
    blank = Row(("", "", "", ""))
    total = sum_row("合计", shares_text(figures.shares), "", amount_text(figures.amount))
    FlowTable(flow, columns, _TEXT).draw([*(rows or [blank]), total])
    if figures.in_words:
        flow.paragraph(f"认购额合计（大写）：{figures.in_words}")
