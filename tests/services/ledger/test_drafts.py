"""凭证草稿: typed, changed, checked by somebody else, posted; every text they ever had stays. Templates, phrases."""

from dataclasses import replace
from datetime import date

import pytest

from coopdesk.domain.ledger.months import MonthState
from coopdesk.domain.ledger.voucher import Voucher
from coopdesk.services.desk import Desk
from coopdesk.services.ledger.commands import (
    CheckDraft,
    DropTemplate,
    PostDrafts,
    PostVouchers,
    SaveDraft,
    SaveTemplate,
    SetLedgerRules,
    SetMonthState,
    VoidDraft,
)
from coopdesk.services.ledger.values import DraftState, LedgerSettings, TemplateKind
from tests.services.ledger.books import (
    FIRST,
    MARCH,
    assert_sound,
    credit,
    debit,
    power,
    refused,
    voucher,
    yuan,
)


def save(desk: Desk, typed: Voucher, draft: int | None = None) -> int:
    return int(desk.run(SaveDraft(voucher=typed, draft=draft)).reference)


def test_what_is_typed_is_kept_right_or_not(keeping: Desk) -> None:
    half = voucher(debit("", "0", ""), credit("nowhere", "5", member="nobody"), papers=0, word="收付")
    number = save(keeping, half)
    assert keeping.ledger.draft(number).voucher == half
    assert save(keeping, Voucher(MARCH, ())) == 2
    assert keeping.ledger.draft(2).voucher.lines == ()
    assert refused(keeping, PostDrafts(drafts=(number,))).code == "voucher.summary_missing"
    assert refused(keeping, CheckDraft(draft=number)).code == "voucher.summary_missing"
    assert_sound(keeping)


def test_the_old_texts_of_a_draft_stay(keeping: Desk) -> None:
    number = save(keeping, power(amount="1"))
    assert save(keeping, power(amount="2"), number) == number
    keeping.run(VoidDraft(draft=number, reason="重复"))
    versions = keeping.ledger.draft_versions(number)
    assert [each.state for each in versions] == [DraftState.DRAFT, DraftState.DRAFT, DraftState.VOID]
    assert [each.voucher.debit for each in versions] == [yuan("1"), yuan("2"), yuan("2")]
    assert versions[-1].reason == "重复"
    assert keeping.ledger.drafts() == []
    error = refused(keeping, SaveDraft(voucher=power(), draft=number))
    assert (error.code, error.params["state"]) == ("draft.over", DraftState.VOID)
    assert_sound(keeping)


def test_drafts_get_numbers_in_the_order_in_which_they_are_posted(keeping: Desk) -> None:
    numbers = [save(keeping, power(day)) for day in (date(2024, 3, 9), MARCH, date(2024, 3, 7))]
    assert [each.id for each in keeping.ledger.drafts()] == [2, 3, 1]
    posted = keeping.run(PostDrafts(drafts=(2, 1))).reference.split()
    found = [keeping.ledger.voucher(int(each)) for each in posted]
    assert [(each.number, each.draft, each.voucher.day.day) for each in found] == [(1, 2, 5), (2, 1, 9)]
    assert [each.id for each in keeping.ledger.drafts()] == [numbers[2]]
    assert keeping.ledger.draft(2).state is DraftState.POSTED
    assert_sound(keeping)


def test_several_are_posted_all_or_none(keeping: Desk) -> None:
    good, bad = save(keeping, power()), save(keeping, voucher(debit("523", "5"), credit("102", "6")))
    assert refused(keeping, PostDrafts(drafts=(good, bad))).params["of_voucher"] == 2
    assert refused(keeping, PostDrafts(drafts=())).code == "draft.none_chosen"
    assert refused(keeping, PostDrafts(drafts=(good, good))).code == "draft.twice"
    assert refused(keeping, PostDrafts(drafts=(good, 9))).code == "draft.unknown"
    assert [each.state for each in keeping.ledger.drafts()] == [DraftState.DRAFT] * 2
    keeping.run(PostDrafts(drafts=(good,)))
    assert refused(keeping, PostDrafts(drafts=(good,))).code == "draft.over"
    assert_sound(keeping)


def test_nobody_posts_what_somebody_changed_since_he_looked(keeping: Desk) -> None:
    number = save(keeping, power())
    seen = keeping.journal.seen()
    save(keeping, power(amount="1"), number)
    assert refused(keeping, PostDrafts(drafts=(number,), seen=seen)).code == "changed.since"
    keeping.run(PostDrafts(drafts=(number,), seen=keeping.journal.seen()))


