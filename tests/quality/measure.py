"""Measure the rules on the fixtures: what they find of the slips, and what they find wrongly.

Run by ``make quality``; prints the table that docs/quality.md holds.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sphinx_digest.core.check import check, load_or_nothing
from sphinx_digest.core.model import Diagnostic

HERE = Path(__file__).parent
PRINTED = HERE / "as_printed"
SILENT = (HERE / "corrected", HERE / "look_alikes")

#: File, number of the line, text and code.
Where = tuple[str, int, str, str]


@dataclass(frozen=True, slots=True)
class Slip:
    """A slip that a page has; ``code`` is empty where no rule finds it, and ``why`` says so."""

    file: str
    line: str
    at: str
    code: str
    family: str
    printed: bool
    what: str
    near: str = ""
    why: str = ""
    echo: bool = False  # the other side of a slip that is counted already

    def place(self) -> Where:
        """Give where it is and what finds it, to compare with a finding."""
        lines = (PRINTED / self.file).read_text(encoding="utf-8").splitlines()
        numbers = [
            number
            for number, line in enumerate(lines, 1)
            if self.line in line and self.near in "\n".join(lines[max(number - 2, 0) : number + 1])
        ]
        if len(numbers) != 1 or self.at not in lines[numbers[0] - 1]:
            raise ValueError(f"{self.file}: {self.line!r} is on lines {numbers}")
        return self.file, numbers[0], self.at, self.code


def read_slips() -> list[Slip]:
    """Read the slips that the pages as printed have."""
    return [Slip(**slip) for slip in _written()["slip"]]


def read_false_alarms() -> set[tuple[str, str, str]]:
    """Read the findings that are known to be wrong: file, text and code."""
    return {(one["file"], one["at"], one["code"]) for one in _written().get("false_alarm", ())}


def _written() -> dict[str, list[dict[str, Any]]]:
    return tomllib.loads((HERE / "slips.toml").read_text(encoding="utf-8"))


def place_of(found: Diagnostic) -> Where:
    """Give where a finding is, and its code."""
    span = found.place.span
    lines = (load_or_nothing(found.place.file) or "").splitlines()
    line = lines[span.line - 1] if span.line <= len(lines) else ""
    end = span.end_column if span.end_line == span.line else len(line) + 1
    return Path(found.place.file).name, span.line, line[span.column - 1 : end - 1], found.code


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured; ``false`` are findings that no slip explains."""

    pages: tuple[int, ...]  # as printed, corrected, look-alikes
    notices: tuple[int, ...]
    slips: tuple[Slip, ...]
    found: frozenset[Where]
    false: tuple[Diagnostic, ...]

    def hits(self, family: str | None = None, printed: bool | None = None) -> tuple[int, int]:
        """Count the slips that are found, and all, of a family or of the printed ones."""
        counted = [
            slip
            for slip in self.slips
            if not slip.echo and family in (None, slip.family) and printed in (None, slip.printed)
        ]
        return sum(slip.place() in self.found for slip in counted), len(counted)


def measure() -> Figures:
    """Check every fixture and compare what is found with the slips."""
    slips = tuple(read_slips())
    places = {slip.place() for slip in slips if slip.code}
    findings = check([PRINTED]).diagnostics
    false = [found for found in findings if place_of(found) not in places]
    for folder in SILENT:
        false += check([folder]).diagnostics
    folders = (PRINTED, *SILENT)
    pages, notices = zip(*(_size(folder) for folder in folders), strict=True)
    found = frozenset(place_of(found) for found in findings)
    return Figures(pages, notices, slips, found, tuple(false))


def _size(folder: Path) -> tuple[int, int]:
    """Count the pages of a folder and their notices."""
    pages = sorted([*folder.glob("*.md"), *folder.glob("*.rst")])
    texts = [page.read_text(encoding="utf-8") for page in pages]
    return len(pages), sum(text.count("{notice}\n") + text.count(".. notice::") for text in texts)


def table(figures: Figures) -> Iterator[str]:
    """Yield the lines of the table, as the manual holds it."""
    pages, notices = figures.pages, figures.notices
    yield "| 样本 | 页 | 公文 | 错 | 查出 | 误报 |"
    yield "| --- | --: | --: | --: | --: | --: |"
    hits, total = figures.hits()
    names = ("照原样转写", "改正以后", "像错而不错")
    for index, (name, folder) in enumerate(zip(names, (PRINTED, *SILENT), strict=True)):
        wrong = sum(Path(found.place.file).parent == folder for found in figures.false)
        slips = f"{total} | {hits}" if folder == PRINTED else "0 | 0"
        yield f"| {name} | {pages[index]} | {notices[index]} | {slips} | {wrong} |"
    yield ""
    yield "| 哪一类 | 错 | 查出 | 查全 |"
    yield "| --- | --: | --: | --: |"
    for family in sorted({slip.family for slip in figures.slips}, key=_order(figures.slips)):
        yield _row(family, *figures.hits(family))
    yield _row("原刊真有的", *figures.hits(printed=True))
    yield _row("按别期的错添的", *figures.hits(printed=False))
    yield _row("合计", hits, total)
    yield ""
    per = 100 * len(figures.false) / sum(notices)
    yield f"误报 {len(figures.false)} 处，每百条公文 {per:.1f} 处。"


def _order(slips: Sequence[Slip]) -> Callable[[str], tuple[int, int]]:
    families = [slip.family for slip in slips]
    return lambda family: (-families.count(family), families.index(family))


def _row(name: str, hits: int, total: int) -> str:
    return f"| {name} | {total} | {hits} | {round(100 * hits / total)}% |"


def main() -> int:
    """Print the table, and each false alarm at its line."""
    figures = measure()
    print("\n".join(table(figures)))
    for found in figures.false:
        file, line, text, code = place_of(found)
        print(f"误报 {Path(found.place.file).parent.name}/{file}:{line} {code} {text}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
