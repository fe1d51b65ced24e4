"""Accounts of the co-op's own, other parties, and months that take vouchers or not."""

from dataclasses import replace
from datetime import date

import pytest

from coopdesk.domain.ledger.accounts import Dimension, LedgerAccount, Side
from coopdesk.domain.ledger.months import Month, MonthState
from coopdesk.services.command import Command
from coopdesk.services.desk import Desk
from coopdesk.services.ledger.commands import (
    AddAccount,
    AmendAccount,
    CloseAccount,
    RecordItem,
    SetMonthState,
)
from coopdesk.services.ledger.values import LedgerItem
from tests.services.ledger.books import (
    FIRST,
    assert_sound,
    credit,
    debit,
    post,
    power,
    refused,
    voucher,
    yuan,
)

BANK = LedgerAccount("10201", "农商行", Side.DEBIT)
OPEN, HELD, CLOSED = MonthState


def test_an_account_below_another_asks_for_what_that_one_asks_for(keeping: Desk) -> None:
    keeping.run(
        AddAccount(account=LedgerAccount("11401", "预支", Side.DEBIT, kept=frozenset({Dimension.PRODUCT})))
    )
    added = keeping.ledger.chart()["11401"]
    assert added.required == {Dimension.MEMBER}
    assert added.allowed == {Dimension.MEMBER, Dimension.PRODUCT}
    assert keeping.ledger.chart().full_name("11401") == "成员往来—预支"


def test_lines_that_stand_on_an_account_stay_when_it_gets_others_below(keeping: Desk) -> None:
    post(keeping, power())
    keeping.run(AddAccount(account=BANK))
    post(keeping, voucher(debit("523", "5"), credit("10201", "5")))
    assert keeping.ledger.balance("102") == yuan("98674.50")
    assert keeping.ledger.balance("10201") == yuan("-5")
    keeping.run(CloseAccount(code="10201"))
    assert keeping.ledger.chart()["10201"].closed
    keeping.run(CloseAccount(code="10201", again=True))
    keeping.run(AmendAccount(account=replace(BANK, name="工商银行")))
    assert keeping.ledger.chart()["10201"].name == "工商银行"
    assert_sound(keeping)


def test_a_statutory_account_may_be_told_by_more(keeping: Desk) -> None:
    known = keeping.ledger.chart()["523"]
    keeping.run(AmendAccount(account=replace(known, required=frozenset({Dimension.CHANNEL}))))
    assert keeping.ledger.chart()["523"].kept == {Dimension.CHANNEL}


MEMBERS = LedgerAccount("301", "股金", Side.CREDIT)
WRONG: list[tuple[Command, str]] = [
    (AddAccount(account=replace(BANK, code="1020")), "ledger.account_code"),
    (AddAccount(account=replace(BANK, name=" ")), "ledger.account_name"),
    (AddAccount(account=replace(BANK, code="102")), "ledger.account_taken"),
    (AddAccount(account=replace(BANK, code="10301")), "ledger.account_without_parent"),
    (AddAccount(account=replace(BANK, code="105")), "ledger.account_without_parent"),
    (AddAccount(account=replace(BANK, side=Side.CREDIT)), "ledger.account_other_side"),
    (AddAccount(account=LedgerAccount("33203", "未分配盈余", Side.CREDIT)), "ledger.account_name_taken"),
    (AmendAccount(account=BANK), "ledger.account_unknown"),
    (AmendAccount(account=LedgerAccount("102", "银行", Side.DEBIT)), "ledger.account_statutory"),
    (AmendAccount(account=LedgerAccount("102", "银行存款", Side.CREDIT)), "ledger.account_statutory"),
    (AmendAccount(account=LedgerAccount("33202", "未分配盈余", Side.DEBIT)), "ledger.account_other_side"),
    (AmendAccount(account=MEMBERS), "ledger.account_must_name"),
    (CloseAccount(code="999"), "ledger.account_unknown"),
    (CloseAccount(code="102", again=True), "ledger.account_is_so_already"),
    (RecordItem(item=LedgerItem(Dimension.MEMBER, "", "张三")), "ledger.item_is_member"),
    (RecordItem(item=LedgerItem(Dimension.PARTY, "编 1", "水厂")), "ledger.item_code"),
    (RecordItem(item=LedgerItem(Dimension.PARTY, "", "\n")), "ledger.item_name"),
    (RecordItem(item=LedgerItem(Dimension.PARTY, "", "供电所")), "ledger.item_taken"),
]


