"""Where things stand on a 分红单: one a page of A5, three on A4 with cut lines, or one on continuous paper.

What every slip of a run repeats (rules, labels, names of the lines) is drawn once as a form; the figures of one member
go on top of it. Takes frozen figures and computes nothing but places.
"""

from dataclasses import dataclass
from functools import lru_cache

from coopdesk.reports.pdf.cells import Align, Box, amount_text, put
from coopdesk.reports.pdf.document import A4_HEIGHT, A4_WIDTH, A5_HEIGHT, MM
from coopdesk.reports.pdf.errors import PaperError
from coopdesk.reports.pdf.faces import Style
from coopdesk.reports.pdf.qr import qr_image
from coopdesk.reports.pdf.stream import ContentStream
from coopdesk.services.distribution.papers.slip import NO_BASIS, SlipFigures

LEFT = 32.0
_WIDTH = A4_WIDTH - 2 * LEFT
PAGE_MARGIN = 8.0
TRACTOR_WIDTH = 241 * MM
TRACTOR_HEIGHT = 93.1 * MM
_FEED_HOLES = 16 * MM
"""The strips with the feed holes are 12 mm wide; the rest is for a printer that stands a little off."""

_TRACTOR_TEXT = TRACTOR_WIDTH - 2 * _FEED_HOLES
_PAD = 9.0
_HEADS = ("项目", "计算依据", "金额（元）")
_SUMS = ("应发合计", "代扣个人所得税", "实发金额")
_FIELDS = (("单号：", "成员编号：", "姓名："), ("证件：", "账号：", "股份："))
_SMALLEST_ROW = 8.0
_SEAL_GAP = 22.0


@dataclass(frozen=True, slots=True)
class SlipShape:
    """The measures of one size of slip, in points from its top (drops) or its bottom (the foot)."""

    height: float
    text: float
    coop_size: float
    coop_drop: float
    title_size: float
    title_drop: float
    field_drop: float
    field_step: float
    table_drop: float
    row: float
    foot: float
    foot_first: float
    foot_step: float
    qr_side: float
    qr_bottom: float
    code_size: float
    code_drop: float
    seal: float
    page_width: float = A4_WIDTH
    left: float = LEFT
    columns: tuple[float, ...] = (0.0, 150.0, 308.0, _WIDTH)
    table: tuple[float, ...] = (0.0, 172.0, _WIDTH - 122.0, _WIDTH)

    @property
    def width(self) -> float:
        """From the left edge of what is printed to its right edge."""
        return self.page_width - 2 * self.left

    @property
    def right(self) -> float:
        """The right edge of what is printed, in points from the left edge of the page."""
        return self.page_width - self.left

    def row_height(self, figures: SlipFigures) -> float:
        """Height of a table row; `paper.too_many_lines` when the lines leave none that can be read."""
        room = self.height - self.table_drop - self.foot
        rows = 1 + len(figures.lines) + len(_SUMS)
        if room / rows < _SMALLEST_ROW:
            most = int(room / _SMALLEST_ROW) - 1 - len(_SUMS)
            raise PaperError(
                "paper.too_many_lines", member=figures.member, lines=len(figures.lines), most=most
            )
        return min(self.row, room / rows)


A5 = SlipShape(
    height=A5_HEIGHT, text=11, coop_size=14, coop_drop=42, title_size=19, title_drop=68, field_drop=97, field_step=20,
    table_drop=129, row=27, foot=130, foot_first=100, foot_step=23, qr_side=70, qr_bottom=42, code_size=8,
    code_drop=19, seal=42,
)  # fmt: skip
THIRD = SlipShape(
    height=(A4_HEIGHT - 2 * PAGE_MARGIN) / 3, text=9, coop_size=11.5, coop_drop=22, title_size=14.5, title_drop=41,
    field_drop=60, field_step=14.5, table_drop=82, row=17.5, foot=88, foot_first=68, foot_step=18, qr_side=52,
    qr_bottom=26, code_size=7, code_drop=14.5, seal=30,
)  # fmt: skip
TRACTOR = SlipShape(
    height=TRACTOR_HEIGHT, text=9.5, coop_size=12, coop_drop=26, title_size=14.5, title_drop=45, field_drop=63,
    field_step=14.5, table_drop=84, row=17, foot=82, foot_first=64, foot_step=17.5, qr_side=50, qr_bottom=26,
    code_size=7.5, code_drop=12, seal=29, page_width=TRACTOR_WIDTH, left=_FEED_HOLES,
    columns=(0.0, 168.0, 350.0, _TRACTOR_TEXT), table=(0.0, 190.0, _TRACTOR_TEXT - 128.0, _TRACTOR_TEXT),
)  # fmt: skip

