"""SARIF and JUnit as other people's programs read them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from junitparser import Failure, JUnitXml
from pydantic import BaseModel
from sarif_pydantic import Sarif

from sphinx_digest.core.check import Report, check
from sphinx_digest.core.report import render
from sphinx_digest.core.reports.entry import Entry, find_entries

AWFUL = Path(__file__).parents[1] / "awful" / "issue.md"


def report_on(folder: Path) -> tuple[Report, tuple[Entry, ...]]:
    (folder / "digest.toml").write_text("", encoding="utf-8")
    (folder / "issue.md").write_bytes(AWFUL.read_bytes())
    (folder / "clean.md").write_text("# 关于本刊\n", encoding="utf-8")
    report = check([folder])
    return report, find_entries(report, folder)


def unknown(model: Any) -> Iterator[str]:
    """Yield the properties that the reader's model of the format does not have."""
    if isinstance(model, list):
        for item in model:
            yield from unknown(item)
    elif isinstance(model, BaseModel):
        yield from model.model_extra or ()
        for name in type(model).model_fields:
            yield from unknown(getattr(model, name))


def test_a_reader_of_sarif(tmp_path: Path) -> None:
    report, entries = report_on(tmp_path)
    read = Sarif.model_validate_json(render(report, "sarif", tmp_path))
    # The reader does not have two properties that the standard has (3.14.17, 3.14.19).
    assert set(unknown(read)) <= {"columnKind", "newlineSequences"}
    assert len(read.runs) == 1
    run = read.runs[0]
    assert run.tool.driver.name == "sphinx-digest"
    found = []
    for result in run.results or ():
        assert len(result.locations) == 1
        location = result.locations[0]
        assert location.physical_location is not None
        region = location.physical_location.region
        assert region is not None
        found.append((result.rule_id, region.start_line, region.start_column, region.end_column))
    assert found == [(e.code, e.span.line, e.span.column, e.span.end_column) for e in entries]
    fixed = [result.rule_id for result in run.results or () if result.fixes]
    assert fixed == [entry.code for entry in entries if entry.fixes]
    assert fixed


def test_a_reader_of_junit(tmp_path: Path) -> None:
    report, entries = report_on(tmp_path)
    read = JUnitXml.fromstring(render(report, "junit", tmp_path).encode())
    cases = [case for suite in read for case in suite]
    failures = [result for case in cases for result in case.result if isinstance(result, Failure)]
    stopping = [entry for entry in entries if entry.severity != "info"]
    assert len(failures) == len(stopping)
    assert read.failures == len(stopping)
    assert read.tests == len(cases)
    for entry, failure in zip(stopping, failures, strict=True):
        assert entry.message in f"{failure.message}{failure.text}"