@pytest.mark.parametrize(("command", "code"), WRONG)
def test_what_is_no_account_and_no_item_is_told(keeping: Desk, command: Command, code: str) -> None:
    assert refused(keeping, command).code == code


def test_items_get_the_next_code_and_keep_their_newest_version(keeping: Desk) -> None:
    assert keeping.run(RecordItem(item=LedgerItem(Dimension.PARTY, "", "水厂"))).reference == "002"
    keeping.run(RecordItem(item=LedgerItem(Dimension.PARTY, "SC-9", "种苗场", "91350100m000100y43", "赊欠")))
    keeping.run(RecordItem(item=LedgerItem(Dimension.PARTY, "002", "自来水公司", closed=True)))
    # A closed one is in nobody's way, and the same name may be a product's.
    keeping.run(RecordItem(item=LedgerItem(Dimension.PARTY, "", "自来水公司")))
    keeping.run(RecordItem(item=LedgerItem(Dimension.PRODUCT, "", "种苗场")))
    assert [(each.code, each.name, each.closed) for each in keeping.ledger.items(Dimension.PARTY)] == [
        ("001", "供电所", False),
        ("002", "自来水公司", True),
        ("003", "自来水公司", False),
        ("SC-9", "种苗场", False),
    ]
    assert keeping.ledger.items(Dimension.PARTY)[3].credit_code == "91350100M000100Y43"
    assert {each.kind for each in keeping.ledger.items()} == {
        Dimension.PARTY,
        Dimension.PRODUCT,
        Dimension.CHANNEL,
    }


def state(desk: Desk, month: Month, wanted: MonthState, reason: str = "") -> None:
    desk.run(SetMonthState(month=month, state=wanted, reason=reason))


def test_months_are_closed_one_after_the_other_and_opened_again_from_the_last_back(keeping: Desk) -> None:
    assert [each.month for each in keeping.ledger.months()][-1] == Month(2025, 3)
    assert refused(keeping, SetMonthState(month=FIRST.next, state=CLOSED)).code == "period.earlier_open"
    state(keeping, FIRST, CLOSED)
    state(keeping, FIRST.next, HELD, "审计")
    state(keeping, FIRST.next, CLOSED)
    assert (
        refused(keeping, SetMonthState(month=FIRST, state=OPEN, reason="漏记")).code == "period.later_closed"
    )
    assert refused(keeping, SetMonthState(month=FIRST.next, state=OPEN)).code == "period.reason_missing"
    assert refused(keeping, SetMonthState(month=FIRST.next, state=CLOSED)).code == "period.is_so_already"
    state(keeping, FIRST.next, OPEN, "漏记")
    found = keeping.ledger.months()[:3]
    assert [(each.state, each.reason) for each in found] == [(CLOSED, ""), (OPEN, "漏记"), (OPEN, "")]
    state(keeping, FIRST, HELD, "复核")
    assert_sound(keeping)


@pytest.mark.parametrize("month", [Month(2023, 12), Month(2025, 4)])
def test_only_months_of_the_ledger_are_closed(keeping: Desk, month: Month) -> None:
    assert refused(keeping, SetMonthState(month=month, state=HELD)).code == "period.not_of_ledger"


def test_a_thirteenth_month_is_none(keeping: Desk) -> None:
    assert refused(keeping, SetMonthState(month=Month(2024, 13), state=HELD)).code == "period.no_month"


def test_closing_and_opening_again_gives_back_the_same_balances(keeping: Desk) -> None:
    post(keeping, power(date(2024, 1, 9)), power(date(2024, 2, 9)))
    before = [keeping.ledger.trial_balance(day) for day in (date(2024, 1, 31), date(2024, 12, 31))]
    state(keeping, FIRST, CLOSED)
    state(keeping, FIRST, OPEN, "复核")
    assert before == [keeping.ledger.trial_balance(day) for day in (date(2024, 1, 31), date(2024, 12, 31))]
