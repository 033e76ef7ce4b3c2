"""A build that finds nothing changed writes little, and what it leaves is what a fresh one leaves."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from sphinx.errors import ExtensionError

from sphinx_digest.core.check import read_source
from sphinx_digest.core.projects import load_project
from sphinx_digest.core.settings import read_settings
from sphinx_digest.ext.packing import pack

from .conftest import EXAMPLE, build, issue, notice, touch_later, tree, write

Project = Callable[[Mapping[str, str]], Path]

STANDING = (
    "searchindex.js",
    "objects.inv",
    "digest-documents.html",
    "digest-dates.html",
    "digest-contacts.html",
    "digest/digest.json",
    "digest/diagnostics.json",
)
FILES = {
    "issues/a.md": issue(
        1,
        notice("one", "重庆的通知", ":::{deadline} 申报\n:end: 2021-05-14\n:::\n"),
        notice("two", "成都的通知", ":::{contact} 张某\n:phone: 010-5550 0101\n:::\n"),
    ),
    "issues/b.md": issue(8, notice("three", "长沙的通知")),
    "about.md": "---\norphan: true\n---\n\n# 说明\n\n这里有独一无二的词。\n",
}


@pytest.fixture
def source(project: Project) -> Path:
    return project(FILES)


def fresh(source: Path, out: Path) -> dict[str, bytes]:
    return tree(build(source, out).out)


def test_an_idle_build_leaves_what_stands(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    build(source, out)
    before, when = tree(out), {name: (out / name).stat().st_mtime_ns for name in STANDING}
    again = build(source, out)
    assert again.written == ()
    assert tree(out) == before
    assert {name: (out / name).stat().st_mtime_ns for name in STANDING} == when


#: Sphinx itself cannot make the search index again when no page is written.
@pytest.mark.parametrize("name", STANDING[1:])
def test_what_is_missing_comes_back(source: Path, tmp_path: Path, name: str) -> None:
    out = tmp_path / "out"
    build(source, out)
    before = tree(out)
    (out / name).unlink()
    build(source, out)
    assert tree(out) == before


def test_words_of_a_page_that_is_gone_are_gone(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    build(source, out)
    build(source, out)
    (source / "about.md").unlink()
    build(source, out)
    new = fresh(source, tmp_path / "fresh")
    assert (out / "searchindex.js").read_bytes() == new["searchindex.js"]
    assert (out / "objects.inv").read_bytes() == new["objects.inv"]


def change(source: Path, name: str, old: str, new: str) -> None:
    path = source / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    touch_later(path)


def test_what_another_builder_read_is_written(source: Path, tmp_path: Path) -> None:
    out, doctrees = tmp_path / "out", tmp_path / "doctrees"
    build(source, out, doctrees=doctrees)
    build(source, out, doctrees=doctrees)
    change(source, "issues/b.md", "长沙的通知", "武汉的通知")
    build(source, tmp_path / "dirs", "dirhtml", doctrees=doctrees)
    build(source, out, doctrees=doctrees)
    assert tree(out) == fresh(source, tmp_path / "fresh")


def test_what_a_broken_build_left_is_mended(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    build(source, out)
    build(source, out)
    change(source, "issues/b.md", "长沙的通知", "武汉的通知")
    with monkeypatch.context() as broken:
        broken.setattr("sphinx.builders.html.StandaloneHTMLBuilder.gen_indices", _break)
        with pytest.raises((ExtensionError, RuntimeError)):
            build(source, out)
    assert "武汉" not in (out / "digest-documents.html").read_text(encoding="utf-8")
    build(source, out)
    assert tree(out) == fresh(source, tmp_path / "fresh")


def _break(_builder: object) -> None:
    raise RuntimeError("the power fails")


def test_another_outdir_is_written_whole(source: Path, tmp_path: Path) -> None:
    doctrees = tmp_path / "doctrees"
    build(source, tmp_path / "one", doctrees=doctrees)
    build(source, tmp_path / "two", doctrees=doctrees)
    build(source, tmp_path / "two", doctrees=doctrees)
    assert tree(tmp_path / "two") == tree(tmp_path / "one")


def test_readings_of_earlier_builds_give_way_to_the_settings(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    build(source, out)
    touch_later(source / "issues/b.md")
    build(source, out)
    before = tree(out)
    assert before == fresh(source, tmp_path / "fresh")
    own = 'title = "样例周报"\n[pinyin.exceptions]\n"成都" = "zuo1 du1"\n'
    write(source, {"digest.toml": own})
    build(source, out)
    assert tree(out) == fresh(source, tmp_path / "other")
    assert tree(out)["digest-documents.html"] != before["digest-documents.html"]


def test_documents_come_back_from_their_bytes() -> None:
    settings, _ = read_settings(EXAMPLE)
    schemas, _ = load_project(settings)
    for path in sorted((EXAMPLE / "issues").rglob("*.md")):
        _reading, document = read_source(str(path), path.stem, settings, schemas)
        assert document.notices
        assert pickle.loads(pack(document)) == document


def test_findings_are_told_again_though_nothing_changed(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    change(source, "issues/b.md", ":type: other", ":type: nonsense")
    first = build(source, out)
    again = build(source, out)
    assert first.codes == again.codes != []
    assert first.diagnostics == again.diagnostics
