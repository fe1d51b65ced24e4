"""Prints 股权证: the holder and the shares, then what changed and what was distributed, with room to go on by hand.

Takes frozen figures and computes nothing but places.
"""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from coopdesk.domain.quantity import Quantity
from coopdesk.reports.pdf.cells import Align, Box, amount_text, put
from coopdesk.reports.pdf.faces import Style
from coopdesk.reports.pdf.flow import SIGNATURES, Flow
from coopdesk.reports.pdf.flow_form import Entry, FlowForm
from coopdesk.reports.pdf.flow_table import FlowTable, Row, sum_row
from coopdesk.reports.pdf.output import check_target, deliver
from coopdesk.reports.pdf.tables import Column
from coopdesk.services.distribution.papers.certificate import (
    CertificateFigures,
    ChangeRow,
    DividendRow,
    PersonRow,
)
from coopdesk.services.members.papers.register import shares_text
from coopdesk.services.progress import Progress

_TITLE = "股权证"
_TEXT = 9.0
_FREE_ROWS = 4
"""So many empty lines follow the changes and the dividends, to be filled in by hand until it is printed again."""
_FREE = "\N{IDEOGRAPHIC SPACE}"


def write_certificate(
    figures: CertificateFigures, target: Path, printed_on: date, progress: Progress | None = None
) -> Path:
    """Writes the paper as PDF and returns its path.

    `progress` is told after every page and may raise `Cancelled`; then, as after any error, nothing is left behind.
    Raises `EnvironmentFault`.
    """
    check_target([target])
    marks = "　".join(figures.marks)
    head = f"{_TITLE}　证号 {figures.number}" + (f"　{marks}" if marks else "")
    flow = Flow(
        f"{figures.coop} {head}",
        printed_on,
        head,
        draft=False,
        sample=figures.sample,
        witness=figures.witness,
    )
    flow.title(figures.coop, _TITLE)
    _draw_number(flow, figures)
    FlowForm(flow).draw([*_holder(figures), *_coop(figures)])
    _draw_held(flow, figures)
    if figures.persons:
        flow.heading("户内人员")
        FlowTable(flow, _person_columns(flow), _TEXT).draw([_person(each) for each in figures.persons])
    flow.heading("股份变动记录")
    FlowTable(flow, _change_columns(flow, figures), _TEXT).draw(_changes(figures), progress)
    flow.heading("分红记录")
    FlowTable(flow, _dividend_columns(flow), _TEXT).draw(_dividends(figures.dividends))
    flow.heading("发证记录")
    FlowTable(flow, _event_columns(flow), _TEXT).draw([Row(each) for each in figures.events])
    flow.notes(figures.notes, following=SIGNATURES)
    flow.signed_by((("理事长", figures.chair), ("经办人", figures.prepared_by)), f"{figures.printed}打印")
    return deliver(flow.finish(), target)


def _draw_number(flow: Flow, figures: CertificateFigures) -> None:
    """The number at the left, the marks at the right, under the title."""
    line = Box(flow.left, flow.top - 16, flow.width, 16)
    put(flow.stream, line, f"证号：{figures.number}　　发证日期：{figures.issued}", Style.SERIF, 10.5)
    if figures.marks:
        put(flow.stream, line, "　".join(figures.marks), Style.SERIF_BOLD, 12, Align.RIGHT)
    flow.top -= 22


def _holder(figures: CertificateFigures) -> list[Entry]:
    wide = {"持有人", "持有人（户）", "村组、住所"}
    return [Entry(label, text, wide=label in wide) for label, text in figures.facts]


def _coop(figures: CertificateFigures) -> list[Entry]:
    return [
        Entry("发证单位", f"{figures.coop}（盖章）", wide=True, least=44),
        Entry("信用代码", figures.credit_code, wide=True),
        Entry("单位地址", figures.address, wide=True),
    ]


