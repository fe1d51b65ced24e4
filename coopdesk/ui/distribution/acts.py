"""What can be done on the page: the buttons the situation calls for, the command or form of each, and where it leads.

`offer` says what is possible and exactly one act is the primary one; what was changed comes back through `reload`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QPushButton

from coopdesk.domain.distribution.measures import MeasureSheet
from coopdesk.domain.distribution.scheme import Scheme
from coopdesk.i18n import N_, _
from coopdesk.services.command import Changes, Command
from coopdesk.services.coop.values import YearFigures
from coopdesk.services.distribution.commands import (
    DraftDistribution,
    DraftLossPlan,
    KeepTemplate,
    RecordMeasures,
    RecordYearFigures,
    RenameTemplate,
    ReopenLossYear,
    UndoPayment,
    WithdrawApproval,
    WithdrawTemplate,
)
from coopdesk.services.distribution.headlines import PlanState
from coopdesk.services.distribution.payments import HouseholdPayment, not_reached
from coopdesk.services.distribution.templates import SchemeTemplate
from coopdesk.services.distribution.values import HouseholdStanding
from coopdesk.ui.distribution.loss import loss_entries
from coopdesk.ui.distribution.measure_rows import Roll
from coopdesk.ui.distribution.measures import MeasureForm, sheet_text
from coopdesk.ui.distribution.model import SchemeModel
from coopdesk.ui.distribution.payments_pane import totals_text
from coopdesk.ui.distribution.resolution_form import (
    LossForm,
    MarkForm,
    PaymentForm,
    ResolutionForm,
    TakeBackForm,
)
from coopdesk.ui.distribution.sides import LeftSide
from coopdesk.ui.distribution.situation import RESERVE, RESOLUTION, REVIEW, SCHEME, SURPLUS, Situation
from coopdesk.ui.distribution.words import frozen_changes
from coopdesk.ui.frame import actions
from coopdesk.ui.frame.actions import Action
from coopdesk.ui.frame.shell import Shell
from coopdesk.ui.kit import dialogs
from coopdesk.ui.kit.fields import TextField
from coopdesk.ui.kit.form import FormDialog
from coopdesk.ui.kit.page import PageFrame
from coopdesk.wording import usual_text

DISCARD = Action("discard", N_("放弃改动"), "", "refresh", N_("回到上次保存的草案"))
COMPARE = Action("compare", N_("方案对比"), "", "columns", N_("与另一模板逐户比较"))
UNCOMPARE = Action("uncompare", N_("结束对比"), "", "close")
WITHDRAW = Action("withdraw", N_("撤回决议"), "", "refresh")
SLIPS = Action("slips", N_("打印分红单"), "", "papers", N_("打印分红单 (Ctrl+P)"))
FIGURES = Action("figures", N_("录入本年盈余"), "", "edit")
NEXT = Action("next", N_("下一步"), "Ctrl+PgDown")
SAVE = Action("save-draft", N_("保存草案"), "", "save", N_("保存草案 (Ctrl+S)"))
RESOLVE = Action("resolve", N_("登记决议"), "", "resolution")
PAY = Action("pay", N_("标记已发放"), "", "pay")
UNPAY = Action("undo-payment", N_("撤销发放"), "", "refresh")
CLOSE = Action("close-loss", N_("登记亏损处理决议"), "", "resolution")
REOPEN = Action("reopen-loss", N_("撤回亏损处理"), "", "refresh")
LATER = Action("next-year", N_("转到下一年度"), "", "calendar")
PRINT = Action("print-slips", N_("打印分红单"), "", "papers", N_("打印分红单 (Ctrl+P)"))

_SAVE_KEY = Action("save-key", "", "Ctrl+S")
_SECONDARY = (DISCARD, COMPARE, UNCOMPARE, WITHDRAW, UNPAY, REOPEN, SLIPS)
_PRIMARY = (FIGURES, NEXT, SAVE, RESOLVE, PAY, PRINT, CLOSE, LATER)
_NEXT_NAMES = {
    SURPLUS: N_("下一步：公积金"),
    RESERVE: N_("下一步：分配办法"),
    SCHEME: N_("下一步：核对"),
    REVIEW: N_("下一步：决议"),
}
_SAVE_NEXT = N_("保存，下一步：公积金")
_TO_LOSS = N_("下一步：亏损处理")
_SAVE_TO_LOSS = N_("保存，下一步：亏损处理")


@dataclass(frozen=True)
class Offer:
    """What is offered: the primary action and its text, the secondary ones, and whether it can be done now."""

    primary: Action
    text: str
    others: tuple[Action, ...] = ()
    possible: bool = True


class ActionButtons:
    """The buttons of the page's head, made once and shown as the situation asks."""

    def __init__(self, page: PageFrame, slots: Mapping[str, Callable[[], object]]) -> None:
        self.buttons: dict[str, QPushButton] = {}
        for action in _SECONDARY:
            self.buttons[action.name] = page.add_action(action, slots[action.name])
        for action in _PRIMARY:
            self.buttons[action.name] = page.add_action(action, slots[action.name], primary=True)
        self._save_key = actions.key(_SAVE_KEY, self.buttons[SAVE.name].click, page)

    def show(self, offered: Offer | None) -> None:
        """Show what is offered and nothing else; hidden buttons do not answer to their keys either."""
        wanted = {} if offered is None else {offered.primary.name, *(each.name for each in offered.others)}
        if self._save_key is not None:
            # At the other steps the same keys save what is unsaved, and one stays where one is.
            self._save_key.setEnabled(SAVE.name in wanted)
        for name, made in self.buttons.items():
            made.setVisible(name in wanted)
            made.setEnabled(name in wanted)
        if offered is not None:
            primary = self.buttons[offered.primary.name]
            primary.setText(offered.text)
            primary.setAccessibleName(offered.text)
            primary.setEnabled(offered.possible)


