"""How far a long piece of work is, and how its parts share the way."""

from collections.abc import Callable

Progress = Callable[[int, int], None]
"""Told (done, total) now and then; raises ``Cancelled`` to stop the work."""
WHOLE = 1_000
"""The total of work that is made of parts."""


def unheard(_done: int, _total: int) -> None:
    """Progress of work that nobody follows."""


def part_of(progress: Progress, first: int, last: int) -> Progress:
    """The progress of one part of a work, which leads the whole from ``first`` to ``last`` of ``WHOLE``."""

    def tell(done: int, total: int) -> None:
        progress(first + (last - first) * min(done, total) // max(total, 1), WHOLE)

    return tell
