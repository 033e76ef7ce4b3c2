"""Each mistake gives its finding at its place, and no other."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from sphinx_digest.core.messages import help_of, message_of
from sphinx_digest.core.model import MarkupSettings, Reading
from sphinx_digest.core.reading.myst import read_myst
from tests.reading.oracle_myst import run_myst

CASES = tomllib.loads((Path(__file__).parent / "myst_cases.toml").read_text(encoding="utf-8"))[
    "case"
]


def read(text: str) -> Reading:
    return read_myst(text, "a.md", MarkupSettings(), lambda path: None)


def as_read(reading: Reading) -> list[tuple[object, ...]]:
    return [
        (
            block.name,
            block.argument.value if block.argument else None,
            {field.name.value: field.text.value for field in block.fields},
            block.body.value.strip(),
        )
        for block in reading.blocks
    ]


def as_run(text: str) -> list[tuple[object, ...]]:
    return [
        (block.name, block.argument, block.options, "\n".join(block.content).strip())
        for block in run_myst(text)
    ]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_finding_at_its_place(case: dict[str, Any]) -> None:
    reading = read(case["text"])
    found = [
        f"{item.place.span.line}:{item.place.span.column} {item.code}"
        for item in reading.diagnostics
    ]
    assert found == case["findings"]
    for item in reading.diagnostics:
        for language in ("zh", "en"):
            assert "{" not in message_of(item, language).replace(item.values.get("written", ""), "")
            help_of(item, language)
    if "fields" in case:
        fields = {field.name.value: field.text.value for field in reading.blocks[0].fields}
        assert fields == case["fields"]


@pytest.mark.parametrize(
    "case", [case for case in CASES if "fields" in case], ids=lambda case: case["name"]
)
def test_myst_really_damages(case: dict[str, Any]) -> None:
    """What was meant is not what MyST runs."""
    same = as_run(case["text"]) == as_read(read(case["text"]))
    assert same == case.get("same", False)
