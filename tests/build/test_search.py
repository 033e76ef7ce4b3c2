"""The search index: how text is split, the same here and in the browser; which projects get it."""

from __future__ import annotations

import json
import shutil
import subprocess
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_digest.ext.search import SearchPairs, words_of
from tests.build.conftest import CONF, INDEX, Built, build, issue, notice, touch_later, write

NODE = shutil.which("node")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("知识产权", ["知识", "识产", "产权"]),
        (
            "国知办函服字〔2021〕304号",
            ["国知", "知办", "办函", "函服", "服字", "2021", "304", "304号"],
        ),
        ("2021 年第 27 号", ["2021", "2021年", "年第", "27", "27号"]),
        ("2021-Q2", ["2021", "q2"]),
        ("ＣＤＥ与TISC机构", ["cde", "与", "tisc", "机构"]),
        ("Ⅲ期临床", ["iii", "期临", "临床"]),
        ("报 送，𠮷日", ["报", "送", "𠮷日"]),
        ("α-内酰胺酶 Müller", ["α", "内酰", "酰胺", "胺酶", "müller"]),
        ("知识\n  产权", ["知识", "识产", "产权"]),
        ("。、〔〕", []),
    ],
)
def test_what_a_text_is_split_into(text: str, words: list[str]) -> None:
    assert words_of(text) == words


@given(st.text("知识产权药品２７年号〔〕 304CdeＡ-", min_size=1))
def test_brackets_and_widths_do_not_matter(text: str) -> None:
    assert words_of(text.replace("〔", "(").replace("〕", "]")) == words_of(text)
    assert words_of(unicodedata.normalize("NFKC", text)) == words_of(text)


@given(st.text("知识产权药品号2〔〕 ", min_size=2), st.integers(0, 20), st.integers(1, 20))
def test_what_is_typed_of_a_run_is_found(text: str, start: int, length: int) -> None:
    part = text[start : start + length]
    if any(one.isdigit() for one in text[max(start - 1, 0) : start + length + 1]):
        return
    assert {word for word in words_of(part) if len(word) > 1} <= set(words_of(text))


KNOWN = st.characters(exclude_categories=["Cn", "Co", "Cs"])
TEXTS = st.lists(
    st.text(
        st.one_of(KNOWN, st.sampled_from("知识产权〔2021〕304号 ０Ａ\u3000\xa0\n\tİΣςßⅢ①㎡ﬁ𠮷々"))
    ),
    min_size=50,
    max_size=400,
)


def in_the_browser(texts: list[str]) -> list[list[str]]:
    code = (
        SearchPairs.js_splitter_code
        + "const texts = JSON.parse(require('fs').readFileSync(0, 'utf-8'));"
        + "console.log(JSON.stringify(texts.map(splitQuery)));"
    )
    done = subprocess.run(
        [str(NODE), "-e", code], input=json.dumps(texts), capture_output=True, text=True, check=True
    )
    found: list[list[str]] = json.loads(done.stdout)
    return found


@pytest.mark.skipif(NODE is None, reason="node is not installed")
@given(texts=TEXTS)
@settings(max_examples=5, deadline=None)
def test_the_script_splits_the_same(texts: list[str]) -> None:
    assert in_the_browser(texts) == [words_of(text) for text in texts]


@pytest.mark.skipif(NODE is None, reason="node is not installed")
def test_every_character_is_split_the_same() -> None:
    assigned = [
        chr(point)
        for point in range(0x110000)
        if unicodedata.category(chr(point)) not in ("Cn", "Co", "Cs")
    ]
    texts = [f"甲{one}1{one}乙" for one in assigned]
    pairs = zip(texts, map(words_of, texts), in_the_browser(texts), strict=True)
    assert [text for text, ours, theirs in pairs if ours != theirs] == []


def index_of(built: Built) -> dict[str, Any]:
    text = built.text("searchindex.js")
    found: dict[str, Any] = json.loads(text[len("Search.setIndex(") : -1])
    return found


NOTICES = (
    "### 关于开展**试点示范**工作的通知\n\n:::{notice}\n:id: one\n:type: circular\n"
    ":number: 样发〔2021〕304号\n:issuer: 样例局\n:published: 2021-04-07\n:::\n\n"
    "报名机构要提交*工作*制度，\n第一行到此为止没有标\n点，接着是第二行。\n"
)


