"""分红单 as PDF: what it says, read back; that it is whole or not there; and that names print and can be found."""

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from coopdesk.domain.money import Money
from coopdesk.reports.distribution import slips as module
from coopdesk.reports.distribution.slips import LAYOUTS, write_slips
from coopdesk.reports.pdf.cells import amount_text
from coopdesk.reports.pdf.errors import PaperError
from coopdesk.services.distribution.papers.slip import build_slips
from coopdesk.services.distribution.papers.slip_code import read_slip_code
from coopdesk.services.errors import Cancelled
from tests.reports.plans import PRINTED_ON, plan_of_case, slip
from tests.reports.reading import codes, lines, sizes, texts

RARE_NAMES = ("董𠮷", "𠮷䶮㛃", "王𪜀𰀀"[:2], "㐀㐁", "阿不都热合曼·买买提", "𬭊𫟹", "欧阳𬸦")


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "分红单.pdf"


def squeezed(text: str) -> str:
    """Text without spaces and line ends: what is long stands in two lines."""
    return "".join(text.split())


def left_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("name", ["01", "02", "08", "10"])
def test_every_figure_of_a_slip_can_be_read_back(name: str, target: Path) -> None:
    slips = build_slips(plan_of_case(name))
    write_slips(slips, target, "a5", PRINTED_ON)
    pages = texts(target)
    assert len(pages) == len(slips)
    for page, figures in zip(pages, slips, strict=True):
        said = squeezed(page)
        shown = [
            figures.number,
            figures.member_number,
            figures.member_name,
            figures.identity,
            figures.account,
        ]
        shown += [figures.in_words, f"核对码 {figures.check_code}", *figures.shares]
        shown += [figures.gross.grouped, figures.tax.grouped, figures.net.grouped]
        for line in figures.lines:
            shown += [line.label, line.basis, amount_text(line.amount)]
        assert [text for text in shown if squeezed(text) not in said] == []
        assert f"依据：{figures.resolution}" in page
        assert all(
            word in page for word in ("盖章处", "领款人（签字、按手印）：", "复核：李监事", "制单：王会计")
        )


