"""Each mistake gives its finding at its place, and no other."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from sphinx_digest.core.messages import help_of, message_of
from sphinx_digest.core.model import Reading
from sphinx_digest.core.reading.rst import read_rst
from tests.reading.oracle_rst import run_docutils

CASES = tomllib.loads((Path(__file__).parent / "rst_cases.toml").read_text(encoding="utf-8"))[
    "case"
]
Seen = list[tuple[str, str, dict[str, str]]]


def read(text: str) -> Reading:
    return read_rst(text, "doc.rst", lambda path: None)


def _one_line(text: str | None) -> str:
    return " ".join((text or "").split())


def as_read(reading: Reading) -> Seen:
    return [
        (
            block.name,
            _one_line(block.argument.value if block.argument else None),
            {field.name.value.lower(): _one_line(field.text.value) for field in block.fields},
        )
        for block in reading.blocks
    ]


def as_run(text: str) -> Seen:
    return [
        (name, _one_line(argument), {key: _one_line(value) for key, value in options.items()})
        for name, argument, options in run_docutils(text)[0]
    ]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_finding_at_its_place(case: dict[str, Any]) -> None:
    reading = read(case["text"])
    found = [
        f"{item.place.span.line}:{item.place.span.column} {item.code}"
        for item in reading.diagnostics
    ]
    assert found == case["findings"]
    fields = {field.name.value: field.text.value for field in reading.blocks[0].fields}
    assert fields == case["fields"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_words_are_filled(case: dict[str, Any]) -> None:
    for item in read(case["text"]).diagnostics:
        for language in ("zh", "en"):
            message = message_of(item, language)
            assert message and "{label}" not in message
            if item.code != "DGT017":
                assert help_of(item, language)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_docutils_really_damages(case: dict[str, Any]) -> None:
    """What was meant is not what docutils runs."""
    assert (as_run(case["text"]) == as_read(read(case["text"]))) == case.get("same", False)


def test_names_of_fields_are_those_of_the_schemas() -> None:
    import json

    from sphinx_digest.core.reading.damage import FIELD_NAMES

    schemas = Path(__file__).parents[2] / "schemas"
    for kind in ("issue", "part", "group", "notice", "deadline", "contact"):
        schema = json.loads((schemas / f"{kind}.schema.json").read_text(encoding="utf-8"))
        for name, definition in schema["properties"].items():
            assert name in FIELD_NAMES
            label = definition.get("x-label", {}).get("zh", name)
            assert label in FIELD_NAMES or " " in label
