"""What editors see of a page and readers never do: which values nobody wrote, and their origin."""

from __future__ import annotations

from pathlib import Path

from docutils import nodes

from sphinx_digest.core.messages import Language
from sphinx_digest.core.model import Record
from sphinx_digest.core.schema import Schemas
from sphinx_digest.core.settings import Settings
from sphinx_digest.core.unwritten import ORIGINS, Unwritten, setting_words, unwritten_in
from sphinx_digest.ext.words import _


def derived_facts(
    record: Record, schemas: Schemas, settings: Settings, language: Language
) -> list[nodes.Node]:
    """List the values of a record that nobody wrote, each with where it comes from."""
    items = [
        nodes.list_item("", nodes.paragraph("", _line(one, language)))
        for one in unwritten_in(record, schemas, settings)
    ]
    if not items:
        return []
    title = nodes.paragraph(
        "", str(_("For editors: not written")), classes=["digest-derived-title"]
    )
    content = nodes.bullet_list("", *items, bullet="-")
    return [nodes.container("", title, content, classes=["digest-derived"])]


def _line(one: Unwritten, language: Language) -> str:
    label = one.label[language]
    return f"{label} = {one.shown[language]} ← {_origin(one, language)}"


def _origin(one: Unwritten, language: Language) -> str:
    words = one.how.get(language) or ORIGINS.get(one.by, {}).get(language, "")
    if words or one.origin is None:
        return words or one.by
    return (
        f"{Path(one.origin.file).name}:{one.origin.span.line} {setting_words(one.setting)}".rstrip()
    )
