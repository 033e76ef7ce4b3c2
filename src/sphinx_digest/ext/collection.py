"""Python's search for garbage, made rarer while a build runs.

Sphinx keeps every document tree alive from reading to writing, and Python walks through them
again and again in search of cycles: two fifths of a build's time, ours or not. A build is
short and frees little before its end.
"""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx

#: Objects made before a search of the youngest, searches before one of the older (see ``gc``).
RARE = (20_000, 10, 10)
_usual: list[tuple[int, int, int]] = []


def search_rarely(_app: Sphinx) -> None:
    """Search less often; connected to ``builder-inited``."""
    usual = gc.get_threshold()
    if 0 < usual[0] < RARE[0]:
        _usual.append(usual)
        gc.set_threshold(*RARE)


def search_as_usual(_app: Sphinx, _exception: Exception | None) -> None:
    """Search as before; connected to ``build-finished``."""
    if _usual:
        gc.set_threshold(*_usual.pop())
        _usual.clear()
