from __future__ import annotations

import pickle
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_digest.core.messages import help_of, message_of
from sphinx_digest.core.settings import FeedSettings, find_settings, read_settings
from sphinx_digest.core.settings.places import locate

FULL = """\
language = "en"
timezone = "Europe/Berlin"
title = "Digest"
base_url = "https://www.example.org/digest/"
source = "docs"
contacts = "people.toml"
exclude = ["drafts/*"]

[markup]
myst_extensions = ["colon_fence", "deflist"]
disable_syntax = ["code"]

[schemas]
notice = "schemas/notice.json"

[[parts]]
title = "知识产权信息篇"
groups = ["国家级", "北京"]
department = "知识产权部"

issuer = "国家知识产权局; 国家药监局"
type = "通知"
kind = "application"
organization = "公共服务司"
area_code = "010"

[[parts]]
title = "医药信息篇"
groups = ["国家级", { title = "天津市", type = "公示", area_code = "022" }]

[telephone]
country = "CN"
area_code = "022"

[pinyin.exceptions]
"重庆" = "chong qing"

[feed]
entries = "both"
limit = 20
topics = true
author = "科技信息部"
id_url = "https://old.example.org/"

[issuers.cde]
name = "国家药品监督管理局药品审评中心"
aliases = ["国家药监局药审中心", "CDE"]
hosts = ["www.cde.example.org", "CDE.example.net"]
level = "国家级"
"""


def test_pages_stand_below_the_address_with_or_without_its_last_slash(tmp_path: Path) -> None:
    for written in ("https://www.example.org/digest", "https://www.example.org/digest/"):
        (tmp_path / "digest.toml").write_text(f'base_url = "{written}"\n', encoding="utf-8")
        settings, found = read_settings(tmp_path)
        assert settings.base_url == "https://www.example.org/digest/"
        assert not found


def codes(text: str, folder: Path) -> list[tuple[str, int, int, str]]:
    (folder / "digest.toml").write_text(text, encoding="utf-8")
    _, found = read_settings(folder)
    for finding in found:
        for language in ("zh", "en"):
            assert message_of(finding, language)
            help_of(finding, language)
    return [
        (f.code, f.place.span.line, f.place.span.column, f.values.get("mend", "")) for f in found
    ]


def test_every_setting_is_read(tmp_path: Path) -> None:
    (tmp_path / "digest.toml").write_text(FULL, encoding="utf-8")
    (tmp_path / "docs").mkdir()
    settings, found = read_settings(tmp_path / "docs")
    assert found == ()
    assert settings.root == str(tmp_path)
    assert (settings.language, settings.timezone, settings.source) == (
        "en",
        "Europe/Berlin",
        "docs",
    )
    assert settings.markup.extensions == {"colon_fence", "deflist"}
    assert settings.markup.disable_syntax == {"code"}
    assert [group.title for group in settings.parts[0].groups] == ["国家级", "北京"]
    assert settings.parts[0].defaults == {
        "issuer": ["国家知识产权局", "国家药监局"],
        "type": "circular",
        "kind": "application",
        "organization": "公共服务司",
        "area-code": "010",
    }
    assert settings.parts[1].department is None
    assert settings.parts[1].defaults == {}
    assert [(group.title, group.defaults, group.path) for group in settings.parts[1].groups] == [
        ("国家级", {}, ""),
        ("天津市", {"type": "publicity", "area-code": "022"}, "parts.1.groups.1"),
    ]
    assert settings.contacts == "people.toml"
    assert settings.issuers[0].hosts == ("www.cde.example.org", "cde.example.net")
    assert settings.issuers[0].level == "国家级"
    assert {host: name for host, (name, _) in settings.hosts.items()} == dict.fromkeys(
        settings.issuers[0].hosts, "国家药品监督管理局药品审评中心"
    )
    assert settings.telephone.area_code == "022"
    assert settings.pinyin == {"重庆": "chong qing"}
    assert settings.feed == FeedSettings(
        "both", 20, topics=True, author="科技信息部", id_url="https://old.example.org/"
    )
    assert settings.canonical_issuer("CDE") == "国家药品监督管理局药品审评中心"
    assert settings.canonical_issuer("某局") == "某局"
    assert pickle.loads(pickle.dumps(settings)) == settings


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    settings, found = read_settings(tmp_path)
    assert (settings.path, settings.root, found) == (None, str(tmp_path), ())
    assert settings.markup.extensions == {"colon_fence"}


