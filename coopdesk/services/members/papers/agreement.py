"""股权转让协议 (赠与协议): the parties and shares of one operation as the register has them, and the price agreed.

The register knows no price: it is given when the paper is made, or left to be written. Both parties' papers stand on it
whole, for they sign it; nobody else is handed it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from coopdesk.domain.capital import capital
from coopdesk.domain.coop.share_class import ShareClass
from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.entry_kind import EntryKind
from coopdesk.domain.members.member import Member
from coopdesk.domain.members.share_register import ShareEntry
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import Quantity
from coopdesk.services.coop.values import CoopDetails
from coopdesk.services.journal.entry import Witness
from coopdesk.services.members.accounts import moves_of
from coopdesk.services.members.classes_of_day import classes_at
from coopdesk.services.members.papers.register import shares_text
from coopdesk.services.members.papers.words import identity_name
from coopdesk.services.members.values import NumberedEntry, ShareOperation
from coopdesk.services.paper_words import day_text, witness_words
from coopdesk.services.ports import UnitOfWork

_AGREED = (EntryKind.TRANSFER, EntryKind.GIFT)
_BLANK = "＿＿＿＿＿＿＿＿"


@dataclass(frozen=True, slots=True)
class AgreementSource:
    """A transfer or gift as it was entered, its parties, and the price in yuan; None where it is left to be written.

    ``moved`` is by class: the shares, and the capital that came to the taker's account with them.
    """

    coop: CoopDetails
    operation: int
    kind: EntryKind
    day: date
    document: str
    giver: Member
    taker: Member
    moved: tuple[tuple[ShareClass, Quantity, Money], ...]
    price: Money | None
    witness: Witness


@dataclass(frozen=True, slots=True)
class PartyFigures:
    """One party: what it is called, and label and value of each fact."""

    title: str
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class MovedRow:
    """A class of shares: how many (millionths), the contribution per share and together in yuan."""

    label: str
    shares: Quantity
    par: Money
    amount: Money


@dataclass(frozen=True, slots=True)
class AgreementFigures:
    """The whole paper; `articles` are its terms in order, `signing` who signs."""

    coop: str
    title: str
    number: str
    parties: tuple[PartyFigures, PartyFigures]
    opening: str
    moved: tuple[MovedRow, ...]
    articles: tuple[str, ...]
    signing: tuple[tuple[str, str], ...]
    printed: str
    sample: bool
    witness: str


def is_agreed(operation: ShareOperation) -> bool:
    """Whether an operation rests on an agreement of two members: a transfer or a gift that stands."""
    first = operation.first
    return operation.is_live and first.kind in _AGREED and None not in (first.giver, first.taker)


def read_agreement(uow: UnitOfWork, number: int, price: Money | None) -> AgreementSource:
    """Read an operation with its parties.

    ``register.unknown_entry``, ``register.no_agreement`` for one of another kind, ``coop.name_missing``.
    """
    coop = uow.coop.current()
    if coop is None:
        raise DomainError("coop.name_missing")
    entries = tuple(uow.register.operation(number))
    if not entries:
        raise DomainError("register.unknown_entry", entry=number)
    first = entries[0].entry
    if not is_agreed(ShareOperation(number, entries)):
        raise DomainError("register.no_agreement", operation=number)
    giver, taker = (_member(uow, party) for party in (first.giver, first.taker))
    classes = classes_at(uow, number)
    live = [item for item in entries if item.is_live]
    capital_of = capital_moved(uow, live)
    moved = [
        (each, shares, capital_of.get(each.code, Money(0)))
        for each in classes
        if (shares := _together([item.entry for item in live], each.code))
    ]
    return AgreementSource(
        coop,
        number,
        first.kind,
        first.day,
        first.document,
        giver,
        taker,
        tuple(moved),
        price,
        uow.journal.witness(),
    )


def capital_moved(uow: UnitOfWork, entries: Sequence[NumberedEntry]) -> Mapping[str, Money]:
    """What entries of one operation brought to the taker's account, by class: what the account itself says of them."""
    by_class: dict[str, int] = {}
    classes = {item.number: item.entry.share_class for item in entries}
    for taker in dict.fromkeys(item.entry.taker for item in entries if item.entry.taker is not None):
        for move in moves_of(uow, taker):
            if move.posting is None:
                if move.operation in classes:
                    code = classes[move.operation]
                    by_class[code] = by_class.get(code, 0) + move.change.contributed.fen
                continue
            for entry in move.posting.posting.entries:
                if entry.member == taker and entry.operation in classes and move.posting.is_live:
                    code = classes[entry.operation]
                    by_class[code] = by_class.get(code, 0) + entry.amount.fen
    return {code: Money(fen) for code, fen in by_class.items()}


