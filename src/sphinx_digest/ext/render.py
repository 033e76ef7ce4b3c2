"""Records -> docutils nodes: standard nodes with classes, the same for every builder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from typing import Any

from docutils import nodes
from sphinx import addnodes

from sphinx_digest.core.formats import RECORD_ID
from sphinx_digest.core.messages import Language
from sphinx_digest.core.model import Attachment, Record
from sphinx_digest.core.mutes import accepted
from sphinx_digest.core.properties import Property
from sphinx_digest.core.schema import Schemas
from sphinx_digest.core.telephones import show_telephone
from sphinx_digest.core.times import wording
from sphinx_digest.core.times.counting_words import how_words, last_day_words
from sphinx_digest.core.times.replaced import REPLACED_BY, is_extended
from sphinx_digest.core.values import Person, pair
from sphinx_digest.ext.amended import withdrawn_mark
from sphinx_digest.ext.tables import digest_heading
from sphinx_digest.ext.words import _, code_label, in_language, label_of

#: Fields shown otherwise than as a fact of their own.
_SHOWN_ELSEWHERE: Mapping[str, frozenset[str]] = {
    "issue": frozenset({"id", "draft"}),
    "part": frozenset({"id"}),
    "notice": frozenset({"id", "withdrawn"}),
    "deadline": frozenset(
        {"id", "kind", "on", "start", "end", "within", "from", "event", "every", "status"}
    ),
    "contact": frozenset({"id", "names", "phone", "email"}),
}


class Renderer:
    """Renders records in one language."""

    def __init__(self, schemas: Schemas, language: Language) -> None:
        self.schemas = schemas
        self.language = language

    # -- facts

    def fact(self, name: str, label: str, *body: nodes.Node) -> nodes.field:
        """Make one fact: a field with its label."""
        content = body[0] if len(body) == 1 and isinstance(body[0], nodes.paragraph) else None
        paragraph = content if content is not None else nodes.paragraph("", "", *body)
        return nodes.field(
            "",
            nodes.field_name("", "", nodes.Text(label)),
            nodes.field_body("", paragraph),
            classes=["digest-fact", f"digest-fact-{name}"],
        )

    def facts(self, fields: list[nodes.field]) -> nodes.field_list:
        """Make the list that holds facts."""
        return nodes.field_list("", *fields, classes=["digest-facts"])

    def value(self, known: Property, value: Any) -> list[nodes.Node]:
        """Render a value as its schema says what it is."""
        if isinstance(value, list):
            rendered: list[nodes.Node] = []
            for item in value:
                if rendered:
                    rendered.append(nodes.Text("；" if self.language == "zh" else "; "))
                rendered.extend(self.value(known, item))
            return rendered
        if isinstance(value, dict):
            return [self.telephone(value)]
        if value == "unknown":
            return [nodes.Text(wording.date_words("unknown", self.language))]
        if isinstance(value, bool):
            return [nodes.Text(str(_("yes")) if value else str(_("no")))]
        text = str(value)
        if known.labels:
            return [nodes.Text(code_label(known, text, self.language))]
        if text in known.words:
            return [nodes.Text(self.word(known, text))]
        return self.formatted(known.format, text)

    def word(self, known: Property, text: str) -> str:
        """Give the words that stand for a code such as ``published``."""
        words = known.words[text]
        return in_language({key: names[0] for key, names in words.items() if names}, self.language)

    def formatted(self, format_: str | None, text: str) -> list[nodes.Node]:
        """Render a string of a format: dates in one way, addresses as links."""
        if format_ in ("date", "reduced-date", "moment"):
            return [nodes.Text(wording.date_words(text, self.language))]
        if format_ == "interval":
            return [nodes.Text(wording.interval_words(text, self.language))]
        if format_ == "length":
            return [nodes.Text(wording.length_words(text, self.language))]
        if format_ == "document-reference":
            return [document_link(text)]
        if format_ == "uri":
            return [nodes.reference("", "", nodes.Text(text), refuri=text)]
        if format_ == "email":
            return [nodes.reference("", "", nodes.Text(text), refuri=f"mailto:{text}")]
        return [nodes.Text(text)]

    def record_facts(
        self, record: Record, *, own: bool = False, told: Set[str] = frozenset()
    ) -> list[nodes.field]:
        """Make the facts of a record without those ``told`` already.

        ``own`` gives the project's own properties instead.
        """
        values = record.extra if own else record.values
        left_out = _SHOWN_ELSEWHERE[record.kind] | told
        fields: list[nodes.field] = []
        for name, known in self.schemas.properties(record.kind).items():
            if name not in values or known.own is not own or (name in left_out and not own):
                continue
            label = label_of(known, self.language)
            if name == "text" and "when" in record.places and wording.is_plain(values[name]):
                continue  # a deadline shows these very days
            if record.kind == "notice" and name == "url":
                fields.append(self.source_link(label, values[name]))
                continue
            if name in ("note", "accept") and not own:
                if name == "note" or "note" not in values:
                    fields.append(self.note(record))
                continue
            value = self.value(known, values[name])
            if name == "replaces" and not own:
                value = [document_link(values[name], "deadline")]
            if name in record.inferred and not own:
                value.append(nodes.Text(wording.inferred_words(self.language)))
            fields.append(self.fact(name, label, *value))
        return fields

    def note(self, record: Record) -> nodes.field:
        """Make the fact that holds the editors' remark, and why they accept what the source has."""
        known = self.schemas.properties(record.kind)["note"]
        said = [reason for _code, reason in accepted(record)]
        if "note" in record.values:
            said.insert(0, str(record.values["note"]))
        words = [text.rstrip("。.；; ") for text in said[:-1]] + said[-1:]
        text = ("；" if self.language == "zh" else "; ").join(words)
        return self.fact("note", label_of(known, self.language), nodes.Text(text))

    def source_link(self, label: str, url: str) -> nodes.field:
        """Make the fact that leads to the original."""
        return self.fact("url", label, nodes.reference("", "", nodes.Text(url), refuri=url))

    def own_facts(self, record: Record) -> list[nodes.Node]:
        """Make the block of what the project added, set apart from the source's facts."""
        fields = self.record_facts(record, own=True)
        if not fields:
            return []
        return [nodes.container("", self.facts(fields), classes=["digest-extra"])]

    # -- blocks

    def notice(self, record: Record) -> list[nodes.Node]:
        """Render the header of a notice."""
        fields = self.record_facts(record)
        rendered: list[nodes.Node] = [self.facts(fields)] if fields else []
        return rendered + self.own_facts(record)

    def deadline(
        self,
        record: Record,
        heading: nodes.paragraph | None,
        contacts: list[nodes.Node],
        *,
        closed: bool = False,
        withdrawn: bool = False,
    ) -> nodes.container:
        """Render a deadline: what, until when, for whom, how.

        It was over before its issue, or its notice was withdrawn.
        """
        values = record.values
        properties = self.schemas.properties("deadline")
        kind = values.get("kind")
        title = nodes.paragraph("", "", classes=["digest-deadline-title"])
        label = code_label(properties["kind"], kind, self.language) if kind else ""
        if label and label.casefold() not in record.title.casefold():
            title += [nodes.inline("", label, classes=["digest-kind"]), nodes.Text(" ")]
        title += nodes.strong("", "", *_children(heading, record.title))
        if withdrawn:
            title += [nodes.Text(" "), withdrawn_mark()]
        elif closed:
            title += [nodes.Text(" "), closed_mark()]
        fields = self.times(record)
        status = values.get("status")
        if status and status != "tba" and not (status == "extended" and is_extended(record)):
            known = properties["status"]
            fields.append(
                self.fact("status", label_of(known, self.language), *self.value(known, status))
            )
        if by := record.replaced_by:
            link = document_link(by.id, "deadline")
            fields.append(self.fact("replaced-by", REPLACED_BY[self.language], link))
        for field in self.record_facts(record):
            if contacts and "digest-fact-contact" in field["classes"]:
                field = self.fact(
                    "contact", label_of(properties["contact"], self.language), *contacts
                )
            fields.append(field)
        classes = ["digest-deadline", *([f"digest-kind-{kind}"] if kind else [])]
        if (actor := values.get("actor", "applicant")) != "applicant":
            classes.append(f"digest-actor-{actor}")
        block = nodes.container("", title, classes=classes, ids=[record.id])
        if fields:
            block += self.facts(fields)
        block += self.own_facts(record)
        return block

    def times(self, record: Record) -> list[nodes.field]:
        """Make the facts that say when a deadline is, and how that was counted."""
        fields: list[nodes.field] = []
        if when := last_day_words(record, self.language):
            fact = self.fact("when", str(_("When")), nodes.Text(when))
            fact["classes"] += ["digest-counted"] if record.count else []
            fields.append(fact)
        if how := how_words(record, self.language):
            fields.append(self.fact("counted", str(_("How counted")), nodes.Text(how)))
        return fields

    def contact(self, record: Record) -> nodes.container:
        """Render a contact: persons with their own numbers, then what they share."""
        paired = pair(record)
        titles, told = self.contact_head(record, paired.persons)
        fields = self.shared_facts(list(paired.phones), list(paired.emails))
        fields += self.record_facts(record, told=told)
        block = nodes.container("", *titles, classes=["digest-contact"], ids=[record.id])
        if fields:
            block += self.facts(fields)
        block += self.own_facts(record)
        return block

    def contact_head(
        self, record: Record, persons: Sequence[Person]
    ) -> tuple[list[nodes.paragraph], frozenset[str]]:
        """Make the title of a contact; give also the names of the values that it tells."""
        if persons:
            return self.persons(persons), frozenset()
        titled_by = "organization" if record.values.get("organization") else "role"
        strong = nodes.strong("", record.values.get(titled_by) or str(_("Contact")))
        title = nodes.paragraph("", "", strong, classes=["digest-contact-title"])
        return [title], frozenset({titled_by})

    def persons(self, persons: Sequence[Person]) -> list[nodes.paragraph]:
        """Name the persons of a contact, each with its own numbers."""
        title = nodes.paragraph("", "", classes=["digest-contact-title"])
        for index, person in enumerate(persons):
            if index:
                title += nodes.Text("；" if self.language == "zh" else "; ")
            title += self.person(person)
        return [title]

    def person(self, person: Person) -> list[nodes.Node]:
        """Name a person, with the numbers and addresses that are theirs."""
        named: list[nodes.Node] = [nodes.strong("", person.name)]
        for phone in person.phones:
            named += [nodes.Text(" "), self.telephone(phone)]
        for email in person.emails:
            named += [nodes.Text(" "), *self.formatted("email", email)]
        return named

    def shared_facts(self, phones: list[Any], emails: list[str]) -> list[nodes.field]:
        """Make the facts for numbers and addresses that belong to no single person."""
        properties = self.schemas.properties("contact")
        fields: list[nodes.field] = []
        for name, values in (("phone", phones), ("email", emails)):
            if values:
                known = properties[name]
                label = label_of(known, self.language)
                fields.append(self.fact(name, label, *self.value(known, values)))
        return fields

    def telephone(self, value: Mapping[str, str]) -> nodes.reference:
        """Render a number that a telephone can dial, with its extension (RFC 3966)."""
        shown = show_telephone(value, self.language)
        extension = value.get("extension")
        uri = f"tel:{value['number']}" + (f";ext={extension}" if extension else "")
        return nodes.reference("", "", nodes.Text(shown), refuri=uri)

    def attachments(self, attachments: tuple[Attachment, ...]) -> nodes.container:
        """Render the list of attachments, nested as written."""
        title = digest_heading("", str(_("Attachments")), classes=["digest-attachments-title"])
        top = nodes.bullet_list("", bullet="-")
        lists = [top]
        for attachment in attachments:
            while len(lists) > attachment.level:
                lists.pop()
            while len(lists) < attachment.level and len(lists[-1]):
                inner = nodes.bullet_list("", bullet="-")
                last = lists[-1][-1]
                assert isinstance(last, nodes.Element)
                last += inner
                lists.append(inner)
            lists[-1] += nodes.list_item("", self.attachment(attachment))
        return nodes.container("", title, top, classes=["digest-attachments"])

    def attachment(self, attachment: Attachment) -> nodes.paragraph:
        """Render one attachment."""
        paragraph = nodes.paragraph("", "")
        if attachment.label:
            separator = "：" if self.language == "zh" else ": "
            paragraph += nodes.inline("", attachment.label + separator, classes=["digest-label"])
        if attachment.url:
            paragraph += nodes.reference("", attachment.title, refuri=attachment.url)
        else:
            paragraph += nodes.Text(attachment.title)
        if attachment.embedded:
            paragraph += nodes.Text(str(_(" (embedded)")))
        return paragraph


def document_link(text: str, role: str = "") -> addnodes.pending_xref:
    """Make a link to a notice by its id, or by a number where one notice bears it.

    The issuer may stand before the number. A ``role`` says what else it leads to.
    """
    return addnodes.pending_xref(
        "",
        nodes.inline("", text),
        refdomain="digest",
        reftype=role or ("notice" if RECORD_ID.fullmatch(text) else "docnum"),
        reftarget=text,
        refexplicit=" " in text,
        refwarn=False,
    )


def closed_mark() -> nodes.inline:
    """Make the mark of a deadline that was over before its issue went out."""
    return nodes.inline("", str(_("closed before this issue")), classes=["digest-closed"])


def _children(paragraph: nodes.paragraph | None, text: str) -> list[nodes.Node]:
    return list(paragraph.children) if paragraph is not None else [nodes.Text(text)]
