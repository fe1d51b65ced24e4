"""One part of a scheme as a card: what it says, what it comes to, and opened, the form to change it.

The card knows no scheme and no engine; it is told its words, and how to make the form of its part.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from coopdesk.domain.distribution.scheme import Line, Rebate, Scheme, Withholding
from coopdesk.domain.errors import DomainError
from coopdesk.i18n import N_, _, format_percent, mark
from coopdesk.ui.distribution.editing import labels, where
from coopdesk.ui.distribution.outcome import Outcome, PaidLine
from coopdesk.ui.distribution.part_forms import PartForm
from coopdesk.ui.distribution.reading import Choices
from coopdesk.ui.distribution.words import basis_text, effect_text, eligible_text, money, pool_text
from coopdesk.ui.frame.actions import Action
from coopdesk.ui.kit.buttons import button
from coopdesk.ui.kit.cards import label, line, set_text
from coopdesk.ui.kit.eliding import ElidingLabel
from coopdesk.ui.kit.keys import after, is_enter
from coopdesk.ui.kit.rich_line import RichLine, Word
from coopdesk.ui.kit.tokens import SPACE_IN, STEP
from coopdesk.wording import error_text, usual_text

_UP = Action("part-up", N_("上移"))
_DOWN = Action("part-down", N_("下移"))
_REMOVE = Action("part-remove", N_("删除"))
_CLOSE = Action("part-close", N_("完成"), icon="check")
WHY = "why"
"""The way of the figures: how they came about."""


@dataclass(frozen=True)
class PartView:
    """What a card shows. `can_move` says whether the part may go up and down; None for parts without an order."""

    name: str
    amount: Sequence[Word] = ()
    sentence: Sequence[Word] = ()
    effect: Sequence[Word] = ()
    error: str = ""
    can_move: tuple[bool, bool] | None = None


@dataclass
class PartActs:
    """What the card asks for; the page does it."""

    opened: Callable[[bool], object]
    edited: Callable[[object], object]
    removed: Callable[[], object]
    why: Callable[[], object]
    moved: Callable[[int], object] = field(default=lambda _by: None)


class PartCard(QFrame):
    """A card of one part; `form` makes the form when the card is opened, None where nothing may be changed."""

    def __init__(self, acts: PartActs, form: Callable[[], PartForm] | None) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._acts = acts
        self._make = form
        self.form: PartForm | None = None
        self._foot: QWidget | None = None
        self.movers: tuple[QPushButton, ...] = ()
        self._can_move: tuple[bool, bool] | None = None
        self.name = ElidingLabel("strong")
        self.amount = RichLine("muted", wrap=False)
        self.sentence = RichLine("muted")
        self.effect = RichLine()
        self.error = label("", "error", wrap=True)
        self.error.hide()
        for rich in (self.amount, self.sentence, self.effect):
            rich.linkActivated.connect(self._follow)
        self._box = QVBoxLayout(self)
        self._lay_out()

    def show_part(self, view: PartView) -> None:
        """Show these words; an open form keeps what is typed in it."""
        self.name.setText(view.name)
        self.setAccessibleName(view.name)
        self.amount.say(view.amount)
        self.sentence.say(view.sentence)
        self.effect.say(view.effect)
        set_text(self.error, view.error)
        self.error.setVisible(bool(view.error))
        self._can_move = view.can_move
        self._arrange_foot()

    def open_form(self, what: str = "") -> None:
        """Show the form, with the cursor at `what`."""
        if self._make is None:
            return
        if self.form is None:
            self.form = self._make()
            self.form.edited.connect(self._acts.edited)
            self._foot = self._make_foot()
            for part in (line(), self.form, self._foot):
                self._box.addWidget(part)
                part.show()  # a layout would only do so later, and the cursor has to go there now
            self._acts.opened(True)
        self.form.focus_on(what)

    def close_form(self) -> None:
        """Put the form away; what it said is in the scheme already."""
        if self.form is None:
            return
        while self._box.count() > self._resting:
            item = self._box.takeAt(self._resting)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.form = self._foot = None
        self._acts.opened(False)

    def finish(self) -> None:
        """Close the form if all in it is well, else say what is not."""
        if self.form is not None and self.form.rows.all_fit():
            self.close_form()
            self.sentence.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.form is not None:
            self.finish()
        elif is_enter(event) and self.form is not None:
            (after(self.form, self.focusWidget()) or self.closer).setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.form is None:
            self.open_form()
        super().mouseReleaseEvent(event)

    def _follow(self, way: str) -> None:
        if way == WHY:
            self._acts.why()
        else:
            self.open_form(way)

    def _lay_out(self) -> None:
        self._box.setContentsMargins(12, SPACE_IN, 12, SPACE_IN)
        self._box.setSpacing(STEP)
        head = QHBoxLayout()
        head.setSpacing(SPACE_IN)
        head.addWidget(self.name, 1)
        head.addWidget(self.amount)
        self._box.addLayout(head)
        for part in (self.sentence, self.effect, self.error):
            self._box.addWidget(part)
        self._resting = self._box.count()
        if self._make is not None:
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    def _make_foot(self) -> QWidget:
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(STEP)
        up = button(_UP, lambda: self._acts.moved(-1), "link")
        down = button(_DOWN, lambda: self._acts.moved(1), "link")
        self.movers = (up, down)
        self.remover = button(_REMOVE, self._acts.removed, "link")
        for made in (up, down, self.remover):
            made.setAccessibleName(f"{made.text()} {self.name.text()}")
            row.addWidget(made)
        row.addStretch(1)
        self.closer = button(_CLOSE, self.finish)
        row.addWidget(self.closer)
        self._arrange_foot()
        return foot

    def _arrange_foot(self) -> None:
        for place, mover in enumerate(self.movers if self.form is not None else ()):
            mover.setVisible(self._can_move is not None)
            mover.setEnabled(self._can_move is not None and self._can_move[place])


_PLACE = re.compile(r"scheme\.(tiers|rebates|withholding|appropriations)\[(\d+)\](?:\[(\d+)\])?")
TAX = "tax:"
"""Cards of taxes are named by this and their place, as a tax has no id."""


def part_of(error: DomainError, scheme: Scheme) -> str:
    """Id of the part an error of the engine stands against, empty if it is none in particular."""
    match = _PLACE.match(str(error.params.get("key", "")))
    if match is None:
        return str(error.params.get("value", "")) if error.code == "distribution.rebate_exceeds" else ""
    kind, first, second = match[1], int(match[2]), int(match[3] or 0)
    if kind == "withholding":
        return f"{TAX}{first}"
    parts: Sequence[Sequence[object]] = {
        "tiers": scheme.tiers,
        "rebates": [scheme.rebates],
        "appropriations": [scheme.appropriations],
    }[kind]
    row, place = (first, second) if kind == "tiers" else (0, first)
    try:
        return str(getattr(parts[row][place], "id", ""))
    except IndexError:
        return ""


def line_view(line: Line, scheme: Scheme, choices: Choices, outcome: Outcome | None, links: bool) -> PartView:
    """A line of a tier: `按 股数（登记日持股）分给 全体成员`."""
    by = Word(basis_text(line.basis, choices.classes), "basis" if links else "")
    who = Word(eligible_text(line.eligible, choices.names), "who" if links else "")
    words = [Word(_("按 ")), by, Word(_(" 分给 ")), who]
    if line.patronage:
        words.append(Word(_(" · 计入交易量返还")))
    paid = _paid(line.id, outcome)
    return PartView(
        name=usual_text(line.label),
        amount=[Word(pool_text(line.pool, line.basis), "pool" if links else "")],
        sentence=words,
        effect=_effect(paid),
        can_move=_movable(scheme, line.id),
    )


def rebate_view(
    rebate: Rebate, scheme: Scheme, choices: Choices, outcome: Outcome | None, links: bool
) -> PartView:
    """A rebate: `南岸区供销合作社 → 农户`, what it gives on and by what."""
    giver = choices.names.get(rebate.giver, rebate.giver)
    who = eligible_text(rebate.eligible, choices.names)
    named = labels(scheme)
    lines = mark("、").join(named.get(each, each) for each in rebate.of_lines)
    whole = rebate.rate == 1_000_000
    amount = _("全部所得") if whole else _("所得的 {rate}").format(rate=format_percent(rebate.rate))
    words = [
        Word(_("把 {lines} 所得按 ").format(lines=lines)),
        Word(basis_text(rebate.basis, choices.classes), "basis" if links else ""),
        Word(_(" 转给 ")),
        Word(who, "who" if links else ""),
    ]
    return PartView(
        name=f"{giver} → {who}",
        amount=[Word(amount, "rate" if links else "")],
        sentence=words,
        effect=_effect(_paid(rebate.id, outcome)),
    )


def tax_view(
    tax: Withholding, scheme: Scheme, choices: Choices, outcome: Outcome | None, links: bool
) -> PartView:
    """Tax withheld: of what, from whom."""
    named = labels(scheme)
    lines = mark("、").join(named.get(each, each) for each in tax.lines)
    taken = _("从 {lines} 所得中代扣，适用于 ")
    if tax.free:
        taken = _("从 {lines} 所得中每人超过 {free} 元的部分代扣，适用于 ")
    words = [
        Word(taken.format(lines=lines, free=money(tax.free))),
        Word(eligible_text(tax.eligible, choices.names), "who" if links else ""),
    ]
    total = [Word(_("合计 ")), Word(money(outcome.tax), strong=True), Word(_(" 元"))] if outcome else []
    rate = Word(format_percent(tax.rate), "rate" if links else "")
    return PartView(_("代扣个人所得税"), [rate], words, total if len(scheme.withholding) == 1 else [])


def with_error(view: PartView, part: str, error: DomainError | None, scheme: Scheme) -> PartView:
    """The view, with the error's sentence if it stands against this part."""
    if error is None or part_of(error, scheme) != part:
        return view
    return PartView(view.name, view.amount, view.sentence, view.effect, refusal_text(error), view.can_move)


