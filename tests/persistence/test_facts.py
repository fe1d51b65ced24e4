"""Facts are only ever added: both databases refuse everything else, whoever asks."""

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import CheckConstraint, Engine, Table, func, inspect, select, text
from sqlalchemy.exc import DBAPIError

from coopdesk.domain.distribution.measures import MeasureSheet, SheetKind, SheetRow
from coopdesk.domain.ledger.accounts import Dimension, Side
from coopdesk.domain.ledger.chart import FIRST_ACCOUNTS
from coopdesk.domain.ledger.invoice import Invoice
from coopdesk.domain.ledger.months import Month, MonthState
from coopdesk.domain.ledger.voucher import Dimensions, Voucher, VoucherLine
from coopdesk.domain.members.account import AccountCause, AccountColumn, AccountEntry, Posting
from coopdesk.domain.members.certificate import Certificate, CertificateAct, CertificateEvent
from coopdesk.domain.members.household import HEAD, Household, HouseholdPerson
from coopdesk.domain.members.officers import Office, OfficeTerm
from coopdesk.domain.members.past import PastShare, PastYear
from coopdesk.domain.members.share_operations import Ratio, SharePayment, Term
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import Quantity
from coopdesk.persistence.book.areas import FACTS, PROJECTIONS
from coopdesk.persistence.book.book import SqlBook
from coopdesk.persistence.book.engine import is_url, postgresql_engine, sqlite_engine
from coopdesk.persistence.journal.tables import command_log
from coopdesk.persistence.sql.metadata import metadata
from coopdesk.services.command import Changes
from coopdesk.services.distribution.headlines import HouseholdMark
from coopdesk.services.distribution.loss_plan import LossDraft
from coopdesk.services.distribution.values import HouseholdStanding
from coopdesk.services.journal.entry import Thing
from coopdesk.services.ledger.bank.statement import StatementLine
from coopdesk.services.ledger.exchange_values import (
    BankStatement,
    ExchangeKind,
    MatchedHow,
    VoucherReceipt,
)
from coopdesk.services.ledger.values import (
    DraftState,
    LedgerItem,
    LedgerMonth,
    LedgerSettings,
    LedgerStart,
    NewVoucher,
    TemplateKind,
)
from coopdesk.services.members.import_values import ImportReceipt
from coopdesk.services.ports import UnitOfWork
from tests.persistence.conftest import NOW, Location
from tests.persistence.samples import FIGURES, approval, draft, loss_plan, photo, settle

HOUSEHOLD = Household("H001", (HouseholdPerson(HEAD, "F01"), HouseholdPerson("妻", name="周玉兰")))
SHEET = MeasureSheet(2019, SheetKind.TRADE, "盆景", (SheetRow("F01", Quantity(3), Money(4)),), "交易登记簿")


def engine_of(location: Location) -> Engine:
    """A second way into a book, past the unit of work."""
    return postgresql_engine(str(location)) if is_url(location) else sqlite_engine(Path(location))


def fill(book: SqlBook, target: Path) -> None:
    """Put at least one row into every table."""
    with book.unit() as uow:
        settle(uow)
        uow.years.save(FIGURES)
        plan_id = uow.plans.add_draft(draft(uow), NOW.date())
        uow.plans.approve(approval(uow, plan_id), NOW.date())
        uow.plans.mark_households(plan_id, [HouseholdMark("F01", HouseholdStanding.CASH, NOW.date())])
        uow.households.save(HOUSEHOLD, "", str)
        uow.officers.save(OfficeTerm(Office.CHAIR, date(2019, 2, 18), "F01"))
        uow.measures.save(SHEET)
        uow.templates.save("own", "按股各半", "", {"tiers": []})
        paid = AccountEntry("F01", AccountColumn.CAPITAL, Money(5), "ordinary", 1)
        uow.accounts.append(Posting(date(2019, 12, 31), AccountCause.CONTRIBUTION, (paid,), "收据 1 号"))
        issue = CertificateEvent(CertificateAct.ISSUED, date(2019, 12, 31))
        uow.certificates.add(Certificate("0001", "F01", "", (issue,)))
        uow.imports.keep_taken_back(
            uow.imports.keep(ImportReceipt(0, "名册.xlsx", "ab", "成员", 4, 0, 1)), "重复"
        )
        uow.register.add_terms(5, [Term(date(2020, 6, 30), Money.parse("500"))])
        uow.register.add_payment(5, SharePayment(date(2020, 6, 30), Money.parse("500")))
        uow.register.add_split(5, "ordinary", date(2019, 6, 1), Ratio(2))
        uow.past.save([PastShare("F01", 2016, Money(5))])
        uow.past.save_year(PastYear(2016, Money(5)))
        attached = uow.attachments.add(Thing("member", "F01"), "身份证.jpg", photo(), NOW.date())
        uow.attachments.remove(attached, "拍错了", NOW.date())
        keep_ledger(uow)
        keep_exchange(uow)
        uow.losses.add_draft(LossDraft(2018, date(2018, 12, 31), Money(1)), NOW.date(), "王会计")
        uow.losses.close(loss_plan(), NOW.date(), "理事长")
        old = {"command_id": "b", "kind": "SetUpCoop", "topics": ("coop",), "reference": "", "at": NOW}
        uow.journal._connection.execute(command_log.insert(), old)  # as a book older than its journal has it
        uow.journal.record("c", "ApproveDistribution", Changes(frozenset()), NOW)
        uow.commit()
    book.backup(target)


