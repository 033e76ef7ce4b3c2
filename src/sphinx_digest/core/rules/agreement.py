"""Whether a field and a wording say the same day, time or length."""

from __future__ import annotations

from datetime import date, timedelta

from sphinx_digest.core.model import Notice, Record
from sphinx_digest.core.rules.days import written_day
from sphinx_digest.core.times.dates import first_day, last_day
from sphinx_digest.core.times.written_times import WrittenTime

ONE_DAY = timedelta(1)


def in_year_of(time: WrittenTime, value: str) -> date:
    """Give the last day of a wording, in the year of a value where it has none of its own."""
    last = time.last or ""
    return last_day(value[:4] + last[4:] if time.inferred and last[5:10] != "02-29" else last)


def agrees(value: str, written: str, inferred: bool) -> bool:
    """Say whether two values may be one day; where both have a time, the same time."""
    if inferred and written[5:10] != "02-29":
        written = value[:4] + written[4:]
    if "T" in value and "T" in written:
        return value[:16] == written[:16]
    if written[10:16] == "T00:00" and last_day(written) - last_day(value) == ONE_DAY:
        return True  # midnight belongs to the day that ends
    return first_day(value) <= last_day(written) and first_day(written) <= last_day(value)


def lies_within(value: str, time: WrittenTime) -> bool:
    """Say whether a value may lie in a range."""
    assert time.first and time.last
    return first_day(time.first) <= last_day(value) and first_day(value) <= last_day(time.last)


def same_length(one: str, other: str | None) -> bool:
    """Say whether two lengths are one: two weeks are 14 days."""
    return other is not None and _in_days(one) == _in_days(other)


def _in_days(length: str) -> tuple[int, str]:
    amount, _, unit = length.partition(" ")
    unit = unit.removesuffix("s")
    factor, of = {"week": (7, "day"), "year": (12, "month")}.get(unit, (1, unit))
    return factor * int(amount), of


def anchor_days(anchor: str | None, notice: Notice, deadline: Record) -> list[date]:
    """Give the days that a length may be counted from; none where that is not said."""
    if anchor is None:
        return []
    if anchor not in ("published", "dated", "effective"):
        return [date.fromisoformat(anchor)]
    names = ("published", "dated") if anchor != "effective" else ("effective",)
    days = [written_day(notice.record, name) for name in names]
    days.append(written_day(deadline, "start"))
    return [day for day in days if day] if days[0] else []
