"""What the page says of itself: the state with its next act, and the row of steps. Pure functions, no widget."""

from collections.abc import Sequence
from dataclasses import dataclass

from coopdesk.domain.distribution.engine import open_surplus
from coopdesk.domain.distribution.facts import Facts
from coopdesk.domain.distribution.surplus import is_loss_year
from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.member import MemberKind
from coopdesk.i18n import N_, _, join_texts, mark, ngettext
from coopdesk.services.coop.values import YearFigures
from coopdesk.services.distribution.headlines import PlanState
from coopdesk.services.distribution.loss_plan import LossPlan
from coopdesk.services.distribution.payments import HouseholdPayment
from coopdesk.ui.distribution.outcome import Outcome
from coopdesk.ui.distribution.reading import Edit, Reading, surplus_of
from coopdesk.ui.distribution.unsaved import Shared
from coopdesk.ui.distribution.words import appropriated, money, roll_text, short_money
from coopdesk.ui.kit.steps import Step
from coopdesk.wording import shares_text

SURPLUS, RESERVE, SCHEME, REVIEW, RESOLUTION = range(5)
STEP_NAMES = (N_("盈余"), N_("公积金"), N_("分配办法"), N_("核对"), N_("决议与发放"))
PLACES = ("surplus", "reserve", "scheme", "review", "resolution")
"""References by which other pages open a step."""


@dataclass(frozen=True)
class Situation:
    """How a year stands: what the book holds, what is being edited, what it comes to (None while it does not work)."""

    reading: Reading
    edit: Edit | None
    outcome: Outcome | None
    loss: LossPlan | None = None
    loss_refusal: DomainError | None = None
    shared: Shared | None = None
    """What the accounts are to bear of the loss, where that is not what the book holds."""

    @property
    def is_loss(self) -> bool:
        """Whether the year is one to be closed without distribution, or is closed so already."""
        reading = self.reading
        return reading.loss is not None or (not reading.fixed and self.is_loss_with(reading.figures))

    def is_loss_with(self, figures: YearFigures | None) -> bool:
        """Whether these figures would leave the scheme nothing to distribute."""
        if figures is None or not is_loss_year(surplus_of(figures)):
            return False
        if self.edit is None:
            return True
        return open_surplus(surplus_of(figures), self.edit.scheme).distributable.fen <= 0

    @property
    def unsaved(self) -> bool:
        """Whether the scheme being edited is not the draft in the book, or the book has moved on since."""
        reading = self.reading
        if self.is_loss:
            return self.shared is not None
        return not reading.fixed and (self.edit != reading.drafted or reading.stale)

    @property
    def facts(self) -> Facts | None:
        """The facts of the year; None without typed figures."""
        return self.reading.facts


def nothing_to_show(reading: Reading, edit: Edit | None) -> str:
    """Why the steps of the scheme are empty, with what to do; nothing where there is a scheme."""
    if reading.loss is not None:
        return _("本年度亏损已经处理，没有分配：不提取公积金，也没有分配办法。")
    if reading.figures is None:
        return _("先到“盈余”一步录入本年收入和支出，这里才有数可算。")
    if edit is None:
        return _("名册里还没有成员，或合作社资料还没有填写；填好之后这里可以定分配办法。")
    return ""


def first_step(reading: Reading) -> int:
    """The step a year opens at: where the work is."""
    if reading.figures is None:
        return SURPLUS
    if reading.state is None and reading.is_loss_year:
        return REVIEW
    return SCHEME if reading.state is None else RESOLUTION


