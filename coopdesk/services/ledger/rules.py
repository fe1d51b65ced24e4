"""业务记账规则: which accounts the documents go to, and what of that a co-op may choose."""

from dataclasses import dataclass

from coopdesk.domain.business_document import DocumentKind, Rubric
from coopdesk.domain.ledger.accounts import ChartOfAccounts, LedgerAccount, Side
from coopdesk.domain.ledger.document_rules import DocumentRules, LegName
from coopdesk.services.command import Changes, Topic
from coopdesk.services.context import Context
from coopdesk.services.ledger.commands import ChooseRuleAccount
from coopdesk.services.ledger.documents import rules_of
from coopdesk.services.ledger.periods import ledger_start


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One line of the table of rules: where a part of a kind of document goes, and where it may go.

    ``usual`` is the account of the rule itself; ``offered`` are those that may be chosen, of which ``account`` is none
    where it was closed or got accounts below it since: then one has to be chosen.
    """

    kind: DocumentKind
    rubric: Rubric
    side: Side
    account: str
    usual: str
    offered: tuple[LedgerAccount, ...]

    @property
    def leg(self) -> LegName:
        """What a choice is made for."""
        return LegName(self.kind, self.rubric, self.side)


def rule_lines(rules: DocumentRules, chart: ChartOfAccounts) -> list[RuleLine]:
    """All rules line by line, kind by kind."""
    return [
        RuleLine(
            rule.kind,
            rubric,
            leg.side,
            rules.account(rule.kind, rubric, leg),
            leg.account,
            tuple(rules.offered(leg, chart)),
        )
        for rule in rules
        for rubric, legs in rule.legs.items()
        for leg in legs
    ]


def choose_rule_account(command: ChooseRuleAccount, context: Context) -> Changes:
    """Let a part of a document go to another account within its limits from now on; what is posted stays.

    ``document.no_such_part`` and ``document.account_not_allowed`` as ``DocumentRules.choose``.
    """
    ledger_start(context.uow)
    chart = context.uow.ledger.chart()
    rules = rules_of(context.uow)
    known = next((line for line in rule_lines(rules, chart) if line.leg == command.leg), None)
    wanted = command.account or ("" if known is None else known.usual)
    rules.choose(command.leg, wanted, chart)
    if known is not None and wanted != known.account:
        context.uow.ledger.choose_account(command.leg, "" if wanted == known.usual else wanted)
    return Changes(frozenset({Topic.LEDGER}))


def follow_below(context: Context, account: str, below: str) -> None:
    """Let documents that went to an account go to the first one below it, which is the only one they can go to."""
    chart = context.uow.ledger.chart()
    for line in rule_lines(rules_of(context.uow), chart):
        if line.account == account and any(each.code == below for each in line.offered):
            context.uow.ledger.choose_account(line.leg, below)
