"""``check --fix`` and ``--diff``: which files may be changed, how they are written and compared."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path
from tempfile import NamedTemporaryFile

from sphinx_digest.core.check import load_or_nothing
from sphinx_digest.core.mends.mending import Texts
from sphinx_digest.core.reports.entry import relative

_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")


def changeable(paths: Sequence[Path]) -> Texts:
    """Give the reader of those files that may be changed: in ``paths``, by their own names.

    A text is read once, so that it is known what a file held when it was judged.
    """
    wanted = [path.resolve() for path in paths] or [Path.cwd().resolve()]
    texts: dict[str, str | None] = {}

    def text_of(file: str) -> str | None:
        if file not in texts:
            path = Path(os.path.normpath(file))
            asked = any(path == member or member in path.parents for member in wanted)
            # A link stands for a file that another name was given to: that one is to be asked for.
            texts[file] = load_or_nothing(file) if asked and path.resolve() == path else None
        return texts[file]

    return text_of


@dataclass(frozen=True, slots=True)
class Written:
    """The files that were written, and those that were not: why the system refused.

    Without a reason, something else has changed the file since it was judged.
    """

    files: tuple[str, ...]
    refused: Mapping[str, OSError | None]


def write_changes(changed: Mapping[str, str], texts: Texts) -> Written:
    """Write the files that are still as they were judged."""
    files: list[str] = []
    refused: dict[str, OSError | None] = {}
    for file, text in changed.items():
        if load_or_nothing(file) != texts(file):
            refused[file] = None
            continue
        try:
            _replace(Path(file), text)
            files.append(file)
        except OSError as error:
            refused[file] = error
    return Written(tuple(files), refused)


def _replace(path: Path, text: str) -> None:
    """Write a file at once, with its permissions: a reader never sees half of it."""
    if not os.access(path, os.W_OK):
        raise PermissionError(13, os.strerror(13), str(path))
    with NamedTemporaryFile("wb", dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
        try:
            file.write(text.encode())
            file.close()
            shutil.copymode(path, file.name)
            Path(file.name).replace(path)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise


def diff(changed: Mapping[str, str], texts: Texts, base: Path) -> str:
    """Give what would change, as a unified diff."""
    return "".join(
        line
        for file in sorted(changed)
        for line in _file_diff(relative(file, base), texts(file) or "", changed[file])
    )


def _file_diff(name: str, before: str, after: str) -> Iterator[str]:
    found: Iterable[str] = unified_diff(
        _LINE.findall(before), _LINE.findall(after), f"a/{name}", f"b/{name}"
    )
    for line in found:
        yield line if line.endswith(("\n", "\r")) else f"{line}\n\\ No newline at end of file\n"
