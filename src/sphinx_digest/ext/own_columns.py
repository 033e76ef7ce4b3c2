"""What the project says of a notice, in the tables of what to do: who sees to it, how urgent."""

from __future__ import annotations

from dataclasses import dataclass

from sphinx_digest.core.columns import columns_of, marked_codes
from sphinx_digest.core.messages import Language
from sphinx_digest.core.model import Record
from sphinx_digest.core.properties import Property
from sphinx_digest.ext.state import Project
from sphinx_digest.ext.words import _, code_label, label_of


@dataclass(frozen=True, slots=True)
class OwnCell:
    """What a field of the project's own says; ``marked`` makes its row stand out."""

    name: str
    label: str
    text: str
    marked: bool


@dataclass(frozen=True, slots=True)
class OwnColumns:
    """The columns of the project's own fields."""

    fields: tuple[Property, ...]
    marked: frozenset[str]  # codes
    language: Language

    def heads(self) -> list[tuple[str, str]]:
        """Give the names of the columns, and what they are called."""
        return [(known.name, label_of(known, self.language)) for known in self.fields]

    def cells(self, notice: Record) -> list[OwnCell]:
        """Give the cells of a notice, in the order of the columns."""
        return [self._cell(known, notice) for known in self.fields]

    def _cell(self, known: Property, notice: Record) -> OwnCell:
        written = notice.extra.get(known.name)
        values = written if isinstance(written, list | tuple) else [written]
        said = [value for value in values if value is not None]
        text = ("；" if self.language == "zh" else "; ").join(self._words(known, v) for v in said)
        marked = any(str(value) in self.marked for value in said)
        return OwnCell(known.name, label_of(known, self.language), text, marked)

    def _words(self, known: Property, value: object) -> str:
        if isinstance(value, bool):
            return str(_("yes")) if value else str(_("no"))
        return code_label(known, str(value), self.language)


def own_columns(project: Project, language: Language) -> OwnColumns:
    """Give the columns that the settings ask for."""
    properties = project.schemas.properties("notice")
    settings = project.settings
    return OwnColumns(
        columns_of(settings, properties), marked_codes(settings, properties), language
    )
