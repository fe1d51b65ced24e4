"""The page over a real book, by keyboard: from the typed surplus to the paid dividend, and every turn aside."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from coopdesk import i18n
from coopdesk.domain.coop.charter import Leftover
from coopdesk.domain.distribution.resolution import Resolution
from coopdesk.domain.distribution.scheme import FixedAmount, RateOfTier
from coopdesk.domain.members.member import Member, MemberKind
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import Quantity, parse_quantity
from coopdesk.services.desk import Desk
from coopdesk.services.distribution.commands import (
    ApproveDistribution,
    DraftDistribution,
    MarkPaid,
    RecordYearFigures,
)
from coopdesk.services.distribution.headlines import PlanState
from coopdesk.services.members.commands import AddShares, RegisterMember
from coopdesk.ui.distribution import acts, reading
from coopdesk.ui.distribution.page import DistributionPage
from coopdesk.ui.distribution.part_forms import LineForm, RebateForm
from coopdesk.ui.distribution.resolution_form import PaymentForm, ResolutionForm
from coopdesk.ui.distribution.situation import RESERVE, RESOLUTION, REVIEW, SCHEME, SURPLUS
from coopdesk.ui.frame.actions import Action
from coopdesk.ui.kit import theme
from coopdesk.ui.kit.dialogs import ChangesSheet
from coopdesk.ui.kit.table import DataTable
from coopdesk.ui.kit.tokens import TextSize, Theme
from tests.ui.conftest import AnsweringOpener
from tests.ui.distribution.conftest import FIGURES, FOUNDED, RECORD_DAY, Opener, two_lines
from tests.ui.distribution.looking import faults

Settled = Callable[[DistributionPage], None]
Typist = Callable[[QWidget, str], None]


def headline(page: DistributionPage) -> list[str]:
    return [block.value.text() for block in page.right.results.headline.blocks]


def primary(page: DistributionPage) -> str:
    """The words of the one primary action that shows."""
    shown = [
        made for made in page.acts.buttons.values() if made.property("kind") == "primary" and made.isVisible()
    ]
    assert len(shown) == 1
    return shown[0].text()


def others(page: DistributionPage) -> set[str]:
    return {
        made.text() for made in page.acts.buttons.values() if made.property("kind") == "" and made.isVisible()
    }


def press(page: DistributionPage, action: Action) -> None:
    page.acts.buttons[action.name].click()


def drafted(desk: Desk) -> int:
    command = DraftDistribution(
        year=2019, record_date=RECORD_DAY, scheme=two_lines(), template="shares_and_rebate"
    )
    return int(desk.run(command).reference)


def resolved(desk: Desk) -> int:
    plan_id = drafted(desk)
    resolution = Resolution("2019 年第 1 号", RECORD_DAY, members=22, present=22, votes_for=21)
    desk.run(ApproveDistribution(plan_id=plan_id, resolution=resolution))
    return plan_id


def enter(qtbot: QtBot, times: int = 1) -> None:
    for _time in range(times):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)


def test_2019_from_the_figures_to_the_paid_dividend_by_keyboard(
    qtbot: QtBot,
    bare_desk: Desk,
    opened: Opener,
    settled: Settled,
    type_text: Typist,
    opener: AnsweringOpener,
) -> None:
    page = opened(bare_desk)
    page.take_focus()
    surplus = page.left.surplus
    assert surplus.income.edit.hasFocus()
    assert (primary(page), page.state.text()) == ("下一步：公积金", "尚未起草 · 先录入本年收入和支出")

    qtbot.keyClicks(surplus.income.edit, "2356900")
    qtbot.keyClick(surplus.income.edit, Qt.Key.Key_Tab)
    qtbot.keyClicks(QApplication.focusWidget(), "356900")
    assert surplus.income.edit.text() == "2,356,900.00"
    assert surplus.result.entries[0].figure == "2,000,000.00"
    type_text(surplus.source.edit, "2019 年度盈余及盈余分配表")
    assert primary(page) == "保存，下一步：公积金"
    qtbot.keyClick(surplus.source.edit, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    settled(page)
    assert (page.step, headline(page)[0]) == (RESERVE, "21,250.00")
    assert page.steps.buttons[SURPLUS].text() == "1 盈余  2,000,000.00"

    qtbot.keyClick(page, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert (page.step, primary(page)) == (SCHEME, "下一步：核对")
    assert headline(page) == ["21,250.00", "1,700,000.00", "300,000.00", "—"]
    qtbot.keyClick(page, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert (page.step, primary(page)) == (REVIEW, "保存草案")
    qtbot.keyClick(page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settled(page)
    assert (page.step, primary(page)) == (RESOLUTION, "登记决议")
    record = bare_desk.distribution.plan(2019)
    assert record is not None
    assert (record.state, record.draft.drafter, record.draft.facts.record_date) == (
        PlanState.DRAFT,
        "王会计",
        RECORD_DAY,
    )

    opener.answers = [lambda form: fill_resolution(qtbot, form), True]
    page.acts.buttons["resolve"].setFocus()
    qtbot.keyClick(page.acts.buttons["resolve"], Qt.Key.Key_Space)
    settled(page)
    sheet = opener.asked[1]
    assert isinstance(sheet, ChangesSheet)
    assert ("农户每股所得", "21,250.00 元") in sheet.changes
    assert ("决议", "2019 年第 1 号，到会 20 人，赞成 18 票") in sheet.changes
    assert (primary(page), others(page)) == ("标记已发放", {"打印分红单", "撤回决议"})
    assert page.state.text().startswith("已决议，未发放 · 20 户农户、1 个村集体、1 个供销社，共 100 股")

    opener.answers = [lambda form: fill_payment(form, type_text), True]
    page.acts.buttons["pay"].setFocus()
    qtbot.keyClick(page.acts.buttons["pay"], Qt.Key.Key_Space)
    settled(page)
    plan = bare_desk.distribution.frozen_plan(2019)
    assert (plan.paid_on, plan.payment_method) == (date(2020, 1, 10), "现金签领")
    assert (primary(page), others(page)) == ("打印分红单", {"撤销发放"})
    nets = {member.number: str(member.net) for member in plan.members}
    assert [nets[number] for number in ("G01", "C01", "F01", "F20")] == [
        "0.00", "300000.00", "170000.00", "42500.00",
    ]  # fmt: skip


def fill_resolution(qtbot: QtBot, form: ResolutionForm) -> None:
    assert form.members.text() == "22"
    form.day.set_text("20191220")
    qtbot.keyClicks(form.present.edit, "20")
    assert "到会人数已达法定人数。" in form.rule.text()
    qtbot.keyClicks(form.votes.edit, "11")
    assert "赞成票没有过半。" in form.rule.text()
    form.votes.set_text("18")
    assert "赞成票已过半。" in form.rule.text()


def fill_payment(form: PaymentForm, type_text: Typist) -> None:
    form.day.set_text("2020-01-10")
    type_text(form.method.edit, "现金签领")


def test_a_vote_that_misses_its_quorum_is_registered_as_such_and_the_draft_stays_a_draft(
    desk: Desk, opened: Opener, settled: Settled, opener: AnsweringOpener
) -> None:
    drafted(desk)
    page = opened(desk)
    forms: list[ResolutionForm] = []

    def too_few(form: ResolutionForm) -> None:
        forms.append(form)
        form.day.set_text("20191220")
        form.present.set_text("14")
        form.votes.set_text("14")

    opener.answers = [too_few, True]
    press(page, acts.RESOLVE)
    settled(page)
    assert [entry.words for entry in page.left.resolution.course.entries] == [
        "草案保存",
        "表决未通过",
        "成员大会决议",
    ]
    assert "到会人数不足法定人数。" in forms[0].rule.text()
    record = desk.distribution.plan(2019)
    assert record is not None
    assert record.state is PlanState.DRAFT


def test_a_sheet_that_is_left_freezes_nothing(
    desk: Desk, opened: Opener, settled: Settled, opener: AnsweringOpener
) -> None:
    drafted(desk)
    page = opened(desk)

    def filled(form: ResolutionForm) -> None:
        for field, text in ((form.day, "20191220"), (form.present, "22"), (form.votes, "22")):
            field.set_text(text)

    opener.answers = [filled, False]
    press(page, acts.RESOLVE)
    settled(page)
    assert primary(page) == "登记决议"


def test_a_resolution_the_book_refuses_comes_back_with_all_that_was_typed(
    desk: Desk, opened: Opener, settled: Settled, opener: AnsweringOpener
) -> None:
    drafted(desk)
    page = opened(desk)

    def in_future(form: ResolutionForm) -> None:
        for field, text in ((form.day, "20200302"), (form.present, "22"), (form.votes, "22")):
            field.set_text(text)

    def mended(form: ResolutionForm) -> None:
        assert form.message.text.text().startswith("决议日期 2020年3月2日 在今天之后")
        assert form.present.text() == "22"
        form.day.set_text("20200301")

    opener.answers = [in_future, True, mended, True]
    press(page, acts.RESOLVE)
    settled(page)
    assert primary(page) == "标记已发放"


def test_an_approval_is_withdrawn_with_a_reason(
    desk: Desk, opened: Opener, settled: Settled, opener: AnsweringOpener
) -> None:
    resolved(desk)
    page = opened(desk)
    opener.answers = [lambda form: form.reason.edit.setPlainText("成员异议")]
    press(page, acts.WITHDRAW)
    settled(page)
    assert (primary(page), page.message.text.text()) == ("登记决议", "决议已撤回，方案回到草案")
    assert not page.left.surplus.income.edit.isReadOnly()


def test_after_the_resolution_everything_is_read_only_and_frozen(desk: Desk, opened: Opener) -> None:
    resolved(desk)
    late = AddShares(member="F03", day=date(2019, 12, 1), shares=parse_quantity("100"), outside_plans="漏记")
    desk.run(late)
    page = opened(desk)
    assert headline(page)[0] == "21,250.00"
    assert page.left.surplus.income.edit.isReadOnly()
    page.go_to(SCHEME)
    card = page.left.scheme.parts.cards["dividend"]
    card.open_form()
    assert card.form is None
    assert "href" not in card.sentence.text()
    assert not page.left.scheme.template.isEnabled()
    page.go_to(RESERVE)
    assert not page.left.reserve.add.isVisible()
    page.left.scheme.edited.emit(two_lines())
    assert page.model.edit is not None
    assert not page.model.edit.scheme.appropriations


def test_slips_are_a_key_away_once_resolved(qtbot: QtBot, desk: Desk, opened: Opener) -> None:
    plan_id = resolved(desk)
    desk.run(MarkPaid(plan_id=plan_id, day=RECORD_DAY, method="现金"))
    page = opened(desk)
    with qtbot.waitSignal(page.shell.page_wanted) as wanted:
        qtbot.keyClick(page, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert wanted.args == ["papers", "slips_a5"]


# Editing the scheme


def test_every_change_shows_at_once(qtbot: QtBot, desk: Desk, opened: Opener, settled: Settled) -> None:
    page = opened(desk)
    page.go_to(RESERVE)
    press_key(qtbot, page.left.reserve.add)
    form = page.left.reserve.forms[0]
    form.rate.edit.selectAll()
    qtbot.keyClicks(form.rate.edit, "10")
    settled(page)
    assert headline(page)[0] == "19,125.00"
    assert page.steps.buttons[RESERVE].text() == "2 公积金  200,000.00"
    assert page.left.reserve.result.entries[-1].figure == "1,800,000.00"
    form.form.choose(False)
    form.amount.edit.setText("50万")
    settled(page)
    assert headline(page)[0] == "15,937.50"
    form.removed.emit()
    settled(page)
    assert headline(page)[0] == "21,250.00"


def press_key(qtbot: QtBot, button: QWidget) -> None:
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)


def test_a_line_is_edited_in_its_card(
    qtbot: QtBot, desk: Desk, opened: Opener, settled: Settled, type_text: Typist
) -> None:
    page = opened(desk)
    page.go_to(SCHEME)
    parts = page.left.scheme.parts
    parts.cards["dividend"].sentence.linkActivated.emit("who")
    form = line_form(page, "dividend")
    assert form.who.scope.box.hasFocus()
    form.who.scope.choose(False)
    form.who.kinds.boxes[MemberKind.FARMER].setChecked(True)
    settled(page)
    assert headline(page) == ["25,000.00", "2,000,000.00", "—", "—"]
    assert parts.cards["dividend"].sentence.plain == "按 股数（登记日持股） 分给 农户"
    form.pool.form.choose(RateOfTier)
    assert form.pool.rate.isVisible()
    qtbot.keyClicks(form.pool.rate.edit, "50")
    form.label.edit.selectAll()
    type_text(form.label.edit, "农户分红")
    settled(page)
    assert headline(page) == ["12,500.00", "1,000,000.00", "—", "1,000,000.00"]
    assert table_of(page).model.headerData(4, Qt.Orientation.Horizontal) == "农户分红"
    qtbot.keyClick(form.label.edit, Qt.Key.Key_Escape)
    assert parts.cards["dividend"].form is None


def test_only_one_card_is_open_and_an_unfinished_one_stays(desk: Desk, opened: Opener) -> None:
    page = opened(desk)
    page.go_to(SCHEME)
    first, second = page.left.scheme.parts.cards.values()
    first.open_form()
    second.open_form("rate")
    assert first.form is None
    assert isinstance(second.form, RebateForm)
    rate = second.form.rate
    assert rate.edit.hasFocus()
    rate.edit.setText("四成")
    second.finish()
    assert second.form is not None
    assert rate.wrong


def test_members_are_chosen_one_by_one(
    qtbot: QtBot, desk: Desk, opened: Opener, settled: Settled, type_text: Typist
) -> None:
    page = opened(desk)
    page.go_to(SCHEME)
    card = page.left.scheme.parts.cards["dividend"]
    card.open_form("who")
    form = line_form(page, "dividend")
    form.who.scope.choose(False)
    for name in ("F01", "F02"):
        qtbot.keyClicks(form.who.members.finder.edit, name)
        qtbot.keyClick(form.who.members.finder.edit, Qt.Key.Key_Return)
    settled(page)
    assert card.sentence.plain == "按 股数（登记日持股） 分给 董𠮷、农户02"
    assert row_of(page, "F01")[4] == "1,142,857.14"
    form.who.members.remove("F02")
    settled(page)
    assert row_of(page, "F01")[4] == "2,000,000.00"


def line_form(page: DistributionPage, part: str) -> LineForm:
    form = page.left.scheme.parts.cards[part].form
    assert isinstance(form, LineForm)
    return form


def table_of(page: DistributionPage) -> DataTable:
    table = page.right.results.table
    assert table is not None
    return table


def row_of(page: DistributionPage, number: str) -> list[str]:
    model = table_of(page).model
    for row in range(model.rowCount()):
        texts = [str(model.index(row, column).data()) for column in range(model.columnCount())]
        if texts[0] == number:
            return texts
    raise AssertionError(number)


def test_lines_tiers_rebates_and_tax_are_added_moved_and_removed(
    desk: Desk, opened: Opener, settled: Settled
) -> None:
    page = opened(desk)
    page.go_to(SCHEME)
    parts = page.left.scheme.parts
    for adder in parts.adders.values():
        adder.click()
    settled(page)
    assert list(parts.cards) == ["line", "dividend", "line-2", "second_rebate", "rebate", "tax:0"]
    assert parts.cards["tax:0"].form is not None
    assert parts.cards["second_rebate"].error.text().startswith("成员 G01 让出的多于所得")
    parts.cards["rebate"].open_form()
    parts.cards["rebate"].remover.click()
    settled(page)
    assert row_of(page, "F01")[-2] == "34,000.00"
    parts.cards["tax:0"].open_form()
    parts.cards["tax:0"].remover.click()
    parts.cards["line-2"].open_form()
    parts.cards["line-2"].movers[0].click()
    settled(page)
    assert [[line.id for line in tier] for tier in parts.scheme.tiers] == [["line", "dividend", "line-2"]]
    assert parts.cards["line-2"].form is not None
    assert parts.cards["line-2"].movers[0].hasFocus()
    parts.cards["line-2"].remover.setFocus()
    parts.cards["line-2"].remover.click()
    assert parts.adders["add-line"].hasFocus()
    settled(page)
    assert list(parts.cards) == ["line", "dividend", "second_rebate"]


def test_a_scheme_that_cannot_be_computed_says_why_at_its_card_and_greys_the_figures(
    desk: Desk, opened: Opener, settled: Settled
) -> None:
    page = opened(desk)
    page.go_to(SCHEME)
    line = page.left.scheme.parts.scheme.tiers[0][0]
    too_much = replace(line, pool=FixedAmount(Money.parse("3000000")))
    page.left.scheme.edited.emit(replace(two_lines(), tiers=((too_much,),)))
    settled(page)
    card = page.left.scheme.parts.cards["dividend"]
    assert card.error.text().startswith("“按股分红”要分 3,000,000.00，本层只剩 2,000,000.00")
    assert headline(page)[0] == "21,250.00"
    assert page.right.results.stale
    assert page.right.results.strip.caption.text() == "上面仍是改动之前的数字"
    assert not page.acts.buttons["next"].isEnabled()
    page.left.scheme.edited.emit(two_lines())
    settled(page)
    assert headline(page)[0] == "21,250.00"
    assert not card.error.isVisible()
    assert page.acts.buttons["next"].isEnabled()


def test_a_template_begins_anew_but_keeps_what_was_settled_before(
    desk: Desk, opened: Opener, settled: Settled
) -> None:
    page = opened(desk)
    page.go_to(RESERVE)
    page.left.reserve.add.click()
    page.left.reserve.forms[0].rate.edit.setText("10%")
    page.go_to(SCHEME)
    page.left.scheme.template.choose("four_four_two")
    settled(page)
    assert list(page.left.scheme.parts.cards) == ["farmers", "supply", "village"]
    assert headline(page) == ["9,000.00", "720,000.00", "360,000.00", "—"]
    assert page.left.scheme.about.text().startswith("可分配盈余四成给农户")


def test_a_template_nobody_can_give_for_is_refused_and_the_old_one_stays(
    empty_desk: Desk, opened: Opener, settled: Settled, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "FIRST", "shares")
    member = Member("F01", "董𠮷", MemberKind.FARMER, FOUNDED)
    empty_desk.run(RegisterMember(member=member, shares=parse_quantity("3")))
    page = opened(empty_desk)
    page.go_to(SCHEME)
    assert page.left.scheme.template.value() == "shares"
    page.left.scheme.template.choose("shares_and_rebate")
    settled(page)
    assert "名册里还没有这类成员" in page.message.text.text()
    assert page.left.scheme.template.value() == "shares"


def test_another_record_date_counts_other_holdings(desk: Desk, opened: Opener, settled: Settled) -> None:
    desk.run(AddShares(member="F20", day=date(2020, 1, 15), shares=parse_quantity("20")))
    page = opened(desk)
    page.go_to(SCHEME)
    page.left.scheme.day.edit.setText("20200131")
    settled(page)
    assert row_of(page, "F20")[3] == "22"
    assert "登记日 2020-01-31" in page.state.text()
    assert page.model.edit is not None
    assert page.model.edit.record_date == date(2020, 1, 31)


def test_odd_money_goes_by_the_rule_chosen(desk: Desk, opened: Opener, settled: Settled) -> None:
    page = opened(desk)
    page.go_to(SCHEME)
    page.left.scheme.template.choose("shares")
    page.left.reserve.add.click()
    page.left.reserve.forms[0].form.choose(False)
    page.left.reserve.forms[0].amount.edit.setText("0.01")
    settled(page)
    assert headline(page)[3] == "0.21"
    page.left.scheme.precision.choose(Money(100))
    page.left.scheme.precision.editor.setFocus()
    page.left.scheme.leftover.editor.setFocus()
    settled(page)
    tops = {
        field.editor.mapTo(page, QPoint()).y()
        for field in (page.left.scheme.precision, page.left.scheme.leftover)
    }
    assert len(tops) == 1
    assert headline(page)[3] == "21.99"
    page.left.scheme.leftover.choose(Leftover.LARGEST_REMAINDER)
    settled(page)
    assert headline(page)[3] == "0.99"


# What is kept


def test_edits_of_a_year_stay_until_saved_or_discarded(desk: Desk, opened: Opener, settled: Settled) -> None:
    drafted(desk)
    page = opened(desk)
    assert page.step == RESOLUTION
    page.go_to(SCHEME)
    page.left.scheme.parts.adders["add-tax"].click()
    settled(page)
    assert page.state.text().startswith("草案，有改动未保存")
    page.shell.set_year(2020)
    page.reload()
    settled(page)
    assert page.step == SURPLUS
    page.shell.set_year(2019)
    page.reload()
    settled(page)
    assert "tax:0" in page.left.scheme.parts.cards
    assert primary(page) == "保存草案"
    press(page, acts.DISCARD)
    settled(page)
    assert "tax:0" not in page.left.scheme.parts.cards
    assert primary(page) == "登记决议"


def test_a_page_made_anew_finds_what_was_being_edited(desk: Desk, opened: Opener, settled: Settled) -> None:
    page = opened(desk)
    assert page.unsaved() == ""
    page.left.scheme.parts.adders["add-tax"].click()
    settled(page)
    assert page.unsaved() == "分配办法"
    again = opened(desk)
    assert "tax:0" in again.left.scheme.parts.cards
    press(again, acts.NEXT)
    press(again, acts.SAVE)
    settled(again)
    assert again.unsaved() == ""
    again.left.surplus.income.set_text("5")
    assert again.unsaved() == "本年盈余"
    assert again.steps.buttons[SURPLUS].text() == "1 盈余  未保存"


def ask(qtbot: QtBot, table: DataTable, key: str) -> None:
    """Ask how the third row's figure came about."""
    table.view.setCurrentIndex(table.model.index(2, table.model.column_of(key)))
    qtbot.keyClick(table.view, Qt.Key.Key_Return)


