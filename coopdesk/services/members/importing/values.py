"""The cells of one column read at once: what is plain is taken as it stands, anything else cell by cell.

What can be read one way only is mended and noted; what cannot is an error that names its cell. Nothing is guessed: a
number that lost its last figures, a word where a number belongs, a day the calendar lacks, an empty cell of money.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import TypeVar

from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.identity import BankAccount, Phone
from coopdesk.domain.members.identity_kind import IdentityKind
from coopdesk.domain.members.identity_papers import read_identity
from coopdesk.domain.members.member import ORGANISATIONS, MemberKind
from coopdesk.domain.quantity import SCALE
from coopdesk.domain.text import clean_name, clean_text
from coopdesk.domain.typed import read_date, read_money, read_quantity
from coopdesk.services.limits import LONGEST_TEXT, MOST_FEN, MOST_UNITS
from coopdesk.services.members.importing.findings import Fault, Findings, Mended, Why
from coopdesk.services.source_table import CellFault, CellValue, address

Read = TypeVar("Read")

_CERTAIN = 10**15
"""From here on a number typed into Excel has lost its last figures."""
_FIRST_DAY, _LAST_DAY = 61, 73_415
"""Excel's count of 1900-03-01 and of 2100-12-31; before, its count is of a day the calendar lacks."""
_EPOCH = date(1899, 12, 30)
_YEARS = range(1900, 2101)
_RESIDENT = re.compile(r"[1-8][0-9]{16}[0-9X]")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_ACCOUNT = re.compile(r"[0-9]{6,32}")
_NAME = re.compile(r"[一-鿿]{2,12}")
_SCIENCE = re.compile(r"[0-9]+(?:\.[0-9]+)?[Ee]\+?[0-9]{1,2}")
_GUARD = re.compile(r'="([^"]*)"')
_DECIMAL = re.compile(r"[0-9]{1,12}(?:\.[0-9]{1,6})?")
_CHINESE_DAY = re.compile(
    r"([〇零○Oo0一二三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})[日号]?"
)
_CHINESE_DIGITS = {
    character: place for place, character in enumerate("〇一二三四五六七八九")
} | dict.fromkeys("零○Oo0", 0)
_NO_DAY = re.compile(r"(?:19|20)[0-9]{2}\s*[-./年]\s*[0-9]{1,2}\s*月?|(?:19|20)[0-9]{2}\s*年?")
_FEN = 100
_ZEROS = re.compile(r"[1-9][0-9]{14}0{3,}")


@dataclass(frozen=True)
class Place:
    """Where the cells of a column stand: its place and each cell's row, both counted from 0, and cells not read."""

    column: int
    index: Sequence[int]
    faults: Mapping[str, CellFault]


