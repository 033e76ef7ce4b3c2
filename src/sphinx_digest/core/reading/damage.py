"""What an editor may have meant: names near ours, and openings that are none."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from functools import lru_cache

from sphinx_digest.core.messages import BLOCK_LABELS
from sphinx_digest.core.model import Span

#: The blocks of a digest.
BLOCKS = tuple(BLOCK_LABELS)

#: Names that other markup owns and that are near enough to ours to be taken for them.
_OTHERS = frozenset({"note", "notes", "index", "content", "contents", "line", "container"})

_CHINESE = {words["zh"]: name for name, words in BLOCK_LABELS.items()}
_CHINESE |= {"通知": "notice", "公告": "notice", "截止日期": "deadline", "截止日": "deadline"}


@dataclass(frozen=True, slots=True)
class Slip:
    """A damage at its place, before the file is known."""

    code: str
    span: Span
    values: Mapping[str, str] = field(default_factory=dict)
    help: str | None = "help"


def block_of(name: str) -> str | None:
    """Give the name of the block of ours that a directive's name stands for."""
    bare = name.lower().removeprefix("digest:")
    return bare if bare in BLOCK_LABELS else None


@lru_cache(maxsize=1024)
def near_block(name: str) -> str | None:
    """Give the block of ours that a misspelt name is near to."""
    bare = name.lower().removeprefix("digest:").replace("_", "-")
    if bare in BLOCK_LABELS or bare in _OTHERS:
        return None
    if name in _CHINESE:
        return _CHINESE[name]
    near = get_close_matches(bare, BLOCKS, n=1, cutoff=0.75)
    return near[0] if near else None


@dataclass(frozen=True, slots=True)
class Opening:
    """The first line of a fence; ``block`` is ours, ``mended`` the line as it should be.

    ``start``, ``name_at`` and ``end`` are offsets in the line: of the fence, of the name, and
    after the braces.
    """

    marker: str
    count: int
    name: str
    block: str | None
    argument: bool
    indent: int
    prefixed: bool  # by a quotation mark or the sign of a list
    start: int
    name_at: tuple[int, int]
    end: int
    mended: str
    slip: Slip | None = None  # its span counts from column 1 of the line's text


#: Spaces that Markdown takes for text.
_WIDE = "\u3000\u00a0"
_SPACE = "[ \t\u3000\u00a0]*"
_MARKS = r"(?:(?:>|[-*+](?=[ \t])|[0-9]{1,9}[.)](?=[ \t]))[ \t\u3000]*)*+"
_FENCE = re.compile(
    rf"(?P<prefix>{_SPACE}{_MARKS})(?P<fence>[:：]{{2,}}|`{{3,}}|~{{3,}})(?P<info>.*)", re.DOTALL
)
_PLAIN = re.compile(
    r"\s*\{(?P<domain>digest:)?(?P<name>[^\s{}]+)\}(?=\s|$)(?P<rest>.*)", re.DOTALL | re.IGNORECASE
)
_TRIED = re.compile(
    r"\s*(?P<open>[{｛(（【\[]*)\s*(?:digest\s*[:：]\s*)?"
    r"(?P<name>[A-Za-z][A-Za-z0-9_-]*|[\u4e00-\u9fff]{1,4})"
    r"(?:\s*(?P<close>[}｝)）】\]]+))?(?P<rest>.*)",
    re.DOTALL,
)


def may_open(text: str) -> bool:
    """Say quickly whether a line may open or close a fence."""
    return _FENCE.match(text) is not None


@lru_cache(maxsize=2048)
def read_opening(text: str) -> Opening | None:
    """Read a line that opens (or, without a name, closes) a fence; None for any other line."""
    match = _FENCE.match(text)
    if match is None:
        return None
    prefix, fence, info = match["prefix"], match["fence"], match["info"]
    if fence[0] == "`" and "`" in info:
        return None
    start, offset = match.start("fence"), match.start("info")
    marker = ":" if fence[0] == "：" else fence[0]
    right = "：" not in fence and len(fence) >= 3 and not set(prefix) & set(_WIDE)
    line = Opening(
        marker=marker,
        count=max(len(fence), 3),
        name="",
        block=None,
        argument=False,
        indent=len(prefix.expandtabs(4)),
        prefixed=bool(prefix.strip()),
        start=start,
        name_at=(offset, offset),
        end=offset,
        mended=re.sub("[\u3000\u00a0]", "", prefix) + marker * max(len(fence), 3),
    )
    if right and (plain := _PLAIN.match(info)):
        return _plain(text, line, plain, offset)
    tried = _TRIED.match(info)
    if tried is not None and (block := _meant(tried, marker, fence)) is not None:
        return _tried(text, line, tried, offset, block)
    if len(fence) < 3:
        return None
    if right:
        return replace(line, name=info.strip(), mended=text)
    if info.strip() or marker != ":":
        return None
    span = Span(1, start + 1, 1, offset + 1)
    return replace(line, slip=Slip("DGT003", span, {"mend": line.mended.strip()}, "help_fence"))


def _plain(text: str, line: Opening, found: re.Match[str], offset: int) -> Opening:
    name = found["name"]
    begin, end = offset + found.start("name"), offset + found.end("name")
    rest = found["rest"].strip()
    block = block_of(name)
    line = replace(
        line,
        name=((found["domain"] or "") + name).lower(),
        block=block,
        argument=bool(rest),
        name_at=(begin, end),
        end=end + 1,
    )
    near = None if block else near_block(name)
    if near is None:
        return replace(line, mended=text)
    slip = Slip("DGT013", Span(1, begin + 1, 1, end + 1), {"written": name, "mend": near})
    mended = f"{line.mended}{{{near}}} {rest}".rstrip()
    return replace(line, name=near, block=near, mended=mended, slip=slip)


def _tried(text: str, line: Opening, found: re.Match[str], offset: int, block: str) -> Opening:
    rest = found["rest"].strip()
    glued = re.match(r"\S*", found["rest"])
    more = glued[0] if glued else ""
    brace = offset + found.start("rest")
    start = min(
        (text.find(space) for space in _WIDE if space in text[: line.start]), default=line.start
    )
    written = text[start : brace + len(more)].rstrip()
    opening = line.marker * line.count + "{" + block + "}"
    values = {"written": written, "mend": f"{opening} {more}".rstrip()}
    return replace(
        line,
        name=block,
        block=block,
        argument=bool(rest),
        name_at=(offset + found.start("name"), offset + found.end("name")),
        end=brace,
        mended=f"{line.mended}{{{block}}} {rest}".rstrip(),
        slip=Slip("DGT011", Span(1, start + 1, 1, start + len(written) + 1), values),
    )


def _meant(tried: re.Match[str], marker: str, fence: str) -> str | None:
    name, rest = tried["name"], tried["rest"]
    braced = bool(tried["open"] or tried["close"])
    block = block_of(name) or (near_block(name) if braced else None)
    if block is None or braced:
        return block
    if len(fence) < 3 or (rest and not rest[0].isspace()):
        return None
    # A code fence may well be in a language called "notice"; with a title it is not.
    return block if marker == ":" or not rest.strip() else None
