"""Deadlines of earlier issues that still run when an issue goes out: a fact of the digest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sphinx_digest.core.model import Document, Notice, Record
from sphinx_digest.core.store import Digest
from sphinx_digest.core.times.closing import day_of_issue, end_of


@dataclass(frozen=True, slots=True)
class Running:
    """A deadline with its notice and issue; ``last`` is the last day that it can be met."""

    issue: Document
    notice: Notice
    deadline: Record
    last: date


def running(issue: Document) -> tuple[Running, ...]:
    """Give the deadlines of an issue that have an end."""
    return tuple(
        Running(issue, notice, deadline, end.last)
        for notice in issue.notices
        for deadline in notice.deadlines
        if (end := end_of(deadline))
    )


def still_open(digest: Digest) -> Mapping[str, tuple[Running, ...]]:
    """Give by the name of each issue what of earlier ones ends after the day it goes out.

    The soonest stands first. An issue without a day of its own has none.
    """
    found: dict[str, tuple[Running, ...]] = {}
    open_: list[Running] = []
    for issue in digest.issues:
        day = day_of_issue(issue)
        if day is not None:
            still = [one for one in open_ if one.last > day]
            found[issue.docname] = tuple(sorted(still, key=lambda one: one.last))
        open_ = [*(still if day is not None else open_), *running(issue)]
    return found
