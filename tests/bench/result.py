"""What one benchmark says: a figure, and the limit it has to keep.

A limit is best a ratio against a baseline measured in the same run, because ratios hold from machine to machine while
seconds do not; `unit` is then "x". Every `bench_*.py` in this folder has `run() -> list[Result]`.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Result:
    """One measured figure. `limit` is text such as "≤ 4" or "≥ 3", empty for a figure told for information only."""

    name: str
    value: float
    unit: str
    limit: str
    ok: bool


def at_most(name: str, value: float, limit: float, unit: str = "x") -> Result:
    """A figure that must not pass `limit`."""
    return Result(name, value, unit, f"≤ {limit:g}", value <= limit)


def at_least(name: str, value: float, limit: float, unit: str = "x") -> Result:
    """A figure that must reach `limit`."""
    return Result(name, value, unit, f"≥ {limit:g}", value >= limit)


def told(name: str, value: float, unit: str) -> Result:
    """A figure without a limit: a baseline, or how long the whole took."""
    return Result(name, value, unit, "", True)
