"""基本信息: who one member is, in two columns under headings; personal data whole only while the eye is held.

Shows what it is given; knows no book. What is missing says so, because a slip cannot be paid without it.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from coopdesk.domain.coop.share_class import ShareClass
from coopdesk.domain.members.household import Household
from coopdesk.domain.members.identity import mask_account, mask_identity, mask_phone
from coopdesk.domain.members.member import Member
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import SCALE, Quantity
from coopdesk.i18n import _, format_money, mark
from coopdesk.services.members.households_desk import Relative
from coopdesk.services.members.in_office import KnownTerm
from coopdesk.ui.kit import theme
from coopdesk.ui.kit.cards import label, line, set_text
from coopdesk.ui.kit.columns import DASH
from coopdesk.ui.kit.eye import EyeButton
from coopdesk.ui.kit.fonts import application_font
from coopdesk.ui.kit.tokens import SPACE_CARD, SPACE_IN
from coopdesk.wording import (
    account_kind_name,
    end_reason_name,
    kind_name,
    office_name,
    paper_name,
    proof_name,
    role_name,
    shares_text,
    usual_text,
)

Holdings = Sequence[tuple[ShareClass, Quantity]]
_COLUMNS = 2


@dataclass(frozen=True)
class Fact:
    """One thing known of a member; `masked` shows while the eye is not held, `wanted` says when it is missing."""

    caption: str
    value: str
    masked: str = ""
    wanted: bool = False
    wide: bool = False


def member_facts(member: Member) -> list[tuple[str, list[Fact]]]:
    """What is known of a member, in groups with their headings."""
    paper = member.paper
    identity = paper_name(paper) if paper is not None else _("证件号码")
    who = [
        *_standing(member),
        Fact(_("姓名（名称）"), member.name, wide=True),
        Fact(_("编号"), member.number),
        Fact(_("类别"), kind_name(member.kind)),
        Fact(_("入社日期"), member.joined.isoformat()),
        Fact(_("村组"), member.group),
        *([Fact(_("职务"), role_name(member.role))] if member.role else []),
        *([Fact(_("附加表决权"), f"{member.extra_votes}")] if member.extra_votes else []),
        Fact(identity, member.identity, mask_identity(member.identity), wanted=True, wide=True),
        *([Fact(_("备注"), member.remark, wide=True)] if member.remark else []),
    ]
    joining = _joining(member)
    reach = [
        Fact(_("电话"), member.phone, mask_phone(member.phone)),
        *([Fact(_("第二电话"), member.phone2, mask_phone(member.phone2))] if member.phone2 else []),
        Fact(_("地址"), member.address, wide=True),
    ]
    pay = [
        Fact(_("开户行"), member.bank, wide=True),
        Fact(_account_caption(member), member.account, mask_account(member.account), wanted=True, wide=True),
    ]
    groups = [(_("成员"), who), (_("入社手续"), joining), (_("联系方式"), reach), (_("收款账户"), pay)]
    return [(heading, facts) for heading, facts in groups if facts]


def _account_caption(member: Member) -> str:
    """What the account is, where that is known: 存折."""
    return _("银行账号") if member.account_kind is None else account_kind_name(member.account_kind)


def _joining(member: Member) -> list[Fact]:
    """Application, vote and proof; nothing where none of them is on record."""
    voted = [member.resolution, member.resolution_day.isoformat() if member.resolution_day else ""]
    facts = []
    if member.applied is not None:
        facts.append(Fact(_("申请日期"), member.applied.isoformat()))
    if any(voted):
        facts.append(Fact(_("入社决议"), " · ".join(part for part in voted if part), wide=True))
    if member.proof is not None:
        words = " · ".join(part for part in (proof_name(member.proof), member.proof_number) if part)
        facts.append(Fact(_("农民身份证明"), words, wide=True))
    return facts


def _standing(member: Member) -> list[Fact]:
    """That somebody is no member any more, and why; nothing for a member."""
    if member.is_struck:
        return [Fact(_("已作废"), member.struck, wide=True)]
    if member.merged_into:
        words = " · ".join(part for part in (member.merged_into, member.end_note) if part)
        return [Fact(_("已并入"), words, wide=True)]
    if member.ended is None:
        return [] if member.notice is None else [Fact(_("退社申请"), member.notice.isoformat(), wide=True)]
    reason = end_reason_name(member.end_reason) if member.end_reason is not None else ""
    told = (member.ended.isoformat(), reason, member.end_resolution, member.end_note)
    words = " · ".join(part for part in told if part)
    return [Fact(_("已退社"), words, wide=True)]


def office_facts(offices: Sequence[KnownTerm]) -> list[Fact]:
    """The offices the member holds or held, the newest first; what was entered by mistake is left out."""
    facts = []
    for each in sorted(offices, key=lambda known: (known.term.begun, known.number), reverse=True):
        term = each.term
        if not term.struck:
            last = term.ended.isoformat() if term.ended is not None else _("至今")
            words = [f"{term.begun.isoformat()} — {last}", term.resolution, term.note]
            facts.append(Fact(office_name(term.office), " · ".join(filter(None, words)), wide=True))
    return facts


def household_facts(household: Household | None, relatives: Sequence[Relative]) -> list[Fact]:
    """The household's code and everybody in it: members with their number, others with their paper."""
    if household is None:
        return []
    return [Fact(_("户编号"), household.code, wide=True), *map(_relative, relatives)]