def _draw_held(flow: Flow, figures: CertificateFigures) -> None:
    flow.heading(f"所持股份（截至{figures.as_at}）")
    width = flow.width / 3
    columns = (
        Column(("股份种类",), width, Align.LEFT),
        *(Column((title,), width, Align.RIGHT, Style.SANS) for title in ("发证时（股）", "现有（股）")),
    )
    rows = [Row((row.label, shares_text(row.at_issue), shares_text(row.now))) for row in figures.held]
    FlowTable(flow, columns, _TEXT).draw(
        [*rows, sum_row("合计", shares_text(figures.at_issue), shares_text(figures.total))]
    )
    words = f"（大写：{figures.in_words}）" if figures.in_words else ""
    flow.paragraph(f"出资额：{amount_text(figures.capital)} 元{words}")


def _person_columns(flow: Flow) -> tuple[Column, ...]:
    parts = (("姓名", 0.22), ("与户主关系", 0.14), ("证件号码", 0.22), ("各类股份", 0.24))
    rest = 1 - sum(part for _title, part in parts)
    return (
        *(Column((title,), flow.width * part, Align.LEFT) for title, part in parts),
        Column(("出资额（元）",), flow.width * rest, Align.RIGHT, Style.SANS),
    )


def _person(row: PersonRow) -> Row:
    paid = "—" if row.capital is None else amount_text(row.capital)
    return Row((row.name, row.relation, row.identity, row.shares, paid))


def _change_columns(flow: Flow, figures: CertificateFigures) -> tuple[Column, ...]:
    kind = [("股份种类", 0.1)] if figures.labelled else []
    parts = (
        ("日期", 0.115),
        ("登记号", 0.08),
        ("事由", 0.19),
        *kind,
        ("增减（股）", 0.125),
        ("结余（股）", 0.125),
    )
    rest = 1 - sum(part for _title, part in parts)
    figure = {"增减（股）", "结余（股）"}
    return (
        *(
            Column(
                (title,),
                flow.width * part,
                Align.RIGHT if title in figure else Align.LEFT,
                Style.SANS if title in figure else Style.SERIF,
            )
            for title, part in parts
        ),
        Column(("凭据",), flow.width * rest * 0.64, Align.LEFT),
        Column(("经办",), flow.width * rest * 0.36),
    )


def _changes(figures: CertificateFigures) -> list[Row]:
    width = 8 if figures.labelled else 7
    return [*(_change(row, figures.labelled) for row in figures.changes), *_free_rows(width)]


def _change(row: ChangeRow, labelled: bool) -> Row:
    kind = (row.label,) if labelled else ()
    sign = "+" if row.change > 0 else "\N{MINUS SIGN}"
    change = f"{sign}{shares_text(Quantity(abs(row.change)))}"
    figures = (change, shares_text(row.balance))
    return Row((row.day, f"{row.number:,}", row.matter, *kind, *figures, row.document, ""))


def _dividend_columns(flow: Flow) -> tuple[Column, ...]:
    parts = (
        ("年度", 0.09),
        ("股数", 0.12),
        ("每股（元）", 0.13),
        ("应发（元）", 0.15),
        ("扣税（元）", 0.12),
        ("实发（元）", 0.15),
    )
    rest = 1 - sum(part for _title, part in parts)
    return (
        *(
            Column((title,), flow.width * part, Align.RIGHT if title != "年度" else Align.CENTRE, Style.SANS)
            for title, part in parts
        ),
        Column(("发放日期",), flow.width * rest * 0.54),
        Column(("领取人签名",), flow.width * rest * 0.46),
    )


def _dividends(rows: Sequence[DividendRow]) -> list[Row]:
    found = [
        Row(
            (
                row.year,
                "—" if row.shares is None else shares_text(row.shares),
                *(
                    "—" if amount is None else amount_text(amount)
                    for amount in (row.per_share, row.gross, row.tax, row.net)
                ),
                row.paid,
                "",
            )
        )
        for row in rows
    ]
    return [*found, *_free_rows(8)]


def _event_columns(flow: Flow) -> tuple[Column, ...]:
    parts = (("日期", 0.14), ("办理", 0.12), ("原因", 0.44), ("凭据", 0.3))
    return tuple(Column((title,), flow.width * part, Align.LEFT) for title, part in parts)


def _free_rows(width: int) -> list[Row]:
    return [Row((_FREE, *("" for _cell in range(width - 1)))) for _row in range(_FREE_ROWS)]
