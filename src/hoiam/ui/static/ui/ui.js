// Small comforts. Every page works without this file; texts come from #words in the page.
(() => {
  "use strict";
  const root = document.documentElement;
  const one = (selector) => document.querySelector(selector);
  const all = (selector) => [...document.querySelectorAll(selector)];
  const on = (news, act, capture) => document.addEventListener(news, act, capture);
  const words = one("#words")?.dataset ?? {};
  const say = (text) => { const told = one("#told"); if (told) told.textContent = text; };
  const make = (name, more) => Object.assign(document.createElement(name), more);
  const time = () => new Date().toLocaleTimeString(root.lang, { hour: "2-digit", minute: "2-digit" });
  root.classList.add("has-js");

  // The present page of a row of ways is in sight, also where the browser knows no scroll-initial-target.
  all(".tabs [aria-current], .side .nav [aria-current]").forEach((link) => {
    const box = link.closest(".tabs, .nav");
    box.scrollLeft ||= link.offsetLeft - box.offsetLeft;
  });

  // A second tap confirms.
  const calm = (button) => {
    if (!button?.dataset.asked) return;
    (button.querySelector("span") ?? button).textContent = button.dataset.asked;
    delete button.dataset.asked;
    button.classList.remove("is-asking");
  };
  on("click", (event) => {
    const button = event.target.closest?.("[data-confirm]");
    if (!button || button.dataset.asked) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const label = button.querySelector("span") ?? button;
    button.dataset.asked = label.textContent;
    label.textContent = button.dataset.confirm;
    button.classList.add("is-asking");
    say(button.dataset.confirm);
    setTimeout(() => calm(button), 8000);
  }, true);
  on("focusout", (event) => calm(event.target.closest?.("[data-confirm]")));

  // Insert a citation at the caret (at the end, where the text was never touched).
  const insert = (mark, area) => {
    if (!area) return;
    const start = area.dataset.touched ? area.selectionStart : area.value.length;
    const end = area.dataset.touched ? area.selectionEnd : start;
    const gap = start && !/\s/.test(area.value[start - 1]) ? " " : "";
    area.setRangeText(gap + mark, start, end, "end");
    area.dataset.touched = "1";
    area.focus();
    area.dispatchEvent(new Event("input", { bubbles: true }));
    say(`${words.inserted}: ${mark}`);
  };
  on("focusin", (event) => { if (event.target.matches("textarea")) event.target.dataset.touched = "1"; });

  const copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = make("textarea", { value: text });
      document.body.append(area);
      area.select();
      const done = document.execCommand("copy");
      area.remove();
      if (!done) return say(words.notCopied);
    }
    return say(words.copied);
  };

  on("click", (event) => {
    const at = event.target.closest?.("[data-insert], [data-copy], [data-copy-from]");
    if (at?.dataset.insert) insert(at.dataset.insert, one(at.dataset.into));
    else if (at) {
      const from = at.dataset.copyFrom && one(at.dataset.copyFrom);
      copy(from ? from.value ?? from.textContent : at.dataset.copy).then(() => at.focus());
    }
    all("details.menu[open]").forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
  });

  // Keep what was typed.
  const unsaved = new Set();
  const count = (area) => {
    let line = area.nextElementSibling;
    if (!line?.matches(".chars")) area.after(line = make("p", { className: "chars" }));
    const left = area.dataset.count - area.value.length;
    line.textContent = `${Math.abs(left).toLocaleString(root.lang)} ${left < 0 ? words.over : words.left}`;
    line.classList.toggle("is-danger", left < 0);
  };
  on("input", (event) => {
    const form = event.target.closest("form[data-unsaved]");
    if (form) unsaved.add(form);
    if (event.target.matches("textarea[data-count]")) count(event.target);
  });
  on("submit", (event) => unsaved.delete(event.target));
  on("typing:kept", (event) => unsaved.delete(event.target));
  addEventListener("beforeunload", (event) => {
    if ([...unsaved].some((form) => form.isConnected)) { event.preventDefault(); event.returnValue = words.unsaved; }
  });

  // The autosave line.
  const saving = (event, text, failed = false) => {
    const from = event.detail.elt?.closest("[data-saves]");
    const line = from && document.getElementById(from.dataset.saves);
    if (!line) return;
    line.textContent = text;
    line.classList.toggle("is-danger", failed);
    if (text.startsWith(words.saved)) unsaved.delete(from.closest("form"));
  };
  on("htmx:beforeRequest", (event) => saving(event, words.saving));
  on("htmx:afterRequest", (event) => {
    if (event.detail.successful && event.detail.xhr.status < 400) saving(event, `${words.saved} ${time()}`);
    else saving(event, words.notSaved, true);
  });

  const countAll = () => all("textarea[data-count]").forEach(count);
  on("htmx:afterSettle", countAll);
  countAll();
})();
