"""Whatever is being done to a book when its program is killed: nothing acknowledged is lost, nothing half is left.

Some kills in the usual run; `COOPDESK_KILLS=300` asks for as many as wanted, dealt out over all acts in turn.
"""

import contextlib
import lzma
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from coopdesk import bootstrap
from coopdesk.services.desk import Desk
from tests.flows.acts_victim import ACKNOWLEDGED, ACTS, BOOK, COPY, OLD

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="victims are forked; test_kill.py kills on Windows too"
)
KILLS = int(os.environ.get("COOPDESK_KILLS", "24"))
LONGEST = 0.5
_TOUCHED = {"backup": (COPY,), "restore": (COPY,), "distribute": (COPY,), "migrate": (OLD,)}
ROOT = Path(__file__).resolve().parents[2]
LANDED = ROOT / "tests" / "books" / "0001" / "linge.coop.xz"


@pytest.fixture(scope="module")
def victims() -> "Iterator[subprocess.Popen[str]]":
    server = subprocess.Popen(
        [sys.executable, "-X", "utf8", "-m", "tests.flows.acts_victim"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    yield server
    server.communicate()


def say(server: "subprocess.Popen[str]", line: str) -> str:
    assert server.stdin is not None and server.stdout is not None
    server.stdin.write(f"{line}\n")
    server.stdin.flush()
    return server.stdout.readline().strip()


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    book = tmp_path_factory.mktemp("sample") / BOOK
    bootstrap.sample_desk(book).close()
    return book


@pytest.mark.slow
@pytest.mark.parametrize("act", sorted(ACTS))
def test_a_kill_in_the_midst_loses_nothing_and_leaves_nothing_half(act, victims, sample, tmp_path):
    for number in range(KILLS // len(ACTS)):
        folder = tmp_path / f"{number:03d}"
        folder.mkdir()
        shutil.copy(sample, folder / BOOK)
        bootstrap.backup(str(folder / BOOK), folder / COPY)
        (folder / OLD).write_bytes(lzma.decompress(LANDED.read_bytes()))
        lived = random.uniform(0, LONGEST)
        victim = int(say(victims, f"{act}\t{folder}"))
        time.sleep(lived)
        with contextlib.suppress(ProcessLookupError):
            os.kill(victim, signal.SIGKILL)
        try:
            assert say(victims, "") == str(-signal.SIGKILL)
            check(folder, act)
        except BaseException as error:
            error.add_note(f"killed {lived:.4f} s after it began, in {folder}")
            raise
        shutil.rmtree(folder)


def check(folder: Path, act: str) -> None:
    """Every book is whole, also as a plain copy; what was acknowledged is there; no half paper has its name."""
    acknowledged = folder / ACKNOWLEDGED
    lines = acknowledged.read_text(encoding="utf-8").splitlines() if acknowledged.exists() else []
    for name in (BOOK, *_TOUCHED.get(act, ())):
        desk = bootstrap.open_desk(folder / name)
        try:
            assert desk.verify() == ()
            if name == BOOK:
                holds(desk, lines)
            # The program is open and idle: the file alone is the whole book.
            shutil.copy(folder / name, folder / "alone.coop")
            alone = bootstrap.open_desk(folder / "alone.coop")
            try:
                assert alone.verify() == ()
                assert alone.members.present() == desk.members.present()
                if name == BOOK:
                    holds(alone, lines)
            finally:
                alone.close()
        finally:
            desk.close()
    for paper in folder.glob("*.pdf"):
        assert paper.read_bytes().rstrip().endswith(b"%%EOF")
    assert list(folder.glob("*.part*")) == list(folder.glob("*-wal")) == list(folder.glob("*-journal")) == []
    assert list(folder.glob("*not-of-this-book*")) == []


def holds(desk: Desk, acknowledged: list[str]) -> None:
    numbers = {member.number for member in desk.members.present()}
    assert {line for line in acknowledged if line.startswith("F")} <= numbers
    for line in (line for line in acknowledged if not line.startswith("F")):
        year, _space, state = line.partition(" ")
        if state == "attached":
            assert b"".join(desk.attachments.parts(int(year))).startswith(b"\xff\xd8\xff")
            continue
        if state == "posted":
            assert desk.ledger.voucher(int(year)).number == int(year)
            continue
        plan = desk.distribution.plan(int(year))
        if state == "recorded":
            assert desk.coop.year_figures(int(year)) is not None
        else:
            assert plan is not None
            order = ["draft", "approved", "paid"]
            assert order.index(plan.state.value) >= order.index(state)
