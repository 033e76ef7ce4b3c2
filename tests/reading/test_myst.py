"""Headings, blocks, roles and running text of MyST sources, each at its place."""

from __future__ import annotations

import pytest

from sphinx_digest.core.model import MarkupSettings, Reading
from sphinx_digest.core.reading.myst import read_myst
from tests.reading.oracle_myst import run_myst

ISSUE = """\
# 科技信息周报 第 158 期

:::{issue}
:number: 158
:period: 2021-04-10/2021-04-16
:::

## 知识产权信息篇

(ip)=
% 待核

:::{part}
:department: 知识产权部
:::

#### 关于开展备案工作的通知

```{digest:notice}
---
id: cnipa-2021-304
note: |
  甲
  乙
title: 丙
  丁
url: "https://www.example.org/a"
---
```

正文引用 {docnum}`国知办发服字〔2020〕46号`。

::::{notice} 短通知
:type: news

正文

:::{deadline} 报送材料
:end: 2021-04-30
:::
::::
"""


def read(text: str, *, files: dict[str, str] | None = None, **markup: frozenset[str]) -> Reading:
    return read_myst(text, "docs/a.md", MarkupSettings(**markup), (files or {}).get)


def field_places(reading: Reading, block: int = 0) -> dict[str, tuple[object, ...]]:
    return {
        field.name.value: (field.name.lines[0], field.text.value, *field.text.lines)
        for field in reading.blocks[block].fields
    }


def test_headings_without_gaps() -> None:
    headings = read(ISSUE).headings
    assert [(one.title.value, one.level, one.parent) for one in headings] == [
        ("科技信息周报 第 158 期", 1, None),
        ("知识产权信息篇", 2, 0),
        ("关于开展备案工作的通知", 3, 1),
    ]
    assert headings[2].title.lines == ((17, 6),)


def test_blocks_in_order() -> None:
    reading = read(ISSUE)
    assert not reading.diagnostics
    assert [
        (one.name, one.heading, one.parent, one.first, one.opening.line, one.end_line)
        for one in reading.blocks
    ] == [
        ("issue", 0, None, True, 3, 6),
        ("part", 1, None, True, 13, 15),
        ("notice", 2, None, True, 19, 29),
        ("notice", 2, None, False, 33, 41),
        ("deadline", 2, 3, False, 38, 40),
    ]
    short = reading.blocks[3]
    assert short.argument is not None
    assert (short.argument.value, short.argument.lines) == ("短通知", ((33, 14),))
    assert (short.opening.column, short.opening.end_column) == (1, 17)
    assert (short.name_span.column, short.name_span.end_column) == (6, 12)
    assert short.body.value == "正文\n\n:::{deadline} 报送材料\n:end: 2021-04-30\n:::"
    name = reading.blocks[2].name_span
    assert (name.line, name.column, name.end_column) == (19, 12, 18)


def test_places_of_options() -> None:
    assert field_places(read(ISSUE)) == {
        "number": ((4, 2), "158", (4, 10)),
        "period": ((5, 2), "2021-04-10/2021-04-16", (5, 10)),
    }


def test_places_in_a_field_block() -> None:
    assert field_places(read(ISSUE), 2) == {
        "id": ((21, 1), "cnipa-2021-304", (21, 5)),
        "note": ((22, 1), "甲\n乙", (23, 3), (24, 3)),
        "title": ((25, 1), "丙\n丁", (25, 8), (26, 3)),
        "url": ((27, 1), "https://www.example.org/a", (27, 7)),
    }


