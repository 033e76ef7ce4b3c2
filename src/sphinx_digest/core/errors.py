"""The one exception of the readers: text that cannot be taken for what it should be."""

from __future__ import annotations

from collections.abc import Mapping


class UnreadableError(ValueError):
    """Say why a text was not read: a code of the catalogue with the values of its message.

    ``start`` and ``end`` bound the offending part of the text; ``end`` None is its end.
    ``help`` names the help line of the code that applies, None for none.
    """

    def __init__(
        self,
        code: str,
        values: Mapping[str, str] | None = None,
        help: str | None = "help",
        start: int = 0,
        end: int | None = None,
    ) -> None:
        super().__init__(code)
        self.code = code
        self.values: dict[str, str] = dict(values or {})
        self.help = help
        self.start = start
        self.end = end

    def moved(self, offset: int, length: int) -> UnreadableError:
        """Give the same error for a text whose unreadable part starts at ``offset``."""
        end = length if self.end is None else self.end
        return UnreadableError(self.code, self.values, self.help, self.start + offset, end + offset)
