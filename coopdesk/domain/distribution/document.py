"""A distribution as documents: the case (facts and scheme) in, the result out, and the parts the book keeps.

The forms are the contract in ``tests/cases/README.md``. Pure mapping <-> values: files, JSON and encodings belong to
``coopdesk.exchange.case_file``.
"""

from typing import Any

from coopdesk.domain.distribution.check import check_facts
from coopdesk.domain.distribution.facts import Facts
from coopdesk.domain.distribution.facts_document import (
    FACTS_OPTIONAL,
    FACTS_REQUIRED,
    facts_of,
    read_facts,
    read_format,
)
from coopdesk.domain.distribution.reading import read_object, read_words
from coopdesk.domain.distribution.result import Distribution
from coopdesk.domain.distribution.scheme import Scheme
from coopdesk.domain.distribution.scheme_document import read_scheme, scheme_document
from coopdesk.domain.money import Money

__all__ = [
    "CASE_FORMAT",
    "read_case",
    "read_facts",
    "read_scheme",
    "result_document",
    "scheme_document",
]

CASE_FORMAT = "coopdesk-case/1"
_FOR_PEOPLE = ("title", "source")
_EXPECTED = "expected"


def read_case(document: object) -> tuple[Facts, Scheme]:
    """Facts and scheme of a case, checked; every ``DomainError`` names the key and the value.

    ``title`` and ``source`` are for people; ``expected`` is for tests and not looked at.
    """
    keys = read_object(document, "", (*FACTS_REQUIRED, "scheme"), (*FACTS_OPTIONAL, *_FOR_PEOPLE, _EXPECTED))
    read_format(keys, CASE_FORMAT)
    for name in _FOR_PEOPLE:
        read_words(keys.get(name, ""), name)
    facts = facts_of(keys)
    check_facts(facts)
    return facts, read_scheme(keys["scheme"], facts)


def result_document(distribution: Distribution) -> dict[str, Any]:
    """The output of the contract: yuan with two decimals, lines of 0.00 left out, members in register order."""
    return {
        "appropriations": {each: str(amount) for each, amount in distribution.appropriations.items()},
        "distributable": str(distribution.distributable),
        "carried_forward": str(distribution.carried_forward),
        "members": {
            party.id: _member_document(distribution, position)
            for position, party in enumerate(distribution.facts.members)
        },
        "totals": {
            "gross": str(distribution.total_gross),
            "tax": str(distribution.total_tax),
            "net": str(distribution.total_net),
        },
        "findings": list(distribution.findings),
    }


def _member_document(distribution: Distribution, position: int) -> dict[str, Any]:
    return {
        "lines": {line.id: str(amount) for line, amount in distribution.amounts_of(position)},
        "gross": str(Money(distribution.gross[position])),
        "tax": str(Money(distribution.tax[position])),
        "net": str(distribution.net(position)),
    }
