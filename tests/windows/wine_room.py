"""A Chinese Windows for tests: Wine 10 in a room of its own, with a screen, bounded in time, gone afterwards.

The room is a Debian in a folder (Wine 10 is Debian 13's), entered by chroot within namespaces of its own, so that
nothing of it can outlive a call. `COOPDESK_WINE_ROOM` names a folder to keep for the next run; without it the room
is made anew, in some minutes, and removed.
"""

import os
import shutil
import subprocess
from pathlib import Path

ROOM_VARIABLE = "COOPDESK_WINE_ROOM"
SYSTEM = "trixie"
PACKAGES = ("ca-certificates", "wine", "wine64", "xvfb", "xauth", "locales")
NEEDED = ("debootstrap", "chroot", "unshare", "timeout")
_MINUTE = 60
_WHOLE = "coopdesk-wine-room"
_ENVIRONMENT = {
    "HOME": "/root",
    "PATH": "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin",
    "LANG": "zh_CN.UTF-8",
    "WINEDEBUG": "-all",
    "WINEPREFIX": "/root/windows",
    "DISPLAY": ":77",
    "XDG_RUNTIME_DIR": "/tmp",
}
_SCREEN = """\
rm -rf /tmp/.X77-lock /tmp/.X11-unix
Xvfb :77 -screen 0 1400x900x24 >/dev/null 2>&1 &
screen=$!
for try in $(seq 100); do [ -S /tmp/.X11-unix/X77 ] && break; sleep 0.2; done
"""
# Standard input from nowhere and output through a pipe: a console of Wine's own would swallow it.
_CALL = """\
timeout -k 5 "$SECONDS_GIVEN" wine "$@" </dev/null >/tmp/told 2>/tmp/complained
status=$?
cat /tmp/told
timeout -k 5 60 wineserver -w || timeout -k 5 30 wineserver -k
kill $screen
exit $status
"""
_LOOK = """\
timeout -k 5 "$SECONDS_GIVEN" wine start "$1" </dev/null >/tmp/told 2>&1
for second in $(seq "$SECONDS_GIVEN"); do
    if [ -e "$2" ]; then sleep 5; break; fi
    sleep 1
done
cat "$2" 2>/dev/null
timeout -k 5 60 wine start /wait "$1" </dev/null >/tmp/told 2>&1
printf '\n%s\n' $?
shift 2
timeout -k 5 120 wine "$@" </dev/null >/tmp/told 2>&1
sleep 10
timeout -k 5 30 wineserver -k
kill $screen
"""


class Unavailable(Exception):
    """Wine cannot run here; says why."""


class WineRoom:
    """Windows programs are run in it; `drive` is its drive C:."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self.windows = root / "root" / "windows"
        self.drive = self.windows / "drive_c"

    def prepare(self) -> None:
        """A new drive C: with nothing on it. Raises Unavailable."""
        shutil.rmtree(self.windows, ignore_errors=True)
        done = self.run("wineboot", "-i", minutes=6)
        if not (self.drive / "windows" / "system32" / "kernel32.dll").exists():
            raise Unavailable(f"Wine could not make its drive: {done.stderr[-300:]!r}")

    def clear(self, place: Path) -> None:
        """Leave nothing behind: the drive always, the whole room if it was made below `place`."""
        shutil.rmtree(self._root if self._root.is_relative_to(place) else self.windows, ignore_errors=True)

    def also_name(self, name: str, folder: Path) -> None:
        """Give a folder of drive C: one more name: a drive letter ("K:") or that of a share (`\\\\server\\share`)."""
        link = (
            self.windows
            / "dosdevices"
            / (name.lower() if name.endswith(":") else "unc" + name[1:].replace("\\", "/"))
        )
        link.parent.mkdir(parents=True, exist_ok=True)
        link.symlink_to("/" / (self.drive / folder).relative_to(self._root))

    def run(self, *words: str, minutes: float = 3) -> subprocess.CompletedProcess[bytes]:
        """Run a Windows program to its end, and all it started; its status and what it wrote to standard output."""
        return self._enter(_CALL, words, minutes)

    def open_by_double_click(
        self, thing: str, sign: Path, *meanwhile: str, minutes: float = 2
    ) -> subprocess.CompletedProcess[bytes]:
        """Open a file as Explorer would, wait until `sign` exists, open it again, run `meanwhile`, then end all.

        The output is what stood in `sign`, and the status of the second opening, 124 if it did not end by itself.
        `meanwhile` is given ten seconds more for what it leaves running.
        """
        inside = "/" + sign.relative_to(self._root).as_posix()
        return self._enter(_LOOK, (thing, inside, *meanwhile), minutes)

    def _enter(
        self, script: str, words: tuple[str, ...], minutes: float
    ) -> subprocess.CompletedProcess[bytes]:
        seconds = int(minutes * _MINUTE)
        settings = {**_ENVIRONMENT, "SECONDS_GIVEN": str(seconds)}
        mounts = 'mount -t proc proc "$0/proc" && mount --bind /dev "$0/dev" && exec chroot "$0" "$@"'
        command = [
            "unshare",
            "--mount",
            "--pid",
            "--fork",
            "--kill-child",
            "sh",
            "-c",
            mounts,
            str(self._root),
        ]
        command += ["/usr/bin/env", "-i", *(f"{name}={value}" for name, value in settings.items())]
        command += ["/bin/sh", "-c", _SCREEN + script, "sh", *words]
        return subprocess.run(command, capture_output=True, timeout=seconds + 4 * _MINUTE, check=False)


def enter(place: Path) -> WineRoom:
    """The room that is kept, else a new one below `place`; its drive is empty. Raises Unavailable."""
    missing = [name for name in NEEDED if shutil.which(name) is None]
    if os.name == "nt" or os.geteuid() != 0:
        raise Unavailable("a room for Wine can be made by root on Linux only")
    if missing:
        raise Unavailable("missing: " + ", ".join(missing) + " (apt-get install debootstrap)")
    kept = os.environ.get(ROOM_VARIABLE, "")
    root = Path(kept) if kept else place / "room"
    if not (root / _WHOLE).exists():
        _make(root)
    room = WineRoom(root)
    room.prepare()
    return room


def _make(root: Path) -> None:
    include = "--include=" + ",".join(PACKAGES)
    _step(["debootstrap", "--variant=minbase", include, SYSTEM, str(root)], 20)
    # The setup is a 32-bit program, so that a 32-bit Windows can start it and be refused.
    inside = ["chroot", str(root)]
    _step([*inside, "dpkg", "--add-architecture", "i386"], 1)
    _step([*inside, "apt-get", "update", "-qq"], 5)
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "wine32:i386"]
    _step([*inside, "env", "DEBIAN_FRONTEND=noninteractive", *install], 15)
    _step([*inside, "apt-get", "clean"], 1)
    _step([*inside, "localedef", "-i", "zh_CN", "-f", "UTF-8", "zh_CN.UTF-8"], 2)
    (root / _WHOLE).touch()


def _step(command: list[str], minutes: int) -> None:
    try:
        done = subprocess.run(command, capture_output=True, timeout=minutes * _MINUTE, check=False)
    except subprocess.TimeoutExpired as late:
        raise Unavailable(f"{command[0]} took more than {minutes} minutes") from late
    if done.returncode:
        raise Unavailable(f"{command[0]} failed: {done.stderr[-300:]!r}")
