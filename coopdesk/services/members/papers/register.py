"""成员名册及股份登记簿 (Art. 19): who was a member at the end of a day, and what each held of every class.

The source is the register at that day, not a plan. Identities are masked as on every list that others see.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from coopdesk.domain.capital import capital
from coopdesk.domain.coop.share_class import ShareClass
from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.identity import mask_identity
from coopdesk.domain.members.member import Member, MemberKind
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import Quantity, format_quantity
from coopdesk.services.chart import split
from coopdesk.services.coop.values import CoopDetails
from coopdesk.services.journal.entry import Witness
from coopdesk.services.members.accounts import balances_on
from coopdesk.services.members.papers.kinds import (
    GROUPS,
    group_count,
    group_key,
    group_name,
    group_of,
    kind_name,
)
from coopdesk.services.members.register_day import Holder as Holder
from coopdesk.services.members.register_day import register_on
from coopdesk.services.paper import Chosen, ChosenBy, PaperSource
from coopdesk.services.paper_words import day_text, witness_words
from coopdesk.services.ports import UnitOfWork

if TYPE_CHECKING:
    from coopdesk.services.desk import Desk

_HUNDREDTHS = 10_000
"""Hundredths of a percent in a whole."""
_LONG = 40
"""More members of a kind than a page or two holds are listed by their village groups."""


@dataclass(frozen=True, slots=True)
class DayAsked:
    """The day a register is asked for, and how many members there were."""

    day: date
    members: int


@dataclass(frozen=True, slots=True)
class RegisterDay:
    """The roll and the share register at the end of a day, as they were read.

    `classes` are those somebody holds shares of; the holders are in register order. Names, papers and addresses are
    those known when it was read: the roll keeps no day for them. `paid` is the capital in each member's account
    (出资额, Art. 43): what was really paid in or brought in kind, whatever shares count for.
    """

    day: date
    coop: CoopDetails
    classes: tuple[ShareClass, ...]
    holders: tuple[Holder, ...]
    paid: Mapping[str, Money]
    witness: Witness

    @property
    def counted(self) -> bool:
        """Whether anybody has contributed anything."""
        return any(self.paid.values())


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One line: `place` is village group and address, `portion` the part of all shares in hundredths of a percent."""

    ordinal: int
    number: str
    name: str
    identity: str
    place: str
    joined: str
    shares: tuple[Quantity, ...]
    capital: Money
    portion: int
    remark: str

    @property
    def total(self) -> Quantity:
        """Shares of all classes."""
        return Quantity(sum(self.shares))


@dataclass(frozen=True, slots=True)
class RegisterSums:
    """What rows come to: shares by class (millionths), the contribution, the part in hundredths of a percent."""

    members: int
    shares: tuple[Quantity, ...]
    capital: Money
    portion: int

    @property
    def total(self) -> Quantity:
        """Shares of all classes."""
        return Quantity(sum(self.shares))


@dataclass(frozen=True, slots=True)
class RegisterPart:
    """Rows under one village group (empty name: the kind as a whole) with what they come to."""

    name: str
    rows: tuple[RegisterRow, ...]
    sums: RegisterSums


@dataclass(frozen=True, slots=True)
class RegisterGroup:
    """The members of one kind: `lead` names it with how many there are, such as 农户 20 户."""

    name: str
    lead: str
    parts: tuple[RegisterPart, ...]
    sums: RegisterSums


@dataclass(frozen=True, slots=True)
class RegisterFigures:
    """The whole paper; `classes` are the labels of the columns of shares, `counted` that somebody has contributed."""

    coop: str
    day: str
    opening: str
    classes: tuple[str, ...]
    counted: bool
    groups: tuple[RegisterGroup, ...]
    sums: RegisterSums
    notes: tuple[str, ...]
    chair: str
    supervisor: str
    prepared_by: str
    printed: str
    sample: bool
    witness: str


def register_as_at(uow: UnitOfWork, day: date, today: date) -> RegisterDay:
    """Read the roll and every holding at the end of a day.

    Raises ``register.day_in_future``, ``register.nobody`` for a day without members, and ``coop.name_missing`` for a
    book without a co-op.
    """
    coop = uow.coop.current()
    if coop is None:
        raise DomainError("coop.name_missing")
    if day > today:
        raise DomainError("register.day_in_future", day=day)
    found = register_on(uow, day)
    if not found.holders:
        raise DomainError("register.nobody", day=day)
    held = [place for place, total in enumerate(found.totals) if total]
    holders = tuple(
        Holder(each.member, tuple(each.shares[place] for place in held)) for each in found.holders
    )
    paid = {number: each.capital + each.capital_poverty for number, each in balances_on(uow, day).items()}
    return RegisterDay(day, coop, tuple(found.classes[place] for place in held), holders, paid, found.witness)


def _asked(desk: "Desk", day: date) -> DayAsked:
    known = () if day > desk.members.today else desk.members.totals(day)
    return DayAsked(day, sum(total.members for total in known))


REGISTER: PaperSource[DayAsked, RegisterDay] = PaperSource(
    DayAsked,
    lambda of: of.members > 0,
    lambda desk, of: desk.members.read(lambda uow: register_as_at(uow, of.day, desk.members.today)),
    lambda register: register.holders,
    Chosen(ChosenBy.DAY, lambda desk, choice: _asked(desk, choice.day)),
    large=True,
)
"""The roll and the share register at the end of a day that had members."""


