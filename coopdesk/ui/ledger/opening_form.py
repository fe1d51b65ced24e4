"""启用账簿: the first month, and what the accounts hold by then, in a grid that is typed or pasted.

A ledger that begins in January needs the balances of the year before; one that begins later what has moved since, too.
Debit and credit must be equal both for the year's beginning and for what has moved; the difference is always told.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Generic

from coopdesk.domain.errors import DomainError
from coopdesk.domain.ledger.accounts import ChartOfAccounts, Side
from coopdesk.domain.ledger.months import Month
from coopdesk.domain.ledger.opening import OpeningBalance, opening_faults
from coopdesk.domain.ledger.voucher import NO_DIMENSIONS, Dimensions
from coopdesk.domain.money import Money
from coopdesk.domain.typed import read_sum
from coopdesk.i18n import N_, _, format_money
from coopdesk.services.desk import Desk
from coopdesk.services.ledger.commands import AmendOpening, OpenLedger
from coopdesk.ui.kit import theme
from coopdesk.ui.kit.columns import Kind
from coopdesk.ui.kit.fields import ChoiceField, Field, TextField
from coopdesk.ui.kit.grid import EntryGrid
from coopdesk.ui.kit.grid_columns import GridColumn, Values
from coopdesk.ui.ledger.difference import DifferenceLine
from coopdesk.ui.ledger.line_columns import BESIDES
from coopdesk.ui.ledger.naming import ACCOUNT, Names, side_word
from coopdesk.ui.ledger.reading import read_names
from coopdesk.ui.members.fields import C, CommandForm
from coopdesk.wording import dimension_name

BEGIN, DEBIT, CREDIT, NOW = "begin", "debit", "credit", "now"
_WIDTH, _HEIGHT = 840, 320
_MONTHS = 24
_NOTHING = Money(0)


class _BalancesForm(CommandForm[C], Generic[C]):
    """What the accounts of a ledger begin with, in a grid below the fields of the form."""

    def __init__(
        self, words: tuple[str, str, str], names: Names, months: Sequence[tuple[Month, str]], chosen: Month
    ) -> None:
        super().__init__(*words)
        self._names = names
        self.first = ChoiceField(_("启用月份"), months, chosen=chosen)
        self.grid = EntryGrid(_("科目余额"), self._columns(), check_row=self._check_row)
        self.balance = _Balanced()
        self.first.changed.connect(self._month_changed)
        self.grid.changed.connect(self._tell)
        # Above the rows, where it stays in sight however many there are.
        self.group("", [*self.own_fields(), self.balance])
        self.group("", [self.grid])
        size = theme.current().text_size
        self.grid.setMinimumSize(size.scaled(_WIDTH), size.scaled(_HEIGHT))
        self._tell()

    def own_fields(self) -> list[Field[Any]]:
        """The fields above the grid."""
        return [self.first]

    def good_balances(self) -> tuple[OpeningBalance, ...]:
        """What is given, if a ledger can begin with it; raises the first fault."""
        balances = self.balances()
        found = opening_faults(balances, self._names.chart, self._first)
        if found:
            raise found[0]
        return tuple(balances)

    def show_error(self, error: object) -> None:
        super().show_error(error)  # type: ignore[arg-type]  # a failure of either kind
        number = getattr(error, "params", {}).get("line")
        if isinstance(number, int):
            self.go_to_line(number)

    def go_to_line(self, number: int) -> None:
        """Put the cursor on the balance of that number among those that are given."""
        given = [place for place, row in enumerate(self._rows()) if row is not None]
        if 1 <= number <= len(given):
            self.grid.view.put_cursor(given[number - 1], 0)

    def balances(self) -> list[OpeningBalance]:
        """What is given, in the order of the rows; rows without any amount say nothing."""
        return [row for row in self._rows() if row is not None]

    @property
    def _first(self) -> Month:
        return self.first.value() or Month(2000, 1)

    def _rows(self) -> list[OpeningBalance | None]:
        rows = range(len(self.grid.model.rows))
        return [self._balance(self.grid.model.values_of(row)) for row in rows]

    def _balance(self, row: Mapping[str, object]) -> OpeningBalance | None:
        code, named = row[ACCOUNT], row[BESIDES]
        if not isinstance(code, str):
            return None
        debit, credit = _money(row[DEBIT]), _money(row[CREDIT])
        begin = _money(row[BEGIN])
        if row[BEGIN] is None and row[NOW] is not None:
            begin = _money(row[NOW]) - self._change(code, debit, credit)
        if not (begin or debit or credit):
            return None
        return OpeningBalance(
            code, begin, debit, credit, named if isinstance(named, Dimensions) else NO_DIMENSIONS
        )

    def _change(self, code: str, debit: Money, credit: Money) -> Money:
        """What debit and credit do to the balance on the account's own side."""
        account = self._names.chart.get(code)
        on_credit = account is not None and account.side is Side.CREDIT
        return credit - debit if on_credit else debit - credit

    def _check_row(self, row: Values) -> tuple[str, DomainError] | None:
        """年初 and 期初, where both are given, must differ by what has moved."""
        begin, now, code = row.get(BEGIN), row.get(NOW), row.get(ACCOUNT)
        if not isinstance(begin, Money) or not isinstance(now, Money) or not isinstance(code, str):
            return None
        worked_out = begin + self._change(code, _money(row.get(DEBIT)), _money(row.get(CREDIT)))
        if now == worked_out:
            return None
        return NOW, DomainError("opening.does_not_follow", typed=now, result=worked_out)

    def _month_changed(self) -> None:
        self.grid.show_columns(self._columns())
        self._tell()

    def _tell(self) -> None:
        """How debit and credit stand to each other now."""
        balances, chart = self.balances(), self._names.chart
        debit = credit = 0
        for each in balances:
            account = chart.get(each.account)
            side = Side.DEBIT if account is None else account.side
            fen = each.begin.fen if side is Side.DEBIT else -each.begin.fen
            debit, credit = debit + max(fen, 0), credit + max(-fen, 0)
        moved = sum(each.debit.fen - each.credit.fen for each in balances)
        self.balance.show_sums(Money(debit), Money(credit), Money(moved), self._first.month > 1)

    def _columns(self) -> tuple[GridColumn, ...]:
        names, later = self._names, self._first.month > 1
        begin = GridColumn(
            BEGIN, N_("年初余额"), Kind.MONEY, width=108, check=read_sum, aliases=("上年末余额", "期末余额")
        )
        return (
            GridColumn(
                ACCOUNT,
                N_("会计科目"),
                width=160,
                check=names.read_account,
                words=names.account_words,
                find=names.find_accounts,
                beside=lambda code, _row: _side_of(names.chart, code),
                stretch=True,
                aliases=("科目", "科目编码", "科目代码", "科目名称"),
            ),
            GridColumn(
                BESIDES,
                N_("辅助核算"),
                width=100,
                check_in_row=names.read_dimensions,
                words=names.dimension_words,
                find_in_row=names.find_known_dimensions,
                passes_over=lambda row: not names.allowed(row.get(ACCOUNT)),
                beside=lambda named, row: "" if named is not None else _asked(names, row),
                aliases=("成员", "往来单位"),
            ),
            begin,
            replace(_amount(DEBIT, N_("本年累计借方"), ("累计借方",)), hidden=not later),
            replace(_amount(CREDIT, N_("本年累计贷方"), ("累计贷方",)), hidden=not later),
            GridColumn(
                NOW,
                N_("期初余额"),
                Kind.MONEY,
                width=108,
                check=read_sum,
                beside=self._worked_out,
                hidden=not later,
            ),
        )

    def _worked_out(self, typed: object, row: Values) -> str:
        """The balance at the start as the other figures give it, where it is not typed."""
        code = row.get(ACCOUNT)
        if typed is not None or not isinstance(code, str):
            return ""
        now = _money(row.get(BEGIN)) + self._change(code, _money(row.get(DEBIT)), _money(row.get(CREDIT)))
        return format_money(now) if now else ""


