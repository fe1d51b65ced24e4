"""股权证: whose shares they are, what changed since it was issued, and what each year's plan paid on them.

The register says who holds what, the member account what was contributed (Art. 43), the frozen plans what was
distributed; the certificate repeats them and is no ground of any. The holder's paper is shown as on every list, for a
certificate is carried about.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from coopdesk.domain.capital import capital
from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.certificate import Certificate, CertificateAct, CertificateEvent
from coopdesk.domain.members.identity import mask_identity
from coopdesk.domain.members.member import Member
from coopdesk.domain.members.past import PastShare
from coopdesk.domain.money import Money, divide_down
from coopdesk.domain.quantity import SCALE, Quantity
from coopdesk.services.coop.values import CoopDetails
from coopdesk.services.distribution.headlines import PlanSummary
from coopdesk.services.distribution.values import MemberYear
from coopdesk.services.journal.entry import Witness
from coopdesk.services.members.accounts import balance_of
from coopdesk.services.members.certificates import CertificateChange, CertificateFile, Held, certificate_file
from coopdesk.services.members.papers.kinds import kind_name
from coopdesk.services.members.papers.register import shares_text
from coopdesk.services.members.papers.words import PAST, entry_matter, past_year_text
from coopdesk.services.paper_words import day_text, witness_words
from coopdesk.services.ports import UnitOfWork


@dataclass(frozen=True, slots=True)
class YearOfMember:
    """What a resolved year gave one of the members whose shares the certificate shows."""

    member: str
    plan: PlanSummary
    year: MemberYear


@dataclass(frozen=True, slots=True)
class PastOfMember:
    """What a year before the book gave one of these members; `paid_on` where that is known."""

    share: PastShare
    paid_on: date | None


@dataclass(frozen=True, slots=True)
class CertificateSource:
    """A certificate as it was read, with the years distributed on its shares, the oldest first.

    `paid` is the capital in the account of each member it covers: money and goods really brought in, not the shares
    taken.
    """

    coop: CoopDetails
    file: CertificateFile
    years: tuple[YearOfMember, ...]
    paid: Mapping[str, Money]
    witness: Witness
    past: tuple[PastOfMember, ...] = ()


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person the certificate names: the relation to the head, a masked paper, the shares held, in words, and what is
    contributed; None for who is no member."""

    name: str
    relation: str
    identity: str
    shares: str
    capital: Money | None


