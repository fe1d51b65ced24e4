"""The setup as an accountant meets it, on Wine 10: installed, proved, opened by double click, replaced, removed.

Runs where `COOPDESK_WINE` is set, since it builds the setup and takes some minutes.
"""

import faulthandler
import os
import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from coopdesk import bootstrap
from coopdesk.ui.frame.screenshots import colours
from tests.flows.landed import LANDED, contents, expected, name_of, printed, unpacked
from tests.windows import on_windows, story, wine_room

VARIABLE = "COOPDESK_WINE"
LARGEST_SETUP, LARGEST_FOLDER = 80_000_000, 260_000_000
EARLY, LATER = ["F1", "F2", "F3", "F4"], ["F1", "F2", "F3", "F4", "F5"]
CASES = sorted((Path(__file__).parents[1] / "cases").glob("*.json"))

pytestmark = [
    pytest.mark.wine,
    pytest.mark.skipif(
        not os.environ.get(VARIABLE), reason=f"set {VARIABLE}=1 to build the setup and try it"
    ),
]


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[wine_room.WineRoom]:
    # Building and installing take longer than a test that hangs; each step has its own bound.
    faulthandler.cancel_dump_traceback_later()
    place = tmp_path_factory.mktemp("wine")
    try:
        entered = wine_room.enter(place)
    except wine_room.Unavailable as reason:
        pytest.skip(str(reason))
    yield entered
    entered.clear(place)


@pytest.fixture(scope="module")
def built(room: wine_room.WineRoom, tmp_path_factory: pytest.TempPathFactory) -> story.Built:
    return story.build(tmp_path_factory.mktemp("dist"))


@pytest.fixture(scope="module")
def seen(
    room: wine_room.WineRoom, built: story.Built, tmp_path_factory: pytest.TempPathFactory
) -> story.Seen:
    return story.live_through(room, built, CASES, tmp_path_factory.mktemp("proof"))


def test_the_setup_and_the_folder_are_as_small_as_promised(built: story.Built, seen: story.Seen) -> None:
    assert built.setup.stat().st_size <= LARGEST_SETUP
    assert sum(seen.installed_files.values()) <= LARGEST_FOLDER


def test_an_old_windows_is_refused_in_chinese_and_left_alone(seen: story.Seen) -> None:
    assert seen.refused == 10
    assert "需要 64 位 Windows 10（1809 版" in seen.refused_with
    assert not seen.refused_left


def test_what_is_installed_is_what_was_built(built: story.Built, seen: story.Seen) -> None:
    assert seen.installed == 0
    files = {
        path.relative_to(built.folder).as_posix(): path.stat().st_size
        for path in built.folder.rglob("*")
        if path.is_file()
    }
    assert files
    assert {name: size for name, size in seen.installed_files.items() if name != "uninstall.exe"} == files
    assert len(seen.links) == 2
    assert b"coopdesk.exe,0" in seen.icon_of_books


def test_the_installed_program_proves_itself(seen: story.Seen) -> None:
    failed = {check["name"]: check["told"] for check in seen.report["checks"] if not check["passed"]}
    assert failed == {}
    assert (seen.selftest, seen.report["passed"]) == (0, True)
    assert seen.report["program"].lower() == (story.WINDOWS_HOME + r"\coopdesk.exe").lower()


def test_the_slips_hold_the_same_figures_as_on_linux(seen: story.Seen, tmp_path: Path) -> None:
    plan = bootstrap.build_demo(tmp_path).plan
    here = {member.number: [member.gross.fen, member.tax.fen, member.net.fen] for member in plan.members}
    (demo,) = [check for check in seen.report["checks"] if check["name"] == "demo"]
    (slips,) = [check for check in seen.report["checks"] if check["name"] == "slips"]
    assert demo["told"]["members"] == here
    assert slips["told"]["pages"] == len(here)


def test_the_pictures_of_window_and_slip_are_not_blank(seen: story.Seen) -> None:
    for name, least in (("window.png", (1024, 640)), ("slip.png", (800, 500))):
        (file,) = seen.pictures.rglob(name)
        picture = QImage(str(file))
        assert (picture.width() >= least[0], picture.height() >= least[1]) == (True, True)
        assert colours(picture) >= 20, name


def test_evaluate_gives_the_bytes_that_linux_gives_for_every_case(seen: story.Seen) -> None:
    assert len(CASES) == 14
    assert seen.evaluated == {case.name: bootstrap.evaluate(case) for case in CASES}


def test_the_portable_program_gives_them_too(seen: story.Seen) -> None:
    assert seen.portable == bootstrap.evaluate(CASES[0])


def whole(*members: str) -> dict[str, list[str]]:
    """A book that holds, with these members."""
    return {"members": list(members), "defects": []}


def test_nothing_stopped_the_day_and_every_module_finds_what_it_asks_for(seen: story.Seen) -> None:
    assert seen.day.told["faults"] == {}
    assert seen.day.told["unloadable"] == {}


def test_a_copy_of_the_file_of_an_open_book_has_all_that_was_acknowledged(seen: story.Seen) -> None:
    assert seen.day.told["copies"] == {
        way.__name__: whole(*EARLY[:number]) for number, way in enumerate(on_windows.COPIES, 1)
    }


