"""What is done from the page of a distribution: each act asks a form or the workbench for its command and runs it.

What it changed comes back through `reload`. The page shows; this knows what the acts mean and where they lead.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu

from coopdesk.i18n import _
from coopdesk.services.command import Changes, Command
from coopdesk.services.distribution.commands import RecordYearFigures
from coopdesk.services.distribution.payments import HouseholdPayment
from coopdesk.services.distribution.values import HouseholdStanding
from coopdesk.ui.distribution import acts, deeds
from coopdesk.ui.distribution.left_side import LeftSide
from coopdesk.ui.distribution.page_words import RESERVE, RESOLUTION, REVIEW, SURPLUS
from coopdesk.ui.distribution.workbench import Workbench
from coopdesk.ui.frame.shell import Shell
from coopdesk.ui.kit.form import FormDialog
from coopdesk.ui.kit.page import PageFrame
from coopdesk.wording import usual_text


class DoingPage(PageFrame):
    """The acts of the page; a subclass makes the parts named here and shows them."""

    shell: Shell
    bench: Workbench
    left: LeftSide
    acts: acts.Acts
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
            now = self.bench.situation
            to_loss = now is not None and now.is_loss and self.step < REVIEW
            self.go_to(REVIEW if to_loss else min(self.step + 1, RESOLUTION))
            self._focus_step()
        elif surplus.figures is not None:
            typed = self.bench.kept.typed.get(surplus.year)
            seen = self.bench.seen if typed is None else typed.seen
            command = RecordYearFigures(figures=surplus.figures, seen=seen)
            now = self.bench.situation
            to_loss = now is not None and now.is_loss_with(surplus.figures)
            self._run(command, REVIEW if to_loss else RESERVE, _("本年盈余已保存"))

    def save(self) -> None:
        """Save what is edited as the year's draft: the scheme, or what the accounts bear of a loss."""
        command = deeds.draft_command(self.bench.situation)
        if command is not None:
            self._run(command, RESOLUTION, _("草案已保存"))

    def discard(self) -> None:
        """Drop what is not saved, also what is refused where it was typed."""
        self.left.forget()
        self.bench.discard()

    def resolve(self) -> None:
        """Register the meeting's resolution on the saved draft."""
        self._ask(deeds.resolution_form(self.bench.situation), _("已登记，办理经过见下"))

    def withdraw(self) -> None:
        """Take the approval back, with a reason."""
        self._ask(deeds.withdraw_form(self.bench.situation), _("决议已撤回，方案回到草案"))

    def close_loss(self) -> None:
        """Register the meeting's resolution on the loss."""
        self._ask(deeds.loss_form(self.bench.situation), _("已登记，办理经过见下"))

    def reopen_loss(self) -> None:
        """Take the closing of the loss year back, with a reason."""
        self._ask(deeds.reopen_form(self.bench.situation), _("亏损处理已撤回"))

    def undo_payment(self) -> None:
        """Take the payment back, with a reason."""
        self._ask(deeds.undo_form(self.bench.situation), _("发放已撤销，方案回到已决议"))

    def mark(self, standing: HouseholdStanding, rows: Sequence[HouseholdPayment]) -> None:
        """Mark some households' dividends."""
        self._ask(deeds.mark_form(self.bench.situation, standing, rows), _("已标记"))

    def pay(self) -> None:
        """Mark the approved plan as paid out."""
        self._ask(deeds.payment_form(self.bench.situation), _("已标记发放"))

    def compare(self) -> None:
        """Let a template be chosen to stand beside the scheme."""
        made = self.acts.buttons[acts.COMPARE.name]
        self.comparison_menu().popup(made.mapToGlobal(QPoint(0, made.height())))

    def comparison_menu(self) -> QMenu:
        """The templates that can be compared with."""
        menu, reading = QMenu(self), self.bench.reading
        menu.setAccessibleName(_("与哪个模板对比"))
        for template in reading.templates if reading is not None else ():
            chosen = menu.addAction(usual_text(template.title))
            chosen.triggered.connect(lambda _on=False, wanted=template.id: self.bench.compare_with(wanted))
        return menu

    def _run(self, command: Command, then: int, said: str) -> None:
        self.bench.kept.sent(command)
        self.shell.run(command, self, self._done(then, said))

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
            acts.DISCARD.name: self.discard,
            acts.COMPARE.name: self.compare,
            acts.UNCOMPARE.name: lambda: self.bench.compare_with(""),
            acts.WITHDRAW.name: self.withdraw,
            acts.SLIPS.name: self._to_slips,
            acts.FIGURES.name: lambda: self.go_to(SURPLUS),
            acts.NEXT.name: self.next,
            acts.SAVE.name: self.save,
            acts.RESOLVE.name: self.resolve,
            acts.PAY.name: self.pay,
            acts.UNPAY.name: self.undo_payment,
            acts.CLOSE.name: self.close_loss,
            acts.REOPEN.name: self.reopen_loss,
            acts.LATER.name: lambda: self.shell.set_year(self.shell.year + 1),
            acts.PRINT.name: self._to_slips,
        }

    def _to_slips(self) -> None:
        if self.bench.reading is not None and self.bench.reading.fixed:
            self.shell.go("papers", "slips_a5")
