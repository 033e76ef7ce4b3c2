"""An issue with two parts, in both markups, for what writes into one."""

from __future__ import annotations

CONFIG = """\
title = "周报"
[[parts]]
title = "知识产权信息篇"
groups = ["国家级", "地方级", "资讯"]
[[parts]]
title = "医药信息篇"
groups = ["国家级", "地方级", "资讯"]
[issuers.sipo]
name = "示例知识产权局"
aliases = ["示知局"]
hosts = ["ip.example.org"]
level = "国家级"
[issuers.city]
name = "示例市科技局"
level = "地方级"
"""

MYST = """\
# 周报 第 7 期

:::{issue}
:number: 7
:period: 2021-04-10/2021-04-16
:published: 2021-04-16
:::

## 知识产权信息篇

:::{part}
:period: 2021-04-10/2021-04-16
:::

### 国家级

#### 关于甲的通知

:::{notice}
:number: 示知发〔2021〕7号
:issuer: 示例知识产权局
:published: 2021-04-12
:::

甲的摘要。

### 资讯

## 医药信息篇

:::{part}
:period: 2021-04-10/2021-04-16
:::

### 国家级

#### 关于丁的通知

:::{notice}
:issuer: 示例药监局
:published: 2021-04-13
:::

丁的摘要。

:::{attachments}
- 附件 1：丁表
:::
"""

RST = """\
============
周报 第 7 期
============

.. issue::
   :number: 7
   :period: 2021-04-10/2021-04-16
   :published: 2021-04-16

知识产权信息篇
**************

.. part::
   :period: 2021-04-10/2021-04-16

国家级
++++++

关于甲的通知
............

.. notice::
   :number: 示知发〔2021〕7号
   :issuer: 示例知识产权局
   :published: 2021-04-12

甲的摘要。

资讯
++++

医药信息篇
**********

.. part::
   :period: 2021-04-10/2021-04-16

国家级
++++++

关于丁的通知
............

.. notice::
   :issuer: 示例药监局
   :published: 2021-04-13

丁的摘要。

.. attachments::

   - 附件 1：丁表
"""

SOURCES = {"md": MYST, "rst": RST}
