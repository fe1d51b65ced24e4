"""Vouchers are listed, shown as paper, typed, kept as drafts, checked, posted, copied and undone in red."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from coopdesk.domain.ledger.accounts import Side
from coopdesk.domain.ledger.voucher import Dimensions, VoucherKind
from coopdesk.domain.money import Money
from coopdesk.services.desk import Desk
from coopdesk.services.ledger.commands import SetLedgerRules
from coopdesk.services.ledger.values import DraftState, LedgerSettings, TemplateKind
from coopdesk.ui.frame.main_window import MainWindow
from coopdesk.ui.kit import dialogs
from coopdesk.ui.kit.grid_model import BESIDE_ROLE
from coopdesk.ui.ledger.line_columns import BESIDES, CREDIT, DEBIT, KEYS, SUMMARY
from coopdesk.ui.ledger.naming import ACCOUNT
from coopdesk.ui.ledger.page import LedgerPage
from coopdesk.ui.ledger.periods import ALL, Days
from coopdesk.ui.ledger.reading import read_templates
from coopdesk.ui.ledger.vouchers_frame import CHECK, FILES, POST, PRINT, REVERSE, SAVE_DRAFT, TO_OTHER, VOID
from coopdesk.ui.ledger.vouchers_pane import VouchersPane
from coopdesk.ui.papers.page import PapersPage
from tests.pictures import ledger_scenes
from tests.reports.reading import texts
from tests.ui.conftest import AnsweringOpener

Settle = Callable[[Any], None]


def shown_rows(pane: VouchersPane) -> list[tuple[str, str]]:
    """Number and summary of each row of the list."""
    assert pane.settle()
    rows = [pane.model.row_at(place) for place in range(pane.model.rowCount())]
    return [(row.number, row.summary) for row in rows if row is not None]


def fill(pane: VouchersPane, *rows: tuple[str, ...]) -> None:
    """Type rows of summary, account, besides, debit, credit."""
    model = pane.sheet.grid.model
    for place, cells in enumerate(rows):
        model.replace(place, 1, [[""] * len(KEYS)], "")
        for column, text in enumerate(cells):
            if text:
                model.type(place, column, text)


def cells(pane: VouchersPane, row: int) -> tuple[str, ...]:
    """What stands in a row."""
    return pane.sheet.grid.model.rows[row].typed


def is_touched(pane: VouchersPane) -> bool:
    """Whether something would be lost."""
    return pane.acts.touched


def wages(pane: VouchersPane) -> None:
    """A good voucher."""
    fill(pane, ("付工资", "212", "", "8600", ""), ("//", "102", "", "=", ""))


def visible(pane: VouchersPane, *names: str) -> list[bool]:
    return [not pane.buttons[name].isHidden() for name in names]


def test_the_list_has_drafts_first_and_then_the_newest_vouchers_of_the_year(pane: VouchersPane) -> None:
    numbers = [number for number, _summary in shown_rows(pane)]
    assert numbers == ["草稿", "已审核", "记-4", "记-5", "记-3", "记-2", "记-1", "记-2", "记-1"]
    red = pane.model.row_at(3)
    assert red is not None and red.amount == Money(-4_500_000)
    pane.show_days(Days("2023-01"))
    assert [number for number, _summary in shown_rows(pane)] == ["记-2", "记-1"]
    pane.show_days(ALL)
    assert shown_rows(pane)[-1][0] == "建账"
    pane.periods.buttons[3].click()  # 去年: only the opening balances
    assert [number for number, _summary in shown_rows(pane)] == ["建账"]
    pane.periods.months.setCurrentIndex(1)
    assert pane.source.days == Days("2023-03")
    pane.periods.buttons[1].click()
    assert pane.source.days == Days("2023-02")


@pytest.mark.parametrize(
    ("key", "typed", "numbers"),
    [
        ("summary", "工资", ["草稿", "记-2"]),
        ("number", "草稿", ["草稿"]),
        ("number", "记-3", ["记-3"]),
        ("kind", "红字", ["记-5"]),
        ("kind", "没有", []),
        ("amount", ">40000", ["记-4", "记-2", "记-1"]),
        ("day", "2022", ["建账"]),
    ],
)
def test_the_list_is_filtered(pane: VouchersPane, key: str, typed: str, numbers: list[str]) -> None:
    pane.model.set_filter(key, typed)
    assert [number for number, _summary in shown_rows(pane)] == numbers


def test_the_list_is_sorted_by_any_column(pane: VouchersPane) -> None:
    pane.model.sort(pane.model.column_of("amount"))
    amounts = [row.amount for place in range(9) if (row := pane.model.row_at(place)) is not None]
    assert amounts[:2] == sorted(amounts[:2]) and amounts[2:] == sorted(amounts[2:])


def test_a_posted_voucher_shows_as_paper_and_nothing_of_it_can_be_changed(
    pane: VouchersPane, page: LedgerPage
) -> None:
    page.open_thing("vouchers:v2")
    assert pane.place == "v2" and page.place == "vouchers:v2"
    sheet = pane.sheet
    assert sheet.read_only and sheet.number.text() == "记-1" and sheet.attachments.text() == "2"
    assert "李会计" in sheet.signers.whole
    assert [row.typed[KEYS.index(BESIDES)] for row in sheet.grid.model.rows][1:] == [
        "放牛村集体经济组织（C01）",
        "董𠮷（F01）",
    ]
    assert visible(pane, POST.name, SAVE_DRAFT.name, REVERSE.name, TO_OTHER.name) == [
        False,
        False,
        True,
        False,
    ]
    sheet.grid.view.setFocus()
    QTest.keyClicks(sheet.grid.view, "5")
    sheet.balance_line()
    sheet.repeat_above()
    assert not is_touched(pane) and page.unsaved() == ""
    pane.acts.post()
    pane.acts.save_draft()
    assert len(pane._shell.desk.ledger.drafts()) == 2
    # Red and undone ones lead to each other; what the opening made is not undone here.
    page.open_thing("vouchers:5")
    assert sheet.state.text() == "已冲销" and visible(pane, REVERSE.name, TO_OTHER.name) == [False, True]
    pane.buttons[TO_OTHER.name].click()
    assert sheet.state.text() == "红字冲销" and pane.place == "v8"
    page.open_thing("vouchers:v1")
    assert sheet.number.text() == "建账" and visible(pane, REVERSE.name) == [False]


def test_a_voucher_is_posted_after_the_sheet_and_the_next_begins_on_the_same_day(
    pane: VouchersPane, page: LedgerPage, opener: AnsweringOpener, settle: Settle
) -> None:
    pane.new()
    pane.sheet.day.set_text("2023-02-25")
    pane.sheet.attachments.set_text("3")
    wages(pane)
    assert page.unsaved() == "凭证"
    opener.answers = [False, True]
    pane.acts.post()
    settle(page._shell)
    assert is_touched(pane)  # left, so nothing happened
    pane.acts.post()
    settle(page._shell)
    (sheet, _second) = opener.asked
    told = dict(sheet.changes)
    assert told["借贷各"] == "8,600.00（2 行分录）"
    assert told["212 应付工资"] == "贷 8,600.00 → 平"
    assert "已登记 记-6" in page.message.text.text()
    assert pane.sheet.is_blank and pane.sheet.day.text() == "2023-02-25" and not is_touched(pane)
    posted = pane._shell.desk.ledger.voucher(9)
    assert (posted.voucher.attachments, posted.number, posted.prepared_by) == (3, 6, "李会计")
    assert shown_rows(pane)[2] == (
        "记-4",
        "付 2023 年 1 至 2 月放牛村三组、五组林地经营权流转租金（含上年度补差）",
    )


def test_all_that_keeps_a_voucher_from_being_posted_is_told_and_the_cursor_goes_there(
    pane: VouchersPane, page: LedgerPage
) -> None:
    pane.new()
    fill(pane, ("付工资", "212", "", "8600", ""), ("", "301", "", "", "8000"))
    pane.acts.post()
    said = page.message.text.text()
    assert "摘要" in said and "成员" in said and "600.00" in said
    assert pane.sheet.grid.view.place == (1, KEYS.index(SUMMARY))
    fill(pane, ("付工资", "212", "", "8600", ""), ("付工资", "301", "", "", "8600"))
    pane.acts.post()
    assert pane.sheet.grid.view.place == (1, KEYS.index(BESIDES))
    pane.sheet.grid.model.type(1, KEYS.index(ACCOUNT), "332")
    pane.acts.post()
    assert "明细科目" in page.message.text.text()
    assert "明细科目" in pane.sheet.grid.mistakes[0].text


def test_the_book_s_own_refusal_is_told_too(
    pane: VouchersPane, page: LedgerPage, opener: AnsweringOpener, settle: Settle
) -> None:
    pane.new()
    pane.sheet.day.set_text("2022-12-31")
    wages(pane)
    opener.answers = [True]
    pane.acts.post()
    settle(page._shell)
    assert "2023" in page.message.text.text() and is_touched(pane)


def test_the_difference_is_always_told_in_words_and_figures(pane: VouchersPane) -> None:
    pane.new()
    line_below = pane.sheet.difference
    assert line_below.whole == "还没有金额"
    fill(pane, ("付工资", "212", "", "8600", ""))
    assert line_below.whole == "借方多 8,600.00 元 人民币捌仟陆佰元整"
    fill(pane, ("付工资", "212", "", "", ""), ("付工资", "102", "", "", "0.3"))
    assert line_below.whole == "贷方多 0.30 元 人民币叁角整"
    fill(pane, ("付工资", "212", "", "0.3", ""))
    assert line_below.whole == "借贷平衡" and "人民币叁角整" in pane.sheet.grid.foot.words


def test_signs_stand_for_the_rest_and_for_the_summary_above(pane: VouchersPane) -> None:
    pane.new()
    wages(pane)
    model = pane.sheet.grid.model
    assert cells(pane, 1) == ("付工资", "102 银行存款", "", "", "8,600.00")
    model.type(1, KEYS.index(CREDIT), "9000")
    pane.sheet.grid.view.put_cursor(1, 0)
    pane.sheet.balance_line()
    assert cells(pane, 1)[3:] == ("", "8,600.00") and pane.sheet.grid.view.place == (
        1,
        KEYS.index(CREDIT),
    )
    model.type(0, KEYS.index(DEBIT), "-35.5")
    model.type(1, KEYS.index(CREDIT), "")
    model.type(1, KEYS.index(DEBIT), "=")
    assert cells(pane, 1)[3:] == ("", "-35.50")  # a voucher in red stays one
    model.type(0, 0, "//")
    assert cells(pane, 0)[0] == "//"  # above the first line stands nothing
    pane.sheet.grid.view.put_cursor(1, 0)
    model.type(1, 0, "")
    pane.sheet.repeat_above()
    assert cells(pane, 1)[0] == "//"


def test_the_balance_stands_beside_an_account_and_below_with_what_it_will_be(pane: VouchersPane) -> None:
    pane.new()
    fill(pane, ("付工资", "101", "", "500", ""))
    assert pane.settle()
    index = pane.sheet.grid.model.index(0, KEYS.index(ACCOUNT))
    assert index.data(BESIDE_ROLE) == "借 13,650.40"
    pane.sheet.grid.view.put_cursor(0, 0)
    assert pane.sheet.account.whole == "101 库存现金：余额 借 13,650.40，记账后 借 14,150.40"
    fill(pane, ("欠款", "113", "重庆南山园艺有限责任公司", "500", ""))
    assert pane.settle()
    pane.sheet.grid.view.put_cursor(0, 1)
    assert "（重庆南山园艺有限责任公司）：余额 借 12,800.00" in pane.sheet.account.whole
    assert pane.sheet.grid.model.index(0, KEYS.index(BESIDES)).data(BESIDE_ROLE) == ""
    fill(pane, ("欠款", "114", "", "500", ""))
    assert pane.sheet.grid.model.index(0, KEYS.index(BESIDES)).data(BESIDE_ROLE) == "成员"


def test_somebody_not_known_is_recorded_on_the_spot(
    pane: VouchersPane, page: LedgerPage, settle: Settle
) -> None:
    pane.new()
    fill(pane, ("欠款", "113", "", "500", ""))
    view = pane.sheet.grid.view
    view.setFocus()
    view.put_cursor(0, KEYS.index(BESIDES))
    for key in "abc":
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClicks(focus, key)
    for pressed in (Qt.Key.Key_Down, Qt.Key.Key_Return):
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, pressed)
    settle(page._shell)
    assert "已新建往来单位“abc”" in page.message.text.text()
    assert pane.sheet.grid.mistakes == [] and page.unsaved() == "凭证"
    named = pane.sheet.grid.model.values_of(0)[BESIDES]
    assert isinstance(named, Dimensions) and named.party == "003"


def test_a_draft_is_kept_typed_on_checked_and_posted(
    pane: VouchersPane, page: LedgerPage, kept: Desk, opener: AnsweringOpener, settle: Settle
) -> None:
    pane.new()
    fill(pane, ("付水费", "523", "", "120", ""))
    pane.buttons[SAVE_DRAFT.name].click()
    settle(page._shell)
    assert pane.place == "d3" and not is_touched(pane) and "还没有记账" in page.message.text.text()
    assert visible(pane, CHECK.name, VOID.name, POST.name) == [True, True, True]
    pane.acts.check()
    settle(page._shell)
    assert page.message.property("role") == "strip-error"  # what does not balance is not right
    fill(pane, ("付水费", "523", "", "120", ""), ("付水费", "101", "", "=", ""))
    pane.acts.check()
    settle(page._shell)
    assert kept.ledger.draft(3).state is DraftState.CHECKED
    assert pane.sheet.state.text() == "已审核" and pane.buttons[CHECK.name].text() == "取消审核"
    pane.acts.check()
    settle(page._shell)
    assert kept.ledger.draft(3).state is DraftState.DRAFT
    pane.sheet.attachments.set_text("1")
    opener.answers = [True]
    pane.acts.post()
    settle(page._shell)
    posted = kept.ledger.voucher(9)
    assert (posted.draft, posted.voucher.attachments) == (3, 1)
    page.open_thing("vouchers:d2")
    opener.answers = [True]
    pane.acts.post()  # as it is
    settle(page._shell)
    assert kept.ledger.voucher(10).draft == 2


def test_a_draft_is_given_up_with_a_reason(
    pane: VouchersPane, page: LedgerPage, kept: Desk, opener: AnsweringOpener, settle: Settle
) -> None:
    page.open_thing("vouchers:d1")
    opener.answers = [lambda form: form.reason.set_text("重复")]
    pane.acts.void()
    settle(page._shell)
    assert kept.ledger.draft(1).state is DraftState.VOID and pane.place == ""


def test_where_two_persons_keep_the_ledger_nothing_is_posted_unchecked(
    pane: VouchersPane, page: LedgerPage, kept: Desk, settle: Settle
) -> None:
    kept.run(SetLedgerRules(settings=LedgerSettings(two_persons=True)))
    pane.new()
    assert visible(pane, POST.name, SAVE_DRAFT.name) == [False, True]
    assert pane.buttons[SAVE_DRAFT.name].property("kind") == "primary"
    pane.sheet.finished.emit()
    assert pane.buttons[SAVE_DRAFT.name].hasFocus()
    page.open_thing("vouchers:d2")
    assert visible(pane, POST.name) == [True]


def test_what_is_typed_asks_before_another_voucher_takes_its_place(
    pane: VouchersPane,
    page: LedgerPage,
    kept: Desk,
    opener: AnsweringOpener,
    settle: Settle,
    window: MainWindow,
) -> None:
    pane.new()
    wages(pane)
    window.open_page("members")
    window.open_page("ledger")
    assert is_touched(pane)  # another page asks nothing, and what is typed is still there
    opener.answers = [dialogs.Leaving.STAY]
    page.open_thing("vouchers:v2")
    assert pane.place == "" and is_touched(pane)
    opener.answers = [dialogs.Leaving.SAVE]
    page.open_thing("vouchers:v2")
    settle(page._shell)
    assert pane.place == "v2" and kept.ledger.drafts()[-1].id == 3
    pane.new()
    wages(pane)
    opener.answers = [dialogs.Leaving.DROP]
    page.open_thing("vouchers:v2")
    assert pane.place == "v2"
    pane.new()
    wages(pane)
    opener.answers = [False, True]
    pane.leave_entry()
    assert is_touched(pane)
    pane.leave_entry()
    assert pane.sheet.is_blank and not is_touched(pane)


def test_what_is_typed_is_saved_by_ctrl_s_and_when_the_pc_is_left(
    pane: VouchersPane, page: LedgerPage, kept: Desk, settle: Settle, window: MainWindow
) -> None:
    pane.new()
    wages(pane)
    command = page.rescue()
    assert command is not None
    pane.sheet.grid.view.setFocus()
    QTest.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settle(page._shell)
    assert kept.ledger.drafts()[-1].voucher.debit == Money(860_000)
    pane.new()
    wages(pane)
    pane.sheet.day.set_text("2023-13-01")
    assert page.rescue() is None
    pane.acts.save_draft()
    assert "日期" in page.message.text.text()


def test_a_voucher_is_copied_and_undone_in_red_and_the_right_one_begun(
    pane: VouchersPane, page: LedgerPage, kept: Desk, opener: AnsweringOpener, settle: Settle
) -> None:
    page.open_thing("vouchers:v3")
    pane.copy()
    assert is_touched(pane) and pane.place == "" and cells(pane, 0)[0] == "计提一月工资"
    opener.answers = [dialogs.Leaving.DROP]
    page.open_thing("vouchers:v3")

    def fill_form(form: Any) -> None:
        form.reason.set_text("多记一人")
        form.day.set_text("2023-02-28")

    opener.answers = [fill_form, True]
    pane.acts.reverse()
    settle(page._shell)
    red = kept.ledger.voucher(9).voucher
    assert red.lines[0].summary == "注销1月31日记-2号凭证：多记一人"
    assert dict(opener.asked[-1].changes)["摘要"] == red.lines[0].summary
    assert (red.kind, red.reverses, red.debit) == (VoucherKind.REVERSAL, 3, Money(-860_000))
    assert "记-6" in page.message.text.text() and pane.place == "v9"
    again = page.message.findChildren(type(pane.buttons[POST.name]))
    next(each for each in again if each.text() == "录入正确的凭证").click()
    assert cells(pane, 0)[0] == "订正1月31日记-2号凭证"
    assert pane.sheet.day.text() == "2023-02-28" and is_touched(pane)


def test_a_template_puts_its_lines_in_and_only_the_sum_is_typed(
    pane: VouchersPane, page: LedgerPage, opener: AnsweringOpener, settle: Settle
) -> None:
    templates = {each.name: each for each in read_templates(page._shell.desk)}
    pane.new()
    pane.use_template(templates["计提工资"])
    model = pane.sheet.grid.model
    assert pane.sheet.grid.view.place == (0, KEYS.index(DEBIT)) and cells(pane, 1)[3:] == ("", "")
    for text in ("8600", "9000"):
        model.type(0, KEYS.index(DEBIT), text)
    assert cells(pane, 1) == ("计提本月工资", "212 应付工资", "", "", "9,000.00")
    model.type(1, KEYS.index(CREDIT), "8000")
    model.type(0, KEYS.index(DEBIT), "7000")
    assert cells(pane, 1)[4] == "8,000.00"  # somebody typed there
    opener.answers = [lambda form: form.name.set_text("我社工资")]
    pane.acts.keep_template()
    settle(page._shell)
    (own,) = page._shell.desk.ledger.templates(TemplateKind.VOUCHER)
    assert own.name == "我社工资" and [each.amount for each in own.lines] == [Money(0), Money(0)]
    assert [each.side for each in own.lines] == [Side.DEBIT, Side.CREDIT]
    menu = pane.templates_menu()
    words = [action.text() for action in menu.actions()]
    assert words[0] == "我社工资" and words[-1] == "把这张凭证存为模板…"
    opener.answers = [dialogs.Leaving.DROP]
    menu.actions()[0].trigger()
    assert cells(pane, 0)[3] == ""


def test_rows_of_excel_are_pasted_under_their_headings(pane: VouchersPane) -> None:
    pane.new()
    QGuiApplication.clipboard().setText(
        "摘要\t科目编码\t借方\t贷方\n购肥\t141\t1,200.00\t-\n购肥\t102\t0.00\t1200\n"
    )
    pane.sheet.grid.paste(QGuiApplication.clipboard().text())
    assert [row.typed for row in pane.sheet.grid.model.rows] == [
        ("购肥", "141 消耗性生物资产", "", "1,200.00", ""),
        ("购肥", "102 银行存款", "", "", "1,200.00"),
    ]
    assert pane.sheet.voucher().debit == Money(120_000)


def test_files_hang_on_the_draft_and_stay_with_what_is_posted_of_it(
    pane: VouchersPane, page: LedgerPage, opener: AnsweringOpener, settle: Settle
) -> None:
    pane.new()
    assert not pane.buttons[FILES.name].isEnabled()
    wages(pane)
    assert pane.buttons[FILES.name].isEnabled()
    pane.buttons[FILES.name].click()
    settle(page._shell)
    thing = pane.papers.thing
    assert thing is not None and (thing.kind, thing.key) == ("voucher_draft", "3") and pane.files.isVisible()
    opener.answers = [True]
    pane.acts.post()
    settle(page._shell)
    page.open_thing("vouchers:v9")
    assert pane.papers.thing == thing
    page.open_thing("vouchers:v3")
    assert pane.papers.thing is not None and pane.papers.thing.kind == "voucher"
    pane.buttons[FILES.name].click()
    assert pane.files.isHidden()


def test_in_large_type_the_list_or_the_voucher_shows(
    pane: VouchersPane, page: LedgerPage, window: MainWindow
) -> None:
    page.open_thing("vouchers:v3")
    assert pane.table.isVisible() and pane.sheet.isVisible()
    window.resize(1030, 700)
    QApplication.processEvents()
    assert not pane.table.isVisible() and pane.sheet.isVisible()
    pane.sheet.grid.view.setFocus()
    QTest.keyClick(pane.sheet.grid.view, Qt.Key.Key_Escape)
    assert pane.table.isVisible() and not pane.sheet.isVisible() and pane.table.view.hasFocus()
    QTest.keyClick(pane.table.view, Qt.Key.Key_Down)
    assert pane.place == "v3"
    QTest.keyClick(pane.table.view, Qt.Key.Key_Return)
    assert pane.sheet.isVisible() and pane.place != "v3" and pane.sheet.grid.view.hasFocus()


def test_the_cursor_of_the_list_shows_what_it_comes_to_but_leaves_a_new_voucher(
    pane: VouchersPane, page: LedgerPage
) -> None:
    pane.new()
    pane.table.view.setFocus()
    pane.table.view.put_cursor(3)
    assert pane.place == ""
    pane.table.view.clicked.emit(pane.table.view.currentIndex())
    assert pane.place == "v8"
    QTest.keyClick(pane.table.view, Qt.Key.Key_Down)
    assert pane.place == "v7" or pane.place.startswith("v")


def test_what_is_typed_survives_another_type_size_and_a_draft_stays_that_draft(
    pane: VouchersPane, page: LedgerPage, window: MainWindow, settle: Settle
) -> None:
    pane.new()
    wages(pane)
    pane.sheet.grid.model.type(0, KEYS.index(ACCOUNT), "没有的科目")
    pane.sheet.day.set_text("2023-02-3")
    window.rebuild()
    settle(window.shell)
    again = ledger_scenes.pane(window)
    assert again is not pane and cells(again, 0)[KEYS.index(ACCOUNT)] == "没有的科目"
    assert again.sheet.day.text() == "2023-02-3" and is_touched(again)
    again.begin_new()
    ledger_scenes.ledger(window).open_thing("vouchers:d1")
    again.sheet.grid.model.type(1, KEYS.index(SUMMARY), "付工资")
    window.rebuild()
    settle(window.shell)
    third = ledger_scenes.pane(window)
    assert third.place == "d1" and cells(third, 1)[0] == "付工资" and is_touched(third)


def test_another_year_lists_its_vouchers(pane: VouchersPane, window: MainWindow, settle: Settle) -> None:
    window.shell.set_year(2022)
    settle(window.shell)
    assert [number for number, _summary in shown_rows(pane)] == ["建账"]


def test_a_new_voucher_is_asked_for_from_elsewhere(
    pane: VouchersPane, page: LedgerPage, settle: Settle
) -> None:
    page.open_thing("vouchers:v3")
    page.open_thing("vouchers:new-voucher")
    settle(page._shell)
    QApplication.processEvents()
    assert pane.place == ""
    page.open_thing("nothing:1")
    page.open_thing("vouchers:nonsense")
    page.open_thing("vouchers:v999")
    assert page.message.property("role") == "strip-error"


def test_enter_goes_from_the_date_through_the_lines_to_what_is_to_be_done(pane: VouchersPane) -> None:
    pane.new()

    def press(key: Qt.Key = Qt.Key.Key_Return) -> None:
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, key)

    assert pane.sheet.day.edit.hasFocus()
    QTest.keyClicks(pane.sheet.day.edit, "7")
    press()
    assert pane.sheet.day.text() == "2023-03-07" and pane.sheet.grid.view.hasFocus()
    wages(pane)
    pane.sheet.grid.view.put_cursor(1, KEYS.index(CREDIT))
    press()
    press()
    assert pane.sheet.attachments.edit.hasFocus()
    press()
    assert pane.buttons[POST.name].hasFocus()


def test_the_voucher_that_shows_is_printed_by_month_word_and_number(
    pane: VouchersPane, page: LedgerPage, window: MainWindow, settle: Settle
) -> None:
    assert not pane.buttons[PRINT.name].isVisible()  # what is being typed has no number yet
    page.open_thing("vouchers:v3")
    QTest.keyClick(window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    settle(page._shell)
    papers = window.page("papers")
    assert isinstance(papers, PapersPage)
    assert (papers.gallery.kind, papers.preview.pages) == ("voucher", 1)
    (pdf,) = papers._made["voucher"]
    assert "记字第 0002 号" in texts(pdf)[0]