class OpeningForm(_BalancesForm[OpenLedger]):
    """Returns an `OpenLedger`."""

    def __init__(self, desk: Desk) -> None:
        lead = _(
            "选定从哪个月记起，照上年末的科目余额表录入（可整块粘贴）。一月启用只填年初余额；年中启用再填本年累计借方、"
            "贷方，期初余额由程序算出核对。没有余额的科目空着。"
        )
        words = (_("启用账簿"), _("启用"), lead)
        super().__init__(words, read_names(desk), _months(desk.today), Month(desk.today.year, 1))
        self.grid.set_rows([{ACCOUNT: code} for code in _leaves(self._names.chart)])
        self._tell()

    def make(self) -> OpenLedger:
        balances = self.good_balances()
        return OpenLedger(command_id=self.command_id(), first=self._first, balances=balances)


class AmendOpeningForm(_BalancesForm[AmendOpening]):
    """Returns an `AmendOpening`: the balances as they stand, to be typed over, and why."""

    def __init__(self, desk: Desk, first: Month) -> None:
        lead = _(
            "改成正确的余额。原来的余额用红字冲回，两者都留在账里。新设了明细科目的，上级科目的余额列在第一个明细上，可在这里分开。"
            "有月份结账之后不能再改。"
        )
        self.reason = TextField(_("更正原因"), required=True)
        self.reason.wide = True
        words = (_("更正期初余额"), _("更正"), lead)
        super().__init__(words, read_names(desk), [(first, str(first))], first)
        self.grid.set_rows([_balance_row(each, self._names) for each in desk.ledger.opening()])
        self._tell()

    def own_fields(self) -> list[Field[Any]]:
        return [self.reason]

    def make(self) -> AmendOpening:
        reason = self.reason.value() or ""
        return AmendOpening(command_id=self.command_id(), balances=self.good_balances(), reason=reason)


