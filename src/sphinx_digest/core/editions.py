"""All files for other programs, from one ``digest.json``: which there are, and what is in each.

A build makes them of its own digest, ``merge`` of several volumes'. Paths are those in the
output's folder ``digest``; once published they stay, so they are made of ids, kinds and names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

from sphinx_digest.core.exported import Object, topic_slug, topics_of, words_language
from sphinx_digest.core.exported.words import OwnField, code_words, own_fields
from sphinx_digest.core.exports.atom import to_atom
from sphinx_digest.core.exports.deadlines_csv import to_deadlines_csv
from sphinx_digest.core.exports.email import to_eml
from sphinx_digest.core.exports.ics import Event, events_of, to_ics
from sphinx_digest.core.exports.json_feed import to_json_feed
from sphinx_digest.core.exports.notices_csv import to_notices_csv
from sphinx_digest.core.exports.plain_text import to_text
from sphinx_digest.core.exports.vcard import to_vcard
from sphinx_digest.core.messages import Language
from sphinx_digest.core.pinyin import Collator
from sphinx_digest.core.schema import Schemas
from sphinx_digest.core.settings import Settings

CALENDAR, ATOM, JSON_FEED = "deadlines.ics", "feed.atom", "feed.json"
CONTACTS, NOTICES, DEADLINES = "contacts.vcf", "notices.csv", "deadlines.csv"

#: The project's own fields by kind of record and name.
OwnFields = Mapping[str, Mapping[str, OwnField]]


@dataclass(frozen=True, slots=True)
class Edition:
    """A file: its path, and its bytes."""

    path: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Bundle:
    """Files that are made together, of one issue or of all.

    ``texts`` says whether they hold what editors wrote at length, beside the fields.
    """

    name: str
    make: Callable[[], Iterator[Edition]]
    issue: str = ""
    texts: bool = False


@dataclass(frozen=True, slots=True)
class Editions:
    """The files that the settings ask for."""

    settings: Settings
    own: OwnFields = field(default_factory=dict)

    def of(self, digest: Object) -> Iterator[Bundle]:
        """Give all files of a digest."""
        yield Bundle("calendars", partial(self._calendars, digest))
        yield Bundle("tables", partial(self._tables, digest))
        yield Bundle("feeds", partial(self._feeds, digest), texts=True)
        for issue in digest["issues"]:
            make = partial(self._issue, digest, issue["id"])
            yield Bundle(f"issue {issue['id']}", make, issue=issue["id"], texts=True)

    def _tables(self, digest: Object) -> Iterator[Edition]:
        yield _edition(CONTACTS, to_vcard(digest))
        yield _edition(NOTICES, to_notices_csv(digest, own=self.own.get("notice", {})))
        yield _edition(DEADLINES, to_deadlines_csv(digest, own=self.own.get("deadline", {})))

    def _issue(self, digest: Object, issue_id: str) -> Iterator[Edition]:
        own = self.own.get("notice", {})
        yield _edition(text_path(issue_id), to_text(digest, issue_id, own))
        yield Edition(message_path(issue_id), to_eml(digest, issue_id, own=own))

    def _calendars(self, digest: Object) -> Iterator[Edition]:
        settings = self.settings
        events = events_of(digest, settings.events, settings.calendar)
        yield Edition(CALENDAR, to_ics(digest, events).data)
        language = words_language(digest)
        asked = [*settings.events.split, *(["topic"] if settings.feed.topics else [])]
        for split in dict.fromkeys(asked):
            groups: dict[str, tuple[str, list[Event]]] = {}
            for event in events:
                for name, title in _SPLITS[split](event, language):
                    groups.setdefault(calendar_path(split, name), (title, []))[1].append(event)
            for path, (title, chosen) in groups.items():
                yield Edition(path, to_ics(digest, chosen, name=path, title=title).data)

    def _feeds(self, digest: Object) -> Iterator[Edition]:
        feed, own = self.settings.feed, self.own.get("notice", {})
        topics = topics_of(digest) if feed.topics else []
        paths = [("", ATOM, JSON_FEED), *((topic, *feed_paths(topic)) for topic in topics)]
        for topic, atom, json_feed in paths:
            if made := to_atom(digest, feed, name=atom, topic=topic, own=own):
                yield _edition(atom, made)
                made = to_json_feed(digest, feed, name=json_feed, topic=topic, own=own)
                yield _edition(json_feed, made)


def editions_of(settings: Settings, schemas: Schemas, language: Language) -> Editions:
    """Give the files that a project asks for, with the words of its own fields."""
    kinds = ("notice", "deadline")
    return Editions(
        settings, {kind: own_fields(schemas.properties(kind), language) for kind in kinds}
    )


def text_path(issue_id: str) -> str:
    """Give where the text edition of an issue is."""
    return f"issues/{issue_id}.txt"


def message_path(issue_id: str) -> str:
    """Give where the message of an issue is."""
    return f"issues/{issue_id}.eml"


def calendar_path(split: str, name: str) -> str:
    """Give where the calendar of one issue, part, kind, issuer or topic is."""
    return f"calendars/{split}/{name}.ics"


def feed_paths(topic: str) -> tuple[str, str]:
    """Give where the two feeds of a topic are."""
    name = topic_slug(topic)
    return f"feeds/{name}.atom", f"feeds/{name}.json"


def _edition(path: str, text: str) -> Edition:
    return Edition(path, text.encode("utf-8"))


_SLUGS = Collator()
_Named = Iterator[tuple[str, str]]


def _by_issue(event: Event, _language: Language) -> _Named:
    yield str(event.issue["id"]), str(event.issue["title"])


def _by_part(event: Event, _language: Language) -> _Named:
    part_id = event.notice.get("part_id")
    for part in event.issue["parts"]:
        if part["id"] == part_id:
            yield _SLUGS.slug(part["title"]), str(part["title"])


def _by_kind(event: Event, language: Language) -> _Named:
    kind = event.deadline.get("kind") if event.deadline else "effective"
    if kind:
        title = code_words("deadline", "kind", kind, language) if event.deadline else ""
        yield str(kind), title or {"zh": "施行", "en": "in force"}[language]


def _by_issuer(event: Event, _language: Language) -> _Named:
    for issuer in event.notice.get("issuers", ()):
        if issuer != "unknown":
            yield _SLUGS.slug(issuer), str(issuer)


def _by_topic(event: Event, _language: Language) -> _Named:
    for topic in event.notice.get("topics", ()):
        yield topic_slug(topic), str(topic)


_SPLITS: Mapping[str, Callable[[Event, Language], _Named]] = {
    "issue": _by_issue,
    "part": _by_part,
    "kind": _by_kind,
    "issuer": _by_issuer,
    "topic": _by_topic,
}
