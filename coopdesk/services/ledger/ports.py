"""What the use cases need a book to keep of its ledger, as Protocols: one door, ``uow.ledger``, in four parts."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Protocol

from coopdesk.domain.ledger.accounts import ChartOfAccounts, Dimension, LedgerAccount
from coopdesk.domain.ledger.close_checklist import Gap
from coopdesk.domain.ledger.closing import Balance
from coopdesk.domain.ledger.document_rules import LegName
from coopdesk.domain.ledger.months import Month, MonthState
from coopdesk.domain.ledger.voucher import Dimensions, Source, Voucher, VoucherLine
from coopdesk.domain.money import Money
from coopdesk.services.ledger.values import (
    Draft,
    DraftState,
    KnownItem,
    LedgerItem,
    LedgerLine,
    LedgerMonth,
    LedgerSettings,
    LedgerStart,
    Moved,
    Movements,
    NewVoucher,
    PostedVoucher,
    TemplateKind,
    ToldVoucher,
    VoucherHead,
    VoucherTemplate,
)
from coopdesk.services.table_source import TableSource


class ChartStore(Protocol):
    """How the ledger is kept: its start, its settings, its accounts, what their lines may name, its months."""

    def start(self) -> LedgerStart | None:
        """When the ledger begins; None for a book that keeps none."""

    def begin(self, start: LedgerStart) -> None:
        """Let the ledger begin; once."""

    def settings(self) -> LedgerSettings:
        """How the ledger is kept; the usual where nothing was saved."""

    def save_settings(self, settings: LedgerSettings) -> None:
        """Append what is another than before."""

    def rule_accounts(self) -> Mapping[LegName, str]:
        """The accounts chosen for legs of the documents' rules in the place of the rules' own."""

    def choose_account(self, leg: LegName, account: str) -> None:
        """Append the choice of an account for a leg; empty goes back to the rule's own."""

    def chart(self) -> ChartOfAccounts:
        """All accounts in their newest versions; none in a book without a ledger."""

    def save_account(self, account: LedgerAccount) -> None:
        """Add an account, or a new version of one whose code is known."""

    def items(self, kind: Dimension | None = None) -> Sequence[LedgerItem]:
        """Other parties, products and channels in their newest versions, in the order of kind and code."""

    def item(self, kind: Dimension, code: str) -> KnownItem | None:
        """What a line needs to know of an item; None for one never recorded."""

    def save_item(self, item: LedgerItem) -> None:
        """Add an item, or a new version of one whose kind and code are known."""

    def months(self) -> Sequence[LedgerMonth]:
        """The months whose state was ever set, in their order; every other one is open."""

    def month_state(self, month: Month) -> MonthState:
        """Whether anything may be entered into a month; open where nothing was said."""

    def set_month(self, month: LedgerMonth) -> None:
        """Append the state of a month."""


class DraftStore(Protocol):
    """What is typed and not posted, in versions, and what recurs."""

    def save_draft(
        self,
        draft: int | None,
        state: DraftState,
        voucher: Voucher,
        prepared_by: str,
        checked_by: str = "",
        reason: str = "",
    ) -> int:
        """Append a version of a draft, a new one where ``draft`` is None; its number, counted from 1."""

    def draft(self, number: int) -> Draft | None:
        """A draft in its newest version, whatever became of it."""

    def drafts(self) -> Sequence[Draft]:
        """Those neither posted nor void, in the order of their days and numbers."""

    def draft_versions(self, number: int) -> Sequence[Draft]:
        """All versions of a draft, the oldest first."""

    def save_template(
        self,
        template: int | None,
        kind: TemplateKind,
        name: str,
        word: str = "",
        lines: Sequence[VoucherLine] = (),
        *,
        dropped: bool = False,
    ) -> int:
        """Append a version of a template or phrase, a new one where ``template`` is None; its number."""

    def templates(self, kind: TemplateKind) -> Sequence[VoucherTemplate]:
        """Those that were not dropped, in their newest versions and the order in which they were first saved."""

    def template(self, number: int) -> VoucherTemplate | None:
        """One that was not dropped."""


