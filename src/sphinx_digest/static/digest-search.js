/*
 * Chinese in Sphinx's search page: asks for every pair of characters typed, finds the titles of
 * notices with their anchors, and shows which notices of a page hold the words as written.
 * It replaces five methods of Sphinx's Search and leaves the rest as it is. `digestSearch` and
 * `splitQuery` come with language_data.js.
 */
"use strict";

(() => {
  const NOTICES_A_PAGE = 5;
  const BEFORE = 30;
  const AFTER = 90;
  const SEPARATORS = /[\s,;，、；]+/u;

  /** Give a text without what may be written otherwise, and where each character stood. */
  const bare = (text) => {
    const places = [];
    let folded = "";
    for (const match of text.matchAll(digestSearch.character)) {
      const one = digestSearch.fold(match[0]);
      for (let index = 0; index < one.length; index += 1) places.push(match.index);
      folded += one;
    }
    return { folded, places, text };
  };

  const isWord = (one) => one !== undefined && digestSearch.word.test(one);

  /** Find a phrase; a word or number in it must be whole where that is asked. */
  const find = (where, phrase, whole) => {
    let start = where.folded.indexOf(phrase);
    while (start >= 0) {
      const from = where.places[start];
      const last = where.places[start + phrase.length - 1];
      const to = last + String.fromCodePoint(where.text.codePointAt(last)).length;
      const cut =
        (isWord(phrase[0]) && isWord(where.text[from - 1]))
        || (isWord(phrase[phrase.length - 1]) && isWord(where.text[to]));
      if (!whole || !cut) return { from, to };
      start = where.folded.indexOf(phrase, start + 1);
    }
    return null;
  };

  /** Give what was typed: as a whole, and in the parts that blanks and commas make. */
  const asked = { whole: "", parts: [], marked: new Set() };
  const ask = (query) => {
    const bared = (part) => bare(part).folded;
    asked.whole = bared(query);
    asked.parts = [...new Set(query.split(SEPARATORS).map(bared).filter((part) => part))];
    asked.marked = new Set();
  };
  const holds = (where, whole) => asked.parts.every((part) => find(where, part, whole));

  const numbersOf = (value) =>
    value === undefined ? [] : typeof value === "number" ? [value] : Object.values(value);
  const has = (table, key) => Object.prototype.hasOwnProperty.call(table, key);

  /** Give the numbers of the pages that hold a term; a part of a longer word counts as well. */
  const pagesOf = (term) => {
    const tables = [Search._index.terms, Search._index.titleterms];
    const characters = Array.from(term);
    const alone = characters.length === 1 && !isWord(term);
    const exact = tables.filter((table) => has(table, term));
    if (exact.length && !alone)
      return new Set(exact.flatMap((table) => numbersOf(table[term])));
    const pages = new Set();
    if (alone || (characters.length > 2 && characters.every(isWord)))
      for (const table of tables)
        for (const [key, value] of Object.entries(table))
          if (key.includes(term)) numbersOf(value).forEach((page) => pages.add(page));
    return pages;
  };

  /** Mark a spelling, here and on the page that is opened; `highlightTerms` is this very set. */
  const mark = (spelling) => {
    asked.marked.add(spelling.toLowerCase());
    if (!SPHINX_HIGHLIGHT_ENABLED) return;
    const stored = [...asked.marked].filter((one) => !/\s/u.test(one));
    try {
      localStorage.setItem("sphinx_highlight_terms", stored.join(" "));
    } catch {
      // Without storage nothing is marked on the page that is opened.
    }
  };

  const parseQuery = (query) => {
    ask(query);
    const terms = new Set();
    for (const part of query.trim().split(SEPARATORS)) {
      splitQuery(part).forEach((term) => terms.add(term));
      if (bare(part).folded) mark(part);
    }
    return [query, terms, new Set(), asked.marked, new Set(asked.marked)];
  };

  const performTermsSearch = (terms) => {
    const index = Search._index;
    let pages = null;
    for (const term of terms) {
      const found = pagesOf(term);
      pages = pages === null ? found : new Set([...pages].filter((page) => found.has(page)));
    }
    return [...(pages ?? [])].map((page) => [
      index.docnames[page],
      index.titles[page],
      "",
      null,
      Scorer.term,
      index.filenames[page],
      "text",
    ]);
  };

  const noticeTitles = () => {
    const { objects, objnames } = Search._index;
    const isNotice = (one) => objnames[one[1]][0] === "digest" && objnames[one[1]][1] === "notice";
    return new Set(
      Object.entries(objects).flatMap(([prefix, records]) =>
        Object.values(records).filter(isNotice).map((one) => (prefix ? `${prefix}.` : "") + one[4]),
      ),
    );
  };

  /** Find titles that hold all that was typed, however long they are. */
  const titlesFound = () => {
    const index = Search._index;
    const results = [];
    if (!asked.parts.length) return results;
    const notices = noticeTitles();
    for (const [title, places] of Object.entries(index.alltitles)) {
      const where = bare(title);
      if (!holds(where, false)) continue;
      const close = asked.whole.length / where.folded.length;
      for (const [page, id] of numbersOf(places)) {
        const own = index.titles[page] === title;
        results.push([
          index.docnames[page],
          own ? title : `${index.titles[page]} > ${title}`,
          id === null ? "" : `#${id}`,
          null,
          Scorer.title * (notices.has(title) ? 2 : 1) + Math.round(Scorer.title * Math.min(close, 1)) + own,
          index.filenames[page],
          "title",
        ]);
      }
    }
    return results;
  };

  /** Leave our records out: their titles are found above, and Sphinx would lose their anchors. */
  const othersObjects = (performObjectSearch) => (...asked) => {
    const { objects, objnames } = Search._index;
    const others = {};
    for (const [prefix, records] of Object.entries(objects))
      others[prefix] = Object.values(records).filter((one) => objnames[one[1]][0] !== "digest");
    Search._index.objects = others;
    return performObjectSearch(...asked);
  };

  /** Best last, as Sphinx shows them from the end; among equals the later issue is better. */
  const inOrder = (a, b) =>
    a[4] - b[4] || a[0].localeCompare(b[0], undefined, { numeric: true }) || (a[1] > b[1] ? 1 : -1);

  const withTitles = (performSearch) => (query, ...rest) => {
    const titles = titlesFound();
    const shown = new Set(titles.map((result) => result[0] + result[2]));
    const others = performSearch(query, ...rest).filter(
      (result) => result[6] === "text" || !shown.has(result[0] + result[2]),
    );
    return [...titles, ...others].sort(inOrder);
  };

  const contentOf = (htmlText) => {
    const page = new DOMParser().parseFromString(htmlText, "text/html");
    const skipped = `.headerlink, script, style, ${digestSearch.repeated}`;
    page.querySelectorAll(skipped).forEach((one) => one.remove());
    return page.querySelector('[role="main"]') ?? page.body;
  };

  const headingOf = (section) => section.querySelector("h1, h2, h3, h4, h5, h6");

  /** Give the text of each notice, and of each section that is in none. */
  const sectionsOf = (root) => {
    const texts = new Map();
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const parent = walker.currentNode.parentElement;
      const section = parent.closest(".digest-notice") ?? parent.closest("section") ?? root;
      if (parent.closest("h1, h2, h3, h4, h5, h6") === headingOf(section)) continue;
      if (!texts.has(section)) texts.set(section, []);
      texts.get(section).push(walker.currentNode.nodeValue);
    }
    return texts;
  };

  /** Give what stands around the first place of what was typed. */
  const extract = (text, phrases) => {
    const where = bare(text);
    let place = null;
    for (const phrase of phrases) {
      const found = find(where, phrase, true) ?? find(where, phrase, false);
      if (found) mark(text.slice(found.from, found.to));
      place ??= found;
    }
    const from = Math.max((place?.from ?? 0) - BEFORE, 0);
    const to = Math.max((place?.to ?? 0) + AFTER, BEFORE + AFTER);
    const between = text.slice(from, to).replace(/\s+/gu, " ").trim();
    return (from > 0 ? "…" : "") + between + (to < text.length ? "…" : "");
  };

  const paragraph = (text, section) => {
    const made = document.createElement("p");
    made.classList.add("context");
    const heading = section && section.id && headingOf(section);
    if (heading) {
      const link = made.appendChild(document.createElement("a"));
      link.textContent = heading.textContent.trim();
      link.hash = section.id;
      link.dataset.section = section.id;
      made.append(document.createElement("br"));
    }
    made.append(text);
    return made;
  };

  /** Say whether a notice bears the number that was typed. */
  const bears = (section) => {
    const number = section.querySelector(":scope.digest-notice > dl > dd.digest-fact-number");
    return number !== null && bare(number.textContent).folded === asked.whole;
  };

  /** Choose the sections to show: those that hold all, the notice with the number first; else
      those that hold a part. */
  const choose = (sections) => {
    const held = sections.map(([section, text]) => {
      const where = bare(`${headingOf(section)?.textContent ?? ""}\n${text}`);
      const parts = (whole) => asked.parts.filter((part) => find(where, part, whole)).length;
      const together = asked.parts.length > 1 && find(where, asked.whole, true) ? 1 : 0;
      const number = bears(section);
      return { section, text, number, exact: parts(true) + together + number, loose: parts(false) };
    });
    const most = (kind) => Math.max(0, ...held.map((one) => one[kind]));
    const kind = most("exact") >= asked.parts.length ? "exact" : "loose";
    const best = Math.min(most(kind), asked.parts.length);
    if (!best) return [];
    return held.filter((one) => one[kind] >= best).sort((a, b) => b[kind] - a[kind]);
  };

  const makeSearchSummary = (htmlText, _terms, anchor) => {
    const root = contentOf(htmlText);
    const phrases = [asked.whole, ...asked.parts];
    const summary = document.createElement("div");
    const target = anchor && root.ownerDocument.getElementById(anchor.slice(1));
    if (target) {
      headingOf(target)?.remove();
      summary.append(paragraph(extract(target.textContent, phrases), null));
      return summary;
    }
    const sections = [...sectionsOf(root)].map(([section, texts]) => [section, texts.join("")]);
    const chosen = choose(sections);
    for (const { section, text } of chosen.slice(0, NOTICES_A_PAGE))
      summary.append(paragraph(extract(text, phrases), section === root ? null : section));
    const more = chosen.length - NOTICES_A_PAGE;
    if (more > 0) summary.append(paragraph(`… +${more}`, null));
    if (!chosen.length) summary.append(paragraph(extract(root.textContent, phrases), null));
    // Sphinx hangs the summary into the result right after this.
    queueMicrotask(() => settle(summary, chosen.length > 0, chosen.some((one) => one.number)));
    return summary;
  };

  /** Point the links at the page found; put the page of the notice that bears the number first
      below the titles, a page that holds the words only in pieces last. */
  const settle = (summary, found, first) => {
    const item = summary.parentElement;
    if (!item) return;
    const page = item.querySelector("a").href.split("#")[0];
    summary.querySelectorAll("a[data-section]").forEach((link) => {
      link.href = `${page}#${link.dataset.section}`;
    });
    const others = item.parentElement.querySelectorAll(":scope > li:not(.kind-title)");
    if (first && others[0] !== item) others[0]?.before(item);
    if (!found) item.classList.add("digest-scattered");
    document.querySelectorAll("li.digest-scattered").forEach((one) => one.parentElement.append(one));
  };

  const install = () => {
    if (typeof Search === "undefined" || typeof digestSearch === "undefined") return;
    Search._parseQuery = parseQuery;
    Search._performSearch = withTitles(Search._performSearch);
    Search.performTermsSearch = performTermsSearch;
    Search.performObjectSearch = othersObjects(Search.performObjectSearch);
    Search.makeSearchSummary = makeSearchSummary;
  };

  // Deferred like this script, Sphinx's may come later.
  if (typeof Search === "undefined") document.addEventListener("DOMContentLoaded", install);
  else install();
})();
