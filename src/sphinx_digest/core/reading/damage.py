"""What an editor may have meant: names near ours, and openings that are none."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from functools import lru_cache

from sphinx_digest.core.invisible import INVISIBLE, has_invisible, named, visible, visible_offsets
from sphinx_digest.core.messages import BLOCK_LABELS
from sphinx_digest.core.model import Span
from sphinx_digest.core.reading.lines import Line

#: The blocks of a digest.
BLOCKS = tuple(BLOCK_LABELS)

#: Blocks whose rows are records, and all whose content is a list.
PLURALS = frozenset({"deadlines", "contacts"})
LISTS = PLURALS | {"attachments", "corrections"}
#: Lists whose rows are facts and no running text.
OF_FACTS = PLURALS | {"corrections"}

#: Names that other markup owns and that are near enough to ours to be taken for them.
_OTHERS = frozenset({"note", "notes", "index", "content", "contents", "line", "container"})

_CHINESE = {words["zh"]: name for name, words in BLOCK_LABELS.items()}
_CHINESE |= {"通知": "notice", "公告": "notice", "截止日期": "deadline", "截止日": "deadline"}


_WORDS = """
accept action actor addressees address amends amount area-code channel contact dated deadline
department draft effective eligibility email end event every except fax follows for from id
impact issuer kind late length materials note number occurrence on organization owner period
phone place published qq related repeals role signed source start status text topics type
url when withdrawn within replaces
编号 期号 起止日期 发布日期 草稿 编者注 部门 签发日期 文种 文号 发文机关
来源 成文日期 施行日期 原文链接 主送 申报条件 金额 主题 废止 修改 承接 相关链接 原文表述
事项 日期 开始 截止 期限 起算日 起算事件 重复 重复方式 状态 原文期限 对象 办理方 渠道 地点
材料 逾期 除外 撤回 替代 认可 时间 区号 联系人 单位 身份 电话 传真 邮箱 地址 网址
"""
#: Names of fields, in both languages: a line that starts with one is no running text.
FIELD_NAMES = frozenset(_WORDS.split())


#: A span and the text that mends it, before the file is known.
Mend = tuple[Span, str]


@dataclass(frozen=True, slots=True)
class Slip:
    """A damage at its place, before the file is known."""

    code: str
    span: Span
    values: Mapping[str, str] = field(default_factory=dict)
    help: str | None = "help"
    mend: Mend | None = None  # where it is safe

    def in_line(self, line: Line) -> Slip:
        """Give a slip in the text of a line at its place in the source."""
        span, mend = self.span, self.mend
        if mend is not None:
            mend = line.mend(mend[0].column - 1, mend[0].end_column - 1, mend[1])
        return replace(self, span=line.span(span.column - 1, span.end_column - 1), mend=mend)


def block_of(name: str) -> str | None:
    """Give the name of the block of ours that a directive's name stands for."""
    bare = name.lower().removeprefix("digest:").replace(" ", "")
    return bare if bare in BLOCK_LABELS else None


@lru_cache(maxsize=1024)
def near_block(name: str) -> str | None:
    """Give the block of ours that a misspelt name is near to."""
    bare = name.lower().removeprefix("digest:").replace("_", "-")
    if bare in BLOCK_LABELS or bare in _OTHERS:
        return None
    if name in _CHINESE:
        return _CHINESE[name]
    near = get_close_matches(bare, BLOCKS, n=2, cutoff=0.75)
    turned = (one for one in near if sorted(one) == sorted(bare))  # contacst is no contact
    return next(turned, near[0]) if near else None


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
_NEAR_FENCE = re.compile(f"[-> \t\u3000\u00a0*+0-9.){INVISIBLE}]*[:：`~]")
_PLAIN = re.compile(
    r"\s*\{(?P<domain>digest:)?(?P<name>[^\s{}]+)\}(?=\s|$)(?P<rest>.*)", re.DOTALL | re.IGNORECASE
)
_TRIED = re.compile(
    r"\s*(?P<open>[{｛(（【\[]*)\s*(?:digest\s*[:：]\s*)?"
    r"(?P<name>(?:contact|deadline) s(?![\w-])|[A-Za-z][A-Za-z0-9_-]*|[\u4e00-\u9fff]{1,5})"
    r"(?:\s*(?P<close>[}｝)）】\]]+))?(?:[:：]+(?=\s|$))?(?P<rest>.*)",
    re.DOTALL,
)


#: Matches at the start of most lines of text and of fields, which neither open nor close a fence.
opens_nothing = re.compile(r":?[^\W\d_]|[（《“‘【〔]").match


