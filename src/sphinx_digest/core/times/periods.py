"""Lengths of time and recurrences as editors write them, stored one way."""

from __future__ import annotations

import re

from sphinx_digest.core.errors import UnreadableError
from sphinx_digest.core.numerals import NUMERAL, fold, read_numeral

#: Written unit -> unit of the canonical form. A bare 月 is the name of a month, not a length.
_UNITS = {
    "个工作日": "working day", "工作日": "working day",
    "日": "day", "天": "day",
    "个自然日": "day", "自然日": "day", "个日历日": "day", "日历日": "day",
    "周": "week", "个星期": "week", "星期": "week",
    "个月": "month", "年": "year",
    "day": "day", "calendar day": "day", "natural day": "day",
    "working day": "working day", "business day": "working day", "workday": "working day",
    "week": "week", "month": "month", "year": "year",
    "D": "day", "W": "week", "M": "month", "Y": "year",
}  # fmt: skip
_ENGLISH_NUMBERS = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve"),
)
_ENGLISH_LENGTH = re.compile(
    rf"([0-9]+|an?(?=\s)|(?:{'|'.join(_ENGLISH_NUMBERS)})(?=[\s-]))[\s-]*([a-z]+(?:\s+[a-z]+)?)",
    re.IGNORECASE,
)
_ISO_LENGTH = re.compile(r"P([0-9]{1,4})([DWMY])")
_CHINESE_LENGTH = re.compile(
    rf"(半|{NUMERAL}{{1,7}})\s*(个?\s*[工自日星月周年天][^\s内]{{0,2}}?)\s*(?:之内|以内|内)?"
)


def read_length(text: str) -> str:
    """Read ``10 working days``, ``10 个工作日``, ``P15D`` or ``半年`` as ``10 working days`` …"""
    folded = fold(text.strip())
    if match := _ISO_LENGTH.fullmatch(folded):
        count, unit = int(match[1]), _UNITS[match[2]]
    elif match := _ENGLISH_LENGTH.fullmatch(folded):
        count, unit = _english_count(match[1].lower()), _english_unit(match[2])
    elif match := _CHINESE_LENGTH.fullmatch(folded):
        count, unit = _chinese_length(match[1], re.sub(r"\s", "", match[2]))
    else:
        count, unit = 0, ""
    if not unit:
        raise UnreadableError("DGT105", {"value": text})
    if not 0 < count < 10000:
        raise UnreadableError("DGT105", {"value": text}, "help_count")
    return f"{count} {unit}{'' if count == 1 else 's'}"


def _english_count(written: str) -> int:
    if written.isdigit():
        return int(written[:9])
    if written in ("a", "an"):
        return 1
    return _ENGLISH_NUMBERS.index(written) + 1 if written in _ENGLISH_NUMBERS else 0


def _english_unit(written: str) -> str:
    unit = " ".join(written.lower().split())
    return _UNITS.get(unit.removesuffix("s"), "") if len(unit) > 1 else ""


def _chinese_length(count: str, unit: str) -> tuple[int, str]:
    if count == "半":  # half a month is 15 days to some and two weeks to others
        return (6, "month") if unit == "年" else (0, "")
    return read_numeral(count) or 0, _UNITS.get(unit, "")


# RFC 5545, section 3.3.10: the parts of a rule in the order they are stored, with the
# largest number each takes; None for a part that is not a list of numbers.
_FREQUENCIES = ("SECONDLY", "MINUTELY", "HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY")
_PARTS: dict[str, tuple[int, int] | None] = {
    "FREQ": None, "UNTIL": None, "COUNT": None, "INTERVAL": None,
    "BYMONTH": (1, 12), "BYWEEKNO": (-53, 53), "BYYEARDAY": (-366, 366), "BYMONTHDAY": (-31, 31),
    "BYDAY": None, "BYHOUR": (0, 23), "BYMINUTE": (0, 59), "BYSECOND": (0, 60),
    "BYSETPOS": (-366, 366), "WKST": None,
}  # fmt: skip
_SIGNED = {"BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYSETPOS"}
_WEEKDAYS = "MO|TU|WE|TH|FR|SA|SU"
_FORMS = {
    "FREQ": re.compile("|".join(_FREQUENCIES)),
    "UNTIL": re.compile(r"[0-9]{4}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
                        r"(?:T(?:[01][0-9]|2[0-3])[0-5][0-9][0-5][0-9]Z?)?"),
    "COUNT": re.compile(r"[1-9][0-9]{0,5}"),
    "INTERVAL": re.compile(r"[1-9][0-9]{0,5}"),
    "BYDAY": re.compile(
        rf"(?:[+-]?(?:[1-9]|[1-4][0-9]|5[0-3]))?(?:{_WEEKDAYS})"
        rf"(?:,(?:[+-]?(?:[1-9]|[1-4][0-9]|5[0-3]))?(?:{_WEEKDAYS}))*"
    ),
    "WKST": re.compile(_WEEKDAYS),
}  # fmt: skip

