"""变动登记簿 in the window: all operations by number, filtered in words, and the way to the member."""

from coopdesk.services.desk import Desk
from coopdesk.services.members.commands import ReverseEntry
from coopdesk.ui.members.operations import OperationBook
from coopdesk.ui.members.page import MembersPage
from tests.ui.conftest import AnsweringOpener


def cells(book: OperationBook, key: str) -> list[str]:
    assert book.model.settle()
    place = [column.key for column in book.model.columns].index(key)
    return [str(book.model.index(row, place).data()) for row in range(book.model.rowCount())]


def test_every_operation_is_in_it_and_words_filter_it(
    page: MembersPage, desk: Desk, opener: AnsweringOpener
) -> None:
    desk.run(ReverseEntry(entry=23, reason="录错"))
    seen: list[list[str]] = []

    def look(book: OperationBook) -> None:
        assert cells(book, "operation") == [str(n) for n in range(1, 25)]
        assert cells(book, "kind")[-2:] == ["转让（已由第 24 号冲销）", "红字冲销第 23 号"]
        assert cells(book, "giver")[-2:] == ["董𠮷 F01", "李国华 F03"]
        book.model.filters = {"kind": "转让"}
        book.model.resort()
        seen.append(cells(book, "operation"))
        book.model.filters = {"taker": "李国华"}
        book.model.resort()
        seen.append(cells(book, "operation"))
        book.table.view.put_cursor(1)

    opener.answers = [look]
    page.looking.show_book()
    assert seen == [["23"], ["5", "23"]]
    assert page.detail.view is not None
    assert page.detail.view.member.number == "F03"


def test_nothing_is_left_open(page: MembersPage, opener: AnsweringOpener) -> None:
    books: list[OperationBook] = []
    opener.answers = [books.append]
    page.looking.show_book()
    assert books[0].source._table is None
