"""Work on a book to be killed in its middle: `python -m tests.flows.acts_victim` reads lines of an act and a folder.

For each it forks a child that does the act in the folder again and again, and prints the child's id; on an empty line
it waits for the child's end. What is acknowledged, the child writes into `acknowledged`, one line a command.
"""

import os
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from itertools import count
from pathlib import Path

from coopdesk import bootstrap
from coopdesk.domain.attachments.blob import BlobKind, blob_of
from coopdesk.domain.distribution.resolution import Resolution
from coopdesk.domain.ledger.accounts import Side
from coopdesk.domain.ledger.months import Month
from coopdesk.domain.ledger.voucher import Voucher, VoucherLine
from coopdesk.domain.members.member import Member, MemberKind
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import parse_quantity
from coopdesk.papers import papers_from, write_paper
from coopdesk.services.attachments.commands import AttachFile
from coopdesk.services.coop.values import YearFigures
from coopdesk.services.desk import Desk
from coopdesk.services.distribution.commands import (
    ApproveDistribution,
    DraftDistribution,
    MarkPaid,
    RecordYearFigures,
)
from coopdesk.services.distribution.papers.sources import RESOLVED
from coopdesk.services.journal.entry import Thing
from coopdesk.services.ledger.commands import OpenLedger, PostDrafts, PostVouchers, SaveDraft
from coopdesk.services.members.commands import RegisterMember

BOOK, COPY, OLD, ACKNOWLEDGED = "linge.coop", "copy.coop", "old.coop", "acknowledged"
JOINED = date(2023, 5, 1)


def acknowledge(folder: Path, what: str) -> None:
    with (folder / ACKNOWLEDGED).open("a", encoding="utf-8") as file:
        file.write(f"{what}\n")


@contextmanager
def opened(folder: Path) -> Iterator[Desk]:
    desk = bootstrap.open_desk(folder / BOOK)
    try:
        yield desk
    finally:
        desk.close()


def register(folder: Path) -> None:
    with opened(folder) as desk:
        for number in count(len(desk.members.present())):
            member = Member(
                f"F{1000 + number}", f"社员{number}", MemberKind.FARMER, JOINED, address="长" * 100
            )
            desk.run(RegisterMember(member=member, shares=parse_quantity("1")))
            acknowledge(folder, member.number)


def distribute(folder: Path) -> None:
    """Draft, approve and pay year after year, as far as today goes; then the same book from its copy again."""
    with opened(folder) as desk:
        for year in range(2023, desk.today.year):
            plan = desk.distribution.plan(year)
            if plan is not None and plan.state == "paid":
                continue
            _one_year(desk, folder, year)
    (folder / ACKNOWLEDGED).unlink(missing_ok=True)
    bootstrap.restore(folder / COPY, folder / BOOK)


def _one_year(desk: Desk, folder: Path, year: int) -> None:
    income = Money.parse("1000000")
    desk.run(RecordYearFigures(figures=YearFigures(year, income, Money(0), source="年报")))
    acknowledge(folder, f"{year} recorded")
    day = date(year, 12, 31)
    scheme = desk.distribution.scheme_from(
        desk.distribution.templates()[0], desk.distribution.facts(year, day)
    )
    plan = int(desk.run(DraftDistribution(year=year, record_date=day, scheme=scheme)).reference)
    acknowledge(folder, f"{year} draft")
    members = len(desk.members.present())
    resolution = Resolution("1", date(year + 1, 1, 10), members, members, members)
    desk.run(ApproveDistribution(plan_id=plan, resolution=resolution))
    acknowledge(folder, f"{year} approved")
    desk.run(MarkPaid(plan_id=plan, day=date(year + 1, 1, 20), method="现金"))
    acknowledge(folder, f"{year} paid")


def backup(folder: Path) -> None:
    with opened(folder) as desk:
        for number in count(len(desk.members.present())):
            desk.backup(folder / COPY)
            member = Member(f"F{1000 + number}", f"社员{number}", MemberKind.FARMER, JOINED)
            desk.run(RegisterMember(member=member, shares=parse_quantity("1")))
            acknowledge(folder, member.number)


def restore(folder: Path) -> None:
    bootstrap.restore(folder / COPY, folder / BOOK)


def migrate(folder: Path) -> None:
    """An old book is opened by this version; then it is an old one again."""
    old = (folder / OLD).read_bytes()
    bootstrap.open_desk(folder / OLD).close()
    for path in folder.glob(f"{OLD}.before*"):
        path.unlink()
    (folder / "again.tmp").write_bytes(old)
    (folder / "again.tmp").replace(folder / OLD)


def print_papers(folder: Path) -> None:
    with opened(folder) as desk:
        plan = desk.distribution.frozen_plan(2019)
    for spec in papers_from(RESOLVED):
        write_paper(spec.kind, plan, folder / f"{spec.kind}.pdf", date(2026, 1, 1))


def attach(folder: Path) -> None:
    with opened(folder) as desk:
        thing = Thing("member", "F01")
        while True:
            blob = blob_of(BlobKind.PHOTO, b"\xff\xd8\xff" + os.urandom(200_000), "")
            made = desk.run(AttachFile(thing=thing, name="照片.jpg", blob=blob))
            acknowledge(folder, f"{made.reference} attached")


def post(folder: Path) -> None:
    """Vouchers of the month, one and two at a time, some of them by way of a draft."""
    with opened(folder) as desk:
        if desk.ledger.start() is None:
            desk.run(OpenLedger(first=Month(2024, 1)))
        lines = tuple(
            VoucherLine("付电费", account, side, Money(5))
            for account, side in (("523", Side.DEBIT), ("102", Side.CREDIT))
        )
        voucher = Voucher(date(2024, 3, 5), lines)
        while True:
            draft = int(desk.run(SaveDraft(voucher=voucher)).reference)
            made = [
                desk.run(PostDrafts(drafts=(draft,))),
                desk.run(PostVouchers(vouchers=(voucher, voucher))),
            ]
            for number in " ".join(each.reference for each in made).split():
                acknowledge(folder, f"{number} posted")


ACTS: dict[str, Callable[[Path], None]] = {
    act.__name__: act for act in (register, distribute, backup, restore, migrate, print_papers, attach, post)
}


def main() -> None:
    """Load all that the acts need, then serve."""
    with tempfile.TemporaryDirectory() as folder:
        bootstrap.build_demo(Path(folder))
    while line := sys.stdin.readline().strip():
        act, _tab, folder = line.partition("\t")
        child = os.fork()
        if child == 0:
            _work_for_ever(ACTS[act], Path(folder))
        print(child, flush=True)
        sys.stdin.readline()
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


def _work_for_ever(act: Callable[[Path], None], folder: Path) -> None:
    try:
        while True:
            act(folder)
    except BaseException:  # noqa: BLE001 -- a child must never go on as its parent
        traceback.print_exc()
    finally:
        os._exit(1)


if __name__ == "__main__":
    main()
