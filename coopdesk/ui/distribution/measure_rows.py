"""Rows of measures as they are typed or pasted from a spreadsheet: what a row means, and which pasted column is which.

A column is known by its heading, else by what stands in it, else asked. Headings of villages' own sheets are known in
Chinese of both scripts and in English. Nothing moves to another column: a cell is taken from the column that was
recognised for it, or not at all. Knows no widget.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from coopdesk.domain.distribution.measures import SheetKind, SheetRow
from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.member import Member
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import Quantity
from coopdesk.domain.text import fold
from coopdesk.domain.typed import read_money, read_quantity
from coopdesk.i18n import format_quantity

Cells = tuple[str, str, str]
"""Member, quantity, amount as they stand in a row."""
UNPLACED = 0
"""The row of an error before the grid says which it stands in."""
_UNITS = {
    SheetKind.TRADE: ("斤", "公斤", "千克", "吨", "盆", "株", "个", "头", "只", "枚", "份"),
    SheetKind.LAND: ("亩",),
    SheetKind.MEASURE: ("份", "分", "年", "天", "个"),
}
_ALL_UNITS = tuple({unit for units in _UNITS.values() for unit in units})


class Roll:
    """Who can be meant: by number, or by a name that only one has."""

    def __init__(self, members: Iterable[Member]) -> None:
        self.names = {member.number: member.name for member in members}
        self._by_number = {number.casefold(): number for number in self.names}
        self._by_name: dict[str, list[str]] = {}
        for number, name in self.names.items():
            self._by_name.setdefault(fold(name), []).append(number)

    def is_name(self, text: str) -> bool:
        """Whether anybody on the roll has this name, as names are compared (``domain.text.fold``)."""
        return fold(text) in self._by_name

    def is_number(self, text: str) -> bool:
        """Whether it is somebody's member number, whatever the case of its letters."""
        return text.strip().casefold() in self._by_number

    def knows(self, text: str) -> bool:
        """Whether it is somebody's number or name."""
        return self.is_number(text) or self.is_name(text)

    def is_same(self, number: str, name: str) -> bool:
        """Whether both are one member's, as names are compared."""
        meant = self._by_number.get(number.strip().casefold())
        return meant is not None and fold(self.names[meant]) == fold(name)

    def named(self, number: str) -> str:
        """Number and name as the grid shows whose row it is, and as `find` reads it again."""
        return f"{number} {self.names.get(number, '')}".strip()

    def find(self, typed: str) -> str:
        """The number meant by a number, a name, or both with a space between.

        ``sheet.unknown_member``, ``.several_members``, ``.unknown_number`` and ``.name_differs`` leave the row to the
        grid; nobody is taken where number and name are not one member's.
        """
        typed, row = typed.strip(), UNPLACED
        number = self._by_number.get(typed.casefold())
        if number is not None:
            return number
        named = self._by_name.get(fold(typed), [])
        if len(named) == 1:
            return named[0]
        if named:
            raise DomainError("sheet.several_members", row=row, member=typed, numbers=named)
        return self._by_both(typed)

    def _by_both(self, typed: str) -> str:
        row = UNPLACED
        first, _space, rest = typed.partition(" ")
        number = self._by_number.get(first.casefold())
        if number is not None and rest:
            if self.is_same(first, rest):
                return number
            known = self.names[number]
            raise DomainError("sheet.name_differs", row=row, number=number, known=known, name=rest)
        of_name = self._by_name.get(fold(rest), [])
        if of_name:
            raise DomainError("sheet.unknown_number", row=row, number=first, name=rest, numbers=of_name)
        raise DomainError("sheet.unknown_member", row=row, member=typed)


def read_amount(typed: str, kind: SheetKind) -> Quantity:
    """What is measured, in whole millionths, with a unit of that kind or none; raises `quantity.invalid`."""
    return read_quantity(typed, _UNITS[kind])


def row_mistake(row: Mapping[str, object], kind: SheetKind) -> tuple[str, DomainError] | None:
    """What is wrong with a row whose cells are good, with the key of its column: nobody's, nothing measured, or less
    than nothing of what is no trade (where goods come back), or an amount of the other sign."""
    quantity, trade = row["quantity"], kind is SheetKind.TRADE
    if row["member"] is None:
        return "member", DomainError("sheet.no_member", row=UNPLACED)
    if quantity is None and not (trade and row["amount"] is not None):
        return "quantity", DomainError("sheet.no_figure", row=UNPLACED)
    if isinstance(quantity, int) and quantity < 0 and not trade:
        shown = {"member": row["member"], "value": format_quantity(quantity)}
        return "quantity", DomainError("sheet.negative", row=UNPLACED, **shown)
    return _signs(row["member"], quantity, row["amount"]) if trade else None


