"""``feed.atom`` and ``feed.json`` as feed readers read them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import feedparser
import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator
from lxml import etree

from sphinx_digest.core.exported import needs_base_url
from sphinx_digest.core.exports.atom import to_atom
from sphinx_digest.core.exports.json_feed import to_json_feed
from sphinx_digest.core.settings import FeedSettings
from tests.exports.data import (
    BASE,
    PAGE,
    contact,
    deadline,
    digest,
    hostile_digests,
    issue,
    notice,
)

HERE = Path(__file__).parent
SHAPE = etree.RelaxNG(etree.parse(str(HERE / "atom.rng")))
JSON_SHAPE = Draft202012Validator(
    json.loads((HERE / "json_feed.schema.json").read_text(encoding="utf-8"))
)
NOTICES = FeedSettings()


def read(given: dict[str, Any], made: FeedSettings = NOTICES, **chosen: Any) -> Any:
    """Give the feed as feedparser reads it, checked against the rules of RFC 4287."""
    text = to_atom(given, made, **chosen)
    assert text == to_atom(json.loads(json.dumps(given)), made, **chosen)
    tree = etree.fromstring(text.encode())
    assert SHAPE.validate(tree), SHAPE.error_log
    parsed = feedparser.parse(text.encode())
    assert not parsed.bozo
    ids = [entry.id for entry in parsed.entries]
    assert len(set(ids)) == len(ids)  # 4.1.2: an id stands once
    return parsed


def items(given: dict[str, Any], made: FeedSettings = NOTICES, **chosen: Any) -> Any:
    feed = json.loads(to_json_feed(given, made, **chosen))
    assert [error.message for error in JSON_SHAPE.iter_errors(feed)] == []
    return feed["items"]


def full() -> dict[str, Any]:
    return notice(
        "cnipa-304", "关于备案的通知",
        '<p>见<a href="2021-157.html#old">旧文</a>和<a href="#cnipa-304">本文</a>。</p>'
        '<h5>图<a class="headerlink" href="#id1" title="链接">¶</a></h5>'
        '<img src="../_images/a.png" alt="流程" onerror="alert(1)"><script>alert(2)</script>'
        '<a href="javascript:alert(3)">点</a>',
        number="国知办函服字〔2021〕304号", topics=["商标"],
        source_url="https://www.example.org/304.html", related=["https://www.example.org/r"],
        attachments=[
            {"title": "备案表.doc", "label": "附件 1", "url": "https://www.example.org/a1.doc", "embedded": False},
            {"title": "说明", "url": "https://www.example.org/a2", "embedded": False},
            {"title": "清单", "embedded": True},
        ],
        deadlines=[deadline("cnipa-304-filing", "网上填报", kind="filing", start="2021-07-01",
                            end="2021-07-31", due="2021-07-31", precision="day")],
        contacts=[contact(organization="甲局公共服务处", phones=[{"number": "+861055500101", "extension": "12"}])],
    )  # fmt: skip


def test_an_entry_says_what_is_due_and_whom_to_ask_above_the_text() -> None:
    parsed = read(digest(issue(158, full(), published="2021-04-16")))
    assert parsed.feed.language == "zh-CN"
    assert parsed.feed.title == parsed.feed.author == "科技信息周报"
    assert parsed.feed.id == "tag:digest.example.org,2021:feed"
    assert [link.href for link in parsed.feed.links] == [f"{BASE}digest/feed.atom", BASE]
    (entry,) = parsed.entries
    assert entry.id == "tag:digest.example.org,2021:notice/cnipa-304"
    assert entry.link == f"{PAGE}#cnipa-304"
    assert entry.published == entry.updated == "2021-04-16T00:00:00+08:00"
    assert {(tag.scheme.rpartition(":")[2], tag.term, tag.label) for tag in entry.tags} == {
        ("type", "circular", "通知"), ("kind", "filing", "填报"), ("topic", "商标", "商标"),
    }  # fmt: skip
    by_relation = [(link.rel, link.href) for link in entry.links[1:]]
    assert by_relation == [
        ("related", "https://www.example.org/304.html"),
        ("related", "https://www.example.org/r"),
        ("enclosure", "https://www.example.org/a1.doc"),
        ("related", "https://www.example.org/a2"),
    ]
    text = entry.content[0].value
    said = [
        "国知办函服字〔2021〕304号",
        "网上填报",
        "2021-07-01 至 2021-07-31",
        "010-5550 0101 转 12",
        "旧文",
        "附件 1：备案表.doc",
    ]
    places = [text.index(one) for one in said]
    assert places == sorted(places)
    assert entry.summary.startswith("甲局 · 国知办函服字〔2021〕304号 · 2021-04-12。网上填报：")


def test_the_text_is_sanitised_and_its_links_are_in_full() -> None:
    text = to_atom(digest(issue(158, full())), NOTICES)
    assert f"href=&quot;{BASE}issues/2021-157.html#old&quot;" in text
    assert f"href=&quot;{PAGE}#cnipa-304&quot;" in text
    assert f"src=&quot;{BASE}_images/a.png&quot;" in text
    for wrong in ("script", "onerror", "alert", "¶"):
        assert wrong not in text
    assert text.count("&lt;a&gt;点&lt;/a&gt;") == 1


def test_updated_moves_with_a_change_of_substance_alone() -> None:
    one, other = notice("a"), notice("b")
    before = read(digest(issue(1, one, other)))
    changed = read(digest(issue(1, one | {"modified": "2021-05-02"}, other)))
    assert [entry.id for entry in changed.entries] == [entry.id for entry in before.entries]
    assert changed.entries[0].updated == changed.feed.updated == "2021-05-02T00:00:00+08:00"
    assert changed.entries[1].updated == before.entries[1].updated
    exact = read(digest(issue(1, one | {"modified": "2021-05-02T09:30:00+08:00"})))
    assert exact.entries[0].updated == "2021-05-02T09:30:00+08:00"


def test_ids_depend_on_nothing_but_the_record_and_the_first_address() -> None:
    old = digest(issue(1, notice("a")))
    moved = digest(
        issue(2, notice("b"), published="2022-01-07"), *old["issues"],
        base_url="https://new.example.org/weekly/",
    )  # fmt: skip
    ids = [entry.id for entry in read(moved, FeedSettings(id_url=BASE)).entries]
    assert ids == [
        "tag:digest.example.org,2022:notice/b",
        read(old).entries[0].id,
    ]
    new = [entry.id for entry in read(moved).entries]
    assert new[1] == "tag:new.example.org,2021:weekly/notice/a"


def test_what_became_of_a_notice_stands_first() -> None:
    one = notice("a", "通知", "<p>正文</p>", status="withdrawn", modified="2021-05-02",
                 corrections=[{"date": "2021-05-02", "what": "截止日期", "why": "原文更正"}])  # fmt: skip
    (entry,) = read(digest(issue(1, one))).entries
    assert entry.title == "【已撤回】通知"
    told = to_atom(digest(issue(1, one | {"withdrawn": "2021-05-02 原文已撤回"})), NOTICES)
    assert "撤回：2021-05-02 原文已撤回" in told
    text = entry.content[0].value
    assert "2021-05-02 更正：截止日期；原文更正" in text.partition("正文")[0]


def test_entries_are_notices_or_issues_or_both() -> None:
    given = digest(issue(1, notice("a", topics=["商标"]), notice("b")), issue(2, notice("c")))
    names = {
        what: [entry.id.partition(":")[2].partition(":")[2] for entry in read(given, FeedSettings(what)).entries]
        for what in ("notices", "issues", "both")
    }  # fmt: skip
    assert names["notices"] == ["notice/c", "notice/a", "notice/b"]
    assert names["issues"] == ["issue/issue-2", "issue/issue-1"]
    assert names["both"] == ["issue/issue-2", "notice/c", "issue/issue-1", "notice/a", "notice/b"]
    assert [item["id"] for item in items(given, FeedSettings("both"))] == [
        entry.id for entry in read(given, FeedSettings("both")).entries
    ]
    chosen = read(given, FeedSettings("both"), topic="商标", name="feed-shangbiao.atom")
    assert len(chosen.entries) == 2
    assert chosen.feed.title == "科技信息周报：商标"
    assert chosen.feed.id != read(given, FeedSettings("both")).feed.id
    assert chosen.entries[0].id != f"tag:digest.example.org,2021:{names['both'][2]}"
    assert chosen.entries[1].id == f"tag:digest.example.org,2021:{names['both'][3]}"


def test_the_limit_cuts_no_issue_in_two() -> None:
    given = digest(*(issue(n, *(notice(f"n{n}-{i}") for i in range(3))) for n in (1, 2, 3)))
    counts = {
        limit: len(read(given, FeedSettings(limit=limit)).entries) for limit in (1, 3, 5, 6, 9)
    }
    assert counts == {1: 3, 3: 3, 5: 3, 6: 6, 9: 9}


def test_json_holds_what_atom_holds() -> None:
    given = digest(issue(158, full(), published="2021-04-16"))
    (item,) = items(given)
    (entry,) = read(given).entries
    assert (item["id"], item["url"], item["title"]) == (entry.id, entry.link, entry.title)
    assert item["external_url"] == "https://www.example.org/304.html"
    assert item["tags"] == ["通知", "填报", "商标"]
    assert item["attachments"] == [
        {
            "url": "https://www.example.org/a1.doc",
            "mime_type": "application/msword",
            "title": "附件 1：备案表.doc",
        }
    ]
    assert item["date_published"] == entry.published


def test_without_an_address_there_is_no_feed() -> None:
    given = digest(issue(1, notice("a", page_url="issues/1.html")))
    del given["base_url"]
    assert needs_base_url(given)
    assert to_atom(given, NOTICES) == to_json_feed(given, NOTICES) == ""
    assert not needs_base_url(digest())


@pytest.mark.parametrize(
    ("zone", "day", "expected"),
    [
        ("Asia/Shanghai", "2021-04-16", "2021-04-16T00:00:00+08:00"),
        ("Europe/Berlin", "2021-07-01", "2021-07-01T00:00:00+02:00"),
        ("UTC", "2021-04-16", "2021-04-16T00:00:00Z"),
        ("Asia/Shanghai", "1880-01-02", "1880-01-01T15:54:17Z"),
        ("Asia/Shanghai", "0001-01-01", "0001-01-01T00:00:00Z"),
        ("Asia/Shanghai", "", "1970-01-01T00:00:00Z"),
    ],
)
def test_moments_have_the_offset_of_the_digest(zone: str, day: str, expected: str) -> None:
    given = digest(issue(1, notice("a"), published=day), timezone=zone)
    assert read(given).entries[0].published == expected


def test_an_empty_digest_has_an_empty_feed() -> None:
    parsed = read(digest())
    assert (len(parsed.entries), parsed.feed.updated) == (0, "1970-01-01T00:00:00Z")


def test_english_words() -> None:
    given = digest(issue(158, full()), language="en", title="Digest")
    parsed = read(given)
    assert parsed.feed.language == "en"
    text = parsed.entries[0].content[0].value
    assert "Deadlines" in text and "Contacts" in text and "2021-07-01 to 2021-07-31" in text
    assert parsed.entries[0].tags[0].label == "Circular"


@settings(max_examples=60, deadline=None)
@given(hostile_digests())
def test_no_text_breaks_a_feed(given: dict[str, Any]) -> None:
    both = FeedSettings("both")
    parsed = read(given, both)
    assert len(parsed.entries) == len(items(given, both)) == 3
    for item in items(given, both):
        tags = re.findall("<[^>]*>", item["content_html"].lower())
        assert [tag for tag in tags if re.match('<script|.*"javascript:', tag)] == []


def test_a_reference_to_a_control_character_breaks_nothing() -> None:
    given = digest(issue(1, notice("a", "a&#1;", "<p>a&#1;b&#xFFFF;</p>")))
    assert read(given).entries[0].content[0].value.endswith("<p>a\u2401b\ufffd</p>")
    assert items(given)[0]["content_html"].endswith("<p>a\u2401b\ufffd</p>")
