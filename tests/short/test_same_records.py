"""A short form gives the records that its fields would give, in both markups, also in the build."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from sphinx.testing.util import SphinxTestApp

from sphinx_digest.core.check import read_source
from sphinx_digest.core.messages import message_of, severity_of
from sphinx_digest.core.model import Document, Notice, Record
from sphinx_digest.core.schema import load_schemas
from sphinx_digest.core.settings import read_settings
from tests.cases.both import to_rst
from tests.cases.test_records import HEAD

PAIRS: list[dict[str, str]] = tomllib.loads(
    Path(__file__).with_name("pairs.toml").read_text(encoding="utf-8")
)["pair"]
MARKUPS = {"myst": "md", "rst": "rst"}


def read(text: str, markup: str, folder: Path, settings: str = "") -> Document:
    folder.mkdir(exist_ok=True)
    (folder / "digest.toml").write_text(settings, encoding="utf-8")
    path = folder / f"issue.{MARKUPS[markup]}"
    path.write_text(text if markup == "myst" else to_rst(text), encoding="utf-8")
    known = read_settings(path)[0]
    document = read_source(str(path), "issue", known, load_schemas(known)[0])[1]
    grave = [d for d in document.diagnostics if severity_of(d) != "info"]
    assert not grave, [message_of(d, "zh") for d in grave]
    return document


def said(record: Record) -> dict[str, Any]:
    """Give what a record says, but for where it stands and which words said it."""
    return {
        "kind": record.kind, "id": record.id, "title": record.title, "values": record.values,
        "extra": record.extra, "written_id": record.written_id, "count": record.count,
        "inferred": record.inferred,
    }  # fmt: skip


def all_said(notices: tuple[Notice, ...]) -> list[Any]:
    return [
        [
            *map(said, (notice.record, *notice.deadlines, *notice.contacts)),
            notice.group,
            [(a.title, a.label, a.url, a.embedded, a.level) for a in notice.attachments],
        ]
        for notice in notices
    ]


@pytest.mark.parametrize("markup", MARKUPS)
@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair["name"])
def test_the_short_form_says_the_same(pair: dict[str, str], markup: str, tmp_path: Path) -> None:
    settings = pair.get("settings", "")
    short = read(HEAD + pair["short"], markup, tmp_path / "short", settings)
    full = read(HEAD + pair["full"], markup, tmp_path / "full", settings)
    assert len(short.notices) >= 1
    assert all_said(short.notices) == all_said(full.notices)
    assert [d.code for d in short.diagnostics] == [d.code for d in full.diagnostics]
    assert len(HEAD + pair["short"]) < len(HEAD + pair["full"]) or "names" in pair["name"]


def build(form: str, folder: Path) -> dict[str, dict[str, Any]]:
    """Build one form of all pairs, each an issue; give the issues as ``digest.json`` has them."""
    folder.mkdir()
    (folder / "conf.py").write_text(
        'extensions = ["sphinx_digest"]\nlanguage = "zh_CN"\n', encoding="utf-8"
    )
    settings = "\n".join(pair.get("settings", "") for pair in PAIRS)
    (folder / "digest.toml").write_text(settings, encoding="utf-8")
    (folder / "index.md").write_text(
        "# 首页\n\n:::{toctree}\n:glob:\n\n*-*\n:::\n", encoding="utf-8"
    )
    number = 0
    for index, pair in enumerate(PAIRS):
        for markup, suffix in MARKUPS.items():
            number += 1
            text = (HEAD + pair[form]).replace(":number: 158", f":number: {number}")
            text = text.replace("第 158 期", f"第 {number} 期")
            text = re.sub(
                r"((?:id|编号)(?:: |=)(?:demo-1|training-1|office))", rf"\1-{markup}", text
            )
            written = text if markup == "myst" else to_rst(text)
            (folder / f"{markup}-{index}.{suffix}").write_text(written, encoding="utf-8")
    app = SphinxTestApp("html", srcdir=folder, builddir=folder.parent / f"out-{form}")
    try:
        app.build()
        found = json.loads((app.outdir / "digest" / "diagnostics.json").read_text("utf-8"))
        digest = json.loads((app.outdir / "digest" / "digest.json").read_text("utf-8"))
        pages = {
            issue["docname"]: (app.outdir / f"{issue['docname']}.html").read_text("utf-8")
            for issue in digest["issues"]
        }
    finally:
        app.cleanup()
    return {
        issue["docname"]: {
            "notices": issue["notices"],
            "page": pages[issue["docname"]],
            "codes": sorted(
                one["code"]
                for one in found["diagnostics"]
                if Path(one["file"]).stem == issue["docname"]
            ),
        }
        for issue in digest["issues"]
    }


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, dict[str, Any]]]:
    folder = tmp_path_factory.mktemp("short")
    return {form: build(form, folder / form) for form in ("short", "full")}


@pytest.mark.parametrize("markup", MARKUPS)
@pytest.mark.parametrize("index", range(len(PAIRS)), ids=lambda index: PAIRS[index]["name"])
def test_the_build_gives_the_same(
    built: dict[str, dict[str, dict[str, Any]]], index: int, markup: str
) -> None:
    short, full = (built[form][f"{markup}-{index}"] for form in ("short", "full"))
    assert without_bodies(short["notices"]) == without_bodies(full["notices"])
    assert short["codes"] == full["codes"]
    deadlines = sum(len(notice["deadlines"]) for notice in full["notices"])
    for page in (short["page"], full["page"]):
        assert page.count("digest-deadline-title") == deadlines
    for name in ("digest-contact", "digest-attachments", "digest-fact-organization"):
        shown = re.compile(rf"{name}(?![\w-])")
        assert len(shown.findall(short["page"])) == len(shown.findall(full["page"]))


def without_bodies(notices: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Leave out the text with its markup, in which the short forms stand no more than the full."""
    bodies = [notice["body"].get("html", "") for notice in notices]
    assert all("digest-" not in body for body in bodies)
    return [{k: v for k, v in notice.items() if k != "body"} for notice in notices]
