"""Prints 会计凭证封面: a cover of 245 × 150 mm to a lying A4 sheet, with the corners to cut along.

Takes frozen figures and computes nothing but places.
"""

from datetime import date
from pathlib import Path

from coopdesk.reports.pdf.cells import Align, Box, put
from coopdesk.reports.pdf.document import A4_HEIGHT, A4_WIDTH, MM, PaperDocument
from coopdesk.reports.pdf.errors import PaperError
from coopdesk.reports.pdf.faces import Style
from coopdesk.reports.pdf.output import check_target, deliver
from coopdesk.reports.pdf.stream import ContentStream
from coopdesk.services.ledger.papers.cover import Cover, CoverFigures
from coopdesk.services.ports import Progress

_TITLE = "会计凭证封面"
_WIDTH, _HEIGHT = 245 * MM, 150 * MM
_LEFT, _BOTTOM = (A4_HEIGHT - _WIDTH) / 2, (A4_WIDTH - _HEIGHT) / 2
_BINDING = 24 * MM
_CORNER = 14.0
_ROW = 32.0


def write_covers(
    figures: CoverFigures, target: Path, printed_on: date, progress: Progress | None = None
) -> Path:
    """Writes the covers as PDF and returns its path.

    `progress` is told after every cover and may raise `Cancelled`; then, as after any error, nothing is left behind.
    Raises `PaperError` (`paper.no_vouchers`) and `EnvironmentFault`.
    """
    if not figures.covers:
        raise PaperError("paper.no_vouchers", which=figures.said)
    check_target([target])
    document = PaperDocument(f"{figures.head.coop} {_TITLE}", printed_on, A4_HEIGHT, A4_WIDTH)
    for place, cover in enumerate(figures.covers, start=1):
        stream = document.stream()
        _draw(stream, figures, cover)
        document.add_page(stream)
        if progress is not None:
            progress(place, len(figures.covers))
    return deliver(document.finish(), target)


def _draw(stream: ContentStream, figures: CoverFigures, cover: Cover) -> None:
    _corners(stream)
    left, right = _LEFT + _BINDING, _LEFT + _WIDTH - 12 * MM
    width, top = right - left, _BOTTOM + _HEIGHT
    middle = (left + right) / 2
    stream.dashed(_LEFT + _BINDING - 12, _BOTTOM + 12, _LEFT + _BINDING - 12, top - 12)
    stream.centred(middle, top - 50, "会计凭证", Style.SERIF_BOLD, 26, spacing=10)
    stream.centred(middle, top - 74, cover.month, Style.SERIF, 14)
    rows = (
        (("单位名称", figures.head.coop),),
        (("凭证种类", cover.kind), ("册　　数", f"本月共 {cover.volumes} 册　本册是第 {cover.volume} 册")),
        (("起讫日期", f"{cover.first_day} 至 {cover.last_day}"),),
        (
            ("起讫号码", f"自第 {cover.first} 号至第 {cover.last} 号"),
            ("凭证张数", f"{cover.vouchers:,} 号　共 {cover.sheets:,} 张"),
        ),
        (("附件张数", f"{cover.attachments:,} 张"), ("装订日期", "")),
        (("附　　记", ""),),
    )
    y = table_top = top - 94
    for row in rows:
        y -= _ROW
        share = width / len(row)
        for place, (label, text) in enumerate(row):
            x = left + place * share
            put(stream, Box(x + 4, y, 76, _ROW), label, Style.SERIF_BOLD, 11.5, Align.CENTRE)
            stream.line(x + 84, y + _ROW, x + 84, y, 0.5)
            put(stream, Box(x + 92, y, share - 100, _ROW), text, Style.SERIF, 12)
            if place:
                stream.line(x, y + _ROW, x, y, 0.5)
        stream.line(left, y, right, y, 0.5)
    stream.frame(left, y, width, table_top - y, 1.1)
    step = width / 3
    for place, (office, name) in enumerate((("会计主管", figures.head.chief), ("复核", ""), ("装订人", ""))):
        x = left + place * step
        put(stream, Box(x, y - 34, step - 12, 20), f"{office}：{name}", Style.SERIF, 12)
    foot = [figures.head.witness, "示例，人物均为虚构" if figures.head.sample else ""]
    stream.text(left, _BOTTOM + 10, "　　".join(filter(None, foot)), Style.SERIF, 7)
    stream.right(right, _BOTTOM + 10, f"{figures.head.printed}打印", Style.SERIF, 7)


def _corners(stream: ContentStream) -> None:
    """Where the sheet is cut."""
    for x, across in ((_LEFT, -1), (_LEFT + _WIDTH, 1)):
        for y, along in ((_BOTTOM, -1), (_BOTTOM + _HEIGHT, 1)):
            stream.line(x, y, x + across * _CORNER, y, 0.3)
            stream.line(x, y, x, y + along * _CORNER, 0.3)
