"""What the tests of faults share: how a fault is expected, and what must be left of the book."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from coopdesk.persistence.book.book import SqlBook
from coopdesk.services.errors import EnvironmentFault
from coopdesk.wording import error_sentences, error_text
from tests.persistence.samples import ROLL, member, settle

Open = Callable[..., SqlBook]


@contextmanager
def refuses(code: str) -> Iterator[None]:
    """The block must fail with that code, and the code's sentence must find everything it names."""
    with pytest.raises(EnvironmentFault) as refused:
        yield
    assert refused.value.code == code
    assert error_sentences()[code] <= set(refused.value.params)
    assert code not in error_text(refused.value)


def filled(book: SqlBook) -> SqlBook:
    with book.unit() as uow:
        settle(uow)
        uow.commit()
    return book


def assert_whole(book: SqlBook) -> None:
    """Nothing lost, nothing half done."""
    assert list(book.verify()) == []
    with book.reading() as uow:
        assert tuple(uow.members.all()) == ROLL
        assert len(uow.register.entries()) == 5


def fill_up(book: SqlBook) -> None:
    """Write members with long addresses until the disk says no."""
    with book.unit() as uow:
        for number in range(100_000):
            uow.members.add(member(f"M{number}", address="长" * 2_000), "")
        uow.commit()