class TestTwoPersons:
    """Where whoever checks is another than who prepared."""

    @pytest.fixture(autouse=True)
    def rules(self, keeping: Desk) -> None:
        keeping.run(SetLedgerRules(settings=LedgerSettings(two_persons=True)))
        keeping.run(SetLedgerRules(settings=LedgerSettings(two_persons=True)))
        assert keeping.ledger.settings().two_persons

    def test_only_the_other_one_checks_and_only_what_was_checked_is_posted(self, keeping: Desk) -> None:
        number = save(keeping, power())
        assert refused(keeping, PostDrafts(drafts=(number,))).code == "draft.not_checked"
        assert refused(keeping, CheckDraft(draft=number)).code == "draft.same_person"
        assert refused(keeping, PostVouchers(vouchers=(power(),))).code == "voucher.wants_check"
        keeping.person = ""
        assert refused(keeping, CheckDraft(draft=number)).code == "draft.nobody"
        keeping.person = "李监事"
        keeping.run(CheckDraft(draft=number))
        assert refused(keeping, CheckDraft(draft=number)).code == "draft.checked_already"
        keeping.person = "赵会计"
        (posted,) = keeping.run(PostDrafts(drafts=(number,))).reference.split()
        found = keeping.ledger.voucher(int(posted))
        assert (found.prepared_by, found.checked_by, found.posted_by) == ("王会计", "李监事", "赵会计")
        assert_sound(keeping)

    def test_who_changes_it_answers_for_it_and_it_is_checked_anew(self, keeping: Desk) -> None:
        number = save(keeping, power())
        keeping.person = "李监事"
        keeping.run(CheckDraft(draft=number))
        save(keeping, power(amount="5"), number)
        assert keeping.ledger.draft(number).state is DraftState.DRAFT
        assert keeping.ledger.draft(number).prepared_by == "李监事"
        assert refused(keeping, CheckDraft(draft=number)).code == "draft.same_person"

    def test_a_check_is_taken_back(self, keeping: Desk) -> None:
        number = save(keeping, power())
        assert refused(keeping, CheckDraft(draft=number, take_back=True)).code == "draft.not_checked"
        keeping.person = "李监事"
        keeping.run(CheckDraft(draft=number))
        keeping.run(CheckDraft(draft=number, take_back=True))
        assert (keeping.ledger.draft(number).state, keeping.ledger.draft(number).checked_by) == (
            DraftState.DRAFT,
            "",
        )


def test_one_person_alone_may_post_without_a_check(keeping: Desk) -> None:
    keeping.person = ""
    number = save(keeping, power())
    keeping.run(PostDrafts(drafts=(number,)))
    assert keeping.ledger.voucher(2).prepared_by == ""


def test_a_draft_of_a_month_closed_meanwhile_is_not_posted(keeping: Desk) -> None:
    number = save(keeping, power(date(2024, 1, 8)))
    keeping.run(SetMonthState(month=FIRST, state=MonthState.CLOSED, reason="草稿留到下月"))
    assert refused(keeping, PostDrafts(drafts=(number,))).code == "period.closed"
    save(keeping, power(date(2024, 2, 8)), number)
    keeping.run(PostDrafts(drafts=(number,)))


def test_a_draft_is_void_for_a_reason(keeping: Desk) -> None:
    number = save(keeping, power())
    assert refused(keeping, VoidDraft(draft=number, reason="")).code == "draft.reason_missing"
    assert refused(keeping, VoidDraft(draft=9, reason="重复")).code == "draft.unknown"


def test_lines_that_recur_are_kept_under_a_name(keeping: Desk) -> None:
    lines = (debit("523", "0"), credit("102", "0"))
    power_bill = SaveTemplate(kind=TemplateKind.VOUCHER, name="电费", word="付", lines=lines)
    assert keeping.run(power_bill).reference == "1"
    assert keeping.run(SaveTemplate(kind=TemplateKind.PHRASE, name="付电费", lines=lines)).reference == "2"
    assert keeping.run(SaveTemplate(kind=TemplateKind.PHRASE, name="收房租")).reference == "3"
    (template,) = keeping.ledger.templates(TemplateKind.VOUCHER)
    assert (template.id, template.name, template.word, template.lines) == (1, "电费", "付", lines)
    phrases = keeping.ledger.templates(TemplateKind.PHRASE)
    assert [(each.id, each.name, each.lines) for each in phrases] == [(2, "付电费", ()), (3, "收房租", ())]
    keeping.run(replace(power_bill, template=1, name="水电费", command_id="again"))
    keeping.run(DropTemplate(template=2))
    assert [each.name for each in keeping.ledger.templates(TemplateKind.VOUCHER)] == ["水电费"]
    assert [each.name for each in keeping.ledger.templates(TemplateKind.PHRASE)] == ["收房租"]
    assert_sound(keeping)


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (SaveTemplate(kind=TemplateKind.PHRASE, name=" "), "voucher_template.name_missing"),
        (SaveTemplate(kind=TemplateKind.PHRASE, name="付电费"), "voucher_template.name_taken"),
        (SaveTemplate(kind=TemplateKind.VOUCHER, name="电费"), "voucher_template.no_lines"),
        (SaveTemplate(kind=TemplateKind.PHRASE, name="别的", template=7), "voucher_template.unknown"),
        (DropTemplate(template=7), "voucher_template.unknown"),
    ],
)
def test_what_is_no_template_is_told(keeping: Desk, command: SaveTemplate, code: str) -> None:
    keeping.run(SaveTemplate(kind=TemplateKind.PHRASE, name="付电费"))
    assert refused(keeping, command).code == code
