"""Find the roles in a paragraph, and the running text between code, links and roles."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator

from sphinx_digest.core.model import Text
from sphinx_digest.core.reading.damage import Slip
from sphinx_digest.core.reading.lines import cut, stripped
from sphinx_digest.core.reading.role_slips import ROLES, find_role_slips

_SPECIAL = re.compile(r"[`\[<]|://")
_TOKEN = re.compile(
    r"\\[!-/:-@\[-`{-~]"
    r"|(?P<role>\{(?P<name>[a-zA-Z0-9_+:-]+)\})?(?P<ticks>`+)"
    r"|(?P<link>!?\[(?:[^\[\]\\\n]|\\.|\n|\[[^\[\]]*+\])*+\]\((?:[^()\\]|\\.|\([^()]*+\))*+\))"
    r"|(?P<auto><(?:[A-Za-z][A-Za-z0-9+.-]*:[^\s<>]*|[^\s<>@]+@[^\s<>]+)>)"
    r"|(?P<html></?[A-Za-z][^<>]*+>)"
    r"|(?P<url>(?:https?|ftp)://[!-;=?-~]+)"
)


def split_inline(text: Text) -> tuple[list[Text], list[tuple[str, Text, str | None]]]:
    """Give the running text and the roles of ours, as (role, target, title)."""
    if not _SPECIAL.search(text.value):
        return [text], []
    prose: list[Text] = []
    roles: list[tuple[str, Text, str | None]] = []
    last = 0
    for start, end, name, content in _tokens(text.value):
        _keep(prose, text, last, start)
        last = end
        if name is not None:
            role = name.removeprefix("digest:")
            if role in ROLES:
                roles.append((role, *_target(text, *content)))
    _keep(prose, text, last, len(text.value))
    return prose, roles


def role_slips(text: Text) -> Iterator[Slip]:
    """Find what was meant for a role of ours and is none."""
    return find_role_slips(text, (token[:2] for token in _tokens(text.value)), "myst")


def _keep(prose: list[Text], text: Text, start: int, end: int) -> None:
    if start < end and text.value[start:end].strip():
        prose.append(stripped(cut(text, start, end)))


def _tokens(value: str) -> Iterator[tuple[int, int, str | None, tuple[int, int]]]:
    closers: dict[int, deque[int]] = {}
    for run in re.finditer(r"`+", value):
        closers.setdefault(len(run[0]), deque()).append(run.start())
    position = 0
    while found := _TOKEN.search(value, position):
        position = found.end()
        if found.lastgroup is None:
            continue
        ticks = found["ticks"]
        if ticks is None:
            yield found.start(), position, None, (0, 0)
            continue
        close = _closing(found, closers)
        if close is None:
            continue
        start, position = position, close + len(ticks)
        yield found.start(), position, found["name"], (start, close)


def _closing(found: re.Match[str], closers: dict[int, deque[int]]) -> int | None:
    runs = closers.get(len(found["ticks"]), deque())  # an escape shortens a run
    while runs and runs[0] < found.end():
        runs.popleft()
    return runs[0] if runs else None


def _target(text: Text, start: int, end: int) -> tuple[Text, str | None]:
    content = stripped(cut(text, start, end))
    value = content.value
    at = value.rfind("<")
    if at < 1 or not value.endswith(">") or value[at - 1] == "\\":
        return content, None
    target = stripped(cut(content, at + 1, len(value) - 1))
    return target, " ".join(value[:at].split())
