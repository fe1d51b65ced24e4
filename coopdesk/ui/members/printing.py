"""The papers of one member and of one transfer, from the member's page: which there are, and the price to print.

A paper more is one entry here; what it is made from and how it is drawn is the papers' matter.
"""

from collections.abc import Callable
from dataclasses import dataclass

from coopdesk.domain.members.member import Member
from coopdesk.domain.money import Money
from coopdesk.i18n import N_, _
from coopdesk.ui.frame.actions import Action
from coopdesk.ui.kit.fields import MoneyField
from coopdesk.ui.kit.form import FormDialog


@dataclass(frozen=True)
class MemberPaper:
    """A paper of one member: its kind, what the menu says, and whether the member has it."""

    kind: str
    action: Action
    offered: Callable[[Member], bool]


MEMBER_PAPERS = (
    MemberPaper(
        "application", Action("print-application", N_("打印入社申请书"), "", "papers"), lambda _member: True
    ),
    MemberPaper(
        "settlement",
        Action("print-settlement", N_("打印退社结算单"), "", "papers"),
        lambda member: member.ended is not None,
    ),
)
"""In the order of the menu."""


class PriceForm(FormDialog[str]):
    """Returns the name of an agreement's paper: the operation's number, and behind a stroke any price."""

    def __init__(self, operation: int) -> None:
        lead = _("第 {n} 号股份变动。登记簿不记价款；填写后印在协议上，不填则留空手写。")
        super().__init__(_("打印转让协议"), _("打印"), lead.format(n=operation))
        self._operation = operation
        self.price = MoneyField(_("转让价款（元）"), negative=False)
        self.group("", [self.price])

    @property
    def touched(self) -> bool:
        """Nothing is kept, so nothing is lost by closing."""
        return False

    def make(self) -> str:
        price: Money | None = self.price.value()
        return f"{self._operation}" if price is None else f"{self._operation}/{price}"
