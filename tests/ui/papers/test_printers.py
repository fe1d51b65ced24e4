"""Paper and printers: the right sheet, true sizes, nothing shrunk unasked, and a printer that is a little off."""

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pypdfium2.raw
import pytest
from PySide6.QtCore import QMarginsF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coopdesk.domain.errors import DomainError
from coopdesk.papers import write_paper
from coopdesk.services.errors import EnvironmentFault
from coopdesk.ui.frame import preferences
from coopdesk.ui.kit.page import PageFrame
from coopdesk.ui.papers import sheets
from coopdesk.ui.papers.pdf_pages import PdfPages
from coopdesk.ui.papers.printer_offset import draw_cross, read_tenths, tenths_text
from coopdesk.ui.papers.printers import choose_sheet, offset_of, set_offset
from coopdesk.ui.papers.printing import coarse_picture, print_pages, printer_for
from coopdesk.ui.papers.sheets import NO_OFFSET, Offset, holds, millimetres, set_sheet, sheet_of
from tests.reports.plans import PRINTED_ON, plan_of_case
from tests.ui.conftest import AnsweringOpener

MM = 72 / 25.4
A4, A5_WIDE = QSizeF(595.28, 841.89), QSizeF(595.28, 419.53)
TRACTOR = QSizeF(241 * MM, 93.1 * MM)


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Path]]:
    folder = tmp_path_factory.mktemp("papers")
    return {
        kind: write_paper(kind, plan_of_case("01"), folder / f"{kind}.pdf", PRINTED_ON)
        for kind in ("slips_a5", "slips_241x93", "notice")
    }


@pytest.fixture
def page(qtbot: QtBot) -> Iterator[PageFrame]:
    made = PageFrame("报表打印")
    qtbot.addWidget(made)
    yield made


def to_file(printer: QPrinter, target: Path, sheet: QSizeF | None = None) -> QPrinter:
    """The printer as a file that shows what would be printed; on a sheet of that size if one is given."""
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(target))
    if sheet is not None:
        size = QPageSize(sheet, QPageSize.Unit.Point, "other", QPageSize.SizeMatchPolicy.ExactMatch)
        printer.setPageLayout(QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0)))
    return printer


