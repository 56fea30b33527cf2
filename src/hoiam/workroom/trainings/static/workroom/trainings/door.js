/* The door: codes that were typed or read by the camera wait in this page alone until the server has answered each. */
(function () {
  "use strict";
  const door = document.getElementById("door");
  if (!door || !window.fetch || !window.crypto) return;
  const form = document.getElementById("door-form");
  const input = document.getElementById("door-code");
  const answers = document.getElementById("door-answers");
  const state = document.getElementById("door-state");
  const camera = document.getElementById("door-camera");
  const video = document.getElementById("door-video");
  const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
  const BATCH = 50, AGAIN = 4000, SHOWN = 5, SAME = 5000;
  let queue = [], isSending = false, lastRead = "", lastAt = 0;

  function number() {
    const drawn = window.crypto.getRandomValues(new Uint8Array(12));
    return Array.from(drawn, function (one) { return one.toString(16).padStart(2, "0"); }).join("");
  }

  function show(what, said) {
    const line = document.createElement("p");
    line.className = "door-answer is-" + what;
    line.textContent = said;
    answers.prepend(line);
    while (answers.children.length > SHOWN) answers.lastChild.remove();
  }

  function tell(sentence) {
    state.textContent = queue.length ? queue.length + " " + door.dataset.waiting + (sentence ? " " + sentence : "") : sentence;
  }

  function take(code, way) {
    if (!code.trim()) return;
    queue.push({ id: number(), code: code, at: new Date().toISOString(), way: way });
    tell("");
    send();
  }

  async function send() {
    if (isSending || !queue.length) return;
    isSending = true;
    const batch = queue.slice(0, BATCH);
    let sentence = "";
    try {
      const reply = await fetch(door.dataset.scans, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": token },
        body: JSON.stringify({ session: door.dataset.session, scans: batch })
      });
      if (reply.status >= 500 || reply.redirected) throw new Error();
      const told = await reply.json();
      queue = queue.slice(batch.length);
      (told.reasons || []).forEach(function (reason) { show("refused", reason); });
      (told.answers || []).forEach(function (one) { show(one.what, one.said); });
      const present = document.getElementById("door-present");
      if (present && told.present !== undefined) present.textContent = told.present;
      sentence = door.dataset.sent;
    } catch (error) {
      sentence = door.dataset.lost;
    }
    isSending = false;
    tell(sentence);
    if (queue.length) window.setTimeout(send, sentence === door.dataset.lost ? AGAIN : 0);
  }

  form.addEventListener("submit", function (event) {
    event.preventDefault();
    take(input.value, "code");
    input.value = "";
    input.focus();
  });
  window.addEventListener("online", send);
  window.addEventListener("beforeunload", function (event) { if (queue.length) event.preventDefault(); });

  function isNew(code) {
    const now = Date.now();
    if (code === lastRead && now - lastAt < SAME) return false;
    lastRead = code;
    lastAt = now;
    return true;
  }

  async function watch(detector) {
    if (video.hidden) return;
    try {
      (await detector.detect(video)).forEach(function (found) { if (isNew(found.rawValue)) take(found.rawValue, "camera"); });
    } catch (error) { /* a frame that cannot be read is followed by the next */ }
    window.setTimeout(watch, 200, detector);
  }

  if (!("BarcodeDetector" in window) || !navigator.mediaDevices) {
    tell(door.dataset.noCamera);
    return;
  }
  camera.hidden = false;
  camera.addEventListener("click", async function () {
    try {
      video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
      video.hidden = false;
      await video.play();
      camera.hidden = true;
      watch(new window.BarcodeDetector({ formats: ["qr_code"] }));
    } catch (error) {
      tell(door.dataset.noCamera);
    }
  });
})();
