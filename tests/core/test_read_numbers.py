from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_digest.core.errors import UnreadableError
from sphinx_digest.core.formats import read_email, read_record_id, read_url
from sphinx_digest.core.messages import help_of
from sphinx_digest.core.model import Diagnostic, Place, Span
from sphinx_digest.core.numbers import (
    document_key,
    find_numbers,
    read_document_number,
    read_document_reference,
    split_issuer,
)
from sphinx_digest.core.numerals import read_numeral
from sphinx_digest.core.telephones import read_telephones, show_telephone


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("国知办函服字〔2021〕304 号", "国知办函服字〔2021〕304号"),
        ("国知办函服字[2021]0304号", "国知办函服字〔2021〕304号"),
        ("财建（2021）2号", "财建〔2021〕2号"),
        ("财建(2021) 2 号", "财建〔2021〕2号"),
        ("财建【2021】2号", "财建〔2021〕2号"),
        ("财建﹝２０２１﹞２号", "财建〔2021〕2号"),
        ("2021 年第 27 号", "2021年第27号"),
        ("2021年第027号", "2021年第27号"),
        ("国家税务总局公告 2018 年第 61 号", "国家税务总局公告2018年第61号"),
        ("主席令第六十三号", "主席令第六十三号"),
        ("国务院令第 732 号", "国务院令第732号"),
    ],
)
def test_a_document_number_is_stored_one_way(written: str, number: str) -> None:
    assert read_document_number(written) == number
    assert read_document_number(number) == number
    assert document_key(written) == document_key(number)


@pytest.mark.parametrize(
    "written", ["", "304号", "第27号", "2021年27号", "2021年第00号", "〔2021〕3号", "abc"]
)
def test_what_is_no_document_number(written: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_document_number(written)
    assert caught.value.code == "DGT028"


def test_numbers_compare_by_what_they_mean() -> None:
    assert document_key("主席令第六十三号") == document_key("主席令第63号")
    assert document_key("京政发〔2021〕第5号") == document_key("京政发〔2021〕5号")
    assert document_key("2018年第61号") != document_key("2018年第62号")
    assert split_issuer("国家税务总局公告2018年第61号") == ("国家税务总局", "2018年第61号")
    assert split_issuer("2018年第61号") == (None, "2018年第61号")


def test_a_reference_is_an_id_or_a_number() -> None:
    assert read_document_reference("cde-41") == "cde-41"
    assert read_document_reference("2021年第 27 号") == "2021年第27号"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("《办法》（国知办发服字〔2020〕46 号）", ["国知办发服字〔2020〕46号"]),
        (
            "根据国科发政〔2017〕115号和国科火字〔2021〕11号",
            ["国科发政〔2017〕115号", "国科火字〔2021〕11号"],
        ),
        ("《企业所得税法》（主席令第六十三号）", ["主席令第六十三号"]),
        ("依据国家税务总局公告 2018 年第 61 号", ["国家税务总局公告2018年第61号"]),
        ("通告（2021年第27号）和（2021 年第 24 号）", ["2021年第27号", "2021年第24号"]),
        ("京财文(2010)2418号", ["京财文〔2010〕2418号"]),
        ("按国务院令第732号执行", ["国务院令第732号"]),
        ("国知办\n函服字〔2021〕3号", ["国知办函服字〔2021〕3号"]),
        ("地址：友谊路 35 号", []),
        ("2021年入库登记编号", []),
        ("2021年第3号楼、（2021）5号线", []),
        ("QQ 群号 100000001，2021 年 4 月 30 日，第 158 期", []),
    ],
)
def test_numbers_are_found_in_running_text(text: str, found: list[str]) -> None:
    assert [number for number, _, _ in find_numbers(text)] == found
    for number, start, end in find_numbers(text):
        assert read_document_number(text[start:end]) == number


@given(st.text(alphabet="国科发根据〔〕（）[]2021年第号一十 \n0", max_size=60))
def test_found_numbers_are_in_order_and_apart(text: str) -> None:
    end_before = 0
    for number, start, end in find_numbers(text):
        assert end_before <= start < end <= len(text)
        assert read_document_number(number) == number
        end_before = end


@given(st.text(max_size=30))
def test_readers_raise_nothing_else(text: str) -> None:
    for read in (
        read_document_number,
        read_document_reference,
        read_record_id,
        read_url,
        read_email,
    ):
        try:
            value = read(text)
        except UnreadableError:
            continue
        assert read(value) == value


