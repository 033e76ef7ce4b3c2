"""The rows of ``deadlines`` and ``contacts``: their cells, with their places, and what is none."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_digest.core.lists.rows import read_rows
from sphinx_digest.core.messages import help_of, message_of
from sphinx_digest.core.model import Block, Diagnostic, Field, Span, Text

NAMES = {
    "deadlines": {"when", "for", "channel", "渠道", "对象", "note", "编者注", "url"},
    "contacts": {"organization", "单位", "role", "phone", "电话", "email", "url", "QQ 群"},
}


def listed(name: str, text: str, fields: tuple[Field, ...] = (), file: str = "a.md") -> Block:
    """Give a block as a reader gives it, its body indented by two columns from line 11."""
    lines = tuple((number, 3) for number in range(11, 12 + text.count("\n")))
    opening = Span(10, 1, 10, 15)
    body = Text(text, lines)
    return Block(
        name, None, fields, body, opening, opening, 99, file, 4, None, "", first=False
    )  # fmt: skip


def read(name: str, text: str, file: str = "a.md") -> tuple[list[Block], list[Diagnostic]]:
    return read_rows(listed(name, text, file=file), 7, NAMES[name].__contains__)


def cells(row: Block) -> dict[str, str]:
    found = {one.key or one.name.value: one.text.value for one in row.fields}
    return found | ({"": row.argument.value} if row.argument else {})


def one(name: str, row: str) -> dict[str, str]:
    (block,), found = read(name, f"- {row}")
    assert found == []
    return cells(block)


def told(name: str, text: str) -> list[tuple[str, str]]:
    """Give code and underlined text of each finding, and check that its words are whole."""
    _, found = read(name, text)
    for finding in found:
        assert message_of(finding, "zh")
        assert message_of(finding, "en")
        assert help_of(finding, "zh")
        assert help_of(finding, "en")
    return [(finding.code, underlined(text, finding.place.span)) for finding in found]


def underlined(text: str, span: Span) -> str:
    lines = text.split("\n")[span.line - 11 : span.end_line - 10]
    assert lines
    lines[-1] = lines[-1][: span.end_column - 3]
    lines[0] = lines[0][span.column - 3 :]
    return "\n".join(lines)


def mended(name: str, text: str) -> str:
    lines = text.split("\n")
    _, found = read(name, text)
    fixes = [fix for finding in found for fix in finding.fixes]
    for fix in sorted(fixes, key=lambda fix: fix.place, reverse=True):
        span = fix.place.span
        assert span.line == span.end_line
        line = lines[span.line - 11]
        lines[span.line - 11] = line[: span.column - 3] + fix.text + line[span.end_column - 3 :]
    return "\n".join(lines)


def test_a_deadline_has_its_day_its_title_and_for_whom() -> None:
    text = (
        "- 2021-07-01 至 07-31 | 网上填报 | 服务机构 | 渠道=平台\n- 自发布之日起一个月 | 征求意见"
    )
    (first, second), found = read("deadlines", text)
    assert found == []
    assert cells(first) == {
        "when": "2021-07-01 至 07-31",
        "": "网上填报",
        "for": "服务机构",
        "渠道": "平台",
    }
    assert cells(second) == {"when": "自发布之日起一个月", "": "征求意见"}
    assert (first.name, first.row, first.parent, first.heading) == ("deadline", True, 7, 4)
    assert first.opening == first.name_span == Span(11, 5, 11, 45)
    assert first.argument
    assert first.argument.span() == Span(11, 26, 11, 30)
    assert [(field.name.span().column, field.key) for field in first.fields] == [
        (5, "when"),
        (33, "for"),
        (40, ""),
    ]
    assert (first.end_line, second.end_line) == (11, 12)


def test_a_row_runs_on_over_indented_lines() -> None:
    text = "- 2021-04-30 | 报送\n  材料 |\n  省局\n\n- 2021-05-01 | 乙"
    (first, second), found = read("deadlines", text)
    assert found == []
    assert cells(first) == {"when": "2021-04-30", "": "报送\n材料", "for": "省局"}
    assert first.argument
    assert first.argument.span() == Span(11, 18, 12, 7)
    assert first.opening == Span(11, 5, 13, 7)
    assert (first.end_line, second.opening.line) == (13, 15)


@pytest.mark.parametrize("mark", ["-", "*", "+", "1.", "12)"])
def test_a_row_is_an_item_of_any_list(mark: str) -> None:
    (row,), found = read("deadlines", f"{mark} 2021-04-30 | 甲")
    assert (found, cells(row)) == ([], {"when": "2021-04-30", "": "甲"})


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("a | b | | 渠道=x", {"渠道": "x"}),
        ("a | b | c |", {"for": "c"}),
        ("a | b | 渠道 = https://e.example.org/?a=b", {"渠道": "https://e.example.org/?a=b"}),
        ("a | b | https://e.example.org/?a=b", {"for": "https://e.example.org/?a=b"}),
        ("a | b | chanel＝x", {"chanel": "x"}),
        ("a | b | 渠到=", {"渠到": ""}),
        ("a | b | 1+1=2", {"for": "1+1=2"}),
        ("a | 产值=产量×单价", {"": "产值=产量×单价"}),
        ("a | b\n  渠道=x", {"渠道": "x"}),
        ("a | b |\n  渠道=x | note=y", {"渠道": "x", "note": "y"}),
        ("a | b | note=详见 渠道=x", {"note": "详见 渠道=x"}),
        ("a | b\n  渠到=x", {"渠到": "x"}),
    ],
)
def test_later_cells_are_named(row: str, expected: dict[str, str]) -> None:
    assert one("deadlines", row) == {"when": "a", "": "b", **expected}


def test_what_is_not_given_is_left_out() -> None:
    assert one("deadlines", "| 甲") == {"": "甲"}
    assert one("deadlines", "2021-04-30") == {"when": "2021-04-30"}
    assert one("deadlines", "a | 渠到=x") == {"when": "a", "渠到": "x"}
    assert one("deadlines", "时点=x | 甲") == {"时点": "x", "": "甲"}
    assert one("deadlines", "对象=省局 | 甲") == {"对象": "省局", "": "甲"}


@pytest.mark.parametrize(
    ("text", "finding", "right"),
    [
        ("- a ｜ b", ("DGT044", "｜"), "- a | b"),
        ("- a | b ｜ c", ("DGT044", "｜"), "- a | b | c"),
        ("- a ∣ b | c", ("DGT044", "∣"), "- a | b | c"),
        ("- 甲丨乙", ("DGT044", "丨"), "- 甲|乙"),
        ("- a\tb\t c", ("DGT044", "\t"), "- a | b | c"),
        ("- a | b | c 渠道=x", ("DGT076", "渠道"), "- a | b | c | 渠道=x"),
        ("- 网上申报 | 2021-04-30 前 | 企业", ("DGT075", "2021-04-30 前"),
         "- 2021-04-30 前 | 网上申报 | 企业"),
        ("- 网上申报 | 企业 | 2021-04-30 前 | 渠道=x", ("DGT075", "2021-04-30 前"),
         "- 2021-04-30 前 | 网上申报 | 企业 | 渠道=x"),
        ("- a | b | 渠道：平台", ("DGT045", "渠道："), "- a | b | 渠道=平台"),
        ("- a | b | :url: https://e.example.org/?a=b", ("DGT045", ":url: "),
         "- a | b | url=https://e.example.org/?a=b"),
        ("-a | b", ("DGT043", "-a | b"), "- a | b"),
        ("-　a | b", ("DGT043", "-　a | b"), "- a | b"),
        ("• a | b", ("DGT043", "• a | b"), "- a | b"),
        ("1、2021 | b", ("DGT043", "1、2021 | b"), "- 2021 | b"),
        ("a | b", ("DGT043", "a | b"), "- a | b"),
        ("- x | y\n  - a | b", ("DGT043", "- a | b"), "- x | y\n- a | b"),
    ],
)  # fmt: skip
def test_what_is_meant_is_read_and_mended(text: str, finding: tuple[str, str], right: str) -> None:
    rows, _ = read("deadlines", text)
    assert told("deadlines", text) == [finding]
    assert mended("deadlines", text) == right
    again, found = read("deadlines", right)
    assert found == []
    assert list(map(cells, rows)) == list(map(cells, again))


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("- a | b | c | d", ("DGT046", "d")),
        ("- a | b | =c", ("DGT046", "=c")),
        ("- a | =c", ("DGT046", "=c")),
        ("- a | b\n::", ("DGT043", "::")),
        ("时间安排如下：\n- a | b", ("DGT043", "时间安排如下：")),
        ("- a | b\n\n请按时报送。", ("DGT043", "请按时报送。")),
        ("- a | b\n请按时报送。", ("DGT043", "请按时报送。")),
        ("- a | b\n-", ("DGT043", "-")),
        ("- a | b\n- | |", ("DGT043", "| |")),
        ("| 时间 | 事项 |\n|---|---|\n| a | b |", ("DGT043", "| 时间 | 事项 |\n|---|---|\n| a | b |")),
        (":渠道: 平台\n\n- a | b", ("DGT047", "渠道: 平台")),
        ("2021.4.30 前报送", ("DGT043", "2021.4.30 前报送")),
    ],
)  # fmt: skip
def test_what_is_no_row_is_told(text: str, finding: tuple[str, str]) -> None:
    assert told("deadlines", text) == [finding]


@pytest.mark.parametrize(
    ("text", "help_"),
    [
        ("2021.4.30 前报送", "写成 - 2021.4.30 前报送。"),
        ("时间安排如下：", "不是一条的，移到清单外面。"),
        ("- a | b\n请按时报送。", "接着上一条的，行首空两格；不是一条的，移到清单外面。"),
        ("- a | b\n::", "补上内容，或删去这一行。"),
        ("- a | b | c | =d", "写成“名称=内容”，如 渠道=d；是标题里有“|”，就把它换成“/”，网址里的换成 %7C。"),
        ("", "删去这一块，或补一行，如 - 2021-04-30 前 | 报送材料。"),
    ],
)  # fmt: skip
def test_the_help_is_no_false_mend(text: str, help_: str) -> None:
    _, (found,) = read("deadlines", text)
    assert help_of(found, "zh") == help_


def test_what_is_empty_is_called_so() -> None:
    for text in ("", "- a | b\n-"):
        _, (found,) = read("deadlines", text)
        assert message_of(found, "zh").endswith("这里是空的。")


@pytest.mark.parametrize(
    "text", ["网上申报 | 企业", "第 2 批 | 2021-04-30 前", "近期 | 报送年度总结"]
)
def test_only_what_is_sure_is_put_in_order(text: str) -> None:
    (row,), found = read("deadlines", f"- {text}")
    assert (found, cells(row)["when"]) == ([], text.split(" | ", maxsplit=1)[0])


def test_a_heading_is_told_by_the_reader_alone() -> None:
    (row,), found = read("deadlines", "#### 时间\n- a | b")
    assert (found, cells(row)) == ([], {"when": "a", "": "b"})
    (row,), found = read("deadlines", "时间\n====\n\n- a | b", "a.rst")
    assert (found, cells(row)) == ([], {"when": "a", "": "b"})


def test_a_table_is_shown_as_a_row() -> None:
    _, (found,) = read("deadlines", "| 时间 | 事项 |\n|---|---|\n| a | b |")
    assert help_of(found, "zh") == "写成 - a | b。"


def test_an_empty_list_is_told_at_its_name() -> None:
    for text in ("", "\n \n"):
        rows, (found,) = read("contacts", text)
        assert (rows, found.code, found.place.span) == ([], "DGT043", Span(10, 1, 10, 15))


def test_the_fields_of_the_list_itself_are_told() -> None:
    written = Field(Text("kind", ((10, 2),)), Text("申报", ((10, 8),)))
    block = listed("deadlines", "- a | b", (written,))
    rows, (found,) = read_rows(block, 7, NAMES["deadlines"].__contains__)
    assert len(rows) == 1
    assert (found.code, found.place.span) == ("DGT047", Span(10, 2, 10, 10))
    assert (help_of(found, "zh") or "").endswith("| kind=申报。")


def test_fields_without_rows_were_meant_for_one_record() -> None:
    written = [
        Field(Text("end", ((11, 2),)), Text("2021-04-30", ((11, 7),))),
        Field(Text("place", ((12, 2),)), Text("", ((12, 9),))),
    ]
    block = replace(listed("deadlines", "", tuple(written)), name_span=Span(10, 5, 10, 14))
    rows, (found,) = read_rows(block, 7, NAMES["deadlines"].__contains__)
    assert (rows, found.code, found.place.span) == ([], "DGT047", Span(11, 2, 12, 7))
    assert help_of(found, "zh") == "只有一条，把 deadlines 改成 deadline。"
    (fix,) = found.fixes
    assert (fix.place.span, fix.text) == (Span(10, 5, 10, 14), "deadline")


def test_comments_are_no_rows() -> None:
    text = "% 备忘\n- a | b <!-- digest: ignore DGT341 -->\n<!-- 备忘 -->\n- c | d"
    rows, found = read("deadlines", text)
    assert (found, [cells(row)[""] for row in rows]) == ([], ["b", "d"])
    rows, found = read("deadlines", ".. 备忘\n- a | b", "a.rst")
    assert (found, len(rows)) == ([], 1)
    assert [finding.code for finding in read("deadlines", "% a\n- a | b", "a.rst")[1]] == ["DGT043"]


# What random text gives

PIECES = st.sampled_from(
    [
        "- ", "-", "* ", "1. ", "1、", "  ", "    ", " ", "\t", "\u3000", "\n", "\n\n", "|", " | ",
        "｜", "∣", "\t", "规划处", "*6012", "(6015)", "工作日 9:00", "5550 01 04", "=", "＝", ":", "：", ";", "；", "、", "，", "/", "(", ")", "（", "）", "渠道", "电话", "传真",
        "邮箱", "QQ群", "地址：", "网址", "张某", "李样例", "主任", "010-5550 0101", "84080081-232/231",
        " 转 6011", "13800000000", "400-123-4567", "+44 20 7946 0000", "12", "a@example.org",
        "https://www.example.org/a?b=c", "2021-04-30", "前", "url", "Zhang San", "@", "x", ".", "---",
        "\u200b", "😀", "“", "\\",
    ]
)  # fmt: skip
RANDOM = st.lists(
    st.one_of(PIECES, PIECES, PIECES, st.text("甲a1 |-\n:=", max_size=4)), max_size=24
)
SEPARATOR = re.compile(r"[-\s\u200b|｜;；、,，。.:：=＝/／()（）]+|或者?|和|及|以及|or|and")
MARK = re.compile(r"[ \t]*(?:[-*+]|[0-9]{1,3}[.)])[ \t]+")


def spans_of(row: Block) -> list[Span]:
    spans = [row.argument.span()] if row.argument else []
    for field in row.fields:
        spans += [field.text.span(), field.name.span()] if not field.key else [field.text.span()]
        if field.key and not field.name.value.isascii():
            spans.append(field.name.span())
    return spans


@pytest.mark.parametrize("name", ["deadlines", "contacts"])
@given(pieces=RANDOM)
def test_nothing_is_dropped(name: str, pieces: list[str]) -> None:
    text = "".join(pieces)
    lines = text.split("\n")
    rows, found = read(name, text)
    assert rows or found
    spans = [finding.place.span for finding in found]
    spans += [fix.place.span for finding in found for fix in finding.fixes]
    spans += [span for row in rows for span in spans_of(row)]
    left = [list(MARK.sub(lambda mark: " " * len(mark[0]), line)) for line in lines]
    for span in spans:
        if span.line == 10:  # nothing at all is there
            continue
        for number in range(span.line, span.end_line + 1):
            line = lines[number - 11]
            first = span.column - 3 if number == span.line else 0
            last = span.end_column - 3 if number == span.end_line else len(line)
            assert 0 <= first <= last <= len(line)
            left[number - 11][first:last] = " " * (last - first)
    assert SEPARATOR.sub("", "\n".join("".join(line) for line in left)) == ""


@pytest.mark.parametrize("name", ["deadlines", "contacts"])
@given(text=st.text(max_size=200))
def test_any_text_is_read(name: str, text: str) -> None:
    rows, found = read(name, text)
    for row in rows:
        assert row.row
        assert all(field.text.value == field.text.value.strip() for field in row.fields)
    for finding in found:
        assert finding.place.span.line <= finding.place.span.end_line


WORD = st.text("甲乙丙丁戊己庚辛", min_size=1, max_size=6)


@given(
    rows=st.lists(
        st.tuples(
            st.sampled_from(["2021-04-30", "2021-04-30 前", "自发布之日起一个月"]),
            WORD,
            st.one_of(st.just(""), WORD),
            st.dictionaries(st.sampled_from(["渠道", "note", "url"]), WORD),
        ),
        min_size=1,
        max_size=4,
    )
)
def test_deadlines_are_read_as_they_were_written(
    rows: list[tuple[str, str, str, dict[str, str]]],
) -> None:
    text = "\n".join(
        " | ".join([f"- {when}", title, for_, *(f"{key}={value}" for key, value in more.items())])
        for when, title, for_, more in rows
    )
    blocks, found = read("deadlines", text)
    assert found == []
    assert [cells(block) for block in blocks] == [
        {"when": when, "": title, **({"for": for_} if for_ else {}), **more}
        for when, title, for_, more in rows
    ]
    for block in blocks:
        for field in block.fields:
            assert underlined(text, field.text.span()) == field.text.value
