"""The parts of a scheme under each other as cards: tiers with their lines, rebates, taxes, and what adds one.

Holds the scheme only to draw it; every change goes out as a whole new scheme. What it comes to, or an error, is told
later and shown beside the part it belongs to. One card is open at a time.
"""

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from coopdesk.domain.distribution.scheme import Line, Rebate, Scheme, Withholding
from coopdesk.domain.errors import DomainError
from coopdesk.i18n import N_, _
from coopdesk.ui.distribution import editing, part_card
from coopdesk.ui.distribution.outcome import Outcome
from coopdesk.ui.distribution.part_card import PartActs, PartCard, PartView
from coopdesk.ui.distribution.part_forms import LineForm, PartForm, RebateForm, TaxForm
from coopdesk.ui.distribution.reading import Choices
from coopdesk.ui.distribution.words import money, tier_name
from coopdesk.ui.frame.actions import Action
from coopdesk.ui.kit.buttons import button
from coopdesk.ui.kit.cards import clear, label, set_text
from coopdesk.ui.kit.flow import FlowLayout
from coopdesk.ui.kit.keys import has_focus_within
from coopdesk.ui.kit.refusing import first_refused
from coopdesk.ui.kit.tokens import SPACE_IN, STEP

_ADD_LINE = Action("add-line", N_("添加一行"), "", "add", N_("在这一层添加一行"))
_ADD_TIER = Action("add-tier", N_("添加一层"), "", "add", N_("把上面各层余下的再分一层"))
_ADD_REBATE = Action("add-rebate", N_("返利"), "", "add", N_("某一成员把所得再转给别人"))
_ADD_TAX = Action("add-tax", N_("代扣税"), "", "add", N_("代扣个人所得税"))