def test_another_template_stands_beside_the_scheme(
    qtbot: QtBot, desk: Desk, opened: Opener, settled: Settled
) -> None:
    page = opened(desk)
    assert "方案对比" in others(page)
    entries = page.comparison_menu().actions()
    next(entry for entry in entries if entry.text() == "按股分红").trigger()
    settled(page)
    table = table_of(page)
    assert [row_of(page, "F01")[table.model.column_of(key)] for key in ("net", "compared", "difference")] == [
        "170,000.00", "160,000.00", "+10,000.00",
    ]  # fmt: skip
    assert page.right.results.headline.blocks[0].note.text() == "对比 20,000.00"
    assert page.right.results.totals is not None
    assert page.right.results.totals.texts["compared"] == "2,000,000.00"
    strip = page.right.results.strip
    ask(qtbot, table, "difference")
    assert strip.caption.text() == "董𠮷　与“按股分红”相差 10,000.00"
    ask(qtbot, table, "compared")
    assert strip.caption.text() == "对比方案“按股分红”：董𠮷　实发金额 160,000.00 是怎么来的"
    press(page, acts.UNCOMPARE)
    settled(page)
    assert page.right.results.headline.blocks[0].note.text() == ""
    assert "方案对比" in others(page)


def test_a_template_that_does_not_fit_is_not_compared(desk: Desk, opened: Opener, settled: Settled) -> None:
    page = opened(desk)
    page.left.scheme.parts.adders["add-line"].click()
    page.left.reserve.add.click()
    page.left.reserve.forms[0].form.choose(False)
    page.left.reserve.forms[0].amount.edit.setText("1,999,999")
    settled(page)
    page.model.compare_with("fixed_per_share")
    settled(page)
    assert page.message.text.text().startswith("“按股分红”要分 500,000.00，本层只剩 1.00")
    assert headline(page)[0] == "0.01"
    assert "方案对比" in others(page)


