"""A notice and an issue as a page shows them: days, cards, what runs, what machines read."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from .conftest import CONF, Built, build, issue, notice, touch_later, write

Project = Callable[[Mapping[str, str]], Path]

FIRST = """\
摘要。

:::{deadline} 网上申报
:kind: application
:start: 2021-04-10
:end: 2021-05-14
:for: 申报单位
:late: 逾期不再受理
:::

:::{deadline} 省局推荐
:end: 2021-05-20
:actor: forwarder
:::

:::{deadline} 宣讲会
:kind: training
:on: 2021-04-20T14:00
:place: 样例礼堂
:::

:::{contact} 张某
:phone: 010-55501234
:::

:::{contact} 李样例
:email: li@example.org
:::

:::{attachments}
- 附件 1：[申报书.doc](https://www.example.org/one.doc)
- 附件 2：[指南](https://www.example.org/two.PDF?x=1)
- 名单
:::
"""
MORE = ":number: unknown\n:url: https://www.example.org/a/1.html\n"
SECOND = ":follows: first\n:effective: 2021-05-01\n"
HOME = "# 样例周报\n\n```{digest-home}\n```\n\n```{toctree}\n:glob:\n:hidden:\n\nissues/*\n```\n"


def sources() -> dict[str, str]:
    published = ":published: 2021-04-{:02}\n"
    return {
        "index.md": HOME,
        "issues/1.md": issue(1, notice("first", "第一条", FIRST, MORE), flags=published.format(7)),
        "issues/8.md": issue(8, notice("second", "第二条", "文。", SECOND), flags=published.format(14)),
    }  # fmt: skip


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("page")
    conf = CONF + 'digest_pdf_url = "../pdf/{id}.pdf"\n'
    toml = 'title = "样例周报"\nbase_url = "https://digest.example.org/"\n'
    source = write(folder / "source", {"conf.py": conf, "digest.toml": toml, **sources()})
    return build(source, folder / "html")


def section(page: str, id_: str) -> str:
    start = page.index(f'id="{id_}"')
    end = page.find("<section", start)
    return page[start : end if end > 0 else len(page)]


def words(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", page)).split())


def test_the_days_stand_first_and_lead_to_what_is_known(built: Built) -> None:
    first = section(built.main("issues/1.html"), "first")
    days = first[first.index('<ul class="digest-days">') : first.index('<dl class="digest-facts')]
    assert re.findall(r'datetime="([^"]*)"', days) == ["2021-04-20", "2021-05-14", "2021-05-20"]
    assert re.findall(r'href="#([^"]*)"', days) == [
        d["anchor"] for d in sorted(
            built.digest["issues"][0]["notices"][0]["deadlines"],
            key=lambda d: d.get("due") or d["on"],
        )
    ]  # fmt: skip
    assert "举行 2021-04-20 14:00" in words(days)
    assert 'data-digest-last="2021-04-20" data-digest-happens' in days


def test_a_deadline_has_its_day_beside_what_is_due(built: Built) -> None:
    first = section(built.main("issues/1.html"), "first")
    card = words(first[first.index("digest-kind-application") :])
    assert "截止 2021-05-14 星期五 2021-04-10 至 2021-05-14" in card
    assert "逾期不再受理" in card


def test_days_stand_below_the_title_however_they_are_written(
    project: Project, tmp_path: Path
) -> None:
    short = "### 短\n\n:::::{notice}\n:id: short\n:type: other\n:issuer: 样例局\n"
    short += ":published: 2021-04-07\n\n:::{deadline} 申报\n:end: 2021-05-14\n:::\n:::::\n\n文。\n"
    made = build(project({"issues/a.md": issue(1, short)}), tmp_path / "out")
    page = section(made.main("issues/a.html"), "short")
    assert page.index('class="digest-days"') < page.index('<dl class="digest-facts')
    assert page.index('<dl class="digest-facts') < page.index('class="digest-deadline ')


def test_an_unknown_is_said_and_the_source_is_named(built: Built) -> None:
    first = section(built.main("issues/1.html"), "first")
    facts = words(first[first.index("<dl") : first.index("</dl>")])
    assert "文号 : 原文未写明" in facts
    assert "原文链接 : www.example.org" in facts
    assert "栏目 : 样例篇" in facts


def test_contacts_stand_side_by_side_and_files_have_types(built: Built) -> None:
    first = section(built.main("issues/1.html"), "first")
    cards = first[first.index('<div class="digest-contacts') :]
    assert cards.count('<div class="digest-contact docutils') == 2
    assert first.count('<div class="digest-contacts') == 1
    assert re.findall(r'class="digest-file">([^<]*)<', first) == ["DOC", "PDF"]
    body = built.digest["issues"][0]["notices"][0]["body"]["html"]
    assert body == "<p>摘要。</p>"


def test_an_issue_says_what_to_do_and_others_on_demand(built: Built) -> None:
    page = built.main("issues/1.html")
    todo = page[page.index('class="digest-deadlines') : page.index('class="digest-toc')]
    ours, _, others = todo.partition("<details>")
    assert '<p class="digest-heard" role="heading" aria-level="2">要办的事和期限</p>' in ours
    assert "<caption>要办的事和期限</caption>" in ours
    assert ours.count('<th scope="col"') == 4
    assert re.findall(r'datetime="([^"]*)"', ours) == ["2021-04-20", "2021-05-14"]
    assert "推荐单位和主管部门的期限（1 项）" in others
    assert "省局推荐" in others
    assert "未写明" in words(others)


def test_what_still_runs_is_told_by_the_day_of_the_issue(built: Built) -> None:
    assert "往期未到期" not in built.main("issues/1.html")
    page = built.main("issues/8.html")
    still = page[page.index('class="digest-still-open') : page.index('class="digest-toc')]
    assert re.findall(r'href="([^"]*)"', still)[:2] == ["1.html#first-training", "1.html#first"]
    assert "网上申报" in still


def test_a_matter_is_told_on_each_of_its_notices(built: Built) -> None:
    for page, id_ in (("issues/1.html", "first"), ("issues/8.html", "second")):
        chain = section(built.main(page), id_)
        chain = words(chain[chain.index("digest-chain") : chain.index("</ol>")])
        assert "2021-04-07 发布" in chain
        assert "2021-05-01 施行" in chain
        assert "本文" in chain


def test_a_notice_can_be_cited_and_linked(built: Built) -> None:
    first = section(built.main("issues/1.html"), "first")
    said = words(first[first.index("digest-citation-text") :].partition(">")[2])
    assert said.startswith(
        "样例局. 第一条[EB/OL]. (2021-04-07)[2021-04-07]. https://www.example.org"
    )
    assert 'class="digest-permalink reference internal" href="#first"' in first


def test_a_notice_leads_back_to_the_table_of_what_to_do(built: Built) -> None:
    page = built.main("issues/1.html")
    back = re.search(r'class="digest-back[^"]*" href="#([^"]*)">([^<]*)<', section(page, "first"))
    assert back
    assert back[2] == "回到期限表"
    assert f'id="{back[1]}"' in page[: page.index('class="digest-deadlines')]
    assert "digest-back" not in built.main("issues/8.html")  # it asks for nothing


def test_a_title_leads_to_its_notice_and_the_facts_to_the_source(
    project: Project, tmp_path: Path
) -> None:
    away = "https://www.example.org/a/1.html"
    linked = notice("one", f"[第一条]({away})", "文。")
    other = notice("two", f"[第二条]({away})", "文。", ":url: https://www.example.org/b.html\n")
    made = build(project({"issues/a.md": issue(1, linked, other)}), tmp_path / "out")
    page = made.main("issues/a.html")
    titles = re.findall(r'<h3><a class="[^"]*" href="([^"]*)">(第[一二]条)</a>', page)
    assert titles == [("#one", "第一条"), (away, "第二条")]
    sources = re.findall(r'<a class="digest-source[^"]*" href="([^"]*)"', page)
    assert sources == [away, "https://www.example.org/b.html"]


def test_the_pdf_is_linked_where_it_is_said_to_be(built: Built) -> None:
    assert 'href="../../pdf/issue-1.pdf"' in built.main("issues/1.html")


def test_the_home_page_has_newest_issue_dates_and_archive(built: Built) -> None:
    page = built.main("index.html")
    assert words(page[page.index("最新一期") :]).startswith("最新一期 样例周报 第 8 期")
    ahead = page[page.index('class="digest-ahead') : page.index("各年各期")]
    assert re.findall(r'datetime="([^"]*)"', ahead) == ["2021-04-20", "2021-05-14", "2021-05-20"]
    archive = page[page.index("各年各期") :]
    assert re.findall(r'href="([^"]*)"', archive)[:2] == [
        "issues/8.html#issue-8", "issues/1.html#issue-1",
    ]  # fmt: skip


def linked_data(page: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert found
    read: dict[str, Any] = json.loads(found[1])
    return read


def test_machines_read_the_issue_its_notices_and_events(built: Built) -> None:
    page = built.text("issues/1.html")
    graph = linked_data(page)
    assert graph["@type"] == "PublicationIssue"
    assert graph["datePublished"] == "2021-04-07"
    (part,) = graph["hasPart"]
    assert part["@id"] == "https://digest.example.org/issues/1.html#first"
    assert "identifier" not in part
    (event,) = part["subjectOf"]
    assert event["@type"] == "Event"
    assert event["startDate"].startswith("2021-04-20T14:00")
    assert event["location"]["name"] == "样例礼堂"
    head = page[: page.index("</head>")]
    assert '<meta property="og:title" content="样例周报 第 1 期" />' in head
    assert '<link rel="canonical" href="https://digest.example.org/issues/1.html"' in head
    assert '<html lang="zh-CN"' in page or "<html lang='zh-CN'" in page


def test_a_title_cannot_end_the_script(project: Project, tmp_path: Path) -> None:
    evil = notice("evil", "甲&lt;/script&gt;&lt;b&gt;乙", "文。")
    built = build(project({"issues/a.md": issue(1, evil)}), tmp_path / "out")
    page = built.text("issues/a.html")
    assert linked_data(page)["hasPart"][0]["name"]
    assert "</script><b>" not in page


def test_the_home_page_is_never_stale(project: Project, tmp_path: Path) -> None:
    files = {**sources(), "home.md": HOME.replace("glob:\n:hidden:\n\nissues/*", "hidden:\n\n")}
    source = project(files)
    build(source, tmp_path / "html")
    late = issue(9, notice("third", "第三条", "文。"), flags=":published: 2021-04-15\n")
    write(source, {"issues/9.md": late})
    touch_later(source / "issues" / "9.md")
    again = build(source, tmp_path / "html")
    fresh = build(source, tmp_path / "fresh")
    for page in ("index.html", "home.html", "issues/9.html", "issues/8.html"):
        assert again.main(page) == fresh.main(page)
    assert "第 9 期" in again.main("home.html")


@pytest.mark.parametrize(("builder", "name"), [("text", "index.txt"), ("latex", "*.tex")])
def test_other_builders_list_the_issues_where_they_have_no_cover(
    builder: str, name: str, tmp_path: Path
) -> None:
    toml = 'title = "样例周报"\n'
    source = write(tmp_path / "src", {"conf.py": CONF, "digest.toml": toml, **sources()})
    made = build(source, tmp_path / "out", builder)
    assert ("最新一期" in made.text(name)) is (builder == "text")
    assert "<time" not in made.text(name)
    assert made.warnings == ""
