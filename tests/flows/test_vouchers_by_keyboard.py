"""Ten usual vouchers of a nursery co-op go in by keyboard alone, through the real window; the keys are counted.

A key is what is pressed besides what is typed: Enter, Space, Down. Each voucher may take one for each field that is
filled in, and two to post it: Ctrl+Enter, and Enter on the sheet that shows what will be.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coopdesk.domain.ledger.accounts import Dimension, Side
from coopdesk.domain.ledger.months import Month
from coopdesk.domain.ledger.opening import OpeningBalance
from coopdesk.domain.money import Money
from coopdesk.services.desk import Desk
from coopdesk.services.ledger.commands import OpenLedger, RecordItem
from coopdesk.services.ledger.values import LedgerItem
from coopdesk.ui import app
from coopdesk.ui.frame.main_window import MainWindow
from coopdesk.ui.frame.preferences import Preferences
from coopdesk.ui.kit import dialogs
from tests.ui import village
from tests.ui.conftest import AnsweringOpener

ENTER, SPACE = "\n", " "
POSTING = 2


@dataclass(frozen=True)
class Typed:
    """A voucher as it is typed: the day, then what goes into each cell with the key that ends it; and what it is."""

    name: str
    day: str
    cells: tuple[tuple[str, str], ...]
    lines: tuple[tuple[str, str, str], ...]
    """Account, side with amount, and what is named besides."""


def line(*cells: str, end: str = ENTER) -> tuple[tuple[str, str], ...]:
    """The cells of a line, each ended by Enter; the last, its amount, by ``end``."""
    return (*((each, ENTER) for each in cells[:-1]), (cells[-1], end))


VOUCHERS = (
    Typed(
        "rent",
        "5",
        (*line("付土地租金", "401", "", "1.2万"), *line("", "114", "F01", "=")),
        (("401", "+12000.00", ""), ("114", "-12000.00", "F01")),
    ),
    Typed(
        "wages",
        "8",
        (*line("计提二月工资", "glfy", "2*4300"), *line("", "yfgz", "=")),
        (("523", "+8600.00", ""), ("212", "-8600.00", "")),
    ),
    Typed(
        "seedlings",
        "10",
        (*line("购罗汉松苗", "141", "", "300*15.5"), *line("", "102", "=")),
        (("141", "+4650.00", ""), ("102", "-4650.00", "")),
    ),
    Typed(
        "a sale on credit",
        "12",
        (*line("销售盆景", "113", "nsyy", "12800"), *line("", "501", "罗汉松", "=")),
        (("113", "+12800.00", "001"), ("501", "-12800.00", "001")),
    ),
    Typed(
        "its receipt",
        "15",
        (*line("收南山园艺货款", "102", "12800"), *line("", "113", "nsyy", "=")),
        (("102", "+12800.00", ""), ("113", "-12800.00", "001")),
    ),
    Typed(
        "freight",
        "16",
        (*line("付运费", "521", "", "260+35.5"), *line("", "101", "=")),
        (("521", "+295.50", ""), ("101", "-295.50", "")),
    ),
    Typed(
        "a subsidy received",
        "18",
        (*line("收到财政补助", "102", "5万"), *line("", "235", "=")),
        (("102", "+50000.00", ""), ("235", "-50000.00", "")),
    ),
    Typed(
        "a subsidy used",
        "20",
        (
            *line("补助资金购灌溉设备", "151", "48000"),
            *line("", "102", "48000", end=SPACE),
            *line("补助转专项基金", "235", "48000"),
            *line("", "311", "="),
        ),
        (
            ("151", "+48000.00", ""),
            ("102", "-48000.00", ""),
            ("235", "+48000.00", ""),
            ("311", "-48000.00", ""),
        ),
    ),
    Typed(
        "depreciation",
        "28",
        (*line("计提折旧", "401", "", "666.67"), *line("", "523", "333.33"), *line("", "ljzj", "=")),
        (("401", "+666.67", ""), ("523", "+333.33", ""), ("152", "-1000.00", "")),
    ),
    Typed(
        "interest",
        "28",
        (*line("收到存款利息", "102", "18.42"), *line("//", "524", "=")),
        (("102", "+18.42", ""), ("524", "-18.42", "")),
    ),
    Typed(
        "a correction in red",
        "28",
        (*line("冲减多记的运费", "521", "", "-35.5"), *line("", "101", "=")),
        (("521", "+-35.50", ""), ("101", "--35.50", "")),
    ),
)


@dataclass
class Hands:
    """The keyboard: counts what is typed and what is pressed."""

    typed: int = 0
    pressed: int = 0
    told: list[str] = field(default_factory=list)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.pressed += 1
        target = QApplication.focusWidget() or QApplication.activeWindow()
        assert target is not None
        QTest.keyClick(target, key, modifier)
        QCoreApplication.processEvents()

    def press_in_sheet(self, key: Qt.Key) -> None:
        """Press a key in the sheet that the next key opens, once it stands."""

        def press() -> None:
            sheet = QApplication.activeModalWidget()
            if sheet is not None and sheet.focusWidget() is not None:
                self.pressed += 1
                QTest.keyClick(sheet.focusWidget(), key)

        QTimer.singleShot(0, press)

    def type(self, text: str) -> None:
        """Type where the keyboard is: letters and figures by key, Chinese by an input method."""
        self.typed += len(text)
        for character in text:
            target = QApplication.focusWidget()
            assert target is not None
            if character.isascii():
                QTest.keyClicks(target, character)
            else:
                event = QInputMethodEvent()
                event.setCommitString(character)
                QCoreApplication.sendEvent(target, event)


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A co-op whose ledger begins with 2023."""
    made = village.village(tmp_path / "林阁.coop")
    balances = (
        OpeningBalance("101", Money(500_000)),
        OpeningBalance("102", Money(9_500_000)),
        OpeningBalance("33202", Money(10_000_000)),
    )
    made.run(OpenLedger(first=Month(2023, 1), balances=balances))
    made.run(RecordItem(item=LedgerItem(Dimension.PARTY, "", "南山园艺公司")))
    made.run(RecordItem(item=LedgerItem(Dimension.PRODUCT, "", "罗汉松")))
    return made


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, desk: Desk) -> Iterator[MainWindow]:
    made = app.build(qapp, Preferences.load())
    made.shell.connect_backend(village.IdleBackend())
    made.resize(1366, 728)
    made.shell.show_book(desk)
    made.show()
    QTest.qWaitForWindowActive(made)
    yield made
    # What a failed test left typed is asked about, and nobody is there to answer.
    with dialogs.use(AnsweringOpener()):
        made.close()
    made.deleteLater()


