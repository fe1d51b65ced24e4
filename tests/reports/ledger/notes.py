"""Made-up notes: members, officers, a usual quarter of vouchers, and a year of nothing."""

from dataclasses import replace

from coopdesk.domain.members.member import MemberKind
from coopdesk.domain.money import Money
from coopdesk.services.ledger.papers.books import Turnover
from coopdesk.services.ledger.papers.notes import NotesSource, OwnedShare, YearRoll
from tests.reports.ledger.books import EMPTY_MONTH, LARGE_QUARTER
from tests.reports.ledger.statement_figures import EMPTY, LARGE, USUAL
from tests.reports.plans import LONG_NAMES

ROLL = YearRoll(
    (
        OwnedShare("C01", "放牛村股份经济合作社", MemberKind.VILLAGE_COLLECTIVE, Money(50_000_000), Money(0)),
        OwnedShare("F01", "董四", MemberKind.FARMER, Money(2_500_000), Money(12_345)),
        OwnedShare("F02", "阿不都热合曼·买买提依明", MemberKind.FARMER, Money(2_500_000), Money(12_345)),
    ),
    ("董四",),
    (),
    (("理事长", "林理事"), ("执行监事", "李监事")),
)
WITH_LOSS = replace(LARGE_QUARTER, before={**LARGE_QUARTER.before, "181": Turnover(30_000, 0)})
NOTES = NotesSource(USUAL, WITH_LOSS, ROLL)
NO_NOTES = NotesSource(EMPTY, replace(EMPTY_MONTH, before={}, held_before={}), YearRoll((), (), (), ()))
MANY = YearRoll(
    tuple(
        OwnedShare(
            f"F{place:04d}", LONG_NAMES[place % 4], MemberKind.FARMER, Money.parse("999999999.99"), Money(1)
        )
        for place in range(400)
    ),
    tuple(f"新成员{place}" for place in range(40)),
    ("退社者",),
    (),
)
LARGE_NOTES = NotesSource(LARGE, LARGE_QUARTER, MANY)
