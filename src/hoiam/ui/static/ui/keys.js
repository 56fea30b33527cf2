// Keys: one after the other, never while typing, and they can be switched off. `?` lists them.
(() => {
  "use strict";
  const all = (selector) => [...document.querySelectorAll(selector)];
  const make = (name, more) => Object.assign(document.createElement(name), more);
  const panel = document.querySelector("#keys");
  const state = document.querySelector("#keys-on");
  let pressed = [];
  let last = 0;
  if (!panel || !state) return;
  try {
    state.checked = localStorage.getItem("keys") !== "off";
    state.addEventListener("change", () => localStorage.setItem("keys", state.checked ? "on" : "off"));
  } catch { /* A browser that keeps nothing starts with the keys on. */ }
  const row = (keys, text) => {
    const line = make("div");
    const meaning = make("dd");
    keys.split(" ").forEach((key) => meaning.append(make("kbd", { className: "key", textContent: key }), " "));
    line.append(make("dt", { textContent: text }), meaning);
    return line;
  };
  const named = (element) => (element.querySelector(".nav-label")?.textContent ?? element.labels?.[0]?.textContent ?? element.textContent).trim();
  const showKeys = () => {
    const rows = all("[data-key]").map((element) => row(element.dataset.key, named(element)));
    panel.querySelector("dl").replaceChildren(row("?", document.querySelector("#words").dataset.press), ...rows);
    panel.hidden = !panel.hidden;
  };
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      panel.hidden = true;
      all("details.menu[open]").forEach((menu) => { menu.open = false; });
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest?.("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]")) return;
    if (event.key === "?") return showKeys();
    if (!state.checked) return;
    pressed = event.timeStamp - last < 1500 ? [...pressed, event.key].slice(-3) : [event.key];
    last = event.timeStamp;
    const typed = pressed.join(" ");
    const found = all("[data-key]").find((element) => ` ${typed}`.endsWith(` ${element.dataset.key}`));
    if (!found) return;
    event.preventDefault();
    pressed = [];
    if (found.matches("input, textarea, select")) found.focus();
    else found.click();
  });
})();
