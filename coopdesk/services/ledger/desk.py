"""What a page may ask of the ledger."""

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from coopdesk.domain.business_document import DocumentKind
from coopdesk.domain.errors import DomainError
from coopdesk.domain.ledger.accounts import ChartOfAccounts, Dimension
from coopdesk.domain.ledger.chart import FIRST_CHART
from coopdesk.domain.ledger.close_checklist import ChecklistItem
from coopdesk.domain.ledger.closing import YearSurplus
from coopdesk.domain.ledger.months import Month, MonthState
from coopdesk.domain.ledger.opening import OpeningBalance, opening_balances
from coopdesk.domain.ledger.voucher import NO_DIMENSIONS, Dimensions, Source, Voucher, VoucherKind
from coopdesk.domain.money import Money
from coopdesk.services.area_desk import AreaDesk
from coopdesk.services.ledger.documents import rules_of, standing
from coopdesk.services.ledger.posting import require_voucher
from coopdesk.services.ledger.rules import RuleLine, rule_lines
from coopdesk.services.ledger.trial_balance import TrialBalance, trial_balance
from coopdesk.services.ledger.values import (
    Draft,
    LedgerItem,
    LedgerMonth,
    LedgerSettings,
    LedgerStart,
    PostedVoucher,
    TemplateKind,
    VoucherTemplate,
)
from coopdesk.services.ledger.year_close import (
    closing_preview,
    closing_vouchers,
    is_year_closed,
    month_checklist,
    surplus_of,
)

if TYPE_CHECKING:
    from coopdesk.domain.ledger.statement_parts import Part
    from coopdesk.services.ledger.exchanging.voucher import Names
    from coopdesk.services.ledger.papers.common import Span
    from coopdesk.services.ledger.papers.statements import StatementYear
    from coopdesk.services.ledger.ports import LineTable, VoucherTable
    from coopdesk.services.ledger.values import LinesQuestion


_DOCUMENTS = frozenset(kind.value for kind in DocumentKind)


