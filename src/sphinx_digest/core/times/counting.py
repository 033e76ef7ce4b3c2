"""Count periods as the law does: Civil Code, art. 200 to 204, and days of rest as announced.

The start day is not counted; months end on the corresponding day or the month's last; a last day
of rest moves to the next working day. Lengths are those of ``periods.read_length``.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from sphinx_digest.core.times.calendar import Calendar, Day, UndeterminedError

#: How a printed range agrees with the length printed beside it.
Fit = Literal[
    "first day counted",
    "first day not counted",
    "first day counted, end rolled",
    "first day not counted, end rolled",
    "neither",
    "undetermined",
]

#: What a day does in a count. "passed" is a day of rest between the nominal and the rolled end;
#: "unknown" the day that leaves the rest undetermined.
Role = Literal[
    "start", "counted", "skipped", "corresponding", "last of month", "passed", "rolled", "unknown"
]
_ONE_DAY = timedelta(1)


@dataclass(frozen=True, slots=True)
class Counted:
    """Both ends of a period, None where undetermined: ``undetermined`` is the day not known."""

    start: date
    length: str
    nominal: date | None
    rolled: date | None
    undetermined: date | None = None


@dataclass(frozen=True, slots=True)
class RangeCount:
    """How many days a printed range holds: with its first day, and without.

    Where working days are counted, ``made_up`` are days that are worked although weekends are
    not, ``holidays`` days that are not worked although weekdays are.
    """

    with_first: int
    without_first: int
    made_up: tuple[Day, ...] = ()
    holidays: tuple[Day, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One day of a count; ``number`` is that of a counted one, ``kind`` None where not known."""

    day: date
    role: Role
    kind: Day | None
    number: int | None = None


def count_period(start: date, length: str, calendar: Calendar) -> Counted:
    """Count a length from a day that is not counted itself."""
    nominal: date | None = None
    try:
        nominal = _nominal_end(start, length, calendar)
        return Counted(start, length, nominal, _rolled(nominal, calendar))
    except UndeterminedError as unknown:
        return Counted(start, length, nominal, None, unknown.day)


def fits_length(start: date, end: date, length: str, calendar: Calendar) -> Fit:
    """Say which way of counting gives a printed range of days, both ends included.

    The exact ends come first. "undetermined" only where an end might still fall on ``end``.
    """
    counted = _count_with_first_day(start, length, calendar)
    not_counted = count_period(start, length, calendar)
    if end == counted.nominal:
        return "first day counted"
    if end == not_counted.nominal:
        return "first day not counted"
    if end == counted.rolled:
        return "first day counted, end rolled"
    if end == not_counted.rolled:
        return "first day not counted, end rolled"
    unknown = (counted.undetermined, not_counted.undetermined)
    return "undetermined" if any(day and day <= end for day in unknown) else "neither"


def count_range(start: date, end: date, length: str, calendar: Calendar) -> RangeCount | None:
    """Count what a printed range holds, working days or days as its length has them.

    None where the calendar does not know a day of it; days of any kind need no calendar.
    """
    days = max(0, (end - start).days + 1)
    if _unit(length) != "working day":
        return RangeCount(days, max(0, days - 1))
    try:
        held = [calendar.day(start + timedelta(number)) for number in range(days)]
    except UndeterminedError:
        return None
    worked = [day.working for day in held]
    return RangeCount(
        sum(worked),
        sum(worked[1:]),
        tuple(day for day in held if day.working and _stands_out(day)),
        tuple(day for day in held if not day.working and _stands_out(day)),
    )


def _stands_out(day: Day) -> bool:
    """Say whether a day is worked although its weekday is not, or the other way round."""
    return day.working == (day.date.weekday() > 4) or day.reason == "holiday"


