"""What the window is given at the start: books opened, made and filled, papers written, and the window itself."""

from datetime import date
from pathlib import Path

import pytest

from coopdesk import bootstrap
from coopdesk.domain.errors import DomainError
from coopdesk.papers import papers_from
from coopdesk.services.coop.commands import SetUpCoop
from coopdesk.services.coop.values import CoopDetails
from coopdesk.services.distribution.papers.sources import RESOLVED
from coopdesk.services.errors import Cancelled
from coopdesk.ui.frame.backend import Backend


@pytest.fixture
def backend() -> Backend:
    return bootstrap.WindowBackend()


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample book; tests only read it."""
    book = tmp_path_factory.mktemp("sample") / "linge.coop"
    bootstrap.sample_desk(book).close()
    return book


def test_a_new_book_is_empty_and_opens_again(backend, tmp_path):
    backend.new_book(tmp_path / "new.coop").close()
    desk = backend.open_book(tmp_path / "new.coop")
    assert desk.coop.details() is None
    desk.close()


def test_a_name_without_ending_is_a_book(tmp_path):
    assert bootstrap.create_book(str(tmp_path / "账套")) == str(tmp_path / "账套.coop")
    bootstrap.open_desk(tmp_path / "账套").close()


def test_the_sample_tells_how_far_it_is(backend, tmp_path):
    told: list[tuple[int, int]] = []
    backend.sample_book(tmp_path / "linge.coop", lambda done, total: told.append((done, total))).close()
    assert [done for done, _total in told] == list(range(1, told[-1][1] + 1))
    assert told[-1][0] == told[-1][1]


def test_the_sample_may_be_stopped_and_completed(backend, tmp_path):
    def stop(done: int, _total: int) -> None:
        if done == 10:
            raise Cancelled

    with pytest.raises(Cancelled):
        backend.sample_book(tmp_path / "linge.coop", stop)
    desk = backend.open_book(tmp_path / "linge.coop")
    assert 0 < len(desk.members.present()) < 22
    desk.close()
    desk = backend.sample_book(tmp_path / "linge.coop")
    assert len(desk.members.present()) == 22
    assert len(desk.distribution.summaries()) == 4
    desk.close()


def test_the_sample_is_never_put_into_a_real_book(backend, tmp_path):
    desk = backend.new_book(tmp_path / "real.coop")
    desk.run(SetUpCoop(details=CoopDetails(name="向阳茶叶专业合作社", founded=date(2020, 5, 1))))
    desk.close()
    with pytest.raises(DomainError) as refusal:
        backend.sample_book(tmp_path / "real.coop")
    assert refusal.value.code == "sample.other_book"
    backend.open_book(tmp_path / "real.coop").close()


@pytest.mark.parametrize("kind", [spec.kind for spec in papers_from(RESOLVED)])
def test_every_paper_is_written(backend, sample, tmp_path, kind):
    desk = backend.open_book(sample)
    plan = desk.distribution.frozen_plan(2021)
    desk.close()
    told: list[tuple[int, int]] = []
    files = backend.write_paper(
        kind, plan, tmp_path / "paper.pdf", lambda done, total: told.append((done, total))
    )
    assert [path.name for path in files] == ["paper.pdf"]
    assert files[0].read_bytes().startswith(b"%PDF")
    assert told[-1][0] == told[-1][1]


@pytest.mark.parametrize("named", [False, True])
def test_the_window_is_given_the_book_it_should_open(monkeypatch, sample, named):
    given: list[object] = []

    def run(connect: object, book: Path | None, usable: object) -> int:
        given.extend((connect, book))
        return 0

    monkeypatch.setattr("coopdesk.ui.app.run", run)
    assert bootstrap.open_window(str(sample) if named else "") == 0
    assert given == [bootstrap.WindowBackend, sample if named else None]


def test_the_window_does_not_open_for_a_book_that_is_not_there(tmp_path):
    with pytest.raises(DomainError) as refusal:
        bootstrap.open_window(str(tmp_path / "nothing.coop"))
    assert refusal.value.code == "book.not_found"


def test_a_copy_of_a_book_is_noted_in_it(sample, tmp_path):
    bootstrap.backup(str(sample), tmp_path / "copy.coop")
    desk = bootstrap.open_desk(sample)
    noted = desk.last_backup()
    desk.close()
    assert noted is not None
    assert noted.target == str(tmp_path / "copy.coop")
