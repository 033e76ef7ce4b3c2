"""``sphinx-digest when``: the day on which a period ends, and how it was counted."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from sphinx_digest.cli.words import (
    Say,
    UsageError,
    finding_words,
    read_argument,
    reader_language,
    speaker,
)
from sphinx_digest.core.messages import Language, message_language
from sphinx_digest.core.model import Diagnostic
from sphinx_digest.core.reports.entry import relative
from sphinx_digest.core.settings import read_settings
from sphinx_digest.core.times.calendar import Calendar
from sphinx_digest.core.times.counting import Counted, count_period, explain
from sphinx_digest.core.times.counting_words import (
    day_words,
    rule_words,
    step_words,
    unknown_words,
    weekday_words,
)
from sphinx_digest.core.times.dates import read_date
from sphinx_digest.core.times.periods import read_length
from sphinx_digest.core.times.wording import length_words


def run(arguments: argparse.Namespace) -> int:
    """Count the period and print both of its ends."""
    wanted: str | None = arguments.language
    language = message_language(wanted) if wanted else reader_language(arguments.config)
    length = read_argument(read_length, " ".join(arguments.length), "LENGTH", language)
    start = date.fromisoformat(read_argument(read_date, arguments.start, "--from", language))
    calendar = _calendar(arguments.config, language)
    counted = count_period(start, length, calendar)
    print("\n".join(_answer(counted, calendar, language)))
    if arguments.explain:
        print("\n".join(("", *_steps(counted, calendar, language))))
    return 0


def _calendar(config: Path | None, language: Language) -> Calendar:
    """Give the calendar of the digest; a day that cannot be read is no day to leave out."""
    if config and not config.is_file():
        say = speaker(language)
        raise UsageError(say(f"没有设置文件“{config}”。", f"there is no file “{config}”."))
    settings, problems = read_settings(config or Path.cwd())
    wrong = [problem for problem in problems if _concerns_days(problem)]
    if wrong:
        raise UsageError("\n".join(_located(problem, language) for problem in wrong))
    return settings.calendar


def _concerns_days(problem: Diagnostic) -> bool:
    name = problem.values.get("name", "calendar")  # without a name: the whole file, or a day
    return name.partition(".")[0] == "calendar"


def _located(problem: Diagnostic, language: Language) -> str:
    span = problem.place.span
    file = relative(problem.place.file, Path.cwd())
    return f"{file}:{span.line}:{span.column}: {finding_words(problem, language)}"


def _answer(counted: Counted, calendar: Calendar, language: Language) -> Iterator[str]:
    say = speaker(language)
    length = length_words(counted.length, language)
    start = day_words(counted.start, calendar, language)
    yield say(f"{length}，从 {start}起算", f"{length} from {start}")
    colon = say("：", ": ")
    yield say("数到", "Nominal end") + colon + _end(counted.nominal, counted, calendar, language)
    rolled = _end(counted.rolled, counted, calendar, language)
    if counted.rolled and counted.rolled == counted.nominal:
        rolled += say("，不用顺延", ", the same")
    yield say("顺延后", "Rolled end") + colon + rolled
    yield say("怎么数", "Counted") + colon + rule_words(counted.length, language)
    years = _years(calendar, say)
    yield say("日历", "Calendar") + colon + calendar.source + say(f"，{years}", f", {years}")
    if counted.undetermined:
        yield say(
            "知道那一年怎么放假的，写进 digest.toml 的 [calendar]。",
            "Where the holidays of that year are known, give them in [calendar] of digest.toml.",
        )


def _end(day: date | None, counted: Counted, calendar: Calendar, language: Language) -> str:
    if day:
        return day_words(day, calendar, language)
    assert counted.undetermined is not None
    why = unknown_words(counted.undetermined, language)
    return speaker(language)(f"定不下来，{why}", f"undetermined: {why}")


def _steps(counted: Counted, calendar: Calendar, language: Language) -> Iterator[str]:
    say = speaker(language)
    width = say("", "Wednesday")  # the longest name; Chinese ones are all as long
    for step in explain(counted.start, counted.length, calendar):
        weekday = weekday_words(step.day, language).ljust(len(width))
        yield f"  {step.day} {weekday}  {step_words(step, counted, language)}"


def _years(calendar: Calendar, say: Say) -> str:
    """Name the years that the calendar knows, as ranges."""
    ranges: list[list[int]] = []
    for year in calendar.known_years:
        if ranges and year == ranges[-1][1] + 1:
            ranges[-1][1] = year
        else:
            ranges.append([year, year])
    words = [str(a) if a == b else f"{a}–{b}" for a, b in ranges]
    return say("、".join(words) + " 年", ", ".join(words))