def project(folder: Path, **more: str) -> Path:
    return write(
        folder, {"conf.py": CONF, "index.md": INDEX, "issues/1.md": issue(1, NOTICES), **more}
    )


def pages_with(index: dict[str, Any], word: str) -> set[str]:
    found: set[str] = set()
    for table in (index["terms"], index["titleterms"]):
        pages = table.get(word, [])
        found |= {
            index["docnames"][page] for page in (pages if isinstance(pages, list) else [pages])
        }
    return found


def test_the_index_holds_pairs_numbers_and_anchors(tmp_path: Path) -> None:
    index = index_of(build(project(tmp_path / "in"), tmp_path / "out"))
    for word in ("试点", "点示", "作制", "304", "304号", "2021", "标点", "样发"):
        assert pages_with(index, word) == {"issues/1"}
    places = index["alltitles"]["关于开展试点示范工作的通知"]
    assert places == [[index["docnames"].index("issues/1"), "one"]]
    for word in ("试", "。", "〔"):
        assert not pages_with(index, word)


def test_indexes_of_the_digest_are_not_found_themselves(tmp_path: Path) -> None:
    pages = {"documents.md": "# 文件\n\n:::{digest-index} documents\n:::\n"}
    built = build(project(tmp_path / "in", **pages), tmp_path / "out")
    index = index_of(built)
    assert pages_with(index, "文件") >= {"documents"}
    assert pages_with(index, "试点") == pages_with(index, "304号") == {"issues/1"}
    assert "试点示范" in built.main("documents.html")
    assert "no-search" not in built.text("documents.html")


@pytest.mark.parametrize(
    ("conf", "settings", "pairs"),
    [
        (CONF, "", True),
        (CONF.replace("zh_CN", "en"), 'language = "zh_CN"\n', True),
        (CONF.replace("zh_CN", "en"), 'language = "en"\n', False),
        (CONF + 'html_search_language = "zh"\n', "", False),
        (CONF + 'html_search_options = {"dict": ""}\n', "", False),
        (CONF.replace("zh_CN", "en") + 'html_search_language = "zh-pairs"\n', "", True),
    ],
)
def test_conf_has_the_last_word(tmp_path: Path, conf: str, settings: str, pairs: bool) -> None:
    folder = project(tmp_path / "in", **{"conf.py": conf, "digest.toml": settings})
    built = build(folder, tmp_path / "out")
    assert ("试点" in index_of(built)["titleterms"]) is pairs
    assert ("digest-search.js" in built.text("search.html")) is pairs
    assert "digest-search.js" not in built.text("index.html")


def test_the_index_does_not_depend_on_how_it_is_built(tmp_path: Path) -> None:
    more = {f"issues/{n}.md": issue(n, NOTICES.replace("one", f"n{n}")) for n in range(2, 9)}
    folder = project(tmp_path / "in", **more)
    serial = build(folder, tmp_path / "serial").text("searchindex.js")
    assert build(folder, tmp_path / "parallel", jobs=2).text("searchindex.js") == serial
    touch_later(folder / "issues/3.md")
    again = build(folder, tmp_path / "serial")
    assert again.text("searchindex.js") == serial


def test_every_record_is_found_where_it_stands(tmp_path: Path) -> None:
    deadline = ":::{deadline} Apply v1.2\n:id: due\n:kind: filing\n:end: 2021-05-01\n:::"
    folder = write(
        tmp_path / "source",
        {
            "conf.py": CONF.replace("zh_CN", "en"),
            "digest.toml": 'title = "Sample"\nlanguage = "en"\n',
            "index.md": INDEX,
            "issues/1.md": issue(1, notice("one", "A notice", deadline)),
            "issues/2.md": issue(2, notice("two", "A notice")),
        },
    )
    built = build(folder, tmp_path / "out")
    index = json.loads(built.text("searchindex.js").removeprefix("Search.setIndex(")[:-1])
    found = {
        (index["docnames"][page], (f"{prefix}." if prefix else "") + name, anchor)
        for prefix, objects in index["objects"].items()
        for page, _kind, _priority, anchor, name in objects
    }
    assert {
        ("issues/1", "A notice", "one"),
        ("issues/2", "A notice", "two"),
        ("issues/1", "Apply v1.2", "due"),
    } <= found
    pages = {name: built.text(f"{name}.html") for name, _title, _anchor in found}
    assert all(f'id="{anchor}"' in pages[page] for page, _title, anchor in found)
