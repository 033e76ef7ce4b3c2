"""What Markdown silently takes otherwise than it was typed: headings, numbers of lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sphinx_digest.core.model import Diagnostic, Place, Span
from sphinx_digest.core.rules.links import hidden_myst
from sphinx_digest.core.rules.running import HAN, source_lines
from sphinx_digest.core.rules.shape import Page, fix, rule

_RUN_ON = re.compile(rf"^[ ]{{0,3}}(?P<signs>#{{1,6}})(?=[{HAN}《“（【〔])[^#\r\n]*$", re.MULTILINE)


@rule("DGT359")
def heading_without_space(page: Page) -> Iterator[Diagnostic]:
    """Find headings that Markdown takes for text, as no space follows their signs.

    标题的 # 后面要空一格，否则不成标题，连 # 一起印在正文里。“#话题#”不算。

    The signs of a heading need a space behind them; without one, they are printed as text.
    Hashtags with a second sign are left alone.

    Wrong::

        ####关于申报条件

    Right::

        #### 关于申报条件
    """
    if page.reading.markup != "myst" or not _RUN_ON.search(page.text):
        return
    lines = source_lines(page.text)
    hidden = hidden_myst(lines)
    for number, line in enumerate(lines, 1):
        found = _RUN_ON.match(line)
        if found is None or number in hidden:
            continue
        start, end = found.span("signs")
        place = Place(page.reading.path, Span(number, start + 1, number, end + 1))
        signs = found["signs"]
        mend = fix(place.file, place.span, f"{signs} ")
        yield Diagnostic("DGT359", place, {"value": signs}, fixes=mend)


_ITEM = re.compile(r"(?P<indent>[ ]*)(?P<number>[0-9]{1,9})(?P<sign>[.)])(?P<gap>[ ]{1,4})(?=\S)")
_ITEMS = re.compile(r"^[ ]*[0-9]{1,9}[.)][ ]", re.MULTILINE)
_ENDS_LIST = re.compile(r"[ ]*(?:#{1,6}[ ]|:{3,}|`{3,}|~{3,}|[-*+][ ]|>|%|\([\w-]+\)=)")


@dataclass(slots=True)
class _List:
    """An ordered list: where its items and what they hold begin, and their numbers."""

    indent: int
    inside: int
    sign: str
    items: list[tuple[int, int, int, int]] = field(default_factory=list)  # number, line, columns


@dataclass(frozen=True, slots=True)
class Renumbered:
    """A number of a list that the page will show otherwise."""

    place: Place
    number: int
    before: int
    shown: int


def renumbered(page: Page) -> Iterator[Renumbered]:
    """Yield the first number of each ordered list that Markdown will not keep."""
    if page.reading.markup != "myst" or not _ITEMS.search(page.text):
        return
    for one in _lists(source_lines(page.text)):
        numbers = [item[0] for item in one.items]
        if len(set(numbers)) == 1:  # the writer leaves counting to Markdown
            continue
        for shown, (number, line, start, end) in enumerate(one.items, numbers[0]):
            if number != shown:
                place = Place(page.reading.path, Span(line, start + 1, line, end + 1))
                yield Renumbered(place, number, numbers[shown - numbers[0] - 1], shown)
                break


def _lists(lines: Sequence[str]) -> Iterator[_List]:
    hidden = hidden_myst(lines)
    open_: list[_List] = []
    blank, text = True, False  # of the line before
    for number, line in enumerate(lines, 1):
        if not line.strip():
            blank = True
            continue
        indent = len(line) - len(line.lstrip(" "))
        item = None if number in hidden else _ITEM.match(line)
        if item and (open_ or blank or not text or item["number"] == "1"):
            while open_ and indent < open_[-1].indent:
                yield open_.pop()
            same = open_ and indent < open_[-1].inside
            if same and open_[-1].sign != item["sign"]:
                yield open_.pop()
                same = False
            if not same:
                open_.append(_List(indent, item.end(), item["sign"]))
            open_[-1].inside = item.end()
            open_[-1].items.append((int(item["number"]), number, *item.span("number")))
        elif blank or number in hidden or _ENDS_LIST.match(line):
            while open_ and indent < open_[-1].inside:
                yield open_.pop()
        text = item is not None or not (number in hidden or _ENDS_LIST.match(line))
        blank = False
    yield from open_
