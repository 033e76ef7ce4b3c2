"""A predicate says of every value what a validator of JSON Schema says."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from sphinx_digest.core.predicates import predicate_of
from sphinx_digest.core.schema import load_schemas
from sphinx_digest.core.settings import Settings

WORDS = st.sampled_from(["a", "b", "征求意见", "event", ""])
NAMES = st.sampled_from(["on", "end", "kind", "within"])
VALUES = st.recursive(
    st.one_of(WORDS, st.booleans(), st.integers(-2, 2), st.floats(-2, 2), st.none()),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=6,
)


def _schemas(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    several = st.lists(inner, min_size=1, max_size=3)
    return st.fixed_dictionaries(
        {},
        optional={
            "allOf": several,
            "anyOf": several,
            "not": inner,
            "if": inner,
            "then": inner,
            "else": inner,
            "properties": st.dictionaries(NAMES, inner, max_size=3),
            "items": inner,
            "contains": inner,
            "required": st.lists(NAMES, max_size=2, unique=True),
            "const": WORDS,
            "enum": st.lists(WORDS, min_size=1, max_size=3, unique=True),
            "pattern": st.sampled_from(["a", "^b$", "征.{0,3}意"]),
            "minimum": st.integers(-1, 1),
            "x-finding": st.just({"code": "X100"}),
        },
    )


SCHEMAS = st.recursive(st.booleans(), _schemas, max_leaves=8)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(SCHEMAS, st.lists(VALUES, min_size=1, max_size=4))
def test_predicates_agree_with_validators(schema: Any, values: list[Any]) -> None:
    fits = predicate_of(schema)
    assert fits is not None
    for value in values:
        assert fits(value) == Draft202012Validator(schema).is_valid(value)


@pytest.mark.parametrize(
    "schema",
    [
        {"$ref": "#/$defs/a"},
        {"contains": {}, "minContains": 2},
        {"items": {}, "prefixItems": [{}]},
        {"enum": [1]},
        {"const": True},
        {"pattern": "("},
        {"properties": {"on": {"type": "string"}}},
        {"not": {"oneOf": [True]}},
        "no schema",
    ],
)
def test_what_is_not_understood_has_no_predicate(schema: Any) -> None:
    assert predicate_of(schema) is None


def test_our_own_schemas_are_understood(tmp_path: Any) -> None:
    schemas, _ = load_schemas(Settings(str(tmp_path)))
    for kind in schemas.kinds.values():
        for schema in filter(None, (kind.schema, kind.assembled)):
            assert predicate_of(json.loads(schema)) is not None
