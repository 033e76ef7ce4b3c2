"""How values are shown to readers, in Chinese and English: dates, lengths, what is due when."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any

from sphinx_digest.core.messages import Language

_UNITS: Mapping[str, tuple[str, str]] = {
    "day": ("日", "day"),
    "week": ("周", "week"),
    "month": ("个月", "month"),
    "year": ("年", "year"),
    "working day": ("个工作日", "working day"),
}
_ANCHORS: Mapping[str, tuple[str, str]] = {
    "published": ("发布之日", "publication"),
    "dated": ("成文之日", "the date of the document"),
    "effective": ("施行之日", "coming into force"),
}
#: What a period may be counted from, as the fields of a notice are called in a sentence.
ANCHOR_FIELDS: Mapping[str, Mapping[Language, str]] = {
    "published": {"zh": "发布日期", "en": "day of publication"},
    "dated": {"zh": "成文日期", "en": "date of the document"},
    "effective": {"zh": "施行日期", "en": "day it comes into force"},
}
_QUARTERS = "一二三四"
_WEEKDAYS: Mapping[str, tuple[str, str]] = {
    "MO": ("一", "Monday"), "TU": ("二", "Tuesday"), "WE": ("三", "Wednesday"),
    "TH": ("四", "Thursday"), "FR": ("五", "Friday"), "SA": ("六", "Saturday"),
    "SU": ("日", "Sunday"),
}  # fmt: skip
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def date_words(value: str, language: Language) -> str:
    """Show a canonical date: ISO for days, words for months, quarters and years."""
    if value == "unknown":
        return "原文未写明" if language == "zh" else "not stated"
    if match := re.fullmatch(r"([0-9]{4})-Q([1-4])", value):
        year, quarter = match[1], int(match[2])
        if language == "zh":
            return f"{year} 年第{_QUARTERS[quarter - 1]}季度"
        return f"Q{quarter} {year}"
    if match := re.fullmatch(r"([0-9]{4})-([0-9]{2})", value):
        return f"{match[1]} 年 {int(match[2])} 月" if language == "zh" else value
    if re.fullmatch(r"[0-9]{4}", value):
        return f"{value} 年" if language == "zh" else value
    if match := re.fullmatch(r"([0-9-]{10})T([0-9]{2}:[0-9]{2})(?::00)?(?:[+-][0-9:]+|Z)?", value):
        return f"{match[1]} {match[2]}"
    return value


_PLAIN = re.compile(
    r"(?:[0-9\s年月日号时点分至到~～/.:：T+–—-]|\bto\b)+"
    r"|(?:具体)?(?:时间)?(?:另行通知|待定)|to be announced|TBA",
    re.IGNORECASE,
)


def is_plain(text: str) -> bool:
    """Say whether a wording is nothing but days, times or a range of them, or that it is open."""
    return _PLAIN.fullmatch(text) is not None


def range_words(start: str, end: str, language: Language) -> str:
    """Show a range, both ends included; a time on the same day is not given its day again."""
    first, last = date_words(start, language), date_words(end, language)
    if first[:10] == last[:10] and len(first) == len(last) == 16:
        return f"{first}–{last[11:]}"
    return f"{first} 至 {last}" if language == "zh" else f"{first} to {last}"


def interval_words(value: str, language: Language) -> str:
    """Show a period such as ``2021-04-10/2021-04-16``."""
    start, _, end = value.partition("/")
    return range_words(start, end, language)


def length_words(value: str, language: Language) -> str:
    """Show a length such as ``10 working days``."""
    match = re.fullmatch(r"([0-9]+) (day|week|month|year|working day)s?", value)
    if match is None:
        return value
    chinese, english = _UNITS[match[2]]
    count = int(match[1])
    if language == "zh":
        return f"{count} {chinese}"
    return f"{count} {english}{'' if count == 1 else 's'}"


def within_words(values: Mapping[str, Any], language: Language, note: str = "") -> str:
    """Show a period and what it is counted from: 自发布之日起 1 个月.

    ``note`` stands beside a day that it is counted from.
    """
    length = length_words(values["within"], language)
    anchor = values.get("from", "published")
    if anchor == "event":
        anchor_words = values.get("event", "")
        if language == "zh":
            return f"自{anchor_words}起 {length}内"
        return f"within {length} from: {anchor_words}"
    chinese, english = _ANCHORS.get(anchor, (anchor, anchor))
    if language == "zh":
        start = chinese if anchor in _ANCHORS else f" {chinese}{note or ' '}"
        return f"自{start}起 {length}"
    return f"within {length} from {english}{note}"


_EVERY: Mapping[tuple[str, str], tuple[str, str]] = {
    ("DAILY", "1"): ("每天", "every day"),
    ("WEEKLY", "1"): ("每周", "every week"),
    ("MONTHLY", "1"): ("每月", "every month"),
    ("MONTHLY", "3"): ("每季度", "every quarter"),
    ("MONTHLY", "6"): ("每半年", "every half-year"),
    ("YEARLY", "1"): ("每年", "every year"),
}
_PERIODS = {"DAILY": ("天", "days"), "WEEKLY": ("周", "weeks"), "MONTHLY": ("个月", "months"),
            "YEARLY": ("年", "years")}  # fmt: skip


def recurrence_words(rule: str, language: Language) -> str:
    """Show a recurrence rule; one with parts that have no words of ours is shown as it is."""
    parts = dict(part.partition("=")[::2] for part in rule.split(";"))
    frequency, interval = parts.pop("FREQ", ""), parts.pop("INTERVAL", "1")
    months, days = parts.pop("BYMONTH", ""), parts.pop("BYMONTHDAY", "")
    weekdays = [day for day in parts.pop("BYDAY", "").split(",") if day]
    if parts or frequency not in _PERIODS or not all(day in _WEEKDAYS for day in weekdays):
        return rule
    chinese = language == "zh"
    unit, plural = _PERIODS[frequency]
    named = _EVERY.get(
        (frequency, interval), (f"每 {interval} {unit}", f"every {interval} {plural}")
    )
    words = named[not chinese]
    if months and chinese:
        words += f" {months.replace(',', '、')} 月"
    elif months:
        words += f" in {', '.join(_MONTHS[int(month) - 1] for month in months.split(','))}"
    if weekdays:
        plain = chinese and words == "每周"
        names = ("、" if chinese else ", ").join(_WEEKDAYS[day][not chinese] for day in weekdays)
        words += names if plain else f"的周{names}" if chinese else f" on {names}"
    if days == "-1":
        words += "最后一日" if chinese else ", last day"
    elif days:
        words += f" {days.replace(',', '、')} 日" if chinese else f", day {days.replace(',', ', ')}"
    return words


def inferred_words(language: Language) -> str:
    """Say beside a date that its year was not written."""
    return "（年份按本期推定）" if language == "zh" else " (year inferred from the issue)"


def behind(day: str, word: str) -> str:
    """Put a Chinese word behind a day: a space only parts it from a figure."""
    return f"{day} {word}" if day[-1:].isascii() else f"{day}{word}"


def due_words(values: Mapping[str, Any], language: Language, inferred: Collection[str] = ()) -> str:
    """Say what a deadline knows of its time; ``inferred`` names dates whose year was not written.

    The end that was computed from a period is worded by ``counting_words``.
    """
    chinese = language == "zh"
    words: list[str] = []
    notes = {name: inferred_words(language) if name in inferred else "" for name in values}
    start, end = values.get("start"), values.get("end")
    if start == "published":
        start_words = "发布之日" if chinese else "publication"
        if end:
            last = date_words(end, language) + notes["end"]
            words.append(f"{start_words}至 {last}" if chinese else f"{start_words} to {last}")
        elif "within" not in values or values.get("from", "published") != "published":
            words.append(f"自{start_words}起" if chinese else f"from {start_words}")
    elif start and end and notes["start"] and not notes["end"]:
        first, last = date_words(start, language), date_words(end, language)
        joint = "至 " if chinese else " to "
        words.append(f"{first}{notes['start']}{joint}{last}")
    elif start and end:
        words.append(range_words(start, end, language) + notes["end"])
    elif end:
        last = date_words(end, language)
        words.append((behind(last, "止") if chinese else f"until {last}") + notes["end"])
    elif start:
        first = date_words(start, language)
        words.append((behind(first, "起") if chinese else f"from {first}") + notes["start"])
    if "on" in values:
        words.append(date_words(values["on"], language) + notes["on"])
    if "within" in values:
        words.append(within_words(values, language, notes.get("from", "")))
    elif "event" in values:
        words.append(f"{values['event']}前" if chinese else f"before: {values['event']}")
    if "every" in values:
        words.append(recurrence_words(values["every"], language))
    if values.get("status") == "tba":
        words.append("时间另行通知" if chinese else "date to be announced")
    return "；".join(words) if chinese else "; ".join(words)