def test_pyproject_serves_where_there_is_no_digest_toml(tmp_path: Path) -> None:
    pyproject = tmp_path / "pyproject.toml"
    pyproject.write_text('[project]\nname = "x"\n\n[tool.sphinx-digest]\nlangauge = "en"\n')
    _, found = read_settings(tmp_path)
    assert [(f.code, f.place.span.line, f.values["mend"]) for f in found] == [
        ("DGT081", 5, "language")
    ]
    (tmp_path / "digest.toml").write_text("")
    assert find_settings(tmp_path / "issues" / "1.md") == tmp_path / "digest.toml"


def test_a_pyproject_without_our_table_is_not_ours(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.other]\nx = "sphinx-digest"\n')
    assert find_settings(tmp_path) is None


def test_mistakes_are_found_at_their_place(tmp_path: Path) -> None:
    text = (
        'langauge = "en"\n'
        'timezone = "Asia/Shangai"  # no such\n'
        "title = 5\n"
        "[schemas]\n"
        '  notic = "x"\n'
        "[[parts]]\n"
        'titel = "x"\n'
        "[telephone]\n"
        "area_code = 22\n"
    )
    assert codes(text, tmp_path) == [
        ("DGT081", 1, 1, "language"),
        ("DGT082", 2, 12, ""),
        ("DGT082", 3, 9, ""),
        ("DGT081", 5, 3, "schemas.notice"),
        ("DGT082", 6, 3, ""),
        ("DGT081", 7, 1, "parts.0.title"),
        ("DGT082", 9, 13, ""),
    ]


def test_other_mistakes(tmp_path: Path) -> None:
    assert codes("title =\n", tmp_path)[0][:2] == ("DGT080", 1)
    assert codes('a = "x', tmp_path)[0][:2] == ("DGT080", 1)
    assert codes("parts = 3\n", tmp_path) == [("DGT082", 1, 9, "")]
    assert codes("markup = 3\n", tmp_path) == [("DGT082", 1, 10, "")]
    assert codes('base_url = "example.org"\n', tmp_path) == [("DGT082", 1, 12, "")]
    assert codes('markup.myst_extension = ["x"]\n', tmp_path) == [
        ("DGT081", 1, 1, "markup.myst_extensions")
    ]
    assert codes('markup = {extensions = ["x"]}\n', tmp_path)[0][:2] == ("DGT081", 1)


def test_mistakes_in_the_settings_of_feeds_are_found_at_the_value(tmp_path: Path) -> None:
    text = (
        "[feed]\n"
        'entries = "notice"\n'
        "limit = 0\n"
        'topics = "yes"\n'
        'id_url = "old.example.org"\n'
        "entrys = 3\n"
    )
    assert codes(text, tmp_path) == [
        ("DGT082", 2, 11, "notices"),
        ("DGT082", 3, 9, ""),
        ("DGT082", 4, 10, ""),
        ("DGT082", 5, 10, ""),
        ("DGT081", 6, 1, "feed.entries"),
    ]
    assert read_settings(tmp_path)[0].feed == FeedSettings()


def test_a_file_that_is_not_text(tmp_path: Path) -> None:
    (tmp_path / "digest.toml").write_bytes(b"\xff\xfe\x00")
    _, found = read_settings(tmp_path)
    assert [finding.code for finding in found] == ["DGT080"]


def test_the_digest_changes_with_settings_and_schemas(tmp_path: Path) -> None:
    (tmp_path / "digest.toml").write_text('[schemas]\nnotice = "n.json"\n')
    one = read_settings(tmp_path)[0].digest()
    assert read_settings(tmp_path)[0].digest() == one
    (tmp_path / "n.json").write_text("{}")
    two = read_settings(tmp_path)[0].digest()
    assert two != one
    (tmp_path / "digest.toml").write_text('title = "x"\n[schemas]\nnotice = "n.json"\n')
    assert read_settings(tmp_path)[0].digest() not in (one, two)


