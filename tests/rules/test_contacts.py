"""Numbers that cannot be dialled, mailboxes and telephones asked for and not given."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_digest.core.check import check
from tests.rules.test_documentation import ISSUE, NOTICE

#: Where the text of the notice starts.
FIRST = (ISSUE + NOTICE).count("\n") + 1


def slips(folder: Path, text: str, settings: str = "", suffix: str = ".md") -> list[str]:
    """Give each finding as ``code line:column text``; lines count from the notice's text."""
    (folder / "digest.toml").write_text(settings, encoding="utf-8")
    head = ISSUE + NOTICE
    if suffix == ".rst":
        head = head_in_rst()
    source = folder / f"issue{suffix}"
    source.write_text(head + text, encoding="utf-8")
    lines = (head + text).splitlines()
    return [
        f"{found.code} {span.line - head.count(chr(10))}:{span.column} "
        f"{lines[span.line - 1][span.column - 1 : span.end_column - 1]}"
        for found in check([source]).diagnostics
        for span in [found.place.span]
    ]


def head_in_rst() -> str:
    """Give the head of an issue with one notice in reStructuredText."""
    return (
        "示例周报\n========\n\n.. issue::\n   :number: 1\n   :period: 2021-04-10/2021-04-16\n"
        "   :published: 2021-04-16\n\n关于示例专项的通知\n------------------\n\n.. notice::\n"
        "   :id: example-1\n   :type: 通知\n   :issuer: 示例局\n   :published: 2021-04-12\n\n"
    )


def contact(field: str, name: str = "张某") -> str:
    return f":::{{contact}} {name}\n{field}\n:::\n"


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        (":phone: 5550 0101", ["DGT371 2:9 5550 0101"]),
        (":phone: 55500101 转 6011", ["DGT371 2:9 55500101 转 6011"]),
        (":phone: 5550101-232/231", ["DGT371 2:9 5550101-232/231"]),
        (":phone: 55500102；010-5550 0101", ["DGT371 2:9 55500102"]),
        (":phone: 13800000801；55500102", ["DGT371 2:21 55500102"]),
        (":phone: 010-5550 0101；55500102", []),
        (":phone: 010-5550 0101、5550 0102", []),
        (":fax: 55500103\n:phone: 010-5550 0101", ["DGT371 2:7 55500103"]),
    ],
)
def test_a_local_number_lacks_its_area(tmp_path: Path, field: str, expected: list[str]) -> None:
    assert slips(tmp_path, contact(field)) == expected


@pytest.mark.parametrize(
    "field",
    [
        ":phone: 010-5550 0101",
        ":phone: 12345；95188；95105888；400-555-0101",
        ":phone: 13800000801",
        ":phone: +1 202 555 0101",
        ":email: example@example.org",
    ],
)
def test_whole_and_service_numbers_need_no_area(tmp_path: Path, field: str) -> None:
    assert slips(tmp_path, contact(field)) == []


def phones(folder: Path, settings: str, notice: str, field: str) -> list[str]:
    """Give the numbers of the one contact, as they are stored."""
    (folder / "digest.toml").write_text(settings, encoding="utf-8")
    (folder / "issue.md").write_text(ISSUE + notice + contact(field), encoding="utf-8")
    return [number["number"] for number in contact_values(folder)["phone"]]


def contact_values(folder: Path) -> dict[str, list[dict[str, str]]]:
    from sphinx_digest.core.check import read_source
    from sphinx_digest.core.schema import load_schemas
    from sphinx_digest.core.settings import read_settings

    settings, problems = read_settings(folder)
    assert problems == ()
    schemas, _ = load_schemas(settings)
    _, document = read_source(str(folder / "issue.md"), "issue", settings, schemas)
    return dict(document.notices[0].contacts[0].values)


ISSUERS = (
    '[issuers.example]\nname = "示例局"\narea_code = "0532"\n'
    '[issuers.other]\nname = "另一示例局"\narea_code = "022"\n'
)


def test_the_issuer_gives_the_area(tmp_path: Path) -> None:
    assert phones(tmp_path, ISSUERS, NOTICE, ":phone: 55500101") == ["+8653255500101"]


def test_the_issuer_goes_before_the_digest(tmp_path: Path) -> None:
    settings = '[telephone]\narea_code = "010"\n' + ISSUERS
    assert phones(tmp_path, settings, NOTICE, ":phone: 55500101") == ["+8653255500101"]
    unknown = NOTICE.replace("示例局", "别的局")
    assert phones(tmp_path, settings, unknown, ":phone: 55500101") == ["+861055500101"]


