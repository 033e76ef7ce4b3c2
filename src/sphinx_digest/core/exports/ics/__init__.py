"""``deadlines.ics``: the deadlines of a digest for calendar programs (RFC 5545 and 7986)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sphinx_digest.core.exported import (
    Object,
    absolute,
    file_url,
    needs_base_url,
    one_line,
    words_language,
)
from sphinx_digest.core.exports.ics.events import Event, events_of
from sphinx_digest.core.exports.ics.lines import address_line, folded, text_line
from sphinx_digest.core.exports.ics.words import word
from sphinx_digest.core.exports.ics.zones import zone_lines

__all__ = ["Calendar", "Event", "events_of", "to_ics"]


@dataclass(frozen=True, slots=True)
class Calendar:
    """A calendar file; ``undated`` deadlines and days of effect are left out of it."""

    data: bytes
    events: int
    undated: int


def to_ics(
    digest: Object,
    events: Iterable[Event] | None = None,
    *,
    name: str = "deadlines.ics",
    title: str = "",
) -> Calendar:
    """Make the calendar that the file ``name`` in the folder ``digest`` holds.

    ``events`` are those of ``events_of`` that belong in it, all by default; ``title`` says in few
    words which they are.
    """
    chosen = tuple(events_of(digest) if events is None else events)
    held = [event for event in chosen if event.data]
    cancelled = sum(_cancelled(event) for event in chosen if not event.data)
    undated = len(chosen) - len(held) - cancelled
    years = [year for event in held for year in event.years]
    lines = [*_head(digest, name, title, undated)]
    if years:
        lines += zone_lines(ZoneInfo(digest["timezone"]), min(years), max(years))
    data = [folded(["BEGIN:VCALENDAR", *lines]), *(event.data for event in held)]
    return Calendar(b"".join([*data, folded(["END:VCALENDAR"])]), len(held), undated)


def _cancelled(event: Event) -> bool:
    """Say whether nobody waits for the day of something."""
    status = event.deadline.get("status") if event.deadline else ""
    return status == "cancelled" or event.notice.get("status") == "withdrawn"


def _head(digest: Object, name: str, title: str, undated: int) -> list[str]:
    language = words_language(digest)
    colon = "：" if language == "zh" else ": "
    called = one_line(str(digest.get("title", ""))) or word("calendar", language)
    called += f"{colon}{one_line(title)}" if title else ""
    left_out = word("undated", language, count=str(undated)) if undated else ""
    lines = [
        "VERSION:2.0",
        f"PRODID:-//sphinx-digest//deadlines//{language.upper()}",
        "CALSCALE:GREGORIAN",
        text_line("NAME", called),
        text_line("X-WR-CALNAME", called),
        *(text_line(key, left_out) for key in ("DESCRIPTION", "X-WR-CALDESC") if left_out),
        f"X-WR-TIMEZONE:{digest['timezone']}",
        "REFRESH-INTERVAL;VALUE=DURATION:P1D",
        "X-PUBLISHED-TTL:P1D",
    ]
    if not needs_base_url(digest):
        lines.append(address_line("SOURCE;VALUE=URI", file_url(digest, name)))
        lines.append(address_line("URL", absolute(digest, "") or ""))
    return lines
