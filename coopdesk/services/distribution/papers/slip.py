"""分红单, the dividend slip: everything one member's slip shows, frozen, with the code that lets it be checked.

The check code is a digest of the figures alone, not of how they look: the slip of a year gives the same code in ten
years' time, and a slip with an altered figure does not match the book.
"""

import hashlib
from dataclasses import dataclass

from coopdesk.domain.capital import capital
from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.identity import mask_account, mask_identity
from coopdesk.domain.money import Money
from coopdesk.services.distribution.papers.basis import basis_text, tax_text
from coopdesk.services.distribution.papers.common import (
    members_on_paper,
    resolution_text,
    shares_by_class,
    witness_text,
)
from coopdesk.services.distribution.papers.slip_code import (
    SlipReading,
    code_of_bits,
    slip_digits,
    slip_number,
)
from coopdesk.services.distribution.plan import FrozenPlan, PlanMember

NO_BASIS = "—"


@dataclass(frozen=True, slots=True)
class SlipLine:
    """One income line: its label, how it came about, and the amount in yuan (negative for the giver of a rebate)."""

    label: str
    basis: str
    amount: Money


@dataclass(frozen=True, slots=True)
class SlipFigures:
    """One slip. `identity` and `account` are already masked; `shares` has one text a class."""

    coop: str
    year: int
    number: str
    member_number: str
    member_name: str
    identity: str
    account: str
    shares: tuple[str, ...]
    lines: tuple[SlipLine, ...]
    gross: Money
    tax: Money
    net: Money
    in_words: str
    resolution: str
    prepared_by: str
    reviewed_by: str
    check_code: str
    sample: bool = False
    witness: str = ""
    tax_basis: str = ""

    @property
    def member(self) -> str:
        """Number and name, as messages name the member."""
        return f"{self.member_number} {self.member_name}"

    @property
    def digits(self) -> str:
        """What the QR code says: year, number and check code in digits, which a scanner types safely."""
        return slip_digits(self.year, int(self.number.rpartition("-")[2]), self.check_code)


def build_slips(plan: FrozenPlan) -> tuple[SlipFigures, ...]:
    """The slips of an approved plan in register order, one for each member with shares or money in it."""
    return tuple(_slip(plan, member) for member in members_on_paper(plan))


def matching_slip(plan: FrozenPlan, reading: SlipReading) -> SlipFigures:
    """The slip of a plan that a code was read from, if not a figure of it was altered.

    Raises ``slip.unknown`` (number) where the year has no such slip, and ``slip.altered`` (number) where the code does
    not answer to the figures of the book: the slip was altered, or printed before the resolution was taken back.
    """
    for member in members_on_paper(plan):
        if reading.place in (0, member.position + 1):
            slip = _slip(plan, member)
            if slip.check_code == reading.check_code:
                return slip
            if reading.place:
                raise DomainError("slip.altered", number=reading.number)
    raise DomainError("slip.unknown", number=reading.number or reading.check_code, year=plan.year)


def check_code(coop: str, year: int, number: str, member: PlanMember, resolution: str) -> str:
    """The code of a slip, as 7Q4K-2M9X: forty bits of SHA-256 over its figures in whole units, in a fixed order."""
    facts = [coop, str(year), number, member.number, member.name, resolution]
    facts += [f"{kind.code}:{held}" for kind, held in member.shares]
    facts += [f"{entitlement.line_id}={entitlement.amount.fen}" for entitlement in member.entitlements]
    facts += [f"gross={member.gross.fen}", f"tax={member.tax.fen}", f"net={member.net.fen}"]
    digest = hashlib.sha256("\n".join(facts).encode("utf-8")).digest()
    return code_of_bits(int.from_bytes(digest[:5], "big"))


def _slip(plan: FrozenPlan, member: PlanMember) -> SlipFigures:
    number = slip_number(plan.year, member.position + 1)
    resolution = resolution_text(plan.resolution)
    return SlipFigures(
        coop=plan.coop.name,
        year=plan.year,
        number=number,
        member_number=member.number,
        member_name=member.name,
        identity=mask_identity(member.identity) or NO_BASIS,
        account=mask_account(member.account) or NO_BASIS,
        shares=shares_by_class(member.shares) or (NO_BASIS,),
        lines=tuple(SlipLine(part.label, basis_text(part), part.amount) for part in member.entitlements),
        gross=member.gross,
        tax=member.tax,
        net=member.net,
        in_words=capital(member.net),
        resolution=resolution,
        prepared_by=plan.coop.accountant,
        reviewed_by=plan.coop.supervisor,
        check_code=check_code(plan.coop.name, plan.year, number, member, resolution),
        sample=plan.coop.sample,
        witness=witness_text(plan),
        tax_basis="；".join(map(tax_text, member.taxes)),
    )