class VoucherStore(Protocol):
    """What is posted: vouchers, their lines, and the balances kept of them in the same transaction."""

    def append(self, new: NewVoucher, posted_by: str) -> int:
        """Append a voucher with the next number of its month and word; its id. What the months hold grows with it.

        Lines may be a hundred thousand. ``member.unknown`` for who is not on the roll; all else is the caller's care.
        """

    def voucher(self, voucher_id: int) -> PostedVoucher | None:
        """A voucher by id, whole; None for one that is not there."""

    def voucher_by_number(self, month: Month, word: str, number: int) -> PostedVoucher | None:
        """A voucher by the number it is known by."""

    def of_source(self, source: Source) -> int | None:
        """The id of the voucher that stands for a document: made from it, and not reversed."""

    def of_document(self, key: str) -> Sequence[int]:
        """The ids of the vouchers that stand for a business document, in the order of posting; it may make several."""

    def count_documents(self, beginning: str) -> int:
        """How many vouchers were ever made of documents whose keys begin so, what was reversed among them."""

    def opening(self) -> Sequence[PostedVoucher]:
        """The opening balances that stand: vouchers of their kind that were not reversed."""

    def between(self, first: date, last: date) -> Iterable[PostedVoucher]:
        """The vouchers of these days, both included, whole, in the order of month and posting, none at once held."""

    def telling(self, codes: Sequence[str], first: Month, last: Month) -> Sequence[ToldVoucher]:
        """The vouchers of these months, both included, that close, hold opening balances or move one of these accounts;
        in the order of posting."""

    def gaps(self, first: Month, last: Month) -> Sequence[Gap]:
        """By month and word the first number missing among the vouchers of these months; none in a sound book."""

    def newest_month(self) -> Month | None:
        """The latest month that has a voucher."""


class BalanceStore(Protocol):
    """What the accounts hold, read from what is kept by month, or added up anew from the lines."""

    def movements(self, until: date) -> Movements:
        """What each account itself moved up to a day, split at the beginning of that day's year and month."""

    def movements_from_lines(self, until: date) -> Movements:
        """The same, added up from all lines."""

    def moved(self, codes: Sequence[str], dimensions: Dimensions, until: date | None = None) -> Moved:
        """What these accounts moved together up to a day (None: altogether), of lines that name what is named."""

    def balances_by_name(self, codes: Sequence[str], until: date) -> Sequence[Balance]:
        """What stands on these accounts themselves at the end of a day, by all that their lines name; nothing of 0."""

    def member_movements(self, codes: Sequence[str], until: Month) -> Mapping[str, Moved]:
        """What these accounts moved up to a month by member, in the order of the roll."""


class VoucherTable(TableSource[VoucherHead], Protocol):
    """The posted vouchers in pages, each known by its id.

    Sorted by ``number`` (month by month, as without an order), ``day``, ``amount``, ``summary``, ``kind``, ``word``,
    ``lines``, ``attachments`` or a person. Filtered by these, ``kind`` and ``word`` by codes with spaces between, and
    besides by ``account`` (the beginning of a code, or a part of a name), ``party``, ``product`` and ``channel`` of a
    line. ``summary`` and ``amount`` look at every line.
    """

    def close(self) -> None:
        """Let the table go; it is not asked any more."""


class LineTable(TableSource[LedgerLine], Protocol):
    """Lines of vouchers in pages, each known by its ``key``: day by day, unless another order is wanted.

    Sorted by ``day``, ``number``, ``summary``, ``account``, ``debit``, ``credit`` or ``counts``; filtered by these, and
    by ``member`` (a number), ``party``, ``product`` and ``channel`` (codes), and by ``named``, several of them such as
    `member/F01 party/003`. ``balance`` stays that of all lines.
    """

    def total(self) -> Money:
        """What the lines of the present view count together."""

    def close(self) -> None:
        """Let the table go; it is not asked any more."""


class LedgerStore(ChartStore, DraftStore, VoucherStore, BalanceStore, Protocol):
    """The ledger of a book."""
