"""Numbering typed by hand, in headings, titles and paragraphs, that skips or repeats."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from sphinx_digest.core.messages import Language, twin
from sphinx_digest.core.model import Diagnostic, Place, Related, Severity, Text
from sphinx_digest.core.numerals import fold, read_numeral
from sphinx_digest.core.rules.markdown import renumbered
from sphinx_digest.core.rules.running import source_lines
from sphinx_digest.core.rules.shape import Page, rule

_HAN = "[一二三四五六七八九十百]{1,5}"
_ORDINAL = re.compile(
    rf"(?P<han_comma>{_HAN})、|[(（](?P<han_bracket>{_HAN})[)）]"
    r"|(?P<digit_comma>[0-9０-９]{1,3})\\?(?:、|[.．](?![0-9]))"
    r"|[(（](?P<digit_bracket>[0-9０-９]{1,3})[)）]|(?P<digit_half>[0-9０-９]{1,3})[)）]"
    rf"|第(?P<chapter>{_HAN}|[0-9]{{1,3}})[章篇]|第(?P<section>{_HAN}|[0-9]{{1,3}})[节]"
)
_EMPHASIS = re.compile(r"[*_\s\u3000]*")
_Item = tuple[
    str, int, Text, str, tuple[int, int]
]  # style, number, text, file, place of the number


@rule("DGT351")
def typed_numbers(page: Page) -> Iterator[Diagnostic]:
    """Find numbering typed by hand that skips or repeats a number.

    标题、题名和段首手写的序号（一、（一）1. 第一章）跳号或重号。

    The numbers that an editor typed before headings, titles or paragraphs skip or repeat one.

    Wrong::

        ### 一、适用范围

        ### 二、申报条件

        ### 四、联系方式

    Right::

        ### 一、适用范围

        ### 二、申报条件

        ### 三、联系方式
    """
    for siblings in _families(page).values():
        yield from _along(siblings)
    for pieces in page.prose.values():
        own = [
            (prose.text, prose.file)
            for prose in pieces
            if (prose.text.value[:1] in _MAY_START or "\n" in prose.text.value)
            and prose.file == page.reading.path
        ]
        for before, item in _down(own):
            if not _written_between(page, before, item):
                yield _slip(before, item, "info")
    for one in renumbered(page):
        slip = (
            "same" if one.number == one.before else "skips" if one.number > one.before else "back"
        )
        values = {"value": str(one.number), "last": str(one.before), "mend": str(one.shown)}
        values |= twin("slip", _SLIPS[slip])
        yield Diagnostic("DGT351", one.place, values, "help_list", severity="info")


def _families(page: Page) -> Mapping[tuple[str, int | None], list[tuple[Text, str]]]:
    """Give the headings below one heading, and the titles of short notices there, in order."""
    families: dict[tuple[str, int | None], list[tuple[Text, str]]] = {}
    for heading in page.reading.headings:
        if heading.parent is not None:
            siblings = families.setdefault(("heading", heading.parent), [])
            siblings.append((heading.title, heading.file))
    for block in page.reading.blocks:
        if block.name == "notice" and block.argument is not None:
            siblings = families.setdefault(("title", block.heading), [])
            siblings.append((block.argument, block.file))
    return families


def _read(text: Text, file: str, at: int = 0) -> _Item | None:
    lead = _EMPHASIS.match(text.value, at)
    start = lead.end() if lead else at
    found = _ORDINAL.match(text.value, start)
    if found is None or found.lastgroup is None:
        return None
    number = read_numeral(fold(found[found.lastgroup]))
    if not number:
        return None
    return found.lastgroup, number, text, file, found.span(found.lastgroup)


def _along(siblings: Iterable[tuple[Text, str]]) -> Iterator[Diagnostic]:
    """Compare each numbered sibling with the one right before it."""
    before: _Item | None = None
    meant = 0  # the number that the one before should have had
    for text, file in siblings:
        item = _read(text, file)
        if item and before and item[0] == before[0]:
            follows = item[1] in (before[1] + 1, meant + 1)
            if not follows:
                yield _slip(before, item)
            meant = item[1] if follows else before[1] + 1
        elif item:
            meant = item[1]
        before = item


_AT_START = re.compile(rf"(?:\A|\n)[*_ \t\u3000]*(?={_ORDINAL.pattern})")


def _down(pieces: Iterable[tuple[Text, str]]) -> Iterator[tuple[_Item, _Item]]:
    """Yield the numbers at the start of paragraphs that do not follow the one of their level.

    A 1 opens a level; a number that goes on with an outer level closes those within.
    """
    levels: list[_Item] = []
    meant: dict[str, int] = {}  # by style, the number that a wrong one should have had
    for text, file in pieces:
        for found in _AT_START.finditer(text.value):
            item = _read(text, file, found.start() + (text.value[found.start()] == "\n"))
            if item is None or item[0] in ("chapter", "section"):
                continue
            same = [at for at, level in enumerate(levels) if level[0] == item[0]]
            follows = [at for at in same if levels[at][1] + 1 == item[1]]
            if follows:
                del levels[follows[-1] :]
            elif same and meant.pop(item[0], 0) + 1 == item[1] != 1:
                del levels[same[-1] :]
            elif item[1] != 1 and same:
                if item[1] >= levels[same[-1]][1]:
                    yield levels[same[-1]], item
                    meant[item[0]] = levels[same[-1]][1] + 1
                del levels[same[-1] :]
            levels.append(item)


def _written_between(page: Page, before: _Item, item: _Item) -> bool:
    """Say whether the number that is missed stands in a link, a quotation or a list."""
    first, last = (one[2].span(*one[4]).line for one in (before, item))
    between = "\n".join(source_lines(page.text)[first - 1 : last - 1])
    sign = item[2].value[item[4][1] : item[4][1] + 1]
    expected = _expected(before, item)
    return f"{expected}{sign}" in between or f"\n{expected}." in between


_MAY_START = frozenset("*_ \t\n\u3000(（0123456789０１２３４５６７８９一二三四五六七八九十")


def _slip(before: _Item, item: _Item, severity: Severity | None = None) -> Diagnostic:
    _, number, text, file, span = item
    numeral = text.value[slice(*span)]
    last = before[2].value[slice(*before[4])]
    how = "same" if number == before[1] else "skips" if number > before[1] else "back"
    values = {"value": numeral, "last": last, "mend": _expected(before, item)}
    other = Place(before[3], before[2].span(*before[4]))
    related = (Related(other, before[2].value.split("\n")[0].strip()),)
    place = Place(file, text.span(*span))
    values |= twin("slip", _SLIPS[how])
    return Diagnostic("DGT351", place, values, related=related, severity=severity)


_SLIPS: Mapping[str, Mapping[Language, str]] = {
    "same": {"zh": "重复了", "en": "comes again"},
    "skips": {"zh": "跳了号", "en": "skips"},
    "back": {"zh": "倒了回去", "en": "goes back"},
}


def _expected(before: _Item, item: _Item) -> str:
    """Give the number that was expected, in the digits of the one that is there."""
    numeral = fold(item[2].value[slice(*item[4])])
    return str(before[1] + 1) if numeral.isascii() else _numeral(before[1] + 1)


def _numeral(number: int) -> str:
    """Write a number below 1,000 in Chinese."""
    digits = "零一二三四五六七八九"
    tens, ones = divmod(number % 100, 10)
    words = digits[number // 100] + "百" if number >= 100 else ""
    if tens:
        words += ("" if tens == 1 and not words else digits[tens]) + "十"
    elif words and ones:
        words += "零"
    return words + (digits[ones] if ones else "")
