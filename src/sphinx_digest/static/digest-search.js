/*
 * Chinese in Sphinx's search page: asks for every pair of characters typed, finds the titles of
 * notices with their anchors, and shows which notices of a page hold the words as written.
 * It replaces five methods of Sphinx's Search and leaves the rest as it is. `digestSearch` and
 * `splitQuery` come with language_data.js.
 */
"use strict";

(() => {
  const NOTICES_A_PAGE = 12;
  const BEFORE = 30;
  const AFTER = 90;
  /** What is known of a notice, beside what it says. */
  const KNOWN =
    "dl, .digest-extra, .digest-deadline, .digest-contact, .digest-attachments, .digest-deadlines";
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

  /** Give what was typed: as a whole, and in the parts that blanks and commas make; `forms` has
      for each part what else an issuer is called that it names, `titled` the notices whose
      titles were found, `pages` how many pages. */
  const asked = {
    whole: "", parts: [], forms: new Map(), marked: new Set(), titled: new Set(), pages: 0,
  };
  const ask = (query) => {
    const bared = (part) => bare(part).folded;
    asked.whole = bared(query);
    const parts = query.split(SEPARATORS).filter((part) => bared(part));
    asked.parts = [...new Set(parts.map(bared))];
    asked.forms = new Map(parts.map((part) => {
      const same = (digestSearch.names ?? []).filter((names) => names.map(bared).includes(bared(part)));
      return [bared(part), [...new Set([part, ...same.flat()])]];
    }));
    asked.marked = new Set();
    asked.titled = new Set();
  };
  /** Find a part, else another name of the issuer that it names. */
  const findPart = (where, part, whole) => {
    for (const form of asked.forms.get(part) ?? [part]) {
      const found = find(where, bare(form).folded, whole);
      if (found) return found;
    }
    return null;
  };
  const holds = (where, whole) => asked.parts.every((part) => findPart(where, part, whole));

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

  /** Say how many pages were found, not how many results: a notice is one beside its page. */
  const countPages = (ngettext) => (one, many, count) =>
    many.includes("${resultCount}")
      ? ngettext(one, many, asked.pages).replace("${resultCount}", asked.pages)
      : ngettext(one, many, count);

  const parseQuery = (query) => {
    ask(query);
    const terms = new Set();
    for (const part of query.trim().split(SEPARATORS)) {
      splitQuery(part).forEach((term) => terms.add(term));
      if (bare(part).folded) mark(part);
    }
    return [query, terms, new Set(), asked.marked, new Set(asked.marked)];
  };

  const inAll = (sets) =>
    sets.reduce((all, found) => new Set([...all].filter((page) => found.has(page))), sets[0] ?? new Set());

  const performTermsSearch = () => {
    const index = Search._index;
    // A page must hold every part, under one of its names.
    const pages = inAll([...asked.forms.values()].map((forms) =>
      new Set(forms.flatMap((form) => [...inAll(splitQuery(form).map(pagesOf))]))));
    return [...pages].map((page) => [
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
    asked.titled = new Set(titles.map((result) => result[2].slice(1)));
    const shown = new Set(titles.map((result) => result[0] + result[2]));
    const others = performSearch(query, ...rest).filter(
      (result) => result[6] === "text" || !shown.has(result[0] + result[2]),
    );
    const results = [...titles, ...others].sort(inOrder);
    asked.pages = new Set(results.map((result) => result[0])).size;
    return results;
  };

  const contentOf = (htmlText) => {
    const page = new DOMParser().parseFromString(htmlText, "text/html");
    const skipped = `.headerlink, script, style, ${digestSearch.repeated}`;
    page.querySelectorAll(skipped).forEach((one) => one.remove());
    return page.querySelector('[role="main"]') ?? page.body;
  };

  const headingOf = (section) => section.querySelector("h1, h2, h3, h4, h5, h6");

  /** Give the text of each notice, and of each section that is in none: what it says first, what
      is known of it after that. */
  const sectionsOf = (root) => {
    const texts = new Map();
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const parent = walker.currentNode.parentElement;
      const section = parent.closest("section.digest-notice") ?? parent.closest("section") ?? root;
      if (parent.closest("h1, h2, h3, h4, h5, h6") === headingOf(section)) continue;
      if (!texts.has(section)) texts.set(section, [[], []]);
      const known = parent.closest(KNOWN) ? 1 : 0;
      texts.get(section)[known].push(walker.currentNode.nodeValue);
    }
    return [...texts].map(([section, pieces]) => {
      const [said, known] = pieces.map((one) => one.join(""));
      return [section, `${said}\n${known}`, said.length];
    });
  };

  const cut = (text, from, to) =>
    (from > 0 ? "…" : "") + text.slice(from, to).replace(/\s+/gu, " ").trim() + (to < text.length ? "…" : "");

  /** Give what stands around the first place of what was typed; where it is only known of a
      notice, how what it says begins stands before that. */
  const extract = (text, phrases, said = text.length) => {
    const where = bare(text);
    let place = null;
    for (const phrase of phrases) {
      const found = findPart(where, phrase, true) ?? findPart(where, phrase, false);
      if (found) mark(text.slice(found.from, found.to));
      place ??= found;
    }
    const from = Math.max((place?.from ?? 0) - BEFORE, 0);
    const to = Math.max((place?.to ?? 0) + AFTER, BEFORE + AFTER);
    if (!place || place.from < said) return cut(text.slice(0, said), from, to);
    const before = cut(text.slice(0, said), 0, AFTER);
    return `${before} ${cut(text, Math.max(from, said), place.to + BEFORE)}`.trim();
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
    const held = sections.map(([section, text, said]) => {
      const where = bare(`${headingOf(section)?.textContent ?? ""}\n${text}`);
      const parts = (whole) => asked.parts.filter((part) => findPart(where, part, whole)).length;
      const together = asked.parts.length > 1 && find(where, asked.whole, true) ? 1 : 0;
      const number = bears(section);
      return { section, text, said, number, exact: parts(true) + together + number, loose: parts(false) };
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
      const [, text = "", said] = sectionsOf(target).find(([section]) => section === target) ?? [];
      summary.append(paragraph(extract(text, phrases, said), null));
      return summary;
    }
    const held = choose(sectionsOf(root));
    const chosen = held.filter(({ section }) => !asked.titled.has(section.id));
    for (const { section, text, said } of chosen.slice(0, NOTICES_A_PAGE))
      summary.append(paragraph(extract(text, phrases, said), section === root ? null : section));
    const more = chosen.length - NOTICES_A_PAGE;
    if (more > 0) summary.append(paragraph(`… +${more}`, null));
    if (!held.length) summary.append(paragraph(extract(root.textContent, phrases), null));
    // Sphinx hangs the summary into the result right after this.
    queueMicrotask(() => {
      // Its notices stand above already, each by its title.
      if (held.length && !chosen.length) summary.parentElement?.remove();
      else settle(summary, chosen.length > 0, chosen.some((one) => one.number));
    });
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
    Documentation.ngettext = countPages(Documentation.ngettext);
  };

  // Deferred like this script, Sphinx's may come later.
  if (typeof Search === "undefined") document.addEventListener("DOMContentLoaded", install);
  else install();
})();
