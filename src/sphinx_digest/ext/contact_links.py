"""The contacts that a deadline names, as links that differ where the contacts do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from docutils import nodes
from sphinx import addnodes

from sphinx_digest.core.messages import Language
from sphinx_digest.core.model import Notice, Record
from sphinx_digest.core.schema import Schemas
from sphinx_digest.ext.words import label_of

#: By what contacts are told apart that have one name.
_WAYS = ("phone", "email", "address", "fax", "qq", "url")


def contact_links(
    deadline: Record, notice: Notice | None, schemas: Schemas, language: Language
) -> list[nodes.Node]:
    """Link to the contacts of a deadline; names that are the same say the way they stand for."""
    ids: Sequence[str] = deadline.values.get("contact", ())
    own = {record.id: record for record in notice.contacts} if notice else {}
    issuer = sole_issuer(notice)
    texts = {id_: name_of(own[id_], issuer) for id_ in ids if id_ in own}
    times = Counter(texts.values())
    known = schemas.properties("contact")
    links: list[nodes.Node] = []
    for id_ in ids:
        text = texts.get(id_)
        if text and times[text] > 1:
            alike = [own[other].values for other in texts if texts[other] == text and other != id_]
            text += _told_apart(own[id_].values, alike, known, language)
        if links:
            links.append(nodes.Text("；" if language == "zh" else "; "))
        links.append(
            addnodes.pending_xref(
                "",
                nodes.inline("", text or id_),
                refdomain="digest",
                reftype="contact",
                reftarget=id_,
                refexplicit=text is not None,
                refwarn=False,
            )
        )
    return links


def sole_issuer(notice: Notice | None) -> str:
    """Name the issuer of a notice that has one."""
    issuers: Sequence[str] = notice.record.values.get("issuer", ()) if notice else ()
    return str(issuers[0]) if len(issuers) == 1 else ""


def name_of(contact: Record, issuer: str) -> str:
    """Name a contact in its notice: an office of the ``issuer`` by what it is for alone."""
    values = contact.values
    if not values.get("names") and values.get("role") and values.get("organization") == issuer:
        return str(values["role"])
    return contact.title


def _told_apart(values: Any, alike: Sequence[Any], known: Any, language: Language) -> str:
    """Word by what a contact can be reached, and those with its name cannot."""
    ways = [way for way in _WAYS if way in values and not any(way in other for other in alike)]
    labels = [label_of(known[way], language) for way in ways[:1]]
    if not labels:
        plain = (values.get(way) for way in ("email", "address", "url") if way in values)
        labels = [value if isinstance(value, str) else value[0] for value in plain][:1]
    if not labels:
        return ""
    return f"（{labels[0]}）" if language == "zh" else f" ({labels[0]})"
