// Words pasted from Word, LibreOffice or a web page keep their headings, lists, tables and quotations as the
// marks of our structured text. The pasted page is only read, in a document that runs and loads nothing.
(() => {
  "use strict";
  const HELD = "h1,h2,h3,h4,h5,h6,li,table,blockquote,[class*=MsoList],[class*=MsoTitle],[data-look*='mso-list:l']";
  const BLOCKS = "h1,h2,h3,h4,h5,h6,p,div,ul,ol,li,table,blockquote,section,article,pre";
  const PASSED_OVER = new Set(["SCRIPT", "STYLE", "TEMPLATE", "DEL", "IMG", "OBJECT", "SVG", "HEAD", "TITLE"]);
  const styleOf = (node) => node.getAttribute?.("data-look") ?? "";
  const isPassedOver = (node) => PASSED_OVER.has(node.nodeName.toUpperCase()) || /mso-list:\s*Ignore|display:\s*none/i.test(styleOf(node));
  const flat = (text) => text.replace(/\u00ad/g, "").replace(/[\s\u00a0]+/g, " ");

  // The words inside one paragraph; breaks stay breaks.
  const words = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return flat(node.data);
    if (node.nodeType !== Node.ELEMENT_NODE || isPassedOver(node)) return "";
    if (node.nodeName === "BR") return "\n";
    return [...node.childNodes].map(words).join("");
  };
  const lines = (text) => text.split("\n").map((line) => line.trim()).filter(Boolean).join("\n");
  const oneLine = (node) => flat(words(node)).trim();
  const guarded = (text) => lines(text).replace(/^(?=#{1,3} \S|>|\|.*\|$|!\[[^\]]*\]\()/gm, "\\");

  const label = (node) => [...node.querySelectorAll("[data-look]")].find((one) => /mso-list:\s*Ignore/i.test(styleOf(one)))?.textContent.trim() ?? "";
  const isListed = (node) => /mso-list:\s*l/i.test(styleOf(node)) && !/mso-list:\s*none/i.test(styleOf(node));
  const item = (node) => {
    const number = label(node);
    const text = oneLine(node);
    if (/^\d{1,3}[.)]$/.test(number)) return { kind: "numbers", text: `${parseInt(number, 10)}. ${text}` };
    if (/^[\p{L}\d.]+[.)]?$/u.test(number) && number !== "o") return { kind: "text", text: `${number} ${text}` };
    return { kind: "bullets", text: `- ${text}` };
  };

  const list = (node) => {
    let number = parseInt(node.getAttribute("start") ?? "1", 10) || 1;
    const isNumbered = node.nodeName === "OL";
    return [...node.children].flatMap((one) => {
      if (one.matches("ul,ol")) return list(one);
      const inner = [...one.querySelectorAll("ul,ol")];
      const copy = one.cloneNode(true);
      copy.querySelectorAll("ul,ol").forEach((nested) => nested.remove());
      const text = oneLine(copy);
      const own = text ? [{ kind: isNumbered ? "numbers" : "bullets", text: isNumbered ? `${number++}. ${text}` : `- ${text}` }] : [];
      return own.concat(inner.filter((nested) => nested.parentElement.closest("ul,ol") === node).flatMap(list));
    });
  };

  const isBold = (cell) => cell.nodeName === "TH" || (oneLine(cell) !== "" && oneLine(cell) === [...cell.querySelectorAll("b,strong")].map(oneLine).join("").trim());
  const table = (node) => {
    const rows = [...node.querySelectorAll("tr")].filter((row) => row.closest("table") === node);
    const cells = rows.map((row) => [...row.children].flatMap((cell) => [cell, ...Array(Math.max(0, Math.min(cell.colSpan || 1, 60) - 1)).fill(null)]));
    const width = Math.max(0, ...cells.map((row) => row.length));
    const written = cells.map((row) => `| ${Array.from({ length: width }, (_, place) => (row[place] ? oneLine(row[place]).replace(/\|/g, "\\|") : "")).join(" | ")} |`);
    if (written.length > 1 && cells[0].every((cell) => cell && isBold(cell))) written.splice(1, 0, `|${" --- |".repeat(width)}`);
    return { kind: "table", text: written.join("\n") };
  };

  const blocks = (node) => {
    const found = [];
    let loose = "";
    const settle = () => { if (lines(loose)) found.push({ kind: "text", text: guarded(loose) }); loose = ""; };
    for (const one of node.childNodes) {
      const name = one.nodeName;
      if (one.nodeType !== Node.ELEMENT_NODE || (!one.matches(BLOCKS) && !one.querySelector(BLOCKS))) { loose += words(one); continue; }
      settle();
      if (isPassedOver(one)) continue;
      if (/^H[1-6]$/.test(name)) found.push({ kind: "heading", text: `${"#".repeat(Math.min(3, Number(name[1])))} ${oneLine(one)}` });
      else if (name === "TABLE") found.push(table(one));
      else if (name === "UL" || name === "OL") found.push(...list(one));
      else if (name === "BLOCKQUOTE") found.push({ kind: "quotation", text: blocks(one).map((inner) => `> ${inner.text.replace(/\n/g, " ")}`).join("\n") });
      else if (isListed(one)) found.push(item(one));
      else if (/MsoTitle/.test(one.className)) found.push({ kind: "heading", text: `# ${oneLine(one)}` });
      else if (one.querySelector(BLOCKS)) found.push(...blocks(one));
      else if (lines(words(one))) found.push({ kind: "text", text: guarded(words(one)) });
    }
    settle();
    return found.filter((block) => /[^\s#>|-]/.test(block.text));
  };

  // Styles are read as plain attributes: our policy rightly applies none, and need not complain of each.
  const unstyled = (html) => html
    .replace(/<style\b[\s\S]*?<\/style\s*>/gi, "")
    .replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/\sstyle\s*=/gi, " data-look="));
  const written = (html) => {
    const page = new DOMParser().parseFromString(unstyled(html), "text/html");
    if (!page.body.querySelector(HELD)) return "";
    let text = "";
    let before = "";
    for (const block of blocks(page.body)) {
      const isNext = block.kind === before && (before === "bullets" || before === "numbers");
      text += (text && (isNext ? "\n" : "\n\n")) + block.text;
      before = block.kind;
    }
    return text.normalize("NFC");
  };

  document.addEventListener("paste", (event) => {
    const area = event.target.closest?.("form[data-word-paste] textarea");
    const html = area && event.clipboardData?.getData("text/html");
    const text = html ? written(html) : "";
    if (!text) return;
    event.preventDefault();
    const { selectionStart: start, selectionEnd: end, value } = area;
    const head = start && value[start - 1] !== "\n" ? "\n\n" : "";
    const tail = end < value.length && value[end] !== "\n" ? "\n\n" : "";
    // insertText keeps the browser's own undo; where there is none the text is set.
    if (!document.execCommand("insertText", false, head + text + tail)) {
      area.setRangeText(head + text + tail, start, end, "end");
      area.dispatchEvent(new Event("input", { bubbles: true }));
    }
    const told = document.querySelector("#told");
    if (told) told.textContent = area.form.dataset.wordPaste;
  });
})();
