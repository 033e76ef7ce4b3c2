"""Deadlines that replace others."""

from __future__ import annotations

from pathlib import Path

from sphinx_digest.core.check import check
from sphinx_digest.core.messages import help_of, message_of
from sphinx_digest.core.model import Diagnostic
from tests.rules.archives import issue, marked, notice


def block(id_: str, replaces: str = "") -> str:
    line = f":replaces: {replaces}\n" if replaces else ""
    return f":::{{deadline}} 申报{id_[-1]}\n:id: {id_}\n:end: 2021-05-{10 + int(id_[-1])}\n{line}:::\n\n"


def findings(folder: Path, *pages: str) -> list[Diagnostic]:
    (folder / "digest.toml").write_text("", encoding="utf-8")
    for number, page in enumerate(pages, 1):
        text = issue(notice(f"关于示例的通知 {number}", page), number)
        (folder / f"{number}.md").write_text(text, encoding="utf-8")
    return [found for found in check([folder]).diagnostics if found.code in ("DGT202", "DGT394")]


def test_a_line_of_extensions_is_right(tmp_path: Path) -> None:
    assert findings(tmp_path, block("a-1"), block("a-2", "a-1"), block("a-3", "a-2")) == []


def test_two_that_replace_the_same_are_told_with_the_first(tmp_path: Path) -> None:
    (found,) = findings(tmp_path, block("a-1"), block("a-2", "a-1"), block("a-3", "a-1"))
    assert (found.code, marked(found)) == ("DGT394", "a-1")
    assert found.place.file.endswith("3.md")
    assert message_of(found, "zh") == "替代的“a-1”已经由2 第 17 行的《申报2》替代了。"
    assert help_of(found, "zh") == "又延了一次期的，替代的是上一次的那条：a-2。"
    assert [one.message for one in found.related] == ["申报2"]


def test_nothing_replaces_itself(tmp_path: Path) -> None:
    (found,) = findings(tmp_path, block("a-1", "a-1"))
    assert message_of(found, "en") == "“a-1”, which it replaces, is itself."
    assert help_of(found, "en") == "Write the id of the deadline that was there before."


def test_what_does_not_exist_is_told_once_and_as_such(tmp_path: Path) -> None:
    found = findings(tmp_path, block("a-2", "a-9"), block("a-3", "a-9"))
    assert [(one.code, marked(one)) for one in found] == [("DGT202", "a-9")] * 2
    assert message_of(found[0], "zh") == "没有编号为“a-9”的截止。"
