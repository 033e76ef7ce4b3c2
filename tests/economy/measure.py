"""Count what an editor types of a notice in full and in the short forms; run by ``make economy``.

Two issues, each written twice with the same records. Counted are the lines of our blocks about a
notice: ``notice``, ``deadline``, ``deadlines``, ``contact``, ``contacts`` and ``attachments``,
that is their openings, fields, rows and closing fences, ids included; no blank lines. Characters
are those of the same lines, blanks in them included, without line ends and without links (what
starts with https://). Not counted are headings, summaries, and the blocks of the issue and its
parts, nor digest.toml and contacts.toml, which are written once for all issues.

The first figures hold all of that. The second leave out the digest's own three fields (impact,
owner and action): no issuer's document has them, and other digests have others. The third leave
out the ids as well, which ``check --fix`` writes.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sphinx_digest.core.check import load_text
from sphinx_digest.core.model import Block, MarkupSettings
from sphinx_digest.core.reading.myst import read_myst

HERE = Path(__file__).parent
EXAMPLE = HERE.parents[1] / "example_docs"
#: Number of the issue, and where it stands in full and in the short forms.
ISSUES = {
    153: (EXAMPLE / "issues" / "2021-153.md", HERE / "2021-153.md"),
    158: (HERE / "2021-158.md", EXAMPLE / "issues" / "2021-158.md"),
}
#: What an issue of 15 notices should take at most, for each of them.
AIM_LINES, AIM_CHARACTERS = 12, 270

_COUNTED = frozenset({"notice", "deadline", "deadlines", "contact", "contacts", "attachments"})
_LINK = re.compile(r"https?://[^\s)；;>]+")
_ROW_ID = re.compile(r" \| (?:id|编号)=[^|\s]+")


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


def own_fields() -> frozenset[str]:
    """Give the names of the fields that the example adds to those of every digest."""
    schema = EXAMPLE / "schemas" / "notice.schema.json"
    return frozenset(json.loads(schema.read_text(encoding="utf-8"))["properties"])


def cost(path: Path, without: frozenset[str] = frozenset()) -> Cost:
    """Count the notices of an issue; fields named in ``without`` are left out."""
    text = path.read_text(encoding="utf-8")
    blocks = [
        block
        for block in read_myst(text, str(path), MarkupSettings(), load_text).blocks
        if block.name in _COUNTED
    ]
    rows = text.splitlines()
    numbers = {number for block in blocks for number in _lines_of(block, without)}
    counted = [_LINK.sub("", rows[number - 1]) for number in numbers if rows[number - 1].strip()]
    if "id" in without:
        counted = [_ROW_ID.sub("", line) for line in counted]
    notices = sum(block.name == "notice" for block in blocks)
    return Cost(notices, len(counted), sum(map(len, counted)))


def _lines_of(block: Block, without: frozenset[str]) -> Iterator[int]:
    """Give the lines of a block; the body of a notice is its summary."""
    left_out = {
        line
        for field in block.fields
        if field.name.value in without
        for line in range(field.name.span().line, field.text.span().end_line + 1)
    }
    if block.name == "notice":
        left_out.update(line for line, _ in block.body.lines if block.body.value.strip())
    yield from (n for n in range(block.opening.line, block.end_line + 1) if n not in left_out)


def table(without: frozenset[str] = frozenset()) -> Iterator[str]:
    """Yield the lines of the table."""
    yield "| 期 | 公文 | 行：全写 | 行：简写 | 字：全写 | 字：简写 |"
    yield "| --- | --: | --: | --: | --: | --: |"
    full, short = Cost(0, 0, 0), Cost(0, 0, 0)
    for number, (first, second) in ISSUES.items():
        one, other = cost(first, without), cost(second, without)
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
    """Print the tables, and what they count."""
    own = own_fields()
    print("每条公文要写多少\n")
    print("\n".join(table()))
    print(f"\n不算本刊自己的 {len(own)} 项（{'、'.join(sorted(own))}）\n")
    print("\n".join(table(own)))
    print("\n也不算 check --fix 补写的编号\n")
    print("\n".join(table(own | {"id"})))
    print(f"\n目标：每条不超过 {AIM_LINES} 行、{AIM_CHARACTERS} 字。")
    print(
        "算的是公文、截止、联系人、附件各块的每一行：开头、各项、每一条、收尾，编号也在内，空行除外；"
        "字数不含链接和换行。\n"
        "标题、摘要、期和篇的各项不算；digest.toml 和 contacts.toml 写一次，各期共用，也不算。"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
