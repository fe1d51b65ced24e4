"""Households in the window: entered from a member, shown with the facts, changed and dissolved, all by the keyboard."""

from collections.abc import Callable
from typing import Any

from coopdesk.domain.members.household import HEAD, Household, HouseholdPerson
from coopdesk.services.desk import Desk
from coopdesk.services.members.commands import RecordHousehold
from coopdesk.ui.members.facts import household_facts
from coopdesk.ui.members.household_form import DissolvingForm, HouseholdForm
from coopdesk.ui.members.more_acts import DISSOLVE, HOUSEHOLD
from coopdesk.ui.members.page import MembersPage
from tests.ui.conftest import AnsweringOpener

Settling = Callable[[Any], None]
WIFE = HouseholdPerson("妻", name="周玉兰", identity="500108198512310020")


def test_a_household_is_entered_from_a_member_and_stands_with_the_facts(
    page: MembersPage, desk: Desk, opener: AnsweringOpener, settle: Settling
) -> None:
    def fill(form: HouseholdForm) -> None:
        assert form.code.text() == "H001"
        assert form.persons.persons() == (HouseholdPerson(HEAD, "F01"),)
        form.persons.view.put_cursor(1, 0)
        form.persons.paste("妻\t\t周玉兰\t500108198512310020\n长子\tF02\t\t")

    page.show_member("F01")
    assert DISSOLVE.name not in [act.name for act in page.detail.more_acts()]
    opener.answers = [fill]
    page.more(HOUSEHOLD.name)
    settle(page._shell)
    assert page.message.text.text() == "F01 的户已登记"
    view = page.detail.view
    assert view is not None and view.household is not None
    facts = household_facts(view.household, view.relatives)
    assert [(fact.caption, fact.masked or fact.value) for fact in facts[:3]] == [
        ("户编号", "H001"),
        (HEAD, f"{view.member.name}（F01）"),
        ("妻", "周玉兰 · 500108********0020"),
    ]
    assert facts[3].caption == "长子" and "F02" in facts[3].value
    assert DISSOLVE.name in [act.name for act in page.detail.more_acts()]


def test_a_row_without_a_name_and_one_with_two_are_told(
    page: MembersPage, desk: Desk, opener: AnsweringOpener
) -> None:
    def fill(form: HouseholdForm) -> None:
        form.persons.view.put_cursor(1, 0)
        form.persons.paste("妻\t\t\t\n子\tF02\t张三\t\n女\t没有这个人\t\t")
        assert [mistake.error.code for mistake in form.persons.mistakes] == [
            "household.nameless",
            "household.both",
            "field.not_found",
        ]
        form.reject()

    page.show_member("F01")
    opener.answers = [fill, True]
    page.more(HOUSEHOLD.name)
    assert desk.households.all() == ()


def test_relations_and_members_are_proposed_while_typing(page: MembersPage, desk: Desk) -> None:
    member = desk.members.get("F01")
    assert member is not None
    relation, who, *_rest = HouseholdForm(desk, member).persons.model.columns
    assert relation.find is not None and who.find is not None
    assert [hit.text for hit in relation.find("媳")] == ["儿媳"]
    assert [hit.thing for hit in who.find("F02")] == ["F02"]


def test_a_household_is_changed_and_dissolved_with_a_reason(
    page: MembersPage, desk: Desk, opener: AnsweringOpener, settle: Settling
) -> None:
    desk.run(RecordHousehold(household=Household("H001", (HouseholdPerson(HEAD, "F01"), WIFE))))
    page.reload()
    page.show_member("F01")

    def change(form: HouseholdForm) -> None:
        form.note.set_text("添丁")
        form.persons.view.put_cursor(2, 0)
        form.persons.paste("长子\t\t小宝\t")

    opener.answers = [change]
    page.more(HOUSEHOLD.name)
    settle(page._shell)
    known = desk.households.get("H001")
    assert known is not None and [person.name for person in known.persons] == ["", "周玉兰", "小宝"]

    def dissolve(form: DissolvingForm) -> None:
        form.reason.set_text("全户迁出")

    opener.answers = [dissolve]
    page.more(DISSOLVE.name)
    settle(page._shell)
    assert page.message.text.text() == "F01 的户已注销"
    assert desk.households.of_member("F01") is None


def test_who_comes_from_another_household_is_asked_about(
    page: MembersPage, desk: Desk, opener: AnsweringOpener, settle: Settling
) -> None:
    both = (HouseholdPerson(HEAD, "F01"), HouseholdPerson("子", "F02"))
    desk.run(RecordHousehold(household=Household("H001", both)))
    page.reload()
    page.show_member("F03")

    def fill(form: HouseholdForm) -> None:
        form.persons.view.put_cursor(1, 0)
        form.persons.paste("子\tF02\t\t")

    opener.answers = [fill, lambda form: form.reason.editor.setPlainText("过继")]
    page.more(HOUSEHOLD.name)
    settle(page._shell)
    moved = desk.households.of_member("F02")
    assert moved is not None and moved.code == "H002"