FrameKey = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class _Slot:
    """A place for one text of a slip."""

    box: Box
    style: Style
    size: float
    align: Align = Align.LEFT


def frame_key(figures: SlipFigures) -> FrameKey:
    """Slips with the same key share one frame."""
    labels = tuple(line.label for line in figures.lines)
    heads = (figures.coop, figures.year, figures.resolution, figures.prepared_by, figures.reviewed_by)
    return (*heads, figures.sample, figures.witness, bool(figures.tax_basis), labels)


def draw_frame(stream: ContentStream, shape: SlipShape, figures: SlipFigures) -> None:
    """Everything that slips of one key have in common, with the slip's lower left corner at the origin."""
    _draw_heading(stream, shape, figures)
    _draw_labels(stream, shape)
    _draw_table(stream, shape, figures)
    _draw_foot(stream, shape, figures)


def draw_figures(stream: ContentStream, shape: SlipShape, figures: SlipFigures, bottom: float) -> None:
    """The figures of one member over a frame whose lower edge stands at `bottom`."""
    height = shape.row_height(figures)
    texts = _texts(figures)
    for slot, text in zip(_slots(shape, height, len(figures.lines), bottom), texts, strict=True):
        put(stream, slot.box, text, slot.style, slot.size, slot.align)
    x, y = shape.right - shape.qr_side, bottom + shape.qr_bottom
    stream.mask(x, y, shape.qr_side, qr_image(figures.digits))


def _texts(figures: SlipFigures) -> list[str]:
    """What changes from slip to slip, in the order of `_slots`."""
    texts = [figures.number, figures.member_number, figures.member_name, figures.identity, figures.account]
    texts.append("、".join(figures.shares))
    for line in figures.lines:
        texts += (line.basis, amount_text(line.amount))
    texts += (
        amount_text(figures.gross),
        figures.tax_basis,
        amount_text(figures.tax),
        figures.in_words,
        amount_text(figures.net),
    )
    texts.append(f"核对码 {figures.check_code}")
    return texts


@lru_cache(maxsize=64)
def _slots(shape: SlipShape, height: float, lines: int, bottom: float) -> tuple[_Slot, ...]:
    """Where the texts of a slip with so many lines stand."""
    slots = [_field_slot(shape, row, column, bottom) for row in (0, 1) for column in (0, 1, 2)]
    size = _row_size(shape, height)
    last = lines + len(_SUMS)
    for row in range(1, last + 1):
        styles = (Style.SERIF_BOLD, Style.SANS_BOLD) if row == last else (Style.SERIF, Style.SANS)
        if row != lines + 1:
            slots.append(_Slot(_cell(shape, height, row, 1, bottom), styles[0], size))
        slots.append(_Slot(_cell(shape, height, row, 2, bottom), styles[1], size, Align.RIGHT))
    middle = bottom + shape.qr_bottom - shape.code_drop + shape.code_size * 0.37
    code = Box(shape.right - 150, middle - shape.code_size, 150, 2 * shape.code_size)
    return (*slots, _Slot(code, Style.SERIF, shape.code_size, Align.RIGHT))


def _field_slot(shape: SlipShape, row: int, column: int, bottom: float) -> _Slot:
    middle = bottom + shape.height - shape.field_drop - row * shape.field_step + shape.text * 0.37
    indent = len(_FIELDS[row][column]) * shape.text
    width = shape.columns[column + 1] - shape.columns[column] - indent - (4 if column < 2 else 0)
    left = shape.left + shape.columns[column] + indent
    box = Box(left, middle - shape.field_step / 2 + 1, width, shape.field_step - 2)
    return _Slot(box, Style.SERIF_BOLD if (row, column) == (0, 2) else Style.SERIF, shape.text)


