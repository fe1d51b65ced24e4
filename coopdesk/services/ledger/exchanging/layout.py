"""What a file of vouchers looks like, as data: column by column the field or the constant, the format, the encoding.

Layouts of known programs come from ``resources/ledger/layouts``; a person's own is the same document, kept in the book.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from coopdesk.domain.errors import DomainError
from coopdesk.domain.ledger.accounts import Dimension

FORMAT = "coopdesk-voucher-layout/1"


class FileKind(StrEnum):
    """What a file is: a workbook, lines of text, or a dBase table."""

    WORKBOOK = "xlsx"
    TEXT = "text"
    DBF = "dbf"


class Basis(StrEnum):
    """Where a layout comes from: read in programs that write or read the file, put together from memory to be compared
    with the program's own template, agreed on by what all have in common, or made by a person."""

    SEEN = "seen"
    REMEMBERED = "remembered"
    COMMON = "common"
    OWN = "own"


class Item(StrEnum):
    """What a column of a voucher file can hold; one line of a voucher is one row."""

    DAY = "day"
    YEAR = "year"
    MONTH = "month"
    PERIOD = "period"
    """Year and month as one number: 202403."""
    WORD = "word"
    NUMBER = "number"
    WORD_NUMBER = "word_number"
    """记-5 in one cell."""
    ATTACHMENTS = "attachments"
    SERIAL = "serial"
    """The voucher's place in the file, from 1, the same on all its lines."""
    POSITION = "position"
    """The line's place in its voucher."""
    SUMMARY = "summary"
    ACCOUNT = "account"
    ACCOUNT_NAME = "account_name"
    SIDE = "side"
    AMOUNT = "amount"
    DEBIT = "debit"
    CREDIT = "credit"
    MEMBER = "member"
    MEMBER_NAME = "member_name"
    PARTY = "party"
    PARTY_NAME = "party_name"
    PRODUCT = "product"
    PRODUCT_NAME = "product_name"
    CHANNEL = "channel"
    CHANNEL_NAME = "channel_name"
    ITEMS = "items"
    """All that the line names besides its account, in one text."""
    ITEM_KIND = "item_kind"
    ITEM_CODE = "item_code"
    ITEM_NAME = "item_name"
    PREPARED_BY = "prepared_by"
    CHECKED_BY = "checked_by"
    POSTED_BY = "posted_by"


CODES: Mapping[Item, Dimension] = MappingProxyType(
    {
        Item.MEMBER: Dimension.MEMBER,
        Item.PARTY: Dimension.PARTY,
        Item.PRODUCT: Dimension.PRODUCT,
        Item.CHANNEL: Dimension.CHANNEL,
    }
)
NAMES: Mapping[Item, Dimension] = MappingProxyType(
    {
        Item.MEMBER_NAME: Dimension.MEMBER,
        Item.PARTY_NAME: Dimension.PARTY,
        Item.PRODUCT_NAME: Dimension.PRODUCT,
        Item.CHANNEL_NAME: Dimension.CHANNEL,
    }
)
SLOTTED = frozenset({Item.ITEM_KIND, Item.ITEM_CODE, Item.ITEM_NAME})
_KINDS = {
    Dimension.MEMBER: "成员",
    Dimension.PARTY: "往来单位",
    Dimension.PRODUCT: "产品",
    Dimension.CHANNEL: "渠道",
}


@dataclass(frozen=True, slots=True)
class LayoutColumn:
    """One column. A column without ``item`` holds the ``constant`` in every row.

    ``nothing`` stands where there is no value, a 0 among amounts too. ``accounts`` and ``besides`` are beginnings of
    our account codes for whose lines alone, or for whose lines not, the column is filled: one ledger knows 客户 and
    供应商 where ours has 往来单位. ``slot`` says which of a line's auxiliary items a numbered column is of, from 1.
    ``start`` is added to what counts from 1. ``longest`` is in characters, in bytes of the encoding for a dBase table.
    ``shape`` is the field of such a table: kind, width and decimals. ``sides`` are the words for 借 and 贷.
    """

    title: str
    item: Item | None = None
    constant: str | int = ""
    form: str = ""
    nothing: str | int = ""
    accounts: tuple[str, ...] = ()
    besides: tuple[str, ...] = ()
    slot: int = 1
    start: int = 0
    longest: int = 0
    shape: tuple[str, int, int] = ("C", 0, 0)
    sides: tuple[str, str] = ("借", "贷")

    def takes(self, account: str) -> bool:
        """Whether the column is filled for lines of an account of ours."""
        return (not self.accounts or account.startswith(self.accounts)) and not account.startswith(
            self.besides or ("\0",)
        )


