"""Brackets and quotation marks without a partner."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from sphinx_digest.core.messages import Language, twin
from sphinx_digest.core.model import Diagnostic, Place, Span
from sphinx_digest.core.rules.punctuation import MARKER
from sphinx_digest.core.rules.running import BREAK, WORDED, prose_of, values_of, words_of
from sphinx_digest.core.rules.shape import Page, rule

_OPENS, _CLOSES = "（《“「【〔〈(", "）》”」】〕〉)"
_AFTER: Mapping[Language, str] = {"zh": "后", "en": "after"}
_BEFORE: Mapping[Language, str] = {"zh": "前", "en": "before"}
_SIGNS = re.compile(f"[{_OPENS}{_CLOSES}{BREAK}]")
_SIGN = re.compile(f"[{_OPENS}{_CLOSES}]")
_PAIRED = re.compile("|".join(re.escape(a + b) for a, b in zip(_OPENS, _CLOSES, strict=True)))
_FULL_WIDTH = list(zip(_OPENS[:-1], _CLOSES[:-1], strict=True))
#: A wording may be torn from its sentence.
_FIELDS = WORDED - {"text"}
_CODE = re.compile(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)")
#: The pairs of brackets; half-width ones are only taken for partners of full-width ones.
_KIND = {"(": "）", "（": "）", ")": "）", "）": "）"} | {
    sign: close
    for open_, close in zip(_OPENS[1:-1], _CLOSES[1:-1], strict=True)
    for sign in (open_, close)
}
_NO_PARAGRAPH = re.compile(r"\s*\Z|\s*(?::{3,}|`{3,}|~{3,}|#{1,6}[ ]|:[\w-]+:|\.\.[ ])")


@rule("DGT343")
def unbalanced(page: Page) -> Iterator[Diagnostic]:
    """Find brackets and quotation marks without a partner.

    括号、书名号或引号只有一半。“1）”“a）”这样的序号，以及跨段的引文，不算。

    A bracket or a quotation mark has no partner in its paragraph. Markers of lists, as in 1）,
    and quotations of several paragraphs need none.

    Wrong::

        请将材料送至示例路 1 号）。

    Right::

        请准备：1）申请表（一式两份）；2）承诺书。
    """
    yield from _in_fields(page)
    running = prose_of(page)
    lonely = _lonely_in(running.text)
    if not lonely.strip(BREAK + "()"):
        return
    lines = re.split(r"\r\n?|\n", page.text.removeprefix("\ufeff"))
    pending: list[tuple[int | None, _Lonely]] = []
    seen: set[tuple[int, int]] = set()
    pieces: Mapping[int, list[tuple[int, str]]] = {}
    for signs, prose in zip(lonely[1:].split(BREAK), page.reading.prose, strict=False):
        if not signs.strip("()") or prose.file != page.reading.path:
            continue
        paragraph = _paragraph(lines, prose.text.lines[0][0])
        if paragraph in seen:
            continue
        seen.add(paragraph)
        for one in _lonely_signs(lines, paragraph):
            pieces = pieces or _by_line(page)
            if any(
                text[one[1] - start :][:1] == one[2]
                for start, text in pieces[one[0]]
                if start <= one[1]
            ):
                pending.append((prose.heading, one))
    for line, column, sign, _ in _without_long_pairs(pending):
        yield _alone(Place(page.reading.path, Span(line, column, line, column + 1)), sign)


def _in_fields(page: Page) -> Iterator[Diagnostic]:
    """Yield what lacks a partner in the value of a field."""
    text = words_of(page).text
    if all(text.count(one) == text.count(other) for one, other in _FULL_WIDTH):
        return
    running = values_of(page, _FIELDS)
    rest = _lonely_in(running.text)
    for piece, signs in zip(running.pieces, rest[1:].split(BREAK), strict=False):
        if not signs.strip("()"):
            continue
        lines = piece.text.value.split("\n")
        for line, column, sign, reach in _lonely_signs(lines, (1, len(lines))):
            if reach == "marker":
                continue
            at = sum(len(one) + 1 for one in lines[: line - 1]) + column - 1
            yield _alone(Place(piece.file, piece.text.span(at, at + 1)), sign)


def _lonely_in(text: str) -> str:
    """Give the signs of a text without a partner, and its breaks."""
    lonely = "".join(_SIGNS.findall(text))
    while (rest := _PAIRED.sub("", lonely)) != lonely:
        lonely = rest
    return lonely


def _alone(place: Place, sign: str) -> Diagnostic:
    side = twin("side", _AFTER if sign in _OPENS else _BEFORE)
    return Diagnostic("DGT343", place, {"value": sign, "partner": _partner(sign), **side})


#: Line, column, sign, and how far off its partner may be: "near" (a torn paragraph), "far" (a
#: quotation); a "marker" of a list needs none.
_Lonely = tuple[int, int, str, str]
_NEAR_LINES = 6


def _paragraph(lines: list[str], number: int) -> tuple[int, int]:
    """Give the first and the last line (1-based) of the paragraph around a line."""
    first = last = min(number, len(lines))
    while first > 1 and not _NO_PARAGRAPH.match(lines[first - 2]):
        first -= 1
    while last < len(lines) and not _NO_PARAGRAPH.match(lines[last]):
        last += 1
    return first, last


def _lonely_signs(lines: list[str], paragraph: tuple[int, int]) -> Iterator[_Lonely]:
    """Yield the last sign without a partner of each kind."""
    first, last = paragraph
    signs: list[tuple[int, int, str, bool]] = []
    for number in range(first, last + 1):
        line = _CODE.sub(lambda match: " " * len(match[0]), lines[number - 1])
        for match in _SIGN.finditer(line):
            marks = match[0] in "）)" and bool(MARKER.search(line[: match.start()]))
            signs.append((number, match.start() + 1, match[0], marks))
    alone = _unmatched(signs)
    certain = alone & _unmatched([one for one in signs if not one[3]])
    by_kind: dict[str, _Lonely] = {}
    for number, column, sign in sorted(alone):
        if sign in "()" or (sign == "“" and _quotes_on(lines, last)):
            continue
        whole = lines[number - 1]
        at_edge = (
            number == first and not whole[: column - 1].strip(" \t\u3000>*-")
            if sign in _OPENS
            else number == last and not whole[column:].strip(" \t。；*")
        )
        reach = "far" if sign in "“”" or at_edge else "near"
        if (number, column, sign) in certain:
            by_kind[_KIND[sign]] = (number, column, sign, reach)
        else:
            by_kind.setdefault(_KIND[sign], (number, column, sign, "marker"))
    yield from by_kind.values()


def _quotes_on(lines: list[str], last: int) -> bool:
    """Say whether the paragraph below goes on with a quotation, and opens it again."""
    below = next((line for line in lines[last:] if line.strip()), "")
    return below.lstrip(" \t\u3000>*-").startswith("“")


def _by_line(page: Page) -> Mapping[int, list[tuple[int, str]]]:
    """Give the running text of each line of the page's own file, with its column."""
    found: defaultdict[int, list[tuple[int, str]]] = defaultdict(list)
    for prose in page.reading.prose:
        if prose.file == page.reading.path:
            texts = prose.text.value.split("\n")
            for (number, start), text in zip(prose.text.lines, texts, strict=False):
                found[number].append((start, text))
    return found


