"""The folder of editions: complete, led to by its names, and never older than what it is of."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from sphinx_digest.core.editions import Editions
from sphinx_digest.core.settings import FeedSettings, Settings
from sphinx_digest.core.settings.events import EventSettings
from sphinx_digest.core.shelf import fill
from tests.exports.data import deadline, digest, issue, notice

EVERY = EventSettings(split=("issue", "part", "kind", "issuer", "topic"))
SETTINGS = Settings(root=".", events=EVERY, feed=FeedSettings(topics=True))


def due(id_: str, title: str, **values: str) -> dict[str, Any]:
    return deadline(id_, title, precision="day", **values)


def archive() -> dict[str, Any]:
    return digest(
        issue(
            1,
            notice("a", part_id="p", topics=["专利"], deadlines=[
                due("a-1", "申报", kind="application", end="2021-04-30", due="2021-04-30"),
            ]),
            notice("b", issuers=["乙局"], effective="2021-05-01", html="<p>一</p>"),
        ),
        issue(2, notice("c", topics=["药品"], deadlines=[
            due("c-1", "培训", kind="training", on="2021-05-06", due="2021-05-06"),
        ])),
    )  # fmt: skip


def held(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def titles(data: bytes) -> list[str]:
    return [str(event["SUMMARY"]) for event in Calendar.from_ical(data).walk("VEVENT")]


def test_every_file_that_was_asked_for_is_there(tmp_path: Path) -> None:
    fill(tmp_path, archive(), Editions(SETTINGS))
    files = held(tmp_path)
    assert {"digest.json", "deadlines.ics", "feed.atom", "feed.json", "contacts.vcf"} < set(files)
    assert {"notices.csv", "deadlines.csv", "issues/issue-1.txt", "issues/issue-2.eml"} < set(files)
    calendars = [path for path in files if path.startswith("calendars/")]
    # Two issues, one part, two kinds and days of effect, two issuers, two topics.
    assert len(calendars) == 10
    assert len([path for path in files if path.startswith("feeds/")]) == 4
    whole = titles(files["deadlines.ics"])
    assert len(whole) == 3
    for split in ("issue", "kind", "issuer"):
        of_split = [
            title
            for path in calendars
            if path.startswith(f"calendars/{split}/")
            for title in titles(files[path])
        ]
        assert sorted(of_split) == sorted(whole)
    assert len(titles(files["calendars/kind/training.ics"])) == 1


def test_without_an_address_of_the_site_there_are_no_feeds(tmp_path: Path) -> None:
    bare = archive()
    del bare["base_url"]
    fill(tmp_path, bare, Editions(SETTINGS))
    assert not [path for path in held(tmp_path) if "feed" in path]
    assert "deadlines.ics" in held(tmp_path)


def test_what_is_of_no_issue_any_more_goes(tmp_path: Path) -> None:
    stamp = fill(tmp_path, archive(), Editions(SETTINGS))
    later = archive()
    del later["issues"][1]
    fill(tmp_path, later, Editions(SETTINGS), stamp)
    assert "issues/issue-2.txt" not in held(tmp_path)
    assert "calendars/kind/training.ics" not in held(tmp_path)
    assert "issues/issue-1.txt" in held(tmp_path)


def test_what_somebody_deleted_is_made_again(tmp_path: Path) -> None:
    stamp = fill(tmp_path, archive(), Editions(SETTINGS))
    whole = held(tmp_path)
    for path in whole:
        (tmp_path / path).unlink()
    fill(tmp_path, archive(), Editions(SETTINGS), stamp)
    assert held(tmp_path) == whole


def _places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Give the way to each text of a digest, but for ids and what is read as a time."""
    fixed = {"id", "published", "due", "end", "on", "effective", "timezone", "language", "kind"}
    if isinstance(value, dict):
        return [
            place
            for name, one in value.items()
            if name not in fixed
            for place in _places(one, (*path, name))
        ]
    if isinstance(value, list):
        return [place for at, one in enumerate(value) for place in _places(one, (*path, at))]
    return [path] if isinstance(value, str) and path != ("base_url",) else []


@settings(max_examples=25)
@given(
    st.lists(st.sampled_from(_places(archive())), min_size=1, max_size=3),
    st.text("甲<a&", max_size=3),
)
def test_after_any_change_the_folder_is_as_if_made_anew(
    tmp_path_factory: pytest.TempPathFactory, places: list[tuple[Any, ...]], words: str
) -> None:
    folder, fresh = tmp_path_factory.mktemp("kept"), tmp_path_factory.mktemp("fresh")
    stamp = fill(folder, archive(), Editions(SETTINGS))
    changed = copy.deepcopy(archive())
    for place in places:
        inner: Any = changed
        for step in place[:-1]:
            inner = inner[step]
        inner[place[-1]] = words
    again = fill(folder, changed, Editions(SETTINGS), stamp)
    assert again == fill(fresh, changed, Editions(SETTINGS))
    assert held(folder) == held(fresh)
