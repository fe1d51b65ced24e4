"""The setup program: NSIS packs the folder by `setup.nsi`, from a list of files in a fixed order and with one date."""

import os
import subprocess
from pathlib import Path

from resources.windows.fetch import BuildFault

COMPILER = "makensis"
_HERE = Path(__file__).parent
# NSIS keeps each file's date; 2020-01-01 says nothing about when it was built.
_DATE = 1_577_836_800
# Packing takes three minutes of one core, which on a machine that has other work may be far away.
_MINUTES = 40


def build(folder: Path, target: Path, work: Path, version: str) -> None:
    """Pack `folder` into the setup `target`. Raises BuildFault."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    for path in files:
        os.utime(path, (_DATE, _DATE))
    listing = work / "files.nsh"
    listing.write_text(file_list(files, folder), encoding="utf-8")
    kilobytes = sum(path.stat().st_size for path in files) // 1024
    numbers = ".".join([*version.split("."), "0", "0", "0", "0"][:4])
    defined = {
        "VERSION": version,
        "VERSION_NUMBERS": numbers,
        "KILOBYTES": str(kilobytes),
        "LISTING": str(listing),
        "HERE": str(_HERE),
        "TARGET": str(target),
    }
    words = [f"-D{name}={value}" for name, value in defined.items()]
    done = subprocess.run(
        [COMPILER, "-V2", "-WX", "-INPUTCHARSET", "UTF8", *words, str(_HERE / "setup.nsi")],
        env={**os.environ, "SOURCE_DATE_EPOCH": str(_DATE)},
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        timeout=_MINUTES * 60,
        check=False,
    )
    if done.returncode:
        raise BuildFault(f"{COMPILER}: {(done.stdout + done.stderr).strip()}")


def file_list(files: list[Path], folder: Path) -> str:
    """The commands that unpack every file, folder by folder."""
    lines: list[str] = []
    below: Path | None = None
    for path in sorted(files, key=lambda path: (path.parent.as_posix(), path.name)):
        if path.parent != below:
            below = path.parent
            place = str(below.relative_to(folder)).replace("/", "\\")
            lines.append(f'SetOutPath "$INSTDIR{"" if place == "." else chr(92) + place}"')
        lines.append(f'File "{path}"')
    return "\n".join(lines) + "\n"
