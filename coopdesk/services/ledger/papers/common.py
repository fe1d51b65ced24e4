"""What all papers of the ledger have in common: their head, the words of accounts, periods and voucher numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from coopdesk.domain.ledger.accounts import ChartOfAccounts, Dimension
from coopdesk.domain.ledger.months import Month
from coopdesk.domain.ledger.voucher import Dimensions
from coopdesk.services.coop.values import CoopDetails
from coopdesk.services.journal.entry import Witness
from coopdesk.services.ledger.values import PostedVoucher
from coopdesk.services.paper_words import day_text, witness_words

Names = Mapping[tuple[Dimension, str], str]
"""What a member's number, or the code of a party, product or channel, is called."""
UNIT = "单位：元"
_OPENING = "建账"


@dataclass(frozen=True, slots=True)
class PaperHead:
    """Whose paper it is, who answers for it, and when it was made."""

    coop: str
    chair: str
    chief: str
    """会计主管: the finance officer."""
    accountant: str
    printed: str
    sample: bool
    witness: str


def head_of(coop: CoopDetails, printed_on: date, witness: Witness) -> PaperHead:
    """The head of a paper of this co-op."""
    return PaperHead(
        coop=coop.name,
        chair=coop.chair,
        chief=coop.finance_officer,
        accountant=coop.accountant,
        printed=day_text(printed_on),
        sample=coop.sample,
        witness=witness_words(witness),
    )


@dataclass(frozen=True, slots=True)
class Span:
    """The months a paper covers, both included, of one year."""

    first: Month
    last: Month

    @classmethod
    def of(cls, year: int, month: int) -> "Span":
        """One month of a year, or the whole year for month 0."""
        return cls(Month(year, month or 1), Month(year, month or 12))

    @property
    def is_year(self) -> bool:
        """Whether it is a whole year."""
        return self.first.month == 1 and self.last.is_last

    @property
    def text(self) -> str:
        """As papers write it: 2024年度, 2024年3月 or 2024年1月至6月."""
        if self.is_year:
            return f"{self.first.year}年度"
        if self.first == self.last:
            return f"{self.first.year}年{self.first.month}月"
        return f"{self.first.year}年{self.first.month}月至{self.last.month}月"

    def __contains__(self, month: Month) -> bool:
        return self.first <= month <= self.last


def voucher_label(posted: PostedVoucher) -> str:
    """Word and number, as books name a voucher: 记-12; 建账 for opening balances, which have no number."""
    return f"{posted.voucher.word}-{posted.number}" if posted.number else _OPENING


def account_words(code: str, chart: ChartOfAccounts) -> str:
    """Code and names of an account from the top down: 21401 应交税费—应交个人所得税."""
    return f"{code} {chart.full_name(code)}"


def auxiliary_words(dimensions: Dimensions, names: Names) -> str:
    """What a line names besides its account, as 董四、散客; empty for nothing.

    What has no name any more is given by its code.
    """
    codes = ((each, dimensions.get(each)) for each in Dimension)
    return "、".join(names.get((each, code), code) for each, code in codes if code)


def detail_words(code: str, dimensions: Dimensions, chart: ChartOfAccounts, names: Names) -> str:
    """明细科目 of a line as code_name_auxiliary: 21401_应交个人所得税, 董四, or empty for a bare top account."""
    account = chart[code]
    below = [chart[each].name for each in chart.above(code) if each != account.top]
    parts = [code, "—".join(reversed(below))] if below else []
    auxiliary = auxiliary_words(dimensions, names)
    return "_".join([*parts, auxiliary] if auxiliary else parts)
