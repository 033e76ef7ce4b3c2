"""What recurs, as days: against examples and against looking at every day."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_digest.core.times.periods import read_recurrence
from sphinx_digest.core.times.recurrence import occurrences

YEAR = (date(2021, 1, 1), date(2021, 12, 31))
ONE = timedelta(1)


def shown(
    rule: str, first: date = YEAR[0], last: date = YEAR[1], start: str | None = None
) -> list[str]:
    """Show windows as first/last, days as they are; without the year 2021."""
    days = occurrences(
        read_recurrence(rule), first, last, date.fromisoformat(start) if start else None
    )
    return [
        (a.isoformat() if a == b else f"{a}/{b}").replace("2021-", "") for a, b in days
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("每季度最后一月", ["03-01/03-31", "06-01/06-30", "09-01/09-30", "12-01/12-31"]),
        ("每季度最后一日", ["03-31", "06-30", "09-30", "12-31"]),
        ("每季度", ["01-01/03-31", "04-01/06-30", "07-01/09-30", "10-01/12-31"]),
        ("每半年", ["01-01/06-30", "07-01/12-31"]),
        ("每年", ["01-01/12-31"]),
        ("每年2月底", ["02-28"]),
        ("每年5月20日", ["05-20"]),
        ("FREQ=MONTHLY;BYMONTH=2,11", ["02-01/02-28", "11-01/11-30"]),
        ("FREQ=MONTHLY;BYMONTHDAY=31", [f"{m:02}-31" for m in (1, 3, 5, 7, 8, 10, 12)]),
        ("FREQ=MONTHLY;BYDAY=MO;BYSETPOS=1;BYMONTH=1,2", ["01-04", "02-01"]),
        ("FREQ=MONTHLY;BYDAY=-1FR;UNTIL=20210301", ["01-29", "02-26"]),
        ("FREQ=YEARLY;BYWEEKNO=20", ["05-17/05-23"]),
        ("FREQ=YEARLY;BYMONTH=3;UNTIL=20200101T000000Z", []),
        ("FREQ=YEARLY;BYMONTHDAY=30;BYMONTH=6;BYHOUR=9;BYMINUTE=0", ["06-30"]),
    ],
)  # fmt: skip
def test_occurrences_of_a_year(rule: str, expected: list[str]) -> None:
    assert shown(rule) == expected


def test_months_and_weeks_that_meet_the_days_are_whole() -> None:
    first, last = date(2021, 4, 16), date(2021, 5, 3)
    assert shown("每月", first, last) == ["04-01/04-30", "05-01/05-31"]
    assert shown("每周", first, last)[::2] == ["04-12/04-18", "04-26/05-02"]
    assert shown("FREQ=WEEKLY;WKST=SU", first, last)[0] == "04-11/04-17"
    assert shown("每周一", first, last) == ["04-19", "04-26", "05-03"]
    assert len(shown("每天", first, last)) == 18
    assert shown("每月", last, first) == []


@pytest.mark.parametrize(
    ("rule", "start", "expected"),
    [
        ("FREQ=WEEKLY;INTERVAL=26;BYDAY=MO", "2021-04-05", ["04-05", "10-04"]),
        ("FREQ=MONTHLY;INTERVAL=5", "2021-02-10", ["02-01/06-30", "07-01/11-30", "12-01/2022-04-30"]),
        ("FREQ=YEARLY;INTERVAL=2", "2019-04-01", ["01-01/12-31"]),
        ("FREQ=YEARLY;INTERVAL=2", "2020-04-01", []),
        ("FREQ=MONTHLY;BYMONTHDAY=15;COUNT=3", "2021-04-20", ["05-15", "06-15", "07-15"]),
        ("FREQ=MONTHLY;COUNT=2", "2021-04-20", ["04-01/04-30", "05-01/05-31"]),
        ("FREQ=MONTHLY;BYMONTHDAY=15", "2021-10-16", ["11-15", "12-15"]),
        ("FREQ=DAILY;INTERVAL=200", "2021-01-02", ["01-02", "07-21"]),
        ("FREQ=YEARLY", "2022-01-01", []),
    ],
)  # fmt: skip
def test_some_rules_need_a_first_day(rule: str, start: str, expected: list[str]) -> None:
    assert shown(rule, start=start) == expected
    if "COUNT" in rule or "INTERVAL" in rule:
        assert shown(rule) == []


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY",
        "FREQ=HOURLY;COUNT=999999",
        "FREQ=DAILY;COUNT=999999",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;INTERVAL=2",
        "FREQ=WEEKLY;BYMONTH=2;BYSETPOS=300;BYDAY=MO",
        "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=31",
        "FREQ=YEARLY;BYYEARDAY=366;BYMONTH=1",
        "FREQ=YEARLY;BYWEEKNO=1;BYMONTH=6",
        "FREQ=YEARLY;INTERVAL=999999;COUNT=999999",
    ],
)
@pytest.mark.parametrize("start", [None, "0001-01-01", "9999-12-31"])
def test_hostile_rules_end(rule: str, start: str | None) -> None:
    assert shown(rule, start=start) == []


def test_the_ends_of_the_calendar() -> None:
    assert len(shown("每周", date(1, 1, 1), date(1, 1, 31))) == 5
    assert shown("每周", date(9999, 12, 30), date.max)[-1].endswith("9999-12-31")
    assert shown("每月", date(9999, 12, 1), date.max) == ["9999-12-01/9999-12-31"]


WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
spans = st.tuples(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(0, 800))


@given(
    spans,
    st.sampled_from(["DAILY", "MONTHLY", "YEARLY"]),
    st.sets(st.integers(1, 12)),
    st.sets(st.integers(-31, 31).filter(bool), min_size=1, max_size=3),
    st.sets(st.sampled_from(WEEKDAYS), max_size=3),
)
def test_days_are_those_that_fit_one_by_one(
    span: tuple[date, int], frequency: str, months: set[int], days: set[int], weekdays: set[str]
) -> None:
    rule = f"FREQ={frequency}" + "".join(
        f";{name}={','.join(map(str, sorted(numbers)))}"
        for name, numbers in (("BYMONTH", months), ("BYMONTHDAY", days), ("BYDAY", weekdays))
        if numbers
    )
    first, last = span[0], span[0] + timedelta(span[1])
    fitting = [
        day
        for day in (first + timedelta(n) for n in range(span[1] + 1))
        if (not months or day.month in months)
        and {day.day, day.day - monthrange(day.year, day.month)[1] - 1} & days
        and (not weekdays or WEEKDAYS[day.weekday()] in weekdays)
    ]
    assert occurrences(read_recurrence(rule), first, last) == tuple((d, d) for d in fitting)


@given(spans, st.sampled_from([1, 2, 3, 4, 6, 12]))
def test_windows_of_months_stand_in_step_with_the_year(span: tuple[date, int], months: int) -> None:
    first, last = span[0], span[0] + timedelta(span[1])
    found = occurrences(f"FREQ=MONTHLY;INTERVAL={months}", first, last)
    assert found[0][0] <= first <= found[0][1]
    assert found[-1][0] <= last <= found[-1][1]
    for start, end in found:
        assert (start.day, (start.month - 1) % months) == (1, 0)
        assert ((end + ONE).day, end.month % months) == (1, 0)
    assert all(one[1] + ONE == two[0] for one, two in pairwise(found))
