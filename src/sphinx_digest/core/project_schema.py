"""What a project's schema may hold: fields that can be written as text, our annotations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Set
from pathlib import Path
from typing import Any

from sphinx_digest.core.flat_schema import BadSchemaError, FlatSchema
from sphinx_digest.core.model import Place, Span
from sphinx_digest.core.schema_findings import BESIDE_FIELDS, unknown_code

#: What our annotations look like, wherever they stand in a project's schema.
ANNOTATED: dict[str, Any] = {
    "type": ["object", "boolean"],
    "properties": {
        "x-label": {"$ref": "#/$defs/words"},
        "x-help": {"$ref": "#/$defs/words"},
        "x-rule": {"$ref": "#/$defs/words"},
        "x-labels": {"$ref": "#/$defs/names"},
        "x-words": {"$ref": "#/$defs/names"},
        "x-cues": {"$ref": "#/$defs/names"},
        "x-unknown": {"type": "boolean"},
        "x-translatable": {"type": "boolean"},
        "x-input": {"type": "boolean"},
        "x-finding": {"type": "object", "required": ["code"]},
        "enum": True,
        "const": True,
        "default": True,
        "examples": True,
    },
    "additionalProperties": {"$ref": "#/$defs/inner"},
    "$defs": {
        "words": {
            "type": "object",
            "additionalProperties": {"type": "string"},
            "required": ["zh", "en"],
        },
        "names": {
            "additionalProperties": {
                "type": "object",
                "additionalProperties": {
                    "type": ["string", "array"],
                    "items": {"type": "string"},
                    "minItems": 1,
                },
            },
        },
        "inner": {
            "if": {"type": "object"},
            "then": {"$ref": "#"},
            "else": {"items": {"$ref": "#/$defs/inner"}},
        },
    },
}


def check_fields(flat: FlatSchema, assembled: list[dict[str, Any]], formats: Set[str]) -> None:
    """Refuse what cannot be written as a field, and names that have a meaning already."""
    for name in flat.own:
        schema = flat.properties[name]
        if name in BESIDE_FIELDS:
            raise BadSchemaError(f"“{name}”另有用处，请换个名称", f"“{name}” is taken", name)
        value = schema.get("items", {}) if schema.get("type") == "array" else schema
        plain = ("string", "integer", "number", "boolean")
        if value.get("type", "string") not in plain and "number" not in value.get("properties", {}):
            raise BadSchemaError(
                f"“{name}”要能写成文字、数字、标记或它们的列表",
                f"“{name}” must be a text, a number, a flag or a list of them",
                name,
            )
    for constraint in (*flat.constraints, *assembled):
        if (code := unknown_code(constraint)) is not None:
            raise BadSchemaError(
                f"“{code}”不是这里能用的代号", f"the code “{code}” cannot stand here", "x-finding"
            )
    unknown = sorted(set(_formats_in([flat.to_schema(), *assembled])) - formats)
    if unknown:
        raise BadSchemaError(
            f"没有“{unknown[0]}”这种写法", f"there is no format “{unknown[0]}”", unknown[0]
        )


def _formats_in(schema: Any) -> Iterable[str]:
    if isinstance(schema, dict):
        if isinstance(schema.get("format"), str):
            yield schema["format"]
        for value in schema.values():
            yield from _formats_in(value)
    elif isinstance(schema, list):
        for item in schema:
            yield from _formats_in(item)


def place_of(text: str, key: str | None, file: Path) -> Place:
    """Give the place of the first ``"key"`` in a JSON text, else its start."""
    match = re.search(rf'"[^"\n]*{re.escape(key)}"', text) if key else None
    if not match:
        return Place(str(file), Span(1, 1, 1, 1))
    line = text.count("\n", 0, match.start()) + 1
    column = match.start() - (text.rfind("\n", 0, match.start()) + 1) + 1
    return Place(str(file), Span(line, column, line, column + len(match[0])))
