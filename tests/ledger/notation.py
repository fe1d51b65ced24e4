"""Vouchers as an accountant notes them down: ``借 102 6000 贷 301/M01 5000 贷 321 1000``.

Behind an account stand the member after ``/``, the party after ``@`` and the product after ``#``; amounts are yuan.
"""

import re
from collections.abc import Iterable
from datetime import date

from coopdesk.domain.ledger.accounts import Side
from coopdesk.domain.ledger.months import Month
from coopdesk.domain.ledger.turnovers import Turnovers, turnovers_of
from coopdesk.domain.ledger.voucher import Dimensions, Voucher, VoucherKind, VoucherLine
from coopdesk.domain.money import Money

_LINE = re.compile(
    r"(?P<side>[借贷]) (?P<account>\d+)(?:/(?P<member>\w+))?(?:@(?P<party>\w+))?"
    r"(?:#(?P<product>\w+))? (?P<yuan>-?[\d,.]+)"
)
_SIDES = {"借": Side.DEBIT, "贷": Side.CREDIT}


def lines_of(text: str, summary: str = "某事") -> tuple[VoucherLine, ...]:
    """The lines of a note; whatever is no line in it is a mistake of the note."""
    left = _LINE.sub("", text).strip(" ；;\n")
    assert not left, f"cannot read {left!r}"
    return tuple(
        VoucherLine(
            summary,
            match["account"],
            _SIDES[match["side"]],
            Money.parse(match["yuan"].replace(",", "")),
            Dimensions(match["member"] or "", match["party"] or "", match["product"] or ""),
        )
        for match in _LINE.finditer(text)
    )


def voucher(day: str, text: str, kind: VoucherKind = VoucherKind.TYPED, summary: str = "某事") -> Voucher:
    """A balanced voucher of a note."""
    made = Voucher(date.fromisoformat(day), lines_of(text, summary), kind=kind)
    assert made.debit == made.credit, f"{day} {text}: {made.debit} / {made.credit}"
    return made


def year_of(vouchers: Iterable[Voucher], year: int) -> Turnovers:
    """The turnovers of a whole year."""
    return turnovers_of(vouchers, Month(year, 1), Month(year, 12))


def yuan(text: str) -> Money:
    """An amount written with thousands separators."""
    return Money.parse(text.replace(",", ""))
