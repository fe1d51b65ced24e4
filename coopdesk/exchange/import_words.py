"""Reads the words that accountants' sheets are understood by (`resources/import/words.json`)."""

import json
from functools import cache

from coopdesk.domain.members.member import MemberKind
from coopdesk.paths import resource
from coopdesk.services.errors import EnvironmentFault
from coopdesk.services.members.importing.fields import Field
from coopdesk.services.members.importing.words import Words

_FILE = "words.json"


@cache
def import_words() -> Words:
    """All of them; `template.damaged` names the file where it cannot be read."""
    try:
        data = json.loads(resource("import", _FILE).read_text(encoding="utf-8"))
        return Words(
            fields={
                Field(name) if name else None: tuple(aliases) for name, aliases in data["fields"].items()
            },
            not_by_part=frozenset(data["not_by_part"]),
            generic=frozenset(data["generic"]),
            left_out_beginnings=tuple(data["left_out_beginnings"]),
            class_endings=tuple(data["class_endings"]),
            kinds={word: MemberKind(kind) for kind, words in data["kinds"].items() for word in words},
            heads=frozenset(data["relations"]["head"]),
            relations=frozenset(data["relations"]["other"]),
            totals=frozenset(data["totals"]),
            grand=frozenset(data["grand"]),
            subtotals=frozenset(data["subtotals"]),
            footers=tuple(data["footers"]),
            units=data["units"],
            past={Field(name): tuple(aliases) for name, aliases in data["past"].items()},
            together=tuple(sorted(data["together"], key=len, reverse=True)),
            of_a_year=tuple(sorted(data["of_a_year"], key=len, reverse=True)),
            natural=frozenset(data["natural"]),
        )
    except (OSError, ValueError, KeyError) as error:
        raise EnvironmentFault("template.damaged", name=_FILE) from error
