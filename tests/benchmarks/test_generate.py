"""The benchmark's archive is a digest without a finding, and the same every time."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import pytest

from sphinx_digest.core.check import check

GENERATE: dict[str, Any] = runpy.run_path(
    str(Path(__file__).parents[2] / "benchmarks" / "generate.py")
)
BLOCKS = (":::{notice}", ":::{deadline}", ":::{contact}")


def without_directives(text: str) -> list[str]:
    """Give the lines of a source outside our fences."""
    kept: list[str] = []
    inside = False
    for line in text.splitlines():
        if line.startswith(":::"):
            inside = line != ":::"
        elif not inside and line:
            kept.append(line)
    return kept


def test_archive_has_no_finding(tmp_path: Path) -> None:
    issues = GENERATE["generate"](tmp_path, 70, "digest")
    assert len(issues) == 3
    report = check([tmp_path])
    assert report.files == 4
    assert not report.diagnostics


def test_every_notice_has_its_records(tmp_path: Path) -> None:
    issues = GENERATE["generate"](tmp_path, 40, "digest")
    text = "".join(path.read_text(encoding="utf-8") for path in issues)
    assert [text.count(block) for block in BLOCKS] == [40, 40, 40]
    assert 0 < text.count(":::{attachments}") < 40
    assert all(text.count(f":id: bench-{number:05d}\n") == 1 for number in range(40))


@pytest.mark.parametrize("form", ["digest", "needs"])
def test_forms_hold_the_same_text(tmp_path: Path, form: str) -> None:
    (plain,) = GENERATE["generate"](tmp_path / "plain", 12, "plain")
    (other,) = GENERATE["generate"](tmp_path / form, 12, form)
    text = plain.read_text(encoding="utf-8")
    assert ":::" not in text
    assert without_directives(other.read_text(encoding="utf-8")) == without_directives(text)


def test_what_the_records_say_can_be_written_out(tmp_path: Path) -> None:
    (digest,) = GENERATE["generate"](tmp_path / "digest", 6, "digest")
    (written,) = GENERATE["generate"](tmp_path / "written", 6, "written")
    text = written.read_text(encoding="utf-8")
    assert ":::" not in text
    for line in digest.read_text(encoding="utf-8").splitlines():
        name, _, value = line.removeprefix(":").partition(": ")
        if line.startswith(":") and value and name not in ("period", "department", "published"):
            assert value in text


def test_bodies_have_the_length_they_are_said_to_have(tmp_path: Path) -> None:
    (plain,) = GENERATE["generate"](tmp_path, 30, "plain")
    assert 1500 <= len(plain.read_text(encoding="utf-8")) / 30 <= 1650


def test_same_archive_every_time(tmp_path: Path) -> None:
    first = GENERATE["generate"](tmp_path / "a", 31, "digest")
    second = GENERATE["generate"](tmp_path / "b", 31, "digest")
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]
