"""Reads what the program knows of other programs' voucher files and of statements (``resources/ledger``)."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from coopdesk.domain.errors import DomainError
from coopdesk.domain.ledger.accounts import Dimension, Side
from coopdesk.paths import resource
from coopdesk.services.errors import EnvironmentFault
from coopdesk.services.ledger.bank.statement import StatementItem, StatementWords
from coopdesk.services.ledger.exchanging.layout import Item, Layout, read_layout
from coopdesk.services.ledger.exchanging.words import Headings, Named, VoucherWords
from coopdesk.services.members.importing.spelling import compared

_FOLDER = "layouts"
_WORDS = "words.json"
_FIRST = ("plain", "plain-csv", "gbt24589")
"""Our own ones stand first in every list."""


@cache
def layouts() -> tuple[Layout, ...]:
    """All layouts that come with the program; ``template.damaged`` names the file that cannot be read."""
    found = [_layout(path) for path in sorted(resource("ledger", _FOLDER).glob("*.json"))]
    own = {code: place for place, code in enumerate(_FIRST)}
    return tuple(sorted(found, key=lambda each: (own.get(each.code, len(own)), each.code)))


@cache
def voucher_words() -> VoucherWords:
    """The words by which files of vouchers are understood."""
    data = ledger_words()
    try:
        return VoucherWords(
            Headings(_aliases(data["voucher_headings"], Item), frozenset(map(compared, data["whole_only"]))),
            {compared(word): Side(side) for side, words in data["sides"].items() for word in words},
            {compared(word): Dimension(kind) for kind, words in data["kinds"].items() for word in words},
            {compared(word): own for own, words in data["words"].items() for word in words},
            frozenset(map(compared, data["totals"])),
        )
    except (ValueError, KeyError, AttributeError) as error:
        raise EnvironmentFault("template.damaged", name=_WORDS) from error


@cache
def ledger_words() -> Mapping[str, Any]:
    """The file of words as it stands."""
    path = resource("ledger", _WORDS)
    try:
        data: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise EnvironmentFault("template.damaged", name=_WORDS) from error
    return data


@cache
def statement_words() -> StatementWords:
    """The words by which bank statements are understood."""
    data = ledger_words()

    def folded(key: str) -> frozenset[str]:
        return frozenset(compared(word) or word for word in data[key])

    try:
        return StatementWords(
            Headings(_aliases(data["statement_headings"], StatementItem), folded("statement_whole_only")),
            folded("statement_in"),
            folded("statement_out"),
            folded("statement_opening"),
            folded("statement_totals"),
        )
    except (ValueError, KeyError, AttributeError) as error:
        raise EnvironmentFault("template.damaged", name=_WORDS) from error


def _aliases(given: Mapping[str, list[str]], kind: type[Named]) -> Mapping[str, Named]:
    found: dict[str, Named] = {}
    for name, words in given.items():
        for word in words:
            found.setdefault(compared(word), kind(name))
    return found


def _layout(path: Path) -> Layout:
    try:
        return read_layout(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, DomainError) as error:
        raise EnvironmentFault("template.damaged", name=path.name) from error
