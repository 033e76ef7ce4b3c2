"""Deadlines that later ones replace: which holds now, and what both say of each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from sphinx_digest.core.messages import Language
from sphinx_digest.core.model import Document, Notice, Record, Successor
from sphinx_digest.core.times.closing import end_of
from sphinx_digest.core.times.dates import last_day
from sphinx_digest.core.times.wording import date_words

#: What the deadline that replaces another is called beside that.
REPLACED_BY: Mapping[Language, str] = {"zh": "替代它的", "en": "Replaced by"}
#: What stands before a day that holds no more.
ORIGINALLY: Mapping[Language, str] = {"zh": "原定", "en": "Originally"}


def heirs(claims: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Give by the id of each deadline that is replaced the one that replaces it.

    Of two that claim the same one the earlier has it; what goes round in a circle is left alone.
    A claim is (which replaces, which is replaced).
    """
    found: dict[str, str] = {}
    for new, old in claims:
        found.setdefault(old, new)
    return {old: new for old, new in found.items() if _ends(old, found)}


def _ends(id_: str, heir_of: Mapping[str, str]) -> bool:
    seen: set[str] = set()
    while id_ in heir_of and id_ not in seen:
        seen.add(id_)
        id_ = heir_of[id_]
    return id_ not in heir_of


def with_successors(issues: tuple[Document, ...]) -> tuple[Document, ...]:
    """Give issues whose deadlines know which replaces them, and which they replace."""
    records: dict[str, tuple[Document, Record]] = {}
    claims: list[tuple[str, str]] = []
    for issue in issues:
        for notice in issue.notices:
            for deadline in notice.deadlines:
                records.setdefault(deadline.id, (issue, deadline))
                old = deadline.values.get("replaces")
                if old and "withdrawn" not in notice.record.values:
                    claims.append((deadline.id, old))
    heir_of = {old: new for old, new in heirs(claims).items() if old in records}
    if not heir_of:
        return issues
    old_of = {new: old for old, new in heir_of.items()}

    def told(one: Record) -> Record:
        if records[one.id][1] is not one:
            return one  # another one with the same id
        by = _successor(one.id, records, heir_of)
        old = records[old_of[one.id]][1] if one.id in old_of else None
        return replace(one, replaced_by=by, replaced_due=_day_of(old) if old else "")

    touched = {*heir_of, *old_of}

    def resolved(notice: Notice) -> Notice:
        if not touched & {one.id for one in notice.deadlines}:
            return notice
        return replace(
            notice,
            deadlines=tuple(told(one) if one.id in touched else one for one in notice.deadlines),
        )

    homes = {records[id_][0].docname for id_ in touched}
    return tuple(
        replace(issue, notices=tuple(map(resolved, issue.notices)))
        if issue.docname in homes
        else issue
        for issue in issues
    )


def _successor(
    id_: str, records: Mapping[str, tuple[Document, Record]], heir_of: Mapping[str, str]
) -> Successor | None:
    """Give the last of those that replace each other from a deadline on."""
    if id_ not in heir_of:
        return None
    last = id_
    while last in heir_of:
        last = heir_of[last]
    issue, heir = records[last]
    cancelled = heir.values.get("status") == "cancelled"
    return Successor(last, issue.docname, heir.title, _day_of(heir), cancelled)


def _day_of(deadline: Record) -> str:
    """Give the last day of a deadline as it is shown; empty where there is none."""
    end = end_of(replace(deadline, replaced_by=None))
    if end is None:
        return ""
    nominal = deadline.count.nominal_end if deadline.count else None
    return nominal if end.name == "within" and nominal else end.value


def replaced_words(deadline: Record, language: Language) -> Iterator[str]:
    """Yield from which day a deadline was put off, then to which it is."""
    if not deadline.replaced_due and deadline.replaced_by is None:
        return
    chinese, own = language == "zh", _day_of(deadline)
    if old := deadline.replaced_due:
        day = date_words(old, language)
        if _is_later(own, old):
            yield f"由 {day} 延期" if chinese else f"extended from {day}"
        elif own != old:
            yield f"原为 {day}" if chinese else f"was {day}"
    if (by := deadline.replaced_by) is None:
        return
    day = date_words(by.due, language) if by.due else ""
    if by.cancelled:
        yield "后来取消" if chinese else "cancelled since"
    elif not day:
        yield "后来改期" if chinese else "changed since"
    elif by.due == own:
        yield "后来重新发布" if chinese else "announced anew since"
    elif not own or _is_later(by.due, own):
        yield f"已延期至 {day}" if chinese else f"extended to {day}"
    else:
        yield f"已改为 {day}" if chinese else f"changed to {day}"


def _is_later(value: str, other: str) -> bool:
    if not value or not other:
        return False
    return (last_day(value), value) > (last_day(other), other)


def is_extended(deadline: Record) -> bool:
    """Say whether the words of a deadline tell from which day it was put off."""
    return bool(deadline.replaced_due) and _is_later(_day_of(deadline), deadline.replaced_due)