def _signs(member: object, quantity: object, amount: object) -> tuple[str, DomainError] | None:
    if not isinstance(member, str) or not isinstance(quantity, int) or not isinstance(amount, Money):
        return None
    if not SheetRow(member, Quantity(quantity), amount).signs_differ:
        return None
    shown = {"member": member, "value": format_quantity(quantity), "amount": amount}
    return "amount", DomainError("sheet.signs_differ", row=UNPLACED, **shown)


def named(number: str, name: str, roll: Roll) -> str:
    """How a row says whose it is: by number where that and the name agree or stand alone, else by both as they are."""
    if not number or not name or roll.is_same(number, name):
        return number or name
    return f"{number} {name}"


def is_quantity(cell: str) -> bool:
    """Whether a cell reads as a quantity of anything."""
    return _reads(cell, lambda text: read_quantity(text, _ALL_UNITS))


def is_money(cell: str) -> bool:
    """Whether a cell reads as a sum of money."""
    return _reads(cell, read_money)


def _reads(cell: str, read: Callable[[str], object]) -> bool:
    try:
        read(cell)
    except DomainError:
        return False
    return True


class Part(Enum):
    """What a column holds."""

    NUMBER = "number"
    NAME = "name"
    WHO = "who"
    """Numbers and names mixed."""
    QUANTITY = "quantity"
    AMOUNT = "amount"
    SOURCE = "source"
    UNUSED = "unused"


TEN_THOUSAND_YUAN = "万元"
_HEADINGS = {
    Part.NUMBER: """
        编号 成员编号 社员编号 户编号 户号 成员号 社员号 代码 成员代码
        no number memberno membernumber memberid id code
    """,
    Part.NAME: """
        姓名 名字 成员姓名 社员姓名 成员名称 户主 户主姓名 农户 农户姓名 户名 交售人 交售户 名称
        name membername fullname
    """,
    Part.WHO: """
        成员 社员 户 编号或姓名 成员编号或姓名 编号姓名
        member household memberornumber numberorname
    """,
    Part.QUANTITY: """
        数量 交易量 交售量 收购量 销售量 重量 净重 斤数 公斤数 吨数 株数 盆数 头数 只数 枚数 份数
        面积 亩数 土地面积 入社面积 入股面积 土地 数值 分值 积分 工龄 年数 天数 工日 工分
        quantity qty weight area mu units count volume points years days
    """,
    Part.AMOUNT: """
        金额 交易额 交易金额 交售额 交售金额 销售额 销售金额 收购额 收购金额 货款 价款 总额 总金额 金额合计
        amount money sum turnover tradeamount salesamount totalamount yuan payment
    """,
    Part.SOURCE: """
        来源 数据来源 依据 凭证 单据 票据
        source document evidence
    """,
    Part.UNUSED: """
        序号 序 备注 说明 单价 价格 组 组别 村组 小组 电话 手机 手机号 联系电话 身份证 身份证号 身份证号码
        证件号码 银行账号 账号 卡号 开户行 日期 时间 品名 产品 品种 规格 单位 地址 住址 签字 签名 签章
        seq remark remarks note notes price unitprice group phone telephone date product unit address signature
        account
    """,
}
_KNOWN = {fold(word): part for part, words in _HEADINGS.items() for word in words.split()}
_ENDINGS = tuple(
    (fold(ending), part)
    for part, endings in (
        (Part.AMOUNT, "交易额 金额 销售额 收购额 货款"),
        (Part.QUANTITY, "交易量 数量 重量 面积 亩数"),
    )
    for ending in endings.split()
)
_UNIT = re.compile(r"(?P<head>.*?)(?:[(\[【〔](?P<unit>.*?)[)\]】〕]|[/:](?P<after>.+))")
_YEAR = re.compile(r"\d{4}年?度?")


def meant(heading: str) -> Part | None:
    """What a heading stands for, whatever its unit and year; None for one that nobody knows."""
    folded = fold(heading)
    match = _UNIT.fullmatch(folded)
    head = _YEAR.sub("", match["head"] if match else folded)
    ending = next((part for ending, part in _ENDINGS if head.endswith(ending)), None)
    return _KNOWN.get(head) or _KNOWN.get(folded) or ending


def heading_of(heading: str, kind: SheetKind) -> tuple[Part | None, str]:
    """What a heading stands for, and the unit it names; a unit of another measure leaves it unknown."""
    match = _UNIT.fullmatch(fold(heading))
    unit = (match["unit"] or match["after"] or "") if match else ""
    part = meant(heading)
    if part is Part.AMOUNT and kind is not SheetKind.TRADE:
        return Part.UNUSED, unit
    if part is Part.AMOUNT and unit not in ("", "元", "万元", "人民币", "yuan", "rmb", "cny"):
        return None, unit
    if part is Part.QUANTITY and kind is SheetKind.LAND and unit not in ("", "亩", "mu"):
        return None, unit
    return part, unit