def test_an_alias_of_the_issuer_gives_the_area_too(tmp_path: Path) -> None:
    settings = '[issuers.a]\nname = "青岛示例局"\naliases = ["示例局"]\narea_code = "0532"\n'
    assert phones(tmp_path, settings, NOTICE, ":phone: 55500101") == ["+8653255500101"]


def test_issuers_of_two_areas_leave_the_number_open(tmp_path: Path) -> None:
    both = NOTICE.replace(":issuer: 示例局", ":issuer: 示例局；另一示例局")
    assert phones(tmp_path, ISSUERS, both, ":phone: 55500101") == ["55500101"]
    assert slips(tmp_path, contact(":phone: 010-5550 0101"), ISSUERS) == []


def test_the_office_of_a_contact_goes_before_the_issuer(tmp_path: Path) -> None:
    field = ":organization: 另一示例局\n:phone: 55500101"
    assert phones(tmp_path, ISSUERS, NOTICE, field) == ["+862255500101"]
    field = ":organization: 示例局办公室\n:phone: 55500101"
    assert phones(tmp_path, ISSUERS, NOTICE, field) == ["+8653255500101"]


def test_a_wrong_area_code_is_found_in_the_settings(tmp_path: Path) -> None:
    (tmp_path / "digest.toml").write_text("[issuers.a]\narea_code = 22\n", encoding="utf-8")
    (found,) = check([tmp_path]).diagnostics
    assert (found.code, found.place.span.line, found.place.span.column) == ("DGT082", 2, 13)


ASKING = [
    ("请将联系人信息表发至公共服务司联系人邮箱。", "发至公共服务司联系人邮箱"),
    ("电子版合同书按类别发送至相应处室联系人邮箱。", "发送至相应处室联系人邮箱"),
    ("有意见的，请反馈到指定邮箱。", "反馈到指定邮箱"),
    ("电子版发邮箱，须与纸质版一致。", "发邮箱"),
    ("意见请以电子邮件形式反馈。", "以电子邮件形式反馈"),
    ("请将意见通过邮件报送示例局。", "通过邮件报送"),
]


@pytest.mark.parametrize(("text", "asked"), ASKING)
def test_a_mailbox_is_asked_for_and_not_given(tmp_path: Path, text: str, asked: str) -> None:
    expected = [f"DGT372 1:{text.index(asked) + 1} {asked}"]
    assert slips(tmp_path, text + "\n") == expected
    telephone = contact(":phone: 010-5550 0101")
    assert slips(tmp_path, f"{text}\n\n{telephone}") == expected
    assert slips(tmp_path, f"{text}\n\n{contact(':email: a@example.org')}") == []


def test_the_wording_of_a_deadline_asks_too(tmp_path: Path) -> None:
    deadline = ":::{deadline} 报送信息表\n:end: 2021-04-30\n:text: 发至联系人邮箱\n:::\n"
    assert slips(tmp_path, deadline) == ["DGT372 3:8 发至联系人邮箱"]
    printed = deadline.replace("邮箱", "邮箱 a@example.org")
    assert slips(tmp_path, printed) == []


def test_it_asks_in_restructuredtext(tmp_path: Path) -> None:
    assert slips(tmp_path, "请将信息表发至联系人邮箱。\n", suffix=".rst") == [
        "DGT372 1:6 发至联系人邮箱"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "材料发到市局指定邮箱 office@example.org。",
        "材料发到市局指定邮箱：\n\noffice@example.org",
        "验证码发送至注册邮箱，请在系统里填写。",
        "审核后，我委将以电子邮件方式反馈。",
        "结果发送至申请人邮箱。",
        "填写单位名称、邮箱，再提交申请。",
        "请将材料发至联系人邮箱（原文未给出邮箱地址）。",
        "去年共发送邮件 3 万封。",
        "发布了邮箱服务的规范。",
    ],
)
def test_nobody_is_asked_to_write_to_an_unknown_mailbox(tmp_path: Path, text: str) -> None:
    assert slips(tmp_path, text + "\n") == []


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("报名请拨打联系电话，名额有限。", "拨打联系电话"),
        ("有疑问请电话咨询。", "请电话咨询"),
        ("报名请提前致电。", "请提前致电"),
    ],
)
def test_a_telephone_is_asked_for_and_not_given(tmp_path: Path, text: str, asked: str) -> None:
    assert slips(tmp_path, text + "\n") == [f"DGT373 1:{text.index(asked) + 1} {asked}"]
    assert slips(tmp_path, f"{text}\n\n{contact(':phone: 010-5550 0101')}") == []


@pytest.mark.parametrize(
    "text",
    [
        "举报请拨打电话 12345。",
        "有疑问请电话咨询（010-5550 0101）。",
        "有疑问请电话咨询，原文没有给出电话。",
        "审核通过后电话通知申报单位。",
        "电话和致辞安排另定。",
    ],
)
def test_nobody_is_asked_to_call_an_unknown_number(tmp_path: Path, text: str) -> None:
    assert slips(tmp_path, text + "\n") == []


