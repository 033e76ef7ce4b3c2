"""What a rule is: one code, one function, one docstring that documents it and is its test.

The docstring of a rule has, after its first line, a paragraph in Chinese and one in English for
editors, then literal blocks: ``Wrong::`` gives the rule's code and no other, ``Right::`` gives
nothing at all; ``digest.toml::`` holds settings for both. An example that starts with ``# `` is
a whole file, one that holds a notice stands in an issue, any other one in a notice; lines
``=== name.md`` part several files.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import wraps
from textwrap import dedent
from typing import Generic, TypeVar

from sphinx_digest.core.model import (
    Diagnostic,
    Document,
    Fix,
    Place,
    Prose,
    Reading,
    Record,
    Span,
)
from sphinx_digest.core.settings import Settings
from sphinx_digest.core.store import Digest
from sphinx_digest.core.times.closing import day_of_issue
from sphinx_digest.core.times.issue_days import Doubt, doubt_of

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Page:
    """One document, with all that a rule may look at.

    ``prose`` holds the running text of each notice by the notice's block, code and links left
    out; ``text`` is the source as written.
    """

    document: Document
    reading: Reading
    text: str
    settings: Settings
    prose: Mapping[int, tuple[Prose, ...]]
    #: What of the issue's own days is in doubt, and the day it goes out: looked at by each notice.
    doubt: Doubt | None = field(init=False)
    published: date | None = field(init=False)

    def __post_init__(self) -> None:
        """Judge the issue's own days once."""
        doubt = doubt_of(self.document)
        object.__setattr__(self, "doubt", doubt)
        known = doubt is None or doubt.beside
        object.__setattr__(self, "published", day_of_issue(self.document) if known else None)

    @property
    def period(self) -> tuple[date, date] | None:
        """The first and the last day that the issue covers, both included."""
        values = self.document.issue.values if self.document.issue else {}
        start, _, end = values.get("period", "").partition("/")
        return (date.fromisoformat(start), date.fromisoformat(end)) if end else None


def once_a_page(make: Callable[[Page], Made]) -> Callable[[Page], Made]:
    """Keep what was made of the last page: one rule after another asks for it."""
    last: tuple[Page, Made] | None = None

    @wraps(make)
    def kept(page: Page) -> Made:
        nonlocal last
        now = last
        if now is None or now[0] is not page:
            now = last = (page, make(page))
        return now[1]

    return kept


def place_of(record: Record, name: str | None = None) -> Place:
    """Give the place of a field's value, of the ``title``, or else of the record's opening."""
    span = record.places.get(name, record.opening) if name else record.opening
    return Place(record.file, span)


def fix(file: str, span: Span, text: str) -> tuple[Fix, ...]:
    """Give the one replacement that mends a finding."""
    return (Fix(Place(file, span), text),)


PageRule = Callable[[Page], Iterator[Diagnostic]]
DigestRule = Callable[[tuple[Document, ...], Digest, Settings], Iterator[Diagnostic]]
Finder = TypeVar("Finder", PageRule, DigestRule)


@dataclass(frozen=True, slots=True)
class Rule(Generic[Finder]):
    """A rule of a consistent digest; ``find`` yields findings of its one code."""

    code: str
    find: Finder


AnyRule = Rule[PageRule] | Rule[DigestRule]


def rule(code: str) -> Callable[[Finder], Rule[Finder]]:
    """Make a function the rule of a code."""

    def made(find: Finder) -> Rule[Finder]:
        return Rule(code, find)

    return made


@dataclass(frozen=True, slots=True)
class Documentation:
    """What the docstring of a rule says to editors; the examples are lines of a source."""

    zh: str
    en: str
    wrong: str
    right: str
    settings: str


_BLOCK = re.compile(r"^(Wrong|Right|digest\.toml)::\n\n((?:    .*\n|\n)+)", re.MULTILINE)


def documentation(of: AnyRule) -> Documentation:
    """Read the docstring of a rule."""
    text = inspect.getdoc(of.find) or ""
    blocks = {
        found[1]: dedent(found[2]).strip("\n") + "\n" for found in _BLOCK.finditer(text + "\n\n")
    }
    words = [
        " ".join(paragraph.split())
        for paragraph in _BLOCK.sub("", text + "\n\n").split("\n\n")
        if paragraph.strip()
    ]
    _first, zh, en = words
    return Documentation(
        re.sub("(?<=[^\x00-\u2fff]) (?=[^\x00-\u2fff])", "", zh),
        en,
        blocks["Wrong"],
        blocks.get("Right", ""),
        blocks.get("digest.toml", ""),
    )