def test_values_stay_as_written() -> None:
    text = ":::{deadline} 甲\n---\nstart: 9:00\nlate: true\nid: 0158\nnote: [甲, 乙]\n---\n:::\n"
    reading = read(text)
    assert not reading.diagnostics
    assert [field.text.value for field in reading.blocks[0].fields] == [
        "9:00", "true", "0158", "[甲, 乙]",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "container", "name", "value"),
    [
        ("- 甲\n\n  :::{deadline} 乙\n  :end: 2021-04-30\n  :::\n", "list", (4, 4), (4, 9)),
        ("- :::{deadline} 乙\n  :end: 2021-04-30\n  :::\n", "list", (2, 4), (2, 9)),
        ("1. :::{deadline} 乙\n   :end: 2021-04-30\n   :::\n", "list", (2, 5), (2, 10)),
        ("> :::{deadline} 乙\n> :end: 2021-04-30\n> :::\n", "quote", (2, 4), (2, 9)),
        ("> - :::{deadline} 乙\n>   :end: 2021-04-30\n>   :::\n", "list", (2, 6), (2, 11)),
        ("::::{note}\n:::{deadline} 乙\n:end: 2021-04-30\n:::\n::::\n", "other", (3, 2), (3, 7)),
        ("::::\n:::{deadline} 乙\n:end: 2021-04-30\n:::\n::::\n", "other", (3, 2), (3, 7)),
        (
            "::::{only} html\n:::{deadline} 乙\n:end: 2021-04-30\n:::\n::::\n",
            "condition",
            (3, 2),
            (3, 7),
        ),
        (
            "````{list-table}\n* - :::{deadline} 乙\n    :end: 2021-04-30\n    :::\n````\n",
            "table",
            (3, 6),
            (3, 11),
        ),
        ("  :::{deadline} 乙\n  :end: 2021-04-30\n  :::\n", "", (2, 4), (2, 9)),
        (":::{deadline} 乙\n   :end:   2021-04-30\n:::\n", "", (2, 5), (2, 12)),
        ("\ufeff:::{deadline} 乙\r\n:end: 2021-04-30\r\n:::\r\n", "", (2, 2), (2, 7)),
        ("𠀀𠀀\r:::{deadline} 乙\r:end: 2021-04-30 \r:::", "", (3, 2), (3, 7)),
        ("-\t:::{deadline} 乙\n\t:end: 2021-04-30\n\t:::\n", "list", (2, 3), (2, 8)),
        ("---\nmyst: {}\n---\n:::{deadline} 乙\n:end: 2021-04-30\n:::\n", "", (5, 2), (5, 7)),
        (
            "<!--\n:::{deadline}\n-->\n\n:::{deadline} 乙\n:end: 2021-04-30\n:::\n",
            "",
            (6, 2),
            (6, 7),
        ),
    ],
)
def test_places_in_containers(
    text: str, container: str, name: tuple[int, int], value: tuple[int, int]
) -> None:
    reading = read(text)
    assert not reading.diagnostics
    assert [block.container for block in reading.blocks] == [container]
    assert field_places(reading) == {"end": (name, "2021-04-30", value)}
    if "list-table" not in text:
        assert [ran.options for ran in run_myst(text.removeprefix("\ufeff"))] == [
            {"end": "2021-04-30"}
        ]


def test_astral_characters_count_once() -> None:
    reading = read(":::{deadline} 𠀀𠀁\n:place: 𠀀厅 {x}\n:::\n\n𠀀{docnum}`𠀁 <a-1>`\n")
    argument = reading.blocks[0].argument
    assert argument is not None
    assert argument.span().end_column == 17
    assert reading.references[0].target.lines == ((5, 14),)


@pytest.mark.parametrize(
    "text",
    [
        "```\n:::{deadline} 乙\n:::\n```\n",
        "```python\n:::{deadline} 乙\n:::\n```\n",
        "~~~~\n```{deadline} 乙\n```\n~~~~\n",
        "````{code-block} md\n:::{deadline} 乙\n:::\n````\n",
        "::::{code-block} md\n:::{deadline} 乙\n:::\n::::\n",
        "```{raw} html\n:::{deadline} 乙\n:::\n```\n",
        "<!--\n:::{deadline} 乙\n:::\n-->\n",
        "% :::{deadline} 乙\n",
        "`:::{deadline} 乙`\n",
        "\\:::{deadline} 乙\n",
        ":::{note}\n甲\n:::\n",
        ":::{seealso}\n甲\n:::\n",
        ":::warning\n甲\n:::\n",
        ":::\n甲\n:::\n",
        "```python\n甲\n```\n",
        "{deadline}`甲`\n",
    ],
)
def test_no_block_and_no_finding(text: str) -> None:
    reading = read(text)
    assert (reading.blocks, reading.diagnostics) == ((), ())
    assert run_myst(text) == []


