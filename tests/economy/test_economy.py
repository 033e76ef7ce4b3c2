"""The short forms say what the full ones say, and cost what ``make economy`` prints."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from sphinx_digest.core.check import check, find_sources, read_source
from sphinx_digest.core.exports.digest_json import to_digest_json
from sphinx_digest.core.schema import load_schemas
from sphinx_digest.core.settings import read_settings
from sphinx_digest.core.store import resolve
from tests.economy.measure import AIM_CHARACTERS, AIM_LINES, HERE, NUMBERS, Cost, cost, page

#: Wordings that the short form shortens beyond writing a day as 2021-04-30; what is left out is
#: said by the row's other cells, or by a field of the full form.
SHORTENED = {
    "受理截止日期为 10 月 20 日": "2021-10-20 前",
    "截止日期为 2021 年 3 月 8 日": "2021-03-08 前",
    "截止时间为 2021 年 5 月 14 日前": "2021-05-14 前",
    "截至 2021 年 4 月 20 日": "2021-04-20 前",
    "3 月 30 日完成审查": "2021-03-30 前",
    "4 月 13 日完成审查": "2021-04-13 前",
    "当年": "2021-12-31 前",
    "评审答辩时间为 8 月初": "2021 年 8 月初",
    "自通知发布之日起至 4 月 13 日 17 点前": "自发布之日起至 2021-04-13 17:00",
    "2021 年 3 月 12 日～2021 年 3 月 25 日（10 个工作日）": "2021-03-12 至 03-25（10 个工作日）",
    "二季度": "2021-Q2",
    "三季度": "2021-Q3",
    "四季度": "2021-Q4",
}
_DAY = re.compile(r"(?:(?P<year>[0-9]{4}) 年 )?(?P<month>[0-9]{1,2}) 月 (?P<day>[0-9]{1,2}) 日")


def written(form: str, folder: Path) -> Path:
    """Make the digest in one of the forms."""
    shutil.copytree(HERE / form, folder)
    for name in ("digest.toml", "contacts.toml"):
        shutil.copyfile(HERE / name, folder / name)
    return folder


def exported(folder: Path) -> dict[str, Any]:
    settings = read_settings(folder)[0]
    schemas = load_schemas(settings)[0]
    documents = [
        read_source(path, docname, settings, schemas)[1] for docname, path in find_sources(settings)
    ]
    return to_digest_json(
        resolve(documents), settings, bodies={}, page_url=lambda page: page, language="zh_CN"
    )


def wordings(digest: dict[str, Any]) -> dict[str, str | None]:
    """Take the wordings out of a digest, by the id of the deadline."""
    return {
        deadline["id"]: deadline.pop("text", None)
        for issue in digest["issues"]
        for notice in issue["notices"]
        for deadline in notice["deadlines"]
    }


def by_iso(text: str) -> str:
    """Write a day with its month and day in two digits, without the year and without blanks."""
    found = _DAY.sub(lambda m: f"{int(m['month']):02}-{int(m['day']):02}", text)
    return re.sub("2021-(?=[0-9]{2}-)|上午|[ ]", "", found)


def test_both_forms_say_the_same(tmp_path: Path) -> None:
    full, short = (exported(written(form, tmp_path / form)) for form in ("full", "short"))
    before, after = wordings(full), wordings(short)
    assert full == short
    assert [issue["number"] for issue in full["issues"]] == list(NUMBERS)
    changed = {text: after[id_] for id_, text in before.items() if text and text != after[id_]}
    assert SHORTENED.items() <= changed.items()
    for text, shorter in changed.items():
        assert text in SHORTENED or by_iso(text) == by_iso(str(shorter))


@pytest.mark.parametrize("form", ["full", "short"])
def test_both_forms_are_without_findings(form: str, tmp_path: Path) -> None:
    assert check([written(form, tmp_path / form)]).diagnostics == ()


def all_of(form: str) -> Cost:
    one, other = (cost(page(form, number)) for number in NUMBERS)
    return one + other


def test_a_notice_costs_what_it_should() -> None:
    """Keep the aim, and what is reached."""
    full, short = all_of("full"), all_of("short")
    assert full.notices == short.notices == 30
    assert short.lines_each <= AIM_LINES
    assert short.characters_each <= AIM_CHARACTERS
    assert short.lines_each <= 9.2 <= full.lines_each / 2.9
    for number, reached in zip(NUMBERS, (323, 217), strict=True):
        assert cost(page("short", number)).characters_each <= reached


def test_what_is_counted(tmp_path: Path) -> None:
    """A line is a line of ours: no heading, summary, blank line, issue or part; no link."""
    source = tmp_path / "page.md"
    source.write_text(
        """\
# 周报

:::{issue}
:number: 1
:::

## [关于一事的通知](https://www.example.org/1.html)

:::{notice}
:发布日期: 2021-05-01

- 2021-05-10 | 报送 | id=report
- [表](https://www.example.org/1.doc)
:::

- 摘要。

:::{notice} 关于二事的通知
:url: https://www.example.org/1.html

摘要。
:::

:::{deadlines}
- 2021-05-10 | 报送
:::
""",
        encoding="utf-8",
    )
    first = (":::{notice}", ":发布日期: 2021-05-01", "- 2021-05-10 | 报送 | id=report")
    second = (":::{notice} 关于二事的通知", ":url: ", ":::")
    rows = (":::{deadlines}", "- 2021-05-10 | 报送", ":::")
    counted = (*first, "- [表]()", ":::", *second, *rows)
    assert cost(source) == Cost(2, len(counted), sum(map(len, counted)))