def test_a_draft_the_book_has_outgrown_asks_to_be_saved_again(
    desk: Desk, opened: Opener, settled: Settled
) -> None:
    drafted(desk)
    desk.run(AddShares(member="F03", day=date(2019, 12, 1), shares=parse_quantity("10")))
    page = opened(desk)
    assert "请重新保存草案" in page.state.text()
    assert primary(page) == "保存草案"
    press(page, acts.SAVE)
    settled(page)
    assert primary(page) == "登记决议"


def test_the_next_year_begins_with_what_this_one_left(desk: Desk, opened: Opener, settled: Settled) -> None:
    line = replace(two_lines().tiers[0][0], pool=RateOfTier(Quantity(500_000)))
    command = DraftDistribution(
        year=2019, record_date=RECORD_DAY, scheme=replace(two_lines(), tiers=((line,),))
    )
    plan_id = int(desk.run(command).reference)
    resolution = Resolution("1", RECORD_DAY, members=22, present=22, votes_for=22)
    desk.run(ApproveDistribution(plan_id=plan_id, resolution=resolution))
    page = opened(desk)
    page.shell.set_year(2020)
    page.reload()
    settled(page)
    surplus = page.left.surplus
    assert (surplus.opening.text(), surplus.suggestion.isVisible()) == ("1,000,000.00", False)
    surplus.opening.set_text("5")
    assert surplus.suggestion.isVisible()
    surplus.suggestion.click()
    assert surplus.opening.text() == "1,000,000.00"
    for field, text in ((surplus.income, "100"), (surplus.costs, "40"), (surplus.source, "2020 年度报表")):
        field.set_text(text)
    press(page, acts.NEXT)
    settled(page)
    assert page.left.reserve.opening.isVisible()
    page.left.reserve.opening.setChecked(True)
    settled(page)
    assert page.left.reserve.result.entries[-1].figure == "1,000,060.00"


