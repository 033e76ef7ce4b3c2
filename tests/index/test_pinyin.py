"""Chinese sorts as a dictionary does, names as names, numbers by value."""

from __future__ import annotations

import random
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_digest.core.pinyin import Collator


def letters(text: str, collator: Collator | None = None, *, surname: bool = False) -> str:
    tokens = (collator or Collator()).key(text, surname=surname)[1]
    return " ".join(token[1] for token in tokens)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("重庆", "chong qing"),
        ("重庆市知识产权局", "chong qing shi zhi shi chan quan ju"),
        ("重点", "zhong dian"),
        ("重大", "zhong da"),
        ("重新", "chong xin"),
        ("长春", "chang chun"),
        ("吉林省长春市", "ji lin sheng chang chun shi"),
        ("长沙", "chang sha"),
        ("湖南省长沙市", "hu nan sheng chang sha shi"),
        ("上海市长宁区", "shang hai shi chang ning qu"),
        ("西安市长安区", "xi an shi chang an qu"),
        ("省长", "sheng zhang"),
        ("市长", "shi zhang"),
        ("长治", "chang zhi"),
        ("银行", "yin hang"),
        ("行业", "hang ye"),
        ("行政", "xing zheng"),
        ("推行", "tui xing"),
        ("厦门", "xia men"),
        ("大厦", "da sha"),
        ("六安", "lu an"),
        ("六合区", "lu he qu"),
        ("六月", "liu yue"),
        ("台州", "tai zhou"),
        ("蚌埠", "beng bu"),
        ("亳州", "bo zhou"),
        ("涡阳", "guo yang"),
        ("番禺", "pan yu"),
        ("乐清", "yue qing"),
        ("铅山", "yan shan"),
        ("东阿", "dong e"),
        ("都匀", "du yun"),
        ("都江堰", "du jiang yan"),
        ("朝阳区", "chao yang qu"),
        ("浙江", "zhe jiang"),
        ("调查", "diao cha"),
        ("调整", "tiao zheng"),
        ("参比制剂", "can bi zhi ji"),
        ("人参", "ren shen"),
        ("会计", "kuai ji"),
        ("单位", "dan wei"),
        ("解读", "jie du"),
        ("查询", "cha xun"),
        ("传真", "chuan zhen"),
        ("处理", "chu li"),
        ("音乐", "yin yue"),
    ],
)
def test_words_are_read_as_phrases(text: str, expected: str) -> None:
    assert letters(text) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("曾某", "zeng mou"),
        ("单样例", "shan yang li"),
        ("解示例", "xie shi li"),
        ("仇某", "qiu mou"),
        ("区某", "ou mou"),
        ("查某", "zha mou"),
        ("任某", "ren mou"),
        ("朴某", "piao mou"),
        ("盖某", "ge mou"),
        ("缪某", "miao mou"),
        ("乐某", "yue mou"),
        ("翟某", "zhai mou"),
        ("覃某", "qin mou"),
        ("纪某", "ji mou"),
        ("种某", "chong mou"),
        ("秘某", "bi mou"),
        ("尉迟某", "yu chi mou"),
        ("万俟某", "mo qi mou"),
        ("长孙某", "zhang sun mou"),
        ("单于某", "chan yu mou"),
        ("澹台某", "tan tai mou"),
        ("令狐某", "ling hu mou"),
        ("曾", "zeng"),
    ],
)
def test_surnames_are_read_as_surnames(name: str, expected: str) -> None:
    assert letters(name, surname=True) == expected


def test_tones_of_surnames() -> None:
    collator = Collator()
    assert collator.key("华某", surname=True)[1][0][:3] == (0, "hua", 4)
    assert collator.key("任某", surname=True)[1][0][:3] == (0, "ren", 2)
    assert collator.key("华某")[1][0][:3] == (0, "hua", 2)


def test_a_phrase_is_no_name() -> None:
    assert letters("单位联系人员", surname=True) == "dan wei lian xi ren yuan"


def test_readings_of_the_settings_precede_all_others() -> None:
    collator = Collator({"曾": "ceng", "蔚县": "yù xiàn", "重庆": "zhong2 qing4", "绿": "lv4"})
    assert letters("曾某", collator, surname=True) == "ceng mou"
    assert letters("蔚县", collator) == "yu xian"
    assert letters("重庆", collator) == "zhong qing"
    assert letters("绿", collator) == "lu"


