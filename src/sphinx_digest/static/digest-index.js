/* Filters, sorts and shares the indexes of a digest. Without this script the page holds the same
   rows, grouped and linked. The words and what it knows of the rows come from the build as JSON
   in each index; the reader's clock is asked here and nowhere else. */
(() => {
  "use strict";

  const CHUNK = 100; // rows of one table where the groups are left
  const TYPING = 350; // milliseconds until the address and the announcement follow
  const TITLES = 3; // shown in a day of the calendar
  const language = document.documentElement.lang || "zh-CN";
  const collator = new Intl.Collator(
    language.startsWith("zh") ? "zh-CN-u-co-pinyin" : language,
    { numeric: true },
  );

  // Brackets and blanks are written in many ways: 〔2021〕, [2021], （2021）.
  const fold = (text) =>
    text.normalize("NFKC").toLowerCase().replace(/[\s()[\]{}〔〕【】〖〗〈〉《》「」﹝﹞❲❳]+/gu, "");
  const fill = (words, values) => words.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const two = (number) => String(number).padStart(2, "0");

  function make(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (value !== false) element.setAttribute(name, value === true ? "" : value);
    }
    element.append(...children);
    return element;
  }

  /* The reader's day as an ISO day. */
  function today() {
    const now = new Date();
    return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  }

  let asked = location.search; // what is shown

  /* What one row shows and is known for; rows below it (who cites it) go with it. */
  class Entry {
    constructor(row, slice, order, [days, initials, facets, last, again, names = []]) {
      const { group } = slice;
      Object.assign(this, { group, slice, order, initials, facets, last, names });
      this.again = Boolean(again);
      this.rows = [row];
      this.shown = true;
      this.days = days ? days.split(" ").map((piece) => piece.split("/")) : [];
    }

    get first() {
      return this.days.length ? this.days[0][0] : "";
    }

    /* The one exact day it is about, for the calendar. */
    get day() {
      return this.days.length === 1 && this.days[0].length === 1 ? this.first : "";
    }

    meets(from, to) {
      return this.days.some(([a, b = a]) => (!from || b >= from) && (!to || a <= to));
    }

    /* Say whether each word stands in it, or in what an office of its is called. */
    holds(terms, names) {
      this.folded ??= fold([this.group.title, ...this.rows.map((row) => row.textContent)].join("\u0001"));
      return terms.every((term) =>
        this.folded.includes(term) || this.names.some((number) => names[number].text.includes(term)) ||
        (/^[a-z0-9]+$/.test(term) &&
          (this.initials.includes(term) ||
            this.names.some((number) => names[number].initials.includes(term)))));
    }

    show(wanted) {
      if (wanted === this.shown) return;
      this.shown = wanted;
      for (const row of this.rows) row.hidden = !wanted;
    }
  }

  class DigestIndex {
    constructor(root, data, name, prefix) {
      Object.assign(this, { root, data, prefix, words: data.words, id: `digest-${name}` });
      this.groups = [...root.querySelectorAll(":scope > .digest-index-group")].map((block) => {
        const heading = block.querySelector(".digest-group");
        return { block, anchor: heading.id, title: heading.textContent, shown: true };
      });
      this.slices = this.groups.flatMap((group) =>
        [...group.block.querySelectorAll(".digest-rows")].map((block) =>
          ({ group, block, body: block.querySelector("tbody"), shown: -1 })));
      // What offices are called stands once, however many rows have to do with them.
      this.offices = (data.names ?? []).map(([text, initials]) => ({ text: fold(text), initials }));
      this.entries = this.read();
      const events = data.facets.findIndex((facet) => facet.name === "event");
      if (events >= 0) this.events = { at: events, ...data.facets[events] };
      this.all = this.entries.filter((entry) => !entry.again).length;
      this.facets = data.facets.filter((facet) => facet.values.length > 1);
      this.dated = this.entries.some((entry) => entry.days.length);
      this.passing = this.entries.some((entry) => entry.last);
      this.names = [
        "q", ...this.facets.map((facet) => facet.name),
        ...(this.dated ? ["from", "to"] : []), ...(this.passing ? ["open"] : []), "sort",
      ];
      this.today = today();
      this.sorted = "";
      this.chunks = [];
      this.jumps = this.bar();
      this.build();
      this.follow();
      this.prepare();
    }

    /* The bar leads to the first group that is shown of those up to its next place. */
    bar() {
      const bar = this.root.querySelector(":scope > .digest-jump");
      if (!bar) return null;
      const places = [...bar.querySelectorAll("a")].map((link) => ({ link, groups: [] }));
      let next = 0;
      for (const group of this.groups) {
        if (places[next]?.link.hash === `#${group.anchor}`) next += 1;
        places[next - 1]?.groups.push(group);
      }
      return { bar, places };
    }

    read() {
      const entries = [];
      let at = 0;
      for (const slice of this.slices) {
        for (const row of slice.body.rows) {
          const known = this.data.rows[at++];
          // What belongs to a row goes with it, also where a slice ends between them.
          if (known === 0) entries.at(-1).rows.push(row);
          else entries.push(new Entry(row, slice, entries.length, known));
        }
      }
      return entries;
    }

    /* ---- The form ---- */

    build() {
      const { words } = this;
      this.controls = {};
      const form = make("form", {
        class: "digest-filter", role: "search", "aria-label": this.data.label,
      });
      form.append(this.field("q", words.search, make("input", { type: "search" })));
      for (const facet of this.facets) {
        const labels = facet.labels.length ? facet.labels : facet.values;
        const options = facet.order.map((number) => [facet.values[number], labels[number]]);
        form.append(this.field(facet.name, facet.label, this.select([["", words.any], ...options])));
      }
      if (this.dated) {
        form.append(this.field("from", words.from, make("input", { type: "date" })));
        form.append(this.field("to", words.to, make("input", { type: "date" })));
      }
      const heads = this.slices[0].block.querySelectorAll("thead th");
      const sorts = this.data.columns.flatMap((name, at) => {
        const column = heads[at].textContent.trim();
        return [[name, fill(words.ascending, { column })], [`-${name}`, fill(words.descending, { column })]];
      });
      form.append(this.field("sort", words.sort, this.select([["", words.grouped], ...sorts])));
      if (this.passing) {
        form.append(this.field("open", words.open, make("input", { type: "checkbox", value: "1" })));
      }
      if (this.events?.values.includes("ends") && this.controls.event) {
        this.ends = make("button", { type: "button", class: "digest-ends" }, words.ends);
        this.ends.addEventListener("click", () => {
          const { event, ...state } = this.state;
          this.put(event === "ends" ? state : { ...state, event: "ends" });
        });
        form.append(this.ends);
      }
      this.clear = make("button", { type: "button", class: "digest-clear" }, words.clear);
      this.status = make("p", { class: "digest-count", role: "status", "aria-live": "polite" });
      form.append(this.clear, this.status);
      form.addEventListener("submit", (event) => event.preventDefault());
      form.addEventListener("input", (event) => this.changed(event));
      this.clear.addEventListener("click", () => {
        this.put({ month: this.state.month });
        this.controls.q.focus();
      });
      if (this.entries.length < 2) return;
      this.root.prepend(form);
      if (this.data.month) this.calendar = new Calendar(this, form);
    }

    field(name, label, control) {
      control.id = `${this.id}-${name}`;
      this.controls[name] = control;
      const check = control.type === "checkbox";
      const parts = [make("label", { for: control.id }, label), control];
      return make("div", { class: `digest-field digest-field-${name}` }, ...(check ? parts.reverse() : parts));
    }

    select(options) {
      return make("select", {}, ...options.map(([value, words]) => make("option", { value }, words)));
    }

    changed(event) {
      // The calendar goes to the days that are asked for.
      const state = event.target.type === "date" ? {} : { month: this.state.month };
      for (const name of this.names) {
        const control = this.controls[name];
        const off = control.type === "checkbox" && !control.checked;
        if (control.value && !off) state[name] = control.value;
      }
      clearTimeout(this.typing);
      if (!["search", "date"].includes(event.target.type)) {
        this.put(state);
        return;
      }
      // One entry of the history for all that is typed in one place, and one announcement.
      this.state = state;
      this.apply(false);
      this.typing = setTimeout(() => {
        this.write(this.typed === event.target);
        this.typed = event.target;
        this.announce();
      }, TYPING);
    }

    /* ---- The state: in the address, so that it can be shared and gone back to ---- */

    follow() {
      const query = new URLSearchParams(location.search);
      this.state = {};
      for (const name of [...this.names, "month"]) {
        const value = query.get(this.prefix + name);
        const control = this.controls[name];
        if (control && control.type === "checkbox") control.checked = value === "1";
        else if (control) control.value = value ?? "";
        // A control takes no value that it does not know.
        const taken = control ? control.value : /^[0-9]{4}-(0[1-9]|1[0-2])$/.test(value) && value;
        if (value && taken) this.state[name] = taken;
      }
      this.apply();
    }

    put(state) {
      clearTimeout(this.typing);
      this.typed = null;
      this.state = state;
      this.write(false);
      this.follow();
    }

    write(replace) {
      const query = new URLSearchParams(location.search);
      for (const name of [...this.names, "month"]) {
        if (this.state[name]) query.set(this.prefix + name, this.state[name]);
        else query.delete(this.prefix + name);
      }
      const search = query.toString();
      const address = location.pathname + (search ? `?${search}` : "") + location.hash;
      try {
        history[replace ? "replaceState" : "pushState"](null, "", address);
      } catch {
        // Opened as a file, some browsers keep the address as it is.
      }
      asked = location.search;
    }

    /* ---- What is shown ---- */

    matches(skipDays = false) {
      const { q = "", from, to, open } = this.state;
      const terms = q.split(/\s+/).map(fold).filter(Boolean);
      const wanted = this.data.facets
        .map((facet, at) => [at, facet.values.indexOf(this.state[facet.name])])
        .filter(([, number]) => number >= 0);
      return (entry) =>
        !(open && entry.last && entry.last < this.today) &&
        wanted.every(([at, number]) => entry.facets[at].includes(number)) &&
        (skipDays || !(from || to) || entry.meets(from, to)) &&
        entry.holds(terms, this.offices);
    }

    apply(announced = true) {
      const fits = this.matches();
      const sort = this.state.sort ?? "";
      this.shown = 0;
      const counts = new Map();
      for (const entry of this.entries) {
        const fitting = fits(entry);
        if (fitting && !entry.again) this.shown += 1;
        entry.show(fitting && !(sort && entry.again));
        if (entry.shown) counts.set(entry.slice, (counts.get(entry.slice) ?? 0) + entry.rows.length);
      }
      this.arrange(sort);
      const filled = new Set();
      for (const slice of this.slices) {
        const shown = sort ? 0 : counts.get(slice) ?? 0;
        if (shown) filled.add(slice.group);
        if (shown === slice.shown) continue;
        slice.shown = shown;
        slice.block.hidden = !shown;
        slice.block.style.setProperty("--digest-rows", shown);
      }
      for (const group of this.groups) {
        const shown = filled.has(group);
        if (shown === group.shown) continue;
        group.shown = shown;
        group.block.hidden = !shown;
      }
      this.lead();
      this.ends?.setAttribute("aria-pressed", String(this.state.event === "ends"));
      this.clear.hidden = !this.names.some((name) => this.state[name]);
      this.calendar?.draw();
      if (announced) this.announce();
    }

    lead() {
      if (!this.jumps) return;
      let held = 0;
      for (const { link, groups } of this.jumps.places) {
        const first = groups.find((group) => group.shown);
        link.parentElement.hidden = !first;
        if (!first) continue;
        held += 1;
        if (link.hash !== `#${first.anchor}`) link.hash = first.anchor;
      }
      for (const year of this.jumps.bar.querySelectorAll("li:has(> ul)")) {
        year.hidden = !year.querySelector("li:not([hidden])");
      }
      this.jumps.bar.hidden = held < 2;
    }

    announce() {
      const { words, shown, all } = this;
      const said = shown === all ? words.all : shown ? words.some : words.none;
      this.status.textContent = fill(said, { shown, all });
    }

    /* Rows in another order stand in tables of their own, and come home when it is left. */
    arrange(sort) {
      const chosen = sort ? this.entries.filter((entry) => entry.shown) : [];
      const key = sort && sort + chosen.map((entry) => entry.order).join();
      if (key === this.sorted) return;
      this.sorted = key;
      for (const chunk of this.chunks) chunk.remove();
      this.chunks = [];
      this.bringHome();
      if (!sort) return;
      this.away = chosen;
      const down = sort.startsWith("-");
      const column = this.data.columns.indexOf(down ? sort.slice(1) : sort);
      const ordered = this.ordered(chosen, column, down);
      for (let at = 0; at < ordered.length; at += CHUNK) {
        this.chunks.push(this.table(ordered.slice(at, at + CHUNK), at, column, down));
      }
      this.root.append(...this.chunks);
    }

    bringHome() {
      if (!this.away) return;
      this.away = null;
      for (const entry of this.entries) {
        for (const row of entry.rows) {
          row.querySelector(".digest-from-group")?.remove();
          entry.slice.body.append(row);
        }
      }
    }

    ordered(entries, column, down) {
      const byDay = this.data.columns[column] === "date";
      const keyed = entries.map((entry) =>
        [byDay ? entry.first : entry.rows[0].cells[column].textContent.trim(), entry]);
      // What has nothing there stands last in both directions.
      return keyed.sort(([a, first], [b, second]) => {
        if (!a || !b) return !a - !b || first.order - second.order;
        const order = byDay ? (a < b ? -1 : a > b ? 1 : 0) : collator.compare(a, b);
        return (down ? -order : order) || first.order - second.order;
      }).map(([, entry]) => entry);
    }

    table(entries, start, column, down) {
      const first = this.slices[0].block.querySelector("table");
      const table = first.cloneNode(false);
      const head = first.querySelector("thead").cloneNode(true);
      const line = head.rows[0];
      line.cells[column].setAttribute("aria-sort", down ? "descending" : "ascending");
      const body = make("tbody");
      for (const entry of entries) {
        if (this.data.grouped) {
          entry.rows[0].append(make("td", { class: "digest-from-group" }, make("p", {}, entry.group.title)));
        }
        body.append(...entry.rows);
      }
      if (this.data.grouped) {
        line.append(make("th", { class: "head", scope: "col" }, make("p", {}, this.data.grouped)));
      }
      const span = fill(this.words.span, { first: start + 1, last: start + entries.length });
      table.append(make("caption", { class: "digest-caption" }, span), head, body);
      const block = make("div", { class: "digest-rows digest-index-chunk" }, table);
      block.style.setProperty("--digest-rows", entries.length);
      return block;
    }

    /* A word and a class on what is over for this reader, and the text of every row at hand
       before it is searched; a slice at a time. */
    prepare(start = 0) {
      const end = Math.min(start + 1000, this.entries.length);
      for (const entry of this.entries.slice(start, end)) {
        entry.holds([""], this.offices);
        if (!entry.last || entry.last >= this.today) continue;
        entry.rows[0].classList.add("digest-over");
        const cell = entry.rows[0].cells[0];
        (cell.querySelector("p") ?? cell).append(
          " ", make("span", { class: "digest-over-word" }, this.words.passed));
      }
      if (end < this.entries.length) setTimeout(() => this.prepare(end));
    }
  }

  /* A month as a table: a button for each day that has rows, which the list then shows. */
  class Calendar {
    constructor(index, form) {
      const { words } = index;
      this.index = index;
      this.title = make("p", { class: "digest-month", "aria-live": "polite" });
      this.table = make("table", { class: "digest-calendar" });
      this.vague = make("div", { class: "digest-vague" });
      this.steps = [[-1, "‹", words.previous], [1, "›", words.next]].map(([step, sign, label]) => {
        const button = make("button", { type: "button", "aria-label": label, title: label }, sign);
        button.addEventListener("click", () => this.go(step));
        return button;
      });
      const [before, after] = this.steps;
      const bar = make("div", { class: "digest-month-bar" }, before, this.title, after);
      this.block = make("details", { class: "digest-months", open: true },
        make("summary", {}, words.calendar), bar, this.table, this.vague);
      form.after(this.block);
      this.table.addEventListener("click", (event) => this.choose(event));
      const months = index.entries.filter((entry) => entry.first).map((e) => e.first.slice(0, 7));
      this.range = [index.data.month, ...months].reduce(
        ([least, most], month) => [month < least ? month : least, month > most ? month : most],
        [index.data.month, index.data.month]);
      const days = [...Array(7).keys()].map((day) => new Date(Date.UTC(2024, 0, 1 + day)));
      const say = (style) => new Intl.DateTimeFormat(language, { weekday: style, timeZone: "UTC" });
      this.weekdays = days.map((day) =>
        make("th", { scope: "col", abbr: say("long").format(day) }, say("narrow").format(day)));
    }

    get month() {
      return this.index.state.month ?? this.home(this.index.state);
    }

    /* The month of the days that are asked for, else that of the newest issue. */
    home({ from, to }) {
      const newest = this.index.data.month;
      const last = to?.slice(0, 7) ?? newest;
      const wanted = from?.slice(0, 7) ?? (last < newest ? last : newest);
      const [least, most] = this.range;
      return wanted < least ? least : wanted > most ? most : wanted;
    }

    go(step) {
      const [year, month] = this.month.split("-").map(Number);
      const moved = new Date(Date.UTC(year, month - 1 + step, 1)).toISOString().slice(0, 7);
      const state = { ...this.index.state, month: moved };
      if (moved === this.home(state)) delete state.month;
      this.index.put(state);
    }

    choose(event) {
      const button = event.target.closest("button[data-day]");
      if (!button) return;
      const { day } = button.dataset;
      const { from, to, ...state } = this.index.state;
      const chosen = from === day && to === day;
      this.index.put(chosen ? state : { ...state, from: day, to: day });
      this.table.querySelector(`[data-day="${day}"]`)?.focus();
    }

    draw() {
      const { month, index } = this;
      const fits = index.matches(true);
      const held = new Map();
      const vague = [];
      for (const entry of index.entries) {
        if (!entry.first.startsWith(month) || entry.again || !fits(entry)) continue;
        if (!entry.day) vague.push(entry);
        else held.set(entry.day, [...(held.get(entry.day) ?? []), entry]);
      }
      const { events } = index;
      const rank = (entry) => events?.order.indexOf(entry.facets[events.at][0]) ?? 0;
      for (const entries of [vague, ...held.values()]) entries.sort((a, b) => rank(a) - rank(b));
      const [year, number] = month.split("-").map(Number);
      const first = new Date(Date.UTC(year, number - 1, 1));
      const name = new Intl.DateTimeFormat(language, { year: "numeric", month: "long", timeZone: "UTC" })
        .format(first);
      if (this.title.textContent !== name) this.title.textContent = name;
      this.steps[0].disabled = month <= this.range[0];
      this.steps[1].disabled = month >= this.range[1];
      const cells = Array.from({ length: (first.getUTCDay() + 6) % 7 }, () => make("td"));
      const length = new Date(Date.UTC(year, number, 0)).getUTCDate();
      for (let day = 1; day <= length; day += 1) {
        cells.push(this.cell(`${month}-${two(day)}`, day, held.get(`${month}-${two(day)}`) ?? []));
      }
      while (cells.length % 7) cells.push(make("td"));
      const weeks = [];
      for (let at = 0; at < cells.length; at += 7) weeks.push(make("tr", {}, ...cells.slice(at, at + 7)));
      this.table.replaceChildren(
        make("caption", { class: "digest-caption" }, name),
        make("thead", {}, make("tr", {}, ...this.weekdays)), make("tbody", {}, ...weeks));
      this.vague.hidden = !vague.length;
      this.vague.replaceChildren(make("p", {}, index.words.vague), this.list(vague, 3 * TITLES));
    }

    cell(iso, day, entries) {
      const cell = make("td", iso === this.index.today ? { "aria-current": "date" } : {});
      if (!entries.length) {
        cell.append(make("span", { class: "digest-calendar-day" }, String(day)));
        return cell;
      }
      const { words, state } = this.index;
      const count = entries.length;
      cell.append(make("button", {
        type: "button", class: "digest-calendar-day", "data-day": iso,
        "aria-pressed": String(state.from === iso && state.to === iso),
        "aria-label": fill(words.day, { day: iso, count }),
      }, String(day), make("span", { class: "digest-calendar-count" }, String(count))));
      cell.append(this.list(entries, TITLES));
      return cell;
    }

    list(entries, most) {
      const list = make("ul", {}, ...entries.slice(0, most).map((entry) => this.item(entry)));
      const left = entries.slice(most);
      if (!left.length) return list;
      const more = make("button", { type: "button", class: "digest-calendar-more" },
        fill(this.index.words.more, { count: left.length }));
      more.addEventListener("click", () => {
        const items = left.map((entry) => this.item(entry));
        more.parentElement.replaceWith(...items);
        items[0].querySelector("a")?.focus();
      });
      list.append(make("li", {}, more));
      return list;
    }

    /* What is due and the like, before what it is about. */
    item(entry) {
      const { events, today } = this.index;
      const row = entry.rows[0];
      const passed = row.classList.contains("digest-over") || (entry.last && entry.last < today);
      const link = row.querySelector("a");
      const words = link ? link.textContent : row.textContent;
      const shown = link ? make("a", { href: link.getAttribute("href") }) : make("span");
      const event = entry.facets[events?.at]?.[0];
      if (event !== undefined) {
        const name = (events.labels.length ? events.labels : events.values)[event];
        shown.append(make("span", { class: `digest-event digest-event-${events.values[event]}` }, name), " ");
      }
      shown.append(words);
      return make("li", passed ? { class: "digest-over" } : {}, shown);
    }
  }

  /* The first index of a page has the bare names in the address, the others their own before. */
  function start() {
    const taken = new Set();
    const indexes = [];
    for (const root of document.querySelectorAll(".digest-index")) {
      const script = root.querySelector(":scope > script.digest-index-data");
      if (!script) continue;
      const data = JSON.parse(script.textContent);
      const name = [data.name, data.by].filter(Boolean).join("-");
      let own = name;
      for (let number = 2; taken.has(own); number += 1) own = `${name}-${number}`;
      const prefix = taken.size ? `${own}.` : "";
      taken.add(own);
      indexes.push(new DigestIndex(root, data, own, prefix));
    }
    addEventListener("popstate", () => {
      // A step within the page changes nothing; to show all anew would move it.
      if (location.search === asked) return;
      asked = location.search;
      for (const index of indexes) {
        clearTimeout(index.typing);
        index.typed = null;
        index.follow();
      }
    });
  }

  start();
})();
