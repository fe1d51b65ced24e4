"""A server shared by several PCs: answers that are lost or never come, versions that change under an open book."""

import os
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from sqlalchemy import make_url, text

from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.member import Member, MemberKind
from coopdesk.domain.quantity import parse_quantity
from coopdesk.exchange.pinyin import initials
from coopdesk.persistence.book.book import SqlBook
from coopdesk.services.coop.commands import SetUpCoop
from coopdesk.services.desk import Desk
from coopdesk.services.errors import EnvironmentFault
from coopdesk.services.members.commands import RegisterMember
from tests.persistence.book.faulty import Open, assert_whole, filled, refuses
from tests.persistence.book.test_changing import version
from tests.persistence.book.test_migration import NEXT, later, make_scripts
from tests.persistence.conftest import NOW, PASSWORD, Server
from tests.persistence.samples import COOP, FOUNDED
from tests.persistence.test_facts import engine_of

__all__ = ["later", "make_scripts"]
psycopg = pytest.importorskip("psycopg")
pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.skipif(os.name != "posix", reason="needs signals that stop a process"),
]


class Line:
    """A line to the server that breaks when told to: before an order to keep reaches it, or before its answer comes."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._door.getsockname()[1]
        self.break_at = ""
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                near, _address = self._door.accept()
                far = socket.create_connection(("127.0.0.1", self._port))
                for source, target, to_server in ((near, far, True), (far, near, False)):
                    threading.Thread(
                        target=self._carry, args=(source, target, to_server), daemon=True
                    ).start()

    def _carry(self, source: socket.socket, target: socket.socket, to_server: bool) -> None:
        with suppress(OSError):
            while data := source.recv(1 << 16):
                if self.break_at == "order" and to_server and b"COMMIT" in data:
                    break
                if self.break_at == "answer" and not to_server and b"COMMIT" in data:
                    break
                target.sendall(data)
        for end in (source, target):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def close(self) -> None:
        self._door.close()


@pytest.fixture
def line(server: Server) -> Iterator[Line]:
    made = Line(server.port)
    yield made
    made.close()


@pytest.fixture
def desk(server: Server, line: Line, opened: Open) -> Desk:
    """A desk whose book lies behind the line."""
    direct = server.url(server.make_database())
    opened(direct, new=True).close()
    book = opened(direct.replace(f":{server.port}/", f":{line.port}/"))
    made = Desk(book, lambda: NOW, initials, tuple)
    made.run(SetUpCoop(details=COOP))
    return made


def joining(number: str) -> RegisterMember:
    member = Member(number, f"张三{number}", MemberKind.FARMER, FOUNDED)
    return RegisterMember(member=member, shares=parse_quantity("1"))


def test_a_lost_answer_is_looked_up_at_once_and_told_as_done(desk: Desk, line: Line) -> None:
    line.break_at = "answer"
    assert desk.run(joining("F01")).reference == "F01"
    line.break_at = ""
    assert [member.number for member in desk.members.present()] == ["F01"]


def test_an_order_that_never_arrived_is_told_as_not_done(desk: Desk, line: Line) -> None:
    line.break_at = "order"
    with refuses("book.not_done"):
        desk.run(joining("F01"))
    line.break_at = ""
    assert list(desk.members.present()) == []
    assert desk.run(joining("F01")).reference == "F01"


@contextmanager
def nobody_reachable(line: Line, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """After the answer is lost, no new connection comes about for a while."""
    line.break_at = "answer"
    book = desk._desk_context.book
    first = [book.unit()]

    def only_once() -> object:
        if first:
            return first.pop()
        raise EnvironmentFault("book.no_server", host="server")

    monkeypatch.setattr(book, "unit", only_once)
    yield
    monkeypatch.undo()
    line.break_at = ""


def test_while_nobody_can_say_the_result_is_told_as_unknown_and_nothing_is_done_twice(
    desk: Desk, line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    lost = joining("F01")
    with nobody_reachable(line, desk, monkeypatch), refuses("book.result_unknown"):
        desk.run(lost)
    with pytest.raises(DomainError) as again:  # a new dialog, filled in once more
        desk.run(joining("F02"))
    assert again.value.code == "book.was_done"
    assert [member.number for member in desk.members.present()] == ["F01"]
    assert desk.run(joining("F02")).reference == "F02"
    assert desk.run(lost).reference == "F01"
    assert [member.number for member in desk.members.present()] == ["F01", "F02"]


def test_a_server_that_says_nothing_any_more_ends_the_waiting_with_a_message(
    server: Server, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    from coopdesk.persistence.sql.server_connection import TimedConnection

    book = filled(opened(server.url(server.make_database()), new=True))
    monkeypatch.setattr(TimedConnection, "answer_seconds", 1)
    backend = 0
    try:
        with refuses("book.server_silent"), book.reading() as uow:
            backend = uow._connection.execute(text("SELECT pg_backend_pid()")).scalar_one()
            os.kill(backend, signal.SIGSTOP)
            uow.coop.current()
    finally:
        os.kill(backend, signal.SIGCONT)
    assert_whole(book)


def test_a_statement_without_end_is_ended_by_the_server(server: Server, opened: Open) -> None:
    from coopdesk.persistence.sql.server_connection import ANSWER_SECONDS

    book = opened(server.url(server.make_database()), new=True)
    with book.reading() as uow:
        limit = uow._connection.execute(text("SHOW statement_timeout")).scalar_one()
        assert limit == f"{ANSWER_SECONDS}s"
        uow._connection.execute(text("SET LOCAL statement_timeout = 50"))
        with refuses("book.server_silent"):
            uow._connection.execute(text("SELECT pg_sleep(5)"))


def test_two_pcs_never_both_migrate(server: Server, opened: Open, later: Callable[[str], None]) -> None:
    location = server.url(server.make_database())
    filled(opened(location, new=True)).close()
    later(
        version(
            "    op.execute('CREATE TABLE parcels (id INTEGER)')\n    op.execute('SELECT pg_sleep(0.3)')\n"
        )
    )
    came: list[object] = []

    def come() -> None:
        try:
            came.append(opened(location))
        except EnvironmentFault as fault:
            came.append(fault.code)

    pcs = [threading.Thread(target=come) for _pc in range(4)]
    for pc in pcs:
        pc.start()
    for pc in pcs:
        pc.join()
    assert [one for one in came if not isinstance(one, SqlBook)] == []
    engine = engine_of(location)
    try:
        with engine.connect() as connection:
            kept = connection.execute(
                text("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'coopdesk_before%'")
            )
            assert len(kept.scalars().all()) == 1
    finally:
        engine.dispose()


def test_two_pcs_never_both_make_a_book(server: Server, opened: Open) -> None:
    location = server.url(server.make_database())
    came: list[object] = []

    def come() -> None:
        try:
            came.append(opened(location, new=True))
        except EnvironmentFault as fault:
            came.append(fault.code)

    pcs = [threading.Thread(target=come) for _pc in range(3)]
    for pc in pcs:
        pc.start()
    for pc in pcs:
        pc.join()
    assert sorted(one if isinstance(one, str) else "" for one in came) == ["", "book.exists", "book.exists"]


def test_an_old_program_that_stays_open_stops_when_another_pc_has_migrated_the_book(
    server: Server, opened: Open, later: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    location = server.url(server.make_database())
    old = filled(opened(location, new=True))
    later(NEXT)
    opened(location)
    monkeypatch.undo()
    for use in (old.unit, old.reading):
        with refuses("book.moved_on"), use() as uow:
            uow.coop.save(COOP)
    monkeypatch.undo()


def test_the_password_may_come_from_a_file_or_the_environment(
    server: Server, opened: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    location = server.url(server.make_database())
    opened(location, new=True).close()
    bare = make_url(location).set(password=None).render_as_string().replace("***", "")
    assert PASSWORD not in bare
    with refuses("book.wrong_password"):
        opened(bare)
    passfile = tmp_path / "pgpass"
    passfile.write_text(f"127.0.0.1:*:*:coopdesk:{PASSWORD}\n", encoding="utf-8")
    passfile.chmod(0o600)
    monkeypatch.setenv("PGPASSFILE", str(passfile))
    assert list(opened(bare).verify()) == []
    monkeypatch.delenv("PGPASSFILE")
    monkeypatch.setenv("PGPASSWORD", PASSWORD)
    assert list(opened(bare).verify()) == []
