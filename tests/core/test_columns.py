"""The project's own fields in the tables of what to do: which, what is marked, what is wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sphinx_digest.core.columns import columns_of, marked_codes
from sphinx_digest.core.messages import help_of, message_of
from sphinx_digest.core.model import Diagnostic
from sphinx_digest.core.projects import load_project
from sphinx_digest.core.schema import Schemas
from sphinx_digest.core.settings import Settings, read_settings

SCHEMA = {
    "allOf": [{"$ref": "urn:sphinx-digest:1:notice"}],
    "properties": {
        "impact": {"type": "string", "x-label": {"zh": "影响", "en": "Impact"}},
        "owner": {
            "type": "string",
            "enum": ["甲部", "乙部"],
            "x-label": {"zh": "归口", "en": "Owner"},
        },
        "action": {
            "type": "string",
            "enum": ["must-do", "watch"],
            "x-labels": {"must-do": {"zh": ["须办"], "en": ["Must do"]}},
        },
    },
    "unevaluatedProperties": False,
}


def project(folder: Path, todo: str) -> tuple[Settings, Schemas, tuple[Diagnostic, ...]]:
    schema = {**SCHEMA, "$schema": "https://json-schema.org/draft/2020-12/schema"}
    (folder / "notice.json").write_text(json.dumps(schema), encoding="utf-8")
    toml = f'[schemas]\nnotice = "notice.json"\n{todo}'
    (folder / "digest.toml").write_text(toml, encoding="utf-8")
    settings, wrong = read_settings(folder)
    assert not wrong
    schemas, found = load_project(settings)
    return settings, schemas, found


@pytest.mark.parametrize(
    ("todo", "names", "marked"),
    [
        ("", ["owner", "action"], set()),
        ("[todo]\ncolumns = []\n", [], set()),
        ('[todo]\ncolumns = ["action", "影响"]\n', ["action", "impact"], set()),
        ('[todo]\nmarked = ["须办", "乙部"]\n', ["owner", "action"], {"must-do", "乙部"}),
        ('[todo]\nmarked = ["Must do", "watch"]\n', ["owner", "action"], {"must-do", "watch"}),
    ],
)
def test_which_fields_are_columns_and_what_is_marked(
    todo: str, names: list[str], marked: set[str], tmp_path: Path
) -> None:
    settings, schemas, found = project(tmp_path, todo)
    properties = schemas.properties("notice")
    assert not found
    assert [known.name for known in columns_of(settings, properties)] == names
    assert marked_codes(settings, properties) == marked


def test_what_is_no_field_and_no_value_is_told_with_its_place(tmp_path: Path) -> None:
    todo = '[todo]\ncolumns = ["owner", "acton"]\nmarked = ["丙部"]\n'
    found = project(tmp_path, todo)[2]
    placed = [(one.code, one.place.span.line, one.place.span.column) for one in found]
    assert placed == [("DGT082", 4, 21), ("DGT082", 5, 11)]
    assert message_of(found[0], "zh") == (
        "设置“todo.columns”应是 notice 里的自有项目，这里是“acton”。"
    )
    assert help_of(found[0], "zh") == "是不是 action？"
    assert help_of(found[1], "zh") == "可以写：甲部、乙部。"


def test_a_digest_without_fields_of_its_own_has_no_columns(tmp_path: Path) -> None:
    (tmp_path / "digest.toml").write_text('[todo]\ncolumns = ["number"]\n', encoding="utf-8")
    settings, _ = read_settings(tmp_path)
    schemas, found = load_project(settings)
    assert [one.code for one in found] == ["DGT082"]
    assert columns_of(settings, schemas.properties("notice")) == ()
