"""Both ends of periods, against official examples and against plain stepping through days."""

from __future__ import annotations

import json
import pickle
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import chinese_calendar
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sphinx_digest.core.settings import Settings
from sphinx_digest.core.times.calendar import Calendar, UndeterminedError
from sphinx_digest.core.times.counting import count_period, count_range, explain, fits_length
from sphinx_digest.core.times.periods import read_length

VECTORS = json.loads(
    (Path(__file__).parents[1] / "data" / "date-vectors.json").read_text(encoding="utf-8")
)
PUBLIC = Calendar()
ONE = timedelta(1)

#: Far enough from both ends of what is announced for the lengths below.
starts = st.dates(date(2006, 1, 1), date(2024, 12, 31))


def day(text: str) -> date:
    return date.fromisoformat(text)


def shown(value: date | None) -> str:
    return value.isoformat() if value else "undetermined"


@pytest.mark.parametrize("case", VECTORS["periods"], ids=lambda c: f"{c['start']}+{c['amount']}")
def test_periods_of_the_vectors(case: dict[str, Any]) -> None:
    length = read_length(f"{case['amount']} {case['unit'].replace('-', ' ')}")
    counted = count_period(day(case["start"]), length, PUBLIC)
    assert (shown(counted.nominal), shown(counted.rolled)) == (case["nominal"], case["rolled"])
    assert (counted.undetermined is None) == (counted.rolled is not None)


@pytest.mark.parametrize("case", VECTORS["ranges"], ids=lambda c: f"{c['start']}/{c['end']}")
def test_ranges_of_the_vectors(case: dict[str, Any]) -> None:
    fits = fits_length(day(case["start"]), day(case["end"]), case["length"], PUBLIC)
    assert fits == case["fits"]


@pytest.mark.parametrize(
    ("start", "end", "length", "fits"),
    [
        ("2021-03-01", "2021-03-31", "1 month", "first day counted"),
        ("2021-03-01", "2021-04-01", "1 month", "first day not counted"),
        ("2021-01-31", "2021-02-28", "1 month", "first day counted"),
        ("2021-03-01", "2022-02-28", "1 year", "first day counted"),
        ("2021-04-19", "2021-04-19", "1 working day", "first day counted"),
        ("2021-05-01", "2021-05-18", "10 working days", "first day counted"),
        ("2021-01-18", "2021-01-31", "2 weeks", "first day counted"),
        ("2021-01-18", "2021-02-01", "2 weeks", "first day not counted"),
        ("2021-01-01", "2021-01-11", "10 days", "first day not counted"),
        ("2021-02-02", "2021-02-18", "10 days", "first day counted, end rolled"),
        ("2026-12-25", "2027-01-08", "10 working days", "undetermined"),
        ("2026-12-25", "2026-12-31", "10 working days", "neither"),
        ("2026-12-20", "2027-01-05", "11 days", "neither"),
        ("2026-12-20", "2027-01-05", "14 days", "undetermined"),
        ("2026-12-20", "2027-01-01", "14 days", "neither"),
    ],
)
def test_other_ranges(start: str, end: str, length: str, fits: str) -> None:
    assert fits_length(day(start), day(end), length, PUBLIC) == fits


def stepped(start: date, days: int) -> date:
    """Walk to the n-th working day after a day."""
    at = start
    while days:
        at += ONE
        days -= chinese_calendar.is_workday(at)
    return at


def month_later(start: date) -> date:
    """Walk to the corresponding day of the next month, or to the last before it ends."""
    at = start
    while at.month == start.month:
        at += ONE
    month = at.month
    while at.day != start.day and (at + ONE).month == month:
        at += ONE
    return at


@given(starts, st.integers(1, 60))
def test_working_days_are_counted_one_by_one(start: date, days: int) -> None:
    counted = count_period(start, f"{days} working days", PUBLIC)
    assert counted.nominal == counted.rolled == stepped(start, days)


@given(starts, st.integers(1, 400))
def test_days_are_counted_through_and_rolled_to_work(start: date, days: int) -> None:
    at = start
    for _ in range(days):
        at += ONE
    counted = count_period(start, f"{days} days", PUBLIC)
    assert counted.nominal == at
    assert counted.rolled == stepped(at - ONE, 1)


@given(starts)
def test_a_month_ends_on_the_corresponding_day(start: date) -> None:
    assert count_period(start, "1 month", PUBLIC).nominal == month_later(start)


