"""Python's search for garbage, made rarer while a build runs.

Sphinx keeps every document tree alive from reading to writing, and Python walks through them
again and again in search of cycles: two fifths of a build's time, ours or not. Reading frees
nothing, so hardly a search is worth its time; writing frees a tree with every page, and an old
one, which only a search of everything finds.
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
WRITING_MANY = (20_000, 5, 3)
#: As many trees wait to be written that looking for what they leave is worth its time.
MANY = 20
_usual: list[tuple[int, int, int]] = []


def search_rarely(_app: Sphinx) -> None:
    """Search less often; connected to ``builder-inited``."""
    usual = gc.get_threshold()
    if 0 < usual[0] < WRITING[0]:
        _usual.append(usual)
        gc.set_threshold(*READING)


def search_while_writing(_app: Sphinx, env: BuildEnvironment) -> None:
    """Search for what finished pages leave; connected to ``env-updated``."""
    if _usual:
        waiting = getattr(env, "_write_doc_doctree_cache", ())
        gc.set_threshold(*(WRITING_MANY if len(waiting) >= MANY else WRITING))


def search_as_usual(_app: Sphinx, _exception: Exception | None) -> None:
    """Search as before; connected to ``build-finished``."""
    if _usual:
        gc.set_threshold(*_usual.pop())
        _usual.clear()
