"""The short forms say what the full ones say, and cost what ``make economy`` prints."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from sphinx_digest.core.check import check, find_sources, read_source
from sphinx_digest.core.exports.digest_json import to_digest_json
from sphinx_digest.core.schema import load_schemas
from sphinx_digest.core.settings import read_settings
from sphinx_digest.core.store import resolve
from tests.economy.measure import EXAMPLE, ISSUES, Cost, cost, own_fields

#: Wordings that the short form has otherwise: a year is written where the full form has it in
#: another field.
YEARS = {
    "tjst-2021-evaluation-form": "受理截止日期为 10 月 20 日",
    "tjst-2021-evaluation-last-list": "10 月 31 日前",
    "tjst-2021-rd-subsidy-helpline": "自通知发布之日起至 4 月 13 日 17 点前",
    "tjscjg-2021-quality-form": "4 月 16 日前",
    "tjscjg-2021-quality-plan": "二季度",
    "tjscjg-2021-quality-training": "二季度",
    "tjscjg-2021-quality-visit": "三季度",
    "tjscjg-2021-quality-results": "四季度",
    "tjscjg-2021-quality-meeting": "四季度",
    "bjip-2021-cluster-review": "评审答辩时间为 8 月初",
    "tjip-2021-week-report": "5 月 13 日前",
}


def written(number: int, source: Path, folder: Path) -> Path:
    """Make the example with one of its issues as ``source`` has it."""
    shutil.copytree(EXAMPLE, folder)
    shutil.copyfile(source, folder / "issues" / f"2021-{number}.md")
    return folder


def exported(number: int, folder: Path) -> dict[str, Any]:
    settings = read_settings(folder)[0]
    schemas = load_schemas(settings)[0]
    documents = [
        read_source(path, docname, settings, schemas)[1] for docname, path in find_sources(settings)
    ]
    digest = to_digest_json(
        resolve(documents), settings, bodies={}, page_url=lambda page: page, language="zh_CN"
    )
    found: dict[str, Any] = next(i for i in digest["issues"] if i["number"] == number)
    return found


def wordings(issue: dict[str, Any]) -> dict[str, str | None]:
    """Take the wordings out of an issue, by the id of the deadline."""
    return {
        deadline["id"]: deadline.pop("text", None)
        for notice in issue["notices"]
        for deadline in notice["deadlines"]
    }


@pytest.mark.parametrize("number", ISSUES)
def test_both_forms_say_the_same(number: int, tmp_path: Path) -> None:
    full, short = (
        exported(number, written(number, source, tmp_path / str(form)))
        for form, source in enumerate(ISSUES[number])
    )
    before, after = wordings(full), wordings(short)
    assert full == short
    changed = {id_: text for id_, text in before.items() if text and text != after[id_]}
    assert changed.items() <= YEARS.items()
    for id_, text in changed.items():
        assert str(after[id_]).replace("2021 年", "").split() == text.split()


@pytest.mark.parametrize("form", ["full", "short"])
@pytest.mark.parametrize("number", ISSUES)
def test_both_forms_are_without_findings(number: int, form: str, tmp_path: Path) -> None:
    folder = written(number, ISSUES[number][form == "short"], tmp_path / "digest")
    assert check([folder]).diagnostics == ()


def all_of(form: str, without: frozenset[str] = frozenset()) -> Cost:
    one, other = (cost(pair[form == "short"], without) for pair in ISSUES.values())
    return one + other


def test_the_short_forms_halve_the_lines() -> None:
    """Keep what is reached: in all, and without the fields of this digest alone."""
    full, short = all_of("full"), all_of("short")
    assert full.notices == short.notices == 30
    assert short.lines_each <= 17
    assert short.characters_each <= 430
    full, short = all_of("full", own_fields()), all_of("short", own_fields())
    assert short.lines_each <= 14 <= full.lines_each / 1.99
    assert short.characters_each <= 370
    assert all_of("short", own_fields() | {"id"}).lines_each <= 13


def test_what_is_counted(tmp_path: Path) -> None:
    """A line is a line of ours: no heading, summary, blank line, issue or part; no link."""
    page = tmp_path / "page.md"
    page.write_text(
        """\
# 周报

:::{issue}
:number: 1
:::

## 关于一事的通知

:::{notice}
:url: https://www.example.org/1.html
:impact: 无

:::

摘要。

:::{deadlines}
- 2021-05-10 | 报送 | id=report
:::

:::{attachments}
- [表](https://www.example.org/1.doc)
:::
""",
        encoding="utf-8",
    )
    notice = len(":::{notice}") + len(":url: ") + len(":::")
    rows = len(":::{deadlines}") + len("- 2021-05-10 | 报送") + len(":::")
    attached = len(":::{attachments}") + len("- [表]()") + len(":::")
    assert cost(page, frozenset({"impact", "id"})) == Cost(1, 9, notice + rows + attached)
    more = len(":impact: 无") + len(" | id=report")
    assert cost(page) == Cost(1, 10, notice + rows + attached + more)