def test_figures_that_are_wrong_are_not_saved(bare_desk: Desk, opened: Opener, settled: Settled) -> None:
    page = opened(bare_desk)
    surplus = page.left.surplus
    surplus.income.set_text("很多")
    press(page, acts.NEXT)
    settled(page)
    assert surplus.income.wrong
    assert surplus.source.wrong
    assert page.step == SURPLUS
    surplus.income.set_text("-5")
    surplus.costs.set_text("0")
    surplus.source.set_text("报表")
    press(page, acts.NEXT)
    settled(page)
    assert "不能是负数" in page.message.text.text()
    assert bare_desk.coop.year_figures(2019) is None


def test_a_year_without_figures_or_members_says_what_comes_first(
    qtbot: QtBot, bare_desk: Desk, opened: Opener
) -> None:
    page = opened(bare_desk)
    page.open_thing("review")
    assert primary(page) == "录入本年盈余"
    press(page, acts.FIGURES)
    assert page.step == SURPLUS


def test_a_year_of_loss_has_nothing_to_distribute(bare_desk: Desk, opened: Opener, settled: Settled) -> None:
    bare_desk.run(RecordYearFigures(figures=replace(FIGURES, costs=Money.parse("3000000"))))
    page = opened(bare_desk)
    assert page.step == REVIEW
    assert page.left.loss.isVisible()
    assert page.right.loss.isVisible()
    assert not page.left.review.isVisible()
    assert page.state.text().endswith("核对亏损处理方案，由成员大会决议")
    page.go_to(SURPLUS)
    page.left.surplus.costs.set_text("356900")
    press(page, acts.NEXT)
    settled(page)
    assert headline(page)[0] == "21,250.00"
    assert page.right.results.isVisible()


