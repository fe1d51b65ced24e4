"""The one place that knows every layer: it opens books, prints papers and starts the window for whoever asks.

Everything heavy is imported where it is used, so that a start loads what it needs and no more. Nothing is decided
here: what a book may hold is the services' matter, what a paper shows is the papers'.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from coopdesk.domain.errors import DomainError
from coopdesk.locations import location_of, new_book_location
from coopdesk.paths import as_long_path
from coopdesk.services.progress import Progress, unheard

if TYPE_CHECKING:
    from coopdesk.domain.attachments.blob import Blob
    from coopdesk.domain.coop.share_class import ShareClass
    from coopdesk.domain.ledger.accounts import ChartOfAccounts
    from coopdesk.domain.ledger.invoice import Invoice
    from coopdesk.domain.money import Money
    from coopdesk.services.clock import ClockDoubt
    from coopdesk.services.desk import Desk
    from coopdesk.services.distribution.plan import FrozenPlan
    from coopdesk.services.distribution.templates import SchemeTemplate
    from coopdesk.services.journal.entry import Witness
    from coopdesk.services.ledger.bank.statement import StatementWords
    from coopdesk.services.ledger.exchanging.accounts import AccountTable
    from coopdesk.services.ledger.exchanging.layout import Layout
    from coopdesk.services.ledger.exchanging.out import VoucherRows
    from coopdesk.services.ledger.exchanging.words import VoucherWords
    from coopdesk.services.members.importing.answers import Answers
    from coopdesk.services.members.importing.words import Words
    from coopdesk.services.paper import AnyPaper, AnySource, ChosenBy, NamedBy
    from coopdesk.services.ports import Book
    from coopdesk.services.source_table import CellValue, SourceFile, SourceTable
    from coopdesk.services.values import BookContent, Defect

DEMO_FOLDER = "coopdesk-demo"
DEMO_BOOK = "linge.coop"
DEMO_YEAR = 2019
_SLIPS = "slips_"
_TEMPORARY = "临时账套·"


class DemoOutcome(NamedTuple):
    """What the demo made: the frozen plan its papers show, and every file."""

    plan: "FrozenPlan"
    files: tuple[Path, ...]


class Checked(NamedTuple):
    """What a check found: what does not hold (empty is good), what should be known, and how far the journal goes."""

    defects: "tuple[Defect, ...]"
    notices: "tuple[Defect, ...]" = ()
    witness: "Witness | None" = None


def clock() -> datetime:
    """This machine's time with its offset."""
    return datetime.now().astimezone()


def clock_doubt(location: str | Path = "") -> "ClockDoubt | None":
    """What speaks against this machine's date beside the newest entry of a book; None for nothing.

    Asked before anything is written: an entry of a wrong day would take away the doubt. Without a book, and beside one
    that cannot be read, only a year that cannot be is told.
    """
    from coopdesk.services.clock import clock_doubt as doubt
    from coopdesk.services.errors import EnvironmentFault

    if location:
        with suppress(DomainError, EnvironmentFault), closing(open_desk(location, read_only=True)) as desk:
            return desk.journal.clock_doubt()
    return doubt(clock().date(), None)


def open_desk(location: str | Path, *, read_only: bool = False, progress: Progress = unheard) -> "Desk":
    """Open a book that is there: a file, or a shared database by its URL.

    Raises ``book.not_found`` for a file that is not there, and ``EnvironmentFault`` for what the machine refuses.
    """
    from coopdesk.persistence.book.books import open_book

    opened = open_book(location_of(location), read_only=read_only, clock=clock, progress=progress)
    desk = _desk(opened)
    try:
        if not read_only:
            desk.members.prepare_search()
    except BaseException:
        desk.close()
        raise
    return desk


def new_desk(location: str | Path) -> "Desk":
    """Make a new, empty book and open it."""
    from coopdesk.persistence.book.books import create_book

    desk = _desk(create_book(new_book_location(location), clock(), clock=clock))
    # Nobody is in it yet: all who come are found by their readings from the first moment on.
    desk.members.prepare_search()
    return desk


def sample_desk(location: str | Path, progress: "Progress | None" = None) -> "Desk":
    """Make the sample book at that place, or complete and open the one that was begun there."""
    from coopdesk.exchange.sample import linge
    from coopdesk.services.sample_book import build_sample_book

    desk = open_desk(location) if Path(location).exists() else new_desk(location)
    try:
        build_sample_book(desk, linge(), progress)
    except BaseException:
        desk.close()
        raise
    return desk


