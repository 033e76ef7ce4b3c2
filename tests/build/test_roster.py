"""Contacts of contacts.toml in the build: published issues keep theirs, the others follow."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from sphinx_digest.cli import main
from tests.build.conftest import Built, build, issue, notice, touch_later

CONTACTS = (
    '[cnipa-service]\nname = "李样例"\norganization = "公共服务司"\nphone = "010-5550 0101"\n\n'
    '[gone-office]\norganization = "旧样例处"\nemail = "old@example.org"\n'
)
CALL = ":::{contact} cnipa-service\n:::\n"
LIST = "# 联系人册\n\n```{digest-index} roster\n```\n"
INDEX = "# 样例周报\n\n```{toctree}\n:glob:\n\nissues/*\nroster\n```\n"
Project = Callable[[Mapping[str, str]], Path]


def archive(project: Project) -> Path:
    numbers = {number: notice(f"n-{number}", f"第 {number} 条通知") + CALL for number in (1, 2, 3)}
    issues = {f"issues/{number}.md": issue(number, text) for number, text in numbers.items()}
    return project({"contacts.toml": CONTACTS, "index.md": INDEX, "roster.md": LIST, **issues})


def change(source: Path, old: str, new: str) -> None:
    path = source / "contacts.toml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    touch_later(path)


def phones(built: Built) -> list[str]:
    """Give the telephone of each issue, in the export; it stands on the page as well."""
    found = []
    for number, exported in enumerate(built.digest["issues"], 1):
        (contact,) = exported["notices"][0]["contacts"]
        (phone,) = contact["persons"][0]["phones"]
        found.append(phone["number"])
        shown = re.findall("5550 ?0[0-9]{3}", built.main(f"issues/{number}.html"))
        assert {one.replace(" ", "")[-4:] for one in shown} == {phone["number"][-4:]}
    return found


def test_a_changed_telephone_stays_out_of_published_issues(
    project: Project, tmp_path: Path
) -> None:
    source = archive(project)
    built = build(source, tmp_path / "html")
    assert phones(built) == ["+861055500101"] * 3
    assert main(["publish", "1", "2", "--config", str(source / "digest.toml")]) == 0
    change(source, "5550 0101", "5550 0199")
    again = build(source, tmp_path / "html")
    assert phones(again) == ["+861055500101", "+861055500101", "+861055500199"]
    fresh = build(source, tmp_path / "fresh")
    assert phones(fresh) == phones(again)
    assert (fresh.status, fresh.codes, again.codes) == (0, [], [])


def test_what_was_published_counts_when_it_comes_later(project: Project, tmp_path: Path) -> None:
    source = archive(project)
    assert main(["publish", "1", "--config", str(source / "digest.toml")]) == 0
    lock = source / "digest.lock"
    kept = lock.read_text(encoding="utf-8")
    lock.unlink()
    change(source, "5550 0101", "5550 0199")
    assert phones(build(source, tmp_path / "html")) == ["+861055500199"] * 3
    lock.write_text(kept, encoding="utf-8")
    built = build(source, tmp_path / "html")
    assert phones(built) == ["+861055500101", "+861055500199", "+861055500199"]
    lock.write_text(kept.replace("0101", "0188"), encoding="utf-8")
    touch_later(lock)
    assert phones(build(source, tmp_path / "html"))[0] == "+861055500188"
    lock.unlink()
    assert phones(build(source, tmp_path / "html")) == ["+861055500199"] * 3


def test_who_calls_nothing_is_not_read_again(project: Project, tmp_path: Path) -> None:
    source = archive(project)
    (source / "issues" / "4.md").write_text(issue(4, notice("n-4", "丁")), encoding="utf-8")
    build(source, tmp_path / "html")
    change(source, "5550 0101", "5550 0199")
    built = build(source, tmp_path / "html")
    assert "0 added, 4 changed, 0 removed" in built.log
    change(source, "old@", "older@")
    assert "0 added, 4 changed" in build(source, tmp_path / "html").log


def test_the_index_shows_who_is_in_use(project: Project, tmp_path: Path) -> None:
    source = archive(project)
    page = build(source, tmp_path / "html").main("roster.html")
    text = re.sub("<[^>]+>", " ", page)
    assert re.search(
        r"在用.*李样例.*公共服务司.*3\s+3\s+样例周报 第 3 期.*未用.*旧样例处", text, re.S
    )
    assert 'href="issues/3.html#issue-3"' in page
    change(source, "李样例", "王示例")
    assert "王示例" in build(source, tmp_path / "html").main("roster.html")


def test_what_is_wrong_in_contacts_toml_is_told_once(project: Project, tmp_path: Path) -> None:
    source = archive(project)
    change(source, "010-5550 0101", "5550x")
    built = build(source, tmp_path / "html")
    assert built.codes.count("DGT026") == 1
    assert "contacts.toml:4" in built.warnings
