"""How far a long run has come: one line on a terminal, gone when the run ends."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TextIO

from sphinx_digest.cli.words import Say
from sphinx_digest.core.check import Progress

_MANY = 200  # files: from so many on a run is long
_LONG = 1.0  # seconds, too
_OFTEN = 0.1  # seconds between two drawings
_WIDTH = 30


def wants_progress(stream: TextIO) -> bool:
    """Say whether somebody watches: a terminal that can rewrite a line, and no CI."""
    return stream.isatty() and not os.environ.get("CI") and os.environ.get("TERM") != "dumb"


class _Bar:
    def __init__(self, stream: TextIO, say: Say, clock: Callable[[], float]) -> None:
        self._stream = stream
        self._words = say("正在检查", "Checking")
        self._clock = clock
        self._started = self._drawn = clock()
        self._shown = False

    def show(self, done: int, total: int) -> None:
        """Draw the bar, where the run is long and the last drawing is not too new."""
        now = self._clock()
        if (total > _MANY or now - self._started > _LONG) and now - self._drawn >= _OFTEN:
            filled = _WIDTH * done // total
            bar = "#" * filled + "-" * (_WIDTH - filled)
            self._rewrite(f"{self._words} [{bar}] {done}/{total}")
            self._drawn, self._shown = now, True

    def wipe(self) -> None:
        """Leave the line as it was."""
        if self._shown:
            self._rewrite("")

    def _rewrite(self, text: str) -> None:
        # Blanks and not an escape sequence: every terminal knows them.
        room = shutil.get_terminal_size().columns - 1
        self._stream.write("\r" + " " * min(room, _WIDTH + 40) + "\r" + text)
        self._stream.flush()


@contextmanager
def showing_progress(
    stream: TextIO, say: Say, *, quiet: bool = False, clock: Callable[[], float] = monotonic
) -> Iterator[Progress | None]:
    """Give what draws a bar on a stream, or None where nobody watches."""
    if quiet or not wants_progress(stream):
        yield None
        return
    bar = _Bar(stream, say, clock)
    try:
        yield bar.show
    finally:
        bar.wipe()
