"""What nobody wrote is shown to editors where they ask for it, and to readers nowhere."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sphinx.testing.util import SphinxTestApp

from tests.cases.both import to_rst

ISSUE = """# 周报 第 1 期

:::{issue}
:number: 1
:period: 2021-04-10/2021-04-16
:published: 2021-04-16
:::

## 科技项目篇

### 关于示例工作的公告（2021年第27号）

:::{notice}
:published: 2021-04-12
:url: https://www.jia.example.org/27.html
:::

:::{deadlines}
- 发布后 10 个工作日 | 网上申报
:::

:::{contacts}
- office
:::
"""
SETTINGS = '[issuers.jia]\nname = "示例局"\nhosts = ["jia.example.org"]\n'
CONTACTS = '[office]\nname = "李样例"\nphone = "010-5550 0101"\norganization = "示例处"\n'


def build(folder: Path, markup: str, *, shown: bool, builder: str = "html") -> tuple[str, str]:
    folder.mkdir()
    (folder / "conf.py").write_text(
        'extensions = ["sphinx_digest"]\nlanguage = "zh_CN"\n', encoding="utf-8"
    )
    (folder / "digest.toml").write_text(SETTINGS, encoding="utf-8")
    (folder / "contacts.toml").write_text(CONTACTS, encoding="utf-8")
    text = ISSUE if markup == "myst" else to_rst(ISSUE)
    (folder / f"index.{'md' if markup == 'myst' else 'rst'}").write_text(text, encoding="utf-8")
    app = SphinxTestApp(builder, srcdir=folder, confoverrides={"digest_show_defaults": shown})
    try:
        app.build()
        assert app.statuscode == 0
        page = app.outdir / ("index.html" if builder == "html" else "index.txt")
        data = app.outdir / "digest" / "digest.json"
        return page.read_text("utf-8"), data.read_text("utf-8") if data.is_file() else ""
    finally:
        app.cleanup()


@pytest.mark.parametrize("markup", ["myst", "rst"])
def test_editors_see_where_each_value_comes_from(markup: str, tmp_path: Path) -> None:
    page, shown = build(tmp_path / "shown", markup, shown=True)
    for line in (
        "文种 = 公告（announcement） ← 标题",
        "文号 = 2021年第27号 ← 标题",
        "发文机关 = 示例局 ← digest.toml:3 [issuers.jia] hosts",
        "事项 = 申报（application） ← 标题",
        "截止 = 2021-04-25 ← 从 2021-04-12 起 10 个工作日",
        "姓名 = 李样例 ← contacts.toml:2",
        "电话 = 010-5550 0101 ← contacts.toml:3",
    ):
        assert f"<p>{line}</p>" in page
    hidden, plain = build(tmp_path / "hidden", markup, shown=False)
    assert "digest-derived" not in hidden
    assert "←" not in hidden
    assert json.loads(shown) == json.loads(plain)


def test_other_builders_show_nothing_of_it(tmp_path: Path) -> None:
    page, _ = build(tmp_path / "text", "myst", shown=True, builder="text")
    assert "示例局" in page
    assert "←" not in page
