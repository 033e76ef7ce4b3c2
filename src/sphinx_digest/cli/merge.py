"""``sphinx-digest merge``: one digest of several volumes, without building them again."""

from __future__ import annotations

import argparse
import os
import posixpath
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory

from sphinx_digest.cli.import_json import load_digest, tell
from sphinx_digest.cli.words import Say, UsageError, reader_language, speaker, writing
from sphinx_digest.core.editions import editions_of
from sphinx_digest.core.exported.fields import described_fields
from sphinx_digest.core.merging import merge
from sphinx_digest.core.messages import message_language
from sphinx_digest.core.projects import load_project
from sphinx_digest.core.settings import Settings, find_settings, read_settings
from sphinx_digest.core.shelf import OURS, fill

_FOLDER, _FILE = "digest", "digest.json"
#: What a folder with pages that merge did not make holds, one of them at least.
_OF_OTHERS = ("objects.inv", f"{_FOLDER}/{_FILE}", "index.html")


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
    _refuse_repeated(arguments.volumes, say)
    _refuse_taken(out, arguments.volumes, say)
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
    words = message_language(merged["language"])
    editions = editions_of(settings, schemas, words)
    described = described_fields(merged, words)
    own = {kind: {**described.get(kind, {}), **fields} for kind, fields in editions.own.items()}
    editions = replace(editions, own=own)
    from sphinx_digest.ext.merged_pages import merged_pages  # with it comes Sphinx

    with writing(out, language), _staged(out) as stage:
        fill(stage / _FOLDER, merged, editions)
        for name, data in merged_pages(merged, settings, schemas).items():
            (stage / name).parent.mkdir(exist_ok=True)
            (stage / name).write_bytes(data)
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


def _refuse_repeated(volumes: Sequence[Path], say: Say) -> None:
    """Refuse a volume that is given twice: every issue in it would be there twice."""
    taken: set[Path] = set()
    for volume in volumes:
        file = _json_of(volume).resolve()
        if file in taken:
            raise UsageError(say(f"“{volume}”写了两次。", f"“{volume}” is given twice."))
        taken.add(file)


def _refuse_taken(out: Path, volumes: Sequence[Path], say: Say) -> None:
    """Refuse to write over pages that merge did not make, above all a volume's own."""
    own = out / _FOLDER / _FILE
    is_volume = any(_json_of(volume).resolve() == own.resolve() for volume in volumes)
    taken = next((name for name in _OF_OTHERS if (out / name).exists()), None)
    if not is_volume and (taken is None or (taken != _OF_OTHERS[0] and _is_merged(out))):
        return
    if is_volume:
        said = say(f"“{out}”是一卷自己的网页", f"“{out}” holds a volume's own pages")
    else:
        said = say(f"“{out}”里已经有 {taken}，不是合并写出来的",
                   f"“{out}” has {taken} already, which merge did not write")  # fmt: skip
    holds_digest = own.is_file() and not is_volume  # a volume, where the folder was forgotten
    listed = " ".join(str(volume) for volume in ([out] if holds_digest else []) + [*volumes])
    raise UsageError(
        say(
            f"{said}，没有改动。“merge”后面先写合并到哪个文件夹，再写各卷："
            f"sphinx-digest merge 总 {listed}。",
            f"{said}; nothing was changed. Give the folder to merge into first, then the "
            f"volumes: sphinx-digest merge all {listed}.",
        )
    )


def _is_merged(out: Path) -> bool:
    """Say whether the pages of a folder are of an earlier merge."""
    from sphinx_digest.ext.merged_pages import MARK

    page = out / "index.html"
    return page.is_file() and MARK.encode() in page.read_bytes()


@contextmanager
def _staged(out: Path) -> Iterator[Path]:
    """Give a folder to write into; what is in it is put into ``out`` once all of it is written."""
    made = not out.exists()
    out.mkdir(parents=True, exist_ok=True)
    try:
        with TemporaryDirectory(prefix=".merge-", dir=out) as folder:
            stage = Path(folder)
            yield stage
            _put(stage, out)
    finally:
        if made and not any(out.iterdir()):
            out.rmdir()


def _put(stage: Path, out: Path) -> None:
    """Move files, but for those that say the same; what was made of other volumes goes."""
    files = {path.relative_to(stage): path for path in stage.rglob("*") if path.is_file()}
    for name, path in files.items():
        target = out / name
        if not target.is_file() or target.read_bytes() != path.read_bytes():
            target.parent.mkdir(parents=True, exist_ok=True)
            path.replace(target)
    for folder in OURS:
        for path in (out / _FOLDER / folder).rglob("*"):
            if path.is_file() and path.relative_to(out) not in files:
                path.unlink()


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
