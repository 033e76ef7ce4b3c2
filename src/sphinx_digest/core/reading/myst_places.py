"""Where the parts of a token of MyST stand in the source."""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it.token import Token

from sphinx_digest.core.model import Span, Text
from sphinx_digest.core.reading.damage import read_opening
from sphinx_digest.core.reading.lines import Line
from sphinx_digest.core.reading.myst_fields import is_option_line


def indent(line: Line) -> int:
    """Give the number of white characters at the start of a line."""
    return len(line.text) - len(line.text.lstrip())


def inline_text(token: Token, region: Sequence[Line]) -> Text:
    """Give the content of an inline token with the places of its lines."""
    assert token.map is not None
    parts = token.content.split("\n")
    places: list[tuple[int, int]] = []
    for offset, part in enumerate(parts):
        line = region[min(token.map[0] + offset, len(region) - 1)]
        text = line.text
        start = len(text) - len(part) if text.endswith(part) else max(text.find(part), 0)
        places.append((line.number, max(start + 1 + line.shift, 1)))
    return Text(token.content, tuple(places))


def stands_in(text: Text, lines: Sequence[Line]) -> bool:
    """Say whether a text is in the source as it is, each of its lines in one of ``lines``."""
    parts = text.value.split("\n")
    return len(parts) <= len(lines) and all(
        line.written is None and part in line.text for line, part in zip(lines, parts, strict=False)
    )


def content_lines(token: Token, region: Sequence[Line]) -> list[Line]:
    """Give the lines between the fences."""
    assert token.map is not None
    if not token.content:
        return []
    parts = token.content.removesuffix("\n").split("\n")
    start = token.map[0] + 1
    return [line.cut_to(part) for line, part in zip(region[start:], parts, strict=False)]


def text_from(line: Line, start: int) -> Text:
    """Give the rest of a line that has no white space at its end."""
    return Text(line.text[start:], ((line.number, max(start + 1 + line.shift, 1)),))


def text_of(first: Line, below: Sequence[Line]) -> Text:
    """Give a paragraph of whole lines."""
    if not below:
        return text_from(first, 0)
    lines = (first, *below)
    places = tuple((line.number, max(1 + line.shift, 1)) for line in lines)
    return Text("\n".join([line.text for line in lines]), places)


def argument_of(opening: Line, info: str) -> Text | None:
    """Give what stands after the name of a directive."""
    parts = info.strip().split(maxsplit=1)
    if len(parts) < 2:
        return None
    text = opening.text.rstrip()
    return opening.piece(len(text) - len(parts[1]), len(text))


def name_place(line: Line) -> tuple[Span, Span]:
    """Give the places of the name and of the whole opening, from the fence to the braces."""
    found = read_opening(line.text)
    if found is None:
        return line.span(), line.span()
    return line.span(*found.name_at), line.span(found.start, found.end)


def after_options(lines: Sequence[Line]) -> Sequence[Line]:
    """Give the content of a directive that is not ours, without its options."""
    index = 0
    if lines and lines[0].text.startswith("---"):
        closing = (at for at in range(1, len(lines)) if lines[at].text.startswith("---"))
        return lines[next(closing, len(lines)) + 1 :]
    while index < len(lines) and is_option_line(lines[index].text):
        index += 1
    return lines[index:]
