"""Find an included file, and the part of it that the include asks for, as MyST does."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping, Sequence
from pathlib import PurePath, PurePosixPath

from sphinx_digest.core.reading.lines import Line
from sphinx_digest.core.reading.myst_fields import FieldReader


def normal_path(path: str) -> str:
    """Give a path without dots, with forward slashes."""
    return posixpath.normpath(PurePath(path).as_posix())


def find_included(
    document: str, name: str, load: Callable[[str], str | None]
) -> tuple[str, str | None]:
    """Give the path and the text of an included file.

    Sphinx starts from the directory of the document, even in a file included in turn. A name
    with a leading slash starts at the top of the sources, one of the directories above.
    """
    base = PurePath(document).parent.as_posix()
    if not name.startswith("/"):
        path = posixpath.normpath(posixpath.join(base, name))
        return path, load(path)
    path = ""
    for parent in (base, *(one.as_posix() for one in PurePosixPath(base).parents)):
        path = posixpath.normpath(posixpath.join(parent, name.lstrip("/")))
        if (text := load(path)) is not None:
            return path, text
    return path, None


def include_options(lines: Sequence[Line]) -> Mapping[str, str]:
    """Read the options of an include."""
    reader = FieldReader("notice", 1, text_allowed=True, field_lists=True)
    reader.read(lines)
    return {name: found.text.value for name, found in reader.fields.items()}


def heading_offset(options: Mapping[str, str]) -> int:
    """Give how many levels deeper the headings of an included file count."""
    return _number(options.get("heading-offset")) or 0


def _number(value: str | None) -> int | None:
    try:
        return int(value) if value else None
    except ValueError:
        return None


def included_lines(lines: Sequence[Line], options: Mapping[str, str]) -> list[Line]:
    """Give the lines between ``start-line``, ``start-after``, ``end-before`` and ``end-line``."""
    kept = list(lines[_number(options.get("start-line")) : _number(options.get("end-line"))])
    for option in ("start-after", "end-before"):
        wanted = options.get(option)
        if not wanted:
            continue
        found = next(
            ((at, line.text.find(wanted)) for at, line in enumerate(kept) if wanted in line.text),
            None,
        )
        if found is None:
            return []
        at, start = found
        line = kept[at]
        if option == "start-after":
            kept = [line.cut_to(line.text[start + len(wanted) :]), *kept[at + 1 :]]
        else:
            kept = [*kept[:at], Line(line.text[:start], line.number, line.shift)]
    return kept
