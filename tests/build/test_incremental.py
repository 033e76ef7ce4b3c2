"""An incremental build leaves what a fresh one leaves, and says what it says."""

from __future__ import annotations

import json
import re
import shutil
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from .conftest import Built, build, issue, notice, touch_later, tree, write

Project = Callable[[Mapping[str, str]], Path]
Change = Callable[[Path], None]

DEADLINE = """\
:::{deadline} 征求意见
:kind: comments
:end: 2021-05-14
:contact: one-office
:channel: 邮件
:::

:::{contact} 张某
:id: one-office
:email: zhang@example.org
:::
"""
FIELDS = """{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "urn:example:notice",
  "allOf": [{ "$ref": "urn:sphinx-digest:1:notice" }],
  "properties": {
    "impact": { "type": "string", "x-label": { "zh": "影响", "en": "Impact" } }
  }
}
"""
FILES = {
    "digest.toml": 'title = "样例周报"\nexclude = ["inc"]\n[schemas]\nnotice = "fields.json"\n',
    "fields.json": FIELDS,
    "inc/shared.md": notice("shared", "关于共用事项的通知").replace("### ", "### "),
    "issues/a.md": issue(
        1,
        notice("one", "第一条通知", DEADLINE, ":number: 样发〔2021〕1号\n:impact: 有影响\n"),
        notice("two", "第二条通知", "见{notice}`later`，{docnum}`样发〔2021〕9号`。"),
    ),
    "issues/b.md": issue(
        8,
        notice("three", "第三条通知", "按{docnum}`样发〔2021〕1号`办；{notice}`two`；{issue}`issue-1`。"),
        "```{include} ../inc/shared.md\n```",
    ),
    "issues/c.md": issue(15, notice("four", "第四条通知", "见{deadline}`one-comments`。")),
    "notes.md": "---\norphan: true\n---\n\n# 说明\n\n见{notice}`one <one>`和{contact}`one-office`。\n",
    "lists.md": "---\norphan: true\n---\n\n# 索引\n\n:::{digest-index} documents\n:::\n\n"
    ":::{digest-index} dates\n:::\n",
}  # fmt: skip


def edit(name: str, old: str, new: str) -> Change:
    def change(source: Path) -> None:
        path = source / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    return change


def rename(source: Path) -> None:
    shutil.move(source / "issues/a.md", source / "issues/z.md")


def add(source: Path) -> None:
    write(source, {"issues/d.md": issue(22, notice("later", "第五条通知"))})


CHANGES: dict[str, Change] = {
    "a title": edit("issues/a.md", "第一条通知", "第一条新通知"),
    "the title of an issue": edit("issues/b.md", "第 8 期", "第 8 期增刊"),
    "a citation": edit("issues/c.md", "见{deadline}", "按样发〔2021〕1号，见{deadline}"),
    "the target of a broken role": edit("issues/c.md", ":id: four", ":id: later"),
    "the number of a cited document": edit("issues/c.md", ":id: four", ":id: four\n:number: 样发〔2021〕9号"),
    "an issue is deleted": lambda source: (source / "issues/a.md").unlink(),
    "an issue is renamed": rename,
    "an issue is added": add,
    "a schema": edit("fields.json", '"影响"', '"对我司的影响"'),
    "the settings": edit("digest.toml", "[schemas]", '[issuers.sample]\nname = "样例总局"\naliases = ["样例局"]\n[schemas]'),
    "the settings are broken": edit("digest.toml", "title =", "titel ="),
    "an included file": edit("inc/shared.md", "共用事项", "共同事项"),
    "a draft": edit("issues/a.md", ":number: 1\n", ":number: 1\n:draft:\n"),
    "a deadline": edit("issues/a.md", "2021-05-14", "2021-05-20"),
    "conf.py contradicts": edit("conf.py", "language", 'myst_enable_extensions = ["amsmath"]\nlanguage'),
}  # fmt: skip


def plain_log(built: Built) -> list[str]:
    """Return the findings in the log, where the source stands left out."""
    return [line for line in built.warnings.splitlines() if line.strip()]