def test_indentation_where_code_is_off() -> None:
    text = "正文\n\n    :::{deadline} 乙\n    :end: 2021-04-30\n    :::\n"
    reading = read(text, disable_syntax=frozenset({"code"}))
    assert not reading.diagnostics
    assert field_places(reading) == {"end": ((4, 6), "2021-04-30", (4, 11))}
    assert len(run_myst(text, ("code",))) == 1


def test_colon_fences_off() -> None:
    reading = read("```{deadline} 乙\n:end: 2021\n```\n", extensions=frozenset())
    assert [block.name for block in reading.blocks] == ["deadline"]


def test_include() -> None:
    files = {"docs/parts/b.md": "## 乙\n\n:::{notice}\n:type: news\n:::\n"}
    text = (
        "# 甲\n\n```{include} parts/b.md\n```\n\n:::{deadline} 丙\n:end: 2021-04-30\n:::\n\n## 丁\n"
    )
    reading = read(text, files=files)
    assert not reading.diagnostics
    assert reading.includes == ("docs/parts/b.md",)
    assert [(one.title.value, one.level, one.file) for one in reading.headings] == [
        ("甲", 1, "docs/a.md"),
        ("乙", 2, "docs/parts/b.md"),
        ("丁", 2, "docs/a.md"),
    ]
    assert [(one.name, one.file, one.heading, one.first) for one in reading.blocks] == [
        ("notice", "docs/parts/b.md", 1, True),
        ("deadline", "docs/a.md", 1, False),
    ]
    assert field_places(reading) == {"type": ((4, 2), "news", (4, 8))}
    assert field_places(reading, 1) == {"end": ((7, 2), "2021-04-30", (7, 7))}


def test_part_of_an_included_file() -> None:
    files = {"b.md": "甲 START :::{contact}\n# 乙\n\n:::{contact} 丙\n:qq: 1\n:::\nSTOP\n"}
    text = "# 甲\n\n```{include} /b.md\n:start-after: START\n:end-before: STOP\n```\n"
    text = text.replace("START\n", "'# 乙'\n")
    reading = read(text.replace("'# 乙'", "'#'"), files=files)
    assert [block.name for block in reading.blocks] == ["contact"]
    assert field_places(reading) == {"qq": ((5, 2), "1", (5, 6))}


def test_include_with_heading_offset() -> None:
    reading = read(
        "# 甲\n\n```{include} b.md\n:heading-offset: 1\n```\n", files={"docs/b.md": "# 乙\n"}
    )
    assert [one.level for one in reading.headings] == [1, 2]


def test_included_twice() -> None:
    files = {"docs/b.md": ":::{contact} 丙\n:qq: 1\n:::\n", "docs/c.md": "文\n"}
    text = "```{include} b.md\n```\n\n```{include} c.md\n```\n\n```{include} c.md\n```\n\n"
    reading = read(text + "```{include} b.md\n```\n", files=files)
    assert [(one.code, one.place.span.line) for one in reading.diagnostics] == [("DGT018", 10)]
    assert len(reading.blocks) == 1


def test_a_file_that_includes_itself() -> None:
    files = {"docs/a.md": "文\n\n```{include} a.md\n```\n"}
    reading = read(files["docs/a.md"], files=files)
    assert [one.code for one in reading.diagnostics] == ["DGT018"]


def test_finding_in_an_included_file() -> None:
    files = {"docs/b.md": ":::{contact} 丙\n:qq：1\n:::\n"}
    found = read("```{include} b.md\n```\n", files=files).diagnostics[0]
    assert (found.code, found.place.file, found.place.span.line) == ("DGT003", "docs/b.md", 2)


