"""Business documents and their vouchers belong together: neither stands without the other.

The documents lie in the areas around the ledger, so whoever looks at the whole book asks.
"""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import Connection, text

from coopdesk.domain.business_document import DocumentKind
from coopdesk.domain.ledger.months import Month
from coopdesk.domain.members.account import AccountCause
from coopdesk.persistence.distribution.draft_cache import DraftCache
from coopdesk.persistence.distribution.losses import SqlLossStore
from coopdesk.persistence.distribution.store import SqlPlanStore
from coopdesk.persistence.sql.guarding import CheckContext
from coopdesk.services.distribution.headlines import PlanState
from coopdesk.services.values import Defect

_KINDS = ", ".join(f"'{kind.value}'" for kind in DocumentKind)
_STANDING = f"""
    SELECT v.id AS id, v.source_key AS document FROM vouchers v LEFT JOIN vouchers r ON r.reverses = v.id
    WHERE v.source_kind IN ({_KINDS}) AND v.reverses IS NULL AND r.id IS NULL
"""
_VOUCHERS = text(f"{_STANDING} ORDER BY v.id")
_OF_REGISTER = text(
    "SELECT DISTINCT COALESCE(e.operation, e.number) FROM register_entries e "
    "LEFT JOIN register_entries r ON r.reverses = e.number WHERE e.reverses IS NULL AND r.number IS NULL"
)
_LIVE = (
    "SELECT t.number FROM {table} t LEFT JOIN {table} r ON r.reverses = t.number "
    "WHERE t.reverses IS NULL AND r.number IS NULL"
)
_POSTINGS, _PAYMENTS = (text(_LIVE.format(table=table)) for table in ("account_postings", "share_payments"))
_MOVED = ", ".join(
    f"'{cause.value}'"
    for cause in (
        AccountCause.CONTRIBUTION,
        AccountCause.SURPLUS,
        AccountCause.SUBSIDY,
        AccountCause.DONATION,
        AccountCause.WITHDRAWAL,
        AccountCause.RESERVE_USED,
    )
)
# Postings that an operation of the register brought along are told of with it, or by the money paid in for it.
_UNPOSTED = text(
    f"""
    SELECT p.number FROM account_postings p LEFT JOIN account_postings r ON r.reverses = p.number
    WHERE p.reverses IS NULL AND r.number IS NULL AND p.cause IN ({_MOVED}) AND p.day >= :first
        AND p.journal_number > :begun
        AND NOT EXISTS (SELECT 1 FROM account_entries e WHERE e.posting = p.number AND e.operation IS NOT NULL)
        AND 'posting/' || p.number NOT IN (SELECT document FROM ({_STANDING}) AS standing)
    ORDER BY p.number
    """
)
_RESOLVED = text(
    "SELECT DISTINCT p.year FROM plan_events e JOIN plans p ON p.id = e.plan_id WHERE e.kind = 'approved'"
)
_BEGUN = text("SELECT first_period, journal_number FROM ledger_start")


def document_defects(context: CheckContext) -> Iterator[Defect]:
    """A voucher made of a document that is not there or was taken back; a document that should have one and has not."""
    connection = context.connection
    begun = connection.execute(_BEGUN).first()
    if begun is None:
        return
    vouchers = [(int(row.id), str(row.document)) for row in connection.execute(_VOUCHERS)]
    yield from _without_document(connection, vouchers)
    first = Month.from_number(begun.first_period).first_day
    wanted = {"first": first.isoformat(), "begun": begun.journal_number}
    for number in connection.execute(_UNPOSTED, wanted).scalars():
        yield Defect("verify.document_unposted", {"source": f"posting/{number}"})
    posted = {document for _voucher, document in vouchers}
    for summary in SqlPlanStore(connection, DraftCache()).summaries():
        resolved = None if summary.resolution is None else summary.resolution.day
        moves = summary.gross or summary.distributable != summary.carried_forward
        late_enough = resolved is not None and min(resolved, date(summary.year, 12, 31)) >= first
        if late_enough and moves and _told_since(connection, summary.plan_id, begun.journal_number):
            key = f"plan/{summary.year}"
            if key not in posted:
                yield Defect("verify.document_unposted", {"source": key})


def _told_since(connection: Connection, plan_id: int, begun: int) -> bool:
    """Whether a plan was approved after the ledger was begun."""
    newest = text("SELECT MAX(journal_number) FROM plan_events WHERE plan_id = :plan AND kind = 'approved'")
    return int(connection.execute(newest, {"plan": plan_id}).scalar() or 0) > begun


def _without_document(connection: Connection, vouchers: list[tuple[int, str]]) -> Iterator[Defect]:
    if not vouchers:
        return
    operations = set(connection.execute(_OF_REGISTER).scalars())
    there = {
        "operation": operations,
        "terms": operations,
        "posting": set(connection.execute(_POSTINGS).scalars()),
        "payment": set(connection.execute(_PAYMENTS).scalars()),
        # Money that went out and came back stays on record when the resolution is taken back.
        "paid": set(connection.execute(_RESOLVED).scalars()),
        "loss": set(SqlLossStore(connection).left()),
    }
    plans = SqlPlanStore(connection, DraftCache())
    for voucher, document in vouchers:
        thing, _line, key = document.partition("/")
        number = key.partition("/")[0]
        if not number.isascii() or not number.isdigit():
            stands = False
        elif thing == "plan":
            stands = plans.state(int(number)) in (PlanState.APPROVED, PlanState.PAID)
        else:
            stands = int(number) in there.get(thing, ())
        if not stands:
            yield Defect("verify.voucher_without_document", {"source": document, "id": voucher})
