"""股权证: the paper that says what a member or household holds, and what became of it.

A certificate has one number for its life. It is issued once, may be reissued where it was lost or spoilt (补发), and
ends by being returned (收回) or, where it cannot be handed back, cancelled (注销). Shares are held by the register
alone: a certificate says what the register says, and ending one moves no share.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from coopdesk.domain.errors import DomainError

_SERIAL = re.compile(r"(.*?)([0-9]{1,18})([^0-9]*)", re.DOTALL)
FIRST_NUMBER = "0001"
"""The number of the first certificate, where nobody gives it another."""


class CertificateAct(StrEnum):
    """What can happen to a certificate: 发证, 补发, 收回, 注销."""

    ISSUED = "issued"
    REISSUED = "reissued"
    RETURNED = "returned"
    CANCELLED = "cancelled"


ENDS = frozenset({CertificateAct.RETURNED, CertificateAct.CANCELLED})
"""After these a certificate says nothing any more."""


@dataclass(frozen=True, slots=True)
class CertificateEvent:
    """One thing that happened to a certificate: ``reason`` says why it was reissued or ended, ``document`` the paper
    it rests on (凭据)."""

    act: CertificateAct
    day: date
    reason: str = ""
    document: str = ""


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate with all that happened to it, in the order in which it was recorded.

    ``member`` is the number of the holder; of a certificate for a household that is its head's, and ``household`` its
    code. The first event is the issue.
    """

    number: str
    member: str
    household: str
    events: tuple[CertificateEvent, ...]

    @property
    def issued(self) -> date:
        """The day it was issued."""
        return self.events[0].day

    @property
    def copies(self) -> int:
        """How often it was reissued."""
        return sum(event.act is CertificateAct.REISSUED for event in self.events)

    @property
    def ended(self) -> CertificateEvent | None:
        """How it ended; None for one that is in force."""
        last = self.events[-1]
        return last if last.act in ENDS else None


def check_event(certificate: Certificate, event: CertificateEvent) -> None:
    """Refuse what cannot follow: ``certificate.ended``, ``certificate.no_reason``, ``certificate.before``."""
    if certificate.ended is not None:
        raise DomainError("certificate.ended", number=certificate.number, day=certificate.ended.day)
    if not event.reason:
        raise DomainError("certificate.no_reason")
    newest = certificate.events[-1].day
    if event.day < newest:
        raise DomainError("certificate.before", number=certificate.number, day=event.day, newest=newest)


def following_number(numbers: Iterable[str]) -> str:
    """The number after the last of these, written as that one is: 0007 is followed by 0008, 放牛股字第9号 by …第10号.

    The last one that ends in no figures is followed by ``FIRST_NUMBER``; so is none.
    """
    *_before, last = ["", *numbers]
    match = _SERIAL.fullmatch(last)
    if match is None:
        return FIRST_NUMBER
    series, serial, behind = match.groups()
    return f"{series}{int(serial) + 1:0{len(serial)}d}{behind}"
