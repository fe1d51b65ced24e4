"""The columns of the member roll and of one member's yearly distributions: what is shown, copied, sorted and summed.

Knows rows and words, no book and no widget. Personal data is masked here and shown whole only while the eye is held.
"""

from enum import Enum

from coopdesk.domain.members.identity import mask_account, mask_identity, mask_phone
from coopdesk.i18n import N_, _
from coopdesk.services.distribution.headlines import PlanState, PlanSummary
from coopdesk.services.distribution.values import MemberYear
from coopdesk.services.members.values import MemberRow
from coopdesk.ui.kit.columns import Column, Kind
from coopdesk.wording import kind_name, member_state_name

YearRow = tuple[PlanSummary, MemberYear]

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


def _state(row: YearRow) -> str:
    return _(_STATES[row[0].state])


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
    Column("year", N_("年度"), width=48, value=lambda row: f"{row[0].year}"),
    Column("shares", N_("股数"), Kind.QUANTITY, width=48, value=lambda row: row[1].shares, yields=True),
    Column("gross", N_("应发"), Kind.MONEY, width=64, value=lambda row: row[1].gross, total=True),
    Column("tax", N_("扣税"), Kind.MONEY, width=48, value=lambda row: row[1].tax, total=True),
    Column("net", N_("实发"), Kind.MONEY, width=64, value=lambda row: row[1].net, total=True, bold=True),
    Column("paid", N_("发放日期"), Kind.DATE, width=80, value=lambda row: row[0].paid_on),
    Column("state", N_("状态"), width=50, value=_state, stretch=True, yields=True),
)
