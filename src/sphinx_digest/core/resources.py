"""Find the schemas: one copy, in a wheel beside the code, in a checkout at its root."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

#: The names of the records, each with a schema of its own.
KINDS = ("issue", "part", "group", "notice", "deadline", "contact", "digest-index")

#: All schema files, without ``.schema.json``.
SCHEMAS = (*KINDS, "defs", "digest")


def schema_file(name: str) -> Traversable:
    """Give the file of a schema of ours."""
    file = f"{name}.schema.json"
    packed = files("sphinx_digest") / "schemas" / file
    return packed if packed.is_file() else Path(__file__).parents[3] / "schemas" / file


@cache
def schema_text(name: str) -> str:
    """Give the text of a schema of ours."""
    return schema_file(name).read_text(encoding="utf-8")
