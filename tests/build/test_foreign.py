"""Chinese content on English pages says its language; issues follow each other in a theme's ways."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from sphinx_digest.ext.foreign import marked
from tests.browser.small_digest import sources

from .conftest import Built, build, write

_HAN = re.compile(r"[\u4e00-\u9fff]")
_EMPTY = ("br", "hr", "img", "input", "link", "meta", "wbr", "col", "path", "use")


class _Languages(HTMLParser):
    """Collects the texts of a page by the language that they are said to be in."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = ["en"]
        self.texts: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _EMPTY:
            self.open.append(dict(attrs).get("lang") or self.open[-1])

    def handle_endtag(self, tag: str) -> None:
        if tag not in _EMPTY and len(self.open) > 1:  # the page is cut out of its frame
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.texts.append((self.open[-1], data.strip()))


def spoken(page: str) -> list[tuple[str, str]]:
    found = _Languages()
    found.feed(page)
    return found.texts


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("foreign")
    files = sources()
    files["index.md"] = files["index.md"].replace(":hidden:\n", ":hidden:\n:reversed:\n")
    files["plain.md"] = ":orphan:\n\n# 说明\n\n这一页没有公文。\n"
    return build(write(folder / "source", files), folder / "html", language="en")


@pytest.mark.parametrize(
    "page", ["issues/1.html", "issues/2.html", "index.html", "documents.html", "dates.html"]
)
def test_all_chinese_of_an_english_page_is_said_to_be_chinese(built: Built, page: str) -> None:
    texts = spoken(built.main(page))
    chinese = {language for language, text in texts if _HAN.search(text)}
    assert chinese <= {"zh-CN", "zh"}
    assert "zh-CN" in chinese
    assert [text for language, text in texts if language != "en" and text in ENGLISH] == []


ENGLISH = {"Issuer", "Ends", "When", "What", "Attachments", "Contacts", "Link to this notice"}


def test_the_index_of_the_domain_says_it_too(built: Built) -> None:
    texts = spoken(built.main("digest-documents.html"))
    assert {language for language, text in texts if _HAN.search(text)} == {"zh-CN"}


def test_pages_without_a_digest_stay_as_they_are(built: Built) -> None:
    assert "zh-CN" not in built.main("plain.html")


def test_a_chinese_page_needs_no_mark(tmp_path: Path) -> None:
    made = build(write(tmp_path / "source", sources()), tmp_path / "html")
    assert 'lang="zh-CN"' not in made.main("issues/1.html")


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ("<a href='x'>甲</a>", "<a href='x' lang=\"zh-CN\">甲</a>"),
        ("<p>Ends <b>甲</b></p>", '<p>Ends <b lang="zh-CN">甲</b></p>'),
        ("<p>甲 <b>x</b>乙</p>", '<p><span lang="zh-CN">甲 </span><b>x</b><span lang="zh-CN">乙</span></p>'),
        ('<i lang="zh">甲</i>', '<i lang="zh">甲</i>'),
        ("<!--digest:begin a-->", "<!--digest:begin a-->"),
        ('<p title="甲">x</p>', '<p title="甲">x</p>'),
    ],
)  # fmt: skip
def test_pieces_of_html_are_marked_on_their_own_tag(html: str, said: str) -> None:
    assert marked(html) == said


def test_a_theme_leads_from_issue_to_issue(built: Built) -> None:
    first, second = built.text("issues/1.html"), built.text("issues/2.html")
    assert re.findall(r'<link rel="(next|prev)"[^>]*href="([^"]*)"', first) == [("next", "2.html")]
    assert re.findall(r'<link rel="(next|prev)"[^>]*href="([^"]*)"', second) == [("prev", "1.html")]
    assert 'rel="next"' in built.text("index.html")  # other pages keep the way they had
