"""What is corrected, withdrawn or moved shows so on its pages, in the data and at old addresses."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from sphinx_digest.cli import main
from tests.build.conftest import CONF, INDEX, Built, build, touch_later, write
from tests.cases.both import to_rst
from tests.rules.test_ledger import NOTICE, OTHER, correction, issue

WITHDRAWN = OTHER.replace(":type:", ":withdrawn: 2021-05-10 原文已由发文机关撤回\n:type:")
DUE = "\n:::{deadline} 提出意见\n:id: example-2-comments\n:end: 2021-09-01\n:kind: other\n:::\n"
TITLE = "关于另一项工作的公告"


def digest(folder: Path, markup: str = "md") -> Path:
    """Write a published digest of two issues."""
    later = (
        NOTICE.replace("example-1", "example-3").replace("304号", "305号").replace("示例", "后来")
    )
    texts = {"1": issue(1, NOTICE + "\n" + OTHER + DUE), "2": issue(2, later)}
    files = {f"issues/{name}.md": text for name, text in texts.items()}
    if markup == "rst":
        files = {f"issues/{name}.rst": to_rst(text) for name, text in texts.items()}
    write(folder, {"conf.py": CONF, "index.md": INDEX, "digest.toml": "", **files})
    assert main(["publish", "1", "2", str(folder)]) == 0
    return folder


@pytest.fixture(params=["md", "rst"])
def amended(request: pytest.FixtureRequest, tmp_path: Path) -> Built:
    """Build a digest in which one notice was corrected and another withdrawn."""
    folder = digest(tmp_path / "src", request.param)
    changed = NOTICE.replace("2021-05-01", "2021-05-11")
    rows = correction(
        "2021-05-08 | 截止由 5 月 1 日改为 5 月 11 日 | 来源更正", "2021-05-09 | 甲 | 乙"
    )
    text = issue(1, f"{changed}\n{rows}{WITHDRAWN}{DUE}")
    text = text if request.param == "md" else to_rst(text)
    write(folder, {f"issues/1.{request.param}": text})
    return build(folder, tmp_path / "out", strict=True, html_domain_indices=True)


def test_the_page_tells_what_and_why_first(amended: Built) -> None:
    page = amended.main("issues/1.html")
    assert "<strong>更正（2021-05-08）：</strong>截止由 5 月 1 日改为 5 月 11 日；来源更正" in page
    assert page.index("更正（2021-05-09）") < page.index("更正（2021-05-08）")
    assert page.index("更正（2021-05-09）") < page.index("示办函〔2021〕304号")
    assert "<strong>已撤回（2021-05-10）：</strong>原文已由发文机关撤回" in page
    heads = re.findall(r"<h[1-6]>(.*?)<a class=\"headerlink\"", page, re.DOTALL)
    marks = {re.sub("<[^>]+>", "", head) for head in heads if "digest-status" in head}
    assert marks == {"关于开展示例工作的通知 已更正", f"{TITLE} 已撤回"}
    assert "已撤回" not in re.findall("<title>.*?</title>", amended.text("issues/1.html"))[0]


def test_nobody_counts_to_what_is_withdrawn(amended: Built) -> None:
    first, second = amended.main("issues/1.html"), amended.main("issues/2.html")
    assert 'data-digest-last="2021-05-11"' in first
    assert "2021-09-01" in first
    for page in (first, second):
        assert 'data-digest-last="2021-09-01"' not in page
    row = next(one for one in second.split("<tr")[1:] if "提出意见" in one)
    assert "已撤回" in row
    assert "（已撤回）" in amended.text("digest-dates.html")


def test_the_data_says_what_became_of_it(amended: Built) -> None:
    first, second = amended.digest["issues"][0]["notices"]
    assert (first["status"], first["sequence"], first["modified"]) == ("corrected", 1, "2021-05-09")
    assert first["corrections"][0] == {
        "date": "2021-05-08", "what": "截止由 5 月 1 日改为 5 月 11 日", "why": "来源更正",
    }  # fmt: skip
    assert first["deadlines"][0]["sequence"] == 1
    assert "sequence" not in first["contacts"][0]
    assert second["status"] == "withdrawn"
    assert second["withdrawn"] == {"date": "2021-05-10", "reason": "原文已由发文机关撤回"}
    assert second["deadlines"][0]["modified"] == "2021-05-10"
    assert "status" not in amended.digest["issues"][1]["notices"][0]
    assert '"dateModified":"2021-05-09"' in amended.text("issues/1.html")


def test_the_print_tells_it_too(tmp_path: Path) -> None:
    folder = digest(tmp_path / "src")
    text = NOTICE.replace("第一段", "第二段") + "\n" + correction()
    write(folder, {"issues/1.md": issue(1, text + WITHDRAWN + DUE)})
    built = build(folder, tmp_path / "out", "text")
    page = built.text("issues/1.txt")
    assert "更正（2021-05-08）：" in page
    assert "已撤回（2021-05-10）：" in page


def test_the_build_tells_what_check_tells(tmp_path: Path) -> None:
    folder = digest(tmp_path / "src")
    write(folder, {"issues/1.md": issue(1, NOTICE.replace("第一段", "第二段") + "\n" + OTHER)})
    built = build(folder, tmp_path / "out")
    assert "DGT215" in built.codes
    assert "DGT211" in built.codes


def test_publishing_changes_the_next_build(tmp_path: Path) -> None:
    folder = digest(tmp_path / "src")
    lock = (folder / "digest.lock").read_text(encoding="utf-8")
    built = build(folder, tmp_path / "out")
    assert built.codes == []
    record = json.loads(lock)["issues"]["issue-1"]["records"]["example-1"]
    write(folder, {"digest.lock": lock.replace(record["fields"]["body"], "00000000", 1)})
    touch_later(folder / "digest.lock")
    assert build(folder, tmp_path / "out").codes == ["DGT215"]
    write(folder, {"digest.lock": lock})
    assert build(folder, tmp_path / "out").codes == []


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_an_old_address_leads_to_the_new_one(builder: str, tmp_path: Path) -> None:
    folder = digest(tmp_path / "src")
    out = tmp_path / "out"
    build(folder, out, builder)
    (folder / "issues/1.md").rename(folder / "issues/moved.md")
    build(folder, out, builder)
    ending = "1.html" if builder == "html" else "1/index.html"
    page = (out / "issues" / ending).read_text(encoding="utf-8")
    url = "moved.html" if builder == "html" else "../moved/"
    assert f'<meta http-equiv="refresh" content="0; url={url}">' in page
    assert "location.hash" in page
    assert main(["publish", "1", str(folder)]) == 0
    (out / "issues" / ending).unlink()
    build(folder, out, builder)
    assert (out / "issues" / ending).read_text(encoding="utf-8") == page
    assert "location.search + location.hash" in page
    assert "已移到：<a " in page
    write(folder, {"issues/1.md": "# 别的页面\n"})
    built = build(folder, out, builder)
    assert built.codes == ["DGT225"]
    assert "issues/1.md:1: ERROR: 1:1 [DGT225]" in built.warnings
    assert "别的页面" in (out / "issues" / ending).read_text(encoding="utf-8")
