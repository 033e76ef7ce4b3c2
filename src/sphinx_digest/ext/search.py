"""Full-text search that finds Chinese: pairs of neighbouring characters are the words.

Sphinx's own Chinese search knows no word without jieba, and with it a build takes more than
twice as long. Here every run of Chinese becomes its overlapping pairs (知识产权: 知识, 识产,
产权), letters and digits are words, and a number keeps the character behind it (304号). The
page's script asks for all pairs of what was typed and then shows which notices hold it whole.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from html import escape
from operator import add
from re import compile as compile_re
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.search import SearchLanguage

from sphinx_digest.ext.state import archive_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

#: The value of ``html_search_language`` that chooses this search.
LANGUAGE = "zh-pairs"
SCRIPT = "digest-search.js"

# Ranges, not properties: Python and a browser know different editions of Unicode.
_PAIRED = (
    (0x3005, 0x3007), (0x3041, 0x3096), (0x309D, 0x309F), (0x30A1, 0x30FA), (0x30FC, 0x30FF),
    (0x3105, 0x312F), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xAC00, 0xD7AF), (0xF900, 0xFAFF),
    (0x20000, 0x323AF),
)  # fmt: skip
_WORD = (
    (0x30, 0x39), (0x41, 0x5A), (0x5F, 0x5F), (0x61, 0x7A), (0xAA, 0xAA), (0xB5, 0xB5),
    (0xBA, 0xBA), (0xC0, 0xD6), (0xD8, 0xF6), (0xF8, 0x2AF), (0x300, 0x377), (0x37A, 0x37D),
    (0x37F, 0x37F), (0x386, 0x386), (0x388, 0x1C88),
    (0x1C90, 0x1FBC), (0x2C00, 0x2DFF), (0x2150, 0x2188),
    (0x2460, 0x249B), (0xFF10, 0xFF19), (0xFF21, 0xFF3A), (0xFF41, 0xFF5A),
)  # fmt: skip
_BLANK = ((0x20, 0x20), (0xA0, 0xA0), (0x3000, 0x3000))

#: Classes of what is made of the notices, or says nothing of its own.
_REPEATING = (
    "digest-ahead", "digest-cited-by", "digest-days", "digest-deadlines", "digest-foot",
    "digest-glance", "digest-home", "digest-index", "digest-matter", "digest-neighbours",
    "digest-still-open", "digest-toc", "toctree-wrapper",
)  # fmt: skip
_REPEATING_HTML = compile_re(rf'class="({"|".join(_REPEATING)})[ "]')


def _python_class(*groups: tuple[tuple[int, int], ...]) -> str:
    return "".join(f"\\U{a:08x}-\\U{b:08x}" for ranges in groups for a, b in ranges)


def _script_class(*groups: tuple[tuple[int, int], ...]) -> str:
    return "".join(f"\\u{{{a:x}}}-\\u{{{b:x}}}" for ranges in groups for a, b in ranges)


_PAIR = compile_re(f"[{_python_class(_PAIRED)}]")
#: The end of a line within Chinese, which readers do not see.
_WRAP = compile_re(f"([{_python_class(_PAIRED)}])[ \\t]*\\n[ \\t]*(?=[{_python_class(_PAIRED)}])")
_TOKENS = compile_re(
    f"([{_python_class(_WORD)}]+)[{_python_class(_BLANK)}]*"
    f"|([{_python_class(_PAIRED)}]+)|[^{_python_class(_WORD, _PAIRED)}]+"
)

_SPLITTER = f"""
/* Split as sphinx_digest.ext.search does: the index and the query must agree. */
const digestSearch = ((word, pair, blank) => ({{
  character: new RegExp(`[${{word}}${{pair}}]`, "gu"),
  word: new RegExp(`^[${{word}}]+$`, "u"),
  tokens: new RegExp(`([${{word}}]+)[${{blank}}]*|([${{pair}}]+)|[^${{word}}${{pair}}]+`, "gu"),
  wrap: new RegExp(`([${{pair}}])[ \\t]*\\n[ \\t]*(?=[${{pair}}])`, "gu"),
  repeated: "{", ".join(f".{name}" for name in _REPEATING)}",
  fold: (text) => Array.from(text.normalize("NFKC"), (one) => one.toLowerCase()).join(""),
}}))(
  "{_script_class(_WORD)}",
  "{_script_class(_PAIRED)}",
  "{_script_class(_BLANK)}",
);
var splitQuery = (query) => {{
  const words = [];
  let number = "";
  const joined = query.replace(digestSearch.wrap, "$1");
  for (const [, word, run] of joined.matchAll(digestSearch.tokens)) {{
    if (run) {{
      const characters = Array.from(run);
      if (number) words.push(number + characters[0]);
      else if (characters.length === 1) words.push(run);
      characters.slice(1).forEach((one, index) => words.push(characters[index] + one));
      number = "";
    }} else if (word) {{
      const folded = digestSearch.fold(word);
      words.push(folded);
      number = /^[0-9]+$/.test(folded) ? folded : "";
    }} else number = "";
  }}
  return words;
}};
"""


def fold(word: str) -> str:
    """Write a word in small letters of ordinary width."""
    if word.isascii():
        return word.lower()
    return "".join([one.lower() for one in unicodedata.normalize("NFKC", word)])


def words_of(text: str) -> list[str]:
    """Split a text into pairs of characters, words and numbers."""
    words: list[str] = []
    number = ""
    if "\n" in text:
        text = _WRAP.sub(r"\1", text)
    for word, run in _TOKENS.findall(text):
        if run:
            if number:
                words.append(number + run[0])
                number = ""
            elif len(run) == 1:
                words.append(run)
            words.extend(map(add, run, run[1:]))
        elif word:
            folded = fold(word)
            words.append(folded)
            number = folded if folded.isdecimal() and folded.isascii() else ""
        else:
            number = ""
    return words


class SearchPairs(SearchLanguage):
    """Split Chinese into pairs of characters, everything else into words."""

    lang = LANGUAGE
    language_name = "Chinese in pairs"
    js_splitter_code = _SPLITTER

    def __init__(self, options: dict[str, str]) -> None:
        super().__init__(options)
        self._last = ""
        self._seen: set[str] = set()

    def split(self, input: str) -> list[str]:
        """Give the words of a piece of text that its document has not brought yet.

        Sphinx brings a sentence in pieces, its emphasis, links and lines each for itself: two
        characters that stand next to each other in two pieces are a pair as well.
        """
        words = set(words_of(input))
        if not input.isspace():
            if self._last and _PAIR.match(input):
                words.add(self._last + input[0])
            self._last = input[-1] if input and _PAIR.match(input[-1]) else ""
        words -= self._seen
        self._seen |= words
        return list(words)

    def stem(self, word: str) -> str:
        """Leave the word; asked when a document is complete, so what follows is the next."""
        self._last = ""
        self._seen = set()
        return word

    def word_filter(self, word: str) -> bool:
        """Keep every word, numbers too."""
        return bool(word)


def splitter_for(aliases: Mapping[str, str]) -> str:
    """Give the splitter with what issuers are called: who asks for one name means all."""
    names: dict[str, list[str]] = {}
    for name, one in aliases.items():
        names.setdefault(one, []).append(name)
    known = [sorted(of_one) for of_one in names.values() if len(of_one) > 1]
    return f"{_SPLITTER}digestSearch.names = {json.dumps(known, ensure_ascii=False)};\n"


def choose_search(app: Sphinx, config: Config, language: str) -> None:
    """Search in pairs where the digest is Chinese, unless conf.py says how to search."""
    app.add_search_language(SearchPairs)
    for name in ("html_search_language", "html_search_options"):
        if name in config._raw_config or name in config._overrides:
            return
    if any(language.startswith("zh") for language in (config.language or "", language)):
        config.html_search_language = LANGUAGE


def index_without_repetitions(app: Sphinx) -> None:
    """Keep out of the index what only repeats the notices; connected to ``builder-inited``."""
    builder = app.builder
    if not isinstance(builder, StandaloneHTMLBuilder):
        return
    known = {"js_splitter_code": splitter_for(archive_of(app.env).aliases)}
    app.add_search_language(type("SearchPairsOfIssuers", (SearchPairs,), known))
    index_page = builder.index_page

    def index_what_is_said_here(pagename: str, doctree: nodes.document, title: str) -> None:
        repeated = repetitions(doctree)
        for node in repeated:
            node["classes"].append("no-search")
        index_page(pagename, doctree, title)
        for node in repeated:
            node["classes"].remove("no-search")

    builder.index_page = index_what_is_said_here  # type: ignore[method-assign]


def repetitions(doctree: nodes.document) -> list[nodes.Element]:
    """Find what is made of the notices again: indexes, deadlines at a glance, ways to cite."""
    found: list[nodes.Element] = []
    sections: list[nodes.Element] = [doctree]
    for section in sections:
        for child in section.children:
            if isinstance(child, nodes.section):
                sections.append(child)
            elif isinstance(child, nodes.raw):
                if _REPEATING_HTML.search(child.astext()[:200]):
                    found.append(child)
            elif isinstance(child, nodes.Element) and not set(_REPEATING).isdisjoint(
                child["classes"]
            ):
                found.append(child)
    return found


def forget_words(app: Sphinx) -> list[tuple[str, dict[str, Any], str]]:
    """Forget words that no page holds any more; connected to ``html-collect-pages``.

    Sphinx keeps them without pages, so that an index depends on the builds before it.
    """
    indexer = getattr(app.builder, "indexer", None)
    for name in ("_mapping", "_title_mapping"):
        words: dict[str, set[str]] = getattr(indexer, name, {})
        for word in [word for word, docnames in words.items() if not docnames]:
            del words[word]
    return []


def keep_anchors(app: Sphinx) -> list[tuple[str, dict[str, Any], str]]:
    """Let the search find records where they stand; connected to ``html-collect-pages``.

    Sphinx leaves out an anchor that is the object's name, and makes it anew from what it shows;
    a record is shown by its title, which is no anchor.
    """
    indexer: Any = getattr(app.builder, "indexer", None)
    domain = app.env.domains["digest"]
    if indexer is None:
        return []
    make = indexer.get_objects

    def get_objects(fn2index: dict[str, int]) -> dict[str, list[Any]]:
        anchors: dict[str, list[str]] = {}
        for _name, shown, _kind, docname, anchor, priority in sorted(domain.get_objects()):
            if docname in fn2index and priority >= 0:
                anchors.setdefault(escape(shown).rpartition(".")[0], []).append(anchor)
        made: dict[str, list[Any]] = make(fn2index)
        ours = {n for (name, _kind), n in indexer._objtypes.items() if name == domain.name}
        for prefix, objects in made.items():
            # Sphinx takes them in this order as well.
            own = iter(anchors.get(prefix, ()))
            made[prefix] = [
                (*one[:3], next(own), *one[4:]) if one[1] in ours else one for one in objects
            ]
        return made

    indexer.get_objects = get_objects
    return []


def add_search_script(
    app: Sphinx, pagename: str, _template: str, _context: dict[str, Any], _doctree: object
) -> None:
    """Add our part to the search page; connected to ``html-page-context``."""
    if pagename == "search" and app.config.html_search_language == LANGUAGE:
        app.add_js_file(SCRIPT, loading_method="defer")
