"""The models hold what Qt asks of models, sort and filter, and keep only a few pages of a million rows."""

from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QModelIndex, Qt
from pytestqt.modeltest import ModelTester

from coopdesk.services.table_source import View
from coopdesk.ui.kit import theme
from coopdesk.ui.kit.columns import Column, Kind
from coopdesk.ui.kit.table_model import ROW_ROLE, SequenceModel
from coopdesk.ui.kit.windowed_model import KEPT_PAGES, PAGE_ROWS, WindowedModel


@dataclass(frozen=True)
class Holder:
    id: int
    name: str
    net: int
    identity: str = "500108196503120013"


COLUMNS = (
    Column[Holder]("name", "姓名"),
    Column[Holder]("net", "实发", Kind.MONEY, bold=True),
    Column[Holder]("identity", "证件号", Kind.MASKED),
)
HOLDERS = (Holder(1, "董𠮷", 300), Holder(2, "陈秀兰", -100), Holder(3, "李国华", 0))


class Store:
    """A million rows that are made when asked for; counts what it was asked."""

    def __init__(self, rows: int = 1_000_000) -> None:
        self.rows = rows
        self.asked: list[tuple[int, int]] = []
        self.views: list[View] = []

    def view(self, wanted: View) -> None:
        self.views.append(wanted)

    def count(self) -> int:
        return 3 if self.views[-1].filters else self.rows

    def page(self, offset: int, limit: int) -> Sequence[Holder]:
        self.asked.append((offset, limit))
        descending = self.views[-1].order.descending
        places = range(offset, min(offset + limit, self.count()))
        return [Holder(self.rows - p if descending else p, f"户{p}", p) for p in places]

    def place_of(self, row_id: object) -> int | None:
        return row_id if isinstance(row_id, int) and row_id < self.count() else None


def shown(model: SequenceModel[Holder] | WindowedModel[Holder], row: int) -> list[str]:
    return [str(model.index(row, column).data()) for column in range(model.columnCount())]


def test_rows_in_memory_are_a_sound_model(qtmodeltester: ModelTester) -> None:
    model = SequenceModel(COLUMNS, HOLDERS, "id")
    qtmodeltester.check(model)
    model.set_rows(HOLDERS[:1])
    model.sort(1, Qt.SortOrder.DescendingOrder)
    model.set_filter("name", "没有")


def test_rows_of_a_store_are_a_sound_model(qtmodeltester: ModelTester) -> None:
    model = WindowedModel(COLUMNS, Store(450))
    qtmodeltester.check(model)
    model.sort(0, Qt.SortOrder.DescendingOrder)
    model.set_filter("name", "户")


def test_cells_show_values_in_their_ink() -> None:
    model = SequenceModel(COLUMNS, HOLDERS, "id")
    assert shown(model, 1) == ["陈秀兰", "−1.00", "5001**********0013"]
    look = theme.current()
    inks = [model.index(row, 1).data(Qt.ItemDataRole.ForegroundRole) for row in range(3)]
    assert inks == [look.colour("ink"), look.colour("error"), look.colour("secondary")]
    assert model.index(0, 1).data(Qt.ItemDataRole.FontRole).bold()
    assert model.index(0, 0).data(ROW_ROLE) == HOLDERS[0]
    assert model.index(0, 1).data(Qt.ItemDataRole.AccessibleTextRole) == "实发 3.00"
    assert model.data(QModelIndex()) is None


def test_masked_numbers_show_while_revealed() -> None:
    model = SequenceModel(COLUMNS, HOLDERS, "id")
    model.reveal(True)
    assert shown(model, 0)[2] == "500108196503120013"
    model.reveal(False)
    assert shown(model, 0)[2] == "5001**********0013"


def test_sorting_is_said_in_the_title() -> None:
    model = SequenceModel(COLUMNS, HOLDERS, "id")
    model.sort(1)
    assert [row.net for row in model.rows] == [-100, 0, 300]
    assert model.headerData(1, Qt.Orientation.Horizontal) == "实发 ↑"
    model.sort(1, Qt.SortOrder.DescendingOrder)
    assert [row.net for row in model.rows] == [300, 0, -100]
    assert model.headerData(1, Qt.Orientation.Horizontal) == "实发 ↓"
    assert model.headerData(0, Qt.Orientation.Horizontal) == "姓名"


def test_new_rows_come_in_the_order_and_filter_chosen_before() -> None:
    model = SequenceModel(COLUMNS, HOLDERS, "id")
    model.sort(1)
    model.set_filter("net", ">=0")
    model.set_rows([*HOLDERS, Holder(4, "周䶮", 50)])
    assert [row.name for row in model.rows] == ["李国华", "周䶮", "董𠮷"]
    model.clear_filters()
    assert model.rowCount() == 4


def test_a_row_is_found_again_by_its_name() -> None:
    model = SequenceModel(COLUMNS, HOLDERS, "id")
    assert model.place_of(Holder(2, "改名", 0)) == 1
    assert model.place_of(Holder(9, "没有", 0)) is None


def test_a_million_rows_are_read_in_pages_and_forgotten() -> None:
    store = Store()
    model = WindowedModel(COLUMNS, store)
    assert model.rowCount() == 1_000_000
    assert store.asked == [(0, PAGE_ROWS)], "what shows first comes with the count"
    assert shown(model, 999_999)[0] == "户999999"
    assert store.asked[1:] == [(999_800, PAGE_ROWS)]
    for page in range(KEPT_PAGES + 1):
        shown(model, page * PAGE_ROWS)
        shown(model, page * PAGE_ROWS + 1)
    assert len(store.asked) == KEPT_PAGES + 2
    shown(model, 0)
    assert store.asked[-1] == (0, PAGE_ROWS)


def test_order_and_filter_are_the_stores_work() -> None:
    store = Store()
    model = WindowedModel(COLUMNS, store)
    model.sort(1, Qt.SortOrder.DescendingOrder)
    model.set_filter("name", " 户 ")
    assert store.views[-1].order.key == "net"
    assert store.views[-1].order.descending
    assert store.views[-1].filters == {"name": "户"}
    assert model.rowCount() == 3


def test_a_column_that_is_not_there_is_a_mistake() -> None:
    with pytest.raises(StopIteration):
        SequenceModel(COLUMNS, HOLDERS).column_of("没有")
