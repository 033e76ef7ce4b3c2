"""Where ``digest.toml`` cannot be read, nothing else is judged: everything hangs on it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sphinx_digest.cli import main

ISSUE = """\
# 第 1 期

:::{issue}
:number: 1
:period: 2021-04-10/2021-04-16
:::

## 关于甲的通知

:::{notice}
:type: circular
:issuer: 甲局
:published: 2021-04-12
:impact: 高
:::

:::{deadline} 报送
:end: 4月31日
:::
"""
SLIP = '[calendar.alarms]\n申报 = ["1 天"]\n'
MENDED = '[calendar.alarms]\n"申报" = ["1 天"]\n'


def codes(text: str) -> list[str]:
    return re.findall(r"DGT[0-9]{3}", text)


def test_the_slip_alone_is_told_and_the_rest_once_it_is_mended(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "digest"
    folder.mkdir()
    (folder / "conf.py").write_text('extensions = ["sphinx_digest"]\n', encoding="utf-8")
    (folder / "index.md").write_text("# 首页\n\n```{toctree}\n1\n```\n", encoding="utf-8")
    (folder / "1.md").write_text(ISSUE, encoding="utf-8")
    (folder / "digest.toml").write_text(SLIP, encoding="utf-8")
    assert main(["check", str(folder)]) == 1
    said = capfd.readouterr().out
    assert codes(said) == ["DGT080"]
    assert "digest.toml:2:1: error" in said
    out = str(tmp_path / "out")
    main(["build", str(folder), out, "--html"])
    assert set(codes("".join(capfd.readouterr()))) == {"DGT080"}
    (folder / "digest.toml").write_text(MENDED, encoding="utf-8")
    main(["check", str(folder)])
    checked = set(codes(capfd.readouterr().out))
    main(["build", str(folder), out, "--html"])
    assert set(codes("".join(capfd.readouterr()))) == checked
    assert len(checked) >= 2
    (folder / "digest.toml").write_text(SLIP, encoding="utf-8")
    main(["build", str(folder), out, "--html"])
    assert set(codes("".join(capfd.readouterr()))) == {"DGT080"}, "not what was found before"
