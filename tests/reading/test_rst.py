"""What the reader of reStructuredText finds, and where."""

from __future__ import annotations

import textwrap

import pytest

from sphinx_digest.core.model import Block, Reading
from sphinx_digest.core.reading.lines import Line
from sphinx_digest.core.reading.rst import read_rst, read_rst_lines

ISSUE = """\
科技信息周报 第 158 期
======================

.. issue::
   :number: 158
   :period: 2021-04-10/2021-04-16

知识产权信息篇
--------------

.. part::
   :department: 知识产权部

.. 注释
.. _label:

关于甲的通知
~~~~~~~~~~~~

.. _other:
.. 注释

.. notice::
   :type: circular
   :text: 自发布之日起
      一个月

正文引用 :docnum:`国知办发服字〔2020〕46号`。

.. deadline:: 网上填报
   :end: 2021-07-31

小标题
^^^^^^

.. contact:: 张某
   :phone: 010-5550 1234 转 6011
"""


def read(text: str, **files: str) -> Reading:
    return read_rst(text, "docs/doc.rst", lambda path: files.get(path.replace("/", "_")[:-4]))


def only(reading: Reading, name: str) -> Block:
    (block,) = [block for block in reading.blocks if block.name == name]
    return block


def at(text: str, block: Block) -> dict[str, tuple[int, int]]:
    """Give the place of every value, and check that the source says the same there."""
    lines = text.splitlines()
    places = {}
    for field in block.fields:
        for piece in (field.name, field.text):
            for value, (line, column) in zip(piece.value.split("\n"), piece.lines, strict=True):
                assert lines[line - 1][column - 1 : column - 1 + len(value)] == value
        places[field.name.value] = field.text.lines[0]
    return places


def test_sections_and_blocks() -> None:
    reading = read(ISSUE)
    assert reading.diagnostics == ()
    assert [(h.level, h.title.value, h.parent, h.title.lines[0]) for h in reading.headings] == [
        (1, "科技信息周报 第 158 期", None, (1, 1)),
        (2, "知识产权信息篇", 0, (8, 1)),
        (3, "关于甲的通知", 1, (17, 1)),
        (4, "小标题", 2, (33, 1)),
    ]
    assert [(b.name, b.heading, b.first, b.end_line) for b in reading.blocks] == [
        ("issue", 0, True, 6),
        ("part", 1, True, 12),
        ("notice", 2, True, 26),
        ("deadline", 2, False, 31),
        ("contact", 3, True, 37),
    ]
    notice = only(reading, "notice")
    assert notice.fields[1].text.value == "自发布之日起\n一个月"
    assert notice.fields[1].text.lines == ((25, 11), (26, 7))
    assert (notice.opening.line, notice.opening.column, notice.opening.end_column) == (23, 1, 12)
    assert (notice.name_span.column, notice.name_span.end_column) == (4, 10)
    deadline = only(reading, "deadline")
    assert deadline.argument is not None and deadline.argument.lines == ((30, 15),)
    assert deadline.opening.end_column == 19
    (reference,) = reading.references
    assert (reference.role, reference.target.value) == ("docnum", "国知办发服字〔2020〕46号")
    assert (reference.target.lines, reference.heading) == (((28, 15),), 2)
    assert [prose.text.value for prose in reading.prose] == ["正文引用", "。"]


@pytest.mark.parametrize("indent", [1, 2, 3, 4, 8])
def test_nested_in_a_short_form(indent: int) -> None:
    text = "标题\n====\n\n" + textwrap.dedent(
        """\
        .. notice:: 甲
        _:type: news

        _正文 𠀀。

        _.. deadline:: 乙
        __:end: 2021-04-30

        __说明

        _.. digest:contact::
        __:phone: 010-5550 1234
        """
    ).replace("_", " " * indent)
    reading = read(text)
    assert reading.diagnostics == () and reading.loose == ()
    notice, deadline, contact = reading.blocks
    assert at(text, notice) == {"type": (5, indent + 8)}
    assert at(text, deadline) == {"end": (10, 2 * indent + 7)}
    assert at(text, contact) == {"phone": (15, 2 * indent + 9)}
    assert (deadline.parent, contact.parent, deadline.container) == (0, 0, "")
    assert deadline.body.value == "说明" and deadline.body.lines == ((12, 2 * indent + 1),)
    assert (notice.end_line, deadline.end_line, contact.end_line) == (15, 12, 15)
    assert {block.heading for block in reading.blocks} == {0}


