"""分红签领表, the sheet everybody signs for the money: rows, the subtotal of every page and the total, frozen.

Which rows stand on one page is decided here, not by whoever draws them, so that no sum is made while laying out.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from coopdesk.domain.capital import capital
from coopdesk.domain.members.identity import mask_account, mask_identity
from coopdesk.services.distribution.papers.common import (
    column_lines,
    members_on_paper,
    resolution_text,
    witness_text,
)
from coopdesk.services.distribution.papers.groups import GroupSums, group_sums
from coopdesk.services.distribution.papers.sums import SheetSums, add_up, member_sums
from coopdesk.services.distribution.plan import FrozenPlan, PlanMember

ROWS_A_PAGE = 13
"""Rows of a page of A4 landscape that leave room for a signature and a thumb-print."""

_LEAST_AT_END = 3


@dataclass(frozen=True, slots=True)
class SignOffRow:
    """One member's row; identity and account are masked."""

    ordinal: int
    number: str
    name: str
    identity: str
    account: str
    sums: SheetSums

    @property
    def member(self) -> str:
        """Number and name, as messages name the member."""
        return f"{self.number} {self.name}"


@dataclass(frozen=True, slots=True)
class SignOffPage:
    """The rows of one page and their subtotal (本页小计)."""

    rows: tuple[SignOffRow, ...]
    subtotal: SheetSums


@dataclass(frozen=True, slots=True)
class SignOffSheet:
    """A whole sheet; `columns` are the labels of the income lines."""

    coop: str
    year: int
    resolution: str
    payment_method: str
    columns: tuple[str, ...]
    pages: tuple[SignOffPage, ...]
    total: SheetSums
    in_words: str
    prepared_by: str
    sample: bool = False
    groups: tuple[GroupSums, ...] = ()
    witness: str = ""


def build_sign_off(plan: FrozenPlan) -> SignOffSheet:
    """The sign-off sheet of an approved plan."""
    lines = column_lines(plan)
    ids = [line_id for line_id, _label in lines]
    members = list(members_on_paper(plan))
    rows = [_row(ordinal, member, ids) for ordinal, member in enumerate(members, start=1)]
    kinds = (member.kind for member in members)
    groups = group_sums(zip(kinds, (row.sums for row in rows), strict=True), len(ids))
    pages = tuple(
        SignOffPage(tuple(part), add_up((row.sums for row in part), len(ids)))
        for part in _parts(rows, len(groups))
    )
    total = add_up((row.sums for row in rows), len(ids))
    return SignOffSheet(
        coop=plan.coop.name,
        year=plan.year,
        resolution=resolution_text(plan.resolution),
        payment_method=plan.payment_method,
        columns=tuple(label for _id, label in lines),
        pages=pages,
        total=total,
        in_words=capital(total.net),
        prepared_by=plan.coop.accountant,
        sample=plan.coop.sample,
        groups=groups,
        witness=witness_text(plan),
    )


def _parts(rows: Sequence[SignOffRow], groups: int) -> Iterator[Sequence[SignOffRow]]:
    """The rows of each page; the last leaves a row's room for each subtotal, and never stands without a member."""
    last = ROWS_A_PAGE - groups
    starts = list(range(0, len(rows), ROWS_A_PAGE)) or [0]
    if len(rows) - starts[-1] > last:
        starts.append(len(rows) - _LEAST_AT_END)
    for start, end in zip(starts, [*starts[1:], len(rows)], strict=True):
        yield rows[start:end]


def _row(ordinal: int, member: PlanMember, line_ids: Sequence[str]) -> SignOffRow:
    return SignOffRow(
        ordinal=ordinal,
        number=member.number,
        name=member.name,
        identity=mask_identity(member.identity),
        account=mask_account(member.account),
        sums=member_sums(member, line_ids),
    )
