"""The schemas in the built site: complete, at the addresses they name, of use to a validator."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urljoin

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from sphinx_digest.core.exports.site_schemas import to_site_schemas

SITE = "https://digest.example.org/weekly/"
OWN = {
    "$id": SITE + "schemas/notice.schema.json",
    "allOf": [{"$ref": "urn:sphinx-digest:1:notice"}],
    "properties": {"impact": {"type": "string"}},
}


def registry(files: dict[str, str], base: str) -> Registry[Any]:
    return Registry().with_resources(
        (urljoin(base, path), DRAFT202012.create_resource(json.loads(text)))
        for path, text in files.items()
    )


def test_each_schema_stands_where_its_id_says() -> None:
    files = to_site_schemas(SITE, {"notice": OWN})
    assert len(files) == 10
    for path, text in files.items():
        assert json.loads(text)["$id"] == SITE + path
        assert '"$ref": "urn:' not in text
    assert "schemas/notice.schema.json" in files


@pytest.mark.parametrize("base", [SITE, ""])
def test_a_validator_finds_its_way_by_addresses_alone(base: str) -> None:
    files = to_site_schemas(base, {"notice": OWN})
    if not base:
        assert {json.loads(text)["$id"] for text in files.values()} == {
            path.rpartition("/")[2] for path in files
        }
    known = registry(files, base or "https://anywhere.example.net/")
    at = urljoin(base or "https://anywhere.example.net/", "digest/schemas/1/digest.schema.json")
    check = Draft202012Validator({"$ref": at}, registry=known)
    digest = {"format_version": 1, "language": "zh_CN", "timezone": "Asia/Shanghai", "issues": []}
    assert check.is_valid(digest)
    assert not check.is_valid({**digest, "timezone": 8})
    own = next(path for path in files if path.endswith("notice.schema.json") and "/1/n" not in path)
    mine = Draft202012Validator(
        {"$ref": urljoin(base or "https://anywhere.example.net/", own)}, registry=known
    )
    assert not mine.is_valid({"impact": 3})
    assert not mine.is_valid({"title": 3})


@pytest.mark.parametrize("id_", ["https://other.example.net/n.json", SITE + "../n.json", SITE, ""])
def test_a_schema_with_an_address_elsewhere_stands_beside_ours(id_: str) -> None:
    files = to_site_schemas(SITE, {"notice": {**OWN, "$id": id_}})
    path = "digest/schemas/1/project/notice.schema.json"
    assert json.loads(files[path])["$id"] == SITE + path
