"""The cells of one column read at once: what is plain is taken as it stands, anything else cell by cell.

What can be read one way only is mended and noted; what cannot is an error that names its cell. Nothing is guessed: a
number that lost its last figures, a word where a number belongs, a day the calendar lacks, an empty cell of money.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.identity import BankAccount, Phone
from coopdesk.domain.members.identity_kind import IdentityKind
from coopdesk.domain.members.identity_papers import read_identity
from coopdesk.domain.members.member import ORGANISATIONS, MemberKind
from coopdesk.domain.text import clean_name, clean_text
from coopdesk.services.limits import LONGEST_TEXT
from coopdesk.services.members.importing.cells import read_day, unguarded, why_number, why_text
from coopdesk.services.members.importing.findings import Findings, Why
from coopdesk.services.members.importing.noting import HEARD_EVERY, Cell, Noting, Place, deaf
from coopdesk.services.source_table import CellValue

_CERTAIN = 10**15
"""From here on a number typed into Excel has lost its last figures."""
_ISO = 10
_RESIDENT = re.compile(r"[1-8][0-9]{16}[0-9X]")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_ACCOUNT = re.compile(r"[0-9]{6,32}")
_NAME = re.compile(r"[一-鿿]{2,12}")
_SCIENCE = re.compile(r"[0-9]+(?:\.[0-9]+)?[Ee]\+?[0-9]{1,2}")
_ZEROS = re.compile(r"[1-9][0-9]{14}0{3,}")


_NOTHING = frozenset(("无", "没有", "暂无", "/", "／", "\\", "-", "--", "—", "——", "–", "－", "一", "○", "×"))
"""What people write for no number at all; where shares and sums belong it is an error, for there it might mean 0."""


class Reader(Noting):
    """Reads columns into values; what is found goes into `findings`. A cell that cannot be read gives None."""

    def __init__(
        self, findings: Findings, today: date, hear: Callable[[], None] = deaf, *, as_text: bool = False
    ) -> None:
        """`as_text` says that the file holds text alone: numbers in it may have been Excel's before."""
        super().__init__(findings, hear)
        self._today = today
        self._as_text = as_text

    def names(self, cells: Sequence[CellValue], at: Place) -> list[str]:
        """Names as they are kept; empty where a cell has none."""
        match = _NAME.fullmatch
        read = [cell if cell.__class__ is str and match(cell) else None for cell in cells]
        self.rest(read, cells, at, self._name)
        return [name or "" for name in read]

    def texts(self, cells: Sequence[CellValue], at: Place) -> list[str]:
        """Groups, banks, addresses, remarks: each different text is cleaned once."""
        known: dict[CellValue, str | None] = {None: ""}
        for cell in set(cells):
            if cell is not None:
                known[cell] = cell if isinstance(cell, str) and _clean(cell) == cell else None
        read = [known[cell] for cell in cells]
        self.rest(read, cells, at, self._text)
        return [text or "" for text in read]

    def numbers(self, cells: Sequence[CellValue], at: Place) -> list[str]:
        """Member numbers: texts stay, whole numbers are written in the width that the texts of the column have."""
        read: list[str | None] = [
            cell if cell.__class__ is str and cell.isascii() and cell.isalnum() else None for cell in cells
        ]
        widths = {len(text) for text in read if text is not None and text.isdigit()}
        width = widths.pop() if len(widths) == 1 else 0
        self.rest(read, cells, at, lambda cell, where: self._number(cell, where, width))
        return [text or "" for text in read]

    def identities(
        self, cells: Sequence[CellValue], kinds: Sequence[MemberKind], at: Place
    ) -> tuple[list[str], list[IdentityKind | None]]:
        """Numbers of papers in their standard form with the kind of paper each belongs to."""
        match, people = _RESIDENT.fullmatch, {kind for kind in set(kinds) if kind not in ORGANISATIONS}
        areas, births, ends, checks = _AREAS, _Births(self._today), _ENDS, _CHECK_OF
        plain = [
            cell
            if cell.__class__ is str
            and match(cell)
            and kind in people
            and checks[areas[cell[:6]] + births[cell[6:14]] + ends[cell[14:17]]] == cell[17]
            else None
            for cell, kind in zip(cells, kinds, strict=True)
        ]
        resident, permit = IdentityKind.RESIDENT_ID, IdentityKind.RESIDENCE_PERMIT
        numbers = [number or "" for number in plain]
        papers: list[IdentityKind | None] = [
            None if number is None else permit if number[:2] in _PERMITS else resident for number in plain
        ]
        if None in plain:
            for place, number in enumerate(plain):
                cell = cells[place]
                if place % HEARD_EVERY == 0:
                    self.hear()
                if number is None and (cell is not None or self.is_fault(at, place)):
                    numbers[place], papers[place] = self._identity(cell, kinds[place], at, place)
        return numbers, papers

    def phones(self, cells: Sequence[CellValue], at: Place) -> list[str]:
        """Telephone numbers, several of one cell with a stroke between."""
        match = _MOBILE.fullmatch
        read: list[str | None] = [cell if cell.__class__ is str and match(cell) else None for cell in cells]
        self.rest(read, cells, at, self._phone)
        return [text or "" for text in read]

    def accounts(self, cells: Sequence[CellValue], at: Place) -> list[str]:
        """Bank accounts and cards, figures only."""
        match, ends = _ACCOUNT.fullmatch, "000" if self._as_text else "\n"
        read: list[str | None] = [
            cell if cell.__class__ is str and match(cell) and not cell.endswith(ends) else None
            for cell in cells
        ]
        self.rest(read, cells, at, self._account)
        return [text or "" for text in read]

    def days(self, cells: Sequence[CellValue], at: Place) -> list[date | None]:
        """Days; each different way to write one is looked at once."""
        known = {cell: self._plain_day(cell) for cell in set(cells)}
        read = [known[cell] for cell in cells]
        self.rest(read, cells, at, self._day)
        return read

    def _plain_day(self, cell: CellValue) -> date | None:
        """A day that has come and is written as days are kept."""
        day = cell.date() if isinstance(cell, datetime) else cell
        if isinstance(cell, str) and len(cell) == _ISO:
            try:
                day = date.fromisoformat(cell)
            except ValueError:
                return None
        return day if isinstance(day, date) and day <= self._today else None

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
            if place % HEARD_EVERY == 0:
                self.hear()
            kind = None
            if cell is None:
                self.faulty(at, place)
            else:
                text = str(cell)
                kind = words.get(_plain_word(text)) or words.get(text)
                if text.strip() in answered:
                    kind = MemberKind(answered[text.strip()])
                if kind is None:
                    self.problem("import.unknown_kind", at, place, cell, word=text.strip())
            read.append(kind)
        return read

    def _name(self, value: CellValue, cell: Cell) -> str | None:
        text = unguarded(value)
        try:
            name = clean_name(text)
        except DomainError as error:
            self.refuse(cell, error)
            return None
        if len(name) > LONGEST_TEXT:
            self.problem(
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

    def _text(self, value: CellValue, cell: Cell) -> str | None:
        text = unguarded(value)
        try:
            cleaned = clean_text(text)
        except DomainError as error:
            self.refuse(cell, error)
            return None
        if len(cleaned) > LONGEST_TEXT:
            params: dict[str, object] = {"length": len(cleaned), "most": LONGEST_TEXT, "start": cleaned[:20]}
            self.problem("limits.text", cell.at, cell.place, value, **params)
            return None
        if isinstance(value, str) and cleaned != value:
            self.mended(cell, cleaned, why_text(value, cleaned))
        return cleaned

    def _number(self, value: CellValue, cell: Cell, width: int) -> str | None:
        if isinstance(value, int) and not isinstance(value, bool):
            if abs(value) >= _CERTAIN:
                self.problem("import.rounded", cell.at, cell.place, value)
                return None
            text = str(value)
            if len(text) < width:
                self.mended(cell, text.zfill(width), Why.DIGITS)
            return text.zfill(width)
        text = self._text(value, cell) or ""
        return text.replace(" ", "")

    def _identity(
        self, value: CellValue, kind: MemberKind, at: Place, place: int
    ) -> tuple[str, IdentityKind | None]:
        if value is None:
            self.faulty(at, place)
            return "", None
        cell = Cell(at, place, value)
        text = self._whole_number(value, cell)
        if not text:
            return "", None
        try:
            found = read_identity(text, self._today, organisation=kind in ORGANISATIONS)
        except DomainError as error:
            if error.code in ("identity.resident_check", "identity.resident_date") and _ZEROS.fullmatch(text):
                self.problem("import.rounded", at, place, value)
            else:
                self.refuse(cell, error)
            return "", None
        if isinstance(value, str) and found.number != value:
            old = len(found.number) == 18 and len(_digits(text)) == 15
            self.mended(cell, found.number, Why.OLD_IDENTITY if old else why_number(value, found.number))
        elif found.number != text:
            self.mended(cell, found.number, Why.OLD_IDENTITY)
        return found.number, found.kind

    def _whole_number(self, value: CellValue, cell: Cell) -> str:
        """A number as it was typed; empty, with its error, for one Excel has rounded."""
        rounded = isinstance(value, (int, Decimal)) and not -_CERTAIN < value < _CERTAIN
        text = unguarded(value)
        if rounded or _SCIENCE.fullmatch(text.strip()):
            self.problem("import.rounded", cell.at, cell.place, value)
            return ""
        if isinstance(value, date):
            self.problem("import.no_number", cell.at, cell.place, value)
            return ""
        if _plain_word(text) in _NOTHING:
            self.mended(cell, "", Why.NOTHING)
            return ""
        return text

    def _phone(self, value: CellValue, cell: Cell) -> str | None:
        text = self._whole_number(value, cell)
        if not text.strip():
            return None
        try:
            phone = str(Phone.parse("/".join(line for line in text.splitlines() if line.strip())))
        except DomainError as error:
            self.refuse(cell, error)
            return None
        if isinstance(value, str) and phone != value:
            self.mended(cell, phone, why_number(value, phone))
        return phone

    def _account(self, value: CellValue, cell: Cell) -> str | None:
        text = self._whole_number(value, cell)
        if not text.strip():
            return None
        try:
            account = BankAccount.parse(text)
        except DomainError as error:
            self.refuse(cell, error)
            return None
        if self._as_text and text == value and _ZEROS.fullmatch(account.number) and not account.luhn_ok:
            self.problem("import.rounded", cell.at, cell.place, value)
            return None
        if isinstance(value, str) and account.number != value:
            self.mended(cell, account.number, why_number(value, account.number))
        return account.number

    def _day(self, value: CellValue, cell: Cell) -> date | None:
        try:
            day, why = read_day(value)
        except DomainError as error:
            self.refuse(cell, error)
            return None
        if day > self._today:
            self.problem("member.joined_in_future", cell.at, cell.place, value, day=day)
            return None
        if why is not None:
            self.mended(cell, day.isoformat(), why)
        return day


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


def _weighed(text: str, first: int) -> int:
    """The part of the check sum (GB 11643) that figures from a place on come to."""
    return sum(int(figure) * weight for figure, weight in zip(text, _WEIGHTS[first:], strict=False))


class _Areas(dict[str, int]):
    """The part of the check sum of the first six figures, each made when it is first met."""

    def __missing__(self, text: str) -> int:
        self[text] = _weighed(text, 0)
        return self[text]


class _Births(dict[str, int]):
    """That of the figures of a birthday; of one that is none, or has not come, a sum that no check figure fits."""

    def __init__(self, today: date) -> None:
        super().__init__()
        self._today = today

    def __missing__(self, text: str) -> int:
        try:
            day = date(int(text[:4]), int(text[4:6]), int(text[6:]))
            good = day <= self._today and text[:2] in ("18", "19", "20")
        except ValueError:
            good = False
        self[text] = _weighed(text, 6) if good else _NO_SUM
        return self[text]


_PERMITS = ("81", "82", "83")
"""What the papers of residents of Hong Kong, Macao and Taiwan begin with."""
_NO_SUM = 9 * sum(_WEIGHTS) + 1
_AREAS = _Areas()
_ENDS = {f"{number:03d}": _weighed(f"{number:03d}", 14) for number in range(1000)}
_CHECK_OF = [*(_CHECKS[total % 11] for total in range(_NO_SUM)), *("" for _total in range(_NO_SUM))]
"""The check figure by the sum of its parts; empty beyond what any number comes to."""
