"""Every kind of node that a digest may hold."""

from __future__ import annotations

import re

from docutils import nodes
from sphinx.application import Sphinx

from sphinx_digest.pdf.content import IssueRef
from sphinx_digest.pdf.grid import Grid, width_of

from .conftest import Build, FakeContent, unknown_words, word


class strange(nodes.General, nodes.Element):  # noqa: N801
    """A node of somebody else's."""


EVERYTHING = """
总题
====

段落有 **粗体**、*强调*、``代码``、:sub:`下标`、:sup:`上标`、:abbr:`缩写 (全称)`、:math:`a^2` 和 |替换|。

.. |替换| replace:: 替换好的文字

脚注一 [#一]_，再引 [#一]_，脚注二 [#二]_，文献 [样例2021]_。

.. [#一] 第一条脚注的话。
.. [#二] 第二条脚注的话。
.. [#三] 没有人引的脚注。
.. [样例2021] 被引的文献。

1. 第一项

   第一项的第二段。

   a) 内层甲项
   b) 内层乙项

      - 更内一层

3. 换了起点的项

四. 不是列表

:字段名: 字段的内容
:长字段: 内容之一

         内容之二

-a            选项甲的意思
--long=值     选项乙的意思

| 诗行之一
|   诗行之二
| 诗行之三

  引文的话。

  -- 引文的出处

术语
  术语的定义。

.. glossary::

   词条
     词条的解释。

见 :term:`词条`。

.. note:: 备注的话。

.. warning:: 警告的话。

.. admonition:: 自题

   自题的话。

.. topic:: 专题

   专题的话。

.. sidebar:: 边栏

   边栏的话。

.. versionadded:: 2.0
   版本的话。

.. seealso:: 另见的话。

.. rubric:: 小题

.. code-block:: python
   :linenos:
   :caption: 代码的题

   def f(x):
       return "串"  # 注释

::

   原样的文字

.. math:: E = mc^2

.. centered:: 居中的话

.. hlist::
   :columns: 2

   * 横列一
   * 横列二

.. container:: mine

   容器里的话。

.. only:: typst

   只在此处的话。

.. only:: html

   不在此处的话。

.. index:: 索引词

.. 注释的话

----

.. py:function:: spam(eggs)

   函数的说明。

.. raw:: html

   <b>网页才有的话</b>
"""


def test_every_node_is_shown_and_none_is_unknown(build: Build) -> None:
    built = build({"index.rst": EVERYTHING})
    text = built.pdf().bare
    for words in re.findall(r"[\u4e00-\u9fff]{2,}", EVERYTHING):
        if words in (
            "注释的话",
            "不在此处的话",
            "索引词",
            "网页才有的话",
            "总题",
            "缩写",
            "全称",
            "一",
            "替换",
        ):
            continue
        assert words in text, words
    for words in ("注释的话", "不在此处的话", "网页才有的话"):
        assert words not in text
    assert unknown_words() not in built.warnings
    assert word("This HTML does not appear in the PDF.") + " [digest.pdf]" in built.warnings
    for item in ("3.换了起点的项", "a)内层甲项", "b)内层乙项"):
        assert item in text
    assert text.count("第一条脚注的话") == 1
    assert text.count("没有人引的脚注") == 1


def test_a_footnote_stands_on_the_page_of_its_mark(build: Build) -> None:
    filler = "占满一页的话。" * 60 + "\n\n"
    source = "甲\n==\n\n" + filler * 4 + "此处有注 [#n]_。\n\n" + filler * 4 + ".. [#n] 注的话。\n"
    pages = ["".join(page.split()) for page in build({"index.rst": source}).pdf().pages]
    marked = next(page for page in pages if "此处有注" in page)
    assert "注的话" in marked.replace("此处有注", "")


def test_an_unknown_node_warns_once_and_its_children_appear(build: Build) -> None:
    def extend(app: Sphinx) -> None:
        def add(_app: Sphinx, doctree: nodes.document) -> None:
            for i in range(3):
                box = strange("", nodes.paragraph("", f"怪节点{i}里的话"))
                doctree.children[0].append(box)  # type: ignore[attr-defined]

        app.connect("doctree-read", add)

    built = build({"index.rst": "甲\n==\n"}, extend=extend)
    said = word("The PDF does not know %s nodes; only their text is printed.") % "strange"
    assert built.warnings.count(said) == 1
    assert all(f"怪节点{i}里的话" in built.pdf().bare for i in range(3))


