"""The buttons at the top of the page: which of them the situation calls for, and exactly one of them primary.

Says what is possible; the page says what happens.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtWidgets import QPushButton

from coopdesk.i18n import N_, _
from coopdesk.services.coop.values import YearFigures
from coopdesk.services.distribution.plan import PlanState
from coopdesk.ui.distribution.page_words import RESERVE, RESOLUTION, REVIEW, SCHEME, SURPLUS, Situation
from coopdesk.ui.frame import actions
from coopdesk.ui.frame.actions import Action
from coopdesk.ui.kit.page import PageFrame

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


class Acts:
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
