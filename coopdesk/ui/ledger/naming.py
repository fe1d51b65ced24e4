"""What the cells of a voucher name, and how it is found: accounts, members, other parties, products, channels, phrases.

Made of what was read from the book; knows no widget. An account is found by code, name or pinyin; whom a line names
besides is looked for only among what its account keeps.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field

from coopdesk.domain.errors import DomainError
from coopdesk.domain.ledger.accounts import ChartOfAccounts, Dimension, LedgerAccount, Side
from coopdesk.domain.ledger.voucher import NO_DIMENSIONS, Dimensions
from coopdesk.domain.text import clean_text, fold
from coopdesk.i18n import _, mark
from coopdesk.services.ledger.values import LedgerItem
from coopdesk.ui.kit.account_field import Account, AccountFinder, Readings
from coopdesk.ui.kit.grid_columns import Values
from coopdesk.ui.kit.hit_list import Hit
from coopdesk.wording import dimension_name

ACCOUNT = "account"
_SEPARATORS = "；;"
_MADE_HERE = (Dimension.PARTY, Dimension.PRODUCT, Dimension.CHANNEL)
FindMembers = Callable[[str], Sequence[Hit[str]]]


@dataclass(frozen=True)
class NewItem:
    """Another party, a product or a channel that is to be made of what is typed."""

    kind: Dimension
    name: str


@dataclass
class Names:
    """The names of one book as they were read. ``member_words`` tells a member of a number, None for nobody."""

    chart: ChartOfAccounts
    items: Sequence[LedgerItem]
    readings: Readings
    find_members: FindMembers
    member_words: Callable[[str], str | None]
    phrases: Sequence[str] = ()
    _words: dict[str, str] = field(default_factory=dict)
    _members: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        open_leaves = [a for a in self.chart if not a.closed and not self.chart.has_children(a.code)]
        self._accounts = AccountFinder(
            [Account(a.code, a.code, self.chart.full_name(a.code)) for a in open_leaves], self.readings
        )
        self._codes = {fold(self.account_words(a.code)): a.code for a in open_leaves}
        self._phrases = AccountFinder([Account(each, "", each) for each in self.phrases], self.readings)
        self._finders = {kind: self._item_finder(kind) for kind in _MADE_HERE}
        self._item_words = self._named_items()
        self._item_codes = {(kind, fold(words)): code for (kind, code), words in self._item_words.items()}

    # Accounts

    def account_words(self, code: str) -> str:
        """`3320101 盈余分配—各项分配—提取盈余公积`: an account as a voucher names it; a code nobody knows as it is."""
        if code not in self._words:
            known = code in self.chart
            self._words[code] = f"{code} {self.chart.full_name(code)}" if known else code
        return self._words[code]

    def find_accounts(self, typed: str) -> Sequence[Hit[str]]:
        """Accounts that lines may go to, best first."""
        return self._accounts.find(typed)

    def read_account(self, typed: str) -> str:
        """The code of the account that is meant.

        ``ledger.account_has_children`` and ``ledger.account_is_closed`` for one that takes no lines, else
        ``field.not_found``.
        """
        whole = self._codes.get(fold(typed))
        if whole is not None:
            return whole
        account = self.chart.get(typed.strip().partition(" ")[0])
        if account is not None:
            self._require_taking(account)
            return account.code
        try:
            return self._accounts.the_one(typed).thing
        except DomainError:
            named = [each for each in self.chart if fold(each.name) == fold(typed)]
            for each in named[:1]:
                self._require_taking(each)
            raise

    def taking(self, code: str) -> str:
        """The account itself where it takes lines, else the first below it that does: what a template means by 102 in
        a co-op that keeps its banks apart."""
        if not self.chart.has_children(code):
            return code
        below = (each for each in self.chart.below(code) if not self.chart.has_children(each))
        return next((each for each in below if not self.chart[each].closed), code)

    def _require_taking(self, account: LedgerAccount) -> None:
        if self.chart.has_children(account.code):
            raise DomainError("ledger.account_has_children", account=account.code, name=account.name)
        if account.closed:
            raise DomainError("ledger.account_is_closed", account=account.code, name=account.name)

    # Whom a line names besides

    def allowed(self, code: object) -> frozenset[Dimension]:
        """What lines of that account may name besides it; nothing without an account."""
        account = self.chart.get(code) if isinstance(code, str) else None
        return frozenset() if account is None else account.required | account.kept

    def required(self, code: object) -> frozenset[Dimension]:
        """What lines of that account must name besides it."""
        account = self.chart.get(code) if isinstance(code, str) else None
        return frozenset() if account is None else account.required

    def dimension_words(self, named: Dimensions) -> str:
        """`张三（F01）；盆景`: what a line names besides its account."""
        parts = (self._words_of(kind, named.get(kind)) for kind in Dimension if named.get(kind))
        return mark("；").join(parts)

    def find_dimensions(self, typed: str, row: Values) -> Sequence[Hit[object]]:
        """What the account of the row keeps that fits what is typed behind the last `；`; last of all what is to be
        made of it, which is only offered."""
        before, last = _last_part(typed)
        hits: list[Hit[object]] = []
        several = len(self.allowed(row.get(ACCOUNT))) > 1
        for kind in self._kinds(row):
            for hit in self._hits(kind, last):
                detail = mark("，").join(filter(None, (dimension_name(kind) if several else "", hit.detail)))
                hits.append(Hit(hit.thing, before + hit.text, detail))
        hits += [
            Hit(NewItem(kind, name), before + name, _("新建{kind}").format(kind=dimension_name(kind)), True)
            for kind in self._kinds(row)
            if kind in _MADE_HERE and (name := _name_of(last)) and (kind, fold(name)) not in self._item_codes
        ]
        return hits

    def find_known_dimensions(self, typed: str, row: Values) -> Sequence[Hit[object]]:
        """The same without anything to be made: before a ledger is kept nothing can be recorded in it."""
        return [hit for hit in self.find_dimensions(typed, row) if not hit.offered]

    def read_dimensions(self, typed: str, row: Values) -> Dimensions:
        """What a line names besides its account.

        ``ledger.names_nothing`` where the account keeps nothing of the kind, ``ledger.named_twice`` for two of a kind,
        ``field.not_found``.
        """
        kinds, code = self._kinds(row), row.get(ACCOUNT)
        if not kinds:
            if not isinstance(code, str):
                raise DomainError("ledger.account_first", value=typed.strip())
            raise DomainError("ledger.names_nothing", account=self.account_words(code), value=typed.strip())
        found: dict[str, str] = {}
        for part in filter(None, (part.strip() for part in _split(typed))):
            kind, named = self._read_part(part, kinds)
            if found.setdefault(kind.value, named) != named:
                raise DomainError("ledger.named_twice", dimension=dimension_name(kind), value=part)
        return Dimensions(**found) if found else NO_DIMENSIONS

    def new_code(self, kind: Dimension) -> str:
        """The next number among the other parties, products or channels."""
        codes = [int(item.code) for item in self.items if item.kind is kind and item.code.isdecimal()]
        return f"{max(codes, default=0) + 1:03d}"

    def know_members(self, words: Mapping[str, str]) -> None:
        """Keep how members are told, by number, so that a voucher of a thousand lines asks for them once."""
        self._members.update(words)

    def unknown(self, numbers: Set[str]) -> Set[str]:
        """Of these members those whose words were not asked for yet."""
        return numbers - self._members.keys()

    def _kinds(self, row: Values) -> list[Dimension]:
        allowed = self.allowed(row.get(ACCOUNT))
        return [kind for kind in Dimension if kind in allowed]

    def _hits(self, kind: Dimension, typed: str) -> Iterable[Hit[str]]:
        if kind is Dimension.MEMBER:
            return self.find_members(typed) if typed.strip() else ()
        return [Hit(hit.thing, self._item_words[kind, hit.thing]) for hit in self._finders[kind].find(typed)]

    def _read_part(self, part: str, kinds: Sequence[Dimension]) -> tuple[Dimension, str]:
        """Which of the kinds a part names, and the number or code; what fits several things is refused."""
        for kind in kinds:
            known = self._exactly(kind, part)
            if known is not None:
                return kind, known
        found = [(kind, hit.thing) for kind in kinds for hit in self._hits(kind, part)]
        if len(found) != 1:
            raise DomainError("field.not_found", value=part)
        return found[0]

    def _exactly(self, kind: Dimension, part: str) -> str | None:
        if kind is not Dimension.MEMBER:
            return self._item_codes.get((kind, fold(part)))
        number = _number_in(part)
        known = number is not None and self._words_of(kind, number) == part
        return number if known else None

    def _words_of(self, kind: Dimension, named: str) -> str:
        if kind is not Dimension.MEMBER:
            return self._item_words.get((kind, named), named)
        if named not in self._members:
            self._members[named] = self.member_words(named) or named
        return self._members[named]

    def _item_finder(self, kind: Dimension) -> AccountFinder[str]:
        there = [item for item in self.items if item.kind is kind and not item.closed]
        return AccountFinder([Account(item.code, item.code, item.name) for item in there], self.readings)

    def _named_items(self) -> dict[tuple[Dimension, str], str]:
        """The name of each, with its code where another of its kind has the same."""
        count: dict[tuple[Dimension, str], int] = {}
        for item in self.items:
            count[item.kind, fold(item.name)] = count.get((item.kind, fold(item.name)), 0) + 1
        return {
            (item.kind, item.code): item.name
            if count[item.kind, fold(item.name)] == 1
            else f"{item.name}{mark('（')}{item.code}{mark('）')}"
            for item in self.items
        }

    # Phrases

    def find_phrases(self, typed: str) -> Sequence[Hit[str]]:
        """Phrases of the co-op that fit. In place of Chinese that is typed one is only offered; letters alone are
        meant for it."""
        offered = not typed.strip().isascii()
        return [
            Hit(hit.thing, hit.thing, "", offered)
            for hit in self._phrases.find(typed)
            if fold(hit.thing) != fold(typed)
        ]


def side_word(side: Side) -> str:
    """借 or 贷."""
    return _("借") if side is Side.DEBIT else _("贷")


def _split(typed: str) -> list[str]:
    for sign in _SEPARATORS:
        typed = typed.replace(sign, "\n")
    return typed.split("\n")


def _last_part(typed: str) -> tuple[str, str]:
    """What stands before the last part, with its separator, and that part."""
    at = max(typed.rfind(sign) for sign in _SEPARATORS) + 1
    return typed[:at] + (" " if at and mark("；").endswith(" ") else ""), typed[at:].strip()


def _name_of(typed: str) -> str:
    try:
        return clean_text(typed)
    except DomainError:
        return ""


def _number_in(words: str) -> str | None:
    """The number in `张三（F01）`."""
    opening, closing = mark("（"), mark("）")
    if opening not in words or not words.endswith(closing):
        return None
    return words.rpartition(opening)[2].removesuffix(closing)