class PartCards(QWidget):
    """`edited(scheme)` for every change, `asked(line id)` when a line's sum is to be explained, `rebuilt` when there
    are other fields to reach with Tab."""

    edited = Signal(object)
    asked = Signal(str)
    rebuilt = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.scheme = Scheme(())
        self.cards: dict[str, PartCard] = {}
        self.adders: dict[str, QPushButton] = {}
        self._choices = Choices()
        self._fixed = False
        self._open = ""
        self._shape: object = None
        self._bases: list[QLabel] = []
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(SPACE_IN)

    def show_scheme(self, scheme: Scheme, choices: Choices, fixed: bool) -> None:
        """Show this scheme; cards stay as they are while their number and order do."""
        shape = (_shape(scheme), choices, fixed)
        self.scheme, self._choices, self._fixed = scheme, choices, fixed
        if shape != self._shape:
            self._shape = shape
            self._rebuild()
        self.show_outcome(None, None)

    def show_outcome(self, outcome: Outcome | None, error: DomainError | None) -> None:
        """Show what each part comes to, and an error at the part it stands against."""
        for part, view in self._views(outcome):
            self.cards[part].show_part(part_card.with_error(view, part, error, self.scheme))
        bases = part_card.tier_bases(self.scheme, outcome)
        for place, base in enumerate(self._bases):
            what = _("余下") if place else _("可分配")
            set_text(base, f"{what} {money(bases[place])}" if place in bases else "")

    def holds(self, error: DomainError) -> bool:
        """Whether the error is shown at one of the cards."""
        return part_card.part_of(error, self.scheme) in self.cards

    def open_part(self, part: str) -> None:
        """Open the card of that part."""
        if part in self.cards:
            self.cards[part].open_form()

    # Drawing

    def _rebuild(self) -> None:
        clear(self._box)
        self.cards, self._bases = {}, []
        for place, tier in enumerate(self.scheme.tiers):
            self._add_tier_head(place)
            for line in tier:
                self._add_card(line.id, self._line_form)
        self._add_cards(_("二次返利"), [rebate.id for rebate in self.scheme.rebates], self._rebate_form)
        taxes = [f"{part_card.TAX}{place}" for place in range(len(self.scheme.withholding))]
        self._add_cards(_("代扣税"), taxes, self._tax_form)
        if not self._fixed:
            self._box.addWidget(self._adders())
        self.open_part(self._open)
        self.rebuilt.emit()

    def _add_tier_head(self, place: int) -> None:
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(0, STEP, 0, 0)
        row.setSpacing(SPACE_IN)
        row.addWidget(label(tier_name(place), "section"))
        self._bases.append(label("", "strong"))
        row.addWidget(self._bases[-1])
        row.addStretch(1)
        self._box.addWidget(head)

    def _add_cards(self, heading: str, parts: Sequence[str], form: Callable[[str], PartForm]) -> None:
        if parts:
            head = label(heading, "section")
            head.setContentsMargins(0, STEP, 0, 0)
            self._box.addWidget(head)
        for part in parts:
            self._add_card(part, form)

    def _add_card(self, part: str, form: Callable[[str], PartForm]) -> None:
        acts = PartActs(
            opened=lambda on: self._opened(part, on),
            edited=lambda edited: self._change(_put(self.scheme, part, edited)),
            removed=lambda: self._change(_taken_out(self.scheme, part)),
            why=lambda: self.asked.emit(part),
            moved=lambda by: self._move(part, by),
        )
        card = PartCard(acts, None if self._fixed else lambda: form(part))
        self.cards[part] = card
        self._box.addWidget(card)

    def _adders(self) -> QWidget:
        holder = QWidget()
        row = FlowLayout(holder)
        for action, act in (
            (_ADD_LINE, self._add_line),
            (_ADD_TIER, self._add_tier),
            (_ADD_REBATE, self._add_rebate),
            (_ADD_TAX, self._add_tax),
        ):
            self.adders[action.name] = button(action, act, "link")
            row.addWidget(self.adders[action.name])
        return holder

    def _views(self, outcome: Outcome | None) -> Iterator[tuple[str, PartView]]:
        scheme, choices, links = self.scheme, self._choices, not self._fixed
        for tier in scheme.tiers:
            for line in tier:
                yield line.id, part_card.line_view(line, scheme, choices, outcome, links)
        for rebate in scheme.rebates:
            yield rebate.id, part_card.rebate_view(rebate, scheme, choices, outcome, links)
        for place, tax in enumerate(scheme.withholding):
            yield f"{part_card.TAX}{place}", part_card.tax_view(tax, scheme, choices, outcome, links)

    # Forms

    def _line_form(self, part: str) -> PartForm:
        tier, place = editing.where(self.scheme, part)
        return LineForm(self.scheme.tiers[tier][place], self._choices)

    def _rebate_form(self, part: str) -> PartForm:
        rebate = next(each for each in self.scheme.rebates if each.id == part)
        return RebateForm(rebate, self._choices, self._given_before(part))

    def _tax_form(self, part: str) -> PartForm:
        tax = self.scheme.withholding[_tax_place(part)]
        return TaxForm(tax, self._choices, list(editing.labels(self.scheme).items()))

    def _given_before(self, rebate_id: str) -> list[tuple[str, str]]:
        """Lines, and rebates before this one: a rebate gives on only what is figured already."""
        named = list(editing.labels(self.scheme).items())
        return named[: [part for part, _label in named].index(rebate_id)]

    # Acts

    def _opened(self, part: str, on: bool) -> None:
        if on:
            for other, card in self.cards.items():
                if other != part and first_refused(card) is None:
                    card.close_form()
            self._open = part
        elif self._open == part:
            self._open = ""
        self.rebuilt.emit()

    def _change(self, scheme: Scheme) -> None:
        if scheme == self.scheme:
            return
        held = has_focus_within(self)
        self.show_scheme(scheme, self._choices, self._fixed)
        if held and not has_focus_within(self):
            self.adders[_ADD_LINE.name].setFocus()  # what had the cursor is gone
        self.edited.emit(scheme)

    def _move(self, part: str, by: int) -> None:
        self._change(editing.move_line(self.scheme, part, by))
        up, down = self.cards[part].movers
        first, second = (up, down) if by < 0 else (down, up)
        (first if first.isEnabled() else second).setFocus()

    def _add(self, made: tuple[Scheme, str]) -> None:
        scheme, part = made
        self._change(scheme)
        self.open_part(part)

    def _add_line(self) -> None:
        tiers = len(self.scheme.tiers)
        if not tiers:
            self._add_tier()
            return
        in_open = [
            place for place, tier in enumerate(self.scheme.tiers) if self._open in (line.id for line in tier)
        ]
        tier = in_open[0] if in_open else tiers - 1
        self._add(editing.add_line(self.scheme, tier, N_("新的一项")))

    def _add_tier(self) -> None:
        self._add(editing.add_tier(self.scheme, N_("新的一项")))

    def _add_rebate(self) -> None:
        self._add(editing.add_rebate(self.scheme, self._choices.usual_giver, N_("二次返利")))

    def _add_tax(self) -> None:
        scheme = editing.add_withholding(self.scheme)
        self._add((scheme, f"{part_card.TAX}{len(scheme.withholding) - 1}"))


def _shape(scheme: Scheme) -> tuple[object, ...]:
    """What must stay for cards to stay: the parts and their order, and the labels that forms offer."""
    tiers = tuple(tuple(line.id for line in tier) for tier in scheme.tiers)
    return tiers, tuple(rebate.id for rebate in scheme.rebates), len(scheme.withholding)


def _put(scheme: Scheme, part: str, edited: object) -> Scheme:
    if isinstance(edited, Line):
        return editing.replace_line(scheme, edited)
    if isinstance(edited, Rebate):
        return editing.replace_rebate(scheme, edited)
    if isinstance(edited, Withholding):
        return editing.replace_withholding(scheme, _tax_place(part), edited)
    raise TypeError(f"not a part of a scheme: {edited!r}")


def _taken_out(scheme: Scheme, part: str) -> Scheme:
    if part.startswith(part_card.TAX):
        return editing.remove_withholding(scheme, _tax_place(part))
    if part in editing.line_ids(scheme):
        return editing.remove_line(scheme, part)
    return editing.remove_rebate(scheme, part)


def _tax_place(part: str) -> int:
    return int(part.removeprefix(part_card.TAX))
