"""What the manual says by hand about formats and the export; tests find what lacks."""

from __future__ import annotations

from collections.abc import Mapping

from sphinx_digest.core.writing.toml_schema import setting_words

Words = Mapping[str, str]

#: What is written into a field, by how it is read.
READS: Mapping[str, Words] = {
    "text": {"zh": "文字", "en": "text"},
    "flag": {"zh": "只写名称，不写内容", "en": "the name alone, without a value"},
    "integer": {"zh": "整数", "en": "a whole number"},
    "number": {"zh": "数字", "en": "a number"},
    "choice": {"zh": "下列之一", "en": "one of these"},
    "record-id": {
        "zh": "编号：小写字母、数字、连字符",
        "en": "an id: small letters, digits, hyphens",
    },
    "date": {"zh": "日期，写到日", "en": "a whole date"},
    "reduced-date": {"zh": "日期，可以只到月、季、年", "en": "a day, month, quarter or year"},
    "moment": {
        "zh": "日期，可以只到月、季、年，也可以写到几点几分",
        "en": "a day, month, quarter or year, or a day with a time",
    },
    "when": {"zh": "时间，照原文写", "en": "a time, as the source has it"},
    "interval": {"zh": "起止日期，首尾都含", "en": "a first and a last day, both included"},
    "length": {"zh": "时间的长度", "en": "a length of time"},
    "recurrence": {"zh": "多久一次", "en": "how often"},
    "uri": {"zh": "完整的网址", "en": "a whole web address"},
    "email": {"zh": "电子邮箱", "en": "an e-mail address"},
    "telephone": {"zh": "电话号码，可带分机", "en": "a telephone number, with extension"},
    "document-number": {"zh": "文号", "en": "a document number"},
    "dated-words": {"zh": "日期，空一格，再写原因", "en": "a day, a space, and the reason"},
    "document-reference": {"zh": "文号，或公文的编号", "en": "a document number or a notice's id"},
}

#: What a setting is for, by its name; ``*`` stands for a name of the project's own.
SETTINGS: Mapping[str, Words] = setting_words()

#: What a property of the export is, where it is no field of a record; by its name.
EXPORT: Mapping[str, Words] = {
    "format_version": {"zh": "格式的版本。", "en": "The version of this format."},
    "language": {"zh": "周报的语言。", "en": "The digest's language."},
    "timezone": {"zh": "时刻所在的时区。", "en": "The time zone of times of day."},
    "base_url": {"zh": "网页发布在哪里。", "en": "Where the pages are published."},
    "issues": {"zh": "各期，按期号。", "en": "The issues, by number."},
    "parts": {"zh": "各篇，按先后。", "en": "The parts, in order."},
    "notices": {"zh": "公文，按先后。", "en": "The notices, in order."},
    "title": {"zh": "标题。", "en": "The title."},
    "docname": {"zh": "源文件，不带后缀。", "en": "The source file, without its suffix."},
    "page_url": {"zh": "网页的地址。", "en": "The address of the page."},
    "anchor": {"zh": "网页里的锚点。", "en": "The anchor on the page."},
    "extra": {"zh": "本刊自己的字段。", "en": "The project's own fields."},
    "start": {"zh": "第一天，含。", "en": "The first day, included."},
    "end": {"zh": "最后一天，含。", "en": "The last day, included."},
    "part_id": {"zh": "所在篇的编号。", "en": "The id of its part."},
    "group": {"zh": "所在分组的标题。", "en": "The title of its group."},
    "attachments": {"zh": "附件，按先后。", "en": "The attachments, in order."},
    "cites": {"zh": "引用的文件。", "en": "The documents it cites."},
    "cited_by": {"zh": "引用它的公文，写编号。", "en": "The ids of notices that cite it."},
    "groups": {"zh": "分组不止一层的，从外到里各层的标题。",
               "en": "The titles of groups in groups, the outermost first."},
    "texts": {"zh": "公文之外的文字：分组标题下的，公文后面的。",
              "en": "Text outside the notices: below groups, behind notices."},
    "before": {"zh": "这段文字在哪条公文前面。", "en": "The notice that the text stands before."},
    "after": {"zh": "这段文字在哪条公文后面。", "en": "The notice that the text stands behind."},
    "source": {"zh": "照原样的文字。", "en": "The text as it was written."},
    "markup": {"zh": "写法：myst 或 rst。", "en": "The markup: myst or rst."},
    "target": {"zh": "尖括号里写明是哪一份的，照写。", "en": "Which document is meant, as is."},
    "body": {"zh": "正文：写法、源文字、网页。", "en": "The text: markup, source, HTML."},
    "modified": {"zh": "最后更改的日子。", "en": "The day of the last change."},
    "sequence": {"zh": "第几次更改。", "en": "The number of the change."},
    "status": {"zh": "发布后更正过（corrected），或已撤回（withdrawn）。",
               "en": "Corrected or withdrawn since it was published."},
    "corrections": {"zh": "更正，按先后。", "en": "The corrections, in order."},
    "withdrawn": {"zh": "哪一天撤回，为什么。", "en": "On which day it was withdrawn, and why."},
    "date": {"zh": "哪一天。", "en": "The day."},
    "what": {"zh": "改了什么。", "en": "What was changed."},
    "why": {"zh": "为什么改。", "en": "Why."},
    "deadlines": {"zh": "截止，按先后。", "en": "The deadlines, in order."},
    "contacts": {"zh": "联系人，按先后。", "en": "The contacts, in order."},
    "label": {"zh": "序号，如“附件 1”。", "en": "The label, such as “Annex 1”."},
    "url": {"zh": "网址。", "en": "The link."},
    "embedded": {"zh": "正文里已经附上。", "en": "Whether it is part of the body."},
    "level": {"zh": "层级，从 1 起。", "en": "How deep it is nested, from 1."},
    "number": {"zh": "文号。", "en": "The document number."},
    "issuer": {"zh": "发文机关。", "en": "The issuer."},
    "id": {"zh": "公文的编号，刚好有一条时才有。", "en": "The notice, where just one fits."},
    "nominal_end": {"zh": "数出来的最后一天。", "en": "The last day as it is counted."},
    "rolled_end": {"zh": "遇假日顺延后的最后一天。", "en": "That day moved past holidays."},
    "due": {"zh": "最晚哪天；写了月、季、年的，是它的最后一天；数出来的，是 nominal_end。",
            "en": "By when at the latest; the last day of a month, quarter or year."},
    "precision": {"zh": "准到什么程度。", "en": "How exact that is."},
    "inferred": {"zh": "有日期没写年份，是按本期推定的。", "en": "A year was not written."},
    "inferred_fields": {"zh": "是哪几项。", "en": "The fields whose year was not written."},
    "accepted": {"zh": "编辑认可的提示，各有理由。", "en": "Findings that the editors accept."},
    "code": {"zh": "提示的代码。", "en": "The finding's code."},
    "reason": {"zh": "认可的理由，印给读者。", "en": "The reason, shown to readers."},
    "counted": {"zh": "怎么数出来的。", "en": "How it was counted."},
    "persons": {"zh": "每个人，和只属于他的电话、邮箱。", "en": "The persons with what is theirs."},
    "name": {"zh": "姓名。", "en": "The name."},
    "phones": {"zh": "电话；联系人的是几人共用的。", "en": "Telephones; a contact's are shared."},
    "emails": {"zh": "邮箱；联系人的是几人共用的。", "en": "Addresses; a contact's are shared."},
}  # fmt: skip