def printed(
    files: list[Path],
    target: Path,
    sheet: QSizeF | None = None,
    offset: Offset = NO_OFFSET,
    shrink: bool = False,
) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of the ink on the first page, in millimetres."""
    pages = PdfPages(files)
    printer = to_file(printer_for(pages.size(0), 1, "单据"), target, sheet)
    print_pages(printer, files, lambda done, of: None, offset, shrink)
    with pypdfium2.PdfDocument(target) as document:
        grey = document[0].render(scale=4, grayscale=True).to_pil().point(lambda value: 255 - value)
    left, top, right, bottom = (round(edge * 25.4 / 288, 1) for edge in grey.getbbox())
    return left, top, right, bottom


def test_a_slip_on_continuous_paper_fills_it_between_the_feed_holes(
    papers: dict[str, list[Path]], tmp_path: Path, qapp: QApplication
) -> None:
    left, top, right, bottom = printed(papers["slips_241x93"], tmp_path / "a.pdf", TRACTOR)
    assert right - left >= 200
    assert left >= 12
    assert right <= 229
    assert 0 < top < bottom < 93.1


def test_an_offset_moves_everything_and_changes_nothing_else(
    papers: dict[str, list[Path]], tmp_path: Path, qapp: QApplication
) -> None:
    files = papers["slips_241x93"]
    before = printed(files, tmp_path / "a.pdf")
    after = printed(files, tmp_path / "b.pdf", offset=Offset(15, -20))
    moved = [now - then for now, then in zip(after, before, strict=True)]
    assert moved == pytest.approx([1.5, -2.0, 1.5, -2.0], abs=0.15)


def test_a_smaller_page_keeps_its_size_on_a_larger_sheet(
    papers: dict[str, list[Path]], tmp_path: Path, qapp: QApplication
) -> None:
    files = papers["slips_a5"]
    own, larger = (
        printed(files, tmp_path / "a.pdf"),
        printed(files, tmp_path / "b.pdf", QSizeF(300 * MM, 420 * MM)),
    )
    assert larger[2] - larger[0] == pytest.approx(own[2] - own[0], abs=0.3)
    assert larger[3] - larger[1] == pytest.approx(own[3] - own[1], abs=0.3)
    assert larger[0] - own[0] == pytest.approx(45, abs=0.3), "in the middle of the width"


def test_a_page_that_does_not_go_onto_the_sheet_is_refused_and_never_shrunk_in_silence(
    papers: dict[str, list[Path]], tmp_path: Path, qapp: QApplication
) -> None:
    with pytest.raises(EnvironmentFault) as refused:
        printed(papers["slips_a5"], tmp_path / "a.pdf", TRACTOR)
    assert refused.value.code == "print.page_too_large"
    assert (refused.value.params["page"], refused.value.params["sheet"]) == ("210 × 148", "241 × 93.1")
    assert not (tmp_path / "a.pdf").exists()
    left, top, right, bottom = printed(papers["slips_a5"], tmp_path / "b.pdf", TRACTOR, shrink=True)
    assert (bottom - top) < 93.1
    assert (right - left) < 140


def test_a_coarse_printer_gets_black_and_white(
    papers: dict[str, list[Path]], tmp_path: Path, qapp: QApplication
) -> None:
    files = papers["slips_241x93"]
    pages = PdfPages(files)
    picture = coarse_picture(pages, 0, 180 / 72)
    assert picture.format() == QImage.Format.Format_Mono
    assert (picture.width(), picture.height()) == (1708, 660)
    printer = to_file(printer_for(pages.size(0), 1, "单据"), tmp_path / "a.pdf")
    printer.setResolution(180)
    print_pages(printer, files, lambda done, of: None)
    with pypdfium2.PdfDocument(tmp_path / "a.pdf") as document:
        (image,) = document[0].get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE])
        left, _bottom, right, _top = image.get_bounds()
    assert right - left == pytest.approx(241 * MM, abs=1), "each dot of the picture is one of the printer"


@pytest.mark.parametrize(
    ("size", "orientation", "sheet"),
    [
        (A5_WIDE, QPageLayout.Orientation.Landscape, "210 × 148"),
        (A4, QPageLayout.Orientation.Portrait, "210 × 297"),
        (A4.transposed(), QPageLayout.Orientation.Landscape, "297 × 210"),
        (TRACTOR, QPageLayout.Orientation.Portrait, "241 × 93.1"),
    ],
)
def test_standard_paper_is_turned_and_continuous_paper_is_fed_as_it_is(
    size: QSizeF, orientation: QPageLayout.Orientation, sheet: str, qapp: QApplication
) -> None:
    printer = printer_for(size, 1, "单据")
    assert printer.pageLayout().orientation() == orientation
    assert millimetres(size) == sheet
    assert sheets.same(sheet_of(printer), size)


def test_the_paper_the_system_s_dialog_gave_back_is_set_right_again(
    tmp_path: Path, qapp: QApplication
) -> None:
    printer = to_file(printer_for(TRACTOR, 1, "单据"), tmp_path / "a.pdf", A4)
    assert set_sheet(printer, TRACTOR)
    assert sheets.same(sheet_of(printer), TRACTOR)


def form(width: float, height: float, name: str) -> QPageSize:
    """A form as the system's print server has it."""
    return QPageSize(
        QSizeF(width, height), QPageSize.Unit.Millimeter, name, QPageSize.SizeMatchPolicy.ExactMatch
    )


def test_the_printer_s_own_form_of_that_size_is_taken(
    monkeypatch: pytest.MonkeyPatch, qapp: QApplication
) -> None:
    own = [QPageSize(QPageSize.PageSizeId.A4), form(241.3, 93.0, "三等分")]
    monkeypatch.setattr(sheets, "_own_sizes", lambda _printer: own)
    printer = printer_for(TRACTOR, 1, "单据")
    assert set_sheet(printer, TRACTOR)
    assert printer.pageLayout().orientation() == QPageLayout.Orientation.Portrait
    assert sheets.same(sheet_of(printer), TRACTOR)


