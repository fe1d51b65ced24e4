"""The list of vouchers: drafts first, which are still to be done, then what is posted, read in pages.

Knows rows and words; what is read, the book's own table of vouchers answers.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from coopdesk.domain.ledger.voucher import VoucherKind
from coopdesk.domain.money import Money
from coopdesk.i18n import N_, _
from coopdesk.services.ledger.ports import VoucherTable
from coopdesk.services.ledger.values import Draft, DraftState, PostedVoucher, VoucherHead
from coopdesk.services.table_source import Order, View
from coopdesk.ui.kit.columns import Column, Kind
from coopdesk.ui.kit.filtering import matcher
from coopdesk.ui.ledger.periods import ALL, Days

DRAFT, POSTED = "d", "v"


@dataclass(frozen=True)
class VoucherRow:
    """One line of the list; ``key`` is `d3` for a draft and `v12` for what is posted."""

    key: str
    day: date
    number: str
    summary: str
    amount: Money
    prepared_by: str
    kind: str

    @property
    def is_draft(self) -> bool:
        """Whether it is not posted yet."""
        return self.key.startswith(DRAFT)

    @property
    def id(self) -> int:
        """The number of the draft or the id of the voucher."""
        return int(self.key[1:])


VOUCHER_COLUMNS: tuple[Column[VoucherRow], ...] = (
    Column("day", N_("日期"), Kind.DATE, width=82),
    Column("number", N_("凭证号"), width=62, whole=True),
    Column("summary", N_("摘要"), width=56, stretch=True, yields=True),
    Column("amount", N_("金额"), Kind.MONEY, width=92, total=True),
    Column("kind", N_("来源"), width=70, hidden=True),
    Column("prepared_by", N_("制单"), width=70, hidden=True),
)

_KINDS = {
    VoucherKind.TYPED: N_("手工"),
    VoucherKind.DOCUMENT: N_("业务单据"),
    VoucherKind.CLOSING: N_("结转"),
    VoucherKind.OPENING: N_("建账"),
    VoucherKind.REVERSAL: N_("红字冲销"),
    VoucherKind.IMPORTED: N_("导入"),
}


def kind_words(kind: VoucherKind) -> str:
    """What a voucher comes from, as 手工."""
    return _(_KINDS[kind])


def posted_state(posted: PostedVoucher) -> str:
    """What is to be seen at once of a posted voucher: that it is red or was undone, or what made it."""
    if posted.reversed_by is not None:
        return _("已冲销")
    kind = posted.voucher.kind
    return "" if kind is VoucherKind.TYPED else kind_words(kind)


def can_be_reversed(posted: PostedVoucher) -> bool:
    """Whether a person may undo it here: what a document, the close or the opening made is undone where it was made."""
    by_hand = posted.voucher.kind in (VoucherKind.TYPED, VoucherKind.IMPORTED)
    return by_hand and posted.reversed_by is None and posted.voucher.source is None


def number_words(word: str, number: int) -> str:
    """`记-12`; opening balances have no number."""
    return f"{word}-{number}" if number else _("建账")


class VoucherSource:
    """A `TableSource` of drafts and posted vouchers of some days; `view` again after `show_days`.

    ``opened`` gives the book's table, ``drafts`` all drafts that are open.
    """

    def __init__(
        self, opened: Callable[[], VoucherTable], drafts: Callable[[], Sequence[Draft]], days: Days = ALL
    ) -> None:
        self._opener, self._read_drafts = opened, drafts
        self.days = days
        self._table: VoucherTable | None = None
        self._drafts: list[VoucherRow] = []

    def show_days(self, days: Days) -> None:
        """Answer with the vouchers of these days from the next `view` on."""
        self.days = days

    def view(self, wanted: View) -> None:
        if self._table is None:
            self._table = self._opener()
        filters = dict(wanted.filters)
        if filters.get("kind", "").strip():
            filters["kind"] = _kinds_in(filters["kind"])
        # What somebody types above the days is asked of all days, not only of those that show.
        if not filters.get("day", "").strip():
            filters["day"] = self.days.text
        order = wanted.order if wanted.order.key else Order("day", True)
        self._table.view(View(order, filters))
        self._drafts = _sorted([draft_row(each) for each in self._read_drafts()], filters, wanted)

    def count(self) -> int:
        return len(self._drafts) + self._posted.count()

    def page(self, offset: int, limit: int) -> Sequence[VoucherRow]:
        drafts = self._drafts[offset : offset + limit]
        rest = limit - len(drafts)
        if rest <= 0:
            return drafts
        from_there = self._posted.page(max(offset - len(self._drafts), 0), rest)
        return [*drafts, *map(posted_row, from_there)]

    def place_of(self, row_id: object) -> int | None:
        key = str(row_id)
        if key.startswith(DRAFT):
            return next((at for at, row in enumerate(self._drafts) if row.key == key), None)
        place = self._posted.place_of(int(key[1:]))
        return None if place is None else len(self._drafts) + place

    def close(self) -> None:
        """Let the book's table go."""
        if self._table is not None:
            self._table.close()
            self._table = None

    @property
    def _posted(self) -> VoucherTable:
        if self._table is None:
            raise LookupError("asked before `view`")
        return self._table


def draft_row(draft: Draft) -> VoucherRow:
    """A draft as the list shows it."""
    voucher = draft.voucher
    state = _("已审核") if draft.state is DraftState.CHECKED else _("草稿")
    summary = voucher.lines[0].summary if voucher.lines else ""
    return VoucherRow(
        f"{DRAFT}{draft.id}", voucher.day, state, summary, voucher.debit, draft.prepared_by, state
    )


def posted_row(head: VoucherHead) -> VoucherRow:
    """A posted voucher as the list shows it; one in red has its amount below 0."""
    return VoucherRow(
        f"{POSTED}{head.id}",
        head.day,
        number_words(head.word, head.number),
        head.summary,
        head.amount,
        head.prepared_by,
        kind_words(head.kind),
    )


def _kinds_in(typed: str) -> str:
    """The codes of the kinds whose words are typed; one that no voucher is of where there is none."""
    wanted = typed.strip().casefold()
    return " ".join(kind.value for kind in VoucherKind if wanted in kind_words(kind).casefold()) or "-"


def _sorted(rows: Sequence[VoucherRow], filters: Mapping[str, str], wanted: View) -> list[VoucherRow]:
    """Drafts in the order and by the filters of the table; the newest first unless another order is wanted."""
    by_key: Mapping[str, Column[VoucherRow]] = {column.key: column for column in VOUCHER_COLUMNS}
    own = {**filters, "kind": wanted.filters.get("kind", "")}
    tests = [matcher(by_key[key], typed) for key, typed in own.items() if typed.strip()]
    kept = [row for row in rows if all(test(row) for test in tests)]
    key, descending = (wanted.order.key, wanted.order.descending) if wanted.order.key else ("day", True)
    kept.sort(key=by_key[key].sorted_by, reverse=descending)
    return kept