@pytest.mark.parametrize(
    ("container", "text", "place"),
    [
        ("list", "- 甲\n\n  .. deadline:: 乙\n     :end: 2021\n", (4, 12)),
        ("list", "1. .. deadline:: 乙\n      :end: 2021\n", (2, 13)),
        ("list", "术语\n  .. deadline:: 乙\n     :end: 2021\n", (2 + 1, 12)),
        ("list", ":字段: .. deadline:: 乙\n        :end: 2021\n", (2, 15)),
        ("list", "-a  .. deadline:: 乙\n       :end: 2021\n", (2, 14)),
        ("quote", "甲\n\n  .. deadline:: 乙\n     :end: 2021\n\n  -- 某\n", (4, 12)),
        ("quote", ".. epigraph::\n\n   .. deadline:: 乙\n      :end: 2021\n", (4, 13)),
        ("condition", ".. only:: html\n\n   .. deadline:: 乙\n      :end: 2021\n", (4, 13)),
        ("condition", ".. only:: html\n\n   - .. deadline:: 乙\n        :end: 2021\n", (4, 15)),
        ("other", ".. note::\n\n   .. deadline:: 乙\n      :end: 2021\n", (4, 13)),
        ("other", ".. note:: .. deadline:: 乙\n      :end: 2021\n", None),
        ("other", ".. [1] .. deadline:: 乙\n      :end: 2021\n", None),
        ("table", ".. list-table::\n\n   * - .. deadline:: 乙\n          :end: 2021\n", (4, 17)),
        (
            "table",
            "+------+--------------------+\n"
            "| 国国 | .. deadline:: 乙   |\n"
            "| a    |    :end: 2021      |\n"
            "+------+--------------------+\n",
            (3, 19),
        ),
        (
            "table",
            "====  ====================\n甲甲  .. deadline:: 乙\n         :end: 2021\n====  ====================\n",
            (3, 16),
        ),
    ],
)
def test_containers(container: str, text: str, place: tuple[int, int] | None) -> None:
    block = only(read(text), "deadline")
    assert block.container == ("list" if "list-table" in text else container)
    assert block.first is False
    if place is not None:
        assert at(text, block) == {"end": place}


@pytest.mark.parametrize(
    "text",
    [
        "例::\n\n  .. deadline:: 乙\n",
        "例::\n\n> .. deadline:: 乙\n",
        ".. code-block:: rst\n\n   .. deadline:: 乙\n",
        ".. 注释\n   .. deadline:: 乙\n",
        "| .. deadline:: 乙\n",
        ">>> x\n.. deadline:: 乙\n",
        ".. math::\n\n   .. deadline:: 乙\n",
    ],
)
def test_not_blocks(text: str) -> None:
    reading = read(text)
    assert reading.blocks == () and reading.diagnostics == ()


def test_line_ends_tabs_and_byte_order_mark() -> None:
    text = "\ufeff标题\r\n====\r\n\r\n.. deadline::\t乙\r\n\t:end:\t2021\r\n\t:for: 𠀀𠀀\t某\r\n"
    block = only(read(text), "deadline")
    assert block.argument is not None and block.argument.lines == ((4, 15),)
    assert at(text.removeprefix("\ufeff"), block) == {"end": (5, 8), "for": (6, 8)}
    assert block.fields[1].text.value == "𠀀𠀀\t某"
    assert read(text).headings[0].title.lines == ((1, 1),)


def test_widths_of_headings() -> None:
    reading = read("国国\n====\n\n国国国\n===\n\n==\n一\n==\n\n国\n==\n\n=====\n  甲\n=====\n")
    assert [(h.level, h.title.value) for h in reading.headings] == [
        (1, "国国"),
        (2, "一"),
        (1, "国"),
        (2, "甲"),
    ]


def test_a_skipped_level_is_read_as_the_level_below() -> None:
    reading = read("甲\n====\n\n乙\n----\n\n丙\n====\n\n丁\n~~~~\n\n戊\n----\n\n己\n^^^^\n")
    assert [(h.title.value, h.level) for h in reading.headings] == [
        ("甲", 1),
        ("乙", 2),
        ("丙", 1),
        ("丁", 2),
        ("戊", 2),
        ("己", 3),
    ]
    assert [(d.code, d.values["mend"]) for d in reading.diagnostics] == [("DGT065", "----")]


def test_condition_keeps_its_headings() -> None:
    reading = read(
        "甲\n====\n\n.. only:: html\n\n   乙\n   ----\n\n   文\n\n.. deadline:: 丙\n   :on: 2021\n"
    )
    assert [(h.level, h.title.value) for h in reading.headings] == [(1, "甲"), (2, "乙")]
    assert only(reading, "deadline").heading == 0


def test_loose_text_after_a_short_form() -> None:
    reading = read(
        "甲\n====\n\n.. notice:: 乙\n\n   文\n\n.. 注释\n.. _a:\n\n.. notice:: 丙\n\n后面\n\n再后\n"
    )
    assert [(index, place.span.line, place.span.column) for index, place in reading.loose] == [
        (1, 13, 1)
    ]
    assert read("甲\n====\n\n.. notice:: 乙\n\n丙\n----\n\n文\n").loose == ()
    assert read("甲\n====\n\n.. notice::\n\n文\n").loose == ()


