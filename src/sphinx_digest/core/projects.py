"""The projects of a digest: their settings, schemas and contacts, and the folders they hold.

Nothing here reads or judges a source, so that a build that finds nothing changed loads neither.
"""

from __future__ import annotations

import fnmatch
import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from sphinx_digest.core.columns import check_columns
from sphinx_digest.core.elsewhere import Elsewhere, Foreign, gather, read_inventory
from sphinx_digest.core.messages import Language, twin
from sphinx_digest.core.model import Diagnostic, Place, Span
from sphinx_digest.core.schema import Schemas, load_schemas
from sphinx_digest.core.selection import select
from sphinx_digest.core.settings import FILE_NAME, Settings

_MISSING: Mapping[Language, str] = {"zh": "打不开", "en": "it cannot be opened"}
_NO_INVENTORY: Mapping[Language, str] = {
    "zh": "不是生成网页时写出的 objects.inv", "en": "it is no objects.inv of a build",
}  # fmt: skip
_ALWAYS_LEFT_OUT = ("_build", "build", "venv", "node_modules", "site-packages", "__pycache__")


def load_project(
    settings: Settings, instead: Mapping[str, str] | None = None
) -> tuple[Schemas, tuple[Diagnostic, ...]]:
    """Load the schemas and contacts.toml, with what is wrong there."""
    schemas, slips = load_schemas(settings, instead)
    elsewhere, missing = load_volumes(settings)
    unknown = check_columns(settings, schemas.properties("notice"))
    schemas, found = replace(schemas, elsewhere=elsewhere), (*slips, *missing, *unknown)
    if not schemas.roster.entries:
        return schemas, tuple(found)
    from sphinx_digest.core.rules.roster_calls import check_entries  # with it come all rules

    judged = select(list(check_entries(schemas.roster, settings)), (), settings)
    return schemas, (*found, *judged)


def load_volumes(settings: Settings) -> tuple[Elsewhere, list[Diagnostic]]:
    """Read the inventories of the other volumes, with a finding for each that cannot be read."""
    records: list[Foreign] = []
    found: list[Diagnostic] = []
    for volume in settings.volumes:
        try:
            data = Path(settings.root, volume.inventory).read_bytes()
            records += read_inventory(data, volume.url)
        except (OSError, ValueError) as error:
            start = Place(settings.path or settings.root, Span(1, 1, 1, 1))
            place = settings.places.get(f"volumes.{volume.key}.inventory=", start)
            words = _MISSING if isinstance(error, OSError) else _NO_INVENTORY
            values = {"file": volume.inventory, **twin("reason", words)}
            found.append(Diagnostic("DGT238", place, values))
    return gather(records), found


def source_folder(settings: Settings) -> Path:
    """Give the folder that holds the sources."""
    return Path(settings.root, settings.source)


def find_projects(folder: Path, settings: Settings) -> Iterator[Path]:
    """Yield the settings files of the digests that lie below a folder."""
    for below, _, _, files in walk(folder, settings):
        if below != folder and FILE_NAME in files:
            yield below / FILE_NAME


def walk(root: Path, settings: Settings) -> Iterator[tuple[Path, str, list[str], list[str]]]:
    """Yield each folder that is not left out, the path before its files, its folders and files.

    Folders that are taken out of their list are not walked through.
    """
    for folder, folders, files in os.walk(root):
        relative = Path(folder).relative_to(root).as_posix()
        prefix = "" if relative == "." else f"{relative}/"
        folders[:] = sorted(f for f in folders if not left_out(prefix + f, f, settings))
        yield Path(folder), prefix, folders, files


def left_out(path: str, name: str, settings: Settings) -> bool:
    """Say whether a file or folder is no part of the digest."""
    if name.startswith(".") or name in _ALWAYS_LEFT_OUT:
        return True
    return any(
        fnmatch.fnmatchcase(path, pattern) or path.startswith(pattern.rstrip("/*") + "/")
        for pattern in settings.exclude
    )
