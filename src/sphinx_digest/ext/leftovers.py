"""Pages of issues that are gone: Sphinx leaves them in the output, where readers find them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from sphinx.builders.html import StandaloneHTMLBuilder

from sphinx_digest.ext.state import archive_of, project_of

if TYPE_CHECKING:
    from collections.abc import Set

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def note_removed(
    app: Sphinx,
    env: BuildEnvironment,
    added: Set[str],
    changed: Set[str],
    removed: Iterable[str],
) -> list[str]:
    """Remember whether anything changed, and which of our documents are gone.

    Connected to ``env-get-outdated``.
    """
    project = project_of(app.env)
    project.removed = [name for name in removed if name in archive_of(env).packed]
    project.sources_changed = bool(added or changed or removed)
    return []


def remove_pages(app: Sphinx, exception: Exception | None) -> None:
    """Delete the pages of documents that are gone; connected to ``build-finished``."""
    if exception is None and isinstance(app.builder, StandaloneHTMLBuilder):
        for docname in project_of(app.env).removed:
            app.builder.get_output_path(docname).unlink(missing_ok=True)
