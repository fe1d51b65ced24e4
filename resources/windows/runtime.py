"""The Python that travels with the program: only what the program can reach of it, laid out as python.org's embeddable.

Two sources give the same folder: the pinned archive, or the folder of an embeddable that somebody brings along. The
standard library becomes one archive of compiled modules: few files to install, none to search for.
"""

import shutil
import tarfile
import zipfile
from collections.abc import Iterator
from fnmatch import fnmatch
from io import BytesIO
from pathlib import Path

from resources.windows.archive import write_zip
from resources.windows.compiling import compiled
from resources.windows.fetch import BuildFault

# Windows and test furniture, other systems' terminals, tools of developers, and the old graphics kit.
_LEFT_OUT = (
    "__pycache__/*", "*/__pycache__/*", "site-packages/*", "idlelib/*", "tkinter/*", "turtledemo/*", "turtle.py",
    "lib2to3/*", "distutils/*", "ensurepip/*", "venv/*", "test/*", "*/test/*", "*/tests/*", "ctypes/macholib/*",
    "curses/*", "msilib/*", "pydoc_data/*", "__phello__/*", "__hello__.py", "antigravity.py", "this.py",
    "_aix_support.py", "_osx_support.py", "_bootsubprocess.py", "pty.py", "crypt.py", "wsgiref/*", "idle*",
)  # fmt: skip
_MODULES_LEFT_OUT = {"_tkinter.pyd", "_msi.pyd", "winsound.pyd"}
_LIBRARIES = ("libcrypto-*.dll", "libssl-*.dll", "libffi-*.dll", "sqlite3.dll", "zlib1.dll")
_CORE = ("python3.dll", "vcruntime140.dll", "vcruntime140_1.dll", "msvcp140*.dll", "concrt140.dll")


def lay_out(source: Path, tag: str, folder: Path) -> None:
    """Make `folder` a runtime of the line `tag` ("311"), from an archive or an embeddable. Raises BuildFault."""
    folder.mkdir(parents=True)
    if source.is_dir():
        _from_embeddable(source, tag, folder)
    else:
        _from_archive(source, tag, folder)
    # The one place where the runtime looks for modules: neither the registry nor the user's folders can interfere.
    (folder / f"python{tag}._pth").write_text(f"python{tag}.zip\n.\nlib\n", encoding="ascii", newline="\r\n")


def _from_embeddable(source: Path, tag: str, folder: Path) -> None:
    if not (source / f"python{tag}.dll").exists():
        raise BuildFault(f"{source} holds no python{tag}.dll; the pinned wheels are for that line of Python")
    for path in sorted(source.iterdir()):
        if path.suffix in {".dll", ".pyd", ".zip", ".txt"} and path.name not in _MODULES_LEFT_OUT:
            shutil.copyfile(path, folder / path.name)


def _from_archive(source: Path, tag: str, folder: Path) -> None:
    modules: dict[str, bytes] = {}
    for name, content in members(source, tag):
        library = name.removeprefix("Lib/")
        if library != name:
            if library.endswith(".py") and not any(fnmatch(library, pattern) for pattern in _LEFT_OUT):
                modules[library] = content
        elif _travels(name, tag):
            (folder / Path(name).name).write_bytes(content)
    if not modules or not (folder / f"python{tag}.dll").exists():
        raise BuildFault(f"{source.name} holds no Python {tag}")
    write_zip(folder / f"python{tag}.zip", compiled(modules, f"{tag[0]}.{tag[1:]}"), compress=False)


def members(source: Path, tag: str) -> Iterator[tuple[str, bytes]]:
    """Name below the runtime's root, and bytes, of every file of the zip within the pinned source archive."""
    with tarfile.open(source) as outer:
        inner = next(member for member in outer.getmembers() if member.name.endswith("/data.zip"))
        packed = outer.extractfile(inner)
        if packed is None:
            raise BuildFault(f"{source.name} holds no data.zip")
        with zipfile.ZipFile(BytesIO(packed.read())) as archive:
            root = f"cp{tag}/"
            for entry in archive.infolist():
                if entry.filename.startswith(root) and not entry.is_dir():
                    yield entry.filename.removeprefix(root), archive.read(entry)


def _travels(name: str, tag: str) -> bool:
    if name.startswith("DLLs/"):
        file = name.removeprefix("DLLs/")
        wanted = file.endswith(".pyd") and file not in _MODULES_LEFT_OUT
        return wanted or any(fnmatch(file, pattern) for pattern in _LIBRARIES)
    return name == "LICENSE.txt" or any(fnmatch(name, pattern) for pattern in (f"python{tag}.dll", *_CORE))
