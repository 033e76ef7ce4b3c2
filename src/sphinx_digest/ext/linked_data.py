"""schema.org of issues, notices, dates, and the pages that hold them, for JSON-LD."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sphinx_digest.core.model import Document, Notice, Record
from sphinx_digest.core.standing import newest_day
from sphinx_digest.core.times.closing import HAPPENINGS, day_of_issue, end_of

#: Types of notices by what schema.org calls them; the others are works.
_TYPES: Mapping[str, str] = {
    **dict.fromkeys(("regulation", "measures"), "Legislation"),
    **dict.fromkeys(("circular", "notification", "announcement", "publicity", "opinion"), "Report"),
    "news": "NewsArticle",
    "interpretation": "Article",
}
#: What a deadline asks for, by its kind: schema.org knows no deadlines, but actions that end.
_ACTIONS: Mapping[str, str] = {
    "comments": "CommentAction",
    "registration": "RegisterAction",
    **dict.fromkeys(("application", "submission", "filing", "report"), "SendAction"),
}
_ISO = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2}(T[0-9:]{5,8}([+-][0-9:]{5})?)?)?)?")

Graph = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Site:
    """What every page says of the whole: its name, language and address."""

    name: str
    language: str
    home: str

    def periodical(self) -> Graph:
        """Say what the digest is."""
        return said(
            {
                "@type": "Periodical",
                "@id": f"{self.home}#periodical" if "://" in self.home else None,
                "name": self.name,
                "url": self.home,
                "inLanguage": self.language,
            }
        )

    def issue(self, document: Document, page: str) -> Graph:
        """Say what an issue is and holds."""
        values = document.issue.values if document.issue else {}
        day = day_of_issue(document)
        return said(
            {
                "@type": "PublicationIssue",
                "@id": f"{page}#{document.issue.id}" if document.issue else None,
                "url": page,
                "name": document.title,
                "issueNumber": str(values.get("number", "")),
                "datePublished": day.isoformat() if day else None,
                "temporalCoverage": values.get("period"),
                "inLanguage": self.language,
                "isPartOf": self.periodical(),
                "hasPart": [self.notice(notice, page) for notice in document.notices],
            }
        )

    def listed_issue(self, document: Document, page: str) -> Graph:
        """Name an issue on the home page."""
        whole = self.issue(document, page)
        return {key: value for key, value in whole.items() if key not in ("hasPart", "isPartOf")}

    def notice(self, notice: Notice, page: str) -> Graph:
        """Say what a notice is, who issued it and when, and what it asks for by when."""
        record, values = notice.record, notice.record.values
        kind = _TYPES.get(values.get("type", ""), "CreativeWork")
        issuers = [
            {"@type": "GovernmentOrganization", "name": name}
            for name in values.get("issuer", ())
            if name != "unknown"
        ]
        number = _known(values.get("number"))
        graph = {
            "@type": kind,
            "@id": f"{page}#{record.id}",
            "url": f"{page}#{record.id}",
            "name": record.title,
            "headline": record.title if kind in ("Report", "Article", "NewsArticle") else None,
            "identifier": number,
            "publisher": issuers,
            "datePublished": moment(values.get("published")),
            "dateCreated": moment(values.get("dated")),
            "dateModified": moment(newest_day(notice) or None),
            "sameAs": _known(values.get("url")),
            "about": list(values.get("topics", ())),
            "citation": _works(values.get("follows", ()), "CreativeWork"),
            "encoding": [
                said({"@type": "MediaObject", "name": one.title, "contentUrl": one.url})
                for one in notice.attachments
            ],
        }
        if kind == "Legislation":
            effective = values.get("effective")
            graph |= {
                "legislationIdentifier": number,
                "legislationPassedBy": issuers,
                "legislationDate": moment(values.get("dated")),
                "legislationDateOfApplicability": moment(
                    values.get("published") if effective == "published" else effective
                ),
                "legislationChanges": _works(values.get("amends", ()), "Legislation"),
                "legislationRepeals": _works(values.get("repeals", ()), "Legislation"),
            }
        asked = () if "withdrawn" in values else notice.deadlines
        happens = [one for one in asked if one.values.get("kind") in HAPPENINGS]
        others = [one for one in asked if one not in happens]
        graph["subjectOf"] = [event for one in happens if (event := self.event(one, page))]
        graph["potentialAction"] = [action for one in others if (action := self.action(one, page))]
        return said(graph)

    def event(self, deadline: Record, page: str) -> Graph | None:
        """Say when something takes place; nothing where no day is known."""
        values = deadline.values
        start = moment(values.get("on")) or moment(values.get("start"))
        if start is None:
            return None
        place = _known(values.get("place"))
        status = "EventCancelled" if values.get("status") == "cancelled" else "EventScheduled"
        return said(
            {
                "@type": "Event",
                "@id": f"{page}#{deadline.id}",
                "url": f"{page}#{deadline.id}",
                "name": deadline.title,
                "startDate": start,
                "endDate": moment(values.get("end")),
                "location": {"@type": "Place", "name": place} if place else None,
                "eventStatus": f"https://schema.org/{status}",
            }
        )

    def action(self, deadline: Record, page: str) -> Graph | None:
        """Say what is to be done by when; nothing where no last day is known."""
        values, end = deadline.values, end_of(deadline)
        if end is None:
            return None
        place = _known(values.get("place"))
        whom = _known(values.get("for"))
        return said(
            {
                "@type": _ACTIONS.get(values.get("kind", ""), "Action"),
                "@id": f"{page}#{deadline.id}",
                "url": f"{page}#{deadline.id}",
                "name": deadline.title,
                "startTime": moment(values.get("start")),
                "endTime": (moment(end.value) if "T" in end.value else None)
                or end.last.isoformat(),
                "location": {"@type": "Place", "name": place} if place else None,
                "participant": {"@type": "Organization", "name": whom} if whom else None,
            }
        )


def moment(value: object) -> str | None:
    """Give a day or a time as schema.org knows it: no quarters, no 24 o'clock."""
    if not isinstance(value, str) or not _ISO.fullmatch(value):
        return None
    return value[:10] if "T24" in value else value


def breadcrumbs(trail: Sequence[tuple[str, str]]) -> Graph:
    """Say the way from the home page to a page, as names and addresses."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            said({"@type": "ListItem", "position": place, "name": name, "item": address})
            for place, (name, address) in enumerate(trail, 1)
        ],
    }


def _works(written: Sequence[str], kind: str) -> list[Graph]:
    return [{"@type": kind, "identifier": one} for one in written]


def _known(value: object) -> str | None:
    return value if isinstance(value, str) and value != "unknown" else None


def said(pairs: Mapping[str, Any]) -> Graph:
    """Leave out what nothing is known of."""
    return {key: value for key, value in pairs.items() if value}
