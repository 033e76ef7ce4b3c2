"""The two issues of the example hold the facts they were written from, field by field."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sphinx_digest.core.check import find_sources, read_source
from sphinx_digest.core.exports.digest_json import to_digest_json
from sphinx_digest.core.schema import load_schemas
from sphinx_digest.core.settings import read_settings
from sphinx_digest.core.store import resolve
from sphinx_digest.core.times.periods import read_length

ROOT = Path(__file__).parents[1]
PHRASES = ("start", "end", "on", "from", "event", "every", "status", "for", "kind", "title")


@pytest.fixture(scope="module")
def exported() -> dict[str, Any]:
    settings, problems = read_settings(ROOT / "example_docs")
    schemas, more = load_schemas(settings)
    assert not problems
    assert not more
    documents = [
        read_source(path, docname, settings, schemas)[1] for docname, path in find_sources(settings)
    ]
    return to_digest_json(
        resolve(documents), settings, bodies={}, page_url=lambda d: d, language="zh_CN"
    )


def facts(number: int) -> list[dict[str, Any]]:
    path = ROOT / "tests" / "data" / f"facts-{number}.json"
    read = json.loads(path.read_text(encoding="utf-8"))
    notices: list[dict[str, Any]] = read["notices"] if isinstance(read, dict) else read
    return notices


def issue(exported: dict[str, Any], number: int) -> dict[str, Any]:
    found: dict[str, Any] = next(i for i in exported["issues"] if i["number"] == number)
    return found


def telephones(contact: dict[str, Any], name: str) -> list[tuple[str, str | None]]:
    """Give all numbers of a contact, its persons' first."""
    own = [p for person in contact.get("persons", ()) for p in person.get(name, ())]
    numbers = [*own, *contact.get(name, ())]
    return [(n["number"], n.get("extension")) for n in numbers]


def _minute(value: Any) -> Any:
    """Cut the offset off a time; the facts have none."""
    return value[:16] if isinstance(value, str) and value[10:11] == "T" else value


def plain(number: Any) -> tuple[str, str | None]:
    return (number, None) if isinstance(number, str) else (number[0], number[1])


@pytest.mark.parametrize("number", [153, 158])
def test_every_notice_is_there_in_order(exported: dict[str, Any], number: int) -> None:
    expected = facts(number)
    assert len(expected) == 15
    assert [n["title"] for n in issue(exported, number)["notices"]] == [
        n["title"] for n in expected
    ]


@pytest.mark.parametrize("number", [153, 158])
def test_facts_of_each_notice(exported: dict[str, Any], number: int) -> None:
    parts = {p["id"]: p["title"] for p in issue(exported, number)["parts"]}
    for found, fact in zip(issue(exported, number)["notices"], facts(number), strict=True):
        for name in ("id", "type", "number", "published", "effective", "group"):
            assert found.get(name) == fact.get(name), (fact["title"], name)
        assert found["issuers"] == fact.get("issuers", []), fact["title"]
        assert parts[found["part_id"]] == fact["part"]
        assert {c["number"] for c in found["cites"]} == set(fact["cites"]), fact["title"]


@pytest.mark.parametrize("number", [153, 158])
def test_facts_of_each_deadline(exported: dict[str, Any], number: int) -> None:
    counted = 0
    for found, fact in zip(issue(exported, number)["notices"], facts(number), strict=True):
        assert len(found["deadlines"]) == len(fact["deadlines"]), fact["title"]
        for deadline, expected in zip(found["deadlines"], fact["deadlines"], strict=True):
            counted += 1
            for name in PHRASES:
                if name == "from" and "from" not in expected:
                    continue  # the default is exported, the source does not say it
                assert _minute(deadline.get(name)) == expected.get(name), (fact["title"], name)
            for name in ("within", "length"):
                written = expected.get(name)
                assert deadline.get(name) == (written and read_length(written))
    assert counted == {153: 24, 158: 18}[number]


@pytest.mark.parametrize("number", [153, 158])
def test_facts_of_each_contact(exported: dict[str, Any], number: int) -> None:
    counted = 0
    for found, fact in zip(issue(exported, number)["notices"], facts(number), strict=True):
        assert len(found["contacts"]) == len(fact["contacts"]), fact["title"]
        for contact, expected in zip(found["contacts"], fact["contacts"], strict=True):
            counted += 1
            assert [p["name"] for p in contact["persons"]] == expected.get("persons", [])
            assert telephones(contact, "phones") == [plain(p) for p in expected.get("phones", [])]
            assert telephones(contact, "fax") == [plain(p) for p in expected.get("fax", [])]
            emails = [e for p in contact["persons"] for e in p["emails"]] + contact["emails"]
            assert emails == expected.get("emails", [])
            assert contact.get("qq", []) == expected.get("qq", [])
            for name in ("address", "organization"):
                if expected.get(name):
                    assert contact.get(name) == expected[name], fact["title"]
    assert counted == {153: 13, 158: 16}[number]


@pytest.mark.parametrize("number", [153, 158])
def test_facts_of_each_attachment(exported: dict[str, Any], number: int) -> None:
    counted = 0
    for found, fact in zip(issue(exported, number)["notices"], facts(number), strict=True):
        assert len(found["attachments"]) == len(fact["attachments"]), fact["title"]
        for attachment, expected in zip(found["attachments"], fact["attachments"], strict=True):
            counted += 1
            for name in ("label", "title", "url"):
                assert attachment.get(name) == expected.get(name), (fact["title"], name)
            assert attachment.get("embedded", False) == expected.get("embedded", False)
            assert attachment.get("level", 1) == expected.get("level", 1)
    assert counted == {153: 25, 158: 13}[number]
