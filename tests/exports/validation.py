"""Validate against the schemas of the repository."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from sphinx_digest.core.resources import SCHEMAS, schema_text
from sphinx_digest.core.schema import FORMATS


@cache
def _validator() -> Draft202012Validator:
    schemas = [json.loads(schema_text(name)) for name in SCHEMAS]
    registry: Registry[Any] = Registry().with_resources(
        (schema["$id"], Resource.from_contents(schema)) for schema in schemas
    )
    schema = next(schema for schema in schemas if schema["$id"].endswith(":digest"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, registry=registry, format_checker=FORMATS)


def validate(exported: dict[str, Any]) -> None:
    """Fail with every error that ``digest.schema.json`` finds."""
    errors = [f"{error.json_path}: {error.message}" for error in _validator().iter_errors(exported)]
    assert errors == []
