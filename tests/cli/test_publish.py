"""``publish`` keeps what an issue calls, and nothing changes it but asking for it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sphinx_digest.cli import main
from sphinx_digest.core.check import read_source
from sphinx_digest.core.schema import load_schemas
from sphinx_digest.core.settings import read_settings
from tests.core.test_roster import ISSUE

CONTACTS = '[cnipa-service]\nname = "李样例"\nphone = "5550 0101"\n\n[other-1]\nqq = "100000001"\n'


@pytest.fixture
def digest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write a digest of three issues and go there."""
    (tmp_path / "digest.toml").write_text('[telephone]\narea_code = "010"\n', encoding="utf-8")
    (tmp_path / "contacts.toml").write_text(CONTACTS, encoding="utf-8")
    for number in (1, 2, 3):
        write(tmp_path, number)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(folder: Path, number: int, flags: str = "") -> None:
    text = ISSUE.format(number, number * 5, number * 5 + 4).replace("2021-04-5", "2021-04-05")
    text = text.replace("2021-04-9", "2021-04-09").replace(":published", f"{flags}:published", 1)
    (folder / f"{number}.md").write_text(text, encoding="utf-8")


def change(folder: Path, old: str, new: str) -> None:
    path = folder / "contacts.toml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def lock(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "digest.lock").read_text(encoding="utf-8"))
    return found


def phones(folder: Path) -> list[str]:
    """Give the telephone that each issue shows."""
    settings = read_settings(folder)[0]
    schemas = load_schemas(settings)[0]
    documents = [
        read_source(str(folder / f"{number}.md"), str(number), settings, schemas)[1]
        for number in (1, 2, 3)
    ]
    found = [
        {c.values["phone"][0]["number"] for n in d.notices for c in n.contacts} for d in documents
    ]
    assert all(len(numbers) == 1 for numbers in found)
    return [numbers.pop() for numbers in found]


def test_a_changed_telephone_changes_what_is_not_published(
    digest: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["publish", "1", "issue-2"]) == 0
    assert capsys.readouterr().out == (
        "第 1 期：记下了 cnipa-service，以后改 contacts.toml 不影响这一期。\n"
        "第 1 期：记下了 2 条公文，以后改动要写更正。\n"
        "第 2 期：记下了 cnipa-service，以后改 contacts.toml 不影响这一期。\n"
        "第 2 期：记下了 2 条公文，以后改动要写更正。\n"
    )
    change(digest, "5550 0101", "5550 0199")
    assert phones(digest) == ["+861055500101", "+861055500101", "+861055500199"]
    assert main(["check"]) == 0
    assert "DGT393" not in capsys.readouterr().out


def test_what_completes_a_number_is_kept_with_it(digest: Path) -> None:
    assert main(["publish", "1", "2"]) == 0
    (digest / "digest.toml").write_text('[telephone]\narea_code = "021"\n', encoding="utf-8")
    assert phones(digest) == ["+861055500101", "+861055500101", "+862155500101"]


def test_what_is_gone_from_contacts_toml_stays_in_published_issues(
    digest: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["publish", "1", "2"]) == 0
    change(digest, "[cnipa-service]", "[cnipa-office]")
    (digest / "3.md").unlink()
    capsys.readouterr()
    assert main(["check"]) == 0
    assert main(["publish", "1", "--again"]) == 0
    assert lock(digest)["issues"]["issue-1"]["contacts"]["cnipa-service"]["phone"] == "5550 0101"


def test_the_file_holds_what_was_called_as_it_was_written(digest: Path) -> None:
    assert main(["publish", "2"]) == 0
    text = (digest / "digest.lock").read_text(encoding="utf-8")
    assert text.endswith("\n}\n")
    assert "李样例" in text
    entry = {"names": "李样例", "phone": "5550 0101", "area-code": "010"}
    whole = lock(digest)
    assert whole["format_version"] == 1
    assert whole["issues"].keys() == {"issue-2"}
    assert whole["issues"]["issue-2"]["contacts"] == {"cnipa-service": entry}


def test_a_second_run_changes_nothing(digest: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["publish", "1", "2"]) == 0
    path = digest / "digest.lock"
    before = path.read_bytes(), path.stat().st_mtime_ns
    capsys.readouterr()
    assert main(["publish", "1"]) == 0
    assert capsys.readouterr().out == "第 1 期：已经记过，没有变化。\n"
    change(digest, "5550 0101", "5550 0199")
    assert main(["publish", "1", "--config", "digest.toml"]) == 0
    told = capsys.readouterr().out
    assert "cnipa-service 后来改过，这一期仍用发布时的；要换，加 --again。" in told
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before


def correct(file: Path) -> None:
    """Add a correction to every notice of an issue."""
    row = ":::{corrections}\n- 2021-05-08 | 电话换了 | 对方来电\n:::\n"
    first, second = file.read_text(encoding="utf-8").split("## 关于另一")
    file.write_text(f"{first}{row}\n## 关于另一{second}\n{row}", encoding="utf-8")