def create_book(location: str) -> str:
    """Make a new, empty book and close it again; where it is."""
    new_desk(location).close()
    return str(new_book_location(location))


def build_demo(folder: Path) -> DemoOutcome:
    """The whole main job on made-up persons: the sample book, its years, and all papers of 2019.

    What an interrupted run left is completed.
    """
    from coopdesk.services.errors import EnvironmentFault

    try:
        folder = as_long_path(folder)
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise EnvironmentFault("demo.folder", path=str(folder), reason=error.strerror or "") from error
    with closing(sample_desk(folder / DEMO_BOOK)) as desk:
        for rest in folder.glob(".*.part"):  # what a killed run was writing; the book's lock keeps others out
            rest.unlink(missing_ok=True)
        plan = desk.distribution.frozen_plan(DEMO_YEAR)
        return DemoOutcome(plan, (folder / DEMO_BOOK, *_all_papers(desk, folder)))


def print_slips(location: str, year: int, target: Path, layout: str) -> list[Path]:
    """Print a year's slips as PDF; its files. ``plan.not_approved`` before the resolution."""
    return print_paper(location, f"{_SLIPS}{layout}", year, target)


def print_proposal(location: str, year: int, target: Path) -> list[Path]:
    """Print a year's draft for the meeting as PDF; its files. ``plan.no_draft`` without a draft."""
    return print_paper(location, "proposal", year, target)


def paper_kinds() -> "dict[str, ChosenBy]":
    """The kinds of all papers that a person can ask for, each with what has to be named for it."""
    from coopdesk.papers import PAPERS

    return {spec.kind: spec.needs.chosen.by for spec in PAPERS if spec.needs.chosen is not None}


def papers_of_one() -> "dict[str, NamedBy]":
    """The kinds of papers of one member, entry or certificate, each with what has to be named for it."""
    from coopdesk.papers import PAPERS

    return {spec.kind: spec.needs.named.by for spec in PAPERS if spec.needs.named is not None}


def slip_layouts() -> tuple[str, ...]:
    """The sheets that slips can be printed on."""
    return tuple(kind.removeprefix(_SLIPS) for kind in paper_kinds() if kind.startswith(_SLIPS))


def print_paper(
    location: str,
    kind: str,
    year: int,
    target: Path,
    day: "date | None" = None,
    month: int = 0,
    numbers: str = "",
) -> list[Path]:
    """Print a paper of a year, of a month of it (0: all of it) and some numbers of vouchers (empty: all), or of a day
    (None: the usual one), as PDF, or where it is a table and the name says ``.xlsx`` as a workbook; its files.

    KeyError for a kind that nobody can ask for; ``DomainError`` where the year is not as far as the paper needs it.
    """
    from coopdesk.papers import paper, write_paper
    from coopdesk.services.paper import Choice, usual_day

    today = clock().date()
    needs = paper(kind).needs
    if needs.chosen is None:
        raise KeyError(kind)
    with closing(open_desk(location, read_only=True)) as desk:
        choice = Choice(year, day or usual_day(year, today), month=month, numbers=numbers)
        asked = needs.chosen.subject(desk, choice)
        source = needs.read(desk, asked)
    return write_paper(kind, source, as_long_path(target), today)


def print_paper_of(
    location: str, kind: str, name: str, target: Path, year: "int | None" = None
) -> list[Path]:
    """Print a paper of one thing, by its number, and of a year (None: this one) where it is of one; its files.

    KeyError for a kind that is of no one thing; ``DomainError`` where there is no such thing, or it is not as far.
    """
    from coopdesk.papers import paper, write_paper
    from coopdesk.services.paper import Choice, usual_day

    today = clock().date()
    year = year or today.year
    needs = paper(kind).needs
    if needs.named is None:
        raise KeyError(kind)
    with closing(open_desk(location, read_only=True)) as desk:
        source = needs.read(desk, needs.named.subject(desk, name, Choice(year, usual_day(year, today))))
    return write_paper(kind, source, as_long_path(target), today)


def register_bytes(location: str, form: str, day: "date | None", against: "date | None") -> bytes:
    """The register of a book as at a day (None: today) as a file (``json``, ``csv`` or ``xlsx``), with the change
    against another day if one is named."""
    from coopdesk.exchange.register_file import RegisterFormat, register_file

    with closing(open_desk(location, read_only=True)) as desk:
        register = desk.members.register_on(day or desk.today, against)
    return register_file(register, RegisterFormat(form))


