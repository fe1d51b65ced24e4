"""The project and the packages it stands on, unpacked for Windows, without what the program never reaches."""

import os
import subprocess
import sys
import zipfile
from collections.abc import Iterable
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath

from resources.windows.fetch import BuildFault
from resources.windows.portable_executable import closure

ROOT = Path(__file__).resolve().parents[2]
_MINUTES = 60
_QT_MODULES = ("QtCore", "QtGui", "QtWidgets", "QtPrintSupport", "QtSvg")
_QT_PLUGINS = (
    "platforms/qwindows.dll", "platforms/qoffscreen.dll", "iconengines/qsvgicon.dll", "imageformats/qjpeg.dll",
    "imageformats/qsvg.dll", "imageformats/qico.dll",
)  # fmt: skip
_QT_TEXTS = ("translations/qtbase_zh_CN.qm", "translations/qt_zh_CN.qm")
# Types for editors, tests, sources of extensions, and parts for other graphics kits and pictures nobody prints.
_LEFT_OUT = (
    "*.pyi", "*.pyx", "*.pxd", "*.c", "*.h", "*.lib", "*/tests/*", "*/test/*", "*/testing/*", "*/__pycache__/*",
    "PIL/_avif*", "PIL/_imagingtk*", "reportlab/graphics/testdata/*", "reportlab/fonts/DarkGarden*",
    "coopdesk/_resources/windows/*", "coopdesk/_resources/*.py", "*.dist-info/RECORD", "*.dist-info/sboms/*", "bin/*",
)  # fmt: skip
_LOCALES = "babel/locale-data/"
_LOCALES_KEPT = ("root.dat", "en.dat", "en_*.dat", "zh.dat", "zh_*.dat")


def lay_out(wheels: Iterable[Path], tools: Path, folder: Path) -> None:
    """Unpack every wheel and the project's own into `folder`. Raises BuildFault."""
    folder.mkdir(parents=True)
    for wheel in [*wheels, _own_wheel(tools, folder.parent)]:
        _unpack(wheel, folder)
    _keep_needed_qt(folder / "PySide6", folder / "shiboken6")


def _own_wheel(tools: Path, place: Path) -> Path:
    """The project as a wheel, built by the pinned tools."""
    made = place / "wheel"
    environment = {**os.environ, "PYTHONPATH": str(tools), "SOURCE_DATE_EPOCH": "315532800"}
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(made)]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, timeout=5 * _MINUTES, stdout=subprocess.DEVNULL, check=False
    )
    built = sorted(made.glob("coopdesk-*.whl"))
    if done.returncode or len(built) != 1:
        raise BuildFault("the project could not be built as a wheel")
    return built[0]


def _unpack(wheel: Path, folder: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        for entry in archive.infolist():
            name = _place(entry.filename)
            if name and not entry.is_dir() and _travels(name):
                target = folder / name
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(archive.read(entry))


def _place(name: str) -> str:
    """Where a wheel's file goes in the folder of packages; empty for scripts, headers and other systems' data."""
    parts = PurePosixPath(name).parts
    if not parts[0].endswith(".data"):
        return name
    return "/".join(parts[2:]) if parts[1] in {"purelib", "platlib"} else ""


def _travels(name: str) -> bool:
    if name.startswith(_LOCALES):
        return any(fnmatch(name.removeprefix(_LOCALES), kept) for kept in _LOCALES_KEPT)
    return not any(fnmatch(name, pattern) for pattern in _LEFT_OUT)


def _keep_needed_qt(qt: Path, shiboken: Path) -> None:
    """Of Qt only the modules the window imports, the plugins for them, and the libraries those ask for."""
    roots = [*(qt / f"{name}.pyd" for name in _QT_MODULES), *(qt / "plugins" / name for name in _QT_PLUGINS)]
    needed = closure(roots, qt) | closure(sorted(shiboken.glob("*.pyd")), shiboken)
    needed.update(qt / name for name in _QT_TEXTS)
    for folder in (qt, shiboken):
        needed.update((*folder.glob("*.py"), *folder.glob("support/*.py")))
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path not in needed:
                path.unlink()
        _drop_empty(folder)


def _drop_empty(folder: Path) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir() and not any(path.iterdir()):
            path.rmdir()
