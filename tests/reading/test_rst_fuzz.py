"""No input breaks the reader; every place is in the file; it finds what docutils runs."""

from __future__ import annotations

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from sphinx_digest.core.model import Reading, Span, Text
from sphinx_digest.core.reading.lines import split_lines
from tests.reading.oracle_rst import run_docutils
from tests.reading.test_rst_damage import Seen, as_read, as_run, read

LINES = [
    "正文一行", "更多::", "::", "- 项", "*", "1. 甲", "2. 乙", "i. x", "#. y", "(1) c", "标题", "====",
    "----", "==", "~~~~~~", ".. deadline:: 征求意见", ".. notice:: 短", ".. notice::", ".. part ::",
    ".. digest:contact:: 张某", ":end: 2021", ":for: 某人", ":note:", ":text: 长 文", "   续行", ".. note::",
    ".. only:: html", ".. code-block:: rst", ".. 注释", "..", ".. _label:", ".. _x: http://example.org",
    "__ http://example.org", "| 行", "> 引", ">>> 1", "+----+----+", "| 一 | b  |", "=== ===", "a   b",
    "=======", "-a  选项", "--long=x  选项", "-- 署名", ".. [1] 脚注", "*强* `x`_", "　　段落",
    ".. admonition:: T", ".. list-table::", "   * - a", "     - b", ".. rubric:: R", ".. epigraph::",
]  # fmt: skip
SAMPLE = """\
科技信息周报 第 158 期
======================

.. issue::
   :number: 158

关于甲的通知
------------

.. notice::
   :type: circular
   :text: 自发布之日
      起一个月

摘要 :docnum:`国知〔2020〕46号`::

   .. deadline:: 例子

- 列表

  .. contact:: 李样例
     :phone: 010-5550 1234

+--------------------------+----------+
| 表头                     | b        |
+==========================+==========+
| .. deadline:: 表格里     | - x      |
|    :end: 2021-05-01      |          |
+--------------------------+----------+

=====  ==========================
甲     乙
=====  ==========================
一     .. contact:: 王示例
          :phone: 1
=====  ==========================

术语
  .. deadline:: 定义里
     :on: 2021-04-01

.. notice:: 短通知
   :type: announcement

   .. deadline:: 短通知里
      :end: 2021-07-01

      说明

下一节
------

   .. deadline:: 引用里
      :end: 2021

   -- 署名
"""

_LINE = st.tuples(st.sampled_from([0, 0, 0, 2, 3, 3, 5, 6]), st.sampled_from(LINES)).map(
    lambda pair: " " * pair[0] + pair[1]
)
MIXED = st.lists(st.one_of(_LINE, _LINE, st.just("")), max_size=14).map("\n".join)


@st.composite
def mutated(draw: st.DrawFn) -> str:
    lines = SAMPLE.split("\n")
    for _ in range(draw(st.integers(0, 4))):
        index = draw(st.integers(0, len(lines) - 1))
        kind = draw(st.sampled_from("dibsc"))
        if kind == "d" and len(lines) > 1:
            del lines[index]
        elif kind == "i":
            lines.insert(index, draw(_LINE))
        elif kind == "b":
            lines.insert(index, "")
        elif kind == "s":
            lines[index] = " " * draw(st.integers(0, 5)) + lines[index].lstrip()
        else:
            at = draw(st.integers(0, len(lines[index])))
            lines[index] = (
                lines[index][:at] + draw(st.sampled_from(" :.=-|+：")) + lines[index][at:]
            )
    return "\n".join(lines)


FAST = settings(deadline=None, max_examples=150, suppress_health_check=list(HealthCheck))


def check_places(reading: Reading, text: str) -> None:
    lines = [line.text for line in split_lines(text)] or [""]

    def inside(span: Span) -> None:
        assert 1 <= span.line <= span.end_line <= len(lines)
        assert 1 <= span.column <= len(lines[span.line - 1]) + 1
        assert 1 <= span.end_column <= len(lines[span.end_line - 1]) + 1
        assert (span.line, span.column) <= (span.end_line, span.end_column)

    def same(piece: Text) -> None:
        inside(piece.span())
        for part, (line, column) in zip(piece.value.split("\n"), piece.lines, strict=True):
            assert lines[line - 1][column - 1 : column - 1 + len(part)] == part

    for block in reading.blocks:
        inside(block.opening)
        inside(block.name_span)
        assert block.opening.end_line <= block.end_line <= len(lines)
        assert block.heading is None or block.heading < len(reading.headings)
        for field in block.fields:
            same(field.name)
            same(field.text)
        same(block.body)
        if block.argument:
            same(block.argument)
    for heading in reading.headings:
        same(heading.title)
    for reference in reading.references:
        same(reference.target)
    for prose in reading.prose:
        same(prose.text)
    for _, place in reading.loose:
        inside(place.span)
    for item in reading.diagnostics:
        inside(item.place.span)
    openings = [(block.opening.line, block.opening.column) for block in reading.blocks]
    assert sorted(reading.diagnostics, key=lambda item: item.place) == list(reading.diagnostics)
    assert len(set(openings)) == len(openings)


@FAST
@given(st.one_of(st.text(), MIXED, mutated()))
def test_any_text(text: str) -> None:
    check_places(read(text), text)


def _agree(text: str) -> None:
    reading = read(text)
    ran, sections = run_docutils(text)
    expected: Seen = as_run(text)
    assert len(ran) == len(expected)
    assert as_read(reading) == expected
    found = [(heading.level, " ".join(heading.title.value.split())) for heading in reading.headings]
    assert found == [(level, " ".join(title.split())) for level, title in sections]


@FAST
@given(MIXED)
def test_mixtures_as_docutils_reads_them(text: str) -> None:
    assume(not read(text).diagnostics)
    _agree(text)


@settings(FAST, max_examples=60)
@given(mutated())
def test_mutations_as_docutils_reads_them(text: str) -> None:
    assume(not read(text).diagnostics)
    _agree(text)


def test_the_sample_as_docutils_reads_it() -> None:
    assert len(read(SAMPLE).blocks) == 9
    _agree(SAMPLE)


def test_long_and_deep_texts() -> None:
    for text in (
        "- " * 3000 + "x",
        "".join(" " * depth + "x\n\n" for depth in range(600)),
        "x`" * 20000,
        "`x " * 20000,
        ":a" * 20000,
        "_" * 20000,
        "a_b" * 10000,
        "a:b-" * 10000 + "_",
        "x" * 50000 + "://",
        "..\n" * 5000,
        "a\n==\n" * 3000,
        ".. deadline:: x\n   :end: 1\n\n" * 2000,
        "|" * 20000,
        "+-" * 5000 + "+",
    ):
        check_places(read(text), text)
