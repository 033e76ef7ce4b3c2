"""Write what text editors need to help: snippets, completion of the settings."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from pathlib import Path

from sphinx_digest.cli.new import open_digest
from sphinx_digest.cli.own_files import is_untouched, marked
from sphinx_digest.cli.words import Say, UsageError, speaker, writing
from sphinx_digest.core.reports.entry import relative
from sphinx_digest.core.schema import load_schemas
from sphinx_digest.core.settings import FILE_NAME, Settings, read_settings
from sphinx_digest.core.writing.snippets import VIM_TYPES, make_snippets, to_vim, to_vscode
from sphinx_digest.core.writing.toml_schema import contacts_schema, digest_schema, schema_json

_FOLDER = ".vscode"
DIGEST_SCHEMA = f"{_FOLDER}/digest.schema.json"
CONTACTS_SCHEMA = f"{_FOLDER}/contacts.schema.json"
#: Read by Even Better TOML and other editors that use Taplo, relative to the file it is in.
DIRECTIVE = "#:schema {}"
_SETTINGS = f"{_FOLDER}/settings.json"
_RECOMMENDED = f"{_FOLDER}/extensions.json"
_EXTENSIONS = ("ExecutableBookProject.myst-highlight", "tamasfe.even-better-toml")
#: In Markdown the editor offers nothing by itself; Tab then writes a snippet out.
_PREFERENCES = {"editor.tabCompletion": "onlySnippets"}


def editor_files(
    settings: Settings, editor: str = "all", *, labels: bool = False
) -> dict[str, str]:
    """Give the files that an editor reads, by their path in the digest's folder."""
    schemas, _ = load_schemas(settings)
    snippets = make_snippets(schemas, settings, labels=labels)
    files: dict[str, str] = {}
    if editor in ("vscode", "all"):
        files[f"{_FOLDER}/sphinx-digest.code-snippets"] = to_vscode(snippets)
        files[_RECOMMENDED] = _json({"recommendations": list(_EXTENSIONS)})
        files[_SETTINGS] = _json(_PREFERENCES)
        files[DIGEST_SCHEMA] = schema_json(digest_schema())
        files[CONTACTS_SCHEMA] = schema_json(contacts_schema(schemas))
    if editor in ("vim", "all"):
        for markup, name in VIM_TYPES.items():
            files[f"snippets/{name}.snippets"] = to_vim(snippets, markup)
    theirs = {_SETTINGS, _RECOMMENDED}
    return {name: text if name in theirs else marked(name, text) for name, text in files.items()}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def write_editor(arguments: argparse.Namespace) -> int:
    """Write the files; those that are there and differ stay, unless that is asked for."""
    folder: Path = arguments.folder or Path.cwd()
    if not folder.is_dir():
        say = speaker(open_digest(None)[1])
        raise UsageError(say(f"没有“{folder}”这个文件夹。", f"there is no folder “{folder}”."))
    found, language = open_digest(None, folder)
    say = speaker(language)
    settings, _ = read_settings(found)
    root = Path(settings.root)
    texts = editor_files(settings, arguments.editor, labels=arguments.names == "zh")
    kept = _kept(root, texts) & {_SETTINGS, _RECOMMENDED}
    for name in kept:  # the editor's own files: what is in them is the person's
        del texts[name]
    differing = sorted(_kept(root, texts))
    if differing and not arguments.force:
        listed = say("、", ", ").join(differing)
        raise UsageError(
            say(f"{listed} 与要写的不同，没有改动；要换掉，加 --force。",
                f"what is in {listed} differs; nothing was written. Add --force to replace it.")
        )  # fmt: skip
    for name, text in texts.items():
        target = root / name
        with writing(target, language):
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8", newline="\n")
        print(relative(str(target), Path.cwd()))
    _advise(root, texts, kept, say)
    return 0


def _kept(root: Path, texts: Mapping[str, str]) -> set[str]:
    """Name the files that somebody has changed, or made."""
    return {
        name
        for name, text in texts.items()
        if (root / name).exists()
        and (root / name).read_bytes() != text.encode()
        and not is_untouched((root / name).read_bytes().decode("utf-8", "replace"))
    }


def _advise(root: Path, texts: Mapping[str, str], kept: set[str], say: Say) -> None:
    """Say what is left to do by hand."""
    wanted = {
        _SETTINGS: [f"{json.dumps(k)}: {json.dumps(v)}" for k, v in _PREFERENCES.items()],
        _RECOMMENDED: [json.dumps(name) for name in _EXTENSIONS],
    }
    for name in sorted(kept):
        print(
            say(f"\n{name} 已经有了，没有动它；可以加：",
                f"\n{name} was there and is left as it is; you may add:")
        )  # fmt: skip
        print("\n".join(f"  {line}" for line in wanted[name]))
    if DIGEST_SCHEMA in texts:
        lacking = [
            f"  {name}: {line}"
            for name, schema in ((FILE_NAME, DIGEST_SCHEMA), ("contacts.toml", CONTACTS_SCHEMA))
            if (root / name).is_file()
            and (line := DIRECTIVE.format(schema)) not in _first_lines(root / name)
        ]
        if lacking:
            print(say("\n要让编辑器补全设置，在文件第一行写：",
                      "\nFor completion of the settings, write as the first line:"))  # fmt: skip
            print("\n".join(lacking))
    if any(name.endswith(".snippets") for name in texts):
        print(say("\nVim：把 snippets 所在的文件夹加进 runtimepath：",
                  "\nVim: add the folder that holds snippets to the runtimepath:"))  # fmt: skip
        print(f"  set runtimepath+={root}")


def _first_lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8-sig", errors="replace").splitlines()[:5]
