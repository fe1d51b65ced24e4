"""Where the program starts: ``coopdesk`` and ``python -m coopdesk`` are the same."""

import sys
from collections.abc import Sequence

from coopdesk.cli import run


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out a command line, this process's own by default; the status for the operating system."""
    return run(sys.argv[1:] if arguments is None else arguments)


if __name__ == "__main__":
    sys.exit(main())
