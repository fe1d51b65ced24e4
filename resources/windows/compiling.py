"""Byte code for the pinned line of Python, made so that two builds give the same bytes.

Compiled files carry a hash instead of a date and are never compared with their source: what is installed does not
change. A child process with a fixed hash seed does it, because the order of sets is written into byte code.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from resources.windows.fetch import BuildFault

_MINUTES = 60


def interpreter(python: str) -> str:
    """A Python of that line ("3.11") on this machine: no other writes byte code it reads. Raises BuildFault."""
    if f"{sys.version_info.major}.{sys.version_info.minor}" == python:
        return sys.executable
    found = shutil.which(f"python{python}")
    if found is None:
        raise BuildFault(f"python{python} is needed to compile for the runtime that is pinned; install it")
    return found


def compile_folder(folder: Path, python: str) -> None:
    """Compile every module below the folder into its `__pycache__`. Raises BuildFault."""
    _compile(folder, python)


def compiled(modules: Mapping[str, bytes], python: str) -> dict[str, bytes]:
    """The same modules as byte code without source, by name: for an archive. Raises BuildFault."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for name, source in modules.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(source)
        _compile(folder, python, "-b")
        return {
            path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*.pyc"))
        }


def _compile(folder: Path, python: str, *options: str) -> None:
    command = [
        interpreter(python),
        "-S",
        "-m",
        "compileall",
        "-q",
        "-f",
        "--invalidation-mode",
        "unchecked-hash",
    ]
    environment = {**os.environ, "PYTHONHASHSEED": "0"}
    # Tracebacks name a module by its place in the folder, not by where it was built.
    paths = ["-s", str(folder), str(folder)]
    done = subprocess.run(
        [*command, *options, *paths],
        env=environment,
        timeout=10 * _MINUTES,
        stdout=subprocess.DEVNULL,
        check=False,
    )
    if done.returncode:
        raise BuildFault(f"some module under {folder.name} is not Python {python}")