class Reader:
    """Reads columns into values; what is found goes into `findings`. A cell that cannot be read gives None."""

    def __init__(self, findings: Findings, today: date, *, as_text: bool = False) -> None:
        """`as_text` says that the file holds text alone: numbers in it may have been Excel's before."""
        self._findings = findings
        self._today = today
        self._as_text = as_text
        self._births: dict[str, bool] = {}

    def names(self, cells: Sequence[CellValue], at: Place) -> list[str]:
        """Names as they are kept; empty where a cell has none."""
        match = _NAME.fullmatch
        read = [cell if cell.__class__ is str and match(cell) else None for cell in cells]
        self._rest(read, cells, at, self._name)
        return [name or "" for name in read]

    def texts(self, cells: Sequence[CellValue], at: Place) -> list[str]:
        """Groups, banks, addresses, remarks: each different text is cleaned once."""
        known: dict[CellValue, str | None] = {None: ""}
        for cell in set(cells):
            if cell is not None:
                known[cell] = cell if isinstance(cell, str) and _clean(cell) == cell else None
        read = [known[cell] for cell in cells]
        self._rest(read, cells, at, self._text)
        return [text or "" for text in read]

    def numbers(self, cells: Sequence[CellValue], at: Place) -> list[str]:
        """Member numbers: texts stay, whole numbers are written in the width that the texts of the column have."""
        read: list[str | None] = [
            cell if cell.__class__ is str and cell.isascii() and cell.isalnum() else None for cell in cells
        ]
        widths = {len(text) for text in read if text is not None and text.isdigit()}
        width = widths.pop() if len(widths) == 1 else 0
        self._rest(read, cells, at, lambda cell, where: self._number(cell, where, width))
        return [text or "" for text in read]

    def identities(
        self, cells: Sequence[CellValue], kinds: Sequence[MemberKind], at: Place
    ) -> tuple[list[str], list[IdentityKind | None]]:
        """Numbers of papers in their standard form with the kind of paper each belongs to."""
        match, good = _RESIDENT.fullmatch, self._resident
        farmer_like = {kind: kind not in ORGANISATIONS for kind in set(kinds)}
        numbers: list[str] = []
        papers: list[IdentityKind | None] = []
        for place, cell in enumerate(cells):
            if cell.__class__ is str and match(cell) and farmer_like[kinds[place]] and good(cell):
                numbers.append(cell)
                papers.append(
                    IdentityKind.RESIDENT_ID
                    if cell[:2] not in ("81", "82", "83")
                    else IdentityKind.RESIDENCE_PERMIT
                )
                continue
            number, paper = "", None
            if cell is not None or self._is_fault(at, place):
                number, paper = self._identity(cell, kinds[place], at, place)
            numbers.append(number)
            papers.append(paper)
        return numbers, papers

    def phones(self, cells: Sequence[CellValue], at: Place) -> list[str]:
        """Telephone numbers, several of one cell with a stroke between."""
        match = _MOBILE.fullmatch
        read: list[str | None] = [cell if cell.__class__ is str and match(cell) else None for cell in cells]
        self._rest(read, cells, at, self._phone)
        return [text or "" for text in read]

    def accounts(self, cells: Sequence[CellValue], at: Place) -> list[str]:
        """Bank accounts and cards, figures only."""
        match, ends = _ACCOUNT.fullmatch, "000" if self._as_text else "\n"
        read: list[str | None] = [
            cell if cell.__class__ is str and match(cell) and not cell.endswith(ends) else None
            for cell in cells
        ]
        self._rest(read, cells, at, self._account)
        return [text or "" for text in read]

    def days(self, cells: Sequence[CellValue], at: Place) -> list[date | None]:
        """Days; each different way to write one is read once."""
        known: dict[CellValue, date | None] = {None: None}
        plain: dict[CellValue, bool] = {}
        for cell in set(cells):
            if isinstance(cell, date):
                known[cell] = cell.date() if isinstance(cell, datetime) else cell
                plain[cell] = known[cell] <= self._today  # type: ignore[operator]
            elif cell is not None:
                known[cell] = None
                if isinstance(cell, str):
                    try:
                        known[cell] = day = date.fromisoformat(cell) if len(cell) == 10 else None
                        plain[cell] = day is not None and day <= self._today
                    except ValueError:
                        known[cell] = None
        read: list[date | None] = [known[cell] if plain.get(cell) else None for cell in cells]
        self._rest(read, cells, at, self._day)
        return read

    def shares(self, cells: Sequence[CellValue], at: Place, factor: int) -> list[int | None]:
        """Millionths of shares; None for an empty cell."""
        each = SCALE * factor
        read: list[int | None] = [
            cell * each if cell.__class__ is int and 0 <= cell < _CERTAIN else None for cell in cells
        ]
        self._rest(read, cells, at, lambda cell, where: self._share(cell, where, factor))
        return read

    def amounts(self, cells: Sequence[CellValue], at: Place, factor: int) -> list[int | None]:
        """Fen; None for an empty cell, which is never nought."""
        each = _FEN * factor
        read: list[int | None] = [
            cell * each if cell.__class__ is int and 0 <= cell < MOST_FEN else None for cell in cells
        ]
        self._rest(read, cells, at, lambda cell, where: self._amount(cell, where, factor))
        return read

    def kinds(
        self,
        cells: Sequence[CellValue],
        at: Place,
        words: Mapping[str, MemberKind],
        answered: Mapping[str, str],
    ) -> list[MemberKind | None]:
        """Kinds of members by their words; a word nobody knows is an error in each of its cells."""
        read: list[MemberKind | None] = []
        for place, cell in enumerate(cells):
            kind = None
            if cell is None:
                self._faulty(at, place)
            else:
                text = str(cell)
                kind = words.get(_plain_word(text)) or words.get(text)
                if text.strip() in answered:
                    kind = MemberKind(answered[text.strip()])
                if kind is None:
                    self._error("import.unknown_kind", at, place, cell, word=text.strip())
            read.append(kind)
        return read

    # cell by cell

    def _rest(
        self,
        read: list[Read | None],
        cells: Sequence[CellValue],
        at: Place,
        single: Callable[[CellValue, "_Cell"], Read | None],
    ) -> None:
        """Read what was not plain; an empty cell stays None, one the file could not give is an error."""
        if at.faults:
            for place in range(len(cells)):
                if cells[place] is None:
                    self._faulty(at, place)
        for place, value in enumerate(read):
            if value is None and cells[place] is not None:
                read[place] = single(cells[place], _Cell(self, at, place, cells[place]))

    def _is_fault(self, at: Place, place: int) -> bool:
        return bool(at.faults) and address(at.index[place], at.column) in at.faults

    def _faulty(self, at: Place, place: int) -> bool:
        if not at.faults:
            return False
        fault = at.faults.get(address(at.index[place], at.column))
        if fault is None:
            return False
        self._findings.errors.append(
            Fault(
                f"import.cell_{fault.kind.value}",
                at.index[place],
                at.column,
                fault.shown,
                {"shown": fault.shown},
            )
        )
        return True

    def _error(self, code: str, at: Place, place: int, cell: CellValue, **params: object) -> None:
        self._findings.errors.append(Fault(code, at.index[place], at.column, shown(cell), params))

    def error(self, cell: "_Cell", error: DomainError) -> None:
        """Note an error of a value with its cell."""
        self._error(error.code, cell.at, cell.place, cell.value, **error.params)

    def mended(self, cell: "_Cell", after: str, why: Why) -> None:
        """Note what a cell was taken for."""
        self._findings.mended.append(
            Mended(cell.at.index[cell.place], cell.at.column, shown(cell.value), after, why)
        )

    def _name(self, value: CellValue, cell: "_Cell") -> str | None:
        text = unguarded(value)
        try:
            name = clean_name(text)
        except DomainError as error:
            self.error(cell, error)
            return None
        if len(name) > LONGEST_TEXT:
            self._error(
                "limits.text",
                cell.at,
                cell.place,
                value,
                length=len(name),
                most=LONGEST_TEXT,
                start=name[:20],
            )
            return None
        if name != value:
            self.mended(cell, name, why_text(str(value), name))
        return name

    def _text(self, value: CellValue, cell: "_Cell") -> str | None:
        text = unguarded(value)
        try:
            cleaned = clean_text(text)
        except DomainError as error:
            self.error(cell, error)
            return None
        if len(cleaned) > LONGEST_TEXT:
            params: dict[str, object] = {"length": len(cleaned), "most": LONGEST_TEXT, "start": cleaned[:20]}
            self._error("limits.text", cell.at, cell.place, value, **params)
            return None
        if isinstance(value, str) and cleaned != value:
            self.mended(cell, cleaned, why_text(value, cleaned))
        return cleaned

    def _number(self, value: CellValue, cell: "_Cell", width: int) -> str | None:
        if isinstance(value, int) and not isinstance(value, bool):
            if abs(value) >= _CERTAIN:
                self._error("import.rounded", cell.at, cell.place, value)
                return None
            text = str(value)
            if len(text) < width:
                self.mended(cell, text.zfill(width), Why.DIGITS)
            return text.zfill(width)
        text = self._text(value, cell) or ""
        return text.replace(" ", "")

    def _resident(self, number: str) -> bool:
        born = number[6:14]
        good = self._births.get(born)
        if good is None:
            try:
                day = date(int(born[:4]), int(born[4:6]), int(born[6:]))
                good = day <= self._today and number[6:8] in ("18", "19", "20")
            except ValueError:
                good = False
            self._births[born] = good
        return good and _checked(number) == number[17]

    def _identity(
        self, value: CellValue, kind: MemberKind, at: Place, place: int
    ) -> tuple[str, IdentityKind | None]:
        if value is None:
            self._faulty(at, place)
            return "", None
        cell = _Cell(self, at, place, value)
        text = self._whole_number(value, cell)
        if not text:
            return "", None
        try:
            found = read_identity(text, self._today, organisation=kind in ORGANISATIONS)
        except DomainError as error:
            if error.code in ("identity.resident_check", "identity.resident_date") and _ZEROS.fullmatch(text):
                self._error("import.rounded", at, place, value)
            else:
                self.error(cell, error)
            return "", None
        if isinstance(value, str) and found.number != value:
            old = len(found.number) == 18 and len(_digits(text)) == 15
            self.mended(cell, found.number, Why.OLD_IDENTITY if old else why_number(value, found.number))
        elif found.number != text:
            self.mended(cell, found.number, Why.OLD_IDENTITY)
        return found.number, found.kind

    def _whole_number(self, value: CellValue, cell: "_Cell") -> str:
        """A number as it was typed; empty, with its error, for one Excel has rounded."""
        rounded = isinstance(value, (int, Decimal)) and not -_CERTAIN < value < _CERTAIN
        text = unguarded(value)
        if rounded or _SCIENCE.fullmatch(text.strip()):
            self._error("import.rounded", cell.at, cell.place, value)
            return ""
        if isinstance(value, date):
            self._error("import.no_number", cell.at, cell.place, value)
            return ""
        return text

    def _phone(self, value: CellValue, cell: "_Cell") -> str | None:
        text = self._whole_number(value, cell)
        if not text.strip():
            return None
        try:
            phone = str(Phone.parse("/".join(line for line in text.splitlines() if line.strip())))
        except DomainError as error:
            self.error(cell, error)
            return None
        if isinstance(value, str) and phone != value:
            self.mended(cell, phone, why_number(value, phone))
        return phone

    def _account(self, value: CellValue, cell: "_Cell") -> str | None:
        text = self._whole_number(value, cell)
        if not text.strip():
            return None
        try:
            account = BankAccount.parse(text)
        except DomainError as error:
            self.error(cell, error)
            return None
        if self._as_text and text == value and _ZEROS.fullmatch(account.number) and not account.luhn_ok:
            self._error("import.rounded", cell.at, cell.place, value)
            return None
        if isinstance(value, str) and account.number != value:
            self.mended(cell, account.number, why_number(value, account.number))
        return account.number

    def _day(self, value: CellValue, cell: "_Cell") -> date | None:
        try:
            day, why = read_day(value)
        except DomainError as error:
            self.error(cell, error)
            return None
        if day > self._today:
            self._error("member.joined_in_future", cell.at, cell.place, value, day=day)
            return None
        if why is not None:
            self.mended(cell, day.isoformat(), why)
        return day

    def _share(self, value: CellValue, cell: "_Cell", factor: int) -> int | None:
        try:
            shares, why = read_shares(value, factor)
        except DomainError as error:
            self.error(cell, error)
            return None
        if shares < 0 or shares > MOST_UNITS:
            self._error("import.no_share_number", cell.at, cell.place, value)
            return None
        if why is not None:
            self.mended(cell, _decimal(shares, SCALE), why)
        return shares

    def _amount(self, value: CellValue, cell: "_Cell", factor: int) -> int | None:
        try:
            fen, why = read_yuan(value, factor)
        except DomainError as error:
            self.error(cell, error)
            return None
        if fen < 0 or fen >= MOST_FEN:
            self._error("import.no_amount", cell.at, cell.place, value)
            return None
        if why is not None:
            self.mended(cell, _decimal(fen, _FEN), why)
        return fen


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell that is read by itself."""

    reader: Reader
    at: Place
    place: int
    value: CellValue


def read_day(value: CellValue) -> tuple[date, Why | None]:
    """The day a cell holds, and how it was mended; `date.invalid`, or `import.no_day` where only a month stands.

    A number is Excel's count of days, from 1900-03-01 to 2100-12-31; one that could be a year is none.
    """
    if isinstance(value, datetime):
        return value.date(), None
    if isinstance(value, date):
        return value, None
    if isinstance(value, int) and not isinstance(value, bool):
        if value in _YEARS:
            raise DomainError("import.no_day", value=str(value))
        if _FIRST_DAY <= value <= _LAST_DAY:
            return _EPOCH + timedelta(days=value), Why.DAY_COUNT
    text = unguarded(value).strip()
    if isinstance(value, Decimal):
        if _FIRST_DAY <= value <= _LAST_DAY and value not in _YEARS and int(value) not in _YEARS:
            return _EPOCH + timedelta(days=int(value)), Why.DAY_COUNT
        raise DomainError("import.no_day", value=text)
    if text.isdigit() and len(text) == 5 and _FIRST_DAY <= int(text) <= _LAST_DAY:
        return _EPOCH + timedelta(days=int(text)), Why.DAY_COUNT
    if _NO_DAY.fullmatch(unicodedata.normalize("NFKC", text)):
        raise DomainError("import.no_day", value=text)
    chinese = _CHINESE_DAY.fullmatch(text)
    if chinese:
        text = f"{_chinese_year(chinese[1])}-{_chinese_number(chinese[2])}-{_chinese_number(chinese[3])}"
    day = read_date(text)
    return day, None if text == day.isoformat() else Why.DATE


def read_shares(value: CellValue, factor: int) -> tuple[int, Why | None]:
    """Millionths of shares in a cell; `quantity.invalid` for what is no number of at most six decimals."""
    if isinstance(value, (bool, date)) or value is None:
        raise DomainError("quantity.invalid", value=str(value))
    if isinstance(value, int | Decimal):
        return _scaled(value, SCALE * factor, "quantity.invalid"), None
    text = unguarded(value)
    if _DECIMAL.fullmatch(text) and text == value:
        return _scaled(Decimal(text), SCALE * factor, "quantity.invalid"), None
    shares = read_quantity(text)
    in_words = _has_unit(text)
    return (shares if in_words else shares * factor), why_amount(value)


def read_yuan(value: CellValue, factor: int) -> tuple[int, Why | None]:
    """Fen in a cell; `money.invalid` for what is no sum of at most two decimals, with its own unit or the column's."""
    if isinstance(value, (bool, date)) or value is None:
        raise DomainError("money.invalid", value=str(value))
    if isinstance(value, int | Decimal):
        return _scaled(value, _FEN * factor, "money.invalid"), None
    text = unguarded(value)
    plain = unicodedata.normalize("NFKC", text).replace(",", "").strip()
    if _DECIMAL.fullmatch(plain):
        return _scaled(
            Decimal(plain), _FEN * factor, "money.invalid"
        ), None if plain == value else why_amount(value)
    money = read_money(text)
    if factor != 1 and not _has_unit(text):
        if "元" in text or "块" in text:
            raise DomainError("import.two_units", value=text.strip())
        return money.fen * factor, why_amount(value)
    return money.fen, why_amount(value)


