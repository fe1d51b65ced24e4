"""Lines of vouchers in pages: a ledger with its balance line by line, or what a figure of a statement opens.

A view first puts its lines in their places with the balance after each; a page is then walked to by its place. So it
takes as long as there are lines, once, and is asked beside the window.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Engine,
    Integer,
    MetaData,
    Select,
    Table,
    and_,
    case,
    cast,
    false,
    func,
    insert,
    literal,
    not_,
    or_,
    select,
    union_all,
)

from coopdesk.domain.ledger.accounts import Dimension, Side
from coopdesk.domain.ledger.voucher import NO_DIMENSIONS, Dimensions, VoucherKind
from coopdesk.domain.money import Money
from coopdesk.persistence.ledger.tables import member_months, voucher_lines, vouchers
from coopdesk.persistence.ledger.voucher_table import accounts_meant, fits_number
from coopdesk.persistence.members.filters import fits_day, fits_money
from coopdesk.persistence.members.queries import contains
from coopdesk.persistence.members.store import member_id_of, number_of
from coopdesk.persistence.members.table import connected
from coopdesk.services.filter_grammar import plain
from coopdesk.services.ledger.values import AskedLines, LedgerLine, LinesQuestion
from coopdesk.services.table_source import Order, View

_v, _l, _m = vouchers.c, voucher_lines.c, member_months.c
_own = MetaData()
_placed = Table(
    "coopdesk_line_places",
    _own,
    Column("place", Integer, primary_key=True, autoincrement=False),
    Column("part", Integer, nullable=False),
    Column("voucher", BigInteger, nullable=False),
    Column("position", Integer, nullable=False),
    Column("fen", BigInteger, nullable=False),
    Column("balance", BigInteger, nullable=False),
    prefixes=["TEMPORARY"],
)
_caused = Table(
    "coopdesk_caused",
    _own,
    Column("part", Integer, nullable=False),
    Column("voucher", BigInteger, nullable=False),
    Column("fen", BigInteger, nullable=False),
    prefixes=["TEMPORARY"],
)
_p = _placed.c
_first = voucher_lines.alias("first")
_SUMMARY = func.coalesce(
    _l.summary,
    select(_first.c.summary)
    .where(_first.c.voucher == _v.id, _first.c.position == 1)
    .correlate(vouchers)
    .scalar_subquery(),
)
_SHOWN = (
    _p.part,
    _p.voucher,
    _p.position,
    _p.fen,
    _p.balance,
    _v.day,
    _v.word,
    _v.number,
    _SUMMARY,
    _l.account,
    _l.side,
    _l.amount,
    number_of(_l.member_id).label("member"),
    _l.party,
    _l.product,
    _l.channel,
)


class SqlLineTable:
    """``LineTable`` through a connection of its own, with the lines as a view found them."""

    def __init__(
        self,
        engine: Engine,
        question: LinesQuestion,
        told: Callable[[], AbstractContextManager[None]] = nullcontext,
    ) -> None:
        self._told, self._question = told, question
        self._connection = connected(engine)
        self._dialect = engine.dialect.name
        self._count, self._total = 0, 0
        try:
            _own.create_all(self._connection, checkfirst=False)
            rows = [
                {"part": each.part, "voucher": each.voucher, "fen": each.amount.fen}
                for each in question.vouchers
            ]
            if rows:
                self._connection.execute(insert(_caused), rows)
            self._connection.commit()
        except BaseException:
            self.close()
            raise

    def view(self, wanted: View) -> None:
        with self._told(), self._one_look():
            self._connection.commit()
            self._connection.execute(_placed.delete())
            self._put_in_places(wanted.order, wanted.filters)
            found = select(func.count(), func.coalesce(func.sum(_p.fen, type_=BigInteger()), 0))
            count, total = self._connection.execute(found.select_from(_placed)).one()
            self._count, self._total = int(count), int(total)

    def count(self) -> int:
        return self._count

    def total(self) -> Money:
        return Money(self._total)

    def page(self, offset: int, limit: int) -> Sequence[LedgerLine]:
        with self._told(), self._one_look():
            wanted: Select[Any] = (
                select(*_SHOWN)
                .select_from(_joined(_placed))
                .where(_p.place >= offset, _p.place < offset + limit)
                .order_by(_p.place)
            )
            return [_line(row) for row in self._connection.execute(wanted)]

    def place_of(self, row_id: object) -> int | None:
        part, voucher, position = map(int, str(row_id).split("/"))
        with self._told(), self._one_look():
            wanted = select(_p.place).where(_p.part == part, _p.voucher == voucher, _p.position == position)
            found: int | None = self._connection.execute(wanted).scalar()
            return found

    def close(self) -> None:
        """Let the connection go; closing twice does no harm."""
        self._connection.close()

    @contextmanager
    def _one_look(self) -> Iterator[None]:
        yield
        if self._dialect == "sqlite":
            self._connection.commit()

    def _put_in_places(self, order: Order, filters: Mapping[str, str]) -> None:
        """Every line that is asked for with its running balance; then those that the filters leave, in their order."""
        parts = [self._lines(number, asked) for number, asked in enumerate(self._question.lines)]
        parts.append(
            select(
                _caused.c.part,
                _caused.c.voucher,
                literal(0, Integer).label("position"),
                _v.day.label("day"),
                _caused.c.fen,
            ).join(vouchers, _v.id == _caused.c.voucher)
        )
        asked = union_all(*parts).subquery("asked")
        ordered = (asked.c.day, asked.c.voucher, asked.c.position, asked.c.part)
        running = func.sum(asked.c.fen, type_=BigInteger()).over(order_by=ordered, rows=(None, 0))
        with_balance = select(asked, (running + self._question.before.fen).label("balance")).subquery(
            "counted"
        )
        c = with_balance.c
        keys = (*_sort_keys(order.key, c), c.day, c.voucher, c.position, c.part)
        sorted_by = [key.desc() if order.descending else key.asc() for key in keys]
        tests = [self._condition(key, typed, c) for key, typed in filters.items() if typed.strip()]
        matching = (
            select(
                (func.row_number().over(order_by=sorted_by) - 1).label("place"),
                c.part,
                c.voucher,
                c.position,
                c.fen,
                cast(c.balance, BigInteger).label("balance"),
            )
            .select_from(_joined(with_balance))
            .where(*tests)
        )
        names = ["place", "part", "voucher", "position", "fen", "balance"]
        self._connection.execute(insert(_placed).from_select(names, matching))

    def _lines(self, number: int, asked: AskedLines) -> Select[Any]:
        fen = cast(_l.amount, BigInteger) * asked.sign
        if asked.side is None:
            fen = case((_l.side == Side.DEBIT, fen), else_=-fen)
        tests: list[ColumnElement[bool]] = [_l.day <= asked.last]
        if asked.codes is not None:
            tests.append(_l.account.in_(asked.codes))
        if asked.first is not None:
            tests.append(_l.day >= asked.first)
        if asked.side is not None:
            tests.append(_l.side == asked.side)
        if asked.members is not None:
            tests.append(_l.member_id.in_(self._standing(asked)))
        tests += self._named(asked.named)
        wanted = select(
            literal(number, Integer).label("part"),
            _l.voucher.label("voucher"),
            _l.position.label("position"),
            _l.day.label("day"),
            fen.label("fen"),
        )
        if asked.without_close:
            wanted = wanted.join(vouchers, _v.id == _l.voucher)
            tests.append(self._not_carried())
        return wanted.where(*tests)

    def _standing(self, asked: AskedLines) -> Select[Any]:
        """The members whose balance of these accounts stands on the side that is asked for."""
        left = func.sum(_m.debit, type_=BigInteger()) - func.sum(_m.credit, type_=BigInteger())
        stands = left > 0 if asked.members is Side.DEBIT else left < 0
        period = asked.last.year * 100 + asked.last.month
        of_accounts = (_m.account.in_(asked.codes or ()), _m.period <= period)
        return select(_m.member_id).where(*of_accounts).group_by(_m.member_id).having(stands)

    def _named(self, named: Dimensions) -> Iterator[ColumnElement[bool]]:
        if named.member:
            # A number nobody has is asked for as an id nobody has.
            yield _l.member_id == (member_id_of(self._connection, named.member) or 0)
        for dimension in (Dimension.PARTY, Dimension.PRODUCT, Dimension.CHANNEL):
            code = named.get(dimension)
            if code:
                yield _l[dimension.value] == code

    def _not_carried(self) -> ColumnElement[bool]:
        """What the close did not move, as ``domain.ledger.turnovers.carried`` says it."""
        close = self._question.close
        touching = _v.id.in_(select(_first.c.voucher).where(_first.c.account.in_(close.result)))
        opening = _v.kind == VoucherKind.OPENING
        closed_before = or_(
            and_(_l.account.in_(close.income), _l.side == Side.DEBIT),
            and_(_l.account.in_(close.expenses), _l.side == Side.CREDIT),
        )
        return or_(
            and_(opening, not_(and_(touching, closed_before))),
            and_(not_(opening), _v.kind != VoucherKind.CLOSING, not_(touching)),
        )

    def _condition(self, key: str, typed: str, c: Any) -> ColumnElement[bool]:
        """The condition for one column; KeyError for what is none."""
        text = plain(typed)
        if key == "number":
            return fits_number(text)
        if key == "day":
            return fits_day(typed, _v.day)
        if key == "account":
            return _l.account.in_(accounts_meant(text))
        if key == "summary":
            return contains(_SUMMARY, text)
        if key in ("debit", "credit"):
            return and_(_l.side == Side(key), fits_money(typed, _l.amount, self._dialect))
        if key == "counts":
            return fits_money(typed, c.fen, self._dialect)
        if key == "named":
            return or_(false(), *(test for each in text.split() for test in self._named(_of_word(each))))
        return or_(false(), *self._named(Dimensions(**{Dimension(key).value: text})))


def _of_word(word: str) -> Dimensions:
    """`member/F01`: one thing that lines may name; nothing for a word of another form."""
    kind, slash, code = word.partition("/")
    return Dimensions(**{kind: code}) if slash and kind in set(Dimension) else NO_DIMENSIONS


def _joined(places: Any) -> Any:
    """Places beside their vouchers and, where they are lines, these."""
    lines = and_(_l.voucher == places.c.voucher, _l.position == places.c.position)
    return places.join(vouchers, _v.id == places.c.voucher).outerjoin(voucher_lines, lines)


def _sort_keys(key: str, c: Any) -> tuple[ColumnElement[Any], ...]:
    if key == "number":
        return (_v.period, _v.word, _v.number)
    if key in ("debit", "credit"):
        return (case((_l.side == Side(key), cast(_l.amount, BigInteger)), else_=0),)
    columns: dict[str, tuple[ColumnElement[Any], ...]] = {
        "": (),
        "day": (),
        "summary": (_SUMMARY,),
        "account": (_l.account,),
        "counts": (c.fen,),
    }
    return columns[key]


def _line(row: Sequence[Any]) -> LedgerLine:
    part, voucher, position, fen, balance, day, word, number, summary, account, side, amount, *named = row
    nothing = Money(0)
    return LedgerLine(
        f"{part}/{voucher}/{position}",
        voucher,
        day,
        word,
        number or 0,
        summary or "",
        account or "",
        amount if side is Side.DEBIT else nothing,
        amount if side is Side.CREDIT else nothing,
        Money(int(fen)),
        Money(int(balance)),
        Dimensions(*(each or "" for each in named)),
    )