@dataclass(frozen=True, slots=True)
class HeldRow:
    """A class of shares: at the issue and now (millionths)."""

    label: str
    at_issue: Quantity
    now: Quantity


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One entry of the register; `change` and `balance` are millionths of a share of the class."""

    number: int
    day: str
    matter: str
    label: str
    change: Quantity
    balance: Quantity
    document: str


@dataclass(frozen=True, slots=True)
class DividendRow:
    """One year: shares counted, yuan per share, what was due, withheld and paid; None for what cannot be told."""

    year: str
    shares: Quantity | None
    per_share: Money | None
    gross: Money
    tax: Money | None
    net: Money
    paid: str


@dataclass(frozen=True, slots=True)
class CertificateFigures:
    """The whole paper; `marks` stand beside its title, such as 补发（第 1 次）."""

    coop: str
    credit_code: str
    address: str
    number: str
    issued: str
    marks: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    persons: tuple[PersonRow, ...]
    held: tuple[HeldRow, ...]
    at_issue: Quantity
    total: Quantity
    capital: Money
    in_words: str
    changes: tuple[ChangeRow, ...]
    labelled: bool
    dividends: tuple[DividendRow, ...]
    events: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...]
    as_at: str
    chair: str
    prepared_by: str
    printed: str
    sample: bool
    witness: str


def read_certificate(uow: UnitOfWork, number: str, today: date) -> CertificateSource:
    """Read a certificate with all that stands on it; ``certificate.unknown`` and ``coop.name_missing`` are refused."""
    coop = uow.coop.current()
    if coop is None:
        raise DomainError("coop.name_missing")
    file = certificate_file(uow, number, today)
    years = [
        YearOfMember(member.number, plan, year)
        for member in file.covered
        for plan, year in uow.plans.of_member(member.number)
    ]
    ended = file.certificate.ended
    told = [each for each in years if ended is None or each.plan.record_date <= ended.day]
    told.sort(key=lambda each: each.plan.year)
    paid = {member.number: balance_of(uow, member.number, file.day).contributed for member in file.covered}
    return CertificateSource(
        coop, file, tuple(told), paid, uow.journal.witness(), tuple(_past(uow, file.covered, ended))
    )


def _past(
    uow: UnitOfWork, covered: Iterable[Member], ended: CertificateEvent | None
) -> Iterator[PastOfMember]:
    """What the members covered got before the book, the oldest year first, up to the end of the certificate."""
    heads = uow.past.heads()
    shares = [share for member in covered for share in uow.past.of_member(member.number)]
    for share in sorted(shares, key=lambda each: each.year):
        if ended is None or share.year <= ended.day.year:
            head = heads.get(share.year)
            yield PastOfMember(share, head.paid_on if head is not None else None)


def build_certificate(source: CertificateSource, printed_on: date) -> CertificateFigures:
    """The paper of a certificate, made on a day."""
    file, coop = source.file, source.coop
    held = tuple(_held(file.at_issue, file.held))
    labels = {each.code: each.label for each in file.classes}
    together = Money(sum(paid.fen for paid in source.paid.values()))
    return CertificateFigures(
        coop=coop.name,
        credit_code=coop.credit_code or "—",
        address=coop.address or "—",
        number=file.certificate.number,
        issued=day_text(file.certificate.issued),
        marks=tuple(_marks(file.certificate)),
        facts=tuple(_facts(file)),
        persons=tuple(_persons(source)),
        held=held,
        at_issue=Quantity(sum(row.at_issue for row in held)),
        total=Quantity(sum(row.now for row in held)),
        capital=together,
        in_words=capital(together) if together else "",
        changes=tuple(_change(each, labels, len(file.covered) > 1) for each in file.changes),
        labelled=len(file.classes) > 1,
        dividends=(*_past_dividends(source.past), *_dividends(source.years)),
        events=tuple(_events(file.certificate)),
        notes=tuple(_notes(source)),
        as_at=day_text(file.day),
        chair=coop.chair,
        prepared_by=coop.accountant,
        printed=day_text(printed_on),
        sample=coop.sample,
        witness=witness_words(source.witness),
    )


_ACTS = {
    CertificateAct.ISSUED: "发证",
    CertificateAct.REISSUED: "补发",
    CertificateAct.RETURNED: "收回",
    CertificateAct.CANCELLED: "注销",
}


def _marks(certificate: Certificate) -> Iterator[str]:
    if certificate.copies:
        yield f"补发（第 {certificate.copies} 次）"
    if certificate.ended is not None:
        yield f"已{_ACTS[certificate.ended.act]}"


def _facts(file: CertificateFile) -> Iterator[tuple[str, str]]:
    member: Member = file.holder
    yield ("持有人（户）" if file.persons else "持有人"), member.name
    yield "成员编号", member.number
    yield "成员类型", kind_name(member.kind)
    yield "证件号码", mask_identity(member.identity) or "—"
    yield "入社日期", day_text(member.joined)
    yield "村组、住所", " ".join(filter(None, (member.group, member.address))) or "—"


def _persons(source: CertificateSource) -> Iterator[PersonRow]:
    """The household: who is a member holds shares of the co-op, who is none is only named."""
    for each in source.file.persons:
        number = each.member.number if each.member is not None else ""
        held = source.file.by_member.get(number, ())
        words = "、".join(f"{one.label} {shares_text(shares)} 股" for one, shares in held)
        identity = mask_identity(each.identity) or "—"
        yield PersonRow(each.name, each.person.relation, identity, words or "—", source.paid.get(number))


def _held(at_issue: Held, now: Held) -> Iterator[HeldRow]:
    first = {each.code: shares for each, shares in at_issue}
    last = {each.code: shares for each, shares in now}
    for each in {each.code: each for each, _shares in (*at_issue, *now)}.values():
        shares = last.get(each.code, Quantity(0))
        yield HeldRow(each.label, first.get(each.code, Quantity(0)), shares)


def _change(change: CertificateChange, labels: Mapping[str, str], several: bool) -> ChangeRow:
    item, entry = change.entry, change.entry.entry
    other = entry.giver if change.change > 0 else entry.taker
    within = f"{change.member} " if several else ""
    whom = (
        f"（{'受让自' if change.change > 0 else '转给'} {other}）" if other and item.reverses is None else ""
    )
    void = "，已冲销" if item.reversed_by is not None else ""
    return ChangeRow(
        number=item.operation,
        day=entry.day.isoformat(),
        matter=f"{within}{entry_matter(entry.kind, item.reverses_operation)}{whom}{void}",
        label=labels[entry.share_class],
        change=change.change,
        balance=change.balance,
        document=entry.document,
    )


def _past_dividends(past: Iterable[PastOfMember]) -> Iterator[DividendRow]:
    """Years before the book: what was paid is told, of shares and tax nothing is known."""
    by_year: dict[int, list[PastOfMember]] = {}
    for each in past:
        by_year.setdefault(each.share.year, []).append(each)
    for year, of_year in by_year.items():
        paid = Money(sum(each.share.amount.fen for each in of_year))
        on = of_year[0].paid_on
        said = PAST if on is None else f"{PAST} {on.isoformat()}"
        yield DividendRow(past_year_text(year), None, None, paid, None, paid, said)


def _dividends(years: Iterable[YearOfMember]) -> Iterator[DividendRow]:
    by_year: dict[int, list[YearOfMember]] = {}
    for each in years:
        by_year.setdefault(each.plan.year, []).append(each)
    for year, of_year in by_year.items():
        shares = Quantity(sum(each.year.shares for each in of_year))
        gross, tax = (
            Money(sum(amount.fen for amount in amounts))
            for amounts in ([each.year.gross for each in of_year], [each.year.tax for each in of_year])
        )
        per_share = Money(divide_down(gross.fen * SCALE, shares)) if shares else None
        paid_on = of_year[0].plan.paid_on
        paid = "未发放" if paid_on is None else paid_on.isoformat()
        yield DividendRow(str(year), shares, per_share, gross, tax, gross - tax, paid)


def _events(certificate: Certificate) -> Iterator[tuple[str, ...]]:
    for event in certificate.events:
        yield (event.day.isoformat(), _ACTS[event.act], event.reason, event.document)


def _notes(source: CertificateSource) -> Iterator[str]:
    yield "本证是持有人持有本社股份的凭证，所载股份以本社股份登记簿为准；两者不一致的，以登记簿为准。"
    yield "成员在社期间不得抽回股份；转让、继承、赠与和退社按本社章程办理，经登记后生效，并交回本证换记。"
    yield "本证遗失或污损的，应及时向本社书面声明，由本社核对后补发；补发后原证作废。本证不得涂改、转借或作抵押。"
    yield (
        f"出资额为成员账户{day_text(source.file.day)}终了的余额，含货币和非货币出资及盈余转为的出资；认购而未缴的不计。"
    )
    if source.past:
        yield f"“{PAST}”各年是本账套建立以前的分配，按原有账册登记，不是本账套计算的。"
    if any(row.year.shares for row in source.years):
        yield "“每股”为当年应发金额除以当年计算分配的股数，舍去分以下；各年金额以成员大会决议的分配方案为准。"
