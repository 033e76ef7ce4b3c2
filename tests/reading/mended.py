"""Sources with the slips mended that the readers find."""

from __future__ import annotations

from sphinx_digest.core.mends import mending
from sphinx_digest.core.model import Markup, MarkupSettings, Reading
from sphinx_digest.core.reading.myst import read_myst
from sphinx_digest.core.reading.rst import read_rst


def read(text: str, markup: Markup) -> Reading:
    if markup == "myst":
        return read_myst(text, "a.md", MarkupSettings(), lambda path: None)
    return read_rst(text, "a.rst", lambda path: None)


def mend(text: str, markup: Markup) -> str:
    """Make what mends there are until none is left."""
    for _ in range(mending.ROUNDS):
        found = [finding for finding in read(text, markup).diagnostics if finding.fixes]
        if not found:
            return text
        done = mending.mend(found, lambda file, now=text: now)  # type: ignore[misc]
        assert done.made
        (text,) = done.texts.values()
    raise AssertionError("there is no end to it")
