"""The words of a notice: its title without markup, its body without our blocks."""

from __future__ import annotations

import re
from functools import lru_cache

from sphinx_digest.core.model import Block, Reading

_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*(?:\([^()]*\)[^()\s]*)*\)")
_RST_LINK = re.compile(r"`([^`<]+?)\s*<[^<>`]*>`_{1,2}")
#: A heading that is a link and nothing else.
_LINKED = re.compile(
    r"\[(?:[^\[\]\\]|\\.)+\]\(<?(?P<myst>https?://[^\s<>]+?)>?\)"
    r"|`[^`<]+\s<(?P<rst>https?://[^\s<>`]+)>`_{1,2}",
    re.IGNORECASE,
)
_ROLE = re.compile(r"(?:\{[\w:.+-]+\}|:[\w:.+-]+:)`([^`<]*?)(?:\s*<[^<>`]*>)?`")
_STRONG = re.compile(r"(\*\*|\*|``|`)(?=\S)(.+?)(?<=\S)\1")
_GAPS = re.compile(r"\n{3,}")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
#: What an escaped sign is while the markup around it is read; no text has these.
_HELD = {0x10F000 + code: code for code in range(128)}

#: What each of these has in it.
_MARKS = re.compile(r"[`\[*\\]")


def plain_title(source: str) -> str:
    """Give the words of a heading or title, without links, emphasis, roles and escapes."""
    if not _MARKS.search(source):
        return " ".join(source.split())
    text = _ESCAPE.sub(lambda found: chr(0x10F000 + ord(found[1])), source)
    text = _ROLE.sub(r"\1", text)
    text = _LINK.sub(r"\1", text)
    text = _RST_LINK.sub(r"\1", text)
    text = _STRONG.sub(r"\2", text)
    return " ".join(text.translate(_HELD).split())


def link_of(source: str) -> tuple[int, int] | None:
    """Give where the address stands in a heading that is one link; None in any other."""
    text = source.strip()
    match = _LINKED.fullmatch(text)
    if match is None:
        return None
    shift = len(source) - len(source.lstrip())
    name = "myst" if match["myst"] is not None else "rst"
    return match.start(name) + shift, match.end(name) + shift


def body_of(reading: Reading, text: str, block: Block, short_form: bool) -> str:
    """Give a notice's text as it was written, without the blocks of ours in it.

    A body that comes from an included file is given for short forms only: there the block
    itself holds it.
    """
    if short_form:
        first = block.body.lines[0][0] if block.body.lines else block.opening.line + 1
        lines = block.body.value.splitlines()
        return without_blocks(lines, first, reading, block)
    if block.file != reading.path or block.heading is None:
        return ""
    lines = _lines_of(text)
    start = block.end_line + 1
    end = len(lines)
    level = reading.headings[block.heading].level
    for heading in reading.headings[block.heading + 1 :]:
        if heading.level <= level and heading.file == block.file:
            end = heading.title.lines[0][0] - 1
            if reading.markup == "rst" and end > 0 and is_adornment(lines[end - 1]):
                end -= 1
            break
    return without_blocks(lines[start - 1 : end], start, reading, block)


@lru_cache(maxsize=1)
def _lines_of(text: str) -> list[str]:
    """Split a document once for all its notices."""
    return text.splitlines()


def is_adornment(line: str) -> bool:
    """Say whether a line may be the rule below or above a title in reStructuredText."""
    stripped = line.strip()
    return len(stripped) > 1 and len(set(stripped)) == 1 and not stripped[0].isalnum()


def without_blocks(lines: list[str], first: int, reading: Reading, own: Block | None = None) -> str:
    """Join lines, leaving out those of our blocks; ``first`` is the number of ``lines[0]``.

    ``own`` is the block that the lines stand in or belong to, and stays.
    """
    file = own.file if own else reading.path
    dropped: set[int] = set()
    last = first + len(lines) - 1
    for block in reading.blocks:
        if block is own or block.file != file or block.name == "digest-index":
            continue
        if first <= block.opening.line <= last:
            dropped.update(range(block.opening.line, block.end_line + 1))
    kept = [line for number, line in enumerate(lines, first) if number not in dropped]
    return _GAPS.sub("\n\n", "\n".join([line.rstrip() for line in kept])).strip("\n")
