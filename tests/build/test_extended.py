"""A deadline that a later issue puts off, as the pages of both issues show it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from .conftest import build, issue, notice, touch_later

Project = Callable[[Mapping[str, str]], Path]

OLD = ":::{deadline} 网上申报\n:id: old\n:kind: application\n:end: 2021-09-30\n:::\n"
NEW = (
    ":::{deadline} 网上申报\n:id: new\n:kind: application\n:end: 2021-10-15\n"
    ":status: extended\n:replaces: old\n:::\n"
)
FILES = {
    "digest.toml": 'title = "样例周报"\n',
    "issues/a.md": issue(1, notice("one", "关于申报的通知", OLD)),
    "issues/b.md": issue(8, notice("two", "另一件通知")),
    "dates.md": "---\norphan: true\n---\n\n# 索引\n\n:::{digest-index} dates\n:::\n",
    "home.md": "---\norphan: true\n---\n\n# 首页\n\n```{digest-home}\n```\n",
}
PUT_OFF = "已延期至 2021-10-15"


def bare(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page))


def test_every_page_follows_when_a_later_issue_puts_a_deadline_off(
    project: Project, tmp_path: Path
) -> None:
    source = project(FILES)
    first = build(source, tmp_path / "out")
    assert PUT_OFF not in bare(first.main("issues/a.html"))
    assert "2021-09-30" in bare(first.main("issues/b.html")), "it runs on"
    (source / "issues/c.md").write_text(issue(15, notice("three", "关于延期的通知", NEW)), "utf-8")
    touch_later(source / "issues/c.md")
    again = build(source, tmp_path / "out")
    old = again.main("issues/a.html")
    assert bare(old).count(PUT_OFF) == 3, "in the summary, at the notice and at the deadline"
    assert 'href="c.html#new"' in old
    assert 'data-digest-last="2021-09-30"' not in old
    new = bare(again.main("issues/c.html"))
    assert "由 2021-09-30 延期" in new
    assert "已延期" not in new.replace("由 2021-09-30 延期", "")
    assert "2021-09-30" not in bare(again.main("issues/b.html"))
    assert f"2021-09-30（{PUT_OFF}）" in bare(again.main("dates.html"))
    home = bare(again.main("home.html"))
    assert "2021-10-15" in home
    assert "2021-09-30 网上申报" not in home


def test_what_is_not_for_a_screen_says_it_as_well(project: Project, tmp_path: Path) -> None:
    late = issue(15, notice("three", "关于延期的通知", NEW))
    source = project({**FILES, "issues/c.md": late})
    built = build(source, tmp_path / "out", "text")
    old = (built.out / "issues/a.txt").read_text("utf-8")
    assert old.count("（已") == 2, "in the table, broken across lines, and at the deadline"
    new = (built.out / "issues/c.txt").read_text("utf-8")
    assert "2021-10-15 止（由 2021-09-30 延期）" in new
