"""The names of pages: a path below the source folder, without the ending of the file."""

from __future__ import annotations

import re

_STEP = re.compile(r"[^\\/:*?\"<>|\x00-\x1f]+")
#: Names that Windows keeps for devices, whatever ending they have.
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)


def is_docname(name: str) -> bool:
    """Say whether every system takes this as the name of a file below the source folder."""
    return all(
        _STEP.fullmatch(step) and step.strip(" .") == step and not _DEVICE.fullmatch(step)
        for step in name.split("/")
    )


def stays_below(name: str) -> bool:
    """Say whether a name leads nowhere but below the folder, whatever this system takes."""
    steps = name.split("/")
    return not any(step in ("", ".", "..") for step in steps) and not re.search(
        r"[\x00-\x1f\\]|^[A-Za-z]:", name
    )
