"""Fetches the pinned files by the ordinary `pip`, from whatever index it is set up with, and checks every byte.

What is in the cache already is not fetched again. Nothing is run that comes from a file before its hash is known.
"""

import os
import subprocess
import sys
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from resources.windows.pins import Pin, Pins, sha256

_MINUTES = 60


class BuildFault(Exception):
    """The build cannot go on; the sentence says what to do."""


def pip() -> list[str]:
    """The command of this interpreter's `pip`."""
    return [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]


def windows_wheels(python: str) -> list[str]:
    """What makes `pip download` choose 64-bit Windows wheels of that line of Python ("3.11"), and wheels only."""
    tag = f"cp{python.replace('.', '')}"
    kinds = [word for abi in (tag, "abi3", "none") for word in ("--abi", abi)]
    return [
        "--only-binary=:all:", "--platform", "win_amd64", "--implementation", "cp", "--python-version", python, *kinds
    ]  # fmt: skip


def everything(pins: Pins, cache: Path) -> dict[str, Path]:
    """Every pinned file by its name, fetched where the cache lacks it. Raises BuildFault."""
    cache.mkdir(parents=True, exist_ok=True)
    _fetch(pins.tools, cache, ["--only-binary=:all:"])
    _fetch(pins.wheels, cache, windows_wheels(pins.python))
    tools = unpacked_tools(pins, cache)
    # A source archive: `pip` asks its setup.py for the name. Its hash is checked first, and setuptools is pinned too.
    _fetch([pins.runtime], cache, ["--no-binary=:all:", "--no-build-isolation"], tools)
    return {pin.file: _checked(pin, cache) for pin in (pins.runtime, *pins.wheels, *pins.tools)}


def unpacked_tools(pins: Pins, cache: Path) -> Path:
    """A folder from which the build's own tools can be imported; they do not travel."""
    folder = cache / "tools"
    for pin in pins.tools:
        with zipfile.ZipFile(_checked(pin, cache)) as wheel:
            wheel.extractall(folder)
    return folder


def _fetch(pins: Iterable[Pin], cache: Path, options: Sequence[str], tools: Path | None = None) -> None:
    missing = [pin for pin in pins if not _is_there(pin, cache)]
    if not missing:
        return
    wanted = cache / "wanted.txt"
    wanted.write_text("".join(f"{pin.requirement}\n" for pin in missing), encoding="utf-8")
    command = [*pip(), "download", "--no-deps", "--require-hashes", "--dest", str(cache), *options]
    environment = {**os.environ, "PYTHONPATH": str(tools)} if tools else None
    done = subprocess.run(
        [*command, "--requirement", str(wanted)], env=environment, timeout=20 * _MINUTES, check=False
    )
    if done.returncode:
        raise BuildFault("could not fetch: " + ", ".join(pin.file for pin in missing))


def _is_there(pin: Pin, cache: Path) -> bool:
    path = cache / pin.file
    return path.exists() and sha256(path) == pin.sha256


def _checked(pin: Pin, cache: Path) -> Path:
    if not _is_there(pin, cache):
        raise BuildFault(f"{pin.file} is missing or is not what was pinned")
    return cache / pin.file
