"""What is derived is right or left out, and says where it comes from."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_digest.core.check import find_sources, read_source
from sphinx_digest.core.derived import (
    Default,
    Found,
    derive_contact,
    derive_deadline,
    derive_notice,
    settings_defaults,
)
from sphinx_digest.core.model import Derived, Document, Place, Record, Span
from sphinx_digest.core.properties import defined
from sphinx_digest.core.schema import Schemas, load_schemas
from sphinx_digest.core.settings import Settings, read_settings

ROOT = Path(__file__).parents[2]
PLACE = Place("a.md", Span(3, 6, 3, 20))
NONE = Settings(".")


def plain(found: dict[str, Found]) -> dict[str, Any]:
    return {name: value for name, (value, _) in found.items()}


def of_title(title: str, **values: Any) -> dict[str, Any]:
    return plain(derive_notice(values, title, PLACE, [], NONE))


def kind_of(title: str) -> str | None:
    kind: str | None = plain(derive_deadline({}, title, PLACE, [])).get("kind")
    return kind


@pytest.mark.parametrize(
    ("title", "type_"),
    [
        ("关于开展示例工作的通知", "circular"),
        ("关于征求《示例办法（征求意见稿）》意见的通知", "circular"),
        ("关于发布《示例目录（第四十二批）》的公示", "publicity"),
        ("国家知识产权局公告（第四二六号）", "announcement"),
        ("示例市专利资助管理办法（试行）（征求意见稿）", "measures"),
        ("《示例市专利资助管理办法》", "measures"),
        ("示例市关于促进创新的若干措施", "measures"),
        ("关于推进示例工作的意见", "opinion"),
        ("《关于推进示例工作的意见》解读（一）", "interpretation"),
        ("示例政策解读之二", "interpretation"),
        ("示例局就《示例办法》答记者问", "interpretation"),
        ("一图读懂《示例办法》", "interpretation"),
        ("示例市高新技术企业认定主要政策解答（2021）", "interpretation"),
        ("关于表扬先进单位的通报", "bulletin"),
        ("关于修改《示例条例》的决定", "decision"),
        ("关于同意设立示例中心的批复", "reply"),
        ("关于商请提供数据的函", "letter"),
        ("Measures for the Example Fund", "measures"),
        ("Announcement on Example Matters", "announcement"),
    ],
)
def test_the_end_of_a_title_tells_the_type(title: str, type_: str) -> None:
    assert of_title(title)["type"] == type_


@pytest.mark.parametrize(
    "title",
    [
        "公开征求《示例办法》意见",  # an opinion is asked for, not given
        "向社会征集对示例标准的意见",
        "印发《示例管理办法》",  # speaks of the document
        "国知局发布通知",
        "示例市想出好办法",
        "示例局责令整改",
        "一图读懂关于示例工作的通知",  # two types
        "Notice on the Example",
        "示例市统计快报",
        "通知：",
        "",
    ],
)
def test_an_unclear_title_tells_no_type(title: str) -> None:
    assert of_title(title) == {}


def test_a_headline_of_the_press_is_no_document() -> None:
    assert of_title("示例市出台惠企的措施", source="某报") == {}
    assert of_title("关于示例事项的通告", source="某报") == {"type": "notification"}
    assert of_title("《示例办法》解读", source="某报") == {"type": "interpretation"}


@pytest.mark.parametrize(
    ("title", "number"),
    [
        ("示例局关于发布《示例指南（试行）》的通告（2021年第27号）", "2021年第27号"),
        ("关于示例事项的通知（示知规〔2021〕1号）", "示知规〔2021〕1号"),
        ("关于示例事项的通知(第二批)（示知规[2021]01号）", "示知规〔2021〕1号"),
        ("示例局关于修订示例说明书的公告（2021 年第 3 号）", "2021年第3号"),
        ("关于废止《关于示例的公告》的公告（2021年第4号）", "2021年第4号"),
        ("关于废止2018年第1号公告的通知", None),
        ("关于废止《示例规定》（2018年第1号）", None),
        ("关于废止示例局公告（2018年第1号）", None),
        ("关于废止关于示例的公告（2018年第1号）", None),
        ("关于示例事项的公告（2021年第3号）（2021年第4号）", None),
        ("关于示例事项的公告（2021年）", None),
        ("关于示例事项（2021年第3号）", None),
    ],
)
def test_only_a_number_of_its_own_is_taken_from_a_title(title: str, number: str | None) -> None:
    assert of_title(title).get("number") == number


def test_what_is_written_is_never_touched() -> None:
    title = "关于示例事项的通告（2021年第27号）"
    written = {"type": "news", "number": "unknown", "issuer": ["甲局"], "url": "https://a.example"}
    default = Default("part", {"type": "reply", "issuer": ["乙局"]}, {})
    assert derive_notice(written, title, PLACE, [default], NONE) == {}
    assert derive_deadline({"kind": "other"}, "申报", PLACE, [default]) == {}
    assert derive_contact({"organization": "甲处"}, ["甲局"], PLACE, [default]) == {}


def test_the_nearest_default_comes_first_and_before_the_title() -> None:
    near = Default("group", {"kind": "report"}, {"kind": PLACE})
    far = Default("part", {"kind": "review", "type": "reply", "organization": "甲处"}, {})
    assert derive_deadline({}, "申报", None, [near, far]) == {
        "kind": ("report", Derived("group", PLACE))
    }
    assert derive_notice({}, "关于示例的通知", PLACE, [near, far], NONE) == {
        "type": ("reply", Derived("part", None))
    }
    assert derive_contact({}, ["甲局"], PLACE, [near, far]) == {
        "organization": ("甲处", Derived("part", None))
    }


def test_news_and_what_names_a_source_get_no_issuer() -> None:
    default = [Default("part", {"issuer": ["甲局"]}, {})]
    assert plain(derive_notice({"type": "reply"}, "x", None, default, NONE)) == {"issuer": ["甲局"]}
    assert derive_notice({"type": "news"}, "x", None, default, NONE) == {}
    assert derive_notice({"type": "reply", "source": "某报"}, "x", None, default, NONE) == {}
    news = Default("group", {"type": "news"}, {})
    assert plain(derive_notice({}, "x", None, [news, *default], NONE)) == {"type": "news"}


def test_a_contact_is_of_the_only_issuer() -> None:
    assert derive_contact({}, ["甲局"], PLACE, []) == {
        "organization": ("甲局", Derived("issuer", PLACE))
    }
    for issuers in ([], ["甲局", "乙局"], ["unknown"]):
        assert derive_contact({}, issuers, PLACE, []) == {}


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("征求意见", "comments"),
        ("公开征求对示例标准的意见", "comments"),
        ("意见反馈截止时间", "comments"),
        ("网上申报试点、示范单位", "application"),
        ("项目申报（第一批）", "application"),
        ("报送联系人信息表", "submission"),
        ("各区初审上报", "submission"),
        ("网上填报备案材料", "filing"),
        ("网上报名", "registration"),
        ("培训报名截止", "registration"),
        ("拟认定名单公示", "public-notice"),
        ("公示期内提出异议", "public-notice"),
        ("评审答辩", "review"),
        ("质量管理方法培训", "training"),
        ("成果交流会", "event"),
        ("报送宣传周活动总结", "report"),
        ("不得再次申报", "restriction"),
        ("申报咨询", "other"),
    ],
)
def test_the_title_of_a_deadline_tells_its_kind(title: str, kind: str) -> None:
    assert kind_of(title) == kind


@pytest.mark.parametrize(
    "title",
    [
        "公示征求意见",  # two kinds
        "报送申报书",  # an application, or what is handed in to a forwarding body
        "提交信息表",
        "申报材料补正",
        "申报结果公布",
        "停止申报",
        "报送季度数据",
        "药品注册",
        "学员会上报名",  # 上报 is no word here
        "向省局报名",  # to be chosen: an application as well
        "备案企业座谈",
        "发布拟入库企业公示文件",
        "",
        "截止时间" * 300 + "x",
        "(" * 300 + ")" * 300,
    ],
)
def test_an_unclear_title_tells_no_kind(title: str) -> None:
    assert kind_of(title) is None


WORDS = st.lists(
    st.sampled_from(
        [*"（）()《》〔〕的第之…X", "关于", "征求", "意见", "通知", "公告", "2021年第3号", "申报", "公示",
         "报送", "总结", "截止", "时间", "截止时间", "网上", "每月", "第一批"]
    ),
    max_size=60,
)  # fmt: skip


@given(WORDS)
def test_any_title_is_read(words: list[str]) -> None:
    title = "".join(words)
    assert of_title(title).keys() <= {"type", "number"}
    assert kind_of(title) in (None, *defined("deadline-kind").labels)


SETTINGS = """\
[[parts]]
title = "科技项目篇"
issuer = "甲局；乙局"
kind = "报送"
groups = [
  "国家级",
  { title = "天津市", issuer = "丙局", area_code = "022" },
]

