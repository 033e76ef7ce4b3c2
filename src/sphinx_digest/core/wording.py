"""How values are shown to readers, in Chinese and English: dates, lengths, what is due when."""

from __future__ import annotations

import re
from collections.abc import Mapping
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
_QUARTERS = "一二三四"
_WEEKDAYS = {"MO": "一", "TU": "二", "WE": "三", "TH": "四", "FR": "五", "SA": "六", "SU": "日"}


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


def within_words(values: Mapping[str, Any], language: Language) -> str:
    """Show a period and what it is counted from: 自发布之日起 1 个月."""
    length = length_words(values["within"], language)
    anchor = values.get("from", "published")
    if anchor == "event":
        anchor_words = values.get("event", "")
        if language == "zh":
            return f"自{anchor_words}起 {length}内"
        return f"within {length} from: {anchor_words}"
    chinese, english = _ANCHORS.get(anchor, (anchor, anchor))
    if language == "zh":
        return f"自{chinese}起 {length}" if anchor in _ANCHORS else f"自 {chinese} 起 {length}"
    return f"within {length} from {english}"


def recurrence_words(rule: str, language: Language) -> str:
    """Show a recurrence rule; parts without words of ours are shown as they are."""
    parts = dict(part.partition("=")[::2] for part in rule.split(";"))
    frequency = parts.pop("FREQ", "")
    months = parts.pop("BYMONTH", "")
    days = parts.pop("BYMONTHDAY", "")
    weekdays = parts.pop("BYDAY", "")
    interval = parts.pop("INTERVAL", "1")
    if parts or not (not weekdays or all(day in _WEEKDAYS for day in weekdays.split(","))):
        return rule
    if language == "en":
        unit = {"DAILY": "day", "WEEKLY": "week", "MONTHLY": "month", "YEARLY": "year"}
        words = f"every {unit.get(frequency, rule)}" if interval == "1" else rule
        if months and frequency == "YEARLY":
            words += f", months {months.replace(',', ', ')}"
        if days:
            words += ", last day" if days == "-1" else f", day {days}"
        return words if not weekdays else f"{words} on {weekdays}"
    unit = {"DAILY": "天", "WEEKLY": "周", "MONTHLY": "月", "YEARLY": "年"}
    if frequency not in unit:
        return rule
    words = f"每{unit[frequency]}" if interval == "1" else f"每 {interval} {unit[frequency]}"
    if months:
        words += f" {months.replace(',', '、')} 月"
    if weekdays:
        words += "、".join(_WEEKDAYS[day] for day in weekdays.split(","))
    if days:
        words += "最后一日" if days == "-1" else f" {days} 日"
    return words


def due_words(values: Mapping[str, Any], language: Language) -> str:
    """Say what a deadline knows of its time, in the reader's words."""
    chinese = language == "zh"
    words: list[str] = []
    start, end = values.get("start"), values.get("end")
    if start == "published":
        start_words = "发布之日" if chinese else "publication"
        if end:
            last = date_words(end, language)
            words.append(f"{start_words}至 {last}" if chinese else f"{start_words} to {last}")
        else:
            words.append(f"自{start_words}起" if chinese else f"from {start_words}")
    elif start and end:
        words.append(range_words(start, end, language))
    elif end:
        last = date_words(end, language)
        words.append(f"{last} 止" if chinese else f"until {last}")
    elif start:
        first = date_words(start, language)
        words.append(f"{first} 起" if chinese else f"from {first}")
    if "on" in values:
        words.append(date_words(values["on"], language))
    if "within" in values:
        words.append(within_words(values, language))
    elif "event" in values:
        words.append(f"{values['event']}前" if chinese else f"before: {values['event']}")
    if "every" in values:
        words.append(recurrence_words(values["every"], language))
    if values.get("status") == "tba":
        words.append("时间另行通知" if chinese else "date to be announced")
    return "；".join(words) if chinese else "; ".join(words)
