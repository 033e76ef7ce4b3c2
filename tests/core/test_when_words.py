"""Words around a time that say no more than the time, and help where nothing says when."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sphinx_digest.cli import main
from sphinx_digest.core.check import check
from sphinx_digest.core.messages import help_of, severity_of
from tests.core.test_when import read, refused
from tests.rules.day_pages import page


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("3 月 30 日前完成", "2021-03-30"),
        ("4月 13日完成审查", "2021-04-13"),
        ("5月30日前提交申报书", "2021-05-30"),
        ("5月30日前网上报名", "2021-05-30"),
        ("2021-03-26之前提交", "2021-03-26"),
        ("5月13日截止报名", "2021-05-13"),
    ],
)
def test_what_is_done_by_a_day(text: str, end: str) -> None:
    assert read(text).values == {"end": end}


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("5月13日报名", "报名"),
        ("5月30日前报送材料并联系张三", "报送材料并联系张三"),
        ("5月13日后提交", "提交"),
        ("3月30日前报送，4月2日前提交", "报送，4月2日前提交"),
    ],
)
def test_what_more_is_done_is_no_time(text: str, part: str) -> None:
    error = refused(text)
    assert error.code in ("DGT111", "DGT112")
    assert part.startswith(text[error.start : error.end]) or text[error.start :] in part


@pytest.mark.parametrize(
    "text",
    [
        "另行通知具体报送时间和要求",
        "评审时间、地点另行通知",
        "以后续通知为准",
        "具体时间以正式通知为准",
        "按照后续通知要求",
    ],
)
def test_to_be_announced(text: str) -> None:
    assert read(text).values == {"status": "tba"}


def test_a_quarter_and_a_notice_to_come() -> None:
    assert read("四季度，按照后续通知要求").values == {"on": "2021-Q4", "status": "tba"}


@pytest.mark.parametrize(
    ("text", "help_"),
    [
        ("26日前", "help_whole"),
        ("月底前", "help_whole"),
        ("本周五前", "help_whole"),
        ("下周三", "help_whole"),
        ("审核通过后", "help_tba"),
        ("当年", "help_tba"),
        ("不定期", "help_tba"),
        ("到时候再说", "help"),
    ],
)
def test_what_says_no_day_has_its_own_help(text: str, help_: str) -> None:
    error = refused(text)
    assert (error.code, error.help, error.values["value"]) == ("DGT110", help_, text)


@pytest.mark.parametrize(
    ("written", "mend"),
    [
        ("21年3月26日", "2021年3月26日"),
        ("21年3月26日前", "2021年3月26日"),
        ("2O21-03-26", "2021-03-26"),
        ("202l-03-26 前", "2021-03-26"),
        ("2021-O3-26 前", "2021-03-26"),
        ("2021年l2月26日前", "2021年12月26日"),
    ],
)
def test_a_slip_in_the_year_or_in_a_figure(written: str, mend: str) -> None:
    error = refused(written)
    assert (error.code, error.help, error.values["mend"]) == ("DGT101", "help", mend)
    assert read(written[: error.start] + mend + written[error.end or 0 :])


def test_a_slip_is_mended_in_its_cell(tmp_path: Path) -> None:
    (tmp_path / "digest.toml").touch()
    source = tmp_path / "issue.md"
    row = ":::{deadlines}\n- 21年5月26日前 | 网上申报\n:::\n"
    source.write_text(page(row), encoding="utf-8")
    main(["check", "--fix", str(tmp_path)])
    assert "- 2021年5月26日前 | 网上申报\n" in source.read_text(encoding="utf-8")
    assert check([tmp_path]).diagnostics == ()


def test_in_a_row_the_wording_is_a_cell(tmp_path: Path) -> None:
    (tmp_path / "digest.toml").touch()
    row = ":::{deadlines}\n- 审核通过后 | 缴纳费用\n:::\n"
    (tmp_path / "issue.md").write_text(page(row), encoding="utf-8")
    (found,) = check([tmp_path]).diagnostics
    assert help_of(found, "zh") == "说不出哪一天的，写“另行通知”，原话写成 text=审核通过后。"


YEAR_END = ":period: 2021-12-25/2021-12-31\n:published: 2021-12-31"


@pytest.mark.parametrize(
    ("when", "severity", "help_"),
    [
        ("11月20日前", "warning", "是 2021年11月20日（已过），还是 2022年11月20日？写上年份。"),
        ("1月20日前", "info", "写成 2022年1月20日 就不用推。"),
        ("12月20日前", "info", "写成 2021年12月20日 就不用推。"),
        ("9月20日前", "info", "写成 2022年9月20日 就不用推。"),
    ],
)
@pytest.mark.parametrize("form", [":end: {}", ":when: {}前"])
def test_a_day_that_is_hardly_over_is_asked_for(
    tmp_path: Path, when: str, severity: str, help_: str, form: str
) -> None:
    (tmp_path / "digest.toml").touch()
    written = form.format(when.removesuffix("前"))
    text = page(f":::{{deadline}} 网上申报\n{written}\n:::\n", ":published: 2021-12-27", YEAR_END)
    (tmp_path / "issue.md").write_text(text, encoding="utf-8")
    (found,) = [one for one in check([tmp_path]).diagnostics if one.code == "DGT109"]
    if form.startswith(":end"):
        help_ = re.sub("([0-9]{4})年([0-9]+)月([0-9]+)日", _iso, help_)
    assert (severity_of(found), help_of(found, "zh")) == (severity, help_)
    assert bool(found.fixes) == (severity == "info")


def _iso(day: re.Match[str]) -> str:
    return f"{day[1]}-{int(day[2]):02}-{int(day[3]):02}"
