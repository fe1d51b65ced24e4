"""What the Windows build fetches: versions and SHA-256 in `pins.toml`, and nothing that does not stand there.

One entry a file. Name and version are read from the file's name, so they cannot disagree with what is fetched.
"""

import hashlib
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

PINS = Path(__file__).with_name("pins.toml")
_WHEEL = re.compile(
    r"(?P<name>[^-]+)-(?P<version>[^-]+)-(?P<python>[^-]+)-(?P<abi>[^-]+)-(?P<platform>[^-]+)\.whl"
)
_SOURCE = re.compile(r"(?P<name>.+)-(?P<version>[^-]+)\.tar\.gz")


@dataclass(frozen=True, slots=True)
class Pin:
    """One file as its registry publishes it."""

    file: str
    sha256: str

    @property
    def name(self) -> str:
        """The package, as `pip` compares names: small letters and hyphens."""
        return re.sub(r"[-_.]+", "-", self._part("name")).lower()

    @property
    def version(self) -> str:
        return self._part("version")

    @property
    def requirement(self) -> str:
        """The line of a requirements file; `pip` refuses any other bytes."""
        return f"{self.name}=={self.version} --hash=sha256:{self.sha256}"

    def _part(self, part: str) -> str:
        found = _WHEEL.fullmatch(self.file) or _SOURCE.fullmatch(self.file)
        if found is None:
            raise ValueError(f"neither a wheel nor a source archive: {self.file}")
        return found[part]


@dataclass(frozen=True, slots=True)
class Pins:
    """Everything pinned: `python` as "3.11", the runtime's archive, the wheels that travel, the tools that do not."""

    python: str
    runtime: Pin
    wheels: tuple[Pin, ...]
    tools: tuple[Pin, ...]

    @property
    def tag(self) -> str:
        """The line of Python as file names write it: "311"."""
        return self.python.replace(".", "")


def load(path: Path = PINS) -> Pins:
    """Read the pins; raises KeyError or ValueError where the file is not one."""
    told = tomllib.loads(path.read_text(encoding="utf-8"))
    return Pins(
        python=told["python"],
        runtime=Pin(**told["runtime"]),
        wheels=tuple(Pin(**entry) for entry in told["wheels"]),
        tools=tuple(Pin(**entry) for entry in told["tools"]),
    )


def pinned(path: Path) -> Pin:
    """The pin that this file would have."""
    return Pin(path.name, sha256(path))


def sha256(path: Path) -> str:
    """Of a file's bytes, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
