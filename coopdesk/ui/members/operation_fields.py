"""What the forms of share operations have in common: day, paper and remark, ratios, and the grids of heirs and terms.

Knows the desk only to find members; makes no command.
"""

from collections.abc import Callable, Sequence
from datetime import date
from fractions import Fraction
from typing import cast

from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.share_operations import Heir, Ratio, Term
from coopdesk.domain.money import Money
from coopdesk.domain.typed import exact_rate, read_ratio
from coopdesk.i18n import N_, _
from coopdesk.services.desk import Desk
from coopdesk.ui.kit.columns import Kind
from coopdesk.ui.kit.fields import Field, LineField, TextField
from coopdesk.ui.kit.grid import EntryGrid
from coopdesk.ui.kit.grid_columns import GridColumn
from coopdesk.ui.members.fields import CheckedDate, CheckedField
from coopdesk.ui.members.share_fields import member_hits, name_and_number

_MOST_ROWS = 60
_READY = 3
"""Empty rows that stand ready."""


class Particulars:
    """Day, paper and remark of an operation."""

    def __init__(self, desk: Desk, example: str) -> None:
        self.day = CheckedDate(_("登记日期"), required=True, day=desk.today)
        self.document = TextField(_("凭据"))
        self.document.edit.setPlaceholderText(example)
        self.remark = TextField(_("原因、备注"))
        self.remark.wide = True

    @property
    def fields(self) -> list[Field[object]]:
        """In the order in which they stand."""
        return cast(list[Field[object]], [self.day, self.document, self.remark])


class RatioField(CheckedField[Ratio], LineField[Ratio]):
    """So many old shares for so many new ones, typed `1:2`; its value is new shares for one old share."""

    def __init__(self, title: str, hint: str) -> None:
        super().__init__(title, _read_exchange, required=True, hint=hint)
        self.edit.setPlaceholderText("1:2")

    def tidy(self, value: Ratio) -> None:
        self.set_text(f"{value.lower}:{value.upper}")


def _read_exchange(typed: str) -> Ratio:
    old, new = read_ratio(typed)
    return Ratio(new, old)


class HeirsGrid(EntryGrid):
    """The heirs, one a row: who, and the part; without any part they share alike, one part left out is the rest."""

    def __init__(self, desk: Desk, but: Callable[[], str]) -> None:
        self._desk, self._but = desk, but
        super().__init__(
            _("继承人"),
            (
                GridColumn(
                    "member",
                    N_("继承人（在册的成员）"),
                    width=260,
                    check=self._read_member,
                    words=self._member_words,
                    find=lambda typed: member_hits(desk, typed, but()),
                    required=True,
                    stretch=True,
                ),
                GridColumn("part", N_("份额（如 1/3、50%）"), width=180, check=_read_part, words=_part_words),
            ),
            required=True,
            most_rows=_MOST_ROWS,
        )
        self.set_rows([{} for _row in range(_READY)])

    def heirs(self) -> tuple[Heir, ...]:
        """Who inherits which part; raises the first mistake, and `operation.parts` where the rest is nothing."""
        rows = self.read("")
        parts = [cast("Ratio | None", row["part"]) for row in rows]
        return tuple(
            Heir(cast(str, row["member"]), part) for row, part in zip(rows, _whole_parts(parts), strict=True)
        )

    def _read_member(self, typed: str) -> str:
        if self._desk.members.get(typed) is not None:
            return typed
        hits = member_hits(self._desk, typed, self._but())
        exact = [hit for hit in hits if hit.text == typed] or (hits if len(hits) == 1 else [])
        if len(exact) != 1:
            raise DomainError("field.not_found", value=typed)
        return exact[0].thing

    def _member_words(self, number: str) -> str:
        member = self._desk.members.get(number)
        return number if member is None else name_and_number(member)


def _whole_parts(parts: Sequence[Ratio | None]) -> list[Ratio]:
    given = [part.exact for part in parts if part is not None]
    missing = len(parts) - len(given)
    if not missing:
        return [part for part in parts if part is not None]
    rest = (1 - sum(given, Fraction(0))) / missing
    if rest <= 0:
        raise DomainError("operation.no_part_left")
    return [part if part is not None else Ratio(*rest.as_integer_ratio()) for part in parts]


def _read_part(typed: str) -> Ratio:
    return Ratio(*exact_rate(typed).as_integer_ratio())


def _part_words(part: Ratio) -> str:
    return f"{part.upper}/{part.lower}"


class TermsGrid(EntryGrid):
    """Instalments, one a row: by when, and how much."""

    def __init__(self, title: str, *, required: bool = False) -> None:
        super().__init__(
            title,
            (
                GridColumn("due", N_("应付日期"), Kind.DATE, width=180, required=True),
                GridColumn(
                    "amount", N_("金额（元）"), Kind.MONEY, width=220, required=True, total=True, stretch=True
                ),
            ),
            required=required,
            most_rows=_MOST_ROWS,
        )
        self.set_rows([{} for _row in range(_READY)])

    def terms(self) -> tuple[Term, ...]:
        """All rows; raises the first mistake."""
        return tuple(Term(cast(date, row["due"]), cast(Money, row["amount"])) for row in self.read(""))
