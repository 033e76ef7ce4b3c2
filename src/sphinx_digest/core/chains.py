"""How documents follow each other: asked for comments, issued, in force, amended, repealed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from sphinx_digest.core.model import Notice
from sphinx_digest.core.store import Digest

#: What happens in a step, as steps of one day are ordered. "before" is a document that the
#: digest does not have; "repeals" and "amends" are done by the notice that the steps are of.
What = Literal[
    "before", "comments asked for", "issued", "amends", "repeals", "in force", "amended", "repealed"
]
_ORDER: tuple[str, ...] = get_args(What)
#: A long line of batches is cut to so many on each side of the notice.
_REACH = 6


@dataclass(frozen=True, slots=True)
class Step:
    """What happened on a ``day`` (empty where none is known) by the notice ``id``.

    ``text`` stands for a document that the digest does not have.
    """

    what: What
    day: str
    id: str | None
    text: str = ""


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
        found: dict[Step, None] = {}
        for member in self._family(id_):
            found |= dict.fromkeys(self._own(member))
        for what, other, written in self.changes.get(id_, ()):
            found[Step(what, _day(self.digest.notices[id_]), other or None, written)] = None
        return tuple(sorted(found, key=lambda step: (step.day, _ORDER.index(step.what))))

    def _family(self, id_: str) -> Iterator[str]:
        """Yield a notice with what came before it and after it, step by step."""
        seen = {id_}
        yield id_
        for links in (self.before, self.after):
            edge = [id_]
            for _ in range(_REACH):
                edge = list(dict.fromkeys(o for one in edge for o in links.get(one, ())))
                edge = [one for one in edge if one not in seen]
                seen.update(edge)
                yield from edge

    def _own(self, id_: str) -> Iterator[Step]:
        notice = self.digest.notices[id_]
        for written in self.outside.get(id_, ()):
            yield Step("before", "", None, written)
        asks = _asks_for_comments(notice)
        yield Step("comments asked for" if asks else "issued", _day(notice), id_)
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
                outside[id_].append(written)
            elif other != id_:
                before[id_].append(other)
                after[other].append(id_)
        for name, does, suffers in relations:
            for written in values.get(name, ()):
                other = _one(digest, written)
                changes[id_].append((does, other or "", written))
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


def _day(notice: Notice) -> str:
    values = notice.record.values
    days = (values.get(name, "unknown") for name in ("published", "dated"))
    return next((day for day in days if day != "unknown"), "")