@given(starts, st.integers(1, 12), st.integers(1, 12))
def test_months_are_not_sticky(start: date, one: int, two: int) -> None:
    whole = count_period(start, f"{one + two} months", PUBLIC).nominal
    half = count_period(start, f"{one} months", PUBLIC).nominal
    assert whole and half
    in_two = count_period(half, f"{two} months", PUBLIC).nominal
    assert in_two and in_two <= whole
    assert (in_two.year, in_two.month) == (whole.year, whole.month)
    assert count_period(start, "12 months", PUBLIC).nominal == (
        count_period(start, "1 year", PUBLIC).nominal
    )


LENGTHS = st.builds(
    lambda count, unit: read_length(f"{count} {unit}"),
    st.integers(1, 40),
    st.sampled_from(["day", "week", "month", "year", "working day"]),
)


@given(st.dates(), LENGTHS)
def test_nothing_is_guessed_and_nothing_fails(start: date, length: str) -> None:
    counted = count_period(start, length, PUBLIC)
    for end in (counted.nominal, counted.rolled):
        assert end is None or end > start
    if counted.rolled:
        assert counted.nominal and counted.nominal <= counted.rolled
        assert 2004 <= counted.rolled.year <= 2026
        assert PUBLIC.day(counted.rolled).working
    else:
        assert counted.undetermined and not 2004 <= counted.undetermined.year <= 2026
    steps = explain(start, length, PUBLIC)
    assert steps[0].role == "start"
    assert [step.day for step in steps] == sorted({step.day for step in steps})
    if counted.rolled:
        assert steps[-1].day == counted.rolled
    numbers = [step.number for step in steps if step.number]
    assert numbers == list(range(1, len(numbers) + 1))


@given(starts, LENGTHS)
def test_a_counted_range_fits_its_length(start: date, length: str) -> None:
    counted = count_period(start, length, PUBLIC)
    assume(counted.nominal and counted.rolled)
    assert counted.nominal and counted.rolled
    assert fits_length(start, counted.nominal, length, PUBLIC).startswith("first day")
    assert fits_length(start, counted.rolled, length, PUBLIC).startswith("first day")
    assert fits_length(start, counted.rolled + timedelta(20), length, PUBLIC) == "neither"


@pytest.mark.parametrize(
    ("start", "end", "length", "with_first", "without_first", "made_up", "holidays"),
    [
        ("2021-04-15", "2021-04-26", "10 working days", 9, 8, ["2021-04-25"], []),
        ("2021-04-15", "2021-04-27", "10 working days", 10, 9, ["2021-04-25"], []),
        ("2021-04-24", "2021-04-25", "1 working day", 1, 1, ["2021-04-25"], []),
        ("2021-04-30", "2021-05-06", "2 working days", 2, 1, [],
         [f"2021-05-0{n}" for n in (1, 2, 3, 4, 5)]),
        ("2021-02-04", "2021-02-20", "15 days", 17, 16, [], []),
        ("2030-02-04", "2030-02-20", "15 days", 17, 16, [], []),
        ("2021-03-01", "2021-03-31", "1 month", 31, 30, [], []),
        ("2021-04-26", "2021-04-15", "3 days", 0, 0, [], []),
        ("2021-04-26", "2021-04-15", "3 working days", 0, 0, [], []),
    ],
)  # fmt: skip
def test_what_a_range_holds(  # noqa: PLR0917
    start: str, end: str, length: str,
    with_first: int, without_first: int, made_up: list[str], holidays: list[str],
) -> None:  # fmt: skip
    held = count_range(day(start), day(end), length, PUBLIC)
    assert held
    assert (held.with_first, held.without_first) == (with_first, without_first)
    assert [d.date.isoformat() for d in held.made_up] == made_up
    assert [d.date.isoformat() for d in held.holidays] == holidays


def test_a_range_in_a_year_not_announced_holds_nobody_knows_how_many() -> None:
    assert count_range(day("2026-12-25"), day("2027-01-08"), "10 working days", PUBLIC) is None
    own = Calendar(working=frozenset({day("2021-04-17")}), rest=frozenset({day("2021-04-16")}))
    held = count_range(day("2021-04-15"), day("2021-04-18"), "2 working days", own)
    assert held and (held.with_first, held.made_up, held.holidays) == (
        2, (own.day(day("2021-04-17")),), (own.day(day("2021-04-16")),),
    )  # fmt: skip


