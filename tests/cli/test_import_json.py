"""`import-json` writes what a digest.json says, once it is sure that it says something."""

from __future__ import annotations

import copy
import json
import re
from pathlib import Path
from typing import Any

import pytest

from sphinx_digest.cli import main

EXAMPLE = Path(__file__).parents[2] / "example_docs"
SMALL: dict[str, Any] = {
    "format_version": 1,
    "title": "示例“周报”",
    "language": "zh_CN",
    "timezone": "Asia/Shanghai",
    "issues": [
        {
            "id": "issue-1", "number": 1, "title": "第 1 期", "docname": "issues/2021-1",
            "page_url": "issues/2021-1.html",
            "period": {"start": "2021-04-10", "end": "2021-04-16"},
            "parts": [],
            "notices": [
                {
                    "id": "a", "title": "关于甲的通知", "type": "circular", "issuers": ["甲局"],
                    "published": "2021-04-12", "page_url": "issues/2021-1.html", "anchor": "a",
                    "attachments": [], "cites": [], "cited_by": [],
                    "body": {"markup": "myst", "source": "正文。"}, "deadlines": [], "contacts": [],
                }
            ],
        }
    ],
}  # fmt: skip


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return write(tmp_path, SMALL)


def write(folder: Path, digest: Any) -> Path:
    path = folder / "digest.json"
    text = digest if isinstance(digest, str) else json.dumps(digest, ensure_ascii=False, indent=1)
    path.write_text(text, encoding="utf-8")
    return path


def changed(change: Any) -> dict[str, Any]:
    digest = copy.deepcopy(SMALL)
    change(digest)
    return digest


