"""The zone that a calendar brings along shows the time that the zone's clocks show."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from dateutil.tz import tzical

from sphinx_digest.core.exports.ics.zones import zone_lines
from tests.exports.calendars import calendar, deadline, read_elsewhere

MOMENT = "2021-03-19T09:00:00+08:00"


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("Asia/Shanghai", 2015, 2026),
        ("Asia/Shanghai", 1986, 1992),  # clocks were changed in summer
        ("Europe/Berlin", 2019, 2026),
        ("Australia/Sydney", 2020, 2021),
        ("America/Caracas", 2006, 2017),
        ("Africa/Casablanca", 2023, 2024),
        ("UTC", 2021, 2021),
    ],
)
def test_it_agrees_with_the_zone_on_every_day(name: str, first: int, last: int) -> None:
    zone = ZoneInfo(name)
    written = "\n".join(["BEGIN:VCALENDAR", *zone_lines(zone, first, last), "END:VCALENDAR"])
    theirs = tzical(StringIO(written)).get(name)
    assert theirs is not None
    moment = datetime(first, 1, 2, 12, tzinfo=UTC)
    while moment.year <= last:
        local = moment.astimezone(zone).replace(tzinfo=None)
        assert theirs.utcoffset(local) == zone.utcoffset(local), local
        assert theirs.tzname(local) == zone.tzname(local)
        moment += timedelta(hours=12)


def test_another_program_reads_the_same_moment() -> None:
    made = calendar(deadline(end=MOMENT, due=MOMENT, precision="minute"))
    (event,) = read_elsewhere(made.data)
    assert event["DTSTART"].dt == datetime.fromisoformat(MOMENT)
    assert event["DTSTART"].dt.tzinfo.key == "Asia/Shanghai"
