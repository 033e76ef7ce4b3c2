"""One text, two markups: cases are written in a small MyST and turned into reStructuredText.

``⟦…⟧`` marks the place a finding must point to.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

UNDERLINES = "=-~^\"'"
_FENCE = re.compile(r"(:{3,})\{([a-z:-]+)\}(.*)")
_LINK = re.compile(r"\[([^\]]*)\]\(([^)]*)\)")


@dataclass(frozen=True)
class Marked:
    """A source with the (line, column, end line, end column) of every mark in it, 1-based."""

    text: str
    marks: tuple[tuple[int, int, int, int], ...]


def take_marks(text: str) -> Marked:
    """Take the marks out of a text and say where they stood."""
    lines: list[str] = []
    starts: list[tuple[int, int]] = []
    marks: list[tuple[int, int, int, int]] = []
    for number, line in enumerate(text.split("\n"), 1):
        plain = ""
        for character in line:
            if character == "⟦":
                starts.append((number, len(plain) + 1))
            elif character == "⟧":
                marks.append((*starts.pop(), number, len(plain) + 1))
            else:
                plain += character
        lines.append(plain)
    return Marked("\n".join(lines), tuple(sorted(marks)))


def to_rst(myst: str) -> str:
    """Turn the MyST of a case into reStructuredText, marks included."""
    out: list[str] = []
    fences: list[str] = []
    for line in myst.split("\n"):
        pad = "   " * len(fences)
        bare = line.replace("⟦", "").replace("⟧", "")
        if fences and bare.strip() == fences[-1]:
            fences.pop()
            out.append("")
        elif match := _FENCE.fullmatch(bare):
            name = f"⟦{match[2]}⟧" if f"⟦{match[2]}⟧" in line else match[2]
            argument = line.split("}", 1)[1].lstrip("⟧")
            out += ["", f"{pad}.. {name}::{argument}".rstrip()]
            fences.append(match[1])
        elif heading := re.fullmatch(r"(#{1,6}) (.*)", bare):
            title = line.split(" ", 1)[1]
            width = sum(2 if ord(c) > 0x2E7F else 1 for c in heading[2])
            out += [title, UNDERLINES[len(heading[1]) - 1] * (width + 2), ""]
        elif bare.strip() == "" or re.match(r":[^\s:]+:( |$)", bare):
            out.append(f"{pad}{line}".rstrip())
        else:
            if fences and out and re.match(r"\s*(:[^\s:]+:( |$)|\.\. )", out[-1]):
                out.append("")
            out.append(pad + _inline(line))
    return "\n".join(out)


def _inline(line: str) -> str:
    line = re.sub(r"\{([a-z:]+)\}`", r":\1:`", line)
    return _LINK.sub(r"`\1 <\2>`__", line)
