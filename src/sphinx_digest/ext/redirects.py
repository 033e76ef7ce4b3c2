"""Pages at the addresses that published issues had before: they lead to where the issues are now.

A former address is what digest.lock has of it; no page that is there gives way, and what only
the build sees of such a page is found here.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.builders.html import StandaloneHTMLBuilder

from sphinx_digest.ext.outputs import log
from sphinx_digest.ext.state import Archive, archive_of
from sphinx_digest.ext.words import _

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_BUILDERS = ("html", "dirhtml")
_MARK = '<meta name="generator" content="sphinx-digest redirect">'
_PAGE = """<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
{mark}
<title>{title}</title>
<meta name="robots" content="noindex">
<link rel="canonical" href="{canonical}" data-to="{url}">
<noscript><meta http-equiv="refresh" content="0; url={url}"></noscript>
<script>
const to = document.querySelector("link[data-to]").dataset.to;
location.replace(to + location.search + location.hash);
</script>
</head>
<body>
<p>{words}<a href="{url}">{title}</a></p>
</body>
</html>
"""


def tell_taken_addresses(app: Sphinx, env: BuildEnvironment) -> None:
    """Log each old address at which a page of others stands; connected to ``env-updated``."""
    archive = archive_of(env)
    for former, docname, title in moves(archive):
        if former in env.found_docs and former not in archive.packed:
            from sphinx_digest.core.rules.ledger import taken_address  # with it come all rules

            log(taken_address(str(env.doc2path(former)), former, docname, title), app)


def write_redirects(app: Sphinx, exception: Exception | None) -> None:
    """Write the pages; connected to ``build-finished``, when pages that are gone are removed."""
    builder = app.builder
    if exception is not None or builder.name not in _BUILDERS:
        return
    assert isinstance(builder, StandaloneHTMLBuilder)
    language = str(app.config.language or "en").replace("_", "-")
    for former, docname, title in moves(archive_of(app.env)):
        path = Path(builder.get_output_path(former))
        inside = path.resolve().is_relative_to(Path(app.outdir).resolve())
        if former in app.env.found_docs or not inside or not _is_ours(path):
            continue
        url = builder.get_relative_uri(former, docname)
        base = str(app.config.html_baseurl or "")
        page = _PAGE.format(
            language=escape(language),
            mark=_MARK,
            title=escape(title),
            canonical=escape(base + builder.get_target_uri(docname) if base else url),
            url=escape(url),
            words=escape(_words()),
        )
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.is_file() or path.read_text(encoding="utf-8") != page:
            path.write_text(page, encoding="utf-8")


def _words() -> str:
    words = str(_("This issue has moved:"))
    return words if words.endswith("：") else f"{words} "  # which is as wide as two


def _is_ours(path: Path) -> bool:
    """Say whether nothing but a page like these stands there."""
    return not path.exists() or _MARK in path.read_text(encoding="utf-8", errors="replace")


def moves(archive: Archive) -> Iterator[tuple[str, str, str]]:
    """Yield each former page of an issue, its page now, and its title."""
    issues = archive.ledger.issues
    if not issues:
        return
    for document in archive.shown.issues:
        published = issues.get(document.issue.id) if document.issue else None
        if published is None:
            continue
        for former in dict.fromkeys((*published.former, published.docname)):
            if former and former != document.docname:
                yield former, document.docname, document.title
