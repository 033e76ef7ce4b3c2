"""Days and numbers of an issue that contradict each other, its heading, or other issues."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise

from sphinx_digest.core.messages import Language, twin
from sphinx_digest.core.model import Diagnostic, Document, Place, Related
from sphinx_digest.core.numerals import NUMERAL, read_numeral
from sphinx_digest.core.rules.ids import by_issue
from sphinx_digest.core.rules.shape import Page, place_of, rule
from sphinx_digest.core.settings import Settings
from sphinx_digest.core.store import Digest
from sphinx_digest.core.times.dates import precision_of
from sphinx_digest.core.times.issue_days import LATEST, in_year, shifted

_LABELS = {
    "published": twin("label", {"zh": "本期的发布日期", "en": "issue's day of publication"}),
    "period": twin("label", {"zh": "本期的起止日期", "en": "issue's period"}),
    "signed": twin("label", {"zh": "签发日期", "en": "day of signing"}),
}


@rule("DGT310")
def out_of_its_period(page: Page) -> Iterator[Diagnostic]:
    """Find a day of the issue itself that cannot be right.

    本期的发布日期早于起止日期，或者晚了四十天以上；公文大都差着整整一年；签发日期离本期很远：
    多半是年份没改。哪个日期可疑，公文的日期就不再同它比较，只报这一条。

    The issue goes out before its period, or forty days after it, or most of its notices are a
    year off, or a part is signed far from it: probably the year was not changed. The notices are
    not compared with the day in doubt, so this is all that is told.

    Wrong::

        # 示例周报 第 1 期

        :::{issue}
        :number: 1
        :period: 2021-04-10/2021-04-16
        :published: 2020-04-16
        :::

    Right::

        # 示例周报 第 1 期

        :::{issue}
        :number: 1
        :period: 2021-04-10/2021-04-16
        :published: 2021-04-16
        :::
    """
    issue, doubt = page.document.issue, page.doubt
    if issue is None:
        return
    period = issue.values.get("period", "")
    against = twin("other", {"zh": f"起止日期 {period} ", "en": f"period {period}"})
    if doubt:
        place = place_of(issue, doubt.name)
        values = {"value": doubt.value, **_LABELS[doubt.name], **against}
        if doubt.name == "period":
            values |= twin("other", _other_words(doubt.beside))
        yield _told(place, values, doubt.mend)
        return
    if page.period is None or page.published is None:
        return
    first = shifted(page.period[0], -LATEST)
    last = shifted(max(page.period[1], page.published), LATEST)
    for part in page.document.parts:
        signed = part.values.get("signed", "unknown")
        if signed == "unknown" or precision_of(signed) != "day":
            continue
        if not first.isoformat() <= signed <= last.isoformat():
            day = date.fromisoformat(signed)
            mends = (in_year(day, year).isoformat() for year in (last.year, first.year))
            mend = next((m for m in mends if str(first) <= m <= str(last)), None)
            values = {"value": signed, **_LABELS["signed"], **against}
            yield _told(place_of(part, "signed"), values, mend)


def _other_words(published: str) -> Mapping[Language, str]:
    """Say what a period does not fit: the day of publication, else the notices."""
    if not published:
        return {"zh": "收录的公文", "en": "notices"}
    return {"zh": f"发布日期 {published} ", "en": f"day of publication {published}"}


def _told(place: Place, values: Mapping[str, str], mend: str | None) -> Diagnostic:
    if mend is None:
        return Diagnostic("DGT310", place, values)
    return Diagnostic("DGT310", place, {**values, "mend": mend}, "help_year")


_PAIR = 2
_IN_HEADING = re.compile(
    rf"第[ \t\u3000]*({NUMERAL}+)[ \t\u3000]*期|\b(?:No\.|Issue|Number)[ \t]*([0-9]+)\b"
)


@rule("DGT368")
def number_not_of_heading(page: Page) -> Iterator[Diagnostic]:
    """Find an issue whose heading has another number.

    标题里的“第几期”和期号不同，多半是套用上一期时漏改了一处。标题里有几个期号的（第 15 期、总第
    158 期），有一个相符就不报。

    The heading of an issue has another number than its field: one of them was not changed when
    the last issue was copied. Where the heading has several numbers, one that fits is enough.

    Wrong::

        # 示例周报 第 2 期

        :::{issue}
        :number: 1
        :period: 2021-04-10/2021-04-16
        :::

    Right::

        # 示例周报 2021 年第 1 期（总第 158 期）

        :::{issue}
        :number: 1
        :period: 2021-04-10/2021-04-16
        :::
    """
    issue = page.document.issue
    if issue is None or "number" not in issue.values:
        return
    heading = page.reading.blocks[issue.block].heading
    if heading is None:
        return
    written = page.reading.headings[heading]
    title = written.title.value
    found = [(one, read_numeral(one[1] or one[2])) for one in _IN_HEADING.finditer(title)]
    own = [(one, number) for one, number in found if title[: one.start()][-1:] != "总"]
    if not own or issue.values["number"] in [number for _, number in found]:
        return
    one, number = own[0]
    place = Place(written.file, written.title.span(one.start(), one.end()))
    values = {"heading": str(number), "value": str(issue.values["number"])}
    related = (Related(place, title),)
    yield Diagnostic("DGT368", place_of(issue, "number"), values, "help", related)


@rule("DGT369")
def period_of_the_last_issue(
    documents: tuple[Document, ...], _digest: Digest, _settings: Settings
) -> Iterator[Diagnostic]:
    """Find an issue with the period of the issue before it.

    起止日期和上一期一样，多半是套用上一期时忘了改。三期以上用同一个时段的，是有意为之，不报。

    An issue has the period of the one before: it was probably copied and not changed. Three
    issues or more of one period are meant to be so.

    Wrong::

        # 示例周报 第 1 期

        :::{issue}
        :number: 1
        :period: 2021-04-10/2021-04-16
        :::

        === second.md ===
        # 示例周报 第 2 期

        :::{issue}
        :number: 2
        :period: 2021-04-10/2021-04-16
        :::

    Right::

        # 示例周报 第 1 期

        :::{issue}
        :number: 1
        :period: 2021-04-10/2021-04-16
        :::

        === second.md ===
        # 示例周报 第 2 期

        :::{issue}
        :number: 2
        :period: 2021-04-17/2021-04-23
        :::
    """
    issues = [d.issue for d in by_issue(documents) if d.issue and "number" in d.issue.values]
    periods = Counter(issue.values.get("period") for issue in issues)
    for before, issue in pairwise(issues):
        period, number = issue.values.get("period"), before.values["number"]
        if period is None or period != before.values.get("period") or periods[period] > _PAIR:
            continue
        if number == issue.values["number"]:
            continue  # told as one that is there twice
        related = (Related(place_of(before, "period"), before.title),)
        values = {"value": period, "number": str(number)}
        yield Diagnostic("DGT369", place_of(issue, "period"), values, "help", related)
