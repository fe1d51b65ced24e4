"""A large book is read beside the window: nobody waits for it, and nothing old is shown as new."""

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coopdesk.services.errors import EnvironmentFault
from coopdesk.services.table_source import View
from coopdesk.ui.kit import reading_lane, theme
from coopdesk.ui.kit.columns import Column, Kind
from coopdesk.ui.kit.reading_lane import ReadingLane
from coopdesk.ui.kit.table import DataTable
from coopdesk.ui.kit.table_model import ROW_ROLE
from coopdesk.ui.kit.windowed_model import WindowedModel

ROWS = 10_000
INK = Qt.ItemDataRole.ForegroundRole


@dataclass(frozen=True)
class Holder:
    id: int
    name: str
    net: int


COLUMNS = (Column[Holder]("name", "姓名"), Column[Holder]("net", "实发", Kind.MONEY, total=True))


class SlowStore:
    """Ten thousand rows that come when the test opens the gate; a filter is a number that divides the id."""

    def __init__(self) -> None:
        self.gate = threading.Event()
        self.gate.set()
        self.views: list[str] = []
        self.fault: Exception | None = None
        self.step = 1

    def view(self, wanted: View) -> None:
        self._pass()
        self.views.append(wanted.filters.get("name", ""))
        self.step = int(self.views[-1] or 1)

    def count(self) -> int:
        return ROWS // self.step

    def page(self, offset: int, limit: int) -> Sequence[Holder]:
        self._pass()
        places = range(offset, min(offset + limit, self.count()))
        return [Holder(place * self.step, f"户{place * self.step}", 100) for place in places]

    def place_of(self, row_id: object) -> int | None:
        self._pass()
        assert isinstance(row_id, int)
        return None if row_id % self.step else row_id // self.step

    def _pass(self) -> None:
        assert self.gate.wait(10)
        if self.fault is not None:
            raise self.fault


@pytest.fixture
def store() -> Iterator[SlowStore]:
    made = SlowStore()
    yield made
    made.gate.set()


@pytest.fixture
def table(qtbot: QtBot, store: SlowStore) -> Iterator[DataTable]:
    """A table at its first row that never waits, over a store whose gate is shut by `store.gate.clear()`."""
    made = DataTable(WindowedModel(COLUMNS, store), "成员名册")
    qtbot.addWidget(made)
    made.resize(600, 400)
    made.show()
    made.view.put_cursor(0)
    reading_lane.set_patience(0.0)
    yield made
    store.gate.set()
    model_of(table=made).close()


def model_of(table: DataTable) -> WindowedModel[Holder]:
    assert isinstance(table.model, WindowedModel)
    return table.model


def come(table: DataTable, store: SlowStore) -> None:
    """Open the gate and wait until all that was asked for is shown."""
    store.gate.set()
    assert model_of(table).settle()


def name(table: DataTable, place: int) -> str:
    return str(table.model.index(place, 0).data())


def test_rows_on_their_way_are_quiet_placeholders_until_they_come(table: DataTable, store: SlowStore) -> None:
    store.gate.clear()
    quiet = theme.current().colour("secondary")
    index = table.model.index(5_000, 0)
    assert (index.data(), index.data(INK), index.data(ROW_ROLE)) == ("…", quiet, None)
    painted = table.model.painted(5_000, 1)
    assert painted is not None and (painted.text, painted.ink) == ("…", quiet)
    store.gate.set()
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "姓名 户5000", (
        "who listens is kept waiting for it"
    )
    assert name(table, 5_000) == "户5000"