def test_a_record_date_far_from_the_year_is_refused_in_its_field(desk: Desk, opened: Opener) -> None:
    page = opened(desk)
    page.left.scheme.day.edit.setText("20171231")
    assert page.left.scheme.day.wrong
    assert page.model.edit is not None
    assert page.model.edit.record_date == RECORD_DAY


def test_without_members_the_roll_comes_first(qtbot: QtBot, empty_desk: Desk, opened: Opener) -> None:
    page = opened(empty_desk)
    with qtbot.waitSignal(page.shell.page_wanted) as wanted:
        page.right.no_members.step.click()
    assert wanted.args == ["members", ""]


# Explanations


def test_any_figure_is_explained_with_the_entry_it_rests_on(qtbot: QtBot, desk: Desk, opened: Opener) -> None:
    page = opened(desk)
    results = page.right.results
    table = table_of(page)
    table.view.setFocus()
    table.view.setCurrentIndex(table.model.index(2, table.model.column_of("net")))
    qtbot.keyClick(table.view, Qt.Key.Key_Return)
    strip = results.strip
    assert strip.caption.text() == "董𠮷　实发金额 170,000.00 是怎么来的"
    assert strip.source.text() == "依据：2019-02-18 认购 8 股（登记簿第 3 号）"
    qtbot.keyClick(table.view, Qt.Key.Key_Left)
    assert strip.caption.text().startswith("董𠮷　应发合计")
    qtbot.keyClick(results.headline.blocks[0], Qt.Key.Key_Return)
    assert strip.sentence.text().endswith("80 股 = 21,250.00，到分为止。")
    qtbot.mouseClick(results.headline.blocks[3], Qt.MouseButton.LeftButton)
    assert strip.caption.text() == "结转下年 0.00 是怎么来的"
    page.left.scheme.parts.cards["dividend"].effect.linkActivated.emit("why")
    assert strip.caption.text() == "按股分红 2,000,000.00 是怎么来的"
    assert page.status == "选中 1 行 · 股数合计 8股 · 实发金额合计 170,000.00"


