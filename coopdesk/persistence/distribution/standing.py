"""Where a plan stands: the outcome of all its events, one after the other."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from coopdesk.domain.distribution.resolution import Resolution
from coopdesk.persistence.distribution.history import resolution_of
from coopdesk.persistence.sql.column_types import AnyRow
from coopdesk.persistence.sql.strict import BAD_VALUE
from coopdesk.services.distribution.headlines import PlanState
from coopdesk.services.errors import EnvironmentFault


class PlanEvent(StrEnum):
    """What can happen to a draft."""

    APPROVED = "approved"
    FAILED = "failed"
    WITHDRAWN = "withdrawn"
    PAID = "paid"
    PAYMENT_UNDONE = "payment_undone"


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a plan stands after all its events; ``approval_id`` names the approval in force."""

    state: PlanState = PlanState.DRAFT
    approval_id: int | None = None
    resolution: Resolution | None = None
    paid_on: date | None = None
    method: str = ""


def after(events: Iterable[AnyRow]) -> Standing:
    """The standing of a plan after these events, oldest first."""
    standing = Standing()
    for event in events:
        match _kind(event):
            case PlanEvent.APPROVED:
                standing = Standing(PlanState.APPROVED, event.id, resolution_of(event))
            case PlanEvent.WITHDRAWN:
                standing = Standing()
            case PlanEvent.PAYMENT_UNDONE:
                standing = Standing(PlanState.APPROVED, standing.approval_id, standing.resolution)
            case PlanEvent.FAILED:
                pass
            case PlanEvent.PAID:
                standing = Standing(
                    PlanState.PAID, standing.approval_id, standing.resolution, event.day, event.method
                )
    return standing


def _kind(event: AnyRow) -> PlanEvent:
    try:
        return PlanEvent(event.kind)
    except ValueError:
        raise EnvironmentFault(BAD_VALUE, table="plan_events", row=str(event.id), column="kind") from None
