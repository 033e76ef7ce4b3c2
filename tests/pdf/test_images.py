"""Images and figures, shown or described."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from sphinx_digest.pdf.images import length

from .conftest import Build, word


def png(color: str = "red", size: tuple[int, int] = (40, 20)) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", size, color).save(buffer, "PNG")
    return buffer.getvalue()


SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="60" height="30"><rect width="60" height="30" fill="#17375e"/></svg>'


def test_images_are_shown_with_their_words(build: Build) -> None:
    source = """甲
==

.. figure:: red.png
   :alt: 红色
   :width: 50%

   图的题

   图的说明。

.. image:: blue.svg

文中有 |小图| 一枚。

.. |小图| image:: red.png
   :height: 12px

.. image:: tall.png
"""
    files = {
        "index.rst": source, "red.png": png(), "blue.svg": SVG,
        "tall.png": png("green", (100, 4000)),
    }  # fmt: skip
    built = build(files)
    assert built.warnings == ""
    pdf = built.pdf()
    assert sum(len(page.images) for page in pdf.reader.pages) >= 2
    assert "图的题" in pdf.bare
    assert "图的说明" in pdf.bare


def test_an_image_that_cannot_be_shown_is_a_warning_and_leaves_its_words(build: Build) -> None:
    source = """甲
==

.. image:: none.png
   :alt: 缺的图

.. image:: broken.png
   :alt: 坏的图

.. image:: https://example.org/far.png
   :alt: 远的图
"""
    built = build({"index.rst": source, "broken.png": b"\x89PNG\r\n\x1a\nnothing"})
    unread = word("The image %s cannot be read; the PDF shows only its description.")
    remote = word("The remote image %s stays a link in the PDF.")
    assert f"index.rst:4: WARNING: {unread % 'none.png'}" in built.warnings
    assert f"index.rst:7: WARNING: {unread % 'broken.png'}" in built.warnings
    assert f"index.rst:10: WARNING: {remote % 'https://example.org/far.png'}" in built.warnings
    pdf = built.pdf()
    for words in ("缺的图", "坏的图", "远的图"):
        assert words in pdf.bare
    assert "https://example.org/far.png" in [target for _at, target in pdf.links()]


@pytest.mark.parametrize(
    ("measure", "written"),
    [("50%", "50%"), ("200px", "150pt"), ("200", "150pt"), ("4 cm", "4cm"), ("0", "auto"), ("wide", "auto"), ("1ex", "auto")],
)  # fmt: skip
def test_measures_are_written_in_typst(measure: str, written: str) -> None:
    assert length(measure) == written
