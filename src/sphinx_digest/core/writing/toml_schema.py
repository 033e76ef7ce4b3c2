"""JSON Schemas of ``digest.toml`` and ``contacts.toml``, for editors that complete TOML.

They use what drafts 4 to 7 share, which is what such editors know. The copies in ``schemas/``
are written by ``python -m sphinx_digest.core.writing.toml_schema schemas``.
"""

from __future__ import annotations

import json
import sys
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from sphinx_digest.core.properties import Property
from sphinx_digest.core.schema import Schemas, load_schemas
from sphinx_digest.core.settings import Settings, events, form, kinds

_DRAFT = "http://json-schema.org/draft-07/schema#"
_ANY_NAME = "*"
#: The fields of a contact that belong to the place where it is called.
OF_THE_PLACE = ("id", "accept")
_DAY = {"type": "string", "minLength": 8}
_NAMES = {"type": "string", "minLength": 1}
_LIST = {"type": "array", "items": _NAMES}
_CODES = {"type": "array", "items": {"type": "string", "pattern": "^DGT[0-9]{0,3}$"}}

#: What a value of each kind looks like, as far as a schema for editors can say.
_SHAPES: dict[kinds.Kind, dict[str, Any]] = {
    kinds.TEXT: {"type": "string"},
    kinds.NAME: _NAMES,
    kinds.TEXTS: {"type": "array", "items": {"type": "string"}},
    kinds.COUNTRY: {"type": "string", "pattern": "^[A-Z]{2}$"},
    kinds.AREA: {"type": "string", "pattern": "^[0-9]{1,6}$"},
    kinds.DAYS: {"type": "array", "items": _DAY},
    kinds.YEARS: {
        "type": "array", "items": {"type": "integer", "minimum": 1, "maximum": 9999},
    },
    kinds.CODES: _CODES,
    kinds.CHOSEN: {**_CODES, "minItems": 1},
    kinds.SEVERITY: {"type": "string", "enum": ["error", "warning", "info"]},
    kinds.LANGUAGE: {"type": "string", "enum": ["zh_CN", "en"]},
    kinds.ZONE: {"type": "string", "minLength": 1},
    kinds.ADDRESS: {"type": "string", "pattern": "^(https?://.*)?$"},
    kinds.ENTRIES: {"type": "string", "enum": list(kinds.ENTRY_WORDS)},
    kinds.FLAG: {"type": "boolean"},
    kinds.COUNT: {"type": "integer", "minimum": 1},
    kinds.HOSTS: _LIST,
    **dict.fromkeys((events.ACTORS, events.SPLITS, events.ALARMS), _LIST),
    events.DOMAIN: _NAMES,
    **{kind: _NAMES for kind in kinds.DEFAULTS.values() if kind != kinds.AREA},
}  # fmt: skip


@cache
def setting_words() -> Mapping[str, Mapping[str, str]]:
    """Read what each setting is for, by its name; ``*`` stands for a name of the project's own."""
    text = files("sphinx_digest.core.settings").joinpath("words.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def digest_schema() -> dict[str, Any]:
    """Give the schema of digest.toml."""
    return {
        "$schema": _DRAFT,
        "title": "digest.toml",
        "description": "周报的设置。 The settings of a digest.",
        **_table(form._FORM, ()),
    }


def _table(form: kinds.Table, path: tuple[str, ...]) -> dict[str, Any]:
    shape: dict[str, Any] = {
        "type": "object",
        "properties": {
            name: _member(kind, (*path, name))
            for name, kind in form.keys.items()
            if name != _ANY_NAME
        },
        "additionalProperties": False,
    }
    if _ANY_NAME in form.keys:
        shape["additionalProperties"] = _member(form.keys[_ANY_NAME], (*path, _ANY_NAME))
    if form.required:
        shape["required"] = list(form.required)
    return {"type": "array", "items": shape} if form.many else shape


def _member(kind: kinds.Kind | kinds.Table, path: tuple[str, ...]) -> dict[str, Any]:
    if isinstance(kind, kinds.Table):
        return _table(kind, path)
    return {**_described(path), **_shape(kind, path)}


def _described(path: tuple[str, ...]) -> dict[str, Any]:
    known = setting_words()
    words = known.get(".".join(path)) or known.get(".".join((*path[:-1], _ANY_NAME)))
    return {"description": f"{words['zh']} {words['en']}"} if words else {}


def _shape(kind: kinds.Kind, path: tuple[str, ...]) -> dict[str, Any]:
    if kind.table is None:
        return _SHAPES[kind]
    return {"type": "array", "items": {"anyOf": [_NAMES, _table(kind.table, path[:-1])]}}


def contacts_schema(schemas: Schemas) -> dict[str, Any]:
    """Give the schema of contacts.toml: the fields of a contact, and the persons' names."""
    properties = {"name": _texts("姓名；几人写成列表。 The person, or a list of persons.")}
    for name, known in schemas.properties("contact").items():
        if name not in OF_THE_PLACE:
            properties[name] = _field(known)
    return {
        "$schema": _DRAFT,
        "title": "contacts.toml",
        "description": "常用的联系人，按编号调用。 Contacts that recur, called by their ids.",
        "type": "object",
        "patternProperties": {
            "^[a-z][a-z0-9-]*$": {
                "type": "object",
                "properties": properties,
                "patternProperties": {"[^ -~]": {}},  # the Chinese labels of the same fields
                "additionalProperties": False,
            }
        },
        "additionalProperties": False,
    }  # fmt: skip


def _texts(description: str) -> dict[str, Any]:
    text = {"type": "string", "minLength": 1}
    return {
        "description": description,
        "anyOf": [text, {"type": "array", "items": text, "minItems": 1}],
    }


def _field(known: Property) -> dict[str, Any]:
    words = f"{known.label['zh']} {known.label['en']}"
    help_ = " ".join(filter(None, (known.help.get("zh"), known.help.get("en"))))
    description = f"{words}: {help_}" if help_ else words
    if known.many:
        return _texts(description)
    if known.reads == "flag":
        return {"description": description, "type": "boolean"}
    plain = {"integer": ["integer", "string"], "number": ["number", "string"]}
    return {"description": description, "type": plain.get(known.reads, "string")}


def toml_schemas() -> dict[str, str]:
    """Give the schemas of a digest without fields of its own, by the names of their files."""
    schemas, _ = load_schemas(Settings("."))
    made = {"digest": digest_schema(), "contacts": contacts_schema(schemas)}
    return {f"{name}.toml.schema.json": schema_json(schema) for name, schema in made.items()}


def schema_json(schema: dict[str, Any]) -> str:
    """Give a schema as the text of a file."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    for file, text in toml_schemas().items():
        Path(sys.argv[1], file).write_text(text, encoding="utf-8", newline="\n")