def readable(name: str, content: bytes) -> object:
    """Return what must be equal of a file: of a page, all but the theme's own bars."""
    if name.endswith(".html"):
        text = content.decode()
        return re.sub(r'<div class="related.*?</div>', "", text, flags=re.S)
    if name == "searchindex.js" and content:
        index = json.loads(re.sub(r"^Search\.setIndex\(|\)$", "", content.decode().strip()))
        # Sphinx leaves words behind that no page has any more.
        index["terms"] = {word: pages for word, pages in index["terms"].items() if pages != []}
        return index
    return content


@pytest.mark.parametrize("what", CHANGES)
def test_no_page_is_stale(
    project: Project, tmp_path: Path, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = project(FILES)
    monkeypatch.chdir(source)
    build(source, tmp_path / "out")
    before = tree(source)
    CHANGES[what](source)
    for name, content in tree(source).items():
        if before.get(name) != content:
            touch_later(source / name)
    again = build(source, tmp_path / "out")
    fresh = build(source, tmp_path / "fresh")
    assert plain_log(again) == plain_log(fresh)
    ours, theirs = tree(again.out), tree(fresh.out)
    stale = [
        name
        for name in theirs
        if readable(name, ours.get(name, b"")) != readable(name, theirs[name])
    ]
    assert stale == []


def test_builders_that_share_their_doctrees_stay_fresh(project: Project, tmp_path: Path) -> None:
    source = project(FILES)
    doctrees = tmp_path / "doctrees"
    build(source, tmp_path / "html", doctrees=doctrees)
    CHANGES["a title"](source)
    touch_later(source / "issues/a.md")
    build(source, tmp_path / "text", "text", doctrees=doctrees)
    html = build(source, tmp_path / "html", doctrees=doctrees)
    for page in ("issues/a.html", "issues/b.html", "lists.html", "notes.html"):
        assert "第一条通知" not in html.main(page).replace(">one<", ""), page


def test_an_idle_build_writes_nothing_and_says_the_same(project: Project, tmp_path: Path) -> None:
    source = project(FILES)
    first = build(source, tmp_path / "out")
    second = build(source, tmp_path / "out")
    assert second.written == ()
    assert first.codes == ["DGT202"]
    assert second.warnings == first.warnings
    assert tree(second.out) == tree(first.out)


def test_a_change_of_words_rewrites_only_its_own_page(project: Project, tmp_path: Path) -> None:
    source = project({**FILES, "issues/c.md": issue(15, notice("four", "第四条通知"))})
    build(source, tmp_path / "out")
    edit("issues/c.md", "正文。", "新的正文。")(source)
    touch_later(source / "issues/c.md")
    again = build(source, tmp_path / "out")
    assert set(again.written) == {"index", "issues/c"}


def test_parallel_builds_leave_the_same(project: Project, tmp_path: Path) -> None:
    source = project(FILES)
    one = build(source, tmp_path / "one")
    two = build(source, tmp_path / "two", jobs=2)
    assert sorted(plain_log(two)) == sorted(plain_log(one))
    assert tree(two.out) == tree(one.out)


def test_nothing_built_depends_on_the_clock(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = project(FILES)
    now = build(source, tmp_path / "now")
    really = time.time
    monkeypatch.setattr(time, "time", lambda: really() + 400 * 24 * 3600)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(really()) + 400 * 24 * 3600))
    later = build(source, tmp_path / "later")
    assert tree(later.out) == tree(now.out)


def test_a_deleted_issue_leaves_the_export_of_shared_doctrees(
    project: Project, tmp_path: Path
) -> None:
    source = project(FILES)
    doctrees = tmp_path / "doctrees"
    build(source, tmp_path / "html", doctrees=doctrees)
    (source / "issues/c.md").unlink()
    build(source, tmp_path / "text", "text", doctrees=doctrees)
    html = build(source, tmp_path / "html", doctrees=doctrees)
    assert [issue["number"] for issue in html.digest["issues"]] == [1, 8]


def test_parallel_incremental_builds_leave_what_a_fresh_one_leaves(
    project: Project, tmp_path: Path
) -> None:
    source = project(FILES)
    build(source, tmp_path / "out", jobs=2)
    CHANGES["the settings"](source)
    touch_later(source / "digest.toml")
    again = build(source, tmp_path / "out", jobs=2)
    fresh = build(source, tmp_path / "fresh")
    assert sorted(plain_log(again)) == sorted(plain_log(fresh))
    assert tree(again.out) == tree(fresh.out)
