"""Papers that run on, read back as a reader sees them: contents, bookmarks, tables over pages, pictures, notes."""

import io
import itertools
import re
from collections.abc import Iterator
from ctypes import byref, c_int
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from PIL import Image

from coopdesk.reports.pdf.cells import Align
from coopdesk.reports.pdf.faces import Style
from coopdesk.reports.pdf.flow import LINE, Flow, Outline
from coopdesk.reports.pdf.flow_table import FlowTable, Row, group_row, sum_row
from coopdesk.reports.pdf.nesting import nested
from coopdesk.reports.pdf.numerals import chinese_number, heading_number
from coopdesk.reports.pdf.tables import Column
from coopdesk.services.chart import Chart, ChartKind, Series
from tests.reports.reading import lines, texts
from tests.reports.reading import outline as bookmarks
from tests.reports.test_nothing_clipped import troubles

DAY = date(2023, 3, 1)
WORDS = "林阁花木种植股份合作社本年度可分配盈余1,234,567.89元，其中按股分红160,000.00元，余下结转下年。"


def flow(outline: Outline | None = None, *, lying: bool = False, draft: bool = False) -> Flow:
    return Flow("试", DAY, "年报", draft=draft, sample=False, lying=lying, outline=outline)


def written(paper: Flow, folder: Path) -> Path:
    path = folder / "a.pdf"
    path.write_bytes(paper.finish())
    return path


def links_of(page: Any) -> Iterator[tuple[float, int]]:
    """The upper edge of each link of a page and the page it leads to (from 1)."""
    place, link = c_int(0), pdfium.FPDF_LINK()
    while pdfium.FPDFLink_Enumerate(page.raw, byref(place), byref(link)):
        area = pdfium.FS_RECTF()
        pdfium.FPDFLink_GetAnnotRect(link, area)
        to = pdfium.FPDFLink_GetDest(page.pdf.raw, link)
        yield area.top, pdfium.FPDFDest_GetDestPageIndex(page.pdf.raw, to) + 1


def long_paper(chapters: int, outline: Outline | None) -> Flow:
    paper = flow(outline)
    paper.title("林阁花木种植股份合作社", "2023 年度报告")
    for chapter in range(chapters):
        paper.heading(f"董𠮷\U0003ffff\u202e的第{chapter}章")
        for section in range(3):
            paper.heading(f"第{section}节{'很长的标题' * (20 if section == 1 else 1)}", level=2)
            for _ in range(6):
                paper.paragraph(WORDS * 3)
    return paper


def test_contents_name_the_page_of_each_heading_and_lead_there(tmp_path: Path) -> None:
    path = written(long_paper(12, Outline()), tmp_path)
    pages = ["".join(page) for page in lines(path)]
    marks = bookmarks(path)
    assert marks[0] == (1, "目录", 1)
    assert len(marks) == 1 + 12 * 4
    for level, title, page in marks[1:]:
        assert title.partition("\U0003ffff")[0] in pages[page - 1], (level, title)
    # What no face holds stands as a box on the page and as itself in the bookmark; a mark that nobody sees in neither.
    assert marks[1][:2] == (1, "一、董𠮷\U0003ffff的第0章")
    assert marks[-4][1].startswith("十二、")
    front = list(range(1, marks[1][2]))
    with pypdfium2.PdfDocument(path) as document:
        led = [page for place in front for _top, page in links_of(document[place - 1])]
        assert all(list(links_of(document[place])) == [] for place in range(len(front), len(document)))
    assert led == [page for _level, _title, page in marks[1:]]
    assert len(front) == 2
    assert pages[0].startswith("年报林阁花木种植股份合作社2023 年度报告目　录一、董𠮷")
    assert f"第 {len(pages)} 页　共 {len(pages)} 页" in pages[-1]
    assert troubles(path) == []


@pytest.mark.parametrize(
    ("outline", "marks"), [(None, 0), (Outline(0), 4), (Outline(99), 4), (Outline(1), 5)]
)
def test_a_short_paper_has_bookmarks_alone_and_a_plain_one_neither(
    outline: Outline | None, marks: int, tmp_path: Path
) -> None:
    path = written(long_paper(1, outline), tmp_path)
    assert len(bookmarks(path)) == marks
    assert ("目　录" in texts(path)[0]) == (marks == 5)


def test_the_same_paper_twice_is_the_same_file() -> None:
    once, again = (long_paper(3, Outline(1)).finish() for _ in range(2))
    assert once == again
    assert once != long_paper(3, Outline(99)).finish()


def test_a_heading_never_ends_a_page_and_waits_for_two_lines(tmp_path: Path) -> None:
    for before in range(36, 43):
        paper = flow()
        for _ in range(before):
            paper.paragraph("一行")
        paper.heading("上")
        paper.heading("下", level=2)
        paper.paragraph("够长的" * 50)
        pages = lines(written(paper, tmp_path))
        (page,) = [page for page in pages if "一、上" in page]
        place = page.index("一、上")
        assert page[place + 1] == "（一）下"
        assert all("够长" in line for line in page[place + 2 : place + 4])


