"""What the situation of a year lets be done: the command that saves a draft, the forms of the last step.

None where there is nothing to do it with yet. Knows the situation, no page.
"""

from coopdesk.services.commands import DraftDistribution
from coopdesk.ui.distribution.page_words import Situation
from coopdesk.ui.distribution.resolution_form import PaymentForm, ResolutionForm, WithdrawForm
from coopdesk.ui.distribution.statements import frozen_changes


def draft_command(now: Situation | None) -> DraftDistribution | None:
    """Saves what is edited as the year's draft, under the co-op's accountant."""
    if now is None or now.edit is None or now.outcome is None:
        return None
    coop = now.reading.coop
    return DraftDistribution(
        year=now.reading.year,
        record_date=now.edit.record_date,
        scheme=now.edit.scheme,
        template=now.edit.template,
        drafter=coop.accountant if coop is not None else "",
    )


def resolution_form(now: Situation | None) -> ResolutionForm | None:
    """Registers the meeting's resolution on the saved draft."""
    if now is None or now.reading.record is None or now.edit is None or now.outcome is None:
        return None
    frozen = frozen_changes(now.outcome, now.edit.record_date)
    plan, members = now.reading.record.plan_id, len(now.outcome.rows)
    form = ResolutionForm(plan, now.reading.year, members, now.reading.today, frozen)
    return form.with_extra_votes(now.reading.votes[1])


def payment_form(now: Situation | None) -> PaymentForm | None:
    """Marks the approved plan as paid out."""
    if now is None or now.reading.record is None or now.edit is None or now.outcome is None:
        return None
    paid = frozen_changes(now.outcome, now.edit.record_date)
    return PaymentForm(now.reading.record.plan_id, now.reading.year, now.reading.today, paid)


def withdraw_form(now: Situation | None) -> WithdrawForm | None:
    """Takes the approval back, with a reason."""
    return None if now is None or now.reading.record is None else WithdrawForm(now.reading.record.plan_id)
