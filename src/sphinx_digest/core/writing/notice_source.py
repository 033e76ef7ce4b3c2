"""A notice as source: its heading, its block, its rows, and where in an issue it goes."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sphinx_digest.core.body import plain_title
from sphinx_digest.core.model import Document, Markup, Notice, Reading, Record
from sphinx_digest.core.reports.text import width_of

_LINES = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_RULES = "=-~^\"'+*#"
#: What a line that belongs to the heading below it looks like: a label, or a comment.
_LABEL = re.compile(r"\([^()]+\)=\s*$|\.\. _[^:]+:\s*$")
_COMMENT: Mapping[Markup, re.Pattern[str]] = {
    "myst": re.compile("%"),
    "rst": re.compile(r"\.\.(?: (?!\S+::)|\s*$)"),
}
_SPECIAL: Mapping[Markup, re.Pattern[str]] = {
    "myst": re.compile(r"[\\`*_\[\]<>&$~{}]|#(?=#*\s*$)"),
    "rst": re.compile(r"[\\`*|_\[]"),
}
#: What would begin a list and the like in reStructuredText, up to the sign that does it.
_START = re.compile(r"[!-/:-@\[-`{-~]|(?:[0-9]+|[A-Za-z]|[IVXLCDMivxlcdm]+)[.)](?=\s|$)")


@dataclass(frozen=True, slots=True)
class NoticeText:
    """What is written of a notice: its title, its fields in order, its rows."""

    title: str
    fields: Mapping[str, str]
    deadlines: tuple[str, ...] = ()
    contacts: tuple[str, ...] = ()

    def with_row(self, name: str, row: str) -> NoticeText:
        """Give the same with one more row in one of the lists."""
        if name == "deadlines":
            return replace(self, deadlines=(*self.deadlines, row))
        return replace(self, contacts=(*self.contacts, row))


def escape_title(title: str, markup: Markup) -> str:
    """Give a title as it is written in a heading, so that it reads the same."""
    escaped = _SPECIAL[markup].sub(r"\\\g<0>", title)
    start = _START.match(title) if markup == "rst" else None
    at = start.end() - 1 if start else 0
    if start and not _SPECIAL[markup].match(title, at):
        escaped = f"{escaped[:at]}\\{escaped[at:]}"
    return escaped


def is_aside(line: str, markup: Markup) -> bool:
    """Say whether a line is a label or a comment, which belongs to what is below it."""
    return bool(_LABEL.match(line) or _COMMENT[markup].match(line))


def block_text(name: str, lines: Sequence[str], markup: Markup) -> str:
    """Give a block with its lines: fields or rows."""
    if markup == "myst":
        return "\n".join([f":::{{{name}}}", *lines, ":::"]) + "\n"
    gap = [""] if lines and lines[0].startswith("- ") else []
    return "\n".join([f".. {name}::", *gap, *(f"   {line}" for line in lines)]) + "\n"


def notice_text(notice: NoticeText, markup: Markup) -> str:
    """Give what stands below the heading of a notice."""
    fields = [f":{name}: {value}" for name, value in notice.fields.items()]
    blocks = [block_text("notice", fields, markup)]
    for name, rows in (("deadlines", notice.deadlines), ("contacts", notice.contacts)):
        if rows:
            blocks.append(block_text(name, [f"- {row}" for row in rows], markup))
    return "\n".join(blocks)


@dataclass(frozen=True, slots=True)
class Division:
    """A part or a group of an issue: its title and its heading, by index; None: not there yet."""

    title: str
    heading: int | None


class IssueSource:
    """An issue as it was read, with the text of its files: where notices stand in it."""

    def __init__(
        self,
        reading: Reading,
        document: Document,
        texts: Mapping[str, str],
        part_titles: Collection[str] = (),
    ) -> None:
        self.reading, self.document = reading, document
        self.part_titles = part_titles
        self.headings = reading.headings
        self.lines = {file: _LINES.findall(text) for file, text in texts.items()}
        self._of_notice = {
            self.reading.blocks[notice.record.block].heading: notice
            for notice in document.notices
            if not notice.short_form
        }

    def parts(self) -> list[Division]:
        """Give the parts of the issue, in order; one without notices is known by its title."""
        there = {self._heading_of(part): part.title for part in self.document.parts}
        for index, heading in enumerate(self.headings):
            title = plain_title(heading.title.value)
            if heading.level == 2 and title in self.part_titles and index not in self._of_notice:
                there.setdefault(index, title)
        return [Division(there[index], index) for index in sorted(there, key=lambda i: i or 0)]

    def _heading_of(self, part: Record) -> int | None:
        return self.reading.blocks[part.block].heading if part.block >= 0 else -1 - part.block

    def groups(self, part: Division | None) -> list[Division]:
        """Give the groups of a part, or of an issue without parts, in order."""
        top = part.heading if part else self._title()
        return [
            Division(plain_title(self.headings[index].title.value), index)
            for index in self._below(top)
            if index not in self._of_notice
            and not any(above in self._of_notice for above in self._above(index))
        ]

    def notices(self, part: Division | None) -> list[Notice]:
        """Give the notices of a part, or of an issue without parts."""
        if part is None:
            return list(self.document.notices)
        ids = {p.id for p in self.document.parts if self._heading_of(p) == part.heading}
        return [notice for notice in self.document.notices if notice.part in ids]

    def _title(self) -> int | None:
        return 0 if self.headings else None

    def _above(self, index: int) -> Iterator[int]:
        parent = self.headings[index].parent
        while parent is not None:
            yield parent
            parent = self.headings[parent].parent

    def _below(self, top: int | None) -> list[int]:
        return [
            index
            for index in range(len(self.headings))
            if top is not None and top in self._above(index)
        ]

    def inserted(
        self,
        notice: NoticeText,
        part: Division | None,
        group: Division | None,
        order: Sequence[str] = (),
    ) -> tuple[str, str, int, int] | None:
        """Put a notice at the end of its group: the file, its new text, first and last line.

        ``order`` is that of the groups, for one that is not there yet. None where the place is
        in a file whose text is not known.
        """
        above = part.heading if part else self._title()
        if above is None:
            return None
        opened: list[str] = []
        before: int | None = None
        if group and group.heading is not None:
            above = group.heading
        elif group:
            before = self._following(part, group.title, order)
            opened.append(group.title)
        file = self.headings[above].file
        if file not in self.lines:
            return None
        markup = self.reading.markup
        pieces = []
        for depth, title in enumerate([*opened, escape_title(notice.title, markup)]):
            if depth < len(opened):
                title = escape_title(title, markup)
            pieces.append(self._heading(title, above, depth))
        pieces.append(notice_text(notice, markup))
        end = self._end(above) if before is None else self._start(before)
        return file, *self._put(file, end, "\n".join(pieces), len(opened))

    def _put(self, file: str, end: int, piece: str, opened: int) -> tuple[str, int, int]:
        """Insert after the last words before line ``end``; give the lines of the notice too."""
        lines = self.lines[file]
        at = end
        while at and not lines[at - 1].strip():
            at -= 1
        newline = next((line[len(line.rstrip("\r\n")) :] for line in lines), "\n") or "\n"
        head = "".join(lines[:at])
        if head and not head.endswith(("\r", "\n")):
            head += newline
        tail = "".join(lines[at:])
        if at == end and at < len(lines):
            tail = newline + tail
        first = at + 2
        if opened:  # the heading of the group and what is blank around it
            first += len(piece.split("\n\n", 1)[0].split("\n")) + 1
        last = at + 1 + piece.count("\n")
        return head + newline + piece.replace("\n", newline) + tail, first, last

    def _following(self, part: Division | None, title: str, order: Sequence[str]) -> int | None:
        """Give the heading of the first group that comes after one in an order."""
        later = order[order.index(title) + 1 :] if title in order else ()
        return next((g.heading for g in self.groups(part) if g.title in later), None)

    def _end(self, top: int) -> int:
        """Give the number of lines above the next heading that is no deeper."""
        own = self.headings[top]
        for index in range(top + 1, len(self.headings)):
            other = self.headings[index]
            if other.level <= own.level and other.file == own.file:
                return self._start(index)
        return len(self.lines[own.file])

    def _start(self, index: int) -> int:
        """Give the number of lines above a heading and what belongs to it."""
        heading = self.headings[index]
        lines = self.lines[heading.file]
        at = heading.title.lines[0][0] - 1
        if self.reading.markup == "rst" and at and _is_rule(lines[at - 1]):
            at -= 1
        while at:
            above = at
            while above and not lines[above - 1].strip():
                above -= 1
            if not above or not is_aside(lines[above - 1], self.reading.markup):
                break
            if above < at and not _LABEL.match(lines[above - 1]):
                break  # a comment by itself
            at = above - 1
        return at

    def _heading(self, title: str, above: int, depth: int) -> str:
        """Give a heading below another, as its neighbours at that level are written."""
        parent = self.headings[above]
        level = parent.level + 1 + depth
        near = [h for h in self.headings if h.level == level and h.parent == above]
        near += [h for h in self.headings if h.level == level and h.parent != above]
        known = [h for h in near if h.file in self.lines]
        if self.reading.markup == "myst":
            marks = self._marks(above) + 1 + depth
            same = [h for h in known if h.parent == above]
            if same:
                marks = self._marks(self.headings.index(same[0]))
            return f"{'#' * marks} {title}\n"
        if known:
            rule, over = self._rule(self.headings.index(known[0]))
        else:
            used = {self._rule(i)[0] for i, h in enumerate(self.headings) if h.file in self.lines}
            rule = [mark for mark in _RULES if mark not in used][depth]
            over = False
        line = rule * max(4, width_of(title))
        return f"{line}\n{title}\n{line}\n" if over else f"{title}\n{line}\n"

    def _marks(self, index: int) -> int:
        """Give how many number signs a heading has, or what its underline stands for."""
        heading = self.headings[index]
        line = heading.title.lines[0][0]
        lines = self.lines.get(heading.file, [])
        written = lines[line - 1].lstrip(" ") if line <= len(lines) else ""
        if found := re.match("#{1,6}(?=\\s)", written):
            return len(found[0])
        return heading.level

    def _rule(self, index: int) -> tuple[str, bool]:
        heading = self.headings[index]
        lines = self.lines[heading.file]
        at = heading.title.lines[-1][0]
        rule = lines[at][:1] if at < len(lines) else "="
        top = heading.title.lines[0][0] - 2
        over = top >= 0 and _is_rule(lines[top]) and lines[top][:1] == rule
        return rule, over


def _is_rule(line: str) -> bool:
    stripped = line.strip()
    return len(stripped) > 1 and len(set(stripped)) == 1 and not stripped[0].isalnum()
