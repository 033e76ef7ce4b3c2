"""Every format, read back as its reader reads it: by a schema, or by its documented rules."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from sphinx_digest.core.check import Report
from sphinx_digest.core.messages import catalogue
from sphinx_digest.core.model import Diagnostic, Fix, Place, Related, Severity, Span
from sphinx_digest.core.report import render
from sphinx_digest.core.reports.entry import find_entries

BASE = Path("/digest")
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")

names = st.sampled_from(
    ["a.md", "期/甲 1.md", "a,b:%0A=;.md", "../外.md", "<&>\"'.rst", "[b]#?.md"]
)
words = st.text(max_size=20) | st.sampled_from(
    ["%0A::error::", "a\r\nb", "]]>&amp;", "\x1b[2J\x00"]
)
spans = st.builds(
    lambda line, column, lines, width: Span(line, column, line + lines, column + width),
    st.integers(1, 99), st.integers(1, 99), st.sampled_from([0, 0, 2]), st.integers(0, 9),
)  # fmt: skip
places = st.builds(lambda name, span: Place(str(BASE / name), span), names, spans)
diagnostics = st.builds(
    lambda place, value, severity, related, fixes: Diagnostic(
        "DGT102", place, {"value": value, "reason": "r"}, "help", related, severity, fixes
    ),
    places,
    words,
    st.sampled_from([None, *SEVERITIES]),
    st.lists(st.builds(Related, places, words), max_size=2).map(tuple),
    st.lists(st.builds(Fix, places, words), max_size=2).map(tuple),
)
reports = st.lists(diagnostics, max_size=4).map(
    lambda found: Report(tuple(found), len(found), lambda _: "甲\n" * 99, "zh")
)


def schema(name: str) -> Draft202012Validator:
    text = Path(__file__).with_name(name).read_text(encoding="utf-8")
    return Draft202012Validator(json.loads(text), format_checker=FormatChecker())


def valid(report: Report, format_name: str) -> Any:
    document = json.loads(render(report, format_name, BASE))
    problems = [
        error.message for error in schema(f"{format_name}.schema.json").iter_errors(document)
    ]
    assert problems == []
    return document


@pytest.mark.parametrize("name", ["json", "gitlab", "sarif"])
def test_the_schemas_are_schemas_and_refuse_what_is_wrong(name: str) -> None:
    validator = schema(f"{name}.schema.json")
    validator.check_schema(validator.schema)
    assert not validator.is_valid({})
    assert not validator.is_valid([{}])


@given(reports)
def test_json(report: Report) -> None:
    document = valid(report, "json")
    entries = find_entries(report, BASE)
    assert [found["message"] for found in document["diagnostics"]] == [e.message for e in entries]
    assert [len(found["fixes"]) for found in document["diagnostics"]] == [
        len(entry.fixes) for entry in entries
    ]
    assert sum(document["summary"][severity] for severity in SEVERITIES) == len(entries)


def commands(output: str) -> Iterator[tuple[str, dict[str, str], str]]:
    """Read workflow commands as a runner does: by lines, at the first ``::`` after the start."""
    for line in re.split(r"\r\n|\r|\n", output):
        if not line.startswith("::"):
            assert line == ""
            continue
        command, end, data = line[2:].partition("::")
        assert end
        name, _, listed = command.partition(" ")
        properties = dict(pair.split("=", 1) for pair in listed.split(",") if pair)
        yield (
            name,
            {key: unescaped(value, True) for key, value in properties.items()},
            unescaped(data),
        )


def unescaped(text: str, in_property: bool = False) -> str:
    marks = {"%0D": "\r", "%0A": "\n", **({"%3A": ":", "%2C": ","} if in_property else {})}
    for mark, character in marks.items():
        text = text.replace(mark, character)
    return text.replace("%25", "%")


@given(reports)
def test_github(report: Report) -> None:
    entries = find_entries(report, BASE)
    read = list(commands(render(report, "github", BASE)))
    assert len(read) == len(entries)
    kinds = {"error": "error", "warning": "warning", "info": "notice"}
    for (name, properties, data), entry in zip(read, entries, strict=True):
        assert name == kinds[entry.severity]
        assert properties["file"] == entry.file
        assert properties["title"] == f"{entry.code} {entry.name}"
        assert (int(properties["line"]), int(properties["endLine"])) == (
            entry.span.line,
            entry.span.end_line,
        )
        assert ("col" in properties) == (entry.span.line == entry.span.end_line)
        assert properties.keys() <= {"file", "line", "endLine", "col", "endColumn", "title"}
        assert data == f"{entry.message}\n{entry.help}"


@given(reports)
def test_gitlab(report: Report) -> None:
    document = valid(report, "gitlab")
    assert len({issue["fingerprint"] for issue in document}) == len(report.diagnostics)
    assert [issue["location"]["path"] for issue in document] == [
        entry.file for entry in find_entries(report, BASE)
    ]


@given(reports)
def test_sarif(report: Report) -> None:
    (run,) = valid(report, "sarif")["runs"]
    rules = run["tool"]["driver"]["rules"]
    entries = find_entries(report, BASE)
    for result, entry in zip(run["results"], entries, strict=True):
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == entry.code
        uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        assert unquote(uri) == entry.file
        replacements = [
            (
                change["artifactLocation"]["uri"],
                one["deletedRegion"],
                one["insertedContent"]["text"],
            )
            for fix in result.get("fixes", ())
            for change in fix["artifactChanges"]
            for one in change["replacements"]
        ]
        assert sorted(
            (unquote(uri), region["startLine"], region["startColumn"], text)
            for uri, region, text in replacements
        ) == sorted(
            (fix.file, fix.span.line, fix.span.column, fix.text) for fix in entry.fixes
        )  # fmt: skip


def test_sarif_describes_every_code_in_both_languages() -> None:
    found = tuple(
        Diagnostic(code, Place(str(BASE / "a.md"), Span(1, 1, 1, 1)), values(code), None)
        for code in catalogue()
    )
    for language in ("zh", "en"):
        report = Report(found, 1, lambda _: None, language)
        (run,) = valid(report, "sarif")["runs"]
        assert len(run["tool"]["driver"]["rules"]) == len(catalogue())


def values(code: str) -> dict[str, str]:
    templates = catalogue()[code].words.values()
    return {name: "…" for text in templates for name in re.findall(r"\{(\w+)\}", text)}


#: What the schema ``junit-10.xsd`` of Jenkins allows: attributes (with ! required), children.
JUNIT = {
    "testsuites": ("name time tests failures errors", "testsuite"),
    "testsuite": (
        "!name !tests !failures !errors group time skipped timestamp hostname id package file log url",
        "testsuite properties testcase system-out system-err",
    ),
    "testcase": ("!name time classname group", "skipped error failure system-out system-err"),
    "failure": ("type message", ""),
    "system-out": ("", ""),
}


def check_junit(element: ET.Element) -> None:
    attributes, children = (text.split() for text in JUNIT[element.tag])
    assert set(element.attrib) <= {name.lstrip("!") for name in attributes}
    assert {name[1:] for name in attributes if name.startswith("!")} <= set(element.attrib)
    for child in element:
        assert child.tag in children
        check_junit(child)


@given(reports, st.booleans())
def test_junit(report: Report, strict: bool) -> None:
    root = ET.fromstring(render(report, "junit", BASE, strict=strict).encode())
    assert root.tag == "testsuites"
    check_junit(root)
    cases, failures = root.findall(".//testcase"), root.findall(".//failure")
    assert len(cases) == max(1, len(report.diagnostics))
    for element in (root, *root):
        assert int(element.attrib["tests"]) == len(element.findall(".//testcase"))
        assert int(element.attrib["failures"]) == len(element.findall(".//failure"))
        assert element.get("errors") == "0"
    entries = find_entries(report, BASE)
    assert len(failures) == sum(strict or entry.severity != "info" for entry in entries)
    # GitLab takes two cases of one suite with one name and class for the same test.
    assert all(case.attrib["name"] and case.attrib["classname"] for case in cases)


def test_paths_have_forward_slashes_and_no_base() -> None:
    place = Place(str(BASE / "期" / "a.md"), Span(1, 1, 1, 2))
    report = Report((Diagnostic("DGT102", place, values("DGT102"), None),), 1, lambda _: None, "zh")
    for name in ("json", "github", "gitlab", "junit"):
        output = render(report, name, BASE)
        assert "期/a.md" in output
        assert str(BASE) not in output