def without_the_paper(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every printer be one that has A4 only and takes no other size."""
    monkeypatch.setattr(sheets, "_own_sizes", lambda _printer: [QPageSize(QPageSize.PageSizeId.A4)])
    monkeypatch.setattr(sheets, "_takes_any", lambda _printer: False)


def test_a_printer_without_the_paper_asks_before_it_prints_on_another(
    page: PageFrame, opener: AnsweringOpener, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_the_paper(monkeypatch)
    printer = printer_for(TRACTOR, 1, "单据")
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    opener.answers = [False, True]
    assert choose_sheet(page, printer, TRACTOR) is None
    assert choose_sheet(page, printer, TRACTOR) is True
    assert millimetres(sheet_of(printer)) == "210 × 297", "the paper chosen in the dialog stays"
    said = " ".join(how for _what, how in opener.asked[0].changes)
    assert "241 × 93.1 毫米" in said
    assert "缩小到 87%" in said


def test_a_page_that_fits_the_other_paper_is_printed_in_its_size(
    page: PageFrame, opener: AnsweringOpener, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_the_paper(monkeypatch)
    printer = printer_for(A5_WIDE, 1, "单据")
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    opener.answers = [True]
    assert choose_sheet(page, printer, A5_WIDE) is False


@pytest.mark.parametrize(
    ("typed", "tenths"),
    [("1.5", 15), ("-0.3", -3), ("−2", -20), ("０．５ 毫米", 5), ("30", 300), ("+1 mm", 10)],
)
def test_the_distance_is_read_as_people_write_it(typed: str, tenths: int) -> None:
    assert read_tenths(typed) == tenths
    assert read_tenths(tenths_text(tenths)) == tenths


@pytest.mark.parametrize("typed", ["1.55", "31", "左", "1,5", "--1"])
def test_what_is_no_distance_is_refused(typed: str) -> None:
    with pytest.raises(DomainError, match=r"print\.offset_form"):
        read_tenths(typed)


def test_each_printer_keeps_its_own_offset(
    page: PageFrame, opener: AnsweringOpener, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [r"\\办公室\EPSON LQ-630K", "HP 1020"]
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", lambda: names)
    monkeypatch.setattr(QPrinterInfo, "defaultPrinterName", lambda: names[1])

    def fill(dialog: object) -> None:
        assert dialog.printer.value() == names[1]  # type: ignore[attr-defined]  # the form of this page
        dialog.printer.choose(names[0])  # type: ignore[attr-defined]  # the form of this page
        dialog.right.set_text("1.5")  # type: ignore[attr-defined]  # the form of this page
        dialog.down.set_text("-0.3")  # type: ignore[attr-defined]  # the form of this page

    opener.answers = [fill]
    set_offset(page, TRACTOR)
    assert preferences.printer_offset(names[0]) == (15, -3)
    assert preferences.printer_offset(names[1]) == (0, 0)
    printer = printer_for(TRACTOR, 1, "单据")
    assert offset_of(printer) == Offset(*preferences.printer_offset(printer.printerName()))


def test_without_a_printer_it_is_said(page: PageFrame, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", list)
    set_offset(page, None)
    assert "没有打印机" in page.message.text.text()


def test_the_test_cross_stands_where_it_says(tmp_path: Path, qapp: QApplication) -> None:
    for name, offset in (("a", NO_OFFSET), ("b", Offset(10, 5))):
        printer = to_file(printer_for(TRACTOR, 1, "十字"), tmp_path / f"{name}.pdf")
        draw_cross(printer, offset, "竖线距左边 20 毫米")
    places = []
    for name in "ab":
        with pypdfium2.PdfDocument(tmp_path / f"{name}.pdf") as document:
            grey = document[0].render(scale=8, grayscale=True).to_pil().point(lambda value: 255 - value)
        places.append([edge * 25.4 / 576 for edge in grey.getbbox()])
    assert places[0] == pytest.approx([12, 12, 241 - 12, 93.1 - 12], abs=0.5)
    assert [b - a for a, b in zip(*places, strict=True)] == pytest.approx([1, 0.5, 1, 0.5], abs=0.15)


def test_sheets_within_a_millimetre_are_one() -> None:
    assert holds(A4, QSizeF(597, 842))
    assert not holds(A4, QSizeF(600, 842))
