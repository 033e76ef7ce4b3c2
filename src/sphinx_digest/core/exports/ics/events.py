"""The events of a digest: one for each deadline with a day, one for each day of effect."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlsplit

from sphinx_digest.core.exported import (
    Object,
    changed_on,
    day_of,
    instant,
    link_of,
    one_line,
    words_language,
)
from sphinx_digest.core.exported.words import code_words, contact_words
from sphinx_digest.core.exports.ics.alarms import alarm_lines
from sphinx_digest.core.exports.ics.lines import (
    address_line,
    component,
    day_value,
    folded,
    list_line,
    text_line,
    time_value,
    utc_value,
)
from sphinx_digest.core.exports.ics.replaced import replaced
from sphinx_digest.core.exports.ics.spans import When, effect_of, when_of
from sphinx_digest.core.exports.ics.words import (
    alarm_words,
    deadline_text,
    effect_text,
    summary,
    word,
)
from sphinx_digest.core.messages import Language
from sphinx_digest.core.settings.events import EFFECT, EventSettings
from sphinx_digest.core.times.calendar import Calendar as WorkingDays

#: Names of CSS (RFC 7986) that tell what is due, what takes place and what comes into force.
_COLORS: Mapping[str, str] = {"happens": "steelblue", "effect": "seagreen", "starts": "steelblue"}
_DUE_COLOR = "firebrick"
#: What ids end with where nobody says whose they are (RFC 2606).
_NO_DOMAIN = "digest.invalid"
_DEFAULT, _ANNOUNCED = EventSettings(), WorkingDays()


@dataclass(frozen=True, slots=True)
class Event:
    """What a calendar may hold, with the records it is of.

    ``data`` is the VEVENT, empty where no day is known. ``deadline`` is None for the day on which
    the notice comes into force. ``years`` are those in which it has times.
    """

    issue: Object
    notice: Object
    deadline: Object | None
    data: bytes
    years: tuple[int, ...] = ()


def events_of(
    digest: Object,
    settings: EventSettings = _DEFAULT,
    working_days: WorkingDays = _ANNOUNCED,
) -> tuple[Event, ...]:
    """Make the events of a digest, in its order; reminders go by the ``working_days``."""
    return tuple(_Maker(digest, settings, working_days, words_language(digest)).events())


@dataclass(frozen=True, slots=True)
class _Maker:
    digest: Object
    settings: EventSettings
    working_days: WorkingDays
    language: Language

    def events(self) -> Iterator[Event]:
        before = replaced(self.digest)
        seen: set[str] = set()
        for issue in self.digest["issues"]:
            for notice in issue["notices"]:
                for deadline in notice["deadlines"]:
                    bound = deadline.get("actor", "applicant") in self.settings.actors
                    if bound and deadline["id"] not in before.gone:
                        first = before.first.get(deadline["id"], deadline["id"])
                        changes = before.changes.get(deadline["id"], 0)
                        uid = _free(first, seen)
                        old = before.notices.get(deadline["id"])
                        yield self.deadline(issue, notice, deadline, uid, changes, old)
                if self.settings.effect and notice.get("effective", "unknown") != "unknown":
                    yield self.effect(issue, notice, _free(f"{notice['id']}.effective", seen))

    def deadline(  # noqa: PLR0917
        self,
        issue: Object,
        notice: Object,
        deadline: Object,
        uid: str,
        changes: int,
        before: Object | None,
    ) -> Event:
        """Make the event of a deadline; ``changes`` are those of the ones that it replaces.

        ``before`` is the notice of the last of these.
        """
        zone = str(self.digest["timezone"])
        since = _since(issue, notice)
        when = when_of(notice, deadline, since, zone)
        if when is None:
            return Event(issue, notice, deadline, b"")
        withdrawn = notice.get("status") == "withdrawn"
        cancelled = withdrawn or deadline.get("status") == "cancelled"
        prefix = "withdrawn" if withdrawn else "cancelled" if cancelled else when.manner
        changed = [deadline, notice] if withdrawn else [deadline]
        sequence = sum(record.get("sequence", 0) for record in changed)
        title = summary(prefix, deadline["title"], notice, when.month, self.language)
        kind = deadline.get("kind", "")
        named = [code_words("deadline", "kind", kind, self.language)] if kind else []
        contacts = deadline.get("contacts") or notice.get("contacts", ())
        said = deadline_text(self.digest, notice, deadline, self.language, before)
        lines = [
            *self.head(uid, sequence + changes, issue, changed),
            *self.times(when),
            text_line("SUMMARY", title),
            text_line("DESCRIPTION", said),
            *([text_line("LOCATION", one_line(deadline["place"]))] if "place" in deadline else []),
            *(text_line("CONTACT", contact_words(one, self.language)) for one in contacts),
            *self.foot(notice, deadline, named, when.manner, cancelled),
        ]
        alarms = () if cancelled else self.settings.alarms_of(kind)
        lines += self.alarms(when, alarms, title)
        return Event(issue, notice, deadline, folded(component("VEVENT", lines)), _years(when))

    def effect(self, issue: Object, notice: Object, uid: str) -> Event:
        """Make the event of the day on which a document comes into force."""
        when = effect_of(notice)
        if when is None:
            return Event(issue, notice, None, b"")
        withdrawn = notice.get("status") == "withdrawn"
        prefix = "withdrawn" if withdrawn else "effect"
        title = summary(prefix, notice["title"], notice, when.month, self.language)
        named = [word("effect", self.language).rstrip("：: ")]
        lines = [
            *self.head(uid, notice.get("sequence", 0), issue, [notice]),
            *self.times(when),
            text_line("SUMMARY", title),
            text_line("DESCRIPTION", effect_text(self.digest, notice, self.language)),
            *self.foot(notice, notice, named, "effect", withdrawn),
        ]
        alarms = () if withdrawn else self.settings.alarms_of(EFFECT)
        lines += self.alarms(when, alarms, title)
        return Event(issue, notice, None, folded(component("VEVENT", lines)))

    def head(self, uid: str, sequence: int, issue: Object, records: list[Object]) -> Iterator[str]:
        """Write who the event is, and when it was changed."""
        yield text_line("UID", f"{uid}@{self.domain()}")
        yield f"DTSTAMP:{self.utc(changed_on(issue, *records))}"
        if any(record.get("modified") for record in records):
            yield f"LAST-MODIFIED:{self.utc(changed_on(issue, *records))}"
        if sequence:
            yield f"SEQUENCE:{sequence}"

    def domain(self) -> str:
        try:
            host = urlsplit(str(self.digest.get("base_url", ""))).hostname
        except ValueError:
            host = None
        return self.settings.domain or host or _NO_DOMAIN

    def utc(self, value: str) -> str:
        moment = datetime.fromisoformat(instant(self.digest, value))
        try:
            return utc_value(moment)
        except OverflowError:
            return time_value(moment) + "Z"

    def times(self, when: When) -> Iterator[str]:
        """Write when it is: days, or times with the digest's zone."""
        yield f"DTSTART{self.time(when.begin)}"
        if when.end is not None:
            yield f"DTEND{self.time(when.end)}"
        if when.rule:
            yield f"RRULE:{when.rule}"

    def time(self, moment: date | datetime) -> str:
        if not isinstance(moment, datetime):
            return f";VALUE=DATE:{day_value(moment)}"
        return f";TZID={self.digest['timezone']}:{time_value(moment)}"

    def foot(
        self, notice: Object, record: Object, named: list[str], manner: str, cancelled: bool
    ) -> Iterator[str]:
        """Write what kind of event it is, and where more of it stands."""
        if categories := [*named, *notice.get("topics", ())]:
            yield list_line("CATEGORIES", map(one_line, categories))
        if url := link_of(self.digest, record, notice.get("page_url")):
            yield address_line("URL", url)
        yield f"COLOR:{_COLORS.get(manner, _DUE_COLOR)}"
        yield f"STATUS:{'CANCELLED' if cancelled else 'CONFIRMED'}"
        yield "TRANSP:TRANSPARENT"

    def alarms(self, when: When, lengths: tuple[str, ...], title: str) -> list[str]:
        """Write the reminders; of two that ring at the same time the first one."""
        found: dict[str, list[str]] = {}
        for length in lengths:
            words = alarm_words(length, title, self.language)
            lines = alarm_lines(when, length, words, self.working_days)
            trigger = next((line for line in lines if line.startswith("TRIGGER")), "")
            found.setdefault(trigger, lines)
        return [line for lines in found.values() for line in lines]


def _free(uid: str, seen: set[str]) -> str:
    """Give an id that no other event has: two records with one are told, and both stay."""
    number, free = 1, uid
    while free in seen:
        number += 1
        free = f"{uid}.{number}"
    seen.add(free)
    return free


def _since(issue: Object, notice: Object) -> str:
    """Give the day of a notice, before which nothing that recurs is due."""
    for name in ("published", "dated"):
        if (value := notice.get(name, "unknown")) != "unknown":
            return str(value).partition("/")[0]
    return str(issue.get("period", {}).get("start", "")) or day_of(issue)


def _years(when: When) -> tuple[int, ...]:
    """Give the years whose clocks an event goes by."""
    moments = (when.begin, when.end)
    return tuple(sorted({one.year for one in moments if isinstance(one, datetime)}))
