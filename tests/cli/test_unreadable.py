"""Files that cannot be read and places that cannot be written: plain words, no traceback."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_digest.cli import main
from sphinx_digest.core.check import check, load_text
from sphinx_digest.core.messages import message_of
from tests.cli.test_check import ISSUE, project

TEXT = ISSUE.format(published="2021-04-12")


def said(path: Path) -> list[tuple[str, str, int, int]]:
    report = check([path])
    return [
        (d.code, message_of(d, "zh"), d.place.span.line, d.place.span.column)
        for d in report.diagnostics
    ]


@pytest.mark.parametrize(
    ("data", "reason", "line", "column"),
    [
        (TEXT.encode("gb18030"), "不是 UTF-8 编码，像是 GBK", 1, 3),
        (b"# a\r\n\r\nb" + "周报".encode("gbk"), "不是 UTF-8 编码，像是 GBK", 3, 2),
        ("# 周报\n\n甲乙".encode() + b"\xff\n", "不是 UTF-8 编码", 3, 3),
        ("# déjà vu, café\n".encode("latin-1"), "不是 UTF-8 编码", 1, 4),
        (TEXT.encode("utf-16"), "不是 UTF-8 编码", 1, 1),
    ],
)
def test_the_first_bad_byte_is_shown(
    data: bytes, reason: str, line: int, column: int, tmp_path: Path
) -> None:
    path = project(tmp_path)
    path.write_bytes(data)
    assert said(path) == [("DGT016", f"文件读不出来：{reason}。", line, column)]


def test_an_included_file_is_named_itself(tmp_path: Path) -> None:
    path = project(tmp_path)
    (tmp_path / "inc").mkdir()
    (tmp_path / "inc/部分.txt").write_bytes("第一行\n".encode() + "正文".encode("gbk"))
    path.write_text(f"{TEXT}\n```{{include}} inc/部分.txt\n```\n", encoding="utf-8")
    (found,) = check([path]).diagnostics
    assert (found.code, Path(found.place.file).name) == ("DGT016", "部分.txt")
    assert found.place.span.line == 2


def test_a_file_without_permission_is_said_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = project(tmp_path)

    def refuse(name: str) -> str | None:
        if name == str(path):
            raise PermissionError(13, "Permission denied", name)
        return load_text(name)

    monkeypatch.setattr("sphinx_digest.core.check.load_text", refuse)
    assert said(path) == [("DGT016", "文件读不出来：没有权限。", 1, 1)]


@pytest.fixture
def digest(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Path:
    main(["new", "digest", str(tmp_path / "digest")])
    capfd.readouterr()
    return tmp_path / "digest"


def test_build_stops_before_sphinx(
    digest: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = digest / "issues/2021-001.md"
    path.write_bytes(path.read_text(encoding="utf-8").encode("gb18030"))
    assert main(["build", str(digest), str(tmp_path / "out")]) == 1
    out, errors = capfd.readouterr()
    assert out == ""
    assert "2021-001.md:1:3: error[DGT016] 文件读不出来：不是 UTF-8 编码，像是 GBK。" in errors
    assert errors.endswith("没有通过：没有生成。\n")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    "command",
    [
        ["build", "{digest}", "{file}/out"],
        ["build", "{digest}", "{long}"],
        ["new", "digest", "{file}/weekly"],
        ["new", "digest", "{long}"],
    ],
)
def test_an_impossible_place_is_usage(
    command: list[str], digest: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    names = {"digest": digest, "file": tmp_path / "file", "long": tmp_path / ("x" * 300)}
    assert main([argument.format_map(names) for argument in command]) == 2
    errors = capfd.readouterr().err
    assert errors.startswith(f"sphinx-digest {command[0]}: 写不进“")
    assert errors.count("\n") == 1


def test_a_folder_that_cannot_be_written_is_usage(
    digest: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Path, *_arguments: object, **_options: object) -> int:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.chdir(digest)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_text", refuse)
        assert main(["new", "issue"]) == 2
    assert capfd.readouterr().err.endswith("2021-002.md”：没有权限。\n")


@pytest.mark.parametrize("result", ["html/digest/digest.json", "html/objects.inv"])
def test_a_result_that_cannot_be_written_fails_the_build(
    result: str, digest: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "out" / result).mkdir(parents=True)
    assert main(["build", str(digest), str(tmp_path / "out"), "--html"]) == 1
    errors = capfd.readouterr().err.splitlines()
    assert [line[:4] for line in errors] == ["写不进“", "没有通过"]
    assert errors[0].endswith(f"{result}”：那是一个文件夹。")
    assert errors[1] == "没有通过：中途停了，见上文。"
