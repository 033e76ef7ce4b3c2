"""Read the ``---`` block of a directive, as MyST's own reader of options does."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from sphinx_digest.core.messages import Language, twin
from sphinx_digest.core.model import Span, Text
from sphinx_digest.core.reading.lines import Line, cut, joined

if TYPE_CHECKING:
    from sphinx_digest.core.reading.myst_fields import FieldReader

_KEY = re.compile(
    r"(?P<name>[^\s:：#'\"-][^:：]*|\"[^\"]+\"[ ]*|'[^']+'[ ]*)"
    r"(?P<sep>:(?=[ \t]|$)|：|:(?!//))(?P<value>.*)",
    re.DOTALL,
)
#: Characters that end a value in MyST, and void every field of the block.
VOIDING = re.compile("[\t\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
#: Begins a comment.
CUT = re.compile(r"(?:^| )#")
_NESTED = re.compile(r"[A-Za-z][\w-]*:(?:\s|$)")
_BLOCK = re.compile(r"[|>](?:[+-]?[1-9]?|[1-9][+-])[ ]*(?: #.*)?$")

_REASONS: Mapping[str, Mapping[Language, str]] = {
    "list": {"zh": "这里写成了列表", "en": "there is a list"},
    "mapping": {"zh": "一项里面又套了一项", "en": "one field stands inside another"},
    "open": {"zh": "没有收尾的“---”", "en": "the closing “---” is missing"},
    "line": {"zh": "这一行不是“名称: 内容”", "en": "this line is not “name: value”"},
    "block": {"zh": "“|”或“>”后面不能写内容", "en": "nothing may stand after “|” or “>”"},
}


def is_read(value: str) -> bool:
    """Say whether a value is read whole, as it stands."""
    return not (
        value.startswith(("'", '"', "|", ">")) or VOIDING.search(value) or CUT.search(value)
    )


def read_yaml(reader: FieldReader, lines: Sequence[Line], index: int) -> int:
    """Read the block that opens at ``index``; give the index of the first line after it."""
    start = index + 1
    end = next((at for at in range(start, len(lines)) if lines[at].text.startswith("---")), None)
    block = _Block(reader)
    if end is None:
        block.bad("open", lines[index].span(0, len(lines[index].text.rstrip())))
        end = start
        while end < len(lines) and lines[end].text.strip():
            end += 1
        block.read([line.source() for line in lines[start:end]])
        return end
    block.read([line.source() for line in lines[start:end]])
    return end + 1


class _Block:
    def __init__(self, reader: FieldReader) -> None:
        self.reader = reader
        self.reported = False

    def bad(self, reason: str, span: Span) -> None:
        if not self.reported:
            self.reader.slip("DGT015", span, **twin("reason", _REASONS[reason]))
        self.reported = True

    def read(self, lines: Sequence[Line]) -> None:
        margin = min((_indent(line) for line in lines if line.text.strip()), default=0)
        index = 0
        while index < len(lines):
            line = lines[index]
            bare = line.text[margin:]
            index += 1
            if not bare.strip() or bare.lstrip().startswith("#"):
                continue
            found = _KEY.match(line.text, margin)
            if found is None or bare[0] in " \t":
                reason = "list" if bare.lstrip().startswith("- ") else "line"
                self.bad(reason, line.span(_indent(line), len(line.text.rstrip())))
                continue
            following = index
            while following < len(lines) and (
                _indent(lines[following]) > margin or not lines[following].text.strip()
            ):
                following += 1
            self._field(line, found, lines[index:following])
            index = following

    def _field(self, line: Line, found: re.Match[str], more: Sequence[Line]) -> None:
        reader = self.reader
        name = line.piece(found.start("name"), found.end("name"))
        if name.value[0] in "\"'":
            name = cut(name, 1, len(name.value) - 1)
        start = found.start("value")
        value = line.piece(start)
        clean = True
        if found["sep"] == "：":
            at = found.start("sep")
            mend = f"{name.value}: {value.value}".rstrip()
            end = start + len(found["value"]) - len(found["value"].lstrip())
            repair = line.mend(at, end, ": " if value.value else ":")
            repair = repair if is_read(value.value) else None
            reader.slip("DGT003", line.span(at, at + 1), "help", repair, mend=mend)
            clean = False
        kept = [item for item in more if item.text.strip()]
        pieces = [item.piece() for item in kept]
        if value.value[:1] in {"|", ">"} and value.value:
            if not _BLOCK.match(value.value):
                self.bad("block", value.span())
                pieces = [value, *pieces]
            reader.add(name, _below(pieces, value))
            return
        if value.value[:1] in {'"', "'"} and pieces:
            reader.add(name, self._quoted_lines(name, value, pieces))
            return
        if not value.value and pieces:
            pieces = self._flattened(pieces)
            reader.add(name, joined(pieces))
            return
        first = reader.value(line, start, name.value, clean, f"{name.value}:")
        pieces = [piece for piece in pieces if not piece.value.startswith("#")]
        if pieces:
            reader.goes_on(line.number)
        reader.add(name, joined([first, *pieces]))

    def _flattened(self, pieces: list[Text]) -> list[Text]:
        first = pieces[0]
        if re.match(r"-(?:\s|$)", first.value):
            self.bad("list", first.span())
            found = [_after_dash(piece) for piece in pieces]
            return [piece for piece in found if piece.value] or [first]
        if _NESTED.match(first.value):
            self.bad("mapping", first.span())
        return pieces

    def _quoted_lines(self, name: Text, value: Text, pieces: list[Text]) -> Text:
        quote = value.value[0]
        whole = joined([value, *pieces])
        inner = whole.value[1:-1]
        if whole.value[-1] != quote or quote in inner or "\\" in inner:
            self.reader.slip("DGT010", value.span(0, 1), name=name.value)
            return whole
        last = pieces[-1]
        opened = Text(value.value[1:], ((value.lines[0][0], value.lines[0][1] + 1),))
        closed = Text(last.value[:-1].rstrip(), last.lines)
        return joined([opened, *pieces[:-1], closed])


def _below(pieces: list[Text], header: Text) -> Text:
    if pieces:
        return joined(pieces)
    line, column = header.lines[0]
    return Text("", ((line, column),))


def _after_dash(piece: Text) -> Text:
    match = re.match(r"-\s*", piece.value)
    if match is None:
        return piece
    line, column = piece.lines[0]
    return Text(piece.value[match.end() :], ((line, column + match.end()),))


def _indent(line: Line) -> int:
    return len(line.text) - len(line.text.lstrip())
