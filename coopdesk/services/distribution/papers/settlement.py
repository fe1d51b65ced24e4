"""退社结算单 (Art. 28): what the co-op owes somebody whose membership has ended, figure by figure.

Capital and reserve share are those of the account at the end of the membership, before shares were paid back on that
very day, with the losses of closed years taken off; what the last year distributed comes from its frozen plan, and is
left out until there is one. Shares of subsidies and donations are not paid out (Chongqing measures Art. 14).
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from coopdesk.domain.capital import capital
from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.account import AccountColumn, Balances
from coopdesk.domain.members.entry_kind import EntryKind
from coopdesk.domain.members.identity import mask_identity
from coopdesk.domain.members.leaving import Settlement
from coopdesk.domain.members.member import Member
from coopdesk.domain.members.share_operations import Instalment, instalments
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import Quantity
from coopdesk.services.coop.values import CoopDetails
from coopdesk.services.distribution.accounts import account_on
from coopdesk.services.distribution.values import MemberYear
from coopdesk.services.journal.entry import Witness
from coopdesk.services.members.accounts import moves_of
from coopdesk.services.members.papers.register import shares_text
from coopdesk.services.members.papers.words import end_reason
from coopdesk.services.paper_words import day_text, witness_words
from coopdesk.services.ports import UnitOfWork

_NOTHING = Money(0)


@dataclass(frozen=True, slots=True)
class SettlementSource:
    """Somebody who has left: the account at the end, what the last year's plan gives (None before its resolution) and
    when that was paid, the shares (millionths) paid back and transferred, and the instalments agreed."""

    coop: CoopDetails
    member: Member
    ended: date
    account: Balances
    year: MemberYear | None
    paid_on: date | None
    redeemed: Quantity
    transferred: Quantity
    terms: tuple[Instalment, ...]
    witness: Witness

    @property
    def settlement(self) -> Settlement:
        """What is owed, in yuan."""
        losses = self.member.end_losses
        return Settlement(
            capital=max(self.account.contributed, _NOTHING),
            reserve=max(self.account.reserve, _NOTHING),
            losses=losses if losses is not None else _NOTHING,
            dividend=self.year.net if self.year is not None and self.paid_on is None else _NOTHING,
        )


@dataclass(frozen=True, slots=True)
class SettlementFigures:
    """The whole paper: `lines` are number, what it is, how it came about, and yuan."""

    coop: str
    facts: tuple[tuple[str, str], ...]
    opening: str
    lines: tuple[tuple[str, str, str, Money], ...]
    owed: Money
    in_words: str
    terms: tuple[tuple[str, Money, Money, Money], ...]
    notes: tuple[str, ...]
    chair: str
    finance_officer: str
    prepared_by: str
    leaver: str
    printed: str
    sample: bool
    witness: str


def read_settlement(uow: UnitOfWork, number: str) -> SettlementSource:
    """Read what somebody is owed.

    ``member.unknown``, ``settlement.not_ended`` for a member who has not left, ``coop.name_missing``.
    """
    coop, member = uow.coop.current(), uow.members.get(number)
    if coop is None:
        raise DomainError("coop.name_missing")
    if member is None:
        raise DomainError("member.unknown", number=number)
    if member.ended is None or member.is_struck:
        raise DomainError("settlement.not_ended", number=number)
    ended = member.ended
    years = [found for found in uow.plans.of_member(number) if found[0].year == ended.year]
    redeemed = transferred = 0
    last_day: set[int] = set()
    terms: tuple[Instalment, ...] = ()
    for item in uow.register.of_member(number):
        entry = item.entry
        if entry.giver != number or not item.is_live or entry.day < ended:
            continue
        if entry.kind is EntryKind.REDEMPTION:
            redeemed += entry.shares
            if entry.day == ended:
                last_day.add(item.number)
            agreed = uow.register.terms(item.operation)
            made = [each for each in uow.register.payments(item.operation) if each.is_live]
            paid = Money(sum(each.payment.amount.fen for each in made))
            terms = tuple(instalments(agreed, paid)) or terms
        elif entry.taker is not None:
            transferred += entry.shares
    return SettlementSource(
        coop=coop,
        member=member,
        ended=ended,
        account=account_on(uow, number, ended) + _paid_back(uow, number, last_day),
        year=years[-1][1] if years else None,
        paid_on=years[-1][0].paid_on if years else None,
        redeemed=Quantity(redeemed),
        transferred=Quantity(transferred),
        terms=terms,
        witness=uow.journal.witness(),
    )


def _paid_back(uow: UnitOfWork, number: str, operations: Collection[int]) -> Balances:
    """The capital that entries of the register took from the account, which is what is owed for them."""
    taken: dict[AccountColumn, int] = {}
    for move in moves_of(uow, number) if operations else ():
        if move.operation in operations:
            taken[AccountColumn.CAPITAL] = taken.get(AccountColumn.CAPITAL, 0) - move.change.capital.fen
        for entry in move.posting.posting.entries if move.posting is not None else ():
            if entry.operation in operations:
                taken[entry.column] = taken.get(entry.column, 0) - entry.amount.fen
    return Balances.of(taken)


def build_settlement(source: SettlementSource, printed_on: date) -> SettlementFigures:
    """The paper of somebody who has left, made on a day."""
    settled, coop = source.settlement, source.coop
    return SettlementFigures(
        coop=coop.name,
        facts=tuple(_facts(source)),
        opening=(
            f"{source.member.name}自{day_text(source.ended)}终了起不再是本社成员。按农民专业合作社法第二十八条和本社"
            "章程，其账户内的出资额、公积金份额和应得盈余结算如下："
        ),
        lines=tuple(_lines(source, settled)),
        owed=settled.owed,
        in_words=capital(settled.owed),
        terms=tuple((day_text(each.due), each.amount, each.paid, each.open) for each in source.terms),
        notes=tuple(_notes(source)),
        chair=coop.chair,
        finance_officer=coop.finance_officer,
        prepared_by=coop.accountant,
        leaver=source.member.name,
        printed=day_text(printed_on),
        sample=coop.sample,
        witness=witness_words(source.witness),
    )


def _facts(source: SettlementSource) -> Iterator[tuple[str, str]]:
    member = source.member
    yield "姓名（名称）", member.name
    yield "成员编号", member.number
    yield "证件号码", mask_identity(member.identity) or "—"
    yield "入社日期", day_text(member.joined)
    yield "退社申请日期", "—" if member.notice is None else day_text(member.notice)
    yield "终止日期", day_text(source.ended)
    yield "终止原因", "—" if member.end_reason is None else end_reason(member.end_reason)
    yield "股份去向", _shares(source)


def _shares(source: SettlementSource) -> str:
    parts = []
    if source.redeemed:
        parts.append(f"退股 {shares_text(source.redeemed)} 股")
    if source.transferred:
        parts.append(f"转给其他成员 {shares_text(source.transferred)} 股")
    return "，".join(parts) or "没有股份"


def _lines(source: SettlementSource, settled: Settlement) -> Iterator[tuple[str, str, str, Money]]:
    year = source.ended.year
    yield "1", "出资额", f"成员账户 {day_text(source.ended)}退股前余额", settled.capital
    yield "2", "公积金份额", f"成员账户 {day_text(source.ended)}余额", settled.reserve
    yield "3", "减：分担亏损和债务", "按章程分担，不超过第 1、2 项之和", -settled.borne
    told = f"{year} 年度已决议的分配方案，税后"
    if source.year is None:
        told = f"{year} 年度尚未决议分配"
    elif source.paid_on is not None:
        told = f"{year} 年度已于{day_text(source.paid_on)}发放，不再计付"
    yield "4", "盈余返还和剩余盈余分配", told, settled.refund + settled.dividend


def _notes(source: SettlementSource) -> Iterator[str]:
    averaged = source.account.subsidy + source.account.donation
    if averaged:
        yield (
            f"国家财政直接补助和他人捐赠形成财产的量化份额 {averaged.grouped} 元不退，由本社其余成员重新平均量化。"
        )
    if source.year is None:
        yield f"{source.ended.year} 年度盈余分配决议后，应得的返还和分红另行结算。"
    if not source.terms:
        yield "支付方式和期限按本社章程办理，由双方在下面写明。"
    yield "领款人签字后，本社与其在成员资格终止前的出资、公积金份额和盈余即告结清；原持股权证同时交回。"
