"""The columns of the member roll and of one member's yearly distributions: what is shown, copied, sorted and summed.

Knows rows and words, no book and no widget. Personal data is masked here and shown whole only while the eye is held.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from coopdesk.domain.members.identity import mask_account, mask_identity, mask_phone
from coopdesk.domain.members.past import TOGETHER, PastShare, PastYear
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import Quantity
from coopdesk.i18n import N_, _
from coopdesk.services.distribution.headlines import PlanState, PlanSummary
from coopdesk.services.distribution.values import MemberYear
from coopdesk.services.members.values import MemberRow
from coopdesk.ui.kit.columns import Column, Kind
from coopdesk.wording import kind_name, member_state_name


@dataclass(frozen=True, slots=True)
class YearRow:
    """What a member got of one year: by a plan of the book, or before it (`is_past`), of which little is known."""

    year: int
    gross: Money
    net: Money
    state: str
    shares: Quantity | None = None
    tax: Money | None = None
    paid_on: date | None = None
    is_past: bool = False

    @property
    def name(self) -> str:
        """The year, or that it is several in one sum."""
        return past_year_name(self.year)


def past_year_name(year: int) -> str:
    """A year, in the language of the window; several of before in one sum have none."""
    return _("历年累计") if year == TOGETHER else str(year)


_STATES = {
    PlanState.DRAFT: N_("草案"),
    PlanState.APPROVED: N_("已决议，未发放"),
    PlanState.PAID: N_("已发放"),
    PlanState.SUPERSEDED: N_("已作废"),
}


def _kind(value: object) -> str:
    return kind_name(value) if isinstance(value, (Enum, str)) else ""


def _member_state(value: object) -> str:
    return member_state_name(value) if isinstance(value, (Enum, str)) else ""


def year_rows(
    years: "Sequence[tuple[PlanSummary, MemberYear]]",
    past: Sequence[PastShare],
    heads: Mapping[int, PastYear],
) -> tuple[YearRow, ...]:
    """All years of a member, the newest first; sums of several years last."""
    rows = [*_resolved(years), *_past(past, heads)]
    return tuple(sorted(rows, key=lambda row: row.year, reverse=True))


def _resolved(years: "Sequence[tuple[PlanSummary, MemberYear]]") -> Iterator[YearRow]:
    for plan, year in years:
        state = _(_STATES[plan.state])
        yield YearRow(plan.year, year.gross, year.net, state, year.shares, year.tax, plan.paid_on)


def _past(past: Sequence[PastShare], heads: Mapping[int, PastYear]) -> Iterator[YearRow]:
    for share in past:
        head = heads.get(share.year)
        paid_on = head.paid_on if head is not None else None
        yield YearRow(share.year, share.amount, share.amount, _("建账前"), paid_on=paid_on, is_past=True)


MEMBER_COLUMNS: tuple[Column[MemberRow], ...] = (
    Column("number", N_("编号"), width=62, whole=True),
    Column("name", N_("姓名（名称）"), width=104, stretch=True),
    Column("kind", N_("类别"), width=62, words=_kind),
    Column("group", N_("村组"), width=66, yields=True),
    Column("shares", N_("股数"), Kind.QUANTITY, width=56, total=True),
    Column("change", N_("增减"), Kind.QUANTITY, width=56, signed=True, hidden=True),
    Column("joined", N_("入社日期"), Kind.DATE, width=80),
    Column("identity", N_("证件号码"), Kind.MASKED, width=160, hide=mask_identity, hidden=True),
    Column("account", N_("银行账号"), Kind.MASKED, width=150, hide=mask_account, hidden=True),
    Column("phone", N_("电话"), Kind.MASKED, width=110, hide=mask_phone, hidden=True),
    Column("state", N_("状态"), width=62, words=_member_state, hidden=True),
)
"""The register's own columns first; personal data by the column chooser."""

YEAR_COLUMNS: tuple[Column[YearRow], ...] = (
    Column(
        "year", N_("年度"), width=70, value=lambda row: row.name, sort_key=lambda row: row.year, whole=True
    ),
    Column("shares", N_("股数"), Kind.QUANTITY, width=48, yields=True),
    Column("gross", N_("应发"), Kind.MONEY, width=64, total=True),
    Column("tax", N_("扣税"), Kind.MONEY, width=48, total=True),
    Column("net", N_("实发"), Kind.MONEY, width=64, total=True, bold=True),
    Column("paid_on", N_("发放日期"), Kind.DATE, width=80),
    Column("state", N_("状态"), width=50, stretch=True, yields=True),
)
