"""What the use cases need a book to keep of years and their distributions, as Protocols."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Protocol

from coopdesk.domain.distribution.measures import MeasureSheet
from coopdesk.domain.distribution.resolution import Resolution
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import Quantity
from coopdesk.services.distribution.headlines import (
    HistoryLine,
    HouseholdMark,
    OpenPayment,
    PlanState,
    PlanSummary,
)
from coopdesk.services.distribution.loss_plan import LossDraft, LossPlan
from coopdesk.services.distribution.plan import Approval, Draft, FrozenPlan, PlanRecord
from coopdesk.services.distribution.values import MemberYear
from coopdesk.services.members.headlines import Settled


class PlanStore(Protocol):
    """Drafts, approvals with their frozen figures, failed votes, withdrawals and payments; all of them appended."""

    def add_draft(self, draft: Draft, drafted_on: date) -> int:
        """Append a draft; the id of the plan it begins. Earlier drafts of the year are superseded by it."""

    def get(self, plan_id: int) -> PlanRecord | None:
        """A draft or what became of it; None for an id that was never given."""

    def current(self, year: int) -> PlanRecord | None:
        """The year's approved or paid plan, else its newest draft."""

    def state(self, year: int) -> PlanState | None:
        """How far the year's current plan is, without reading it; None where nothing is drafted."""

    def drafted(self) -> Sequence[int]:
        """Every year that ever had a draft."""

    def approve(self, approval: Approval, on: date) -> None:
        """Record the resolution and freeze the figures with it, all members' rows at once (Art. 29)."""

    def withdraw(self, plan_id: int, reason: str, on: date, person: str = "") -> None:
        """Record that the approval was taken back; the frozen rows stay, and count no longer."""

    def fail(self, plan_id: int, resolution: Resolution, reason: str, on: date, person: str) -> None:
        """Record a vote that did not carry the plan."""

    def pay(self, plan_id: int, day: date, method: str, reason: str = "", person: str = "") -> None:
        """Record that the plan was paid out on a day, and how (``method``: 银行代发, 现金…)."""

    def undo_payment(self, plan_id: int, reason: str, on: date, person: str) -> None:
        """Record that the payment was entered by mistake; the plan is approved as before."""

    def mark_households(self, plan_id: int, marks: Sequence[HouseholdMark]) -> None:
        """Append marks to the approval in force."""

    def households(self, plan_id: int) -> Mapping[str, HouseholdMark]:
        """The newest mark of every household that has one, by member number; of the approval in force."""

    def open_payments(self) -> Sequence[OpenPayment]:
        """Years with money that came back or, once all was marked as paid out, did not go; the oldest first."""

    def history(self, year: int) -> Sequence[HistoryLine]:
        """All that happened to the drafts of a year, in the order in which it was recorded."""

    def settled(self, day: date) -> Sequence[Settled]:
        """Approved and paid years whose figures rest on the register of that day."""

    def frozen(self, plan_id: int) -> FrozenPlan | None:
        """The figures of an approved or paid plan; None for a draft."""

    def summaries(self) -> Sequence[PlanSummary]:
        """One line a year, oldest first, for approved and paid plans, from stored totals."""

    def of_member(self, number: str) -> Sequence[tuple[PlanSummary, MemberYear]]:
        """What a member got by each approved or paid plan that has the member, the oldest year first."""

    def drawn(self, year: int) -> Sequence[tuple[str, Money]]:
        """What the year's approved or paid plan drew before anything was divided, by label; nothing without one."""

    def paid_by_trade(self, year: int, number: str | None = None) -> Mapping[str, tuple[Money, Money]]:
        """What members got by the year's approved or paid plan, by number: by trade (盈余返还), and by all other lines.

        Before tax, what was given on taken off. Of one member where ``number`` is given.
        """

    def number_at(self, year: int, position: int) -> str | None:
        """Who has a place in the frozen plan of a year, by member number; None where nobody has."""


class LossStore(Protocol):
    """Drafts for loss years, and those closed by the meeting with their frozen figures; failed votes and reopenings.

    All appended.
    """

    def add_draft(self, draft: LossDraft, on: date, person: str) -> None:
        """Append a draft for the meeting; the newest of a year counts."""

    def drafted(self) -> Sequence[int]:
        """Every year that ever had a draft."""

    def draft(self, year: int) -> LossDraft | None:
        """The year's newest draft, also where it was resolved since."""

    def close(self, plan: LossPlan, on: date, person: str) -> None:
        """Record the resolution and freeze what each member's account bears (Art. 29)."""

    def fail(self, year: int, resolution: Resolution, reason: str, on: date, person: str) -> None:
        """Record a vote that did not carry the proposal."""

    def reopen(self, year: int, reason: str, on: date, person: str) -> None:
        """Record that the closing was taken back; its frozen rows stay, and count no longer."""

    def get(self, year: int) -> LossPlan | None:
        """The closing in force."""

    def left(self) -> Mapping[int, tuple[Money, Money]]:
        """Opening balance and what each closed year leaves to the next, by year."""

    def borne(self, before: int) -> Mapping[str, Money]:
        """What closed years earlier than that one put on each member's account."""

    def settled(self, day: date) -> Sequence[Settled]:
        """Closed years that put loss on accounts as the register had them that day or later."""

    def history(self, year: int) -> Sequence[HistoryLine]:
        """Closings, failed votes and reopenings of a year, in the order in which they were recorded."""


class MeasureStore(Protocol):
    """Sheets by year, kind and name; the newest of each counts, and one without rows is none."""

    def save(self, sheet: MeasureSheet) -> None:
        """Append a version of a sheet; one without rows takes the sheet away."""

    def years(self) -> Sequence[int]:
        """Every year of which there ever was a sheet, in order."""

    def of_entry(self, journal: int) -> Sequence[MeasureSheet]:
        """The sheets that an entry of the journal brought and that are still the newest of their name, rowless."""

    def sheets(self, year: int) -> Sequence[MeasureSheet]:
        """In the order in which they were first entered."""

    def trades_of(self, year: int, number: str) -> Sequence[tuple[str, Quantity, Money]]:
        """One member's trade of a year: product, quantity and yuan, several rows of a product added up."""


class TemplateStore(Protocol):
    """The co-op's own templates, (id, title, description, scheme document), newest version of each."""

    def save(self, template: str, title: str, description: str, document: dict[str, Any]) -> None:
        """Append a version of a template; a new ``template`` id begins a new one."""

    def withdraw(self, template: str) -> None:
        """Offer a template no longer; its versions stay in the book."""

    def all(self) -> Sequence[tuple[str, str, str, dict[str, Any]]]:
        """Those not withdrawn, in the order in which they were first kept."""
