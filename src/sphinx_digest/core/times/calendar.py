"""Which days are worked: the announced calendar of China, and what the settings add to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from sphinx_digest.core.messages import Language

#: Why a day is worked or not; "made-up" is a weekend worked for a holiday (调休).
Reason = Literal["weekday", "weekend", "holiday", "made-up", "setting"]
_Names = Mapping[Language, str]

#: Worked for the New Year of 2006 (国办发明电〔2005〕35号); the package has it as a Saturday.
_MADE_UP_BESIDES = {date(2005, 12, 31): "New Year's Day"}


class UndeterminedError(Exception):
    """Say that nobody has announced whether ``day`` is worked."""

    def __init__(self, day: date) -> None:
        super().__init__(day.isoformat())
        self.day = day


@dataclass(frozen=True, slots=True)
class Day:
    """A day that is worked or not, with the reason and the holiday's name by language."""

    date: date
    working: bool
    reason: Reason
    holiday: _Names | None = None


@dataclass(frozen=True, slots=True)
class Calendar:
    """The announced calendar with days that a project adds or corrects.

    ``years`` are those outside the announced ones that ``working`` and ``rest`` give in full.
    """

    working: frozenset[date] = frozenset()
    rest: frozenset[date] = frozenset()
    years: frozenset[int] = frozenset()

    def day(self, day: date) -> Day:
        """Say whether a day is worked and why; raise UndeterminedError where it is not known."""
        if day in self.working:
            return Day(day, True, "setting")
        if day in self.rest:
            return Day(day, False, "setting")
        announced = _announced()
        if day.year not in announced.years and day.year not in self.years:
            raise UndeterminedError(day)
        if day in announced.made_up:
            return Day(day, True, "made-up", announced.made_up[day])
        if day in announced.holidays:
            return Day(day, False, "holiday", announced.holidays[day])
        weekend = day.weekday() > 4
        return Day(day, not weekend, "weekend" if weekend else "weekday")

    def kind(self, day: date) -> Day | None:
        """Give the day as ``day`` does, None where it is not known."""
        try:
            return self.day(day)
        except UndeterminedError:
            return None

    @property
    def source(self) -> str:
        """Name the calendar: the package with its version, and the settings where they add."""
        adds = self.working or self.rest or self.years
        return _announced().source + (" + [calendar]" if adds else "")

    @property
    def known_years(self) -> tuple[int, ...]:
        """Give the years in which every day is known."""
        return tuple(sorted(_announced().years | self.years))


@dataclass(frozen=True, slots=True)
class _Announced:
    source: str
    years: frozenset[int]
    holidays: Mapping[date, _Names]
    made_up: Mapping[date, _Names]


@cache
def _announced() -> _Announced:
    # Imported late: whoever counts no days need not wait for the package.
    import chinese_calendar

    names: dict[str, _Names] = {
        holiday.value: {"zh": holiday.chinese, "en": holiday.value}
        for holiday in chinese_calendar.Holiday
    }
    # A year is known once its National Day is: notices move days of the year before, too.
    years = {day.year for day in chinese_calendar.holidays if (day.month, day.day) == (10, 1)}
    made_up = {**chinese_calendar.workdays, **_MADE_UP_BESIDES}
    return _Announced(
        f"chinesecalendar {chinese_calendar.__version__}",
        frozenset(years),
        {day: names[name] for day, name in chinese_calendar.holidays.items()},
        {day: names[name] for day, name in made_up.items()},
    )
