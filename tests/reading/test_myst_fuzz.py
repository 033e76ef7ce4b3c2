"""No input breaks the reader; every place is in the file; what has no finding is what MyST runs."""

from __future__ import annotations

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from sphinx_digest.core.model import MarkupSettings, Reading, Span, Text
from sphinx_digest.core.reading.lines import split_lines
from sphinx_digest.core.reading.myst import read_myst
from tests.reading.test_myst_damage import as_read, as_run, read

LINES = [
    "# 科技信息周报", "## 甲", "#### 乙通知", "正文，{docnum}`国发〔2020〕1号`。", "", "", "",
    ":::{notice}", ":::{notice} 丙", "::::{notice} 丁", ":::{deadline} 戊", ":::", ":::", "::::",
    ":::{digest:contact} 己;庚", ":::{issue}", ":::{part}", "```{attachments}", "```", "- [甲](b)",
    "  - 附件 1-1", ":type: circular", ":end: 2021-04-30", ":phone: 010-55500101 转 2",
    ":url: https://www.example.org/a#b", "---", "note: 甲", "type: news", "> 引文", "> :::{deadline} 辛",
    "> :::", "- :::{contact}", "  :::", "    code", "(label)=", "% 注", ":::{note}", "```{only} html",
    ":end：2021", "：end: 2021", "  续行", ":note: 甲 # 乙", "|a|b|", "|-|-|", "<!-- 注", "-->",
    "```python", "[a]: b", "𠀀{notice}`甲 <a-1>`", "`code`", ":::{dedline}", ":::deadline", "\t:::{part}",
]  # fmt: skip
SEVERAL = st.lists(st.sampled_from(LINES), max_size=24).map("\n".join)
MUTATED = st.tuples(SEVERAL, st.integers(0, 200), st.text(max_size=4)).map(
    lambda given: given[0][: given[1]] + given[2] + given[0][given[1] :]
)
FAST = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def check_places(reading: Reading, text: str) -> None:
    lines = [line.text for line in split_lines(text)] or [""]

    def inside(span: Span) -> None:
        assert 1 <= span.line <= span.end_line <= len(lines)
        assert 1 <= span.column <= len(lines[span.line - 1]) + 1
        assert 1 <= span.end_column <= len(lines[span.end_line - 1]) + 1
        assert (span.line, span.column) <= (span.end_line, span.end_column)

    def same(piece: Text) -> None:
        parts = piece.value.split("\n")
        assert len(parts) == len(piece.lines)
        for part, (line, column) in zip(parts, piece.lines, strict=True):
            assert lines[line - 1][column - 1 : column - 1 + len(part)] == part

    for block in reading.blocks:
        inside(block.opening)
        inside(block.name_span)
        assert block.opening.line <= block.end_line <= len(lines)
        for field in block.fields:
            same(field.name)
            same(field.text)
        if block.argument:
            same(block.argument)
        if "\t" not in text:
            same(block.body)
    for heading in reading.headings:
        if "\t" not in text:
            same(heading.title)
    if "\t" not in text and "|" not in text:
        for prose in reading.prose:
            same(prose.text)
        for reference in reading.references:
            same(reference.target)
    for diagnostic in reading.diagnostics:
        inside(diagnostic.place.span)
    for _, place in reading.loose:
        inside(place.span)


@FAST
@given(st.text())
def test_any_text(text: str) -> None:
    check_places(read(text), text)


@FAST
@given(MUTATED)
@example("\t:::{part}0 ")
def test_mutated_sources(text: str) -> None:
    check_places(read(text), text)


@FAST
@given(SEVERAL)
def test_every_syntax_on(text: str) -> None:
    extensions = {"colon_fence", "amsmath", "dollarmath", "deflist", "fieldlist", "attrs_block"}
    markup = MarkupSettings(frozenset(extensions), frozenset({"code", "lheading"}))
    check_places(read_myst(text, "a.md", markup, lambda path: None), text)


@FAST
@given(SEVERAL)
def test_what_has_no_finding_is_what_myst_runs(text: str) -> None:
    reading = read(text)
    if not reading.diagnostics:
        assert as_read(reading) == as_run(text)
