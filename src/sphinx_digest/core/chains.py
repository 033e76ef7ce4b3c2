"""How documents follow each other: asked for comments, issued, in force, amended, repealed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from sphinx_digest.core.citations import with_issuer
from sphinx_digest.core.model import Notice
from sphinx_digest.core.store import Digest
from sphinx_digest.core.times.closing import end_of

#: What happens in a step, as steps of one day are ordered. "before" is a document that the
#: digest does not have; "repeals" and "amends" are done by the notice that the steps are of, and
#: it is its own deadlines that are "due".
What = Literal[
    "before",
    "comments asked for",
    "issued",
    "amends",
    "repeals",
    "due",
    "in force",
    "amended",
    "repealed",
]
#: How the notice of a step stands to the one whose matter is told.
Relation = Literal["", "followed", "follows"]
_ORDER: tuple[str, ...] = get_args(What)
#: Kinds of deadlines that are no stage of a matter.
_NO_STAGES = frozenset({"restriction", "training", "event"})
#: A long line of batches is cut to so many on each side of the notice.
_REACH = 6


@dataclass(frozen=True, slots=True)
class Step:
    """What happened on a ``day`` (empty where none is known) by the record ``id``.

    ``text`` stands for a document that the digest does not have. A notice that is ``followed``
    came before the one whose matter it is; one that ``follows`` came after it.
    """

    what: What
    day: str
    id: str | None
    text: str = ""
    relation: Relation = ""


@dataclass(frozen=True, slots=True)
class Chains:
    """Which notice follows, amends or repeals which; every mapping is by id."""

    digest: Digest
    before: Mapping[str, tuple[str, ...]]
    after: Mapping[str, tuple[str, ...]]
    outside: Mapping[str, tuple[str, ...]]  # what it follows that the digest does not have
    changes: Mapping[str, tuple[tuple[What, str, str], ...]]  # what it amends or repeals
    changed: Mapping[str, tuple[tuple[What, str], ...]]  # by which notices it is

    def steps(self, id_: str) -> tuple[Step, ...]:
        """Tell the matter of a notice in order of days; nothing of one that stands alone."""
        if not any(
            id_ in relation
            for relation in (self.before, self.after, self.outside, self.changes, self.changed)
        ):
            return ()
        here = self.digest.notices[id_]
        found: dict[Step, tuple[str, int, int]] = {}
        passed = ""  # the latest day of what came before
        for member, rank in sorted(self._family(id_).items(), key=lambda one: one[1]):
            steps = list(self._own(member, self._relation(member, id_)))
            if member == id_:
                steps += (
                    Step(what, _day(here), other or None, written)
                    for what, other, written in self.changes.get(id_, ())
                )
                steps += _due(here)
            for step in steps:
                # What has no day stands where it comes in the row.
                day = step.day or ("" if step.what == "before" else passed)
                found.setdefault(step, (day, rank, _ORDER.index(step.what)))
            passed = max(passed, _day(self.digest.notices[member]))
        return tuple(sorted(found, key=found.__getitem__))

    def _family(self, id_: str) -> dict[str, int]:
        """Give a notice with what came before it and after it, and how many steps away."""
        seen = {id_: 0}
        for links, way in ((self.before, -1), (self.after, 1)):
            edge = [id_]
            for far in range(1, _REACH + 1):
                edge = list(dict.fromkeys(o for one in edge for o in links.get(one, ())))
                edge = [one for one in edge if one not in seen]
                seen |= dict.fromkeys(edge, way * far)
        return seen

    def _relation(self, id_: str, here: str) -> Relation:
        if id_ in self.before.get(here, ()):
            return "followed"
        return "follows" if id_ in self.after.get(here, ()) else ""

    def _own(self, id_: str, relation: Relation) -> Iterator[Step]:
        notice = self.digest.notices[id_]
        for written in self.outside.get(id_, ()):
            yield Step("before", "", None, written, "" if relation else "followed")
        asks = _asks_for_comments(notice)
        yield Step("comments asked for" if asks else "issued", _day(notice), id_, "", relation)
        effective = notice.record.values.get("effective", "unknown")
        if effective not in ("unknown", "published"):
            yield Step("in force", effective, id_)
        for what, other in self.changed.get(id_, ()):
            changing = self.digest.notices[other]
            written = changing.record.values.get("effective", "unknown")
            day = _day(changing) if written in ("unknown", "published") else written
            yield Step(what, day, other)


def chains(digest: Digest) -> Chains:
    """Find how the notices of a digest follow each other."""
    before: defaultdict[str, list[str]] = defaultdict(list)
    after: defaultdict[str, list[str]] = defaultdict(list)
    outside: defaultdict[str, list[str]] = defaultdict(list)
    changes: defaultdict[str, list[tuple[What, str, str]]] = defaultdict(list)
    changed: defaultdict[str, list[tuple[What, str]]] = defaultdict(list)
    relations: tuple[tuple[str, What, What], ...] = (
        ("amends", "amends", "amended"),
        ("repeals", "repeals", "repealed"),
    )
    for id_, notice in digest.notices.items():
        values = notice.record.values
        for written in values.get("follows", ()):
            other = _one(digest, written)
            if other is None:
                outside[id_].append(with_issuer(notice, written))
            elif other != id_:
                before[id_].append(other)
                after[other].append(id_)
        for name, does, suffers in relations:
            for written in values.get(name, ()):
                other = _one(digest, written)
                changes[id_].append((does, other or "", with_issuer(notice, written)))
                if other and other != id_:
                    changed[other].append((suffers, id_))
    return Chains(
        digest,
        {key: tuple(ids) for key, ids in before.items()},
        {key: tuple(ids) for key, ids in after.items()},
        {key: tuple(texts) for key, texts in outside.items()},
        {key: tuple(done) for key, done in changes.items()},
        {key: tuple(done) for key, done in changed.items()},
    )


def _one(digest: Digest, written: str) -> str | None:
    if written in digest.notices:
        return written
    fits = digest.find_document(written)
    return fits[0] if len(fits) == 1 else None


def _asks_for_comments(notice: Notice) -> bool:
    return "征求意见" in notice.record.title or any(
        deadline.values.get("kind") == "comments" for deadline in notice.deadlines
    )


def _due(notice: Notice) -> Iterator[Step]:
    """Yield the last days of what a notice asks of those whom it binds."""
    for deadline in () if "withdrawn" in notice.record.values else notice.deadlines:
        values, end = deadline.values, end_of(deadline)
        binds = values.get("actor", "applicant") == "applicant"
        if end and binds and values.get("kind") not in _NO_STAGES:
            yield Step("due", end.value, deadline.id, deadline.title)


def _day(notice: Notice) -> str:
    values = notice.record.values
    days = (values.get(name, "unknown") for name in ("published", "dated"))
    return next((day for day in days if day != "unknown"), "")
