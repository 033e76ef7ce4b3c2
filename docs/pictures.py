"""Make the pictures of the README from the built example: ``make pictures``.

Takes ``build`` (what ``make digest`` made), a Chromium and poppler's pdftoppm.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs" / "images"
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--hide-scrollbars",
]


def picture_page(page: Path, target: Path, *, anchor: str, size: tuple[int, int]) -> None:
    """Take a screenshot of a page, scrolled to an anchor."""
    browser = shutil.which("chromium") or shutil.which("chromium-browser")
    if browser is None:
        sys.exit("Chromium is needed for the picture of the page.")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=browser, args=QUIET)
        tab = launched.new_page(viewport={"width": size[0], "height": size[1]})
        tab.goto(page.as_uri())
        tab.locator(f"#{anchor}").evaluate("e => e.scrollIntoView({behavior: 'instant'})")
        tab.screenshot(path=target)
        launched.close()


def picture_sheet(pdf: Path, target: Path, *, page: int) -> None:
    """Turn one page of a PDF into a picture."""
    one = str(page)
    options = ("-r", "80", "-png", "-singlefile", "-f", one, "-l", one)
    subprocess.run(["pdftoppm", *options, pdf, target.with_suffix("")], check=True)


def main() -> None:
    """Make both pictures."""
    built = ROOT / "build"
    if not built.is_dir():
        sys.exit("Run `make digest` first.")
    IMAGES.mkdir(exist_ok=True)
    picture_page(
        built / "html" / "issues" / "2021-158.html",
        IMAGES / "page.png",
        anchor="cnipa-2021-304",
        size=(1200, 1250),
    )
    picture_sheet(built / "pdf" / "issue-158.pdf", IMAGES / "pdf.png", page=5)


if __name__ == "__main__":
    main()
