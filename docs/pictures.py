"""Make the pictures of the main pages and sheets from the built example: ``make pictures``.

Takes ``build`` (what ``make digest`` made), a Chromium and poppler's pdftoppm.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from PIL import Image, ImageOps
from playwright.sync_api import Browser, sync_playwright

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
#: What the pages take for the reader's day: that of the example's second issue.
TODAY = datetime(2021, 4, 20, 9, tzinfo=UTC)


@dataclass(frozen=True)
class Shot:
    """A page, from an anchor on, in a window; ``typed`` goes into the field of that name."""

    name: str
    page: str
    size: tuple[int, int]
    anchor: str = ""
    dark: bool = False
    typed: tuple[str, str] = ("", "")


DESKTOP, TELEPHONE = (1200, 1000), (390, 844)
SHOTS = (
    Shot("home", "index.html", DESKTOP),
    Shot("issue", "issues/2021-158.html", DESKTOP),
    Shot("page", "issues/2021-158.html", (1200, 1250), anchor="cnipa-2021-304"),
    Shot("dark", "issues/2021-158.html", DESKTOP, anchor="cde-2021-rld-42", dark=True),
    Shot("telephone", "issues/2021-158.html", TELEPHONE, anchor="bjip-2021-pilot"),
    Shot("documents", "documents.html", DESKTOP, typed=(".digest-filter input", "zscq")),
    Shot("dates", "dates.html", DESKTOP),
    Shot("contacts", "contacts.html", DESKTOP),
    Shot("search", "search.html?q=参比制剂", DESKTOP),
)

#: Sheets of a PDF side by side: the file, and which pages.
SHEETS = (
    ("pdf", "issue-158.pdf", (5,)),
    ("sheets", "issue-158.pdf", (1, 2, 3, 4)),
    ("indexes", "volume-2021.pdf", (-7, -5, -3, -1)),
)


def picture_page(browser: Browser, shot: Shot, built: Path) -> None:
    """Take a screenshot of a page, scrolled to an anchor, on a day of the example."""
    width, height = shot.size
    tab = browser.new_page(
        viewport={"width": width, "height": height},
        color_scheme="dark" if shot.dark else "light",
        locale="zh-CN",
    )
    tab.clock.set_fixed_time(TODAY)
    page, _, query = shot.page.partition("?")
    tab.goto((built / "html" / page).as_uri() + (f"?{query}" if query else ""))
    tab.wait_for_load_state("networkidle")
    if shot.typed[0]:
        tab.locator(shot.typed[0]).first.fill(shot.typed[1])
    if shot.anchor:
        tab.locator(f"#{shot.anchor}").evaluate("e => e.scrollIntoView({behavior: 'instant'})")
    tab.wait_for_timeout(500)
    tab.screenshot(path=IMAGES / f"{shot.name}.png")
    tab.close()


def picture_sheets(pdf: Path, target: Path, pages: tuple[int, ...]) -> None:
    """Put pages of a PDF side by side; a negative number counts from the end."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["pdftoppm", "-r", "80", "-png", pdf, f"{folder}/p"], check=True)
        made = sorted(Path(folder).iterdir())
        sheets = [Image.open(made[page - 1 if page > 0 else page]) for page in pages]
        framed = [ImageOps.expand(sheet, border=1, fill="#bbb") for sheet in sheets]
        width = sum(sheet.width + 12 for sheet in framed) - 12
        whole = Image.new("RGB", (width, framed[0].height), "white")
        at = 0
        for sheet in framed:
            whole.paste(sheet, (at, 0))
            at += sheet.width + 12
        if len(pages) > 1:
            whole = whole.resize((1600, round(whole.height * 1600 / whole.width)))
        whole.save(target, optimize=True)


def main() -> None:
    """Make all pictures, or those whose names are given."""
    built = ROOT / "build"
    if not built.is_dir():
        sys.exit("Run `make digest` first.")
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        sys.exit("Chromium is needed for the pictures of pages.")
    asked = set(sys.argv[1:])
    IMAGES.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=QUIET)
        for shot in SHOTS:
            if not asked or shot.name in asked:
                picture_page(browser, shot, built)
        browser.close()
    for name, file, pages in SHEETS:
        if not asked or name in asked:
            picture_sheets(built / "pdf" / file, IMAGES / f"{name}.png", pages)


if __name__ == "__main__":
    main()
