"""Roles of ours that are none: another markup's, without their signs, or misspelt."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from difflib import get_close_matches
from functools import lru_cache

from sphinx_digest.core.formats import RECORD_ID
from sphinx_digest.core.model import Markup, Text
from sphinx_digest.core.numbers import find_numbers, read_number
from sphinx_digest.core.reading.damage import Slip

Parted = Callable[[str, int, int], str]

#: The roles of a digest.
ROLES = frozenset({"notice", "deadline", "contact", "issue", "docnum"})
#: Roles of others that are near enough to ours to be taken for them.
_OTHERS = frozenset({"note", "issues", "index", "content", "contents", "line", "deadlines"})

# Lengths are bounded, so that no text takes more than linear time.
_TRIED = re.compile(
    r"(?<![A-Za-z0-9_{:\\`])(?:[{｛](?P<brace>[A-Za-z:]{4,20})[}｝]|:(?P<colon>(?:digest:)?[A-Za-z]{4,12}):)"
    r"(?P<gap>[ \t\u3000\u00a0]{0,3})(?:`(?P<inner>[^`]{1,200})`)?"
)
_WORD = re.compile(r"[^\s`{}<>\[\]，。；、：！？,;（）()《》“”]{1,60}")


def _as_it_is(role: str, _start: int, _end: int) -> str:
    return role


def find_role_slips(
    text: Text, gaps: Iterable[tuple[int, int]], markup: Markup, parted: Parted = _as_it_is
) -> Iterator[Slip]:
    """Find what was meant for a role; ``gaps`` are code, links and roles, where none begins.

    ``parted`` sets the role that ends at an offset apart from the text beside it.
    """
    value = text.value
    if "{" not in value and ":" not in value and "｛" not in value:
        return
    taken = list(gaps)
    for match in _TRIED.finditer(value):
        if any(start < match.start() < end for start, end in taken):
            continue
        brace = match["brace"]
        written = (brace or match["colon"]).lower().removeprefix("digest:")
        role = _near(written)
        if role is None:
            continue
        wide = brace is not None and not match[0].startswith(f"{{{brace}}}")
        own = (brace is not None) == (markup == "myst") and not wide
        content, end = match["inner"], match.end()
        if content is None:
            content = _content(value[end : end + 80], role, match, value) if role == written else ""
            end += len(content)
        elif (own and role == written and not match["gap"]) or (role != written and match["gap"]):
            continue
        if content:
            sign = f"{{{role}}}" if markup == "myst" else f":{role}:"
            mend = parted(f"{sign}`{content}`", match.start(), end)
            values = {"written": value[match.start() : end], "mend": mend}
            span = text.span(match.start(), end)
            safe = "\n" not in values["written"] and _points(role, content)
            safe = safe and value[end : end + 1] != "`"
            yield Slip("DGT067", span, values, mend=(span, mend) if safe else None)


@lru_cache(maxsize=256)
def _near(written: str) -> str | None:
    if written in ROLES or written in _OTHERS:
        return written if written in ROLES else None
    return next(iter(get_close_matches(written, sorted(ROLES), 1, 0.8)), None)


def _points(role: str, content: str) -> bool:
    """Say whether the content of a role can be what it points to."""
    target = content[content.rfind("<") + 1 :].removesuffix(">").strip()
    if role != "docnum" or target != content:
        return RECORD_ID.fullmatch(target) is not None
    return read_number(content) is not None


def _content(following: str, role: str, match: re.Match[str], value: str) -> str:
    """Give what stands without backquotes behind the name of a role, if it is meant for it."""
    if match["colon"] and (match.start() == 0 or value[match.start() - 1] == "\n"):
        return ""  # a field
    number = next(find_numbers(following), None) if role == "docnum" else None
    if number is not None and number[1] == 0:
        return following[: number[2]]
    word = _WORD.match(following)
    if word is None or match["gap"] or match["colon"]:
        return ""
    return word[0] if role == "docnum" or RECORD_ID.fullmatch(word[0]) else ""
