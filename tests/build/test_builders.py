"""Every builder takes the example without a warning, and shows what it holds."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable

import pytest

from .conftest import Built

Example = Callable[[str], Built]
BUILDERS = ("html", "dirhtml", "singlehtml", "latex", "epub", "text", "man", "gettext", "dummy")
TITLE = "关于开展2021年度北京市知识产权试点、示范单位申报工作的通知"


@pytest.mark.parametrize("builder", BUILDERS)
def test_the_example_builds_without_a_warning(example: Example, builder: str) -> None:
    built = example(builder)
    assert built.warnings == ""
    assert built.status == 0


@pytest.mark.parametrize(
    ("builder", "page"),
    [
        ("html", "issues/2021-158.html"),
        ("dirhtml", "issues/2021-158/index.html"),
        ("singlehtml", "index.html"),
        ("latex", "*.tex"),
        ("text", "issues/2021-158.txt"),
    ],
)
def test_a_notice_is_shown_with_its_records(example: Example, builder: str, page: str) -> None:
    text = example(builder).text(page)
    plain = re.sub(r"</?span[^>]*>|\s", "", text.replace(r"\sphinxhyphen{}", "-"))
    for words in (TITLE, "网上申报试点、示范单位", "2021-04-12至2021-06-11", "拟认定名单公示"):
        assert words in plain, words


def test_marks_for_the_export_stay_in_no_page(example: Example) -> None:
    for builder in ("html", "dirhtml", "singlehtml", "epub"):
        out = example(builder).out
        pages = [p.read_text(encoding="utf-8") for p in out.rglob("*.*html")]
        assert pages
        assert not [page for page in pages if "<!--digest:" in page], builder


def test_only_html_and_dirhtml_write_the_folder(example: Example) -> None:
    for builder in BUILDERS:
        there = (example(builder).out / "digest").exists()
        assert there == (builder in ("html", "dirhtml")), builder


def test_the_epub_holds_only_what_it_declares(example: Example) -> None:
    path = next(example("epub").out.glob("*.epub"))
    with zipfile.ZipFile(path) as book:
        names = set(book.namelist())
        manifest = book.read("content.opf").decode()
    declared = set(re.findall(r'href="([^"]+)"', manifest))
    pages = {name for name in names if name.endswith(".xhtml")}
    assert pages <= declared
    assert "issues/2021-158.xhtml" in pages


def test_classes_of_ours_bear_the_prefix(example: Example) -> None:
    """What the article holds beyond docutils' own classes begins with ``digest-``."""
    page = example("html").main("issues/2021-158.html")
    classes = {name for names in re.findall(r'class="([^"]*)"', page) for name in names.split()}
    ours = {name for name in classes if not name.startswith("digest-")}
    assert ours <= {
        "reference", "internal", "external", "docutils", "container", "field-list", "simple",
        "field-odd", "field-even", "row-odd", "row-even", "head", "colon", "headerlink",
        "align-default", "colwidths-given", "colwidths-auto", "table-wrapper", "arabic", "xref",
    }  # fmt: skip
    assert "<script" not in page
