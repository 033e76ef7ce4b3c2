"""The items of ``attachments``: label, title, link and level, and what is no item."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_digest.core.lists.attachments import read_attachments
from sphinx_digest.core.messages import help_of
from sphinx_digest.core.model import Attachment, Diagnostic, Markup, Span
from tests.core.test_rows import PIECES, listed, underlined


def read(text: str, markup: Markup = "myst") -> tuple[list[Attachment], list[Diagnostic]]:
    block = listed("attachments", text, file="a.md" if markup == "myst" else "a.rst")
    return read_attachments(block, markup)


@pytest.mark.parametrize(
    ("item", "label"),
    [
        ("附件 1：甲", "附件 1"),
        ("附件一、甲", "附件一"),
        ("附件 1—2．甲", "附件 1-2"),
        ("附件 １：甲", "附件 1"),
        ("附件（1）：甲", "附件 1"),
        ("【附件1】甲", "附件 1"),
        ("（附件1-2）：甲", "附件 1-2"),
        ("附件1 甲", "附件 1"),
        ("附件1\u3000甲", "附件 1"),
        ("**附件1**：甲", "附件 1"),
        ("附件：甲", "附件"),
        ("Annex A: 甲", "Annex A"),
        ("附件材料甲", None),
        ("附表 甲", None),
        ("附件 3 份", None),
        ("2021 甲", None),
    ],
)
def test_a_label_is_read_in_front(item: str, label: str | None) -> None:
    (one,), found = read(f"- {item}")
    assert found == []
    assert (one.label, one.title) == (label, "甲" if label else item)


@pytest.mark.parametrize(
    "item",
    [
        "附件1[甲](https://a.example.org/a.doc)",
        "附件 1：[甲](https://a.example.org/a.doc)",
        "[附件 1：甲](https://a.example.org/a.doc)",
        "[【附件 1】甲](https://a.example.org/a.doc)",
    ],
)
def test_a_label_stands_before_a_link_or_in_it(item: str) -> None:
    (one,), found = read(f"- {item}")
    assert found == []
    assert (one.label, one.title, one.url) == ("附件 1", "甲", "https://a.example.org/a.doc")


def test_items_run_on_over_indented_lines() -> None:
    text = "- 附件 1：关于\n  甲的表\n  - 附件 1-1：[乙\n    的表](https://a.example.org/a)\n- 丙"
    (first, second, third), found = read(text)
    assert found == []
    assert (first.title, first.level, first.span) == ("关于甲的表", 1, Span(11, 5, 12, 8))
    assert (second.title, second.url, second.level) == ("乙的表", "https://a.example.org/a", 2)
    assert (third.title, third.level) == ("丙", 1)


@pytest.mark.parametrize(
    ("line", "title"),
    [("-[甲](https://a.example.org/a)", "甲"), ("1、甲", "甲"), ("• 甲", "甲"), ("-甲", "甲")],
)
def test_what_is_meant_as_an_item_is_read_and_mended(line: str, title: str) -> None:
    (one,), (found,) = read(line)
    assert (one.title, found.code, underlined(line, found.place.span)) == (title, "DGT062", line)
    (fix,) = found.fixes
    assert fix.text + line[fix.place.span.end_column - 3 :] == f"- {line.lstrip('-1、• ')}"


@pytest.mark.parametrize(
    ("text", "underline", "mend"),
    [
        ("- 甲\n- 附件 1：", "附件 1：", None),
        ("- 甲\n\n请盖章。", "请盖章。", None),
        ("- 甲\n请盖章。", "请盖章。", None),
        ("- <https://a.example.org/a>", "<https://a.example.org/a>",
         "写成 [标题](https://a.example.org/a)。"),
    ],
)  # fmt: skip
def test_what_is_no_attachment_is_told(text: str, underline: str, mend: str | None) -> None:
    _, (found,) = read(text)
    assert (found.code, underlined(text, found.place.span)) == ("DGT062", underline)
    assert mend is None or help_of(found, "zh") == mend


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("- 附件 1：甲\n- 附件 1-1：乙\n- 附件 2：丙", [1, 2, 1]),
        ("- 附件 1：甲\n - 附件 1-1：乙\n- 附件 2：丙", [1, 2, 1]),
        ("  - 附件 1：甲\n - 附件 1-1：乙\n  - 附件 2：丙\n  - 附件 3：丁", [1, 2, 1, 1]),
        ("- 附件 1-1：甲\n- 附件 1-2：乙", [1, 1]),
        ("- 合同\n  - 附件 1：甲\n  - 附件 2：乙\n- 丙", [1, 2, 2, 1]),
        ("- 甲\n  - 乙\n    - 丙\n  - 丁", [1, 2, 3, 2]),
    ],
)
def test_a_label_says_the_level(text: str, levels: list[int]) -> None:
    items, found = read(text)
    assert ([one.level for one in items], found) == (levels, [])


def test_what_stands_below_another_is_told() -> None:
    text = "- 附件 1：甲\n- 附件 2：乙\n  - 附件 1-2：丙"
    items, (found,) = read(text)
    assert [one.level for one in items] == [1, 1, 2]
    assert (found.code, underlined(text, found.place.span)) == ("DGT069", "附件 1-2：丙")
    assert help_of(found, "zh") == "移到 附件 1 下面，或核对编号。"


@pytest.mark.parametrize(
    ("item", "code", "right"),
    [
        ("附件 1：甲 | https://a.example.org/a", "DGT062", "附件 1：[甲](https://a.example.org/a)"),
        ("甲（https://a.example.org/a）", "DGT062", "[甲](https://a.example.org/a)"),
        ("甲 (https://a.example.org/a)", "DGT062", "[甲](https://a.example.org/a)"),
        ("[甲](https://a.example.org/a b)", "DGT024", "[甲](https://a.example.org/a%20b)"),
    ],
)
def test_a_whole_link_is_mended(item: str, code: str, right: str) -> None:
    _, (found,) = read(f"- {item}")
    (fix,) = found.fixes
    span = fix.place.span
    start, end = span.column - 5, span.end_column - 5
    assert (found.code, item[:start] + fix.text + item[end:]) == (code, right)
    assert read(f"- {right}")[1] == []


def test_an_address_that_lacks_https_is_told() -> None:
    for url in ("www.example.org/3.doc", "a.example.com/3.doc"):
        _, (found,) = read(f"- [表格]({url})")
        assert (found.code, help_of(found, "zh")) == ("DGT024", f"写成 [表格](https://{url})。")
    assert read("- [表格](files/3.doc)")[1] == []


def test_several_in_one_item_are_told() -> None:
    _, (found,) = read("- 附件：1.申请书 2.名单")
    assert help_of(found, "zh") == ("每个附件单列一行：- 附件 1：申请书，下一行 - 附件 2：名单。")


def test_comments_are_no_attachments() -> None:
    (one,), found = read("% 备忘\n- 甲 <!-- digest: ignore DGT341 -->")
    assert (one.title, found) == ("甲", [])
    (one,), found = read(".. 备忘\n\n- 甲", "rst")
    assert (one.title, found) == ("甲", [])


@given(
    st.lists(st.one_of(PIECES, st.sampled_from(["附件", "[", "](", "（随文）", "`", "<", ">`__"])))
)
def test_any_list_is_read(pieces: list[str]) -> None:
    text = "".join(pieces)
    lines = text.split("\n")
    for markup in ("myst", "rst"):
        attachments, found = read(text, markup)
        assert attachments or found
        for span in [one.span for one in attachments] + [one.place.span for one in found]:
            assert span.line == 10 or span.end_column - 3 <= len(lines[span.end_line - 11])
