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
from sphinx_digest.ext.dues import due_of
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
        return f'<ol class="digest-chain">{lines}</ol>'

    def _step(self, step: Step, here: str) -> str:
        day = unknown = ""
        if step.day:
            words = wording.date_words(step.day, self.language)
            day = f"<span>{words}</span> "
            if "Q" not in step.day:
                iso = escape(step.day[:10])
                day = f'<time class="digest-token" datetime="{iso}">{words}</time> '
        elif step.what != "before":
            words = wording.date_words("unknown", self.language)
            unknown = f' <span class="digest-unknown">{escape(str(_("(date: %s)")) % words)}</span>'
        said = self.said(step, here)
        what = "".join(f'<span class="digest-step">{escape(one)}</span> ' for one in said)
        current = ' class="digest-here" aria-current="true"' if step.id == here else ""
        return f"<li{current}>{day}{what}{self._document(step, here)}{unknown}</li>"

    def said(self, step: Step, here: str) -> list[str]:
        """Word what happened in a step and how its notice stands to this one."""
        return [one for one in (self._what(step, here), _relation(step)) if one]

    def _what(self, step: Step, here: str) -> str:
        """Word what happened; of a deadline as the strip of days does."""
        if step.what == "due":
            deadlines = self.digest.notices[here].deadlines
            return next(due_of(d, self.language).label for d in deadlines if d.id == step.id)
        return "" if step.what == "before" and step.relation else _words(step.what)

    def _document(self, step: Step, here: str) -> str:
        target = self.digest.targets.get(step.id) if step.id else None
        if step.id is None or target is None:
            return f"<span>{escape(step.text)}</span>"
        if step.id == here:
            return f"<span>{escape(str(_('this notice')))}</span>"
        address = escape(self.address(target.docname, target.id))
        link = f'<a class="reference internal" href="{address}">{escape(target.title)}</a>'
        issue = self._issue(target.docname) if target.docname != self._page(here) else ""
        return f'{link} <span class="digest-detail">{escape(issue)}</span>' if issue else link

    def _page(self, id_: str) -> str:
        target = self.digest.targets.get(id_)
        return target.docname if target else ""

    def _issue(self, docname: str) -> str:
        """Name the issue on a page by its number."""
        issue = next((one.issue for one in self.digest.issues if one.docname == docname), None)
        number = issue.values.get("number") if issue else None
        return str(_("Issue %s")) % number if number else ""

    def citation(self, notice: Record, accessed: date | None, todo: str = "") -> str:
        """Write the lasting link, the way back to ``todo``, and the citation on demand."""
        back = (
            f' <a class="digest-back reference internal" href="#{todo}">'
            f"{escape(str(_('Back to what to do by when')))}</a>"
            if todo
            else ""
        )
        return (
            '<div class="digest-foot">'
            f'<p><a class="digest-permalink reference internal" href="#{notice.id}">'
            f"{escape(str(_('Link to this notice')))}</a>{back}</p>"
            f'<details class="digest-cite"><summary>{escape(str(_("Cite as")))}</summary>'
            f'<p class="digest-citation"><span class="digest-citation-text" lang="zh">'
            f"{escape(cite(notice, accessed))}</span></p></details></div>\n"
        )


def _relation(step: Step) -> str:
    """Word how the notice of a step stands to this one."""
    said = {"followed": _("followed by this notice:"), "follows": _("follows this notice:")}
    return str(said[step.relation]) if step.relation else ""


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
