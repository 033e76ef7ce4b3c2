"""Write the issue after the newest one: its number, its days, its parts and groups."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from sphinx_digest.cli.new import open_digest, read_day
from sphinx_digest.cli.words import UsageError, speaker, writing
from sphinx_digest.core.check import find_sources, read_source
from sphinx_digest.core.model import Document, Markup, Record
from sphinx_digest.core.reports.entry import relative
from sphinx_digest.core.reports.text import width_of
from sphinx_digest.core.schema import load_schemas
from sphinx_digest.core.settings import GroupSettings, PartSettings, Settings, read_settings

_WEEK = timedelta(7)
_RULES = "=-~^"  # of reStructuredText's headings, by level


@dataclass(frozen=True, slots=True)
class Period:
    """A first and a last day, both included."""

    first: date
    last: date

    def next(self, before: Period | None = None) -> Period:
        """Give the period that follows, as long; whole months are followed by whole months.

        The days left out since the one ``before`` are left out again, as are weekends.
        """
        first = self.last + timedelta(1)
        if self.first.day == 1 and first.day == 1:
            months = (first.year - self.first.year) * 12 + first.month - self.first.month
            return Period(first, _months_later(first, months) - timedelta(1))
        first += self._left_out(before)
        return Period(first, first + (self.last - self.first))

    def _left_out(self, before: Period | None) -> timedelta:
        if before is not None:
            gap = self.first - before.last - timedelta(1)
            same = self.last - self.first == before.last - before.first
            if same and timedelta() <= gap < _WEEK:  # else an issue was left out, or two overlap
                return gap
        from_monday = self.first.weekday() == 0 and self.last.weekday() in (4, 5)
        return timedelta(6 - self.last.weekday() if from_monday else 0)


def _months_later(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    return day.replace(year=day.year + years, month=month + 1)


def read_period(value: object) -> Period | None:
    """Read a period as a record holds it."""
    first, slash, last = str(value or "").partition("/")
    return Period(date.fromisoformat(first), date.fromisoformat(last)) if slash else None


def newest(documents: list[Document]) -> Document | None:
    """Find the issue with the highest number; drafts count."""
    issues = [d for d in documents if d.issue and "number" in d.issue.values]
    return max(issues, key=lambda d: (_number(d), d.docname), default=None)


def _period_before(documents: list[Document], last: Document) -> Period | None:
    """Give the period of the issue before the newest one."""
    earlier = [d for d in documents if d.issue and "number" in d.issue.values]
    before = newest([d for d in earlier if _number(d) < _number(last)])
    return read_period(before.issue.values.get("period")) if before and before.issue else None


def _number(document: Document) -> int:
    assert document.issue is not None
    number: int = document.issue.values["number"]
    return number


@dataclass(frozen=True, slots=True)
class Step:
    """From one issue to the next: numbers and days, and how a text moves along."""

    number: tuple[int, int]
    period: tuple[Period, Period]
    published: tuple[date, date]

    def moved(self, text: str) -> str:
        """Put the next issue's number and days where a text names this one's."""
        swaps: dict[str, str] = {}
        pairs = [
            self.published,
            (self.period[0].last, self.period[1].last),
            (self.period[0].first, self.period[1].first),
        ]
        for old, new in pairs:
            swaps.setdefault(old.isoformat(), new.isoformat())
            swaps.setdefault(f"{old:%Y%m%d}", f"{new:%Y%m%d}")
        swaps.setdefault(str(self.published[0].year), str(self.published[1].year))
        old_number, new_number = map(str, self.number)
        days = "|".join(map(re.escape, swaps))
        pattern = re.compile(rf"(?<![0-9])(?:(0*){old_number}|{days})(?![0-9])")

        def swap(found: re.Match[str]) -> str:
            if found[0] in swaps:
                return swaps[found[0]]
            return new_number.zfill(len(found[0]))

        return pattern.sub(swap, text)


def _heading(markup: Markup, level: int, title: str) -> str:
    if markup == "myst":
        return f"{'#' * level} {title}\n"
    return f"{title}\n{_RULES[level - 1] * max(4, width_of(title))}\n"


def _block(markup: Markup, name: str, fields: dict[str, str]) -> str:
    lines = [f":{key}: {value}" for key, value in fields.items() if value]
    if markup == "myst":
        return "\n".join([f":::{{{name}}}", *lines, ":::"]) + "\n"
    return "\n".join([f".. {name}::", *(f"   {line}" for line in lines)]) + "\n"


def _parts(settings: Settings, last: Document) -> tuple[PartSettings, ...]:
    """Give the parts to open: those of the settings, else those of the last issue."""
    if settings.parts:
        return settings.parts
    return tuple(
        PartSettings(
            part.title,
            tuple(
                GroupSettings(group)
                for group in dict.fromkeys(n.group for n in last.notices if n.part == part.id)
                if group
            ),
        )
        for part in last.parts
    )


def _part_fields(part: PartSettings, last: Record | None, step: Step) -> dict[str, str]:
    values = last.values if last else {}
    own = read_period(values.get("period"))
    old, new = step.period
    period = new
    if own and own != old:
        # A part may leave out a weekend at either end of its issue's period.
        first = max(new.first + (own.first - old.first), own.last + timedelta(1))
        period = Period(first, max(first, new.last + (own.last - old.last)))
    return {
        "id": step.moved(last.id) if last and last.written_id else "",
        "period": f"{period.first}/{period.last}",
        "department": part.department or str(values.get("department", "")),
        "signed": step.published[1].isoformat(),
    }


def issue_text(settings: Settings, last: Document, step: Step) -> str:
    """Give the source of the next issue, in the markup of the last."""
    assert last.issue is not None
    markup = last.markup
    fields = {
        "id": step.moved(last.issue.id) if last.issue.written_id else "",
        "number": str(step.number[1]),
        "period": f"{step.period[1].first}/{step.period[1].last}",
        "published": step.published[1].isoformat(),
    }
    pieces = [_heading(markup, 1, step.moved(last.title)), _block(markup, "issue", fields)]
    known = {part.title: part for part in last.parts}
    for part in _parts(settings, last):
        pieces.append(_heading(markup, 2, part.title))
        pieces.append(_block(markup, "part", _part_fields(part, known.get(part.title), step)))
        pieces += [_heading(markup, 3, group.title) for group in part.groups]
    return "\n".join(pieces)


def _step(
    last: Document, before: Period | None, published: str | None, fail: Callable[[], UsageError]
) -> Step:
    assert last.issue is not None
    values = last.issue.values
    old = read_period(values.get("period"))
    if old is None:
        raise fail()
    new = old.next(before)
    appeared = date.fromisoformat(values.get("published", old.last.isoformat()))
    appears = date.fromisoformat(published) if published else new.last + (appeared - old.last)
    return Step((_number(last), _number(last) + 1), (old, new), (appeared, appears))


def write_issue(arguments: argparse.Namespace) -> int:
    """Write the next issue beside the newest one and print its path."""
    found, language = open_digest(arguments.config)
    say = speaker(language)
    published = read_day(arguments.published, language) if arguments.published else None
    settings, _ = read_settings(found)
    schemas, _ = load_schemas(settings)
    documents = [
        read_source(path, docname, settings, schemas)[1] for docname, path in find_sources(settings)
    ]
    last = newest(documents)
    if last is None:
        raise UsageError(
            say(
                "这里一期也没有；先用 sphinx-digest new digest 新建周报。",
                "there is no issue here; start with sphinx-digest new digest.",
            )
        )
    path = Path(last.path)
    step = _step(
        last, _period_before(documents, last), published,
        lambda: UsageError(
            say(f"“{path.name}”的起止日期读不出来。", f"“{path.name}” has no readable period.")
        ),
    )  # fmt: skip
    name = step.moved(path.stem)
    if name == path.stem:
        name = f"issue-{step.number[1]}"
    target = path.with_name(name + path.suffix)
    if target.exists():
        raise UsageError(
            say(
                f"“{target.name}”已经有了，没有改动。",
                f"“{target.name}” exists; nothing was written.",
            )
        )
    with writing(target, language):
        target.write_text(issue_text(settings, last, step), encoding="utf-8", newline="\n")
    print(relative(str(target), Path.cwd()))
    return 0
