"""A database server that is not there, refuses, or goes away while the book is open."""

import pytest
from sqlalchemy import make_url

from tests.persistence.book.faulty import Open, assert_whole, filled, refuses
from tests.persistence.conftest import Server
from tests.persistence.samples import COOP

psycopg = pytest.importorskip("psycopg")
pytestmark = pytest.mark.postgresql


def test_no_server_is_told_from_a_wrong_password_and_a_missing_database(server: Server, opened: Open) -> None:
    name = server.make_database()
    with refuses("book.no_server"):
        opened(server.url(name).replace(f":{server.port}/", ":1/"))
    for new in (False, True):
        with refuses("book.wrong_password"):
            opened(server.url(name, password="wrong"), new=new)
        with refuses("book.no_database"):
            opened(server.url("no_such_database"), new=new)
    with refuses("book.not_a_book"):
        opened(server.url(name))
    with refuses("book.bad_url"):
        opened("postgresql://host:no-port/name")


def test_a_second_book_is_not_made_over_the_first(server: Server, opened: Open) -> None:
    location = server.url(server.make_database())
    book = filled(opened(location, new=True))
    with refuses("book.exists"):
        opened(location, new=True)
    assert_whole(book)


def test_a_server_that_goes_away_takes_nothing_half_and_work_goes_on_when_it_is_back(
    server: Server, opened: Open
) -> None:
    book = filled(opened(server.url(server.make_database()), new=True))
    uow = book.unit()
    with refuses("book.server_gone"), uow:
        uow.coop.save(COOP)
        server.stop()
        uow.commit()
    with refuses("book.no_server"), book.reading():
        pass
    server.start()
    assert_whole(book)
    with book.reading() as reading:
        assert reading.coop.current() == COOP
    with book.unit() as again:
        again.coop.save(COOP)
        again.commit()


def test_a_read_only_server_is_told(server: Server, opened: Open) -> None:
    name = server.make_database()
    book = filled(opened(server.url(name), new=True))
    book.close()
    with psycopg.connect(server.url("postgres"), autocommit=True) as connection:
        connection.execute(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    again = opened(server.url(name))
    with refuses("book.read_only"), again.unit() as uow:
        uow.coop.save(COOP)
    assert_whole(again)


@pytest.mark.parametrize(
    ("state", "code"),
    [
        ("53100", "book.disk_full"),
        ("42501", "book.no_access"),
        ("55P03", "book.busy"),
        ("40001", "book.busy"),
        ("53300", "book.server_full"),
        ("57P01", "book.server_gone"),
        ("08006", "book.server_gone"),
        ("23505", None),
    ],
)
def test_errors_are_told_apart_by_their_state(state: str, code: str | None) -> None:
    from coopdesk.persistence.sql.server_faults import server_fault

    error = psycopg.errors.lookup(state)("what the server says in its own language")
    found = server_fault(error, make_url("postgresql+psycopg://me@server/book"))
    assert (found.code if found else None) == code


def test_another_error_is_no_fault_of_the_server() -> None:
    from coopdesk.persistence.sql.server_faults import server_fault

    url = make_url("postgresql+psycopg://me@server/book")
    assert server_fault(ValueError("x"), url) is None
    assert server_fault(psycopg.ProgrammingError("x"), url) is None
