"""The page and its forms as a person with poor sight meets them: named, in order, nothing cut at the largest type."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from coopdesk.domain.coop.share_class import ShareClass
from coopdesk.domain.members.member import Member
from coopdesk.domain.members.share_operations import Ratio, Term
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import parse_quantity
from coopdesk.services.coop.commands import DefineShareClass
from coopdesk.services.desk import Desk
from coopdesk.services.members.certificate_commands import IssueCertificate
from coopdesk.services.members.commands import AddShares, AmendMember, PayInstalment, RedeemShares
from coopdesk.ui.kit import theme
from coopdesk.ui.kit.form import FormDialog
from coopdesk.ui.kit.tokens import TextSize, Theme
from coopdesk.ui.members.adding import AddingForm
from coopdesk.ui.members.amending import AmendingForm
from coopdesk.ui.members.certifying import EndCertificateForm, IssuingAllForm, IssuingForm, ReissuingForm
from coopdesk.ui.members.converting import ConvertForm, RecallForm, SplitForm
from coopdesk.ui.members.inheriting import InheritForm
from coopdesk.ui.members.joining import JoiningForm
from coopdesk.ui.members.looking import Look, LookForm
from coopdesk.ui.members.page import MembersPage
from coopdesk.ui.members.paying import PayingForm, TermsForm, UndoPaymentForm
from coopdesk.ui.members.printing import PriceForm
from coopdesk.ui.members.reading import member_view
from coopdesk.ui.members.redeeming import RedeemForm, SubscribingForm
from coopdesk.ui.members.reversing import ReversalForm
from coopdesk.ui.members.transferring import TransferForm
from coopdesk.ui.settings.classes import ClassForm
from tests.ui import audit
from tests.ui.members.conftest import TODAY

LONG = "重庆市南岸区广阳镇农业综合服务与花卉苗木盆景产销专业联合社有限责任公司"
# What the window leaves for a page of a screen of 1366 × 768, at the smallest and the largest type.
ROOM = {TextSize.SMALL: (1190, 690), TextSize.LARGE: (1142, 673)}


@pytest.fixture(params=[(Theme.LIGHT, TextSize.SMALL), (Theme.DARK, TextSize.LARGE)], ids=["small", "large"])
def size(request: pytest.FixtureRequest, qapp: QApplication) -> TextSize:
    """Both ends of the look."""
    chosen, size = request.param
    theme.apply(qapp, chosen, size)
    return TextSize(size)


def amiss(widget: QWidget) -> list[str]:
    """Everything amiss but what lies below the fold of something that scrolls, where the audit sees no room."""
    return [fault for fault in audit.faults(widget) if "no room at all" not in fault]


def forms(desk: Desk) -> Iterator[FormDialog[Any]]:
    view = member_view(desk, "F01", TODAY)
    assert view is not None
    yield JoiningForm(desk)
    yield AmendingForm(desk, view.member)
    yield AddingForm(desk, view.member)
    yield TransferForm(desk, view.member)
    yield ReversalForm(desk, view.member, view.entries[0])
    yield from certificates(desk, view.member)
    yield LookForm(desk, Look())
    yield PriceForm(1)
    yield from operations(desk, view.member)


def certificates(desk: Desk, member: Member) -> Iterator[FormDialog[Any]]:
    """The forms of 股权证."""
    desk.run(IssueCertificate(member=member.number, day=TODAY))
    (kept,) = desk.members.certificates_of(member.number)
    yield IssuingForm(desk, member)
    yield IssuingAllForm(desk)
    yield ReissuingForm(desk, kept)
    yield EndCertificateForm(desk, kept)


def operations(desk: Desk, member: Member) -> Iterator[FormDialog[Any]]:
    """The forms of share operations, with something in their grids."""
    desk.run(DefineShareClass(share_class=ShareClass("", "土地股", Money.parse("300"))))
    inheriting = InheritForm(desk, member)
    inheriting.heirs.set_rows(
        [{"member": "F02", "part": Ratio(1, 3)}, {"member": "F03", "part": Ratio(2, 3)}, {}]
    )
    yield inheriting
    redeeming = RedeemForm(desk, member)
    terms: list[dict[str, object]] = [
        {"due": date(2020, 6, 30), "amount": Money.parse("1000")},
        {"due": date(2020, 12, 31), "amount": Money.parse("123456784.12")},
    ]
    redeeming.terms.set_rows([*terms, {}])
    yield redeeming
    subscribing = SubscribingForm(desk, member)
    subscribing.terms.set_rows([*terms, {}])
    yield subscribing
    yield ConvertForm(desk, member)
    yield SplitForm(desk, member)
    yield RecallForm(desk, member)
    paid = Term(TODAY, Money.parse("1000"))
    number = desk.run(
        RedeemShares(member=member.number, day=TODAY, shares=parse_quantity("1"), terms=(paid,))
    ).reference
    desk.run(
        PayInstalment(operation=int(number), day=TODAY, amount=Money.parse("400"), document="付款凭单 3")
    )
    yield PayingForm(desk, member)
    desk.run(RedeemShares(member=member.number, day=TODAY, shares=parse_quantity("1")))
    yield TermsForm(desk, member)
    yield UndoPaymentForm(desk, member)
    yield ClassForm(desk.coop.share_classes()[0])


@pytest.fixture
def crowded(desk: Desk) -> Desk:
    """The sample book with one very long name and nine-digit holdings."""
    member = desk.members.get("F01")
    assert member is not None
    desk.run(AmendMember(member=replace(member, name=LONG, group="放牛村民委员会第 12 组", address=LONG)))
    desk.run(AddShares(member="F01", day=TODAY, shares=parse_quantity("123456784.123456")))
    return desk


def test_nothing_is_cut_and_everything_has_a_name(
    size: TextSize, crowded: Desk, opened: Callable[[Desk], MembersPage]
) -> None:
    page = opened(crowded)
    page.resize(*ROOM[size])
    page.show_member("F01")
    for tab in range(5):
        page.detail.pane.tabs.setCurrentIndex(tab)
        assert amiss(page) == []


def test_a_figure_is_never_cut(size: TextSize, crowded: Desk, opened: Callable[[Desk], MembersPage]) -> None:
    page = opened(crowded)
    page.resize(*ROOM[size])
    page.show_member("F01")
    for table, key in ((page.table, "shares"), (page.detail.pane.entries, "balance")):
        place = table.model.column_of(key)
        widest = max(str(table.model.index(row, place).data()) for row in range(table.model.rowCount()))
        needed = table.view.fontMetrics().horizontalAdvance(widest)
        assert table.view.columnWidth(place) >= needed + 20
    head = page.detail.pane.title
    assert (head.whole, head.toolTip()) == (LONG, LONG)
    assert head.text() != LONG


def test_every_form_is_named_in_order_and_whole(qtbot: QtBot, size: TextSize, desk: Desk) -> None:
    for form in forms(desk):
        qtbot.addWidget(form)
        form.prepare()
        form.show()
        assert amiss(form) == [], form.windowTitle()
        form.hide()


def test_a_form_higher_than_the_screen_scrolls_to_what_is_wrong(
    qtbot: QtBot, size: TextSize, desk: Desk
) -> None:
    form = JoiningForm(desk)
    qtbot.addWidget(form)
    form.name.set_text("吴㛃")
    form.shares.set_text("-1")
    form.prepare()
    form.show()
    form.resize(form.width(), 400)
    QApplication.processEvents()
    form.try_accept()
    QApplication.processEvents()
    assert form.focusWidget() is form.shares.editor
    assert form.shares.editor.visibleRegion().boundingRect().height() == form.shares.editor.height()
    form.hide()