Lines = Sequence[Sequence[str]]

WHOSE = (Part.NUMBER, Part.NAME, Part.WHO)
_TOTALS = ("合计", "总计", "小计", "共计", "累计", "本页")
_TOTAL_WORDS = ("total", "subtotal", "grandtotal", "sum")
_HEADINGS_WITHIN = 5
"""Lines that may stand above the headings and among which they are looked for."""
_TEN_THOUSAND = "万"


@dataclass(frozen=True, slots=True)
class Columns:
    """What each column holds, None where it is not known; ``sure`` where nothing needs to be asked.

    ``first`` is the first line of data, ``headings`` the line above it, empty where there is none; ``in_ten_thousands``
    is the column whose heading says 万元.
    """

    parts: tuple[Part | None, ...]
    headings: tuple[str, ...]
    first: int
    sure: bool
    in_ten_thousands: int | None = None


@dataclass(frozen=True, slots=True)
class Pasted:
    """Rows as they go into the grid, their paper, and what was left out: columns by heading, lines of totals."""

    rows: list[Cells]
    source: str
    unused: tuple[str, ...]
    totals: int


def recognise(lines: Lines, roll: Roll, kind: SheetKind) -> Columns:
    """The columns of these lines by their headings, or by what stands in them."""
    columns = _under_headings(lines, kind)
    if columns is not None:
        return columns
    headed = bool(lines) and len(lines[0]) > 1 and not any(map(_has_figure, lines[0]))
    headed = headed and not any(map(roll.knows, lines[0]))
    return _by_content(lines, int(headed), roll, kind)


def has_headings(lines: Lines, kind: SheetKind) -> bool:
    """Whether one of the first lines is of known headings."""
    return _under_headings(lines, kind) is not None


def cells_of(lines: Lines, columns: Columns, roll: Roll) -> Pasted:
    """The rows under these columns; what a row says of its member stands whole where number and name disagree."""
    where = {part: place for place, part in enumerate(columns.parts) if part is not None}

    def cell(line: Sequence[str], part: Part) -> str:
        place = where.get(part)
        text = "" if place is None else line[place]
        return text + _TEN_THOUSAND if text and place == columns.in_ten_thousands else text

    rows, totals, sources = [], 0, []
    for line in lines[columns.first :]:
        who = named(cell(line, Part.NUMBER), cell(line, Part.NAME) or cell(line, Part.WHO), roll)
        if _is_total(line, who, roll):
            totals += 1
            continue
        rows.append((who, cell(line, Part.QUANTITY), cell(line, Part.AMOUNT)))
        sources.append(cell(line, Part.SOURCE))
    unused = tuple(
        heading
        for heading, part in zip(columns.headings, columns.parts, strict=False)
        if part in (None, Part.UNUSED) and heading
    )
    return Pasted(rows, "；".join(dict.fromkeys(filter(None, sources))), unused, totals)


def check(parts: Sequence[Part | None], kind: SheetKind) -> None:
    """Refuse columns that no sheet can be made of.

    Raises ``columns.unchosen``, ``.twice``, ``.no_member`` and ``.no_figure``.
    """
    if None in parts:
        raise DomainError("columns.unchosen", column=list(parts).index(None) + 1)
    chosen = [part for part in parts if part is not Part.UNUSED]
    if len(set(chosen)) < len(chosen):
        raise DomainError("columns.twice")
    if not set(chosen) & set(WHOSE):
        raise DomainError("columns.no_member")
    if not set(chosen) & set(figures(kind)):
        raise DomainError("columns.no_figure")


def figures(kind: SheetKind) -> tuple[Part, ...]:
    """The columns of figures a sheet of that kind has."""
    return (Part.QUANTITY, Part.AMOUNT) if kind is SheetKind.TRADE else (Part.QUANTITY,)


def _under_headings(lines: Lines, kind: SheetKind) -> Columns | None:
    for place, line in enumerate(lines[:_HEADINGS_WITHIN]):
        columns = _by_headings(lines, place, kind)
        if columns is not None:
            return columns
        # Above the headings stand titles alone, each in one cell.
        if sum(map(bool, line)) > 1:
            break
    return None


