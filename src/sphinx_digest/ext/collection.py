"""Python's search for garbage, made rarer while a build runs.

Sphinx keeps every document tree alive from reading to writing, and Python walks through them
again and again in search of cycles: two fifths of a build's time, ours or not. Reading frees
nothing, so hardly a search is worth its time; writing frees a tree with every page.
"""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

#: Objects made before a search of the youngest, searches before one of the older (see ``gc``).
READING = (50_000, 50, 100)
WRITING = (20_000, 10, 10)
_usual: list[tuple[int, int, int]] = []


def search_rarely(_app: Sphinx) -> None:
    """Search less often; connected to ``builder-inited``."""
    usual = gc.get_threshold()
    if 0 < usual[0] < WRITING[0]:
        _usual.append(usual)
        gc.set_threshold(*READING)


def search_while_writing(_app: Sphinx, _env: BuildEnvironment) -> None:
    """Search for what finished pages leave; connected to ``env-updated``."""
    if _usual:
        gc.set_threshold(*WRITING)


def search_as_usual(_app: Sphinx, _exception: Exception | None) -> None:
    """Search as before; connected to ``build-finished``."""
    if _usual:
        gc.set_threshold(*_usual.pop())
        _usual.clear()
