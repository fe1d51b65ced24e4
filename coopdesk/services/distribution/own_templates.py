"""The co-op's own schemes kept as templates (另存为模板): named, renamed, withdrawn; plans never depend on them."""

from collections.abc import Sequence
from uuid import uuid4

from coopdesk.domain.distribution.document import scheme_document
from coopdesk.domain.errors import DomainError
from coopdesk.domain.text import clean_text
from coopdesk.services.command import Changes, Topic
from coopdesk.services.context import Context
from coopdesk.services.distribution.commands import KeepTemplate, RenameTemplate, WithdrawTemplate
from coopdesk.services.distribution.scheme_texts import cleaned_scheme
from coopdesk.services.distribution.templates import OWN, SchemeTemplate
from coopdesk.services.ports import UnitOfWork

_CHANGED = frozenset({Topic.COOP})


def own_templates(uow: UnitOfWork) -> Sequence[SchemeTemplate]:
    """The co-op's own, in the order in which they were kept."""
    return [SchemeTemplate(*kept) for kept in uow.templates.all()]


def keep_template(command: KeepTemplate, context: Context) -> Changes:
    """Keep a scheme under a name of its own; ``template.title_missing`` or ``.title_taken``."""
    title = _free_title(context.uow, command.title)
    template = f"{OWN}{uuid4().hex}"
    document = scheme_document(cleaned_scheme(command.scheme))
    context.uow.templates.save(template, title, clean_text(command.description), document)
    return Changes(_CHANGED, template)


def rename_template(command: RenameTemplate, context: Context) -> Changes:
    """Another name for the same scheme; ``template.unknown`` for one that is not kept."""
    kept = _kept(context.uow, command.template)
    title = _free_title(context.uow, command.title, other_than=kept.id)
    context.uow.templates.save(kept.id, title, kept.description, dict(kept.document))
    return Changes(_CHANGED, kept.id)


def withdraw_template(command: WithdrawTemplate, context: Context) -> Changes:
    """Off the list; ``template.unknown`` for one that is not kept."""
    kept = _kept(context.uow, command.template)
    context.uow.templates.withdraw(kept.id)
    return Changes(_CHANGED, kept.id)


def _kept(uow: UnitOfWork, template: str) -> SchemeTemplate:
    found = next((each for each in own_templates(uow) if each.id == template), None)
    if found is None:
        raise DomainError("template.unknown")
    return found


def _free_title(uow: UnitOfWork, title: str, other_than: str = "") -> str:
    title = clean_text(title)
    if not title:
        raise DomainError("template.title_missing")
    if any(each.title == title and each.id != other_than for each in own_templates(uow)):
        raise DomainError("template.title_taken", title=title)
    return title