def test_roles() -> None:
    text = (
        "# {notice}`a-1`\n\n- {digest:deadline}`甲 乙 <b-2>`，`{notice}`，\\{notice}`c`\n\n"
        "> {docnum}`国发〔2020〕1号\n> <国务院>`\n\n```\n{notice}`d`\n```\n{issue}``158``{doc}`e`\n"
    )
    assert [
        (one.role, one.target.value, one.title, one.target.lines) for one in read(text).references
    ] == [
        ("notice", "a-1", None, ((1, 12),)),
        ("deadline", "b-2", "甲 乙", ((3, 26),)),
        ("docnum", "国务院", "国发〔2020〕1号", ((6, 4),)),
        ("issue", "158", None, ((11, 10),)),
    ]


def test_running_text() -> None:
    text = (
        "# 标题〔2020〕1号\n\n依据〔2020〕2号，\n见[甲〔2020〕3号](https://e.org/〔2020〕4号)和\n"
        "`〔2020〕5号` {docnum}`〔2020〕6号`与<https://e.org/7>、\n“〔2020〕8号”。\n\n> 〔2020〕9号\n\n"
        "    〔2020〕10号\n\n|〔2020〕11号|甲|\n|-|-|\n|乙|丙|\n\n- [2020] 12 号\n"
    )
    assert [(one.text.value, one.text.lines) for one in read(text).prose] == [
        ("依据〔2020〕2号，\n见", ((3, 1), (4, 1))),
        ("和", ((4, 37),)),
        ("与", ((5, 30),)),
        ("、\n“〔2020〕8号”。", ((5, 48), (6, 1))),
        ("〔2020〕11号", ((12, 2),)),
        ("甲", ((12, 12),)),
        ("乙", ((14, 2),)),
        ("丙", ((14, 4),)),
        ("[2020] 12 号", ((16, 3),)),
    ]


@pytest.mark.parametrize(
    ("after", "line"),
    [
        ("正文", 5),
        ("% 注\n\n(a)=\n\n正文", 9),
        (":::{deadline} 丙\n:end: 2021\n:::", 5),
        ("- 甲", 5),
        ("# 乙\n\n正文", None),
        (":::{notice} 丙\n:type: news\n:::", None),
        ("<!-- 注 -->\n\n(a)=", None),
    ],
)
def test_text_after_a_short_form(after: str, line: int | None) -> None:
    reading = read(f":::{{notice}} 甲\n:type: news\n:::\n\n{after}\n")
    assert [(index, place.span.line) for index, place in reading.loose] == (
        [] if line is None else [(0, line)]
    )


@pytest.mark.parametrize(
    ("before", "first"),
    [
        ("", True),
        ("% 注\n\n(a)=\n\n<!-- 注 -->\n\n[a]: b\n\n", True),
        ("正文\n\n", False),
        ("---\n\n", False),
        (":::{part}\n:note: 甲\n:::\n\n", False),
        ("```\n甲\n```\n\n", False),
    ],
)
def test_first_under_its_heading(before: str, first: bool) -> None:
    reading = read(f"# 甲\n\n{before}:::{{notice}}\n:type: news\n:::\n")
    assert reading.blocks[-1].first is first


def test_rst_inside() -> None:
    reading = read("# 甲\n\n```{eval-rst}\n.. deadline:: 乙\n   :end: 2021-04-30\n```\n")
    block = reading.blocks[0]
    assert (block.name, block.container, block.heading, block.first) == (
        "deadline",
        "other",
        0,
        False,
    )
    assert field_places(reading) == {"end": ((5, 5), "2021-04-30", (5, 10))}


def test_deep_nesting_ends() -> None:
    depth = 60
    text = "\n".join(":" * (depth + 3 - n) + "{note}" for n in range(depth))
    assert read(text).blocks == ()


@pytest.mark.parametrize("line", ["甲\\``乙", "甲\\``乙``丙", "甲\\```乙``丙`丁"])
def test_an_escaped_backquote_is_no_part_of_a_run(line: str) -> None:
    reading = read(f"# 题\n\n{line}\n")
    assert "".join(prose.text.value for prose in reading.prose).startswith("甲")
