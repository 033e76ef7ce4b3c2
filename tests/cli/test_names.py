"""``check --fix --names``: names of fields and their values in Chinese or as codes, and back."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sphinx_digest.cli import main
from sphinx_digest.core.check import find_sources, read_source
from sphinx_digest.core.model import Derived, Record, Span
from sphinx_digest.core.schema import load_schemas
from sphinx_digest.core.settings import read_settings
from sphinx_digest.core.store import records_of
from tests.cases.both import to_rst

ROOT = Path(__file__).parents[2]
ENGLISH = """\
# 样例周报 第 158 期

:::{issue}
:number: 158
:period: 2021-04-10/2021-04-16
:published: 2021-04-16
:draft:
:::

## 关于样例的通知

:::{notice}
:id: n-1
:type: circular
:issuer: 示例局；样例局
:published: unknown
:dated: 2021-04-12
:effective: published
:::

:::{deadline} 征求意见
:id: n-1-comments
:kind: comments
:within: 10 working days
:from: dated
:actor: applicant
:::

:::{deadlines}
- 2021-05-06 前 | 报送材料 | 示例单位 | kind=submission | actor=forwarder
:::

:::{contact} 张某
:id: n-1-zhangmou
:qq: 123456789
:::

:::{digest-index} dates
:kind: comments
:group-by: month
:::
"""
CHINESE = """\
# 样例周报 第 158 期

:::{issue}
:期号: 158
:起止日期: 2021-04-10/2021-04-16
:发布日期: 2021-04-16
:草稿:
:::

## 关于样例的通知

:::{notice}
:编号: n-1
:文种: 通知
:发文机关: 示例局；样例局
:发布日期: 不详
:成文日期: 2021-04-12
:施行日期: 自发布之日起
:::

:::{deadline} 征求意见
:编号: n-1-comments
:事项: 征求意见
:期限: 10 working days
:起算日: 成文日期
:办理方: 申报人
:::

:::{deadlines}
- 2021-05-06 前 | 报送材料 | 示例单位 | 事项=报送 | 办理方=推荐单位
:::

:::{contact} 张某
:编号: n-1-zhangmou
:QQ群: 123456789
:::

:::{digest-index} dates
:事项: 征求意见
:分组: 月份
:::
"""

Named = Callable[[str, str, str], str]


@pytest.fixture
def named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Named:
    """Write an issue, have its names written in a language, and give it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "digest.toml").write_text("", encoding="utf-8")

    def fix(text: str, markup: str, language: str) -> str:
        for other in tmp_path.glob("a.*"):
            other.unlink()
        path = tmp_path / f"a.{markup}"
        path.write_text(text, encoding="utf-8")
        main(["check", "--fix", "-q", "--names", language])
        return path.read_text(encoding="utf-8")

    return fix


def form(text: str, markup: str) -> str:
    return text if markup == "md" else to_rst(text)


def records(folder: Path) -> Iterator[Record]:
    """Give every record of a digest, without its places."""
    loaded, _ = read_settings(folder)
    schemas, _ = load_schemas(loaded)
    for docname, path in find_sources(loaded):
        for record in records_of(read_source(path, docname, loaded, schemas)[1]):
            derived = {name: Derived(one.by) for name, one in record.derived.items()}
            line = record.opening.line
            opening = Span(line, 1, line, 1)
            yield replace(record, places={}, opening=opening, derived=derived)


@pytest.mark.parametrize("markup", ["md", "rst"])
def test_names_go_into_chinese_and_back(named: Named, tmp_path: Path, markup: str) -> None:
    chinese = named(form(ENGLISH, markup), markup, "zh")
    assert chinese == form(CHINESE, markup)
    assert named(chinese, markup, "zh") == chinese
    assert named(chinese, markup, "en") == form(ENGLISH, markup)


def test_what_is_written_otherwise_becomes_the_one_form(named: Named) -> None:
    mixed = ENGLISH.replace(":type: circular", ":type: 通 知").replace(":kind: c", ":事项: c")
    assert named(mixed, "md", "zh") == CHINESE
    assert named(mixed, "md", "en") == ENGLISH


@pytest.mark.parametrize(
    "lines",
    [
        ":type: circular\n:type: circular",
        ":type: circular\n:文种: 通知",  # which of them counts is for the editor to say
        ":unknown-name: circular",
        ":text: circular",
        ":note: type",
    ],
)
def test_what_is_no_name_stays(named: Named, lines: str) -> None:
    text = ENGLISH.replace(":type: circular", lines)
    told = named(named(text, "md", "zh"), "md", "en")
    assert told.replace(":文种: circular", ":文种: 通知") == text


def test_a_label_of_two_fields_stays_a_code(named: Named, tmp_path: Path) -> None:
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "allOf": [{"$ref": "urn:sphinx-digest:1:notice"}],
        "properties": {
            "owner": {"type": "string", "x-label": {"zh": "文种"}},
            "weight": {"type": "string", "x-label": {"zh": "分:量"}},
        },
    }
    (tmp_path / "notice.json").write_text(json.dumps(schema), encoding="utf-8")
    (tmp_path / "digest.toml").write_text('[schemas]\nnotice = "notice.json"\n', encoding="utf-8")
    told = named(ENGLISH.replace(":type:", ":owner: 甲\n:weight: 乙\n:type:"), "md", "zh")
    assert ":owner: 甲\n:weight: 乙\n:文种: 通知\n" in told


def test_a_block_of_yaml_and_quotation_marks_stay(named: Named) -> None:
    text = ENGLISH.replace(
        ":id: n-1-zhangmou\n:qq: 123456789", '---\nid: n-1-zhangmou\n"qq": "123456789"\n---'
    )
    chinese = named(text, "md", "zh")
    assert '---\n编号: n-1-zhangmou\n"QQ群": "123456789"\n---' in chinese
    assert named(chinese, "md", "en") == text


