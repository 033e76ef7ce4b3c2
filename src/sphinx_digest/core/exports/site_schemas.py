"""The schemas in the built site, each at the address that its ``$id`` names.

In the program the schemas are known by names (``urn:sphinx-digest:1:notice``), which nobody can
fetch. A site has them at its own address, and what one of them says of another leads there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote, urlsplit

from sphinx_digest.core.resources import SCHEMAS, schema_text

#: Where the schemas of this version stand, under the address of the site.
FOLDER = "digest/schemas/1/"

_NAME = re.compile(r"urn:sphinx-digest:(?:1|project):([a-z-]+)(#.*)?$(?!\n)")


def to_site_schemas(base_url: str, projects: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """Give each schema's text by its path in the site.

    ``projects`` holds the schemas of the project by kind. One whose ``$id`` is an address in the
    site stands there, another beside ours. Without a ``base_url`` they refer to each other by
    their places.
    """
    paths = {name: f"{FOLDER}{name}.schema.json" for name in SCHEMAS}
    schemas: dict[str, Any] = {paths[name]: json.loads(schema_text(name)) for name in SCHEMAS}
    for kind, schema in projects.items():
        own = _path_in(base_url, str(schema.get("$id", "")))
        schemas[own or f"{FOLDER}project/{kind}.schema.json"] = dict(schema)
    return {
        path: json.dumps(
            {
                **_led(schema, base_url, path),
                "$id": base_url + path if base_url else path.rpartition("/")[2],
            },
            ensure_ascii=False,
            indent=2,
        )
        + "\n"
        for path, schema in schemas.items()
    }


def _path_in(base_url: str, address: str) -> str | None:
    if not base_url or not address.startswith(base_url):
        return None
    path = unquote(urlsplit(address[len(base_url) :]).path)
    inside = path and not path.endswith("/") and ".." not in path.split("/")
    return path if inside and not path.startswith("/") else None


def _led(value: Any, base_url: str, path: str) -> Any:
    """Let what a schema refers to by name lead to its place."""
    if isinstance(value, list):
        return [_led(one, base_url, path) for one in value]
    if not isinstance(value, dict):
        return value
    led = {key: _led(one, base_url, path) for key, one in value.items()}
    named = _NAME.match(value["$ref"]) if isinstance(value.get("$ref"), str) else None
    if named and named[1] in SCHEMAS:
        up = base_url or "../" * path.count("/")
        led["$ref"] = f"{up}{FOLDER}{named[1]}.schema.json{named[2] or ''}"
    return led
