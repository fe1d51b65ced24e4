"""Ten thousand A5 slips with live QR codes, against the same slip by a plain ReportLab canvas and by fpdf2.

All three show the same fields, texts and rules, set in the same font files, with a QR code made by the same library for
each slip. The two others are used as their manuals show: `drawString` and filled squares on the canvas; `cell`, the
standard way to print text, and `image` in fpdf2. What they need for ten thousand is drawn from a short and a long run;
the program's own figure is of all ten thousand, from the first figure to the file on the disk.
"""

import io
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path

from PIL.Image import Image, frombytes

from coopdesk.domain.capital import capital
from coopdesk.domain.money import Money
from coopdesk.paths import resource
from coopdesk.reports.distribution.slips import write_slips
from coopdesk.reports.pdf.document import A4_WIDTH, A5_HEIGHT
from coopdesk.services.distribution.papers.slip import SlipFigures, SlipLine
from tests.bench.result import Result, at_least, at_most, told

SLIPS = 10_000
CANVAS_RUNS = (300, 2_300)
FPDF_RUNS = (100, 900)
ROUNDS = 2
CELL = 120.0
PRINTED_ON = date(2019, 12, 20)
SURNAMES = (
    "王李张刘陈杨黄赵周吴徐孙朱马胡郭林何高梁郑罗宋谢唐韩曹许邓萧冯曾程蔡彭潘袁于董余苏叶吕魏蒋田杜丁沈姜"
)
GIVEN = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂香玉梅红建国志华春生福贵莲凤琴珍云海燕波宁宏文斌辉鹏林树木山石"
FACES = {
    "serif": "NotoSerifSC-Regular.ttf",
    "serif-bold": "NotoSerifSC-Bold.ttf",
    "sans": "NotoSansSC-Regular.ttf",
    "sans-bold": "NotoSansSC-Bold.ttf",
}

Text = tuple[float, float, str, str, float, str]
"""x and y from the lower left corner, text, face, size, and whether x is its left end, middle or right end."""


def slips(count: int) -> list[SlipFigures]:
    """Made-up slips, each with another name, holding and sum."""
    return [_slip(number) for number in range(1, count + 1)]