def statements_bytes(location: str, year: int, month: int = 0) -> bytes:
    """The statements of a year (month 0), or of a month of it, as JSON."""
    from coopdesk.exchange.ledger.statement_file import statements_json
    from coopdesk.services.ledger.papers.common import Span
    from coopdesk.services.ledger.papers.sources import read_statements

    with closing(open_desk(location, read_only=True)) as desk:
        statements = desk.ledger.read(lambda uow: read_statements(uow, Span.of(year, month)))
    return statements_json(statements)


def accounts_bytes(location: str, year: int, form: str, number: str = "") -> bytes:
    """The member accounts of a year as a file (``json``, ``csv`` or ``xlsx``), or that of one member."""
    from coopdesk.exchange.account_file import accounts_file
    from coopdesk.exchange.register_file import RegisterFormat

    with closing(open_desk(location, read_only=True)) as desk, desk.snapshot():
        accounts = desk.distribution.account_sheets(year, number or None)
        details = desk.coop.details()
        witness = desk.members.read(lambda uow: uow.journal.witness())
    return accounts_file(accounts, details.name if details else "", witness, RegisterFormat(form))


def vouchers_bytes(location: str, form: str, first: "date | None", last: "date | None") -> bytes:
    """The posted vouchers of these days (None: from the ledger's first, to the last) as a file (``json``, ``csv`` or
    ``xlsx``); ``ledger.none`` without a ledger."""
    from coopdesk.exchange.ledger.layout_files import layouts
    from coopdesk.exchange.ledger.ledger_document import vouchers_document
    from coopdesk.exchange.ledger.voucher_file import voucher_files
    from coopdesk.services.ledger.exchanging.accounts import SAME
    from coopdesk.services.ledger.exchanging.voucher import ExchangeVoucher

    with closing(open_desk(location, read_only=True)) as desk, desk.snapshot(), without_collecting():
        start, months = desk.ledger.start(), desk.ledger.months()
        if start is None:
            raise DomainError("ledger.none")
        first, last = first or start.first.first_day, last or months[-1].month.last_day
        posted, names = desk.ledger.vouchers(first, last), desk.ledger.names()
        if form == "json":
            return _json_bytes(vouchers_document(posted, names, first, last))
        layout = next(each for each in layouts() if each.code == _PLAIN_LAYOUTS[form])
        sent = [
            ExchangeVoucher(each.voucher, each.number, each.prepared_by, each.checked_by, each.posted_by)
            for each in posted
            if each.number
        ]
        made = voucher_files(sent, layout, SAME, names, desk.today)
    if made.made.faults:
        raise made.made.faults[0]
    return made.files[0]


_PLAIN_LAYOUTS = {"csv": "plain-csv", "xlsx": "plain"}
"""Our own layouts of vouchers by the kind of file."""


def trial_balance_bytes(location: str, day: "date | None") -> bytes:
    """The trial balance of a book at the end of a day (None: today) as JSON; ``ledger.none`` without a ledger."""
    from coopdesk.exchange.ledger.ledger_document import trial_balance_document

    with closing(open_desk(location, read_only=True)) as desk:
        if desk.ledger.start() is None:
            raise DomainError("ledger.none")
        return _json_bytes(trial_balance_document(desk.ledger.trial_balance(day or desk.today)))


def _json_bytes(document: "Mapping[str, Any]") -> bytes:
    import json

    return json.dumps(document, ensure_ascii=False, indent=1).encode("utf-8") + b"\n"


def post_vouchers(location: str, file: Path, *, dry_run: bool = False) -> "dict[str, Any]":
    """Post the vouchers of a file to a book, all or none, or only look what that would do; the document of what came
    of it, with all that is wrong of all vouchers. What is no JSON is read as ``import_vouchers`` does, by our codes of
    accounts."""
    from coopdesk.exchange.ledger.ledger_document import Posted, posted_document, read_document
    from coopdesk.services.ledger.commands import PostVouchers

    content = _bytes_of(as_long_path(file))
    if content.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] not in (b"{", b"["):
        return import_vouchers(location, file, same_accounts=True, dry_run=dry_run)
    with closing(open_desk(location, read_only=dry_run)) as desk, without_collecting():
        try:
            read = read_document(content, file.name)
        except DomainError as error:
            return posted_document(Posted(errors=[error]))
        vouchers = tuple(each.voucher for each in read.vouchers)
        faults = read.faults or desk.ledger.check(vouchers, [each.number for each in read.vouchers])
        if faults or dry_run:
            return posted_document(Posted(read.vouchers, errors=faults))
        prepared = tuple(each.prepared_by for each in read.vouchers)
        made = desk.run(PostVouchers(vouchers=vouchers, prepared_by=prepared)).reference.split()
        return posted_document(Posted(read.vouchers, [desk.ledger.voucher(int(number)) for number in made]))


