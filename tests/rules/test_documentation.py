"""What a rule's docstring shows as wrong is found by its code alone; what is right is silent."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sphinx_digest.core.check import check
from sphinx_digest.core.messages import catalogue, message_of
from sphinx_digest.core.rules import DIGEST_RULES, PAGE_RULES
from sphinx_digest.core.rules.shape import AnyRule, documentation

RULES: list[AnyRule] = [*PAGE_RULES, *DIGEST_RULES]
ISSUE = (
    "# 示例周报 第 1 期\n\n:::{issue}\n:number: 1\n:period: 2021-04-10/2021-04-16\n"
    ":published: 2021-04-16\n:::\n\n"
)
NOTICE = (
    "## 关于示例专项的通知\n\n:::{notice}\n:id: example-1\n:type: 通知\n:issuer: 示例局\n"
    ":published: 2021-04-12\n:::\n\n"
)


def found_in(example: str, settings: str, folder: Path) -> list[tuple[str, str]]:
    (folder / "digest.toml").write_text(settings, encoding="utf-8")
    files = re.split(r"(?m)^=== (\S+) ===\n", example)
    for name, text in zip(["issue.md", *files[1::2]], files[::2], strict=True):
        if text.strip():
            head = "" if text.startswith("# ") else ISSUE
            head += NOTICE if head and ":::{notice}" not in text else ""
            (folder / name).write_text(head + text, encoding="utf-8")
    return [(found.code, message_of(found, "zh")) for found in check([folder]).diagnostics]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_does_what_it_says(rule: AnyRule, tmp_path: Path) -> None:
    said = documentation(rule)
    (tmp_path / "wrong").mkdir()
    (tmp_path / "right").mkdir()
    wrong = found_in(said.wrong, said.settings, tmp_path / "wrong")
    assert {code for code, _ in wrong} == {rule.code}, wrong
    assert said.right
    assert found_in(said.right, said.settings, tmp_path / "right") == []


def test_every_rule_has_one_code_of_the_catalogue() -> None:
    codes = [rule.code for rule in RULES]
    assert len(codes) == len(set(codes))
    others = {"DGT301", "DGT302", "DGT303", "DGT304", "DGT397", "DGT398"}  # no rule gives these
    assert {c for c in catalogue() if c.startswith("DGT3")} - others == set(codes)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_is_told_in_chinese_and_english(rule: AnyRule) -> None:
    said = documentation(rule)
    assert re.search("[\u4e00-\u9fff]", said.zh)
    assert not re.search("[\u4e00-\u9fff]{4}", said.en)
