"""Run the Typst compiler, in a process of its own, and read what it says.

The compiler keeps what it worked out for the next time, and nothing else frees it: a hundred
issues in one process would take a hundred times the memory.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

import typst

from sphinx_digest.pdf.fonts import Faces
from sphinx_digest.pdf.literal import unquote

JOB, RESULT, OUTPUT = "job.json", "result.json", "out.pdf"
#: Every PDF is accessible, and fit for an archive where its content allows that.
STANDARDS, ARCHIVE = ["ua-1"], "a-2a"
_UNSHOWN = re.compile(
    r'the text (?:`"(?P<text>(?:[^"\\]|\\.)*)"` could not be displayed'
    r'|contains the disallowed codepoint `"(?P<code>(?:[^"\\]|\\.)*)"`)'
)
_ERROR = re.compile(r"^error: (.*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Typeset:
    """What the compiler gave: the PDF, or why there is none."""

    pdf: bytes | None
    unshown: frozenset[str] = frozenset()
    errors: tuple[str, ...] = ()
    unarchived: tuple[str, ...] = ()  # why it is no PDF/A


def typeset(
    folder: Path,
    body: str,
    settings: Mapping[str, object],
    faces: Faces,
    timestamp: int | None,
    *,
    preface: str = "none",
) -> Typeset:
    """Compile one document; only files in the folder can be read."""
    for part in resources.files("sphinx_digest.pdf").joinpath("template").iterdir():
        (folder / part.name).write_bytes(part.read_bytes())
    (folder / "main.typ").write_text(
        f'#import "book.typ": *\n#show: book.with(preface: {preface})\n#{body}\n#indexes()\n',
        encoding="utf-8",
    )
    data = json.dumps(settings, ensure_ascii=False)
    job = {"fonts": faces.paths, "digest": data, "timestamp": timestamp}
    (folder / JOB).write_text(json.dumps(job), encoding="utf-8")
    command = [sys.executable, "-c", f"from {__name__} import work; work()", str(folder)]
    path = os.pathsep.join(filter(None, sys.path))
    process = subprocess.run(
        command, capture_output=True, env={**os.environ, "PYTHONPATH": path}, check=False
    )
    if process.returncode:
        said = process.stderr.decode("utf-8", "replace").strip().splitlines()
        return Typeset(None, errors=(said[-1] if said else f"Typst: {process.returncode}",))
    result = json.loads((folder / RESULT).read_text(encoding="utf-8"))
    if "error" in result:
        return _failure(result["error"])
    lost = tuple(message for message in result["warnings"] if "unknown font family" in message)
    if lost:
        return Typeset(None, errors=lost)
    against = tuple(_ERROR.findall(result["against"]))
    return Typeset((folder / OUTPUT).read_bytes(), unarchived=against)


def work() -> None:
    """Compile what stands in the folder that the command line names."""
    folder = Path(sys.argv[1])
    job: dict[str, Any] = json.loads((folder / JOB).read_text(encoding="utf-8"))
    result: dict[str, object]
    # An archive wants a date, which an undated digest does not have.
    archived = [*STANDARDS, ARCHIVE] if job["timestamp"] is not None else STANDARDS
    try:
        result = _compile(folder, job, archived)
    except typst.TypstError as error:
        result = {"error": _diagnostic(error)}
        if ARCHIVE in archived and "PDF/A" in _diagnostic(error):
            try:
                result = {**_compile(folder, job, STANDARDS), "against": _diagnostic(error)}
            except typst.TypstError as further:
                result = {"error": _diagnostic(further)}
    (folder / RESULT).write_text(json.dumps(result), encoding="utf-8")


def _compile(folder: Path, job: Mapping[str, Any], standards: list[Any]) -> dict[str, object]:
    pdf, warnings = typst.compile_with_warnings(
        str(folder / "main.typ"),
        root=str(folder),
        font_paths=job["fonts"],
        sys_inputs={"digest": job["digest"]},
        pdf_standards=standards,
        timestamp=job["timestamp"],
        package_path=str(folder / "packages"),
        package_cache_path=str(folder / "packages"),
    )
    (folder / OUTPUT).write_bytes(pdf)
    return {"warnings": [item.message for item in warnings], "against": ""}


def _diagnostic(error: typst.TypstError) -> str:
    return error.diagnostic or f"error: {error.message}"


def _failure(diagnostic: str) -> Typeset:
    unshown: set[str] = set()
    errors: list[str] = []
    for message in _ERROR.findall(diagnostic) or [diagnostic]:
        match = _UNSHOWN.search(message)
        if match is None:
            errors.append(message)
            continue
        chars = unquote(match["text"] or match["code"])
        # A cluster is named as a whole; what is missing of it is not its plain letters.
        unshown.update({char for char in chars if not " " <= char <= "~"} or set(chars))
    return Typeset(None, frozenset(unshown), tuple(dict.fromkeys(errors)))


def readable(path: Path, faces: Faces) -> bool:
    """Tell whether Typst can decode an image."""
    probe = path.with_name("probe.typ")
    probe.write_text('#image(sys.inputs.path, alt: "x")', encoding="utf-8")
    try:
        typst.compile(
            str(probe),
            root=str(path.parent),
            font_paths=faces.fonts,
            sys_inputs={"path": path.name},
        )
    except typst.TypstError:
        return False
    return True
