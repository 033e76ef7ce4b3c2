"""`new editor`: snippets that pass the check, schemas that fit every settings file there is."""

from __future__ import annotations

import json
import re
import shutil
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator, Draft7Validator

from sphinx_digest.cli import main
from sphinx_digest.cli.new_editor import editor_files
from sphinx_digest.core.check import check
from sphinx_digest.core.messages import severity_of
from sphinx_digest.core.model import Markup
from sphinx_digest.core.schema import load_schemas
from sphinx_digest.core.settings import Settings, read_settings
from sphinx_digest.core.writing.snippets import Snippet, make_snippets, to_vim, to_vscode
from sphinx_digest.core.writing.toml_schema import (
    contacts_schema,
    digest_schema,
    setting_words,
    toml_schemas,
)

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "example_docs"
PLAIN = Settings("/digest")
BLOCKS = (
    "issue", "part", "group",
    "notice",
    "bare", "deadlines", "contacts", "attachments",
    "bare", "deadline", "contact", "attachments",
)  # fmt: skip
#: A tab stop, a placeholder or a choice of Visual Studio Code, each sign of its syntax escaped.
STOP = re.compile(
    r"\$0|\$\{[1-9][0-9]*:(?:\\[\\$}]|[^\\$}])*\}"
    r"|\$\{[1-9][0-9]*\|(?:\\[\\,|$}]|[^\\,|$}])+(?:,(?:\\[\\,|$}]|[^\\,|$}])+)*\|\}"
)


def _snippets(settings: Settings, markup: Markup) -> dict[str, Snippet]:
    schemas, found = load_schemas(settings)
    assert not found
    return {s.prefix: s for s in make_snippets(schemas, settings) if s.markup == markup}


def _digests(tmp_path: Path) -> list[Path]:
    example = tmp_path / "example"
    # Without its issues, and without what it keeps of those that were published.
    ours = shutil.ignore_patterns("issues", "digest.lock")
    shutil.copytree(EXAMPLE, example, ignore=ours)
    for name, language in (("chinese", "zh_CN"), ("english", "en")):
        assert main(["new", "digest", str(tmp_path / name), "--language", language]) == 0
        for issue in (tmp_path / name / "issues").iterdir():
            issue.unlink()
    return [example, tmp_path / "chinese", tmp_path / "english"]


def _renamed_once(text: str) -> str:
    """Give the second and the third of some notices titles of their own."""
    for title in ("关于组织申报专项项目的通知", "Circular on applications for the programme"):
        first, *rest = text.split(title)
        names = (title[:2] + sign + title[2:] for sign in ("", "乙", "丙"))
        text = first + "".join(name + piece for name, piece in zip(names, rest, strict=False))
    return text


@pytest.mark.parametrize(("markup", "suffix"), [("myst", "md"), ("rst", "rst")])
def test_what_the_snippets_write_passes_the_check(
    markup: Markup, suffix: str, tmp_path: Path
) -> None:
    for folder in _digests(tmp_path):
        settings, _ = read_settings(folder)
        snippets = _snippets(settings, markup)
        filled = {name: one.filled() for name, one in snippets.items()}
        filled["bare"] = re.sub(r"\n( *- .*\n)+", "", filled["notice"])
        text = "\n".join(filled[name] for name in BLOCKS)
        text = _renamed_once(text)
        issues = folder / "issues"
        issues.mkdir(exist_ok=True)
        (issues / f"snippets.{suffix}").write_text(text, encoding="utf-8")
        index = snippets["digest-index"].filled()
        title = "Index\n=====\n\n" if markup == "rst" else "# Index\n\n"
        (folder / f"made.{suffix}").write_text(title + index, encoding="utf-8")
        found = [d for d in check([folder]).diagnostics if severity_of(d) != "info"]
        assert not found, [(d.code, d.place.span.line) for d in found]


def test_a_project_finds_its_own_fields() -> None:
    settings, _ = read_settings(EXAMPLE)
    snippets = _snippets(settings, "myst")
    assert ":impact: " in snippets["notice"].filled()
    assert "notice-impact" in snippets
    assert "notice-impact" not in _snippets(PLAIN, "myst")
    table = json.loads(to_vscode(tuple(snippets.values())))
    body = table["notice-action (markdown)"]["body"]
    assert re.fullmatch(r":action: \$\{1\|须办,.+\|\}", body[0])
    assert table["part (markdown)"]["body"][0] == "## ${1|知识产权信息篇,医药信息篇,科技项目篇|}"


def test_choices_are_the_labels_of_the_language() -> None:
    chinese = _snippets(PLAIN, "myst")["notice-type"]
    english = _snippets(Settings("/digest", language="en"), "myst")["notice-type"]
    assert "通知" in json.loads(to_vscode([chinese]))["notice-type (markdown)"]["body"][0]
    assert "circular" in json.loads(to_vscode([english]))["notice-type (markdown)"]["body"][0]
    assert chinese.description.endswith("公文的种类。")


