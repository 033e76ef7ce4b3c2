from __future__ import annotations

import pickle
from datetime import date
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from sphinx_digest.core.messages import help_of, message_of
from sphinx_digest.core.settings import find_settings, read_settings
from sphinx_digest.core.settings_places import locate

FULL = """\
language = "en"
timezone = "Europe/Berlin"
title = "Digest"
base_url = "https://www.example.org/digest/"
source = "docs"
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

[[parts]]
title = "医药信息篇"

[telephone]
country = "CN"
area_code = "022"

[pinyin.exceptions]
"重庆" = "chong qing"

[issuers.cde]
name = "国家药品监督管理局药品审评中心"
aliases = ["国家药监局药审中心", "CDE"]
"""


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
    assert settings.parts[0].groups == ("国家级", "北京")
    assert settings.parts[1].department is None
    assert settings.telephone.area_code == "022"
    assert settings.pinyin == {"重庆": "chong qing"}
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
