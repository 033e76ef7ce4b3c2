"""Running text: roles of ours, and the prose between what is left out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sphinx_digest.core.model import Text
from sphinx_digest.core.reading.damage import Slip
from sphinx_digest.core.reading.lines import cut, stripped
from sphinx_digest.core.reading.role_slips import ROLES, find_role_slips
from sphinx_digest.core.reading.rst_rows import Row, text_of

# Lengths are bounded, so that no text takes more than linear time.
_START = re.compile(
    r"``(?=\S)|(?P<role>:[^\W_][\w.+:-]{0,60}:)?`(?=[^\s`])"
    r"|(?<![a-zA-Z0-9.+-])[a-zA-Z][a-zA-Z0-9.+-]{0,30}://?[^\s<>]"
    r"|(?P<ref>(?<=[^\W_])__?(?!\w))|\|(?=[^\s|])|\\."
)
_LITERAL_END = re.compile(r"(?<!\s)``")
_BACKQUOTE_END = re.compile(r"(?<![\s\\])`(?P<role>:[^\W_][\w.+:-]{0,60}:)?(__?)?")
_BAR_END = re.compile(r"(?<![\s\\])\|_{0,2}")
_URL_END = re.compile(r"[^\s<>\"“”‘’《》，。；：！？、（）【】]*")
_TARGET = re.compile(r"(?P<title>.+?)\s*(?<!\\)<(?P<target>[^<]*)>$", re.DOTALL)
_BEFORE = "-:/'\"<([{"
_AFTER = "'\")]}>-/\\:.,;!?"


@dataclass(frozen=True, slots=True)
class RoleText:
    """A role of ours: its name, what it points to, its title, where it has one.

    One that touches the text beside it is none to docutils; ``mend`` says how to part them.
    """

    role: str
    target: Text
    title: str | None
    written: Text
    mend: str | None = None


def _may_start(text: str, index: int) -> bool:
    if index == 0:
        return True
    before = text[index - 1]
    if before.isascii():
        return before.isspace() or before in _BEFORE
    return before.isspace() or unicodedata.category(before) in {"Ps", "Pi", "Pf", "Pd", "Po"}


def _may_end(text: str, index: int) -> bool:
    if index >= len(text):
        return True
    after = text[index]
    if after.isascii():
        return after.isspace() or after in _AFTER
    return after.isspace() or unicodedata.category(after) in {"Pe", "Pi", "Pf", "Pd", "Po"}


class _Ends:
    """Search for ends; a kind of end that is not found is not looked for again."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._none: set[str] = set()

    def find(self, pattern: re.Pattern[str], start: int) -> re.Match[str] | None:
        if pattern.pattern in self._none:
            return None
        for match in pattern.finditer(self.text, start):
            if _may_end(self.text, match.end()):
                return match
        self._none.add(pattern.pattern)
        return None


def read_inline(rows: Sequence[Row]) -> tuple[list[Text], list[RoleText], list[Slip]]:
    """Give the prose of a paragraph's rows, the roles of ours in it, and what is none."""
    rows = [row for row in rows if row.line]
    if not rows:
        return [], [], []
    whole = text_of(rows)
    prose: list[Text] = []
    roles: list[RoleText] = []
    last = 0
    gaps = list(_gaps(whole))
    for start, end, role in gaps:
        start = max(start, last)
        if whole.value[last:start].strip():
            prose.append(stripped(cut(whole, last, start)))
        if role is not None:
            roles.append(role)
        last = end
    if whole.value[last:].strip():
        prose.append(stripped(cut(whole, last, len(whole.value))))

    def parted(role: str, start: int, end: int) -> str:
        before = "" if _may_start(whole.value, start) else "\\ "
        return f"{before}{role}" + ("" if _may_end(whole.value, end) else "\\ ")

    return prose, roles, list(find_role_slips(whole, (gap[:2] for gap in gaps), "rst", parted))


def _gaps(whole: Text) -> Iterator[tuple[int, int, RoleText | None]]:
    text = whole.value
    ends = _Ends(text)
    position = 0
    while (match := _START.search(text, position)) is not None:
        start, position = match.start(), match.end()
        written = match.group()
        if written[0] == "\\":
            continue
        if match["ref"]:
            start = _reference_start(text, start)
            if _may_start(text, start) and _may_end(text, position):
                yield start, position, None
            continue
        if written == "``":
            end = ends.find(_LITERAL_END, position + 1) if _may_start(text, start) else None
            if end:
                position = end.end()
                yield start, position, None
            continue
        if written == "|":
            end = ends.find(_BAR_END, position + 1) if _may_start(text, start) else None
            if end:
                position = end.end()
                yield start, position, None
            continue
        if written[-1] == "`":
            role = match["role"]
            glued = _glued(whole, match)
            if glued is not None:
                position += len(glued.written.value) - len(written)
                yield start, position, glued
                continue
            if not _may_start(text, start):
                # ``text:role:`x``` is no role, but `x` may still be interpreted text.
                start, role = position - 1, None
                if not _may_start(text, start):
                    continue
            end = ends.find(_BACKQUOTE_END, position + 1)
            if end is None:
                continue
            inner = (position, end.start())
            position = end.end()
            yield start, position, _role(whole, role or end["role"], inner, (start, position))
            continue
        if _may_start(text, start):
            tail = _URL_END.match(text, position)
            position = tail.end() if tail else position
            yield start, position, None


def _reference_start(text: str, end: int) -> int:
    start = end
    while start > max(0, end - 200) and (
        text[start - 1].isalnum()
        or (text[start - 1] in "-._+:" and start > 1 and text[start - 2].isalnum())
    ):
        start -= 1
    return start


def _glued(whole: Text, match: re.Match[str]) -> RoleText | None:
    """Give a role of ours that touches text, before it or behind it."""
    text, start, position = whole.value, match.start(), match.end()
    if match["role"] is None or _name(match["role"]) not in ROLES:
        return None
    end = text.find("`", position)
    if end < 0:
        return None
    before, after = not _may_start(text, start), not _may_end(text, end + 1)
    if not (before or after):
        return None
    role = _role(whole, match["role"], (position, end), (start, end + 1))
    if role is None:
        return None
    mend = ("\\ " if before else "") + role.written.value + ("\\ " if after else "")
    return replace(role, mend=mend)


def _name(role: str | None) -> str:
    return (role or "").strip(":").lower().removeprefix("digest:")


def _role(
    whole: Text, role: str | None, inner: tuple[int, int], outer: tuple[int, int]
) -> RoleText | None:
    name = _name(role)
    if name not in ROLES:
        return None
    written = cut(whole, *outer)
    content = stripped(cut(whole, *inner))
    explicit = _TARGET.fullmatch(content.value)
    if explicit is None:
        return RoleText(name, content, None, written)
    target = stripped(cut(content, *explicit.span("target")))
    return RoleText(name, target, explicit["title"], written)
