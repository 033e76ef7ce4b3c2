"""Sources as hasty editors leave them: lines lost, moved, doubled, retyped, wrapped."""

from __future__ import annotations

import random
import re

from tests.cases.both import to_rst

MYST = """# 周报 第 158 期

:::{issue}
:number: 158
:period: 2021-04-10/2021-04-16
:::

## 知识产权信息篇

:::{part}
:period: 2021-04-10/2021-04-16
:department: 部门甲
:::

### 关于甲的通知

:::{notice}
:type: 通知
:issuer: 示例局
:published: 2021-04-12
:note: 编者注甲
:::

正文一段，见 {docnum}`国发〔2021〕3号` 办理。

:::{deadline} 报送材料
:kind: filing
:end: 2021-05-01
:for: 申报人

说明文字。
:::

- 列表项

  :::{contact} 张某
  :phone: 010-5550 1234
  :role: 联系人
  :::

> 引文
>
> :::{deadline} 引文里
> :end: 2021-05-02
> :::

:::{attachments}
- [附表](https://www.example.org/a.doc)
- 附件 2：清单
:::

## 医药信息篇

::::{notice} 短的通知
:type: 通知
:issuer: 样例局
:published: 2021-04-14

短的正文。

:::{deadline} 短的截止
:end: 2021-06-01
:place: 三楼
:::
::::

:::{notice} 又一条短通知
:type: 公告
:issuer: 另一局
:published: 2021-04-14

又一段短正文。
:::
"""
RST = """周报 第 158 期
==============

.. issue::
   :number: 158
   :period: 2021-04-10/2021-04-16

医药信息篇
----------

关于丙的通知
~~~~~~~~~~~~

.. notice::
   :type: 通知
   :issuer: 示例局
   :published: 2021-04-12
   :note: 长的
      编者注

正文 :docnum:`国发〔2021〕3号` 办理。

.. note:: 提示

   .. deadline:: 提示里
      :end: 2021-05-03
      :place: 二楼

+-------------------------+------+
| .. deadline:: 表里      | 乙   |
|    :end: 2021-05-04     |      |
+-------------------------+------+

小节
^^^^

.. contact:: 王示例
   :phone: 010-5550 1111

.. attachments::

   - `附表 <https://www.example.org/a.doc>`__
   - 附件 2：清单

科技项目篇
----------

.. notice:: 短的
   :type: 通知
   :issuer: 样例局
   :published: 2021-04-12

   短的正文

   .. deadline:: 短里
      :end: 2021-05-04
"""
SOURCES = {"md": (MYST,), "rst": (RST, to_rst(MYST))}

_FULL_WIDTH = dict(zip(":{}`-# .[(;|", "：｛｝｀－＃　．［（；｜", strict=True))
_INSERTED = {
    "md": """:::|::::|:::{notice}|:::{deadline} 新|:::{attachments}|```|```python|## 新标题|---|% 注
<!--|-->|::::{note}|> |- 项|:note: 甲 # 乙|:note:甲|  缩进行|    四空格|(标)=|<div>|~~~
{notice}`没有`|正文{docnum}`国发〔2021〕9号`正文|:::{Deadline} 大写|```{eval-rst}""",
    "rst": """.. notice::|.. deadline:: 新|.. contact:: 新人|.. attachments::|::|.. note::|.. 注释|..
新标题\n----|新标题\n^^^^|深标题\n####|- 项|   :note: 甲|   :note:甲|   正文|正文::|======
正文:docnum:`国发〔2021〕9号`正文|:notice:`没有`|.. deadline: 一|.. Deadline:: 大写|.. rubric:: 题
.. code-block:: rst|.. only:: html|.. deadline::新|    引|>>> 1|.. topic:: 题|:::{deadline}""",
}
_WRAPS = {
    "md": (
        "- 项\n\n",
        "> ",
        "```",
        "<!--",
        "<div>",
        ":::{note}",
        "::::{only} html",
        "```{notice} 外",
    ),
    "rst": (
        "- 项\n\n",
        ".. note::\n\n",
        ".. only:: html\n\n",
        "::\n\n",
        ".. notice:: 外\n\n",
        "..\n",
    ),
}
_ENDS = {"<!--": "-->", "<div>": "</div>"}
_INTERESTING = {"md": re.compile(r"[:`]{3,}|\s*:"), "rst": re.compile(r"\s*\.\. |\s*:|[=~^-]{3,}")}


