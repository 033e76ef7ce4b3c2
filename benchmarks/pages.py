"""Time the index pages of a large archive in a browser: the first paint, and each filter.

The archive is generated and built first, unless ``--site`` names the folder of a build. Each
figure is taken on a page opened anew; a filter is timed from the event of its field to the end
of the layout that follows.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from generate import generate
from playwright.sync_api import Browser, sync_playwright

PAGES = ("digest-documents", "digest-dates", "digest-contacts")
QUERIES = ("通知", "zscq", "2021", "专利 申报", "无此词", "京", "")

_PAINT = """() => new Promise((found) => {
  new PerformanceObserver((list) => found(list.getEntries()[0].startTime))
    .observe({ type: "paint", buffered: true });
})"""
_FILTER = """(queries) => {
  const form = document.querySelector(".digest-filter");
  const timed = (control, value) => {
    const start = performance.now();
    control.value = value;
    control.dispatchEvent(new Event("input", { bubbles: true }));
    document.body.getBoundingClientRect();
    return performance.now() - start;
  };
  const box = form.querySelector("input[type=search]");
  const times = queries.map((query) => timed(box, query));
  for (const select of form.querySelectorAll("select:not([id$=sort])")) {
    times.push(timed(select, select.options[1].value), timed(select, ""));
  }
  return times;
}"""
_SORT = """() => {
  const order = document.querySelector(".digest-filter select[id$=sort]");
  const start = performance.now();
  order.value = order.options[1].value;
  order.dispatchEvent(new Event("input", { bubbles: true }));
  document.body.getBoundingClientRect();
  return performance.now() - start;
}"""


@dataclass(frozen=True, slots=True)
class Page:
    """What one page took, in milliseconds; ``size`` is in MiB."""

    name: str
    rows: int
    size: float
    paint: list[float]
    ready: list[float]
    filters: list[float]
    sort: list[float]


def measure(browser: Browser, path: Path, rounds: int) -> Page:
    """Open a page ``rounds`` times and use its filters."""
    found = Page(path.stem, 0, path.stat().st_size / 2**20, [], [], [], [])
    rows = 0
    for _ in range(rounds):
        tab = browser.new_page(viewport={"width": 1280, "height": 900})
        tab.goto(path.as_uri(), wait_until="commit")
        found.paint.append(tab.evaluate(_PAINT))
        tab.locator(".digest-filter").first.wait_for()
        found.ready.append(tab.evaluate("performance.now()"))
        tab.wait_for_load_state("load")
        tab.wait_for_timeout(1000)  # the script reads ahead, a slice at a time
        rows = tab.locator(".digest-index >> nth=0 >> tbody tr").count()
        found.filters.extend(tab.evaluate(_FILTER, list(QUERIES)))
        found.sort.append(tab.evaluate(_SORT))
        tab.close()
    return Page(path.stem, rows, found.size, found.paint, found.ready, found.filters, found.sort)


def report(pages: Sequence[Page], rounds: int) -> str:
    """Give the figures as a table in Markdown."""
    lines = [
        f"Medians of {rounds} rounds, worst in brackets; milliseconds",
        "",
        "| page | rows | MiB | first paint | filter there | a filter | order |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for page in pages:
        taken = (page.paint, page.ready, page.filters, page.sort)
        cells = " | ".join(f"{median(one):.0f} ({max(one):.0f})" for one in taken)
        lines.append(f"| {page.name} | {page.rows} | {page.size:.1f} | {cells} |")
    return "\n".join(lines)


def build(folder: Path, notices: int) -> Path:
    """Generate and build an archive."""
    generate(folder / "source", notices, "digest")
    command = ["-m", "sphinx", "-q", "-b", "html", str(folder / "source"), str(folder / "site")]
    subprocess.run([sys.executable, *command], check=True)
    return folder / "site"


def main() -> None:
    """Measure from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--notices", type=int, default=5000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--site", type=Path, help="pages built already")
    asked = parser.parse_args()
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = asked.site or build(Path(folder), asked.notices)
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        pages = [
            measure(browser, (site / f"{name}.html").resolve(), asked.rounds) for name in PAGES
        ]
        browser.close()
    print(report(pages, asked.rounds))


if __name__ == "__main__":
    main()
