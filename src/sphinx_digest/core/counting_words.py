"""How a count is told: the rule it followed, the kinds of days, each step."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sphinx_digest.core.calendar import Calendar, Day
from sphinx_digest.core.counting import Counted, Role, Step
from sphinx_digest.core.messages import Language

_Words = Mapping[Language, str]

_WEEKDAYS: Mapping[Language, tuple[str, ...]] = {
    "zh": tuple(f"星期{day}" for day in "一二三四五六日"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_THROUGH: _Words = {
    "zh": "起算日不计入，期间的休息日照样计入；最后一天休息的，顺延到下一个工作日",
    "en": "the start day is not counted, days of rest in between are; "
    "an end on a day of rest moves to the next working day",
}
_CORRESPONDING: _Words = {
    "zh": "起算日不计入，止于对应的那一天，没有就止于月末；最后一天休息的，顺延到下一个工作日",
    "en": "the start day is not counted; the end is the corresponding day, or the month's last "
    "where there is none; an end on a day of rest moves to the next working day",
}
_WORKING: _Words = {
    "zh": "起算日不计入，只数工作日；调休上班的周末也是工作日",
    "en": "the start day is not counted, only working days are; "
    "weekends worked for a holiday are working days",
}
_ROLES: Mapping[Role, _Words] = {
    "start": {"zh": "起算日，不计入", "en": "start, not counted"},
    "skipped": {"zh": "不计入", "en": "not counted"},
    "corresponding": {"zh": "对应的那一天", "en": "the corresponding day"},
    "last of month": {
        "zh": "没有对应的那一天，止于月末",
        "en": "no corresponding day: the month's last",
    },
    "passed": {"zh": "顺延", "en": "passed over"},
    "rolled": {"zh": "下一个工作日", "en": "the next working day"},
}


def rule_words(length: str, language: Language) -> str:
    """Say by which rule a length is counted."""
    if "working" in length:
        return _WORKING[language]
    words = _CORRESPONDING if "month" in length or "year" in length else _THROUGH
    return words[language]


def weekday_words(day: date, language: Language) -> str:
    """Name the day of the week."""
    return _WEEKDAYS[language][day.weekday()]


def kind_words(kind: Day, language: Language) -> str:
    """Say why a day is worked or not; nothing of an ordinary weekday."""
    chinese = language == "zh"
    holiday = kind.holiday[language] if kind.holiday else ""
    match kind.reason:
        case "weekend":
            return "周末" if chinese else "weekend"
        case "holiday":
            return f"{holiday}放假" if chinese else holiday
        case "made-up":
            return f"{holiday}调休上班" if chinese else f"worked for {holiday}"
        case "setting" if kind.working:
            return "按设置上班" if chinese else "worked, by the settings"
        case "setting":
            return "按设置休息" if chinese else "day of rest, by the settings"
    return ""


def unknown_words(day: date, language: Language) -> str:
    """Say of a day that nobody has announced whether it is worked."""
    if language == "zh":
        return f"日历里没有 {day.year} 年的放假安排"
    return f"the calendar does not have the holidays of {day.year}"


def day_words(day: date, calendar: Calendar, language: Language) -> str:
    """Show a day with its day of the week and its kind."""
    kind = calendar.kind(day)
    notes = [
        weekday_words(day, language),
        kind_words(kind, language) if kind else unknown_words(day, language),
    ]
    inside = ("，" if language == "zh" else ", ").join(filter(None, notes))
    return f"{day}（{inside}）" if language == "zh" else f"{day} ({inside})"


def step_words(step: Step, counted: Counted, language: Language) -> str:
    """Tell what a step of a count does."""
    chinese = language == "zh"
    kind = kind_words(step.kind, language) if step.kind else unknown_words(step.day, language)
    if step.role == "unknown":
        role = "数不下去了" if chinese else "the count stops here"
    elif step.number is not None:
        unit = "working day" if "working" in counted.length else "day"
        role = f"第 {step.number} {'个工作日' if 'w' in unit else '天'}"
        role = role if chinese else f"{unit} {step.number}"
    else:
        role = _ROLES[step.role][language]
    return ("，" if chinese else ", ").join(filter(None, (kind, role)))