class LedgerDesk(AreaDesk):
    """The ledger of an open book."""

    def start(self) -> LedgerStart | None:
        """When the ledger begins; None for a book that keeps none."""
        with self._reading() as uow:
            return uow.ledger.start()

    def opening(self) -> Sequence[OpeningBalance]:
        """What the accounts held when the ledger began, as it stands now."""
        with self._reading() as uow:
            vouchers = (each.voucher for each in uow.ledger.opening())
            return opening_balances(vouchers, uow.ledger.chart())

    def settings(self) -> LedgerSettings:
        """How the ledger is kept."""
        with self._reading() as uow:
            return uow.ledger.settings()

    def chart(self) -> ChartOfAccounts:
        """The accounts in the order of their codes; before there is a ledger those it would begin with."""
        with self._reading() as uow:
            return FIRST_CHART if uow.ledger.start() is None else uow.ledger.chart()

    def items(self, kind: Dimension | None = None) -> Sequence[LedgerItem]:
        """Other parties, products and channels, of one kind or all, closed ones too."""
        with self._reading() as uow:
            return uow.ledger.items(kind)

    def months(self) -> Sequence[LedgerMonth]:
        """Every month from the first to today's, or the last with a voucher, with its state."""
        with self._reading() as uow:
            start = uow.ledger.start()
            if start is None:
                return ()
            states = {each.month: each for each in uow.ledger.months()}
            last = max(Month.of(self.today), uow.ledger.newest_month() or start.first)
        found, month = [], start.first
        while month <= last:
            found.append(states.get(month, LedgerMonth(month, MonthState.OPEN)))
            month = month.next
        return found

    def drafts(self) -> Sequence[Draft]:
        """Drafts that are neither posted nor void, in the order of their days."""
        with self._reading() as uow:
            return uow.ledger.drafts()

    def draft(self, number: int) -> Draft:
        """A draft in its newest version; ``draft.unknown``."""
        with self._reading() as uow:
            found = uow.ledger.draft(number)
        if found is None:
            raise DomainError("draft.unknown", draft=number)
        return found

    def draft_versions(self, number: int) -> Sequence[Draft]:
        """Every version a draft ever had, the oldest first."""
        with self._reading() as uow:
            return uow.ledger.draft_versions(number)

    def voucher_table(self) -> "VoucherTable":
        """The list of vouchers, to be asked page by page and closed at the end."""
        return self._book.voucher_table()

    def line_table(self, question: "LinesQuestion") -> "LineTable":
        """Lines of vouchers, to be asked page by page and closed at the end."""
        return self._book.line_table(question)

    def opened_by(self, parts: "Sequence[Part]") -> "LinesQuestion":
        """What is asked of the lines so that they add up to a figure of a statement with these parts."""
        from coopdesk.services.ledger.opened import opened_by

        with self._reading() as uow:
            return opened_by(uow, parts)

    def statements(self, span: "Span") -> "StatementYear":
        """The statements of a year or of a month; ``ledger.none`` and ``period.not_of_ledger`` where there are none."""
        from coopdesk.services.ledger.papers.sources import read_statements

        with self._reading() as uow:
            return read_statements(uow, span)

    def statement_findings(self, last: Month) -> Sequence[DomainError]:
        """What the statements of a year up to a month do not agree on; empty for sound books."""
        from coopdesk.domain.ledger.statements import statement_findings
        from coopdesk.services.ledger.span_turnovers import span_turnovers

        with self._reading() as uow:
            return statement_findings(span_turnovers(uow, Month(last.year, 1), last))

    def voucher(self, voucher_id: int) -> PostedVoucher:
        """A posted voucher whole; ``voucher.unknown``."""
        with self._reading() as uow:
            found = uow.ledger.voucher(voucher_id)
        if found is None:
            raise DomainError("voucher.unknown", id=voucher_id)
        return found

    def voucher_of(self, source: Source) -> PostedVoucher | None:
        """The voucher that stands for a document; None where there is none."""
        with self._reading() as uow:
            found = uow.ledger.of_source(source)
            return None if found is None else uow.ledger.voucher(found)

    def copy(self, voucher_id: int, day: date) -> Voucher:
        """A posted voucher as one to be typed anew on a day (复制): the same lines, no papers, nobody's document.

        A red one gives its lines in black.
        """
        posted = self.voucher(voucher_id).voucher
        if posted.kind is VoucherKind.REVERSAL:
            with self._reading() as uow:
                undone = uow.ledger.voucher(posted.reverses or 0)
            posted = posted if undone is None else undone.voucher
        return Voucher(day, posted.lines, posted.word)

    def readings(self, name: str) -> str:
        """All that a name is found by in pinyin, with spaces between: initials, then in full."""
        return self._initials(name)

    def templates(self, kind: TemplateKind) -> Sequence[VoucherTemplate]:
        """Templates of vouchers, or phrases."""
        with self._reading() as uow:
            return uow.ledger.templates(kind)

    def trial_balance(self, until: date, *, from_lines: bool = False) -> TrialBalance:
        """科目余额表 at the end of a day, of the month it lies in; ``from_lines`` adds every line up anew, which takes
        as long as there are lines and gives the same."""
        with self._reading() as uow:
            chart = uow.ledger.chart()
            wanted = uow.ledger.movements_from_lines if from_lines else uow.ledger.movements
            return trial_balance(chart, wanted(until), until)

    def check(self, vouchers: Sequence[Voucher], numbers: Sequence[int] = ()) -> Sequence[DomainError]:
        """All that keeps vouchers from being posted together, each with its line and value, of several with its
        ``of_voucher``; nothing is changed. ``numbers`` are those they have elsewhere, 0 for none."""
        from coopdesk.services.ledger.numbers import number_faults
        from coopdesk.services.ledger.posting import check_all

        with self._reading() as uow:
            found = check_all(uow, self.today, vouchers)
            return [*found, *number_faults(uow, vouchers, numbers)] if numbers else found

    def vouchers(self, first: date, last: date) -> Sequence[PostedVoucher]:
        """The vouchers of these days, both included, whole, in the order of their months and numbers."""
        with self._reading() as uow:
            return list(uow.ledger.between(first, last))

    def names(self) -> "Names":
        """The names that stand beside the codes of accounts and of what lines name, each looked up when asked for."""
        from coopdesk.services.ledger.exchanging.voucher import Names

        chart = self.chart()
        items = {(item.kind, item.code): item.name for item in self.items()}

        @cache
        def item(kind: Dimension, code: str) -> str:
            if kind is not Dimension.MEMBER:
                return items.get((kind, code), "")
            with self._reading() as uow:
                member = uow.members.get(code)
            return "" if member is None else member.name

        return Names(lambda code: chart.full_name(code) if code in chart else "", item)

    def balance(
        self, account: str, dimensions: Dimensions = NO_DIMENSIONS, until: date | None = None
    ) -> Money:
        """What an account holds with those below it on its own side, up to a day or altogether; below 0 on the other.

        ``dimensions`` asks for what one member, party, product or channel holds of it. 0 for an unknown account.
        """
        with self._reading() as uow:
            chart = uow.ledger.chart()
            found = chart.get(account)
            if found is None:
                return Money(0)
            codes = [account, *chart.below(account)]
            return uow.ledger.moved(codes, dimensions, until).balance(found.side)

    def document_of(self, voucher: int) -> tuple[DocumentKind, str] | None:
        """The business document that a voucher was made of or undoes: its kind, and what it is called among those
        (``operation/12``); None for any other voucher, one that closes a year among them."""
        with self._reading() as uow:
            found = uow.ledger.voucher(voucher)
        source = None if found is None else found.voucher.source
        if source is None or source.kind not in _DOCUMENTS:
            return None
        return DocumentKind(source.kind), source.key

    def vouchers_of(self, key: str) -> Sequence[PostedVoucher]:
        """The vouchers that stand for a business document, in the order of posting; none where it moved nothing."""
        with self._reading() as uow:
            return tuple(reversed(list(standing(uow, key))))

    def rule_lines(self) -> Sequence[RuleLine]:
        """Which accounts the business documents go to, line by line, and which they may go to."""
        with self._reading() as uow:
            chart = FIRST_CHART if uow.ledger.start() is None else uow.ledger.chart()
            return rule_lines(rules_of(uow), chart)

    def month_checklist(self, month: Month) -> Sequence[ChecklistItem]:
        """What is looked at before a month is closed, with what was found; ``ledger.none`` without a ledger."""
        with self._reading() as uow:
            return month_checklist(uow, month)

    def is_year_closed(self, year: int) -> bool:
        """Whether the ledger has closed a year; not in a book that keeps none."""
        with self._reading() as uow:
            start = uow.ledger.start()
            return start is not None and year >= start.first.year and is_year_closed(uow, year)

    def closing_preview(self, year: int) -> Sequence[Voucher]:
        """The vouchers that closing a year would post now, in the order of the steps; nothing is changed."""
        with self._reading() as uow:
            return closing_preview(uow, year)

    def closing_vouchers(self, year: int) -> Sequence[PostedVoucher]:
        """The closing vouchers of a year that stand, in the order of the steps."""
        with self._reading() as uow:
            return [require_voucher(uow, each) for each in closing_vouchers(uow, year)]

    def year_surplus(self, year: int) -> YearSurplus | None:
        """What the ledger says of the surplus of a closed year; None where it says nothing of it."""
        with self._reading() as uow:
            return surplus_of(uow, year)
