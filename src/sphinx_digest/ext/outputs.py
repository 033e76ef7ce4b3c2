"""What a build gives besides pages: findings in the log, ``digest/*.json`` beside the HTML."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util import logging
from sphinx.util.logging import is_suppressed_warning

from sphinx_digest import __version__
from sphinx_digest.core.check import Report, load_or_nothing
from sphinx_digest.core.exports.digest_json import to_digest_json
from sphinx_digest.core.messages import help_of, message_of, severity_of
from sphinx_digest.core.model import Diagnostic
from sphinx_digest.core.report import render
from sphinx_digest.core.rules import in_order
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
    if archive.changed or "judged" not in data:
        data["judged"] = in_order(archive.diagnostics(project.settings))
    found: tuple[Diagnostic, ...] = in_order((*project.diagnostics, *data["judged"]))
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
    """Write ``digest/digest.json`` and ``digest/diagnostics.json``; after an HTML build."""
    if exception is not None or app.builder.name not in _WITH_FOLDER:
        return
    env = app.env
    folder = Path(app.outdir, "digest")
    folder.mkdir(parents=True, exist_ok=True)
    # What the export was last made from: the environment, these pages.
    stamp = Path(app.doctreedir, f"digest-exported-{app.builder.name}")
    state = domain_of(env).data["state"]
    made_from = f"{__version__} {folder} {state} {last_written(app)}"
    exported = folder / "digest.json"
    current = stamp.is_file() and stamp.read_text(encoding="utf-8") == made_from
    if archive_of(env).changed or not current or not exported.is_file():
        _write(exported, _export(app))
        stamp.write_text(made_from, encoding="utf-8")
    found = domain_of(env).data.get("all", ())
    report = Report(found, len(env.found_docs), load_or_nothing, project_of(env).language)
    _write(folder / "diagnostics.json", render(report, "json", Path.cwd()))


def _export(app: Sphinx) -> str:
    project = project_of(app.env)
    digest = archive_of(app.env).digest
    exported = to_digest_json(
        digest,
        project.settings,
        bodies=bodies(app, (issue.docname for issue in digest.issues)),
        page_url=lambda docname: project.settings.base_url + app.builder.get_target_uri(docname),
        language=project.settings.language,
        title=project.settings.title or str(app.config.project),
    )
    # One line an issue: indented, it would take three times as long.
    issues = exported.pop("issues")
    lines = ",\n".join(json.dumps(issue, ensure_ascii=False) for issue in issues)
    head = json.dumps(exported, ensure_ascii=False).removesuffix("}")
    return f'{head}, "issues": [\n{lines}\n]}}\n'


def _write(path: Path, text: str) -> None:
    if not path.is_file() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")
