"""Choose the part and the group that a new notice goes into."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sphinx_digest.cli.asking import Asker
from sphinx_digest.cli.words import Say, UsageError
from sphinx_digest.core.model import Document
from sphinx_digest.core.settings import Settings
from sphinx_digest.core.writing.notice_source import Division, IssueSource


@dataclass(frozen=True, slots=True)
class NoticePlace:
    """Where a notice goes; ``order`` is that of the part's groups."""

    part: Division | None
    group: Division | None
    order: tuple[str, ...] = ()


class Chooser:
    """Chooses by what is asked for, by the issuer's level, by where its notices stand."""

    def __init__(
        self,
        source: IssueSource,
        settings: Settings,
        documents: Sequence[Document],
        say: Say,
        asker: Asker | None,
    ) -> None:
        self.source, self.settings, self.say, self.asker = source, settings, say, asker
        self.documents = documents

    def choose(self, part: str | None, group: str | None, issuers: Sequence[str]) -> NoticePlace:
        """Choose a part and a group; what cannot be told is asked for."""
        names = {self.settings.canonical_issuer(name) for name in issuers}
        chosen = self._part(part, group, names)
        order = self._order(chosen)
        return NoticePlace(chosen, self._group(chosen, group, names), order)

    def _part(self, wanted: str | None, group: str | None, names: set[str]) -> Division | None:
        parts = self.source.parts()
        if wanted is not None:
            found = [part for part in parts if part.title == wanted] or [
                part for part in parts if wanted in part.title
            ]
            found = found if len(found) == 1 else []
            if not found:
                self._unknown("--part", wanted, [part.title for part in parts])
            return found[0]
        if not parts:
            return None
        wanted = group or self._level(names)
        fitting = [part for part in parts if wanted in self._titles(part)] if wanted else parts
        if group and not fitting:
            self._unknown("--group", group, [t for part in parts for t in self._titles(part)])
        fitting = fitting or parts
        if len(fitting) == 1:
            return fitting[0]
        used = self._used({part.title for part in fitting}, names)
        if len(used) == 1:
            return next(part for part in fitting if part.title in used)
        if self.asker:
            question = self.say("放在哪一篇", "Which part")
            return fitting[self.asker.choose(question, [part.title for part in fitting])]
        if wanted or used:
            return next(part for part in fitting if not used or part.title in used)
        raise self._cannot_tell("--part", [part.title for part in fitting])

    def _group(self, part: Division | None, wanted: str | None, names: set[str]) -> Division | None:
        titles = self._titles(part)
        if wanted is not None:
            if wanted not in titles:
                self._unknown("--group", wanted, titles)
            return self._named(part, wanted)
        if not titles:
            return None
        level = self._level(names)
        if level in titles:
            return self._named(part, str(level))
        if len(titles) == 1:
            return self._named(part, titles[0])
        used = self._used_groups(part, names) & set(titles)
        if len(used) == 1:
            return self._named(part, used.pop())
        if self.asker:
            question = self.say("放在哪一组", "Which group")
            return self._named(part, titles[self.asker.choose(question, titles)])
        raise self._cannot_tell("--group", titles)

    def _named(self, part: Division | None, title: str) -> Division:
        there = {group.title: group for group in reversed(self.source.groups(part))}
        return there.get(title, Division(title, None))

    def _order(self, part: Division | None) -> tuple[str, ...]:
        return next(
            (
                tuple(group.title for group in known.groups)
                for known in self.settings.parts
                if part and known.title == part.title
            ),
            (),
        )

    def _titles(self, part: Division | None) -> list[str]:
        """Give the groups of a part: those of the settings, then others that the issue has."""
        there = [group.title for group in self.source.groups(part)]
        return list(dict.fromkeys([*self._order(part), *there]))

    def _level(self, names: set[str]) -> str | None:
        levels = {issuer.level for issuer in self.settings.issuers if issuer.name in names} - {None}
        return levels.pop() if len(levels) == 1 else None

    def _used(self, titles: set[str], names: set[str]) -> set[str]:
        """Give the parts, of those named so, that have notices of these issuers."""
        return {
            part.title
            for document in self.documents
            for part in document.parts
            for notice in document.notices
            if part.title in titles
            and notice.part == part.id
            and self._issuers(notice.record.values.get("issuer", ())) & names
        }

    def _used_groups(self, part: Division | None, names: set[str]) -> set[str]:
        return {
            notice.group
            for document in self.documents
            for notice in document.notices
            if notice.group
            and self._issuers(notice.record.values.get("issuer", ())) & names
            and (
                part is None
                or any(p.id == notice.part and p.title == part.title for p in document.parts)
            )
        }

    def _issuers(self, written: object) -> set[str]:
        names = written if isinstance(written, list) else []
        return {self.settings.canonical_issuer(name) for name in names}

    def _unknown(self, option: str, wanted: str, titles: Sequence[str]) -> None:
        if not titles:
            raise UsageError(
                self.say(f"这一期没有“{wanted}”，不用写 {option}。",
                         f"this issue has no “{wanted}”; leave out {option}.")
            )  # fmt: skip
        raise UsageError(
            self.say(
                f"{option} 写的“{wanted}”这一期没有，可以写{'、'.join(titles)}。",
                f"{option}: this issue has no “{wanted}”; there are {', '.join(titles)}.",
            )
        )

    def _cannot_tell(self, option: str, titles: Sequence[str]) -> UsageError:
        return UsageError(
            self.say(
                f"不知道放在哪里，请写 {option}：{'、'.join(titles)}。",
                f"nothing says where it goes; write {option}: {', '.join(titles)}.",
            )
        )
