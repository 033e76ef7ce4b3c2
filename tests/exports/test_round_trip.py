"""``digest.json`` -> sources -> ``digest.json`` says the same, for any digest there is."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis

from sphinx_digest.core.check import find_sources, read_source
from sphinx_digest.core.exported.fields import KINDS, describe_fields
from sphinx_digest.core.exports.digest_json import to_digest_json
from sphinx_digest.core.messages import severity_of
from sphinx_digest.core.model import Document
from sphinx_digest.core.projects import load_project
from sphinx_digest.core.schema import Schemas, load_schemas
from sphinx_digest.core.settings import Settings, read_settings
from sphinx_digest.core.store import resolve
from sphinx_digest.core.writing.imported import issue_files, settings_files
from tests.cases.both import to_rst
from tests.cases.test_records import HEAD
from tests.exports.digests_at_large import digests
from tests.exports.validation import validate

EXAMPLE = Path(__file__).parents[2] / "example_docs"
PAIRS = tomllib.loads(
    (Path(__file__).parents[1] / "short" / "pairs.toml").read_text(encoding="utf-8")
)["pair"]
NOWHERE = Settings(root="/digest")


def export(documents: list[Document], settings: Settings, schemas: Schemas) -> dict[str, Any]:
    exported = to_digest_json(
        resolve(documents, settings.aliases()), settings,
        bodies={}, page_url=lambda docname: f"{docname}.html", language=settings.language,
        fields=describe_fields({kind: schemas.properties(kind) for kind in KINDS}),
    )  # fmt: skip
    validate(exported)
    return exported


def export_folder(folder: Path) -> dict[str, Any]:
    settings, _ = read_settings(folder)
    schemas, _ = load_project(settings)
    sources = find_sources(settings)
    documents = [read_source(p, name, settings, schemas)[1] for name, p in sources]
    return export(documents, settings, schemas)


def read_again(digest: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    """Write the sources of a digest and its settings into a new folder, and export that."""
    for name, text in {**settings_files(digest), **issue_files(digest)}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    return export_folder(folder)


@given(digest=digests())
@hypothesis(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_digest_is_the_same_after_a_round_trip(digest: dict[str, Any]) -> None:
    validate(digest)
    schemas, _ = load_schemas(NOWHERE)
    texts = {f"/digest/{name}": text for name, text in issue_files(digest).items()}
    documents = [
        read_source(path, path[len("/digest/") :].rpartition(".")[0], NOWHERE, schemas, texts)[1]
        for path in texts
    ]
    again = export(documents, NOWHERE, schemas)
    for issue in again["issues"]:
        for notice in issue["notices"]:
            for deadline in notice["deadlines"]:
                deadline.get("counted", {}).pop("words", None)  # made of the rest
    assert again["issues"] == digest["issues"]


@pytest.mark.parametrize("markup", ["myst", "rst"])
@pytest.mark.parametrize("form", ["short", "full"])
@pytest.mark.parametrize("case", PAIRS, ids=lambda case: str(case["name"]))
def test_any_form_is_the_same_after_a_round_trip(
    case: dict[str, str], form: str, markup: str, tmp_path: Path
) -> None:
    source = tmp_path / "source"
    source.mkdir()
    (source / "digest.toml").write_text(case.get("settings", ""), encoding="utf-8")
    text = HEAD + case[form]
    name = "issue.md" if markup == "myst" else "issue.rst"
    (source / name).write_text(text if markup == "myst" else to_rst(text), encoding="utf-8")
    first = export_folder(source)
    assert first["issues"]
    assert read_again(first, tmp_path / "again") == first


def test_the_example_is_the_same_with_settings_made_anew(tmp_path: Path) -> None:
    first = export_folder(EXAMPLE)
    markups = {notice["body"]["markup"] for i in first["issues"] for notice in i["notices"]}
    assert markups == {"myst", "rst"}
    assert any(notice.get("extra") for i in first["issues"] for notice in i["notices"])
    assert first["fields"]["notice"]["owner"]["label"] == {"zh": "责任部门", "en": "Owner"}
    assert first["fields"]["notice"]["action"]["codes"]["watch"] == {
        "zh": ["关注"],
        "en": ["Watch"],
    }
    again = read_again(first, tmp_path)
    assert again["fields"] == first["fields"], "names and choices of fields of its own"
    assert again == first


WHOLE = """\
# 周报 第 1 期

:::{issue}
:number: 1
:period: 2021-04-10/2021-04-16
:::

本期导读，**两条**。

## 编者的话

一段有标题的话。

## 知识产权篇

:::{part}
:department: 部门甲
:::

本篇的导语。

### 国家级

本组的说明。

#### 药监：局

##### 通知甲

:::{notice}
:id: a
:type: circular
:issuer: 甲局
:published: 4月12日
:::

正文甲。

###### 小标题

小标题下面。

:::{deadline} 报送
:id: a-d
:kind: submission
:end: 5月1日
:contact: a-c

请先登记。

- 带上原件
:::

:::{contact} 张某
:id: a-c
:organization: 甲处
:phone: 010-5550 0101

工作日。
:::

### 国家级

又是国家级的话。

:::{notice} 通知乙
:type: news
:source: 知产前沿
:published: unknown