def offer(
    now: Situation,
    step: int,
    figures_touched: bool,
    comparing: bool = False,
    typed: YearFigures | None = None,
) -> Offer:
    """What the situation calls for at a step; `typed` are the figures touched, as far as they can be read."""
    state = now.reading.state
    if state is PlanState.PAID:
        return _plain(PRINT, UNPAY)
    if state is PlanState.APPROVED:
        return _plain(PAY, SLIPS, WITHDRAW)
    if state is PlanState.CLOSED:
        return _plain(LATER, REOPEN)
    if step == SURPLUS and (figures_touched or not now.is_loss):
        saving = _SAVE_TO_LOSS if now.is_loss_with(typed) else _SAVE_NEXT
        return Offer(NEXT, _(saving if figures_touched else _NEXT_NAMES[SURPLUS]))
    if now.is_loss:
        return _offer_loss(now, step)
    if now.reading.figures is None:
        return _plain(FIGURES)
    others = (DISCARD,) if _revertible(now) else ()
    possible = now.outcome is not None
    if step in (SCHEME, REVIEW) and possible:
        others = (*others, UNCOMPARE if comparing else COMPARE)
    if step == RESERVE:
        return Offer(NEXT, _(_NEXT_NAMES[RESERVE]), others)
    if step == SCHEME:
        return Offer(NEXT, _(_NEXT_NAMES[SCHEME]), others, possible)
    if now.unsaved:
        return Offer(SAVE, _(SAVE.text), others, possible)
    if step == REVIEW:
        return Offer(NEXT, _(_NEXT_NAMES[REVIEW]), others)
    return Offer(RESOLVE, _(RESOLVE.text), others, possible)


def _offer_loss(now: Situation, step: int) -> Offer:
    """The way of a loss year: from every step to what meets the loss, and from there to the resolution."""
    if now.unsaved and step >= REVIEW:
        others = (DISCARD,) if now.reading.loss_draft is not None else ()
        return Offer(SAVE, _(SAVE.text), others, possible=now.loss is not None)
    if step == RESOLUTION:
        return Offer(CLOSE, _(CLOSE.text), possible=now.loss is not None)
    return Offer(NEXT, _(_NEXT_NAMES[REVIEW] if step == REVIEW else _TO_LOSS))


def _revertible(now: Situation) -> bool:
    return now.unsaved and now.reading.drafted is not None and now.edit != now.reading.drafted


def _plain(primary: Action, *others: Action) -> Offer:
    return Offer(primary, _(primary.text), others)


