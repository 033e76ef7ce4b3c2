"""A build that finds nothing changed leaves what the build before it wrote.

Sphinx makes the search index, the inventory and the pages of indexes anew in every build. They
are made of the stored environment: while that stands, and no page is written, they stand too.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx import __version__ as sphinx_version
from sphinx.application import ENV_PICKLE_FILENAME
from sphinx.builders.html import INVENTORY_FILENAME, StandaloneHTMLBuilder

from sphinx_digest import __version__
from sphinx_digest.ext.state import project_of

if TYPE_CHECKING:
    from collections.abc import Set

    from sphinx.application import Sphinx

_BUILDERS = ("html", "dirhtml")


def leave_what_stands(app: Sphinx) -> None:
    """Let an idle build write little; connected to ``builder-inited``."""
    builder = app.builder
    if builder.name not in _BUILDERS or not isinstance(builder, StandaloneHTMLBuilder):
        return
    prepare, write_indices = builder.prepare_writing, builder.write_domain_indices

    def prepare_writing(docnames: Set[str]) -> None:
        if not docnames and _stands(app, builder):
            builder.load_indexer = _load_nothing  # type: ignore[method-assign, assignment]
            builder.dump_search_index = _nothing  # type: ignore[method-assign]
            builder.dump_inventory = _nothing  # type: ignore[method-assign]
            builder.write_domain_indices = _unless_there(  # type: ignore[method-assign]
                builder, write_indices
            )
        else:
            _stamp(app).unlink(missing_ok=True)
        prepare(docnames)

    builder.prepare_writing = prepare_writing  # type: ignore[method-assign]


def note_what_stands(app: Sphinx, exception: Exception | None) -> None:
    """Note what a build that came to its end has written; connected to ``build-finished``."""
    if exception is None and app.builder.name in _BUILDERS:
        _stamp(app).write_text(_made_from(app), encoding="utf-8")


def _stands(app: Sphinx, builder: StandaloneHTMLBuilder) -> bool:
    made = [builder.outdir / INVENTORY_FILENAME]
    made += [builder.outdir / builder.searchindex_filename] if builder.search else []
    stamp = _stamp(app)
    return (
        not project_of(app.env).sources_changed
        and all(path.is_file() for path in made)
        and stamp.is_file()
        and stamp.read_text(encoding="utf-8") == _made_from(app)
    )


def _stamp(app: Sphinx) -> Path:
    return Path(app.doctreedir, f"digest-standing-{app.builder.name}")


def _made_from(app: Sphinx) -> str:
    stored = Path(app.doctreedir, ENV_PICKLE_FILENAME)
    when = stored.stat().st_mtime_ns if stored.is_file() else 0
    return f"{__version__} {sphinx_version} {app.outdir} {when}"


def _load_nothing(_docnames: Set[str]) -> None:
    """Load no search index, as none is written."""


def _nothing() -> None:
    """Write nothing."""


def _unless_there(builder: StandaloneHTMLBuilder, write: Callable[[], None]) -> Callable[[], None]:
    """Write the pages of indexes where one of them is not there."""

    def write_what_is_missing() -> None:
        names = [name for name, *_ in builder.domain_indices]
        if not all(builder.get_output_path(name).is_file() for name in names):
            write()

    return write_what_is_missing