def settle(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window.shell.jobs.busy, timeout=20_000)
    for _turn in range(5):
        QCoreApplication.processEvents()
    window.activateWindow()
    # A sheet that has just closed has the keyboard for a moment longer.
    qtbot.waitUntil(lambda: QApplication.focusWidget() is window.focusWidget())


def of_voucher(desk: Desk, voucher_id: int) -> tuple[tuple[str, str, str], ...]:
    """A posted voucher in the form of ``Typed.lines``."""
    signs = {Side.DEBIT: "+", Side.CREDIT: "-"}
    lines = desk.ledger.voucher(voucher_id).voucher.lines
    return tuple(
        (
            each.account,
            f"{signs[each.side]}{each.amount}",
            each.dimensions.member or each.dimensions.party or each.dimensions.product,
        )
        for each in lines
    )


def test_ten_usual_vouchers_take_no_more_than_a_key_a_field(
    window: MainWindow, desk: Desk, hands: Hands, qtbot: QtBot, capsys: pytest.CaptureFixture[str]
) -> None:
    hands.press(Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    settle(window, qtbot)
    hands.press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    settle(window, qtbot)
    first = desk.ledger.voucher(1)
    assert first.number == 0  # the opening balances
    whole_typed = whole_pressed = whole_fields = 0
    for count, each in enumerate(VOUCHERS):
        hands.typed = hands.pressed = 0
        hands.type(each.day if count else f"2023-2-{each.day}")
        hands.press(Qt.Key.Key_Return)
        for text, end in each.cells:
            hands.type(text)
            hands.press(Qt.Key.Key_Return if end == ENTER else Qt.Key.Key_Space)
        hands.press_in_sheet(Qt.Key.Key_Return)
        hands.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        settle(window, qtbot)
        fields = 1 + len(each.cells)
        assert hands.pressed <= fields + POSTING
        assert of_voucher(desk, count + 2) == each.lines, each.name
        whole_typed, whole_pressed = whole_typed + hands.typed, whole_pressed + hands.pressed
        whole_fields += fields
        hands.told.append(f"{each.name}: {hands.typed} typed, {hands.pressed} keys, {fields} fields")
    with capsys.disabled():
        print("", *hands.told, sep="\n")
        print(f"together: {whole_typed} typed, {whole_pressed} keys, {whole_fields} fields")
    posted = [desk.ledger.voucher(number + 2) for number in range(len(VOUCHERS))]
    assert [each.number for each in posted] == list(range(1, len(VOUCHERS) + 1))
    assert posted[-1].voucher.day == date(2023, 2, 28)
    assert desk.ledger.balance("101") == Money(500_000 - 29_550 + 3_550)


def test_a_voucher_of_twelve_lines_takes_no_more_than_a_key_a_field(
    window: MainWindow, desk: Desk, hands: Hands, qtbot: QtBot, capsys: pytest.CaptureFixture[str]
) -> None:
    """Eleven debits and credits of all kinds, the last line what is left."""
    hands.press(Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    settle(window, qtbot)
    hands.press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    settle(window, qtbot)
    cells = [
        *line("付二月各项支出", "523", "120.5"),
        *line("", "523", "36*2"),
        *line("", "401", "", "1.5千"),
        *line("", "141", "", "800"),
        *line("", "521", "", "45.3"),
        *line("", "524", "10"),
        *line("", "529", "66.66"),
        *line("", "213", "500"),
        *line("", "101", "300", end=SPACE),
        *line("", "211", "nsyy", "1200", end=SPACE),
        *line("", "114", "F02", "200", end=SPACE),
        *line("", "102", "="),
    ]
    hands.typed = hands.pressed = 0
    hands.type("2023.2.28")
    hands.press(Qt.Key.Key_Return)
    for text, end in cells:
        hands.type(text)
        hands.press(Qt.Key.Key_Return if end == ENTER else Qt.Key.Key_Space)
    hands.press_in_sheet(Qt.Key.Key_Return)
    hands.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(window, qtbot)
    with capsys.disabled():
        print(f"\ntwelve lines: {hands.typed} typed, {hands.pressed} keys, {1 + len(cells)} fields")
    assert hands.pressed <= 1 + len(cells) + POSTING
    posted = desk.ledger.voucher(2).voucher
    assert len(posted.lines) == 12
    assert posted.debit == posted.credit == Money(311_446)
    assert posted.lines[-1].credit == Money(141_446)
    assert {each.summary for each in posted.lines} == {"付二月各项支出"}
