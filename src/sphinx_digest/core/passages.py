"""The text of an issue outside its notices: below its title, parts and groups, and behind them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from sphinx_digest.core.body import is_adornment, without_blocks
from sphinx_digest.core.model import Block, Passage, Reading

_RULE = re.compile(r" {0,3}(?:=+|-+)[ \t]*$")
_INCLUDE = re.compile(
    r"^(?P<fence>`{3,}|:{3,})\{include\}[^\n]*\n(?:.*\n)*?(?P=fence)[ \t]*$"
    r"|^\.\. include::[^\n]*(?:\n[ \t]+[^\n]+)*",
    re.MULTILINE,
)


@dataclass(slots=True)
class _Stretch:
    """A passage while it is being found; ``lines`` are pairs of a first and a last line."""

    heading: int
    kind: str  # "issue", "part", "group" or "after" a notice
    lines: list[tuple[int, int]] = field(default_factory=list)


class PassageFinder:
    """Finds the passages of one document; records are given by their headings."""

    def __init__(
        self, reading: Reading, text: str, parts: Mapping[int, str], notices: Mapping[int, str]
    ) -> None:
        self.reading = reading
        self.lines = text.splitlines()
        self.parts, self.notices = parts, notices
        self.headings = reading.headings
        self.shorts = {  # blocks that make a section of their own
            index: block for index, block in enumerate(reading.blocks)
            if block.name == "notice" and block.argument and block.heading is not None
        }  # fmt: skip
        above = [self.headings[index].parent for index in notices]
        above += [block.heading for block in self.shorts.values()]
        self.groups = {
            index
            for heading in above
            for index in self._from(heading)
            if self.headings[index].level > 1 and index not in parts
        }

    def _from(self, heading: int | None) -> Iterator[int]:
        """Yield a heading and those above it."""
        while heading is not None:
            yield heading
            heading = self.headings[heading].parent

    def path(self, heading: int | None) -> tuple[int, ...]:
        """Give the headings of groups from below the part down to a heading."""
        return tuple(reversed([index for index in self._from(heading) if index in self.groups]))

    def find(self, ids: Mapping[int, str], titles: Mapping[int, str]) -> Iterator[Passage]:
        """Yield the passages; ``ids`` has the id of each notice by its block, ``titles`` words."""
        own = [index for index, h in enumerate(self.headings) if h.file == self.reading.path]
        if not own:
            return
        order = self._in_order(ids)
        for stretch in self._stretches(own):
            first, last = stretch.lines[0]
            heading = stretch.heading
            after = self.notices[heading] if stretch.kind == "after" else None
            for end, behind, id_ in [*self._shorts_in(first, last, ids), (last, last, "")]:
                if source := self._source(first, end):
                    yield self._passage(source, stretch, after, order, titles)
                first, after = behind + 1, id_

    def _passage(
        self,
        source: str,
        stretch: _Stretch,
        after: str | None,
        order: list[tuple[int, str]],
        titles: Mapping[int, str],
    ) -> Passage:
        if after is not None:
            return Passage(source, after=after)
        heading = stretch.heading
        part = next((self.parts[i] for i in self._from(heading) if i in self.parts), None)
        if stretch.kind != "group":
            return Passage(source, part)
        groups = tuple(titles[index] for index in self.path(heading))
        start = self.headings[heading].title.lines[0][0]
        return Passage(source, part, groups, next((id_ for at, id_ in order if at > start), None))

    def _shorts_in(
        self, first: int, last: int, ids: Mapping[int, str]
    ) -> Iterator[tuple[int, int, str]]:
        """Yield the notices in short form between two lines: the line above, the last, the id."""
        for index, block in self.shorts.items():
            inside = block.file == self.reading.path and first <= block.opening.line <= last
            if inside and index in ids:
                yield block.opening.line - 1, block.end_line, ids[index]

    def _in_order(self, ids: Mapping[int, str]) -> list[tuple[int, str]]:
        """Give the line of each notice of the file, with its id."""
        blocks = self.reading.blocks
        return sorted(
            (blocks[index].opening.line, id_)
            for index, id_ in ids.items()
            if blocks[index].file == self.reading.path
        )

    def _stretches(self, own: list[int]) -> Iterator[_Stretch]:
        """Yield what stands between the headings of notices, with its lines."""
        opened: _Stretch | None = None
        start = 0
        last_notice: int | None = None
        for index in own:
            if any(above in self.notices for above in self._from(self.headings[index].parent)):
                continue
            kind = self._kind(index)
            top = self._top(index)
            if kind == "":  # a heading like any other text
                if opened is None and last_notice is not None:
                    opened, start = _Stretch(last_notice, "after"), top + 1
                continue
            if opened is not None:
                opened.lines.append((start, top))
                yield opened
            opened = None
            if kind == "notice":
                last_notice = index
            else:
                opened, start = _Stretch(index, kind), self._below(index)
        if opened is not None:
            opened.lines.append((start, len(self.lines)))
            yield opened

    def _kind(self, index: int) -> str:
        if index in self.notices:
            return "notice"
        if index in self.parts:
            return "part"
        if index in self.groups:
            return "group"
        return "issue" if self.headings[index].level == 1 else ""

    def _top(self, index: int) -> int:
        """Give the number of lines above a heading."""
        top = self.headings[index].title.lines[0][0] - 1
        if self.reading.markup == "rst" and top and is_adornment(self.lines[top - 1]):
            top -= 1
        return top

    def _below(self, index: int) -> int:
        """Give the first line below a heading and its rule."""
        last = self.headings[index].title.lines[-1][0]
        line = self.lines[last] if last < len(self.lines) else ""
        if self.reading.markup == "rst":
            ruled = is_adornment(line)
        else:
            ruled = not self.lines[last - 1].lstrip().startswith("#") and bool(_RULE.match(line))
        return last + 1 + ruled

    def _source(self, first: int, last: int) -> str:
        """Give lines without our blocks, and without what brings records from other files."""
        source = without_blocks(self.lines[first - 1 : last], first, self.reading)
        path = self.reading.path
        files = {block.file for block in self.reading.blocks} | {h.file for h in self.headings}
        if files > {path}:
            source = re.sub(r"\n{3,}", "\n\n", _INCLUDE.sub("", source)).strip("\n")
        return source


def content_of(reading: Reading, block: Block) -> str:
    """Give what stands in a deadline's or a contact's block below its fields."""
    if block.row or not block.body.value.strip():
        return ""
    first = block.body.lines[0][0]
    return without_blocks(block.body.value.splitlines(), first, reading, block)