def test_what_is_written_is_a_digest_that_passes(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "new"
    assert main(["import-json", str(file), str(folder)]) == 0
    assert "sphinx-digest check" in capsys.readouterr().out
    assert (folder / "digest.toml").read_text(encoding="utf-8") == (
        'title = "示例“周报”"\nlanguage = "zh_CN"\ntimezone = "Asia/Shanghai"\n'
    )
    assert (folder / "issues/2021-1.md").read_text(encoding="utf-8") == (
        "# 第 1 期\n\n:::{issue}\n:id: issue-1\n:number: 1\n:period: 2021-04-10/2021-04-16\n:::\n\n"
        "## 关于甲的通知\n\n:::{notice}\n:id: a\n:type: circular\n:issuer: 甲局\n"
        ":published: 2021-04-12\n:::\n\n正文。\n"
    )
    assert main(["check", str(folder)]) == 0


def test_an_import_can_be_built_and_exports_the_same(file: Path, tmp_path: Path) -> None:
    whole = tmp_path / "whole"
    assert main(["build", str(EXAMPLE), str(whole), "--html"]) == 0
    exported = whole / "html" / "digest" / "digest.json"
    folder, again = tmp_path / "folder", tmp_path / "again"
    assert main(["import-json", str(exported), str(folder)]) == 0
    assert {path.suffix for path in (folder / "issues").iterdir()} == {".md", ".rst"}
    assert main(["build", str(folder), str(again), "--html"]) == 0
    first = json.loads(exported.read_text(encoding="utf-8"))
    second = json.loads((again / "html/digest/digest.json").read_text(encoding="utf-8"))
    assert of_the_sources(second) == of_the_sources(first)


def of_the_sources(digest: dict[str, Any]) -> dict[str, Any]:
    """Leave out what is of the build and of ``digest.lock``."""
    for issue in digest["issues"]:
        issue.pop("first_published", None)
        for notice in issue["notices"]:
            notice["body"].pop("html")
            for record in (notice, *notice["deadlines"], *notice["contacts"]):
                record.pop("sequence", None)
                record.pop("modified", None)
    return digest


def test_nothing_is_overwritten_without_force(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "new"
    assert main(["import-json", str(file), str(folder)]) == 0
    assert main(["import-json", str(file), str(folder)]) == 0, "the same may be written again"
    issue = folder / "issues/2021-1.md"
    issue.write_text("我的话", encoding="utf-8")
    capsys.readouterr()
    assert main(["import-json", str(file), str(folder)]) == 2
    assert "已经有 issues/2021-1.md" in capsys.readouterr().err
    assert issue.read_text(encoding="utf-8") == "我的话"
    assert main(["import-json", str(file), str(folder), "--force"]) == 0
    assert "正文。" in issue.read_text(encoding="utf-8")


def test_settings_that_are_there_stay(file: Path, tmp_path: Path) -> None:
    folder = tmp_path / "new"
    (folder / "src").mkdir(parents=True)
    (folder / "digest.toml").write_text('title = "另一份"\nsource = "src"\n', encoding="utf-8")
    assert main(["import-json", str(file), str(folder)]) == 0
    assert (folder / "digest.toml").read_text(encoding="utf-8").startswith('title = "另一份"')
    assert (folder / "src/issues/2021-1.md").is_file()
    assert not (folder / "conf.py").exists()


def broken(change: Any, *found: str) -> Any:
    return pytest.param(changed(change), found, id=found[0])


@pytest.mark.parametrize(
    ("digest", "found"),
    [
        pytest.param('{"format_version": 1,\n "issues": [1 2]}',
                     [r"digest.json:2:15: error\[DGT230\] .*两项之间缺逗号"], id="comma"),
        pytest.param("[" * 100_000, [r"DGT230\] .*层次太深"], id="depth"),
        pytest.param('{"format_version": 1}', [r"DGT232\] \$：缺“language”",
                                               r"DGT232\] \$：缺“issues”"], id="keys"),
        broken(lambda d: d.update(format_version=2), r"digest.json:2:20: error\[DGT231\] .*第 2 版"),
        broken(lambda d: d["issues"][0]["notices"][0].pop("body"),
               r"DGT232\] issues\[0\]\.notices\[0\]：缺“body”"),
        broken(lambda d: d["issues"][0]["notices"][0].update(published="2021-04-31"),
               r'DGT232\] issues\[0\]\.notices\[0\]\.published："2021-04-31" 的写法不对'),
        broken(lambda d: d["issues"][0]["notices"][0].update(surplus=1),
               r"notices\[0\]：没有“surplus”这一项"),
        broken(lambda d: d["issues"][0].update(title=3), r"issues\[0\]\.title：应当是文字"),
        broken(lambda d: d["issues"][0].update(title="半\ud800"), r"issues\[0\]\.title：里面有半个字符"),
        broken(lambda d: d["issues"][0].update(docname="../x"), r"DGT233\] .*“\.\./x”，不能用作文件名"),
        broken(lambda d: d["issues"][0].update(docname="/etc/x"), r"DGT233\] .*etc"),
        broken(lambda d: d["issues"][0].update(docname="issues/con"), r"DGT233\] .*“issues/con”"),
        broken(lambda d: d["issues"][0].update(docname="Aux.x/1"), r"DGT233\] .*“Aux\.x/1”"),
        broken(lambda d: d["issues"][0].update(title="空\0"), r"issues\[0\]\.title：里面有空字符"),
        broken(lambda d: d["issues"][0].update(extra={"a b:c": {"x": [1]}}),
               r"DGT232\] issues\[0\]\.extra：“a b:c”不能用作字段名"),
        broken(lambda d: d["issues"][0]["notices"][0].update(extra={"a": {"x": [1]}}),
               r"DGT232\] issues\[0\]\.notices\[0\]\.extra\.a：只能是文字、数"),
        broken(lambda d: d["issues"][0].update(extra={"b": [["x"]], "c": None}),
               r"issues\[0\]\.extra\.b：只能是", r"issues\[0\]\.extra\.c：只能是"),
        broken(lambda d: d["issues"][0]["notices"].append(dict(d["issues"][0]["notices"][0])),
               r"error\[DGT236\] 编号“a”在 .*digest\.json 里已经有了"),
        pytest.param('{"format_version": 1, "issues": [],\n "language": "en", "issues": []}',
                     [r"DGT232\] \$：“issues”写了两次"], id="twice"),
        broken(lambda d: d["issues"].append({**d["issues"][0], "docname": "Issues/2021-1"}),
               r"DGT233\] issues\[0\]\.docname", r"DGT233\] issues\[1\]\.docname"),
        broken(lambda d: d["issues"][0].update(body={"markup": "rst", "source": "导语"}),
               r"DGT234\] issues\[0\]\.notices\[0\]\.body\.markup 是 myst"),
    ],
)  # fmt: skip
def test_what_cannot_be_imported_is_told_at_its_place(
    digest: Any, found: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if not isinstance(digest, str):
        digest = json.dumps(digest, ensure_ascii=True, indent=1)
    assert main(["import-json", str(write(tmp_path, digest)), str(tmp_path / "new")]) == 1
    said = capsys.readouterr().out
    for pattern in found:
        assert re.search(pattern, said), said
    assert re.search(r"digest\.json:[0-9]+:[0-9]+: error", said)
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda n: n.update(note="  两边有空格  "), None),
        (lambda n: n.update(note="一行\n又一行"), r"notices\[0\]\.note .*原来是 “一行"),
        (lambda n: n.update(note='"a" \\ \t b'), r"notices\[0\]\.note"),
        (lambda n: n.update(issuers=["甲局；乙局"]), r"notices\[0\]\.issuers"),
        (lambda n: n.update(title="关于乙的通告（2021年第27号）"), r"notices\[0\]\.number .*没有"),
    ],
)  # fmt: skip
def test_what_no_source_can_say_is_told_and_not_lost_silently(
    change: Any, told: str | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    digest = changed(lambda d: change(d["issues"][0]["notices"][0]))
    status = main(["import-json", str(write(tmp_path, digest)), str(tmp_path / "new")])
    said = capsys.readouterr().out
    assert status == (1 if told else 0), said
    assert (tmp_path / "new/issues/2021-1.md").is_file()
    if told:
        assert re.search(rf"digest\.json:[0-9]+:[0-9]+: warning\[DGT235\] .*{told}", said), said


def test_no_file_and_no_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import-json", str(tmp_path / "none.json"), str(tmp_path / "new")]) == 2
    assert "没有文件" in capsys.readouterr().err
    path = write(tmp_path, SMALL)
    assert main(["import-json", str(path), str(path)]) == 2
    assert "不是文件夹" in capsys.readouterr().err
    path.write_bytes("周报".encode("gb18030"))
    assert main(["import-json", str(path), str(tmp_path / "new")]) == 2
    assert "不是 UTF-8" in capsys.readouterr().err