def posted_lines(document: "Mapping[str, Any]") -> "Iterator[str]":
    """What came of posting a file, for people to read."""
    from coopdesk.exchange.ledger.ledger_document import posted_lines as lines

    return lines(document) if "numbers" in document else voucher_lines(document)


def _bytes_of(path: Path) -> bytes:
    from coopdesk.services.errors import EnvironmentFault

    try:
        return path.read_bytes()
    except OSError as error:
        raise EnvironmentFault(
            "source.unreadable_file", path=path.name, folder=str(path.parent), reason=error.strerror or ""
        ) from error


def book_workbook(location: str, progress: Progress = unheard) -> bytes:
    """Members, shares, accounts and trade of a book as they stand today, as a workbook."""
    from coopdesk.exchange.book_workbook import book_workbook as made
    from coopdesk.exchange.book_workbook import read_book

    with closing(open_desk(location, read_only=True)) as desk:
        book = read_book(desk)
    return made(book, progress)


def empty_workbook(location: str) -> bytes:
    """A workbook to be filled in with the members of a book, by its classes of shares."""
    from coopdesk.exchange.book_workbook import empty_workbook as made

    with closing(open_desk(location, read_only=True)) as desk:
        return made(desk.coop.share_classes())


def open_register(location: str) -> bytes:
    """A book's whole register in its open form, as the bytes of a JSON file."""
    from coopdesk.exchange.open_register import open_register_file

    with closing(open_desk(location, read_only=True)) as desk:
        register = desk.members.open_register()
    return open_register_file(register)


def write_out(content: bytes, target: Path) -> Path:
    """Write a file that somebody named, whole or not at all; its path."""
    from coopdesk.exchange.output import write_bytes

    return write_bytes(content, as_long_path(target))


def backup(location: str, target: Path, progress: Progress = unheard) -> None:
    """A whole, checked copy of a book, even one that is open or too damaged to be worked in; that notes no copy."""
    from coopdesk.services.errors import EnvironmentFault

    try:
        opened = open_desk(location)
    except EnvironmentFault:
        opened = open_desk(location, read_only=True)
    with closing(opened) as desk:
        desk.backup(as_long_path(target), progress)


class Restoration(NamedTuple):
    """A backup beside the book it would replace: what each holds (None for a book that is not there, or cannot be
    read), how much of the backup does not hold, and what speaks against this machine's date beside both."""

    backup: "BookContent"
    present: "BookContent | None"
    defects: "Sequence[Defect]"
    doubt: "ClockDoubt | None"


def inspect_backup(backup: Path, book: Path, progress: Progress = unheard) -> Restoration:
    """Verify a backup as a whole and read what it and the present book hold. Nothing is changed."""
    from coopdesk.persistence.book.restore import check_backup, content_of
    from coopdesk.services.clock import clock_doubt as doubt

    found, present = check_backup(as_long_path(backup), progress), content_of(as_long_path(book))
    changed = [held.changed.date() for held in (found.content, present) if held and held.changed]
    return Restoration(
        found.content, present, found.defects, doubt(clock().date(), max(changed, default=None))
    )


def restore(backup: Path, book: Path, progress: Progress = unheard) -> Path | None:
    """Put a verified backup in a book's place; where the book that was there is kept, None where there was none."""
    from coopdesk import this_pc
    from coopdesk.persistence.book.restore import restore as put_back
    from coopdesk.services.errors import EnvironmentFault

    target = new_book_location(book)
    assert isinstance(target, Path)  # a path stays one
    kept = put_back(as_long_path(backup), target, clock(), this_pc.person(), progress)
    # A backup of an earlier version is looked at when it is opened for work.
    with suppress(EnvironmentFault), closing(open_desk(target, read_only=True)) as desk:
        desk.journal.trust()
    return kept


def verify(location: str) -> "Sequence[Defect]":
    """Everything that does not hold in a book; empty is good."""
    return check(location).defects


def check(location: str, heads: "Sequence[Witness]" = (), progress: Progress = unheard) -> Checked:
    """What does not hold in a book, also by heads of its journal that were kept outside it, and what to know of it."""
    from coopdesk.services.errors import EnvironmentFault

    with closing(open_desk(location, read_only=True)) as desk, without_collecting():
        defects = desk.verify(heads, progress)
        told = {defect.code for defect in defects}
        try:
            notices = [notice for notice in desk.journal.notices() if notice.code not in told]
            return Checked(tuple(defects), tuple(notices), desk.journal.witness())
        except EnvironmentFault:  # what was found in a damaged book counts, not what stops afterwards
            if defects:
                return Checked(tuple(defects))
            raise