def refusal_text(error: DomainError) -> str:
    """Why a scheme cannot be computed, without the key and value that a file's reader needs."""
    text, key = error_text(error), error.params.get("key")
    return text.partition(f"{mark('（')}{key}")[0] if key else text


def tier_bases(scheme: Scheme, outcome: Outcome | None) -> Mapping[int, int]:
    """What is left when each tier begins, fen; empty without an outcome of this very scheme."""
    if outcome is None:
        return {}
    pools = {line.id: line.pool.fen for line in outcome.lines if line.giver is None}
    left, bases = outcome.distributable.fen, {}
    for number, tier in enumerate(scheme.tiers):
        bases[number] = left
        left -= sum(pools.get(line.id, 0) for line in tier)
    return bases


def _paid(line_id: str, outcome: Outcome | None) -> PaidLine | None:
    return next((line for line in outcome.lines if line.id == line_id), None) if outcome else None


def _effect(paid: PaidLine | None) -> list[Word]:
    if paid is None:
        return []
    unit, each = effect_text(paid)
    number, _space, after = each.partition(" ")
    words = [Word(f"{unit} "), Word(number, strong=True), Word(f" {after} · " if after else " · ")]
    return [*(words if each else []), Word(_("合计 {sum}").format(sum=money(paid.paid)), WHY)]


def _movable(scheme: Scheme, line_id: str) -> tuple[bool, bool]:
    tier, place = where(scheme, line_id)
    last = len(scheme.tiers) - 1
    return (tier > 0 or place > 0, tier < last or place < len(scheme.tiers[tier]) - 1)
