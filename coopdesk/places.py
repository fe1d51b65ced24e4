"""Where a book should not lie: a folder that another program copies away behind its back, or another PC's disk.

A synchronising program copies a file while it is written, keeps two when two PCs have one, and may put an older one
in an open one's place. `risk_of` is a pure function of the path; `risk_here` adds what this PC knows of its drives.
"""

import os
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath, PureWindowsPath

from coopdesk import paths

SYNCED, NETWORK = "synced", "network"
_BY_NAME = {
    r"onedrive( - .+)?": "OneDrive",
    r"(我的)?坚果云(sync)?|nutstore( files)?": "坚果云",
    r"x?wechat files|xwechat_files|微信文件": "微信",
    r"wxwork|企业微信": "企业微信",
    r"tencent files": "QQ",
    r"dingtalk|钉钉": "钉钉",
    r"dropbox( \(.+\))?": "Dropbox",
    r"icloud ?drive|com~apple~clouddocs|mobile documents": "iCloud",
    r"google ?drive|googledrive.*": "Google Drive",
    r"baidunetdisk(workspace|download)?|baidusyncdisk|百度(网|云|同步)盘": "百度网盘",
    r"aliyundrive|adrive|阿里云盘": "阿里云盘",
    r"wps ?(云盘|云文档|drive|cloud files)": "WPS 云盘",
    r"微云(同步助手)?|weiyun.*|腾讯微云": "微云",
    r"115(网盘|disk)": "115 网盘",
    r"nextcloud|owncloud|seafile|syncthing|synologydrive|megasync|resilio sync|pcloud ?drive": "",
}
_NAMES = [(re.compile(pattern, re.IGNORECASE), name) for pattern, name in _BY_NAME.items()]
_VARIABLES = ("OneDrive", "OneDriveConsumer", "OneDriveCommercial")
_REMOTE = 4


@dataclass(frozen=True)
class Risk:
    """What is wrong with a place: `kind` is `SYNCED` or `NETWORK`, `by` the program, the server or the drive."""

    kind: str
    by: str


def risk_of(path: PurePath, *, remote: bool = False, environ: Mapping[str, str] | None = None) -> Risk | None:
    """The risk of a book at that path; None for an ordinary folder.

    `remote` is what the system says of the drive, `environ` where a program tells its folder by a variable.
    """
    for variable in _VARIABLES:
        folder = (environ or {}).get(variable, "")
        if folder and _is_below(path, type(path)(folder)):
            return Risk(SYNCED, "OneDrive")
    for part in path.parts[:-1]:
        for pattern, name in _NAMES:
            if pattern.fullmatch(part.strip()):
                return Risk(SYNCED, name or part)
    share = PureWindowsPath(str(path)).drive.removeprefix("\\\\?\\UNC")
    if share.startswith("\\") and not share.startswith("\\\\?") and not share.startswith("\\\\."):
        return Risk(NETWORK, share.strip("\\").partition("\\")[0])
    return Risk(NETWORK, path.drive) if remote else None


def risk_here(path: Path) -> Risk | None:
    """The risk of a book at that path on this PC, links followed."""
    whole = path.absolute()
    found = risk_of(whole, remote=_is_remote(whole), environ=os.environ)
    if found is None:
        real = Path(os.path.realpath(whole))
        found = risk_of(real, remote=_is_remote(real), environ=os.environ)
    return found


def better_place() -> Path:
    """A folder on this PC's own disk: the usual one, or one in the person's own folder where that is copied away."""
    usual = paths.default_books_dir()
    places = (usual, Path.home() / "coopdesk", Path.home())
    return next((place for place in places if risk_here(place / "a.coop") is None), usual)


def _is_below(path: PurePath, folder: PurePath) -> bool:
    inner, outer = ([part.casefold() for part in one.parts] for one in (path, folder))
    return inner[: len(outer)] == outer


if sys.platform == "win32":

    def _is_remote(path: Path) -> bool:
        import ctypes

        return bool(path.drive) and ctypes.windll.kernel32.GetDriveTypeW(f"{path.drive}\\") == _REMOTE

else:
    _MOUNTS = Path("/proc/mounts")
    _SHARES = ("nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "fuse.sshfs", "davfs", "afpfs")

    def _is_remote(path: Path) -> bool:
        """Whether the disk the path lies on is another machine's, where the system tells its disks."""
        try:
            lines = _MOUNTS.read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError:
            return False
        found = [(Path(words[1]), words[2]) for words in map(str.split, lines) if len(words) > 2]
        within = [(len(place.parts), kind) for place, kind in found if _is_below(path, place)]
        return bool(within) and max(within)[1] in _SHARES
