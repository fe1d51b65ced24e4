"""Changes behind the program's back, made by plain sqlite3 and drawn at random from a seed.

``python -m tests.persistence.edits 2000`` makes so many, each on a copy of its own, and tells what verify found of each
kind; it ends with status 1 when one was not found, or was taken for another kind.
"""

import json
import random
import shutil
import sqlite3
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from coopdesk.domain.attachments.blob import BlobKind, blob_of
from coopdesk.domain.coop.share_class import ClassRules, ShareClass, TransferRule
from coopdesk.domain.distribution.resolution import Resolution
from coopdesk.domain.ledger.accounts import Dimension, LedgerAccount, Side
from coopdesk.domain.ledger.months import Month, MonthState
from coopdesk.domain.ledger.opening import OpeningBalance
from coopdesk.domain.ledger.voucher import Dimensions, Voucher, VoucherLine
from coopdesk.domain.members.household import HEAD, Household, HouseholdPerson
from coopdesk.domain.members.member import Member, MemberKind
from coopdesk.domain.members.officers import Office, OfficeTerm
from coopdesk.domain.members.share_operations import Heir, Ratio, Term
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import parse_quantity
from coopdesk.exchange.pinyin import initials
from coopdesk.exchange.templates import scheme_templates
from coopdesk.persistence.book.areas import PROJECTIONS as PROJECTED
from coopdesk.persistence.book.books import create_book, open_book
from coopdesk.persistence.digest import digest_of, encoded, entry_hash, runs
from coopdesk.persistence.journal.stored_rows import hashed_columns, hashed_form
from coopdesk.services.attachments.commands import AttachFile, RemoveAttachment
from coopdesk.services.command import Command
from coopdesk.services.coop.commands import DefineShareClass, SetUpCoop
from coopdesk.services.coop.values import CoopDetails, YearFigures
from coopdesk.services.desk import Desk
from coopdesk.services.distribution.commands import (
    ApproveDistribution,
    DraftDistribution,
    MarkPaid,
    RecordYearFigures,
    WithdrawApproval,
)
from coopdesk.services.errors import EnvironmentFault
from coopdesk.services.journal.entry import Thing, Witness
from coopdesk.services.ledger.commands import (
    AddAccount,
    OpenLedger,
    PostDrafts,
    PostVouchers,
    RecordItem,
    ReverseVoucher,
    SaveDraft,
    SaveTemplate,
    SetLedgerRules,
    SetMonthState,
)
from coopdesk.services.ledger.values import LedgerItem, LedgerSettings, TemplateKind
from coopdesk.services.members.commands import (
    AddShares,
    AmendMember,
    AppointOfficer,
    ConvertShares,
    DissolveHousehold,
    EndOffice,
    InheritShares,
    PayInstalment,
    RecordHousehold,
    RecordNotice,
    RedeemShares,
    RegisterMember,
    ReverseEntry,
    SplitClass,
    TransferShares,
)
from coopdesk.services.ports import Book
from coopdesk.services.values import Defect

NOW = datetime(2022, 3, 1, 9, 30)
FOUNDED = date(2019, 2, 18)
PROJECTIONS = tuple(table.name for table in PROJECTED)
PROVED = tuple(
    name for name in PROJECTIONS if name != "search_built"
)  # says only whether to make another anew

CHANGED = {"verify.row_changed", "verify.journal_changed"}
ORDER = {"verify.row_order", "verify.journal_order"}
SCHEMA = {"verify.schema_missing", "verify.schema_foreign", "verify.schema_changed", "book.schema"}
PROJECTION = {
    "verify.holding",
    "verify.details",
    "verify.reference",
    "verify.value",
    "verify.search",
    "verify.household",
    "verify.household_search",
    "verify.account_month",
    "verify.member_month",
    "verify.voucher_draft",
}
TOLD = {
    "value": CHANGED,
    "added": {"verify.row_added"},
    "deleted": {"verify.row_missing", "verify.journal_missing"},
    "reordered": ORDER,
    "projection": PROJECTION,
    "schema": SCHEMA,
    "rewritten": {"verify.journal_rewritten", "verify.journal_head"},
    "tail cut": {"verify.journal_cut"},
    "older copy": {"verify.journal_short"},
}
"""By which codes each kind of change is told."""
ALONE = {code for codes in TOLD.values() for code in codes} - PROJECTION
"""Codes of which only those of its own kind may be told of a change."""


