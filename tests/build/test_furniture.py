"""What a built page says of the digest's other forms, and that they are there."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import feedparser
import pytest
from icalendar import Calendar

from tests.browser.small_digest import sources

from .conftest import Built, build, write

BASE = "https://digest.example.org/"
SPLIT = '\n[calendar]\nsplit = ["期"]\n'


@pytest.fixture(scope="module", params=["html", "dirhtml"])
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("furniture")
    files = sources()
    files["digest.toml"] += SPLIT
    return build(
        write(folder / "source", files), folder / "html", builder=request.param, html_theme="basic"
    )


def pages(built: Built) -> list[str]:
    found = [path.relative_to(built.out).as_posix() for path in built.out.rglob("*.html")]
    return [path for path in found if not path.startswith("_")]


def alternates(page: str) -> dict[str, str]:
    tags = re.findall(r'<link rel="alternate" type="([^"]+)" title="[^"]+" href="([^"]+)"', page)
    return {media: unescape(href) for media, href in tags}


def test_every_page_leads_to_feeds_and_calendar(built: Built) -> None:
    for path in pages(built):
        found = alternates(built.text(path))
        assert set(found) == {"application/atom+xml", "application/feed+json", "text/calendar"}
        for href in found.values():
            assert (built.out / path).parent.joinpath(href).resolve().is_file(), (path, href)


def test_every_link_to_another_form_leads_to_a_file(built: Built) -> None:
    seen = set()
    for path in pages(built):
        links = re.findall(r'href="((?:[^":]*/)?digest/[^"]+)"', built.text(path))
        for href in map(unescape, links):
            assert (built.out / path).parent.joinpath(href).resolve().is_file(), (path, href)
            seen.add(href.rpartition("digest/")[2])
    assert {"issues/issue-1.txt", "issues/issue-1.eml", "calendars/issue/issue-1.ics"} <= seen
    assert {"notices.csv", "deadlines.csv", "deadlines.ics", "contacts.vcf", "feed.atom"} <= seen


def test_a_telephone_is_asked_whether_to_subscribe(built: Built) -> None:
    home = built.text("index.html")
    assert f'href="{BASE.replace("https", "webcal")}digest/deadlines.ics"' in home


def test_feed_and_calendar_lead_to_pages_that_are_there(built: Built) -> None:
    feed = feedparser.parse(built.out.joinpath("digest/feed.atom").read_bytes())
    events = Calendar.from_ical(built.out.joinpath("digest/deadlines.ics").read_bytes()).walk(
        "VEVENT"
    )
    links = [entry.link for entry in feed.entries] + [str(event["URL"]) for event in events]
    assert len(feed.entries) > 1 and events
    for link in links:
        assert link.startswith(BASE)
        parts = urlsplit(link)
        target = built.out / parts.path.lstrip("/")
        page = target / "index.html" if parts.path.endswith("/") else target
        assert f'id="{parts.fragment}"' in page.read_text(encoding="utf-8")


def test_schemas_stand_at_the_addresses_they_name(built: Built) -> None:
    found = list(built.out.glob("digest/schemas/1/*.schema.json"))
    assert len(found) > 8
    for path in found:
        named = json.loads(path.read_text(encoding="utf-8"))["$id"]
        assert named == urljoin(BASE, path.relative_to(built.out).as_posix())


def test_without_an_address_nothing_leads_to_a_feed(tmp_path: Path) -> None:
    files = sources()
    files["digest.toml"] = files["digest.toml"].replace(f'base_url = "{BASE}"\n', "")
    built = build(write(tmp_path / "source", files), tmp_path / "html", html_theme="basic")
    assert not built.out.joinpath("digest/feed.atom").exists()
    for path in pages(built):
        page = built.text(path)
        assert set(alternates(page)) == {"text/calendar"}
        assert "feed." not in page and "webcal:" not in page


def test_one_page_for_all_has_no_links_to_what_is_not_there(tmp_path: Path) -> None:
    built = build(
        write(tmp_path / "source", sources()),
        tmp_path / "html",
        builder="singlehtml",
        html_theme="basic",
    )
    assert "digest/feed.atom" not in built.text("index.html")
    assert "digest-text-edition" not in built.text("index.html")
