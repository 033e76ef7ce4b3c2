"""What is taken without Markdown's rules is what they would have read."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_digest.core.model import MarkupSettings, Reading
from sphinx_digest.core.reading import myst_blocks
from sphinx_digest.core.reading.lines import split_lines
from sphinx_digest.core.reading.myst import read_myst
from sphinx_digest.core.reading.myst_blocks import Fenced, Items, Paragraph, Title, find_blocks
from tests.reading.test_myst_fuzz import FAST, LINES

MORE = [
    "- 甲", "- **乙**：丙", "* 丁", "+ 戊", "1. 己", "2. 庚", "3) 辛", "10. 甲", "-", "1.", "- - -",
    "* * *", "***", "===", "--- ", "- `code`", "-   三空", "-     五空", "-\t制表", "- 2021 年",
    "- 1. 套", "  续", "   三", "\t制", "  - 内", "   1. 内", "\u3000全角", "\u00a0不间断", "（一）甲",
    "“乙”", "2021 年起", "2021.5", "12)x", "a | b", "---|---", ":-:|-", "## 题 ##", "#无", "#",
    "####### 七", "# a | b", "#  双  ", "[a](b) c", "[^1]: 注", "[^1]", "(t)=", "+++", "> - 引",
    "<div>", "</div>", "$$", "\\begin{a}", "{#id}", "{{ x }}", ":name: 值", "::::{note}",
    ":::{deadline} 乙 | 丙", "::: ", "    :::", "~~~", "甲 ", "丙\\", "丁\u3000", "戊`", "辛：壬",
    "子:丑", "**粗**", "** 粗**", "__a__", "\ufeff甲", "\u200b乙", "甲::{x}", "- 甲 ", "甲\u2028乙",
    "甲\x0b", " ", "\t", ".. notice::",
]  # fmt: skip
SEVERAL = st.lists(st.sampled_from([*LINES, *MORE, "", ""]), max_size=14).map("\n".join)
EXTENSIONS = st.sets(
    st.sampled_from(["deflist", "fieldlist", "amsmath", "dollarmath", "attrs_block"]), max_size=2
)
SYNTAX = st.sets(
    st.sampled_from(["code", "lheading", "list", "table", "reference", "colon_fence"]), max_size=1
)


def read(text: str, markup: MarkupSettings) -> Reading:
    return read_myst(text, "a.md", markup, lambda path: None)


@FAST
@given(SEVERAL, EXTENSIONS, SYNTAX)
def test_plain_blocks_are_read_as_by_the_rules(
    text: str, extensions: set[str], disabled: set[str]
) -> None:
    markup = MarkupSettings(frozenset({"colon_fence", *extensions}), frozenset(disabled))
    found = read(text, markup)
    with patch.object(myst_blocks, "_plain", return_value=None):
        assert read(text, markup) == found


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("## 一、总体要求", Title),
        ("正文第一行\n第二行", Paragraph),
        ("- 甲\n- 乙\n\n- 丙", Items),
        ("1. 甲\n2. **乙**：丙", Items),
        (":::{notice}\n:type: news\n:::", Fenced),
        ("- 甲\n  续", list),
        ("甲\n---", list),
        ("甲 | 乙\n--- | ---", list),
        ("> 引文", list),
        (":::{notice}\n:type: news", list),
    ],
)
def test_most_of_a_digest_is_taken_without_the_rules(text: str, kind: type) -> None:
    assert [type(one) for one in find_blocks(split_lines(text), MarkupSettings())] == [kind]