def test_roles() -> None:
    text = (
        "甲 :notice:`标题 <a-1>`，:digest:deadline:`b` ``:notice:`c`.`` :ref:`d`\n"
        "`e`:contact: 字:issue:`f`  https://example.org/2021 `g <https://example.org>`_ 乙_ 丙\n\n"
        "  引文 :issue:`h`\n"
    )
    reading = read(text)
    assert [(r.role, r.target.value, r.title, r.target.lines[0]) for r in reading.references] == [
        ("notice", "a-1", "标题", (1, 16)),
        ("deadline", "b", None, (1, 40)),
        ("contact", "e", None, (2, 2)),
        ("issue", "f", None, (2, 23)),
        ("issue", "h", None, (4, 14)),
    ]
    pieces = [prose.text.value for prose in reading.prose]
    assert pieces == ["甲", "，", "字", "丙"]


def test_attachments_below_the_opening() -> None:
    (block,) = read(".. attachments::\n   - [甲](https://example.org/a)\n   - 乙\n").blocks
    assert block.argument is None
    assert block.body.value == "- [甲](https://example.org/a)\n- 乙"
    assert block.body.lines == ((2, 4), (3, 4))


def test_include() -> None:
    text = "甲\n====\n\n.. include:: ../parts/a.rst\n   :start-after: 开始\n   :end-before: 结束\n\n丁\n====\n"
    part = "弃\n\n开始\n\n乙\n----\n\n.. deadline:: 丙\n   :end: 2021\n\n结束\n\n弃\n"
    reading = read(text, parts_a=part)
    assert [(h.title.value, h.level, h.file) for h in reading.headings] == [
        ("甲", 1, "docs/doc.rst"),
        ("乙", 2, "parts/a.rst"),
        ("丁", 1, "docs/doc.rst"),
    ]
    block = only(reading, "deadline")
    assert (block.file, block.heading, block.first) == ("parts/a.rst", 1, True)
    assert at(part, block) == {"end": (9, 10)}
    assert reading.includes == ("parts/a.rst",)
    assert [prose.text.value for prose in reading.prose] == []


def test_include_by_lines_and_in_a_list() -> None:
    part = "零\n.. deadline:: 一\n   :end: 2021\n\n二\n"
    reading = read("- .. include:: a.rst\n     :start-line: 1\n     :end-line: 3\n", docs_a=part)
    block = only(reading, "deadline")
    assert (block.container, at(part, block)) == ("list", {"end": (3, 10)})


def test_include_as_code_is_no_markup() -> None:
    reading = read(".. include:: a.rst\n   :literal:\n", docs_a=".. deadline:: 一\n")
    assert reading.blocks == () and reading.includes == ("docs/a.rst",)


def test_include_after_an_include() -> None:
    text = ".. include:: a.rst\n\n.. deadline:: 乙\n   :end: 2021\n"
    reading = read(text, docs_a=".. include:: b.rst\n", docs_b="一::\n")
    assert at(text, only(reading, "deadline")) == {"end": (4, 10)}
    assert reading.includes == ("docs/a.rst", "docs/b.rst")


def test_included_twice_or_in_a_circle() -> None:
    text = ".. include:: a.rst\n\n.. include:: a.rst\n"
    reading = read(text, docs_a=".. deadline:: 一\n   :end: 2021\n")
    assert [(d.code, d.place.span.line) for d in reading.diagnostics] == [("DGT018", 3)]
    assert len(reading.blocks) == 1
    assert read(text, docs_a="文\n").diagnostics == ()
    circle = read(".. include:: a.rst\n", docs_a=".. include:: doc.rst\n")
    assert [(d.code, d.place.file) for d in circle.diagnostics] == [("DGT018", "docs/a.rst")]


def test_lines_within_another_document() -> None:
    lines = [Line(".. deadline:: 甲", 7, 2), Line("   :end: 2021", 8, 4), Line("标题", 9, 2)]
    reading = read_rst_lines(lines, "doc.md", lambda path: None)
    (block,) = reading.blocks
    assert (block.container, block.heading, block.opening.column) == ("other", None, 3)
    assert block.fields[0].text.lines == ((8, 14),)


@pytest.mark.parametrize("text", [".. |contact:: 张某\n\n", ".. _notice: \n\n", ".. |甲\n\n乙\n"])
def test_what_is_no_substitution_and_no_target_is_read(text: str) -> None:
    assert read_rst(text, "a.rst", lambda _: None).blocks == ()
