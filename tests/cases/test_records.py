"""Every mistake of ``records.toml`` is found in both markups, at its place, and nothing else."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from sphinx_digest.core.check import check
from sphinx_digest.core.messages import help_of, message_of
from sphinx_digest.core.model import Diagnostic
from tests.cases.both import Marked, take_marks, to_rst

CASES: list[dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("records.toml").read_text(encoding="utf-8")
)["case"]

HEAD = """# 周报 第 158 期

:::{issue}
:number: 158
:period: 2021-04-10/2021-04-16
:::

## 知识产权信息篇
"""
NOTICE = """:::{notice}
:type: 通知
:issuer: 示例局
:published: 2021-04-12
:::"""


def source_of(case: dict[str, Any], markup: str) -> Marked:
    text = case["text"].replace("\n{notice}\n", f"\n{NOTICE}\n")
    whole = text.lstrip("\n") if case.get("whole") else HEAD + text
    return take_marks(whole if markup == "myst" else to_rst(whole))


def findings(source: Marked, markup: str, folder: Path) -> tuple[Diagnostic, ...]:
    path = folder / f"issue.{'md' if markup == 'myst' else 'rst'}"
    path.write_text(source.text, encoding="utf-8")
    return check([path]).diagnostics


@pytest.mark.parametrize("markup", ["myst", "rst"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_mistake_is_found_at_its_place(case: dict[str, Any], markup: str, tmp_path: Path) -> None:
    source = source_of(case, markup)
    found = findings(source, markup, tmp_path)
    assert [d.code for d in found] == case["code"], [message_of(d, "zh") for d in found]
    if case.get("mark") == "opening":
        lines = source.text.split("\n")
        for diagnostic in found:
            line = lines[diagnostic.place.span.line - 1]
            assert "notice" in line or "deadline" in line
        return
    spans = [d.place.span for d in found]
    if case.get("mark") == "start":
        assert [(s.line, s.column) for s in spans] == [mark[:2] for mark in source.marks]
    else:
        places = [(s.line, s.column, s.end_line, s.end_column) for s in spans]
        assert places == list(source.marks)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_both_markups_say_the_same(case: dict[str, Any], tmp_path: Path) -> None:
    said = []
    for markup in ("myst", "rst"):
        folder = tmp_path / markup
        folder.mkdir()
        found = findings(source_of(case, markup), markup, folder)
        said.append([(d.code, *_words(d)) for d in found])
    assert said[0] == said[1]


def _words(diagnostic: Diagnostic) -> tuple[str, ...]:
    """Give the words without the numbers of lines and the fences, which differ by markup."""
    words = []
    for language in ("zh", "en"):
        for text in (message_of(diagnostic, language), help_of(diagnostic, language) or ""):
            for fence in (":::{deadline} ", ".. deadline:: ", ":::{issue}", ".. issue::"):
                text = text.replace(fence, "")
            words.append("".join(c for c in text if not c.isdigit()))
    return tuple(words)


def test_there_are_enough_mistakes() -> None:
    assert len({case["name"] for case in CASES}) >= 60
