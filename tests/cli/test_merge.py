"""Three volumes, each built alone, make what one build of all makes."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from sphinx_digest.cli import main

EXAMPLE = Path(__file__).parents[2] / "example_docs"
NAMES = ("153", "158", "159")
BESIDE = ("conf.py", "index.md", "documents.md", "dates.md", "contacts.md", "contacts.toml")


def write_volume(folder: Path, names: tuple[str, ...], volumes: str = "") -> Path:
    shutil.copytree(EXAMPLE / "schemas", folder / "schemas")
    (folder / "issues").mkdir()
    for name in BESIDE:
        shutil.copy(EXAMPLE / name, folder)
    for name in names:
        (source,) = (EXAMPLE / "issues").glob(f"2021-{name}.*")
        shutil.copy(source, folder / "issues")
    settings = (EXAMPLE / "digest.toml").read_text(encoding="utf-8")
    (folder / "digest.toml").write_text(settings + volumes, encoding="utf-8")
    return folder


def read(folder: Path) -> dict[str, Any]:
    digest: dict[str, Any] = json.loads(
        (folder / "digest" / "digest.json").read_text(encoding="utf-8")
    )
    return digest


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build three volumes, each beside what the one before it has published, and all in one."""
    root = tmp_path_factory.mktemp("volumes")
    volumes = ""
    for name in NAMES:
        folder = write_volume(root / name, (name,), volumes)
        assert main(["check", str(folder)]) == 0
        assert main(["build", str(folder), str(root / f"out-{name}"), "--html", "-W"]) == 0
        volumes += (
            f'\n[volumes.{name}]\ninventory = "../out-{name}/html/objects.inv"\n'
            'url = "https://digest.example.org/"\n'
        )
    write_volume(root / "all", NAMES)
    assert main(["build", str(root / "all"), str(root / "out-all"), "--html"]) == 0
    return root


def merge(root: Path, out: Path, *names: str) -> int:
    pages = [str(root / f"out-{name}" / "html") for name in names]
    return main(["merge", str(out), *pages, "--config", str(root / "153" / "digest.toml")])


