"""The models of the page keep Qt's rules, and the register's source lets go of what it no longer needs."""

from collections.abc import Sequence
from datetime import date

from pytestqt.modeltest import ModelTester

from coopdesk.services.desk import Desk
from coopdesk.services.members.values import MemberRow
from coopdesk.services.table_source import Order, View
from coopdesk.ui.kit.table_model import SequenceModel
from coopdesk.ui.kit.windowed_model import WindowedModel
from coopdesk.ui.members.columns import MEMBER_COLUMNS, YEAR_COLUMNS, YearRow
from coopdesk.ui.members.entries import EntriesModel
from coopdesk.ui.members.page import MembersPage
from coopdesk.ui.members.reading import member_view
from coopdesk.ui.members.register import RegisterSource
from tests.ui.members.conftest import TODAY


class PaperTable:
    """A member table that only keeps count of itself."""

    open = 0

    def __init__(self) -> None:
        self.views: list[View] = []
        PaperTable.open += 1

    def view(self, wanted: View) -> None:
        self.views.append(wanted)

    def count(self) -> int:
        return 0

    def page(self, offset: int, limit: int) -> Sequence[MemberRow]:
        return ()

    def place_of(self, row_id: object) -> int | None:
        return 7 if row_id == 70 else None

    def row_id(self, number: str) -> int | None:
        return {"F07": 70}.get(number)

    def close(self) -> None:
        PaperTable.open -= 1


def test_the_register_s_model_keeps_the_rules(qtmodeltester: ModelTester, page: MembersPage) -> None:
    model: WindowedModel[MemberRow] = WindowedModel(MEMBER_COLUMNS, page.source, "number")
    qtmodeltester.check(model)
    model.sort(model.column_of("shares"))
    qtmodeltester.check(model)


def test_the_models_of_one_member_keep_the_rules(
    qtmodeltester: ModelTester, page: MembersPage, desk: Desk
) -> None:
    view = member_view(desk, "F01", TODAY)
    assert view is not None
    entries = EntriesModel()
    entries.set_rows(view.entries)
    years: SequenceModel[YearRow] = SequenceModel(YEAR_COLUMNS, view.years)
    qtmodeltester.check(entries)
    qtmodeltester.check(years)
    assert (entries.rowCount(), years.rowCount()) == (2, 4)


def test_one_table_is_open_at_a_time_whatever_day_is_looked_at() -> None:
    PaperTable.open = 0
    source = RegisterSource(lambda *_look: PaperTable(), TODAY)
    assert PaperTable.open == 0, "nothing is read before it is looked at"
    for day in (TODAY, date(2020, 1, 1), date(2020, 1, 1)):
        source.show_day(day)
        source.view(View())
        assert PaperTable.open == 1
    assert [source.place_of(number) for number in ("F07", "F01")] == [7, None]
    source.close()
    source.close()
    assert PaperTable.open == 0
    assert source.count() == 0
    source.close()
    assert PaperTable.open == 0


def test_words_for_kinds_reach_the_book_as_codes() -> None:
    table = PaperTable()
    source = RegisterSource(lambda *_look: table, TODAY)
    source.view(View(Order("name"), {"kind": "社", "name": "王"}))
    source.view(View(Order(), {"kind": "不存在"}))
    source.view(View(Order(), {"kind": " "}))
    assert [view.filters for view in table.views] == [
        {"kind": "supply_coop social_organisation", "name": "王"},
        {"kind": "-"},
        {"kind": " "},
    ]
