"""How HTML shows records: a notice's days first, contacts as cards, files with their type.

What it adds to ``Renderer`` is for the screen; other builders keep facts alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from typing import Any
from urllib.parse import urlsplit

from docutils import nodes

from sphinx_digest.core.model import Attachment, Notice, Record
from sphinx_digest.core.properties import Property
from sphinx_digest.core.values import Person
from sphinx_digest.ext.amended import is_withdrawn
from sphinx_digest.ext.dues import Due, due_html, due_of, html, put_off_html, time_html
from sphinx_digest.ext.render import Renderer
from sphinx_digest.ext.words import _

_FILE = re.compile(
    r"\.(pdf|docx?|wps|xlsx?|et|pptx?|zip|rar|7z|csv|txt|ofd|jpe?g|png|html?)$(?!\n)", re.IGNORECASE
)
#: Values longer than this take a whole line of the facts.
_SHORT = 16
#: Values that become titles only when their links are resolved.
_DOCUMENTS = frozenset({"digest-fact-repeals", "digest-fact-amends", "digest-fact-follows"})


class PageRenderer(Renderer):
    """Renders records for HTML."""

    def notice(
        self, record: Record, notice: Notice | None = None, *, part: str = ""
    ) -> list[nodes.Node]:
        """Render the head of a notice: its days, its facts, what the project added."""
        rendered: list[nodes.Node] = []
        deadlines = notice.deadlines if notice else ()
        if deadlines:
            days = [(d, due_of(d, self.language)) for d in deadlines]
            off = is_withdrawn(notice)
            rendered.append(html(strip_of([(d, due.off() if off else due) for d, due in days])))
        fields = self.record_facts(record)
        where = [name for name in (part, notice.group if notice else None) if name]
        if where:
            text = nodes.Text(" › ".join(where))
            fields.append(self.fact("section", str(_("Section")), text))
        for field in fields:
            if len(field[1].astext()) > _SHORT or _DOCUMENTS & set(field["classes"]):
                field["classes"].append("digest-long")
        if fields:
            rendered.append(self.facts(fields))
        return rendered + self.own_facts(record)

    def own_facts(self, record: Record) -> list[nodes.Node]:
        """Make the block of what the project added, and say that it did."""
        made = super().own_facts(record)
        if made and isinstance(made[0], nodes.container):
            title = nodes.paragraph("", str(_("Added by us")), classes=["digest-extra-title"])
            made[0].insert(0, title)
        return made

    def source_link(self, label: str, url: str) -> nodes.field:
        """Make the fact that leads to the original; paper shows the whole address."""
        host = urlsplit(url).netloc
        link = nodes.reference("", "", nodes.Text(host or url), refuri=url)
        link["classes"] = ["digest-source"]
        return self.fact("url", label, link)

    def deadline(
        self,
        record: Record,
        heading: nodes.paragraph | None,
        contacts: list[nodes.Node],
        *,
        closed: bool = False,
        withdrawn: bool = False,
    ) -> nodes.container:
        """Render a deadline: the day first, beside it what is due, for whom and how."""
        block = super().deadline(record, heading, contacts, closed=closed, withdrawn=withdrawn)
        due = due_of(record, self.language)
        due = due.off() if withdrawn else due
        block.insert(1, html(due_html(record, due, self.language)))
        return block

    def times(self, record: Record) -> list[nodes.field]:  # noqa: ARG002
        """Make no facts of what stands beside the title."""
        return []

    def value(self, known: Property, value: Any) -> list[nodes.Node]:
        """Render a value; what is unknown is said quietly."""
        shown = super().value(known, value)
        if value == "unknown":
            return [nodes.inline("", "", *shown, classes=["digest-unknown"])]
        return shown

    def contact_head(
        self, record: Record, persons: Sequence[Person]
    ) -> tuple[list[nodes.paragraph], frozenset[str]]:
        """Name whom or what a card is for; below, in a line, the office and the role."""
        values = record.values
        organization, role = values.get("organization", ""), values.get("role", "")
        if persons:
            titles, under = self.persons(persons), [organization, role]
        else:
            strong = nodes.strong("", role or organization or str(_("Contact")))
            titles = [nodes.paragraph("", "", strong, classes=["digest-contact-title"])]
            under = [organization] if role else []
        if line := " · ".join(filter(None, under)):
            titles.append(nodes.paragraph("", line, classes=["digest-contact-office"]))
        return titles, frozenset({"organization", "role"})

    def persons(self, persons: Sequence[Person]) -> list[nodes.paragraph]:
        """Give each person a line."""
        return [
            nodes.paragraph("", "", *self.person(person), classes=["digest-contact-title"])
            for person in persons
        ]

    def attachment(self, attachment: Attachment) -> nodes.paragraph:
        """Render one attachment with the type of its file."""
        paragraph = super().attachment(attachment)
        path = urlsplit(attachment.url).path if attachment.url else ""
        kind = _FILE.search(attachment.title) or _FILE.search(path)
        if kind:
            paragraph += nodes.Text(" ")
            paragraph += nodes.inline("", kind[1].upper(), classes=["digest-file"])
        return paragraph


def strip_of(days: Sequence[tuple[Record, Due]]) -> str:
    """Write the days of a notice in one line each, linked to what is known of them."""
    items = "".join(
        f'<li><span class="digest-due-label">{escape(due.label)}</span> {time_html(due)} '
        f'<a class="reference internal" href="#{deadline.id}">{escape(deadline.title)}</a>'
        f"{put_off_html(deadline, due)}</li>"
        for deadline, due in sorted(days, key=lambda one: one[1].sort_key)
    )
    return f'<ul class="digest-days">{items}</ul>'
