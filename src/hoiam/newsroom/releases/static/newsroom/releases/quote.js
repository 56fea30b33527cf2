// A passage is copied with the office that said it and a link to it. Without this file the anchors lead to the passages.
(() => {
  "use strict";
  const text = document.querySelector(".release-text");
  if (!text || !navigator.clipboard) return;
  const told = document.querySelector("#told");
  const words = document.querySelector("#words")?.dataset ?? {};

  const plain = (sentence) => {
    const copy = sentence.cloneNode(true);
    copy.querySelectorAll("sup").forEach((mark) => mark.remove());
    return copy.textContent.trim();
  };
  const copy = async (sentences) => {
    const shown = [...sentences].filter((one) => !one.querySelector(".hidden"));
    if (!shown.length) return;
    const { from, day, address } = text.dataset;
    const said = shown.map(plain).join(" ");
    try {
      await navigator.clipboard.writeText(`“${said}”\n— ${from}, ${day}\n${address}#${shown[0].id}`);
    } catch {
      if (told) told.textContent = words.notCopied ?? "";
      return;
    }
    shown.forEach((one) => one.classList.add("is-picked"));
    setTimeout(() => shown.forEach((one) => one.classList.remove("is-picked")), 1500);
    if (told) told.textContent = words.copied ?? "";
  };

  text.querySelectorAll(".quote").forEach((anchor) => {
    anchor.title = text.dataset.say;
    anchor.addEventListener("click", (event) => {
      event.preventDefault();
      copy(anchor.parentElement.querySelectorAll("[data-s]"));
    });
  });

  let button = null;
  const away = () => { button?.remove(); button = null; };
  document.addEventListener("selectionchange", () => {
    const chosen = document.getSelection();
    away();
    if (!chosen || chosen.isCollapsed || !text.contains(chosen.anchorNode)) return;
    const touched = [...text.querySelectorAll("[data-s]")].filter((one) => chosen.containsNode(one, true));
    if (!touched.length) return;
    const place = chosen.getRangeAt(0).getBoundingClientRect();
    button = Object.assign(document.createElement("button"), {
      type: "button", className: "quote-button", textContent: text.dataset.say,
    });
    button.style.left = `${Math.max(8, Math.min(place.left + scrollX, innerWidth - 200))}px`;
    button.style.top = `${place.bottom + scrollY + 8}px`;
    button.addEventListener("pointerdown", (event) => event.preventDefault());
    button.addEventListener("click", () => copy(touched).then(away));
    document.body.append(button);
  });
})();
