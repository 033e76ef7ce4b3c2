"""``--fix`` on every case of a mistake: the mends end their findings, and do nothing else."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from sphinx_digest.cli import main
from sphinx_digest.core.check import check
from sphinx_digest.core.model import Diagnostic, Markup
from tests.cases.both import to_rst
from tests.cases.test_records import CASES, HEAD, NOTICE, source_of


def fixed(text: str, markup: Markup, folder: Path) -> tuple[str, list[Diagnostic]]:
    """Give the text after ``--fix``, and what was found before."""
    (folder / "digest.toml").write_text("", encoding="utf-8")
    path = folder / ("a.md" if markup == "myst" else "a.rst")
    path.write_text(text, encoding="utf-8")
    before = list(check([folder]).diagnostics)
    main(["check", "-q", "--fix", "--ignore", "DGT397", str(folder)])
    return path.read_text(encoding="utf-8"), before


def offset(text: str, line: int, column: int) -> int:
    return sum(len(one) + 1 for one in text.split("\n")[: line - 1]) + column - 1


def around(text: str, found: list[Diagnostic]) -> list[str]:
    """Give the pieces of a text between what is mended."""
    pieces, last = [], 0
    for span in sorted(fix.place.span for one in found for fix in one.fixes):
        pieces.append(text[last : offset(text, span.line, span.column)])
        last = offset(text, span.end_line, span.end_column)
    return [*pieces, text[last:]]


@pytest.mark.parametrize("markup", ["myst", "rst"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_case_is_mended_for_good(case: dict[str, Any], markup: Markup, tmp_path: Path) -> None:
    text = source_of(case, markup).text
    once, before = fixed(text, markup, tmp_path)
    left = check([tmp_path]).diagnostics
    assert not [found for found in left if found.fixes]
    codes = Counter(found.code for found in before)
    mended = Counter(found.code for found in before if found.fixes)
    assert Counter(found.code for found in left) == codes - mended
    rest = once
    for piece in around(text, before):
        assert piece in rest
        rest = rest.split(piece, 1)[1] if piece else rest
    assert (once == text) == (not mended)
    assert fixed(once, markup, tmp_path)[0] == once


MENDS = [
    ("unknown field", ":publish:", ":published:"),
    ("unknown part of an index", ":form:", ":from:"),
    ("title that repeats its heading", " 甲通知\n", "\n"),
    ("cited number that is none", "国发2019 1号", "国发〔2019〕1号"),
]


@pytest.mark.parametrize("markup", ["myst", "rst"])
@pytest.mark.parametrize(("name", "old", "new"), MENDS)
def test_a_case_is_mended_so(name: str, old: str, new: str, markup: Markup, tmp_path: Path) -> None:
    case = next(case for case in CASES if case["name"] == name)
    text = source_of(case, markup).text
    if markup == "rst" and name.startswith("title"):
        old, new = ".. notice:: 甲通知", ".. notice::"
    at = text.rindex(old)
    assert fixed(text, markup, tmp_path)[0] == text[:at] + new + text[at + len(old) :]


UNMENDED = [
    "misspelt fields with one meaning",
    "misspelt field that is there already",
    "misspelt field whose value would not be read",
    "word with a sense of its own",
    "attachments that lead nowhere",
]


@pytest.mark.parametrize("markup", ["myst", "rst"])
@pytest.mark.parametrize("name", UNMENDED)
def test_what_is_not_sure_stays(name: str, markup: Markup, tmp_path: Path) -> None:
    case = next(case for case in CASES if case["name"] == name)
    text = source_of(case, markup).text
    assert fixed(text, markup, tmp_path)[0] == text


def test_a_number_in_a_drawn_table_stays(tmp_path: Path) -> None:
    cell = "| :docnum:`国发2019 1号` |\n"
    line = "+" + "-" * 24 + "+\n"
    text = to_rst(f"{HEAD}\n### 甲通知\n\n{NOTICE}\n") + "\n" + line + cell + line
    once, before = fixed(text, "rst", tmp_path)
    assert [found.code for found in before] == ["DGT028"]
    assert once == text


def test_a_repeated_title_with_text_below_stays(tmp_path: Path) -> None:
    head = HEAD + "\n### 甲通知\n\n"
    text = head + NOTICE.replace("{notice}", "{notice} 甲通知").replace("\n:::", "\n\n正文。\n:::")
    once, before = fixed(text, "myst", tmp_path)
    assert [found.code for found in before] == ["DGT057"]
    assert once == text
