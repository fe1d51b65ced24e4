"""A draft with its inputs as it is kept: the facts and the scheme as documents in the form of a case, compressed.

That form stays readable for ever, so a draft of any year can be computed again by anybody.
"""

import gc
import json
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from coopdesk.domain.distribution.facts_document import facts_text, read_facts
from coopdesk.domain.distribution.scheme_document import read_scheme, scheme_document
from coopdesk.domain.money import Money
from coopdesk.services.coop.values import FigureOrigin, YearFigures
from coopdesk.services.distribution.plan import Draft

_MOST_UNPACKED = 1 << 30
_MOST_RATIO = 100
_SLACK = 1 << 20
"""A draft of a million members is 200 MB and packs to a twentieth; at most so much is ever unpacked."""


def pack(draft: Draft) -> bytes:
    """The inputs of a draft."""
    squeezer = zlib.compressobj()
    pieces = [squeezer.compress(piece.encode()) for piece in _text(draft)]
    return b"".join((*pieces, squeezer.flush()))


def _text(draft: Draft) -> Iterator[str]:
    """The document of a draft as JSON, piece by piece."""
    figures = draft.figures
    rest = {
        "scheme": scheme_document(draft.scheme),
        "figures": {
            "year": figures.year,
            "income": figures.income.fen,
            "costs": figures.costs.fen,
            "opening": figures.opening.fen,
            "transfers_in": figures.transfers_in.fen,
            "source": figures.source,
            **({"opening_reason": figures.opening_reason} if figures.opening_reason else {}),
            **({} if figures.origin is FigureOrigin.UNSAID else {"origin": figures.origin.value}),
        },
        **({"no_capital": draft.no_capital} if draft.no_capital else {}),
    }
    yield '{"facts":'
    yield from facts_text(draft.facts)
    yield f",{json.dumps(rest, ensure_ascii=False, separators=(',', ':'))[1:]}"


def unpack(inputs: bytes, year: int, template: str, drafter: str) -> Draft:
    """The draft as it was packed; ValueError (DomainError is one) or zlib.error for bytes that are not one."""
    with _uncollected():
        document = json.loads(_unpacked(inputs))
        facts = read_facts(document["facts"])
        scheme = read_scheme(document["scheme"], facts)
        figures, no_capital = _figures(document["figures"]), document.get("no_capital", "")
        return Draft(year, facts, scheme, figures, template, drafter, no_capital)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Nothing in a draft refers to itself; to look for that while one is read takes a fifth of reading a large one."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _unpacked(inputs: bytes) -> bytes:
    """The bytes as they were before packing; ValueError for more than any draft has: a packed gigabyte is small."""
    unpacking = zlib.decompressobj()
    most = min(_MOST_UNPACKED, _SLACK + _MOST_RATIO * len(inputs))
    document = unpacking.decompress(inputs, most)
    if unpacking.unconsumed_tail or not unpacking.eof:
        raise ValueError("more than a draft holds, or its end is missing")
    return document


def _figures(kept: dict[str, Any]) -> YearFigures:
    return YearFigures(
        year=kept["year"],
        income=Money(kept["income"]),
        costs=Money(kept["costs"]),
        opening=Money(kept["opening"]),
        transfers_in=Money(kept["transfers_in"]),
        source=kept["source"],
        opening_reason=kept.get("opening_reason", ""),
        origin=FigureOrigin(kept.get("origin", FigureOrigin.UNSAID.value)),
    )
