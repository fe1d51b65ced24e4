"""业务单据: what a business operation tells whoever keeps the ledger. The areas that make one know nothing of accounts.

A document says in the operation's own words how much of what it moved; which accounts that is, the rules of the ledger
say (``domain/ledger/document_rules``).
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from coopdesk.domain.money import Money


class DocumentKind(StrEnum):
    """What was done.

    成员出资, 缴纳认购款, 公积金转增出资, 盈余转为出资, 退社或减资, 支付退股款, 转让, 继承, 收到财政补助, 使用财政补助,
    接受捐赠, 公积金弥补亏损, 亏损由成员分担, 盈余分配, 支付返还和分红, 代扣个人所得税, 缴纳个人所得税.
    """

    CONTRIBUTION = "contribution"
    INSTALMENT = "instalment"
    RESERVE_TO_CAPITAL = "reserve_to_capital"
    SURPLUS_TO_CAPITAL = "surplus_to_capital"
    WITHDRAWAL = "withdrawal"
    PAYMENT_FOR_SHARES = "payment_for_shares"
    TRANSFER = "transfer"
    INHERITANCE = "inheritance"
    GRANT_RECEIVED = "grant_received"
    GRANT_USED = "grant_used"
    DONATION = "donation"
    RESERVE_USED = "reserve_used"
    LOSS_BORNE = "loss_borne"
    DISTRIBUTION = "distribution"
    PAYMENT = "payment"
    WITHHOLDING = "withholding"
    REMITTANCE = "remittance"


class Rubric(StrEnum):
    """What an amount of a document is of.

    Money that came or went: ``money`` where the operation does not say how, else ``cash`` or ``bank``. Property:
    ``goods``, ``plants``, ``assets``, ``intellectual_property``, ``land_right``, ``forest_right``, ``other_property``.
    ``owed``: what somebody still has to pay or to get.

    ``capital`` is 出资额, ``premium`` what was paid above it, ``discount`` what it is above what was paid;
    ``reserve_share`` and ``capital_reserve`` come out of 公积金 and 资本公积; ``kept_back`` is what a leaver is not
    paid, ``loss`` what of a loss is borne. ``given`` and ``taken`` are what one member gives and another takes.

    ``grant`` is money of the state, ``formed`` what of it became property, ``spent`` what was spent; ``donation`` a
    gift.

    Of a distribution: ``loss_made_good``, ``reserve``, ``fund`` (风险金 and the like), ``refund``, ``dividend``,
    ``to_capital`` (straight from the surplus), ``refund_to_capital`` and ``dividend_to_capital`` (of what was
    declared), ``given_on`` and ``received_on`` (二次返利); ``tax`` on dividends and ``refund_tax`` on refunds.
    """

    MONEY = "money"
    CASH = "cash"
    BANK = "bank"
    GOODS = "goods"
    PLANTS = "plants"
    ASSETS = "assets"
    INTELLECTUAL_PROPERTY = "intellectual_property"
    LAND_RIGHT = "land_right"
    FOREST_RIGHT = "forest_right"
    OTHER_PROPERTY = "other_property"
    OWED = "owed"
    CAPITAL = "capital"
    PREMIUM = "premium"
    DISCOUNT = "discount"
    RESERVE_SHARE = "reserve_share"
    CAPITAL_RESERVE = "capital_reserve"
    KEPT_BACK = "kept_back"
    LOSS = "loss"
    GIVEN = "given"
    TAKEN = "taken"
    GRANT = "grant"
    FORMED = "formed"
    SPENT = "spent"
    DONATION = "donation"
    LOSS_MADE_GOOD = "loss_made_good"
    RESERVE = "reserve"
    FUND = "fund"
    REFUND = "refund"
    DIVIDEND = "dividend"
    TO_CAPITAL = "to_capital"
    REFUND_TO_CAPITAL = "refund_to_capital"
    DIVIDEND_TO_CAPITAL = "dividend_to_capital"
    GIVEN_ON = "given_on"
    RECEIVED_ON = "received_on"
    TAX = "tax"
    REFUND_TAX = "refund_tax"


@dataclass(frozen=True, slots=True)
class DocumentAmount:
    """So many yuan of something, and whose: a member by number, a party, product or channel by code. Below 0 in red."""

    rubric: Rubric
    amount: Money
    member: str = ""
    party: str = ""
    product: str = ""
    channel: str = ""


@dataclass(frozen=True, slots=True)
class BusinessDocument:
    """One operation. ``key`` is its number among those of its kind, ``summary`` what the voucher's 摘要 adds to the
    kind's own words, ``attachments`` the number of papers behind it."""

    kind: DocumentKind
    key: str
    day: date
    amounts: tuple[DocumentAmount, ...]
    summary: tuple[str, ...] = ()
    attachments: int = 0
