"""A file of names and values, TOML or JSON, with the place of each character that matters."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from sphinx_digest.core.model import Diagnostic, Place, Span, Text

START = Span(1, 1, 1, 1)


@dataclass(slots=True)
class Sheet:
    """A file with the place of each name and value in it.

    A value that is not written as it reads has no place for its characters: its text has a line
    below zero, which stands for the whole value.
    """

    file: str
    rows: list[str]
    places: Mapping[str, Span]
    whole: list[Span] = field(default_factory=list)

    def span(self, name: str) -> Span:
        """Give the place of a value, or of what holds it."""
        while name:
            if span := self.places.get(f"{name}="):
                return span
            name = name.rpartition(".")[0]
        return START

    def place(self, name: str) -> Place:
        """Give the place of a value in the file."""
        return Place(self.file, self.span(name))

    def key_place(self, name: str) -> Place:
        """Give the place of a name, without the quotation marks around it."""
        return self.settled(Place(self.file, self.key(name, name.rpartition(".")[2]).span()))

    def key(self, name: str, key: str) -> Text:
        """Give a name as a text with its place."""
        return Text(key, (self._start(self.places.get(name) or self.span(name), key),))

    def text(self, name: str, values: list[str]) -> Text:
        """Give one text of one or several values, each on a line with its place."""
        single = len(values) == 1 and name + ".0=" not in self.places
        lines: list[tuple[int, int]] = []
        for index, value in enumerate(values):
            start = self._start(self.span(name if single else f"{name}.{index}"), value)
            lines += [start] * (value.count("\n") + 1)
        return Text("；\n".join(values), tuple(lines) or ((self._whole(self.span(name)), 1),))

    def _start(self, span: Span, value: str) -> tuple[int, int]:
        """Find the first character of a value; a line below zero is all of it."""
        row = self.rows[span.line - 1] if span.line <= len(self.rows) else ""
        written = row[span.column - 1 : span.end_column - 1]
        if written == value:
            return span.line, span.column
        if written[:1] in ('"', "'") and written[1:-1] == value and written[:1] == written[-1:]:
            return span.line, span.column + 1
        return self._whole(span), 1

    def _row(self, line: int) -> int:
        return line if line > 0 else self.whole[-line - 1].line

    def _whole(self, span: Span) -> int:
        self.whole.append(span)
        return -len(self.whole)

    def settled(self, place: Place) -> Place:
        """Give the true place of one that may be a whole value."""
        span = place.span
        if span.line > 0 and span.end_line > 0:
            return place
        start = self.whole[-span.line - 1] if span.line < 0 else span
        end = self.whole[-span.end_line - 1] if span.end_line < 0 else span
        return Place(place.file, Span(start.line, start.column, end.end_line, end.end_column))

    def told(self, found: Diagnostic) -> Diagnostic:
        """Give a finding at its true place, with its mend where that can be written there."""
        spans = [found.place.span, *(fix.place.span for fix in found.fixes)]
        exact = all(span.line > 0 and span.end_line > 0 for span in spans)
        plain = not any(re.search(r"[\"'\\\n]", fix.text) for fix in found.fixes)
        fixes = found.fixes if exact and plain else ()
        if (line := found.values.get("line", "")).startswith("-"):
            found = replace(found, values={**found.values, "line": str(self._row(int(line)))})
        values = {name: value.replace("\n", "") for name, value in found.values.items()}
        return replace(found, place=self.settled(found.place), values=values, fixes=fixes)