class _Balanced(Field[None]):
    """The line above the grid that tells how debit and credit stand to each other; nothing is typed in it."""

    def __init__(self) -> None:
        self.shown = DifferenceLine()
        super().__init__(_("借贷"), self.shown)
        self.fold()
        self._moved = Money(0)

    def show_sums(self, debit: Money, credit: Money, moved: Money, later: bool) -> None:
        """Show the two sides of the year's beginning, and by how much what has moved is out of balance."""
        self.shown.show_sums(debit, credit)
        told = ""
        if later and moved:
            side = _("累计发生额借方多 {amount} 元") if moved.fen > 0 else _("累计发生额贷方多 {amount} 元")
            told = side.format(amount=format_money(abs(moved.fen)))
        self._say(told)

    def text(self) -> str:
        return ""

    def read(self, typed: str) -> None:
        return None


def _months(today: date) -> Sequence[tuple[Month, str]]:
    """The months a ledger may begin with: those of this year and the one before, the newest first."""
    month, found = Month.of(today), []
    for _each in range(_MONTHS):
        found.append((month, str(month)))
        month = month.before
    return [each for each in found if each[0].year >= today.year - 1]


def _balance_row(balance: OpeningBalance, names: Names) -> dict[str, object]:
    """A balance as a row of the grid, on an account that takes lines; an amount of 0 stays empty."""
    return {
        ACCOUNT: names.taking(balance.account),
        BESIDES: balance.dimensions or None,
        BEGIN: balance.begin or None,
        DEBIT: balance.debit or None,
        CREDIT: balance.credit or None,
    }


def _leaves(chart: ChartOfAccounts) -> list[str]:
    return [each.code for each in chart if not each.closed and not chart.has_children(each.code)]


def _amount(key: str, title: str, aliases: tuple[str, ...]) -> GridColumn:
    return GridColumn(key, title, Kind.MONEY, width=108, check=read_sum, total=True, aliases=aliases)


def _side_of(chart: ChartOfAccounts, code: object) -> str:
    account = chart.get(code) if isinstance(code, str) else None
    return "" if account is None else side_word(account.side)


def _asked(names: Names, row: Values) -> str:
    return " ".join(dimension_name(kind) for kind in sorted(names.required(row.get(ACCOUNT))))


def _money(value: object) -> Money:
    return value if isinstance(value, Money) else _NOTHING
