"""What a page shows of a notice that was corrected or withdrawn: why, and a mark at its title."""

from __future__ import annotations

from docutils import nodes

from sphinx_digest.core.corrections import withdrawal_of
from sphinx_digest.core.messages import Language
from sphinx_digest.core.model import Correction, Notice
from sphinx_digest.core.times import wording
from sphinx_digest.ext.words import _


def amendments(notice: Notice, language: Language) -> list[nodes.Node]:
    """Tell why a notice was withdrawn, and what was corrected, the newest first."""
    told: list[nodes.Node] = []
    if withdrawal := withdrawal_of(notice.record):
        day, reason = withdrawal
        head = str(_("Withdrawn (%s): ")) % wording.date_words(day, language) if day else ""
        paragraph = nodes.paragraph("", "", nodes.strong("", head), nodes.Text(reason))
        told.append(nodes.container("", paragraph, classes=["digest-withdrawn"]))
    if notice.corrections:
        newest = sorted(notice.corrections, key=lambda one: one.date, reverse=True)
        rows = [_correction(one, language) for one in newest]
        told.append(nodes.container("", *rows, classes=["digest-corrections"]))
    return told


def _correction(correction: Correction, language: Language) -> nodes.paragraph:
    head = str(_("Correction (%s): ")) % wording.date_words(correction.date, language)
    what = correction.what.rstrip("。.；;")
    why = f"{'；' if language == 'zh' else '; '}{correction.why}"
    return nodes.paragraph("", "", nodes.strong("", head), nodes.Text(f"{what}{why}"))


def mark_of(notice: Notice) -> nodes.inline | None:
    """Make the mark that stands behind the title of a notice that is not as it was published."""
    if is_withdrawn(notice):
        return withdrawn_mark()
    if notice.corrections:
        return nodes.inline("", str(_("corrected")), classes=["digest-status"])
    return None


def withdrawn_mark() -> nodes.inline:
    """Make the mark of what a withdrawn notice asks for."""
    return nodes.inline("", str(_("withdrawn")), classes=["digest-status", "digest-off"])


def is_withdrawn(notice: Notice | None) -> bool:
    """Say whether a notice no longer holds."""
    return notice is not None and "withdrawn" in notice.record.values
