"""What machines read in the heads of built pages: JSON-LD, Open Graph, lasting addresses."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.browser.small_digest import sources

from .conftest import Built, build, issue, notice, write

BASE = "https://digest.example.org/"
PAGES = (
    "index.html",
    "issues/1.html",
    "issues/2.html",
    "documents.html",
    "dates.html",
    "contacts.html",
    "issuers.html",
    "digest-documents.html",
)
HOSTILE = '</script><script>alert(1)</script><!-- "><b>&amp;\u2028'


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("machine")
    return build(write(folder / "source", sources()), folder / "html", html_theme="basic")


def graphs(page: str) -> list[dict[str, Any]]:
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    return [json.loads(one) for one in found]


def addresses(graph: Any) -> Iterator[str]:
    """Yield what stands where schema.org has an address."""
    if isinstance(graph, Mapping):
        for key, value in graph.items():
            if key in ("@id", "url", "item", "sameAs", "contentUrl") and isinstance(value, str):
                yield value
            yield from addresses(value)
    elif isinstance(graph, list):
        for one in graph:
            yield from addresses(one)


def nothings(graph: Any) -> bool:
    if isinstance(graph, Mapping):
        return any(not value or nothings(value) for value in graph.values())
    return isinstance(graph, list) and any(nothings(one) for one in graph)


@pytest.mark.parametrize("page", PAGES)
def test_what_machines_read_is_whole_and_its_addresses_absolute(built: Built, page: str) -> None:
    found = graphs(built.text(page))
    assert found
    for graph in found:
        assert graph["@context"] == "https://schema.org"
        assert not nothings(graph)
        wrong = [one for one in addresses(graph) if not one.startswith("https://")]
        assert wrong == []
    assert any(BASE in one for graph in found for one in addresses(graph))


@pytest.mark.parametrize("page", PAGES)
def test_every_page_tells_its_title_and_address(built: Built, page: str) -> None:
    text = built.text(page)
    tags = dict(re.findall(r'<meta property="([^"]*)" content="([^"]*)" />', text))
    assert tags["og:url"] == BASE + page
    assert tags["og:site_name"] == "样例周报"
    assert tags["og:locale"] == "zh_CN"
    assert tags["og:type"] == ("article" if page.startswith("issues") else "website")
    (heading,) = re.findall(r"<h1>(.*?)<", text)
    assert html.unescape(tags["og:title"]) == html.unescape(heading)


def test_notices_are_what_schema_org_calls_them(tmp_path: Path) -> None:
    kinds = {
        "circular": "Report",
        "measures": "Legislation",
        "news": "NewsArticle",
        "interpretation": "Article",
        "other": "CreativeWork",
    }
    more = ":number: 样发〔2021〕{}号\n:effective: published\n:repeals: 样发〔2011〕1号\n"
    sections = [
        notice(f"n{at}", "标题", "文。", more.format(at)).replace(":type: other", f":type: {kind}")
        for at, kind in enumerate(kinds)
    ]
    files = {**sources(), "issues/1.md": issue(1, *sections), "issues/2.md": issue(8)}
    made = build(write(tmp_path / "source", files), tmp_path / "html", html_theme="basic")
    parts = graphs(made.text("issues/1.html"))[0]["hasPart"]
    assert [part["@type"] for part in parts] == list(kinds.values())
    law = parts[1]
    assert law["legislationIdentifier"] == "样发〔2021〕1号"
    assert law["legislationDateOfApplicability"] == "2021-04-07"
    assert law["legislationRepeals"] == [{"@type": "Legislation", "identifier": "样发〔2011〕1号"}]
    assert all(part["datePublished"] == "2021-04-07" for part in parts)


def test_dates_are_events_and_actions_with_an_end(built: Built) -> None:
    (draft,) = [p for p in graphs(built.text("issues/1.html"))[0]["hasPart"] if "Action" in str(p)]
    assert [(one["@type"], one["endTime"]) for one in draft["potentialAction"]] == [
        ("CommentAction", "2021-05-07"),
        ("Action", "2021-05-20"),
    ]
    training = graphs(built.text("issues/2.html"))[0]["hasPart"][0]
    (event,) = training["subjectOf"]
    assert event["startDate"] == "2021-04-20T14:00:00+08:00"
    assert event["location"] == {"@type": "Place", "name": "样例礼堂"}


def test_the_way_from_the_home_page_is_told(built: Built) -> None:
    assert [one["@type"] for one in graphs(built.text("index.html"))] == ["Periodical"]
    trail = graphs(built.text("issues/2.html"))[1]
    assert trail["@type"] == "BreadcrumbList"
    assert [(one["name"], one["item"]) for one in trail["itemListElement"]] == [
        ("样例周报", f"{BASE}index.html"),
        ("样例周报 第 8 期", f"{BASE}issues/2.html"),
    ]


def test_the_home_page_lists_the_issues(built: Built) -> None:
    (whole,) = graphs(built.text("index.html"))
    assert [one["url"] for one in whole["hasPart"]] == [
        f"{BASE}issues/2.html",
        f"{BASE}issues/1.html",
    ]
    assert all("hasPart" not in one for one in whole["hasPart"])


def test_without_an_address_links_are_relative_and_none_is_empty(tmp_path: Path) -> None:
    toml = sources()["digest.toml"].replace(f'base_url = "{BASE}"\n', "")
    source = write(tmp_path / "source", {**sources(), "digest.toml": toml})
    made = build(source, tmp_path / "html", html_theme="basic")
    for page in PAGES:
        text = made.text(page)
        assert "og:url" not in text
        for graph in graphs(text):
            assert not nothings(graph)
    trail = graphs(made.text("issues/2.html"))[1]["itemListElement"]
    assert trail[0]["item"] == "../index.html"


def test_a_hostile_title_stays_a_title(tmp_path: Path) -> None:
    escaped = re.sub(r'([<>&"!-])', r"\\\1", HOSTILE)
    files = {
        **sources(),
        "issues/1.md": issue(1, notice("evil", f"甲{escaped}", "文。")).replace(
            "# 样例周报 第 1 期", f"# 样例周报 {escaped} 第 1 期"
        ),
        "issues/2.md": issue(8),
    }
    made = build(write(tmp_path / "source", files), tmp_path / "html", html_theme="basic")
    text = made.text("issues/1.html")
    whole, trail = graphs(text)
    assert "</script><script>alert(1)" in whole["hasPart"][0]["name"]
    assert "</script><script>alert(1)" in trail["itemListElement"][1]["name"]
    for page in PAGES:
        assert "<script>alert" not in made.text(page)
    head = text[: text.index("</head>")]
    assert 'content="样例周报 &lt;/script&gt;' in head