正文乙。
:::

### 地方级

本周没有。

## 附：说明

结尾的话。
"""


def test_text_outside_the_notices_is_kept(tmp_path: Path) -> None:
    (tmp_path / "issue.md").write_text(WHOLE, encoding="utf-8")
    first = export_folder(tmp_path)
    (issue,) = first["issues"]
    assert issue["body"] == {
        "markup": "myst",
        "source": "本期导读，**两条**。\n\n## 编者的话\n\n一段有标题的话。",
    }
    (part,) = issue["parts"]
    assert part["body"]["source"] == "本篇的导语。"
    a, b = issue["notices"]
    under = {"part_id": part["id"], "groups": ["国家级"]}
    assert issue["texts"] == [
        {**under, "before": "a", "source": "本组的说明。"},
        {**under, "before": b["id"], "source": "又是国家级的话。"},
        {"after": b["id"], "source": "### 地方级\n\n本周没有。\n\n## 附：说明\n\n结尾的话。"},
    ]
    assert (a["group"], a["groups"]) == ("药监：局", ["国家级", "药监：局"])
    assert a["body"]["source"] == "正文甲。\n\n###### 小标题\n\n小标题下面。"
    assert a["deadlines"][0]["body"] == {"markup": "myst", "source": "请先登记。\n\n- 带上原件"}
    assert a["contacts"][0]["body"]["source"] == "工作日。"
    assert a["inferred_fields"] == ["published"]
    assert read_again(first, tmp_path / "again") == first


BEHIND = """\
周报 第 2 期
============

.. issue::
   :number: 2
   :period: 2021-04-10/2021-04-16

导语。

第一篇
------

通知甲
~~~~~~

.. notice::
   :id: a
   :type: circular
   :issuer: 甲局
   :published: 2021-04-12

正文。

小标题
''''''

话。

附录
----

附录的话。

第二篇
------

通知乙
~~~~~~

.. notice::
   :id: b
   :type: circular
   :issuer: 乙局
   :published: 2021-04-12
"""


def test_headings_of_the_text_stay_what_they_are(tmp_path: Path) -> None:
    (tmp_path / "issue.rst").write_text(BEHIND, encoding="utf-8")
    first = export_folder(tmp_path)
    (issue,) = first["issues"]
    assert issue["body"] == {"markup": "rst", "source": "导语。"}
    assert issue["texts"] == [{"after": "a", "source": "附录\n----\n\n附录的话。"}]
    assert issue["notices"][0]["body"]["source"] == "正文。\n\n小标题\n''''''\n\n话。"
    again = read_again(first, tmp_path / "again")
    assert again["issues"] == first["issues"]
    assert (tmp_path / "again" / "issue.rst").is_file()


def test_fields_of_the_project_come_with_a_schema_of_their_own(tmp_path: Path) -> None:
    digest = export_folder(EXAMPLE)
    notice = digest["issues"][0]["notices"][0]
    del digest["fields"]  # as an earlier version wrote it
    notice["extra"] = {"urgent": True, "rank": 3, "teams": ["甲", "乙: 丙"], "why": "一 # 二"}
    digest["issues"][0]["extra"] = {"hotline": [{"number": "+861055500101"}]}
    again = read_again(digest, tmp_path)
    assert again["issues"][0]["notices"][0]["extra"] == notice["extra"]
    assert again["issues"][0]["extra"] == digest["issues"][0]["extra"]
    settings, problems = read_settings(tmp_path)
    schemas, found = load_project(settings)
    assert not problems
    assert not found
    sources = find_sources(settings)
    documents = [read_source(p, name, settings, schemas)[1] for name, p in sources]
    grave = [d for doc in documents for d in doc.diagnostics if severity_of(d) == "error"]
    assert not grave


def test_every_type_of_field_keeps_its_name_and_its_choices(tmp_path: Path) -> None:
    digest = export_folder(EXAMPLE)
    label = {"zh": "某项", "en": "Some"}
    codes = {"a": {"zh": ["甲", "头"], "en": ["A"]}, "乙": {}}
    digest["fields"] = {
        "notice": {
            "note-flag": {"label": label, "type": "flag"},
            "how-many": {"label": label, "type": "integer"},
            "sizes": {"label": label, "type": "number", "many": True},
            "hotline": {"label": label, "type": "telephone"},
            "hotlines": {"label": label, "type": "telephone", "many": True},
            "words": {"label": label, "type": "text", "many": True},
            "choice": {"label": label, "type": "text", "codes": codes},
            "choices": {"label": label, "type": "text", "many": True, "codes": codes},
        },
        "contact": {"room": {"label": {"zh": "房间", "en": "Room"}, "type": "text"}},
    }
    for issue in digest["issues"]:
        for notice in issue["notices"]:
            notice.pop("extra", None)
    extra = {"note-flag": True, "how-many": 2, "choices": ["乙", "a"], "sizes": [1.5, 2],
             "hotline": {"number": "+861055500101"}}  # fmt: skip
    digest["issues"][0]["notices"][0]["extra"] = extra
    again = read_again(digest, tmp_path)
    assert again["fields"] == digest["fields"]
    assert again["issues"][0]["notices"][0]["extra"] == extra
