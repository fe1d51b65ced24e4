"""One transaction a command: all of it or nothing, one writer at a time, readers never wait."""

import threading
from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError

from coopdesk.domain.errors import DomainError
from coopdesk.persistence.book import engine
from coopdesk.persistence.book.book import SqlBook
from coopdesk.services.command import Changes, Topic
from coopdesk.services.desk import Desk
from coopdesk.services.errors import EnvironmentFault
from coopdesk.services.members.commands import AddShares, RegisterMember, TransferShares
from tests.persistence.conftest import NOW, Location
from tests.persistence.samples import COOP, ORDINARY, ROLL, entry, member, settle, shares


def names(book: SqlBook) -> list[str]:
    with book.reading() as uow:
        return [person.number for person in uow.members.all()]


def desk_of(book: SqlBook) -> Desk:
    return Desk(book, clock=lambda: NOW, initials=lambda name: "zs", templates=tuple)


def test_leaving_without_commit_takes_everything_back(book: SqlBook) -> None:
    with book.unit() as uow:
        settle(uow)
    assert names(book) == []


def test_an_error_takes_everything_back(book: SqlBook) -> None:
    with pytest.raises(RuntimeError, match="in between"), book.unit() as uow:
        settle(uow)
        raise RuntimeError("in between")
    assert names(book) == []


def test_a_part_can_be_taken_back_on_its_own(book: SqlBook) -> None:
    with book.unit() as uow:
        uow.members.add(ROLL[0], "")
        with uow:
            uow.members.add(ROLL[1], "")
        with uow:
            uow.members.add(ROLL[2], "")
            uow.commit()
        uow.commit()
    assert names(book) == ["G01", "F01"]


def test_a_part_that_was_kept_goes_with_the_whole(book: SqlBook) -> None:
    with book.unit() as uow, uow:
        uow.members.add(ROLL[0], "")
        uow.commit()
    assert names(book) == []


def test_a_unit_of_work_is_of_no_use_outside_its_block(book: SqlBook) -> None:
    uow = book.unit()
    with pytest.raises(RuntimeError):
        uow.members.all()
    with uow:
        assert uow.members.all() == []
    with pytest.raises(RuntimeError):
        uow.coop.current()


def test_a_reader_sees_one_state_and_never_waits_for_a_writer(book: SqlBook) -> None:
    with book.unit() as writer:
        settle(writer)
        with book.reading() as reader:
            assert reader.members.all() == []
            writer.commit()
            assert reader.members.all() == []
    assert len(names(book)) == len(ROLL)


def test_a_number_is_given_once(book: SqlBook) -> None:
    with book.unit() as uow:
        settle(uow)
        uow.commit()
    with pytest.raises(IntegrityError), book.unit() as uow:
        uow.members.add(member("F01", "别人"), "")
    assert len(names(book)) == len(ROLL)


def test_a_command_sent_twice_is_done_once(book: SqlBook) -> None:
    with book.unit() as uow:
        uow.coop.save(COOP)
        uow.coop.save_class(ORDINARY)
        uow.commit()
    desk = desk_of(book)
    command = RegisterMember(member=member("F01"), shares=shares("3"), command_id="once")
    first = desk.run(command)
    assert desk.run(command) == first == Changes(frozenset({Topic.MEMBERS, Topic.REGISTER}), "F01")
    assert names(book) == ["F01"]
    assert desk.members.holdings("F01", NOW.date()) == [(ORDINARY, shares("3"))]


def test_a_command_that_fails_leaves_no_trace_and_may_come_again(book: SqlBook) -> None:
    with book.unit() as uow:
        settle(uow)
        uow.commit()
    desk = desk_of(book)
    wrong = AddShares(member="F99", day=date(2020, 1, 1), shares=shares("1"), command_id="again")
    with pytest.raises(DomainError):
        desk.run(wrong)
    right = AddShares(member="F01", day=date(2020, 1, 1), shares=shares("1"), command_id="again")
    assert desk.run(right).reference == "6"


def in_threads(*works: Callable[[], None]) -> list[BaseException]:
    """Run the works at the same time; what they raised."""
    raised: list[BaseException] = []

    def guarded(work: Callable[[], None]) -> None:
        try:
            work()
        except (DomainError, EnvironmentFault, IntegrityError) as error:
            raised.append(error)

    threads = [threading.Thread(target=guarded, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return raised


def test_two_writers_never_give_the_same_shares_away(book: SqlBook) -> None:
    """Each looks at what is held before it gives; only one of two may find the shares still there."""
    with book.unit() as uow:
        settle(uow)
        uow.commit()
    desk, start = desk_of(book), threading.Barrier(2)

    def give() -> None:
        start.wait(timeout=30)
        desk.run(TransferShares(giver="F01", taker="F02", day=date(2020, 1, 1), shares=shares("8")))

    raised = in_threads(give, give)
    assert [error.code for error in raised if isinstance(error, DomainError)] == ["register.not_covered"]
    assert len(raised) == 1
    with book.reading() as uow:
        assert uow.register.holdings("F01", date(2020, 1, 1)) == []
        assert uow.register.holdings("F02", date(2020, 1, 1)) == [(ORDINARY, shares("10.5"))]
    assert list(book.verify()) == []


def test_two_writers_number_members_and_entries_without_gap_or_double(book: SqlBook) -> None:
    with book.unit() as uow:
        settle(uow)
        uow.commit()

    def join() -> None:
        for _time in range(10):
            with book.unit() as uow:
                number = uow.members.next_number("F")
                uow.members.add(member(number), "")
                uow.register.append(entry(number, "1"))
                uow.commit()

    assert in_threads(join, join) == []
    numbers = names(book)
    assert len(numbers) == len(set(numbers)) == len(ROLL) + 20
    with book.reading() as uow:
        last = uow.register.get(25)
        assert last is not None
        assert uow.register.get(26) is None
    assert list(book.verify()) == []


def test_a_second_writer_is_told_that_the_book_is_busy(
    opened: Callable[..., SqlBook], location: Location, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "WAIT_MS", 200)
    book = opened(location, new=True)
    with book.unit() as first:
        first.coop.save(COOP)
        with pytest.raises(EnvironmentFault) as refused, book.unit() as second:
            second.coop.save(COOP)
        assert refused.value.code == "book.busy"
        first.commit()
    with book.reading() as uow:
        assert uow.coop.current() == COOP
