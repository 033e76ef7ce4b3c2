"""Digests for the calendar, and readers of calendars that are not our own writer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import icalendar

from sphinx_digest.core.exports.ics import Calendar, events_of, to_ics
from sphinx_digest.core.settings.events import EventSettings
from sphinx_digest.core.times.calendar import Calendar as WorkingDays


def deadline(id_: str = "d", title: str = "填报", **values: Any) -> dict[str, Any]:
    named = {name.rstrip("_"): value for name, value in values.items()}
    return {"id": id_, "title": title, "anchor": id_, "contacts": [], **named}


def day(due: str, **values: Any) -> dict[str, Any]:
    """Make a deadline that ends on a day."""
    return deadline(**{"end": due, "due": due, "precision": "day", **values})


def notice(*deadlines: Mapping[str, Any], **values: Any) -> dict[str, Any]:
    return {
        "id": "n", "title": "关于备案的通知", "issuers": ["示例局"], "published": "2021-04-07",
        "page_url": "https://www.example.org/digest/158.html", "anchor": "n", "attachments": [],
        "cites": [], "cited_by": [], "body": {"markup": "myst", "source": ""},
        "deadlines": list(deadlines), "contacts": [], **values,
    }  # fmt: skip


def digest(*notices: Mapping[str, Any], **values: Any) -> dict[str, Any]:
    issue = {
        "id": "issue-158", "number": 158, "title": "第 158 期", "published": "2021-04-16",
        "period": {"start": "2021-04-10", "end": "2021-04-16"}, "docname": "158",
        "page_url": "https://www.example.org/digest/158.html", "parts": [],
        "notices": list(notices),
    }  # fmt: skip
    return {
        "format_version": 1, "title": "科技信息周报", "language": "zh_CN",
        "timezone": "Asia/Shanghai", "base_url": "https://www.example.org/digest/",
        "issues": [issue], **values,
    }  # fmt: skip


def calendar(*deadlines: Mapping[str, Any], **values: Any) -> Calendar:
    """Make the calendar of one notice."""
    whole = values.pop("digest", {})
    settings = values.pop("settings", EventSettings())
    made = digest(notice(*deadlines, **values), **whole)
    return to_ics(made, events_of(made, settings, WorkingDays()))


def lines(data: bytes) -> list[str]:
    """Unfold by the letter of RFC 5545, and check what it demands of every line."""
    assert data.endswith(b"\r\n")
    physical = data.split(b"\r\n")[:-1]
    for line in physical:
        assert len(line) <= 75
        assert b"\r" not in line
        assert b"\n" not in line
        line.decode()  # no character is cut in two
        assert not set(line) & ({*range(0x20), 0x7F} - {0x09})
    return data.replace(b"\r\n ", b"").decode().split("\r\n")[:-1]


def events(data: bytes) -> list[dict[str, str]]:
    """Give the properties of each event by their names, parameters kept apart by a semicolon."""
    found: list[dict[str, str]] = []
    inside: list[str] = []
    for line in lines(data):
        name, _, value = line.partition(":")
        if name == "BEGIN":
            inside.append(value)
            if value == "VEVENT":
                found.append({})
        elif name == "END":
            assert inside.pop() == value
        elif inside[-1] == "VEVENT":
            found[-1][name] = value
        elif inside[-1] == "VALARM":
            found[-1][f"ALARM {name}"] = f"{found[-1].get(f'ALARM {name}', '')} {value}".strip()
    assert inside == []
    return found


def unescaped(value: str) -> str:
    """Read a TEXT value."""
    pieces = value.split("\\\\")
    return "\\".join(
        piece.replace("\\n", "\n").replace("\\,", ",").replace("\\;", ";") for piece in pieces
    )


def read_elsewhere(data: bytes) -> list[Any]:
    """Read the events by a program that is not ours."""
    return list(icalendar.Calendar.from_ical(data).walk("VEVENT"))
