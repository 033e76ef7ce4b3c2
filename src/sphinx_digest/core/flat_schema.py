"""Make one flat schema of a record: ours, with what a project adds to it.

References are followed once, here; what is left has properties, names that are required, and
constraints that concern several properties. Deep references cost more than all other checks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from referencing import Registry
from referencing.exceptions import Unresolvable

from sphinx_digest.core.properties import is_format_or_word

BASE = "urn:sphinx-digest:1:"

_MAPS = frozenset({"properties", "patternProperties", "dependentSchemas"})
_LISTS = frozenset({"allOf", "anyOf", "oneOf", "prefixItems"})
_SINGLES = frozenset(
    {"items", "contains", "not", "if", "then", "else", "additionalProperties", "propertyNames",
     "unevaluatedProperties", "unevaluatedItems"}
)  # fmt: skip
#: Keywords that hold one schema or a list of them.
SUBSCHEMAS = (*sorted(_LISTS), *sorted(_SINGLES))
_ASIDE = frozenset({"$schema", "$id", "$defs", "$anchor", "$comment", "title", "description"})
_CONDITION = ("if", "then", "else")
#: What a part of a schema may hold and still be nothing but a description of properties.
_DESCRIPTION = _ASIDE | {"$ref", "type", "properties", "required", "allOf", "examples"}


class BadSchemaError(ValueError):
    """A schema that cannot describe a record; ``key`` is the nearest word to look for."""

    def __init__(self, zh: str, en: str, key: str | None = None) -> None:
        super().__init__(en)
        self.zh = zh
        self.en = en
        self.key = key


@dataclass(slots=True)
class FlatSchema:
    """The parts of a record's schema, each without references."""

    properties: dict[str, dict[str, Any]] = field(default_factory=dict)
    own: set[str] = field(default_factory=set)
    required: list[str] = field(default_factory=list)
    constraints: list[dict[str, Any]] = field(default_factory=list)
    annotations: dict[str, Any] = field(default_factory=dict)

    def to_schema(self) -> dict[str, Any]:
        """Give the schema of the whole record."""
        return {
            "type": "object",
            "properties": {name: _plain(schema) for name, schema in self.properties.items()},
            "required": self.required,
            "allOf": self.constraints,
        }

    def to_check(self) -> dict[str, Any]:
        """Give what is left to validate in values that the readers made.

        A reader gives a value of its type, format and enumeration or none, a list without
        repeats; and what is required is looked for without a schema, for better words. That
        leaves little, and validation is most of the time that a record takes.
        """
        left = {name: _unproved(_plain(schema)) for name, schema in self.properties.items()}
        return {
            "properties": {name: schema for name, schema in left.items() if schema},
            "allOf": self.constraints,
        }


def flatten(registry: Registry[Any], address: str) -> FlatSchema:
    """Make the flat schema of the record at ``address``; raises BadSchemaError."""
    flat = FlatSchema()
    try:
        found = registry.resolver().lookup(address)
        _collect(found.contents, found.resolver, flat, (address,), own=not _is_ours(address))
    except Unresolvable as error:
        reference = str(error.ref)
        raise BadSchemaError(
            f"找不到“{reference}”", f"“{reference}” is not found", reference
        ) from None
    return flat


def inline(registry: Registry[Any], address: str) -> dict[str, Any]:
    """Give the schema at ``address`` with every reference replaced by what it names."""
    try:
        found = registry.resolver().lookup(address)
        schema = _inline(found.contents, found.resolver, (address,))
    except Unresolvable as error:
        reference = str(error.ref)
        raise BadSchemaError(
            f"找不到“{reference}”", f"“{reference}” is not found", reference
        ) from None
    return schema if isinstance(schema, dict) else {"not": {}}


def _is_ours(address: str) -> bool:
    return address.startswith(BASE)


def _collect(
    schema: Any, resolver: Any, flat: FlatSchema, way: tuple[str, ...], *, own: bool
) -> None:
    """Add what ``schema`` says; ``way`` is the chain of references that led to it."""
    if not isinstance(schema, dict):
        return
    if "$ref" in schema:
        reference = schema["$ref"]
        target, inner, inner_way = _lookup(reference, resolver, way)
        _collect(target, inner, flat, inner_way, own=own and not _is_ours(str(reference)))
    for item in schema.get("allOf", ()):
        if isinstance(item, dict) and item.keys() <= _DESCRIPTION:
            _collect(item, resolver, flat, way, own=own)
        else:
            flat.constraints.append(_as_dict(_inline(item, resolver, way)))
    for name, written in schema.get("properties", {}).items():
        new = _as_dict(_inline(written, resolver, way))
        if name in flat.properties:
            flat.properties[name] = merge(flat.properties[name], new)
        else:
            flat.properties[name] = new
            if own:
                flat.own.add(name)
    flat.required += [name for name in schema.get("required", ()) if name not in flat.required]
    marks = {key: schema[key] for key in ("x-finding", "x-rule") if key in schema}
    condition = {key: _inline(schema[key], resolver, way) for key in _CONDITION if key in schema}
    if "if" in condition:
        flat.constraints.append({**condition, **marks})
    for key, value in schema.items():
        if key.startswith("x-"):
            flat.annotations[key] = value
        elif key not in _DESCRIPTION and key not in _CONDITION and value is not False:
            flat.constraints.append({key: _inline_keyword(key, value, resolver, way), **marks})


