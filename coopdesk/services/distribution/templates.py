"""Scheme templates (分配办法模板): usual ways to distribute, as data that a co-op's charter and roll fill in.

A template is a scheme document in the case form whose values may be placeholders: ``$reserve_rate``, ``$precision``
and ``$leftover`` are the charter's; ``{"kind": "supply_coop"}`` as a rebate's giver is the first member of that kind.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from coopdesk.domain.distribution.document import read_scheme
from coopdesk.domain.distribution.facts import Facts, Party
from coopdesk.domain.distribution.scheme import Scheme
from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.member import MemberKind
from coopdesk.domain.quantity import format_quantity
from coopdesk.services.coop.values import CoopDetails

OWN = "own:"
"""Ids of the co-op's own templates begin with this."""
FIRST = "shares"
"""The template a new book begins with: 按股分红, and nothing a co-op has not chosen itself."""


@dataclass(frozen=True, slots=True)
class SchemeTemplate:
    """One way to distribute: ``title`` and ``description`` for people, ``document`` for the engine."""

    id: str
    title: str
    description: str
    document: Mapping[str, Any]

    @property
    def is_own(self) -> bool:
        """Whether the co-op kept it itself; the others came with the program."""
        return self.id.startswith(OWN)


def fill_in(template: SchemeTemplate, coop: CoopDetails, facts: Facts) -> Scheme:
    """The template as a scheme for this co-op and these members.

    Raises ``template.no_giver`` where the template's giver of a rebate is of a kind that no member has.
    """
    charter = {
        "$reserve_rate": format_quantity(coop.reserve_rate),
        "$precision": str(coop.precision),
        "$leftover": coop.leftover.value,
    }
    document = dict(_replaced(template.document, charter))
    document["appropriations"] = [
        entry for entry in document.get("appropriations", ()) if entry.get("rate") != "0"
    ]
    document["rebates"] = [_with_giver(entry, facts.members) for entry in document.get("rebates", ())]
    return read_scheme(document, facts)


def _replaced(value: Any, charter: Mapping[str, str]) -> Any:
    if isinstance(value, Mapping):
        return {key: _replaced(inner, charter) for key, inner in value.items()}
    if isinstance(value, list):
        return [_replaced(inner, charter) for inner in value]
    return charter.get(value, value) if isinstance(value, str) else value


def _with_giver(rebate: Mapping[str, Any], members: Sequence[Party]) -> dict[str, Any]:
    giver = rebate["from"]
    if not isinstance(giver, Mapping):
        return dict(rebate)
    for member in members:
        if member.kind == giver["kind"]:
            return {**rebate, "from": member.id}
    raise DomainError("template.no_giver", kind=MemberKind(giver["kind"]))
