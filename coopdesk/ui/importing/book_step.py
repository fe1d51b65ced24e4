"""The last step: the roll beside the book: who is new, who is the same, what would change; then it is entered."""

from dataclasses import dataclass

from coopdesk.domain.errors import DomainError
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import Quantity
from coopdesk.i18n import N_, _, format_money, format_quantity
from coopdesk.services.members.importing.fields import AMOUNTS
from coopdesk.services.members.importing.reading import RollReading
from coopdesk.ui.importing.model import ImportModel, Understood
from coopdesk.ui.importing.step import ImportStep
from coopdesk.ui.importing.words import hidden
from coopdesk.ui.kit.cards import Figure, FigureRow
from coopdesk.ui.kit.columns import Column, Kind
from coopdesk.ui.kit.table import DataTable
from coopdesk.ui.kit.table_model import SequenceModel
from coopdesk.ui.members.columns import past_year_name
from coopdesk.wording.names import field_name, kind_name


@dataclass(frozen=True)
class ChangeLine:
    """One detail of a member the book has, as it was and as it would be."""

    key: int
    number: str
    name: str
    field: str
    old: str
    new: str


COLUMNS: tuple[Column[ChangeLine], ...] = (
    Column("number", N_("编号"), width=90, whole=True),
    Column("name", N_("姓名"), width=130),
    Column("field", N_("栏目"), width=120),
    Column("old", N_("账套里"), Kind.MASKED, width=220, hide=hidden),
    Column("new", N_("改为"), Kind.MASKED, width=220, hide=hidden, stretch=True),
)


class BookStep(ImportStep):
    """What the import would do to the book."""

    def __init__(self, model: ImportModel) -> None:
        super().__init__(
            model,
            _("导入"),
            _("导入是一次完成的：要么全部进账套，要么一名也不进；之后可以在“导入记录”里整批撤销。"),
        )
        self.figures = FigureRow(cards=False)
        self.sums = FigureRow(cards=False)
        self.lines: SequenceModel[ChangeLine] = SequenceModel(COLUMNS, (), "key")
        self.table = DataTable(self.lines, _("有改动的成员"))
        self.table.set_empty(_("账套里已有的成员没有改动。"))
        self.body.addWidget(self.figures)
        self.body.addWidget(self.sums)
        self.body.addWidget(self.table, 1)

    def show_understood(self) -> None:
        understood = self.model.understood
        self.figures.show_figures(_figures(understood))
        self.sums.show_figures(
            _sums(understood.reading, {each.code: each.label for each in self.model.classes})
        )
        self.lines.set_rows(_changes(understood))
        if understood.errors:
            from coopdesk.wording import error_text

            first = understood.errors[0]
            self.message.say("error", error_text(DomainError(first.code, **first.params)))
        else:
            self.message.hide()

    @property
    def is_ready(self) -> bool:
        return self.model.reading is not None and not self.model.understood.errors


def _figures(understood: Understood) -> list[Figure]:
    found, reading = understood.comparison, understood.reading
    if found is None or reading is None:
        return []
    figures = [Figure(_("新成员"), f"{len(found.new):,}", main=True)]
    if reading.persons != len(reading.roll):
        figures.append(Figure(_("家庭人口"), f"{reading.persons:,}"))
    figures.append(Figure(_("已有且相同"), f"{len(found.same):,}"))
    figures.append(Figure(_("已有但有改动"), f"{len(found.changed):,}"))
    return figures


def _sums(reading: RollReading | None, labels: dict[str, str]) -> list[Figure]:
    if reading is None:
        return []
    roll = reading.roll
    figures = [
        Figure(
            _("{label}（股）").format(label=labels.get(code) or roll.class_labels.get(code) or _("股份")),
            format_quantity(Quantity(roll.total_of(held))),
        )
        for code, held in roll.shares.items()
    ]
    for name in AMOUNTS:
        if name in roll.amounts:
            amount = Money(roll.total_of(roll.amounts[name]))
            figures.append(
                Figure(_("{name}（元）").format(name=field_name(name.value)), format_money(amount))
            )
    for (year, field), held in sorted(roll.past.items()):
        words = _("{year} {name}（元）").format(year=past_year_name(year), name=field_name(field.value))
        figures.append(Figure(words, format_money(Money(roll.total_of(held)))))
    return figures


def _changes(understood: Understood) -> list[ChangeLine]:
    if understood.comparison is None:
        return []
    lines: list[ChangeLine] = []
    for change in understood.comparison.changed:
        for field, (old, new) in change.fields.items():
            lines.append(
                ChangeLine(
                    len(lines),
                    change.member.number,
                    change.member.name,
                    _called(field),
                    _text(field, old),
                    _text(field, new),
                )
            )
    return lines


def _called(field: str) -> str:
    return {"remark": field_name("note"), "phone2": _("其他电话"), "identity_kind": _("证件种类")}.get(
        field
    ) or field_name(field)


def _text(field: str, value: object) -> str:
    if value is None:
        return ""
    return kind_name(str(value)) if field == "kind" else str(value)
