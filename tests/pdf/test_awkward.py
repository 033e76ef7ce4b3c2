"""Awkward content stays inside the type area and can be copied whole."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from sphinx_digest.pdf.literal import runs

from .conftest import Build
from .test_print import POINTS_A_PIXEL, TYPE_AREA, pixels

WORD = "Pneumonoultramicroscopicsilicovolcanoconiosis" * 4
ADDRESS = "https://www.example.org/" + "a" * 150 + "/b.html?x=" + "1234567890" * 8
CODE = "code_" * 40
CELL = "CellWordWithoutAnyBreak" * 2
ROWS = "\n".join(
    "   * " + "\n     ".join(f"- 第{row}行第{column}列 {CELL if column == 3 else ''}" for column in range(9))
    for row in range(4)
)  # fmt: skip
DEEP = "".join("  " * level + f"- 第{level}层：{'内容' * 20}\n\n" for level in range(9))
SOURCE = f"""\
怪内容
======

长词 {WORD} 后。

地址 {ADDRESS} 后。又有 `链接 <{ADDRESS}>`__ 的话，``{CODE}`` 尾。

.. list-table::
   :header-rows: 1

{ROWS}

{DEEP}

.. code-block:: python

   x = "{"y" * 160}"

.. math:: S = {"+".join(f"a_{{{i}}} x^{i}" for i in range(40))}

{"无标点长文" * 60}

.. image:: wide.svg
   :alt: 宽图
"""
PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="3000" height="200">'
    '<rect width="3000" height="200"/></svg>'
)


@pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="poppler draws the pages")
def test_nothing_leaves_the_type_area(build: Build, tmp_path: Path) -> None:
    built = build({"index.rst": SOURCE, "wide.svg": PICTURE})
    assert built.warnings == ""
    pdf = built.pdf()
    for words in (WORD, ADDRESS, CODE, CELL, "y" * 160, "无标点长文" * 60):
        assert words in pdf.bare, words
    subprocess.run(
        ["pdftoppm", "-r", "50", "-gray", "-f", "2", str(pdf.path), str(tmp_path / "page")],
        check=True,
        capture_output=True,
    )
    images = sorted(tmp_path.glob("page*.pgm"))
    assert images
    left, right = (round(side / POINTS_A_PIXEL) for side in (TYPE_AREA[0], TYPE_AREA[2]))
    for image in images:
        width, rows = pixels(image)
        for row in rows:
            assert min(row[: left - 2]) > 200, image.name
            assert min(row[right + 2 : width]) > 200, image.name


def test_only_long_words_are_cut() -> None:
    assert runs("一句话 with words", 8) == [("一句话 with words", False)]
    assert runs("见 abcdefghi 处", 8) == [("见 ", False), ("abcdefghi", True), (" 处", False)]
    assert runs("", 8) == []
