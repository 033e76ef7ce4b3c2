"""What exports share, all of it from the parsed ``digest.json``: choice, addresses, ids, times.

Nothing here reads a clock or a source: the exports of a merged digest are made from its volumes'
``digest.json`` alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote, urljoin, urlsplit
from zoneinfo import ZoneInfo

from sphinx_digest.core.messages import Language, message_language
from sphinx_digest.core.pinyin import Collator

#: An object of ``digest.json``.
Object = Mapping[str, Any]

#: What XML 1.0 has no place for; the delete character is shown, too.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_PICTURES = 0x2400  # where Unicode has the pictures of control characters
_EPOCH = "1970-01-01T00:00:00Z"
_DAY = re.compile("([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?")
#: Schemes that a link in an export may have.
_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
_NOT_LASTING = "0001"  # the year of what has no day at all


@dataclass(frozen=True, slots=True)
class Choice:
    """What of a digest an export holds; ``limit`` counts notices and cuts no issue in two."""

    issue: str = ""
    topic: str = ""
    limit: int | None = None


EVERYTHING = Choice()


def safe_text(text: str) -> str:
    """Show the characters that XML and other formats forbid, in the stead of losing them."""
    if text.isascii() and text.isprintable():
        return text
    return _FORBIDDEN.sub(_picture, text)


def _picture(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code == 0x7F:
        return "\u2421"
    return chr(_PICTURES + code) if code < 0x20 else "\ufffd"


def one_line(text: str) -> str:
    """Give a text without line breaks, white space at its ends and what cannot be shown."""
    return " ".join(safe_text(text).split())


def words_language(digest: Object) -> Language:
    """Give the language of the words that an export adds."""
    return message_language(str(digest.get("language", "")))


def language_tag(digest: Object) -> str:
    """Give the language as BCP 47 has it: ``zh-CN`` for ``zh_CN``."""
    return str(digest.get("language", "zh_CN")).replace("_", "-")


def issues_of(digest: Object, choice: Choice = EVERYTHING) -> list[tuple[Object, list[Object]]]:
    """Give the chosen issues, the newest first, each with its chosen notices in their order.

    The newest issue is given whole; an older one as long as all its notices fit into the limit.
    """
    chosen: list[tuple[Object, list[Object]]] = []
    count = 0
    for issue in sorted(digest["issues"], key=_age, reverse=True):
        if choice.issue and issue["id"] != choice.issue:
            continue
        notices = [
            notice
            for notice in issue["notices"]
            if not choice.topic or choice.topic in notice.get("topics", ())
        ]
        if not notices and choice.topic:
            continue
        count += len(notices)
        if chosen and choice.limit is not None and count > choice.limit:
            break
        chosen.append((issue, notices))
    return chosen


def _age(issue: Object) -> tuple[str, int, str]:
    return day_of(issue), issue.get("number", 0), issue["id"]


def notices_of(digest: Object, choice: Choice = EVERYTHING) -> Iterator[tuple[Object, Object]]:
    """Yield the chosen notices, each after its issue, the newest issue first."""
    for issue, notices in issues_of(digest, choice):
        for notice in notices:
            yield issue, notice


def topics_of(digest: Object) -> list[str]:
    """Give the topics of all notices, sorted by their characters."""
    return sorted({topic for _, notice in notices_of(digest) for topic in notice.get("topics", ())})


def topic_slug(topic: str) -> str:
    """Give the name that the files of a topic have: ASCII, the same for the same topic."""
    slug = _SLUGS.slug(topic.lower())
    return re.sub("[^a-z0-9-]+", "-", slug).strip("-") or "topic"


_SLUGS = Collator()


def day_of(issue: Object) -> str:
    """Give the day of an issue: published, else the end of its period; empty without either."""
    return str(issue.get("published") or issue.get("period", {}).get("end", ""))


def changed_on(issue: Object, *records: Object) -> str:
    """Give the day or moment of the last change of substance to any of an issue's records."""
    marked = [str(record["modified"]) for record in records if record.get("modified")]
    return max(marked, default="") or day_of(issue)