@pytest.mark.parametrize("settings", [PLAIN, read_settings(EXAMPLE)[0]])
def test_every_tab_stop_is_well_formed(settings: Settings) -> None:
    text = editor_files(settings, "vscode")[".vscode/sphinx-digest.code-snippets"]
    first, _, rest = text.partition("\n")
    assert first.startswith("// written by sphinx-digest")
    table = json.loads(rest)
    assert {entry["scope"] for entry in table.values()} == {"markdown", "restructuredtext"}
    for entry in table.values():
        assert entry["prefix"].isascii()
        assert entry["description"]
        body = "\n".join(entry["body"])
        left = STOP.sub("", body)
        assert not re.search(r"(?<!\\)\$", left), body
        numbers = [int(n) for n in re.findall(r"(?<!\\)\$\{([0-9]+)", body)]
        assert numbers == list(range(1, len(numbers) + 1))


def _expanded(body: str) -> str:
    """Give what an editor writes first for a snippet: defaults, first choices, no escapes."""
    body = re.sub(r"\$\{[0-9]+\|((?:\\.|[^,|\\])+)(?:,(?:\\.|[^|\\])*)?\|\}", r"\1", body)
    body = re.sub(r"\$\{[0-9]+:((?:\\.|[^}\\])*)\}", r"\1", body)
    return re.sub(r"\\(.)", r"\1", body.removesuffix("$0"))


@pytest.mark.parametrize("markup", ["myst", "rst"])
def test_editors_write_what_was_checked(markup: Markup) -> None:
    snippets = _snippets(read_settings(EXAMPLE)[0], markup)
    code = json.loads(to_vscode(tuple(snippets.values())))
    vim = to_vim(tuple(snippets.values()), markup)
    scope = {"myst": "markdown", "rst": "restructuredtext"}[markup]
    for line in vim.splitlines():
        assert re.match(r"snippet [a-z-]+ \S|\t|$", line), line
    bodies = dict(re.findall(r"^snippet (\S+) .*\n((?:\t.*\n)+)", vim, re.M))
    assert bodies.keys() == snippets.keys()
    for name, snippet in snippets.items():
        written = _expanded("\n".join(code[f"{name} ({scope})"]["body"]))
        assert written.rstrip("\n") == snippet.filled().rstrip("\n")
        inline = name in ("row-accept", "docnum")
        assert written.endswith(
            "\n\n" if markup == "rst" and "\n" in written.strip() else "" if inline else "\n"
        )
        assert _expanded(re.sub("^\t", "", bodies[name], flags=re.M)) == snippet.filled()


@pytest.mark.parametrize(("markup", "suffix"), [("myst", "md"), ("rst", "rst")])
def test_rows_and_what_goes_into_lines_pass_the_check(
    markup: Markup, suffix: str, tmp_path: Path
) -> None:
    (tmp_path / "digest.toml").touch()
    (tmp_path / "contacts.toml").write_text(
        '[office-1]\nphone = "010-5550 0101"\n', encoding="utf-8"
    )
    snippets = _snippets(read_settings(tmp_path)[0], markup)
    row = {
        name: one.filled().rstrip("\n") for name, one in snippets.items() if name.startswith("row")
    }
    rows = [
        row["row-deadline"].replace("07-30", "07-31") + row["row-accept"].replace("312", "314"),
        row["row-contact"],
        snippets["row-id"].filled().rstrip("\n"),
        row["row-attachment"],
    ]
    pad, end = ("", ":::\n") if markup == "myst" else ("   ", "")
    notice = snippets["notice"].filled()
    listed = notice[: notice.index(f"{pad}- ")] + "".join(f"{pad}{one}\n" for one in rows) + end
    cited = f"\n依据 {snippets['docnum'].filled().strip()} 办理。\n"
    text = snippets["issue"].filled() + "\n" + snippets["part"].filled() + "\n" + listed + cited
    (tmp_path / f"issue.{suffix}").write_text(text, encoding="utf-8")
    assert not [d.code for d in check([tmp_path]).diagnostics if severity_of(d) != "info"]


def _plain(value: Any) -> Any:
    """Give a value of TOML as editors compare it with a schema: days are texts."""
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


def _fits(schema: dict[str, Any], text: str) -> bool:
    return Draft7Validator(schema).is_valid(_plain(tomllib.loads(text)))