_PHRASES = {
    "每天": "FREQ=DAILY", "每日": "FREQ=DAILY", "daily": "FREQ=DAILY",
    "每个工作日": "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
    "每周": "FREQ=WEEKLY", "每星期": "FREQ=WEEKLY", "weekly": "FREQ=WEEKLY",
    "每月": "FREQ=MONTHLY", "每个月": "FREQ=MONTHLY", "monthly": "FREQ=MONTHLY",
    "每月底": "FREQ=MONTHLY;BYMONTHDAY=-1", "每月末": "FREQ=MONTHLY;BYMONTHDAY=-1",
    "每月最后一日": "FREQ=MONTHLY;BYMONTHDAY=-1", "每月最后一天": "FREQ=MONTHLY;BYMONTHDAY=-1",
    "每季度": "FREQ=MONTHLY;INTERVAL=3", "每个季度": "FREQ=MONTHLY;INTERVAL=3",
    "每季": "FREQ=MONTHLY;INTERVAL=3", "quarterly": "FREQ=MONTHLY;INTERVAL=3",
    "每季度第一月": "FREQ=YEARLY;BYMONTH=1,4,7,10",
    "每季度第一个月": "FREQ=YEARLY;BYMONTH=1,4,7,10",
    "每季度首月": "FREQ=YEARLY;BYMONTH=1,4,7,10",
    "每季度最后一月": "FREQ=YEARLY;BYMONTH=3,6,9,12",
    "每季度最后一个月": "FREQ=YEARLY;BYMONTH=3,6,9,12",
    "每季度末月": "FREQ=YEARLY;BYMONTH=3,6,9,12",
    "每季度最后一日": "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1",
    "每季度最后一天": "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1",
    "每季度末": "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1",
    "每季度底": "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1",
    "每季末": "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1",
    "每半年": "FREQ=MONTHLY;INTERVAL=6",
    "每年底": "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=-1",
    "每年末": "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=-1",
    "每年": "FREQ=YEARLY", "yearly": "FREQ=YEARLY", "annually": "FREQ=YEARLY",
}  # fmt: skip
_EACH_WEEK = re.compile(r"每(?:周|星期)([一二三四五六日天])")
_EACH_MONTH = re.compile(rf"每月({NUMERAL}{{1,3}})[日号]")
_EACH_YEAR = re.compile(rf"每年({NUMERAL}{{1,3}})月(?:({NUMERAL}{{1,3}})[日号]|(底|末))?")


def read_recurrence(text: str) -> str:
    """Read an RRULE of RFC 5545 or a phrase such as 每月 or 每季度最后一月, as an RRULE."""
    folded = re.sub(r"\s", "", fold(text))
    rule = _PHRASES.get(folded.lower()) or _read_phrase(folded)
    rule = rule or folded.upper().removeprefix("RRULE:")
    parts = dict(part.split("=", 1) for part in rule.split(";") if "=" in part)
    if len(parts) != rule.count(";") + 1 or not _is_rule(parts):
        raise UnreadableError("DGT106", {"value": text})
    return ";".join(f"{name}={parts[name]}" for name in _PARTS if name in parts)


def _read_phrase(folded: str) -> str | None:
    if match := _EACH_WEEK.fullmatch(folded):
        day = _WEEKDAYS.split("|")["一二三四五六日".index(match[1].replace("天", "日"))]
        return f"FREQ=WEEKLY;BYDAY={day}"
    if match := _EACH_MONTH.fullmatch(folded):
        return f"FREQ=MONTHLY;BYMONTHDAY={read_numeral(match[1])}"
    if match := _EACH_YEAR.fullmatch(folded):
        rule = f"FREQ=YEARLY;BYMONTH={read_numeral(match[1])}"
        last = "-1" if match[3] else str(read_numeral(match[2])) if match[2] else ""
        return f"{rule};BYMONTHDAY={last}" if last else rule
    return None


def _is_rule(parts: dict[str, str]) -> bool:
    """Check the names and ranges of a rule, and what RFC 5545 forbids to stand together."""
    frequency = parts.get("FREQ", "")
    names = parts.keys()
    return (
        "FREQ" in names
        and names <= _PARTS.keys()
        and all(_fits(name, value) for name, value in parts.items())
        and not {"COUNT", "UNTIL"} <= names
        and not ("BYWEEKNO" in names and frequency != "YEARLY")
        and not ("BYYEARDAY" in names and frequency in ("DAILY", "WEEKLY", "MONTHLY"))
        and not ("BYMONTHDAY" in names and frequency == "WEEKLY")
        and not (
            re.search("[0-9]", parts.get("BYDAY", ""))
            and (frequency not in ("MONTHLY", "YEARLY") or "BYWEEKNO" in names)
        )
        and not ("BYSETPOS" in names and not any(
            name.startswith("BY") for name in names - {"BYSETPOS"}
        ))
    )  # fmt: skip


def _fits(name: str, value: str) -> bool:
    bounds = _PARTS[name]
    if bounds is None:
        return _FORMS[name].fullmatch(value) is not None
    low, high = bounds
    return all(
        re.fullmatch(r"[+-]?[0-9]{1,3}" if name in _SIGNED else r"[0-9]{1,2}", number)
        and low <= int(number) <= high
        and (name not in _SIGNED or int(number) != 0)
        for number in value.split(",")
    )