def _draw_heading(stream: ContentStream, shape: SlipShape, figures: SlipFigures) -> None:
    y = shape.height - shape.coop_drop
    name = Box(shape.left, y - shape.coop_size * 0.4, shape.width, shape.coop_size * 1.6)
    put(stream, name, figures.coop, Style.SERIF_BOLD, shape.coop_size, Align.CENTRE)
    title = f"{figures.year} 年度分红单"
    y = shape.height - shape.title_drop
    stream.centred(shape.page_width / 2, y, title, Style.SERIF_BOLD, shape.title_size, spacing=2)
    if figures.sample:
        stream.right(shape.right, y, "示例，人物均为虚构", Style.SERIF, shape.code_size)


def _draw_labels(stream: ContentStream, shape: SlipShape) -> None:
    for row, labels in enumerate(_FIELDS):
        y = shape.height - shape.field_drop - row * shape.field_step
        for column, label in enumerate(labels):
            stream.text(shape.left + shape.columns[column], y, label, Style.SERIF, shape.text)


def _draw_table(stream: ContentStream, shape: SlipShape, figures: SlipFigures) -> None:
    height = shape.row_height(figures)
    top = shape.height - shape.table_drop
    labels = (_HEADS[0], *(line.label for line in figures.lines), *_SUMS)
    bottom = top - height * len(labels)
    stream.frame(shape.left, bottom, shape.width, top - bottom)
    for row in range(1, len(labels)):
        stream.line(shape.left, top - row * height, shape.right, top - row * height)
    for column in shape.table[1:3]:
        stream.line(shape.left + column, top, shape.left + column, bottom)
    size = _row_size(shape, height)
    for row, label in enumerate(labels):
        bold = row in (0, len(labels) - 1)
        box = _cell(shape, height, row, 0, 0.0)
        put(stream, box, label, Style.SERIF_BOLD if bold else Style.SERIF, size)
    head = (_cell(shape, height, 0, 1, 0.0), _cell(shape, height, 0, 2, 0.0))
    put(stream, head[0], _HEADS[1], Style.SERIF_BOLD, size)
    put(stream, head[1], _HEADS[2], Style.SERIF_BOLD, size, Align.RIGHT)
    for row in (len(labels) - 3, *(() if figures.tax_basis else (len(labels) - 2,))):
        put(stream, _cell(shape, height, row, 1, 0.0), NO_BASIS, Style.SERIF, size)


def _row_size(shape: SlipShape, height: float) -> float:
    return min(shape.text, int(height * 66) / 100)


def _cell(shape: SlipShape, height: float, row: int, column: int, bottom: float) -> Box:
    top = bottom + shape.height - shape.table_drop - row * height
    width = shape.table[column + 1] - shape.table[column]
    return Box(shape.left + shape.table[column] + _PAD, top - height + 1.5, width - 2 * _PAD, height - 3)


def _draw_foot(stream: ContentStream, shape: SlipShape, figures: SlipFigures) -> None:
    seal_x = shape.right - shape.qr_side - _SEAL_GAP - shape.seal
    seal_y = shape.qr_bottom + shape.qr_side / 2
    stream.dashed_circle(seal_x, seal_y, shape.seal)
    stream.centred(seal_x, seal_y - shape.text * 0.35, "盖章处", Style.SERIF, shape.text, 0.5, 2)
    room = seal_x - shape.seal - 12 - shape.left
    people = f"制单：{figures.prepared_by}　　　复核：{figures.reviewed_by}"
    for row, text in enumerate((f"依据：{figures.resolution}", people)):
        middle = shape.foot_first - row * shape.foot_step + shape.text * 0.37
        box = Box(shape.left, middle - shape.foot_step / 2, room, shape.foot_step)
        put(stream, box, text, Style.SERIF, shape.text)
    _draw_signature(stream, shape, room)
    if figures.witness:
        y = shape.qr_bottom - shape.code_drop
        stream.text(shape.left, y, figures.witness, Style.SANS, shape.code_size - 1)


def _draw_signature(stream: ContentStream, shape: SlipShape, room: float) -> None:
    """The line to sign on and the line for the date."""
    y = shape.foot_first - 2 * shape.foot_step
    sign, day = "领款人（签字、按手印）：", "日期："
    signed_from = shape.left + len(sign) * shape.text
    day_at = shape.left + room - len(day) * shape.text - 5.5 * shape.text
    stream.text(shape.left, y, sign, Style.SERIF, shape.text)
    stream.line(signed_from, y - 2, day_at - shape.text, y - 2)
    stream.text(day_at, y, day, Style.SERIF, shape.text)
    stream.line(day_at + len(day) * shape.text, y - 2, shape.left + room, y - 2)
