"""成员账户 as it is printed, in the layout of 农民专业合作社会计制度: a sheet a member and year, words and figures set.

Papers are Chinese always. What the sheet says of a line is also what files for spreadsheets say of it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from coopdesk.domain.members.account import AccountCause, AccountColumn, Balances, ContributionForm, Posting
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import ZERO, Quantity
from coopdesk.services.distribution.account_sheets import AccountSheet, SheetLine, SheetMatter, by_product
from coopdesk.services.distribution.papers.account_sources import SheetsOfYear
from coopdesk.services.members.account_values import AccountMove
from coopdesk.services.members.papers.register import shares_text
from coopdesk.services.paper_words import day_text, witness_words

COLUMN_TITLES = {
    AccountColumn.CAPITAL_POVERTY: "来源于到户类扶贫项目资产的出资额",
    AccountColumn.CAPITAL: "其他来源的出资额",
    AccountColumn.RESERVE: "公积金份额",
    AccountColumn.SUBSIDY: "接受国家财政直接补助形成财产量化份额",
    AccountColumn.DONATION: "接受他人捐赠形成财产量化份额",
}
"""The columns that carry forward, as the official sheet calls them."""
OPENING, CLOSING = "年初余额", "年末余额/总额"
_FORMS = {
    ContributionForm.MONEY: "货币出资",
    ContributionForm.GOODS: "实物出资",
    ContributionForm.INTELLECTUAL_PROPERTY: "知识产权出资",
    ContributionForm.LAND_RIGHT: "土地经营权出资",
    ContributionForm.FOREST_RIGHT: "林权出资",
    ContributionForm.OTHER: "其他非货币财产出资",
}
_CAUSES = {
    AccountCause.OPENING: "建账余额",
    AccountCause.SUBSIDY: "接受国家财政直接补助，平均量化",
    AccountCause.DONATION: "接受他人捐赠，平均量化",
    AccountCause.AVERAGING: "补助、捐赠份额重新平均量化",
    AccountCause.WITHDRAWAL: "退还出资和公积金份额",
    AccountCause.TRANSFER: "账户转让",
    AccountCause.LOSS: "承担亏损",
}


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """One line: the texts of its cells. `equity` are the five columns, `trades` quantity and yuan of each product."""

    ordinal: str
    day: str
    summary: str
    equity: tuple[str, ...]
    trades: tuple[tuple[str, str], ...]
    refund: str
    dividend: str
    is_sum: bool = False


@dataclass(frozen=True, slots=True)
class PrintedSheet:
    """One member's sheet: opening balance, lines numbered from 1, closing balance."""

    number: str
    name: str
    address: str
    products: tuple[str, ...]
    rows: tuple[PrintedRow, ...]


@dataclass(frozen=True, slots=True)
class AccountFigures:
    """The whole paper."""

    year: int
    coop: str
    sheets: tuple[PrintedSheet, ...]
    prepared_by: str
    printed: str
    sample: bool
    witness: str


def build_accounts(source: SheetsOfYear, printed_on: date) -> AccountFigures:
    """The paper, made on a day."""
    coop = source.coop
    return AccountFigures(
        year=source.year,
        coop=coop.name,
        sheets=tuple(_printed(sheet) for sheet in source.sheets),
        prepared_by=coop.accountant,
        printed=day_text(printed_on),
        sample=coop.sample,
        witness=witness_words(source.witness),
    )


def _printed(sheet: AccountSheet) -> PrintedSheet:
    products = tuple(trade.product for trade in sheet.trades)
    return PrintedSheet(sheet.number, sheet.name, sheet.address, products, tuple(_rows(sheet, products)))


def _rows(sheet: AccountSheet, products: Sequence[str]) -> Iterator[PrintedRow]:
    nothing = (("", ""),) * len(products)
    yield PrintedRow("", "", OPENING, _balances(sheet.opening), nothing, "", "", is_sum=True)
    for place, line in enumerate(sheet.lines, start=1):
        traded = by_product(line.trades)
        trades = tuple(
            ("", "")
            if (trade := traded.get(product)) is None
            else (_quantity(trade.quantity), _changed(trade.amount))
            for product in products
        )
        changes = tuple(_changed(line.change.get(column)) for column in AccountColumn)
        yield PrintedRow(
            str(place),
            line.day.isoformat(),
            line_text(line, sheet.year),
            changes,
            trades,
            _changed(line.refund),
            _changed(line.dividend),
        )
    totals = tuple((_quantity(trade.quantity), trade.amount.grouped) for trade in sheet.trades)
    closing = _balances(sheet.closing)
    yield PrintedRow(
        "", "", CLOSING, closing, totals, sheet.refund.grouped, sheet.dividend.grouped, is_sum=True
    )


def _quantity(quantity: Quantity) -> str:
    """A quantity with separators; below zero for goods brought back."""
    sign = "-" if quantity < 0 else ""
    return f"{sign}{shares_text(Quantity(abs(quantity)))}" if quantity else "0"


def _balances(balances: Balances) -> tuple[str, ...]:
    return tuple(balances.get(column).grouped for column in AccountColumn)


def _changed(amount: Money) -> str:
    """An amount of a line; nothing where a column is not touched."""
    return amount.grouped if amount else ""


def line_text(line: SheetLine, year: int) -> str:
    """What a line of the sheet says (摘要), with the paper it rests on."""
    if line.matter is SheetMatter.TRADE:
        return "全年与本社交易"
    if line.matter is SheetMatter.LOSS:
        return f"{year}年度亏损，由成员账户承担"
    if line.matter is SheetMatter.DISTRIBUTION:
        resolved = f"（决议 {line.resolution}）" if line.resolution else ""
        return f"{year}年度盈余分配{resolved}"
    if line.matter is SheetMatter.PAST:
        resolved = f"，决议 {line.resolution}" if line.resolution else ""
        return f"{year}年度盈余分配（建账前{resolved}）"
    assert line.move is not None  # a posting or shares
    return move_text(line.move)


def move_text(move: AccountMove) -> str:
    """What the account itself says of a line: shares by the number of their entry, a posting by its ground."""
    if move.posting is None:
        shares = move.shares or ZERO
        word = "增加" if shares > 0 else "减少"
        return f"股份登记第 {move.operation} 号，{word} {shares_text(Quantity(abs(shares)))} 股"
    posting = move.posting.posting
    said = [_cause_text(posting, move.posting.reverses), posting.document, posting.note]
    if posting.resolution:
        said.insert(1, f"决议 {posting.resolution}")
    return "；".join(filter(None, said))


def _cause_text(posting: Posting, reverses: int | None) -> str:
    if posting.cause is AccountCause.REVERSAL:
        return "红字冲销" if reverses is None else f"红字冲销第 {reverses} 号账户记录"
    if posting.cause is AccountCause.QUANTIFIED:
        return f"{posting.year}年度公积金量化"
    if posting.cause is AccountCause.SURPLUS:
        return f"{posting.year}年度盈余转为出资"
    if posting.cause is AccountCause.RESERVE_USED:
        to_capital = any(entry.column is AccountColumn.CAPITAL for entry in posting.entries)
        return "公积金转为出资" if to_capital else "公积金弥补亏损"
    if posting.cause is AccountCause.CONTRIBUTION:
        return "成员出资" if posting.form is None else _FORMS[posting.form]
    return _CAUSES[posting.cause]