_BESIDE = {
    # A head kept outside the book tells these too, where the last entries are concerned.
    "tail cut": {"verify.journal_short"},
    "reordered": {"verify.journal_head"},
    "value": {"verify.journal_head"},
}


@dataclass(frozen=True)
class Master:
    """A book with all that a book may hold, the head it has, and whole older states of it."""

    path: Path
    head: Witness
    older: tuple[Path, ...]


@dataclass(frozen=True)
class Edit:
    """What was done to a copy."""

    kind: str
    what: str


def make_master(folder: Path) -> Master:
    """A small co-op over three years; a copy of the file is kept now and then."""
    path = folder / "master.coop"
    desk = _desk(create_book(path, NOW, clock=lambda: NOW))
    older = []
    try:
        for done, command in enumerate(_commands(desk)):
            desk.run(command)
            if done % 7 == 3:
                older.append(folder / f"older-{done}.coop")
                desk.backup(older[-1])
        desk.members.prepare_search()
        head = desk.journal.witness()
    finally:
        desk.close()
    return Master(path, head, tuple(older))


def _households() -> Iterator[Command]:
    wife = HouseholdPerson("妻", name="周玉兰", identity="500108198512310020")
    both = (HouseholdPerson(HEAD, "M01"), HouseholdPerson("子", "M02"), wife)
    yield RecordHousehold(household=Household("", both))
    yield RecordHousehold(household=Household("", (HouseholdPerson(HEAD, "M02"),)), move="分户")
    yield RecordHousehold(household=Household("老屋", (HouseholdPerson(HEAD, name="成大山"),)))
    yield DissolveHousehold(household="H002", reason="迁出")
    yield AppointOfficer(term=OfficeTerm(Office.CHAIR, FOUNDED, "M01"))
    yield AppointOfficer(term=OfficeTerm(Office.ACCOUNTANT, FOUNDED, name="周会计"))
    yield EndOffice(term=2, day=date(2020, 12, 31), reason="辞职")
    yield RecordNotice(member="M08", day=date(2021, 9, 1))


def _commands(desk: Desk) -> Iterator[Command]:
    kinds = [MemberKind.FARMER] * 9 + [MemberKind.VILLAGE_COLLECTIVE, MemberKind.SUPPLY_COOP]
    yield SetUpCoop(details=CoopDetails("试验花木合作社", FOUNDED, accountant="乙", supervisor="丙"))
    for place, kind in enumerate(kinds, start=1):
        person = Member(
            f"M{place:02d}", f"成员{place}", kind, FOUNDED, bank="农商行", account=f"622200000{place:04d}"
        )
        yield RegisterMember(member=person, shares=parse_quantity(str(place + 1)), document="入社申请")
    yield AmendMember(member=Member("M02", "成员二", MemberKind.FARMER, FOUNDED, phone="13800001234"))
    yield AddShares(member="M03", day=date(2019, 6, 1), shares=parse_quantity("2.5"), note="增股")
    yield TransferShares(giver="M04", taker="M05", day=date(2019, 7, 1), shares=parse_quantity("1"))
    yield AddShares(member="M06", day=date(2019, 8, 1), shares=parse_quantity("9"))
    yield ReverseEntry(entry=14, reason="记错")
    yield TransferShares(giver="M01", taker="M07", day=date(2019, 9, 1), shares=parse_quantity("2"))
    yield from _operations()
    yield from _households()
    yield from _files()
    yield from _ledger()
    for year in (2019, 2020, 2021):
        yield from _year(desk, year)
    yield AmendMember(member=Member("M08", "成员八", MemberKind.FARMER, FOUNDED, group="二组"))