def ahead_text(now: Situation) -> str:
    """The next act, in a sentence."""
    reading = now.reading
    if reading.not_reached:
        what = _("查明原因补发之后，在各户发放情况里重新标记。")
        return join_texts(f"{open_text(reading.not_reached)}{mark('。')}", what)
    if reading.state is PlanState.PAID:
        return _("本年度分配已办理完毕，分红单随时可以重印。")
    if reading.state is PlanState.APPROVED:
        return _("打印分红单，发放到户后在此标记已发放。")
    if reading.state is PlanState.CLOSED:
        return _("本年度亏损已经处理，没有弥补的转入下年。")
    if reading.figures is None:
        return _("先录入本年收入和支出。")
    if now.is_loss:
        if now.unsaved:
            return _("改动还没有保存，核对后保存草案。")
        return _("本年度没有可以分配的盈余：核对亏损处理方案，由成员大会决议。")
    if (
        now.edit is not None
        and open_surplus(surplus_of(reading.figures), now.edit.scheme).distributable.fen < 0
    ):
        return _("提取之后没有可以分配的盈余；请核对提取。")
    if reading.state is None:
        return _("定好分配办法，核对后保存草案。")
    if reading.stale:
        return _("起草之后名册、股份或盈余有变动，请重新保存草案。")
    if now.unsaved:
        return _("改动还没有保存，核对后保存草案。")
    return _("召开成员大会，把决议登记在此。")


def open_text(payments: Sequence[HouseholdPayment]) -> str:
    """How many households have not got their money, and how much it is."""
    n, amount = len(payments), sum(payment.net.fen for payment in payments)
    words = ngettext("还有 {n} 户、{sum} 元没有发到", "还有 {n} 户、{sum} 元没有发到", n)
    return words.format(n=f"{n:,}", sum=money(amount))


def state_text(now: Situation) -> str:
    """`草案 · 20 户农户、1 个村集体，共 100 股 · 登记日 2019-12-20 · ` and the next act."""
    parts = [_state_name(now)]
    if now.facts is not None and now.facts.members:
        roll = roll_text({kind: now.reading.entitled.get(kind, 0) for kind in MemberKind})
        if now.outcome is not None:
            shares = shares_text(now.outcome.shares_of())
            roll = _("{roll}，共 {shares}").format(roll=roll, shares=shares)
        parts += [roll, _("登记日 {day}").format(day=now.facts.record_date.isoformat())]
    left = now.reading.not_reached
    ahead = open_text(left) if left else ahead_text(now).removesuffix(mark("。"))
    return " · ".join([*parts, ahead])


def steps(now: Situation, typing: bool = False) -> list[Step]:
    """The five steps with the figures already settled; `typing` says that the first has some that are not saved."""
    reading, edit, outcome = now.reading, now.edit, now.outcome
    figures = ["", "", "", "", ""]
    if reading.figures is not None:
        figures[SURPLUS] = _("未保存") if typing else short_money(reading.figures.surplus)
        if edit is not None:
            opening = open_surplus(surplus_of(reading.figures), edit.scheme)
            figures[RESERVE] = short_money(appropriated(opening))
    each = outcome.per_farmer_share if outcome is not None else None
    if each is not None:
        figures[SCHEME] = _("每股 {sum}").format(sum=short_money(each))
    if reading.state is not None and not now.unsaved:
        figures[REVIEW] = _("已保存")
    if now.is_loss:
        figures[RESERVE] = figures[SCHEME] = _("不分配")
        left = now.loss.carried if now.loss is not None else None
        figures[REVIEW] = _("结转 {sum}").format(sum=short_money(left)) if left is not None else ""
        figures[RESOLUTION] = _("已处理") if reading.fixed else ""
    elif reading.fixed:
        figures[REVIEW] = _("已核对")
        figures[RESOLUTION] = _("已发放") if reading.state is PlanState.PAID else _("已决议")
    made = [Step(_(name), text, bool(text)) for name, text in zip(STEP_NAMES, figures, strict=True)]
    if reading.not_reached:
        n = len(reading.not_reached)
        open_still = ngettext("{n} 户未到", "{n} 户未到", n).format(n=f"{n:,}")
        made[RESOLUTION] = Step(_(STEP_NAMES[RESOLUTION]), open_still, False)
    return made


def _state_name(now: Situation) -> str:
    reading = now.reading
    match reading.state:
        case PlanState.PAID:
            return _("已发放")
        case PlanState.APPROVED:
            return _("已决议，未发放")
        case PlanState.CLOSED:
            return _("亏损已处理")
        case _state if now.is_loss:
            return _("亏损待处理，有改动未保存") if now.unsaved else _("亏损待处理")
        case None:
            return _("尚未起草")
    if reading.stale and now.edit == reading.drafted:
        return _("草案，起草后账套有变动")
    return _("草案，有改动未保存") if now.unsaved else _("草案")
