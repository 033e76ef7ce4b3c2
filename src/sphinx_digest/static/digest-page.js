/* What only the reader's own day can tell: days left, what has passed; and buttons that copy. */
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

  const addButton = (place, label, text) => {
    const button = document.createElement("button");
    const told = document.createElement("span");
    button.type = "button";
    button.className = "digest-copy";
    button.textContent = label;
    told.className = "digest-told";
    told.setAttribute("role", "status");
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(text());
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
  };

  const start = () => {
    markDays();
    addButtons();
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
