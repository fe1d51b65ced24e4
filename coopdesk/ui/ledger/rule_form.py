"""业务记账规则: which account a part of a kind of business document goes to, where a co-op may choose.

Knows what the table of rules offers and nothing of the book."""

from collections.abc import Sequence

from coopdesk.domain.ledger.accounts import ChartOfAccounts
from coopdesk.i18n import _, mark
from coopdesk.services.ledger.commands import ChooseRuleAccount
from coopdesk.services.ledger.rules import RuleLine
from coopdesk.ui.kit.fields import ChoiceField
from coopdesk.ui.ledger.naming import side_word
from coopdesk.ui.members.fields import CommandForm
from coopdesk.wording import document_kind_name, rubric_name


class RuleForm(CommandForm[ChooseRuleAccount]):
    """Returns a `ChooseRuleAccount` for one of the lines that leave a choice."""

    def __init__(self, lines: Sequence[RuleLine], chart: ChartOfAccounts, seen: int | None) -> None:
        lead = _(
            "股份、盈余分配和发放的单据自动生成凭证。这里选定它们记到哪个科目，以后的单据照此记账，已记的凭证不变。"
        )
        super().__init__(_("业务记账规则"), _("保存"), lead)
        self._lines, self._chart, self._seen = lines, chart, seen
        self.line = ChoiceField(_("业务"), [(at, self._words(each)) for at, each in enumerate(lines)])
        self.account = ChoiceField(_("记入科目"), self._offered())
        self._choose_standing()
        self.line.changed.connect(self._line_changed)
        self.group("", [self.line, self.account])

    @property
    def chosen(self) -> RuleLine:
        """The line that is being changed."""
        return self._lines[self.line.value() or 0]

    def make(self) -> ChooseRuleAccount:
        return ChooseRuleAccount(
            command_id=self.command_id(),
            leg=self.chosen.leg,
            account=self.account.value() or "",
            seen=self._seen,
        )

    def _words(self, line: RuleLine) -> str:
        parts = (document_kind_name(line.kind), rubric_name(line.rubric), side_word(line.side))
        return mark("，").join(parts)

    def _offered(self) -> list[tuple[str, str]]:
        return [
            (each.code, f"{each.code} {self._chart.full_name(each.code)}") for each in self.chosen.offered
        ]

    def _line_changed(self) -> None:
        self.account.set_choices(self._offered())
        self._choose_standing()

    def _choose_standing(self) -> None:
        """The account it goes to now; one that was closed or divided since is not offered any more."""
        if self.chosen.account in {each.code for each in self.chosen.offered}:
            self.account.choose(self.chosen.account)
