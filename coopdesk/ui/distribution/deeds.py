"""What the situation of a year lets be done: the command that saves a draft, the forms of the last step.

None where there is nothing to do it with yet. Knows the situation, no page.
"""

from collections.abc import Sequence

from coopdesk.i18n import _
from coopdesk.services.command import Command
from coopdesk.services.distribution.commands import (
    DraftDistribution,
    DraftLossPlan,
    ReopenLossYear,
    UndoPayment,
    WithdrawApproval,
)
from coopdesk.services.distribution.payments import HouseholdPayment, not_reached
from coopdesk.services.distribution.values import HouseholdStanding
from coopdesk.ui.distribution.loss_step import loss_entries
from coopdesk.ui.distribution.page_words import Situation
from coopdesk.ui.distribution.payments_pane import totals_text
from coopdesk.ui.distribution.resolution_form import (
    LossForm,
    MarkForm,
    PaymentForm,
    ResolutionForm,
    TakeBackForm,
)
from coopdesk.ui.distribution.statements import frozen_changes


def draft_command(now: Situation | None) -> Command | None:
    """Saves what is edited as the year's draft, under the co-op's accountant."""
    if now is not None and now.is_loss:
        return _loss_draft(now)
    if now is None or now.edit is None or now.outcome is None:
        return None
    coop = now.reading.coop
    return DraftDistribution(
        year=now.reading.year,
        record_date=now.edit.record_date,
        scheme=now.edit.scheme,
        template=now.edit.template,
        drafter=coop.accountant if coop is not None else "",
        seen=now.edit.seen,
    )


def _loss_draft(now: Situation) -> DraftLossPlan | None:
    if now.loss is None or now.reading.fixed:
        return None
    return DraftLossPlan(
        year=now.loss.year,
        record_date=now.loss.record_date,
        shared=now.loss.shared,
        person=_person(now),
        seen=now.reading.seen if now.shared is None else now.shared.seen,
    )


def resolution_form(now: Situation | None) -> ResolutionForm | None:
    """Registers the meeting's resolution on the saved draft."""
    if now is None or now.reading.record is None or now.edit is None or now.outcome is None:
        return None
    frozen = frozen_changes(now.outcome, now.edit.record_date)
    plan = now.reading.record.plan_id
    form = ResolutionForm(plan, now.reading.year, now.members, now.reading.today, frozen, _person(now))
    return form.with_extra_votes(now.reading.votes[1])


def loss_form(now: Situation | None) -> LossForm | None:
    """Registers the meeting's resolution on a loss."""
    if now is None or now.loss is None or now.reading.fixed:
        return None
    frozen = [(entry.words, entry.figure) for entry in loss_entries(now.loss)]
    form = LossForm(now.loss, now.members, now.reading.today, frozen, _person(now))
    form.with_extra_votes(now.reading.votes[1])
    return form


def payment_form(now: Situation | None) -> PaymentForm | None:
    """Marks the approved plan as paid out."""
    if now is None or now.reading.record is None or now.edit is None or now.outcome is None:
        return None
    paid = [*frozen_changes(now.outcome, now.edit.record_date), *_not_reached(now)]
    plan = now.reading.record.plan_id
    return PaymentForm(plan, now.reading.year, now.reading.today, paid, _person(now))


def _not_reached(now: Situation) -> list[tuple[str, str]]:
    """What stays open though the year is marked as paid out, for the sheet before it."""
    left = not_reached(now.reading.payments, paid=False)
    return [(_("没有发到"), totals_text(left))] if left else []


def mark_form(
    now: Situation | None, standing: HouseholdStanding, rows: Sequence[HouseholdPayment]
) -> MarkForm | None:
    """Marks some households' dividends."""
    if now is None or now.reading.record is None or not rows:
        return None
    return MarkForm(now.reading.record.plan_id, rows, standing, now.reading.today, _person(now))


def withdraw_form(now: Situation | None) -> TakeBackForm | None:
    """Takes the approval back, with a reason."""
    if now is None or now.reading.record is None:
        return None
    plan, person = now.reading.record.plan_id, _person(now)
    lead = _("方案回到草案，可以修改后重新决议；撤回和原因留在账套里。")
    return TakeBackForm(
        _("撤回决议"),
        lead,
        lambda reason: WithdrawApproval(plan_id=plan, reason=reason, person=person),
    )


def undo_form(now: Situation | None) -> TakeBackForm | None:
    """Takes the payment back, with a reason."""
    if now is None or now.reading.record is None:
        return None
    plan, person = now.reading.record.plan_id, _person(now)
    lead = _("方案回到已决议、未发放；原来的发放记录和原因留在账套里。")
    return TakeBackForm(
        _("撤销发放"), lead, lambda reason: UndoPayment(plan_id=plan, reason=reason, person=person)
    )


def reopen_form(now: Situation | None) -> TakeBackForm | None:
    """Takes the closing of a loss year back, with a reason."""
    if now is None or now.reading.loss is None:
        return None
    year, person = now.reading.year, _person(now)
    lead = _("年度回到未处理，可以改盈余或重新决议；撤回和原因留在账套里。")
    return TakeBackForm(
        _("撤回亏损处理"), lead, lambda reason: ReopenLossYear(year=year, reason=reason, person=person)
    )


def _person(now: Situation) -> str:
    coop = now.reading.coop
    return coop.accountant if coop is not None else ""
