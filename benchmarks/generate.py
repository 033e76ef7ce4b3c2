"""Make an archive of any size, the same each time, in three forms of one content.

``plain`` holds headings and body text, ``digest`` the same with our blocks, ``needs`` the same
with the records as sphinx-needs directives. All names, numbers and addresses are invented.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Literal, get_args

Form = Literal["plain", "written", "digest", "needs"]
FORMS: tuple[Form, ...] = get_args(Form)
NOTICES_AN_ISSUE = 30
CHARACTERS_A_BODY = 1500
_FIRST_DAY = date(2012, 1, 2)

_PARTS = ("知识产权信息篇", "医药信息篇", "科技项目篇")
_GROUPS = ("国家级", "地方级")
_ISSUERS = (
    ("样例市科学技术局", "样科发"),
    ("样例市知识产权局", "样知发"),
    ("样例市药品监督管理局", "样药监"),
    ("样例市工业和信息化局", "样工信"),
    ("示范省科学技术厅", "示科函"),
    ("示范省市场监督管理局", "示市监"),
    ("示范省发展改革委员会", "示发改"),
    ("示范区管理委员会", "示管字"),
)
_KINDS = (
    ("circular", "通知", "开展", "application", "网上申报"),
    ("notification", "通告", "规范", "filing", "办理备案"),
    ("announcement", "公告", "调整", "submission", "报送材料"),
    ("publicity", "公示", "复核", "public-notice", "提出异议"),
    ("opinion", "意见", "加强", "comments", "反馈意见"),
)
_MATTERS = (
    "专利转化专项计划", "药品生产工艺变更管理", "科技型中小企业评价", "重点研发项目中期检查",
    "知识产权信息服务网点", "医疗器械注册电子申报", "高新技术企业复审", "检验检测机构能力建设",
    "企业研发费用补助", "商标品牌指导站", "临床试验机构监督检查", "产业技术创新平台",
)  # fmt: skip
_FAMILIES = "张王李赵陈刘杨黄周吴"
_SUBJECTS = (
    "申报单位", "推荐单位", "承担单位", "主管部门", "评审专家", "各区主管科室", "受托机构",
    "项目负责人", "参与企业", "服务窗口",
)  # fmt: skip
_ACTIONS = (
    "应当如实填写申请表", "须在系统中上传盖章扫描件", "要对材料的真实性负责", "负责核对基本情况",
    "可以委托合作单位办理手续", "不再重复提交已经备案的资料", "按照合同约定的进度完成任务",
    "应当安排专人答复咨询", "须留存原件以备抽查", "要及时更新联系信息",
)  # fmt: skip
_CONDITIONS = (
    "材料不齐的", "同一项目已获其他专项支持的", "上一年度考核合格的", "跨区域合作实施的",
    "需要延期的", "变更负责人的", "首次参加的", "经费支出未达到预算七成的",
)  # fmt: skip
_RESULTS = (
    "由受理部门一次告知补正内容", "不列入本批次安排", "可以优先推荐", "应当另行说明理由",
    "经审核后统一公布", "按有关办法追回资金", "结果在网站上公开", "纳入下一年度计划",
)  # fmt: skip
_HEADINGS = ("适用范围", "办理程序", "材料要求", "审核与公布", "其他事项")


@dataclass(frozen=True, slots=True)
class Entry:
    """What one notice of the archive holds, whatever form it is written in."""

    id: str
    title: str
    fields: tuple[tuple[str, str], ...]
    deadline: tuple[tuple[str, str], ...]
    deadline_title: str
    contact: tuple[tuple[str, str], ...]
    contact_name: str
    attachments: tuple[tuple[str, str], ...]
    body: str


def _sentence(random: Random) -> str:
    if random.random() < 0.5:
        return f"{random.choice(_SUBJECTS)}{random.choice(_ACTIONS)}，{random.choice(_RESULTS)}。"
    return (
        f"{random.choice(_CONDITIONS)}，{random.choice(_SUBJECTS)}{random.choice(_ACTIONS)}，"
        f"{random.choice(_RESULTS)}。"
    )


def _paragraph(random: Random, length: int) -> str:
    text = ""
    while len(text) < length:
        text += _sentence(random)
    return text


def _body(random: Random, matter: str) -> str:
    """Write about 1,500 characters: paragraphs, headings of its own, two lists."""
    pieces = [f"本次工作围绕{matter}展开。" + _paragraph(random, 110)]
    for heading in _HEADINGS:
        pieces.append(f"##### {heading}")
        if heading == "办理程序":
            items = [f"{n}. {_paragraph(random, 45)}" for n in range(1, 6)]
            pieces.append("\n".join(items))
        elif heading == "材料要求":
            items = [f"- **{random.choice(_SUBJECTS)}**：{_sentence(random)}" for _ in range(6)]
            pieces.append("\n".join(items))
        else:
            pieces.append(_paragraph(random, 100))
            pieces.append(_paragraph(random, 100))
    missing = CHARACTERS_A_BODY - sum(map(len, pieces))
    if missing > 0:
        pieces.append(_paragraph(random, missing))
    return "\n\n".join(pieces)


def _entry(number: int, monday: date) -> Entry:
    random = Random(number)
    issuer, prefix = random.choice(_ISSUERS)
    type_, ending, verb, kind, task = random.choice(_KINDS)
    matter = random.choice(_MATTERS)
    published = monday + timedelta(days=random.randrange(5))
    start = published + timedelta(days=random.randrange(1, 10))
    end = start + timedelta(days=random.randrange(10, 60))
    id_ = f"bench-{number:05d}"
    body = _body(random, matter)
    fields = (
        ("id", id_),
        ("type", type_),
        ("number", f"{prefix}〔{published.year}〕{number + 1}号"),
        ("issuer", issuer),
        ("published", published.isoformat()),
        ("dated", (published - timedelta(days=2)).isoformat()),
        ("url", f"https://www.example.org/notices/{published.year}/{number}.html"),
        ("addressees", "各区主管部门；各有关单位；各行业协会"),
        ("eligibility", f"在本市登记、从事{matter}相关工作的法人单位"),
        ("amount", f"每项不超过 {random.randrange(10, 300)} 万元"),
        ("note", "示例内容，均为虚构。"),
    )
    deadline = (
        ("id", f"{id_}-due"),
        ("kind", kind),
        ("start", start.isoformat()),
        ("end", end.isoformat()),
        ("for", "符合条件的申报单位"),
        ("channel", "政务服务网"),
    )
    contact = (
        ("id", f"{id_}-call"),
        ("organization", issuer),
        ("role", "联系人"),
        ("phone", f"010-5550{number % 10000:04d}"),
        ("email", f"office{number}@example.org"),
    )
    attachments = tuple(
        (f"附件 {n} {matter}申请表.docx", f"https://www.example.org/files/{number}-{n}.docx")
        for n in range(1, random.choice((0, 0, 0, 1, 3)) + 1)
    )
    return Entry(
        id=id_,
        title=f"关于{verb}{matter}工作的{ending}（第{number + 1}件）",
        fields=fields,
        deadline=deadline,
        deadline_title=task,
        contact=contact,
        contact_name=random.choice(_FAMILIES) + "某",
        attachments=attachments,
        body=body,
    )


def _directive(
    name: str, argument: str, fields: tuple[tuple[str, str], ...], body: str = ""
) -> str:
    opening = f":::{{{name}}} {argument}".rstrip()
    options = "".join(f":{field}: {value}\n" for field, value in fields)
    return f"{opening}\n{options}{body}:::"


def _with_digest(entry: Entry) -> Iterator[str]:
    yield _directive("notice", "", entry.fields)
    yield entry.body
    yield _directive("deadline", entry.deadline_title, entry.deadline)
    yield _directive("contact", entry.contact_name, entry.contact)
    if entry.attachments:
        listed = "".join(f"- [{title}]({url})\n" for title, url in entry.attachments)
        yield _directive("attachments", "", (), listed)


def _with_needs(entry: Entry) -> Iterator[str]:
    attached = "；".join(f"{title} {url}" for title, url in entry.attachments)
    fields = [("category" if name == "type" else name, value) for name, value in entry.fields]
    fields += [("attachments", attached)] if attached else []
    yield _directive("notice", entry.title, tuple(fields))
    yield entry.body
    owner = (("notice", entry.id),)
    yield _directive("deadline", entry.deadline_title, entry.deadline + owner)
    yield _directive("contact", entry.contact_name, entry.contact + owner)


def _written_out(entry: Entry) -> Iterator[str]:
    """Write what the records say as lists of Markdown: what readers see, without directives."""

    def listed(fields: tuple[tuple[str, str], ...]) -> str:
        return "\n".join(f"- {name}：{value}" for name, value in fields)

    yield listed(entry.fields)
    yield entry.body
    yield f"**{entry.deadline_title}**"
    yield listed(entry.deadline)
    yield f"**{entry.contact_name}**"
    yield listed(entry.contact)
    if entry.attachments:
        yield "\n".join(f"- [{title}]({url})" for title, url in entry.attachments)


def _plain(entry: Entry) -> Iterator[str]:
    yield entry.body


_WRITERS = {
    "plain": _plain,
    "written": _written_out,
    "digest": _with_digest,
    "needs": _with_needs,
}


def _notice(entry: Entry, form: Form) -> Iterator[str]:
    yield f"#### {entry.title}"
    yield from _WRITERS[form](entry)


def _issue(number: int, first: int, count: int, form: Form) -> str:
    monday = _FIRST_DAY + timedelta(weeks=number)
    week = f"{monday.isoformat()}/{(monday + timedelta(days=6)).isoformat()}"
    pieces = [f"# 科技信息周报 第 {number} 期"]
    if form == "digest":
        published = (monday + timedelta(days=6)).isoformat()
        fields = (("number", str(number)), ("period", week), ("published", published))
        pieces.append(_directive("issue", "", fields))
    sections = [(part, group) for part in _PARTS for group in _GROUPS]
    for place, (part, group) in enumerate(sections):
        chosen = range(first + place, first + count, len(sections))
        if group == _GROUPS[0]:
            pieces.append(f"## {part}")
            if form == "digest":
                pieces.append(_directive("part", "", (("period", week), ("department", "信息部"))))
        pieces.append(f"### {group}")
        for index in chosen:
            pieces += _notice(_entry(index, monday), form)
    return "\n\n".join(pieces) + "\n"


_CONF = """\
project = "Benchmark"
language = "zh_CN"
html_theme = "alabaster"
"""
_SYNTAX = 'myst_enable_extensions = ["colon_fence"]\n'
_NEEDS = """\
needs_id_regex = "^[A-Za-z0-9_-]+"
needs_types = [
    {"directive": name, "title": name, "prefix": "", "color": "#ffffff", "style": "node"}
    for name in ("notice", "deadline", "contact")
]
needs_fields = {
    name: {"schema": {"type": "string"}}
    for name in (
        "number", "issuer", "published", "dated", "url", "addressees", "eligibility", "amount",
        "note", "attachments", "kind", "start", "end", "for", "channel", "organization", "role",
        "phone", "email", "category",
    )
}
needs_links = {"notice": {"incoming": "has", "outgoing": "of"}}
"""
_EXTENSIONS = {
    "plain": ["myst_parser"],
    "written": ["myst_parser"],
    "digest": ["myst_parser", "sphinx_digest"],
    "needs": ["myst_parser", "sphinx_needs"],
}
_SETTINGS = """\
title = "科技信息周报"
language = "zh_CN"
base_url = "https://digest.example.org/"
"""


def generate(
    folder: Path, notices: int, form: Form, an_issue: int = NOTICES_AN_ISSUE
) -> list[Path]:
    """Write the sources of an archive and give the files of its issues."""
    folder.mkdir(parents=True, exist_ok=True)
    conf = _CONF + f"extensions = {_EXTENSIONS[form]!r}\n" + ("" if form == "digest" else _SYNTAX)
    (folder / "conf.py").write_text(conf + (_NEEDS if form == "needs" else ""), encoding="utf-8")
    if form == "digest":
        (folder / "digest.toml").write_text(_SETTINGS, encoding="utf-8")
    written: list[Path] = []
    for number, first in enumerate(range(0, notices, an_issue), 1):
        count = min(an_issue, notices - first)
        path = folder / f"issue-{number:04d}.md"
        path.write_text(_issue(number, first, count, form), encoding="utf-8")
        written.append(path)
    names = "\n".join(path.stem for path in written)
    index = f"# 科技信息周报\n\n```{{toctree}}\n:maxdepth: 1\n\n{names}\n```\n"
    (folder / "index.md").write_text(index, encoding="utf-8")
    return written


def main() -> None:
    """Write one archive from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--notices", type=int, default=1000)
    parser.add_argument("--form", choices=FORMS, default="digest")
    wanted = parser.parse_args()
    generate(wanted.folder, wanted.notices, wanted.form)


if __name__ == "__main__":
    main()