def _member(uow: UnitOfWork, number: str | None) -> Member:
    found = uow.members.get(number or "")
    assert found is not None  # the register refers to a line of the roll
    return found


def _together(entries: list[ShareEntry], code: str) -> Quantity:
    return Quantity(sum(entry.shares for entry in entries if entry.share_class == code))


def build_agreement(source: AgreementSource, printed_on: date) -> AgreementFigures:
    """The paper of an operation, made on a day."""
    gift = source.kind is EntryKind.GIFT
    roles = ("赠与", "受赠") if gift else ("转让", "受让")
    rows = tuple(MovedRow(each.label, shares, each.par, amount) for each, shares, amount in source.moved)
    articles = tuple(_articles(source, rows, gift))
    return AgreementFigures(
        coop=source.coop.name,
        title="股份赠与协议" if gift else "股权转让协议",
        number=f"股份变动第 {source.operation:,} 号",
        parties=(
            PartyFigures(f"甲方（{roles[0]}方）", tuple(_facts(source.giver))),
            PartyFigures(f"乙方（{roles[1]}方）", tuple(_facts(source.taker))),
        ),
        opening=(
            f"甲方、乙方均为{source.coop.name}（以下简称本社）成员。经双方自愿协商，并按本社章程办理，"
            f"甲方将其持有的本社股份{'无偿赠与' if gift else '转让给'}乙方，订立本协议。"
        ),
        moved=rows,
        articles=tuple(f"第{_NUMBERS[place]}条　{words}" for place, words in enumerate(articles)),
        signing=(
            ("甲方", source.giver.name),
            ("乙方", source.taker.name),
            ("本社经办", source.coop.accountant),
        ),
        printed=day_text(printed_on),
        sample=source.coop.sample,
        witness=witness_words(source.witness),
    )


_NUMBERS = "一二三四五六七八九"


def _facts(member: Member) -> list[tuple[str, str]]:
    identity = identity_name(member.paper) if member.paper is not None else "证件号码"
    return [
        ("姓名（名称）", f"{member.name}（{member.number}）"),
        (identity, member.identity),
        ("联系电话", member.phone),
        ("住所", " ".join(filter(None, (member.group, member.address)))),
    ]


def _articles(source: AgreementSource, rows: tuple[MovedRow, ...], gift: bool) -> list[str]:
    held = "、".join(f"{row.label} {shares_text(row.shares)} 股" for row in rows)
    amount = Money(sum(row.amount.fen for row in rows))
    paid = f"，对应出资额 {amount.grouped} 元（大写：{capital(amount)}）" if amount else ""
    verb = "赠与" if gift else "转让"
    articles = [f"{verb}的股份为{held}{paid}。甲方保证上述股份归其所有，没有质押、冻结或其他争议。"]
    if not gift:
        articles.append(_price(source.price))
    return [
        *articles,
        f"股份自{day_text(source.day)}起由乙方持有，该日起的权利和义务由乙方享有和承担；"
        "各年度分红按本社分配方案确定的股权登记日和持股时间计算。",
        "随股份转移的公积金份额按本社章程或成员大会决议办理；国家财政直接补助和他人捐赠形成财产的量化份额不转让。",
        "本协议经本社核对，并在股份登记簿登记后，对本社生效；甲方的股权证同时交回换记。",
        "本协议未尽事项由双方协商，并遵守法律和本社章程；协商不成的，可请本社或村民委员会调解，也可依法起诉。",
        "本协议一式三份，甲方、乙方和本社各执一份，自双方签字之日起成立。",
    ]


def _price(price: Money | None) -> str:
    if price is None:
        return (
            f"转让价款为 {_BLANK} 元（大写：人民币{_BLANK}{_BLANK}），由乙方于{_BLANK}前以{_BLANK}方式付清。"
        )
    return f"转让价款为 {price.grouped} 元（大写：{capital(price)}），由乙方于{_BLANK}前以{_BLANK}方式付清。"
