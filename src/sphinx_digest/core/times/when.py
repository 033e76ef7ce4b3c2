"""The time of a deadline as it is written in one line, read into what its fields would hold.

All of the text is understood, or none of it: what is left over is named and underlined.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sphinx_digest.core.errors import UnreadableError
from sphinx_digest.core.invisible import has_invisible, visible, visible_offsets
from sphinx_digest.core.times import when_forms as forms
from sphinx_digest.core.times.periods import read_length
from sphinx_digest.core.times.when_days import DayReader, Found
from sphinx_digest.core.times.when_points import WhenContext, side_at

__all__ = ["When", "WhenContext", "read_when"]

#: No one writes a time as long as this, and what is longer is not looked into.
_LONGEST = 160
_SHOWN = 40
#: No longer text is searched for the part that is a time.
_LONGEST_SEARCHED = 60


#: Four figures that are the year of no notice: part of a telephone, most likely.
_NO_YEAR = re.compile("(?!19|20|21)[0-9]{4}")


@dataclass(frozen=True, slots=True)
class When:
    """What a wording says: canonical values by field, the part that says each, and inferred years.

    A part is ``[start, end)`` in the text as it was given.
    """

    values: Mapping[str, str]
    parts: Mapping[str, tuple[int, int]]
    inferred: frozenset[str] = frozenset()


def read_when(text: str, context: WhenContext) -> When:
    """Read the time of a deadline; UnreadableError with the place of what was not understood."""
    if has_invisible(text):
        offsets = visible_offsets(text)
        try:
            read = read_when(visible(text), context)
        except UnreadableError as error:
            start, last = offsets[error.start], error.end or 0
            end = start if last <= error.start else offsets[last - 1] + 1
            raise UnreadableError(error.code, error.values, error.help, start, end) from None
        parts = {name: (offsets[a], offsets[b - 1] + 1) for name, (a, b) in read.parts.items()}
        return When(read.values, parts, read.inferred)
    reader = _Reader(text, context)
    start, end = reader.trimmed(0, len(text))
    if end - start > _LONGEST or start == end:
        raise reader.unreadable(start, end)
    try:
        found = reader.read(start, end)
    except UnreadableError as error:
        raise (reader.slip(start, end) or error) from None
    if found is None or _NO_YEAR.fullmatch(found.values.get("on", "")):
        raise reader.slip(start, end) or reader.refusal(start, end)
    return When(found.values, found.parts, frozenset(found.inferred))


class _Reader(DayReader):
    """Tries the forms on stretches of one text, from the plain one to those with words around."""

    searches = False  # for what is a time in a text that is none

    def read(self, start: int, end: int) -> Found | None:
        """Read a whole stretch as one time; None where no form fits."""
        start, end = self.trimmed(start, end)
        lead = forms.LEAD.match(self.text, start, end)
        start = lead.end() if lead else start
        if start == end:
            return None
        for form in (
            self.status,
            self.recurrence,
            self.dates,
            self.counted,
            self.remarked,
            self.done,
        ):
            if found := form(start, end):
                return found
        for label in (forms.LABEL, forms.DUE_LABEL):
            match = label.match(self.text, start, end)
            if match is None or not match[0] or match.end() == end:
                continue
            inner = self.until(match.end(), end) if label is forms.DUE_LABEL else None
            if found := inner or self.read(match.end(), end):
                return found
        return self.before_event(start, end)

    def status(self, start: int, end: int) -> Found | None:
        """Read 另行通知 and 已取消."""
        for status, form in (("tba", forms.TBA), ("cancelled", forms.CANCELLED)):
            if form.fullmatch(self.text, start, end):
                return Found().put("status", status, start, end)
        return None

    def recurrence(self, start: int, end: int) -> Found | None:
        """Read what comes again, with the months that brackets may repeat."""
        if forms.RECURS.search(self.text, start, end) is None:
            return None
        written = self.text[start:end]
        if rule := forms.recurrence(written):
            return Found().put("every", rule, start, end)
        if match := forms.MONTHS_IN_BRACKETS.fullmatch(written):
            rule = forms.recurrence(match["phrase"])
            months = ",".join(str(int(month)) for month in re.findall("[0-9]+", match["months"]))
            if rule and f"BYMONTH={months}" in rule.split(";"):
                return Found().put("every", rule, start, end)
        if bounded := forms.occurrence_of(written):
            rule, occurrence, match = bounded
            a, b = match.span("phrase")
            found = Found().put("every", rule, start + a, start + b)
            a, b = match.span("word")
            return found.put("occurrence", occurrence, start + a, start + b)
        return None

    def dates(self, start: int, end: int) -> Found | None:
        """Read a day, a bound, a range, or a length that is counted from a day or an event."""
        return (
            self.on(start, end)
            or self.bounded(start, end)
            or self.declared(start, end)
            or self.range(start, end)
        )

    def declared(self, start: int, end: int) -> Found | None:
        """Read a range and the length that is printed beside it."""
        for form in (forms.DECLARED, forms.LENGTH_FIRST):
            match = form.fullmatch(self.text, start, end)
            if match is None:
                continue
            name = "length" if match["length"] is not None else "bare"
            length = self.length(*match.span(name))
            a, b = self.trimmed(*match.span("range"))
            found = self.range(a, b) if length else None
            if length and found and "start" in found.values:
                return found.put("length", length, *self.trimmed(*match.span(name)))
        return None

    # Lengths

    def length(self, start: int, end: int) -> str | None:
        """Read a length that fills a stretch; None where it is none."""
        start, end = self.trimmed(start, end)
        try:
            return read_length(self.source[start:end])
        except UnreadableError as error:
            if error.help == "help_count":
                raise error.moved(start, end - start) from None
            return None

    def counted(self, start: int, end: int) -> Found | None:
        """Read a length, with or without what it is counted from."""
        for form in (
            forms.SINCE_EVENT, forms.AFTER_EVENT, forms.LENGTH_OF, forms.LENGTH_SINCE, forms.SOON,
        ):  # fmt: skip
            match = form.fullmatch(self.text, start, end)
            length = self.length(*match.span("length")) if match else None
            if match is None or length is None:
                continue
            found = Found().put("within", length, *self.said(*match.span("length")))
            if counted := self.counted_from(found, *self.trimmed(*match.span("event"))):
                return counted
        match = forms.LENGTH_LABEL.match(self.text, start, end)
        if match and (length := self.length(match.end(), end)):
            return Found().put("within", length, *self.said(match.end(), end))
        match = forms.WITHIN.match(self.text, start, end)
        bare = match.end() if match else start
        if self.text[end - 1] in "日号":
            day = side_at(self.text, bare, end)
            if day and day.year is None and 0 < (day.number or 0) <= 31:
                raise self.unreadable(start, end, "help_day")  # of a month, or so many days?
        length = self.length(bare, end)
        return Found().put("within", length, *self.said(bare, end)) if length else None

    def said(self, start: int, end: int) -> tuple[int, int]:
        """Give the stretch of a length without 内."""
        start, end = self.trimmed(start, end)
        match = re.search(" *(?:之内|以内|内)$", self.text[start:end])
        return start, start + match.start() if match else end

    def counted_from(self, found: Found, start: int, end: int) -> Found | None:
        """Add what a length is counted from: a field of the notice, a day, or an event."""
        words = self.text[start:end]
        if name := forms.anchor_of(words):
            return found.put("from", name, start, end)
        side = self.alone(start, end)
        if side is not None:
            self.put(found, "from", side)
            if len(found.values["from"]) != 10:
                written = self.source[start:end]
                raise UnreadableError("DGT107", {"value": written}, "help", start, end)
            return found
        plain = forms.without_date_of(words)
        start, end = self.trimmed(end - len(plain), end - plain.endswith(("的", "之")))
        if not forms.is_event(self.text[start:end]):
            return None
        found.put("from", "event", start, end)
        return found.put("event", self.source[start:end], start, end)

    def before_event(self, start: int, end: int) -> Found | None:
        """Read 批准前: an event before which it is due."""
        match = forms.BEFORE_EVENT.fullmatch(self.text, start, end)
        if match is None:
            return None
        start, end = self.trimmed(*match.span("event" if match["event"] else "en"))
        bare = self.text[start:end].removesuffix("之日")
        if not bare or not forms.is_event(bare) or forms.is_event_of_notice(bare):
            return None
        end = start + len(bare)
        return Found().put("event", self.source[start:end], start, end)

    def remarked(self, start: int, end: int) -> Found | None:
        """Read a time and what is remarked behind it: （时间另行通知）, （公休日除外）."""
        match = forms.REMARK.fullmatch(self.text, start, end)
        if match is None:
            return None
        a, b = match.span("remark" if match["remark"] else "bare")
        name, value = ("status", "tba") if self.status(a, b) else ("", self.source[a:b])
        if not name:
            name = next((name for name, form in forms.REMARKS if form.search(self.text, a, b)), "")
        rest = self.trimmed(*match.span("rest"))
        found = (self.dates(*rest) or self.counted(*rest) or self.remarked(*rest)) if name else None
        return found.put(name, value, a, b) if found and name not in found.values else None

    def done(self, start: int, end: int) -> Found | None:
        """Read a last day by what is done by it: 3月30日前完成."""
        match = None if self.searches else forms.DONE.fullmatch(self.text, start, end)
        return self.until(*match.span("before" if match["before"] else "day")) if match else None

    # What is not understood

    def unreadable(self, start: int, end: int, help_: str = "help") -> UnreadableError:
        """Say that a text is no time."""
        written = self.source[start:end]
        if len(written) > _SHOWN:
            written = written[:_SHOWN] + "…"
        return UnreadableError("DGT110", {"value": written}, help_, start, end)

    def slip(self, start: int, end: int) -> UnreadableError | None:
        """Give the day that is meant by one with a year of two figures or with letters."""
        found = forms.slip_of(self.text, start, end)
        if found is None:
            return None
        first, last, mend = found
        meant = _Reader(self.source[:first] + mend + self.source[last:], self.context)
        try:
            if meant.read(start, end + len(mend) - (last - first)) is None:
                return None
        except UnreadableError:
            return None
        written = self.source[first:last]
        if mend.isdigit():
            day = forms.DAY_BEHIND.match(self.source, last, end)
            last = day.end() if day else last
            written, mend = self.source[first:last], mend + self.source[first + 2 : last]
        return UnreadableError("DGT101", {"value": written, "mend": mend}, "help", first, last)

    def refusal(self, start: int, end: int) -> UnreadableError:
        """Name what stands beside a time that is understood, or say that there is none."""
        help_ = forms.help_of(self.text[start:end])
        if help_ == "help_whole" or end - start > _LONGEST_SEARCHED:
            return self.unreadable(start, end, help_)
        self.searches = True
        for a, b in self.stretches(start, end):
            if self.is_time(a, b, whole=a == start):
                beside = self.trimmed(b, end) if a == start else self.trimmed(start, a)
                beside = self.without_signs(*beside)
                if beside[0] == beside[1]:
                    continue
                code = "DGT112" if self.is_time(*beside, whole=False) else "DGT111"
                values = {
                    "value": self.source[slice(*beside)],
                    "time": self.source[slice(*self.trimmed(a, b))],
                }
                return UnreadableError(code, values, "help", *beside)
        return self.unreadable(start, end, help_)

    def without_signs(self, start: int, end: int) -> tuple[int, int]:
        """Leave out the signs between a time and what stands beside it."""
        piece = self.text[start:end]
        start += len(piece) - len(piece.lstrip(" ,;、:"))
        return start, max(start, end - (len(piece) - len(piece.rstrip(" ,;、:"))))

    def stretches(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Give each beginning, the longest first, then each ending."""
        inside = [at for at in range(start + 1, end) if not self.in_word(at)]
        yield from ((start, at) for at in reversed(inside))
        yield from ((at, end) for at in inside)

    def in_word(self, at: int) -> bool:
        """Say whether a cut would go through a number or a word."""
        return re.fullmatch("[0-9A-Za-z]{2}", self.text[at - 1 : at + 1]) is not None

    def is_time(self, start: int, end: int, *, whole: bool) -> bool:
        """Say whether a stretch is a time; ``whole`` takes what says no more than before what."""
        try:
            found = self.read(start, end)
        except UnreadableError:
            return False
        return found is not None and (whole or "event" not in found.values)
