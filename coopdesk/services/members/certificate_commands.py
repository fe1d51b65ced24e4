"""What a person can do with certificates (股权证)."""

from dataclasses import dataclass
from datetime import date

from coopdesk.services.command import Command, Replaced
from coopdesk.services.journal.entry import Thing


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueCertificate(Command):
    """发证: a certificate for a member who holds shares on the day; without a ``number`` it gets the following one.

    ``household`` makes it one for the whole household the member belongs to (一户一证), handed to this member.
    """

    member: str
    day: date
    number: str = ""
    document: str = ""
    household: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueCertificates(Command):
    """整批发证: one for every member who holds shares on the day and has none in force, numbered one after the other
    in register order. ``households`` makes it one for each household, handed to its head or the first member in it."""

    day: date
    document: str = ""
    households: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReissueCertificate(Command):
    """补发: the same certificate once more, because it was lost or spoilt; what is handed out says so."""

    certificate: str
    day: date
    reason: str
    document: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EndCertificate(Command):
    """收回 or, where it cannot be handed back (``lost``), 注销: the certificate says nothing any more."""

    certificate: str
    day: date
    reason: str
    lost: bool = False
    document: str = ""


REPLACED: Replaced = {
    ReissueCertificate: lambda command: Thing("certificate", command.certificate),
    EndCertificate: lambda command: Thing("certificate", command.certificate),
}
"""What each command adds to."""
