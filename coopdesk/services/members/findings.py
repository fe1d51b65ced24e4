"""What the law asks of the roll as a whole (Art. 12, 19, 20), as it stands on a day; told beside it."""

from collections.abc import Sequence
from datetime import date

from coopdesk.domain.members.composition import RollFinding, is_public_unit, roll_findings
from coopdesk.services.ports import UnitOfWork


def law_findings(uow: UnitOfWork, day: date) -> Sequence[RollFinding]:
    """The rules that the roll of a day does not keep; the charter says whether the village collective counts."""
    details = uow.coop.current()
    counted = {total.kind: total.members for total in uow.queries.totals(day)}
    barred = [number for number, name in uow.queries.organisations(day) if is_public_unit(name)]
    counts = details is None or details.collective_counts
    return roll_findings(counted, barred, collective_counts=counts)
