"""Reads the scheme templates that travel with the program (``resources/templates``), in the order of their names."""

import json
from collections.abc import Iterator
from pathlib import Path

from coopdesk.paths import resource
from coopdesk.services.distribution.templates import SchemeTemplate
from coopdesk.services.errors import EnvironmentFault


def scheme_templates() -> tuple[SchemeTemplate, ...]:
    """All templates; ``template.damaged`` names a file that cannot be read."""
    return tuple(_read_all(resource("templates")))


def _read_all(folder: Path) -> Iterator[SchemeTemplate]:
    for path in sorted(folder.glob("*.json")):
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
            yield SchemeTemplate(data["id"], data["title"], data["description"], data["scheme"])
        except (OSError, ValueError, KeyError) as error:
            raise EnvironmentFault("template.damaged", name=path.name) from error
