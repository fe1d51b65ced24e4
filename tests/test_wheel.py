"""What is installed is what was built: the wheel holds every resource, and the program in it finds them."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

UNCOMMITTED = shutil.ignore_patterns("__pycache__", "*.mo")
LARGE = 1_000_000
"""Bytes from which a file need not be unpacked to prove anything: fonts."""


def run(*arguments: str, cwd: Path, path: str = "") -> str:
    done = subprocess.run(
        [sys.executable, "-X", "utf8", *arguments],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def link_or_copy(source: str, target: str) -> None:
    """Fonts are large: a second name will do, where the disk gives one."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy(source, target)


@pytest.fixture(scope="module")
def wheel(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from a checkout in which nothing was compiled yet."""
    fresh, folder = tmp_path_factory.mktemp("fresh"), tmp_path_factory.mktemp("wheel")
    for name in ("coopdesk", "resources"):
        shutil.copytree(repository / name, fresh / name, ignore=UNCOMMITTED, copy_function=link_or_copy)
    for name in ("pyproject.toml", "README.md", ".gitignore"):
        shutil.copy(repository / name, fresh)
    run("-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder), cwd=fresh)
    (built,) = folder.glob("coopdesk-*.whl")
    return built


def travelling(folder: Path) -> set[str]:
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and _is_source(path)
    }


def _is_source(path: Path) -> bool:
    return "__pycache__" not in path.parts


def test_the_wheel_holds_the_program_and_every_resource(wheel: Path, repository: Path) -> None:
    with ZipFile(wheel) as archive:
        names = set(archive.namelist())
    resources = {f"coopdesk/_resources/{name}" for name in travelling(repository / "resources")}
    program = {f"coopdesk/{name}" for name in travelling(repository / "coopdesk")}
    assert any(name.endswith(".mo") for name in resources)
    assert (resources | program) - names == set()
    assert [name for name in names if name.startswith(("tests/", "docs/"))] == []


def test_the_installed_program_finds_its_resources(wheel: Path, tmp_path: Path) -> None:
    with ZipFile(wheel) as archive:
        archive.extractall(tmp_path, [entry for entry in archive.infolist() if entry.file_size < LARGE])
    code = "from coopdesk import i18n, paths; i18n.set_language('en'); print(paths.resource('locale'), i18n._('农户'))"
    found = run("-c", code, cwd=tmp_path, path=str(tmp_path))
    assert found == f"{tmp_path / 'coopdesk' / '_resources' / 'locale'} Farmer household"