[issuers.cnipa]
name = "国家知识产权局"
hosts = ["cnipa.example.org"]

[issuers.office]
name = "国家知识产权局办公室"
hosts = ["office.cnipa.example.org"]
"""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "digest.toml").write_text(SETTINGS, encoding="utf-8")
    read, found = read_settings(tmp_path)
    assert found == ()
    return read


def test_the_settings_give_defaults_the_group_first(settings: Settings) -> None:
    group, part = settings_defaults(settings, "科技 项目篇（2021.4.12）", "天津市")
    assert (group.by, part.by) == ("settings", "settings")
    assert group.values == {"issuer": ["丙局"], "area-code": "022"}
    assert part.values == {"issuer": ["甲局", "乙局"], "kind": "submission"}
    lines = {name: place.span.line for name, place in {**part.places, **group.places}.items()}
    assert lines == {"issuer": 7, "area-code": 7, "kind": 4}
    assert group.places["issuer"].span.column == 29
    assert settings_defaults(settings, "科技项目篇", "国家级") == [part]
    assert settings_defaults(settings, "别的篇", "天津市") == []
    assert settings_defaults(settings, None, "天津市") == []


def test_the_longest_host_of_a_link_tells_the_issuer(settings: Settings) -> None:
    def issuer(url: str) -> Found | None:
        return derive_notice({"url": url}, "x", None, [], settings).get("issuer")

    assert issuer("https://WWW.cnipa.example.org/a.html") == (
        ["国家知识产权局"],
        Derived("host", settings.places["issuers.cnipa.hosts.0="]),
    )
    found = issuer("http://office.cnipa.example.org:8080/a")
    assert found and found[0] == ["国家知识产权局办公室"]
    for url in ("https://mycnipa.example.org/", "https://example.org/", "https://[x/", "no"):
        assert issuer(url) is None
    default = Default("part", {"issuer": ["甲局"]}, {})
    values = {"url": "https://cnipa.example.org/"}
    assert plain(derive_notice(values, "x", None, [default], settings)) == {"issuer": ["甲局"]}


def test_a_project_adds_words_and_takes_words_back(tmp_path: Path) -> None:
    cues = {"training": {"zh": "研修"}, "": {"zh": ["项目申报"]}}
    schema = {
        "$ref": "urn:sphinx-digest:1:deadline",
        "properties": {"kind": {"enum": ["training", "application", "other"], "x-cues": cues}},
    }
    (tmp_path / "d.json").write_text(json.dumps(schema), encoding="utf-8")
    schemas, problems = load_schemas(Settings(str(tmp_path), schemas={"deadline": "d.json"}))
    assert problems == ()
    kind = schemas.properties("deadline")["kind"]
    titles = ("高级研修", "方法培训", "网上申报", "项目申报", "项目评审")
    found = [derive_deadline({}, title, None, [], kind=kind) for title in titles]
    assert [plain(one).get("kind") for one in found] == [
        "training", "training", "application", None, None,
    ]  # fmt: skip


def documents(folder: Path) -> list[Document]:
    settings = read_settings(folder)[0]
    schemas: Schemas = load_schemas(settings)[0]
    return [read_source(path, name, settings, schemas)[1] for name, path in find_sources(settings)]


def records() -> list[Record]:
    tests = ROOT / "tests"
    folders = (ROOT / "example_docs", tests / "economy", tests / "quality" / "corrected")
    return [
        record
        for folder in folders
        for document in documents(folder)
        for notice in document.notices
        for record in (notice.record, *notice.deadlines)
    ]


def test_nothing_that_is_derived_differs_from_what_editors_wrote() -> None:
    counts = {"type": 0, "number": 0, "kind": 0}
    told = dict.fromkeys(counts, 0)
    for record in records():
        written = {name: v for name, v in record.values.items() if name not in record.derived}
        rest = {name: v for name, v in written.items() if name in ("issuer", "source")}
        if record.kind == "notice":
            found = plain(derive_notice(rest, record.title, None, [], NONE))
        else:
            found = plain(derive_deadline({}, record.title, None, []))
        for name in counts:
            counts[name] += name in written
            told[name] += name in found
            if name in found and name in written:
                assert found[name] == written[name], record.title
    assert counts["type"] > 50
    assert told["type"] > 0.9 * counts["type"]
    assert told["kind"] > 0.5 * counts["kind"] > 25


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("转发科技部关于示例工作的通知（国科发火〔2021〕32号）", {"type": "circular"}),
        ("关于转发科技部示例通知的通知（国科发火〔2021〕32号）", {"type": "circular"}),
        ("关于《示例通知》的解读（国科发火〔2021〕32号）", {"type": "interpretation"}),
        ("关于开展示例工作的通知（依据津科外〔2021〕12号）", {"type": "circular"}),
        ("关于开展示例工作的通知（废止津科外〔2021〕12号）", {"type": "circular"}),
        ("国家药监局发布两项公告", {}),
        ("国知局：非正常专利申请再出通知", {}),
        ("人民日报：知识产权强国建设的意见", {}),
        (
            "国家药监局关于修改示例办法的公告（2021年第27号）",
            {"type": "announcement", "number": "2021年第27号"},
        ),
    ],
)
def test_a_number_of_another_document_and_a_headline_tell_nothing(
    title: str, said: dict[str, str]
) -> None:
    found = derive_notice({}, title, None, [], Settings("/"))
    assert {name: value for name, (value, _) in found.items()} == said