TELEPHONES = [
    ("010-55500101", [("+861055500101", None)], "010-5550 0101"),
    ("（010）5550 0101", [("+861055500101", None)], "010-5550 0101"),
    ("010-55500101 转 6011", [("+861055500101", "6011")], "010-5550 0101 转 6011"),
    ("010-55500101转6011", [("+861055500101", "6011")], "010-5550 0101 转 6011"),
    ("010-5550 0101-232", [("+861055500101", "232")], "010-5550 0101 转 232"),
    ("010-5550-0101 ext. 12", [("+861055500101", "12")], "010-5550 0101 转 12"),
    ("5550 0101 x8502", [("55500101", "8502")], "5550 0101 转 8502"),
    ("+86 10 5550 0101", [("+861055500101", None)], "010-5550 0101"),
    ("400-555-0101", [("+864005550101", None)], "400-555-0101"),
    ("13800000801", [("+8613800000801", None)], "138 0000 0801"),
    ("55500101", [("55500101", None)], "5550 0101"),
    ("12345", [("12345", None)], "12345"),
    ("+1 212-555-0101", [("+12125550101", None)], "+1 212-555-0101"),
    ("55500101-232/231", [("55500101", "232"), ("55500101", "231")], "5550 0101 转 232"),
    ("010-55500101/55500102", [("+861055500101", None), ("+861055500102", None)], "010-5550 0101"),
]
PASTED = [
    ("010-5550 0103/5550 0104", ["010-5550 0103", "010-5550 0104"]),
    ("010-5550 0191、5550 0192", ["010-5550 0191", "010-5550 0192"]),
    ("010-5550 0191，5550 0192", ["010-5550 0191", "010-5550 0192"]),
    ("010-55500191, 022-55500192、55500193", ["010-5550 0191", "022-5550 0192", "022-5550 0193"]),
    ("010-55500191、13800000801、55500193", ["010-5550 0191", "138 0000 0801", "010-5550 0193"]),
    ("12345、010-55500101", ["12345", "010-5550 0101"]),
    ("（010）55500140（转）8012", ["010-5550 0140 转 8012"]),
    ("（010）55500140（转 8012）", ["010-5550 0140 转 8012"]),
    ("010-55500140转8012、8013", ["010-5550 0140 转 8012", "010-5550 0140 转 8013"]),
    ("010-55500140转8012、55500141转8013", ["010-5550 0140 转 8012", "010-5550 0141 转 8013"]),
    ("电话：010-5550 0101", ["010-5550 0101"]),
    ("联系电话: （010）5550 0101", ["010-5550 0101"]),
    ("Tel: +86 10 5550 0101", ["010-5550 0101"]),
]


@pytest.mark.parametrize(("written", "shown"), PASTED)
def test_what_is_pasted_is_read(written: str, shown: list[str]) -> None:
    assert [show_telephone(number) for number in read_telephones(written, "CN", None)] == shown


@pytest.mark.parametrize(
    ("written", "part", "help_"),
    [
        ("010-5550 0101（兼传真）", "（兼传真）", "help_remark"),
        ("010-5550 0101（郑处长）", "（郑处长）", "help_remark"),
        ("010-5550 0101(Ms. Zhang)", "(Ms. Zhang)", "help_remark"),
        ("010-5550 0101、555001", "555001", "help_digits"),
        ("010-5550 0101/02", "02", "help"),
    ],
)
def test_the_wrong_part_of_a_telephone_is_named(written: str, part: str, help_: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_telephones(written, "CN", None)
    error = caught.value
    assert written[error.start : error.end] == part
    assert error.help == help_
    assert error.values["value"] == part


@pytest.mark.parametrize(("written", "numbers", "shown"), TELEPHONES)
def test_a_telephone_is_stored_and_shown_one_way(
    written: str, numbers: list[tuple[str, str | None]], shown: str
) -> None:
    read = read_telephones(written, "CN", None)
    assert [(number["number"], number.get("extension")) for number in read] == numbers
    assert show_telephone(read[0]) == shown
    assert read_telephones(shown, "CN", None) == read[:1]


WRONG_BY_A_DIGIT = [
    ("010-555001011", "区号 010 后面的号码应有 8 位，这里是 9 位"),
    ("010-5550010", "区号 010 后面的号码应有 8 位，这里是 7 位"),
    ("0571-555001", "区号 0571 后面的号码应有 7 或 8 位，这里是 6 位"),
    ("1380000000", "手机号应有 11 位，这里是 10 位"),
    ("13800", "手机号应有 11 位，这里是 5 位"),
    ("+86 138000008011", "手机号应有 11 位，这里是 12 位"),
    ("400-555-01012", "400 开头的号码应有 10 位，这里是 11 位"),
    ("555001011", "不带区号的号码应有 7 或 8 位，这里是 9 位"),
    ("010-55500101/5550010", "应有 8 位，这里是 7 位"),
]


@pytest.mark.parametrize(("written", "words"), WRONG_BY_A_DIGIT)
def test_a_number_wrong_by_a_digit_is_counted(written: str, words: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_telephones(written, "CN", None)
    error = caught.value
    found = Diagnostic(error.code, Place("", Span(1, 1, 1, 1)), error.values, error.help)
    assert error.code == "DGT026"
    assert words in (help_of(found, "zh") or "")
    assert help_of(found, "en")


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("10086", "10086"),
        ("110", "110"),
        ("951055", "951055"),
        ("010-12345", "010-12345"),
        ("0571-5550101", "0571-555 0101"),
        ("0571-55550101", "0571-5555 0101"),
        ("0086-10-55500101", "010-5550 0101"),
        ("86-10-55500101", "010-5550 0101"),
        ("(+86) 138 0000 0801", "138 0000 0801"),
        ("+852 2555 0101", "+852 2555 0101"),
    ],
)
def test_what_is_really_dialled_passes(written: str, shown: str) -> None:
    assert show_telephone(read_telephones(written, "CN", None)[0]) == shown


