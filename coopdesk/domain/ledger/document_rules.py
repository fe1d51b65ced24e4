"""Which accounts each business operation moves (财会〔2021〕37号, the texts of 301, 221, 222, 311, 322, 332), as data.

A rule says of each rubric of a document on which side of which account its amount goes. A co-op may choose another
account for a leg, within the limits that the leg names: money may lie in another bank account, a fund in a sub-account
of its own, but capital is never anything but 301. What a line names besides its account (a member, a product) is
whatever of the document the account keeps.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from coopdesk.domain.business_document import BusinessDocument, DocumentAmount, DocumentKind, Rubric
from coopdesk.domain.errors import DomainError
from coopdesk.domain.ledger.accounts import ChartOfAccounts, Dimension, LedgerAccount, Side
from coopdesk.domain.ledger.chart import (
    CAPITAL,
    CAPITAL_RESERVE,
    CASH,
    DIVIDEND_PAYABLE,
    GRANTS_UNUSED,
    MEMBERS_ACCOUNT,
    REFUND_PAYABLE,
    RESERVE,
    SPECIAL_FUND,
    TAX_WITHHELD,
    TO_CAPITAL,
    TO_DIVIDEND,
    TO_REFUND,
    TO_RESERVE,
    UNDISTRIBUTED,
)
from coopdesk.domain.ledger.voucher import (
    NO_DIMENSIONS,
    Dimensions,
    Source,
    Voucher,
    VoucherKind,
    VoucherLine,
    balancing,
)
from coopdesk.domain.money import Money


@dataclass(frozen=True, slots=True)
class Leg:
    """Where an amount goes: side and account. ``within`` are the accounts at or below which another may be chosen."""

    side: Side
    account: str
    within: tuple[str, ...]

    def admits(self, account: LedgerAccount, chart: ChartOfAccounts) -> bool:
        """Whether the account may be chosen: within the limits, open, and with none below it."""
        inside = any(within in self.within for within in chart.above(account.code))
        return inside and not account.closed and not chart.has_children(account.code)


@dataclass(frozen=True, slots=True)
class DocumentRule:
    """What one kind of document moves: by rubric the legs its amount goes to. ``summary`` begins every 摘要."""

    kind: DocumentKind
    summary: str
    legs: Mapping[Rubric, tuple[Leg, ...]]


@dataclass(frozen=True, slots=True)
class LegName:
    """Which leg of which rubric of which kind: what a choice is made for."""

    kind: DocumentKind
    rubric: Rubric
    side: Side


def _debit(account: str, *within: str) -> Leg:
    return Leg(Side.DEBIT, account, within or (account,))


def _credit(account: str, *within: str) -> Leg:
    return Leg(Side.CREDIT, account, within or (account,))


_Legs = dict[Rubric, tuple[Leg, ...]]
_PROPERTY = ("121", "131", "141", "142", "144", "151", "153", "161", "171")
_WHERE_PROPERTY_LIES: dict[Rubric, tuple[str, tuple[str, ...]]] = {
    Rubric.GOODS: ("121", _PROPERTY),
    Rubric.PLANTS: ("141", ("141", "142", "144")),
    Rubric.ASSETS: ("151", ("151", "153")),
    Rubric.INTELLECTUAL_PROPERTY: ("161", ("161",)),
    Rubric.LAND_RIGHT: ("161", ("161", "171")),
    Rubric.FOREST_RIGHT: ("161", ("161", "141", "142", "144")),
    Rubric.OTHER_PROPERTY: ("151", _PROPERTY),
}
_WHERE_MONEY_LIES = {Rubric.MONEY: "102", Rubric.CASH: "101", Rubric.BANK: "102"}


def _money(side: Side) -> _Legs:
    within = {Rubric.MONEY: CASH, Rubric.CASH: ("101",), Rubric.BANK: ("102", "109")}
    return {rubric: (Leg(side, code, within[rubric]),) for rubric, code in _WHERE_MONEY_LIES.items()}


def _property(side: Side) -> _Legs:
    return {rubric: (Leg(side, code, within),) for rubric, (code, within) in _WHERE_PROPERTY_LIES.items()}


_MONEY_IN, _MONEY_OUT = _money(Side.DEBIT), _money(Side.CREDIT)
_PROPERTY_IN, _PROPERTY_OUT = _property(Side.DEBIT), _property(Side.CREDIT)
_OWED = (MEMBERS_ACCOUNT, "113", "211")
_WITHHELD: _Legs = {
    Rubric.TAX: (_debit(DIVIDEND_PAYABLE), _credit(TAX_WITHHELD, "214")),
    Rubric.REFUND_TAX: (_debit(REFUND_PAYABLE), _credit(TAX_WITHHELD, "214")),
}
_TO_CAPITAL: _Legs = {
    Rubric.TO_CAPITAL: (_debit(TO_CAPITAL), _credit(CAPITAL)),
    Rubric.REFUND_TO_CAPITAL: (_debit(REFUND_PAYABLE), _credit(CAPITAL)),
    Rubric.DIVIDEND_TO_CAPITAL: (_debit(DIVIDEND_PAYABLE), _credit(CAPITAL)),
}
_PASSED_ON: _Legs = {Rubric.GIVEN: (_debit(CAPITAL),), Rubric.TAKEN: (_credit(CAPITAL),)}

FIRST_RULES: tuple[DocumentRule, ...] = (
    DocumentRule(
        DocumentKind.CONTRIBUTION,
        "收到成员出资",
        {
            **_MONEY_IN,
            **_PROPERTY_IN,
            Rubric.OWED: (_debit(MEMBERS_ACCOUNT),),
            Rubric.DISCOUNT: (_debit(CAPITAL_RESERVE),),
            Rubric.CAPITAL: (_credit(CAPITAL),),
            Rubric.PREMIUM: (_credit(CAPITAL_RESERVE),),
        },
    ),
    DocumentRule(
        DocumentKind.INSTALMENT,
        "收到成员分期出资",
        {
            **_MONEY_IN,
            Rubric.CAPITAL: (_credit(CAPITAL),),
            Rubric.PREMIUM: (_credit(CAPITAL_RESERVE),),
            Rubric.OWED: (_credit(MEMBERS_ACCOUNT),),
        },
    ),
    DocumentRule(
        DocumentKind.RESERVE_TO_CAPITAL,
        "公积金转增成员出资",
        {
            Rubric.RESERVE_SHARE: (_debit(RESERVE),),
            Rubric.CAPITAL_RESERVE: (_debit(CAPITAL_RESERVE),),
            Rubric.CAPITAL: (_credit(CAPITAL),),
        },
    ),
    DocumentRule(DocumentKind.SURPLUS_TO_CAPITAL, "盈余转为成员出资", _TO_CAPITAL),
    DocumentRule(
        DocumentKind.WITHDRAWAL,
        "退还成员出资",
        {
            Rubric.CAPITAL: (_debit(CAPITAL),),
            Rubric.RESERVE_SHARE: (_debit(RESERVE),),
            **_MONEY_OUT,
            **_PROPERTY_OUT,
            Rubric.OWED: (_credit(MEMBERS_ACCOUNT, *_OWED),),
            Rubric.KEPT_BACK: (_credit(CAPITAL_RESERVE),),
            Rubric.LOSS: (_credit(UNDISTRIBUTED),),
        },
    ),
    DocumentRule(
        DocumentKind.PAYMENT_FOR_SHARES,
        "支付退股款",
        {Rubric.OWED: (_debit(MEMBERS_ACCOUNT, *_OWED),), **_MONEY_OUT},
    ),
    DocumentRule(DocumentKind.TRANSFER, "成员股份转让", _PASSED_ON),
    DocumentRule(DocumentKind.INHERITANCE, "成员股份继承", _PASSED_ON),
    DocumentRule(
        DocumentKind.GRANT_RECEIVED,
        "收到国家财政直接补助",
        {**_MONEY_IN, Rubric.GRANT: (_credit(GRANTS_UNUSED),)},
    ),
    DocumentRule(
        DocumentKind.GRANT_USED,
        "使用国家财政直接补助",
        {
            **_PROPERTY_IN,
            Rubric.FORMED: (_debit(GRANTS_UNUSED), _credit(SPECIAL_FUND)),
            Rubric.SPENT: (_debit(GRANTS_UNUSED),),
            **_MONEY_OUT,
            Rubric.OWED: (_credit("211", *_OWED),),
        },
    ),
    DocumentRule(
        DocumentKind.DONATION,
        "接受他人捐赠",
        {**_MONEY_IN, **_PROPERTY_IN, Rubric.DONATION: (_credit(SPECIAL_FUND),)},
    ),
    DocumentRule(
        DocumentKind.RESERVE_USED,
        "公积金弥补亏损",
        {
            Rubric.RESERVE_SHARE: (_debit(RESERVE), _credit(UNDISTRIBUTED)),
            Rubric.CAPITAL_RESERVE: (_debit(CAPITAL_RESERVE), _credit(UNDISTRIBUTED)),
        },
    ),
    DocumentRule(
        DocumentKind.LOSS_BORNE,
        "成员分担亏损",
        {
            Rubric.CAPITAL: (_debit(CAPITAL),),
            Rubric.RESERVE_SHARE: (_debit(RESERVE),),
            Rubric.OWED: (_debit(MEMBERS_ACCOUNT),),
            Rubric.LOSS: (_credit(UNDISTRIBUTED),),
        },
    ),
    DocumentRule(
        DocumentKind.DISTRIBUTION,
        "盈余分配",
        {
            Rubric.LOSS_MADE_GOOD: (_debit(RESERVE), _credit(UNDISTRIBUTED)),
            Rubric.RESERVE: (_debit(TO_RESERVE), _credit(RESERVE)),
            Rubric.FUND: (_debit(TO_RESERVE, "33201"), _credit(RESERVE)),
            Rubric.REFUND: (_debit(TO_REFUND), _credit(REFUND_PAYABLE)),
            Rubric.DIVIDEND: (_debit(TO_DIVIDEND), _credit(DIVIDEND_PAYABLE)),
            **_TO_CAPITAL,
            Rubric.GIVEN_ON: (_debit(DIVIDEND_PAYABLE),),
            Rubric.RECEIVED_ON: (_credit(DIVIDEND_PAYABLE),),
            **_WITHHELD,
        },
    ),
    DocumentRule(
        DocumentKind.PAYMENT,
        "支付盈余返还和剩余盈余",
        {
            Rubric.REFUND: (_debit(REFUND_PAYABLE),),
            Rubric.DIVIDEND: (_debit(DIVIDEND_PAYABLE),),
            **_MONEY_OUT,
        },
    ),
    DocumentRule(DocumentKind.WITHHOLDING, "代扣个人所得税", _WITHHELD),
    DocumentRule(
        DocumentKind.REMITTANCE,
        "缴纳代扣的个人所得税",
        {Rubric.TAX: (_debit(TAX_WITHHELD, "214"),), **_MONEY_OUT},
    ),
)
"""The rules a ledger begins with."""


class DocumentRules:
    """All rules of a book: the first ones, with the accounts the co-op chose for some of their legs."""

    def __init__(
        self,
        rules: Iterable[DocumentRule] = FIRST_RULES,
        chosen: Mapping[LegName, str] | None = None,
    ) -> None:
        self._rules = {rule.kind: rule for rule in rules}
        self._chosen = dict(chosen or {})

    def __iter__(self) -> Iterator[DocumentRule]:
        return iter(self._rules.values())

    def account(self, kind: DocumentKind, rubric: Rubric, leg: Leg) -> str:
        """The code of the account that a leg goes to: the chosen one, else the rule's own."""
        return self._chosen.get(LegName(kind, rubric, leg.side), leg.account)

    def choose(self, leg: LegName, account: str, chart: ChartOfAccounts) -> "DocumentRules":
        """The rules with another account for a leg.

        ``document.no_such_part`` for a leg that no rule has, ``document.account_not_allowed`` for an account that is
        not there, closed, has others below it, or lies outside the leg's limits (``within``).
        """
        known = self._legs(leg.kind).get(leg.rubric, ())
        found = next((each for each in known if each.side is leg.side), None)
        if found is None:
            raise DomainError("document.no_such_part", kind=leg.kind, rubric=leg.rubric)
        wanted = chart.get(account)
        if wanted is None or not found.admits(wanted, chart):
            raise DomainError("document.account_not_allowed", account=account, within=found.within)
        return DocumentRules(self._rules.values(), {**self._chosen, leg: account})

    def offered(self, leg: Leg, chart: ChartOfAccounts) -> list[LedgerAccount]:
        """The accounts that may be chosen for a leg, in the order of their codes."""
        return [account for account in chart if leg.admits(account, chart)]

    def voucher(self, document: BusinessDocument, chart: ChartOfAccounts) -> Voucher | None:
        """The voucher of a document, debits first; None for one that moves no money's worth.

        ``document.no_such_part`` for a rubric that the kind's rule lacks, ``document.account_unset`` where an account
        has others below it now and one of them has to be chosen, ``document.unbalanced`` with ``debit``, ``credit``.
        """
        places: dict[Rubric, list[_Place]] = {}
        sums: dict[_Key, int] = {}
        for amount in document.amounts:
            if amount.rubric not in places:
                places[amount.rubric] = self._places(document.kind, amount.rubric, chart)
            for place in places[amount.rubric]:
                key = place.key(amount)
                sums[key] = sums.get(key, 0) + amount.amount.fen
        summary = " ".join((self._rules[document.kind].summary, *filter(None, document.summary)))
        lines = tuple(_line(summary, key, fen) for key, fen in sorted(sums.items(), key=_debits_first) if fen)
        if not lines:
            return None
        source = Source(document.kind.value, document.key)
        voucher = Voucher(
            document.day, lines, attachments=document.attachments, kind=VoucherKind.DOCUMENT, source=source
        )
        if balancing(lines):
            raise DomainError(
                "document.unbalanced", kind=document.kind, debit=voucher.debit, credit=voucher.credit
            )
        return voucher

    def _legs(self, kind: DocumentKind) -> Mapping[Rubric, tuple[Leg, ...]]:
        return self._rules[kind].legs

    def _places(self, kind: DocumentKind, rubric: Rubric, chart: ChartOfAccounts) -> "list[_Place]":
        legs = self._legs(kind)
        if rubric not in legs:
            raise DomainError("document.no_such_part", kind=kind, rubric=rubric)
        found = []
        for leg in legs[rubric]:
            code = self.account(kind, rubric, leg)
            account = chart.get(code)
            if account is None or account.closed or chart.has_children(code):
                raise DomainError("document.account_unset", kind=kind, account=code)
            found.append(_Place(leg.side, code, tuple(each in account.allowed for each in Dimension)))
        return found


_Key = tuple[Side, str, str, str, str, str]
"""What lines of a voucher are alike in: side, account, and the codes of the dimensions in their order."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a rubric goes, found once for all amounts of it: ``kept`` says of each dimension whether lines name it."""

    side: Side
    account: str
    kept: tuple[bool, ...]

    def key(self, amount: DocumentAmount) -> _Key:
        """What the amount's line is alike in."""
        member, party, product, channel = self.kept
        return (
            self.side,
            self.account,
            amount.member if member else "",
            amount.party if party else "",
            amount.product if product else "",
            amount.channel if channel else "",
        )


def _debits_first(item: tuple[_Key, int]) -> bool:
    return item[0][0] is Side.CREDIT


def _line(summary: str, key: _Key, fen: int) -> VoucherLine:
    side, account, *named = key
    return VoucherLine(
        summary, account, side, Money(fen), Dimensions(*named) if any(named) else NO_DIMENSIONS
    )