def keep_ledger(uow: UnitOfWork) -> None:
    """A ledger with one of everything: an item, a draft, a template, a month, a voucher of a member's."""
    ledger = uow.ledger
    ledger.begin(LedgerStart(Month(2019, 1), NOW.date()))
    ledger.save_settings(LedgerSettings(two_persons=True))
    for account in FIRST_ACCOUNTS:
        ledger.save_account(account)
    ledger.save_item(LedgerItem(Dimension.PARTY, "001", "供电所"))
    lines = (
        VoucherLine("收出资", "102", Side.DEBIT, Money(5)),
        VoucherLine("收出资", "301", Side.CREDIT, Money(5), Dimensions(member="F01")),
    )
    voucher = Voucher(date(2019, 12, 31), lines)
    draft_number = ledger.save_draft(None, DraftState.DRAFT, voucher, "王会计")
    ledger.save_template(None, TemplateKind.VOUCHER, "收出资", "记", lines)
    ledger.set_month(LedgerMonth(Month(2019, 1), MonthState.HELD, "查账"))
    ledger.append(NewVoucher(voucher, "王会计", draft=draft_number), "王会计")


def keep_exchange(uow: UnitOfWork) -> None:
    """One of everything that the ledger exchanges: an import taken back, a layout, a statement matched, an invoice."""
    receipt = VoucherReceipt(0, "凭证.xlsx", "ab", "凭证", "plain", 1, 2, Money(5))
    uow.voucher_files.keep_taken_back(uow.voucher_files.keep(receipt), "重复")
    uow.voucher_files.save_document(ExchangeKind.ACCOUNTS, "plain", "某软件", {"101": ["1001", ""]})
    day = date(2019, 12, 31)
    for digest in ("cd", "ef"):
        statement = BankStatement(0, "102", "对账单.csv", digest, day, day, 1, Money(0), Money(5))
        number = uow.bank.add_statement(statement, [StatementLine(1, day, Money(5), Money(5))])
    uow.bank.take_back(number, "重复")
    uow.bank.match([1], [(1, 1)], MatchedHow.FOUND, "")
    uow.bank.unmatch(1, "记错")
    paper = uow.attachments.add(Thing("voucher", "1"), "发票.jpg", photo(), NOW.date())
    uow.invoices.add(paper, Invoice("24502000000012345678", "", day, "供电所"))


@pytest.fixture
def filled(book: SqlBook, location: Location, tmp_path: Path) -> Location:
    fill(book, tmp_path / "copy.coop")
    return location


def refused(engine: Engine, statement: str) -> str:
    """What the database says to a statement; fails when it says nothing."""
    with engine.connect() as connection, pytest.raises(DBAPIError) as error:
        connection.execute(text(statement))
    return str(error.value.orig)


def test_no_fact_can_be_changed_or_taken_out(filled: Location) -> None:
    engine = engine_of(filled)
    try:
        for table in FACTS:
            with engine.connect() as connection:
                assert connection.execute(select(func.count()).select_from(table)).scalar_one(), table.name
            column = table.c.keys()[-1]
            for statement in (f"UPDATE {table.name} SET {column} = {column}", f"DELETE FROM {table.name}"):
                assert f"append-only: {table.name}" in refused(engine, statement)
    finally:
        engine.dispose()


def test_no_table_of_facts_can_be_emptied_at_once(filled: Location) -> None:
    engine = engine_of(filled)
    try:
        if engine.dialect.name == "postgresql":
            for table in FACTS:
                assert "append-only" in refused(engine, f"TRUNCATE {table.name} CASCADE")
        else:
            replaced = "INSERT OR REPLACE INTO share_classes (code, position) VALUES ('ordinary', 7)"
            assert "append-only: share_classes" in refused(engine, replaced)
    finally:
        engine.dispose()


def test_projections_are_the_only_tables_without_that_rule() -> None:
    assert {table.name for table in PROJECTIONS} == {
        "member_current",
        "holdings",
        "member_search",
        "search_built",
        "household_current",
        "account_months",
        "member_months",
        "drafts_open",
    }
    assert len(FACTS) + len(PROJECTIONS) == len(metadata.tables)


