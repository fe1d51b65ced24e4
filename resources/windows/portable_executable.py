"""Which libraries a Windows program or library asks the loader for, and whether a folder can answer.

Asked of the linker's own tool, so that nothing has to be run. Names are compared in small letters, as Windows does.
"""

import re
import subprocess
from collections.abc import Iterable
from functools import cache
from pathlib import Path

OBJDUMP = "x86_64-w64-mingw32-objdump"
SUFFIXES = {".dll", ".exe", ".pyd"}
_NAMED = re.compile(r"^\s*DLL Name: (\S+)$", re.MULTILINE)

# Part of Windows 10 since 1809; api-ms-win-* beside them.
OF_WINDOWS = {
    "advapi32", "authz", "bcrypt", "bcryptprimitives", "cfgmgr32", "comctl32", "comdlg32", "crypt32", "d2d1", "d3d9",
    "d3d11", "d3d12", "dbghelp", "dnsapi", "dwmapi", "dwrite", "dxgi", "gdi32", "imm32", "iphlpapi",
    "kernel32", "mpr", "msvcrt", "netapi32", "ntdll", "ole32", "oleaut32", "pdh", "powrprof",
    "propsys", "psapi", "rpcrt4", "secur32", "setupapi", "shcore", "shell32", "shlwapi", "ucrtbase",
    "uiautomationcore", "user32", "userenv", "usp10", "uxtheme", "version", "wevtapi", "winmm",
    "winspool.drv", "wldap32", "ws2_32", "wtsapi32",
}  # fmt: skip


@cache
def imported(path: Path) -> tuple[str, ...]:
    """Names of the libraries that the file asks for, in small letters."""
    done = subprocess.run([OBJDUMP, "-p", str(path)], capture_output=True, encoding="utf-8", check=True)
    return tuple(dict.fromkeys(name.lower() for name in _NAMED.findall(done.stdout)))


def closure(roots: Iterable[Path], folder: Path) -> set[Path]:
    """The roots and every library directly in `folder` that they need, one through another."""
    there = {path.name.lower(): path for path in folder.iterdir() if path.suffix.lower() == ".dll"}
    needed: set[Path] = set()
    waiting = list(roots)
    while waiting:
        path = waiting.pop()
        if path not in needed:
            needed.add(path)
            waiting += [there[name] for name in imported(path) if name in there]
    return needed


def unanswered(folder: Path) -> list[str]:
    """What some file below the folder asks for and neither the folder nor Windows 10 1809 has: "file: library"."""
    files = [path for path in sorted(folder.rglob("*")) if path.suffix.lower() in SUFFIXES]
    there = {path.name.lower() for path in files}
    return [
        f"{path.relative_to(folder).as_posix()}: {name}"
        for path in files
        for name in imported(path)
        if name not in there and not is_of_windows(name)
    ]


def is_of_windows(name: str) -> bool:
    """Whether every Windows 10 since 1809 has the library."""
    return name.startswith("api-ms-win-") or name.removesuffix(".dll") in OF_WINDOWS
