"""What can be done with a member besides the buttons of the page: each act with its form, and when it is offered.

An act more is a form and one entry here; the form's module is loaded when it is first wanted.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from coopdesk.domain.members.member import Member
from coopdesk.i18n import N_
from coopdesk.ui.frame.actions import Action

if TYPE_CHECKING:
    from coopdesk.services.desk import Desk
    from coopdesk.ui.kit.form import FormDialog
    from coopdesk.ui.members.detail import MemberView

NOTICE = Action("notice", N_("退社申请"), "", "", N_("登记所选成员的书面退社申请"))
NOTICE_BACK = Action("notice-back", N_("撤回退社申请"), "", "", N_("所选成员撤回退社申请"))
END = Action("end-membership", N_("退社"), "", "", N_("登记所选成员退社、除名或死亡"))
TAKE_BACK = Action("take-back-end", N_("撤销退社"), "", "", N_("所选成员其实没有退社"))
HOUSEHOLD = Action("household", N_("户"), "", "", N_("所选成员的户：户主、家庭成员和与户主关系"))
DISSOLVE = Action("dissolve-household", N_("销户"), "", "", N_("所选成员的户不再是一户"))
OFFICE = Action("office", N_("任职/卸任"), "", "", N_("所选成员任理事长、理事、监事等，或者卸任"))
MEND = Action("mend-joining", N_("更正入社日期"), "", "", N_("更正所选成员录错的入社日期"))
STRIKE = Action("strike-member", N_("作废（录错的成员）"), "", "", N_("所选成员是录错的，任何一天都不计入"))


@dataclass(frozen=True)
class MoreAct:
    """One act: ``done`` is what the page says afterwards of the member's ``{number}``."""

    action: Action
    form: "Callable[[Desk, Member], FormDialog[Any]]"
    done: str
    offered: "Callable[[MemberView], bool]"


def _notice(desk: "Desk", member: Member) -> "FormDialog[Any]":
    from coopdesk.ui.members.ending import NoticeForm

    return NoticeForm(desk, member)


def _notice_back(desk: "Desk", member: Member) -> "FormDialog[Any]":
    from coopdesk.ui.members.ending import NoticeBackForm

    return NoticeBackForm(desk, member)


def _end(desk: "Desk", member: Member) -> "FormDialog[Any]":
    from coopdesk.ui.members.ending import EndingForm

    return EndingForm(desk, member)


def _take_back(desk: "Desk", member: Member) -> "FormDialog[Any]":
    from coopdesk.ui.members.ending import TakeBackForm

    return TakeBackForm(desk, member)


def _household(desk: "Desk", member: Member) -> "FormDialog[Any]":
    from coopdesk.ui.members.household_form import HouseholdForm

    return HouseholdForm(desk, member)


def _dissolve(desk: "Desk", member: Member) -> "FormDialog[Any]":
    from coopdesk.ui.members.household_form import DissolvingForm

    return DissolvingForm(desk, member)


def _office(desk: "Desk", member: Member) -> "FormDialog[Any]":
    from coopdesk.ui.members.officers_form import OfficersForm

    return OfficersForm(desk, member)


def _mend(desk: "Desk", member: Member) -> "FormDialog[Any]":
    from coopdesk.ui.members.mistakes import MendingForm

    return MendingForm(desk, member)


def _strike(desk: "Desk", member: Member) -> "FormDialog[Any]":
    from coopdesk.ui.members.mistakes import StrikingForm

    return StrikingForm(desk, member)


MORE_ACTS = (
    MoreAct(
        NOTICE,
        _notice,
        N_("{number} 的退社申请已登记"),
        lambda view: view.member.ended is None and view.member.notice is None,
    ),
    MoreAct(
        NOTICE_BACK,
        _notice_back,
        N_("{number} 的退社申请已撤回"),
        lambda view: view.member.ended is None and view.member.notice is not None,
    ),
    MoreAct(
        END,
        _end,
        N_("{number} 已登记退社"),
        lambda view: view.member.ended is None,
    ),
    MoreAct(
        TAKE_BACK,
        _take_back,
        N_("{number} 的退社已撤销"),
        lambda view: view.member.ended is not None,
    ),
    MoreAct(
        HOUSEHOLD,
        _household,
        N_("{number} 的户已登记"),
        lambda _view: True,
    ),
    MoreAct(
        DISSOLVE,
        _dissolve,
        N_("{number} 的户已注销"),
        lambda view: view.household is not None,
    ),
    MoreAct(
        OFFICE,
        _office,
        N_("{number} 的任职已登记"),
        lambda view: view.member.ended is None,
    ),
    MoreAct(
        MEND,
        _mend,
        N_("{number} 的入社日期已更正"),
        lambda _view: True,
    ),
    MoreAct(
        STRIKE,
        _strike,
        N_("{number} 已作废"),
        lambda _view: True,
    ),
)
"""In the order of the menu; a member that was struck has none of them."""
