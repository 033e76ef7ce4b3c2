"""Punctuation marks: half-width ones in Chinese, brackets without a partner, in wrong forms."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sphinx_digest.core.model import Diagnostic, Fix, Place
from sphinx_digest.core.numerals import fold
from sphinx_digest.core.rules.running import (
    ASKS,
    BREAK,
    HAN,
    Running,
    gather,
    in_address,
    prose_of,
    sentences_of,
    titles_of,
)
from sphinx_digest.core.rules.shape import Page, fix, rule

_LEFT = rf"{HAN}）》”」】〕"
_RIGHT = rf"{HAN}（《“「【〔"
_HALF = re.compile(
    rf"[,;:?!](?<=[{_LEFT}].)(?!:)(?:[ ]?(?=[{_RIGHT}])|(?<=:)[ ]?(?=[0-9])"
    rf"|(?=[ \t]*(?:[\n{BREAK}]|\Z)))"
)
_FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}
#: 邮箱: office@…: judged by how the issue has the colon elsewhere.
_COLON = re.compile(rf":(?<=[{HAN}]:)[ ]?(?=[A-Za-z])")
_FULL_COLON = re.compile(rf"：(?<=[{HAN}]：)")
_PAIR = re.compile(
    rf"[(（](?P<inside>[^()（）\n{BREAK}]{{1,80}}?)\\?[)）]",
)
_LONG_TITLE = 300
#: 1） and a） mark the items of a list.
MARKER = re.compile(r"(?<![0-9A-Za-z])(?:[0-9]{1,2}|[A-Za-z]|[一二三四五六七八九十]{1,3})\Z")


@rule("DGT342")
def half_width(page: Page) -> Iterator[Diagnostic]:
    """Find half-width punctuation in Chinese text.

    中文里用了英文的逗号、分号、冒号、问号或括号。时间、数字、网址和英文里的不算，题名照原文也不算。
    每段报一次，一并给出各处的改法。

    There is a half-width comma, colon or bracket between Chinese characters. Times, numbers,
    addresses and English words keep theirs, and titles stay as they were published. A paragraph
    is told once, with all mends.

    Wrong::

        围绕发展指标,按季度公布结果(试行)。

    Right::

        围绕发展指标，每天 9:00 公布 1,000 项结果（试行）。
    """
    running = prose_of(page)
    if any(True for _ in _half_width(page, running)):
        yield from gather("DGT342", _half_width(page, sentences_of(page)))


def _half_width(
    page: Page, running: Running
) -> Iterator[tuple[int, Place, str, str, tuple[Fix, ...]]]:
    text = running.text
    for piece, start, match in running.found(_HALF):
        at, sign = match.start(), match[0][0]
        line = re.split(rf"[\n{BREAK}]", text[max(start, at - 80) : at])[-1]
        if _in_title(text, start, at) or in_address(page, running, piece, at - start):
            continue
        if (sign == ":" and line.lstrip().startswith(":")) or (
            sign == "?" and not ASKS.search(re.split("[，。；！？]", line)[-1])
        ):
            continue
        place = running.place(piece, at - start, match.end() - start)
        mend = _FULL[sign]
        yield piece, place, sign, mend, fix(place.file, place.span, mend)
    yield from _colons(page, running)
    if "(" not in text and ")" not in text:
        return
    for piece, start, match in running.found(_PAIR):
        if match[0][0] == "（" and match[0][-1] == "）":
            continue
        at, inside = match.start(), match["inside"]
        mixed = match[0][0] == "（" or match[0][-1] == "）"
        if not mixed and _in_title(text, start, at):
            continue
        if mixed:
            if MARKER.search(inside) and not MARKER.fullmatch(inside):
                continue
        elif not (_chinese_pair(text, at, inside) or _behind_latin(text, at, match.end(), inside)):
            continue
        fixes = tuple(
            Fix(running.place(piece, first - start, last - start), sign)
            for first, last, sign in _brackets(text, match)
        )
        if fixes:
            place = running.place(piece, at - start, match.end() - start)
            mend = f"（{inside.removesuffix(chr(92))}）"
            yield piece, place, match[0], mend, fixes


def _colons(page: Page, running: Running) -> Iterator[tuple[int, Place, str, str, tuple[Fix, ...]]]:
    """Yield colons before Latin letters where the issue has more full-width ones."""
    text = running.text
    found = list(running.found(_COLON))
    if not found or len(_FULL_COLON.findall(text)) <= len(found):
        return
    for piece, start, match in found:
        at = match.start()
        line = re.split(rf"[\n{BREAK}]", text[max(start, at - 80) : at])[-1]
        if line.lstrip().startswith(":") or _in_title(text, start, at):
            continue
        if in_address(page, running, piece, at - start):
            continue
        place = running.place(piece, at - start, match.end() - start)
        yield piece, place, ":", "：", fix(place.file, place.span, "：")


def _in_title(text: str, start: int, at: int) -> bool:
    start = max(start, at - _LONG_TITLE)
    return text.rfind("《", start, at) > text.rfind("》", start, at)


def _chinese_pair(text: str, at: int, inside: str) -> bool:
    """Say whether a pair of half-width brackets stands in Chinese text and holds some."""
    before = text[at - 1]
    if before == "\\":
        before = text[at - 2]
    held = re.search(rf"[{HAN}]", inside) and re.match(rf"[{_RIGHT}0-9]", inside)
    ends = re.search(rf"[{_LEFT}0-9A-Za-z%。]\Z", inside.removesuffix("\\"))
    return bool(held and ends and re.match(rf"[{_LEFT}0-9\n{BREAK}]", before))


def _behind_latin(text: str, at: int, end: int, inside: str) -> bool:
    """Say whether a pair of half-width brackets behind Latin letters goes on in Chinese."""
    if not re.match("[A-Za-z]", text[at - 1]) or not re.fullmatch(f"[{HAN}，、]{{2,}}", inside):
        return False
    return re.match(f"[{_RIGHT}，。；：、！？]", text[end : end + 1]) is not None


def _brackets(text: str, match: re.Match[str]) -> Iterator[tuple[int, int, str]]:
    """Give the half-width brackets of a pair, with their backslashes."""
    start, end = match.span()
    if match[0][0] == "(":
        yield start - (text[start - 1] == "\\"), start + 1, "（"
    if match[0][-1] == ")":
        yield end - 1 - (text[end - 2] == "\\"), end, "）"


_OLD = re.compile(
    rf"[〔\[(（【［﹝〖「〈<❲](?:(?<=[{HAN}].)|(?<=[{HAN}]\\.))[ ]?"
    r"((?:19|20|１９|２０)[0-9０-９]{2})[ ]?\\?[〕\])）】］﹞〗」〉>❳][ ]?"
    "(第?)[ ]?([0-9０-９]{1,6})[ ]?号(?![楼线门院厅房室桥机井台仓馆区段洞口])"
)
_PADDED = re.compile(r"第(?<=年.)[ ]?(0+)([1-9][0-9]{0,5})[ ]?号")
#: A space before 号 alone, or behind 第 alone; with both a writer sets all digits apart.
_UNEVEN = re.compile(
    r"(?<![0-9])((?:19|20)[0-9]{2})[ ]?年第(?:([1-9][0-9]{0,4})[ ]|[ ]([1-9][0-9]{0,4}))号"
    "(?![楼线门院厅房室桥机井台仓馆区段洞口])"
)
_NUMBERED = re.compile("号(?:(?<=[0-9０-９]号)|(?<=[0-9０-９] 号))")
_ANGLES = re.compile(rf"<(?=[{HAN}])([^<>\n{BREAK}]{{2,60}})>")
_OF_DOCUMENT = re.compile(
    "(?:法|法典|规定|办法|条例|细则|通知|公告|通告|意见|指南|规划|计划|方案|标准|决定|要点|目录"
    "|规范|规则|章程|制度|手册|要求|指引|准则|纲要)(?:[（(][^（）()]*[）)])?"
)


@rule("DGT344")
def bracket_variants(page: Page) -> Iterator[Diagnostic]:
    """Find document numbers and titles in brackets of the wrong form.

    文号的年份用六角括号〔〕，序号不补零，空格不只空一边；书名号里再用书名号写作〈〉，不用小于号和
    大于号。

    The year of a document number stands in 〔〕, its serial is not padded with zeros nor set apart
    on one side alone, and a title within a title stands in 〈〉, not between signs of less and
    more.

    Wrong::

        现将国知办函服字[2021]304号转发给你们。

    Right::

        现将国知办函服字〔2021〕304号转发给你们。
    """
    for running in (prose_of(page), titles_of(page)):
        if _NUMBERED.search(running.text):
            yield from _numbers(running)
        if "<" in running.text:
            yield from _angles(running)


def _numbers(running: Running) -> Iterator[Diagnostic]:
    for piece, start, match in running.found(_OLD):
        year, ordinal, serial = (fold(part) for part in match.groups())
        if not serial.strip("0"):
            continue
        mend = f"〔{year}〕{ordinal}{serial.lstrip('0')}号"
        at = match.start() - (running.text[match.start() - 1] == "\\")
        if re.sub(" ", "", match[0]) != mend:
            yield _variant(running, piece, (at - start, match.end() - start), mend)
    for piece, start, match in running.found(_PADDED):
        span = (match.start() - start, match.end() - start)
        yield _variant(running, piece, span, f"第{match[2]}号")
    for piece, start, match in running.found(_UNEVEN):
        span = (match.start() - start, match.end() - start)
        yield _variant(running, piece, span, f"{match[1]}年第{match[2] or match[3]}号")


def _angles(running: Running) -> Iterator[Diagnostic]:
    for piece, start, match in running.found(_ANGLES):
        before = running.text[start : match.start()]
        if before.rfind("《") > before.rfind("》"):
            mend = f"〈{match[1]}〉"
        elif _OF_DOCUMENT.search(match[1][-12:]) and len(match[1]) >= 4:
            mend = f"《{match[1]}》"
        else:
            continue
        yield _variant(running, piece, (match.start() - start, match.end() - start), mend)


def _variant(running: Running, piece: int, span: tuple[int, int], mend: str) -> Diagnostic:
    place = running.place(piece, *span)
    written = running.pieces[piece].text.value[slice(*span)]
    values = {"value": written, "mend": mend}
    return Diagnostic("DGT344", place, values, fixes=fix(place.file, place.span, mend))
