"""Holds a JSON document against a JSON Schema, for the words of schema that the published ones use and no others."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

_TYPES: Mapping[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "boolean": (bool,),
    "null": (type(None),),
    "array": (list,),
    "object": (dict,),
}
_SAID = frozenset({"$schema", "$id", "$defs", "title", "description"})
_KNOWN = _SAID | {
    "$ref", "anyOf", "type", "enum", "const", "pattern", "minimum", "minItems", "items", "properties", "required",
    "additionalProperties",
}  # fmt: skip


def faults(document: Any, schema: Mapping[str, Any]) -> list[str]:
    """What does not fit, each with the way to it; empty is good. ValueError for a schema with other words."""
    return list(_faults(document, schema, schema, "$"))


def _faults(value: Any, schema: Mapping[str, Any], root: Mapping[str, Any], at: str) -> Iterator[str]:
    if schema.keys() - _KNOWN:
        raise ValueError(f"{at}: {sorted(schema.keys() - _KNOWN)}")
    if "$ref" in schema:
        yield from _faults(value, _found(schema["$ref"], root), root, at)
    if "anyOf" in schema and all(list(_faults(value, each, root, at)) for each in schema["anyOf"]):
        yield f"{at}: none of several fits {value!r}"
    if "type" in schema and not _is(value, schema["type"]):
        yield f"{at}: {value!r} is no {schema['type']}"
        return
    if "enum" in schema and value not in schema["enum"]:
        yield f"{at}: {value!r} is none of {schema['enum']}"
    if "const" in schema and value != schema["const"]:
        yield f"{at}: {value!r} is not {schema['const']!r}"
    if "pattern" in schema and isinstance(value, str) and not re.search(schema["pattern"], value):
        yield f"{at}: {value!r} has another form"
    if "minimum" in schema and isinstance(value, int) and value < schema["minimum"]:
        yield f"{at}: {value} is too small"
    if isinstance(value, list):
        if len(value) < schema.get("minItems", 0):
            yield f"{at}: too few"
        for place, item in enumerate(value):
            yield from _faults(item, schema.get("items", {}), root, f"{at}[{place}]")
    if isinstance(value, dict):
        yield from _of_object(value, schema, root, at)


def _of_object(
    value: Mapping[str, Any], schema: Mapping[str, Any], root: Mapping[str, Any], at: str
) -> Iterator[str]:
    known: Mapping[str, Any] = schema.get("properties", {})
    for name in schema.get("required", ()):
        if name not in value:
            yield f"{at}: {name} is missing"
    for name, item in value.items():
        of = known.get(name, schema.get("additionalProperties", {}))
        if of is False:
            yield f"{at}: {name} is not known"
        else:
            yield from _faults(item, of, root, f"{at}.{name}")


def _found(reference: str, root: Mapping[str, Any]) -> Mapping[str, Any]:
    found: Any = root
    for part in reference.removeprefix("#/").split("/"):
        found = found[part]
    assert isinstance(found, Mapping)
    return found


def _is(value: Any, wanted: str | Sequence[str]) -> bool:
    kinds = (wanted,) if isinstance(wanted, str) else wanted
    # To Python a truth value is a whole number; to JSON it is not.
    return any(
        isinstance(value, _TYPES[kind]) and (kind == "boolean" or not isinstance(value, bool))
        for kind in kinds
    )
