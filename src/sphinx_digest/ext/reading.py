"""Reading in the build: each source file is read by the core as ``check`` reads it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_digest.core.roster import follows
from sphinx_digest.core.store import without_collection
from sphinx_digest.ext.state import Current, archive_of, project_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def read_whole_file(app: Sphinx, docname: str, _content: list[str]) -> None:
    """Read a document before Sphinx parses it; connected to ``source-read``."""
    from sphinx_digest.core.check import read_source  # not where nothing is read

    project = project_of(app.env)
    path = str(app.env.doc2path(docname))
    with without_collection():  # every doctree of the build would be searched for garbage
        reading, document = read_source(path, docname, project.settings, project.schemas)
    if follows(reading):
        for file in filter(Path.is_file, project.settings.roster_files()):
            app.env.note_dependency(str(file), docname=docname)
    project.current = Current(docname, reading, document)
    if reading.blocks or reading.references or document.diagnostics:
        archive_of(app.env).put(document)


def current_reading(env: BuildEnvironment) -> Current:
    """Give the document in hand: what the core read, and which blocks ran."""
    current = project_of(env).current
    assert current is not None, "source-read comes before any directive"
    return current
