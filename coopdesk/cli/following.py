"""How far a long command is, on the terminal it was typed in; nothing where a file or another program listens."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from coopdesk.services.progress import Progress, unheard


@contextmanager
def followed(title: str) -> Iterator[Progress]:
    """Tells per cent behind the title in one line of the terminal, which is empty again at the end."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield unheard
        return
    shown = -1

    def tell(done: int, total: int) -> None:
        nonlocal shown
        now = 100 * done // max(total, 1)
        if now != shown:
            shown = now
            sys.stderr.write(f"\r{title} {now} %")
            sys.stderr.flush()

    try:
        yield tell
    finally:
        # A Chinese character takes two places; no order that an old console would show as it stands.
        sys.stderr.write(f"\r{' ' * (2 * len(title) + 6)}\r")
        sys.stderr.flush()