def instant(digest: Object, value: str) -> str:
    """Give a day or a time of the digest as RFC 3339 has it, with the digest's offset.

    A day begins at midnight; what is no date at all is the beginning of 1970.
    """
    moment = _moment(digest, value)
    if moment is None:
        return _EPOCH
    offset = moment.utcoffset()
    if offset is None or offset.seconds % 60:
        # Clocks before time zones went by the sun; RFC 3339 has no seconds in an offset.
        try:
            moment = moment.astimezone(UTC)
        except OverflowError:
            moment = moment.replace(tzinfo=UTC)
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")


def _moment(digest: Object, value: str) -> datetime | None:
    zone = ZoneInfo(str(digest.get("timezone", "UTC")))
    try:
        if "T" in value:
            moment = datetime.fromisoformat(value)
            return moment if moment.tzinfo else moment.replace(tzinfo=zone)
        if match := _DAY.fullmatch(value.partition("/")[0]):
            year, month, day = (int(part or 1) for part in match.groups())
            return datetime(year, month, day, tzinfo=zone)
    except ValueError:
        return None
    return None


def latest(digest: Object, values: Sequence[str]) -> str:
    """Give the last of some moments as RFC 3339 has it; the beginning of 1970 where none is."""
    known = [moment for value in values if (moment := _moment(digest, value))]
    if not known:
        return _EPOCH
    # UTC by hand: what lies at the ends of the calendar cannot be moved to another zone.
    last = max(known, key=lambda moment: moment.replace(tzinfo=None) - (moment.utcoffset() or _NIL))
    return instant(digest, last.isoformat())


_NIL = datetime.min - datetime.min


def needs_base_url(digest: Object) -> bool:
    """Say whether exports that others read from afar lack the address their links begin with."""
    return not host_of(str(digest.get("base_url", "")))


def base_url(digest: Object) -> str:
    """Give the address that the pages stand below, with a slash at its end; empty without one."""
    base = str(digest.get("base_url", ""))
    return base if not base or base.endswith("/") else f"{base}/"


def file_url(digest: Object, name: str) -> str:
    """Give the address of a file in the output's folder ``digest``."""
    return absolute(digest, f"digest/{quote(name)}") or f"digest/{quote(name)}"


def absolute(digest: Object, url: str, page_url: str = "") -> str | None:
    """Give an address in full, as seen from a page; None where that cannot be, or is no link."""
    try:
        full = urljoin(urljoin(base_url(digest), page_url), url.strip())
        parts = urlsplit(full)
    except ValueError:
        return None
    if parts.scheme.lower() not in _SCHEMES:
        return None
    if parts.scheme.lower().startswith("http") and not parts.hostname:
        return None
    return quote(safe_text(full), safe="!#$%&'()*+,/:;=?@[]~")


def link_of(digest: Object, record: Object, page_url: str | None = None) -> str | None:
    """Give the address of an issue, or of a record on its page; None without ``base_url``.

    ``page_url`` is the page of a deadline or a contact, whose own has only an anchor.
    """
    page = absolute(digest, str(page_url or record.get("page_url", "")))
    anchor = record.get("anchor")
    return f"{page}#{anchor}" if page and anchor else page


def tag_of(digest: Object, kind: str, id_: str = "", *, year: str = "", url: str = "") -> str:
    """Give the lasting id of a record: ``tag:digest.example.org,2021:notice/cnipa-2021-304``.

    It is made of the address that the pages had first (``url``, else ``base_url``) and of the
    year of the record's issue (RFC 4151), never of what else the digest holds. Empty where the
    address has no host with a name.
    """
    url = url or str(digest.get("base_url", ""))
    host = host_of(url)
    if not host:
        return ""
    path = quote(urlsplit(url).path.strip("/"), safe="/%")
    name = "/".join(filter(None, (path, kind, id_)))
    return f"tag:{host},{year or _first_year(digest)}:{name}"


def issue_year(issue: Object) -> str:
    """Give the year that the ids of an issue's records bear; once published it stays."""
    return str(issue.get("first_published") or day_of(issue))[:4] or _NOT_LASTING


def _first_year(digest: Object) -> str:
    return min(map(issue_year, digest["issues"]), default=_NOT_LASTING)


def host_of(url: str) -> str:
    """Give the host as DNS has it; empty where it has no name there."""
    try:
        host = (urlsplit(url).hostname or "").rstrip(".").encode("idna").decode("ascii")
    except (ValueError, UnicodeError):
        return ""
    return host.lower() if re.fullmatch("[A-Za-z0-9.-]+", host) else ""