def test_an_open_book_is_refused_under_every_name_that_leads_to_it(seen: story.Seen) -> None:
    told = seen.day.told
    codes = {name: refused["code"] for name, refused in told["refused"].items()}
    by_link = dict.fromkeys(("hard link", "hard link by drive letter"), "book.open_by_other_name")
    by_name = dict.fromkeys(
        ("its own", "capitals", "drive letter", "share", "long form"), "book.already_open"
    )
    assert codes == by_name | by_link
    assert {told["refused"][name]["process"] for name in by_name} == {told["holder"]}
    assert told["refused_restore"]["status"] == 1
    assert f"账套“{on_windows.BOOK}”已由 root 在" in told["refused_restore"]["said"]


def test_after_a_kill_the_next_opens_the_whole_book_and_only_what_nobody_writes_is_cleared(
    seen: story.Seen,
) -> None:
    assert seen.day.told["backup"]["status"] == 0
    assert seen.day.told["after_kill"] == whole(*EARLY)
    assert seen.day.told["parts"] == ["在写.coop.part"]


def test_a_backup_is_restored_and_what_it_replaces_is_kept(seen: story.Seen) -> None:
    told = seen.day.told
    assert (told["restore"]["status"], told["verify"]["status"]) == (0, 0)
    assert "账套完好" in told["verify"]["said"]
    assert "原来的账套另存为" in told["restore"]["said"]
    assert (told["restored"], told["replaced"]) == (whole(*EARLY), [whole(*LATER)])
    assert told["restore_over_read"]["status"] == 1
    assert f"“{on_windows.BOOK}”正被其他程序打开" in told["restore_over_read"]["said"]


def test_an_older_copy_put_back_over_a_killed_book_stays_the_older_one(seen: story.Seen) -> None:
    """By the time since when the PC is on, which the program asks of Windows."""
    told = seen.day.told
    assert abs(int(told["start"]) - seen.started) < 30
    assert (told["put_back"], told["older"]) == ({"code": "opened"}, whole(*EARLY))
    # On a machine that stood still for a moment the log was emptied before the kill.
    assert told["aside"] == int(told["log_left"])


def test_a_book_of_a_landed_version_is_migrated_behind_a_copy_and_prints_what_it_printed(
    seen: story.Seen, tmp_path: Path
) -> None:
    assert [name_of(kept) for kept in LANDED] == sorted(seen.day.told["old"])
    for kept in LANDED:
        name = name_of(kept)
        assert [done["status"] for done in seen.day.told["old"][name]] == [0, 0]
        folder = seen.day.folder / "旧账"
        (before,) = folder.glob(f"{name}.coop.before-{kept.parent.name}-*")
        assert contents(before) == contents(unpacked(kept, tmp_path / "then.coop"))
        with closing(
            bootstrap.open_desk(shutil.copy(folder / f"{name}.coop", tmp_path / "now.coop"))
        ) as desk:
            assert (list(printed(desk)), list(desk.verify())) == (expected(kept), [])


def test_a_paper_that_a_viewer_has_open_is_left_as_it_is(seen: story.Seen) -> None:
    told = seen.day.told
    assert (told["printed"]["status"], told["printed_again"]["status"]) == (0, 1)
    assert "文件正被其他程序打开" in told["printed_again"]["said"]
    assert (told["paper"], told["papers"]) == ("%PDF-", ["分红单.pdf"])


def test_a_book_on_a_share_is_warned_of_and_a_persons_name_is_kept(seen: story.Seen) -> None:
    told = seen.day.told
    assert told["warned"]["status"] == 0
    assert "账套放在网络盘上（cunwei）" in told["warned"]["said"]
    assert (told["named"], told["person"]) == (True, "李会计")


def test_it_is_installed_for_everybody_too(seen: story.Seen) -> None:
    assert seen.installed_for_all == 0


def test_a_double_click_opens_the_book_in_the_window(seen: story.Seen) -> None:
    assert seen.lock["process"] > 0
    assert story.BOOK.stem in seen.last_book or "\\x" in seen.last_book


def test_a_second_double_click_leaves_it_to_the_window_that_is_there(seen: story.Seen) -> None:
    assert seen.opened_again == 0


def test_nothing_is_removed_while_a_book_is_open(seen: story.Seen) -> None:
    assert seen.kept_while_open == ["coopdesk.exe", "runtime/python311.dll"]
    assert "coopdesk 正在运行" in seen.refused_while_open


def test_a_newer_version_replaces_the_program_and_keeps_the_books(seen: story.Seen) -> None:
    assert seen.upgraded == 0
    assert not seen.stale_left
    assert seen.book_kept_by_upgrade


def test_the_uninstaller_leaves_books_and_settings_and_nothing_else(seen: story.Seen) -> None:
    assert seen.removed == 0
    assert seen.left == ["mine.coop"]
    assert (seen.links_left, seen.keys_left) == ([], [])
    assert seen.removed_for_all == 0
    assert (seen.left_for_all, seen.keys_left_for_all) == ([], [])
    assert seen.book_kept
    assert seen.settings_kept
