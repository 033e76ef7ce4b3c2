"""The pages of indexes are made anew where a document says other things, and only there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from sphinx_digest.core.check import read_source
from sphinx_digest.core.model import Derived, Document, IndexBlock, Place, Span
from sphinx_digest.core.projects import load_project
from sphinx_digest.core.settings import read_settings
from sphinx_digest.ext import index_pages
from sphinx_digest.ext.said import what_is_said

from .conftest import Built, build, touch_later, tree
from .test_incremental import CHANGES, DEADLINE, FILES, readable

Project = Callable[[Mapping[str, str]], Path]

BLOCKS = """
:::{deadline} 反馈
:within: 10 workdays
:from: 2021-04-12
:::

:::{contact} office
:::

:::{attachments}
- 附件 1：[申请表](https://www.example.org/a.doc)
:::

:::{corrections}
- 2021-05-08 | 改了截止日期 | 来源更正
:::

按样发〔2021〕9号办。正文。
"""
MORE = {
    **FILES,
    "contacts.toml": '[office]\norganization = "样例办"\nphone = "010-55500101"\n',
    "issues/a.md": FILES["issues/a.md"].replace(DEADLINE, DEADLINE + BLOCKS),
}  # fmt: skip
#: What a page of an index shows nothing of; what is not named here counts.
UNSEEN = {
    "Document.path", "Document.references", "Document.diagnostics", "Document.includes",
    "Document.mutes", "Document.passages", "Notice.body", "Record.places", "Record.block",
    "Record.file", "Record.opening", "Attachment.span", "Citation.place", "Correction.span",
    "Correction.day", "Derived.place", "IndexBlock.block",
}  # fmt: skip


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note which pages of indexes are made."""
    names: list[str] = []
    write = index_pages._write

    def noted(builder: Any, name: str) -> str:
        names.append(name)
        return write(builder, name)

    monkeypatch.setattr(index_pages, "_write", noted)
    return names


def read(folder: Path) -> Document:
    settings, _ = read_settings(folder)
    schemas, _ = load_project(settings)
    return read_source(str(folder / "issues/a.md"), "issues/a", settings, schemas)[1]


def other(value: Any) -> Any:
    """Give another value that a field may have."""
    match value:
        case bool():
            return not value
        case int():
            return value + 1
        case str():
            return f"{value}另"
        case Span():
            return replace(value, line=value.line + 1)
        case Place():
            return replace(value, span=other(value.span))
        case dict():
            return {**value, "another": Derived("part") if "issuer" in value else "x"}
        case frozenset():
            return value | {"another"}
        case tuple():
            return value[:-1] if value else ("x",)
    return "x"


def changed(value: Any) -> Iterator[tuple[str, Any]]:
    """Yield (the path to a field, the value with that field changed), down to the last record."""
    if isinstance(value, tuple):
        for at, item in enumerate(value):
            for path, new in changed(item):
                yield path, (*value[:at], new, *value[at + 1 :])
    elif isinstance(value, Mapping):
        for key, item in value.items():
            for path, new in changed(item):
                yield path, {**value, key: new}
    elif is_dataclass(value) and not isinstance(value, type | Span | Place):
        for field in fields(value):
            inner = getattr(value, field.name)
            path = f"{type(value).__name__}.{field.name}"
            yield path, replace(value, **{field.name: other(inner)})
            if path not in UNSEEN:
                for deeper, new in changed(inner):
                    yield deeper, replace(value, **{field.name: new})


def test_each_field_counts_that_an_index_may_show(project: Project) -> None:
    document = read(project(MORE))
    document = replace(document, indexes=(IndexBlock("dates", {"filter": "x"}, 3),))
    before = what_is_said([document])
    seen = set()
    for path, new in changed(document):
        seen.add(path.partition(".")[0])
        assert (what_is_said([new]) == before) == (path in UNSEEN), path
    wanted = {"Document", "Notice", "Record", "Count", "Attachment", "Citation", "Correction"}
    assert seen == wanted | {"IndexBlock", "Derived"}
    assert what_is_said([document, document]) != before
    assert what_is_said([]) != before


def test_where_it_stands_and_what_the_text_says_count_for_nothing(project: Project) -> None:
    source = project(MORE)
    before = what_is_said([read(source)])
    path = source / "issues/a.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("## 样例篇", "\n## 样例篇").replace("正文。", "新的正文。"))
    assert what_is_said([read(source)]) == before


def test_a_sentence_leaves_the_indexes(project: Project, tmp_path: Path, made: list[str]) -> None:
    source = project(MORE)
    build(source, tmp_path / "out")
    assert sorted(made) == ["contacts", "dates", "documents"]
    path = source / "issues/b.md"
    path.write_text(path.read_text(encoding="utf-8").replace("按{docnum}", "现按{docnum}"))
    touch_later(path)
    made.clear()
    again = build(source, tmp_path / "out")
    assert made == []
    fresh = build(source, tmp_path / "fresh")
    assert "现按" in again.main("issues/b.html")
    for name, content in tree(fresh.out).items():
        assert readable(name, tree(again.out)[name]) == readable(name, content), name


def swap(name: str, old: str, new: str) -> Callable[[Path], None]:
    def change(source: Path) -> None:
        path = source / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    return change


OTHERS: dict[str, Callable[[Path], None]] = {
    "a contact of the digest": swap("contacts.toml", "010-55500101", "010-55500102"),
    "the address of the site": swap(
        "digest.toml", "[schemas]", 'base_url = "https://digest.example.org/"\n[schemas]'
    ),
    "how Chinese is read": swap("digest.toml", "[schemas]", '[pinyin]\n"样" = "yang"\n[schemas]'),
    "the language": swap("conf.py", '"zh_CN"', '"en"'),
    "the suffix of pages": swap("conf.py", "language", 'html_file_suffix = ".htm"\nlanguage'),
    "a telephone": swap("issues/a.md", "zhang@example.org", "li@example.org"),
    "the publication": swap("issues/a.md", ":number: 1\n", ":number: 1\n:published: 2021-04-09\n"),
}  # fmt: skip
HERE = (
    "a title", "a citation", "an issue is deleted", "an issue is renamed", "an issue is added",
    "a schema", "the settings", "a draft", "a deadline",
)  # fmt: skip


@pytest.mark.parametrize("what", [*HERE, *OTHERS])
def test_what_an_index_may_show_makes_it_anew(
    project: Project, tmp_path: Path, made: list[str], what: str
) -> None:
    source = project(MORE)
    build(source, tmp_path / "out")
    before = tree(source)
    {**CHANGES, **OTHERS}[what](source)
    for name, content in tree(source).items():
        if before.get(name) != content:
            touch_later(source / name)
    made.clear()
    again = build(source, tmp_path / "out")
    assert sorted(made) == ["contacts", "dates", "documents"]
    fresh = build(source, tmp_path / "fresh")
    pages = [page.name for page in fresh.out.glob("digest-*.htm*")]
    assert len(pages) >= 2  # no contact, no page of contacts
    for page in pages:
        assert shown(again, page) == shown(fresh, page)


def shown(built: Built, page: str) -> object:
    """Return a page without the marks of Sphinx's scripts, which an incremental build leaves."""
    return re.sub(r"\?v=[0-9a-f]+", "", str(readable(page, tree(built.out)[page])))


def test_another_version_makes_them_anew(
    project: Project, tmp_path: Path, made: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    source = project(MORE)
    build(source, tmp_path / "out")
    made.clear()
    monkeypatch.setattr("sphinx_digest.ext.state.__version__", "9.9")
    path = source / "issues/b.md"
    touch_later(path)
    build(source, tmp_path / "out")
    assert sorted(made) == ["contacts", "dates", "documents"]


def test_two_builders_that_share_their_doctrees_have_their_own(
    project: Project, tmp_path: Path
) -> None:
    source, doctrees = project(MORE), tmp_path / "doctrees"
    build(source, tmp_path / "html", doctrees=doctrees)
    build(source, tmp_path / "dirs", "dirhtml", doctrees=doctrees)
    CHANGES["a title"](source)
    touch_later(source / "issues/a.md")
    build(source, tmp_path / "html", doctrees=doctrees)
    dirs = build(source, tmp_path / "dirs", "dirhtml", doctrees=doctrees)
    fresh = build(source, tmp_path / "fresh", "dirhtml")
    name = "digest-documents/index.html"
    assert "第一条新通知" in dirs.main(name)
    assert readable(name, tree(dirs.out)[name]) == readable(name, tree(fresh.out)[name])
