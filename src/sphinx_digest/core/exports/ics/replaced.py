"""Which deadlines were replaced by later ones: an extension is the same event, changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sphinx_digest.core.exported import Object


@dataclass(frozen=True, slots=True)
class Replaced:
    """Deadlines that others replace (``gone``); by id of those that do, which was the ``first``
    of the line, and how many ``changes`` came before.
    """

    gone: frozenset[str]
    first: Mapping[str, str]
    changes: Mapping[str, int]
    notices: Mapping[str, Object]  # by what replaces: the notice of what it replaces


def replaced(digest: Object) -> Replaced:
    """Find the deadlines that others replace.

    Of two that claim the same one the earlier has it; what goes round in a circle is left alone.
    """
    deadlines: dict[str, Object] = {}
    notices: dict[str, Object] = {}
    claimed: dict[str, str] = {}  # which is replaced -> by which
    for issue in digest["issues"]:
        for notice in issue["notices"]:
            for deadline in notice["deadlines"]:
                deadlines.setdefault(deadline["id"], deadline)
                notices.setdefault(deadline["id"], notice)
                if old := deadline.get("replaces"):
                    claimed.setdefault(old, deadline["id"])
    old_of = {new: old for old, new in claimed.items()}
    first: dict[str, str] = {}
    changes: dict[str, int] = {}
    for new in old_of:
        line = _line(new, old_of)
        if line:
            first[new] = line[-1]
            changes[new] = sum(deadlines.get(id_, {}).get("sequence", 0) + 1 for id_ in line)
    gone = frozenset(old_of[new] for new in first)
    before = {new: notices[old_of[new]] for new in first if old_of[new] in notices}
    return Replaced(gone, first, changes, before)


def _line(id_: str, old_of: Mapping[str, str]) -> list[str]:
    """Give what a deadline replaces, step by step; nothing where that never ends."""
    line: list[str] = []
    while id_ in old_of:
        id_ = old_of[id_]
        if id_ in line:
            return []
        line.append(id_)
    return line
