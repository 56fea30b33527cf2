// Long forms keep what is typed on the server, a few seconds after the last key; the browser stores nothing.
(() => {
  "use strict";
  const box = document.querySelector("form [data-typing]");
  const form = box?.closest("form");
  if (!form) return;
  const words = document.querySelector("#words")?.dataset ?? {};
  const line = box.querySelector(".save-state");
  const SKIPPED = new Set(["hidden", "file", "password", "submit", "button", "reset"]);
  const SEALED = new Set(["name", "email", "phone", "outlet", "postal_address", "asker", "contact", "password"]);
  const controls = () => [...form.elements].filter((one) => one.name && !SKIPPED.has(one.type) && !SEALED.has(one.name) && !one.readOnly);
  const values = (one) => {
    if (one.type === "checkbox" || one.type === "radio") return one.checked ? [one.value] : [];
    return one.multiple ? [...one.selectedOptions].map((option) => option.value) : [one.value];
  };
  const fields = () => {
    const found = {};
    controls().forEach((one) => { found[one.name] = (found[one.name] ?? []).concat(values(one)); });
    return found;
  };

  // Put back what was left, in the order in which controls of one name stand.
  if (box.dataset.typed) {
    const left = JSON.parse(box.dataset.typed);
    const place = {};
    controls().forEach((one) => {
      const kept = left[one.name];
      if (!kept) return;
      if (one.type === "checkbox" || one.type === "radio") one.checked = kept.includes(one.value);
      else if (one.multiple) [...one.options].forEach((option) => { option.selected = kept.includes(option.value); });
      else {
        const at = place[one.name] ?? 0;
        place[one.name] = at + 1;
        if (kept[at] !== undefined) one.value = kept[at];
      }
    });
  }

  const send = (more) => {
    const body = new URLSearchParams({ address: box.dataset.page, csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken?.value ?? "", ...more });
    return fetch(box.dataset.typing, { method: "POST", body, redirect: "manual", credentials: "same-origin" });
  };
  let timer = 0;
  let isSent = false;
  const keep = async () => {
    if (isSent) return;
    line.textContent = words.saving;
    try {
      const answer = await send({ fields: JSON.stringify(fields()) });
      const said = answer.status === 409 ? await answer.text() : "";
      line.classList.toggle("is-danger", answer.status !== 204);
      line.textContent = answer.status === 204 ? `${words.saved} ${new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" })}` : said || words.notSaved;
      if (answer.status === 204) form.dispatchEvent(new CustomEvent("typing:kept", { bubbles: true }));
    } catch {
      line.classList.add("is-danger");
      line.textContent = words.notSaved;
    }
  };
  form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(keep, 2500); });
  form.addEventListener("submit", () => { clearTimeout(timer); isSent = true; });
  box.querySelector("[data-throw-away]")?.addEventListener("click", async () => {
    clearTimeout(timer);
    isSent = true;
    form.dispatchEvent(new CustomEvent("typing:kept", { bubbles: true }));
    await send({ forget: "1" });
    location.reload();
  });
})();
