from __future__ import annotations

import pytest

from sphinx_digest.cli import main
from sphinx_digest.core.messages import catalogue


@pytest.mark.parametrize("wanted", ["DGT102", "dgt102", "impossible-date"])
def test_a_code_is_explained_in_both_languages(
    wanted: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["explain", wanted]) == 0
    output = capsys.readouterr().out
    assert output.startswith("DGT102 impossible-date (error)\n")
    assert "怎么改：请核对原文。" in output
    assert "mend: Check it against the source." in output


@pytest.mark.parametrize("code", sorted(catalogue()))
def test_every_code_is_explained_without_placeholders(
    code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["explain", code]) == 0
    assert "{value}" not in capsys.readouterr().out


def test_an_unknown_code_has_near_matches(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "imposible-date"]) == 2
    assert "是不是 DGT102 impossible-date；" in capsys.readouterr().err
    assert main(["explain", "xyzzy"]) == 2
    assert capsys.readouterr().err == "sphinx-digest explain: 没有代码“xyzzy”。\n"
