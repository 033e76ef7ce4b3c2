"""The tables of digest.json, made from its schema."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from digest_tables import Cell, Reference, code, table
from digest_words import EXPORT
from docutils import nodes

from sphinx_digest.core.resources import schema_text
from sphinx_digest.core.schema import load_schemas
from sphinx_digest.core.settings import Settings

#: Properties of the export that have another name than their field.
_RENAMED = {"issuers": "issuer", "source_url": "url"}


def exported() -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield the objects of digest.json: a name and a schema with properties."""
    schema = json.loads(schema_text("digest"))
    for name, shape in {"digest.json": schema, **schema.get("$defs", {})}.items():
        if shape.get("properties"):
            yield name, shape


def meaning(object_: str, name: str) -> Mapping[Any, str] | None:
    """Give what a property of the export is: its field's words, or ours."""
    kinds = load_schemas(Settings("."))[0]
    if object_ in kinds.kinds:
        field = kinds.properties(object_).get(_RENAMED.get(name, name))
        if field is not None:
            return field.help
    return EXPORT.get(name)


class Export(Reference):
    """``{reference-json}``: the objects of digest.json."""

    def run(self) -> list[nodes.Node]:
        """Make a table for each object of the schema."""
        made: list[nodes.Node] = []
        for name, shape in exported():
            made += [nodes.rubric(name, name), self.object(name, shape)]
        return made

    def object(self, object_: str, shape: Mapping[str, Any]) -> nodes.table:
        """Make the table of an object."""
        required = shape.get("required", ())
        head = (self.say("名称", "Name"), self.say("内容", "Value"), self.say("说明", "Meaning"))
        rows: list[Sequence[Cell]] = []
        for name, value in shape["properties"].items():
            must = self.say("；总有", "; always there") if name in required else ""
            words = meaning(object_, name) or {}
            rows.append([code(name), _shape(value) + must, words.get(self.lang, "")])
        return table(head, rows, (25, 35, 40))


def _shape(value: Any, file: str = "digest") -> str:
    """Say in short what a value of the schema ``file`` is; what is shared is put in."""
    if not isinstance(value, dict):
        return ""
    if "$ref" in value:
        address, _, name = value["$ref"].rpartition("#/$defs/")
        home = address.rpartition(":")[2] or file
        shared = json.loads(schema_text(home))["$defs"][name]
        return f"`{name}`" if home == "digest" and "properties" in shared else _shape(shared, home)
    if "const" in value:
        return f"`{json.dumps(value['const'], ensure_ascii=False)}`"
    if "enum" in value:
        return " ".join(f"`{item}`" for item in value["enum"])
    for key in ("anyOf", "oneOf"):
        if key in value:
            shapes = (_shape(item, file) for item in value[key])
            return " | ".join(dict.fromkeys(filter(None, shapes)))
    if "then" in value:
        unless = value.get("if", {}).get("not", {})
        words = unless.get("enum", [unless.get("const", "")])
        return " | ".join([_shape(value["then"], file), *(f"`{word}`" for word in words if word)])
    if value.get("type") == "array":
        return f"[{_shape(value.get('items'), file)} …]"
    if "properties" in value:
        return "{" + ", ".join(f"`{name}`" for name in value["properties"]) + "}"
    return str(value.get("format") or value.get("type") or "")