def test_spans_captions_and_nested_blocks_in_tables(build: Build) -> None:
    source = """甲
==

.. table:: 表的题
   :name: t1

   +------+-----------+
   | 头一 | 横跨的头  |
   +======+=====+=====+
   | 竖跨 | 甲一| 甲二|
   |      +-----+-----+
   |      | - 列|乙二 |
   |      | - 表|     |
   +------+-----+-----+

见 :numref:`t1`。

.. csv-table::
   :widths: 1 3

   短, 很长的一格文字
"""
    built = build({"index.rst": source}, numfig=True, numfig_format={"table": "表 %s"})
    assert built.warnings == ""
    text = built.pdf().bare
    assert "表1表的题" in text
    assert "见表1" in text
    for words in ("头一", "横跨的头", "竖跨", "甲一", "甲二", "乙二", "很长的一格文字"):
        assert words in text


def test_cards_tabs_and_buttons_degrade_to_their_text(build: Build) -> None:
    source = """甲
==

.. grid:: 2

   .. grid-item-card:: 卡题

      卡片的话。

.. tab-set::

   .. tab-item:: 签一

      签一的话。

.. dropdown:: 折叠的题

   折叠的话。

.. button-link:: https://example.org/go

   按钮

:bdg-primary:`徽章`
"""
    built = build(
        {"index.rst": source}, extensions=["sphinx_design", "sphinx_digest.pdf", "fake_digest"]
    )
    assert built.warnings == ""
    pdf = built.pdf()
    for words in (
        "卡题",
        "卡片的话",
        "签一",
        "签一的话",
        "折叠的题",
        "折叠的话",
        "按钮",
        "徽章",
    ):
        assert words in pdf.bare, words
    assert "https://example.org/go" in [target for _at, target in pdf.links()]


def test_a_warning_is_given_once_for_all_pdfs(build: Build) -> None:
    source = "甲\n==\n\n.. image:: none.png\n   :alt: 缺\n\n又😀。\n"
    content = FakeContent([IssueRef("index", "one", "甲")])
    warnings = build({"index.rst": source}, content).warnings
    said = word("The image %s cannot be read; the PDF shows only its description.") % "none.png"
    assert warnings.count(said) == 1
    assert warnings.count("U+1F600") == 1


def test_anchors_in_headings_and_table_heads_are_not_repeated(build: Build) -> None:
    source = """甲
==

.. _here:

标题有注 [#n]_
--------------

.. [#n] 标题的注。

见 :ref:`here`，见 `靶子`_。

.. list-table::
   :header-rows: 1

   * - _`靶子` 头 [#m]_
   * - 格

.. [#m] 表头的注。
"""
    built = build({"index.rst": source})
    assert "ERROR" not in built.warnings
    pdf = built.pdf()
    assert "标题的注" in pdf.bare
    assert "表头的注" in pdf.bare
    assert len([target for at, target in pdf.links() if at == 2 and target == 2]) >= 2


def test_numbered_sections_and_joined_documents_keep_their_numbers(build: Build) -> None:
    files = {
        "index.rst": "总\n==\n\n.. toctree::\n   :numbered:\n\n   a\n",
        "a.rst": "子文\n====\n\n一节\n----\n\n话。\n",
    }
    assert [title for _level, title in build(files).pdf().outline] == [
        "1\u2003子文",
        "1.1\u2003一节",
    ]


def test_columns_fit_what_they_hold() -> None:
    assert width_of("中文ab") == 6
    assert Grid((4, 10), ()).columns() == "auto, auto, "
    assert Grid((4, 200), ()).columns() == "auto, 48fr, "
    assert Grid((16,) * 6, ()).columns() == "16fr, " * 6
    assert Grid((4, 10), (1, 3)).columns() == "1fr, 3fr, "
