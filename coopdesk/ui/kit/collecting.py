"""Python's collector of cycles, which stops every thread while it walks through all values there are. Knows no page."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_MANY_ROWS, _MANY_VALUES = 10_000, 100_000
"""So many are worth keeping the collector off them; fewer it has walked through in a few milliseconds."""


@contextmanager
def collector_paused(expected: int) -> Iterator[None]:
    """Let the collector rest while very many values are made that all stay, off the GUI thread.

    Reading a hundred thousand members it would walk five times for a tenth to a third of a second, and the window
    would stand still meanwhile. What is counted by references is freed as ever. Where very many were made it leaves
    alone what there is until the next time, so that no later walk goes through them either; cycles among these wait.
    Where few rows are ``expected`` it goes on as ever.
    """
    if expected < _MANY_ROWS or not gc.isenabled():
        yield
        return
    gc.unfreeze()
    gc.disable()
    try:
        yield
    finally:
        if gc.get_count()[0] > _MANY_VALUES:
            gc.freeze()
        gc.enable()