def draft_command(now: Situation | None) -> Command | None:
    """Saves what is edited as the year's draft, under the co-op's accountant."""
    if now is not None and now.is_loss:
        return _loss_draft(now)
    if now is None or now.edit is None or now.outcome is None:
        return None
    coop = now.reading.coop
    return DraftDistribution(
        year=now.reading.year,
        record_date=now.edit.record_date,
        scheme=now.edit.scheme,
        template=now.edit.template,
        drafter=coop.accountant if coop is not None else "",
        seen=now.edit.seen,
    )


def _loss_draft(now: Situation) -> DraftLossPlan | None:
    if now.loss is None or now.reading.fixed:
        return None
    return DraftLossPlan(
        year=now.loss.year,
        record_date=now.loss.record_date,
        shared=now.loss.shared,
        person=_person(now),
        seen=now.reading.seen if now.shared is None else now.shared.seen,
    )


def resolution_form(now: Situation | None) -> ResolutionForm | None:
    """Registers the meeting's resolution on the saved draft."""
    if now is None or now.reading.record is None or now.edit is None or now.outcome is None:
        return None
    frozen = frozen_changes(now.outcome, now.edit.record_date)
    plan = now.reading.record.plan_id
    return ResolutionForm(
        plan, now.reading.year, now.reading.votes[0], now.reading.today, frozen, _person(now)
    )


def loss_form(now: Situation | None) -> LossForm | None:
    """Registers the meeting's resolution on a loss."""
    if now is None or now.loss is None or now.reading.fixed:
        return None
    frozen = [(entry.words, entry.figure) for entry in loss_entries(now.loss)]
    return LossForm(now.loss, now.reading.votes[0], now.reading.today, frozen, _person(now))


def payment_form(now: Situation | None) -> PaymentForm | None:
    """Marks the approved plan as paid out."""
    if now is None or now.reading.record is None or now.edit is None or now.outcome is None:
        return None
    paid = [*frozen_changes(now.outcome, now.edit.record_date), *_not_reached(now)]
    plan = now.reading.record.plan_id
    return PaymentForm(plan, now.reading.year, now.reading.today, paid, _person(now))


def _not_reached(now: Situation) -> list[tuple[str, str]]:
    """What stays open though the year is marked as paid out, for the sheet before it."""
    left = not_reached(now.reading.payments, paid=False)
    return [(_("没有发到"), totals_text(left))] if left else []


def mark_form(
    now: Situation | None, standing: HouseholdStanding, rows: Sequence[HouseholdPayment]
) -> MarkForm | None:
    """Marks some households' dividends."""
    if now is None or now.reading.record is None or not rows:
        return None
    return MarkForm(now.reading.record.plan_id, rows, standing, now.reading.today, _person(now))


def withdraw_form(now: Situation | None) -> TakeBackForm | None:
    """Takes the approval back, with a reason."""
    if now is None or now.reading.record is None:
        return None
    plan, person = now.reading.record.plan_id, _person(now)
    lead = _("方案回到草案，可以修改后重新决议；撤回和原因留在账套里。")
    return TakeBackForm(
        _("撤回决议"),
        lead,
        lambda reason: WithdrawApproval(plan_id=plan, reason=reason, person=person),
    )


def undo_form(now: Situation | None) -> TakeBackForm | None:
    """Takes the payment back, with a reason."""
    if now is None or now.reading.record is None:
        return None
    plan, person = now.reading.record.plan_id, _person(now)
    lead = _("方案回到已决议、未发放；原来的发放记录和原因留在账套里。")
    return TakeBackForm(
        _("撤销发放"), lead, lambda reason: UndoPayment(plan_id=plan, reason=reason, person=person)
    )


def reopen_form(now: Situation | None) -> TakeBackForm | None:
    """Takes the closing of a loss year back, with a reason."""
    if now is None or now.reading.loss is None:
        return None
    year, person = now.reading.year, _person(now)
    lead = _("年度回到未处理，可以改盈余或重新决议；撤回和原因留在账套里。")
    return TakeBackForm(
        _("撤回亏损处理"), lead, lambda reason: ReopenLossYear(year=year, reason=reason, person=person)
    )


def _person(now: Situation) -> str:
    coop = now.reading.coop
    return coop.accountant if coop is not None else ""


