"""Where the program starts: ``coopdesk`` and ``python -m coopdesk`` are the same."""

import os
import sys
from collections.abc import Sequence

from coopdesk.cli import run


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out a command line, this process's own by default; the status for the operating system."""
    os.umask(
        0o077
    )  # whatever is made (books, papers, settings, logs) is its owner's alone; Windows has rights of its own
    return run(sys.argv[1:] if arguments is None else arguments)


if __name__ == "__main__":
    sys.exit(main())