def _relative(one: Relative) -> Fact:
    if one.member is not None:
        words = f"{one.member.name}{mark('（')}{one.member.number}{mark('）')}"
        return Fact(one.person.relation, words, wide=True)
    whole, masked = (
        " · ".join(part for part in (one.name, paper) if part)
        for paper in (one.identity, mask_identity(one.identity))
    )
    return Fact(one.person.relation, whole, masked if one.identity else "", wide=True)


def holding_facts(holdings: Holdings) -> list[Fact]:
    """Shares and contribution in yuan by class."""
    return [
        Fact(usual_text(one.label), _holding(one, shares), wide=True) for one, shares in holdings if shares
    ]


def _holding(share_class: ShareClass, shares: Quantity) -> str:
    held = shares_text(shares)
    if not share_class.par:
        return held
    paid = Money(share_class.par.fen * shares // SCALE)
    return _("{held}，每股出资 {par} 元，出资额 {sum} 元").format(
        held=held, par=format_money(share_class.par), sum=format_money(paid)
    )


class MemberFacts(QWidget):
    """The tab 基本信息."""

    def __init__(self) -> None:
        super().__init__()
        self._masked: list[tuple[QLabel, Fact]] = []
        self._area = QScrollArea()
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setAccessibleName(_("基本信息"))
        self._area.setProperty("role", "sheet")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._area)

    def show_member(
        self, member: Member, holdings: Holdings, household: Sequence[Fact] = (), offices: Sequence[Fact] = ()
    ) -> None:
        """Show this member, masked."""
        groups = member_facts(member)
        if offices:
            groups.insert(1, (_("任职"), list(offices)))
        if household:
            groups.append((_("户"), list(household)))
        held = holding_facts(holdings)
        if held:
            groups.insert(1, (_("股份"), held))
        self._masked = []
        metrics = QFontMetrics(application_font(theme.current().text_size.body))
        captions = max(
            metrics.horizontalAdvance(fact.caption) for _heading, facts in groups for fact in facts
        )
        sheet = QWidget()
        sheet.setProperty("role", "sheet")
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, SPACE_IN, 0)
        column.setSpacing(SPACE_IN)
        for heading, facts in groups:
            column.addWidget(label(heading, "section"))
            column.addWidget(line())
            column.addLayout(self._grid(facts, captions))
        column.addStretch(1)
        self._area.setWidget(sheet)

    def reveal(self, shown: bool) -> None:
        """Show masked numbers whole, or hide them again."""
        for target, fact in self._masked:
            set_text(target, fact.value if shown else fact.masked)

    def _grid(self, facts: Sequence[Fact], captions: int) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, SPACE_IN)
        grid.setHorizontalSpacing(SPACE_CARD)
        grid.setVerticalSpacing(SPACE_IN)
        grid.setColumnMinimumWidth(0, captions)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        for fact, (row, column) in zip(facts, _places(facts), strict=True):
            self._place(grid, fact, row, column)
        return grid

    def _place(self, grid: QGridLayout, fact: Fact, row: int, column: int) -> None:
        caption = label(fact.caption, "muted")
        grid.addWidget(caption, row, column * 2, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        words = fact.masked or fact.value
        role = ""
        if not fact.value:
            words, role = (_("未登记"), "warning") if fact.wanted else (DASH, "muted")
        value = label(words, role, wrap=True)
        value.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        grid.addWidget(value, row, column * 2 + 1, 1, 3 if fact.wide else 1)
        if fact.masked:
            self._masked.append((value, fact))


def eye_button(reveal: Callable[[bool], object]) -> QPushButton:
    """A button that shows personal data whole while it is held, by the mouse or the space bar."""
    tip = _("按住鼠标或空格键时显示完整的证件号、电话和账号")
    return EyeButton(reveal, _("按住查看证件号、电话和账号"), tip)


def _places(facts: Sequence[Fact]) -> Iterator[tuple[int, int]]:
    """Row and column of each fact: two beside each other, a wide one alone in its row."""
    row = column = 0
    for fact in facts:
        if fact.wide and column:
            row, column = row + 1, 0
        yield row, column
        column = _COLUMNS if fact.wide else column + 1
        if column >= _COLUMNS:
            row, column = row + 1, 0
