"""The command line: one module a command, imported when it is run."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from sphinx_digest import __version__
from sphinx_digest.cli.parser import ChineseParser, Parser
from sphinx_digest.cli.words import Say, UsageError, reader_language, speaker, system_words
from sphinx_digest.core.report import FORMATS

_LANGUAGES = ("zh_CN", "en")
_PDF_SETS = ("issue", "volume", "all")


def _jobs(text: str) -> int | str:
    if text == "auto":
        return text
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def _add_check(commands: argparse._SubParsersAction[Parser], say: Say) -> None:
    words = say("检查各期内容", "check the issues")
    parser = commands.add_parser("check", help=words, description=words)
    parser.add_argument(
        "paths", metavar="PATH", nargs="*", type=Path,
        help=say("文件或文件夹，默认是当前文件夹", "files or folders; the current one by default"),
    )  # fmt: skip
    parser.add_argument(
        "--format", choices=FORMATS, default="text", help=say("结果的格式", "the report's format")
    )
    parser.add_argument(
        "--strict", action="store_true",
        help=say("有提示（info）也算不通过", "fail on infos too"),
    )  # fmt: skip
    parser.add_argument(
        "--select", metavar="CODES", action="append", default=[],
        help=say("只报这些代码，如 DGT31,DGT32", "report these codes alone: DGT31,DGT32"),
    )  # fmt: skip
    parser.add_argument(
        "--ignore", metavar="CODES", action="append", default=[],
        help=say("不报这些代码，如 DGT341", "leave these codes out, such as DGT341"),
    )  # fmt: skip
    parser.add_argument(
        "--fix", action="store_true",
        help=say("把有把握的直接改好", "mend what is safe to mend"),
    )  # fmt: skip
    parser.add_argument(
        "--diff", action="store_true",
        help=say("只列出 --fix 会改什么，不动文件", "show what --fix would change; write nothing"),
    )  # fmt: skip
    parser.add_argument(
        "--names", choices=("zh", "en"),
        help=say("和 --fix 一起：名称换成中文或英文", "with --fix: names in this language"),
    )  # fmt: skip
    parser.add_argument(
        "--show-defaults", action="store_true",
        help=say("列出没写而推得的内容和出处", "list what nobody wrote, and where it comes from"),
    )  # fmt: skip
    parser.add_argument(
        "--statistics", action="store_true",
        help=say("不逐条列，按代码数", "count the findings by code"),
    )  # fmt: skip
    parser.add_argument(
        "-q", "--quiet", action="store_true",
        help=say("末尾不写总数", "leave out the summary"),
    )  # fmt: skip
    parser.add_argument(
        "--config", metavar="FILE", type=Path,
        help=say("设置文件，默认向上找 digest.toml", "settings; digest.toml upward by default"),
    )  # fmt: skip


def _add_build(commands: argparse._SubParsersAction[Parser], say: Say) -> None:
    words = say("生成网页和 PDF", "make the web pages and the PDF files")
    parser = commands.add_parser("build", help=words, description=words)
    parser.add_argument(
        "source", metavar="SOURCE", type=Path,
        help=say("conf.py 所在的文件夹", "the folder with conf.py"),
    )  # fmt: skip
    parser.add_argument(
        "out", metavar="OUT", type=Path,
        help=say("结果写进 OUT/html 和 OUT/pdf", "results go into OUT/html and OUT/pdf"),
    )  # fmt: skip
    parser.add_argument("--html", action="store_true", help=say("只要网页", "web pages only"))
    parser.add_argument("--pdf", action="store_true", help=say("只要 PDF", "PDF files only"))
    parser.add_argument(
        "--pdf-set", choices=_PDF_SETS, default="all",
        help=say("每期一份、合订一份，还是都要", "one of each issue, one of all, or both"),
    )  # fmt: skip
    parser.add_argument(
        "--show-defaults", action="store_true",
        help=say("网页上给编辑看推得的内容", "show editors on the pages what nobody wrote"),
    )  # fmt: skip
    parser.add_argument(
        "-W", dest="warnings_stop", action="store_true",
        help=say("有警告也算失败", "fail on warnings too"),
    )  # fmt: skip
    parser.add_argument(
        "-j", dest="jobs", metavar="N", type=_jobs, default=1,
        help=say("同时用几个进程，或 auto", "processes to use, or auto"),
    )  # fmt: skip


def _add_publish(commands: argparse._SubParsersAction[Parser], say: Say) -> None:
    words = say("把发出去的一期记下来", "keep an issue as it went out")
    parser = commands.add_parser("publish", help=words, description=words)
    parser.add_argument(
        "issues", metavar="ISSUE", nargs="*",
        help=say(
            "期号或编号，默认是最近一期；也可以写周报的文件夹",
            "numbers or ids, the newest issue by default; also the folder of the digest",
        ),
    )  # fmt: skip
    parser.add_argument(
        "--again", action="store_true",
        help=say("换成 contacts.toml 现在的内容", "take what contacts.toml says now"),
    )  # fmt: skip
    parser.add_argument(
        "--config", metavar="FILE", type=Path,
        help=say("设置文件，默认向上找 digest.toml", "settings; digest.toml upward by default"),
    )  # fmt: skip


def _add_import(commands: argparse._SubParsersAction[Parser], say: Say) -> None:
    words = say("由 digest.json 写出各期的源文件", "make the sources of a digest from digest.json")
    parser = commands.add_parser("import-json", help=words, description=words)
    parser.add_argument(
        "file", metavar="FILE", type=Path,
        help=say("生成网页时写出的 digest.json", "the digest.json that a build wrote"),
    )  # fmt: skip
    parser.add_argument(
        "folder", metavar="FOLDER", type=Path,
        help=say("写到哪个文件夹", "the folder to write to"),
    )  # fmt: skip
    parser.add_argument(
        "--force", action="store_true",
        help=say("已经有的文件也换掉", "replace files that are there already"),
    )  # fmt: skip


def _add_merge(commands: argparse._SubParsersAction[Parser], say: Say) -> None:
    words = say("把几卷合成一份：索引、日历、订阅", "make one digest of several volumes")
    parser = commands.add_parser("merge", help=words, description=words)
    parser.add_argument(
        "out", metavar="OUT", type=Path, help=say("写到哪个文件夹", "the folder to write to")
    )
    parser.add_argument(
        "volumes", metavar="VOLUME", nargs="+", type=Path,
        help=say("各卷生成的网页的文件夹，或 digest.json",
                 "the folders with the volumes' pages, or their digest.json"),
    )  # fmt: skip
    parser.add_argument(
        "--config", metavar="FILE", type=Path,
        help=say("设置文件，默认向上找 digest.toml", "settings; digest.toml upward by default"),
    )  # fmt: skip


def _add_new(commands: argparse._SubParsersAction[Parser], say: Say) -> None:
    words = say("新建周报，或新建一期", "start a digest, or its next issue")
    parser = commands.add_parser("new", help=words, description=words)
    kinds = parser.add_subparsers(dest="kind", metavar=say("种类", "KIND"), required=True)
    published = say("发布日期，如 2021-04-16", "day of publication, such as 2021-04-16")

    words = say("新建一个周报的文件夹", "start a folder for a digest")
    digest = kinds.add_parser("digest", help=words, description=words)
    digest.add_argument(
        "folder", metavar="FOLDER", type=Path, help=say("新文件夹", "the new folder")
    )
    digest.add_argument("--title", metavar="TEXT", help=say("刊名", "title of the digest"))
    digest.add_argument(
        "--language", choices=_LANGUAGES,
        help=say("语言，默认 zh_CN", "language; zh_CN by default"),
    )  # fmt: skip
    digest.add_argument("--published", metavar="DATE", help=published)

    words = say("接着最近一期，新建下一期", "start the issue after the newest one")
    issue = kinds.add_parser("issue", help=words, description=words)
    issue.add_argument("--published", metavar="DATE", help=published)
    issue.add_argument(
        "--config", metavar="FILE", type=Path,
        help=say("设置文件，默认向上找 digest.toml", "settings; digest.toml upward by default"),
    )  # fmt: skip
    _add_new_notice(kinds, say)
    _add_new_editor(kinds, say)


def _add_new_notice(kinds: argparse._SubParsersAction[Parser], say: Say) -> None:
    words = say("在最近一期里写一条公文；没写的，逐项来问",
                "write a notice into the newest issue; what is not given is asked for")  # fmt: skip
    notice = kinds.add_parser("notice", help=words, description=words)
    for name, metavar, zh, en in (
        ("title", "TEXT", "标题，照原文", "its title, as in the source"),
        ("issuer", "NAME", "发文机关，几个用“；”隔开", "its issuers, separated by “;”"),
        ("source", "NAME", "来源；没有发文机关时写", "where it appeared, without an issuer"),
        ("published", "DATE", "发布日期，如 2021-04-12", "day it appeared, such as 2021-04-12"),
        ("url", "URL", "原文链接", "the page of the original"),
        ("number", "NUMBER", "文号", "its document number"),
        ("dated", "DATE", "成文日期", "day of its sign-off"),
        ("type", "TYPE", "文种，如通知；默认看标题", "its type; by the title by default"),
        ("part", "TITLE", "放在哪一篇", "the part it goes into"),
        ("group", "TITLE", "放在哪一组", "the group it goes into"),
        ("issue", "ISSUE", "写进哪一期：期号或文件", "the issue: its number or file"),
    ):
        notice.add_argument(f"--{name}", metavar=metavar, help=say(zh, en))
    notice.add_argument(
        "--field", metavar="NAME=VALUE", action="append", default=[],
        help=say("公文的其他项，如 主送=各有关单位；可以写几次",
                 "another field of the notice; may be repeated"),
    )  # fmt: skip
    notice.add_argument(
        "--deadline", metavar="ROW", action="append", default=[],
        help=say("一条截止：时间 | 事项 | 对象；可以写几次", "a deadline: when | what | for whom"),
    )  # fmt: skip
    notice.add_argument(
        "--contact", metavar="ROW", action="append", default=[],
        help=say("一条联系人：姓名 电话 邮箱 | 单位；可以写几次",
                 "a contact: name, telephone, e-mail | organization"),
    )  # fmt: skip
    notice.add_argument(
        "--anyway", action="store_true",
        help=say("这一期已经有这条，也写", "write it even if the issue has it already"),
    )  # fmt: skip
    notice.add_argument(
        "--config", metavar="FILE", type=Path,
        help=say("设置文件，默认向上找 digest.toml", "settings; digest.toml upward by default"),
    )  # fmt: skip


def _add_new_editor(kinds: argparse._SubParsersAction[Parser], say: Say) -> None:
    words = say("给文本编辑器写好片段和补全", "write snippets and completion for text editors")
    editor = kinds.add_parser("editor", help=words, description=words)
    editor.add_argument(
        "editor", metavar="EDITOR", nargs="?", choices=("vscode", "vim", "all"), default="all",
        help=say("vscode、vim 或 all（默认）", "vscode, vim or all (the default)"),
    )  # fmt: skip
    editor.add_argument(
        "folder", metavar="FOLDER", nargs="?", type=Path,
        help=say("周报的文件夹，默认是当前的", "folder of the digest; the current one by default"),
    )  # fmt: skip
    editor.add_argument(
        "--force", action="store_true",
        help=say("自己改过的文件也换掉", "replace files that were changed by hand too"),
    )  # fmt: skip
    editor.add_argument(
        "--names", choices=("en", "zh"), default="en",
        help=say("片段里各项的名称，默认 en", "names of fields in snippets; en by default"),
    )  # fmt: skip


def _add_when(commands: argparse._SubParsersAction[Parser], say: Say) -> None:
    words = say("数一数期限到哪天", "count when a period ends")
    parser = commands.add_parser("when", help=words, description=words)
    parser.add_argument(
        "length", metavar="LENGTH", nargs="+",
        help=say("期限，如 10 个工作日、一个月、15 日", "a period: 10 working days, 1 month"),
    )  # fmt: skip
    parser.add_argument(
        "--from", dest="start", metavar="DATE", required=True,
        help=say("从哪天起算，这天不计入", "the day to count from, not counted itself"),
    )  # fmt: skip
    parser.add_argument(
        "--explain", action="store_true", help=say("逐日列出来", "show the count day by day")
    )
    parser.add_argument(
        "--language", choices=_LANGUAGES,
        help=say("语言，默认是周报的语言", "language; the digest's by default"),
    )  # fmt: skip
    parser.add_argument(
        "--config", metavar="FILE", type=Path,
        help=say("设置文件，默认向上找 digest.toml", "settings; digest.toml upward by default"),
    )  # fmt: skip


def _add_explain(commands: argparse._SubParsersAction[Parser], say: Say) -> None:
    words = say("说明一个代码是什么意思", "say what a code means")
    parser = commands.add_parser("explain", help=words, description=words)
    parser.add_argument(
        "code",
        metavar="CODE",
        help=say("如 DGT101；DGT31 列出一类", "such as DGT101; DGT31 lists a family"),
    )


def _read_arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    language = reader_language()
    say = speaker(language)
    parser = (ChineseParser if language == "zh" else Parser)(
        prog="sphinx-digest",
        description=say(
            "编写、检查和发布周报。", "Write, check and publish the issues of a digest."
        ),
    )
    parser.add_argument(
        "--version", action="version", version=f"sphinx-digest {__version__}",
        help=say("显示版本", "show the version and exit"),
    )  # fmt: skip
    commands = parser.add_subparsers(dest="command", metavar=say("命令", "COMMAND"), required=True)
    _add_check(commands, say)
    _add_build(commands, say)
    _add_publish(commands, say)
    _add_import(commands, say)
    _add_merge(commands, say)
    _add_new(commands, say)
    _add_when(commands, say)
    _add_explain(commands, say)
    return parser.parse_args(argv)


def _prepare_streams() -> None:
    # A report that goes into a file is UTF-8 everywhere; a terminal shows what it can.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            if stream.isatty():
                stream.reconfigure(errors="replace")
            else:
                stream.reconfigure(encoding="utf-8")


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and give its exit status: 0 clean, 1 findings or failures, 2 usage.

    130 stands for an interruption by Ctrl-C.
    """
    _prepare_streams()
    try:
        arguments = _read_arguments(argv)
    except SystemExit as leaving:  # argparse leaves by itself after --help and on wrong usage
        return leaving.code if isinstance(leaving.code, int) else 2
    command = import_module(f"sphinx_digest.cli.{arguments.command.replace('-', '_')}")
    try:
        status: int = command.run(arguments)
    except UsageError as error:
        print(f"sphinx-digest {arguments.command}: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130  # as a shell says of a program that was interrupted
    except BrokenPipeError:  # whoever reads the output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        language = reader_language()
        reason = system_words(error, language)
        words = speaker(language)(
            f"“{error.filename}”用不了：{reason}。", f"cannot use “{error.filename}”: {reason}."
        )
        print(f"sphinx-digest {arguments.command}: {words}", file=sys.stderr)
        return 1
    return status
