"""会计科目, 往来单位 and how the ledger is kept: what vouchers may name."""

import re
from dataclasses import replace

from coopdesk.domain.errors import DomainError
from coopdesk.domain.ledger.accounts import ChartOfAccounts, Dimension, LedgerAccount, check_account
from coopdesk.domain.ledger.chart import FIRST_CHART
from coopdesk.domain.text import clean_name, clean_text, fold
from coopdesk.services.command import Changes, Topic
from coopdesk.services.context import Context
from coopdesk.services.ledger.commands import (
    AddAccount,
    AmendAccount,
    CloseAccount,
    RecordItem,
    SetLedgerRules,
)
from coopdesk.services.ledger.periods import ledger_start
from coopdesk.services.ledger.rules import follow_below

_CHANGED = frozenset({Topic.LEDGER})
_ITEM_CODE = re.compile(r"[0-9A-Za-z\-._]{1,20}")


def set_ledger_rules(command: SetLedgerRules, context: Context) -> Changes:
    """Keep the ledger by other rules from now on; what is posted stays."""
    ledger_start(context.uow)
    context.uow.ledger.save_settings(command.settings)
    return Changes(_CHANGED)


def add_account(command: AddAccount, context: Context) -> Changes:
    """Add an account below one that is there. Lines that stand on that one stay on it; new ones go to those below.

    Documents that went to that one go to the first account below it, until another is chosen.
    """
    chart = _chart(context)
    account = _checked(command.account, chart)
    if account.code in chart:
        raise DomainError("ledger.account_taken", account=account.code, name=chart[account.code].name)
    parent = next((each for each in _codes_above(account.code) if each in chart), "")
    if not parent:
        raise DomainError("ledger.account_without_parent", account=account.code)
    above = chart[parent]
    if above.side is not account.side:
        raise DomainError("ledger.account_other_side", account=account.code, name=above.name)
    # What the account above asks of its lines, statements and member accounts rest on.
    required, kept = account.required | above.required, account.kept | account.required | above.kept
    first_below = not chart.has_children(parent)
    context.uow.ledger.save_account(replace(account, required=required, kept=kept, closed=False))
    if first_below:
        follow_below(context, parent, account.code)
    return Changes(_CHANGED, account.code)


def amend_account(command: AmendAccount, context: Context) -> Changes:
    """Another name or other dimensions; the ministry's accounts keep name, side and what they must be told by."""
    chart = _chart(context)
    account = _checked(command.account, chart)
    known = _known(account.code, chart)
    first = FIRST_CHART.get(account.code)
    if not known.is_own and (account.name, account.side) != (known.name, known.side):
        raise DomainError("ledger.account_statutory", account=known.code, name=known.name)
    if account.side is not known.side:
        raise DomainError("ledger.account_other_side", account=account.code, name=chart[known.top].name)
    if first is not None and not first.required <= account.required:
        raise DomainError("ledger.account_must_name", account=known.code, name=known.name)
    kept = account.kept | account.required
    context.uow.ledger.save_account(replace(account, kept=kept, closed=known.closed))
    return Changes(_CHANGED, account.code)


def close_account(command: CloseAccount, context: Context) -> Changes:
    """Let an account take no more lines, or take them again."""
    known = _known(command.code, _chart(context))
    if known.closed is not command.again:
        raise DomainError("ledger.account_is_so_already", account=known.code, name=known.name)
    context.uow.ledger.save_account(replace(known, closed=not command.again))
    return Changes(_CHANGED, known.code)


def record_item(command: RecordItem, context: Context) -> Changes:
    """Record another party, a product or a channel, or amend one. Without a code a new one gets the next."""
    ledger_start(context.uow)
    given, ledger = command.item, context.uow.ledger
    if given.kind is Dimension.MEMBER:
        raise DomainError("ledger.item_is_member", name=given.name)
    known = ledger.items(given.kind)
    item = replace(
        given,
        code=clean_text(given.code) or _next_code([each.code for each in known]),
        name=clean_name(given.name),
        credit_code=clean_text(given.credit_code).upper(),
        note=clean_text(given.note),
    )
    if not _ITEM_CODE.fullmatch(item.code):
        raise DomainError("ledger.item_code", value=item.code)
    if not item.name:
        raise DomainError("ledger.item_name", value=item.code)
    twin = next(
        (each for each in known if fold(each.name) == fold(item.name) and each.code != item.code), None
    )
    if twin is not None and not twin.closed:
        raise DomainError("ledger.item_taken", name=item.name, value=twin.code)
    ledger.save_item(item)
    return Changes(_CHANGED, item.code)


def _next_code(known: list[str]) -> str:
    """The code of a new item: 001, 002 …, behind the highest number that was ever given."""
    highest = max((int(code) for code in known if code.isascii() and code.isdecimal()), default=0)
    return f"{highest + 1:03d}"


def _chart(context: Context) -> ChartOfAccounts:
    ledger_start(context.uow)
    return context.uow.ledger.chart()


def _known(code: str, chart: ChartOfAccounts) -> LedgerAccount:
    known = chart.get(code)
    if known is None:
        raise DomainError("ledger.account_unknown", account=code)
    return known


def _checked(account: LedgerAccount, chart: ChartOfAccounts) -> LedgerAccount:
    account = replace(account, code=clean_text(account.code), name=clean_name(account.name))
    check_account(account)
    twin = next((each for each in chart if _is_twin(each, account, chart)), None)
    if twin is not None:
        raise DomainError("ledger.account_name_taken", name=account.name, account=twin.code)
    return account


def _is_twin(other: LedgerAccount, account: LedgerAccount, chart: ChartOfAccounts) -> bool:
    """Whether another account has the same name right below the same account."""
    if other.code == account.code or fold(other.name) != fold(account.name):
        return False
    parent = next((each for each in _codes_above(account.code) if each in chart), "")
    return chart.parent(other.code) == parent


def _codes_above(code: str) -> list[str]:
    """The codes that could stand above one, nearest first."""
    return [code[:length] for length in range(len(code) - 2, 2, -2)]