@given(starts, st.integers(0, 60))
def test_a_range_holds_what_it_takes_to_step_through(start: date, days: int) -> None:
    end = start + timedelta(days)
    held = count_range(start, end, "5 working days", PUBLIC)
    worked = [chinese_calendar.is_workday(start + timedelta(n)) for n in range(days + 1)]
    assert held and (held.with_first, held.without_first) == (sum(worked), sum(worked[1:]))
    assert fits_length(start, end, f"{held.with_first or 1} working days", PUBLIC) in (
        "first day counted", "first day counted, end rolled", "first day not counted", "neither",
    )  # fmt: skip
    if worked[-1] and held.without_first:
        assert fits_length(start, end, f"{held.without_first} working days", PUBLIC) != "neither"


def told(start: str, length: str) -> list[tuple[str, str, str | None, int | None]]:
    return [
        (step.day.isoformat(), step.role, step.kind.reason if step.kind else None, step.number)
        for step in explain(day(start), length, PUBLIC)
    ]


def test_the_steps_of_working_days() -> None:
    assert told("2021-04-23", "2 working days") == [
        ("2021-04-23", "start", "weekday", None),
        ("2021-04-24", "skipped", "weekend", None),
        ("2021-04-25", "counted", "made-up", 1),
        ("2021-04-26", "counted", "weekday", 2),
    ]
    assert told("2026-12-30", "2 working days") == [
        ("2026-12-30", "start", "weekday", None),
        ("2026-12-31", "counted", "weekday", 1),
        ("2027-01-01", "unknown", None, None),
    ]


def test_the_steps_of_days_and_months() -> None:
    assert told("2021-04-30", "2 days")[1:] == [
        ("2021-05-01", "counted", "holiday", 1),
        ("2021-05-02", "counted", "holiday", 2),
        ("2021-05-03", "passed", "holiday", None),
        ("2021-05-04", "passed", "holiday", None),
        ("2021-05-05", "passed", "holiday", None),
        ("2021-05-06", "rolled", "weekday", None),
    ]
    assert told("2021-01-31", "1 month")[1:] == [
        ("2021-02-28", "last of month", "weekend", None),
        ("2021-03-01", "rolled", "weekday", None),
    ]
    assert told("2021-04-13", "1 month")[1:] == [("2021-05-13", "corresponding", "weekday", None)]
    assert told("2026-12-31", "1 day")[1:] == [("2027-01-01", "counted", None, 1)]


@given(st.dates(date(2004, 1, 1), date(2026, 12, 31)))
def test_the_calendar_is_the_announced_one(at: date) -> None:
    made_up = at == date(2005, 12, 31)  # 国办发明电〔2005〕35号
    assert PUBLIC.day(at).working == (chinese_calendar.is_workday(at) or made_up)


def test_the_day_that_the_package_lacks_is_worked() -> None:
    assert PUBLIC.day(date(2005, 12, 31)).reason == "made-up"
    assert PUBLIC.day(date(2021, 4, 25)).holiday == {"zh": "劳动节", "en": "Labour Day"}


@pytest.mark.parametrize("year", [1, 2003, 2027, 9999])
def test_years_not_announced_are_undetermined(year: int) -> None:
    assert year not in PUBLIC.known_years
    with pytest.raises(UndeterminedError):
        PUBLIC.day(date(year, 6, 1))


def test_settings_add_and_correct_days() -> None:
    own = Calendar(
        frozenset({date(2027, 1, 2), date(2021, 4, 17)}),
        frozenset({date(2027, 1, 1), date(2021, 4, 16)}),
        frozenset({2027}),
    )
    assert own.source == f"{PUBLIC.source} + [calendar]"
    assert own.known_years[-1] == 2027
    assert count_period(date(2026, 12, 31), "1 day", own).rolled == date(2027, 1, 2)
    assert count_period(date(2021, 4, 15), "1 working day", own).nominal == date(2021, 4, 17)
    assert count_period(date(2027, 12, 31), "1 day", own).rolled is None
    assert own.day(date(2027, 1, 3)).reason == "weekend"
    assert own.day(date(2027, 1, 4)).working
    assert pickle.loads(pickle.dumps(own)) == own


def test_a_single_day_of_an_unknown_year_says_nothing_of_the_others() -> None:
    own = Calendar(rest=frozenset({date(2027, 1, 1)}))
    counted = count_period(date(2026, 12, 31), "1 day", own)
    assert (counted.rolled, counted.undetermined) == (None, date(2027, 1, 2))


def test_a_new_calendar_rebuilds_a_digest() -> None:
    plain, own = Settings("."), Settings(".", calendar=Calendar(years=frozenset({2099})))
    assert plain.digest() == Settings(".").digest() != own.digest()
