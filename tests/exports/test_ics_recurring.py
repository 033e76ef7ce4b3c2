"""What recurs, as an RRULE: the same days as everywhere else in the digest."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from dateutil.rrule import rrulestr
from hypothesis import example, given
from hypothesis import strategies as st

from sphinx_digest.core.errors import UnreadableError
from sphinx_digest.core.exports.ics.recurring import Recurrence, recurrence_of
from sphinx_digest.core.times.periods import read_recurrence
from sphinx_digest.core.times.recurrence import occurrences
from tests.exports.calendars import calendar, deadline, events

SINCE, LAST = date(2021, 4, 7), date(2027, 12, 31)


def days_of(found: Recurrence) -> list[date]:
    """Expand a rule as a calendar program does, which knows nothing of ours."""
    rule = rrulestr(
        f"RRULE:{found.rule}", dtstart=datetime.combine(found.first, datetime.min.time())
    )
    days = [one.date() for one in rule.between(datetime(2000, 1, 1), datetime(2028, 12, 31))]
    return [day + timedelta(found.days - 1) for day in days]


def expected(rule: str, start: date | None, end: date | None) -> list[date]:
    found = occurrences(rule, start or SINCE, min(end or LAST, LAST), start)
    return [last for _, last in found if last <= LAST]


PHRASES = (
    "每月", "每季度", "每半年", "每年", "每周", "每天", "每周五", "每月 15 日", "每季度最后一月",
    "每年 3 月", "每年 12 月底", "每年 6 月 30 日",
)  # fmt: skip


@pytest.mark.parametrize("phrase", PHRASES)
def test_phrases_recur_on_the_days_that_the_digest_shows(phrase: str) -> None:
    try:
        rule = read_recurrence(phrase)
    except UnreadableError:
        pytest.fail(f"{phrase} is not read")
    found = recurrence_of(rule, SINCE, None, None)
    assert found is not None
    days = [day for day in days_of(found) if day <= LAST]
    assert days == expected(rule, None, None)
    assert days[0] == found.first + timedelta(found.days - 1)  # the first is one of them


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("FREQ=MONTHLY", ["2021-04-30", "2021-05-31", "2021-06-30"]),
        ("FREQ=MONTHLY;INTERVAL=3", ["2021-06-30", "2021-09-30", "2021-12-31"]),
        ("FREQ=YEARLY", ["2021-12-31", "2022-12-31", "2023-12-31"]),
        ("FREQ=WEEKLY", ["2021-04-11", "2021-04-18", "2021-04-25"]),
        ("FREQ=YEARLY;BYMONTH=3", ["2022-03-31", "2023-03-31", "2024-03-31"]),
        ("FREQ=WEEKLY;WKST=SU", ["2021-04-10", "2021-04-17", "2021-04-24"]),
    ],
)
def test_of_a_stretch_the_last_day_is_due(rule: str, days: list[str]) -> None:
    found = recurrence_of(rule, SINCE, None, None)
    assert found is not None
    assert [day.isoformat() for day in days_of(found)[:3]] == days


PARTS = (
    st.tuples(
        st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]),
        st.sampled_from(["", "", ";INTERVAL=2", ";INTERVAL=3", ";INTERVAL=5"]),
        st.sampled_from(
            ["", "", ";COUNT=1", ";COUNT=4", ";UNTIL=20220615", ";UNTIL=20230331T235959Z"]
        ),
        st.sampled_from(["", "", ";BYMONTH=3,6,9,12", ";BYMONTH=2"]),
        st.sampled_from(["", "", ";BYMONTHDAY=-1", ";BYMONTHDAY=15", ";BYDAY=MO,FR", ";BYDAY=SU"]),
        st.sampled_from(["", "", ";WKST=SU"]),
    )
    .map("".join)
    .map("FREQ={}".format)
)
STARTS = st.none() | st.dates(date(2020, 1, 1), date(2022, 12, 31))


@given(PARTS, STARTS, st.none() | st.dates(date(2021, 6, 1), date(2024, 12, 31)))
@example("FREQ=MONTHLY;INTERVAL=5", date(2021, 2, 10), None)
@example("FREQ=YEARLY;BYMONTH=2;COUNT=4", date(2021, 5, 1), None)
@example("FREQ=YEARLY;BYWEEKNO=20", None, None)
@example("FREQ=MONTHLY;UNTIL=20220615", date(2021, 2, 10), None)
def test_every_rule_recurs_on_the_days_that_the_digest_shows(
    rule: str, start: date | None, end: date | None
) -> None:
    try:
        rule = read_recurrence(rule)
    except UnreadableError:
        return
    found = recurrence_of(rule, SINCE, start, end)
    wanted = expected(rule, start, end)
    if found is None:
        assert wanted == []
        return
    assert [day for day in days_of(found) if day <= LAST] == wanted
    assert ("UNTIL" in found.rule) is (bool(end) or "UNTIL" in rule) or "COUNT" in found.rule


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=WEEKLY;INTERVAL=2",
        "FREQ=DAILY;COUNT=3",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=HOURLY",
    ],
)
def test_what_nobody_can_place_has_no_rule(rule: str) -> None:
    assert recurrence_of(rule, SINCE, None, None) is None


def one(**values: Any) -> dict[str, str]:
    (found,) = events(calendar(deadline(**values)).data)
    return found


def test_the_event_recurs_as_whole_days() -> None:
    found = one(every="FREQ=MONTHLY;INTERVAL=3", occurrence="last-day", end="2022-12-31",
                due="2022-12-31", precision="day")  # fmt: skip
    assert found["DTSTART;VALUE=DATE"] == "20210630"
    assert found["DTEND;VALUE=DATE"] == "20210701"
    assert found["RRULE"] == "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1;UNTIL=20221231"


def test_a_week_told_by_its_number_is_given_whole() -> None:
    found = one(every="FREQ=YEARLY;BYWEEKNO=20")
    assert (found["DTSTART;VALUE=DATE"], found["DTEND;VALUE=DATE"]) == ("20210517", "20210524")


def test_it_begins_with_its_start_or_with_its_notice() -> None:
    assert one(every="FREQ=MONTHLY")["DTSTART;VALUE=DATE"] == "20210430"
    assert one(every="FREQ=MONTHLY", start="2021-09")["DTSTART;VALUE=DATE"] == "20210930"
    weeks = one(every="FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", start="published")
    assert weeks["DTSTART;VALUE=DATE"] == "20210419"
