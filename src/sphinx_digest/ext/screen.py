"""What HTML pages get besides their text: the home page, a script, words for machines."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sphinx_digest.ext.home import DigestHome, home_nodes, home_pages
from sphinx_digest.ext.machine import add_machine_words
from sphinx_digest.ext.pending import digest_pending
from sphinx_digest.ext.state import archive_of
from sphinx_digest.ext.words import _

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


_LAST = 900  # after the other styles, which it changes


def setup_screen(app: Sphinx) -> None:
    """Register what is for the screen alone."""
    app.add_config_value("digest_pdf_url", "", "html", str)
    app.add_directive("digest-home", DigestHome)
    app.connect("env-updated", homes_to_rewrite)
    app.connect("doctree-resolved", show_homes, priority=400)  # before the other marks
    app.connect("html-page-context", add_machine_words)
    app.connect("builder-inited", add_script)


def homes_to_rewrite(_app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Name the home pages, where any document has changed; connected to ``env-updated``."""
    return list(home_pages(env)) if archive_of(env).changed else []


def show_homes(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Fill the marks of home pages; connected to ``doctree-resolved``."""
    for mark in list(doctree.findall(digest_pending)):
        if mark["kind"] == "home":
            mark.replace_self(home_nodes(app.builder, docname, mark["limit"]))


def add_script(app: Sphinx) -> None:
    """Add the script of the pages, with its words, and the style for paper; books have none."""
    if app.builder.format != "html" or app.builder.name == "epub":
        return
    words = {
        "left": _("%d days left"),
        "one": _("1 day left"),
        "today": _("today"),
        "closed": _("closed"),
        "past": _("past"),
        "moved": _("within the moved end"),
        "running": _("going on"),
        "all": _("all"),
        "none": _("Nothing matches."),
        "gone": _("Past dates (%d)"),
        "copy": _("Copy citation"),
        "copyLink": _("Copy link"),
        "copyText": _("Copy as text"),
        "printOne": _("Print this notice only"),
        "copied": _("Copied"),
        "failed": _("Could not copy"),
    }
    app.add_css_file("digest-print.css", media="print", priority=_LAST)
    said = json.dumps({key: str(word) for key, word in words.items()}, ensure_ascii=False)
    attributes: dict[str, Any] = {"data-digest-words": said, "loading_method": "defer"}
    app.add_js_file("digest-page.js", **attributes)
