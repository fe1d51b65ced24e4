"""The Windows program from this checkout, on Linux: a folder, a portable zip and a setup, by one command.

    python resources/windows/build.py [--out dist] [--work build/windows] [--python-dir DIR] [--no-setup]

Fetches nothing but what `pins.toml` names. Needs NSIS and a cross compiler; as root on Debian or Ubuntu they are
installed, elsewhere the line that would is printed. What a second build gives is the same, byte for byte.
"""

import argparse
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from resources.windows import compiling, fetch, launcher, notices, packages, pins, runtime, setup
from resources.windows.archive import folder_contents, write_zip
from resources.windows.portable_executable import OBJDUMP, unanswered

ROOT = Path(__file__).resolve().parents[2]

PROGRAMS = {
    launcher.COMPILER: "gcc-mingw-w64-x86-64-win32",
    OBJDUMP: "binutils-mingw-w64-x86-64",
    setup.COMPILER: "nsis",
}
NAME = "coopdesk"
DONE, FAULT, UNPREPARED = 0, 1, 2


def main(arguments: Sequence[str]) -> int:
    """Build what was asked for; 0, 1 for a fault, 2 where this machine lacks a tool."""
    asked = _asked(arguments)
    if not install_tools():
        return UNPREPARED
    began = time.monotonic()
    try:
        folder = make_folder(asked.work, asked.python_dir)
        version = _version()
        asked.out.mkdir(parents=True, exist_ok=True)
        made = [asked.out / f"{NAME}-{version}-win64.zip"]
        write_zip(made[0], folder_contents(folder, folder.name))
        if not asked.no_setup:
            made.append(asked.out / f"{NAME}-{version}-setup.exe")
            setup.build(folder, made[1], asked.work, version)
    except fetch.BuildFault as fault:
        print(f"build: {fault}", file=sys.stderr)
        return FAULT
    size = sum(path.stat().st_size for path in folder_contents(folder).values())
    print(f"folder {_megabytes(size)} ({len(folder_contents(folder))} files): {folder}")
    for path in made:
        print(f"{_megabytes(path.stat().st_size)} {pins.sha256(path)} {path}")
    print(f"built in {time.monotonic() - began:.0f} s")
    return DONE


def make_folder(work: Path, python_dir: Path | None) -> Path:
    """The program's folder as it will stand on the PC; one of an earlier build is replaced. Raises BuildFault."""
    pinned = pins.load()
    folder = work / NAME
    shutil.rmtree(folder, ignore_errors=True)
    shutil.rmtree(work / "wheel", ignore_errors=True)
    files = fetch.everything(pinned, work / "cache")
    below = folder / "runtime"
    runtime.lay_out(python_dir or files[pinned.runtime.file], pinned.tag, below)
    packages.lay_out(
        [files[pin.file] for pin in pinned.wheels], fetch.unpacked_tools(pinned, work / "cache"), work / "lib"
    )
    compiling.compile_folder(work / "lib", pinned.python)
    (work / "lib").rename(below / "lib")
    launcher.build(folder, work, pinned.tag, _version())
    notices.write(folder, pinned)
    missing = unanswered(folder)
    if missing:
        raise fetch.BuildFault("libraries are missing: " + "; ".join(missing))
    return folder


def install_tools() -> bool:
    """Whether everything that builds is here; as root on Debian or Ubuntu what is missing is installed first."""
    wanted = sorted({package for program, package in PROGRAMS.items() if shutil.which(program) is None})
    if not wanted:
        return True
    line = "apt-get install -y --no-install-recommends " + " ".join(wanted)
    if os.name != "nt" and os.geteuid() == 0 and shutil.which("apt-get"):
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-qq"], env=environment, timeout=300, check=False)
        subprocess.run([*line.split(), "-qq"], env=environment, timeout=600, check=False)
    if all(shutil.which(program) for program in PROGRAMS):
        return True
    print(f"build: some tools are missing; run: sudo {line}", file=sys.stderr)
    return False


def _asked(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument(
        "--out", type=Path, default=ROOT / "dist", help="where zip and setup go (default: dist)"
    )
    parser.add_argument(
        "--work", type=Path, default=ROOT / "build" / "windows", help="what is fetched and made"
    )
    parser.add_argument(
        "--python-dir", type=Path, help="an unpacked python.org embeddable to take as runtime"
    )
    parser.add_argument("--no-setup", action="store_true", help="folder and zip only")
    asked = parser.parse_args(arguments)
    asked.out, asked.work = asked.out.absolute(), asked.work.absolute()
    return asked


def _version() -> str:
    scope: dict[str, str] = {}
    for line in (ROOT / "coopdesk" / "__init__.py").read_text(encoding="utf-8").splitlines():
        name, equals, value = line.partition(" = ")
        if equals and name == "__version__":
            scope[name] = value.strip('"')
    return scope["__version__"]


def _megabytes(count: int) -> str:
    return f"{count / 1e6:.1f} MB"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
