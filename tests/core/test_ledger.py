"""digest.lock: read where it is as it is written, told where it is not."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_digest.core.ledger import Ledger, Published, read_ledger
from sphinx_digest.core.messages import help_of, message_of
from sphinx_digest.core.model import Span

HEAD = '{"format_version": 1, "issues": '
PAGE = HEAD + '{"a": {"records": {}, "docname": '


def told(text: str) -> list[tuple[str, str | None, Span]]:
    return [(one.code, one.help, one.place.span) for one in read_ledger(text, "digest.lock")[1]]


def test_what_is_frozen_is_read_again() -> None:
    ledger = Ledger().freeze("issue-2", {"b": {"phone": ["1", "2"]}}).freeze("issue-1", {})
    text = ledger.to_text()
    assert text.endswith("}\n")
    assert text.index("issue-1") < text.index("issue-2")
    read, found = read_ledger(text, "digest.lock")
    assert found == []
    assert read.contacts == {"issue-1": {}, "issue-2": {"b": {"phone": ["1", "2"]}}}
    assert read.to_text() == text


def test_what_is_frozen_stays_unless_asked_for() -> None:
    first = Ledger().freeze("issue-1", {"a": {"phone": "1"}, "b": {"phone": "2"}})
    later = first.freeze("issue-1", {"a": {"phone": "9"}, "c": {"phone": "3"}})
    assert later.contacts["issue-1"] == {
        "a": {"phone": "1"}, "b": {"phone": "2"}, "c": {"phone": "3"},
    }  # fmt: skip
    again = first.freeze("issue-1", {"a": {"phone": "9"}}, again=True)
    assert again.contacts["issue-1"] == {"a": {"phone": "9"}}


def test_what_later_versions_add_is_kept() -> None:
    text = HEAD + '{"issue-1": {"hash": "x", "contacts": {}}, "issue-2": {"ids": []}}, "more": 1}'
    read, found = read_ledger(text, "digest.lock")
    assert found == []
    whole = json.loads(read.freeze("issue-1", {"a": {"phone": "1"}}).to_text())
    assert whole["more"] == 1
    assert whole["issues"]["issue-1"] == {"hash": "x", "contacts": {"a": {"phone": "1"}}}
    assert whole["issues"]["issue-2"] == {"ids": []}


@pytest.mark.parametrize(
    ("text", "code", "help_", "span"),
    [
        ("", "DGT084", "help_lock", Span(1, 1, 1, 2)),
        ('{\n  "format_version": 1,\n<<<<<<<\n}', "DGT084", "help_conflict", Span(3, 1, 3, 8)),
        ("[" * 100_000, "DGT084", "help_lock", Span(1, 1, 1, 1)),
        ("[]", "DGT085", "help_lock", Span(1, 1, 1, 1)),
        ("{}", "DGT085", "help_lock", Span(1, 1, 1, 1)),
        ('{"format_version": 2}', "DGT085", "help_newer", Span(1, 20, 1, 21)),
        ('{"format_version": true}', "DGT085", "help_lock", Span(1, 20, 1, 24)),
        ('{"format_version": 1}', "DGT085", "help_lock", Span(1, 1, 1, 1)),
        (HEAD + "[]}", "DGT085", "help_lock", Span(1, 33, 1, 34)),
        (HEAD + '{"a": 1}}', "DGT085", "help_lock", Span(1, 39, 1, 40)),
        (HEAD + '{"a": {"contacts": []}}}', "DGT085", "help_lock", Span(1, 52, 1, 53)),
        (HEAD + '{"a": {"contacts": {"b": 1}}}}', "DGT085", "help_lock", Span(1, 58, 1, 59)),
        (PAGE + '"/srv/x"}}}', "DGT085", "help_lock", Span(1, 66, 1, 74)),
        (PAGE + '"x", "former": ["y", "../../x"]}}}', "DGT085", "help_lock", Span(1, 87, 1, 96)),
        (PAGE + '"a//b"}}}', "DGT085", "help_lock", Span(1, 66, 1, 72)),
        (HEAD + '{"a": {},\n"a": {}}}', "DGT086", "help_lock", Span(2, 1, 2, 4)),
    ],
)
def test_what_is_wrong_is_found_at_its_place(text: str, code: str, help_: str, span: Span) -> None:
    assert told(text) == [(code, help_, span)]


@pytest.mark.parametrize(
    "name", ["../../../evil", "/srv/evil", "a/../b", "C:/evil", "..\\evil", ""]
)
def test_no_page_outside_of_the_digest_is_taken(name: str) -> None:
    held = {"docname": name, "former": ["a/b", name], "records": {}}
    text = json.dumps({"format_version": 1, "issues": {"issue-1": held}})
    ledger, found = read_ledger(text, "digest.lock")
    assert {one.code for one in found} == {"DGT085"}
    assert ledger.issues["issue-1"].docname == ""
    assert ledger.issues["issue-1"].former == ("a/b",)


def test_a_conflict_of_two_sides_is_named() -> None:
    held = Ledger().publish("issue-1", Published("a")).to_text().split("\n")
    held[3:3] = ["<<<<<<< HEAD", "=======", ">>>>>>> branch"]
    (one,) = read_ledger("\n".join(held), "digest.lock")[1]
    assert (one.place.span.line, one.values["reason"]) == (4, "两边的改动还没有合好")
    assert "publish" in (help_of(one, "zh") or "")
    assert not re.search("[A-Za-z]{8}", message_of(one, "zh").replace("digest.lock", ""))


NAMES = st.text('ab-甲"\\\n', min_size=1, max_size=4)
TREES = st.recursive(
    st.text(max_size=4) | st.integers() | st.booleans() | st.none(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=12,
)


@given(st.dictionaries(NAMES, TREES, max_size=4), st.sampled_from([None, 2]))
def test_each_name_and_value_has_its_place(tree: dict[str, Any], indent: int | None) -> None:
    text = json.dumps(tree, ensure_ascii=False, indent=indent)
    places = read_ledger(text, "digest.lock")[0].places
    rows = text.split("\n")

    def at(name: str) -> str:
        span = places[name]
        assert span.line == span.end_line
        return rows[span.line - 1][span.column - 1 : span.end_column - 1]

    def look(value: Any, name: str) -> None:
        if isinstance(value, dict | list):
            assert at(f"{name}=") in "{["
            pairs = value.items() if isinstance(value, dict) else enumerate(value)
            for key, inner in pairs:
                look(inner, f"{name}.{key}")
        else:
            assert at(f"{name}=") == json.dumps(value, ensure_ascii=False)

    for key, value in tree.items():
        assert at(key) == json.dumps(key, ensure_ascii=False)
        look(value, key)


def test_a_wrong_value_is_found_in_the_file(tmp_path: Path) -> None:
    from tests.core.test_roster import load, told

    lock = HEAD + '{"issue-1": {"contacts": {"a-1": {"phone": [\n"010-55500101", "5550x"]}}}}}'
    roster, found = load(tmp_path, digest_lock=lock)
    assert told(found) == ["DGT026 2:18 5550x"]
    assert roster.entry("a-1", "issue-1") is not None


def test_no_mend_is_offered_in_what_nobody_writes_by_hand(tmp_path: Path) -> None:
    from tests.core.test_roster import load, told

    lock = HEAD + '{"issue-1": {"contacts": {"a-1": {"phon": "010-55500101"}}}}}'
    _, found = load(tmp_path, digest_lock=lock)
    assert "DGT020 1:68 phon" in told(found)
    assert not any(one.fixes for one in found)
