"""Brackets and quotation marks without a partner."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from sphinx_digest.core.messages import Language, twin
from sphinx_digest.core.model import Diagnostic, Place, Span
from sphinx_digest.core.rules.punctuation import MARKER
from sphinx_digest.core.rules.running import (
    BREAK,
    WORDED,
    prose_of,
    source_lines,
    values_of,
    words_of,
)
from sphinx_digest.core.rules.shape import Page, rule

_OPENS, _CLOSES = "（《“「【〔〈(", "）》”」】〕〉)"
_AFTER: Mapping[Language, str] = {"zh": "后", "en": "after"}
_BEFORE: Mapping[Language, str] = {"zh": "前", "en": "before"}
_SIGNS = re.compile(f"[{_OPENS}{_CLOSES}{BREAK}]")
_SIGN = re.compile(f"[{_OPENS}{_CLOSES}]")
_PAIRED = re.compile("|".join(re.escape(a + b) for a, b in zip(_OPENS, _CLOSES, strict=True)))
_CLOSED_BY = dict(zip(_OPENS, _CLOSES, strict=True))
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
    lines = source_lines(page.text)
    pending: list[tuple[int | None, _Lonely]] = []
    seen: set[int] = set()  # lines
    pieces: Mapping[int, list[tuple[int, str]]] = {}
    for signs, prose in zip(lonely[1:].split(BREAK), page.reading.prose, strict=False):
        if not signs.strip("()") or prose.file != page.reading.path:
            continue
        number = prose.text.lines[0][0]
        if number in seen:
            continue
        first, last = paragraph = _paragraph(lines, number)
        alone = _NO_PARAGRAPH.match(lines[min(number, last) - 1])
        seen.update([number] if alone else range(first, last + 1))
        for one in _lonely_signs(lines, paragraph):
            pieces = pieces or _by_line(page)
            if any(
                text[one[1] - start : one[1] - start + 1] == one[2]
                for start, text in pieces[one[0]]
                if start <= one[1]
            ):
                pending.append((prose.heading, one))
    for line, column, sign, reach in _without_long_pairs(pending):
        place = Place(page.reading.path, Span(line, column, line, column + 1))
        yield _alone(place, sign, reach)


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
            yield _alone(Place(piece.file, piece.text.span(at, at + 1)), sign, reach)


def _lonely_in(text: str) -> str:
    """Give the signs of a text without a partner, and its breaks."""
    lonely = "".join(_SIGNS.findall(text))
    rest = _PAIRED.sub("", lonely)
    if rest == lonely:
        return rest
    left: list[str] = []
    for sign in rest:
        if left and sign == _CLOSED_BY.get(left[-1]):
            left.pop()
        else:
            left.append(sign)
    return "".join(left)


def _alone(place: Place, sign: str, reach: str) -> Diagnostic:
    """Name the signs in words: a quotation mark between quotation marks cannot be read."""
    side = twin("side", _AFTER if sign in _OPENS else _BEFORE)
    mark, partner = _named(sign), _named(_partner(sign))
    values = {**twin("mark", mark), **twin("partner", partner), **side}
    backwards = reach == "reversed"
    values |= twin(
        "slip",
        {
            "zh": f"与后面的{partner['zh']}写反了" if backwards else f"没有配上{partner['zh']}",
            "en": (
                f"stands before its {partner['en']}" if backwards else f"has no {partner['en']}"
            ),
        },
    )
    return Diagnostic("DGT343", place, values, "help_reversed" if backwards else "help")


def _named(sign: str) -> Mapping[Language, str]:
    opens = sign in _OPENS
    zh, en = _NAMES[(_OPENS if opens else _CLOSES).index(sign)]
    left, opening = ("左", "opening") if opens else ("右", "closing")
    return {"zh": f"{left}{zh}", "en": f"{opening} {en}"}


#: In the order of ``_OPENS``.
_NAMES = (
    ("括号", "bracket"),
    ("书名号", "title mark"),
    ("引号", "quotation mark"),
    ("直角引号", "corner quotation mark"),
    ("方头括号", "lenticular bracket"),
    ("六角括号", "tortoise-shell bracket"),
    ("单书名号", "single title mark"),
    ("半角括号", "half-width bracket"),
)


#: Line, column, sign, and how far off its partner may be: "near" (a torn paragraph), "far" (a
#: quotation); a "marker" of a list needs none, what is "reversed" has one behind it.
_Lonely = tuple[int, int, str, str]
_NEAR_LINES = 6


def _paragraph(lines: Sequence[str], number: int) -> tuple[int, int]:
    """Give the first and the last line (1-based) of the paragraph around a line."""
    first = last = min(number, len(lines))
    while first > 1 and not _NO_PARAGRAPH.match(lines[first - 2]):
        first -= 1
    while last < len(lines) and not _NO_PARAGRAPH.match(lines[last]):
        last += 1
    return first, last


def _lonely_signs(lines: Sequence[str], paragraph: tuple[int, int]) -> Iterator[_Lonely]:
    """Yield the last sign without a partner of each kind."""
    first, last = paragraph
    signs: list[tuple[int, int, str, bool]] = []
    for number in range(first, last + 1):
        line = _CODE.sub(lambda match: " " * len(match[0]), lines[number - 1])
        for match in _SIGN.finditer(line):
            before = line[max(0, match.start() - 5) : match.start()]
            marks = match[0] in "）)" and bool(MARKER.search(before))
            signs.append((number, match.start() + 1, match[0], marks))
    alone = _unmatched(signs)
    certain = alone & _unmatched([one for one in signs if not one[3]])
    ordered = sorted(alone)
    quotes = [one for one in ordered if one[2] in "“”"]
    goes_on = bool(quotes) and _quotes_on(lines, last)
    if [sign for _, _, sign in quotes] == ["”", "“"] and not goes_on:
        ordered = [one for one in ordered if one not in quotes]
        yield (*quotes[0], "reversed")
    by_kind: dict[str, tuple[int, int, str]] = {}
    for one in ordered:
        sign = one[2]
        if sign in "()" or (sign == "“" and goes_on):
            continue
        if one in certain:
            by_kind[_KIND[sign]] = one
        else:
            by_kind.setdefault(_KIND[sign], one)
    for number, column, sign in by_kind.values():
        whole = lines[number - 1]
        at_edge = (
            number == first and not whole[: column - 1].strip(" \t\u3000>*-")
            if sign in _OPENS
            else number == last and not whole[column:].strip(" \t。；*")
        )
        reach = "far" if sign in "“”" or at_edge else "near"
        yield number, column, sign, reach if (number, column, sign) in certain else "marker"


def _quotes_on(lines: Sequence[str], last: int) -> bool:
    """Say whether the paragraph below goes on with a quotation, and opens it again."""
    below = next((lines[at] for at in range(last, len(lines)) if lines[at].strip()), "")
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
        if reach == "reversed":
            if not waiting.pop(key, None):
                yield one
            continue
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
