"""What the reader has explained is not told again in the parser's words."""

from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import build

MYST = """# 周报

:::{issue}
:number: 1
:period: 2021-04-10/2021-04-16
:::

## 甲通知

:::{notice}
:type: 通知
:issuer：示例局
:published:2021-04-12
:::

:::{dedline} 报送
:end: 2021-05-14
:::

```{no-such-directive}
```
"""
RST = """周报
====

.. issue::
   :number: 2
   :period: 2021-04-17/2021-04-23

乙通知
------

.. notice::
   :type: 通知
   :type: 公告
   :issuer: 示例局
   :published: 2021-04-12

.. no-such-directive::
"""


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_echo_is_silent_and_a_stranger_is_heard(jobs: int, tmp_path: Path) -> None:
    source = tmp_path / "src"
    source.mkdir()
    (source / "conf.py").write_text('extensions = ["sphinx_digest"]\n', encoding="utf-8")
    (source / "digest.toml").write_text("", encoding="utf-8")
    (source / "index.md").write_text("# 首页\n\n```{toctree}\na\nb\n```\n", encoding="utf-8")
    (source / "a.md").write_text(MYST, encoding="utf-8")
    (source / "b.rst").write_text(RST, encoding="utf-8")
    built = build(source, tmp_path / "out", "dummy", jobs=jobs)
    assert sorted(built.codes) == ["DGT003", "DGT004", "DGT009", "DGT013"]
    others = [line for line in built.warnings.splitlines() if "DGT" not in line and line.strip()]
    told = [line for line in others if "WARNING" in line or "ERROR" in line]
    assert len(told) == 2, told
    assert all("no-such-directive" in line for line in told)