def test_names_go_with_fix_or_diff(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.md"
    path.write_text(ENGLISH, encoding="utf-8")
    assert main(["check", str(path), "--names", "zh"]) == 2
    assert "--names 要和 --fix 或 --diff 一起用。" in capsys.readouterr().err
    assert main(["check", str(path), "--names", "zh", "--diff"]) == 1
    assert "+:文种: 通知" in capsys.readouterr().out
    assert path.read_text(encoding="utf-8") == ENGLISH
    assert main(["check", str(path), "--names", "xx", "--fix"]) == 2


@pytest.mark.parametrize("source", ["example_docs", "tests/quality/corrected"])
def test_real_issues_say_the_same_in_both(
    source: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "digest"
    shutil.copytree(ROOT / source, folder, ignore=shutil.ignore_patterns("build"))

    def texts() -> dict[str, str]:
        return {
            str(path): path.read_text(encoding="utf-8")
            for path in sorted(folder.rglob("*.*"))
            if path.suffix in (".md", ".rst")
        }

    main(["check", "--fix", "-q", "--names", "en", str(folder)])
    english, said = texts(), list(records(folder))
    found = capsys.readouterr().out
    main(["check", "--fix", "-q", "--names", "zh", str(folder)])
    assert texts() != english
    assert list(records(folder)) == said
    assert len(capsys.readouterr().out.splitlines()) == len(found.splitlines())
    main(["check", "--fix", "-q", "--names", "en", str(folder)])
    assert texts() == english


FIELDS = {
    "notice": [":type: news", ":number: 示发〔2021〕1号", ":effective: unknown", ":note: type",
               ":topics: 甲; 乙", ":effective: published"],
    "deadline": [":kind: filing", ":actor: authority", ":status: tba", ":start: published",
                 ":from: event\n:event: 甲\n:within: 1 month", ":every: 每月\n:occurrence: last-day"],
    "contact": [":phone: 010-55500101", ":qq: 123456789", ":role: 监督", ":note: 编号: 甲"],
}  # fmt: skip


def blocks(name: str, title: str) -> st.SearchStrategy[str]:
    fields = st.lists(st.sampled_from(FIELDS[name]), unique=True, max_size=4)
    return fields.map(lambda lines: "\n".join([f":::{{{name}}}{title}", *lines, ":::\n"]))


@settings(
    deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    written=st.tuples(blocks("notice", ""), blocks("deadline", " 甲"), blocks("contact", " 张某")),
    markup=st.sampled_from(["md", "rst"]),
)
def test_what_is_read_is_the_same_in_both(
    named: Named, tmp_path: Path, written: tuple[str, ...], markup: str
) -> None:
    head = ENGLISH.partition("## ")[0] + "## 关于样例的通知\n\n"
    text = form(head + "\n".join(written), markup)
    english = named(text, markup, "en")
    said = list(records(tmp_path))
    chinese = named(english, markup, "zh")
    assert list(records(tmp_path)) == said
    assert named(chinese, markup, "en") == english


PASTED = """\
# 样例周报

:::{issue}
:期号: 1
:起止日期: 2021-04-10/2021-04-16
:::

## 关于样例的通知

:::{notice}
:编号: n-1
:文种: 通知
:发文机关: 示例局
:发布日期: 2021-04-12
:::

:::{deadlines}
- 2021-05-06 前 | 第一讲培训 | 渠道=示例平台
- 2021-05-07 前 | 第二讲培训
:::

:::{contacts}
- 张某 联系电话：010-5550 0101 邮箱：a@example.org | 示例处
- 李样例 | 示例处 | 电话=010-5550 0102
:::
"""


def test_labels_in_pasted_words_stay(tmp_path: Path) -> None:
    (tmp_path / "digest.toml").touch()
    source = tmp_path / "issue.md"
    source.write_text(PASTED, encoding="utf-8")
    main(["check", "--fix", str(tmp_path)])
    chinese = source.read_text(encoding="utf-8")
    assert "| 渠道=示例平台 | 编号=n-1-training\n" in chinese
    assert "第二讲培训 | 编号=n-1-training-2\n" in chinese
    main(["check", "--fix", "--names", "en", str(tmp_path)])
    english = source.read_text(encoding="utf-8")
    assert "- 张某 联系电话：010-5550 0101 邮箱：a@example.org | 示例处\n" in english
    assert "| phone=010-5550 0102\n" in english
    main(["check", "--fix", "--names", "zh", str(tmp_path)])
    assert source.read_text(encoding="utf-8") == chinese


def test_rows_of_one_list_get_ids_of_one_name(tmp_path: Path) -> None:
    (tmp_path / "digest.toml").touch()
    source = tmp_path / "issue.md"
    rows = (
        "- 2021-05-06 前 | 第一讲培训 | channel=示例平台\n"
        "- 2021-05-07 前 | 第二讲培训\n"
        "- 2021-05-08 前 | 第三讲培训 | 渠道=示例平台 | 地点=示例楼\n"
    )
    head = PASTED[: PASTED.index("- 2021-05-06 ")]
    tail = PASTED[PASTED.index(":::\n\n:::{contacts}") :]
    source.write_text(head + rows + tail, encoding="utf-8")
    main(["check", "--fix", str(tmp_path)])
    lines = [line for line in source.read_text(encoding="utf-8").split("\n") if "讲培训" in line]
    assert len(lines) == 3
    assert all(" | 编号=n-1-training" in line for line in lines)
