"""VTIMEZONE: what a zone's clocks show over the years that a calendar has times in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sphinx_digest.core.exports.ics.lines import component, escaped, time_value

_DAY = timedelta(days=1)
_SECOND = timedelta(seconds=1)
#: Where a zone's rules begin that has not changed its clocks in the years that are needed.
_EPOCH = datetime(1970, 1, 1)


def zone_lines(zone: ZoneInfo, first: int, last: int) -> list[str]:
    """Write the VTIMEZONE of a zone, good for the years from ``first`` to ``last``."""
    changes = list(_changes(zone, first, last))
    new_year = datetime(first, 1, 1)
    offset = _offset(zone, new_year)
    found: dict[_Observance, list[str]] = {}
    begin = new_year if changes else _EPOCH
    found[_observance(zone, new_year, offset)] = [time_value(begin)]
    for moment in changes:
        before = _offset(zone, moment - _SECOND)
        onsets = found.setdefault(_observance(zone, moment, before), [])
        onsets.append(time_value(moment + before))
    lines = [line for one, onsets in found.items() for line in _lines(one, onsets)]
    return component("VTIMEZONE", [f"TZID:{zone.key}", *lines])


class _Observance(NamedTuple):
    kind: str
    before: timedelta
    after: timedelta
    name: str


def _observance(zone: ZoneInfo, moment: datetime, before: timedelta) -> _Observance:
    there = moment.replace(tzinfo=UTC).astimezone(zone)
    kind = "DAYLIGHT" if there.dst() else "STANDARD"
    return _Observance(kind, before, _offset(zone, moment), there.tzname() or zone.key)


def _lines(one: _Observance, onsets: list[str]) -> list[str]:
    return component(
        one.kind,
        [
            f"DTSTART:{onsets[0]}",
            f"RDATE:{','.join(onsets)}",
            f"TZOFFSETFROM:{_written(one.before)}",
            f"TZOFFSETTO:{_written(one.after)}",
            f"TZNAME:{escaped(one.name)}",
        ],
    )


def _changes(zone: ZoneInfo, first: int, last: int) -> Iterator[datetime]:
    """Yield the moments, in UTC, from which the clocks show another time."""
    day, end = datetime(first, 1, 1), datetime(last, 12, 31)
    while day < end:
        following = day + _DAY
        if _offset(zone, day) != _offset(zone, following):
            low, high = day, following
            while high - low > _SECOND:
                middle = low + (high - low) // 2
                middle = middle.replace(microsecond=0)
                if _offset(zone, middle) == _offset(zone, low):
                    low = middle
                else:
                    high = middle
            yield high
        day = following


def _offset(zone: ZoneInfo, moment: datetime) -> timedelta:
    there = moment.replace(tzinfo=UTC).astimezone(zone)
    return there.utcoffset() or timedelta()


def _written(offset: timedelta) -> str:
    seconds = int(offset.total_seconds())
    hours, rest = divmod(abs(seconds), 3600)
    sign = "-" if seconds < 0 else "+"
    return f"{sign}{hours:02}{rest // 60:02}" + (f"{rest % 60:02}" if rest % 60 else "")
