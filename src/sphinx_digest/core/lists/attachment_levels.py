"""How deep an attachment stands: by its label where that says so, else by its indent."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from sphinx_digest.core.model import Diagnostic, Place, Text

_NUMBERS = re.compile(r"(?P<word>[^0-9-]+?)\s*(?P<numbers>[0-9]+(?:-[0-9]+)*)")


@dataclass(slots=True)
class Levels:
    """Gives each item its level; ``above`` holds level, indent and label of those it is under."""

    file: str
    above: list[tuple[int, str, tuple[int, ...], str]] = field(default_factory=list)
    seen: set[tuple[str, tuple[int, ...]]] = field(default_factory=set)

    def of(self, label: str | None, item: Text, indent: int) -> tuple[int, Diagnostic | None]:
        """Give the level of an item, and what is wrong with where it stands."""
        word, numbers = _parts(label)
        level = self.by_label(word, numbers)
        misplaced = None
        if level is None:
            while self.above and self.above[-1][0] > indent:
                self.above.pop()
            if self.above and self.above[-1][0] == indent:
                self.above.pop()
            level = len(self.above) + 1
        elif not level:  # its own attachment stands further above
            other = self.above[0][3]
            values = {
                "label": label or "",
                "other": other,
                "mend": f"{word} {_written(numbers[:-1])}",
            }
            place = Place(self.file, item.span())
            misplaced = Diagnostic("DGT069", place, values)
            level = len(numbers)
        del self.above[level - 1 :]
        self.above.append((indent, word, numbers, label or item.value[:30]))
        if numbers:
            self.seen.add((word, numbers))
        return level, misplaced

    def by_label(self, word: str, numbers: tuple[int, ...]) -> int | None:
        """Give the level that a label says; 0 where it stands under another, None: not said."""
        if not numbers:
            return None
        labels = [above[1:3] for above in self.above]
        if len(numbers) > 1:
            if (word, numbers[:-1]) not in self.seen:
                return None
            depth = len(numbers)
            fits = labels[depth - 2 : depth - 1] == [(word, numbers[:-1])]
            return depth if fits else 0
        first = labels[0] if labels else None
        follows = first is not None and first[0] == word and first[1] == (numbers[0] - 1,)
        return 1 if follows else None


def _parts(label: str | None) -> tuple[str, tuple[int, ...]]:
    match = _NUMBERS.fullmatch(label) if label else None
    if match is None:
        return "", ()
    return match["word"], tuple(int(number) for number in match["numbers"].split("-"))


def _written(numbers: tuple[int, ...]) -> str:
    return "-".join(map(str, numbers))