class PageActions(PageFrame):
    """The acts of the page; a subclass makes the parts named here and shows them."""

    shell: Shell
    model: SchemeModel
    left: LeftSide
    acts: ActionButtons
    step: int
    _wanted: int | None

    def go_to(self, step: int) -> None:
        """Show a step, with the cursor where its work begins."""
        raise NotImplementedError

    def _focus_step(self) -> None:
        raise NotImplementedError

    def next(self) -> None:
        """Go on to the next step; the year's figures are saved on the way."""
        self.message.hide()
        surplus = self.left.surplus
        typing = self.step == SURPLUS and surplus.touched
        if (typing and not surplus.fits()) or self.stopped():
            return
        if not typing:
            now = self.model.situation
            to_loss = now is not None and now.is_loss and self.step < REVIEW
            self.go_to(REVIEW if to_loss else min(self.step + 1, RESOLUTION))
            self._focus_step()
        elif surplus.figures is not None:
            typed = self.model.unsaved.typed.get(surplus.year)
            seen = self.model.seen if typed is None else typed.seen
            command = RecordYearFigures(figures=surplus.figures, seen=seen)
            now = self.model.situation
            to_loss = now is not None and now.is_loss_with(surplus.figures)
            self._run(command, REVIEW if to_loss else RESERVE, _("本年盈余已保存"))

    def save(self) -> None:
        """Save what is edited as the year's draft: the scheme, or what the accounts bear of a loss."""
        command = draft_command(self.model.situation)
        if command is not None:
            self._run(command, RESOLUTION, _("草案已保存"))

    def discard(self) -> None:
        """Drop what is not saved, also what is refused where it was typed."""
        self.left.forget()
        self.model.discard()

    def resolve(self) -> None:
        """Register the meeting's resolution on the saved draft."""
        self._ask_meeting(resolution_form(self.model.situation))

    def withdraw(self) -> None:
        """Take the approval back, with a reason."""
        self._ask(withdraw_form(self.model.situation), _("决议已撤回，方案回到草案"))

    def close_loss(self) -> None:
        """Register the meeting's resolution on the loss."""
        self._ask_meeting(loss_form(self.model.situation))

    def reopen_loss(self) -> None:
        """Take the closing of the loss year back, with a reason."""
        self._ask(reopen_form(self.model.situation), _("亏损处理已撤回"))

    def undo_payment(self) -> None:
        """Take the payment back, with a reason."""
        self._ask(undo_form(self.model.situation), _("发放已撤销，方案回到已决议"))

    def mark(self, standing: HouseholdStanding, rows: Sequence[HouseholdPayment]) -> None:
        """Mark some households' dividends."""
        self._ask(mark_form(self.model.situation, standing, rows), _("已标记"))

    def pay(self) -> None:
        """Mark the approved plan as paid out."""
        self._ask(payment_form(self.model.situation), _("已标记发放"))

    def compare(self) -> None:
        """Let a template be chosen to stand beside the scheme."""
        made = self.acts.buttons[COMPARE.name]
        self.comparison_menu().popup(made.mapToGlobal(QPoint(0, made.height())))

    def comparison_menu(self) -> QMenu:
        """The templates that can be compared with."""
        menu, reading = QMenu(self), self.model.reading
        menu.setAccessibleName(_("与哪个模板对比"))
        for template in reading.templates if reading is not None else ():
            chosen = menu.addAction(usual_text(template.title))
            chosen.triggered.connect(lambda _on=False, wanted=template.id: self.model.compare_with(wanted))
        return menu

    def _run(self, command: Command, then: int, said: str) -> None:
        self.model.unsaved.sent(command)
        self.shell.run(command, self, self._done(then, said))

    def _ask_meeting(self, form: ResolutionForm | None) -> None:
        if form is not None:
            self._ask(form.count_by(self.shell.desk.members.votes), _("已登记，办理经过见下"))

    def _ask(self, form: FormDialog[Command] | None, said: str) -> None:
        if form is not None:
            self.shell.carry_out(form, self, self._done(RESOLUTION, said))

    def _done(self, then: int, said: str) -> Callable[[Changes], None]:
        def done(_changes: Changes) -> None:
            self._wanted = then  # the year is being read anew; the step shows with it
            self.show_done(said)

        return done

    def _slots(self) -> dict[str, Callable[[], object]]:
        return {
            DISCARD.name: self.discard,
            COMPARE.name: self.compare,
            UNCOMPARE.name: lambda: self.model.compare_with(""),
            WITHDRAW.name: self.withdraw,
            SLIPS.name: self._to_slips,
            FIGURES.name: lambda: self.go_to(SURPLUS),
            NEXT.name: self.next,
            SAVE.name: self.save,
            RESOLVE.name: self.resolve,
            PAY.name: self.pay,
            UNPAY.name: self.undo_payment,
            CLOSE.name: self.close_loss,
            REOPEN.name: self.reopen_loss,
            LATER.name: lambda: self.shell.set_year(self.shell.year + 1),
            PRINT.name: self._to_slips,
        }

    def _to_slips(self) -> None:
        if self.model.reading is not None and self.model.reading.fixed:
            self.shell.go("papers", "slips_a5")


