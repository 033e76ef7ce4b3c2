"""``check --show-defaults``: what nobody wrote, and where it comes from."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sphinx_digest.cli import main
from sphinx_digest.cli.defaults import defaults_as_text
from sphinx_digest.core.check import Report
from sphinx_digest.core.model import Derived, Document, Notice, Place, Record, Span
from sphinx_digest.core.reports.text import width_of
from sphinx_digest.core.schema import load_schemas
from sphinx_digest.core.settings import Settings
from sphinx_digest.core.unwritten import find_unwritten
from tests.cases.both import to_rst

ISSUE = """\
# 样例周报 第 158 期

:::{issue}
:number: 158
:period: 2021-04-10/2021-04-16
:published: 2021-04-16
:::

## 样例篇

:::{part}
:id: yl-158
:issuer: 示例局
:::

### 关于建设示范中心的通知

:::{notice}
:published: 4月12日
:url: https://www.example.org/1.html
:::

:::{deadline} 征求意见
:within: 10 working days
:channel: 样例平台
:::

:::{contact} service
:::
"""
SETTINGS = '[issuers.sample]\nname = "样例局"\nhosts = ["example.org"]\n'
CONTACTS = '[service]\nphone = "010-5550 0101"\norganization = "示例中心"\n'

Shown = Callable[..., tuple[int, str]]


@pytest.fixture
def shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Shown:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "digest.toml").write_text(SETTINGS, encoding="utf-8")
    (tmp_path / "contacts.toml").write_text(CONTACTS, encoding="utf-8")

    def show(text: str, markup: str = "md", *arguments: str) -> tuple[int, str]:
        (tmp_path / f"a.{markup}").write_text(text, encoding="utf-8")
        status = main(["check", "--show-defaults", *arguments])
        return status, capsys.readouterr().out

    return show


def rows(out: str) -> list[tuple[str, ...]]:
    """Give place, name, value and origin of each line."""
    pattern = r"(\S+:[0-9]+:[0-9]+:) +(\S.*?) += (.*?) +← (.*)"
    return [match.groups() for line in out.splitlines() if (match := re.fullmatch(pattern, line))]


def test_every_value_stands_with_where_it_comes_from(shown: Shown) -> None:
    assert rows(shown(ISSUE)[1]) == [
        ("a.md:18:1:", "文种 type", "通知（circular）", "第 16 行的标题"),
        ("a.md:18:1:", "发文机关 issuer", "示例局", "第 13 行的篇"),
        ("a.md:18:1:", "发布日期 published", "2021-04-12", "第 19 行，年份按本期推定"),
        ("a.md:23:1:", "事项 kind", "征求意见（comments）", "标题"),
        ("a.md:23:1:", "截止 end", "2021-04-25", "第 24 行，从 2021-04-12 起 10 个工作日"),
        ("a.md:28:1:", "单位 organization", "示例中心", "contacts.toml:3"),
        ("a.md:28:1:", "电话 phone", "010-5550 0101", "contacts.toml:2"),
    ]


def test_a_setting_is_named(shown: Shown) -> None:
    told = rows(shown(ISSUE.replace(":issuer: 示例局\n", ""))[1])
    place = ("a.md:17:1:", "发文机关 issuer", "样例局", "digest.toml:3 [issuers.sample] hosts")
    assert place in told


def test_both_markups_say_the_same(shown: Shown, tmp_path: Path) -> None:
    myst = [row[1:3] for row in rows(shown(ISSUE)[1])]
    (tmp_path / "a.md").unlink()
    assert [row[1:3] for row in rows(shown(to_rst(ISSUE), "rst")[1])] == myst


def test_the_lines_of_a_file_line_up(shown: Shown) -> None:
    out = shown(ISSUE)[1]
    lines = [line for line in out.splitlines() if "←" in line]
    for sign in (" = ", "  ← "):
        assert len({width_of(line.partition(sign)[0]) for line in lines}) == 1
    assert "查了 1 个文件" in out


def test_as_json(shown: Shown) -> None:
    status, out = shown(ISSUE, "md", "--format", "json")
    told = json.loads(out)
    assert (status, told["version"]) == (0, 1)
    assert {
        "file": "a.md", "line": 18, "column": 1, "record": "notice", "id": "n-ea27037d",
        "name": "issuer", "value": ["示例局"], "by": "part",
        "from": {"file": "a.md", "line": 13, "column": 10},
    } in told["defaults"]  # fmt: skip
    assert all({"file", "line", "column", "by", "value"} <= one.keys() for one in told["defaults"])


def test_the_status_is_that_of_a_check(shown: Shown) -> None:
    assert shown(ISSUE)[0] == 0
    assert shown(ISSUE.replace("4月12日", "4月31日"))[0] == 1


def test_what_is_written_is_not_listed(shown: Shown, tmp_path: Path) -> None:
    shown(ISSUE)
    main(["check", "--fix", "-q"])
    text = (tmp_path / "a.md").read_text(encoding="utf-8")
    assert [row[1] for row in rows(shown(text)[1])].count("编号 id") == 0
    bare = "# 样例\n"
    assert "没有推得的内容。" in shown(bare)[1]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--format", "sarif"], "--show-defaults 只能用 --format text 或 json。"),
        (["--diff"], "--show-defaults 不能和 --diff 一起用。"),
    ],
)
def test_wrong_usage(
    arguments: list[str], words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.md").write_text(ISSUE, encoding="utf-8")
    assert main(["check", str(tmp_path), "--show-defaults", *arguments]) == 2
    assert words in capsys.readouterr().err


def test_english_readers_see_codes(shown: Shown, tmp_path: Path) -> None:
    (tmp_path / "digest.toml").write_text('language = "en"\n', encoding="utf-8")
    told = rows(shown(ISSUE)[1])
    assert ("a.md:18:1:", "type", "circular", "title, line 16") in told
    assert ("a.md:23:1:", "end", "2021-04-25", "10 working days from 2021-04-12, line 24") in told


def record(kind: str, values: dict[str, Any], **more: Any) -> Record:
    span = Span(5, 1, 5, 10)
    return Record(kind, "a-1", "甲", values, {}, {}, 0, "/a.md", span, written_id=True, **more)


def test_a_group_and_the_settings_of_a_part(tmp_path: Path) -> None:
    line = Place("/digest.toml", Span(9, 8, 9, 12))
    settings = Settings("/", places={"parts.0.groups.1.issuer=": line})
    group = Place("/a.md", Span(2, 3, 2, 9))
    notice = record(
        "notice", {"issuer": ["甲", "乙"], "type": "news"},
        derived={"issuer": Derived("settings", line), "type": Derived("group", group)},
    )  # fmt: skip
    whole = Notice(notice, None, None, (), (), (), (), "", short_form=False)
    document = Document("a", "/a.md", "myst", "", None, (), (whole,), (), (), ())
    found = tuple(find_unwritten(document, load_schemas(settings)[0], settings))
    report = Report((), 1, lambda _: None, "zh", unwritten=found)
    assert rows(defaults_as_text(report, Path("/"))) == [
        ("a.md:5:1:", "文种 type", "资讯（news）", "第 2 行的分组"),
        ("a.md:5:1:", "发文机关 issuer", "甲；乙", "digest.toml:9 [[parts.groups]] issuer"),
    ]
