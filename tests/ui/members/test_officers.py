"""Officers and what the law asks of the roll, in the window: the form, the facts, the button with its findings."""

from collections.abc import Callable
from datetime import date
from typing import Any

from coopdesk.domain.members.officers import Office, OfficeTerm
from coopdesk.services.desk import Desk
from coopdesk.services.members.commands import AppointOfficer
from coopdesk.services.members.in_office import officers
from coopdesk.ui.kit.dialogs import ChangesSheet
from coopdesk.ui.members.facts import office_facts
from coopdesk.ui.members.more_acts import OFFICE
from coopdesk.ui.members.officers_form import OfficersForm
from coopdesk.ui.members.page import MembersPage
from tests.ui.conftest import AnsweringOpener

Settling = Callable[[Any], None]
SPRING = date(2022, 3, 1)


def present(desk: Desk) -> list[tuple[Office, str]]:
    found = desk.members.read(lambda uow: officers(uow, desk.today))
    return [(each.term.office, each.term.member or each.term.name) for each in found]


def test_the_chosen_member_comes_into_an_office_and_it_stands_with_the_facts(
    page: MembersPage, desk: Desk, opener: AnsweringOpener, settle: Settling
) -> None:
    def fill(form: OfficersForm) -> None:
        assert not form.last.isVisibleTo(form)
        form.begun.set_text("2022-03-01")
        form.until.set_text("2025-02-28")
        form.resolution.set_text("成员大会 2022-01 号")

    page.show_member("F01")
    opener.answers = [fill]
    page.more(OFFICE.name)
    settle(page._shell)
    assert present(desk) == [(Office.CHAIR, "F01")]
    view = page.detail.view
    assert view is not None
    (fact,) = office_facts(view.offices)
    assert (fact.caption, fact.value) == ("理事长", "2022-03-01 — 至今 · 成员大会 2022-01 号")


def test_an_accountant_who_is_no_member_is_entered_from_the_page_and_leaves(
    page: MembersPage, desk: Desk, opener: AnsweringOpener, settle: Settling
) -> None:
    def hire(form: OfficersForm) -> None:
        form.member.set_text("")
        form.office.choose(Office.ACCOUNTANT)
        form.name.set_text("周会计")

    def leave(form: OfficersForm) -> None:
        form.act.choose("end")
        assert form.term.isVisibleTo(form) and not form.office.isVisibleTo(form)
        form.reason.set_text("辞职")

    page.show_member("F01")
    opener.answers = [hire]
    page.more(OFFICE.name)
    settle(page._shell)
    assert present(desk) == [(Office.ACCOUNTANT, "周会计")]
    opener.answers = [leave]
    page.more(OFFICE.name)
    settle(page._shell)
    (known,) = desk.members.read(lambda uow: uow.officers.all())
    assert (known.term.ended, known.term.note) == (desk.today, "辞职")


def test_a_conflict_is_said_in_the_form_with_its_article(
    page: MembersPage, desk: Desk, opener: AnsweringOpener, settle: Settling
) -> None:
    desk.run(AppointOfficer(term=OfficeTerm(Office.CHAIR, SPRING, "F01")))

    def fill(form: OfficersForm) -> None:
        form.office.choose(Office.SUPERVISOR)

    page.show_member("F01")
    opener.answers = [fill, None]
    page.more(OFFICE.name)
    settle(page._shell)
    assert "第三十三条" in opener.asked[-1].message.text.text()

    def strike(form: OfficersForm) -> None:
        form.act.choose("strike")
        form.reason.set_text("录错")

    opener.answers = [strike]
    page.more(OFFICE.name)
    settle(page._shell)
    assert present(desk) == []


def test_what_the_law_asks_of_the_roll_is_a_button_with_its_articles(
    page: MembersPage, desk: Desk, opener: AnsweringOpener, settle: Settling
) -> None:
    page.settle()
    assert page.law.button.isVisibleTo(page)
    assert page.law.button.text() == "法规提示 1 条"
    opener.answers = [False]
    page.law.button.click()
    sheet = opener.asked[-1]
    assert isinstance(sheet, ChangesSheet)
    ((article, sentence),) = sheet.changes
    assert article == "合作社法第二十条"
    assert "2 个，最多 1 个" in sentence