def build_register(register: RegisterDay, printed_on: date) -> RegisterFigures:
    """The paper of a day, made on another."""
    ordered = [
        (kind, part) for kind in GROUPS for part in _parts(_of_kind(register.holders, kind)) if part[1]
    ]
    holders = [holder for _kind, (_name, members) in ordered for holder in members]
    portions = split([sum(holder.shares) for holder in holders], _HUNDREDTHS)
    rows = {
        holder.number: _row(ordinal, holder, register, portion)
        for ordinal, (holder, portion) in enumerate(zip(holders, portions, strict=True), start=1)
    }
    width = len(register.classes)
    parts: dict[MemberKind, list[RegisterPart]] = {}
    for kind, (name, members) in ordered:
        of_part = tuple(rows[holder.number] for holder in members)
        parts.setdefault(kind, []).append(RegisterPart(name, of_part, _sums(of_part, width)))
    groups = tuple(_group(kind, of_kind, width) for kind, of_kind in parts.items())
    sums = _sums(rows.values(), width)
    coop = register.coop
    return RegisterFigures(
        coop=coop.name,
        day=day_text(register.day),
        opening=_opening(register, groups, sums),
        classes=tuple(each.label for each in register.classes),
        counted=register.counted,
        groups=groups,
        sums=sums,
        notes=tuple(_notes(register, printed_on)),
        chair=coop.chair,
        supervisor=coop.supervisor,
        prepared_by=coop.accountant,
        printed=day_text(printed_on),
        sample=coop.sample,
        witness=witness_words(register.witness),
    )


def shares_text(shares: Quantity) -> str:
    """Shares with separators, as they stand in a column: 1,234.5; a dash for none."""
    whole, point, decimals = format_quantity(shares).partition(".")
    return f"{int(whole):,}{point}{decimals}" if shares else "—"


def portion_text(hundredths: int) -> str:
    """A part of all shares in percent, such as 4.55."""
    return f"{hundredths // 100}.{hundredths % 100:02d}"


def _of_kind(holders: Iterable[Holder], kind: MemberKind) -> list[Holder]:
    return [holder for holder in holders if group_of(holder.member.kind) is kind]


def _parts(holders: Sequence[Holder]) -> list[tuple[str, list[Holder]]]:
    """A long list by village groups, in the order of their numbers; a short one whole."""
    groups: dict[str, list[Holder]] = {}
    for holder in holders:
        groups.setdefault(holder.member.group, []).append(holder)
    if len(holders) <= _LONG or len(groups) < 2:
        return [("", list(holders))]
    return [(name or "未分村组", groups[name]) for name in sorted(groups, key=group_key)]


def _row(ordinal: int, holder: Holder, register: RegisterDay, portion: int) -> RegisterRow:
    member = holder.member
    return RegisterRow(
        ordinal=ordinal,
        number=member.number,
        name=member.name,
        identity=mask_identity(member.identity) or "—",
        place=_place(member),
        joined=member.joined.isoformat(),
        shares=holder.shares,
        capital=register.paid.get(member.number, Money(0)),
        portion=portion,
        remark="；".join(_remarks(member, register.day)),
    )


def _place(member: Member) -> str:
    """Village group and address; the group is not said twice."""
    group = "" if member.group in member.address else member.group
    return " ".join(filter(None, (group, member.address))) or "—"


def _remarks(member: Member, day: date) -> Iterator[str]:
    """What somebody is besides a member: role, additional votes (Art. 22), a membership that is over."""
    role = member.kind if member.role is None else member.role.kind
    if role is not group_of(role):
        yield kind_name(role)
    if member.extra_votes:
        yield f"附加表决权 {member.extra_votes} 票"
    if not member.belongs_on(day):
        yield "非现有成员，股份未结清"


def _sums(rows: Iterable[RegisterRow], width: int) -> RegisterSums:
    listed = tuple(rows)
    return RegisterSums(
        members=len(listed),
        shares=tuple(Quantity(sum(row.shares[place] for row in listed)) for place in range(width)),
        capital=Money(sum(row.capital.fen for row in listed)),
        portion=sum(row.portion for row in listed),
    )


def _group(kind: MemberKind, parts: Sequence[RegisterPart], width: int) -> RegisterGroup:
    sums = _sums((row for part in parts for row in part.rows), width)
    return RegisterGroup(group_name(kind), group_count(kind, sums.members), tuple(parts), sums)


def _opening(register: RegisterDay, groups: Sequence[RegisterGroup], sums: RegisterSums) -> str:
    kinds = "、".join(group.lead for group in groups)
    paid = f"，出资额 {sums.capital.grouped} 元（大写：{capital(sums.capital)}）" if register.counted else ""
    return (
        f"根据农民专业合作社法和本社章程，现将截至{day_text(register.day)}的成员及其股份登记如下："
        f"共 {sums.members:,} 名，其中{kinds}；登记股份 {shares_text(sums.total)} 股{paid}。"
    )


def _notes(register: RegisterDay, printed_on: date) -> Iterator[str]:
    yield (
        f"股份和成员资格截至{day_text(register.day)}当日终了；"
        f"姓名（名称）、证件、村组、住所和备注为{day_text(printed_on)}制表时的登记内容。"
    )
    yield "证件号码已作遮盖，报送登记机关时请另附证件复印件。"
    yield "占比为该成员的股份占全部股份的百分比，尾差按余数大小补足，使合计为 100.00。"
    if register.counted:
        yield "出资额为成员账户当日终了的余额，含货币和非货币出资；认购而未缴的不计。"
    bare = [each.label for each in register.classes if not each.par]
    if bare:
        yield f"{'、'.join(bare)}没有每股出资额，只计实际缴入账户的出资。"
