"""The fields of a block -> values with their places, before any of them is validated."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from sphinx_digest.core.errors import UnreadableError
from sphinx_digest.core.model import Block, Diagnostic, Field, Place, Span
from sphinx_digest.core.properties import Property
from sphinx_digest.core.schema_findings import unknown_field
from sphinx_digest.core.times.inferred_years import lately_passed, year_rule
from sphinx_digest.core.times.when import When, WhenContext, read_when
from sphinx_digest.core.value_findings import Piece, refusal, year_inferred
from sphinx_digest.core.values import Customs, join_lines, read_value

#: What ``when`` says by itself; a field of these beside it would say it twice.
_TIMES = ("on", "start", "end", "within", "every")


@dataclass(slots=True)
class Collected:
    """What the fields of a block say. ``spans``: the place of a value, then of its elements.

    ``words`` holds wordings that say more than the value, by field.
    """

    values: dict[str, Any] = field(default_factory=dict)
    spans: dict[str, tuple[Span, ...]] = field(default_factory=dict)
    found: list[Diagnostic] = field(default_factory=list)
    failed: set[str] = field(default_factory=set)
    inferred: set[str] = field(default_factory=set)
    words: dict[str, str] = field(default_factory=dict)


def collect(block: Block, properties: Mapping[str, Property], customs: Customs) -> Collected:
    """Read the fields of a block, each of which has its ``key``; every mistake is a finding."""
    read = Collected()
    takes_words = "text" in properties
    lines: dict[str, int] = {}  # where each field was written first
    when: Field | None = None
    for written in block.fields:
        known = properties.get(written.key)
        if known is None:
            _unknown(read, block, written, properties, customs)
            continue
        name = known.name
        if name in lines:
            values = {"name": written.name.value, "line": str(lines[name])}
            read.found.append(Diagnostic("DGT009", Place(block.file, written.name.span()), values))
            continue
        lines[name] = written.name.lines[0][0]
        if known.reads == "when" and written.text.value.strip():
            when = written
            continue
        one = read_value(known, written, block.file, customs, takes_words=takes_words)
        read.found += one.diagnostics
        if one.inferred:
            read.inferred.add(name)
        if one.wording is not None:
            read.words[name] = one.wording
        read.spans[name] = one.spans
        if one.failed:
            read.failed.add(name)
        if one.value is not None:
            read.values[name] = one.value
    if when is not None:
        _take_when(read, block, when, properties, customs)
    if read.words and "text" not in read.spans:
        read.values["text"] = _wording(read.words)
        read.spans["text"] = read.spans[next(iter(read.words))]
    return read


def _unknown(
    read: Collected,
    block: Block,
    written: Field,
    properties: Mapping[str, Property],
    customs: Customs,
) -> None:
    found = unknown_field(properties, written, block)
    meant = found.values.get("mend", written.key)
    if found.fixes:
        one = read_value(
            properties[meant], written, block.file, customs, takes_words="text" in properties
        )
        if not all(slip.fixes for slip in one.diagnostics):
            found = replace(found, fixes=())
    read.found.append(found)
    read.failed.add(meant)


def _take_when(
    read: Collected,
    block: Block,
    written: Field,
    properties: Mapping[str, Property],
    customs: Customs,
) -> None:
    """Let ``when`` say what the fields of a time would; its wording is the record's ``text``."""
    known = properties["when"]
    text = written.text
    piece = Piece(text, block.file, 0, len(text.value))
    context = WhenContext(customs.timezone, partial(year_rule, period=customs.period))
    try:
        when = read_when(text.value, context)
    except UnreadableError as error:
        read.found.append(
            refusal(known, error, piece, lambda value: read_when(value, context).values)
        )
        read.failed.add("when")
        if not any(name in read.values for name in _TIMES):  # so that none is called missing
            beside = {"from": "within", "occurrence": "every"}
            read.failed.add(next((beside[name] for name in beside if name in read.spans), "end"))
        return
    twice = [
        name
        for name in (*_TIMES, "from", "event", "status", "occurrence", "length")
        if name in read.spans and (name in _TIMES or name in when.values)
    ]
    for name in twice:
        words = {"name": "when", "other": name}
        read.found.append(Diagnostic("DGT032", Place(block.file, read.spans[name][0]), words))
    for name, value in when.values.items():
        if name not in read.spans:
            read.values[name] = value
            read.spans[name] = (text.span(*when.parts[name]),)
    read.inferred |= when.inferred
    read.found += _inferred(known, text.value, when, piece, customs.period)
    if not twice:
        read.words["when"] = join_lines(text.value)
    read.spans["when"] = (text.span(),)


def _inferred(
    known: Property, text: str, when: When, piece: Piece, period: str | None
) -> Iterator[Diagnostic]:
    """Tell the first year that is not written: what stands behind it follows from it."""
    name = min(when.inferred, key=lambda name: when.parts[name], default=None)
    if name is None:
        return
    start, end = when.parts[name]
    said, value = text[start:end], str(when.values[name])
    chinese = re.search("[月日季旬]", said) is not None  # the wording stays the source's
    mend = f"{value[:4]}年{said}" if chinese or len(value) != 10 else value
    words = {"value": said, "mend": mend}
    earlier = lately_passed(name, value, period)
    yield year_inferred(known, words, piece.place(start, end), earlier)


def _wording(words: Mapping[str, str]) -> str:
    """Join the wordings of a record's dates, which say more than their values: 8 月初."""
    if words.keys() == {"start", "end"}:
        return f"{words['start']}至{words['end']}"
    return "；".join(words.values())
