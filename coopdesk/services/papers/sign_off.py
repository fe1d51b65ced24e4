"""分红签领表, the sheet everybody signs for the money: rows, the subtotal of every page and the total, frozen.

Which rows stand on one page is decided here, not by whoever draws them, so that no sum is made while laying out.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from coopdesk.domain.capital import capital
from coopdesk.domain.identity import mask_account, mask_identity
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import Quantity, format_quantity
from coopdesk.services.papers.common import column_lines, members_on_paper, resolution_text, total_shares
from coopdesk.services.plan import FrozenPlan, PlanMember

ROWS_A_PAGE = 13
"""Rows of a page of A4 landscape that leave room for a signature and a thumb-print."""


@dataclass(frozen=True, slots=True)
class SheetSums:
    """The figures of a row, a page or the whole: shares (millionths), money by line (None: not given), the rest."""

    shares: Quantity
    amounts: tuple[Money | None, ...]
    gross: Money
    tax: Money
    net: Money

    @property
    def shares_text(self) -> str:
        return format_quantity(self.shares)


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


def build_sign_off(plan: FrozenPlan) -> SignOffSheet:
    """The sign-off sheet of an approved plan."""
    lines = column_lines(plan)
    ids = [line_id for line_id, _label in lines]
    rows = [_row(ordinal, member, ids) for ordinal, member in enumerate(members_on_paper(plan), start=1)]
    groups = [rows[start : start + ROWS_A_PAGE] for start in range(0, len(rows), ROWS_A_PAGE)] or [[]]
    pages = tuple(
        SignOffPage(tuple(group), add_up((row.sums for row in group), len(ids))) for group in groups
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
    )


def member_sums(member: PlanMember, line_ids: Sequence[str]) -> SheetSums:
    """A member's figures by the columns of a list."""
    by_line = {part.line_id: part.amount for part in member.entitlements}
    return SheetSums(
        shares=total_shares(member.shares),
        amounts=tuple(by_line.get(line_id) for line_id in line_ids),
        gross=member.gross,
        tax=member.tax,
        net=member.net,
    )


def add_up(rows: Iterable[SheetSums], columns: int) -> SheetSums:
    """The sums of some rows, column by column."""
    listed = list(rows)
    return SheetSums(
        shares=Quantity(sum(row.shares for row in listed)),
        amounts=tuple(_sum(row.amounts[column] for row in listed) for column in range(columns)),
        gross=_sum(row.gross for row in listed),
        tax=_sum(row.tax for row in listed),
        net=_sum(row.net for row in listed),
    )


def _row(ordinal: int, member: PlanMember, line_ids: Sequence[str]) -> SignOffRow:
    return SignOffRow(
        ordinal=ordinal,
        number=member.number,
        name=member.name,
        identity=mask_identity(member.identity),
        account=mask_account(member.account),
        sums=member_sums(member, line_ids),
    )


def _sum(amounts: Iterable[Money | None]) -> Money:
    return Money(sum(amount.fen for amount in amounts if amount is not None))