@dataclass(frozen=True, slots=True)
class Layout:
    """A layout. ``first_lines`` are cells of rows above the headings, or above the data where it ``has_headings`` not.

    ``own_accounts`` says that the file carries our account codes; any other needs a table of accounts.
    ``kinds`` is what a ledger calls our dimensions, ``parted_by`` the sign between cells of text, ``between`` and
    ``apart`` the signs within and between auxiliary items in one text. ``replaced`` are signs a cell may not hold and
    what takes their place. A file of more than ``most_bytes`` is parted between two vouchers; 0 for no bound.
    ``most_attachments``, ``amount_digits``: what the receiving program takes at most. ``tail`` is put behind each row.
    ``schema`` describes further sheets of a workbook by their names.
    """

    code: str
    name: str
    basis: Basis
    kind: FileKind
    columns: tuple[LayoutColumn, ...]
    encoding: str = "utf-8-sig"
    parted_by: str = ","
    sheet: str = ""
    has_headings: bool = True
    first_lines: tuple[tuple[str, ...], ...] = ()
    tail: tuple[str, ...] = ()
    own_accounts: bool = False
    kinds: Mapping[Dimension, str] = field(default_factory=lambda: MappingProxyType(_KINDS))
    between: str = "---"
    apart: str = ";"
    replaced: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    most_bytes: int = 0
    most_attachments: int = 0
    amount_digits: int = 0
    more_sheets: Mapping[str, Sequence[Sequence[str]]] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def items(self) -> frozenset[Item]:
        """What the layout carries."""
        return frozenset(column.item for column in self.columns if column.item is not None)

    @property
    def carried(self) -> frozenset[Dimension]:
        """The dimensions it has room for."""
        if self.items & {Item.ITEMS, Item.ITEM_CODE}:
            return frozenset(Dimension)
        return frozenset(dimension for item, dimension in CODES.items() if item in self.items)

    @property
    def ending(self) -> str:
        """How a file of it ends."""
        return {FileKind.WORKBOOK: ".xlsx", FileKind.DBF: ".dbf"}.get(
            self.kind, ".txt" if self.first_lines or not self.has_headings else ".csv"
        )


_COLUMN_KEYS = frozenset(field.name for field in fields(LayoutColumn))
_LAYOUT_KEYS = frozenset(field.name for field in fields(Layout)) | {"format"}
_ENCODINGS = frozenset({"utf-8-sig", "utf-8", "gbk", "gb18030"})
_NEEDED = {
    "layout.lacks_day": ({Item.DAY},),
    "layout.lacks_number": ({Item.NUMBER}, {Item.WORD_NUMBER}, {Item.SERIAL}),
    "layout.lacks_summary": ({Item.SUMMARY},),
    "layout.lacks_account": ({Item.ACCOUNT}, {Item.ACCOUNT_NAME}),
    "layout.lacks_amount": ({Item.DEBIT, Item.CREDIT}, {Item.SIDE, Item.AMOUNT}),
}
"""What a layout must carry, by what is said of one that does not."""


def read_layout(document: object) -> Layout:
    """The layout a document describes; ``layout.form`` names the ``key`` that cannot be, ``layout.lacks_day``,
    ``…_number``, ``…_summary``, ``…_account`` and ``…_amount`` what no voucher can be made without."""
    if not isinstance(document, Mapping):
        raise DomainError("layout.form", key="{}")
    for key in document:
        if key not in _LAYOUT_KEYS:
            raise DomainError("layout.form", key=str(key))
    if document.get("format", FORMAT) != FORMAT:
        raise DomainError("layout.form", key="format")
    given = dict(document)
    given.pop("format", None)
    columns = given.pop("columns", None)
    if not isinstance(columns, list) or not columns:
        raise DomainError("layout.form", key="columns")
    try:
        layout = Layout(
            code=_text(given, "code"),
            name=_text(given, "name"),
            basis=Basis(given.get("basis", Basis.OWN)),
            kind=FileKind(given.get("kind", FileKind.WORKBOOK)),
            columns=tuple(map(_column, columns)),
            **_rest(given),
        )
    except (TypeError, ValueError, KeyError) as error:
        if isinstance(error, DomainError):
            raise
        raise DomainError("layout.form", key=str(error)) from None
    if layout.encoding not in _ENCODINGS:
        raise DomainError("layout.form", key="encoding")
    _check_whole(layout)
    return layout


def _check_whole(layout: Layout) -> None:
    for code, ways in _NEEDED.items():
        if not any(way <= layout.items for way in ways):
            raise DomainError(code, name=layout.name)


def _text(given: Mapping[str, Any], key: str) -> str:
    value = given.get(key, "")
    if not isinstance(value, str) or not value.strip():
        raise DomainError("layout.form", key=key)
    return value.strip()