def test_three_slips_stand_on_a_page_of_a4(target: Path) -> None:
    slips = build_slips(plan_of_case("01"))
    write_slips(slips, target, "3up", PRINTED_ON)
    pages = texts(target)
    assert len(pages) == -(-len(slips) // 3)
    assert set(sizes(target)) == {(595, 842)}
    for number, page in enumerate(pages):
        three = slips[3 * number : 3 * number + 3]
        assert all(figures.number in page and figures.net.grouped in page for figures in three)
        assert page.count("分红单") == len(three)
        assert page.count("裁切线") == 2


def test_one_slip_a_page_is_a5_landscape(target: Path) -> None:
    write_slips([slip()], target, "a5", PRINTED_ON)
    assert sizes(target) == [(595, 420)]


def test_a_slip_on_continuous_paper_keeps_clear_of_the_feed_holes(target: Path) -> None:
    slips = build_slips(plan_of_case("01"))
    write_slips(slips, target, "241x93", PRINTED_ON)
    assert sizes(target) == [(683, 264)] * len(slips)
    with pypdfium2.PdfDocument(target) as document:
        for page in document:
            ink = page.render(scale=2, grayscale=True).to_pil().point(lambda grey: 255 - grey).getbbox()
            left, top, right, bottom = (round(edge * 25.4 / 144, 1) for edge in ink)
            assert right - left >= 200
            assert left >= 12
            assert right <= 241 - 12
            assert top >= 4
            assert bottom <= 93.1 - 4


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_code_on_a_print_says_number_and_check_code_in_digits(layout: str, target: Path) -> None:
    figures = [slip(number) for number in (3, 12_345, 7)]
    write_slips(figures, target, layout, PRINTED_ON)
    pages = range(len(texts(target)))
    found = sorted(code for page in pages for code in codes(target, page))
    assert found == sorted(each.digits for each in figures)
    assert {(read.number, read.check_code) for read in map(read_slip_code, found)} == {
        (each.number, each.check_code) for each in figures
    }


def test_rare_names_print_and_can_be_found(target: Path) -> None:
    write_slips([slip(n, name) for n, name in enumerate(RARE_NAMES, 1)], target, "a5", PRINTED_ON)
    with pypdfium2.PdfDocument(target) as document:
        for page, name in zip(document, RARE_NAMES, strict=True):
            assert name in page.get_textpage().get_text_bounded()
            # PDFium finds no text beyond the basic plane in any file, so only the rest is searched for.
            found = page.get_textpage().search(name[0] if ord(name[0]) < 0x10000 else "普通股")
            assert found.get_next() is not None


def test_a_sample_of_the_rarest_characters_reads_back(target: Path) -> None:
    rare = [chr(code) for code in range(0x20000, 0x2EBE1, 211) if _assigned(code)]
    names = ["".join(rare[start : start + 12]) for start in range(0, len(rare), 12)]
    write_slips([slip(n, name) for n, name in enumerate(names, 1)], target, "3up", PRINTED_ON)
    assert all(name in page for name, page in zip(names, _of_three(texts(target)), strict=False))


def _assigned(code: int) -> bool:
    blocks = (
        (0x20000, 0x2A6D6),
        (0x2A700, 0x2B734),
        (0x2B740, 0x2B81D),
        (0x2B820, 0x2CEA1),
        (0x2CEB0, 0x2EBE0),
    )
    return any(first <= code <= last for first, last in blocks)


def _of_three(pages: list[str]) -> list[str]:
    return [page for page in pages for _ in range(3)]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_name_with_a_character_no_face_holds_prints_with_its_number_in_a_box(
    layout: str, target: Path
) -> None:
    write_slips([slip(1), slip(2, "王😀"), slip(3, "\ue000李")], target, layout, PRINTED_ON)
    said = squeezed("".join(texts(target)))
    assert "王1F600" in said
    assert "E000李" in said
    assert "F02" in said


@pytest.mark.parametrize(
    ("kept", "printed"),
    [
        ("王\ue863", "王䶮"),
        ("张\u200b三", "张三"),
        ("\u202d张三\u202c", "张三"),
        ("葛\U000e0100飞", "葛飞"),
        ("阿依古丽\u22c5买买提", "阿依古丽·买买提"),
        ("张\t三", "张 三"),
    ],
)
def test_a_name_kept_with_signs_nobody_sees_prints_as_it_was_meant(
    kept: str, printed: str, target: Path
) -> None:
    write_slips([slip(1, kept)], target, "a5", PRINTED_ON)
    assert printed in texts(target)[0]


def test_a_name_of_the_co_op_no_face_holds_prints_too(target: Path) -> None:
    write_slips([replace(slip(), coop="林阁😀合作社")], target, "a5", PRINTED_ON)
    assert "合作社" in texts(target)[0]


def test_the_same_slips_give_the_same_bytes(target: Path, tmp_path: Path) -> None:
    slips = build_slips(plan_of_case("01"))
    again = tmp_path / "again.pdf"
    write_slips(slips, target, "a5", PRINTED_ON)
    write_slips(slips, again, "a5", PRINTED_ON)
    assert target.read_bytes() == again.read_bytes()
    write_slips(slips, again, "a5", date(2029, 1, 1))
    assert target.read_bytes() != again.read_bytes()


def test_a_paper_made_in_another_process_is_the_same(target: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.pdf"
    program = (
        "from pathlib import Path; from tests.reports.plans import *; "
        "from coopdesk.reports.distribution.slips import write_slips;"
        f"write_slips([slip(n) for n in range(5)], Path({str(other)!r}), '3up', PRINTED_ON)"
    )
    root = Path(__file__).resolve().parents[3]
    environment = {**os.environ, "PYTHONPATH": str(root), "PYTHONHASHSEED": "7"}
    subprocess.run([sys.executable, "-c", program], check=True, cwd=root, env=environment, timeout=60)
    write_slips([slip(n) for n in range(5)], target, "3up", PRINTED_ON)
    assert target.read_bytes() == other.read_bytes()


def test_two_papers_of_one_process_both_keep_their_text(tmp_path: Path) -> None:
    first, second = tmp_path / "1.pdf", tmp_path / "2.pdf"
    write_slips([slip(1, "董𠮷")], first, "a5", PRINTED_ON)
    write_slips([slip(2, "陈㛃")], second, "3up", PRINTED_ON)
    assert "董𠮷" in texts(first)[0]
    assert "陈㛃" in texts(second)[0]
    assert "董𠮷" not in texts(second)[0]


@pytest.mark.parametrize("layout", ["a5", "3up"])
def test_progress_is_told_page_by_page(layout: str, target: Path) -> None:
    told: list[tuple[int, int]] = []
    write_slips([slip(n) for n in range(7)], target, layout, PRINTED_ON, lambda *at: told.append(at))
    pages = [3, 6, 7] if layout == "3up" else [1, 2, 3, 4, 5, 6, 7]
    assert told == [(done, 7) for done in pages]


def _cancel_at(page: int) -> Callable[[int, int], None]:
    def progress(done: int, _total: int) -> None:
        if done >= page:
            raise Cancelled

    return progress


def test_cancelling_leaves_an_older_file_as_it_was_and_nothing_else(target: Path) -> None:
    target.write_bytes(b"older")
    with pytest.raises(Cancelled):
        write_slips([slip(n) for n in range(9)], target, "a5", PRINTED_ON, _cancel_at(4))
    assert target.read_bytes() == b"older"
    assert left_in(target.parent) == [target.name]


def test_too_many_for_one_file_come_as_several(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SLIPS_A_FILE", 4)
    files = write_slips([slip(n) for n in range(1, 11)], target, "a5", PRINTED_ON)
    assert [file.name for file in files] == ["分红单-1.pdf", "分红单-2.pdf", "分红单-3.pdf"]
    assert [len(texts(file)) for file in files] == [4, 4, 2]
    assert "2019-0009" in texts(files[2])[0]


def test_several_files_come_all_or_none(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SLIPS_A_FILE", 4)
    with pytest.raises(Cancelled):
        write_slips([slip(n) for n in range(1, 11)], target, "a5", PRINTED_ON, _cancel_at(9))
    assert left_in(target.parent) == []


def test_no_slips_and_no_such_layout_are_refused(target: Path) -> None:
    with pytest.raises(PaperError, match=r"paper\.nothing_to_print"):
        write_slips([], target, "a5", PRINTED_ON)
    with pytest.raises(PaperError, match=r"paper\.unknown_layout"):
        write_slips([slip()], target, "a3", PRINTED_ON)


@pytest.mark.parametrize(("layout", "most"), [("a5", 16), ("3up", 9), ("241x93", 8)])
def test_more_lines_than_can_be_read_are_refused(layout: str, most: int, target: Path) -> None:
    write_slips([slip(lines=most)], target, layout, PRINTED_ON)
    assert texts(target)[0].count("10,000.00") >= most
    with pytest.raises(PaperError) as refused:
        write_slips([slip(lines=most + 1)], target, layout, PRINTED_ON)
    assert refused.value.params == {"member": "F03 董𠮷", "lines": most + 1, "most": most}


def test_nothing_heavy_is_loaded_before_the_first_paper() -> None:
    program = (
        "import sys; from coopdesk.reports.distribution import notice, sign_off, slips;"
        "print([name for name in ('reportlab', 'fontTools', 'zxingcpp', 'PIL') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=True, timeout=60
    )
    assert done.stdout.strip() == "[]"


def test_a_slip_of_nothing_says_zero(target: Path) -> None:
    write_slips([slip(amount=Money(0))], target, "a5", PRINTED_ON)
    assert "人民币零元整" in texts(target)[0]


def test_a_sample_book_s_slips_say_so(target: Path) -> None:
    write_slips([replace(slip(), sample=True)], target, "a5", PRINTED_ON)
    assert "示例，人物均为虚构" in texts(target)[0]
    write_slips([slip()], target, "a5", PRINTED_ON)
    assert "示例" not in texts(target)[0]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_what_the_tax_is_worked_out_from_stands_alone_in_its_cell(layout: str, target: Path) -> None:
    basis = "（3,076.50 − 免征额 100.00）× 20%"
    write_slips([slip(), replace(slip(), tax_basis=basis)], target, layout, PRINTED_ON)
    rows = [row for page in lines(target) for row in page if row.startswith("代扣个人所得税")]
    assert [("—" in row, basis.replace(" ", "") in row.replace(" ", "")) for row in rows] == [
        (True, False),
        (False, True),
    ]