_TAKE_OUT = Action("take-out", N_("撤下"))
_KEEP = Action("keep-it", N_("保留"))
Done = Callable[[str], Callable[[Changes], None]]


class SheetAndTemplateActions:
    """`done(sentence)` makes what happens after a command was carried out; `seen` tells how far the journal went when
    what the page shows was read."""

    def __init__(
        self, page: PageFrame, shell: Shell, left: LeftSide, done: Done, seen: Callable[[], int | None]
    ) -> None:
        self._page, self._shell, self._left, self._done, self._seen = page, shell, left, done, seen
        left.measures.wanted.connect(self.enter)
        left.measures.unwanted.connect(self.take_out)
        left.scheme.keep_wanted.connect(self.keep)
        left.scheme.rename_wanted.connect(self.rename)
        left.scheme.withdraw_wanted.connect(self.withdraw)

    def enter(self, sheet: MeasureSheet | None) -> None:
        """Enter a sheet, or change one."""
        roll = Roll(member for member in self._shell.desk.members.roll() if not member.is_struck)
        form = MeasureForm(self._shell.year, roll, sheet, self._seen())
        self._shell.carry_out(form, self._page, self._done(_("计量已保存")))

    def take_out(self, sheet: MeasureSheet) -> None:
        """Take a sheet out of the year's figures; what was entered stays on record."""
        seen = self._seen()
        question = _("{sheet}不再用于 {year} 年度的分配。").format(sheet=sheet_text(sheet), year=sheet.year)
        if dialogs.confirm_sheet(self._page, _("撤下这张计量"), question, [], _TAKE_OUT, _KEEP):
            self._run(RecordMeasures(sheet=replace(sheet, rows=()), seen=seen), _("计量已撤下"))

    def keep(self, scheme: Scheme) -> None:
        """另存为模板."""
        form = TitleForm(
            _("另存为模板"), _("保存"), "", lambda title: KeepTemplate(title=title, scheme=scheme)
        )
        self._shell.carry_out(form, self._page, self._done(_("已存为模板")))

    def rename(self, template: SchemeTemplate) -> None:
        """Another name for an own template."""
        seen = self._seen()
        form = TitleForm(
            _("模板改名"),
            _("保存"),
            template.title,
            lambda title: RenameTemplate(template=template.id, title=title, seen=seen),
        )
        self._shell.carry_out(form, self._page, self._done(_("模板已改名")))

    def withdraw(self, template: SchemeTemplate) -> None:
        """Take an own template off the list."""
        seen = self._seen()
        question = _("模板“{title}”不再列出；用它起草的方案不受影响。").format(title=template.title)
        if dialogs.confirm_sheet(self._page, _("撤下模板"), question, [], _TAKE_OUT, _KEEP):
            self._run(WithdrawTemplate(template=template.id, seen=seen), _("模板已撤下"))

    def _run(self, command: Command, said: str) -> None:
        self._shell.run(command, self._page, self._done(said))


class TitleForm(FormDialog[Command]):
    """The name of a template."""

    def __init__(self, title: str, accept: str, name: str, make: Callable[[str], Command]) -> None:
        super().__init__(title, accept, _("模板保存分配办法的全部内容，以后各年都可以选用。"))
        self._make = make
        self.name = TextField(_("名称"), required=True, text=name)
        self.group("", [self.name])

    def make(self) -> Command:
        return self._make(self.name.text().strip())
