"""``sphinx-digest merge``: one digest of several volumes, without building them again."""

from __future__ import annotations

import argparse
import os
import posixpath
from dataclasses import replace
from pathlib import Path, PurePath

from sphinx_digest.cli.import_json import load_digest, tell
from sphinx_digest.cli.words import UsageError, reader_language, speaker, writing
from sphinx_digest.core.editions import editions_of
from sphinx_digest.core.merging import merge
from sphinx_digest.core.messages import message_language
from sphinx_digest.core.projects import load_project
from sphinx_digest.core.settings import Settings, find_settings, read_settings
from sphinx_digest.core.shelf import fill, write_bytes

_FOLDER, _FILE = "digest", "digest.json"


def run(arguments: argparse.Namespace) -> int:
    """Write the common ``digest.json`` and everything that is made of it."""
    config: Path | None = arguments.config
    language = reader_language(config)
    say = speaker(language)
    if config and not config.is_file():
        raise UsageError(say(f"没有设置文件“{config}”。", f"there is no file “{config}”."))
    out: Path = arguments.out
    if out.exists() and not out.is_dir():
        raise UsageError(say(f"“{out}”不是文件夹。", f"“{out}” is not a folder."))
    files = [load_digest(_json_of(volume), language) for volume in arguments.volumes]
    wrong = [file for file in files if file.digest is None]
    if wrong:
        return max(tell(file, language) for file in wrong)
    found = config or find_settings(Path.cwd())
    settings = read_settings(found)[0] if found else Settings(str(Path.cwd()))
    prefixes = [_prefix(volume, out) for volume in arguments.volumes]
    merged, problems = merge(files, settings.aliases(), prefixes)
    if merged is None:
        return tell(replace(files[0], diagnostics=problems), language)
    for name in ("title", "base_url"):
        if value := getattr(settings, name):
            merged[name] = value
    settings = replace(settings, language=merged["language"], timezone=merged["timezone"])
    schemas, _ = load_project(settings)
    editions = editions_of(settings, schemas, message_language(merged["language"]))
    from sphinx_digest.ext.merged_pages import merged_pages  # with it comes Sphinx

    with writing(out, language):
        fill(out / _FOLDER, merged, editions)
        for name, data in merged_pages(merged, settings, schemas).items():
            write_bytes(out / name, data)
    notices = sum(len(issue["notices"]) for issue in merged["issues"])
    print(
        say(
            f"{len(files)} 卷、{len(merged['issues'])} 期、{notices} 条公文，"
            f"合并到 {out / _FOLDER}。",
            f"{len(files)} volumes, {len(merged['issues'])} issues and {notices} notices "
            f"merged into {out / _FOLDER}.",
        )
    )
    return 0


def _json_of(volume: Path) -> Path:
    """Give the file that a volume's folder or file stands for."""
    if volume.is_dir():
        inner = volume / _FOLDER / _FILE
        return inner if inner.is_file() else volume / _FILE
    return volume


def _prefix(volume: Path, out: Path) -> str:
    """Give what leads from the pages made here to those of a volume."""
    file = _json_of(volume).resolve()
    root = file.parent.parent if file.parent.name == _FOLDER else file.parent
    relative = PurePath(os.path.relpath(root, out.resolve())).as_posix()
    return "" if relative == "." else posixpath.join(relative, "")
