"""What a build gives besides pages: findings in the log, the folder ``digest`` beside the HTML."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.util import logging
from sphinx.util.logging import is_suppressed_warning

from sphinx_digest import __version__
from sphinx_digest.core.messages import help_of, message_of, severity_of
from sphinx_digest.core.model import Diagnostic
from sphinx_digest.core.selection import without_settings
from sphinx_digest.core.settings import Settings
from sphinx_digest.ext.bodies import bodies, last_written
from sphinx_digest.ext.state import archive_of, domain_of, project_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

logger = logging.getLogger(__name__)

#: Builders whose output takes the folder ``digest``; others warn of files they do not know.
_WITH_FOLDER = ("html", "dirhtml")


def judge(app: Sphinx, env: BuildEnvironment) -> None:
    """Log every finding, also those of documents that were not read this time.

    Connected to ``env-updated``, after the pages to rewrite are known.
    """
    project = project_of(app.env)
    data = domain_of(env).data
    archive = archive_of(env)
    if archive.changed or "judged" not in data or project.diagnostics:
        from sphinx_digest.core.rules import in_order  # with it come all rules

        if archive.changed or "judged" not in data:
            data["judged"] = in_order(archive.diagnostics(project.settings))
        judged = () if without_settings(project.diagnostics) else data["judged"]
        found: tuple[Diagnostic, ...] = in_order((*project.diagnostics, *judged))
    else:
        found = data["judged"]
    data["all"] = found
    for diagnostic in found:
        log(diagnostic, app)


def log(diagnostic: Diagnostic, app: Sphinx) -> None:
    """Log one finding; the column stands in the message, since Sphinx has none."""
    language = project_of(app.env).language
    span = diagnostic.place.span
    severity = severity_of(diagnostic)
    words = f"{span.line}:{span.column} [{diagnostic.code}] {message_of(diagnostic, language)}"
    if mend := help_of(diagnostic, language):
        words += f" {mend}"
    location = f"{os.path.relpath(diagnostic.place.file)}:{span.line}"
    if severity == "info":
        # Sphinx filters only warnings and errors by type.
        if not is_suppressed_warning("digest", diagnostic.code, app.config.suppress_warnings):
            logger.info(words, location=location)
    elif severity == "warning":
        logger.warning(words, type="digest", subtype=diagnostic.code, location=location)
    else:
        logger.error(words, type="digest", subtype=diagnostic.code, location=location)


def write_folder(app: Sphinx, exception: Exception | None) -> None:
    """Write the digest as data and ``digest/diagnostics.json``; after an HTML build."""
    if exception is not None or app.builder.name not in _WITH_FOLDER:
        return
    env = app.env
    folder = Path(app.outdir, "digest")
    folder.mkdir(parents=True, exist_ok=True)
    # What the export was last made from: the environment, these pages.
    stamp = Path(app.doctreedir, f"digest-exported-{app.builder.name}")
    state = domain_of(env).data["state"]
    project = project_of(env)
    made_from = f"{__version__} {folder} {state} {last_written(app)} {Path.cwd()}"
    exported, told = folder / "digest.json", folder / "diagnostics.json"
    current = stamp.is_file() and stamp.read_text(encoding="utf-8") == made_from
    stale = archive_of(env).changed or not current
    if stale or not exported.is_file():
        _fill(app, folder)
    if stale or project.sources_changed or project.diagnostics or not told.is_file():
        _write(told, _report(app))
    stamp.write_text(made_from, encoding="utf-8")


def _report(app: Sphinx) -> str:
    from sphinx_digest.core.check import Report, load_or_nothing  # not where nothing changed
    from sphinx_digest.core.report import render

    env = app.env
    found = domain_of(env).data.get("all", ())
    report = Report(found, len(env.found_docs), load_or_nothing, project_of(env).language)
    return render(report, "json", Path.cwd())


def _fill(app: Sphinx, folder: Path) -> None:
    from sphinx_digest.core.editions import editions_of
    from sphinx_digest.core.exported.fields import KINDS, describe_fields
    from sphinx_digest.core.exports.digest_json import to_digest_json
    from sphinx_digest.core.exports.site_schemas import to_site_schemas
    from sphinx_digest.core.shelf import fill, write_bytes

    project = project_of(app.env)
    settings = project.settings
    digest = archive_of(app.env).digest
    exported = to_digest_json(
        digest,
        settings,
        bodies=bodies(app, (issue.docname for issue in digest.issues)),
        page_url=lambda docname: settings.base_url + app.builder.get_target_uri(docname),
        language=settings.language,
        title=settings.title or str(app.config.project),
        fields=describe_fields({kind: project.schemas.properties(kind) for kind in KINDS}),
    )
    stamp = Path(app.doctreedir, f"digest-editions-{app.builder.name}")
    made_by = f"{__version__} {folder} {settings.digest()}"
    last = stamp.read_text(encoding="utf-8") if stamp.is_file() else ""
    was_by, _, made_from = last.partition("\n")
    editions = editions_of(settings, project.schemas, project.language)
    now = fill(folder, exported, editions, made_from if was_by == made_by else "")
    stamp.write_text(f"{made_by}\n{now}", encoding="utf-8")
    schemas = to_site_schemas(settings.base_url, dict(_project_schemas(settings)))
    for path, text in schemas.items():
        write_bytes(Path(app.outdir, path), text.encode("utf-8"))


def _project_schemas(settings: Settings) -> Iterator[tuple[str, dict[str, Any]]]:
    for kind, file in settings.schemas.items():
        try:
            schema = json.loads(Path(settings.root, file).read_text(encoding="utf-8-sig"))
        except (OSError, ValueError, RecursionError):
            continue  # found when it was loaded
        if isinstance(schema, dict):
            yield kind, schema


def _write(path: Path, text: str) -> None:
    if not path.is_file() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")