def test_headings_are_numbered_as_papers_number_them() -> None:
    said = {
        1: "一",
        10: "十",
        12: "十二",
        20: "二十",
        105: "一百零五",
        1010: "一千零一十",
        9999: "九千九百九十九",
    }
    assert {number: chinese_number(number) for number in said} == said
    assert [heading_number(level, 7) for level in range(1, 6)] == ["七、", "（七）", "7. ", "（7）", ""]
    with pytest.raises(ValueError, match="0"):
        chinese_number(0)


def test_levels_number_anew_under_each_heading_and_beyond_the_fourth_have_none(tmp_path: Path) -> None:
    paper = flow(Outline(0))
    for level in (1, 2, 2, 3, 4, 5, 1, 2, 3):
        paper.heading("题", level=level)
        paper.paragraph("文")
    marks = bookmarks(written(paper, tmp_path))
    assert [title for _level, title, _page in marks] == [
        "一、题", "（一）题", "（二）题", "1. 题", "（1）题", "题", "二、题", "（一）题", "1. 题",
    ]  # fmt: skip
    assert [level for level, _title, _page in marks] == [1, 2, 2, 3, 4, 5, 1, 2, 3]


def test_an_outline_that_skips_a_level_belongs_to_the_nearest_above() -> None:
    items = nested([2, 1, 3, 3, 2, 1])
    assert [item.parent for item in items] == [None, None, 1, 1, 1, None]
    assert [(item.before, item.after) for item in items] == [
        (None, 1), (0, 5), (None, 3), (2, 4), (3, None), (1, None),
    ]  # fmt: skip
    assert (items[1].first, items[1].last, items[1].within) == (2, 4, 3)


COLUMNS = (
    Column(("序号",), 40),
    Column(("姓名（名称）",), 231, Align.LEFT),
    Column(("出资额", "（元）"), 240, Align.RIGHT, Style.SANS),
)


def groups(*counts: int, words: str = "") -> list[Row]:
    rows: list[Row] = []
    number = itertools.count(1)
    for kind, count in zip(("农户", "村集体", "供销社"), counts, strict=False):
        rows.append(group_row(kind))
        rows += [Row((f"#{next(number)}", f"成员{words}", "1,000.00")) for _ in range(count)]
        rows.append(sum_row(f"{kind}小计", f"{count},000.00"))
    return [*rows, sum_row("合计", "9,999.00")]


@pytest.mark.parametrize("words", ["", "重庆市南岸区南山街道放牛村股份经济合作联合社" * 3])
def test_a_table_goes_over_pages_by_itself(words: str, tmp_path: Path) -> None:
    for first in (34, 36, 39):
        paper = flow(Outline(0))
        paper.title("社", "册")
        FlowTable(paper, COLUMNS, 9).draw(groups(first, 1, 60, words=words))
        path = written(paper, tmp_path)
        pages = lines(path)
        assert all("序号姓名（名称）" in page for page in pages)
        found = [int(each) for page in pages for each in re.findall("#([0-9]+)", " ".join(page))]
        assert found == list(range(1, first + 62))
        for page in pages:
            rows = sum("#" in line for line in page)
            assert not words or "".join(page).count("放牛村") == 3 * rows  # no row is cut
            assert rows >= 2  # neither a sum nor the name of a group stands alone
            assert page[page.index("（元）") + 1].startswith(("农户", "村集体", "供销社"))
        assert "供销社（续）" in pages[-1]
        assert [title for _level, title, _page in bookmarks(path)] == ["农户", "村集体", "供销社"]
        assert troubles(path) == []


def test_only_a_row_higher_than_a_page_is_cut_and_loses_nothing(tmp_path: Path) -> None:
    said = "".join(f"第{number}句话。" for number in range(900))
    paper = flow()
    paper.paragraph("前言")
    told: list[tuple[int, int]] = []
    rows = [Row(("#1", "短", "1.00")), Row(("#2", said, "2.00")), Row(("#3", "短", "3.00"))]
    FlowTable(paper, COLUMNS, 9).draw(rows, lambda done, total: told.append((done, total)))
    path = written(paper, tmp_path)
    pages = lines(path)
    words = [line for page in pages for line in page if "句话" in line]
    assert "".join(words).replace("#2", "").replace("2.00", "") == said
    assert sum("#2" in line for page in pages for line in page) == 1
    assert len(pages) > 4
    assert told[-1] == (3, 3)
    assert troubles(path) == []


def test_sums_too_wide_for_their_column_stay_on_one_line(tmp_path: Path) -> None:
    paper = flow()
    narrow = (*COLUMNS[:2], Column(("金额",), 40, Align.RIGHT, Style.SANS))
    FlowTable(paper, narrow, 9).draw([Row(("1", "甲", "999,999,999.99")), sum_row("合计", "999,999,999.99")])
    path = written(paper, tmp_path)
    assert texts(path)[0].count("999,999,999.99") == 2
    assert troubles(path) == []


