"""What the tables of what to do say: when it begins, what is barred, what the project adds."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

from .conftest import CONF, Built, build, issue, notice, write

FIRST = """\
摘要。

:::{deadline} 培训
:kind: training
:start: 2021-04-19T09:00
:end: 2021-04-19T11:00
:::

:::{deadline} 宣传周
:kind: event
:start: 2021-04-20
:end: 2021-04-26
:::

:::{deadline} 审查
:kind: review
:on: 2021-04-22
:::

:::{deadline} 不得再次参评
:kind: restriction
:end: 2021-12-31
:::

:::{deadline} 局里报送
:actor: authority
:end: 2021-04-23
:::
"""
SECOND = """\
原甲税局的公告 {docnum}`2012年第4号 <甲税局 2012年第4号>` 废止。

:::{deadline} 征求意见
:within: 10 个工作日
:::
"""
SCHEMA = """\
{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "allOf": [{ "$ref": "urn:sphinx-digest:1:notice" }],
  "properties": {
    "owner": { "type": "string", "enum": ["甲部", "乙<部"], "x-label": { "zh": "归口", "en": "Owner" } },
    "action": { "type": "string", "enum": ["must-do", "watch"],
      "x-labels": { "must-do": { "zh": ["须办"], "en": ["Must do"] } } }
  },
  "unevaluatedProperties": false
}
"""
HOME = "# 样例周报\n\n```{digest-home}\n```\n\n```{toctree}\n:glob:\n:hidden:\n\nissues/*\n```\n"


def source(folder: Path) -> Path:
    first = notice("first", "第一条", FIRST, ":owner: 乙<部\n:action: 须办\n")
    second = notice("second", "第二条", SECOND, ":repeals: 2012年第4号\n:owner: 甲部\n")
    return write(
        folder / "source",
        {
            "conf.py": CONF,
            "digest.toml": '[schemas]\nnotice = "notice.json"\n\n[todo]\nmarked = ["须办"]\n',
            "notice.json": SCHEMA,
            "index.md": HOME,
            "issues/1.md": issue(1, first + second),
        },
    )


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("todo")
    return build(source(folder), folder / "html")


def words(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", page)).split())


def to_do(built: Built) -> list[str]:
    page = built.main("issues/1.html")
    page = page[page.index('class="digest-deadlines') :]
    return page[: page.index('class="digest-toc')].split("<details>")


def test_what_takes_place_is_told_from_its_start(built: Built) -> None:
    ours = to_do(built)[0]
    assert re.findall(r'datetime="([^"]*)"', ours) == [
        "2021-04-19", "2021-04-20", "2021-04-21", "2021-04-22",
    ]  # fmt: skip
    assert "2021-04-19 09:00–11:00" in words(ours)
    assert "2021-04-20 至 2021-04-26" in words(ours)
    assert 'datetime="2021-04-20" data-digest-last="2021-04-26" data-digest-happens' in ours
    card = built.main("issues/1.html")
    card = words(card[card.index("digest-kind-training") :])
    assert "举行 2021-04-19 09:00–11:00 星期一" in card


def test_a_review_is_no_event(built: Built) -> None:
    card = built.main("issues/1.html")
    card = words(card[card.index("digest-kind-review") :])
    assert "时间 2021-04-22" in card[:80]
    assert "举行" not in card[:80]


def test_a_ban_is_nothing_to_do(built: Built) -> None:
    ours, others, barred = to_do(built)
    assert "不得再次参评" not in ours + others
    assert "局里报送" in others
    assert "禁止事项（1 项）" in barred
    assert "不得再次参评" in barred
    page = built.main("issues/1.html")
    assert "禁止至 2021-12-31" in words(page[page.index("digest-kind-restriction") :])
    ahead = built.main("index.html")
    assert "不得再次参评" not in ahead[: ahead.index("<details>")]


def test_a_counted_day_comes_first_and_how_it_was_counted_on_demand(built: Built) -> None:
    page = built.main("issues/1.html")
    due = page[page.rindex('<div class="digest-due">') :]
    head, _, how = due.partition("<details")
    assert words(head) == "截止 2021-04-21 （推算） 星期三"
    assert "自发布之日起 10 个工作日：自 2021-04-07 （发布日期）起算" in words(how)


def test_the_projects_own_fields_stand_beside_the_notice(built: Built) -> None:
    for page in (to_do(built)[0], built.main("index.html")):
        table = page[page.index("<table") : page.index("</table>")]
        assert re.findall(r'<span class="digest-own" data-digest-own="(\w+)">([^<]*)', table) == [
            ("owner", "归口"), ("action", "action"),
        ]  # fmt: skip
        row = next(row for row in table.split("<tr")[1:] if "宣传周" in row)
        assert 'class="digest-marked"' in row
        assert 'data-digest-value="乙&lt;部"' in row
        assert "<strong>须办</strong>" in row
        other = next(row for row in table.split("<tr")[1:] if "征求意见" in row)
        assert "digest-marked" not in other
        assert 'data-digest-own="action"' not in other


def test_the_home_page_names_what_the_newest_issue_holds(built: Built) -> None:
    page = built.main("index.html")
    titles = page[page.index("最新一期") : page.index('class="digest-ahead')]
    assert re.findall(r'href="issues/1.html#(\w+)">', titles.replace("issue-1", "")) == [
        "first", "second",
    ]  # fmt: skip


def test_what_is_repealed_names_its_issuer(built: Built) -> None:
    page = built.main("issues/1.html")
    fact = page[page.index("digest-fact-repeals") :]
    assert "甲税局 2012年第4号" in words(fact)[:90]
    chain = page[page.index("digest-chain") :]
    assert "废止 甲税局 2012年第4号" in words(chain[: chain.index("</ol>")])


def test_text_has_the_same_table(tmp_path: Path) -> None:
    made = build(source(tmp_path), tmp_path / "out", "text").text("issues/1.txt")
    bare = re.sub(r"[\s*|+=-]", "", made)
    assert "要办的事和期限" in bare
    assert "归口" in bare[: bare.index("本期目录")]
    assert "须办" in bare[: bare.index("本期目录")]
