"""The calendar of the example digest, byte by byte, and as other programs read it.

Written anew by ``python -m tests.exports.test_ics_example`` where the example has changed.
"""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import vobject

from sphinx_digest.core.check import find_sources, read_source
from sphinx_digest.core.exports.digest_json import to_digest_json
from sphinx_digest.core.exports.ics import Calendar, events_of, to_ics
from sphinx_digest.core.projects import load_project
from sphinx_digest.core.settings import read_settings
from sphinx_digest.core.settings.events import EventSettings
from sphinx_digest.core.store import resolve
from tests.exports.calendars import events, read_elsewhere, unescaped

GOLDEN = Path(__file__).with_name("example.ics")
#: All there is, so that the file shows each sort of event.
EVERYTHING = EventSettings(
    actors=frozenset({"applicant", "forwarder", "authority"}),
    alarms={"comments": ("3 working days",), "application": ("1 week", "1 day")},
)


@cache
def example() -> dict[str, Any]:
    settings, _ = read_settings(Path(__file__).parents[2] / "example_docs")
    schemas, _ = load_project(settings)
    documents = [read_source(p, name, settings, schemas)[1] for name, p in find_sources(settings)]
    return to_digest_json(
        resolve(documents, settings.aliases()), settings,
        bodies={}, page_url=lambda docname: f"{settings.base_url}{docname}.html",
        language=settings.language,
    )  # fmt: skip


def made() -> Calendar:
    return to_ics(example(), events_of(example(), EVERYTHING))


def test_the_calendar_of_the_example_is_as_it_was() -> None:
    assert made().data == GOLDEN.read_bytes()


def test_every_deadline_is_an_event_or_counted() -> None:
    notices = [notice for issue in example()["issues"] for notice in issue["notices"]]
    deadlines = sum(len(notice["deadlines"]) for notice in notices)
    effects = sum("effective" in notice for notice in notices)
    found = made()
    assert found.events + found.undated == deadlines + effects
    assert found.events == len(events(found.data)) > 30
    assert found.undated > 0


def test_other_programs_read_the_same_events() -> None:
    ours = {one["UID"]: one for one in events(GOLDEN.read_bytes())}
    theirs = {str(one["UID"]): one for one in read_elsewhere(GOLDEN.read_bytes())}
    others = {
        one.uid.value: one for one in vobject.readOne(GOLDEN.read_bytes().decode()).vevent_list
    }
    assert ours.keys() == theirs.keys() == others.keys()
    for uid, one in ours.items():
        assert str(theirs[uid]["SUMMARY"]) == unescaped(one["SUMMARY"]) == others[uid].summary.value
        assert theirs[uid]["DTSTART"].dt == others[uid].dtstart.value
        assert unescaped(one["DESCRIPTION"]) == others[uid].description.value
        last = theirs[uid].get("DTEND")
        if last is not None:
            assert last.dt > theirs[uid]["DTSTART"].dt


def test_the_days_of_the_calendar_are_those_of_the_digest() -> None:
    theirs = {str(one["UID"]).partition("@")[0]: one for one in read_elsewhere(GOLDEN.read_bytes())}
    compared = 0
    for issue in example()["issues"]:
        for notice in issue["notices"]:
            for deadline in notice["deadlines"]:
                event = theirs.get(deadline["id"])
                if event is None or deadline.get("precision") not in ("day", "minute"):
                    continue
                end = event["DTEND" if "DTEND" in event else "DTSTART"].dt
                due = datetime.fromisoformat(deadline["due"])
                if isinstance(end, datetime):
                    assert end == due
                else:
                    assert date.fromordinal(end.toordinal() - 1) == due.date()
                compared += 1
    assert compared > 25


if __name__ == "__main__":
    GOLDEN.write_bytes(made().data)