def test_every_digest_fits_the_schema(tmp_path: Path) -> None:
    schema = digest_schema()
    Draft7Validator.check_schema(schema)
    Draft4Validator.check_schema({k: v for k, v in schema.items() if k != "$schema"})
    found = [
        path
        for folder in ("example_docs", "docs", "tests", "benchmarks")
        for path in (ROOT / folder).rglob("digest.toml")
    ]
    found += [folder / "digest.toml" for folder in _digests(tmp_path)[1:]]
    right = 0
    for path in found:
        text = path.read_text(encoding="utf-8")
        if not read_settings(path)[1]:
            errors = [
                e.message for e in Draft7Validator(schema).iter_errors(_plain(tomllib.loads(text)))
            ]
            assert not errors, path
            right += 1
    assert right > 2


@pytest.mark.parametrize(
    "text",
    [
        'langauge = "en"',
        'language = "de"',
        'title = 1',
        'exclude = "build"',
        '[[parts]]\ngroups = ["甲"]',
        '[parts]\ntitle = "甲"',
        '[rules]\nselect = []',
        '[rules]\nignore = ["DGT3411"]',
        '[rules.severity]\nDGT341 = "fatal"',
        '[telephone]\narea_code = "0a0"',
        '[issuers.x]\nalias = ["甲"]',
        '[calendar]\nyears = ["2027"]',
        'base_url = "digest.example.org"',
    ],
)  # fmt: skip
def test_wrong_settings_do_not_fit(text: str, tmp_path: Path) -> None:
    path = tmp_path / "digest.toml"
    path.write_text(text, encoding="utf-8")
    assert read_settings(path)[1], "the reader must refuse it too"
    assert not _fits(digest_schema(), text)


def test_every_setting_is_described() -> None:
    described = json.dumps(digest_schema(), ensure_ascii=False)
    for name, words in setting_words().items():
        assert words["zh"] in described, name
    assert all(words["zh"].endswith("。") for words in setting_words().values())


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ('[office]\nname = "张某"\nphone = ["010-5550 0101", "010-5550 0102"]', True),
        ('[ip-office]\nname = ["张某", "李样例"]\norganization = "规划处"', True),
        ('[office]\n"单位" = "规划处"\nemail = "a@example.org"', True),
        ('[office]\ntelephone = "010-5550 0101"', False),
        ("[office]\nphone = 10", False),
        ('[Office]\nphone = "010-5550 0101"', False),
        ('office = "张某"', False),
        ('[office]\nid = "office"', False),
    ],
)
def test_contacts_fit_their_schema(text: str, fits: bool) -> None:
    assert _fits(contacts_schema(load_schemas(PLAIN)[0]), text) is fits


def test_committed_schemas_are_those_that_are_made() -> None:
    for name, text in toml_schemas().items():
        committed = (ROOT / "schemas" / name).read_text(encoding="utf-8")
        assert committed == text, "run: make schemas"


def test_files_are_written_and_hands_off_those_that_differ(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "digest.toml").write_text("", encoding="utf-8")
    (tmp_path / ".vscode").mkdir()
    mine = tmp_path / ".vscode/settings.json"
    mine.write_text("{}", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["new", "editor"]) == 0
    out = capsys.readouterr().out
    assert mine.read_text(encoding="utf-8") == "{}"
    assert '"editor.tabCompletion": "onlySnippets"' in out
    assert "digest.toml: #:schema .vscode/digest.schema.json" in out
    assert (tmp_path / "snippets/rst.snippets").is_file()
    snippets = tmp_path / ".vscode/sphinx-digest.code-snippets"
    assert main(["new", "editor", "vscode"]) == 0
    written = snippets.read_text(encoding="utf-8")
    (tmp_path / "digest.toml").write_text('title = "新刊"\n', encoding="utf-8")
    assert main(["new", "editor", "vscode", "--names", "zh"]) == 0  # nobody changed them
    assert ":发布日期: " in snippets.read_text(encoding="utf-8")
    assert "新刊" in snippets.read_text(encoding="utf-8")
    (tmp_path / "digest.toml").write_text("", encoding="utf-8")
    snippets.write_text("{}", encoding="utf-8")
    assert main(["new", "editor", "vscode", str(tmp_path)]) == 2
    assert "sphinx-digest.code-snippets 与要写的不同" in capsys.readouterr().err
    assert main(["new", "editor", "vscode", "--force"]) == 0
    assert snippets.read_text(encoding="utf-8") == written


def test_a_new_digest_has_them_and_names_its_schema(tmp_path: Path) -> None:
    assert main(["new", "digest", str(tmp_path)]) == 0
    first = (tmp_path / "digest.toml").read_text(encoding="utf-8").split("\n")[0]
    assert first == "#:schema .vscode/digest.schema.json"
    assert (tmp_path / ".vscode/digest.schema.json").is_file()
    settings, _ = read_settings(tmp_path)
    for name, text in editor_files(settings, "vscode").items():
        assert (tmp_path / name).read_text(encoding="utf-8") == text
