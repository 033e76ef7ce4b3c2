"""A small digest with every kind of page, for tests over many themes."""

from __future__ import annotations

from tests.build.conftest import issue, notice

THEMES = ("alabaster", "furo", "pydata_sphinx_theme", "sphinx_book_theme", "sphinx_rtd_theme")
#: Every kind of page by its file.
PAGES = {
    "issue": "issues/2.html",
    "home": "index.html",
    "documents": "documents.html",
    "dates": "dates.html",
    "contacts": "contacts.html",
    "issuers": "issuers.html",
    "domain": "digest-documents.html",
    "search": "search.html?q=样例",
}

CONF = """\
project = "样例周报"
language = "zh_CN"
extensions = ["sphinx_digest"]
digest_pdf_url = "pdf/{id}.pdf"
"""
TOML = """\
title = "样例周报"
language = "zh_CN"
base_url = "https://digest.example.org/"

[schemas]
notice = "notice.schema.json"
"""
SCHEMA = """\
{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "https://digest.example.org/schemas/notice.schema.json",
  "allOf": [{ "$ref": "urn:sphinx-digest:1:notice" }],
  "properties": {
    "impact": { "type": "string", "x-label": { "zh": "对我司的影响", "en": "Impact" } }
  },
  "unevaluatedProperties": false
}
"""
HOME = """\
# 样例周报

每周一期。

```{digest-home}
```

```{toctree}
:hidden:
:glob:

issues/*
documents
dates
contacts
issuers
```
"""
DRAFT = """\
摘要。

:::{deadline} 征求意见
:id: draft-comments
:kind: comments
:within: P30D
:from: published
:for: 各界
:channel: 电子邮件
:contact: draft-desk; draft-post
:late: 逾期的意见不再收
:::

:::{deadline} 区局初审
:end: 2021-05-20
:actor: forwarder
:::

:::{contact}
:id: draft-desk
:role: 意见接收
:email: opinions-of-the-whole-example-office@mail.example.org
:::

:::{contact}
:id: draft-post
:role: 意见接收
:address: 样例市样例路 1 号样例大厦三层
:::

:::{contact} 张某；李样例
:role: 联系人
:phone: 010-55501234; 010-55505678
:::

:::{attachments}
- 附件 1：[样例管理办法（征求意见稿）.docx](https://www.example.org/2021/draft.docx)
- 附件 2：[意见反馈表](https://www.example.org/2021/form.xls)
:::
"""
TRAINING = """\
先报名，再参加。

:::{deadline} 宣讲会
:kind: training
:on: 2021-04-20T14:00
:place: 样例礼堂
:::

:::{deadline} 名单公示
:kind: public-notice
:within: P7D
:from: event
:event: 公示开始
:::

| 场次 | 时间 |
| --- | --- |
| 上午 | 九点 |
"""
PART = """\
:::{part}
:department: 信息部
:signed: 2021-04-14
:::
"""


def sources() -> dict[str, str]:
    """Return the files of the digest."""
    draft = notice(
        "draft",
        "关于《样例管理办法（征求意见稿）》公开征求意见的通知",
        DRAFT,
        ":number: unknown\n:url: https://www.example.org/2021/draft.html\n:impact: 要看。\n",
    )
    training = notice(
        "training", "关于举办样例培训的通知", TRAINING, ":url: https://www.example.org/2.html\n"
    )
    old = notice("old", "样例管理暂行办法", "旧办法。", ":number: 样发〔2011〕1号\n")
    force = notice(
        "force",
        "关于印发《样例管理办法》的通知",
        "按{notice}`draft`的意见改定。",
        ":number: 样发〔2021〕2号\n:follows: draft\n:repeals: old\n:effective: 2021-05-01\n",
    )
    index = "# {}\n\n:::{{digest-index}} {}\n:::\n"
    return {
        "conf.py": CONF,
        "digest.toml": TOML,
        "notice.schema.json": SCHEMA,
        "index.md": HOME,
        "issues/1.md": issue(1, old, draft, flags=":published: 2021-04-07\n"),
        "issues/2.md": issue(8, PART, training, force, flags=":published: 2021-04-14\n"),
        "documents.md": index.format("文件索引", "documents"),
        "dates.md": index.format("日期索引", "dates"),
        "contacts.md": index.format("联系人索引", "contacts"),
        "issuers.md": index.format("机关索引", "issuers"),
    }