def import_roll(
    location: str, file: Path, mapping: Path | None = None, *, dry_run: bool = False
) -> "dict[str, Any]":
    """Read a sheet into a book, or only look what that would do; the document of everything that was found.

    Nothing is entered where a single error was found. ``EnvironmentFault`` for what the machine does not give.
    """
    from coopdesk.exchange.import_document import import_document, refused_document
    from coopdesk.exchange.import_words import import_words
    from coopdesk.exchange.tables.reading import read_source
    from coopdesk.services.distribution.book_import import command_for, own_answers
    from coopdesk.services.members.importing.reading import read_roll
    from coopdesk.services.members.importing.sending import send

    with closing(open_desk(location, read_only=dry_run)) as desk, without_collecting():
        try:
            source = read_source(as_long_path(file))
            answers = own_answers(source, _answers(mapping), desk.coop.share_classes())
            reading = read_roll(source, answers, import_words(), desk.today)
        except DomainError as error:
            return refused_document([error])
        comparison = desk.members.compare_roll(reading)
        others = desk.distribution.other_sheets(reading)
        if dry_run or others.faults:
            return import_document(reading, comparison, refused=others.faults)
        refused, receipt = send(desk.run, reading, comparison, lambda reading: command_for(reading, others))
        return import_document(reading, comparison, receipt, refused)


def voucher_layouts() -> "Sequence[str]":
    """The codes of the voucher layouts that come with the program."""
    from coopdesk.exchange.ledger.layout_files import layouts

    return [layout.code for layout in layouts()]


def export_vouchers(
    location: str,
    target: Path,
    layout: str,
    days: "tuple[date, date]",
    accounts: Path | None = None,
    *,
    same_accounts: bool = False,
) -> "dict[str, Any]":
    """Write the vouchers of these days, both included, by a layout; the document of what was written, or why not.

    ``layout.unknown``; a file that is there is replaced, the caller has asked. ``EnvironmentFault`` for what the
    machine does not give.
    """
    from coopdesk.exchange.ledger.layout_files import layouts
    from coopdesk.exchange.ledger.voucher_document import sent_document

    with closing(open_desk(location, read_only=True)) as desk:
        known = {each.code: each for each in (*desk.voucher_files.own_layouts(), *layouts())}
        if layout not in known:
            raise DomainError("layout.unknown", name=layout)
        chosen = known[layout]
        table = _account_table(desk, layout, accounts, same=same_accounts or chosen.own_accounts)
        made, written = _write_vouchers(desk, chosen, table, days, target)
    return sent_document(made, layout, {str(path): count for path, count in written.items()})


def _write_vouchers(
    desk: "Desk", layout: "Layout", table: "AccountTable", days: "tuple[date, date]", target: Path
) -> "tuple[VoucherRows, Mapping[Path, int]]":
    """Write the vouchers of some days; where the receiving program takes no larger one, in several numbered files."""
    from coopdesk.exchange.ledger.voucher_file import voucher_files
    from coopdesk.exchange.output import write_bytes

    vouchers, names = desk.voucher_files.to_send(*days)
    made = voucher_files(vouchers, layout, table, names, desk.today)
    ending = target.suffix or layout.ending
    written = {}
    for place, (content, count) in enumerate(zip(made.files, made.counts, strict=True), 1):
        part = f"-{place}" if len(made.files) > 1 else ""
        path = as_long_path(target.with_name(f"{target.stem}{part}{ending}"))
        written[write_bytes(content, path)] = count
    return made.made, written


def import_vouchers(
    location: str,
    file: Path,
    *,
    layout: str = "",
    accounts: Path | None = None,
    same_accounts: bool = False,
    mapping: Path | None = None,
    twice: str = "",
    dry_run: bool = False,
) -> "dict[str, Any]":
    """Read a file of vouchers into a book, or only look what that would do; the document of everything that was found.

    Nothing is posted where a single error was found. ``EnvironmentFault`` for what the machine does not give.
    """
    from dataclasses import replace

    from coopdesk.exchange.ledger.layout_files import layouts, voucher_words
    from coopdesk.exchange.ledger.voucher_document import reading_document, refused_document
    from coopdesk.exchange.ledger.voucher_file import read_voucher_file
    from coopdesk.services.ledger.exchanging.answers import VoucherAnswers, read_answers
    from coopdesk.services.ledger.voucher_files_desk import command_of
    from coopdesk.services.members.importing.findings import Fault

    with closing(open_desk(location, read_only=dry_run)) as desk, without_collecting():
        try:
            answers = VoucherAnswers() if mapping is None else read_answers(_json(mapping))
            answers = replace(answers, layout=layout or answers.layout)
            table = _account_table(desk, answers.layout, accounts, same=same_accounts)
            known = (*desk.voucher_files.own_layouts(), *layouts())
            source = read_voucher_file(as_long_path(file))
            reading = desk.voucher_files.read_file(source, known, answers, voucher_words(), table)
        except DomainError as error:
            return refused_document([error])
        if dry_run or not reading.can_post:
            return reading_document(reading)
        try:
            receipt = int(desk.run(command_of(reading, twice)).reference)
        except DomainError as error:
            return reading_document(reading, refused=[Fault(error.code, params=error.params)])
        return reading_document(reading, receipt)


