"""Count what an editor types of a notice in full and in the short forms; run by ``make economy``.

Two issues of 15 notices, each written twice with the same records: ``full`` has a field a line,
``short`` one block a notice. Counted is what a notice needs besides its heading and its summary:
every line of its blocks, from the opening to the closing fence, ids included, blank lines not.
Characters are those of the same lines, blanks in them included, without line ends and without
links (what starts with https://). Not counted are the blocks of the issue and its parts, nor
digest.toml and contacts.toml, which are written once for all issues.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sphinx_digest.core.check import load_text
from sphinx_digest.core.lists.mixed import is_list
from sphinx_digest.core.model import Block, MarkupSettings
from sphinx_digest.core.reading.myst import read_myst

HERE = Path(__file__).parent
NUMBERS = (153, 158)
#: What an issue of 15 notices should take at most, for each of them.
AIM_LINES, AIM_CHARACTERS = 12, 270

_COUNTED = frozenset({"notice", "deadline", "deadlines", "contact", "contacts", "attachments"})
_LINK = re.compile(r"https?://[^\s)；;>]+")


@dataclass(frozen=True, slots=True)
class Cost:
    """Lines and characters of some notices."""

    notices: int
    lines: int
    characters: int

    def __add__(self, other: Cost) -> Cost:
        return Cost(
            self.notices + other.notices,
            self.lines + other.lines,
            self.characters + other.characters,
        )

    @property
    def lines_each(self) -> float:
        """Give the lines a notice."""
        return self.lines / self.notices

    @property
    def characters_each(self) -> float:
        """Give the characters a notice."""
        return self.characters / self.notices


def page(form: str, number: int) -> Path:
    """Give where an issue stands in one of the forms, ``full`` or ``short``."""
    return HERE / form / f"2021-{number}.md"


def cost(path: Path) -> Cost:
    """Count the notices of an issue."""
    text = path.read_text(encoding="utf-8")
    blocks = [
        block
        for block in read_myst(text, str(path), MarkupSettings(), load_text).blocks
        if block.name in _COUNTED
    ]
    rows = text.splitlines()
    numbers = {number for block in blocks for number in _lines_of(block)}
    counted = [_LINK.sub("", rows[number - 1]) for number in numbers if rows[number - 1].strip()]
    notices = sum(block.name == "notice" for block in blocks)
    return Cost(notices, len(counted), sum(map(len, counted)))


def _lines_of(block: Block) -> Iterator[int]:
    """Give the lines of a block; the body of a notice that is no list is its summary."""
    summary: set[int] = set()
    if block.name == "notice" and not is_list(block):
        summary.update(line for line, _ in block.body.lines if block.body.value.strip())
    yield from (n for n in range(block.opening.line, block.end_line + 1) if n not in summary)


def table() -> Iterator[str]:
    """Yield the lines of the table."""
    yield "| 期 | 公文 | 行：全写 | 行：简写 | 字：全写 | 字：简写 |"
    yield "| --- | --: | --: | --: | --: | --: |"
    full, short = Cost(0, 0, 0), Cost(0, 0, 0)
    for number in NUMBERS:
        one, other = cost(page("full", number)), cost(page("short", number))
        yield _row(str(number), one, other)
        full, short = full + one, short + other
    yield _row("合计", full, short)


def _row(name: str, full: Cost, short: Cost) -> str:
    cells: Sequence[str] = (
        name, str(full.notices),
        f"{full.lines_each:.1f}", f"{short.lines_each:.1f}",
        f"{full.characters_each:.0f}", f"{short.characters_each:.0f}",
    )  # fmt: skip
    return f"| {' | '.join(cells)} |"


def main() -> int:
    """Print the table, and what it counts."""
    print("每条公文要写多少（两期的实际内容，平均每条）\n")
    print("\n".join(table()))
    print(f"\n目标：每条不超过 {AIM_LINES} 行、{AIM_CHARACTERS} 字。")
    print(
        "算的是标题和摘要之外要写的：公文各块从开头到收尾的每一行，编号也在内，空行不算；"
        "字数不含链接和换行。\n"
        "期和篇的各项不算；digest.toml 和 contacts.toml 写一次，各期共用，也不算。"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
