"""What stands below a notice on a screen: its matter step by step, and how to cite it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from sphinx_digest.core.chains import Step
from sphinx_digest.core.citation import cite
from sphinx_digest.core.messages import Language
from sphinx_digest.core.model import Record
from sphinx_digest.core.store import Digest
from sphinx_digest.core.times import wording
from sphinx_digest.ext.todo import Address
from sphinx_digest.ext.words import _


@dataclass(frozen=True, slots=True)
class Foot:
    """Writes what stands below the notices of one page."""

    digest: Digest
    address: Address
    language: Language

    def timeline(self, id_: str, steps: Sequence[Step]) -> str:
        """Write what the notice follows, amends and repeals, and what followed."""
        if not steps:
            return ""
        lines = "".join(self._step(step, id_) for step in steps)
        title = escape(str(_("How this matter went")))
        return (
            f'<div class="digest-matter"><p class="digest-foot-title">{title}</p>'
            f'<ol class="digest-chain">{lines}</ol></div>'
        )

    def _step(self, step: Step, here: str) -> str:
        words = wording.date_words(step.day or "unknown", self.language)
        day = f"<span>{words}</span> "
        if step.day and "Q" not in step.day:
            day = f'<time class="digest-token" datetime="{escape(step.day[:10])}">{words}</time> '
        elif step.what == "before":
            day = ""
        what = f'<span class="digest-step">{escape(_words(step.what))}</span>'
        current = ' class="digest-here" aria-current="true"' if step.id == here else ""
        return f"<li{current}>{day}{what} {self._document(step, here)}</li>"

    def _document(self, step: Step, here: str) -> str:
        target = self.digest.targets.get(step.id) if step.id else None
        if step.id is None or target is None:
            return f"<span>{escape(step.text)}</span>"
        if step.id == here:
            return f"<span>{escape(str(_('this notice')))}</span>"
        address = escape(self.address(target.docname, target.id))
        return f'<a class="reference internal" href="{address}">{escape(target.title)}</a>'

    def citation(self, notice: Record, accessed: date | None) -> str:
        """Write the lasting link, and the citation on demand."""
        return (
            '<div class="digest-foot">'
            f'<p><a class="digest-permalink reference internal" href="#{notice.id}">'
            f"{escape(str(_('Link to this notice')))}</a></p>"
            f'<details class="digest-cite"><summary>{escape(str(_("Cite as")))}</summary>'
            f'<p class="digest-citation"><span class="digest-citation-text" lang="zh">'
            f"{escape(cite(notice, accessed))}</span></p></details></div>\n"
        )


def _words(what: str) -> str:
    """Word what happened in a step; the marks name the words for the catalogue."""
    said = {
        "before": _("before this"),
        "comments asked for": _("comments asked for"),
        "issued": _("issued"),
        "in force": _("in force"),
        "amended": _("amended"),
        "repealed": _("repealed"),
        "amends": _("amends"),
        "repeals": _("repeals"),
    }
    return str(said[what])
