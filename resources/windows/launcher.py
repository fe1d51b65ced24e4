"""`coopdesk.exe` and `coopdesk-cli.exe`, built by the cross compiler of the Linux that runs the build."""

import subprocess
from pathlib import Path

from resources.windows.fetch import BuildFault

COMPILER = "x86_64-w64-mingw32-gcc"
RESOURCES = "x86_64-w64-mingw32-windres"
_HERE = Path(__file__).parent
_WINDOW, _CONSOLE = "coopdesk.exe", "coopdesk-cli.exe"


def build(folder: Path, work: Path, tag: str, version: str) -> None:
    """Put both programs into `folder`; `tag` is the runtime's line ("311"). Raises BuildFault."""
    for name, description, options in (
        (_WINDOW, "股份合作社 账务与分红", ["-mwindows"]),
        (_CONSOLE, "股份合作社 账务与分红（命令行）", ["-mconsole", "-DCONSOLE"]),
    ):
        extra = work / f"{name}.res.o"
        _run([RESOURCES, *_resource_words(name, description, version), "-o", str(extra)])
        words = ["-municode", "-O2", "-Wall", "-Wextra", "-Werror", "-s", "-static-libgcc"]
        library = f'-DPYTHON_DLL="python{tag}.dll"'
        # A date in the header would make every build another file.
        plain = ["-Wl,--no-insert-timestamp", "-Wl,--dynamicbase", "-Wl,--high-entropy-va", "-Wl,--nxcompat"]
        source = str(_HERE / "launcher.c")
        _run([COMPILER, *words, library, *options, *plain, source, str(extra), "-o", str(folder / name)])


def version_numbers(version: str) -> str:
    """A version as Windows counts: four numbers with commas, "0.1.0" becomes "0,1,0,0"."""
    numbers = [part for part in version.split(".") if part.isdigit()]
    return ",".join([*numbers, "0", "0", "0", "0"][:4])


def _resource_words(name: str, description: str, version: str) -> list[str]:
    return [
        "--codepage=65001",
        "-I",
        str(_HERE),
        f"-DVERSION_NUMBERS={version_numbers(version)}",
        f'-DVERSION_TEXT=\\"{version}\\"',
        f'-DFILE_NAME=\\"{name}\\"',
        f'-DDESCRIPTION=\\"{description}\\"',
        str(_HERE / "launcher.rc"),
    ]


def _run(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=120, check=False)
    if done.returncode:
        raise BuildFault(f"{command[0]}: {done.stderr.strip()}")
