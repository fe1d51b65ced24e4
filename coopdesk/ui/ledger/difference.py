"""Whether debit and credit are equal, in words and figures: always in sight below the lines of a voucher."""

from coopdesk.domain.capital import capital
from coopdesk.domain.errors import DomainError
from coopdesk.domain.money import Money
from coopdesk.i18n import DEFAULT_LANGUAGE, _, current_language, format_money
from coopdesk.ui.kit import theme
from coopdesk.ui.kit.eliding import ElidingLabel


class DifferenceLine(ElidingLabel):
    """`借贷平衡`, or by how much one side is more."""

    def __init__(self) -> None:
        super().__init__("muted")
        self.difference = Money(0)
        self.show_sums(Money(0), Money(0))

    def show_sums(self, debit: Money, credit: Money) -> None:
        """Say how the two sides stand to each other."""
        self.difference = debit - credit
        if self.difference:
            side = _("借方多 {amount} 元") if self.difference.fen > 0 else _("贷方多 {amount} 元")
            words = side.format(amount=format_money(abs(self.difference.fen)))
            self._say("error", " ".join(filter(None, (words, amount_words(Money(abs(self.difference.fen)))))))
        elif debit:
            self._say("strong-accent", _("借贷平衡"))
        else:
            self._say("muted", _("还没有金额"))

    def _say(self, role: str, words: str) -> None:
        theme.mark(self, role=role)
        self.setText(words)


def amount_words(amount: Money) -> str:
    """The sum in words (大写); in English, which has no such custom, nothing."""
    if current_language() != DEFAULT_LANGUAGE:
        return ""
    try:
        return capital(amount)
    except DomainError:
        return ""
