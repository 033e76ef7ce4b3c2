"""Counted ends on the pages: the fact, how it was counted, the tables, and the other outputs."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

from tests.build.conftest import CONF, INDEX, Built, build, issue, notice, write

DEADLINES = """\
正文。

:::{deadline} 征求意见
:within: 1 个月
:from: 2021-04-15
:::

:::{deadline} 公示
:within: 10 个工作日
:::

:::{deadline} 复核
:within: 3 个工作日
:from: event
:event: 收到发文
:::

:::{deadline} 报送
:within: 10 个工作日
:from: 2099-12-25
:::

:::{deadline} 季报
:every: 每季度最后一月
:::
"""
DATES = """\
# 日期

```{digest-index} dates
:columns: date; event; title; nominal_end; rolled_end; counted
```
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("counted")
    return build(source(folder), folder / "out")


def source(folder: Path, language: str = "zh_CN") -> Path:
    files = {
        "conf.py": CONF.replace("zh_CN", language),
        "digest.toml": f'language = "{language}"\n',
        "index.md": "# 样例周报\n\n```{toctree}\nissues/1\ndates\n```\n",
        "issues/1.md": issue(1, notice("one", "甲通知", DEADLINES)),
        "dates.md": DATES,
    }
    return write(folder / "source", files)


def rows(page: str) -> list[list[str]]:
    return [
        [" ".join(html.unescape(re.sub(r"<[^>]*>", "", cell)).split())
         for cell in re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row, re.DOTALL)]
        for row in re.findall(r"<tr.*?</tr>", page, re.DOTALL)
    ]  # fmt: skip


def text_of(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", page)).split())


def test_a_deadline_shows_both_ends_and_how_they_were_counted(built: Built) -> None:
    page = text_of(built.main("issues/1.html")).replace(" ", "")
    for words in (
        "截止2021-05-15（推算）星期六顺延到2021-05-17怎么数自2021-04-15起1个月：",
        "自2021-04-15起算，当天不计入，止于对应的那一天；2021-05-15休息，顺延到下一个工作日。",
        "截止2021-04-21（推算）星期三怎么数自发布之日起10个工作日：",
        "自2021-04-07（发布日期）起算，当天不计入，只数工作日，含调休上班的周末。",
        "起算的那天未知，没有推算；",
        "止日定不下来，日历里没有2099年的放假安排",
    ):
        assert words in page
    assert built.main("issues/1.html").count('<details class="digest-how">') == 4


def test_the_glance_has_the_day_first_and_in_order(built: Built) -> None:
    whole = built.main("issues/1.html")
    table = rows(whole[whole.index("digest-glance") :])[1:6]
    assert [row[0] for row in table] == [
        "2021-04-21（推算）",
        "2021-05-15（推算） 顺延到 2021-05-17",
        "自收到发文起 3 个工作日内",
        "自 2099-12-25 起 10 个工作日：止日定不下来，日历里没有 2099 年的放假安排",
        "每年 3、6、9、12 月",
    ]


def test_the_index_of_dates_has_both_ends_and_what_recurs(built: Built) -> None:
    table = rows(built.main("dates.html"))
    assert table[0][3:] == ["数到", "顺延后", "怎么数"]
    listed = {row[2]: [row[0], row[1], *row[3:5]] for row in table}
    assert listed["公示"] == ["2021-04-21（推算）", "截止", "2021-04-21", "2021-04-21"]
    assert listed["征求意见"] == [
        "2021-05-15（推算，顺延到 2021-05-17）", "截止", "2021-05-15", "2021-05-17",
    ]  # fmt: skip
    assert listed["复核"] == ["自收到发文起 3 个工作日内", "截止", "", ""]
    assert listed["报送"][0].endswith("止日定不下来，日历里没有 2099 年的放假安排")
    quarters = [row[:2] for row in table if row[2] == "季报"]
    assert quarters == [[f"2021 年 {m} 月（每年 3、6、9、12 月）", "期间"] for m in (6, 9, 12)]
    how = next(row[5] for row in table if row[2] == "公示")
    assert "自 2021-04-07（发布日期）起算" in how


def test_the_export_says_the_same(built: Built) -> None:
    deadlines = built.digest["issues"][0]["notices"][0]["deadlines"]
    shown = [(d["title"], d.get("due"), d.get("counted", {}).get("state")) for d in deadlines]
    assert shown == [
        ("征求意见", "2021-05-15", "computed"),
        ("公示", "2021-04-21", "computed"),
        ("复核", None, "event"),
        ("报送", None, "undetermined"),
        ("季报", None, None),
    ]


@pytest.mark.parametrize(("builder", "name"), [("text", "issues/1.txt"), ("latex", "*.tex")])
def test_other_outputs_say_it_too(builder: str, name: str, tmp_path: Path) -> None:
    made = build(source(tmp_path), tmp_path / "out", builder).text(name)
    bare = re.sub(r"\s", "", made.replace(r"\sphinxhyphen{}", "-"))
    assert "2021-05-15止（推算，顺延到2021-05-17）" in bare
    assert "怎么数" in bare


def test_pages_in_english_say_it_in_english(tmp_path: Path) -> None:
    made = build(source(tmp_path, "en"), tmp_path / "out")
    page = text_of(made.main("issues/1.html"))
    assert "How counted" in page
    assert "2021-05-15 (computed) Saturday moved to 2021-05-17 How counted" in page
    assert "From 2021-04-15, which is not counted" in page.replace(" ,", ",")
    assert rows(made.main("dates.html"))[0][3:] == ["Nominal end", "Rolled end", "How counted"]


def test_what_was_over_before_its_issue_is_marked(tmp_path: Path) -> None:
    late = (
        ":::{deadline} 早已截止\n:end: 2021-03-01\n:accept: DGT313 补录\n:::\n\n"
        ":::{deadline} 早已举行\n:kind: event\n:on: 2021-03-02\n:::\n\n"
        ":::{deadline} 尚未截止\n:end: 2021-06-01\n:::\n\n"
        ":::{deadline} 改期举行\n:kind: event\n:on: 2021-06-02\n:status: extended\n:::\n"
    )
    source = write(
        tmp_path / "src",
        {"conf.py": CONF, "index.md": INDEX, "issues/1.md": issue(1, notice("n", "通知", late))},
    )
    built = build(source, tmp_path / "out")
    page = text_of(built.main("issues/1.html"))
    assert "早已截止 已截止" in " ".join(page.split())
    assert "2021-03-01 已截止" in " ".join(page.split())
    assert built.main("issues/1.html").count('class="digest-closed"') == 2
    assert "2021-06-02 已延期" in " ".join(page.split())
