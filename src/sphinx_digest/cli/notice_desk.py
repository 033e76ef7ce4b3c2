"""What is at hand for writing into an issue: its source, and how it reads with a notice in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import NoReturn

from sphinx_digest.cli.asking import Asker
from sphinx_digest.cli.new_issue import newest
from sphinx_digest.cli.notice_place import NoticePlace
from sphinx_digest.cli.words import Say, UsageError, finding_words
from sphinx_digest.core.check import read_source
from sphinx_digest.core.messages import Language, severity_of
from sphinx_digest.core.model import Diagnostic, Document, Field, Markup, Notice, Text
from sphinx_digest.core.properties import Property
from sphinx_digest.core.schema import Schemas
from sphinx_digest.core.settings import Settings
from sphinx_digest.core.values import read_value
from sphinx_digest.core.writing.notice_source import IssueSource, NoticeText, is_aside


@dataclass(frozen=True, slots=True)
class Candidate:
    """An issue with the new notice in it, as it reads."""

    file: str
    text: str
    first: int
    last: int
    document: Document
    notice: Notice
    findings: tuple[Diagnostic, ...]  # in the lines of the notice

    def lines(self) -> list[str]:
        """Give the lines of the notice."""
        return re.split(r"\r\n|\r|\n", self.text)[self.first - 1 : self.last]


@dataclass(slots=True)
class Desk:
    """All that is needed to write into one issue."""

    settings: Settings
    schemas: Schemas
    document: Document
    documents: Sequence[Document]
    source: IssueSource
    language: Language
    say: Say
    asker: Asker | None
    values: dict[str, str] = field(default_factory=dict)
    title: str = ""

    def property(self, name: str) -> Property:
        """Give a field of a notice."""
        return self.schemas.properties("notice")[name]

    def read(self, name: str, written: str) -> str:
        """Read a field as the check reads it, and give it as it is written."""
        check_line(written, self.say)
        known = self.property(name)
        places = ((1, 1),)
        issue = self.document.issue
        period = issue.values.get("period") if issue else None
        customs = replace(self.schemas.customs, period=period)
        piece = Field(Text(name, places), Text(written.strip(), places))
        read = read_value(known, piece, self.document.path, customs)
        refused = [one for one in read.diagnostics if severity_of(one) == "error"]
        if refused or read.failed:
            words = finding_words((refused or read.diagnostics)[0], self.language)
            raise UsageError(words)
        value = read.value
        if name == "issuer" and isinstance(value, list):
            value = list(dict.fromkeys(map(self.settings.canonical_issuer, value)))
        return as_written(value)

    def read_title(self, written: str) -> str:
        """Read a title: one line of text."""
        check_line(written, self.say)
        return " ".join(written.split())


def as_written(value: object) -> str:
    """Give the value of a field as it is written."""
    if value is True:
        return ""
    return "；".join(map(str, value)) if isinstance(value, list) else str(value)


def check_line(text: str, say: Say) -> None:
    """Refuse what is not one line of text."""
    if not text.strip() or not text.replace("\t", " ").replace("\u3000", " ").isprintable():
        raise UsageError(
            say(f"“{text.strip()}”要写在一行里，不能空着。",
                f"“{text.strip()}” must be one line of text.")
        )  # fmt: skip


def read_with(desk: Desk, place: NoticePlace, content: NoticeText) -> Candidate | None:
    """Read the issue with the notice in it; None where the notice or another reads wrongly."""
    put = desk.source.inserted(content, place.part, place.group, place.order)
    if put is None:
        return None
    file, text, first, last = put
    before = desk.document
    _, after = read_source(before.path, before.docname, desk.settings, desk.schemas, {file: text})
    new: list[Notice] = []
    others: list[Notice] = []
    for notice in after.notices:
        own = notice.record.file == file and first <= notice.record.opening.line <= last
        (new if own else others).append(notice)
    if len(new) != 1 or new[0].record.title != content.title:
        return None
    outline = partial(_outline, markup=before.markup)
    if list(map(outline, others)) != list(map(outline, before.notices)):
        return None
    findings = tuple(
        one
        for one in after.diagnostics
        if one.place.file == file and first <= one.place.span.line <= last
    )
    return Candidate(file, text, first, last, after, new[0], findings)


def _outline(notice: Notice, markup: Markup) -> tuple[object, ...]:
    """Give what must stay as it is when another notice is added."""
    record = notice.record
    words = [line for line in notice.body.splitlines() if line and not is_aside(line, markup)]
    return (
        record.title, record.values, record.extra, notice.part, notice.group, words,
        [(r.title, r.values) for r in (*notice.deadlines, *notice.contacts)],
        [(a.title, a.label, a.url, a.level) for a in notice.attachments],
    )  # fmt: skip


def written(desk: Desk, place: NoticePlace, content: NoticeText) -> Candidate:
    """Read the issue with the notice in it; refuse what would not read as it is meant."""
    tried = read_with(desk, place, content)
    if tried is None:
        refuse(desk.title, desk.say)
    record = tried.notice.record
    values = {**record.values, **record.extra}
    for name, written in content.fields.items():
        value = values.get(name)
        if as_written(value) != written:
            refuse(written, desk.say)
    return tried


def refuse(text: str, say: Say) -> NoReturn:
    """Refuse what would read as something else."""
    raise UsageError(
        say(f"“{text}”写进去会读成别的，没有写入；请在文件里直接写。",
            f"“{text}” would read as something else; nothing was written. Write it in the file.")
    )  # fmt: skip


def find_issue(documents: Sequence[Document], wanted: str | None, say: Say) -> Document:
    """Find the issue that is named by its number or file, else the newest."""
    if wanted is None:
        last = newest(list(documents))
        if last is None:
            raise UsageError(
                say("这里一期也没有；先用 sphinx-digest new issue 新建一期。",
                    "there is no issue here; start one with sphinx-digest new issue.")
            )  # fmt: skip
        return last
    path = Path(wanted)
    for document in documents:
        number = document.issue.values.get("number") if document.issue else None
        if document.issue and (
            str(number) == wanted or (path.is_file() and path.resolve() == Path(document.path))
        ):
            return document
    raise UsageError(
        say(f"没有“{wanted}”这一期；--issue 写期号或这一期的文件。",
            f"there is no issue “{wanted}”; write the number or the file of one.")
    )  # fmt: skip