def test_the_table_is_a_sound_model_and_filters(qtbot: QtBot, desk: Desk, opened: Opener) -> None:
    page = opened(desk)
    table = table_of(page)
    QAbstractItemModelTester(table.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    page.right.results.filterer.click()
    qtbot.waitUntil(lambda: table.view.head.filtering)
    table.view.head.typed.emit("name", "供销")
    assert table.model.rowCount(QModelIndex()) == 1
    totals = page.right.results.totals
    assert totals is not None
    assert totals.texts["net"] == "0.00"
    assert totals.accessibleName().startswith("筛出 1 户")
    assert not page.right.results.groups.isVisibleTo(page)
    table.view.stop_filtering()
    assert totals.texts["net"] == "2,000,000.00"
    assert totals.accessibleName().startswith("合计 22 户")
    shown = page.right.results.groups.plain.replace("\N{NO-BREAK SPACE}", " ")
    assert shown.split("    ") == ["20 户农户 1,700,000.00", "1 个村集体 300,000.00", "1 个供销社 0.00"]


# The way around


def test_the_cursor_goes_with_the_steps(qtbot: QtBot, desk: Desk, opened: Opener) -> None:
    page = opened(desk)
    page.left.scheme.template.setFocus()
    page.go_to(REVIEW)
    assert page.steps.buttons[REVIEW].hasFocus()
    page.go_to(SURPLUS)
    assert page.steps.buttons[REVIEW].hasFocus()
    page.left.surplus.income.setFocus()
    page.go_to(RESERVE)
    assert page.left.reserve.add.hasFocus()
    page.left.reserve.add.click()
    assert page.left.reserve.forms[0].rate.edit.hasFocus()
    press(page, acts.NEXT)
    assert page.left.scheme.day.edit.hasFocus()  # and not on the templates, which an arrow would change


def test_the_steps_are_reached_with_the_arrow_keys(qtbot: QtBot, desk: Desk, opened: Opener) -> None:
    page = opened(desk)
    assert page.step == SCHEME
    page.take_focus()
    assert page.steps.buttons[SCHEME].hasFocus()
    qtbot.keyClick(page.steps.buttons[SCHEME], Qt.Key.Key_Right)
    assert (page.step, page.place) == (REVIEW, "review")
    qtbot.keyClick(page.steps.buttons[REVIEW], Qt.Key.Key_Left)
    assert page.step == SCHEME


def test_other_pages_open_a_step_by_name(desk: Desk, opened: Opener) -> None:
    page = opened(desk)
    page.open_thing("surplus")
    assert page.step == SURPLUS
    page.open_thing("no such step")
    assert page.step == SURPLUS


def test_a_step_asked_for_before_the_book_is_read_shows_with_it(
    desk: Desk, opened: Opener, settled: Settled
) -> None:
    page = opened(desk)
    page.shell.set_year(2020)
    page.reload()
    page.open_thing("resolution")
    settled(page)
    assert page.step == RESOLUTION


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("size", list(TextSize))
def test_nothing_is_cut_off_nameless_or_out_of_order(
    qapp: QApplication, desk: Desk, opened: Opener, size: TextSize, language: str
) -> None:
    i18n.set_language(language)
    theme.apply(qapp, Theme.LIGHT, size)
    page = opened(desk)
    for step in range(5):
        page.go_to(step)
        page.take_focus()
        assert faults(page) == []
    page.go_to(SCHEME)
    for card in page.left.scheme.parts.cards.values():
        card.open_form()
        assert faults(page) == []


def test_every_field_says_what_it_is_for(desk: Desk, opened: Opener) -> None:
    page = opened(desk)
    page.left.scheme.parts.cards["second_rebate"].open_form()
    assert all(edit.accessibleName() for edit in page.left.findChildren(QLineEdit))
