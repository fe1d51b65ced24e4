"""Two editors: who replaces what somebody else has changed since it was read is refused, and told by whom it was."""

from collections.abc import Callable, Mapping
from typing import Any

from coopdesk.domain.errors import DomainError
from coopdesk.services import commands
from coopdesk.services.commands import Command
from coopdesk.services.context import Context
from coopdesk.services.journal import Thing
from coopdesk.services.loss_commands import DraftLossPlan
from coopdesk.services.scheme_commands import RecordMeasures, RenameTemplate, WithdrawTemplate

REPLACED: Mapping[type[Command], Callable[[Any], Thing]] = {
    commands.SetUpCoop: lambda _command: Thing("coop"),
    commands.DefineShareClass: lambda command: Thing("share_class", command.share_class.code),
    commands.AmendMember: lambda command: Thing("member", command.member.number),
    commands.EndMembership: lambda command: Thing("member", command.member),
    commands.TakeBackEnd: lambda command: Thing("member", command.member),
    commands.StrikeMember: lambda command: Thing("member", command.member),
    commands.MendJoining: lambda command: Thing("member", command.member),
    commands.RecordYearFigures: lambda command: Thing("year", str(command.figures.year)),
    commands.DraftDistribution: lambda command: Thing("draft", str(command.year)),
    DraftLossPlan: lambda command: Thing("loss_draft", str(command.year)),
    RecordMeasures: lambda command: Thing(
        "measures", f"{command.sheet.year}/{command.sheet.kind.value}/{command.sheet.name}"
    ),
    RenameTemplate: lambda command: Thing("template", command.template),
    WithdrawTemplate: lambda command: Thing("template", command.template),
}
"""What each command puts a new version of."""


def check_seen(command: Command, context: Context) -> None:
    """``changed.since`` where what the command replaces has a newer version than the one it was made from."""
    replaced = REPLACED.get(type(command))
    if command.seen is None or replaced is None:
        return
    newest = context.uow.journal.change_since(replaced(command), command.seen)
    if newest is not None:
        raise DomainError(
            "changed.since", person=newest.person or "—", at=newest.at, act=newest.act, number=newest.number
        )
