"""How a count is told: the rule it followed, the kinds of days, each step."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sphinx_digest.core.messages import Language
from sphinx_digest.core.model import Count, Record
from sphinx_digest.core.times.calendar import Calendar, Day
from sphinx_digest.core.times.counting import Counted, Role, Step
from sphinx_digest.core.times.replaced import replaced_words
from sphinx_digest.core.times.wording import ANCHOR_FIELDS, date_words, due_words, inferred_words

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


def last_day_words(deadline: Record, language: Language) -> str:
    """Say by when a deadline must be met, or when it is: a counted day first, marked as such.

    What was put off says so. How it was counted is told by ``how_words``.
    """
    words = _own_day_words(deadline, language)
    if said := ("，" if language == "zh" else "; ").join(replaced_words(deadline, language)):
        words += f"（{said}）" if language == "zh" else f" ({said})"
    return words


def _own_day_words(deadline: Record, language: Language) -> str:
    count, values = deadline.count, deadline.values
    chinese = language == "zh"
    if count is None or count.state == "event":
        return due_words(values, language, deadline.inferred)
    if count.nominal_end is None:
        why = lacking_words(count, values.get("from"), language)
        words = f"：止日定不下来，{why}" if chinese else f": end undetermined: {why}"
        return due_words(values, language, deadline.inferred) + words
    if (start := values.get("start", "published")) != "published":
        note = inferred_words(language) if "start" in deadline.inferred else ""
        first = date_words(start, language) + note
        day = f"{first} 至 {count.nominal_end}" if chinese else f"{first} to {count.nominal_end}"
    else:
        day = f"{count.nominal_end} 止" if chinese else f"until {count.nominal_end}"
    return day + mark_words(count, language)


def mark_words(count: Count, language: Language) -> str:
    """Mark a nominal end as computed, with its rolled end where that is another day."""
    chinese = language == "zh"
    said = ["推算" if chinese else "computed", moved_words(count, language)]
    inside = ("，" if chinese else "; ").join(filter(None, said))
    return f"（{inside}）" if chinese else f" ({inside})"


def moved_words(count: Count, language: Language) -> str:
    """Say to what day a nominal end moves; nothing of one that stays."""
    chinese = language == "zh"
    if count.rolled_end is None:
        return "是否顺延不知" if chinese else "may move"
    if count.rolled_end == count.nominal_end:
        return ""
    return f"顺延到 {count.rolled_end}" if chinese else f"moved to {count.rolled_end}"


def how_words(deadline: Record, language: Language) -> str:
    """Say what period was counted, from what day, how, and why it may not be known if it moves."""
    count, counted = deadline.count, counted_words(deadline, language)
    if count is None or count.nominal_end is None:
        return counted
    chinese = language == "zh"
    period = due_words(deadline.values, language, deadline.inferred)
    words = f"{period}：{counted}" if chinese else f"{_capital(period)}. {counted}"
    if why := count.unknown and lacking_words(count, None, language):
        words += f"是否顺延定不下来，{why}。" if chinese else f" It may move: {why}."
    return words


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def lacking_words(count: Count, origin: str | None, language: Language) -> str:
    """Say why an end is not known; nothing of one that is."""
    if count.unknown:
        return unknown_words(date.fromisoformat(count.unknown), language)
    if count.state != "undetermined":
        return ""
    field = ANCHOR_FIELDS.get(origin or "published", ANCHOR_FIELDS["published"])[language]
    return f"没有写明{field}" if language == "zh" else f"the {field} is not stated"


def counted_words(deadline: Record, language: Language) -> str:
    """Say how the end of a deadline's period is counted: from what day, how, by which calendar."""
    count, values = deadline.count, deadline.values
    if count is None:
        return ""
    chinese = language == "zh"
    manner = [_manner_words(count, language), _rolling_words(count, language)]
    said = [
        _anchor_words(count, values.get("from", "published"), language)
        + ("；" if chinese else "; ").join(filter(None, manner))
    ]
    if "except" in values:
        left = values["except"]
        said.append(f"“{left}”没有扣除" if chinese else f"Not taken off: {left}")
    if count.calendar:
        name = calendar_words(count.calendar, language)
        said.append(name)
    return "".join(f"{one}。" for one in said) if chinese else " ".join(f"{one}." for one in said)


def _anchor_words(count: Count, origin: str, language: Language) -> str:
    chinese = language == "zh"
    if count.anchor is None:
        return (
            "起算的那天未知，没有推算；那天不计入，"
            if chinese
            else "The start is not known, so nothing is computed; it is not counted, "
        )
    start = count.anchor
    field = ANCHOR_FIELDS[origin][language] if origin in ANCHOR_FIELDS else ""
    if not chinese:
        return f"From {start}{', the ' * bool(field)}{field}, which is not counted; "
    if origin == "dated":
        return f"按{field}推算，自 {start} 起，当天不计入，"
    return f"自 {start}{f'（{field}）' if field else ' '}起算，当天不计入，"


def _manner_words(count: Count, language: Language) -> str:
    chinese = language == "zh"
    if "working" in count.length:
        return (
            "只数工作日，含调休上班的周末"
            if chinese
            else "only working days are, with weekends worked for a holiday"
        )
    if "month" not in count.length and "year" not in count.length:
        return "中间的休息日照数" if chinese else "days of rest in between are"
    if not count.anchor or not count.nominal_end or count.anchor[-2:] == count.nominal_end[-2:]:
        return "止于对应的那一天" if chinese else "the end is the corresponding day"
    return (
        "没有对应的那一天，止于月末"
        if chinese
        else "the end is the month's last day, as none corresponds"
    )


def _rolling_words(count: Count, language: Language) -> str:
    if "working" in count.length or count.rolled_end == count.nominal_end is not None:
        return ""
    if count.rolled_end is None:
        return (
            "最后一天休息的，顺延到下一个工作日"
            if language == "zh"
            else "an end on a day of rest moves to the next working day"
        )
    return (
        f"{count.nominal_end} 休息，顺延到下一个工作日"
        if language == "zh"
        else f"{count.nominal_end} is a day of rest, so it moves to the next working day"
    )


def calendar_words(source: str, language: Language) -> str:
    """Say for a reader whose announcements of holidays a count went by."""
    own = " + " in source
    if language == "zh":
        return f"放假安排据国务院办公厅通知{'，另加本刊设置的日子' * own}"
    more = ", with days of this digest's own" * own
    return f"Holidays as the State Council announces them{more}"
