"""A voucher of a thousand lines opened from the list, each line naming a member, against one of two lines.

Opening reads it from the book, names its accounts and members, sums it and shows it, until the window is at rest.
"""

import os
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from time import perf_counter

from tests.bench.result import Result, at_most, told

LINES, MEMBERS, ROUNDS = 1_000, 500, 5
SECONDS = 0.3


def run() -> list[Result]:
    """Seconds for the long one, and for the short one beside it."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from coopdesk.domain.ledger.accounts import Side
    from coopdesk.domain.ledger.months import Month
    from coopdesk.domain.ledger.voucher import Dimensions, Voucher, VoucherLine
    from coopdesk.domain.members.member import Member, MemberKind
    from coopdesk.domain.money import Money
    from coopdesk.domain.quantity import parse_quantity
    from coopdesk.services.ledger.commands import OpenLedger, PostVouchers
    from coopdesk.services.members.commands import RegisterMember
    from coopdesk.ui import app
    from coopdesk.ui.frame.preferences import Preferences
    from coopdesk.ui.ledger.vouchers_pane import VouchersPane
    from tests.ui import village

    existing = QApplication.instance()
    application = existing if isinstance(existing, QApplication) else QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        desk = village.village(Path(folder) / "long.coop")
        numbers = []
        for n in range(MEMBERS):
            number = f"F{n + 100}"
            member = Member(number, f"成员{n}号", MemberKind.FARMER, village.FOUNDED)
            desk.run(RegisterMember(member=member, shares=parse_quantity("1"), document="入社申请"))
            numbers.append(number)
        desk.run(OpenLedger(first=Month(2023, 1)))
        day, one = date(2023, 2, 28), Money(12_345)
        lines = [
            VoucherLine(
                f"付第 {n} 号土地租金", "114", Side.DEBIT, one, Dimensions(member=numbers[n % MEMBERS])
            )
            for n in range(LINES - 1)
        ]
        whole = VoucherLine("付土地租金", "102", Side.CREDIT, one * len(lines))
        short = (
            VoucherLine("付水费", "523", Side.DEBIT, one),
            VoucherLine("付水费", "101", Side.CREDIT, one),
        )
        desk.run(PostVouchers(vouchers=(Voucher(day, (*lines, whole)), Voucher(day, short))))
        window = app.build(application, Preferences())
        window.resize(1366, 728)
        window.shell.show_book(desk)
        window.show()
        window.open_page("ledger")
        application.processEvents()
        (pane,) = window.findChildren(VouchersPane)

        def opened(voucher: int) -> float:
            pane.begin_new()
            application.processEvents()

            def show() -> None:
                pane.show_posted(voucher)
                application.processEvents()

            return _timed(show)

        first = opened(1)
        long = min(opened(1) for _round in range(ROUNDS))
        brief = min(opened(2) for _round in range(ROUNDS))
        if pane.sheet.grid.model.rowCount() != len(short):
            raise AssertionError("another voucher shows")
        window.shell.close()
        window.deleteLater()
    return [
        told("voucher: one of 2 lines opened", brief * 1e3, "ms"),
        at_most("voucher: one of 1,000 lines opened for the first time", first, SECONDS, "s"),
        at_most("voucher: one of 1,000 lines opened again", long, SECONDS, "s"),
    ]


def _timed(work: Callable[[], object]) -> float:
    begun = perf_counter()
    work()
    return perf_counter() - begun