def _unmatched(signs: list[tuple[int, int, str, bool]]) -> set[tuple[int, int, str]]:
    waiting: dict[str, list[tuple[int, int, str]]] = {}
    alone: set[tuple[int, int, str]] = set()
    for number, column, sign, _ in signs:
        opened = waiting.setdefault(_KIND[sign], [])
        if sign in _OPENS:
            opened.append((number, column, sign))
        elif opened:
            opened.pop()
        else:
            alone.add((number, column, sign))
    return alone.union(*waiting.values())


def _without_long_pairs(found: list[tuple[int | None, _Lonely]]) -> Iterator[_Lonely]:
    """Leave out pairs that span paragraphs of one section: quotations, torn paragraphs."""
    waiting: dict[tuple[int | None, str], list[_Lonely]] = {}
    for heading, one in found:
        number, _, sign, reach = one
        key = (heading, _KIND[sign])
        if sign in _OPENS:
            waiting.setdefault(key, []).append(one)
            continue
        opened = waiting.get(key, [])
        paired = [
            other
            for other in opened
            if number - other[0] <= _NEAR_LINES or reach == other[3] == "far"
        ]
        waiting[key] = [other for other in opened if other not in paired]
        if not paired and reach != "marker":
            yield one
    for ones in waiting.values():
        yield from ones


def _partner(sign: str) -> str:
    if sign in _OPENS:
        return _CLOSES[_OPENS.index(sign)]
    return _OPENS[_CLOSES.index(sign)]
