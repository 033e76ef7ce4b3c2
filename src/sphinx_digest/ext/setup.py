"""Hooks the digest into Sphinx: what is connected to which event, and in which order."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_digest.core.messages import message_language
from sphinx_digest.core.model import Diagnostic, Place, Span
from sphinx_digest.core.projects import find_projects, load_project
from sphinx_digest.core.selection import without_settings
from sphinx_digest.core.settings import Settings, read_settings
from sphinx_digest.ext.bodies import take_bodies
from sphinx_digest.ext.collection import search_as_usual, search_rarely, search_while_writing
from sphinx_digest.ext.directives import add_bare_directives, digest_block
from sphinx_digest.ext.domain import DigestDomain, add_bare_roles
from sphinx_digest.ext.echoes import silence_echoes
from sphinx_digest.ext.furniture import add_alternates, follow_issues
from sphinx_digest.ext.idle import leave_what_stands, note_what_stands
from sphinx_digest.ext.index_data import add_assets
from sphinx_digest.ext.index_pages import attach_index_pages, show_index_page
from sphinx_digest.ext.late import RenderLate, digest_late
from sphinx_digest.ext.leftovers import note_removed, remove_pages
from sphinx_digest.ext.outputs import judge, write_folder
from sphinx_digest.ext.pages import resolve_pending
from sphinx_digest.ext.pending import digest_pending
from sphinx_digest.ext.reading import read_whole_file
from sphinx_digest.ext.rebuild import keep_for_idle_builds, pages_to_rewrite
from sphinx_digest.ext.redirects import tell_taken_addresses, write_redirects
from sphinx_digest.ext.screen import setup_screen
from sphinx_digest.ext.search import (
    add_search_script,
    choose_search,
    forget_words,
    index_without_repetitions,
    keep_anchors,
)
from sphinx_digest.ext.state import Project, attach_project, set_project
from sphinx_digest.ext.tables import add_table_nodes
from sphinx_digest.ext.transform import AssembleDocument, LabelSections
from sphinx_digest.ext.words import CATALOGUE, LOCALE_DIR
from sphinx_digest.latex import apply_latex_defaults

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

_LATE = 900  # after the other extensions have registered their names


def setup(app: Sphinx) -> None:
    """Register domain, directives, builders and hooks."""
    app.setup_extension("myst_parser")
    app.setup_extension("sphinx_digest.pdf")
    app.add_message_catalog(CATALOGUE, LOCALE_DIR)
    app.add_message_catalog("sphinx", LOCALE_DIR)  # words of themes that Sphinx has not
    app.add_config_value("digest_settings_hash", "", "env", str)
    app.add_config_value("digest_show_defaults", False, "html", bool)
    app.add_node(digest_block)
    app.add_node(digest_pending)
    app.add_domain(DigestDomain)
    app.add_node(digest_late)
    add_table_nodes(app)
    app.add_transform(LabelSections)
    app.add_transform(AssembleDocument)
    app.add_post_transform(RenderLate)
    setup_screen(app)
    app.connect("config-inited", load_settings, priority=100)
    app.connect("config-inited", apply_latex_defaults)
    app.connect("builder-inited", search_rarely)
    app.connect("builder-inited", attach_project)
    app.connect("builder-inited", attach_index_pages)
    app.connect("builder-inited", add_bare_names, priority=_LATE)
    app.connect("builder-inited", silence_echoes)
    app.connect("builder-inited", add_style)
    app.connect("builder-inited", index_without_repetitions)
    app.connect("builder-inited", leave_what_stands)
    app.connect("source-read", read_whole_file, priority=100)
    app.connect("env-updated", pages_to_rewrite)
    app.connect("env-updated", judge, priority=_LATE)
    app.connect("env-updated", tell_taken_addresses, priority=_LATE)
    app.connect("env-updated", keep_for_idle_builds, priority=_LATE)
    app.connect("env-updated", search_while_writing, priority=_LATE)
    app.connect("doctree-resolved", resolve_pending)
    app.connect("html-page-context", show_index_page, priority=100)
    app.connect("html-page-context", take_bodies)
    app.connect("html-page-context", add_assets)
    app.connect("html-page-context", add_alternates)
    app.connect("html-page-context", follow_issues)
    app.connect("html-page-context", add_search_script)
    app.connect("html-collect-pages", forget_words)
    app.connect("html-collect-pages", keep_anchors)
    app.connect("env-get-outdated", note_removed)
    app.connect("build-finished", write_folder)
    app.connect("build-finished", remove_pages)
    app.connect("build-finished", write_redirects, priority=_LATE)
    app.connect("build-finished", note_what_stands, priority=_LATE)
    app.connect("build-finished", search_as_usual, priority=_LATE)


def load_settings(app: Sphinx, config: Config) -> None:
    """Read digest.toml and the schemas, and let ``[markup]`` decide which MyST syntax is on."""
    settings, problems = read_settings(Path(app.srcdir))
    schemas, more = load_project(settings)
    found = list(problems)
    if not without_settings(problems):
        found += [*more, *_contradictions(app, config, settings)]
    project = Project(settings, schemas, tuple(found), message_language(settings.language))
    set_project(app, project)
    config.digest_settings_hash = settings.digest()
    choose_search(app, config, settings.language)
    config.myst_enable_extensions = set(settings.markup.extensions)
    config.myst_disable_syntax = sorted(settings.markup.disable_syntax)
    inner = [
        path.parent.relative_to(app.srcdir).as_posix()
        for path in find_projects(Path(app.srcdir), settings)
    ]
    config.exclude_patterns = [*config.exclude_patterns, *settings.exclude, *inner]
    for name, value in (("project", settings.title), ("html_baseurl", settings.base_url)):
        if value and name not in config._raw_config and name not in config._overrides:
            setattr(config, name, value)


def _contradictions(app: Sphinx, config: Config, settings: Settings) -> list[Diagnostic]:
    """Find what conf.py says otherwise than digest.toml about the markup."""
    said = (
        ("myst_enable_extensions", "[markup] myst_extensions", settings.markup.extensions),
        ("myst_disable_syntax", "[markup] disable_syntax", settings.markup.disable_syntax),
    )
    found: list[Diagnostic] = []
    for name, other, ours in said:
        if name not in config._raw_config:
            continue
        theirs = set(getattr(config, name))
        if theirs != set(ours):
            different = "、".join(sorted(theirs ^ set(ours)))
            place = _in_conf(Path(app.confdir, "conf.py"), name)
            found.append(
                Diagnostic("DGT072", place, {"name": name, "other": other, "value": different})
            )
    written = "language" in settings.places and "language" in config._raw_config
    # -D language=en makes a translation on purpose.
    asked = "language" in config._overrides
    if written and not asked and settings.language != config.language:
        place = _in_conf(Path(app.confdir, "conf.py"), "language")
        words = {"name": "language", "other": "language", "value": str(config.language)}
        found.append(Diagnostic("DGT072", place, words))
    return found


def _in_conf(path: Path, name: str) -> Place:
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    for number, line in enumerate(lines, 1):
        if line.startswith(name):
            return Place(str(path), Span(number, 1, number, 1 + len(name)))
    return Place(str(path), Span(1, 1, 1, 1))


def add_bare_names(app: Sphinx) -> None:
    """Add directives and roles without the domain's prefix, where they are free."""
    add_bare_directives(app)
    add_bare_roles(app)


def add_style(app: Sphinx) -> None:
    """Add the style sheet of the pages."""
    if app.builder.format == "html":
        app.config.html_static_path.append(str(Path(__file__).parent.parent / "static"))
        app.add_css_file("digest.css")
