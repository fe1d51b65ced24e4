"""A paper comes whole or not at all, and what the disk refuses is told so that one can act on it."""

import errno
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from coopdesk.file_lock import FileLock
from coopdesk.reports.distribution.slips import write_slips
from coopdesk.reports.pdf.errors import PaperError, disk_fault
from coopdesk.services.errors import EnvironmentFault
from tests.reports.plans import PRINTED_ON, slip


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "分红单.pdf"


def left_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_folder_that_is_gone_is_told_before_any_work(tmp_path: Path) -> None:
    told: list[int] = []
    with pytest.raises(EnvironmentFault) as fault:
        write_slips([slip()], tmp_path / "gone" / "a.pdf", "a5", PRINTED_ON, lambda *_: told.append(1))
    assert (fault.value.code, fault.value.params) == ("paper.folder_gone", {"path": str(tmp_path / "gone")})
    assert told == []


def test_a_file_in_the_folder_s_place_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(EnvironmentFault, match=r"paper\.folder_gone"):
        write_slips([slip()], tmp_path / "file" / "a.pdf", "a5", PRINTED_ON)


def test_a_folder_of_the_target_s_name_is_told_and_nothing_left(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").mkdir()
    with pytest.raises(EnvironmentFault, match=r"target\.special"):
        write_slips([slip()], tmp_path / "a.pdf", "a5", PRINTED_ON)
    assert left_in(tmp_path) == ["a.pdf"]


def test_a_full_disk_is_told_and_nothing_left(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    target.write_bytes(b"older")
    monkeypatch.setattr("coopdesk.reports.pdf.output.os.fsync", full)
    with pytest.raises(EnvironmentFault) as fault:
        write_slips([slip()], target, "a5", PRINTED_ON)
    assert (fault.value.code, fault.value.params) == ("paper.disk_full", {"path": str(target)})
    assert target.read_bytes() == b"older"
    assert left_in(target.parent) == [target.name]


@pytest.mark.parametrize("name", ["分红单", "分红单.coop", "分红单.2019", "分红单.pdf.bak"])
def test_a_name_that_is_no_pdfs_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(PaperError, match=r"paper\.not_pdf"):
        write_slips([slip()], tmp_path / name, "a5", PRINTED_ON)
    assert left_in(tmp_path) == []


def test_what_a_killed_print_left_is_cleared_by_the_next(target: Path) -> None:
    write_slips([slip()], target, "a5", PRINTED_ON)
    left, writing = (target.with_name(f".别的.pdf.{number}.part") for number in (1, 2))
    for part in (left, writing):
        part.write_bytes(b"half a paper")
    writes = FileLock(writing)
    write_slips([slip()], target, "a5", PRINTED_ON)
    writes.release()
    assert left_in(target.parent) == sorted([target.name, writing.name])


@pytest.mark.skipif(os.name == "nt", reason="rights of POSIX systems")
def test_a_paper_is_its_owners_alone(target: Path) -> None:
    write_slips([slip()], target, "a5", PRINTED_ON)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


@pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() != 0, reason="needs to give up the rights of root"
)
def test_a_folder_without_the_right_to_write_is_told(target: Path) -> None:
    program = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "from tests.reports.plans import *\n"
        "from coopdesk.reports.distribution.slips import write_slips\n"
        "from coopdesk.services.errors import EnvironmentFault\n"
        "write_slips([slip()], Path(sys.argv[1]), 'a5', PRINTED_ON)\n"
        "os.setuid(65534)\n"
        "try: write_slips([slip()], Path('/a.pdf'), 'a5', PRINTED_ON)\n"
        "except EnvironmentFault as fault: print(fault.code)\n"
    )
    root = Path(__file__).resolve().parents[3]
    done = subprocess.run(
        [sys.executable, "-c", program, str(target)], cwd=root, env={**os.environ, "PYTHONPATH": str(root)},
        capture_output=True, encoding="utf-8", timeout=60, check=False,
    )  # fmt: skip
    assert done.stdout.strip() == "paper.not_writable", done.stderr


def test_whatever_else_the_disk_says_is_passed_on_in_its_words() -> None:
    fault = disk_fault(OSError(5, "Input/output error"), Path("a.pdf"))
    assert (fault.code, fault.params) == (
        "paper.not_written",
        {"path": "a.pdf", "reason": "Input/output error"},
    )


def test_a_folder_the_system_cannot_even_look_for_is_told(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFault, match=r"paper\."):
        write_slips([slip()], tmp_path / ("长" * 2000) / "a.pdf", "a5", PRINTED_ON)


def test_the_right_to_write_and_a_read_only_disk_are_one_advice() -> None:
    for refusal in (PermissionError(13, "Permission denied"), OSError(30, "Read-only file system")):
        assert disk_fault(refusal, Path("a.pdf")).code == "paper.not_writable"
