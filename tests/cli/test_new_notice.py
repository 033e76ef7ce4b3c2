"""`new notice`: what it asks, where it writes, and that the issue stays whole."""

from __future__ import annotations

import io
import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sphinx_digest.cli import main, new_notice
from sphinx_digest.core.check import check, read_source
from sphinx_digest.core.model import Document, Notice
from sphinx_digest.core.schema import load_schemas
from sphinx_digest.core.settings import read_settings
from tests.cli.issue_sources import CONFIG, SOURCES

BASE = ["new", "notice", "--title", "关于乙的通知", "--published", "2021年4月14日"]
IP = ["--part", "知识产权信息篇"]


@pytest.fixture(params=["md", "rst"])
def issue(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "digest.toml").write_text(CONFIG, encoding="utf-8")
    path = tmp_path / f"issue-7.{request.param}"
    path.write_text(SOURCES[request.param], encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return path


def _document(path: Path) -> Document:
    settings, _ = read_settings(path)
    schemas, _ = load_schemas(settings)
    return read_source(str(path), path.stem, settings, schemas)[1]


def _notice(path: Path, title: str) -> Notice:
    return next(n for n in _document(path).notices if n.record.title == title)


def _where(path: Path, title: str) -> tuple[str, str | None]:
    document, notice = _document(path), _notice(path, title)
    return next(p.title for p in document.parts if p.id == notice.part), notice.group


def _is_inserted(before: bytes, after: bytes) -> bool:
    """Say whether ``after`` is ``before`` with one stretch put in."""
    start = next((i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), None)
    start = len(before) if start is None else start
    rest = before[start:]
    return after.endswith(rest)


def test_it_stands_at_the_end_of_the_group_of_its_level(
    issue: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = issue.read_bytes()
    assert main([*BASE, *IP, "--issuer", "示知局", "--url", "https://www.example.org/2"]) == 0
    out = capsys.readouterr().out
    line = int(re.match(rf"{issue.name}:([0-9]+)\n", out)[1])  # type: ignore[index]
    text = issue.read_text(encoding="utf-8")
    assert text.split("\n")[line - 1].endswith("关于乙的通知")
    assert f"sphinx-digest check {issue.name}" in out
    assert _is_inserted(before, issue.read_bytes())
    assert [n.record.title for n in _document(issue).notices] == [
        "关于甲的通知", "关于乙的通知", "关于丁的通知",
    ]  # fmt: skip
    assert _where(issue, "关于乙的通知") == ("知识产权信息篇", "国家级")
    values = _notice(issue, "关于乙的通知").record.values
    assert values["issuer"] == ["示例知识产权局"]
    assert values["published"] == "2021-04-14"
    assert not check([issue]).diagnostics


def test_a_group_that_lacks_is_made_in_its_order(
    issue: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*BASE, "--issuer", "示例市科技局", *IP]) == 0
    text = issue.read_text(encoding="utf-8")
    line = int(capsys.readouterr().out.split("\n")[0].split(":")[1])
    assert text.split("\n")[line - 1].endswith("关于乙的通知")
    first, second = text.index("地方级"), text.index("关于乙的通知")
    assert text.index("甲的摘要") < first < second < text.index("资讯")
    assert _where(issue, "关于乙的通知") == ("知识产权信息篇", "地方级")
    assert not check([issue]).diagnostics


def test_what_the_title_and_the_link_say_is_not_written(issue: Path) -> None:
    assert main([*BASE, "--type", "通知", "--url", "https://ip.example.org/2.html"]) == 0
    assert _where(issue, "关于乙的通知") == ("知识产权信息篇", "国家级")
    record = _notice(issue, "关于乙的通知").record
    assert record.values["issuer"] == ["示例知识产权局"]
    assert record.values["type"] == "circular"
    assert record.places.keys() == {"title", "published", "url"}
    assert not check([issue]).diagnostics


def test_what_the_title_does_not_say_is_written(issue: Path) -> None:
    argv = [
        *BASE,
        "--type",
        "公告",
        "--issuer",
        "示例知识产权局",
        *IP,
        "--number",
        "示知发[2021]8号",
    ]
    assert main([*argv, "--dated", "2021-04-13"]) == 0
    text = issue.read_text(encoding="utf-8")
    assert ":type: announcement\n" in text
    assert ":number: 示知发〔2021〕8号\n" in text
    assert ":dated: 2021-04-13\n" in text


def test_the_part_is_that_of_the_issuers_notices(issue: Path) -> None:
    assert main([*BASE, "--issuer", "示例药监局"]) == 0
    assert _where(issue, "关于乙的通知") == ("医药信息篇", "国家级")
    assert issue.read_text(encoding="utf-8").index("丁的摘要") > 0
    assert not check([issue]).diagnostics


def test_a_part_without_a_block_or_a_notice_takes_one(issue: Path) -> None:
    title = "关于乙的通知"
    text = issue.read_text(encoding="utf-8")
    mark = "## 医药信息篇" if issue.suffix == ".md" else "医药信息篇\n****"
    bare = text[: text.index(mark)] + (
        "## 医药信息篇\n" if issue.suffix == ".md" else "医药信息篇\n**********\n"
    )
    issue.write_text(bare, encoding="utf-8")
    assert main([*BASE, "--issuer", "示知局", "--part", "医药信息篇"]) == 0
    assert _where(issue, title) == ("医药信息篇", "国家级")


@pytest.mark.parametrize("suffix", ["md", "rst"])
def test_an_issue_without_parts_takes_one(
    suffix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "digest.toml").write_text("", encoding="utf-8")
    path = tmp_path / f"only.{suffix}"
    head = SOURCES[suffix].split("知识产权信息篇")[0].rstrip("# \n") + "\n"
    path.write_text(head, encoding="utf-8")
    for title in ("关于甲的通知", "关于乙的通知"):
        assert main([*BASE, "--title", title, "--issuer", "某局"]) == 0
    assert [n.record.title for n in _document(path).notices] == ["关于甲的通知", "关于乙的通知"]
    assert path.read_text(encoding="utf-8").startswith(head)


def test_rows_are_written_and_read(issue: Path) -> None:
    argv = [*BASE, *IP, "--issuer", "示知局", "--deadline", "2021-07-01 至 07-30 | 填报 | 申报单位"]
    argv += [
        "--deadline",
        "2021-05-28 前 | 报名",
        "--contact",
        "张某 010-5550 0101 a@example.org | 规划处",
    ]
    assert main(argv) == 0
    notice = _notice(issue, "关于乙的通知")
    assert [d.title for d in notice.deadlines] == ["填报", "报名"]
    assert notice.deadlines[0].values["end"] == "2021-07-30"
    assert [c.values["organization"] for c in notice.contacts] == ["规划处"]
    assert not check([issue]).diagnostics


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--issuer", "示知局", "--url", "javascript:void(0)"], "javascript"),
        (["--issuer", "示知局", "--dated", "2021-04-31"], "4 月只有 30 天"),
        (["--issuer", "示知局", "--type", "通緝"], "文种"),
        (["--issuer", "示知局", "--deadline", "胡说 | 填报"], "胡说"),
        (["--issuer", "示知局", "--part", "没有篇"], "可以写知识产权信息篇、医药信息篇"),
        (["--issuer", "示知局", "--group", "没有组"], "“没有组”这一期没有"),
        (["--issuer", "示知局", "--issue", "8"], "没有“8”这一期"),
        (["--issuer", "示知局\n某局"], "要写在一行里"),
        (["--title", "甲\x00乙", "--issuer", "示知局"], "要写在一行里"),
        ([*IP, "--group", "国家级"], "--issuer（发文机关）"),
        (["--issuer", "谁也不是局"], "请写 --part：知识产权信息篇、医药信息篇"),
    ],
)
def test_what_cannot_be_written_is_said_and_nothing_is(
    options: list[str], words: str, issue: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = issue.read_bytes()
    assert main([*BASE, *options]) == 2
    assert words in capsys.readouterr().err
    assert issue.read_bytes() == before


@pytest.mark.parametrize("number", ["158", "159"])
def test_a_digests_own_fields_are_asked_for(
    number: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder = tmp_path / "example"
    shutil.copytree(Path(__file__).parents[2] / "example_docs", folder)
    monkeypatch.chdir(folder)
    argv = [*BASE, "--issue", number, "--issuer", "CDE", "--part", "医药信息篇", "--group", "资讯"]
    assert main(argv) == 2
    assert "还要写 --field impact=…（对我司的影响）" in capsys.readouterr().err
    argv += ["--field", "impact=与在研品种无关。", "--field", "主送=各有关单位"]
    argv += ["--field", "owner=注册部", "--field", "处理要求＝关注"]
    assert main([*argv, "--field", "主宋=各有关单位"]) == 2
    assert main(argv) == 0, capsys.readouterr()
    record = _notice(next((folder / "issues").glob(f"*{number}*")), "关于乙的通知").record
    assert record.extra["impact"] == "与在研品种无关。"
    assert record.extra.keys() == {"impact", "owner", "action"}
    assert record.values["addressees"] == ["各有关单位"]
    assert main(["check", "."]) == 0, capsys.readouterr()


def test_a_title_that_would_read_as_something_else_is_refused(
    issue: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = issue.read_bytes()
    status = main([*BASE, "--title", "\\\\", "--type", "其他", "--issuer", "示知局", *IP])
    if issue.suffix == ".md":
        assert status == 0
    else:
        assert status == 2
        assert "写进去会读成别的" in capsys.readouterr().err
        assert issue.read_bytes() == before


def test_required_options_are_named(issue: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "notice", "--issuer", "示知局"]) == 2
    assert "还要写 --title、--published" in capsys.readouterr().err


@pytest.mark.parametrize(
    "argv",
    [
        ["--title", "关于甲 的通知", "--issuer", "某局"],
        ["--title", "另一个通知", "--issuer", "示知局", "--number", "示知发[2021]7号"],
    ],
)
def test_what_is_there_already_is_not_written_twice(
    argv: list[str], issue: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = issue.read_bytes()
    argv = ["new", "notice", "--published", "2021-04-14", *IP, "--group", "国家级", *argv]
    assert main(argv) == 1
    assert "已经有《关于甲的通知》" in capsys.readouterr().out
    assert issue.read_bytes() == before
    assert main([*argv, "--anyway"]) in (0, 1)
    assert issue.read_bytes() != before


@pytest.mark.parametrize("ending", ["\r\n", "\n"])
@pytest.mark.parametrize("start", ["", "\ufeff"])
@pytest.mark.parametrize("final", [True, False])
def test_the_rest_of_the_file_stays(issue: Path, ending: str, start: str, final: bool) -> None:
    text = issue.read_text(encoding="utf-8")
    data = (start + (text if final else text.rstrip("\n")).replace("\n", ending)).encode()
    issue.write_bytes(data)
    assert main([*BASE, "--issuer", "示例药监局"]) == 0
    assert main([*BASE, "--title", "关于丙的通知", "--issuer", "示知局", *IP]) == 0
    after = issue.read_bytes()
    assert after.startswith(start.encode())
    assert after.count(b"\n") == after.count(ending.encode())
    kept = [line for line in data.splitlines() if line.strip()]
    left = iter(after.splitlines())
    assert all(line in left for line in kept)
    assert not check([issue]).diagnostics


def test_labels_and_comments_stay_with_their_heading(issue: Path) -> None:
    text = issue.read_text(encoding="utf-8")
    label = "(news)=\n% 各地的消息\n### " if issue.suffix == ".md" else ".. _news:\n\n"
    issue.write_text(text.replace("### 资讯", "资讯").replace("资讯", f"{label}资讯", 1), "utf-8")
    assert main([*BASE, "--issuer", "示知局", *IP]) == 0
    text = issue.read_text(encoding="utf-8")
    assert text.index("关于乙的通知") < text.index("news") < text.index("资讯")
    assert f"{label}资讯" in text


def test_a_named_issue_takes_it(issue: Path) -> None:
    newer = issue.with_name(f"issue-8{issue.suffix}")
    newer.write_text(
        issue.read_text(encoding="utf-8")
        .replace(":number: 7", ":number: 8")
        .replace("甲", "戊")
        .replace("丁", "己"),
        encoding="utf-8",
    )
    before = issue.read_bytes()
    assert main([*BASE, "--issuer", "示例药监局"]) in (0, 1)
    assert issue.read_bytes() == before
    for name in ("7", issue.name):
        assert main([*BASE, "--issuer", "示例药监局", "--issue", name, "--anyway"]) in (0, 1)
    assert len(_document(issue).notices) == 4


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def answering(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    def give(*answers: str) -> None:
        monkeypatch.setattr(sys, "stdin", _Terminal("".join(f"{a}\n" for a in answers)))

    return give


def test_a_terminal_is_asked_until_it_can_be_read(
    issue: Path, capsys: pytest.CaptureFixture[str], answering: Callable[..., None]
) -> None:
    answering(
        "", "关于乙的公告",  # the title is needed
        "javascript:void(0)", "https://www.example.org/2",
        "2021-04-31", "2021年4月14日",
        "谁也不是局", "", "",  # issuer, number, dated
        "9", "2", "国家级",  # the part, the group
        "胡说 | 填报", "2021-07-01 至 07-30 | 填报", "",
        "",
    )  # fmt: skip
    assert main(["new", "notice"]) == 0
    out = capsys.readouterr().out
    assert "“标题”要写" in out
    assert "发布日期（如 2021-04-12）：" in out
    assert "成文日期（如 2021-04-07；没有就按回车）：" in out
    assert "只有 30 天" in out
    assert "请写 1 到 2" in out
    assert "胡说" in out
    assert _where(issue, "关于乙的公告") == ("医药信息篇", "国家级")
    notice = _notice(issue, "关于乙的公告")
    assert notice.record.values["issuer"] == ["谁也不是局"]
    assert [d.title for d in notice.deadlines] == ["填报"]
    assert not check([issue]).diagnostics


def test_nothing_is_written_where_the_answers_end(
    issue: Path, capsys: pytest.CaptureFixture[str], answering: Callable[..., None]
) -> None:
    before = issue.read_bytes()
    answering("关于乙的公告", "")
    assert main(["new", "notice"]) == 2
    assert "没有答完" in capsys.readouterr().err
    assert issue.read_bytes() == before


def test_what_changes_meanwhile_is_not_overwritten(
    issue: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    changed = issue.read_text(encoding="utf-8") + "\n别人刚写的。\n"
    shortened = new_notice._shortened

    def late(*arguments: Any) -> Any:
        issue.write_text(changed, encoding="utf-8")
        return shortened(*arguments)

    monkeypatch.setattr(new_notice, "_shortened", late)
    assert main([*BASE, *IP, "--issuer", "示知局"]) == 1
    out = capsys.readouterr().out
    assert "刚刚被别的程序改过" in out
    assert "关于乙的通知" in out
    assert issue.read_text(encoding="utf-8") == changed