def test_the_merged_digest_is_that_of_one_build(
    built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert merge(built, tmp_path, "159", "153", "158") == 0, "in any order"
    assert "3 卷、3 期" in capsys.readouterr().out
    merged, whole = read(tmp_path), read(built / "out-all" / "html")
    notices = [notice for issue in merged["issues"] for notice in issue["notices"]]
    cited = {one["id"] for notice in notices for one in notice["cites"] if "id" in one}
    assert "cnipa-2021-304" in cited, "across volumes"
    for digest in (merged, whole):
        for issue in digest["issues"]:
            for notice in issue["notices"]:  # links are of another class there
                notice["body"].pop("html")
    assert merged == whole


def test_everything_for_other_programs_is_made_of_it(built: Path, tmp_path: Path) -> None:
    assert merge(built, tmp_path, *NAMES) == 0
    made = {path.name for path in (tmp_path / "digest").iterdir()}
    assert {"digest.json", "deadlines.ics", "feed.atom", "feed.json", "contacts.vcf",
            "notices.csv", "deadlines.csv"} <= made  # fmt: skip
    assert (tmp_path / "digest/notices.csv").read_text(encoding="utf-8-sig").count("\n") >= 30


def test_fields_of_the_project_keep_their_names_without_its_settings(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    pages = [str(built / f"out-{name}" / "html") for name in NAMES]
    assert main(["merge", str(tmp_path / "all"), *pages]) == 0
    merged = (tmp_path / "all/digest/notices.csv").read_text(encoding="utf-8-sig")
    whole = (built / "out-all/html/digest/notices.csv").read_text(encoding="utf-8-sig")
    assert "对我司的影响" in whole.partition("\n")[0]
    assert "须办" in whole
    assert merged == whole


@pytest.mark.parametrize("name", ["documents", "dates", "contacts"])
def test_the_index_pages_are_those_of_one_build(built: Path, tmp_path: Path, name: str) -> None:
    assert merge(built, tmp_path, *NAMES) == 0
    merged, whole = (
        rows((folder / f"digest-{name}.html").read_text(encoding="utf-8"))
        for folder in (tmp_path, built / "out-all" / "html")
    )
    assert len(merged) > 20
    # The records are the same, and so is where they lead to.
    assert [words for words, _ in merged] == [words for words, _ in whole]
    assert [[Path(link).name for link in links] for _, links in merged] == [
        [Path(link).name for link in links] for _, links in whole
    ]
    away = ("https://digest.example.org/", "tel:", "mailto:")
    assert all(link.startswith(away) for _, links in merged for link in links)
    for style in ("digest.css", "digest-index.css", "digest-index.js"):
        assert (tmp_path / "_static" / style).is_file()
    assert "科技信息周报 第 158 期" in (tmp_path / "index.html").read_text(encoding="utf-8")


def test_merged_pages_lead_to_feeds_calendar_and_tables(built: Path, tmp_path: Path) -> None:
    assert merge(built, tmp_path, *NAMES) == 0
    forms = {
        "index": ["webcal://digest.example.org/digest/deadlines.ics", "digest/feed.atom",
                  "digest/feed.json"],
        "digest-documents": ["digest/feed.atom", "digest/notices.csv"],
        "digest-dates": ["webcal://digest.example.org/digest/deadlines.ics",
                         "digest/deadlines.ics", "digest/deadlines.csv"],
        "digest-contacts": ["digest/contacts.vcf"],
        "digest-issuers": [],
    }  # fmt: skip
    for name, links in forms.items():
        page = (tmp_path / f"{name}.html").read_text(encoding="utf-8")
        line = "".join(re.findall('<p class="digest-downloads">.*?</p>', page))
        assert re.findall('href="([^"]*)"', line) == links
        head = page.partition("</head>")[0]
        assert re.findall('<link rel="alternate" type="([^"]*)" title="([^"]*)" href="([^"]*)"',
                          head) == [
            ("application/atom+xml", "科技信息周报", "digest/feed.atom"),
            ("application/feed+json", "科技信息周报", "digest/feed.json"),
            ("text/calendar", "科技信息周报 截止", "digest/deadlines.ics"),
        ]  # fmt: skip
        assert all((tmp_path / link).is_file() for link in links if not link.startswith("webcal"))


def rows(page: str) -> list[tuple[str, list[str]]]:
    """Give the words and the links of each row of the tables of a page."""
    return [
        (re.sub("<[^>]*>", "|", row), re.findall('href="([^"]*)"', row))
        for row in re.findall(r'<tr class="row-(?:odd|even)[^"]*">(.*?)</tr>', page, re.DOTALL)
        if "<td" in row
    ]


def test_links_resolve_across_volumes(built: Path) -> None:
    (page,) = (built / "out-159/html/issues").glob("2021-159.html")
    text = page.read_text(encoding="utf-8")
    # By id, and by document number.
    there = "https://digest.example.org/issues/2021-158.html#cnipa-2021-304"
    assert len(re.findall(f'<a class="reference external" href="{there}"', text)) >= 2
    findings = json.loads(
        (built / "out-159/html/digest/diagnostics.json").read_text(encoding="utf-8")
    )
    assert {one["code"] for one in findings["diagnostics"]} <= {"DGT354"}


def test_pages_of_volumes_without_addresses_are_found_from_here(
    built: Path, tmp_path: Path
) -> None:
    volumes = []
    for name in ("153", "158"):
        digest = read(built / f"out-{name}" / "html")
        digest.pop("base_url")
        for issue in digest["issues"]:
            issue["page_url"] = issue["docname"] + ".html"
        folder = tmp_path / name / "digest"
        folder.mkdir(parents=True)
        (folder / "digest.json").write_text(json.dumps(digest), encoding="utf-8")
        volumes.append(str(folder.parent))
    assert main(["merge", str(tmp_path / "all"), *volumes]) == 0
    pages = [issue["page_url"] for issue in read(tmp_path / "all")["issues"]]
    assert pages == ["../153/issues/2021-153.html", "../158/issues/2021-158.html"]


def test_volumes_that_contradict_each_other_are_refused(
    built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert merge(built, tmp_path / "out", "153", "153") == 2
    assert "写了两次" in capsys.readouterr().err
    copied = tmp_path / "copied.json"
    shutil.copy(built / "out-153/html/digest/digest.json", copied)
    first = built / "out-153" / "html"
    assert main(["merge", str(tmp_path / "out"), str(first), str(copied)]) == 1
    said = capsys.readouterr().out
    assert re.search(r"copied\.json:2:8: error\[DGT236\] 编号“issue-153”在 .* 里已经有了", said)
    assert said.count("DGT236") == 1, "once an issue"
    digest = read(built / "out-158" / "html")
    digest["timezone"] = "Asia/Urumqi"
    other = tmp_path / "digest.json"
    other.write_text(json.dumps(digest), encoding="utf-8")
    assert main(["merge", str(tmp_path / "out"), str(first), str(other)]) == 1
    assert "error[DGT237] 这里的时区是 Asia/Urumqi" in capsys.readouterr().out
    assert not (tmp_path / "out").exists()
    assert main(["merge", str(tmp_path / "out"), str(tmp_path / "none")]) == 2
    other.write_text(json.dumps({**digest, "format_version": 9}), encoding="utf-8")
    assert main(["merge", str(tmp_path / "out"), str(first), str(other)]) == 1
    assert "DGT231" in capsys.readouterr().out


SOURCE = """\
# 第 2 期

:::{issue}
:number: 2
:period: 2021-04-10/2021-04-16
:::

## 关于乙的通知

:::{notice}
:type: circular
:issuer: 乙局
:published: 2021-04-12
:follows: old-one; no-such
:::

见 {notice}`old-one`、{docnum}`甲发〔2020〕1号`、{docnum}`1号文 <甲局 甲发〔2020〕1号>`、
{docnum}`丙发〔2020〕1号`。
"""
OLD = """\
# 第 1 期

:::{issue}
:number: 1
:period: 2020-04-10/2020-04-16
:::

## 关于甲的通知

:::{notice}
:id: old-one
:type: circular
:number: 甲发〔2020〕1号
:issuer: 甲局
:published: 2020-04-12
:::
"""


@pytest.fixture
def pair(tmp_path: Path) -> Path:
    for name, source in (("old", OLD), ("new", SOURCE)):
        folder = tmp_path / name
        (folder / "issues").mkdir(parents=True)
        (folder / "conf.py").write_text('extensions = ["sphinx_digest"]\n', encoding="utf-8")
        (folder / "index.md").write_text(
            "# 首页\n\n```{toctree}\nissues/1\n```\n", encoding="utf-8"
        )
        (folder / "issues" / "1.md").write_text(source, encoding="utf-8")
        (folder / "digest.toml").write_text("", encoding="utf-8")
    settings = '[volumes.old]\ninventory = "../html/html/objects.inv"\nurl = "../old"\n'
    (tmp_path / "new" / "digest.toml").write_text(settings, encoding="utf-8")
    return tmp_path


def found_in(text: str) -> set[tuple[str, str]]:
    return set(re.findall(r"(DGT[0-9]{3})\] ([^。]*)。", text))


def test_a_volume_that_is_not_there_yet_is_told_and_nothing_else_breaks(
    pair: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(pair / "new")]) == 1
    checked = found_in(capfd.readouterr().out)
    assert ("DGT238", "另一卷的 ../html/html/objects.inv 没有读到：打不开") in checked
    assert ("DGT202", "没有编号为“old-one”的公文") in checked
    main(["build", str(pair / "new"), str(pair / "out"), "--html"])
    log = "".join(capfd.readouterr())
    assert all(words in log for _, words in checked)
    (pair / "html" / "html").mkdir(parents=True)
    (pair / "html" / "html" / "objects.inv").write_bytes(b"nothing")
    main(["check", str(pair / "new")])
    assert "不是生成网页时写出的 objects.inv" in capfd.readouterr().out


def test_pages_follow_when_another_volume_appears(
    pair: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    main(["build", str(pair / "new"), str(pair / "out"), "--html"])
    page = pair / "out" / "html" / "issues" / "1.html"
    assert "old-one" in page.read_text(encoding="utf-8")
    assert "../old/" not in page.read_text(encoding="utf-8")
    assert main(["build", str(pair / "old"), str(pair / "html"), "--html"]) == 0
    capfd.readouterr()
    assert main(["build", str(pair / "new"), str(pair / "out"), "--html"]) == 0
    built = found_in("".join(capfd.readouterr()))
    main(["check", str(pair / "new")])
    checked = found_in(capfd.readouterr().out)
    unknown = {("DGT202", "没有编号为“no-such”的公文")}
    assert {one for one in checked if one[0] in ("DGT202", "DGT238")} == unknown
    assert {one for one in built if one[0] in ("DGT202", "DGT238")} == unknown
    text = page.read_text(encoding="utf-8")
    links = re.findall(
        r'<a class="reference external" href="\.\./\.\./old/([^"]*)"[^>]*>(.*?)</a>', text
    )
    places = {place for place, _ in links}
    assert places == {"issues/1.html#old-one"}
    shown = [re.sub("<[^>]*>", "", words) for _, words in links]
    assert {"关于甲的通知", "甲发〔2020〕1号", "1号文"} <= set(shown)
    assert "丙发〔2020〕1号" not in shown


def test_pages_that_are_there_are_never_overwritten(
    built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    a, b = tmp_path / "a", tmp_path / "b"
    for folder, name in ((a, "153"), (b, "158")):
        (folder / "digest").mkdir(parents=True)
        shutil.copy(built / f"out-{name}/html/digest/digest.json", folder / "digest")
    before = (a / "digest/digest.json").read_bytes()
    assert main(["merge", str(a), str(a), str(b)]) == 2
    assert "“merge”后面先写合并到哪个文件夹" in capsys.readouterr().err
    assert main(["merge", str(a), str(b)]) == 2, "the folder forgotten"
    said = capsys.readouterr().err
    assert f"“{a}”里已经有 digest/digest.json" in said
    assert f"sphinx-digest merge 总 {a} {b}。" in said
    site = tmp_path / "site"
    site.mkdir()
    (site / "objects.inv").write_bytes(b"")
    assert main(["merge", str(site), str(a), str(b)]) == 2
    assert f"“{site}”里已经有 objects.inv" in capsys.readouterr().err
    assert (a / "digest/digest.json").read_bytes() == before
    assert [path.name for path in site.iterdir()] == ["objects.inv"]
    assert sorted(path.name for path in a.iterdir()) == ["digest"]


def test_what_merge_wrote_it_writes_again(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    assert merge(built, out, *NAMES) == 0
    assert (out / "digest/issues/issue-159.txt").is_file()
    (out / "CNAME").write_text("digest.example.org", encoding="utf-8")
    assert merge(built, out, "153", "158") == 0
    assert not (out / "digest/issues/issue-159.txt").exists()
    assert (out / "digest/issues/issue-158.txt").is_file()
    assert (out / "CNAME").is_file()
    whole = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("sphinx_digest.ext.merged_pages.merged_pages", fail)
    assert merge(built, out, *NAMES) == 2
    assert whole == {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