def shown(value: CellValue) -> str:
    """A cell as its error shows it."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    return "" if value is None else str(value)


def unguarded(value: CellValue) -> str:
    """A text without what keeps Excel from making a number of it: `="0001"`, `'0001`, a tab before or behind."""
    text = str(value)
    guarded = _GUARD.fullmatch(text.strip())
    return guarded[1] if guarded else text.strip("\t").removeprefix("'")


def why_text(before: str, after: str) -> Why:
    """Why a text was written anew."""
    return Why.SPACES if "".join(before.split()) == "".join(after.split()) else Why.LETTERS


def why_number(before: str, after: str) -> Why:
    """Why a number was written anew."""
    if "".join(before.split()).strip("'") == after:
        return Why.SPACES
    half = unicodedata.normalize("NFKC", before)
    if half == after:
        return Why.WIDTH
    if half.upper() == after:
        return Why.CASE
    return Why.MARKS


def why_amount(before: CellValue) -> Why:
    """Why a sum or a number of shares was written anew."""
    text = str(before).strip()
    half = unicodedata.normalize("NFKC", text)
    if _has_unit(half):
        return Why.WORDS
    if half.replace(",", "").replace(".", "").isdigit():
        return Why.WIDTH if half != text else (Why.MARKS if "," in half else Why.SPACES)
    return Why.UNIT if half[:1].isdigit() else Why.MARKS


def _has_unit(text: str) -> bool:
    """Whether a number says by a word of its own how large its unit is."""
    return any(character in text for character in "十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟")


def _scaled(number: int | Decimal, each: int, code: str) -> int:
    scaled = number * each
    whole = int(scaled)
    if whole != scaled:
        raise DomainError(code, value=str(number))
    return whole


def _decimal(number: int, scale: int) -> str:
    whole, rest = divmod(number, scale)
    width = len(str(scale)) - 1
    if scale == _FEN:
        return f"{whole}.{rest:0{width}d}"
    return f"{whole}.{rest:0{width}d}".rstrip("0") if rest else str(whole)


@lru_cache(4096)
def _clean(text: str) -> str | None:
    if len(text) > LONGEST_TEXT:
        return None
    try:
        return clean_text(text)
    except DomainError:
        return None


@lru_cache(1024)
def _plain_word(text: str) -> str:
    return unicodedata.normalize("NFKC", "".join(text.split()))


def _digits(text: str) -> str:
    return "".join(character for character in unicodedata.normalize("NFKC", text) if character.isalnum())


_PARTS = [
    {
        f"{number:03d}": sum(
            int(figure) * weight for figure, weight in zip(f"{number:03d}", _WEIGHTS[first:], strict=False)
        )
        for number in range(1000)
    }
    for first in (0, 3, 6, 9, 12)
]
_LAST_PART = {
    f"{number:02d}": sum(
        int(figure) * weight for figure, weight in zip(f"{number:02d}", _WEIGHTS[15:], strict=True)
    )
    for number in range(100)
}


def _checked(number: str) -> str:
    """The check figure of an identity number (GB 11643), from sums made once for each three figures."""
    one, two, three, four, five = _PARTS
    total = one[number[:3]] + two[number[3:6]] + three[number[6:9]] + four[number[9:12]] + five[number[12:15]]
    return _CHECKS[(total + _LAST_PART[number[15:17]]) % 11]


def _chinese_year(text: str) -> int:
    return int("".join(str(_CHINESE_DIGITS[character]) for character in text))


def _chinese_number(text: str) -> int:
    tens, ten, ones = text.partition("十")
    if not ten:
        return _CHINESE_DIGITS.get(text, 0) if len(text) == 1 else 0
    return 10 * (_CHINESE_DIGITS[tens] if tens else 1) + (_CHINESE_DIGITS[ones] if ones else 0)
