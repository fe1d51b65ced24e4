"""报表打印 through the real page: choose a paper by keyboard, look at its pages, save it, print it."""

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PySide6.QtCore import QMarginsF, QSizeF, Qt
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coopdesk.bootstrap import WindowBackend, open_desk, sample_desk
from coopdesk.domain.distribution.resolution import Resolution
from coopdesk.services.distribution.commands import CloseLossYear
from coopdesk.services.errors import EnvironmentFault
from coopdesk.services.members.certificate_commands import IssueCertificate
from coopdesk.ui.frame.preferences import Preferences
from coopdesk.ui.frame.shell import Shell
from coopdesk.ui.kit import theme
from coopdesk.ui.kit.tokens import TextSize, Theme
from coopdesk.ui.papers.page import PapersPage
from coopdesk.ui.papers.printing import print_pages, printer_for
from tests.ui import village
from tests.ui.audit import faults
from tests.ui.conftest import AnsweringOpener

MEMBERS = 22


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample book, built once."""
    place = tmp_path_factory.mktemp("sample") / "林阁.coop"
    sample_desk(place).close()
    return place


@pytest.fixture
def shell(sample: Path, tmp_path: Path, qapp: QApplication) -> Iterator[Shell]:
    """A shell over a copy of the sample book."""
    book = Path(shutil.copy(sample, tmp_path / "林阁.coop"))
    made = Shell(Preferences())
    made.connect_backend(WindowBackend())
    made.show_book(open_desk(book))
    made.set_year(2019)
    yield made
    made.close()


@pytest.fixture
def page(shell: Shell, qtbot: QtBot, settle: Callable[[Any], None]) -> PapersPage:
    """The page of 2019, with all its papers made."""
    made = PapersPage(shell)
    qtbot.addWidget(made)
    made.resize(1190, 690)
    made.show()
    made.reload()
    settle(shell)
    return made


def test_the_first_paper_is_shown_and_every_card_has_its_picture(page: PapersPage) -> None:
    assert (page.gallery.kind, page.preview.pages, page.preview.place) == ("slips_a5", MEMBERS, 0)
    assert all(not card.picture.isNull() for card in page.gallery.shown)
    assert page.status == "第 1 页，共 22 页"
    assert page.print.isEnabled()


def test_pages_turn_by_keys_and_by_number_and_stop_at_the_ends(page: PapersPage, qtbot: QtBot) -> None:
    page.preview.on.setFocus()
    qtbot.keyClick(page.preview.on, Qt.Key.Key_PageDown)
    assert page.preview.place == 1
    qtbot.keyClick(page.preview.on, Qt.Key.Key_PageUp)
    page.preview.turn_to(-1)
    assert (page.preview.place, page.preview.back.isEnabled()) == (0, False)
    page.preview.number.setFocus()
    page.preview.number.selectAll()
    qtbot.keyClicks(page.preview.number, "22")
    qtbot.keyClick(page.preview.number, Qt.Key.Key_Return)
    assert (page.preview.place, page.preview.on.isEnabled()) == (MEMBERS - 1, False)


def test_arrow_keys_go_through_the_gallery(page: PapersPage, qtbot: QtBot) -> None:
    first = page.gallery.cards[0]
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Left)
    assert page.gallery.kind == "slips_a5"
    qtbot.keyClick(first, Qt.Key.Key_Down)
    assert (page.gallery.kind, page.preview.pages) == ("slips_241x93", MEMBERS)
    qtbot.keyClick(page.gallery.card("slips_241x93"), Qt.Key.Key_Right)
    assert (page.gallery.kind, page.preview.pages) == ("sign_off", 2)
    qtbot.keyClick(page.gallery.card("sign_off"), Qt.Key.Key_Right)
    assert page.gallery.kind == "notice"


def test_a_jump_from_another_page_chooses_the_paper(page: PapersPage) -> None:
    page.open_thing("notice")
    assert page.gallery.kind == "notice"
    page.open_thing("nothing of the kind")
    assert page.gallery.kind == "notice"


def test_a_page_asks_for_the_paper_of_one_thing_and_it_stays_in_the_gallery(
    page: PapersPage, shell: Shell, settle: Callable[[Any], None]
) -> None:
    shell.desk.run(IssueCertificate(member="F01", day=date(2019, 3, 1)))
    assert "certificate" not in [card.paper.kind for card in page.gallery.shown]
    page.open_thing("certificate:0001")
    settle(shell)
    assert (page.gallery.kind, page.print.isEnabled()) == ("certificate", True)
    page.reload()
    settle(shell)
    assert "certificate" in [card.paper.kind for card in page.gallery.shown]
    page.open_thing("certificate:0009")
    settle(shell)
    assert "0009" in page.message.text.text()
    assert page.gallery.kind != "certificate" or not page.print.isEnabled()


def test_a_saved_paper_is_the_one_that_was_shown(
    page: PapersPage, shell: Shell, opener: AnsweringOpener, tmp_path: Path, settle: Callable[[Any], None]
) -> None:
    target = tmp_path / "分红单.pdf"
    opener.answers = [None, target]
    page.save_pdf()
    page.save_pdf()
    settle(shell)
    assert opener.asked[0].name == "2019年度分红单.pdf"
    document = pypdfium2.PdfDocument(target)
    assert (len(document), "170,000.00" in document[2].get_textpage().get_text_range()) == (MEMBERS, True)
    document.close()
    assert "已保存：分红单.pdf" in page.message.text.text()


def test_a_folder_that_is_gone_is_said_in_the_page(
    page: PapersPage, shell: Shell, opener: AnsweringOpener, tmp_path: Path, settle: Callable[[Any], None]
) -> None:
    opener.answers = [tmp_path / "gone" / "分红单.pdf"]
    page.save_pdf()
    settle(shell)
    assert page.message.isVisible()
    assert "分红单.pdf" in page.message.text.text() or "gone" in page.message.text.text()


def test_printing_sends_the_pages_chosen_in_the_system_s_dialog(
    page: PapersPage, shell: Shell, opener: AnsweringOpener, tmp_path: Path, settle: Callable[[Any], None]
) -> None:
    target = tmp_path / "printed.pdf"

    def set_up(printer: QPrinter) -> None:
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(target))
        printer.setFromTo(2, 4)

    opener.answers = [None, set_up]
    page.print_paper()
    page.print_paper()
    settle(shell)
    document = pypdfium2.PdfDocument(target)
    width, height = document[0].get_size()
    assert (len(document), round(width), round(height)) == (3, 595, 420)
    document.close()
    assert page.message.text.text() == "已送打印机：3 页"


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_cannot_be_begun_with_is_said(page: PapersPage, tmp_path: Path) -> None:
    files = page._made["slips_a5"]
    printer = printer_for(QSizeF(595, 420), 1, "分红单")
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "gone" / "printed.pdf"))
    with pytest.raises(EnvironmentFault) as caught:
        print_pages(printer, files, lambda done, total: None)
    assert caught.value.code == "print.refused"


def test_the_register_is_printed_as_at_a_day_that_is_chosen(
    page: PapersPage, shell: Shell, qtbot: QtBot, settle: Callable[[Any], None]
) -> None:
    assert not page.as_at.isVisible()
    page.gallery.choose("register")
    assert (page.as_at.isVisible(), page.as_at.day) == (True, date(2019, 12, 31))
    assert page.print.isEnabled()

    def choose(day: str) -> None:
        page.as_at.edit.setText(day)
        page.as_at.take()
        settle(shell)

    choose("2019-02-17")
    assert page.message.text.text() == "2019年2月17日 没有可打印的名册；请另选一天"
    choose("2099-01-01")
    assert page.as_at.day == date(2019, 12, 31)
    choose("31 December")
    assert page.message.text.text().startswith("日期不对")
    choose("2020.6.30")
    assert page.message.isHidden()
    assert (page.gallery.kind, page.as_at.isVisible()) == ("register", True)
    said = pypdfium2.PdfDocument(page._made["register"][0])
    assert "截至2020年6月30日" in said[0].get_textpage().get_text_range()
    said.close()
    days = page.as_at.menu()
    assert [entry.text().partition("　")[0] for entry in days.actions()] == [
        "今天", "2019 年末", "2019 年度股权登记日",
    ]  # fmt: skip
    shell.set_year(2020)
    page.reload()
    settle(shell)
    assert (page.gallery.kind, page.as_at.day) == ("register", date(2020, 12, 31))


def test_before_the_meeting_the_draft_is_there_to_print_and_nothing_else(
    page: PapersPage, shell: Shell, settle: Callable[[Any], None]
) -> None:
    village.enter_year(shell.desk, 2023, "2568400", "468400")
    village.draft_year(shell.desk, 2023)
    shell.set_year(2023)
    page.reload()
    settle(shell)
    assert [card.paper.kind for card in page.gallery.shown] == ["proposal", "member_accounts", "register"]
    assert all(card.isVisibleTo(page) == (card in page.gallery.shown) for card in page.gallery.cards)
    assert page.gallery.kind == "proposal"
    assert page.print.isEnabled()
    assert "草案，待成员大会表决" in page.state.text()
    page.open_thing("notice")
    assert page.gallery.kind == "proposal"
    pages = page.preview.pages
    facts = shell.desk.distribution.facts(2023, date(2023, 12, 31))
    shell.keep_comparison(
        "按股分红", shell.desk.distribution.scheme_from(shell.desk.distribution.templates()[0], facts)
    )
    page.hide()
    page.show()
    settle(shell)
    assert page.preview.pages >= pages
    said = pypdfium2.PdfDocument(page._made["proposal"][0])
    assert any("方案对比" in each.get_textpage().get_text_range() for each in said)
    said.close()
    shell.set_year(2019)
    page.reload()
    settle(shell)
    assert "proposal" not in [card.paper.kind for card in page.gallery.shown]
    assert page.gallery.kind == "slips_a5"
    assert page.preview.pages == MEMBERS


def test_a_loss_year_has_its_paper_before_and_after_the_meeting(
    page: PapersPage, shell: Shell, settle: Callable[[Any], None]
) -> None:
    village.enter_year(shell.desk, 2023, "100", "5100")
    shell.set_year(2023)
    page.reload()
    settle(shell)
    assert [card.paper.kind for card in page.gallery.shown] == ["loss_plan", "member_accounts", "register"]
    assert "待成员大会表决" in page.state.text()
    assert page.preview.pages == 1
    members = len(shell.desk.members.present())
    resolution = Resolution(
        day=date(2024, 1, 10), number="2", members=members, present=members, votes_for=members
    )
    shell.desk.run(CloseLossYear(year=2023, record_date=date(2023, 12, 31), resolution=resolution))
    page.reload()
    settle(shell)
    assert page.state.text() == "2023 年度 · 亏损年度，亏损处理方案已决议"
    assert page.gallery.kind == "loss_plan"
    assert page.print.isEnabled()


def test_a_year_without_a_draft_has_its_register_alone(
    page: PapersPage, shell: Shell, settle: Callable[[Any], None]
) -> None:
    shell.set_year(2024)
    page.reload()
    settle(shell)
    assert [card.paper.kind for card in page.gallery.shown] == ["member_accounts", "register"]
    assert page.state.text() == "2024 年度 · 还没有保存分配草案"
    assert page.print.isEnabled()


def test_a_year_without_members_leads_to_the_distribution(
    page: PapersPage, shell: Shell, qtbot: QtBot, settle: Callable[[Any], None]
) -> None:
    shell.set_year(2018)
    page.reload()
    settle(shell)
    assert not page.print.isEnabled()
    assert page.empty.isVisible()
    with qtbot.waitSignal(shell.page_wanted) as wanted:
        page.empty.step.click()
    assert wanted.args[0] == "distribution"


@pytest.mark.parametrize("size", list(TextSize))
def test_nothing_is_clipped_nameless_or_out_of_order(
    page: PapersPage, qapp: QApplication, size: TextSize
) -> None:
    theme.apply(qapp, Theme.DARK, size)
    assert faults(page) == []


def test_a_printer_is_set_to_the_paper_s_size() -> None:
    printer = printer_for(QSizeF(841.89, 595.28), 3, "签领表")
    layout = printer.pageLayout()
    assert layout.pageSize().id() == QPageSize.PageSizeId.A4
    assert (layout.orientation(), layout.margins()) == (
        QPageLayout.Orientation.Landscape,
        QMarginsF(0, 0, 0, 0),
    )