def _by_headings(lines: Lines, place: int, kind: SheetKind) -> Columns | None:
    """Columns where this line is one of headings: at least two of them are known, or its only one is."""
    line, below, above = lines[place], lines[place + 1 :], [cell for line in lines[:place] for cell in line]
    read = [heading_of(cell, kind) for cell in line]
    known = [part for part in map(meant, line) if part is not None]
    filled = sum(map(bool, line))
    if set(known) <= {Part.UNUSED} or len(known) < min(2, filled) or any(map(_is_figure, line)):
        return None
    all_in = any(TEN_THOUSAND_YUAN in cell for cell in above)
    thousands = [
        at
        for at, (part, unit) in enumerate(read)
        if part is Part.AMOUNT and (unit == TEN_THOUSAND_YUAN or (all_in and not unit))
    ]
    parts = [part for part, _unit in read]
    for at, part in enumerate(parts):
        if part is None and not any(row[at] for row in below):
            parts[at] = Part.UNUSED
    return Columns(
        tuple(parts),
        tuple(line),
        place + 1,
        sure=_is_sure(parts, below, kind),
        in_ten_thousands=thousands[0] if len(thousands) == 1 else None,
    )


def _is_sure(parts: Sequence[Part | None], below: Lines, kind: SheetKind) -> bool:
    """Whether every part has one column, and no column of figures is left that a missing one might be."""
    used = [part for part in parts if part not in (None, Part.UNUSED)]
    missing = [part for part in figures(kind) if part not in used]
    unknown = [at for at, part in enumerate(parts) if part is None]
    rows = _without_totals(below) if unknown else []
    left = any(_all(rows, at, is_quantity) or _all(rows, at, is_money) for at in unknown)
    return (
        len(set(used)) == len(used)
        and bool(set(used) & set(WHOSE))
        and len(missing) < len(figures(kind))
        and not (missing and left)
    )


def _by_content(lines: Lines, first: int, roll: Roll, kind: SheetKind) -> Columns:
    """Columns by what stands in them: members of the roll, then figures in the order the grid has them."""
    below = lines[first:]
    width = len(lines[0]) if lines else 0
    parts: list[Part | None] = [None] * width
    rows = _without_totals(below)
    numbers = [at for at in range(width) if _most(rows, at, roll.is_number)]
    names = [at for at in range(width) if _most(rows, at, roll.is_name)]
    mixed = [at for at in range(width) if at not in (*numbers, *names) and _most(rows, at, roll.knows)]
    if len(names) == 1:
        parts[names[0]] = Part.NAME
        # Plain counting numbers may be anybody's: the column whose numbers are these names' own is the one.
        numbers = [at for at in numbers if _agree(below, at, names[0], roll)]
    elif not names and not numbers and len(mixed) == 1:
        parts[mixed[0]] = Part.WHO
    if len(numbers) == 1 and len(names) <= 1:
        parts[numbers[0]] = Part.NUMBER
    whose = [at for at, part in enumerate(parts) if part is not None]
    left = [at for at in range(width) if parts[at] is None and any(row[at] for row in below)]
    for at in range(width):
        if parts[at] is None and at not in left:
            parts[at] = Part.UNUSED
    wanted = figures(kind)
    # Headings that nobody knows may say anything of the figures under them.
    clear = bool(whose) and len(left) == len(wanted) and not first
    if clear and all(_all(rows, at, is_quantity if n == 0 else is_money) for n, at in enumerate(left)):
        for at, part in zip(left, wanted, strict=True):
            parts[at] = part
    headings = tuple(lines[0]) if first else ()
    return Columns(tuple(parts), headings, first, sure=bool(whose) and None not in parts)


def _without_totals(lines: Lines) -> Lines:
    return [line for line in lines if not _says_total(line)]


def _cells(lines: Lines, at: int) -> list[str]:
    return [line[at] for line in lines if line[at]]


def _most(lines: Lines, at: int, test: Callable[[str], bool]) -> bool:
    cells = _cells(lines, at)
    return bool(cells) and 2 * sum(map(test, cells)) > len(cells)


def _all(lines: Lines, at: int, test: Callable[[str], bool]) -> bool:
    cells = _cells(lines, at)
    return bool(cells) and all(map(test, cells))


def _agree(lines: Lines, number: int, name: int, roll: Roll) -> bool:
    """Whether most rows name the member whose number stands beside."""
    pairs = [(line[number], line[name]) for line in lines if line[number] and line[name]]
    return 2 * sum(roll.is_same(*pair) for pair in pairs) > len(pairs)


def _is_figure(cell: str) -> bool:
    return is_quantity(cell) or is_money(cell)


def _has_figure(cell: str) -> bool:
    return any(letter.isdigit() for letter in cell)


def _says_total(line: Sequence[str]) -> bool:
    first = fold(next(filter(None, line), ""))
    return first.startswith(_TOTALS) or first.strip(":") in _TOTAL_WORDS


def _is_total(line: Sequence[str], who: str, roll: Roll) -> bool:
    """A line of sums is no member's."""
    return not roll.knows(who) and (_says_total(line) or _says_total([who]))