def explain(start: date, length: str, calendar: Calendar) -> tuple[Step, ...]:
    """Give the count of a period day by day, up to the rolled end or the day not known.

    Months and years show no days in between: they end on the day that corresponds. A day whose
    ``kind`` is None is in a year not announced.
    """
    counted = count_period(start, length, calendar)
    steps = [Step(start, "start", calendar.kind(start))]
    if _unit(length) == "working day":
        steps += _working_day_steps(counted, calendar)
    elif counted.nominal and _unit(length) in ("month", "year"):
        role: Role = "corresponding" if counted.nominal.day == start.day else "last of month"
        steps.append(Step(counted.nominal, role, calendar.kind(counted.nominal)))
    elif counted.nominal:
        for number in range(1, (counted.nominal - start).days + 1):
            day = start + timedelta(number)
            steps.append(Step(day, "counted", calendar.kind(day), number))
    return (*steps, *_rolling_steps(counted, calendar))


def _working_day_steps(counted: Counted, calendar: Calendar) -> Iterator[Step]:
    number = 0
    for day in _days_after(counted.start):
        kind = calendar.kind(day)
        if kind is None:
            yield Step(day, "unknown", None)
            return
        number += kind.working
        yield Step(
            day, "counted" if kind.working else "skipped", kind, number if kind.working else None
        )
        if day == counted.nominal:
            return


def _rolling_steps(counted: Counted, calendar: Calendar) -> Iterator[Step]:
    end = counted.rolled or counted.undetermined
    if counted.nominal is None or end is None:
        return
    for day in _days_after(counted.nominal):
        if day > end:
            return
        role: Role = "passed"
        if day == end:
            role = "rolled" if counted.rolled else "unknown"
        yield Step(day, role, calendar.kind(day))


def _amount(length: str) -> int:
    return int(length.partition(" ")[0])


def _unit(length: str) -> str:
    return length.partition(" ")[2].removesuffix("s")


def _nominal_end(start: date, length: str, calendar: Calendar) -> date:
    amount = _amount(length)
    match _unit(length):
        case "working day":
            return _after_working_days(start, amount, calendar)
        case "month":
            return _after_months(start, amount)
        case "year":
            return _after_months(start, 12 * amount)
        case "week":
            return _after_days(start, 7 * amount)
    return _after_days(start, amount)


def _count_with_first_day(start: date, length: str, calendar: Calendar) -> Counted:
    """Count with the start day as the first; a month ends before the day that corresponds."""
    nominal: date | None = None
    try:
        match _unit(length):
            case "month" | "year":
                after = _nominal_end(start, length, calendar)
                nominal = after - _ONE_DAY if after.day == start.day else after
            case "working day" if not calendar.day(start).working:
                nominal = _nominal_end(start, length, calendar)
            case "working day" if _amount(length) == 1:
                nominal = start
            case "working day":
                nominal = _after_working_days(start, _amount(length) - 1, calendar)
            case _:
                nominal = _nominal_end(start, length, calendar) - _ONE_DAY
        return Counted(start, length, nominal, _rolled(nominal, calendar))
    except UndeterminedError as unknown:
        return Counted(start, length, nominal, None, unknown.day)


def _after_days(start: date, days: int) -> date:
    try:
        return start + timedelta(days)
    except OverflowError:
        raise UndeterminedError(date.max) from None


def _after_months(start: date, months: int) -> date:
    years, month = divmod(start.month - 1 + months, 12)
    year = start.year + years
    if year > date.max.year:
        raise UndeterminedError(date.max)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def _after_working_days(start: date, days: int, calendar: Calendar) -> date:
    for day in _days_after(start):
        days -= calendar.day(day).working
        if not days:
            return day
    raise UndeterminedError(date.max)


def _rolled(nominal: date, calendar: Calendar) -> date:
    if calendar.day(nominal).working:
        return nominal
    return _after_working_days(nominal, 1, calendar)


def _days_after(start: date) -> Iterator[date]:
    day = start
    while day < date.max:
        day += _ONE_DAY
        yield day
