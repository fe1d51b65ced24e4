"""The balances that stand beside the accounts of a voucher, read beside the window and kept until the book changes."""

from collections.abc import Callable

from coopdesk.domain.ledger.accounts import Side
from coopdesk.domain.ledger.voucher import Dimensions
from coopdesk.domain.money import Money
from coopdesk.i18n import _, format_money
from coopdesk.ui.kit.jobs import Failure
from coopdesk.ui.kit.reading_lane import ReadingLane
from coopdesk.ui.ledger.naming import side_word

ReadBalance = Callable[[str, Dimensions], Money]
"""借方 less 贷方 of all that is posted to an account, of what a line names besides if it names something."""


class Balances:
    """`came` is called when a balance that was asked for is there; one that cannot be read stays away, as it is only
    an aid."""

    def __init__(self, read: ReadBalance, came: Callable[[], object]) -> None:
        self._read, self._came = read, came
        self._lane = ReadingLane()
        self._kept: dict[tuple[str, Dimensions], Money | None] = {}

    def of(self, code: str, named: Dimensions) -> Money | None:
        """The balance if it is there; it is asked for otherwise."""
        key = (code, named)
        if key not in self._kept:
            self._kept[key] = None
            self._lane.ask(key, lambda: self._read(code, named), lambda fen: self._keep(key, fen), _unread)
        return self._kept[key]

    def words(self, code: str, named: Dimensions) -> str:
        """`借 12,345.00`, `平`; empty while it is not there."""
        balance = self.of(code, named)
        return "" if balance is None else balance_words(balance)

    def forget(self) -> None:
        """What is posted is no longer as it was."""
        self._kept.clear()

    def settle(self) -> bool:
        """Wait until all that was asked for is there."""
        return self._lane.settle()

    def close(self) -> None:
        """Read no more."""
        self._lane.close()

    def _keep(self, key: tuple[str, Dimensions], balance: Money) -> None:
        self._kept[key] = balance
        self._came()


def balance_words(balance: Money) -> str:
    """A balance with the side it stands on: `借 12,345.00`, `贷 800.00`, `平`."""
    if not balance:
        return _("平")
    side = Side.DEBIT if balance.fen > 0 else Side.CREDIT
    return f"{side_word(side)} {format_money(abs(balance.fen))}"


def _unread(_failure: Failure) -> None:
    """Nothing is said: the voucher can be typed without."""
