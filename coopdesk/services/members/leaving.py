"""Leaving a co-operative (Art. 25, 26, 28): notice, its deadline, expulsion, and where the shares go."""

from dataclasses import replace
from datetime import date

from coopdesk.domain.errors import DomainError, ReasonWanted
from coopdesk.domain.members import leaving
from coopdesk.domain.members.entry_kind import EntryKind
from coopdesk.domain.members.member import EndReason, Member
from coopdesk.domain.quantity import Quantity
from coopdesk.domain.text import clean_text
from coopdesk.services.command import Changes, Topic
from coopdesk.services.context import Context
from coopdesk.services.coop.values import CoopDetails
from coopdesk.services.members.commands import EndMembership, RecordNotice, TransferShares
from coopdesk.services.members.roll import known_member
from coopdesk.services.members.shares import transfer_shares
from coopdesk.services.ports import UnitOfWork


def record_notice(command: RecordNotice, context: Context) -> Changes:
    """登记退社申请: the day of the written application; None takes it back for a reason.

    Raises ``member.is_struck``, ``member.already_ended``, ``member.notice_in_future``, ``member.reason_missing``,
    ``member.notice_before_joining``, ``member.no_notice``.
    """
    member = known_member(command.member, context)
    if member.is_struck:
        raise DomainError("member.is_struck", number=member.number)
    if member.ended is not None:
        raise DomainError("member.already_ended", number=member.number, day=member.ended)
    if command.day is None:
        if member.notice is None:
            raise DomainError("member.no_notice", number=member.number)
        if not clean_text(command.reason):
            raise DomainError("member.reason_missing")
    else:
        _check_notice(command.day, member, context)
    context.uow.members.amend(replace(member, notice=command.day), context.initials(member.name))
    return Changes(frozenset({Topic.MEMBERS}), member.number)


def months_of_notice(member: Member, details: CoopDetails | None) -> int:
    """Months before the year's end by which a member must give notice: the charter's, without one the law's."""
    if details is None:
        return leaving.MONTHS_ORGANISATIONS if member.is_organisation else leaving.MONTHS_PERSONS
    return details.months_organisations if member.is_organisation else details.months_persons


def takes_effect(uow: UnitOfWork, member: Member, notice: date) -> date:
    """The year's end at which the membership ends after notice of that day, by the charter's months."""
    return leaving.takes_effect(notice, months_of_notice(member, uow.coop.current()))


def check_leaving(command: EndMembership, member: Member, context: Context) -> Member:
    """The member as he leaves; whatever of Art. 25 and 26 is not kept is refused, or asked about.

    ``member.expulsion_unheard`` for an expulsion without hearing and resolution. Where the day of notice is known,
    ``member.notice_late`` and ``member.not_years_end`` ask why the membership ends all the same (``late``).
    """
    notice = command.notice if command.notice is not None else member.notice
    if notice is not None:
        _check_notice(notice, member, context)
    if command.reason is EndReason.EXPULSION:
        if command.heard is None or not clean_text(command.resolution):
            raise DomainError("member.expulsion_unheard", number=member.number)
        if command.heard > command.day:
            raise DomainError("member.heard_after_end", day=command.heard, ended=command.day)
    if command.reason is EndReason.WITHDRAWAL and notice is not None and not clean_text(command.late):
        _check_deadline(command.day, notice, member, context)
    if command.losses.fen < 0:
        raise DomainError("settlement.negative", amount=command.losses)
    return replace(
        member,
        ended=command.day,
        end_reason=command.reason,
        end_note="；".join(part for part in (clean_text(command.note), clean_text(command.late)) if part),
        extra_votes=0,
        notice=notice,
        heard=command.heard,
        end_resolution=clean_text(command.resolution),
        end_losses=command.losses if command.losses else None,
    )


def give_shares(command: EndMembership, member: Member, context: Context) -> None:
    """All shares to the one who takes them, on the last day: inherited where the member died, else transferred."""
    kind = EntryKind.INHERITANCE if command.reason is EndReason.DEATH else EntryKind.TRANSFER
    for share_class, shares in context.uow.register.holdings(member.number, command.day):
        transfer = TransferShares(
            giver=member.number,
            taker=command.taker,
            day=command.day,
            shares=shares,
            share_class=share_class.code,
            kind=kind,
            document=command.document,
            note=command.note,
            outside_plans=command.outside_plans,
            despite=command.despite,
        )
        transfer_shares(transfer, context)


def shares_left(command: EndMembership, shares: Quantity) -> DomainError:
    """What stands against an end after which the member would still hold shares (millionths): who died has left them to
    heirs (``member.not_inherited``), anybody else must first have transferred them (``member.still_holds_shares``)."""
    code = "member.not_inherited" if command.reason is EndReason.DEATH else "member.still_holds_shares"
    return DomainError(code, number=command.member, shares=shares)


def stays(member: Member) -> Member:
    """The member whose end is taken back; the notice stays, for it was given all the same."""
    return replace(
        member,
        ended=None,
        end_reason=None,
        end_note="",
        heard=None,
        end_resolution="",
        end_losses=None,
    )


def _check_notice(notice: date, member: Member, context: Context) -> None:
    if notice > context.today:
        raise DomainError("member.notice_in_future", day=notice)
    if notice < member.joined:
        raise DomainError("member.notice_before_joining", day=notice, joined=member.joined)


def _check_deadline(day: date, notice: date, member: Member, context: Context) -> None:
    due = takes_effect(context.uow, member, notice)
    if day < due:
        months = months_of_notice(member, context.uow.coop.current())
        raise ReasonWanted("member.notice_late", field="late", notice=notice, day=day, due=due, months=months)
    if day != leaving.end_of_year(day.year):
        raise ReasonWanted("member.not_years_end", field="late", day=day)
