"""JUnit's XML: a suite a file, a case a finding; what does not fail a check passes here too."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from sphinx_digest.core.messages import Language
from sphinx_digest.core.reports.entry import Entry
from sphinx_digest.core.reports.text import summary

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def _clean(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)


def _suite(root: Element, name: str, tests: int, failures: int) -> Element:
    counts = {"tests": str(tests), "failures": str(failures), "errors": "0"}
    return SubElement(root, "testsuite", {"name": _clean(name), **counts})


def _case(suite: Element, entry: Entry, fails: bool) -> None:
    place = f"{entry.file}:{entry.span.line}:{entry.span.column}"
    name = f"{entry.code} {entry.name} ({entry.span.line}:{entry.span.column})"
    case = SubElement(suite, "testcase", {"classname": _clean(entry.file), "name": name})
    words = f"{place}: {entry.severity}[{entry.code}] {entry.message}"
    if entry.help:
        words += f"\nhelp: {entry.help}"
    if fails:
        kind = {"message": _clean(entry.message), "type": entry.severity}
        SubElement(case, "failure", kind).text = _clean(words)
    else:
        SubElement(case, "system-out").text = _clean(words)


def to_junit(entries: Sequence[Entry], files: int, language: Language, strict: bool) -> str:
    """Give the report as JUnit's XML; infos are failures only where ``strict``."""
    failing = [entry for entry in entries if strict or entry.severity != "info"]
    tests = len(entries) or 1
    counts = {"tests": str(tests), "failures": str(len(failing)), "errors": "0"}
    root = Element("testsuites", {"name": "sphinx-digest", **counts})
    for file, group in groupby(entries, key=lambda entry: entry.file):
        members = list(group)
        suite = _suite(root, file, len(members), sum(entry in failing for entry in members))
        for entry in members:
            _case(suite, entry, entry in failing)
    if not entries:
        suite = _suite(root, "sphinx-digest", 1, 0)
        name = summary(entries, files, language)
        SubElement(suite, "testcase", {"classname": "sphinx-digest", "name": name})
    indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"
