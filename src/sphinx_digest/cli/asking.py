"""Ask on a terminal, one question after another, until each answer can be read."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from contextlib import suppress

from sphinx_digest.cli.words import Say, UsageError


class Asker:
    """Asks a person; an answer that ``read`` refuses with a UsageError is asked for again."""

    def __init__(self, say: Say) -> None:
        self.say = say
        with suppress(ImportError):
            import readline  # noqa: F401  # input() then knows how to delete a wide character

    def ask(
        self,
        label: str,
        example: str,
        read: Callable[[str], str],
        *,
        required: bool = False,
    ) -> str:
        """Give an answer as ``read`` gives it; an empty one leaves out what is not required."""
        form = self.say(f"如 {example}", f"such as {example}") if example else ""
        skip = "" if required else self.say("没有就按回车", "Enter for none")
        hints = self.say("；", "; ").join(filter(None, (form, skip)))
        asked = self.say(f"{label}（{hints}）：", f"{label} ({hints}): ") if hints else label
        while True:
            answer = self._line(asked).strip()
            if not answer:
                if not required:
                    return ""
                print(self.say(f"“{label}”要写。", f"“{label}” is needed."))
                continue
            try:
                return read(answer)
            except UsageError as error:
                print(error)

    def choose(self, label: str, names: Sequence[str]) -> int:
        """Give the index of the name that was chosen, by its number or as it is written."""
        for number, name in enumerate(names, 1):
            print(f"  {number}. {name}")

        def read(answer: str) -> str:
            if answer in names:
                return str(names.index(answer))
            if answer.isdecimal() and 0 < int(answer) <= len(names):
                return str(int(answer) - 1)
            raise UsageError(
                self.say(f"请写 1 到 {len(names)}。", f"Write a number from 1 to {len(names)}.")
            )

        return int(self.ask(label, "1", read, required=True))

    def _line(self, asked: str) -> str:
        try:
            return input(asked)
        except EOFError:
            print()
            raise UsageError(
                self.say("没有答完，没有写入。", "the answers ended; nothing was written.")
            ) from None


def asker_of(say: Say) -> Asker | None:
    """Give who asks, where a person sits at a terminal."""
    return Asker(say) if sys.stdin is not None and sys.stdin.isatty() else None
