"""股权证 in the window: issued, reissued, ended and printed from the member's page."""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from coopdesk.services.desk import Desk
from coopdesk.services.members.certificate_commands import IssueCertificate
from coopdesk.services.members.commands import EndMembership
from coopdesk.ui.members.certificates import END, ISSUE, ISSUE_ALL, PRINT, REISSUE
from coopdesk.ui.members.certifying import (
    EndCertificateForm,
    IssuingAllForm,
    IssuingForm,
    ReissuingForm,
)
from coopdesk.ui.members.page import MembersPage
from coopdesk.ui.members.printing import PriceForm
from tests.ui.conftest import AnsweringOpener

Settling = Callable[[Any], None]


def rows(page: MembersPage) -> list[tuple[str, str, str, str]]:
    shown = page.detail.pane.certificates.model.rows
    return [(row.number, row.day.isoformat(), row.act, row.reason) for row in shown]


def test_one_is_issued_reissued_and_returned(
    page: MembersPage, opener: AnsweringOpener, settle: Settling
) -> None:
    tab = page.detail.pane.certificates
    page.show_member("F02")
    assert (rows(page), tab.issue.isEnabled(), tab.print.isEnabled()) == ([], True, False)

    def issue(form: IssuingForm) -> None:
        assert form.number.text() == "0001"
        form.day.set_text("2019-03-01")
        form.day.fits()
        assert form.day.line.text() == "当日持有 6 股"

    opener.answers = [issue]
    tab.issue.click()
    settle(page._shell)
    assert page.message.text.text() == "已发股权证 0001"
    assert rows(page) == [("0001", "2019-03-01", "发证", "")]
    assert (tab.issue.isEnabled(), tab.reissue.isEnabled(), tab.print.isEnabled()) == (False, True, True)

    def reissue(form: ReissuingForm) -> None:
        form.day.set_text("2019-02-28")
        assert not form.day.fits()
        form.day.set_text("2022-05-01")
        form.reason.set_text("遗失")

    opener.answers = [reissue]
    tab.reissue.click()
    settle(page._shell)

    def end(form: EndCertificateForm) -> None:
        form.lost.choose(True)
        form.reason.set_text("原证焚毁")

    opener.answers = [end, True]
    tab.end.click()
    settle(page._shell)
    assert page.message.text.text() == "已注销股权证 0001"
    assert rows(page)[1:] == [
        ("0001", "2022-05-01", "补发", "遗失"),
        ("0001", "2023-03-01", "注销", "原证焚毁"),
    ]
    assert (tab.issue.isEnabled(), tab.reissue.isEnabled(), tab.end.isEnabled()) == (True, False, False)


def test_the_cursor_stays_at_the_certificates_when_one_was_issued(
    page: MembersPage, opener: AnsweringOpener, settle: Settling, qtbot: QtBot
) -> None:
    tab = page.detail.pane.certificates
    page.show_member("F02")
    holder = tab.parentWidget()
    assert holder is not None
    page.detail.pane.tabs.setCurrentWidget(holder)
    page.activateWindow()
    tab.issue.setFocus()
    qtbot.waitUntil(tab.issue.hasFocus)
    opener.answers = [lambda form: form.day.set_text("2019-03-01")]
    qtbot.keyClick(tab.issue, Qt.Key.Key_Space)
    settle(page._shell)
    assert not tab.issue.isEnabled()
    assert page.window().focusWidget() is tab.table.view


def test_all_others_get_theirs_at_once(
    page: MembersPage, desk: Desk, opener: AnsweringOpener, settle: Settling
) -> None:
    desk.run(IssueCertificate(member="F02", day=date(2019, 3, 1), number="放字第8号"))
    page.reload()

    def issue(form: IssuingAllForm) -> None:
        form.day.set_text("2019-03-01")

    opener.answers = [issue]
    page.certify(ISSUE_ALL.name, None)
    settle(page._shell)
    assert page.message.text.text() == "已发 21 本股权证"
    page.show_member("F20")
    assert rows(page) == [("放字第29号", "2019-03-01", "发证", "")]


def test_printing_goes_to_the_papers_with_the_number(page: MembersPage, desk: Desk) -> None:
    desk.run(IssueCertificate(member="F02", day=date(2019, 3, 1)))
    page.reload()
    page.show_member("F02")
    asked: list[tuple[str, str]] = []
    page._shell.page_wanted.connect(lambda where, thing: asked.append((where, thing)))
    page.detail.pane.certificates.print.click()
    assert asked == [("papers", "certificate:0001")]
    assert {action.name for action in (ISSUE, REISSUE, END, PRINT)} == {
        "issue-certificate", "reissue-certificate", "end-certificate", "print-certificate",
    }  # fmt: skip


def test_the_papers_of_a_member_are_in_the_menu(page: MembersPage, desk: Desk) -> None:
    page.show_member("F02")
    asked: list[tuple[str, str]] = []
    page._shell.page_wanted.connect(lambda where, thing: asked.append((where, thing)))
    entries = {entry.text(): entry for entry in page.detail.more_menu().actions()}
    assert "打印退社结算单" not in entries
    entries["打印入社申请书"].trigger()
    desk.run(EndMembership(member="F02", day=date(2022, 12, 31), redeem=True))
    page.reload()
    page.show_member("F02")
    {entry.text(): entry for entry in page.detail.more_menu().actions()}["打印退社结算单"].trigger()
    assert asked == [("papers", "application:F02"), ("papers", "settlement:F02")]


def test_the_agreement_of_a_transfer_is_printed_with_the_price_that_is_typed(
    page: MembersPage, opener: AnsweringOpener
) -> None:
    page.show_member("F01")
    pane = page.detail.pane
    asked: list[str] = []
    page._shell.page_wanted.connect(lambda _where, thing: asked.append(thing))
    pane.entries.view.put_cursor(0)
    assert not pane.agreement.isEnabled()
    pane.entries.view.put_cursor(1)
    for typed in ("3万", ""):

        def price(form: PriceForm, typed: str = typed) -> None:
            form.price.set_text(typed)

        opener.answers = [price]
        pane.agreement.click()
    assert asked == ["agreement:23/30000.00", "agreement:23"]
