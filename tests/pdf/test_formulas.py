"""Formulas are set, and what is not known of them is printed as it was written."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_digest.pdf.formula import SYMBOLS, UnknownFormulaError, formula

from .conftest import Build, word

KNOWN = r"""
公式
====

资助额 :math:`S = \min\left(0.2 I, 50\right)`，:math:`\bar{x}_i \ge \sqrt[3]{\alpha^2}`，:math:`x'`。

.. math:: R = \frac{\sum_{i=1}^{n} w_i x_i}{n} \times 100\%, \quad \text{其中研发} w_i > 0

.. math::

   a &= b + c^{2} \\
   \lim_{n \to \infty} n &= \hat{e} - \vec{v} * 1.5 \, \mathbf{k}
"""


def test_formulas_are_set_without_a_word_of_latex(build: Build) -> None:
    built = build({"index.rst": KNOWN})
    assert built.warnings == ""
    text = unicodedata.normalize("NFKC", built.pdf().bare)
    for words in ("min", "其中研发", "×", "∑", "lim", "100%", "0.2", "1.5", "∞"):
        assert words in text, words
    for mark in ("\\", "frac", "sqrt", "text", "^", "{"):
        assert mark not in text, mark


def test_a_formula_says_its_source_to_those_who_do_not_see_it(build: Build) -> None:
    raw = build({"index.rst": KNOWN}).pdf()
    spoken = [item.get("/Alt", "") for item in elements(raw.catalog["/StructTreeRoot"])]
    assert any(str(words).startswith(r"S = \min") for words in spoken)


def elements(node: object) -> list[dict[str, object]]:
    item = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(item, list):
        return [one for child in item for one in elements(child)]
    if not isinstance(item, dict):
        return []
    return [item, *elements(item.get("/K"))]


def test_what_is_not_known_is_printed_as_written_and_named(build: Build) -> None:
    built = build({"index.rst": "甲\n==\n\n.. math:: \\substack{a} + 1\n"})
    message = word("The PDF does not know “%s”; the formula is printed as it is written.")
    assert "index.rst:4: WARNING: " + message % "\\substack" in built.warnings
    assert "\\substack{a}+1" in built.pdf().bare


@pytest.mark.parametrize(
    "source", [r"\begin{cases}", "{a", "a}", "a^b^c", "a_", r"\left x", r"\left( a", r"\frac{a}"]
)
def test_a_formula_that_is_not_whole_is_not_set(source: str) -> None:
    with pytest.raises(UnknownFormulaError):
        formula(source)


PIECES = [*(f"\\{name}" for name in (*SYMBOLS, "frac", "sqrt", "text", "left", "right", "hat")),
          *"ab1{}[]()^_&'\"#$%~ 中\\", "\\\\"]  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=12))
def test_any_formula_is_literals_in_known_calls_or_refused(pieces: list[str]) -> None:
    try:
        written = formula(" ".join(pieces))
    except UnknownFormulaError:
        return
    outside, inside, escaped = "", False, False
    for char in written:
        if escaped:
            escaped = False
        elif inside and char == "\\":
            escaped = True
        elif char == '"':
            inside = not inside
        elif not inside:
            outside += char
    assert not inside
    assert set(outside) <= set("abcdefghijklmnopqrstuvwxyz-.,:;(){}[] ")
    for opening, closing in ("()", "{}", "[]"):
        assert outside.count(opening) == outside.count(closing)


def test_empty_pieces_compile(build: Build) -> None:
    source = "甲\n==\n\n.. math:: \\frac{}{} + {}^2 + \\sqrt{} + \\left. \\right) + \\text{}\n"
    assert build({"index.rst": source}).warnings == ""
