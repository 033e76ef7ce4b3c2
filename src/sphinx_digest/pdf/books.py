"""Which PDFs a digest makes: one for each issue, one for each year."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sphinx_digest.pdf.content import Content, IssueRef
from sphinx_digest.pdf.cover import Cover, issue_cover, timestamp, volume_cover

VOLUME = "volume"
SETS = ("issue", "volume", "all")


@dataclass(frozen=True, slots=True)
class Titles:
    """What conf.py says of the whole digest; empty where it says nothing."""

    project: str
    author: str
    release: str


@dataclass(frozen=True, slots=True)
class Book:
    """One PDF to make.

    ``further`` are documents joined after ``docname`` and its chapters, ``without`` those left
    out; ``scope`` are the ids of the issues that its generated lists keep to, none for all.
    """

    name: str
    docname: str
    cover: Cover
    made: int | None
    issues: tuple[str, ...] | None
    scope: tuple[str, ...] = ()
    single: bool = False
    further: tuple[str, ...] = ()
    without: frozenset[str] = frozenset()
    cover_words: frozenset[str] = frozenset()  # what the cover says of the issue, bare of spaces


def file_name(issue: IssueRef) -> str:
    """Name the file of an issue after its id."""
    return re.sub(r"[^\w.-]+", "-", issue.id or issue.docname).strip(".-") or "issue"


def issue_books(issues: Iterable[IssueRef], titles: Titles) -> Iterator[Book]:
    """Plan a PDF for each issue."""
    for issue in issues:
        yield Book(
            name=file_name(issue),
            docname=issue.docname,
            cover=issue_cover(issue, titles.project, titles.author),
            made=timestamp([issue]),
            issues=(issue.docname,),
            scope=(issue.id,) if issue.id else (),
            single=True,
            cover_words=frozenset(
                "".join(words.split()) for words in (issue.number, issue.period, issue.published)
            ),
        )


def volume_books(
    issues: Sequence[IssueRef], content: Content, titles: Titles, root: str
) -> Iterator[Book]:
    """Plan a volume for each year, in the order of the issues; one of all where no issue is dated.

    The indexes close a volume with page numbers, so their web pages stay out.
    """
    years: defaultdict[int | None, list[IssueRef]] = defaultdict(list)
    for issue in issues:
        years[issue.year].append(issue)
    pages = content.index_pages() - {root}
    every = frozenset(issue.docname for issue in issues) - {root}
    for year in sorted(years, key=lambda year: (year is None, year or 0)) or [None]:
        within = years[year]
        docnames = tuple(issue.docname for issue in within)
        yield Book(
            name=VOLUME if year is None else f"{VOLUME}-{year}",
            docname=root,
            cover=volume_cover(within, titles.project or root, titles.release, titles.author, year),
            made=timestamp(within),
            issues=docnames if len(years) > 1 else None,
            scope=tuple(issue.id for issue in within) if len(years) > 1 else (),
            further=docnames,
            without=every | pages,
        )
