"""The PDF of a digest: a Sphinx builder that writes Typst and compiles it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the builder and its settings."""
    # Not above: the process that compiles needs no Sphinx.
    from sphinx_digest.pdf.books import SETS
    from sphinx_digest.pdf.builder import DigestPdfBuilder

    app.add_builder(DigestPdfBuilder)
    app.add_config_value("digest_pdf_set", "all", "", str, f"One of {', '.join(SETS)}.")
    app.add_config_value("digest_pdf_font_paths", [], "", (list, tuple))
    app.add_config_value("digest_pdf_fonts", {}, "", dict)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
