"""Where an editor asks that a finding be left out: comments in the source, ``accept`` of records.

A comment names codes or their beginnings, and may say why::

    % digest: ignore DGT341 原文如此          MyST
    <!-- digest: ignore DGT341 -->           MyST, also at the end of a line
    .. digest: ignore DGT341                 reStructuredText

At the end of a line it holds for that line, else for the paragraph, heading or block below it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches

from sphinx_digest.core.messages import Language, twin
from sphinx_digest.core.model import Block, Diagnostic, Fix, Mute, Place, Reading, Record, Span
from sphinx_digest.core.reading.myst_literal import LITERAL

_COMMENT = re.compile(
    r"^[ \t]*(?:%|\.\.)[ \t]+digest:[ \t]*ignore(?P<rest>.*)"
    r"|<!--[ \t]*digest:[ \t]*ignore(?P<inline>.*?)-->"
)
_NAMED = re.compile("digest ?[:：]")
#: What was meant to be such a comment.
_MISWRITTEN = re.compile(
    r"(?:(?P<start>^[ \t]*(?:%|\.\.)|<!--)|[ \t]*(?P<behind>%))[ \t]*"
    r"(?P<words>digest[ \t]*(?P<colon>[:：])(?!:)[ \t]*(?P<word>[A-Za-z]+))"
    r"(?P<more>[ \t]+DGT.*?)?[ \t]*(?:-->|$)",
    re.IGNORECASE,
)
_NO_CODE: Mapping[Language, str] = {
    "zh": "没写要略过哪个代码", "en": "names no code to ignore",
}  # fmt: skip
_DIRECTIVE = re.compile(r"\{([^{}\s]+)\}")
_FENCE = re.compile(r"\s*(`{3,}|~{3,})\s*(.*?)\s*$")
_CODE = re.compile(r"[ \t]*(?P<code>DGT[0-9]{0,3})(?![A-Za-z0-9])[ \t]*[,，、]?", re.IGNORECASE)
_WHOLE_CODE = re.compile(r"DGT[0-9]{3}(?![0-9])", re.IGNORECASE)
_ACCEPTED = re.compile(
    r"(DGT[0-9]{3})(?![0-9])\s*([^\s].*?)?\s*(?:[;；]\s*(?=DGT[0-9]{3})|\Z)",
    re.DOTALL | re.IGNORECASE,
)
_SHORT_CODE = re.compile("DGT[0-9]{0,2}(?![0-9])", re.IGNORECASE)


def find_comments(reading: Reading, text: str) -> Iterator[Mute | Diagnostic]:
    """Yield what the comments of a source leave out, and a finding where one names no code."""
    if not _NAMED.search(text):
        return
    lines = re.split(r"\r\n|\r|\n", text)
    fence = ""  # of code that is open
    for number, line in enumerate(lines, 1):
        if reading.markup == "myst" and (mark := _FENCE.match(line)):
            fence = _next_fence(fence, mark)
        if fence or not _NAMED.search(line):
            continue
        comments = list(_COMMENT.finditer(line))
        for found in comments:
            if line.count("`", 0, found.start()) % 2 == 0:
                yield from _mutes_of(reading, lines, number, found)
        if not comments and (wrong := _MISWRITTEN.search(line)):
            yield from _miswritten(reading, line, number, wrong)


def _mutes_of(
    reading: Reading, lines: list[str], number: int, found: re.Match[str]
) -> Iterator[Mute | Diagnostic]:
    name = "rest" if found["rest"] is not None else "inline"
    rest, at = found[name], found.start(name) + 1
    codes: list[tuple[str, Span]] = []
    position = 0
    while code := _CODE.match(rest, position):
        span = _on_line(number, at + code.start("code"), len(code["code"]))
        codes.append((code["code"].upper(), span))
        position = code.end()
    if not codes:
        written = found[0].strip()
        column = found.start() + found[0].index(written) + 1
        place = Place(reading.path, _on_line(number, column, len(written)))
        yield Diagnostic("DGT301", place, twin("why", _NO_CODE))
        return
    alone = name == "rest" or not lines[number - 1][: found.start()].strip()
    first, last = _below(reading, lines, number) if alone else (number, number)
    reason = rest[position:].strip(" \t：:—-")
    for code_, span in codes:
        yield Mute(Place(reading.path, span), code_, reason, first, last, accepted=False)


def _miswritten(
    reading: Reading, line: str, number: int, found: re.Match[str]
) -> Iterator[Diagnostic]:
    """Tell of a comment that is none, or that says nothing, for a slip; with its mend."""
    word, more = found["word"], (found["more"] or "").rstrip()
    if line.count("`", 0, found.start()) % 2 or not (
        more or get_close_matches(word.lower(), ["ignore"], 1)
    ):
        return
    meant = f"digest: ignore{more}"
    name = "behind" if found["behind"] else "words"
    why: dict[Language, str]
    if name == "behind":
        if reading.markup == "rst" or not more:
            return
        why = {"zh": "接在文字后面，成了正文", "en": "stands behind text and is part of it"}
        meant = f"<!-- {meant} -->"
    elif found["colon"] == "：":
        why = {"zh": "用了中文冒号", "en": "has a full-width colon"}
    elif word == "ignore":
        why = {"zh": "空格不对", "en": "has a space too few or too many"}
    else:
        why = {"zh": f"把 ignore 写成了 {word}", "en": f"says {word} for ignore"}
    if line[found.start(name) - 1] in "%.":
        meant = f" {meant}"
    start, end = found.start(name), found.end("more") if more else found.end("words")
    place = Place(reading.path, _on_line(number, start + 1, end - start))
    yield Diagnostic(
        "DGT301",
        place,
        {**twin("why", why), "mend": meant},
        "help_mend",
        fixes=(Fix(place, meant),),
    )


def _next_fence(fence: str, mark: re.Match[str]) -> str:
    """Give the fence of code that is open after a line with a fence."""
    if not fence:
        name = _DIRECTIVE.match(mark[2])
        markup = name is not None and (name[1] not in LITERAL or name[1] == "eval-rst")
        return "" if markup else mark[1]
    return "" if mark[1].startswith(fence) and not mark[2] else fence


def _on_line(line: int, column: int, width: int) -> Span:
    return Span(line, column, line, column + width)


def _below(reading: Reading, lines: list[str], number: int) -> tuple[int, int]:
    """Give the lines that a comment of its own stands above."""
    first = number + 1
    while first <= len(lines) and not lines[first - 1].strip():
        first += 1
    last = first
    while last < len(lines) and lines[last].strip():
        last += 1
    ends = [
        block.end_line
        for block in reading.blocks
        if block.file == reading.path and first <= block.opening.line <= last
    ]
    return first, max([last, *ends])


def find_accepted(reading: Reading, record: Record) -> Iterator[Mute | Diagnostic]:
    """Yield what a record accepts, each with its reason, and findings where one lacks it."""
    written = record.values.get("accept")
    if written is None:
        return
    block = reading.blocks[record.block]
    first, last = _extent(reading, block)
    end = 0
    for found in _ACCEPTED.finditer(written):
        if found.start() != end or not found[2]:
            break
        end = found.end()
        place = _place_within(block, record, written, found.span(1))
        yield Mute(place, found[1].upper(), found[2], first, last, accepted=True)
    if end != len(written):
        place = _place_within(block, record, written, (end, len(written)))
        help_ = "help_whole" if _SHORT_CODE.match(written, end) else "help"
        code = _WHOLE_CODE.search(written, end)
        values = {"value": written[end:], "code": code[0].upper() if code else "DGT311"}
        yield Diagnostic("DGT302", place, values, help_)


def _place_within(block: Block, record: Record, written: str, at: tuple[int, int]) -> Place:
    """Give the place of a part of what a record accepts; of all of it where lines were joined."""
    whole = record.places["accept"]
    for field in block.fields:
        if field.text.span() == whole and field.text.value == written:
            return Place(record.file, field.text.span(*at))
    return Place(record.file, whole)


def _extent(reading: Reading, block: Block) -> tuple[int, int]:
    """Give the lines of a block; those of its section where it is a notice's header."""
    first, last = block.opening.line, block.end_line
    if block.heading is None or block.argument is not None or block.name in ("deadline", "contact"):
        return first, last
    own = reading.headings[block.heading]
    if own.file == block.file:
        first = own.title.span().line
    if block.name != "notice":
        return first, last
    for heading in reading.headings[block.heading + 1 :]:
        if heading.level <= own.level and heading.file == block.file:
            return first, heading.title.span().line - 1
    return first, 1 << 30


def accepted(record: Record) -> Iterator[tuple[str, str]]:
    """Yield the code and the reason of what a record accepts, for readers."""
    for found in _ACCEPTED.finditer(record.values.get("accept", "")):
        if found[2]:
            yield found[1].upper(), found[2]


def find_mutes(
    reading: Reading, text: str, records: Iterable[Record]
) -> tuple[tuple[Mute, ...], tuple[Diagnostic, ...]]:
    """Give all that a document leaves out, and what is wrong with how it says so."""
    found = [*find_comments(reading, text)]
    for record in records:
        found += find_accepted(reading, record)
    return (
        tuple(one for one in found if isinstance(one, Mute)),
        tuple(one for one in found if isinstance(one, Diagnostic)),
    )
