"""What the readers mend: exactly in place, whatever stands around, and to what was meant."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sphinx_digest.core.model import Markup
from tests.reading import test_myst_damage, test_rst_damage
from tests.reading.mended import mend, read

HERE = Path(__file__).parent
MYST, RST = test_myst_damage.CASES, test_rst_damage.CASES
EXACT: list[dict[str, Any]] = tomllib.loads((HERE / "mends.toml").read_text(encoding="utf-8"))[
    "case"
]
BOTH = [
    *(("myst", case["text"]) for case in MYST),
    *(("rst", case["text"]) for case in RST),
    *((case["markup"], case["text"]) for case in EXACT),
]


@pytest.mark.parametrize("case", EXACT, ids=lambda case: case["name"])
def test_mended_text(case: dict[str, Any]) -> None:
    wanted = case.get("mended", case["text"])
    assert mend(case["text"], case["markup"]) == wanted
    codes = [finding.code for finding in read(case["text"], case["markup"]).diagnostics]
    assert codes == case["findings"]


@pytest.mark.parametrize(("markup", "text"), BOTH)
def test_a_mend_ends_its_finding_and_changes_no_meaning(markup: Markup, text: str) -> None:
    before, after = (read(source, markup) for source in (text, mend(text, markup)))
    codes = [Counter(finding.code for finding in one.diagnostics) for one in (before, after)]
    assert codes[1] <= codes[0]
    mendable = {finding.code for finding in before.diagnostics if finding.fixes}
    assert all(codes[1][code] < codes[0][code] for code in mendable)
    assert not [finding for finding in after.diagnostics if finding.fixes]
    assert test_rst_damage.as_read(after) == test_rst_damage.as_read(before)


@pytest.mark.parametrize(("markup", "text"), BOTH)
def test_what_is_mended_is_what_runs(markup: Markup, text: str) -> None:
    mended = mend(text, markup)
    reading = read(mended, markup)
    if mended == text or reading.diagnostics:
        return
    if markup == "myst":
        assert test_myst_damage.as_run(mended) == test_myst_damage.as_read(reading)
    else:
        assert test_rst_damage.as_run(mended) == test_rst_damage.as_read(reading)


def _behind(first: str, rest: str, blank: str = "") -> Callable[[str], str]:
    """Give what puts a text behind a sign, and its other lines below."""

    def put(text: str) -> str:
        lines = text.split("\n")
        starts = [first, *[rest] * (len(lines) - 1)]
        pairs = zip(starts, lines, strict=True)
        return "\n".join(start + line if line.strip() else blank + line for start, line in pairs)

    return put


def _note(text: str) -> str:
    return ".. note::\n\n" + _behind("   ", "   ")(text)


PLACES: dict[str, tuple[Markup, Markup, Callable[[str], str]]] = {
    "item": ("myst", "myst", _behind("- ", "  ")),
    "item with tabs": ("myst", "myst", _behind("-\t", "\t")),
    "item with a tab below": ("myst", "myst", _behind("- ", "\t")),
    "tenth item": ("myst", "myst", _behind("10. ", "    ")),
    "quotation": ("myst", "myst", _behind("> ", "> ", "> ")),
    "admonition": ("myst", "myst", lambda text: f"::::::{{note}}\n{text}\n::::::\n"),
    "rst item": ("rst", "rst", _behind("- ", "  ")),
    "rst quotation": ("rst", "rst", _behind("  ", "  ")),
    "rst quotation with tabs": ("rst", "rst", _behind("\t", "\t")),
    "rst admonition": ("rst", "rst", _note),
    "eval-rst": ("rst", "myst", lambda text: f"```{{eval-rst}}\n{text}\n```\n"),
}


@pytest.mark.parametrize("place", PLACES)
def test_a_mend_is_the_same_wherever_it_stands(place: str) -> None:
    written, markup, put = PLACES[place]
    mended = 0
    for case_markup, text in BOTH:
        if case_markup != written:
            continue
        lines = put(text.strip("\n")).split("\n")
        found = mend("\n".join(lines), markup).split("\n")
        wanted = put(mend(text.strip("\n"), written)).split("\n")
        if len(wanted) < len(lines) == len(found):
            wanted = lines  # blank lines that are no slip here
        assert len(found) == len(wanted)
        if len(found) == len(lines):
            rest = zip(found, wanted, lines, strict=True)
            assert all(one in {after, before} for one, after, before in rest)
        else:
            assert found == wanted
        mended += found != lines
    assert mended > 10


TABLE = """
+----------------------+----------------------+
| .. deadline:: 甲     | 见:notice:`a-1`      |
|    ：end：2021-04-20 | 见{notice}`a-2`      |
+----------------------+----------------------+

====================  =====
见:notice:`a-1`       甲
见:notice:`a-2`
====================  =====
"""


def test_a_drawn_table_is_left_as_it_is() -> None:
    codes = [finding.code for finding in read(TABLE, "rst").diagnostics]
    assert codes == ["DGT064", "DGT003", "DGT067", "DGT064", "DGT064"]
    assert mend(TABLE, "rst") == TABLE