@pytest.mark.parametrize(
    "number", ["010-12345678", "022-00000000", "13812345678", "400-000-0000", "0532-1111 1111"]
)
def test_a_placeholder_is_no_number(tmp_path: Path, number: str) -> None:
    assert slips(tmp_path, contact(f":phone: {number}")) == [f"DGT374 2:9 {number}"]


@pytest.mark.parametrize("number", ["010-88888888", "13800000801", "010-6666 6666", "13888888888"])
def test_lucky_numbers_are_numbers(tmp_path: Path, number: str) -> None:
    assert slips(tmp_path, contact(f":phone: {number}")) == []


@pytest.mark.parametrize(
    ("host", "meant"),
    [
        ("163.con", "163.com"),
        ("qq.cmo", "qq.com"),
        ("vip.163.con", "vip.163.com"),
        ("gmial.com", "gmail.com"),
        ("gmal.com", "gmail.com"),
        ("hotmaiil.com", "hotmail.com"),
        ("outlock.com", "outlook.com"),
    ],
)
def test_a_slip_in_the_host_of_a_mailbox_is_mended(tmp_path: Path, host: str, meant: str) -> None:
    text = contact(f":email: a@example.org；office@{host}")
    assert slips(tmp_path, text) == [f"DGT375 2:30 {host}"]
    (found,) = check([tmp_path]).diagnostics
    assert [fix.text for fix in found.fixes] == [meant]
    assert slips(tmp_path, text.replace(host, meant)) == []


@pytest.mark.parametrize(
    "host", ["mail.com", "email.com", "qq.com", "136.com", "sina.com.cn", "example.con", "hq.com"]
)
def test_other_hosts_are_left_alone(tmp_path: Path, host: str) -> None:
    assert slips(tmp_path, contact(f":email: office@{host}")) == []


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("请扫描二维码报名。", "扫描二维码"),
        ("扫一扫下方二维码，加入工作群。", "扫一扫下方二维码"),
        ("自愿扫码报名。", "扫码报名"),
    ],
)
def test_a_code_to_scan_is_lost(tmp_path: Path, text: str, asked: str) -> None:
    assert slips(tmp_path, text + "\n") == [f"DGT376 1:{text.index(asked) + 1} {asked}"]
    assert slips(tmp_path, text + "\n\n![二维码](code.png)\n") == []
    assert slips(tmp_path, text + "\n\n<https://www.example.org/register>\n") == []
    assert slips(tmp_path, text + "\n\n原文没有附二维码。\n") == []


@pytest.mark.parametrize("text", ["药品追溯码实行扫码出库。", "推广二维码应用。", "扫黑除恶宣传。"])
def test_nobody_is_asked_to_scan(tmp_path: Path, text: str) -> None:
    assert slips(tmp_path, text + "\n") == []


@pytest.mark.parametrize(
    ("names", "expected", "meant"),
    [
        ("张  某", ["DGT377 1:14 张  某"], "张某"),
        ("李样例；王　某", ["DGT377 1:18 王　某"], "王某"),
        ("欧 阳 某", ["DGT377 1:14 欧 阳 某"], "欧阳某"),
    ],
)
def test_a_name_is_spaced_out(tmp_path: Path, names: str, expected: list[str], meant: str) -> None:
    text = contact(":phone: 010-5550 0101", names)
    assert slips(tmp_path, text) == expected
    (found,) = check([tmp_path]).diagnostics
    assert [fix.text for fix in found.fixes] == [meant]


@pytest.mark.parametrize("names", ["张某；李样例", "张某、李样例", "Zhang San", "值班 室主任甲"])
def test_names_that_are_whole(tmp_path: Path, names: str) -> None:
    assert "DGT377" not in " ".join(slips(tmp_path, contact(":email: a@example.org", names)))


@pytest.mark.parametrize(
    ("written", "mend"),
    [
        ("a@example.org、b@example.org", "a@example.org；b@example.org"),
        ("a@example.org, b@example.org", "a@example.org；b@example.org"),
        ("a＠example.org", "a@example.org"),
    ],
)
def test_addresses_that_are_pasted_are_parted(tmp_path: Path, written: str, mend: str) -> None:
    (tmp_path / "digest.toml").touch()
    source = tmp_path / "issue.md"
    source.write_text(ISSUE + NOTICE + contact(f":email: {written}"), encoding="utf-8")
    (found,) = check([source]).diagnostics
    assert (found.code, found.place.span.column) == ("DGT025", 9)
    assert [fix.text for fix in found.fixes] == [mend]