def mutated(source: str, kind: str, chance: random.Random) -> str:
    """Give a source with some accidents."""
    lines = source.split("\n")
    for _ in range(chance.choice([1, 1, 2, 3])):
        _accident(lines, kind, chance)
    text = "\n".join(lines)
    return text.replace("\n", "\r\n") if chance.random() < 0.05 else text


def _accident(lines: list[str], kind: str, chance: random.Random) -> None:
    good = [at for at, line in enumerate(lines) if _INTERESTING[kind].match(line)]
    at = chance.choice(good) if good and chance.random() < 0.6 else chance.randrange(len(lines))
    line = lines[at]
    match chance.randrange(12):
        case 0 if len(lines) > 1:
            del lines[at]
        case 1:
            lines.insert(at, line)
        case 2:
            other = chance.randrange(len(lines))
            lines[at], lines[other] = lines[other], line
        case 3 | 4:
            new = chance.choice(re.split(r"\||\n(?![-^#])", _INSERTED[kind]))
            lines[at:at] = [" " * chance.choice([0, 0, 0, 2, 3]) + row for row in new.split("\n")]
        case 5:
            lines.insert(at, "")
        case 6:
            lines[at] = " " * chance.choice([1, 2, 3, 4]) + line
        case 7:
            lines[at] = line.lstrip()
        case 8:
            places = [place for place, sign in enumerate(line) if sign in _FULL_WIDTH]
            if places:
                place = chance.choice(places)
                lines[at] = line[:place] + _FULL_WIDTH[line[place]] + line[place + 1 :]
        case 9:
            lines[at] = "\t" + line
        case 10:
            place = chance.randrange(len(line) + 1)
            lines[at] = line[:place] + chance.choice(":`{}#-.|'<>* ") + line[place:]
        case _:
            _wrap(lines, at, at + chance.choice([1, 3, 8]), chance.choice(_WRAPS[kind]), kind)


def _wrap(lines: list[str], start: int, end: int, wrap: str, kind: str) -> None:
    part = lines[start:end]
    if wrap == "> ":
        lines[start:end] = [wrap + line for line in part]
    elif kind == "md" and not wrap.startswith("-"):
        fence = re.match(r"[:`]+", wrap)
        lines[start:end] = [wrap, *part, fence[0] if fence else _ENDS[wrap]]
    else:
        pad = "  " if wrap.startswith("-") else "   "
        inner = [pad + line if line else line for line in part]
        lines[start:end] = ["", *wrap.split("\n")[:-1], *inner, ""]


_WORD = re.compile(r"[\u4e00-\u9fff]{2,}")
_FREE_FIELD = re.compile(r"\s*:(?:note|for|place|issuer|role|department): ")
_FREE_LINE = re.compile(
    r"\s*(?:[-\w\u4e00-\u9fff>]|:::+\{(?:deadline|contact|notice)\} |\.\. \w+:: )"
)
_UNDERLINED = re.compile(r"[=~^-]{3,}|\| ")


def with_tokens(source: str, prefix: str) -> str:
    """Put a word of its own into each line of free text, to look for it later."""
    lines = source.split("\n")
    for number, line in enumerate(lines):
        found = list(_WORD.finditer(line))
        free = _FREE_FIELD.match(line) or _FREE_LINE.match(line)
        if found and free and not _UNDERLINED.match(line):
            end = found[-1].end()
            lines[number] = f"{line[:end]}{prefix}k{number}z{line[end:]}"
    return "\n".join(lines)