def _operations() -> Iterator[Command]:
    """Heirs, a class with rules that is converted into and split, shares paid in and paid back by instalments."""
    land = ClassRules(cap=parse_quantity("500"), ends=date(2030, 12, 31), transfer=TransferRule.MEMBERS)
    yield DefineShareClass(share_class=ShareClass("", "土地股", Money.parse("300"), land))
    heirs = (Heir("M02", Ratio(1, 3)), Heir("M03", Ratio(2, 3)))
    day = date(2019, 9, 2)
    yield InheritShares(giver="M09", day=day, heirs=heirs, shares=parse_quantity("1"), share_class="ordinary")
    yield ConvertShares(
        member="M08",
        day=day,
        shares=parse_quantity("2"),
        old_class="ordinary",
        new_class="class-2",
        ratio=Ratio(1),
    )
    yield SplitClass(share_class="class-2", day=day, ratio=Ratio(3))
    terms = (Term(day, Money.parse("150")), Term(date(2020, 9, 2), Money.parse("150")))
    yield AddShares(member="M07", day=day, shares=parse_quantity("3"), share_class="class-2", terms=terms)
    yield PayInstalment(operation=20, day=day, amount=Money.parse("150"))
    yield RedeemShares(member="M10", day=day, shares=parse_quantity("1"), terms=terms)
    yield PayInstalment(operation=21, day=day, amount=Money.parse("100"))


def _files() -> Iterator[Command]:
    """A photo attached to two members, another that was removed again, and a paper."""
    photo, wrong = (
        blob_of(BlobKind.PHOTO, b"\xff\xd8\xff\xe0" + words * 60, "") for words in (b"right", b"wrong")
    )
    yield AttachFile(thing=Thing("member", "M03"), name="身份证.jpg", blob=photo)
    yield AttachFile(thing=Thing("member", "M04"), name="户口簿.jpg", blob=photo)
    yield AttachFile(thing=Thing("member", "M04"), name="拍错.jpg", blob=wrong)
    yield RemoveAttachment(thing=Thing("member", "M04"), attachment=3, reason="拍错了")
    paper = blob_of(BlobKind.PDF, b"%PDF-1.4 " + b"paper" * 60, "")
    yield AttachFile(thing=Thing("member", "M05"), name="入社申请.pdf", blob=paper)


def _ledger() -> Iterator[Command]:
    """Vouchers of two months, one undone in red, drafts, a template, a month that was closed and opened again."""
    begun = tuple(
        OpeningBalance(code, Money.parse("500"), dimensions=Dimensions(member=member))
        for code, member in (("102", ""), ("301", "M01"))
    )
    yield OpenLedger(first=Month(2020, 1), balances=begun)
    yield SetLedgerRules(settings=LedgerSettings(two_persons=True))
    yield SetLedgerRules(settings=LedgerSettings())
    yield AddAccount(account=LedgerAccount("10201", "农商行", Side.DEBIT))
    yield RecordItem(item=LedgerItem(Dimension.PARTY, "", "供电所"))
    lines = (
        VoucherLine("卖盆景", "101", Side.DEBIT, Money(700)),
        VoucherLine("卖盆景", "113", Side.DEBIT, Money(200), Dimensions(party="001")),
        VoucherLine("代成员卖", "114", Side.CREDIT, Money(900), Dimensions(member="M02")),
    )
    days = (date(2020, 1, 8), date(2020, 2, 9))
    yield PostVouchers(vouchers=tuple(Voucher(day, lines) for day in days))
    for day in days:
        yield SaveDraft(voucher=Voucher(day, lines[:2]))
    yield SaveDraft(voucher=Voucher(days[1], lines), draft=1)
    yield PostDrafts(drafts=(1,))
    yield ReverseVoucher(voucher=2, day=days[0], reason="记错")
    yield SaveTemplate(kind=TemplateKind.VOUCHER, name="卖盆景", lines=lines)
    yield SetMonthState(month=Month(2020, 1), state=MonthState.CLOSED)
    yield SetMonthState(month=Month(2020, 1), state=MonthState.OPEN, reason="漏记")


