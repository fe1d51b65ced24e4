"""Made-up statements for the papers of the ledger: every row filled, a loss, sums of ten digits, nothing at all."""

from coopdesk.domain.money import Money
from coopdesk.services.ledger.papers.common import Span
from coopdesk.services.ledger.papers.statements import EquityLine, Rows, StatementYear
from tests.reports.ledger.vouchers import WITNESS
from tests.reports.plans import COOP

HUGE = Money.parse("9999999999.99")
YEAR = Span.of(2024, 0)
MONTH = Span.of(2024, 3)


def rows(last: int, start: str = "1234.56") -> Rows:
    """Amounts that differ from row to row, every seventh below 0, every fifth nothing."""
    step = Money.parse(start).fen
    return {
        number: (
            Money((-1 if number % 7 == 0 else 1) * step * number if number % 5 else 0),
            Money(step * number * 3 + 7),
        )
        for number in range(1, last + 1)
    }


def huge(last: int) -> Rows:
    return dict.fromkeys(range(1, last + 1), (HUGE, -HUGE))


def equity(amount: Money) -> tuple[EquityLine, ...]:
    """The lines of the form with one amount everywhere."""

    def line(words: str, *labels: str | None, total: Money | None = None) -> EquityLine:
        return EquityLine(words, tuple(None if label is None else (label, amount) for label in labels), total)

    return (
        line("年初余额", "", "", "", "", "", total=amount * 5),
        line("本年增加数", "", "", "", "", "", total=amount * 5),
        line("其中：", "资本公积转增", "接受国家财政直接补助形成", "股金溢价", "从盈余中提取", "本年盈余"),
        line("", "盈余公积转增", "接受他人捐赠形成", "资产评估增值", None, "其他转入"),
        line("", "成员增加出资", None, None, None, None),
        line("本年减少数", "", "", "", "", "", total=amount * 5),
        line("其中：", "成员减少出资", None, "转为成员出资", "转为成员出资", "提取盈余公积"),
        line("", None, None, "弥补亏损", "弥补亏损", "盈余返还"),
        line("", None, None, None, None, "剩余盈余分配"),
        line("", None, None, None, None, "转为成员出资"),
        line("年末余额", "", "", "", "", "", total=-amount * 5),
    )


def year(balance: Rows, surplus: Rows, amount: Money, span: Span = YEAR) -> StatementYear:
    return StatementYear(COOP, span, balance, surplus, equity(amount) if span.is_year else (), WITNESS)


USUAL = year(rows(42), rows(20), Money.parse("48000.50"))
LARGE = year(huge(42), huge(20), Money.parse("1999999999.99"))
EMPTY = year({}, {}, Money(0))
OF_MONTH = year(rows(42), rows(20), Money(0), MONTH)