def _slip(number: int) -> SlipFigures:
    shares = number % 97 + 1
    net = Money(shares * 2_125_000)
    name = (
        SURNAMES[number % len(SURNAMES)] + GIVEN[number // 7 % len(GIVEN)] + GIVEN[number // 3 % len(GIVEN)]
    )
    return SlipFigures(
        coop="林阁花木种植股份合作社",
        year=2019,
        number=f"2019-{number:04d}",
        member_number=f"F{number:05d}",
        member_name=name,
        identity=f"500108********{number % 10_000:04d}",
        account=f"************{number * 7 % 10_000:04d}",
        shares=(f"普通股 {shares} 股",),
        lines=(
            SlipLine("按股分红", f"{shares} 股 × 20,000.00", Money(shares * 2_000_000)),
            SlipLine("二次返利（供销社让利）", f"100,000.00 × {shares} ÷ 80 股", Money(shares * 125_000)),
        ),
        gross=net,
        tax=Money(0),
        net=net,
        in_words=capital(net),
        resolution="2019年12月20日成员大会决议第1号",
        prepared_by="王会计",
        reviewed_by="李监事",
        check_code=f"{number * 7919 % 32**4:04X}-{number * 104729 % 32**4:04X}",
    )


def texts(slip: SlipFigures) -> Iterator[Text]:
    """Every text of a slip and where it stands."""
    middle = A4_WIDTH / 2
    yield middle, 377.5, slip.coop, "serif-bold", 14, "middle"
    yield middle, 351.5, f"{slip.year} 年度分红单", "serif-bold", 19, "middle"
    labels = ("单号：", "成员编号：", "姓名：", "证件：", "账号：", "股份：")
    values = (slip.number, slip.member_number, slip.member_name, slip.identity, slip.account, slip.shares[0])
    for place, (label, value) in enumerate(zip(labels, values, strict=True)):
        x, y = (32.0, 182.0, 340.0)[place % 3], 322.5 - place // 3 * 20
        yield x, y, label, "serif", 11, "left"
        yield x + 11 * len(label), y, value, "serif-bold" if place == 2 else "serif", 11, "left"
    rows = [("项目", "计算依据", "金额（元）")]
    rows += [(line.label, line.basis, line.amount.grouped) for line in slip.lines]
    rows += [("应发合计", "—", slip.gross.grouped), ("代扣个人所得税", "—", slip.tax.grouped)]
    rows += [("实发金额", slip.in_words, slip.net.grouped)]
    for number, (label, basis, amount) in enumerate(rows):
        y = 272.9 - number * 26.7
        bold = "-bold" if number in (0, len(rows) - 1) else ""
        yield 41, y, label, f"serif{bold}", 11, "left"
        yield 213, y, basis, f"serif{bold}", 11, "left"
        yield 554.2, y, amount, f"sans{bold}" if number else "serif-bold", 11, "right"
    yield 32, 100, f"依据：{slip.resolution}", "serif", 11, "left"
    yield 32, 77, f"制单：{slip.prepared_by}　　　复核：{slip.reviewed_by}", "serif", 11, "left"
    yield 32, 54, "领款人（签字、按手印）：", "serif", 11, "left"
    yield 281, 54, "日期：", "serif", 11, "left"
    yield 429, 73, "盖章处", "serif", 11, "middle"
    yield 563.2, 23, f"核对码 {slip.check_code}", "serif", 8, "right"


def rules() -> Iterator[tuple[float, float, float, float]]:
    """The straight lines of a slip."""
    top, bottom = 290.5, 290.5 - 6 * 26.7
    yield from ((32, top - row * 26.7, 563.2, top - row * 26.7) for row in range(7))
    yield from ((x, top, x, bottom) for x in (32, 204, 441.2, 563.2))
    yield from ((164, 52, 270, 52), (314, 52, 375, 52))


def qr_squares(slip: SlipFigures) -> tuple[bytes, int]:
    """The slip's QR code, a byte a square (0 is dark), and its width in squares."""
    import zxingcpp

    code = slip.digits
    barcode = zxingcpp.create_barcode(code, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    image = barcode.to_image(scale=1, add_quiet_zones=False)
    return bytes(image), image.shape[0]  # type: ignore[call-overload]  # a buffer, untold by the stub


def dark_squares(slip: SlipFigures) -> Iterator[tuple[float, float, float]]:
    """The QR code's dark squares: lower left corner and side."""
    squares, width = qr_squares(slip)
    side = 70 / width
    for row in range(width):
        for column in range(width):
            if not squares[row * width + column]:
                yield 493.2 + column * side, 112 - (row + 1) * side, side


def qr_picture(slip: SlipFigures) -> Image:
    """The QR code as the picture that the documentation of fpdf2 hands to `image`."""
    squares, width = qr_squares(slip)
    return frombytes("L", (width, width), squares)


def by_canvas(figures: list[SlipFigures]) -> bytes:
    """The slips by a plain ReportLab canvas."""
    from reportlab import rl_config
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    rl_config.useA85 = 0
    for face, file in FACES.items():
        if face not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(face, str(resource("fonts", file))))
    made = io.BytesIO()
    canvas = Canvas(made, pagesize=(A4_WIDTH, A5_HEIGHT), pageCompression=1, initialFontName="serif")
    draw = {"left": canvas.drawString, "middle": canvas.drawCentredString, "right": canvas.drawRightString}
    for slip in figures:
        for x, y, text, face, size, end in texts(slip):
            canvas.setFont(face, size)
            draw[end](x, y, text)
        canvas.lines(list(rules()))
        canvas.circle(429, 77, 42)
        squares = canvas.beginPath()
        for x, y, side in dark_squares(slip):
            squares.rect(x, y, side, side)
        canvas.drawPath(squares, stroke=0, fill=1)
        canvas.showPage()
    canvas.save()
    return made.getvalue()


def by_fpdf(figures: list[SlipFigures]) -> bytes:
    """The slips by fpdf2, whose origin is the upper left corner."""
    from fpdf import FPDF

    pdf = FPDF(unit="pt", format=(A4_WIDTH, A5_HEIGHT))
    for face, file in FACES.items():
        pdf.add_font(face, fname=str(resource("fonts", file)))
    aligned = {"left": "L", "middle": "C", "right": "R"}
    before = {"left": 0.0, "middle": CELL / 2, "right": CELL}
    for slip in figures:
        pdf.add_page()
        for x, y, text, face, size, end in texts(slip):
            pdf.set_font(face, size=size)
            pdf.set_xy(x - before[end], A5_HEIGHT - y - size)
            pdf.cell(CELL, size * 1.2, text, align=aligned[end])
        for x1, y1, x2, y2 in rules():
            pdf.line(x1, A5_HEIGHT - y1, x2, A5_HEIGHT - y2)
        pdf.circle(429, A5_HEIGHT - 77, 42)
        pdf.image(qr_picture(slip), 493.2, A5_HEIGHT - 112, 70, 70)
    return bytes(pdf.output())


def by_coopdesk(figures: list[SlipFigures], layout: str = "a5") -> None:
    """The slips by the program itself, to the disk."""
    with tempfile.TemporaryDirectory() as folder:
        write_slips(figures, Path(folder) / "slips.pdf", layout, PRINTED_ON)


def run() -> list[Result]:
    """Measures all three in this process; the memory is read before the others are loaded."""
    figures = slips(SLIPS)
    before = _peak_megabytes()
    start = time.perf_counter()
    by_coopdesk(figures)
    whole = time.perf_counter() - start
    peak = _peak_megabytes()
    own = _seconds(partial(by_coopdesk, figures)) / SLIPS
    canvas = _each_of_all(by_canvas, figures, CANVAS_RUNS)
    fpdf = _each_of_all(by_fpdf, figures, FPDF_RUNS)
    return [
        told("slips: 10,000 on A5 with live QR, by the clock", whole, "s"),
        told("slips: a second", 1 / own, ""),
        at_least("slips: times a plain ReportLab canvas", canvas / own, 3),
        at_least("slips: times fpdf2", fpdf / own, 10),
        at_most("slips: memory at the peak", peak, 250, "MB"),
        told("slips: memory before the run", before, "MB"),
    ]


def _each_of_all(
    make: Callable[[list[SlipFigures]], bytes], figures: list[SlipFigures], runs: tuple[int, int]
) -> float:
    """Seconds for each of ten thousand slips, on the straight line through a short and a long run."""
    few, many = (_seconds(partial(make, figures[:count])) for count in runs)
    each_more = (many - few) / (runs[1] - runs[0])
    return (few + (SLIPS - runs[0]) * each_more) / SLIPS


def _seconds(action: Callable[[], object]) -> float:
    """Processor time of the best of some runs, so that other work on the machine does not tip the ratio."""
    taken = []
    for _ in range(ROUNDS):
        start = time.process_time()
        action()
        taken.append(time.process_time() - start)
    return min(taken)


def _peak_megabytes() -> float:
    """The most memory this process has held so far."""
    if sys.platform == "win32":
        import ctypes

        class Counters(ctypes.Structure):
            _fields_ = [("size", ctypes.c_uint32), ("faults", ctypes.c_uint32)] + [
                (f"field{number}", ctypes.c_size_t) for number in range(8)
            ]

        counters = Counters(size=ctypes.sizeof(Counters))
        ctypes.windll.psapi.GetProcessMemoryInfo(-1, ctypes.byref(counters), counters.size)
        return float(counters.field0) / 2**20
    import resource as limits

    unit = 2**20 if sys.platform == "darwin" else 2**10
    return limits.getrusage(limits.RUSAGE_SELF).ru_maxrss / unit


if __name__ == "__main__":
    for result in run():
        print(f"{result.name:<50}{result.value:>12,.2f} {result.unit:<3}{result.limit:>8} {result.ok}")
