"""What travels with the program and under whose terms: a list for the person who installs, and the texts."""

import shutil
from pathlib import Path

from resources.windows.pins import Pins

ROOT = Path(__file__).resolve().parents[2]
_HEAD = """\
coopdesk 使用下列软件和字体，许可文本在 licenses 文件夹及 runtime\\lib 下各 dist-info 文件夹中。
Qt 和 PySide6 按 LGPL-3.0 使用，以独立的 DLL 文件随附：可用自行编译的同版本文件替换 runtime\\lib\\PySide6 中的文件。
Qt and PySide6 are used under LGPL-3.0 as separate libraries, which may be replaced in runtime\\lib\\PySide6.
psycopg is used under LGPL-3.0 in the same way.

"""


def write(folder: Path, pinned: Pins) -> None:
    """Put the licence, the texts and the list into the program's folder."""
    texts = folder / "licenses"
    texts.mkdir(exist_ok=True)
    for path in sorted((Path(__file__).parent / "licenses").glob("*.txt")):
        shutil.copyfile(path, texts / path.name)
    shutil.copyfile(ROOT / "LICENSE", folder / "LICENSE.txt")
    for path in sorted((ROOT / "resources" / "fonts").glob("LICENSE-*.txt")):
        shutil.copyfile(path, texts / path.name)
    shutil.copyfile(ROOT / "resources" / "han" / "LICENSE-OpenCC.txt", texts / "OpenCC.txt")
    (folder / "runtime" / "LICENSE.txt").replace(texts / "Python.txt")
    names = [f"Python {pinned.python}", *(f"{pin.name} {pin.version}" for pin in pinned.wheels)]
    names += ["Noto Sans SC, Noto Serif SC (SIL OFL 1.1)", "HanaMinB", "OpenCC TSCharacters (Apache-2.0)"]
    (folder / "THIRD-PARTY.txt").write_text(
        _HEAD + "\n".join(names) + "\n", encoding="utf-8-sig", newline="\r\n"
    )
