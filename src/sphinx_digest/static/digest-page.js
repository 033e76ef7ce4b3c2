/* What only the reader's own day can tell: days left, what has passed; buttons that copy and that
   print one notice; paper with what is on demand. */
(() => {
  "use strict";
  const said = document.currentScript && document.currentScript.dataset.digestWords;
  const words = said ? JSON.parse(said) : {};
  const DAY = 86400000;

  const number = (iso) => {
    const [year, month, day] = iso.slice(0, 10).split("-").map(Number);
    return Date.UTC(year, month - 1, day) / DAY;
  };

  const saying = (day, last, today, happens) => {
    if (today > last) return [happens ? words.past : words.closed, "digest-passed"];
    if (today > day && happens) return [words.running, "digest-soon"];
    if (today > day) return [words.moved, "digest-soon"];
    if (today === day) return [words.today, "digest-soon"];
    const left = day - today;
    const counted = (left === 1 ? words.one : words.left).replace("%d", String(left));
    return [counted, left <= 7 ? "digest-soon" : ""];
  };

  const markDays = () => {
    const now = new Date();
    const today = Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()) / DAY;
    for (const time of document.querySelectorAll("time[data-digest-last]")) {
      const last = number(time.dataset.digestLast);
      const happens = time.hasAttribute("data-digest-happens");
      const [text, name] = saying(number(time.dateTime), last, today, happens);
      const mark = document.createElement("span");
      mark.className = "digest-left";
      mark.textContent = text;
      const next = time.nextElementSibling;
      (next && next.matches(".digest-weekday") ? next : time).after(" ", mark);
      const whole = time.closest(".digest-deadline, tr, li");
      if (whole && name) whole.classList.add(name);
      // The built page says "closed" of what was over before its issue: once is enough.
      const closed = whole && whole.querySelector(".digest-closed");
      if (closed && name === "digest-passed") mark.remove();
    }
  };

  // On the home page what has passed steps back: it opens below what is still ahead.
  const stepBack = () => {
    for (const block of document.querySelectorAll(".digest-ahead")) {
      const shown = block.querySelector(":scope > .digest-scroll");
      const rows = shown ? [...shown.querySelectorAll("tbody tr")] : [];
      const gone = rows.filter((row) => row.classList.contains("digest-passed"));
      if (!gone.length) continue;
      const past = shown.cloneNode(true);
      const details = document.createElement("details");
      const summary = document.createElement("summary");
      summary.textContent = words.gone.replace("%d", String(gone.length));
      past.querySelector("caption").textContent = summary.textContent;
      past.querySelector("tbody").replaceChildren(...gone);
      details.append(summary, past);
      block.append(details);
      if (gone.length < rows.length) continue;
      const heard = shown.previousElementSibling;
      if (heard && heard.matches(".digest-heard")) heard.remove();
      shown.remove();
    }
  };

  // A choice for each field of the project's own, below the title of the table of what to do.
  const addChoices = () => {
    for (const block of document.querySelectorAll(".digest-deadlines, .digest-ahead")) {
      const table = block.querySelector(":scope > .digest-scroll > table");
      const heads = table ? [...table.querySelectorAll("th .digest-own")] : [];
      const values = [...block.querySelectorAll("td .digest-own")];
      const chosen = new Map();
      const nothing = document.createElement("span");
      nothing.setAttribute("role", "status");
      const apply = () => {
        for (const row of block.querySelectorAll("tbody tr")) {
          const own = [...row.querySelectorAll(".digest-own")];
          row.hidden = [...chosen].some(([name, value]) => value && !own.some(
            (one) => one.dataset.digestOwn === name && one.dataset.digestValue === value));
        }
        nothing.textContent = table.querySelector("tbody tr:not([hidden])") ? "" : words.none;
      };
      const bar = document.createElement("span");
      bar.className = "digest-choices";
      for (const head of heads) {
        const name = head.dataset.digestOwn;
        const said = values.filter((one) => one.dataset.digestOwn === name);
        const options = new Set(said.map((one) => one.dataset.digestValue));
        if (options.size < 2) continue;
        const label = document.createElement("label");
        const select = document.createElement("select");
        select.append(new Option(words.all, ""));
        for (const value of options) select.append(new Option(value, value));
        select.addEventListener("change", () => {
          chosen.set(name, select.value);
          apply();
        });
        label.append(head.textContent, " ", select);
        bar.append(label);
      }
      if (!bar.childElementCount) continue;
      table.setAttribute("aria-label", table.caption.textContent);
      table.caption.append(bar, nothing);
    }
  };

  // Where a telephone shows rows as blocks, some browsers hear no table any more.
  const keepTables = () => {
    const parts = [
      ["table", "table"],
      ["thead, tbody", "rowgroup"],
      ["tr", "row"],
      ["th", "columnheader"],
      ["td", "cell"],
    ];
    const narrow = matchMedia("(max-width: 40em)");
    const name = () => {
      if (!narrow.matches) return;
      narrow.removeEventListener("change", name);
      for (const [tag, role] of parts) {
        const inside = tag === "table" ? "table.digest-table" : `table.digest-table :is(${tag})`;
        for (const one of document.querySelectorAll(`${inside}:not([role])`)) {
          one.setAttribute("role", role);
        }
      }
    };
    narrow.addEventListener("change", name);
    name();
  };

  // Browsers print what is closed as closed.
  const openOnPaper = () => {
    const opened = [];
    addEventListener("beforeprint", () => {
      const closed = ".digest-block > details, details.digest-how";
      for (const details of document.querySelectorAll(closed)) {
        if (details.open) continue;
        details.open = true;
        opened.push(details);
      }
    });
    addEventListener("afterprint", () => {
      for (const details of opened.splice(0)) details.open = false;
    });
  };

  const buttonOf = (label) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "digest-copy";
    button.textContent = label;
    return button;
  };

  // The class on the page hides on paper what is not in the marked notice, see digest-print.css.
  const printOne = (notice) => {
    document.body.classList.add("digest-print-one");
    notice.classList.add("digest-print-this");
    const done = () => {
      document.body.classList.remove("digest-print-one");
      notice.classList.remove("digest-print-this");
    };
    addEventListener("afterprint", done, { once: true });
    print();
  };

  const addPrintButtons = () => {
    for (const link of document.querySelectorAll("a.digest-permalink")) {
      const notice = link.closest(".digest-notice");
      if (!notice) continue;
      const button = buttonOf(words.printOne);
      button.addEventListener("click", () => printOne(notice));
      link.parentElement.append(" ", button);
    }
  };

  const addButton = (place, label, text) => {
    const button = buttonOf(label);
    const told = document.createElement("span");
    told.className = "digest-told";
    told.setAttribute("role", "status");
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(await text());
        told.textContent = words.copied;
      } catch {
        told.textContent = words.failed;
      }
    });
    place.append(" ", button, " ", told);
  };

  const addButtons = () => {
    if (!navigator.clipboard) return; // only pages from https: and localhost may copy
    for (const place of document.querySelectorAll(".digest-citation")) {
      const text = place.querySelector(".digest-citation-text").textContent.trim();
      addButton(place, words.copy, () => text);
    }
    for (const link of document.querySelectorAll("a.digest-permalink")) {
      addButton(link.parentElement, words.copyLink, () => link.href);
    }
    for (const link of document.querySelectorAll("a.digest-text-edition")) {
      const text = async () => (await fetch(link.href)).text();
      addButton(link.parentElement, words.copyText, text);
    }
  };

  const start = () => {
    markDays();
    stepBack();
    addChoices();
    keepTables();
    addButtons();
    addPrintButtons();
    openOnPaper();
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