def _as_dict(schema: Any) -> dict[str, Any]:
    if isinstance(schema, dict):
        return schema
    return {} if schema is True else {"not": {}}


def _lookup(
    reference: str, resolver: Any, way: tuple[str, ...]
) -> tuple[Any, Any, tuple[str, ...]]:
    found = resolver.lookup(reference)
    # A fragment is told apart by the document it is looked up in.
    step = f"{found.resolver._base_uri}|{reference.partition('#')[2]}"
    if step in way:
        raise BadSchemaError(
            f"“{reference}”绕回了自己", f"“{reference}” leads back to itself", reference
        )
    return found.contents, found.resolver, (*way, step)


def _inline(schema: Any, resolver: Any, way: tuple[str, ...]) -> Any:
    if not isinstance(schema, dict):
        return schema
    own = {
        key: _inline_keyword(key, value, resolver, way)
        for key, value in schema.items()
        if key != "$ref" and key not in ("$schema", "$id", "$defs", "$anchor", "$comment")
    }
    if "$ref" not in schema:
        return own
    target, inner, inner_way = _lookup(schema["$ref"], resolver, way)
    return merge(_as_dict(_inline(target, inner, inner_way)), own)


def _inline_keyword(key: str, value: Any, resolver: Any, way: tuple[str, ...]) -> Any:
    if key in _MAPS and isinstance(value, dict):
        return {name: _inline(item, resolver, way) for name, item in value.items()}
    if key in _LISTS and isinstance(value, list):
        return [_inline(item, resolver, way) for item in value]
    return _inline(value, resolver, way) if key in _SINGLES else value


def merge(base: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """Bring two schemas for one value together: both hold, annotations of ``over`` win."""
    merged = dict(base)
    both: dict[str, Any] = {}
    condition = any(key in base for key in _CONDITION)
    for key, value in over.items():
        if key == "x-cues" and key in base:
            merged[key] = _more_cues(base[key], value)
        elif key.startswith("x-") or key in ("examples", "default", "title", "description"):
            merged[key] = value
        elif key in _CONDITION and condition:
            both[key] = value
        elif key not in base:
            merged[key] = value
        elif key == "enum":
            merged[key] = [item for item in base[key] if item in value]
        elif key == "allOf":
            merged[key] = [*base[key], *value]
        elif base[key] != value:
            both[key] = value
    if both:
        marks = {key: over[key] for key in ("x-finding", "x-rule") if key in over}
        merged["allOf"] = [*merged.get("allOf", ()), {**both, **marks}]
    return merged


def _more_cues(base: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """Add words that tell a code to those that are known."""
    merged: dict[str, Any] = {code: dict(names) for code, names in base.items()}
    for code, names in over.items():
        mine = merged.setdefault(code, {})
        for language, words in names.items():
            new = [words] if isinstance(words, str) else words
            mine[language] = [*mine.get(language, ()), *new]
    return merged


#: Words about a value that its validation has no use for.
_ABOUT = (
    "x-label", "x-labels", "x-help", "x-words", "x-cues", "x-unknown", "x-translatable", "x-input",
)  # fmt: skip


def _plain(schema: Any) -> Any:
    if not isinstance(schema, dict):
        return schema
    return {
        key: _plain(value) if key in _SINGLES else value
        for key, value in schema.items()
        if key not in _ABOUT and key not in ("examples", "title", "description")
    }


def _unproved(schema: Any) -> Any:
    """Leave out what every reader has made sure of."""
    if not isinstance(schema, dict):
        return schema
    if schema.get("type") == "object":  # a telephone
        return {}
    left = dict(schema)
    for key in ("type", "format", "enum", "uniqueItems"):
        left.pop(key, None)
    for key in ("minLength", "minItems"):
        if left.get(key) == 1:
            del left[key]
    if "items" in left:
        left["items"] = _unproved(left["items"])
        if not left["items"]:
            del left["items"]
    if is_format_or_word(left):
        del left["if"], left["then"]  # a date unless it is a word, as it was read
    return left


def names_in(schema: Any) -> Iterator[str]:
    """Give the names of all properties that a constraint speaks of."""
    if isinstance(schema, list):
        for item in schema:
            yield from names_in(item)
    if not isinstance(schema, dict):
        return
    yield from (name for name in schema.get("required", ()) if isinstance(name, str))
    for key in (*_MAPS, "dependentRequired"):
        yield from schema.get(key, ())
    for needed in schema.get("dependentRequired", {}).values():
        yield from needed
    for key in SUBSCHEMAS:
        if key in schema:
            yield from names_in(schema[key])
    for inner in schema.get("dependentSchemas", {}).values():
        yield from names_in(inner)