def reconcile(
    location: str,
    file: Path,
    account: str,
    *,
    days: int,
    opening: "Money | None" = None,
    anew: "frozenset[int]" = frozenset(),
    dry_run: bool = False,
) -> "dict[str, Any]":
    """Keep a bank's statement and match what is sure, or only look what that would do; the document of it.

    Nothing is kept where a single error was found. ``EnvironmentFault`` for what the machine does not give.
    """
    from coopdesk.exchange.ledger.layout_files import statement_words
    from coopdesk.exchange.ledger.statement_document import statement_document, with_comparison, with_sheet
    from coopdesk.exchange.tables.reading import read_source
    from coopdesk.services.ledger.bank.statement import StatementAnswers, read_statement
    from coopdesk.services.ledger.bank_desk import command_of
    from coopdesk.services.ledger.exchange_commands import MatchStatements

    with closing(open_desk(location, read_only=dry_run)) as desk:
        reading = None
        try:
            source = read_source(as_long_path(file))
            reading = read_statement(source, StatementAnswers(opening=opening), statement_words())
            document = statement_document(reading, reading.errors)
            if reading.errors:
                return document
            compared = desk.bank.compare(account, reading, {row - 1 for row in anew})
            document = with_comparison(document, compared)
            if dry_run:
                return document
            document["kept"] = int(desk.run(command_of(account, reading, anew)).reference)
            document["matched"] = int(desk.run(MatchStatements(account=account, days=days)).reference)
        except DomainError as error:
            return statement_document(reading, [error])
        with suppress(DomainError):  # no statement of the account tells a balance: there is no sheet then
            last = max(line.day for line in reading.lines)
            document = with_sheet(document, desk.bank.reconciliation(account, last, days))
        return document


def statement_lines(document: "Mapping[str, Any]") -> "Iterator[str]":
    """What came of a statement, for people to read."""
    from coopdesk.exchange.ledger.statement_document import statement_lines as lines

    return lines(document)


def _account_table(desk: "Desk", layout: str, file: Path | None, *, same: bool) -> "AccountTable":
    """What another ledger calls our accounts: by a file, as ours, or as the book keeps it for the layout."""
    from coopdesk.exchange.ledger.account_table_file import read_account_table
    from coopdesk.services.ledger.exchanging.accounts import SAME

    if file is not None:
        return read_account_table(as_long_path(file))
    return SAME if same else desk.voucher_files.accounts_of(layout)


def voucher_lines(document: "Mapping[str, Any]") -> "Iterator[str]":
    """What an import of vouchers found, for people to read."""
    from coopdesk.exchange.ledger.voucher_document import reading_lines

    return reading_lines(document)


def sent_voucher_lines(document: "Mapping[str, Any]") -> "Iterator[str]":
    """What an export of vouchers wrote, for people to read."""
    from coopdesk.exchange.ledger.voucher_document import sent_lines

    return sent_lines(document)


def import_lines(document: "Mapping[str, Any]") -> "Iterator[str]":
    """What an import found, for people to read."""
    from coopdesk.exchange.import_document import import_lines as lines

    return lines(document)


def _answers(mapping: Path | None) -> "Answers":
    """The answers of a mapping file; without one, none."""
    from coopdesk.services.members.importing.answers import Answers, read_answers

    return Answers() if mapping is None else read_answers(_json(mapping))


