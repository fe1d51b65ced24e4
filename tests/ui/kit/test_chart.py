"""One layout, two painters: what the window draws and what the paper draws stand in the same places."""

from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coopdesk.reports.pdf.chart import chart_layout, draw_chart, tone_grey
from coopdesk.reports.pdf.document import PaperDocument
from coopdesk.services.chart import Chart, ChartKind, Series, bar_chart, line_chart, parts_chart
from coopdesk.services.chart_layout import ChartLayout, Rect
from coopdesk.ui.kit import theme
from coopdesk.ui.kit.chart import ChartView, paint_chart, tone_colour

WIDTH, HEIGHT = 360, 220
UNITS = 100
CHARTS = {
    "bars": bar_chart([("2019", 2_125_000), ("2020", -800_050), ("2021", None), ("2022", 1_900_000)], 0),
    "groups": Chart(
        ChartKind.BARS,
        ("2021", "2022"),
        (Series("收入", (500_000, 700_000)), Series("支出", (300_000, 650_000))),
    ),
    "lines": line_chart(
        ["2019", "2020", "2021", "2022"],
        [
            Series("收入", (500_000, 700_000, None, 900_000)),
            Series("支出", (300_000, 650_000, 400_000, -90_000)),
        ],
    ),
    "parts": parts_chart(
        [("普通股", 4_512_300), ("优先股", 3_000_000), ("集体股", 900_000), ("董𠮷", 300_000)]
    ),
}


def on_paper(chart: Chart, folder: Path) -> tuple[ChartLayout, Image.Image]:
    document = PaperDocument("图", date(2020, 1, 1), WIDTH, HEIGHT)
    layout = chart_layout(chart, document.lettering, WIDTH, HEIGHT)
    stream = document.stream()
    draw_chart(stream, layout, 0, HEIGHT, WIDTH)
    document.add_page(stream)
    (folder / "chart.pdf").write_bytes(document.finish())
    pdf = pypdfium2.PdfDocument(folder / "chart.pdf")
    try:
        return layout, pdf[0].render(scale=1).to_pil().convert("L")
    finally:
        pdf.close()


def grey_at(paper: Image.Image, x: int, y: int) -> int:
    return paper.crop((x, y, x + 1, y + 1)).tobytes()[0]


def in_window(layout: ChartLayout) -> QImage:
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    image.fill(theme.current().colour("surface"))
    painter = QPainter(image)
    paint_chart(painter, layout, WIDTH)
    painter.end()
    return image


def inside(rect: Rect) -> tuple[int, int]:
    """A point of a filled place that no text covers: near its lower left corner."""
    return rect.x // UNITS + 2, rect.bottom // UNITS - 2


@pytest.mark.parametrize("name", CHARTS)
def test_window_and_paper_draw_the_same_layout(name: str, tmp_path: Path, qapp: QApplication) -> None:
    layout, paper = on_paper(CHARTS[name], tmp_path)
    window = in_window(layout)
    areas = [area for area in layout.areas if area.rect.width > 500 and area.rect.height > 500]
    assert areas
    for area in areas:
        x, y = inside(area.rect)
        assert abs(grey_at(paper, x, y) - round(tone_grey(area.tone) * 255)) <= 2
        assert window.pixelColor(x, y).name() == tone_colour(area.tone).name()
    for path in layout.paths:
        for across, down in path.points:
            x, y = across // UNITS, down // UNITS
            assert abs(grey_at(paper, x, y) - round(tone_grey(path.tone) * 255)) <= 60
            assert window.pixelColor(x, y).name() == tone_colour(path.tone).name()


@pytest.mark.parametrize("name", CHARTS)
def test_the_widget_draws_what_it_was_given(name: str, qtbot: QtBot) -> None:
    view = ChartView("图")
    qtbot.addWidget(view)
    view.show_chart(CHARTS[name])
    view.resize(WIDTH, HEIGHT)
    view.show()
    layout = view.layout_now()
    drawn = view.grab().toImage()
    area = next(area for area in layout.areas if area.rect.height > 500)
    ratio = drawn.devicePixelRatio()
    x, y = inside(area.rect)
    assert drawn.pixelColor(int(x * ratio), int(y * ratio)).name() == tone_colour(area.tone).name()
    assert view.minimumSizeHint().height() >= 130


def test_a_chart_says_its_figures_to_who_cannot_see_it(qtbot: QtBot) -> None:
    view = ChartView("图")
    qtbot.addWidget(view)
    view.show_chart(CHARTS["parts"])
    assert view.accessibleDescription().startswith("普通股 45,123.00 51.8%；优先股 30,000.00 34.4%")
    view.show_chart(CHARTS["lines"])
    assert "支出 2022 −900.00" in view.accessibleDescription()


def test_in_a_narrow_chart_only_large_sums_are_rounded(qtbot: QtBot) -> None:
    view = ChartView("图")
    qtbot.addWidget(view)
    view.show_chart(bar_chart([("2019", 12_345_678_900), ("2020", -500_050)] * 2))
    view.resize(260, 200)
    said = {label.text for label in view.layout_now().labels}
    assert "12346万" in said
    assert not any("万" in text for text in said if text.startswith(("0", "−", "1万")))


def test_tones_stay_apart_from_the_ground(qapp: QApplication) -> None:
    ground = theme.current().colour("surface")
    assert all(tone_colour(tone) != ground and tone_grey(tone) < 1 for tone in range(30))
