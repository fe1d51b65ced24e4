"""From a reading to the command that enters it, and what the book answers."""

from collections.abc import Callable, Sequence

from coopdesk.domain.errors import DomainError
from coopdesk.domain.quantity import Quantity
from coopdesk.services.command import Changes, Command
from coopdesk.services.members.commands import ImportRoll
from coopdesk.services.members.importing.answers import document_of
from coopdesk.services.members.importing.comparing import Comparison
from coopdesk.services.members.importing.findings import Fault
from coopdesk.services.members.importing.reading import RollReading


def command_of(reading: RollReading, outside_plans: str = "") -> ImportRoll:
    """The command that enters a reading without errors."""
    roll = reading.roll
    return ImportRoll(
        file=reading.file.name,
        sha256=reading.file.digest,
        sheet=reading.headings.table.name,
        members=len(roll),
        persons=reading.persons,
        shares=Quantity(sum(map(roll.total_of, roll.shares.values()))),
        answers=document_of(reading.answers),
        as_of=reading.answers.as_of,
        outside_plans=outside_plans,
        roll=roll,
    )


def send(
    run: Callable[[Command], Changes],
    reading: RollReading,
    comparison: Comparison,
    make: Callable[[RollReading], Command] = command_of,
) -> tuple[Sequence[Fault], int | None]:
    """Enter a reading where nothing speaks against it: what the book refuses it for, and the receipt's number.

    `make` gives the command, where other sheets of the workbook go in with the roll.
    """
    if reading.findings.errors or comparison.findings.errors:
        return (), None
    try:
        return (), int(run(make(reading)).reference)
    except DomainError as error:
        return (Fault(error.code, params=error.params),), None
