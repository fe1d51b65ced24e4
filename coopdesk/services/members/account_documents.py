"""What postings to the member accounts tell whoever keeps the ledger, and what takes them back."""

from collections.abc import Iterable, Iterator, Mapping

from coopdesk.domain.business_document import BusinessDocument, DocumentAmount, DocumentKind, Rubric
from coopdesk.domain.members.account import (
    CAPITAL_COLUMNS,
    AccountCause,
    AccountColumn,
    AccountEntry,
    ContributionForm,
    Posting,
)
from coopdesk.domain.money import Money
from coopdesk.services.context import Context
from coopdesk.services.documents import Retraction
from coopdesk.services.ports import UnitOfWork

_FEW = 3
"""So many members are named in a summary; more are all of them, or nearly."""
RUBRICS: Mapping[ContributionForm, Rubric] = {
    ContributionForm.MONEY: Rubric.MONEY,
    ContributionForm.GOODS: Rubric.GOODS,
    ContributionForm.INTELLECTUAL_PROPERTY: Rubric.INTELLECTUAL_PROPERTY,
    ContributionForm.LAND_RIGHT: Rubric.LAND_RIGHT,
    ContributionForm.FOREST_RIGHT: Rubric.FOREST_RIGHT,
    ContributionForm.OTHER: Rubric.OTHER_PROPERTY,
}
"""By what a contribution was made in: where it lies now."""
_Amounts = Iterator[DocumentAmount]


def posting_key(number: int) -> str:
    """What a posting to the accounts is called among the documents."""
    return f"posting/{number}"


def tell_posting(context: Context, number: int, posting: Posting) -> None:
    """Tell of a posting to the accounts, unless it moves nothing but the members' shares of what the co-op has.

    Grants and donations are told of by ``tell_grant``, for an account does not know how they came.
    """
    if not context.documents.wanted:
        return
    kind, amounts = _of(posting)
    if kind is not None:
        _tell(context, number, posting, kind, amounts)


def tell_grant(
    context: Context, number: int, posting: Posting, whole: Money, form: ContributionForm, unused: bool
) -> None:
    """Tell of a subsidy or donation of so much in yuan. ``unused`` says that the state's money had come before."""
    if not context.documents.wanted:
        return
    if posting.cause is AccountCause.DONATION:
        amounts = (DocumentAmount(RUBRICS[form], whole), DocumentAmount(Rubric.DONATION, whole))
        _tell(context, number, posting, DocumentKind.DONATION, amounts)
        return
    if not unused:
        amounts = (DocumentAmount(Rubric.MONEY, whole), DocumentAmount(Rubric.GRANT, whole))
        _tell(context, number, posting, DocumentKind.GRANT_RECEIVED, amounts)
    formed = (DocumentAmount(Rubric.FORMED, whole),)
    _tell(context, number, posting, DocumentKind.GRANT_USED, formed)


def retract_posting(context: Context, number: int, reason: str) -> None:
    """Tell that a posting was taken back."""
    context.documents.tell(Retraction(posting_key(number), reason))


def names(uow: UnitOfWork, numbers: Iterable[str]) -> tuple[str, ...]:
    """The names of the members that a document is of, for its summary; none where they are many."""
    known = list(dict.fromkeys(numbers))
    if not 0 < len(known) <= _FEW:
        return ()
    found = (uow.members.get(number) for number in known)
    return ("、".join(member.name for member in found if member is not None),)


def _tell(
    context: Context, number: int, posting: Posting, kind: DocumentKind, amounts: Iterable[DocumentAmount]
) -> None:
    of = names(context.uow, (entry.member for entry in posting.entries))
    document = BusinessDocument(
        kind, posting_key(number), posting.day, tuple(amounts), of, int(bool(posting.document))
    )
    context.documents.tell(document)


def _of(posting: Posting) -> tuple[DocumentKind | None, _Amounts]:
    """What a posting is to the ledger: its kind and amounts; None for one that moves nothing there."""
    capital = [entry for entry in posting.entries if entry.column in CAPITAL_COLUMNS and entry.amount]
    match posting.cause:
        case AccountCause.CONTRIBUTION if capital:
            instalment = any(entry.operation is not None for entry in capital)
            kind = DocumentKind.INSTALMENT if instalment else DocumentKind.CONTRIBUTION
            return kind, _contributed(capital, posting.form or ContributionForm.MONEY)
        case AccountCause.SURPLUS:
            return DocumentKind.SURPLUS_TO_CAPITAL, _each(capital, Rubric.TO_CAPITAL)
        case AccountCause.TRANSFER:
            return DocumentKind.TRANSFER, _passed_on(capital)
        case AccountCause.WITHDRAWAL:
            return DocumentKind.WITHDRAWAL, _paid_back(posting.entries)
        case AccountCause.RESERVE_USED:
            kind = DocumentKind.RESERVE_TO_CAPITAL if capital else DocumentKind.RESERVE_USED
            return kind, _reserve_used(posting.entries, capital)
        case _:
            return None, iter(())


def _each(entries: Iterable[AccountEntry], rubric: Rubric, sign: int = 1) -> _Amounts:
    for entry in entries:
        yield DocumentAmount(rubric, entry.amount * sign, entry.member)


def _contributed(capital: list[AccountEntry], form: ContributionForm) -> _Amounts:
    yield from _each(capital, RUBRICS[form])
    yield from _each(capital, Rubric.CAPITAL)


def _passed_on(capital: list[AccountEntry]) -> _Amounts:
    """Of each member the whole that goes or comes, whatever columns it lies in; the reserve stays one account."""
    moved: dict[str, int] = {}
    for entry in capital:
        moved[entry.member] = moved.get(entry.member, 0) + entry.amount.fen
    for member, fen in moved.items():
        yield DocumentAmount(Rubric.TAKEN if fen > 0 else Rubric.GIVEN, Money(abs(fen)), member)


def _paid_back(entries: Iterable[AccountEntry]) -> _Amounts:
    for entry in entries:
        reserve = entry.column is AccountColumn.RESERVE
        rubric = Rubric.RESERVE_SHARE if reserve else Rubric.CAPITAL
        yield DocumentAmount(rubric, -entry.amount, "" if reserve else entry.member)
        yield DocumentAmount(Rubric.MONEY, -entry.amount)


def _reserve_used(entries: Iterable[AccountEntry], capital: list[AccountEntry]) -> _Amounts:
    taken = sum(-entry.amount.fen for entry in entries if entry.column is AccountColumn.RESERVE)
    yield DocumentAmount(Rubric.RESERVE_SHARE, Money(taken))
    yield from _each(capital, Rubric.CAPITAL)
