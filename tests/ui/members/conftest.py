"""The page over a real book: the sample co-op, and one with nobody in it yet; the clock stands still."""

import shutil
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from coopdesk.domain.quantity import parse_quantity
from coopdesk.exchange.pinyin import initials
from coopdesk.exchange.sample import linge
from coopdesk.exchange.templates import scheme_templates
from coopdesk.persistence.book.books import create_book, open_book
from coopdesk.services.coop.commands import SetUpCoop
from coopdesk.services.coop.values import CoopDetails
from coopdesk.services.desk import Desk
from coopdesk.services.members.commands import TransferShares
from coopdesk.services.sample_book import build_sample_book
from coopdesk.ui.frame.preferences import Preferences
from coopdesk.ui.frame.shell import Shell
from coopdesk.ui.members.page import MembersPage

NOW = datetime(2023, 3, 1, 9, 30)
TODAY = NOW.date()
FOUNDED = date(2019, 2, 18)
MOVED = date(2023, 1, 20)


def now() -> datetime:
    return NOW


@pytest.fixture(scope="session")
def linge_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample co-op, and 3 shares that F01 gave to F03 on 2023-01-20."""
    path = tmp_path_factory.mktemp("linge") / "linge.coop"
    desk = Desk(create_book(path, NOW), now, initials, scheme_templates)
    build_sample_book(desk, linge())
    three = parse_quantity("3")
    desk.run(TransferShares(giver="F01", taker="F03", day=MOVED, shares=three, document="转让协议 001"))
    desk.close()
    return path


@pytest.fixture
def desk(linge_book: Path, tmp_path: Path) -> Iterator[Desk]:
    """A copy of that book for one test."""
    path = tmp_path / "linge.coop"
    shutil.copyfile(linge_book, path)
    desk = Desk(open_book(path), now, initials, scheme_templates)
    yield desk
    desk.close()


@pytest.fixture
def empty_desk(tmp_path: Path) -> Iterator[Desk]:
    """A co-op without a member."""
    desk = Desk(create_book(tmp_path / "新社.coop", NOW), now, initials, scheme_templates)
    desk.run(SetUpCoop(details=CoopDetails("新办花木种植股份合作社", FOUNDED)))
    yield desk
    desk.close()


@pytest.fixture
def opened(qtbot: QtBot) -> Iterator[Callable[[Desk], MembersPage]]:
    """Opens the page over a desk as the window does: it reads anew whatever a command of its topics changed."""
    shells: list[Shell] = []

    def show(desk: Desk) -> MembersPage:
        shell = Shell(Preferences())
        shells.append(shell)
        shell.show_book(desk)
        page = MembersPage(shell)
        shell.changed.connect(lambda changes: page.reload() if changes.topics & page.topics else None)
        qtbot.addWidget(page, before_close_func=lambda _page: page.stop_reading())
        page.resize(1142, 680)
        page.show()
        page.reload()
        page.table.view.setFocus()
        return page

    yield show
    for shell in shells:
        shell.close()


@pytest.fixture
def page(opened: Callable[[Desk], MembersPage], desk: Desk) -> MembersPage:
    """The page over the sample book."""
    return opened(desk)