@given(st.text(alphabet="ab=[].\"'# \n{}", max_size=60))
def test_locating_never_fails(text: str) -> None:
    for span in locate(text).values():
        assert span.column <= span.end_column


def test_the_calendar_takes_days_with_and_without_quotation_marks(tmp_path: Path) -> None:
    text = '[calendar]\nyears = [2027]\nworking = ["2027-02-20"]\nrest = [2027-01-01, "2027 年 2 月 8 日"]\n'
    assert codes(text, tmp_path) == []
    calendar = read_settings(tmp_path)[0].calendar
    assert calendar.working == {date(2027, 2, 20)}
    assert calendar.rest == {date(2027, 1, 1), date(2027, 2, 8)}
    assert calendar.years == {2027}


def test_mistakes_in_the_calendar_are_found_at_the_day(tmp_path: Path) -> None:
    text = (
        "[calendar]\n"
        'years = [2027, 2028, "x", true]\n'
        'working = ["2027-02-20",  # made up\n'
        '  "2027-02-30", "2027-01-01"]\n'
        "rest = [\n"
        '    "2027-01-01",\n'
        "    2027-01-01T08:00:00, soon,\n"
        "]\n"
        'rests = ["2027-01-01"]\n'
    )
    assert codes(text, tmp_path)[0][:2] == ("DGT080", 7)
    assert codes(text.replace(" soon,", " 5,"), tmp_path) == [
        ("DGT082", 2, 22, ""),
        ("DGT082", 2, 27, ""),
        ("DGT102", 4, 3, ""),
        ("DGT082", 4, 17, ""),
        ("DGT082", 7, 5, ""),
        ("DGT082", 7, 26, ""),
        ("DGT081", 9, 1, "calendar.rest"),
    ]
    assert codes('[calendar]\nyears = [2027]\nrest = "2027-01-01"\n', tmp_path) == [
        ("DGT082", 2, 10, ""),
        ("DGT082", 3, 8, ""),
    ]


def test_a_calendar_with_a_mistake_keeps_what_can_be_read(tmp_path: Path) -> None:
    text = '[calendar]\nrest = ["2027-02-30", "2027-01-01"]\n'
    assert codes(text, tmp_path) == [("DGT102", 2, 9, "")]
    assert read_settings(tmp_path)[0].calendar.rest == {date(2027, 1, 1)}


def test_mistakes_in_defaults_are_found_at_the_value(tmp_path: Path) -> None:
    text = (
        "[[parts]]\n"
        'title = "甲篇"\n'
        'type = "通之"\n'
        'kind = "aplication"\n'
        'issuer = "甲局；"\n'
        'isuer = "乙局"\n'
        "groups = [\n"
        '  "国家级", 5, "",\n'
        '  { titel = "天津市", type = "x", area_code = 22 },  # none of it\n'
        '  { title = "北京市", kinds = "申报" },\n'
        "]\n"
    )
    assert codes(text, tmp_path) == [
        ("DGT082", 3, 8, ""),  # 通知, 通告, 通报: no word is nearer
        ("DGT082", 4, 8, "application"),
        ("DGT082", 5, 10, ""),
        ("DGT081", 6, 1, "parts.0.issuer"),
        ("DGT082", 8, 10, ""),
        ("DGT082", 8, 13, ""),
        ("DGT082", 9, 3, ""),
        ("DGT081", 9, 5, "parts.0.groups.3.title"),
        ("DGT082", 9, 27, ""),
        ("DGT082", 9, 44, ""),
        ("DGT081", 10, 20, "parts.0.groups.4.kind"),
    ]
    (part,) = read_settings(tmp_path)[0].parts
    assert [group.title for group in part.groups] == ["国家级", "北京市"]