def _rest(given: dict[str, Any]) -> dict[str, Any]:
    """The optional keys, each looked at for its kind."""
    found: dict[str, Any] = {}
    for key in ("encoding", "parted_by", "sheet", "between", "apart"):
        if key in given:
            if not isinstance(given[key], str):
                raise DomainError("layout.form", key=key)
            found[key] = given[key]
    for key in ("has_headings", "own_accounts"):
        if key in given:
            if type(given[key]) is not bool:
                raise DomainError("layout.form", key=key)
            found[key] = given[key]
    for key in ("most_bytes", "most_attachments", "amount_digits"):
        if key in given:
            if type(given[key]) is not int or given[key] < 0:
                raise DomainError("layout.form", key=key)
            found[key] = given[key]
    if "first_lines" in given:
        found["first_lines"] = tuple(tuple(map(_a_text, line)) for line in given["first_lines"])
    if "tail" in given:
        found["tail"] = tuple(map(_a_text, given["tail"]))
    if "kinds" in given:
        found["kinds"] = {Dimension(name): _a_text(word) for name, word in given["kinds"].items()}
    if "replaced" in given:
        found["replaced"] = {_a_text(sign): _a_text(other) for sign, other in given["replaced"].items()}
    if "more_sheets" in given:
        found["more_sheets"] = {
            _a_text(name): tuple(tuple(map(_a_text, row)) for row in rows)
            for name, rows in given["more_sheets"].items()
        }
    return found


def _a_text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(str(value))
    return value


def _column(document: object) -> LayoutColumn:
    if not isinstance(document, Mapping) or not set(document) <= _COLUMN_KEYS:
        raise DomainError("layout.form", key="columns")
    title = document.get("title", "")
    if not isinstance(title, str):
        raise DomainError("layout.form", key="columns.title")
    item = document.get("item", "")
    if item and item not in list(Item):
        raise DomainError("layout.form", key=f"columns.{title}")
    found: dict[str, Any] = {
        key: document[key]
        for key in ("constant", "form", "nothing", "slot", "start", "longest")
        if key in document
    }
    kinds = {"constant": (str, int), "nothing": (str, int), "form": (str,), "slot": (int,), "start": (int,)}
    for key, value in found.items():
        if not isinstance(value, kinds.get(key, (int,))):
            raise DomainError("layout.form", key=f"columns.{title}.{key}")
    for key in ("accounts", "besides", "sides"):
        if key in document:
            found[key] = tuple(map(_a_text, document[key]))
    if "shape" in document:
        kind, width, decimals = document["shape"]
        if (
            kind not in ("C", "N", "D", "L")
            or not 1 <= int(width) <= _WIDEST
            or not 0 <= int(decimals) < int(width)
        ):
            raise DomainError("layout.form", key=f"columns.{title}.shape")
        found["shape"] = (str(kind), int(width), int(decimals))
    return LayoutColumn(title=title, item=Item(item) if item else None, **found)


_WIDEST = 254
"""Bytes of a field of a dBase table at most."""


def document_of(layout: Layout) -> dict[str, Any]:
    """The layout as its document; what stands at its default is left out."""
    plain = Layout(layout.code, layout.name, layout.basis, layout.kind, ())
    document: dict[str, Any] = {
        "format": FORMAT,
        "code": layout.code,
        "name": layout.name,
        "basis": layout.basis.value,
        "kind": layout.kind.value,
    }
    for key in (
        "encoding", "parted_by", "sheet", "has_headings", "own_accounts", "between", "apart", "most_bytes",
        "most_attachments", "amount_digits",
    ):  # fmt: skip
        if getattr(layout, key) != getattr(plain, key):
            document[key] = getattr(layout, key)
    if layout.first_lines:
        document["first_lines"] = [list(line) for line in layout.first_lines]
    if layout.tail:
        document["tail"] = list(layout.tail)
    if dict(layout.kinds) != _KINDS:
        document["kinds"] = {name.value: word for name, word in layout.kinds.items()}
    if layout.replaced:
        document["replaced"] = dict(layout.replaced)
    if layout.more_sheets:
        document["more_sheets"] = {
            name: [list(row) for row in rows] for name, rows in layout.more_sheets.items()
        }
    document["columns"] = [_document_of(column) for column in layout.columns]
    return document


def _document_of(column: LayoutColumn) -> dict[str, Any]:
    plain = LayoutColumn("")
    document: dict[str, Any] = {"title": column.title}
    if column.item is not None:
        document["item"] = column.item.value
    for key in ("constant", "form", "nothing", "slot", "start", "longest"):
        if getattr(column, key) != getattr(plain, key):
            document[key] = getattr(column, key)
    for key in ("accounts", "besides", "sides", "shape"):
        if getattr(column, key) != getattr(plain, key):
            document[key] = list(getattr(column, key))
    return document
