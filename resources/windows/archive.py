"""Archives that depend on what is in them and on nothing else: names in order, one date, one kind of compression."""

import zipfile
from collections.abc import Mapping
from pathlib import Path

# The first moment a zip can name.
_DATE = (1980, 1, 1, 0, 0, 0)
_REGULAR_FILE = 0o100644 << 16


def write_zip(target: Path, contents: Mapping[str, bytes | Path], *, compress: bool = True) -> None:
    """A zip of those files; a path's content is read when its turn comes."""
    kind = zipfile.ZIP_DEFLATED if compress else zipfile.ZIP_STORED
    with zipfile.ZipFile(target, "w") as archive:
        for name in sorted(contents):
            entry = zipfile.ZipInfo(name, _DATE)
            entry.compress_type = kind
            entry.external_attr = _REGULAR_FILE
            content = contents[name]
            archive.writestr(entry, content.read_bytes() if isinstance(content, Path) else content)


def folder_contents(folder: Path, root: str = "") -> dict[str, Path]:
    """Every file below a folder by its name in an archive, under `root` if one is given."""
    prefix = f"{root}/" if root else ""
    return {
        prefix + path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()
    }
