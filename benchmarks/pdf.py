"""Time the PDFs of 1, 10 and 100 issues: each issue its own, and a volume for each year.

The sources are read once before, so that what is timed is the making of the PDFs alone.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from generate import generate
from pypdf import PdfReader
from run import Run, run

SETS = ("issue", "volume")
NOTICES_AN_ISSUE = 15  # as in the issues that the digest was made for


def measure(source: Path, out: Path, which: str, jobs: int) -> tuple[Run, int, int]:
    """Make the PDFs of one set; give what that took, how many there are and their pages."""
    target = out / f"{which}-{jobs}"
    command = [
        sys.executable, "-m", "sphinx", "-q", "-b", "digestpdf", "-d", str(out / "doctrees"),
        "-D", f"digest_pdf_set={which}", *(["-j", str(jobs)] if jobs else []),
        str(source), str(target),
    ]  # fmt: skip
    taken = run(command, out / "log")
    made = sorted(target.glob("*.pdf"))
    return taken, len(made), sum(len(PdfReader(path).pages) for path in made)


def main() -> None:
    """Print a line for each archive and set."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("issues", type=int, nargs="*", default=[1, 10, 100])
    parser.add_argument("--jobs", type=int, default=0, help="PDFs at once; the cores by default")
    wanted = parser.parse_args()
    print("| issues | set | files | pages | CPU s | wall s | peak MiB |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for issues in wanted.issues:
        with tempfile.TemporaryDirectory(prefix="digest-pdf-") as folder:
            source, out = Path(folder, "source"), Path(folder, "out")
            out.mkdir()
            generate(source, issues * NOTICES_AN_ISSUE, "digest", NOTICES_AN_ISSUE)
            reading = [sys.executable, "-m", "sphinx", "-q", "-b", "dummy"]
            run(
                [*reading, "-d", str(out / "doctrees"), str(source), str(out / "none")], out / "log"
            )
            for which in SETS:
                taken, files, pages = measure(source, out, which, wanted.jobs)
                print(
                    f"| {issues} | {which} | {files} | {pages} | {taken.cpu:.1f} "
                    f"| {taken.wall:.1f} | {taken.memory:.0f} |",
                    flush=True,
                )


if __name__ == "__main__":
    main()
