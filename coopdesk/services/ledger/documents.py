"""业务单据记账: what a command told of business operations becomes vouchers, in the transaction of the command.

By the rules of the documents, once for each, or the whole command is refused. A document of before the ledger's first
month makes no voucher: what came of it stands in the opening balances.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from coopdesk.domain.business_document import BusinessDocument
from coopdesk.domain.errors import DomainError
from coopdesk.domain.ledger.document_rules import DocumentRules
from coopdesk.domain.ledger.months import Month
from coopdesk.services.command import Changes, Topic
from coopdesk.services.context import Context
from coopdesk.services.documents import Retraction, Told, YearResolved, YearUnresolved
from coopdesk.services.ledger.periods import ledger_start
from coopdesk.services.ledger.posting import label, post, require_voucher
from coopdesk.services.ledger.undoing import CLOSED, undo
from coopdesk.services.ledger.values import PostedVoucher
from coopdesk.services.ledger.year_close import close_for_good, hold_again
from coopdesk.services.ports import UnitOfWork


def post_documents(changes: Changes, context: Context) -> Changes:
    """Post what was told while a command was carried out; what it changed, the ledger among it where anything was.

    ``document.closed_month`` with the ``day`` and ``month`` that a voucher would go into and cannot,
    ``document.account_unset`` and the other codes of ``DocumentRules.voucher``, ``document.refused`` with the
    ``fault`` of a voucher that the accounts ask more of than a document knows.
    """
    told = context.documents.take()
    if not told:
        return changes
    rules = rules_of(context.uow)
    for what in told:
        _enter(what, rules, context)
    return replace(changes, topics=changes.topics | {Topic.LEDGER})


def rules_of(uow: UnitOfWork) -> DocumentRules:
    """The rules of the documents with the accounts that the co-op chose."""
    return DocumentRules(chosen=uow.ledger.rule_accounts())


def standing(uow: UnitOfWork, key: str) -> Iterator[PostedVoucher]:
    """The vouchers that stand for a document, the newest first."""
    for number in reversed(uow.ledger.of_document(key)):
        yield require_voucher(uow, number)


def _enter(what: Told, rules: DocumentRules, context: Context) -> None:
    match what:
        case BusinessDocument():
            _post(what, rules, context)
        case Retraction():
            for posted in standing(context.uow, what.key):
                _undone(posted, what.reason, context)
        case YearResolved():
            close_for_good(context, what.year, what.day)
        case YearUnresolved():
            hold_again(context, what.year, what.reason)


def _post(document: BusinessDocument, rules: DocumentRules, context: Context) -> None:
    if Month.of(document.day) < ledger_start(context.uow).first:
        return
    voucher = rules.voucher(document, context.uow.ledger.chart())
    if voucher is None:
        return
    try:
        post(context, voucher)
    except DomainError as error:
        raise _said(error, document.day) from error


def _undone(posted: PostedVoucher, reason: str, context: Context) -> None:
    try:
        undo(context, posted, reason)
    except DomainError as error:
        if error.code in CLOSED:
            raise DomainError(
                "document.not_undone", number=label(posted), month=error.params["month"]
            ) from error
        raise


def _said(error: DomainError, day: date) -> DomainError:
    """What keeps a document from being posted, in words for who does not see the voucher."""
    if error.code in CLOSED:
        return DomainError("document.closed_month", day=day, month=error.params["month"])
    if error.code in ("voucher.dimension_missing", "voucher.account_has_children", "voucher.account_closed"):
        return DomainError("document.asks_more", account=error.params["account"])
    return error