def _json(path: Path) -> object:
    """A document somebody wrote; ``answers.form`` for what is no JSON."""
    import json

    from coopdesk.services.errors import EnvironmentFault

    try:
        return json.loads(as_long_path(path).read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise EnvironmentFault(
            "source.unreadable_file", path=path.name, folder=str(path.parent), reason=error.strerror or ""
        ) from error
    except ValueError as error:
        raise DomainError("answers.form", key=path.name) from error


@contextmanager
def without_collecting() -> Iterator[None]:
    """Let nobody look for garbage for a while: among the cells of a large sheet that takes a third of the time."""
    import gc

    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def evaluate(case: Path) -> bytes:
    """The result of a case file as JSON in UTF-8, byte for byte the same on every system."""
    from coopdesk.exchange.case_file import evaluate_file

    return evaluate_file(case).encode("utf-8")


def open_window(location: str) -> int:
    """Show the window, with a book if one is named; the status when it is closed."""
    import gc

    book = location_of(location) if location else None
    if isinstance(book, str):
        raise DomainError("book.window_needs_file")
    # What a start loads stays for good: looking through it for garbage again and again costs a twentieth of the start.
    gc.disable()
    try:
        from coopdesk.ui.plain_imports import import_without_reading_sources

        import_without_reading_sources()
        from coopdesk.ui.app import run

        return run(WindowBackend, book, usable=lambda _window: _when_usable())
    finally:
        gc.enable()


def _when_usable() -> None:
    """What a start leaves for later."""
    import gc

    from coopdesk import paths
    from coopdesk.files import clear_temporary

    gc.enable()
    clear_temporary(paths.temporary_dir())


def open_temp_book(location: str = "") -> int:
    """Show the window on a copy of a book, or on the sample where none is named, which is thrown away at the end.

    So are the settings of that while, which begin as they are; only the log of a crash is kept. Nothing of the book
    itself changes. The status when the window is closed.
    """
    import shutil

    from coopdesk import paths
    from coopdesk.files import private_opener, temporary_folder

    source = location_of(location) if location else None
    settings, logs = paths.settings_dir(), paths.log_dir()
    with temporary_folder(paths.temporary_dir()) as folder, paths.home_at(folder):
        if settings.is_dir():
            shutil.copytree(settings, paths.settings_dir())
        paths.default_books_dir().mkdir()
        status = open_window(str(_temp_copy(source, paths.default_books_dir())))
        for log in paths.log_dir().glob("*.log"):
            logs.mkdir(parents=True, exist_ok=True)
            with open(logs / log.name, "ab", opener=private_opener) as kept:
                kept.write(log.read_bytes())
        return status


def _temp_copy(source: str | Path | None, folder: Path) -> Path:
    """The copy that is worked in; its name says that it will not last."""
    from coopdesk.persistence.book.opening import check_file
    from coopdesk.persistence.book.restore import copy_book
    from coopdesk.persistence.sql.faults import file_errors

    name = DEMO_BOOK if source is None else Path(source).name if isinstance(source, Path) else "server.coop"
    copy = folder / f"{_TEMPORARY}{name}"
    if source is None:
        sample_desk(copy).close()
    elif isinstance(source, Path):
        check_file(source)
        with file_errors(source):
            copy_book(source, copy)
    else:
        with closing(open_desk(source, read_only=True)) as desk:
            desk.backup(copy)
    return copy


class WindowBackend:
    """What the window asks for beyond an open book (``coopdesk.ui.frame.backend``); made once the window is shown."""

    def open_book(self, book: Path, progress: Progress = unheard) -> "Desk":
        return open_desk(book, progress=progress)

    def new_book(self, book: Path) -> "Desk":
        return new_desk(book)

    def inspect_backup(self, backup: Path, book: Path, progress: Progress = unheard) -> Restoration:
        return inspect_backup(backup, book, progress)

    def restore(self, backup: Path, book: Path, progress: Progress = unheard) -> Path | None:
        return restore(backup, book, progress)

    def sample_book(self, book: Path, progress: "Progress | None" = None) -> "Desk":
        return sample_desk(book, progress)

    def write_table(self, rows: "Iterable[Sequence[CellValue]]", target: Path) -> Path:
        from coopdesk.exchange.table_file import write_table

        return write_table(rows, as_long_path(target))

    def read_source(self, path: Path, progress: Progress = unheard) -> "SourceFile":
        from coopdesk.exchange.tables.reading import read_source

        return read_source(as_long_path(path), progress)

    def read_pasted(self, text: str, name: str, progress: Progress = unheard) -> "SourceFile":
        from coopdesk.exchange.tables.reading import read_pasted

        return read_pasted(text, name, progress)

    def import_words(self) -> "Words":
        from coopdesk.exchange.import_words import import_words

        return import_words()

    def write_bad_rows(
        self, table: "SourceTable", headings: int, remarks: "Mapping[tuple[int, int], str]", target: Path
    ) -> Path:
        from coopdesk.exchange.output import write_bytes
        from coopdesk.exchange.tables.bad_rows import bad_rows_workbook

        return write_bytes(bad_rows_workbook(table, headings, remarks), as_long_path(target))

    def write_empty_workbook(self, classes: "Sequence[ShareClass]", target: Path) -> Path:
        from coopdesk.exchange.book_workbook import empty_workbook
        from coopdesk.exchange.output import write_bytes

        return write_bytes(empty_workbook(classes), as_long_path(target))

    def write_book(self, desk: "Desk", target: Path, progress: Progress = unheard) -> Path:
        from coopdesk.exchange.book_workbook import book_workbook, read_book
        from coopdesk.exchange.output import write_bytes

        return write_bytes(book_workbook(read_book(desk), progress), as_long_path(target))

    def read_attachment(self, path: Path) -> "tuple[str, Blob]":
        from coopdesk.exchange.attachment_file import read_attachment

        return read_attachment(as_long_path(path))

    def write_attachment(self, parts: "Iterable[bytes]", target: Path) -> Path:
        from coopdesk.exchange.attachment_file import write_attachment

        return write_attachment(parts, as_long_path(target))

    def read_voucher_file(self, path: Path) -> "SourceFile":
        from coopdesk.exchange.ledger.voucher_file import read_voucher_file

        return read_voucher_file(as_long_path(path))

    def voucher_layouts(self) -> "Sequence[Layout]":
        from coopdesk.exchange.ledger.layout_files import layouts

        return layouts()

    def voucher_words(self) -> "VoucherWords":
        from coopdesk.exchange.ledger.layout_files import voucher_words

        return voucher_words()

    def statement_words(self) -> "StatementWords":
        from coopdesk.exchange.ledger.layout_files import statement_words

        return statement_words()

    def read_account_table(self, path: Path) -> "AccountTable":
        from coopdesk.exchange.ledger.account_table_file import read_account_table

        return read_account_table(as_long_path(path))

    def write_account_table(
        self, chart: "ChartOfAccounts", codes: "Iterable[str]", table: "AccountTable", target: Path
    ) -> Path:
        from coopdesk.exchange.ledger.account_table_file import write_account_table

        return write_account_table(chart, codes, table, as_long_path(target))

    def write_vouchers(
        self, desk: "Desk", layout: "Layout", table: "AccountTable", days: "tuple[date, date]", target: Path
    ) -> "tuple[VoucherRows, Mapping[Path, int]]":
        return _write_vouchers(desk, layout, table, days, target)

    def read_invoice(self, path: Path) -> "tuple[str, Blob, Invoice | None]":
        from coopdesk.domain.attachments.blob import BlobKind
        from coopdesk.exchange.attachment_file import read_attachment
        from coopdesk.exchange.ledger.invoice_file import read_invoice

        name, blob = read_attachment(as_long_path(path))
        photo = blob.kind is BlobKind.PHOTO
        return name, blob, None if photo else read_invoice(blob.content, name)

    def papers(self) -> "Sequence[AnyPaper]":
        from coopdesk.papers import PAPERS

        return PAPERS

    def write_paper(
        self, kind: str, source: object, target: Path, progress: "Progress | None" = None
    ) -> list[Path]:
        from coopdesk.papers import write_paper

        return write_paper(kind, source, target, clock().date(), progress)


def _all_papers(desk: "Desk", folder: Path) -> Iterator[Path]:
    """All papers of the demo's year; each source is read once."""
    from coopdesk.papers import PAPERS, write_paper
    from coopdesk.services.paper import Choice, offered, usual_day

    today = clock().date()
    read: dict[AnySource, object] = {}
    for spec, asked in offered(PAPERS, desk, Choice(DEMO_YEAR, usual_day(DEMO_YEAR, today))):
        if spec.needs not in read:
            read[spec.needs] = spec.needs.read(desk, asked)
        source = read[spec.needs]
        yield from write_paper(spec.kind, source, folder / spec.file_name(source), today)


def _templates() -> "Sequence[SchemeTemplate]":
    """The program's own templates of schemes, with all a scheme is made of loaded when somebody asks for them."""
    from coopdesk.exchange.templates import scheme_templates

    return scheme_templates()


def _desk(book: "Book") -> "Desk":
    from coopdesk import this_pc
    from coopdesk.exchange.pinyin import initials
    from coopdesk.reports.pdf.coverage import unprintable
    from coopdesk.services.desk import Desk

    heads = this_pc.SeenHeads()
    return Desk(book, clock, initials, _templates, this_pc.person(), unprintable=unprintable, heads=heads)