def test_groups_as_tables_of_their_own_are_read_alike(tmp_path: Path) -> None:
    text = '[[parts]]\ntitle = "甲篇"\n[[parts.groups]]\ntitle = "国家级"\ntype = "aply"\n'
    assert codes(text, tmp_path) == [("DGT082", 5, 8, "reply")]
    assert codes(text.replace("aply", "批复"), tmp_path) == []
    (group,) = read_settings(tmp_path)[0].parts[0].groups
    assert (group.title, group.defaults) == ("国家级", {"type": "reply"})


def test_a_part_without_a_title_does_not_move_the_next_ones_places(tmp_path: Path) -> None:
    text = '[[parts]]\nissuer = "甲局"\n[[parts]]\ntitle = "乙篇"\nissuer = "乙局"\n'
    assert codes(text, tmp_path) == [("DGT082", 1, 3, "")]
    settings = read_settings(tmp_path)[0]
    (part,) = settings.parts
    assert settings.places[f"{part.path}.issuer="].span.line == 5


def test_a_host_is_a_name_and_belongs_to_one_issuer(tmp_path: Path) -> None:
    text = (
        "[issuers.a]\n"
        'hosts = ["https://www.a.example.org/news/", "a b", 5, "one.example.org"]\n'
        "[issuers.b]\n"
        'hosts = ["b.example.org", "One.example.org"]\n'
        "level = 1\n"
    )
    assert codes(text, tmp_path) == [
        ("DGT082", 2, 10, "www.a.example.org"),
        ("DGT082", 2, 45, ""),
        ("DGT082", 2, 52, ""),
        ("DGT082", 4, 27, ""),
        ("DGT082", 5, 9, ""),
    ]
    settings = read_settings(tmp_path)[0]
    assert settings.hosts.keys() == {"b.example.org"}  # what two claim is nobody's
    assert settings.issuers[0].hosts == ("one.example.org",)


def test_the_digest_changes_with_the_roster(tmp_path: Path) -> None:
    (tmp_path / "digest.toml").write_text("")
    one = read_settings(tmp_path)[0].digest()
    (tmp_path / "contacts.toml").write_text("[a]\n")
    assert read_settings(tmp_path)[0].digest() != one


def test_places_reach_into_tables_on_one_line() -> None:
    places = locate('a = [{ b = "x", "c" = [1, 2] }, [3]]  # d\ne = { f.g = true }\n')
    assert {name: span.column for name, span in places.items() if name.endswith("=")} == {
        "a=": 5, "a.0=": 6, "a.0.b=": 12, "a.0.c=": 23, "a.0.c.0=": 24, "a.0.c.1=": 27,
        "a.1=": 33, "a.1.0=": 34, "e=": 5, "e.f.g=": 13,
    }  # fmt: skip
    assert places["a.0.c"].column == 17


def test_a_word_is_known_in_both_languages_and_a_slip_of_it_is_told(tmp_path: Path) -> None:
    path = tmp_path / "digest.toml"
    for word, code in (("期", "issues"), ("两者", "both"), ("notices", "notices")):
        path.write_text(f'[feed]\nentries = "{word}"\n', encoding="utf-8")
        settings, found = read_settings(path)
        assert (settings.feed.entries, found) == (code, ())
    path.write_text('[feed]\nentries = "issue"\n', encoding="utf-8")
    (wrong,) = read_settings(path)[1]
    assert help_of(wrong, "zh") == "是不是 issues？"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[feed]\ntopics = "yes"', "设置“feed.topics”应是 true 或 false，这里是“\"yes\"”。"),
        ('base_url = "x"', "设置“base_url”应是 https:// 开头的网址，这里是“x”。"),
        ('exclude = ["a", 3, true]',
         '设置“exclude”应是文字的列表，形如 ["甲", "乙"]，这里是“["a", 3, true]”。'),
        ("[calendar]\nrest = true", '设置“calendar.rest”应是日期的列表，形如 ["2027-01-01"]，'
         "这里是“true”。"),
    ],
)  # fmt: skip
def test_values_are_shown_as_they_are_written(text: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "digest.toml"
    path.write_text(text, encoding="utf-8")
    (found,) = read_settings(path)[1]
    assert message_of(found, "zh") == said
