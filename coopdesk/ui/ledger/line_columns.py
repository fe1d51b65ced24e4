"""The columns in which the lines of a voucher are typed, and what rows of them are as lines of a voucher.

Columns are data made of the names of a book; knows no widget.
"""

from collections.abc import Callable, Mapping, Sequence

from coopdesk.domain.errors import DomainError
from coopdesk.domain.ledger.accounts import Side
from coopdesk.domain.ledger.voucher import NO_DIMENSIONS, Dimensions, VoucherLine
from coopdesk.domain.money import Money
from coopdesk.domain.text import clean_text
from coopdesk.domain.typed import read_sum
from coopdesk.i18n import N_, format_money
from coopdesk.ui.kit.columns import Kind
from coopdesk.ui.kit.grid_columns import CheckedRow, GridColumn, Values
from coopdesk.ui.ledger.naming import ACCOUNT, Names
from coopdesk.wording import dimension_name

SUMMARY, BESIDES, DEBIT, CREDIT = "summary", "besides", "debit", "credit"
KEYS = (SUMMARY, ACCOUNT, BESIDES, DEBIT, CREDIT)
_AMOUNTS = (KEYS.index(DEBIT), KEYS.index(CREDIT))
_AGAIN, _REST = ("//", "／／"), ("=", "＝")
_NOTHING = Money(0)
_DASHES = "-—–－─"
"""What tables of others put into a cell that holds nothing."""
BalanceWords = Callable[[str, Dimensions], str]
"""The balance of an account, of what a line names besides if it names something, in a few words."""


def line_columns(names: Names, balance: BalanceWords) -> tuple[GridColumn, ...]:
    """摘要, 会计科目, 辅助核算, 借方金额, 贷方金额."""
    return (
        GridColumn(
            SUMMARY,
            N_("摘要"),
            width=120,
            check=clean_text,
            find=names.find_phrases,
            shorthand=_again,
            repeats=True,
            stretch=True,
        ),
        GridColumn(
            ACCOUNT,
            N_("会计科目"),
            width=170,
            check=names.read_account,
            words=names.account_words,
            find=names.find_accounts,
            beside=lambda code, row: _balance(code, row, balance),
            stretch=True,
            aliases=("科目", "科目编码", "科目代码", "科目名称", "Account"),
        ),
        GridColumn(
            BESIDES,
            N_("辅助核算"),
            width=100,
            check_in_row=names.read_dimensions,
            words=names.dimension_words,
            find_in_row=names.find_dimensions,
            passes_over=lambda row: not names.allowed(row.get(ACCOUNT)),
            beside=lambda named, row: _asked_for(named, row, names),
            aliases=("辅助", "成员", "往来单位", "辅助项"),
        ),
        _amount(DEBIT, N_("借方金额"), CREDIT, ("借方", "借", "借方发生额", "Debit")),
        _amount(CREDIT, N_("贷方金额"), DEBIT, ("贷方", "贷", "贷方发生额", "Credit")),
    )


def _amount(key: str, title: str, other: str, aliases: tuple[str, ...]) -> GridColumn:
    """One of the two columns of money. Enter passes over the credit of a line that has its amount; `=` goes to the
    side that wants it."""
    return GridColumn(
        key,
        title,
        Kind.MONEY,
        width=106,
        check=_read_amount,
        words=_amount_words,
        shorthand=lambda typed, row, rows: _balancing(typed, row, rows, key),
        belongs=lambda typed, row, rows: _side_of_rest(rows, row) if typed in _REST else key,
        passes_over=None if key == DEBIT else lambda row: bool(row.get(DEBIT) or row.get(CREDIT)),
        swaps=other,
        total=True,
        aliases=aliases,
    )


def check_line(row: Values) -> tuple[str, DomainError] | None:
    """A line stands on one side: `voucher.both_sides`."""
    return (CREDIT, DomainError("voucher.both_sides")) if row.get(DEBIT) and row.get(CREDIT) else None


def lines_of(rows: Sequence[Mapping[str, object]]) -> tuple[VoucherLine, ...]:
    """Rows as lines; what is missing is empty or 0, and the voucher's own check says so. Whoever calls has seen to it
    that no cell is wrong."""
    return tuple(_line(row) for row in rows)


def rows_of(lines: Sequence[VoucherLine]) -> list[dict[str, object]]:
    """Lines as rows of the grid; an amount of 0 stays empty."""
    return [
        {
            SUMMARY: line.summary,
            ACCOUNT: line.account or None,
            BESIDES: line.dimensions or None,
            DEBIT if line.side is Side.DEBIT else CREDIT: line.amount or None,
        }
        for line in lines
    ]


def row_difference(rows: Sequence[CheckedRow], but: int = -1) -> Money:
    """借方 less 贷方 of what can be read, one row left out."""
    debit, credit = _AMOUNTS
    fen = 0
    for place, row in enumerate(rows):
        if place != but:
            fen += _fen(row.values[debit]) - _fen(row.values[credit])
    return Money(fen)


def _line(row: Mapping[str, object]) -> VoucherLine:
    debit, credit = row[DEBIT], row[CREDIT]
    side = Side.CREDIT if isinstance(credit, Money) and credit else Side.DEBIT
    amount = credit if side is Side.CREDIT else debit
    named = row[BESIDES]
    return VoucherLine(
        str(row[SUMMARY] or ""),
        str(row[ACCOUNT] or ""),
        side,
        amount if isinstance(amount, Money) else _NOTHING,
        named if isinstance(named, Dimensions) else NO_DIMENSIONS,
    )


def _again(typed: str, row: int, rows: Sequence[CheckedRow]) -> str:
    """`//`: the summary above."""
    return rows[row - 1].typed[0] if typed in _AGAIN and row else typed


def _balancing(typed: str, row: int, rows: Sequence[CheckedRow], key: str) -> str:
    """`=`: what this side still wants, so that debit and credit are equal; below 0 where it has too much."""
    if typed not in _REST:
        return typed
    difference = row_difference(rows, row)
    return _amount_words(difference if key == CREDIT else -difference)


def _side_of_rest(rows: Sequence[CheckedRow], row: int) -> str:
    """The side on which a line makes both equal: by an amount above 0, in a voucher all in red by one below 0."""
    difference = row_difference(rows, row).fen
    amounts = [_fen(each.values[at]) for place, each in enumerate(rows) if place != row for at in _AMOUNTS]
    red = all(fen <= 0 for fen in amounts)
    return CREDIT if (difference > 0) != red else DEBIT


def _read_amount(typed: str) -> Money:
    return _NOTHING if typed.strip() in _DASHES else read_sum(typed)


def _amount_words(amount: Money) -> str:
    return format_money(amount) if amount else ""


def _balance(code: object, row: Values, balance: BalanceWords) -> str:
    named = row.get(BESIDES)
    if not isinstance(code, str):
        return ""
    return balance(code, named if isinstance(named, Dimensions) else NO_DIMENSIONS)


def _asked_for(named: object, row: Values, names: Names) -> str:
    """What an account still wants named, quietly in the cell that waits for it."""
    if named is not None:
        return ""
    return " ".join(dimension_name(kind) for kind in sorted(names.required(row.get(ACCOUNT))))


def _fen(value: object) -> int:
    return value.fen if isinstance(value, Money) else 0
