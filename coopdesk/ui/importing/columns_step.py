"""The third step: each column under its own chooser with heading, samples and guess, and what no column says."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.member import MemberKind
from coopdesk.domain.members.past import TOGETHER
from coopdesk.i18n import _, ngettext
from coopdesk.services.coop.handlers import next_class_code
from coopdesk.services.members.importing.columns import Column
from coopdesk.services.members.importing.fields import PAST, Field
from coopdesk.services.members.importing.headings import Headings
from coopdesk.services.members.importing.words import ACCEPTED
from coopdesk.ui.importing.model import ImportModel
from coopdesk.ui.importing.step import ImportStep, captioned
from coopdesk.ui.importing.words import NOTHING, choice_of, class_in, column_choices, hidden
from coopdesk.ui.kit import theme
from coopdesk.ui.kit.cards import Card, clear, label
from coopdesk.ui.kit.fields import ChoiceField, DateField
from coopdesk.ui.kit.flow import FlowLayout
from coopdesk.ui.kit.form_area import FormArea
from coopdesk.ui.kit.no_wheel import ChoiceBox
from coopdesk.ui.kit.tokens import SPACE_CARD, SPACE_IN
from coopdesk.ui.members.columns import past_year_name
from coopdesk.wording import kind_name

_WIDTH = 208
_UNSURE = "strip-warning"
_YEARS_OFFERED = 40
"""So far back a year before the book can be chosen; what is older comes in as several in one sum."""


@dataclass(frozen=True)
class _Sheet:
    """What the cards were made for: they are made anew only for another sheet."""

    name: str
    places: tuple[int, ...]
    headings: tuple[str, ...]


class ColumnCard(Card):
    """One column: where it stands, its heading and samples, and what it holds."""

    def __init__(self, column: Column, step: "ColumnsStep") -> None:
        super().__init__()
        self.column = column
        self._step = step
        self.setFixedWidth(theme.current().text_size.scaled(_WIDTH))
        heading = column.heading or _("（没有表头）")
        self.body.addWidget(label(f"{column.letters}  {heading}", "strong", wrap=True))
        self.box = ChoiceBox()
        self.box.setAccessibleName(_("{heading}这一列是").format(heading=heading))
        self.box.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setMinimumContentsLength(6)
        self.body.addWidget(self.box)
        self.year = ChoiceBox()
        self.year.setAccessibleName(_("{heading}是哪一年的").format(heading=heading))
        self._years = [*range(step.model.today.year, step.model.today.year - _YEARS_OFFERED, -1), TOGETHER]
        self.year.addItems([_("请选年度"), *map(past_year_name, self._years)])
        self.body.addWidget(self.year)
        self.hint = label("", "field-warning", wrap=True)
        self.body.addWidget(self.hint)
        samples = [hidden(sample) for sample in column.samples] or [_("（空）")]
        for sample in samples:
            self.body.addWidget(label(sample[:40], "small", wrap=True))
        self.body.addStretch(1)
        self._choices: list[str] = []
        self.show_column(column)
        self.box.activated.connect(self._chosen)
        self.year.activated.connect(self._year_chosen)

    def show_column(self, column: Column) -> None:
        """Show what the column holds now, and what is unsure of it."""
        self.column = column
        choices = column_choices(column, self._step.model.classes, self._step.class_for(column))
        chosen = choice_of(column)
        if chosen not in [key for key, _words in choices]:
            choices.append(
                (chosen, _("新的股份类别：{label}").format(label=column.class_label or column.heading))
            )
        self._choices = [key for key, _words in choices]
        self.box.blockSignals(True)
        self.box.clear()
        self.box.addItems([words for _key, words in choices])
        self.box.setCurrentIndex(self._choices.index(chosen))
        self.box.blockSignals(False)
        self.year.setVisible(column.field in PAST)
        self.year.setCurrentIndex(self._years.index(column.year) + 1 if column.year in self._years else 0)
        said = self._doubt(column, dict(choices))
        self.hint.setText(said)
        self.hint.setVisible(bool(said))
        theme.mark(self, role=_UNSURE if said else "card")

    def choose(self, choice: str) -> None:
        """Choose as a person does."""
        self.box.setCurrentIndex(self._choices.index(choice))
        self._chosen(self.box.currentIndex())

    def choose_year(self, year: int) -> None:
        """Choose as a person does."""
        self.year.setCurrentIndex(self._years.index(year) + 1)
        self._year_chosen(self.year.currentIndex())

    def _year_chosen(self, place: int) -> None:
        if place > 0:
            self._step.model.answer_year(self.column, self._years[place - 1])

    def _chosen(self, place: int) -> None:
        choice = self._choices[place]
        share_class = class_in(choice)
        self._step.model.answer_column(self.column, "" if share_class else choice, share_class)

    @staticmethod
    def _doubt(column: Column, words: dict[str, str]) -> str:
        """What makes a column unsure, empty for one that is not."""
        if column.field in PAST and column.year is None:
            return _("请选是哪一年的")
        if column.answered or column.field is not None:
            return ""
        if column.is_class:
            return _("像是一类股份，请选是哪一类")
        if column.proposed is not None:
            return _("可能是“{field}”，请确认").format(field=words[column.proposed.value])
        return ""


class ColumnsStep(ImportStep):
    """What each column holds, and what is the same for all members."""

    def __init__(self, model: ImportModel) -> None:
        super().__init__(
            model, _("各列"), _("每一列是什么，已按表头认出；黄色的请确认，用不到的列选“不导入”。")
        )
        kinds = [("", _("表里已写明")), *((kind.value, kind_name(kind.value)) for kind in MemberKind)]
        self.kind: ChoiceField[str] = ChoiceField(_("没写类型的按"), kinds, required=False)
        self.joined = DateField(_("没写入社日期的按"))
        self.as_of = DateField(_("股份截至（中途建账）"))
        self.joined.edit.setToolTip(_("表里没有这一列，或有空格时用这一天"))
        self.as_of.edit.setToolTip(_("中途建账时填；不填则从各人入社日起算"))
        self._showing = False
        self._made: _Sheet | None = None
        self.cards: list[ColumnCard] = []
        inner = QVBoxLayout()
        inner.setSpacing(SPACE_CARD)
        defaults = FlowLayout(gap=SPACE_CARD, drop=SPACE_IN)
        for field in (self.kind, self.joined, self.as_of):
            defaults.addWidget(captioned(field))
            self.fields.append(field)
        inner.addLayout(defaults)
        self._flow = FlowLayout(gap=SPACE_IN, drop=SPACE_IN)
        inner.addLayout(self._flow)
        inner.addStretch(1)
        self._area = FormArea(inner)
        self.body.addWidget(self._area, 1)
        self.kind.changed.connect(self._defaults_changed)
        for day in (self.joined, self.as_of):
            day.left.connect(self._defaults_changed)

    def class_for(self, column: Column) -> str:
        """The code a class of shares gets that the book has not; the same for columns of the same name."""
        known = [each.code for each in self.model.classes]
        taken = {
            card.column.share_class: card.column.class_label for card in self.cards if card.column.share_class
        }
        for code, called in taken.items():
            if called == column.class_label and code not in known:
                return code
        return next_class_code([*known, *taken])

    def show_understood(self) -> None:
        columns = self._columns()
        self._show_cards(columns)
        self._showing = True
        answers = self.model.answers
        self.kind.choose(answers.defaults.get(Field.KIND, ""))
        if not self.joined.edit.hasFocus():
            self.joined.set_text(answers.defaults.get(Field.JOINED, ""))
        if not self.as_of.edit.hasFocus():
            self.as_of.set_text(answers.as_of.isoformat() if answers.as_of else "")
        self._showing = False
        self.say_refusal()
        if self.model.understood.refusal is None:
            self._say_missing()

    def check(self) -> None:
        self._defaults_changed()
        for fault in self._missing():
            raise DomainError(fault)

    def card_of(self, heading: str) -> ColumnCard:
        """The card of the column with that heading, or of those letters; KeyError without one."""
        for card in self.cards:
            if heading in (card.column.heading, card.column.letters) or card.column.heading.endswith(heading):
                return card
        raise KeyError(heading)

    def nextId(self) -> int:
        reading = self.model.reading
        step = super().nextId()
        return step + 1 if reading is not None and not reading.unknown else step

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        card = watched.parent()
        if event.type() == QEvent.Type.FocusIn and isinstance(card, QWidget):
            self._area.ensureWidgetVisible(card)
        return super().eventFilter(watched, event)

    def _columns(self) -> tuple[Column, ...]:
        reading, headings = self.model.reading, self.model.understood.headings
        if reading is not None:
            return reading.columns
        return _only_headings(headings, self.model) if headings is not None else ()

    def _show_cards(self, columns: tuple[Column, ...]) -> None:
        table = self.model.table
        sheet = _Sheet(
            table.name if table is not None else "",
            tuple(column.place for column in columns),
            tuple(column.heading for column in columns),
        )
        if sheet != self._made:
            clear(self._flow)  # type: ignore[arg-type]  # a layout as any other
            self.cards = []
            for column in columns:
                card = ColumnCard(column, self)
                card.box.installEventFilter(self)
                self.cards.append(card)
                self._flow.addWidget(card)
            self._made = sheet
        for card, column in zip(self.cards, columns, strict=True):
            card.show_column(column)

    def _missing(self) -> list[str]:
        reading = self.model.reading
        found = reading.findings.errors if reading is not None else []
        return [fault.code for fault in found if fault.code in ("import.kind_unsaid", "import.joined_unsaid")]

    def _say_missing(self) -> None:
        unsure = sum(card.hint.isVisibleTo(card) for card in self.cards)
        missing = self._missing()
        if missing:
            from coopdesk.wording import error_text

            self.message.say("warning", error_text(DomainError(missing[0])))
        elif unsure:
            self.message.say(
                "warning", ngettext("有 {n} 列还没有认定", "有 {n} 列还没有认定", unsure).format(n=unsure)
            )
        else:
            self.message.hide()

    def _defaults_changed(self) -> None:
        if self._showing:
            return
        joined, as_of = self.joined.value(), self.as_of.value()
        defaults = {
            name: value
            for name, value in self.model.answers.defaults.items()
            if name not in (Field.KIND, Field.JOINED)
        }
        if kind := self.kind.value():
            defaults[Field.KIND] = kind
        if joined is not None:
            defaults[Field.JOINED] = joined.isoformat()
        self.model.answer(defaults=defaults, as_of=as_of)


def _only_headings(headings: Headings, model: ImportModel) -> tuple[Column, ...]:
    """Columns by their headings alone, for a sheet that is not understood yet."""
    columns = []
    for heading in headings.columns:
        said = model.answers.columns.get(heading.text)
        guessed = heading.guess.field if heading.guess.score >= ACCEPTED else None
        field = guessed if said is None else Field(said) if said != NOTHING else None
        samples = [
            str(row[heading.column]).strip()
            for row in headings.table.rows[headings.last + 1 : headings.last + 40]
            if heading.column < len(row) and row[heading.column] is not None
        ]
        columns.append(
            Column(heading.column, heading.text, tuple(samples[:2]), field, answered=said is not None)
        )
    return tuple(columns)