BROKEN_RULES = [
    "UPDATE holdings SET shares = -1",
    "UPDATE member_current SET shares = -1",
    "INSERT INTO members (number, series, serial) VALUES ('F01', 'F', 1)",
    "INSERT INTO book_info (id, format, created_at) VALUES (2, 'x', 'x')",
    "INSERT INTO register_entries SELECT 99, day, kind, 0, giver_id, taker_id, share_class, document, note, "
    "NULL, 1, NULL FROM register_entries WHERE number = 1",
    "INSERT INTO register_entries SELECT 99, day, kind, 5, NULL, NULL, share_class, document, note, "
    "NULL, 1, NULL FROM register_entries WHERE number = 1",
    "INSERT INTO register_entries SELECT 99, day, kind, 5, NULL, 4711, share_class, document, note, "
    "NULL, 1, NULL FROM register_entries WHERE number = 1",
    "INSERT INTO attachments (id, thing_kind, thing_key, name, sha256, day, journal_number)"
    " VALUES (9, 'member', 'F01', 'x', 'unknown', '2020-01-01', 1)",
    "INSERT INTO attachment_removals VALUES (1, 'again', '2020-01-01', 1)",
    "INSERT INTO account_entries VALUES (1, 9, 4711, 'capital', 1, NULL, NULL, 1)",
    "INSERT INTO account_entries VALUES (1, 0, 1, 'capital', 1, NULL, NULL, 1)",
    "INSERT INTO certificates VALUES (2, '0001', 1, '', 1)",
    "INSERT INTO certificates VALUES (2, '0002', 4711, '', 1)",
    "INSERT INTO certificate_events VALUES (9, 4711, 'returned', '2020-01-01', '', '', 1)",
    "INSERT INTO ledger_start VALUES (2, 201901, '2019-01-01', 1)",
    "INSERT INTO ledger_account_versions VALUES (999, '999', 'x', 'debit', '', '', FALSE, 1)",
    "INSERT INTO ledger_item_versions VALUES (999, 'party', '002', 'x', '', '', FALSE, 1)",
    "INSERT INTO vouchers SELECT 2, day, period, word, number, kind, attachments, amount, '', '', '', NULL, NULL, "
    "NULL, NULL, 1 FROM vouchers",
    "INSERT INTO vouchers SELECT 2, day, period, word, 2, kind, attachments, amount, '', '', '', NULL, NULL, "
    "NULL, draft, 1 FROM vouchers",
    "INSERT INTO voucher_lines VALUES (1, 3, '2019-12-31', 'x', '999', 'debit', 1, NULL, NULL, NULL, NULL, 1)",
    "INSERT INTO voucher_lines VALUES (1, 2, '2019-12-31', 'x', '102', 'debit', 1, NULL, NULL, NULL, NULL, 1)",
    "INSERT INTO voucher_imports_taken_back VALUES (4711, '', 1)",
    "INSERT INTO bank_statements VALUES (3, '999', '', '', '', '', 1, NULL, NULL, 1)",
    "INSERT INTO bank_lines VALUES (9, 4711, 1, '2019-12-31', '', 1, NULL, '', '', '', '', 1)",
    "INSERT INTO bank_match_lines VALUES (4711, 1, 1)",
    "INSERT INTO bank_match_lines VALUES (1, 4711, 1)",
    "INSERT INTO bank_match_vouchers VALUES (1, 1, 9, 1)",
    "INSERT INTO bank_unmatches VALUES (4711, '', 1)",
    "INSERT INTO invoices VALUES (4711, '1', '', NULL, '', '', NULL, NULL, NULL, 1)",
    "INSERT INTO share_class_versions (code, label, par) VALUES ('unknown', 'x', 1)",
]


def test_the_database_itself_keeps_what_must_hold(filled: Location) -> None:
    engine = engine_of(filled)
    try:
        for statement in BROKEN_RULES:
            assert "constraint" in refused(engine, statement).lower(), statement
    finally:
        engine.dispose()


def checks(table: Table) -> int:
    """How many conditions a table and its columns state."""
    stated = [*table.constraints, *(item for column in table.columns for item in column.constraints)]
    return sum(isinstance(item, CheckConstraint) for item in stated)


@pytest.mark.usefixtures("laid_out_anew")
def test_the_tables_made_are_the_tables_known(filled: Location) -> None:
    """The migrations are written by hand: what they make is compared with the tables that the stores use."""
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    engine = engine_of(filled)
    try:
        with engine.connect() as connection:
            context = MigrationContext.configure(connection, opts={"compare_type": True})
            assert compare_metadata(context, metadata) == []
            found = inspect(connection)
            for table in metadata.sorted_tables:
                assert len(found.get_check_constraints(table.name)) == checks(table), table.name
    finally:
        engine.dispose()


def test_money_is_whole_fen_in_the_file(file_book: SqlBook, tmp_path: Path) -> None:
    with file_book.unit() as uow:
        uow.years.save(FIGURES)
        uow.commit()
    with closing(sqlite3.connect(tmp_path / "linge.coop")) as connection:
        found = connection.execute(
            "SELECT income, costs, opening, typeof(income) FROM year_figures"
        ).fetchall()
    assert found == [(235_690_000, 35_690_000, -123_456, "integer")]
