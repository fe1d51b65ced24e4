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
INHERIT = Action("inherit", N_("继承（可多位继承人）"), "", "", N_("所选成员的股份由一位或几位继承人继承"))
SUBSCRIBE = Action("subscribe", N_("分期认购"), "", "", N_("现在认购股份，出资分期缴"))
REDEEM = Action("redeem", N_("退股（仍是成员）"), "", "", N_("退回一部分股份，退股款可以分期付"))
CONVERT = Action("convert", N_("转换类别"), "", "", N_("一类股份按比例换成另一类"))
PAY = Action("pay-instalment", N_("缴款、付款"), "", "", N_("登记分期缴来的出资或付出的退股款"))
AGREE = Action("agree-terms", N_("约定分期付款"), "", "", N_("退回的股份分期付款：各期的日期和金额"))
UNDO_PAYMENT = Action("undo-payment", N_("冲销付款"), "", "", N_("退股款付款记错了"))
SPLIT = Action("split-class", N_("拆股、合股（全部持有人）"), "", "", N_("一类股份的全部持有人按比例变动"))
RECALL = Action("recall-class", N_("收回整类股份"), "", "", N_("一类股份从全部持有人收回，如到期"))
HOUSEHOLD = Action("household", N_("户"), "", "", N_("所选成员的户：户主、家庭成员和与户主关系"))
DISSOLVE = Action("dissolve-household", N_("销户"), "", "", N_("所选成员的户不再是一户"))
OFFICE = Action("office", N_("任职/卸任"), "", "", N_("理事长、理事、监事、经理、会计等任职，或者卸任"))
MERGE = Action("merge-members", N_("重复成员合并"), "", "", N_("所选成员与另一名是同一人，并入那一名"))
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


def _merge(desk: "Desk", member: Member) -> "FormDialog[Any]":
    from coopdesk.ui.members.merging import MergingForm

    return MergingForm(desk, member)


def _mend(desk: "Desk", member: Member) -> "FormDialog[Any]":
    from coopdesk.ui.members.mistakes import MendingForm

    return MendingForm(desk, member)


def _strike(desk: "Desk", member: Member) -> "FormDialog[Any]":
    from coopdesk.ui.members.mistakes import StrikingForm

    return StrikingForm(desk, member)


def _inherit(desk: "Desk", member: Member) -> "FormDialog[Any]":
    from coopdesk.ui.members.inheriting import InheritForm

    return InheritForm(desk, member)


def _subscribe(desk: "Desk", member: Member) -> "FormDialog[Any]":
    from coopdesk.ui.members.redeeming import SubscribingForm

    return SubscribingForm(desk, member)


def _redeem(desk: "Desk", member: Member) -> "FormDialog[Any]":
    from coopdesk.ui.members.redeeming import RedeemForm

    return RedeemForm(desk, member)


def _convert(desk: "Desk", member: Member) -> "FormDialog[Any]":
    from coopdesk.ui.members.converting import ConvertForm

    return ConvertForm(desk, member)


def _pay(desk: "Desk", member: Member) -> "FormDialog[Any]":
    from coopdesk.ui.members.paying import PayingForm

    return PayingForm(desk, member)


def _agree(desk: "Desk", member: Member) -> "FormDialog[Any]":
    from coopdesk.ui.members.paying import TermsForm

    return TermsForm(desk, member)


def _undo_payment(desk: "Desk", member: Member) -> "FormDialog[Any]":
    from coopdesk.ui.members.paying import UndoPaymentForm

    return UndoPaymentForm(desk, member)


def _split(desk: "Desk", member: Member) -> "FormDialog[Any]":
    from coopdesk.ui.members.converting import SplitForm

    return SplitForm(desk, member)


def _recall(desk: "Desk", member: Member) -> "FormDialog[Any]":
    from coopdesk.ui.members.converting import RecallForm

    return RecallForm(desk, member)


def _is_member(view: "MemberView") -> bool:
    return view.member.ended is None


MORE_ACTS = (
    MoreAct(
        INHERIT,
        _inherit,
        N_("{number} 的股份已由继承人继承"),
        lambda view: bool(view.shares),
    ),
    MoreAct(
        SUBSCRIBE,
        _subscribe,
        N_("{number} 的分期认购已登记"),
        _is_member,
    ),
    MoreAct(
        REDEEM,
        _redeem,
        N_("{number} 的退股已登记"),
        lambda view: _is_member(view) and bool(view.shares),
    ),
    MoreAct(
        CONVERT,
        _convert,
        N_("{number} 的股份转换已登记"),
        lambda view: _is_member(view) and bool(view.shares) and view.classes > 1,
    ),
    MoreAct(
        PAY,
        _pay,
        N_("{number} 的款项已登记"),
        lambda view: view.owes,
    ),
    MoreAct(
        AGREE,
        _agree,
        N_("{number} 的分期付款已约定"),
        lambda view: view.may_agree,
    ),
    MoreAct(
        UNDO_PAYMENT,
        _undo_payment,
        N_("{number} 的付款已冲销"),
        lambda view: view.was_paid,
    ),
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
        lambda view: view.member.ended is not None and not view.member.merged_into,
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
        N_("任职已登记"),
        lambda view: view.member.ended is None,
    ),
    MoreAct(
        SPLIT,
        _split,
        N_("拆股已登记"),
        _is_member,
    ),
    MoreAct(
        RECALL,
        _recall,
        N_("整类股份已收回"),
        _is_member,
    ),
    MoreAct(
        MERGE,
        _merge,
        N_("{number} 已并入另一名成员"),
        lambda view: not view.member.merged_into,
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