@given(st.text(alphabet="0123456789- ", min_size=1, max_size=16), st.sampled_from([None, "010"]))
def test_no_digit_is_lost_or_added_in_showing(written: str, area: str | None) -> None:
    try:
        (read,) = read_telephones(written, "CN", area)
    except (UnreadableError, ValueError):
        return
    digits = "".join(filter(str.isdigit, written))
    shown = "".join(filter(str.isdigit, show_telephone(read)))
    allowed = {digits, f"{area}{digits}", digits.removeprefix("0")}
    if digits.startswith(("0086", "86")):
        rest = digits.removeprefix("00").removeprefix("86").removeprefix("0")
        allowed |= {rest, f"0{rest}"}
    assert digits.startswith("00") or shown in allowed


def test_an_area_code_completes_local_numbers_alone() -> None:
    def number(written: str, country: str = "CN", area: str = "022") -> str:
        return read_telephones(written, country, area)[0]["number"]

    assert number("55500101") == "+862255500101"
    assert number("010-55500101") == "+861055500101"
    assert number("13800000801") == "+8613800000801"
    assert number("12345") == "12345"
    assert number("400-555-0101") == "+864005550101"
    assert number("555 0101", "US", "212") == "+12125550101"


def test_extensions_are_named_in_the_language_of_the_page() -> None:
    number = {"number": "+861055500101", "extension": "232"}
    assert show_telephone(number, "en") == "010-5550 0101 ext. 232"


@pytest.mark.parametrize(
    "written",
    ["", "abc", "58950000    27180000", "010-5550 01011234567", "转 8502", "55", "010-555x"],
)
def test_what_is_no_telephone(written: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_telephones(written, "CN", None)
    assert caught.value.code == "DGT026"


@given(
    st.one_of(st.text(max_size=20), st.text(alphabet="0123456789-+() 转/x.ext", max_size=24)),
    st.sampled_from([("CN", None), ("CN", "022"), ("US", "212"), ("DE", "030")]),
)
def test_telephones_raise_nothing_else_and_read_again(
    written: str, customs: tuple[str, str | None]
) -> None:
    try:
        read = read_telephones(written, *customs)
    except UnreadableError:
        return
    for number in read:
        again = read_telephones(number["number"], *customs)
        assert again == [{"number": number["number"]}]
        assert show_telephone(number)


@pytest.mark.parametrize(
    "written",
    [
        "javascript:void(0)",
        "www.example.org",
        "//example.org",
        "https://",
        "http://[",
        "https://a b",
        "ftp://a.b",
        "https://-/",
    ],
)
def test_what_is_no_link(written: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_url(written)
    assert caught.value.code == "DGT024"


def test_links_with_ports_and_chinese_paths_stay_as_written() -> None:
    for link in ("https://www.example.org:8443/a?b=1#c", "http://example.org/通知/1.html"):
        assert read_url(link) == link


def test_an_email_is_checked_without_asking_the_network() -> None:
    assert read_email("Service@EXAMPLE.org") == "Service@example.org"
    for written in ("service", "service@", "a..b@example.org", "a@example", "a b@example.org"):
        with pytest.raises(UnreadableError) as caught:
            read_email(written)
        assert caught.value.code == "DGT025"


def test_an_id_refused_comes_with_one_that_fits() -> None:
    with pytest.raises(UnreadableError) as caught:
        read_record_id("CNIPA 2021_304")
    assert caught.value.values["mend"] == "cnipa-2021-304"
    with pytest.raises(UnreadableError) as caught:
        read_record_id("通知")
    assert caught.value.help == "help_form"


@pytest.mark.parametrize(
    ("written", "help_", "mend"),
    [
        ("无", "help_none", None),
        ("—", "help_none", None),
        ("国发2019 1号", "help_mend", "国发〔2019〕1号"),
        ("国发[2019]1", "help_mend", "国发〔2019〕1号"),
        ("示办函字304", "help", None),
    ],
)
def test_a_number_refused_comes_with_what_was_meant(
    written: str, help_: str, mend: str | None
) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_document_number(written)
    assert (caught.value.help, caught.value.values.get("mend")) == (help_, mend)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("15", 15),
        ("十五", 15),
        ("二十", 20),
        ("一百二十", 120),
        ("二〇二一", 2021),
        ("两", 2),
        ("一百零五", 105),
    ],
)
def test_numerals(written: str, value: int) -> None:
    assert read_numeral(written) == value


@pytest.mark.parametrize("written", ["", "十十", "一二百", "x", "百百"])
def test_no_numerals(written: str) -> None:
    assert read_numeral(written) is None
