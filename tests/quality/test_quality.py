"""The slips of the issues as printed are found at their lines; what is right is left alone."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from sphinx_digest.core.check import check
from tests.quality.measure import (
    HERE,
    SILENT,
    Figures,
    Slip,
    measure,
    place_of,
    read_false_alarms,
    read_slips,
    table,
)

ROOT = Path(__file__).parents[2]
SLIPS = read_slips()


@pytest.fixture(scope="module")
def figures() -> Figures:
    return measure()


@pytest.mark.parametrize(
    "slip", [s for s in SLIPS if s.code], ids=lambda s: f"{s.file}-{s.code}-{s.at[:12]}"
)
def test_a_slip_is_found_at_its_line(slip: Slip, figures: Figures) -> None:
    assert slip.place() in figures.found, slip.what


@pytest.mark.parametrize("slip", [s for s in SLIPS if not s.code], ids=lambda s: s.at[:20])
def test_a_slip_that_no_rule_finds_says_why(slip: Slip, figures: Figures) -> None:
    file, line, text, _ = slip.place()
    found = {code for f, n, at, code in figures.found if (f, n) == (file, line) and text in at}
    others = {other.code for other in SLIPS if other.place()[:2] == (file, line)}
    assert slip.why
    assert found <= others, "it is found by now: give it the code"


@pytest.mark.parametrize("folder", SILENT, ids=lambda folder: folder.name)
def test_what_is_right_is_left_alone(folder: Path) -> None:
    found = {(place_of(d)[0], *place_of(d)[2:]) for d in check([folder]).diagnostics}
    known = {one for one in read_false_alarms() if (folder / one[0]).is_file()}
    assert found - known == set(), "these are false alarms"
    assert known - found == set(), "these are mended: take them out of slips.toml"


def test_nothing_else_is_found_in_the_issues_as_printed(figures: Figures) -> None:
    known = read_false_alarms()
    new = [place_of(found) for found in figures.false]
    assert [one for one in new if (one[0], *one[2:]) not in known] == []


def test_each_issue_as_printed_has_a_corrected_twin() -> None:
    names = [
        sorted(p.name for p in (HERE / folder).iterdir()) for folder in ("as_printed", "corrected")
    ]
    assert names[0] == names[1]


def test_the_manual_states_what_is_measured(figures: Figures) -> None:
    manual = (ROOT / "docs" / "quality.md").read_text(encoding="utf-8")
    for line in table(figures):
        assert line in manual, "run make quality and copy its table into docs/quality.md"


def test_the_manual_names_each_slip_that_nothing_finds() -> None:
    manual = (ROOT / "docs" / "quality.md").read_text(encoding="utf-8")
    missed = [slip for slip in SLIPS if not slip.code]
    shown = re.findall(r"^\| (.+?) \| (.+?) \|$", manual.split("## 查不出的")[1], re.MULTILINE)
    assert {(slip.what, slip.why) for slip in missed} <= set(shown)


def test_the_fixtures_name_nobody_real() -> None:
    texts = [p.read_text(encoding="utf-8") for p in HERE.rglob("*") if p.suffix in (".md", ".rst")]
    hosts = set(re.findall(r"(?:https?://|@)([\w.-]+)", "\n".join(texts)))
    assert all(re.search(r"(?:^|\.)example\.(?:org|com|net)$", host) for host in hosts), hosts


def test_the_tool_prints_the_table() -> None:
    done = subprocess.run(
        [sys.executable, str(HERE / "measure.py")], capture_output=True, text=True, check=True
    )
    assert "| 合计 |" in done.stdout
