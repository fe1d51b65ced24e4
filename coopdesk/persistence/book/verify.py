"""Everything that must hold in a book, computed anew from its facts; what does not hold is told as values.

Nothing is mended here. A part that cannot be read at all is one defect, and the rest is still looked at.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from sqlalchemy import Connection

from coopdesk.persistence.attachments.tables import blobs
from coopdesk.persistence.attachments.verify import AttachmentCheck
from coopdesk.persistence.book.areas import FACTS, HOLDERS, PROJECTIONS
from coopdesk.persistence.book.bad_values import unreadable
from coopdesk.persistence.book.documents_verify import document_defects
from coopdesk.persistence.book.file_check import FileCheck
from coopdesk.persistence.book.schema import schema_defects
from coopdesk.persistence.distribution.verify import loss_defects, plan_defects, reserve_defects
from coopdesk.persistence.journal.verify import head_defects, journal_defects
from coopdesk.persistence.ledger import exchange_verify
from coopdesk.persistence.ledger import verify as ledger
from coopdesk.persistence.members import verify as members
from coopdesk.persistence.sql.guarding import CheckContext, guarded
from coopdesk.services.journal.entry import Witness
from coopdesk.services.progress import WHOLE, Progress, part_of, unheard
from coopdesk.services.values import Defect

_WALK = (0, 900)
"""From where to where the walk along the journal leads, which reads every row."""
_Check = Callable[[CheckContext], Iterator[Defect]]


def defects(
    connection: Connection, kept: Iterable[Witness] = (), progress: Progress = unheard
) -> Iterator[Defect]:
    """All defects of the book; nothing for a sound one. A check that damage stops is a defect, and the rest goes on.

    ``kept`` are heads of its journal that were seen before: the book must still have them.
    """
    sound: set[str] = set()
    progress(0, WHOLE)
    # The rows are read in the order of the journal, their values looked at on the way: a large book is read once.
    files = AttachmentCheck(HOLDERS)
    watches = {blobs.name: files.seen}
    with FileCheck(connection) as check_of_file:
        walk = journal_defects(connection, FACTS, sound, watches, part_of(progress, *_WALK))
        walked = [*guarded(connection, "journal", walk)]
        file = check_of_file.found()
    yield from file
    # An index that does not fit its table may have kept rows from sight.
    context = CheckContext(connection, set() if file else sound, walked)
    checks = (*_CHECKS, files.attachment_defects)
    for place, check in enumerate(checks):
        part_of(progress, _WALK[1], WHOLE)(place, len(checks))
        yield from guarded(connection, check.__name__.strip("_").removesuffix("_defects"), check(context))
    for witness in kept:
        yield from guarded(connection, "head", head_defects(connection, witness))


def _values(context: CheckContext) -> Iterator[Defect]:
    """Every value of every row is one of its column."""
    for table in (*FACTS, *PROJECTIONS):
        if table.name not in context.sound:
            yield from unreadable(context.connection, table.name)


def _schema_defects(context: CheckContext) -> Iterator[Defect]:
    yield from schema_defects(context.connection)


def _journal_defects(context: CheckContext) -> Iterator[Defect]:
    yield from context.walked


def _plan_defects(context: CheckContext) -> Iterator[Defect]:
    yield from plan_defects(context.connection, context.sound)


def _loss_defects(context: CheckContext) -> Iterator[Defect]:
    yield from loss_defects(context.connection)


def _reserve_defects(context: CheckContext) -> Iterator[Defect]:
    yield from reserve_defects(context.connection)


_CHECKS: Sequence[_Check] = (
    _schema_defects,
    _values,
    *members.CHECKS,
    *ledger.CHECKS,
    *exchange_verify.CHECKS,
    _journal_defects,
    _plan_defects,
    _loss_defects,
    _reserve_defects,
    document_defects,
)
