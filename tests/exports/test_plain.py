"""The text of HTML keeps what the marks said: rows, items, headings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_digest.core.exported.plain import plain


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>一段</p>\n<p>二段<br>三行</p>", "一段\n二段\n三行"),
        ("<table><thead><tr><th><p>项目</p></th><th>金额</th></tr></thead>"
         "<tbody><tr>\n<td><p>甲</p>\n<p>乙</p></td>\n<td>100</td></tr></tbody></table>",
         "项目｜金额\n甲 乙｜100"),
        ("<tr><td>甲</td><td></td><td>丙</td></tr>", "甲｜｜丙"),
        ("<ol><li><p>一</p></li><li>二<ul><li>丙</li></ul></li></ol>", "1. 一\n2. 二\n· 丙"),
        ('<ol start="3"><li>三</li></ol><ul><li>丁</li></ul>', "3. 三\n· 丁"),
        ('<h4>一、范围<a class="headerlink" href="#a">¶</a></h4><p>正文</p>', "■ 一、范围\n正文"),
        ("A &amp; B &lt;c&gt;", "A & B <c>"),
        ("<script>alert(1)</script>前<b>后</b>", "前后"),
        ("", ""),
    ],
)  # fmt: skip
def test_what_was_marked_is_still_to_be_seen(html: str, text: str) -> None:
    assert plain(html) == text


@given(st.text(st.sampled_from("<>/&;tdrliolpa甲 \n\"'!-")))
def test_broken_html_is_read_to_its_end(html: str) -> None:
    assert "\x00" not in plain(html)
