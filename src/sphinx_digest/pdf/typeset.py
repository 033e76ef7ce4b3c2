"""Run the Typst compiler and read what it says."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import typst

from sphinx_digest.pdf.fonts import Faces
from sphinx_digest.pdf.literal import unquote

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
    template = resources.files("sphinx_digest.pdf").joinpath("template.typ")
    (folder / "template.typ").write_bytes(template.read_bytes())
    main = folder / "main.typ"
    main.write_text(
        f'#import "template.typ": *\n#show: book.with(preface: {preface})\n#{body}\n#indexes()\n',
        encoding="utf-8",
    )
    try:
        pdf, warnings = typst.compile_with_warnings(
            str(main),
            root=str(folder),
            font_paths=faces.fonts,
            sys_inputs={"digest": json.dumps(settings, ensure_ascii=False)},
            pdf_standards=["ua-1"],
            timestamp=timestamp,
            package_path=str(folder / "packages"),
            package_cache_path=str(folder / "packages"),
        )
    except typst.TypstError as error:
        return _failure(error)
    lost = tuple(item.message for item in warnings if "unknown font family" in item.message)
    return Typeset(None, errors=lost) if lost else Typeset(pdf)


def _failure(error: typst.TypstError) -> Typeset:
    diagnostic = error.diagnostic or f"error: {error.message}"
    unshown: set[str] = set()
    errors: list[str] = []
    for message in _ERROR.findall(diagnostic) or [error.message]:
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
