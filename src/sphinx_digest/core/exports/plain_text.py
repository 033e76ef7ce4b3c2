"""An issue as plain text for messengers: whole, or in parts that each fit into a message."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from sphinx_digest.core.exported import Object
from sphinx_digest.core.exported.edition import (
    NO_FIELDS,
    edition,
    edition_blocks,
    heading_of,
    issue_of,
)
from sphinx_digest.core.exported.words import OwnField

#: What a message of a group robot of WeCom (企业微信) may have at most, in octets of UTF-8.
MESSAGE = 2048
#: Room for “（10/12）” behind a title.
_NUMBERING = 24
#: A title above each part may take so much of it.
_TITLE = 4


def to_text(digest: Object, issue_id: str, own: Mapping[str, OwnField] = NO_FIELDS) -> str:
    """Give an issue as text: what to do by when, then its notices; nothing of Markdown.

    ``own`` says what the project's fields of a notice are called.
    """
    return edition(digest, issue_id, own)


def to_text_parts(
    digest: Object,
    issue_id: str,
    limit: int = MESSAGE,
    own: Mapping[str, OwnField] = NO_FIELDS,
) -> list[str]:
    """Give an issue in parts of ``limit`` octets at most, each with its number: （1/3）.

    Notices are kept whole where they fit. Raises ValueError for less than 256 octets.
    """
    if limit < 256:
        raise ValueError("a part has room for 256 octets at least")
    blocks = list(edition_blocks(digest, issue_id, own))
    heading = heading_of(digest, issue_of(digest, issue_id)[0])
    title = next(_cut(heading, limit // _TITLE))
    chinese = str(digest.get("language", "")).startswith("zh")
    # The masthead begins with the title, which stands above each part.
    rest = blocks[0].removeprefix(heading).strip("\n")
    parts = list(_filled((rest, *blocks[1:]), limit - _size(title) - _NUMBERING))
    if len(parts) == 1:
        return [f"{title}\n{parts[0]}".rstrip("\n") + "\n"]
    mark = "（{}/{}）" if chinese else " ({}/{})"
    return [
        f"{title}{mark.format(number, len(parts))}\n{part}\n"
        for number, part in enumerate(parts, 1)
    ]


def _size(text: str) -> int:
    return len(text.encode())


def _filled(blocks: Iterable[str], room: int) -> Iterator[str]:
    """Put as many blocks into a part as fit; one that fits into none is cut at its lines."""
    part = ""
    for block in filter(None, blocks):
        joined = f"{part}\n\n{block}" if part else block
        if _size(joined) <= room:
            part = joined
            continue
        if part:
            yield part
        part = block
        if _size(block) > room:
            *whole, part = _lines(block, room)
            yield from whole
    if part:
        yield part


def _lines(block: str, room: int) -> Iterator[str]:
    part = ""
    for line in (piece for whole in block.split("\n") for piece in _cut(whole, room)):
        joined = f"{part}\n{line}" if part else line
        if _size(joined) > room:
            yield part
            joined = line
        part = joined
    yield part


def _cut(line: str, room: int) -> Iterator[str]:
    """Cut a line between characters."""
    start = size = 0
    for index, character in enumerate(line):
        width = _size(character)
        if size + width > room:
            yield line[start:index]
            start, size = index, 0
        size += width
    yield line[start:]
