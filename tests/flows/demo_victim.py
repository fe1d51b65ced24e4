"""Demos to be killed: `python -m tests.flows.demo_victim` builds one in each folder it reads from standard input.

For each it prints the id of the process that writes and, when an empty line asks for it, its status. Where the system
can fork, the writer is a child that begins at once because everything is loaded already; on Windows it is this process,
which then dies with it.
"""

import os
import sys
import tempfile
import traceback
from pathlib import Path

from coopdesk import bootstrap


def main() -> None:
    """Load and compile all that a demo needs, then serve."""
    with tempfile.TemporaryDirectory() as folder:
        bootstrap.build_demo(Path(folder))
    while folder := sys.stdin.readline().strip():
        build(Path(folder))


if sys.platform == "win32":

    def build(folder: Path) -> None:
        """Build a demo here."""
        print(os.getpid(), flush=True)
        bootstrap.build_demo(folder)
        sys.stdin.readline()
        print(0, flush=True)

else:

    def build(folder: Path) -> None:
        """Build a demo in a child, whose id stays its own until somebody asks how it ended."""
        child = os.fork()
        if child == 0:
            _build_and_exit(folder)
        print(child, flush=True)
        sys.stdin.readline()
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)

    def _build_and_exit(folder: Path) -> None:
        status = 1
        try:
            bootstrap.build_demo(folder)
            status = 0
        except Exception:  # noqa: BLE001 -- a child must never go on as its parent
            traceback.print_exc()
        finally:
            os._exit(status)


if __name__ == "__main__":
    main()
