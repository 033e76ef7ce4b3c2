"""What reads like a deadline in a notice's text, and what a deadline's own wording says."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_digest.core.check import check
from sphinx_digest.core.messages import help_of, message_of
from tests.rules.day_pages import due, findings, page, told, words

#: A text, the words that are a deadline in it, and how sure that is.
DUE = [
    ("申报的截止时间为 2021 年 5 月 14 日前；评审另行安排。", "截止时间为 2021 年 5 月 14 日前", "w"),
    ("请各单位于 2021 年 4 月 30 日前将回执发至邮箱。", "2021 年 4 月 30 日前", "w"),
    ("请于 5 月 13 日前，将工作小结报市局。", "5 月 13 日前", "w"),
    ("网上填报时间为 2021 年 7 月 1 日至 31 日。", "2021 年 7 月 1 日至 31 日", "w"),
    ("公示期自 2021 年 4 月 16 日至 4 月 22 日止，有异议的可书面提出。",
     "自 2021 年 4 月 16 日至 4 月 22 日止", "w"),
    ("公示期限：2021 年 4 月 15 日～4 月 27 日（10 个工作日）。",
     "2021 年 4 月 15 日～4 月 27 日（10 个工作日）", "w"),
    ("征求意见的时限为自发布之日起一个月。", "自发布之日起一个月", "w"),
    ("各界人士可以在 2021 年 5 月 26 日前，用以下办法提出意见。", "2021 年 5 月 26 日前", "w"),
    ("登记表的受理截止日期为 10 月 20 日。", "截止日期为 10 月 20 日", "w"),
    ("报名时间：即日起至 2021 年 5 月 10 日 17:00。", "即日起至 2021 年 5 月 10 日 17:00", "w"),
    ("2021 年 5 月 8 日前，各区联合报送推荐名单，逾期不再受理。", "2021 年 5 月 8 日前", "w"),
    ("征稿时间截至 2021 年 5 月 20 日。", "截至 2021 年 5 月 20 日", "w"),
    ("电子版发至邮箱，时间截至 2021 年 5 月 20 日 24 时。", "截至 2021 年 5 月 20 日 24 时", "w"),
    ("推荐单位应在 2021 年 5 月 21 日下班前完成网上推荐。", "2021 年 5 月 21 日下班前", "w"),
    ("参会回执请务必在 4 月 28 日前反馈。", "4 月 28 日前", "w"),
    ("请于 2021 年 5 月 15 日至 20 日登录系统填报。", "2021 年 5 月 15 日至 20 日", "w"),
    ("对草案的意见请于 2021-05-12 前反馈。", "2021-05-12 前", "w"),
    ("五、报送截止日期\n\n2021 年 5 月 21 日", "2021 年 5 月 21 日", "w"),
    ("### 申报时间\n\n2021 年 4 月 12 日至 6 月 11 日。", "2021 年 4 月 12 日至 6 月 11 日", "w"),
    ("一、授课时间\n\n上半场：5 月 19 日 9:00-11:00", "5 月 19 日 9:00-11:00", "i"),
    ("5 月 30 日完成初步审查。", "5 月 30 日", "i"),
    ("我局将于 2021 年 5 月 20 日前反馈审核结果。", "2021 年 5 月 20 日前", "i"),
    ("原件请于 2021 年 5 月 20 日前报送我局，格式调整为新表。", "2021 年 5 月 20 日前", "w"),
]  # fmt: skip
NOT_DUE = """
截至 2020 年底，全省有示范企业 320 家。
截至 2021 年 3 月 31 日，本市已受理申请 1200 件。
到 2025 年，力争建成 10 个示范园区。
2021 年底前建成三条示范线，力争年内投产。
2020 年 5 月至 2021 年 3 月，共开展检查 40 次。
本办法自 2021 年 5 月 1 日起施行，有效期至 2026 年 4 月 30 日。
本证书有效期至 2021 年 12 月 31 日。
2018 年 1 月 1 日以后成立的企业均可参加。
申报企业须在 2021 年 4 月 30 日前注册成立。
截至 2021 年 12 月 31 日存续满两年的单位可以参加。
按照《示例管理办法》（2021 年 4 月 7 日发布）的要求，开展本次工作。
4 月 23 日邀请专家出席启动仪式。
2021 年 6 月 30 日前取得证书的企业，可优先推荐。
对 2021 年 5 月 1 日前受理的申请，仍按原办法办理。
2021 年 5 月 31 日前提交的申请，适用旧表格。
5 月 1 日前已经备案的机构不必重新备案。
预计 2021 年 6 月底前完成全部评审。
各地力争 2021 年 6 月 30 日前完成系统升级。
项目执行期为 2021 年 7 月 1 日至 2022 年 6 月 30 日。
项目实施期限为 2021 年 5 月 1 日至 2023 年 4 月 30 日。
经费支出时间范围为 2020 年 1 月 1 日至 2021 年 12 月 31 日。
填写 2020 年 1 月 1 日至 12 月 31 日的研发费用。
统计期间为 2021 年 1 月 1 日至 6 月 30 日，数据由系统生成。
公司于 2021 年 3 月 5 日提交了申请材料。
评审工作已于 4 月 9 日完成。
自受理之日起 20 个工作日内作出决定。
受理部门应当自收到申请之日起 5 个工作日内一次告知补正内容。
公示期不少于 7 天。
拟入选名单公示 5 个工作日，无异议后发文公布。
本通知自发布之日起实施。
本办法自公布之日起 30 日后施行。
每年 3 月 31 日前报送上一年度总结。
次年 1 月 15 日前提交年度报告。
每月 10 日前上报报表。
《示例办法》自 2021 年 5 月 1 日起施行，2016 年 4 月 30 日发布的旧办法同时废止。
2021 年 4 月 20 日至 26 日是全国知识产权宣传周。
2021 年 5 月 10 日，示例局将召开新闻发布会。
退休人员须在 2021 年 6 月 30 日前年满 60 周岁。
证书到期日为 2021 年 7 月 31 日。
原定 4 月 20 日的会议推迟。
原定 5 月 28 日截止的申报，延至 6 月 18 日，其余要求不变。
原申报截止时间为 5 月 28 日，现推迟，另行通知。
申报截止时间由 5 月 28 日起顺延，何时截止另行通知。
合同签订时间为 2021 年 4 月 28 日。
发布时间：2021 年 4 月 16 日
成文日期：2021 年 4 月 20 日
“十四五”期间，到 2025 年 12 月 31 日前完成改造任务。
营业执照注册日期应在 2021 年 5 月 1 日之前。
申请日在 2021 年 6 月 1 日之前的专利申请，适用修改前的专利法。
2021 年 6 月 1 日（含该日）以后提交的申请，适用新法。
专利授权公告日为 2021 年 4 月 27 日。
该药品有效期 24 个月，批准日期 2021 年 4 月 30 日。
检查时间段为 2020 年 7 月 1 日至 2021 年 4 月 30 日期间办结的案件。
奖补资金于 2021 年 6 月 30 日前拨付到位。
名单将于 2021 年 5 月 20 日前在网站公布。
新系统将于 2021 年 5 月 6 日上线，原系统同时停用。
放假时间为 5 月 1 日至 5 日。
第三届会议将于 2021 年 9 月 10 日至 12 日在示例市举行。
贷款合同签订日期在 2021 年 1 月 1 日至 2021 年 12 月 31 日之间的，可申请贴息。
凡在 2021 年 5 月 31 日前申报成功的企业，可获补助。
2021 年 7 月 1 日前上市的品种，应尽快申报再注册。
2021 年 1 月 1 日至 12 月 31 日免收注册登记费。
自 2021 年 5 月 1 日起至 2021 年 12 月 31 日，对小微企业免征登记费。
2021 年 8 月 31 日前到期的证书，请提前申报换证。
记者从示例局获悉，4 月 28 日将举办开放日，市民可预约参观。
示例公司 4 月 20 日发布公告称，已提交上市申请。
课题研究期限一般为 2021 年 7 月至 2022 年 6 月。
申请人的优先权日为 2021 年 4 月 30 日。
参保单位 2021 年 6 月 30 日前欠费的，按规定补缴。
2021 年 5 月 20 日起，可在网上提交申请。
如对名单有疑问，请在工作日联系。
""".strip().splitlines()


@pytest.mark.parametrize(("text", "wording", "sure"), DUE)
def test_what_reads_like_a_deadline(tmp_path: Path, text: str, wording: str, sure: str) -> None:
    assert told(tmp_path, page(text), "DGT322") == [f"DGT322 {sure} {wording}"]


def test_what_does_not_read_like_a_deadline(tmp_path: Path) -> None:
    text = "\n\n".join(NOT_DUE) + "\n\n示例局\n\n2021 年 4 月 12 日"
    assert told(tmp_path, page(text)) == []
    for one in NOT_DUE:
        assert told(tmp_path, page(one)) == []


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("请于 5 月 20 日前报送材料。", ":kind: 报送|:end: 2021-05-20"),
        ("请于 5 月 20 日前报送材料。", ":kind: 报送|:end: 2021-05-20T17:00"),
        ("请于 5 月 20 日前报送材料。", ":kind: 报送|:end: 2021-05-20|:status: cancelled"),
        ("请于 5 月 20 日前报送材料。", ":kind: 报送|:every: 每月"),
        ("征求意见的时限为自发布之日起一个月。", ":kind: 征求意见|:within: 1 个月"),
        ("征求意见的时限为自发布之日起一个月。", ":kind: 征求意见|:end: 2021-05-12"),
        ("公示期：5 月 20 日至 26 日。", ":kind: 公示|:start: 2021-05-20|:end: 2021-05-26"),
        ("意见请于 5 月 12 日前反馈。", ":kind: 征求意见|:within: 1 个月"),
        ("培训时间为 5 月 20 日至 21 日。", ":kind: 培训|:on: 2021-05-20"),
    ],
)
def test_a_record_that_has_the_day(tmp_path: Path, text: str, fields: str) -> None:
    assert told(tmp_path, page(f"{text}\n\n{due(fields)}"), "DGT321", "DGT322") == []


def test_what_to_add_is_written_out(tmp_path: Path) -> None:
    helps = {
        "公示期：5 月 20 日至 26 日。": ":start: 2021-05-20、:end: 2021-05-26",
        "征求意见的时限为自发布之日起一个月。": ":within: 1 个月",
        "培训时间：5 月 20 日 9:00。": ":on: 2021-05-20T09:00",
        "请于 5 月 20 日前报送材料。": ":end: 2021-05-20",
        "请于 1 月 20 日前报送材料。": ":end: 2022-01-20",
    }
    for text, fields in helps.items():
        (found,) = findings(tmp_path, page(text), "DGT322")
        assert (
            words(found)[1] == f"补一条截止，写 {fields}；不是截止的，写 :accept: DGT322 并说明。"
        )
    (found,) = findings(tmp_path, page("公示期：5 月 20 日至 26 日。"))
    assert message_of(found, "en") == (
        "The text says “5 月 20 日至 26 日”, and no deadline has this time."
    )
    assert "with :start: 2021-05-20 and :end: 2021-05-26;" in (help_of(found, "en") or "")


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("公示期：5 月 20 日至 26 日。", "2021-05-20 至 2021-05-26"),
        ("征求意见的时限为自发布之日起一个月。", "1 个月"),
        ("培训时间：5 月 20 日 9:00。", "2021-05-20 09:00"),
        ("请于 5 月 20 日前报送材料。", "2021-05-20 前"),
    ],
)
def test_beside_rows_a_row_is_written_out(tmp_path: Path, text: str, cell: str) -> None:
    rows = ":::{deadlines}\n- 2021-06-14 前 | 网上备案\n:::\n"
    (found,) = findings(tmp_path, page(f"{rows}\n{text}"), "DGT322")
    assert words(found)[1] == (
        f"在截止清单里补一行“- {cell} | …”；不是截止的，写 :accept: DGT322 并说明。"
    )


def test_code_links_and_quotations_are_not_read(tmp_path: Path) -> None:
    text = "`请于 5 月 20 日前报送材料。`\n\n[请于 5 月 20 日前报送材料](https://www.example.org/1)"
    assert told(tmp_path, page(text), "DGT322") == []


def test_a_day_that_is_said_twice_is_told_once(tmp_path: Path) -> None:
    text = "请于 5 月 20 日前报送材料。\n\n申报材料请于 2021 年 5 月 20 日前报送。"
    assert len(findings(tmp_path, page(text), "DGT322")) == 1


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (":end: 2021-05-13|:text: 截止到 2021 年 5 月 14 日", "w 2021-05-13"),
        (":end: 2021-05-14|:text: 截止时间为 2021 年 5 月 12 日前", "w 2021-05-14"),
        (":end: 2021-05-13|:text: 2021 年 5 月 14 日前", "i 2021-05-13"),
        (":end: 2021-05-14T17:00|:text: 5 月 14 日 16 时前", "w 2021-05-14T17:00"),
        (":end: 2020-05-14|:text: 2021 年 5 月 14 日前", "w 2020-05-14"),
        (":start: 2021-04-20|:end: 2021-05-14|:text: 4 月 21 日至 5 月 14 日", "w 2021-04-20"),
        (":on: 2021-05-14|:text: 5 月 13 日召开", "w 2021-05-14"),
        (":on: 2021-08|:text: 7 月初", "w 2021-08"),
        (":within: 15 日|:text: 自发布之日起一个月", "w 15 日"),
        (":within: 1 个月|:from: effective|:text: 自 2021-05-06 起一个月内", None),
        (":within: 1 个月|:from: 2021-05-07|:text: 自 2021 年 5 月 6 日起一个月内", "w 2021-05-07"),
        (":end: 2021-05-20|:text: 自发布之日起一个月", "w 2021-05-20"),
        (":start: 2021-04-15|:end: 2021-04-27|:length: 9 个工作日"
         "|:text: 4 月 15 日至 27 日（10 个工作日）", "w 9 个工作日"),
    ],
)  # fmt: skip
def test_a_wording_differs_from_its_fields(
    tmp_path: Path, fields: str, expected: str | None
) -> None:
    notice = ":published: 2021-04-12\n:effective: 2021-05-06"
    source = page(due(f":kind: other|{fields}"), notice)
    assert told(tmp_path, source, "DGT321") == ([f"DGT321 {expected}"] if expected else [])


@pytest.mark.parametrize(
    "fields",
    [
        ":end: 2021-05-14|:text: 截止时间为 2021 年 5 月 14 日前",
        ":end: 2021-05-14T17:00|:text: 5 月 14 日下午 5 点前",
        ":end: 2021-05-14|:text: 5 月 14 日 24 时前",
        ":end: 2021-05-14|:text: 5 月 15 日 0 时前",
        ":start: 2021-05-10|:end: 2021-05-14|:text: 2021 年 5 月 10 日至 14 日",
        ":start: 2021-12-20|:end: 2022-01-10|:text: 12 月 20 日至 1 月 10 日",
        ":start: published|:end: 2021-05-10|:text: 即日起至 5 月 10 日",
        ":on: 2021-08|:text: 8 月初",
        ":on: 2021-Q2|:text: 二季度",
        ":end: 2021-12-31|:text: 当年",
        ":within: 1 month|:text: 自发布之日起一个月",
        ":within: 14 days|:text: 自发布之日起两周内",
        ":within: 7 days|:from: event|:event: 公示|:text: 公示 7 天",
        ":end: 2021-05-12|:text: 自发布之日起一个月",
        ":end: 2021-05-14|:text: 4 月 7 日的通知要求 5 月 14 日前报送",
        ":end: 2021-05-14|:text: 5 月 10 日左右",
    ],
)
def test_a_wording_that_says_the_same(tmp_path: Path, fields: str) -> None:
    assert told(tmp_path, page(due(f":kind: other|{fields}")), "DGT321") == []


def test_the_words_are_pointed_to(tmp_path: Path) -> None:
    source = page(due(":kind: 申报|:end: 2021-05-13|:text: 申报到 2021 年 5 月 14 日前"))
    (found,) = findings(tmp_path, source)
    assert words(found) == (
        "原文写的是“2021 年 5 月 14 日前”，截止日却是 2021-05-13。",
        "“前”含不含当天没有定论，本刊把写明的那天当作最后一天：请写 :end: 2021-05-14。",
    )
    (related,) = found.related
    span = related.place.span
    assert source.splitlines()[span.line - 1][span.column - 1 :] == "2021 年 5 月 14 日前"


@pytest.mark.parametrize(
    ("text", "fields", "expected"),
    [
        ("请于 5 月 20 日前报送材料。", ":kind: 报送|:end: 2021-05-21", "DGT321 w 2021-05-21"),
        ("请于 5 月 20 日前报送材料。", ":kind: 报送|:end: 2021-06-20", "DGT321 w 2021-06-20"),
        ("请于 5 月 20 日前报送材料。", ":kind: 报送|:end: 2021-07-02", "DGT321 w 2021-07-02"),
        ("公示期：5 月 20 日至 26 日。", ":kind: 公示|:start: 2021-05-20|:end: 2021-05-25",
         "DGT321 w 2021-05-25"),
        ("请于 5 月 20 日前报送材料。", ":kind: 公示|:end: 2021-05-21", "DGT322 w 5 月 20 日前"),
        ("请于 5 月 20 日前报送材料。", ":kind: 报送|:within: 5 日", "DGT322 w 5 月 20 日前"),
        ("请于 5 月 20 日前报送材料。", ":kind: 报送|:status: tba", "DGT322 w 5 月 20 日前"),
        ("请于 5 月 20 日前报送材料。", ":kind: 报送|:start: 2021-05-01", "DGT322 w 5 月 20 日前"),
    ],
)  # fmt: skip
def test_text_and_record_that_mean_one_thing(
    tmp_path: Path, text: str, fields: str, expected: str
) -> None:
    source = page(f"{text}\n\n{due(fields)}")
    assert told(tmp_path, source, "DGT321", "DGT322") == [expected]


def test_restructuredtext_says_the_same(tmp_path: Path) -> None:
    source = (
        "示例周报\n========\n\n.. issue::\n   :number: 1\n   :period: 2021-04-10/2021-04-16\n\n"
        "关于示例专项的通知\n------------------\n\n.. notice::\n   :id: example-1\n   :type: 通知\n"
        "   :issuer: 示例局\n   :published: 2021-04-12\n\n请于 5 月\n20 日前报送材料。\n\n"
        ".. deadline:: 网上申报\n   :kind: 申报\n   :end: 2021-06-10\n   :text: 6 月 11 日止\n"
    )
    (tmp_path / "issue.rst").write_text(source, encoding="utf-8")
    found = [one for one in check([tmp_path]).diagnostics if one.code[:5] == "DGT32"]
    assert [(one.code, one.place.span.line, one.place.span.column) for one in found] == [
        ("DGT322", 17, 4),
        ("DGT321", 22, 10),
    ]
    assert found[0].values["words"] == "5 月 20 日前"