def test_again_takes_what_is_there_now_for_that_issue_alone(
    digest: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["publish", "1", "2"]) == 0
    change(digest, "5550 0101", "5550 0199")
    assert main(["publish", "1", "--again"]) == 1
    assert "有改动（电话），却没有更正" in capsys.readouterr().out
    assert phones(digest)[0] == "+861055500101"
    correct(digest / "1.md")
    assert main(["publish", "1", "--again"]) == 0
    assert main(["check"]) == 0
    assert phones(digest) == ["+861055500199", "+861055500101", "+861055500199"]


def test_a_new_call_is_added_and_the_others_stay(digest: Path) -> None:
    assert main(["publish", "1"]) == 0
    change(digest, "5550 0101", "5550 0199")
    text = (digest / "1.md").read_text(encoding="utf-8")
    row = ":::{corrections}\n- 2021-05-08 | 补一个联系人 | 原来漏了\n:::\n"
    added = f"{text}\n:::{{contact}} other-1\n:::\n\n{row}"
    (digest / "1.md").write_text(added, encoding="utf-8")
    assert main(["publish", "1"]) == 0
    kept = lock(digest)["issues"]["issue-1"]["contacts"]
    assert kept["cnipa-service"]["phone"] == "5550 0101"
    assert kept["other-1"] == {"qq": "100000001"}


def test_what_later_versions_wrote_is_kept(digest: Path) -> None:
    (digest / "digest.lock").write_text(
        '{"format_version": 1, "issues": {"issue-1": {"hash": "x"}}, "more": 1}', encoding="utf-8"
    )
    assert main(["publish", "1"]) == 0
    assert lock(digest)["more"] == 1
    assert lock(digest)["issues"]["issue-1"].keys() >= {"hash", "contacts", "records"}


def test_the_newest_issue_that_is_no_draft_goes_first(
    digest: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(digest, 3, ":draft:\n")
    assert main(["publish"]) == 0
    assert list(lock(digest)["issues"]) == ["issue-2"]
    assert main(["publish", "3"]) == 2
    assert "第 3 期还是草稿，先删去 :draft:。" in capsys.readouterr().err


def test_an_issue_without_calls_is_noted(digest: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (digest / "2.md").read_text(encoding="utf-8")
    text = text.replace("{contact} cnipa-service", "{contact} 张某\n:phone: 5550 0102")
    text = text.replace("- cnipa-service", "- 张某 5550 0102")
    (digest / "2.md").write_text(text, encoding="utf-8")
    assert main(["publish", "2"]) == 0
    assert capsys.readouterr().out == "第 2 期：记下了 2 条公文，以后改动要写更正。\n"
    assert lock(digest)["issues"]["issue-2"]["contacts"] == {}


@pytest.mark.parametrize(
    ("file", "old", "new", "code"),
    [
        ("2.md", ":type: 通知", ":type: 通知书呀", "DGT023"),
        ("2.md", "{contact} cnipa-service", "{contact} cnipa-servise", "DGT088"),
        ("contacts.toml", "5550 0101", "5550x", "DGT026"),
        ("digest.lock", "{}", "{", "DGT084"),
    ],
)
def test_an_issue_with_findings_is_refused(  # noqa: PLR0917
    digest: Path, capsys: pytest.CaptureFixture[str], file: str, old: str, new: str, code: str
) -> None:
    (digest / "digest.lock").write_text('{"format_version": 1, "issues": {}}', encoding="utf-8")
    path = digest / file
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    before = (digest / "digest.lock").read_bytes()
    assert main(["publish", "2"]) == 1
    output = capsys.readouterr()
    assert f"[{code}]" in output.out
    assert output.err == "先改好上面这些，再发布。\n"
    assert (digest / "digest.lock").read_bytes() == before


def test_another_issue_with_findings_is_no_hindrance(digest: Path) -> None:
    path = digest / "1.md"
    path.write_text(
        path.read_text(encoding="utf-8").replace("通知\n", "通知书呀\n"), encoding="utf-8"
    )
    assert main(["publish", "2"]) == 0


def test_wrong_usage_is_told(
    digest: Path, tmp_path_factory: pytest.TempPathFactory,
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    assert main(["publish", "4"]) == 2
    assert "没有“4”这一期，最近的是：1、2、3。" in capsys.readouterr().err
    assert main(["publish", "--config", "none.toml"]) == 2
    assert "没有设置文件“none.toml”。" in capsys.readouterr().err
    monkeypatch.chdir(tmp_path_factory.mktemp("empty"))
    assert main(["publish"]) == 2
    assert "这里没有 digest.toml" in capsys.readouterr().err
    Path("digest.toml").touch()
    assert main(["publish"]) == 2
    assert "还没有可以发布的一期。" in capsys.readouterr().err


def test_the_folder_of_the_digest_may_be_named(
    digest: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(digest.parent)
    assert main(["publish", "2", digest.name]) == 0
    assert list(lock(digest)["issues"]) == ["issue-2"]


def test_check_takes_the_file_of_contacts(digest: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "contacts.toml"]) == 0
    change(digest, "5550 0101", "5550 010")
    assert main(["check", "contacts.toml"]) == 1
    said = capsys.readouterr().out
    assert "contacts.toml:3:10: error[DGT026]" in said
    assert "查了 1 个文件：1 个错误" in said
