"""Words that tell an office, a person and a place apart, where nothing else says which it is."""

from __future__ import annotations

import re

#: The surnames that nine persons in ten have.
_SURNAMES = (
    "王李张刘陈杨黄赵周吴徐孙马胡朱郭何罗高林郑梁谢唐许冯宋韩邓彭曹曾田萧潘袁董蔡余于叶杜苏魏"
    "程吕丁沈任姚卢姜崔钟谭陆汪范廖石金贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚"
    "邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳"
    "甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶"
)
_SURE_END = (
    r"局|部|厅|司|处|署|室|组|办|中心|公司|集团|协会|学会|商会|促进会|联合会|委员会|管委会|工委|党委"
    r"|政府|大学|学院|学校|研究院|研究所|法院|医院|平台|窗口|热线|服务台|大厅|工作站|服务站|大队|支队"
)
#: What the given name of a person may end with as well.
_END = "科|委|所|站|院|队"
_OFFICE = re.compile(rf"[\w（）()·—-]+(?:{_SURE_END}|{_END})")
_SURE = re.compile(rf"[\w（）()·—-]+(?:{_SURE_END})")
_PERSON = re.compile(
    rf"(?:[{_SURNAMES}][\u4e00-\u9fff]{{1,2}}|(?:欧阳|司马|诸葛|上官|皇甫)[\u4e00-\u9fff]{{1,2}}"
    r"|[\u4e00-\u9fff]某某?)(?:[(（][^()（）]{1,12}[)）])?"
)
_PLACE = re.compile(
    r"[\u4e00-\u9fff]{1,12}(?:省|市|区|县|镇|乡|街道)[^\s;；]{0,40}(?:路|街|道|巷|号|村|园|楼|大厦|室)"
    r"|[\u4e00-\u9fff]{2,12}(?:路|街|大道|巷|胡同)\s?[^\s;；]{0,6}[0-9０-９]+\s?号"
)
#: No address is longer than this.
_LONGEST = 200
_WORD = re.compile(r"[^\s、,，;；/]+")
_HOURS = re.compile(
    r"[0-9０-９]{1,2}[:：][0-9０-９]{2}|工作日|节假日|[周星期][期]?[一二三四五六日天]|上午|下午|午休"
)


def is_office(word: str) -> bool:
    """Say whether a word is the name of an office: 规划处, and not 张处."""
    if len(word) <= 3 and _PERSON.fullmatch(word):
        return len(word) == 3 and _SURE.fullmatch(word) is not None
    return _OFFICE.fullmatch(word) is not None


def is_person(word: str) -> bool:
    """Say whether a word is most probably the name of a person."""
    return _PERSON.fullmatch(word) is not None and not is_office(word)


def is_place(text: str) -> bool:
    """Say whether a text is an address: 北京市示例区示例路 1 号."""
    return len(text) <= _LONGEST and _PLACE.search(text) is not None


def is_hours(text: str) -> bool:
    """Say whether a text says when somebody can be reached."""
    return _HOURS.search(text) is not None


def office_in(text: str) -> tuple[int, int] | None:
    """Give where the name of an office stands, before or behind the persons of a text."""
    words = list(_WORD.finditer(text))
    offices = [index for index, word in enumerate(words) if is_office(word[0])]
    if not offices:
        return None
    first, last = offices[0], offices[-1]
    if last < len(words) - 1:
        return words[0].start(), words[last].end()
    if first and all(is_person(word[0]) for word in words[:first]):
        return words[first].start(), words[-1].end()
    return words[0].start(), words[-1].end()


def place_in(text: str) -> int | None:
    """Give where an address starts that stands at the end of a text."""
    if not is_place(text):
        return None
    return next((word.start() for word in _WORD.finditer(text) if is_place(text[word.start() :])
                 and not is_person(word[0]) and not is_office(word[0])), None)  # fmt: skip