def photo(size: tuple[int, int], kind: str = "JPEG", mode: str = "RGB") -> bytes:
    """A picture whose upper half is dark."""
    image = Image.new("RGB", size, "white")
    image.paste("black", (0, 0, size[0], size[1] // 2))
    file = io.BytesIO()
    (image.convert("L").convert(mode) if mode == "I;16" else image.convert(mode)).save(file, kind)
    return file.getvalue()


def test_a_photo_goes_in_as_it_is_and_once(tmp_path: Path) -> None:
    content = photo((300, 200))
    paper = flow()
    for _ in range(3):
        paper.picture(content, "图 1　苗圃")
    file = paper.finish()
    assert file.count(content) == 1
    assert file.count(b"/DCTDecode") == 1


@pytest.mark.parametrize("turned", range(1, 9))
def test_a_photo_stands_upright_whatever_way_the_camera_was_held(turned: int, tmp_path: Path) -> None:
    upright = Image.new("RGB", (60, 40), "white")
    upright.paste("black", (0, 0, 60, 20))
    upright.paste("red", (0, 0, 20, 20))
    back = {
        2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_90, 7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }  # fmt: skip
    exif = Image.Exif()
    exif[0x0112] = turned
    file = io.BytesIO()
    (upright.transpose(back[turned]) if turned in back else upright).save(file, "PNG", exif=exif)
    paper = flow()
    paper.picture(file.getvalue(), width=240)
    with pypdfium2.PdfDocument(paper.finish()) as document:
        seen = document[0].render(scale=1).to_pil()
    left, top, wide, high = round(595 / 2 - 120), 52, 240, 160
    spots = [(0.1, 0.2), (0.8, 0.2), (0.5, 0.8)]
    assert [seen.getpixel((int(left + x * wide), int(top + y * high))) for x, y in spots] == [
        (255, 0, 0), (0, 0, 0), (255, 255, 255),
    ]  # fmt: skip


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "RGBA", "I;16", "CMYK"])
def test_any_common_picture_is_shown(mode: str, tmp_path: Path) -> None:
    paper = flow()
    paper.picture(photo((30, 20), "JPEG" if mode == "CMYK" else "PNG", mode), "图", width=200)
    with pypdfium2.PdfDocument(paper.finish()) as document:
        pictures = list(document[0].get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE]))
        assert len(pictures) == 1
        left, _bottom, right, _top = pictures[0].get_bounds()
    assert round(right - left) == 200


def test_a_picture_stays_with_its_caption_and_on_its_page(tmp_path: Path) -> None:
    for before in range(24, 32):
        paper = flow()
        for _ in range(before):
            paper.paragraph("一行")
        paper.heading("照片")
        paper.picture(photo((300, 200)), "图 1　林阁花木种植股份合作社苗圃" * 4, width=260)
        pages = texts(written(paper, tmp_path))
        (page,) = [page for page in range(len(pages)) if "图 1" in pages[page]]
        assert "一、照片" in pages[page]
        with pypdfium2.PdfDocument(tmp_path / "a.pdf") as document:
            assert len(list(document[page].get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE]))) == 1
    paper = flow()
    paper.picture(photo((40, 4000)), "高")
    assert troubles(written(paper, tmp_path)) == []
    assert len(texts(tmp_path / "a.pdf")) == 1


@pytest.mark.parametrize("broken", [b"", b"GIF89a", photo((300, 200))[:400], photo((30, 20), "PNG")[:60]])
def test_a_broken_picture_stops_no_paper_and_is_said(broken: bytes, tmp_path: Path) -> None:
    paper = flow()
    paper.picture(broken, "图 1")
    assert lines(written(paper, tmp_path))[0][1:3] == ["（图片无法读出）", "图 1"]


def test_a_chart_stands_over_the_width_with_its_caption(tmp_path: Path) -> None:
    chart = Chart(ChartKind.BARS, ("2021", "2022"), (Series("盈余", (100_000, -20_000)),))
    paper = flow(lying=True, draft=True)
    paper.heading("历年盈余")
    paper.chart(chart, "图 2　历年盈余")
    paper.notes(["数字取自已决议的分配方案。" * 12, "单位：元。"])
    path = written(paper, tmp_path)
    text = texts(path)[0]
    for said in ("一、历年盈余", "1,000.00", "−200.00", "图 2　历年盈余", "注1：数字", "注2：单位"):
        assert said in text
    with pypdfium2.PdfDocument(path) as document:
        assert [round(edge) for edge in document[0].get_size()] == [842, 595]


def test_a_note_alone_has_no_number_and_its_lines_stand_under_each_other(tmp_path: Path) -> None:
    paper = flow()
    paper.notes(["够长" * 60])
    assert texts(written(paper, tmp_path))[0].count("注：够长") == 1
    assert paper.top < 842 - LINE
