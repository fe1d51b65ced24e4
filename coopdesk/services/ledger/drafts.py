"""凭证草稿: what is typed can be changed until it is posted, and every text it ever had stays; 审核; templates."""

from dataclasses import replace

from coopdesk.domain.errors import DomainError
from coopdesk.domain.ledger.voucher import VoucherKind
from coopdesk.domain.text import clean_text
from coopdesk.services.command import Changes, Topic
from coopdesk.services.context import Context
from coopdesk.services.journal.entry import Thing
from coopdesk.services.ledger.commands import (
    CheckDraft,
    DropTemplate,
    PostDrafts,
    SaveDraft,
    SaveTemplate,
    VoidDraft,
)
from coopdesk.services.ledger.periods import ledger_start
from coopdesk.services.ledger.posting import check, post_all, refusal
from coopdesk.services.ledger.values import (
    OPEN_STATES,
    Draft,
    DraftState,
    NewVoucher,
    TemplateKind,
    VoucherTemplate,
)

_CHANGED = frozenset({Topic.LEDGER})


def save_draft(command: SaveDraft, context: Context) -> Changes:
    """Keep what was typed so far, right or not. A new version of a checked draft must be checked anew."""
    ledger_start(context.uow)
    lines = tuple(replace(line, summary=clean_text(line.summary)) for line in command.voucher.lines)
    voucher = replace(command.voucher, lines=lines, kind=VoucherKind.TYPED, source=None, reverses=None)
    prepared_by = context.person
    if command.draft is not None:
        before = _open_draft(command.draft, context)
        # Who wrote the text last answers for it, and does not check it.
        prepared_by = prepared_by or before.prepared_by
    number = context.uow.ledger.save_draft(command.draft, DraftState.DRAFT, voucher, prepared_by)
    return Changes(_CHANGED, str(number))


def void_draft(command: VoidDraft, context: Context) -> Changes:
    """Give a draft up; why is asked, and kept."""
    draft, reason = _open_draft(command.draft, context), clean_text(command.reason)
    if not reason:
        raise DomainError("draft.reason_missing", draft=command.draft)
    _next_version(draft, DraftState.VOID, context, reason=reason)
    return Changes(_CHANGED, str(command.draft))


def check_draft(command: CheckDraft, context: Context) -> Changes:
    """审核: only what could be posted can be found right; where two persons keep the ledger, only by the other one."""
    draft = _open_draft(command.draft, context)
    if command.take_back:
        if draft.state is not DraftState.CHECKED:
            raise DomainError("draft.not_checked", draft=draft.id)
        _next_version(draft, DraftState.DRAFT, context)
        return Changes(_CHANGED, str(draft.id))
    if draft.state is DraftState.CHECKED:
        raise DomainError("draft.checked_already", draft=draft.id, person=draft.checked_by)
    if context.uow.ledger.settings().two_persons:
        if not context.person:
            raise DomainError("draft.nobody", draft=draft.id)
        if context.person == draft.prepared_by:
            raise DomainError("draft.same_person", draft=draft.id, person=context.person)
    found = check(context, draft.voucher)
    if found:
        raise refusal(found)
    _next_version(draft, DraftState.CHECKED, context, checked_by=context.person)
    return Changes(_CHANGED, str(draft.id))


def post_drafts(command: PostDrafts, context: Context) -> Changes:
    """记账: in the order given, all or none; the reference is the ids of the vouchers, with spaces between."""
    if not command.drafts:
        raise DomainError("draft.none_chosen")
    if len(set(command.drafts)) < len(command.drafts):
        raise DomainError("draft.twice")
    drafts = [_open_draft(number, context) for number in command.drafts]
    two_persons = context.uow.ledger.settings().two_persons
    for draft in drafts:
        _check_seen(draft, command.seen, context)
        if two_persons and draft.state is not DraftState.CHECKED:
            raise DomainError("draft.not_checked", draft=draft.id)
    new = [NewVoucher(each.voucher, each.prepared_by, each.checked_by, each.id) for each in drafts]
    posted = post_all(context, new)
    for draft in drafts:
        _next_version(draft, DraftState.POSTED, context, checked_by=draft.checked_by)
    return Changes(_CHANGED, " ".join(map(str, posted)))


def _check_seen(draft: Draft, seen: int | None, context: Context) -> None:
    """Nobody posts a draft that somebody changed since it was looked at."""
    if seen is None:
        return
    newest = context.uow.journal.change_since(Thing("voucher_draft", str(draft.id)), seen)
    if newest is not None:
        raise DomainError(
            "changed.since", person=newest.person or "—", at=newest.at, act=newest.act, number=newest.number
        )


def _open_draft(number: int, context: Context) -> Draft:
    ledger_start(context.uow)
    draft = context.uow.ledger.draft(number)
    if draft is None:
        raise DomainError("draft.unknown", draft=number)
    if draft.state not in OPEN_STATES:
        raise DomainError("draft.over", draft=number, state=draft.state)
    return draft


def _next_version(
    draft: Draft, state: DraftState, context: Context, checked_by: str = "", reason: str = ""
) -> None:
    context.uow.ledger.save_draft(
        draft.id, state, draft.voucher, draft.prepared_by, checked_by=checked_by, reason=reason
    )


def save_template(command: SaveTemplate, context: Context) -> Changes:
    """Keep lines that recur, or a phrase, under a name that no other one has."""
    ledger_start(context.uow)
    ledger, name = context.uow.ledger, clean_text(command.name)
    if not name:
        raise DomainError("voucher_template.name_missing")
    if command.template is not None:
        _template(command.template, context)
    for other in ledger.templates(command.kind):
        if other.name == name and other.id != command.template:
            raise DomainError("voucher_template.name_taken", name=name)
    lines = () if command.kind is TemplateKind.PHRASE else command.lines
    if command.kind is TemplateKind.VOUCHER and not lines:
        raise DomainError("voucher_template.no_lines", name=name)
    number = ledger.save_template(command.template, command.kind, name, command.word, lines)
    return Changes(_CHANGED, str(number))


def _template(number: int, context: Context) -> VoucherTemplate:
    found = context.uow.ledger.template(number)
    if found is None:
        raise DomainError("voucher_template.unknown", template=number)
    return found


def drop_template(command: DropTemplate, context: Context) -> Changes:
    """Let a template or phrase be offered no more."""
    found = _template(command.template, context)
    context.uow.ledger.save_template(found.id, found.kind, found.name, found.word, found.lines, dropped=True)
    return Changes(_CHANGED, str(found.id))
