"""Reminders: on the morning of the right day, by the announced working days."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from sphinx_digest.core.exports.ics import events_of, to_ics
from sphinx_digest.core.settings.events import EventSettings
from sphinx_digest.core.times.calendar import Calendar
from tests.exports.calendars import day, deadline, digest, notice, read_elsewhere

MOMENT = "2021-05-14T17:00:00+08:00"


def alarms(made: dict[str, Any], *lengths: str, working_days: Calendar | None = None) -> list[str]:
    """Give when the reminders of a deadline ring, by another program's reading."""
    settings = EventSettings(alarms={"default": lengths})
    whole = digest(notice(made))
    data = to_ics(whole, events_of(whole, settings, working_days or Calendar())).data
    (event,) = read_elsewhere(data)
    start = event["DTSTART"].dt
    begin = (
        start.replace(tzinfo=None)
        if isinstance(start, datetime)
        else datetime.combine(start, datetime.min.time())
    )
    return [f"{begin + alarm['TRIGGER'].dt:%Y-%m-%d %H:%M}" for alarm in event.walk("VALARM")]


def test_there_are_none_by_default() -> None:
    assert alarms(day("2021-05-14")) == []


@pytest.mark.parametrize(
    ("length", "expected"),
    [
        ("1 day", "2021-05-05"),
        ("1 week", "2021-04-29"),
        ("1 month", "2021-04-06"),
        ("1 year", "2020-05-06"),
        ("1 working day", "2021-04-30"),  # over the holidays of May
        ("2 working days", "2021-04-29"),
        ("5 working days", "2021-04-26"),
        ("6 working days", "2021-04-25"),  # a Sunday worked for the holidays
    ],
)
def test_a_reminder_rings_at_nine_so_long_before(length: str, expected: str) -> None:
    assert alarms(day("2021-05-06"), length) == [f"{expected} 09:00"]


def test_a_deadline_with_a_time_is_reminded_of_in_the_morning_too() -> None:
    made = deadline(end=MOMENT, due=MOMENT, precision="minute")
    assert alarms(made, "1 day", "3 working days") == ["2021-05-13 09:00", "2021-05-11 09:00"]


def test_the_project_s_own_days_of_rest_count() -> None:
    own = Calendar(rest=frozenset({date(2021, 5, 13)}))
    assert alarms(day("2021-05-14"), "1 working day", working_days=own) == ["2021-05-12 09:00"]


def test_where_nobody_has_announced_the_holidays_weekends_are_days_of_rest() -> None:
    assert alarms(day("2031-05-12"), "1 working day") == ["2031-05-09 09:00"]


def test_a_reminder_of_what_recurs_is_early_enough_for_each() -> None:
    made = deadline(every="FREQ=MONTHLY")
    assert alarms(made, "3 working days") == ["2021-04-25 09:00"]
    for weekday in range(7):
        last = date(2031, 6, 2) + timedelta(weekday)
        worked = [last - timedelta(n) for n in range(1, 6)]
        assert sum(one.weekday() < 5 for one in worked) >= 3
    assert alarms(made, "1 month") == ["2021-03-30 09:00"]


def test_what_would_ring_before_the_calendar_begins_does_not() -> None:
    assert alarms(day("0001-01-05"), "1 year", "1 month", "2 weeks", "9 working days") == []


def test_each_kind_has_its_own_and_days_of_effect_too() -> None:
    settings = EventSettings(
        alarms={"comments": ("3 working days",), "effect": ("1 week",), "default": ()}
    )
    made = digest(
        notice(day("2021-05-14", kind="comments"), day("2021-05-14", id_="e", kind="filing"),
               effective="2021-06-01"),
    )  # fmt: skip
    data = to_ics(made, events_of(made, settings)).data
    found = read_elsewhere(data)
    said = [[str(alarm["DESCRIPTION"]) for alarm in event.walk("VALARM")] for event in found]
    assert said == [
        ["还有 3 个工作日：截止：填报 · 关于备案的通知"],
        [],
        ["还有 1 周：施行：关于备案的通知"],
    ]


def month(**values: Any) -> dict[str, Any]:
    """Make a deadline of which only the month is known."""
    return deadline(**{"end": "2021-10", "due": "2021-10-31", "precision": "month", **values})


def test_what_ends_within_a_month_is_counted_from_its_last_day() -> None:
    assert alarms(month(), "3 working days") == ["2021-10-27 09:00"]
    assert alarms(month(), "1 month") == ["2021-09-30 09:00"]


def test_what_takes_place_within_a_month_may_do_so_on_its_first_day() -> None:
    assert alarms(month(kind="event"), "1 day") == ["2021-09-30 09:00"]


def test_two_that_ring_at_once_are_one() -> None:
    assert alarms(day("2021-05-14"), "1 working day", "1 day") == ["2021-05-13 09:00"]