def _year(desk: Desk, year: int) -> Iterator[Command]:
    income, costs, opening = (
        Money.parse("90000"),
        Money.parse("20000"),
        desk.distribution.suggested_opening(year),
    )
    yield RecordYearFigures(figures=YearFigures(year, income, costs, opening, source="账"))
    record_date = date(year, 12, 31)
    template = next(item for item in desk.distribution.templates() if item.id == "shares")
    for _version in (1, 2):
        scheme = desk.distribution.scheme_from(template, desk.distribution.facts(year, record_date))
        yield DraftDistribution(year=year, record_date=record_date, scheme=scheme, drafter="乙")
    if year == 2021:
        return
    plan = desk.distribution.plan(year)
    assert plan is not None
    resolution = Resolution(f"{year}-1", date(year + 1, 1, 10), 11, 11, 11)
    approval = ApproveDistribution(plan_id=plan.plan_id, resolution=resolution, approver="丙")
    yield approval
    if year == 2020:
        yield WithdrawApproval(plan_id=plan.plan_id, reason="再议")
        yield ApproveDistribution(plan_id=plan.plan_id, resolution=resolution)
    yield MarkPaid(plan_id=plan.plan_id, day=date(year + 1, 1, 20), method="银行")


class Editor:
    """One change of one kind to a copy. A knowing editor puts the triggers back, so that nothing else is to be seen."""

    def __init__(self, path: Path, chance: random.Random, *, knowing: bool) -> None:
        self._chance = chance
        self._knowing = knowing
        self._book = sqlite3.connect(path, isolation_level=None)
        self._book.execute("PRAGMA foreign_keys = OFF")

    def edit(self, kind: str) -> Edit:
        """Make a change; what it was."""
        with closing(self._book):
            act: Callable[[], str] = getattr(self, f"_{kind.replace(' ', '_')}")
            if kind == "schema":
                return Edit(kind, act())
            triggers = self._book.execute(
                "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'"
            ).fetchall()
            self._book.execute("BEGIN")
            for name, _sql in triggers:
                self._book.execute(f"DROP TRIGGER {name}")
            what = act()
            for _name, sql in triggers if self._knowing else ():
                self._book.execute(sql)
            self._book.execute("COMMIT")
            return Edit(kind, what)

    def _value(self) -> str:
        table = self._fact(journal=0.2)
        column = self._column(table, but=("journal_number",))
        if table == "journal" and column in ("number", "hash", "hash_before"):
            column = "content"
        return self._changed(table, column)

    def _projection(self) -> str:
        table = self._chance.choice(PROVED)
        way = self._chance.random()
        if way < 0.1:
            row = self._row(table)
            self._book.execute(f"DELETE FROM {table} WHERE rowid = ?", (row,))
            return f"{table} {row} deleted"
        if way < 0.2:
            classes = "(member_id, share_class, shares) SELECT 99, share_class, 5000000 FROM holdings LIMIT 1"
            self._book.execute(f"INSERT INTO holdings {classes}")
            return "holdings of nobody"
        return self._changed(table, self._column(table, but=()))

    def _added(self) -> str:
        table = self._fact(journal=0)
        names = [row[1] for row in self._book.execute(f"PRAGMA table_info({table})")]
        keys = self._keys(table)
        highest = self._book.execute("SELECT max(number) FROM journal").fetchone()[0]
        row = self._row(table)
        kept = dict(
            zip(
                names,
                self._book.execute(f"SELECT * FROM {table} WHERE rowid = ?", (row,)).fetchone(),
                strict=True,
            )
        )
        key = keys[-1]
        top = self._book.execute(f"SELECT max({key}) FROM {table}").fetchone()[0]
        kept[key] = top + 1 if isinstance(top, int) else f"{top}x"
        if "number" in kept and table == "members":
            kept["number"] = f"{kept['number']}9"
        if table == "households":
            kept["code"] = f"{kept['code']}9"
        if table == "vouchers":
            kept["number"] = kept["number"] and kept["number"] + 1_000
            kept["draft"] = None
        if "reverses" in kept:
            kept["reverses"] = None
        if "command_id" in kept:
            kept["command_id"] = f"{kept['command_id']}9"
        kept["journal_number"] = self._chance.choice(
            [kept["journal_number"], self._chance.randint(1, highest), 0, -3]
        )
        marks = ", ".join("?" * len(names))
        ignoring = "PRAGMA ignore_check_constraints = ON"
        self._book.execute(ignoring)
        self._book.execute(f"INSERT INTO {table} ({', '.join(kept)}) VALUES ({marks})", tuple(kept.values()))
        return f"{table} {kept[key]} under {kept['journal_number']}"

    def _deleted(self) -> str:
        table = self._fact(journal=0.2)
        if table == "journal":
            highest = self._book.execute("SELECT max(number) FROM journal").fetchone()[0]
            number = self._chance.randint(1, highest - 1)
            self._book.execute("DELETE FROM journal WHERE number = ?", (number,))
            if self._chance.random() < 0.5:
                for other in self._facts():
                    self._book.execute(f"DELETE FROM {other} WHERE journal_number = ?", (number,))
            return f"entry {number}"
        row = self._row(table)
        self._book.execute(f"DELETE FROM {table} WHERE rowid = ?", (row,))
        return f"{table} {row}"

    def _reordered(self) -> str:
        if self._chance.random() < 0.4:
            numbers = [row[0] for row in self._book.execute("SELECT number FROM journal")]
            first, second = self._chance.sample(numbers, 2)
            self._exchange("journal", "number", first, second)
            return f"entries {first} and {second}"
        table = self._chance.choice(
            ["members", "member_versions", "register_entries", "year_figures", "plans"]
        )
        key = self._keys(table)[0]
        if self._chance.random() < 0.5:
            rows = self._book.execute(f"SELECT {key}, journal_number FROM {table}").fetchall()
            (first, own), (second, other) = self._chance.sample(rows, 2)
            while own == other:
                (first, own), (second, other) = self._chance.sample(rows, 2)
            for row, number in ((first, other), (second, own)):
                self._book.execute(f"UPDATE {table} SET journal_number = ? WHERE {key} = ?", (number, row))
            return f"{table} {first} and {second} under each other's entry"
        keys = [row[0] for row in self._book.execute(f"SELECT {key} FROM {table}")]
        first, second = self._chance.sample(keys, 2)
        self._exchange(table, key, first, second)
        return f"{table} {first} and {second}"

    def _schema(self) -> str:
        trigger = self._chance.choice(
            [row[0] for row in self._book.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'")]
        )
        index = self._chance.choice(
            [
                row[0]
                for row in self._book.execute(
                    "SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL"
                )
            ]
        )
        table = self._fact(journal=0.1)
        misread = "replace(replace(sql, ' BIGINT', ' NUMERIC'), ' VARCHAR', ' VgRCHAR')"
        spy = "BEGIN UPDATE member_current SET account = '1'; END"
        statement = self._chance.choice(
            [
                f"DROP TRIGGER {trigger}",
                f"DROP INDEX {index}",
                f"CREATE TRIGGER spy AFTER INSERT ON {table} {spy}",
                f"CREATE VIEW every_{table} AS SELECT * FROM {table}",
                f"CREATE TABLE extra_{table} (id INTEGER PRIMARY KEY)",
                f"CREATE UNIQUE INDEX spare ON {table} (journal_number, rowid_of)".replace(", rowid_of", "")
                if table == "book_info"
                else f"CREATE INDEX spare ON {table} (journal_number)"
                if table != "journal"
                else "CREATE INDEX spare ON journal (kind)",
                f"ALTER TABLE {table} ADD COLUMN nobody_s_own TEXT",
                f"UPDATE sqlite_schema SET sql = {misread} WHERE name = '{table}'",
            ]
        )
        self._book.execute("PRAGMA writable_schema = ON")
        self._book.execute(statement)
        return statement

    def _tail_cut(self) -> str:
        highest = self._book.execute("SELECT max(number) FROM journal").fetchone()[0]
        kept = self._chance.randint(highest // 2, highest - 1)
        self._book.execute("DELETE FROM journal WHERE number > ?", (kept,))
        return f"after {kept} of {highest}"

    def _rewritten(self) -> str:
        """A fact changed together with the entry that owns it, by somebody who knows how entries are hashed."""
        table = self._chance.choice(["member_versions", "register_entries", "year_figures", "frozen_members"])
        column = {"member_versions": "account", "frozen_members": "account"}.get(table, "source")
        column = "note" if table == "register_entries" else column
        rows = self._book.execute(f"SELECT journal_number, rowid FROM {table}").fetchall()
        number, row = self._chance.choice(rows)
        self._book.execute(f"UPDATE {table} SET {column} = {column} || '1' WHERE rowid = ?", (row,))
        highest = self._book.execute("SELECT max(number) FROM journal").fetchone()[0]
        through = self._chance.choice([number, highest])
        self._rehash(number, through, table)
        return f"{table} {row} with the entries {number} to {through}"

    def _rehash(self, first: int, last: int, table: str) -> None:
        """Make the entries fit again: the first for the rows of a table, the others for the entry before."""
        before = self._book.execute("SELECT hash_before FROM journal WHERE number = ?", (first,)).fetchone()[
            0
        ]
        for number in range(first, last + 1):
            found = self._book.execute("SELECT * FROM journal WHERE number = ?", (number,))
            entry = dict(zip((item[0] for item in found.description), found.fetchone(), strict=True))
            if number == first:
                entry["changed"] = self._rechanged(entry, table)
            fitting = entry_hash(before, entry)
            self._book.execute(
                "UPDATE journal SET changed = ?, hash_before = ?, hash = ? WHERE number = ?",
                (entry["changed"], before, fitting, number),
            )
            before = fitting

    def _rechanged(self, entry: dict[str, object], table: str) -> str:
        names = ", ".join(hashed_columns(table))
        keys = ", ".join(self._keys(table))
        rows = self._book.execute(
            f"SELECT {names} FROM {table} WHERE journal_number = ? ORDER BY {keys}", (entry["number"],)
        )
        changed = json.loads(str(entry["changed"]))
        form = hashed_form(table) or tuple
        changed[table]["sha256"] = [digest_of(run) for run in runs(map(form, rows))]
        return str(encoded(changed))

    def _exchange(self, table: str, key: str, first: object, second: object) -> None:
        statement = f"UPDATE {table} SET {key} = ? WHERE {key} = ?"
        for new, old in ((-9, first), (first, second), (second, -9)):
            self._book.execute(statement, (new, old))

    def _changed(self, table: str, column: str) -> str:
        row = self._row(table)
        kept = self._book.execute(f"SELECT {column} FROM {table} WHERE rowid = ?", (row,)).fetchone()[0]
        others = [item[0] for item in self._book.execute(f"SELECT DISTINCT {column} FROM {table}")]
        new = self._chance.choice([*_variants(kept), *others])
        self._book.execute("PRAGMA ignore_check_constraints = ON")
        try:
            self._book.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", (new, row))
        except sqlite3.IntegrityError:  # a unique or filled column: something that nobody else has
            new = kept + 1_000 if isinstance(kept, int) else f"{kept or ''}–"
            self._book.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", (new, row))
        rowid = f"rowid = {row}" if self._is_there(table, row) else f"{column} = {new!r}"
        now = self._book.execute(f"SELECT {column}, typeof({column}) FROM {table} WHERE {rowid}").fetchone()
        if now is None or (now[0] == kept and type(now[0]) is type(kept)):
            return self._changed(table, column)
        return f"{table}.{column} of {row}: {kept!r:.60} is now {now[0]!r:.60}"

    def _is_there(self, table: str, row: int) -> bool:
        return self._book.execute(f"SELECT 1 FROM {table} WHERE rowid = ?", (row,)).fetchone() is not None

    def _facts(self) -> list[str]:
        found = self._book.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
        )
        apart = {"journal", "alembic_version", *PROJECTIONS}
        return [name for (name,) in found.fetchall() if name not in apart]

    def _fact(self, journal: float) -> str:
        if self._chance.random() < journal:
            return "journal"
        filled = [name for name in self._facts() if self._book.execute(f"SELECT 1 FROM {name}").fetchone()]
        return str(self._chance.choice(filled))

    def _column(self, table: str, but: tuple[str, ...]) -> str:
        names = [row[1] for row in self._book.execute(f"PRAGMA table_info({table})")]
        return str(self._chance.choice([name for name in names if name not in but]))

    def _keys(self, table: str) -> list[str]:
        columns = self._book.execute(f"PRAGMA table_info({table})").fetchall()
        return [row[1] for row in sorted((row for row in columns if row[5]), key=lambda row: row[5])]

    def _row(self, table: str) -> int:
        return int(self._chance.choice(self._book.execute(f"SELECT rowid FROM {table}").fetchall())[0])


def _variants(kept: object) -> list[object]:
    """Other values that might stand in a value's place."""
    if isinstance(kept, int):
        return [kept + 1, kept - 1, -kept - 1, kept * 10 + 1]
    if isinstance(kept, str):
        return [f"{kept}1", kept[:-1] or "甲", kept.replace("1", "7") + " ", f"{kept}\u200b", b"\xff\xfe"]
    if isinstance(kept, bytes):
        return [kept[:-1], bytes([kept[0] ^ 1]) + kept[1:], kept + b"\0"]
    return ["", 0, "2019-01-01"]


def tried(master: Master, path: Path, seed: int) -> tuple[Edit, list[Defect]]:
    """One change to a copy at the path, and what verify says of it."""
    chance = random.Random(seed)
    kind = sorted(TOLD)[seed % len(TOLD)]
    if kind == "older copy":
        copy = chance.choice(master.older)
        shutil.copyfile(copy, path)
        edit = Edit(kind, copy.name)
    else:
        shutil.copyfile(master.path, path)
        edit = Editor(path, chance, knowing=kind not in ("schema",) and chance.random() < 0.7).edit(kind)
    try:
        desk = _desk(open_book(path, read_only=True, clock=lambda: NOW))
    except EnvironmentFault as fault:
        return edit, [Defect(fault.code, dict(fault.params))]
    try:
        return edit, list(desk.verify([master.head]))
    finally:
        desk.close()


def _desk(book: Book) -> Desk:
    return Desk(book, lambda: NOW, initials, scheme_templates, person="李会计")


def wrong(edit: Edit, defects: list[Defect]) -> str:
    """What is wrong with what was told, empty for nothing."""
    codes = {defect.code for defect in defects}
    own = TOLD[edit.kind]
    if not codes & own:
        return f"{edit} told as {sorted(codes)}"
    others = (codes & ALONE) - own - SCHEMA - _BESIDE.get(edit.kind, set())
    return f"{edit} also told as {sorted(others)}" if others else ""


def main(count: int, first: int = 0) -> int:
    """Make so many changes; the status."""
    told: Counter[str] = Counter()
    failed = []
    with tempfile.TemporaryDirectory() as folder:
        master = make_master(Path(folder))
        for seed in range(first, first + count):
            edit, defects = tried(master, Path(folder) / "copy.coop", seed)
            told[edit.kind] += 1
            if reason := wrong(edit, defects):
                failed.append(f"seed {seed}: {reason}")
                print(failed[-1])
    print(", ".join(f"{kind} {number}" for kind, number in sorted(told.items())))
    print(f"{count} changes, {len(failed)} not found or taken for another kind")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0))
