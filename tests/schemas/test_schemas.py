"""The schemas against instances, in the form of the JSON-Schema-Test-Suite.

Every keyword of every schema must have accepted an instance and refused one.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from jsonschema.validators import extend
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from sphinx_digest.core.resources import SCHEMAS, schema_text
from sphinx_digest.core.schema import FORMATS

HERE = Path(__file__).parent
CASES = [
    pytest.param(group["schema"], test["data"], test["valid"], id=f"{file.stem}: {group['description']}: {test['description']}")
    for file in sorted(HERE.glob("*.json"))
    for group in json.loads(file.read_text(encoding="utf-8"))
    for test in group["tests"]
]  # fmt: skip

# Without "$schema", which would make jsonschema leave the class that watches.
DOCUMENTS = {
    name: {key: value for key, value in json.loads(schema_text(name)).items() if key != "$schema"}
    for name in SCHEMAS
}
REGISTRY: Registry[Any] = Registry().with_resources(
    (schema["$id"], DRAFT202012.create_resource(schema)) for schema in DOCUMENTS.values()
)
SEEN: set[tuple[int, str, bool]] = set()
_DATA = ("enum", "const", "examples", "required")


def watched(keyword: str, check: Callable[..., Any]) -> Callable[..., Iterator[Any]]:
    """Note whether ``keyword`` let an instance pass, by the identity of its schema."""

    def run(validator: Any, value: Any, instance: Any, schema: Any) -> Iterator[Any]:
        errors = list(check(validator, value, instance, schema) or ())
        SEEN.add((id(schema), keyword, not errors))
        yield from errors

    return run


Watching = extend(  # type: ignore[no-untyped-call]
    Draft202012Validator,
    {
        keyword: watched(keyword, check)
        for keyword, check in Draft202012Validator.VALIDATORS.items()
    },
)


def locations(schema: Any, path: str) -> Iterator[tuple[dict[str, Any], str, str]]:
    """Give every keyword that validates, with its schema and the way to it."""
    if isinstance(schema, list):
        for index, item in enumerate(schema):
            yield from locations(item, f"{path}/{index}")
    if not isinstance(schema, dict):
        return
    in_map = path.rpartition("/")[2] in ("properties", "$defs")
    for key, value in schema.items():
        if not in_map and key in Draft202012Validator.VALIDATORS:
            yield schema, key, f"{path}/{key}"
        if in_map or (key not in _DATA and not key.startswith("x-")):
            yield from locations(value, f"{path}/{key}")


@pytest.mark.parametrize(("schema", "data", "valid"), CASES)
def test_instance(schema: dict[str, Any], data: Any, valid: bool) -> None:
    validator = Draft202012Validator(schema, registry=REGISTRY, format_checker=FORMATS)
    assert validator.is_valid(data) is valid


def test_every_keyword_accepts_and_refuses() -> None:
    for case in CASES:
        schema, data, _ = case.values
        validator = Watching(schema, registry=REGISTRY, format_checker=FORMATS)
        list(validator.iter_errors(data))
    untried = [
        f"{path} never {'accepted' if outcome else 'refused'}"
        for name, document in DOCUMENTS.items()
        for schema, keyword, path in locations(document, name)
        for outcome in (True, False)
        if (id(schema), keyword, outcome) not in SEEN
    ]
    assert untried == []


@pytest.mark.parametrize("name", SCHEMAS)
def test_is_a_schema_of_the_draft(name: str) -> None:
    Draft202012Validator.check_schema(json.loads(schema_text(name)))
    assert DOCUMENTS[name]["$id"] == f"urn:sphinx-digest:1:{name}"


def test_every_format_has_a_checker() -> None:
    used = {
        schema["format"]
        for name, document in DOCUMENTS.items()
        for schema, keyword, _ in locations(document, name)
        if keyword == "format"
    }
    assert used
    assert used <= FORMATS.checkers.keys()


def test_no_pattern_ends_before_a_newline_or_takes_full_width_digits() -> None:
    for name, document in DOCUMENTS.items():
        for schema, keyword, path in locations(document, name):
            if keyword == "pattern":
                assert r"\d" not in schema["pattern"], path
                assert schema["pattern"].count("$") == schema["pattern"].count(r"$(?!\n)"), path
