"""What the cover says, and when the PDF was made."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sphinx_digest.pdf.content import IssueRef
from sphinx_digest.pdf.frames import _


@dataclass(frozen=True, slots=True)
class Cover:
    """The lines of the cover."""

    title: str
    number: str
    period: str
    published: str
    author: str
    above: str = ""


def issue_cover(issue: IssueRef, project: str, author: str) -> Cover:
    """Put the project large where the issue is titled after it, else the issue's own title."""
    number = _("Issue %s") % issue.number if issue.number else ""
    rest = issue.title.removeprefix(project).strip(" \u3000·—-:：")
    if not project or rest == issue.title.strip():
        return Cover(issue.title, number, issue.period, issue.published, author, project)
    bare = "".join(number.split())
    if "".join(rest.split()) not in ("", bare):
        number = rest
    return Cover(project, number, issue.period, issue.published, author)


def volume_cover(
    issues: Sequence[IssueRef], title: str, release: str, author: str, year: int | None = None
) -> Cover:
    """Name the first and the last issue of a volume, and its year."""
    if not issues:
        return Cover(title, release, "", "", author)
    first, last = issues[0], issues[-1]
    if not first.number or not last.number:
        number = release
    elif first.number == last.number:
        number = _("Issue %s") % first.number
    else:
        number = _("Issues %(first)s to %(last)s") % {
            "first": first.number,
            "last": last.number,
        }
    period = last.period if len(issues) == 1 else ""
    if year is not None:
        period = _("Volume of %s") % year
    return Cover(title, number, period, last.published, author)


def timestamp(issues: Sequence[IssueRef]) -> int | None:
    """Take SOURCE_DATE_EPOCH, else the day the newest issue was published, never the clock."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isascii() and epoch.isdigit():
        return int(epoch)
    days = [issue.released for issue in issues if issue.released is not None]
    if not days:
        return None
    newest = max(days)
    return int(datetime(newest.year, newest.month, newest.day, tzinfo=UTC).timestamp())