def test_a_reading_with_the_wrong_count_of_syllables_still_sorts() -> None:
    collator = Collator({"重庆": "chongqing"})
    assert sorted(["崇文", "出版", "重庆"], key=collator.key) == ["崇文", "重庆", "出版"]
    assert collator.group("重庆") == "C"
    assert Collator({"某": ""}).group("某") == "#"


def test_numbers_sort_by_value() -> None:
    collator = Collator()
    for ordered in (
        ["第2批", "第10批"],
        ["2021年第3号", "2021年第27号", "2022年第1号"],
        ["国知办函服字〔2020〕1304号", "国知办函服字〔2021〕46号", "国知办函服字〔2021〕304号"],
        ["第九批", "第十批", "第四十一批", "第42批", "第一百零三批"],
        ["主席令第九号", "主席令第六十三号"],
        ["附件２", "附件10"],
    ):
        for _ in range(5):
            shuffled = random.Random(1).sample(ordered, len(ordered))
            assert sorted(shuffled, key=collator.key) == ordered


def test_latin_stands_among_the_syllables_and_digits_come_last() -> None:
    words = ["《2021年公告》", "国家", "CDE", "擦", "安徽", "Étude", "αβ", "处", "007", "ä"]
    assert sorted(words, key=Collator().key) == [
        "ä", "安徽", "擦", "CDE", "处", "Étude", "国家", "007", "《2021年公告》", "αβ",
    ]  # fmt: skip


def test_umlauts_follow_u_of_the_same_syllable() -> None:
    assert sorted(["罗", "吕", "鲁", "乱"], key=Collator().key) == ["鲁", "吕", "乱", "罗"]


def test_tones_and_characters_decide_between_equal_syllables() -> None:
    assert sorted(["市场", "事项", "十月", "时间", "使用"], key=Collator().key) == [
        "十月", "时间", "使用", "事项", "市场",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("国家", "G"), ("“国家”", "G"), ("cde", "C"), ("2021年", "0-9"), ("（３）", "0-9"),
        ("", "#"), ("——", "#"), ("Ω", "#"), ("ひらがな", "#"), ("É", "E"), ("〇", "L"),
    ],
)  # fmt: skip
def test_groups(text: str, group: str) -> None:
    assert Collator().group(text) == group


def test_slugs_are_ascii_and_tell_homophones_apart() -> None:
    collator = Collator()
    assert collator.slug("2021-04") == "2021-04"
    slugs = [collator.slug(text) for text in ("市局", "时局", "A", "B b", "2021年第27号", "☂", "")]
    assert len(set(slugs)) == len(slugs)
    assert all(slug.isascii() and " " not in slug and slug for slug in slugs)
    assert slugs[0].startswith("shiju-")
    assert slugs[2] == "a"


texts = st.text() | st.text(alphabet="重庆长春第二十〇12３ aBü曾单々〔〕-号")


@given(texts, texts, st.booleans())
def test_keys_never_raise_and_order_everything(one: str, other: str, surname: bool) -> None:
    collator = Collator()
    first, second = (collator.key(text, surname=surname) for text in (one, other))
    assert (first < second) + (second < first) + (first == second) == 1
    assert (first == second) == (one == other)
    assert first == Collator().key(one, surname=surname)
    assert collator.group(one) in {*"ABCDEFGHIJKLMNOPQRSTUVWXYZ", "0-9", "#"}
    assert collator.slug(one).isascii()


@given(st.lists(texts))
def test_groups_stand_together_in_order(written: list[str]) -> None:
    collator = Collator()
    groups = [collator.group(text) for text in sorted(written, key=collator.key)]
    ranks = [(not group.isalpha(), group == "#", group) for group in groups]
    assert ranks == sorted(ranks)


@given(st.text(), st.text(), st.text())
def test_any_reading_of_the_settings_is_taken(word: str, reading: str, text: str) -> None:
    collator = Collator({word: reading})
    assert collator.key(text + word) == collator.key(text + word)


def test_pypinyin_is_imported_only_when_it_is_needed() -> None:
    code = (
        "import sys; import sphinx_digest.core.index; from sphinx_digest.core.pinyin import Collator;"
        "Collator().key('ASCII 2021'); assert 'pypinyin' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
