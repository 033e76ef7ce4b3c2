"""Fields of a block: as they are read, and as they were meant where they are not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from sphinx_digest.core.invisible import first_visible, gap, has_invisible, named, trimmed, visible
from sphinx_digest.core.messages import block_label
from sphinx_digest.core.model import Field, Span, Text
from sphinx_digest.core.reading import rst_grammar as grammar
from sphinx_digest.core.reading.damage import FIELD_NAMES, Mend
from sphinx_digest.core.reading.lines import joined, stripped
from sphinx_digest.core.reading.rst_rows import Row

_NAME = r"[A-Za-z][\w-]*|[\u4e00-\u9fff]{1,8}"
_FULL = re.compile(rf"(?P<open>[:：]) *(?P<name>{_NAME}) *(?P<close>[:：])(?P<rest>.*)")
#: Spaces that reStructuredText takes for text.
_WIDE = "\u00a0\u2000-\u200a\u202f\u3000"
_GLUED = re.compile(rf":(?P<name>{_NAME}):(?P<rest>(?:[^\s:`]|[{_WIDE}]+\S).*)")
_HALF = re.compile(
    rf"(?:: *(?P<first>{_NAME})[ \u3000]|(?P<last>{_NAME})(?:：|:(?![/:`])))(?P<rest>.*)"
)


class Report(Protocol):
    """Take in a finding: code, file, place, values, name of its help, and its mend."""

    def __call__(  # noqa: D102
        self,
        code: str,
        file: str,
        span: Span,
        values: Mapping[str, str],
        help_name: str | None = "help",
        *,
        mend: Mend | None = None,
    ) -> None: ...


@dataclass(frozen=True, slots=True)
class FieldLine:
    """A row that holds a field: columns of its name and the start of its value.

    ``slip`` is the code of the damage, if any, at ``at``, with the text that was lost.
    """

    name: tuple[int, int]
    value: int
    slip: str | None = None
    at: tuple[int, int] = (0, 0)
    mend: str = ""
    hidden: str = ""  # characters that nobody sees, which hide it from docutils


def read_field_line(text: str, *, known: bool = False, half: bool = True) -> FieldLine | None:
    """Read a row that starts in the first column.

    ``known`` asks for a name of ours; ``half`` allows a field that lacks one of its colons.
    """
    found = _field_line(text)
    if found is None and half:
        found = _half_line(text)
    if found is None or not known:
        return found
    name = visible(text[slice(*found.name)]).strip()
    return found if name.lower() in FIELD_NAMES else None


def _field_line(text: str) -> FieldLine | None:
    match = grammar.FIELD.match(text)
    if match:
        marker = match.group().rstrip()
        name = marker[1:-1]
        first, colon, rest = name.partition(":")
        if colon and re.fullmatch(_NAME, first):
            start = len(first) + 2
            mend = f":{first}: {text[start:]}"
            return FieldLine((1, 1 + len(first)), start, "DGT004", (start, start + 1), mend)
        full = _FULL.match(text) if "：" in marker else None
        if full is None:
            slip = "DGT019" if len(name.split()) > 1 else None
            return FieldLine((1, 1 + len(name)), match.end(), slip, (0, len(text)))
    match = _FULL.match(text)
    if match and "：" in match["open"] + match["close"]:
        at = text.index("：")
        rest = match["rest"].strip()
        mend = f":{match['name']}: {rest}".rstrip()
        return FieldLine(match.span("name"), match.start("rest"), "DGT003", (at, at + 1), mend)
    match = _GLUED.match(text)
    if match:
        start = match.start("rest")
        mend = f":{match['name']}: {trimmed(match['rest'])}"
        return FieldLine(match.span("name"), start, "DGT004", (start, start + 1), mend)
    return _hidden_line(text) if has_invisible(text[:1]) else None


def _hidden_line(text: str) -> FieldLine | None:
    """Read a row whose first characters nobody sees."""
    bare = text[first_visible(text) :]
    found = _field_line(bare)
    if found is None or bare[slice(*found.name)].lower() not in FIELD_NAMES:
        return None
    cut = len(text) - len(bare)
    name = (found.name[0] + cut, found.name[1] + cut)
    return FieldLine(name, found.value + cut, "DGT019", (0, len(text)), bare, named(text[:cut]))


def _half_line(text: str) -> FieldLine | None:
    match = _HALF.match(text)
    if match:
        group = "first" if match["first"] else "last"
        if match[group].lower() in FIELD_NAMES:
            at = (0, len(text))
            mend = f":{match[group]}: {match['rest'].strip()}".rstrip()
            mend = mend if match[group].isascii() else ""
            return FieldLine(match.span(group), match.start("rest"), "DGT019", at, mend)
    return None


def looks_like_field(text: str) -> bool:
    """Say whether a row holds a field of ours, damaged or not."""
    return read_field_line(text, known=True, half=False) is not None


@dataclass(slots=True)
class FieldReader:
    """Read the fields of one block; every damage is reported where it stands."""

    block: str
    opening_line: int
    report: Report
    text: list[Row] = field(default_factory=list)  # rows among the fields that are none
    _fields: dict[str, Field] = field(default_factory=dict)

    @property
    def fields(self) -> tuple[Field, ...]:
        """Give the fields read; of two with one name the last, as in MyST."""
        return tuple(self._fields.values())

    def read(self, rows: Sequence[Row]) -> None:
        """Read rows that start with a field."""
        base, aligned = self._base(rows)
        index = 0
        in_text = False
        while index < len(rows):
            row = rows[index]
            indent = row.indent
            line = read_field_line(row.text[indent:], known=indent > base)
            if line is None:
                if not in_text:
                    self._not_read(row, "help_text")
                self.text.append(row)
                in_text = True
                index += 1
                continue
            in_text = False
            if indent != base or (index == 0 and base and aligned):
                self._not_read(row, "help_indent")
            following = index + 1
            while following < len(rows):
                deeper = rows[following].indent
                if deeper <= base or looks_like_field(rows[following].text.lstrip()):
                    break
                if len(rows[following].text) - len(rows[following].text.lstrip(" ")) <= base:
                    self._not_read(rows[following], "help_indent")  # full-width spaces are none
                following += 1
            self._field(row.cut(indent), line, rows[index + 1 : following])
            index = following

    @staticmethod
    def _base(rows: Sequence[Row]) -> tuple[int, bool]:
        """Give the indent that most fields have, and whether all have it."""
        counts = Counter(row.indent for row in rows if looks_like_field(row.text.lstrip()))
        if not counts:
            return rows[0].indent, True
        most = max(counts.values())
        return next(indent for indent in counts if counts[indent] == most), len(counts) == 1

    def _not_read(self, row: Row, help_name: str) -> None:
        shown = row.stripped()
        values = {**block_label(self.block), "value": shown.text_of().value}
        self.report("DGT019", row.file, shown.span(), values, help_name)

    def _field(self, row: Row, line: FieldLine, more: Sequence[Row]) -> None:
        name = row.text_of(*line.name)
        if line.slip:
            value = row.text_of(0 if line.slip == "DGT019" else line.value).value
            values = {**block_label(self.block), "value": trimmed(value), "mend": line.mend}
            values |= {"char": line.hidden, **gap(row.text[line.value :])}
            help_name = "help_mend" if line.slip == "DGT019" and line.mend else "help"
            help_name = "help_invisible" if line.hidden else help_name
            span, mend = row.span(*line.at), _mend(row, line)
            self.report(line.slip, row.file, span, values, help_name, mend=mend)
        first = stripped(row.text_of(line.value))
        pieces = [first] if first.value else []
        least = min((part.indent for part in more), default=0)
        pieces.extend(part.text_of(least) for part in more)
        key = name.value.lower()
        before = self._fields.pop(key, None)
        if before is not None:
            values = {"name": name.value, "line": str(before.name.lines[0][0])}
            self.report("DGT009", row.file, row.span(*line.name), values, "help")
        self._fields[key] = Field(name, joined(pieces) if pieces else _after(row))


def _mend(row: Row, line: FieldLine) -> Mend | None:
    """Give what mends a row that holds a field, where it is plain what was meant."""
    text = row.text
    name = text[slice(*line.name)]
    if line.hidden:
        right = _field_line(line.mend)
        whole = right is not None and right.slip is None
        return row.mend(0, len(text) - len(line.mend), "") if whole else None
    value = len(text) - len(text[line.value :].lstrip())
    known = name.lower() in FIELD_NAMES
    if line.slip == "DGT004":
        return row.mend(line.value, value, " ") if known else None
    if not line.mend or not (known or (line.slip == "DGT003" and name.isascii())):
        return None
    return row.mend(0, value, f":{name}: " if value < len(text) else f":{name}:")


def _after(row: Row) -> Text:
    span = row.span()
    return Text("", ((span.end_line, span.end_column),))