def may_open(text: str) -> bool:
    """Say quickly whether a line may open or close a fence."""
    if not _NEAR_FENCE.match(text):
        return False
    return _FENCE.match(text) is not None or (
        has_invisible(text) and _FENCE.match(visible(text)) is not None
    )


@lru_cache(maxsize=2048)
def read_opening(text: str) -> Opening | None:
    """Read a line that opens (or, without a name, closes) a fence; None for any other line."""
    opening = _read_opening(text)
    if not has_invisible(text) or (opening and opening.block and not opening.slip):
        return opening
    bare = visible(text)
    meant = _read_opening(bare)
    if meant is None or (meant.name and meant.block is None):
        return opening
    return _unhidden(text, bare, meant)


def _unhidden(text: str, bare: str, meant: Opening) -> Opening:
    """Give the opening that a line is without its invisible characters, at its places."""
    at = visible_offsets(text)
    slip = meant.slip
    if slip is None:
        end = meant.end if meant.block else len(bare.rstrip())
        written = bare[meant.start : end]
        span = Span(1, meant.start + 1, 1, end + 1)
        slip = _hidden_in(text, written, span, "DGT011" if meant.block else "DGT019")
    else:
        span = slip.span
    slip = replace(
        slip,
        span=Span(1, at[span.column - 1] + 1, 1, at[span.end_column - 1] + 1),
        mend=_laid_bare(text, bare, slip.mend, meant.end),
    )
    return replace(
        meant,
        start=at[meant.start],
        name_at=(at[meant.name_at[0]], at[meant.name_at[1]]),
        end=at[meant.end],
        slip=slip,
    )


def _hidden_in(text: str, written: str, span: Span, code: str) -> Slip:
    values = {"written": written, "value": written, "mend": written, "char": named(text)}
    return Slip(code, span, values, "help_invisible", (span, written))


def _laid_bare(text: str, bare: str, mend: Mend | None, end: int) -> Mend | None:
    """Give a mend of the visible text for the text: nothing invisible is left up to its end."""
    if mend is None:
        return None
    at = visible_offsets(text)
    start, stop = mend[0].column - 1, mend[0].end_column - 1
    end = max(stop, end)
    first = min(at[start], next(i for i, c in enumerate(text) if has_invisible(c)))
    written = visible(text[first : at[start]]) + mend[1] + bare[stop:end]
    return Span(1, first + 1, 1, at[end] + 1), written


def _read_opening(text: str) -> Opening | None:
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
    if right and info.strip(" \t") and not info.strip():
        span = Span(1, start + 1, 1, len(text) + 1)
        return replace(line, slip=_hidden_in(info, fence, span, "DGT019"))
    if right:
        return replace(line, name=info.strip(), mended=text)
    if info.strip() or marker != ":":
        return None
    span, mend = Span(1, start + 1, 1, offset + 1), line.mended.strip()
    safe = not set(prefix) & set(_WIDE)
    slip = Slip("DGT003", span, {"mend": mend}, "help_fence", (span, mend) if safe else None)
    return replace(line, slip=slip)


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
    span, values = Span(1, begin + 1, 1, end + 1), {"written": name, "mend": near}
    slip = Slip("DGT013", span, values, mend=(span, near))
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
    span, mend = Span(1, start + 1, 1, start + len(written) + 1), f"{opening} {more}".rstrip()
    # A language of code may be called "notice", and a sign of a list stand behind the space.
    exact = block_of(found["name"]) is not None and not text[start : line.start].strip()
    safe = exact and (line.marker == ":" or found["open"] or found["close"])
    values = {"written": written, "mend": mend}
    return replace(
        line,
        name=block,
        block=block,
        argument=bool(rest),
        name_at=(offset + found.start("name"), offset + found.end("name")),
        end=brace,
        mended=f"{line.mended}{{{block}}} {rest}".rstrip(),
        slip=Slip("DGT011", span, values, mend=(span, mend) if safe else None),
    )


def _meant(tried: re.Match[str], marker: str, fence: str) -> str | None:
    name, rest = tried["name"], tried["rest"]
    braced = bool(tried["open"] or tried["close"])
    block = block_of(name) or (near_block(name) if braced else None)
    if block is None or braced:
        return block
    of_two = marker == ":" and block in PLURALS and not rest.strip()
    if (len(fence) < 3 and not of_two) or (rest and not rest[0].isspace()):
        return None
    # A code fence may well be in a language called "notice"; with a title it is not.
    return block if marker == ":" or not rest.strip() else None
