"""Running a command as a process of its own, and what it said."""

import os
import subprocess
import sys
from dataclasses import dataclass


@dataclass(frozen=True)
class Said:
    """What a command gave: its status, standard output as bytes, standard error as text."""

    status: int
    out: bytes
    err: str


def process(*arguments: object, **environment: str) -> Said:
    """Run a command as its own process."""
    done = subprocess.run(
        [sys.executable, "-m", "coopdesk", *map(str, arguments)],
        env={**os.environ, "PYTHONUTF8": "1", **environment},
        capture_output=True,
        check=False,
        timeout=120,
    )
    encoding = environment.get("PYTHONIOENCODING", "utf-8")
    return Said(done.returncode, done.stdout, done.stderr.decode(encoding))
