"""What the view of vouchers asks of the book, put together for showing. Knows no widget."""

from contextlib import nullcontext
from dataclasses import dataclass

from coopdesk.domain.ledger.accounts import Side
from coopdesk.domain.ledger.months import Month
from coopdesk.domain.ledger.usual import USUAL_PHRASES, USUAL_TEMPLATES
from coopdesk.domain.ledger.voucher import Dimensions, Voucher, VoucherLine
from coopdesk.domain.members.member import MemberState
from coopdesk.domain.money import Money
from coopdesk.i18n import mark
from coopdesk.services.desk import Desk
from coopdesk.services.ledger.values import TemplateKind
from coopdesk.ui.kit.hit_list import Hit
from coopdesk.ui.ledger.naming import Names
from coopdesk.wording import kind_name

_HITS = 8


@dataclass(frozen=True)
class Template:
    """Lines that recur, by name; ``number`` is None for those of the program."""

    name: str
    lines: tuple[VoucherLine, ...]
    number: int | None = None


def read_names(desk: Desk) -> Names:
    """All that a voucher may name in this book."""
    ledger = desk.ledger
    own = [each.name for each in ledger.templates(TemplateKind.PHRASE)]
    return Names(
        ledger.chart(),
        ledger.items(),
        ledger.readings,
        lambda typed: find_members(desk, typed),
        lambda number: member_words(desk, number),
        [*own, *(each for each in USUAL_PHRASES if each not in own)],
    )


def read_templates(desk: Desk) -> list[Template]:
    """The co-op's own templates, then those of the program that it has none of the same name for."""
    own = [Template(t.name, t.lines, t.id) for t in desk.ledger.templates(TemplateKind.VOUCHER)]
    names = {each.name for each in own}
    return [*own, *(Template(name, lines) for name, lines in USUAL_TEMPLATES if name not in names)]


def find_members(desk: Desk, typed: str) -> list[Hit[str]]:
    """Members by name, number, pinyin or the last figures of a paper; who has left is found too, for what is owed."""
    found = desk.search(typed.partition(mark("（"))[0], _HITS)
    return [
        Hit(hit.number, _words(hit.name, hit.number), kind_name(hit.kind))
        for hit in found
        if hit.state is not MemberState.STRUCK
    ]


def member_words(desk: Desk, number: str) -> str | None:
    """`张三（F01）`; None for a number the roll does not hold."""
    member = desk.members.get(number)
    return None if member is None else _words(member.name, member.number)


def know_members(desk: Desk, names: Names, voucher: Voucher) -> None:
    """Ask how the members of a voucher are told, all in one look into the book."""
    numbers = names.unknown({line.dimensions.member for line in voucher.lines} - {""})
    with desk.snapshot() if numbers else nullcontext():
        names.know_members({number: member_words(desk, number) or number for number in numbers})


def read_balance(desk: Desk, account: str, named: Dimensions) -> Money:
    """借方 less 贷方 of all that is posted to an account, of what a line names besides if it names something."""
    chart, balance = desk.ledger.chart(), desk.ledger.balance(account, named)
    known = chart.get(account)
    return -balance if known is not None and known.side is Side.CREDIT else balance


def ledger_months(desk: Desk) -> list[Month]:
    """The months of the ledger up to this one."""
    return [each.month for each in desk.ledger.months()]


def _words(name: str, number: str) -> str:
    return f"{name}{mark('（')}{number}{mark('）')}"