def test_a_screen_reader_is_told_what_does_not_come(
    table: DataTable, store: SlowStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coopdesk.ui.kit.windowed_model._SCREEN_READER", 0.0)
    store.gate.clear()
    assert table.model.index(5_000, 1).data(Qt.ItemDataRole.AccessibleTextRole) == "实发 正在读取"


def test_the_newest_filter_wins_and_the_rows_before_stay_quiet_until_then(
    table: DataTable, store: SlowStore
) -> None:
    counts: list[int] = []
    table.model.modelReset.connect(lambda: counts.append(table.model.rowCount()))
    store.gate.clear()
    for typed in ("2", "25", "250"):
        table.model.set_filter("name", typed)
    painted = table.model.painted(0, 0)
    assert painted is not None and (painted.text, painted.ink) == ("户0", theme.current().colour("secondary"))
    come(table, store)
    assert counts == [ROWS // 250]
    assert "25" not in store.views, "what nobody waits for any more is not read"
    painted = table.model.painted(1, 0)
    assert painted is not None and (painted.text, painted.ink) == ("户250", theme.current().colour("ink"))


def test_pages_scrolled_past_are_not_read(table: DataTable, store: SlowStore) -> None:
    store.gate.clear()
    for place in range(0, ROWS, 200):
        name(table, place)
    come(table, store)
    assert [name(table, place) for place in (9_800, 9_999)] == ["户9800", "户9999"]
    assert sum(name(table, place) != "…" for place in range(200, ROWS, 200)) <= 6
    come(table, store)


def test_the_cursor_stays_on_its_row_whatever_is_read(
    qtbot: QtBot, table: DataTable, store: SlowStore
) -> None:
    picked: list[Holder | None] = []
    table.picked.connect(picked.append)
    store.gate.clear()
    table.view.setFocus()
    qtbot.keyClick(table.view, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert (table.view.currentIndex().row(), picked) == (ROWS - 1, [])
    qtbot.keyClick(table.view, Qt.Key.Key_Return)
    come(table, store)
    assert [row.id for row in picked if row is not None] == [ROWS - 1], "told once it is there"
    table.view.put_cursor(500)
    come(table, store)
    store.gate.clear()
    table.model.set_filter("name", "250")
    come(table, store)
    assert (table.current_row().id, table.view.currentIndex().row()) == (500, 2)
    table.model.set_filter("name", "7")
    come(table, store)
    assert (table.current_row(), picked[-1]) == (None, None)


def test_who_is_looked_for_is_found_in_the_newest_order(table: DataTable, store: SlowStore) -> None:
    found: list[int | None] = []
    store.gate.clear()
    table.model.set_filter("name", "2")
    model_of(table).find_key(1_000, found.append)
    table.model.set_filter("name", "4")
    come(table, store)
    assert found == [250]
    model_of(table).find_key(3, found.append)
    come(table, store)
    assert found == [250, None]


def test_sums_and_copies_of_rows_not_yet_there_come_with_them(table: DataTable, store: SlowStore) -> None:
    said: list[str] = []
    table.summary_changed.connect(said.append)
    store.gate.clear()
    choose(table, 1_000, 8_999)
    assert said[-1] == table.view.summary() == "选中 8,000 行"
    table.view.copy()
    come(table, store)
    assert table.view._copying.settle()  # so many are written out beside the window
    assert said[-1] == "已复制 8,000 行"
    lines = QGuiApplication.clipboard().text().splitlines()
    assert (len(lines), lines[1], lines[-1]) == (8_001, "户1000\t1.00", "户8999\t1.00")
    choose(table, 2_000, 8_999)
    come(table, store)
    assert said[-1] == table.view.summary() == "选中 7,000 行 · 实发合计 7,000.00"


def test_nothing_is_copied_out_of_an_order_that_is_going(table: DataTable, store: SlowStore) -> None:
    QGuiApplication.clipboard().setText("from before")
    choose(table, 0, 10)
    store.gate.clear()
    table.model.set_filter("name", "2")
    table.view.copy()
    come(table, store)
    assert QGuiApplication.clipboard().text() == "from before"


def choose(table: DataTable, first: int, last: int) -> None:
    """Select the rows from one place to another."""
    chosen = QItemSelection(table.model.index(first, 0), table.model.index(last, 1))
    table.view.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)


def test_a_table_says_nothing_of_emptiness_before_it_knows(qtbot: QtBot, store: SlowStore) -> None:
    reading_lane.set_patience(0.0)
    store.gate.clear()
    made = DataTable(WindowedModel(COLUMNS, store), "成员名册")
    qtbot.addWidget(made)
    made.set_empty("还没有成员")
    made.show()
    assert made.view.isVisible()
    come(made, store)
    assert (made.view.isVisible(), name(made, 0)) == (True, "户0")
    model_of(made).close()


def test_what_the_book_refuses_is_told_and_not_asked_for_again(
    qtbot: QtBot, table: DataTable, store: SlowStore
) -> None:
    told: list[object] = []
    model_of(table).failed.connect(told.append)
    store.fault = EnvironmentFault("book.gone")
    for _time in range(3):
        name(table, 5_000)
        come(table, store)
    assert told == [store.fault]
    table.model.set_filter("name", "2")
    model_of(table).find_key(3, lambda _place: None)
    come(table, store)
    assert told == [store.fault] * 3
    assert (table.model.rowCount(), table.model.is_reading) == (ROWS, False)
    reading_lane.set_patience(10.0)
    with pytest.raises(EnvironmentFault):
        table.model.set_filter("name", "3")


def test_closing_waits_for_the_read_under_way_and_drops_the_rest(table: DataTable, store: SlowStore) -> None:
    model, order = model_of(table), list[str]()
    begun, gate = threading.Event(), store.gate
    gate.clear()

    def read() -> None:
        begun.set()
        gate.wait(10)
        order.append("read")

    def told(_what: object) -> None:
        order.append("told")

    model.lane.ask("other", read, told, told)
    model.lane.ask("more", lambda: order.append("read too"), told, told)
    assert begun.wait(10)
    threading.Timer(0.05, gate.set).start()
    model.close(lambda: order.append("closed"))
    model.close(lambda: order.append("closed twice"))
    model.lane.ask("late", lambda: order.append("read late"), told, told)
    QApplication.processEvents()
    assert order == ["read", "closed"]


def test_a_mistake_of_the_program_is_raised_where_it_was_asked(qtbot: QtBot) -> None:
    lane = ReadingLane()
    with pytest.raises(ZeroDivisionError):
        lane.ask("wrong", lambda: 1 // 0, lambda _value: None, lambda _failure: None)
    lane.close()


def test_a_lane_tells_when_all_is_read(qtbot: QtBot) -> None:
    reading_lane.set_patience(0.0)
    lane, read = ReadingLane(), list[int]()
    gate = threading.Event()

    def asked(number: int) -> int:
        assert gate.wait(10)
        return number

    for number in (1, 2, 3):
        lane.ask(number, partial(asked, number), read.append, print)
    lane.ask(4, partial(asked, 4), read.append, print, first=True)
    assert (lane.busy, lane.settle(0.0)) == (True, False)
    with qtbot.waitSignal(lane.settled):
        gate.set()
    assert sorted(read) == [1, 2, 3, 4] and read.index(4) <= 1
    assert not lane.busy
    lane.close()
