/* Ties each button with data-passkey ("login", "authenticate", "add") to the library's ceremony of that name. */
(function () {
  "use strict";
  const trouble = document.getElementById("passkey-trouble");

  function say(sentence) {
    if (!trouble) return;
    trouble.textContent = sentence;
    trouble.hidden = false;
  }

  document.addEventListener("allauth.error", function (event) {
    event.preventDefault();
    say(trouble ? trouble.dataset.refused : "");
  });

  document.querySelectorAll("[data-passkey]").forEach(function (button) {
    if (!window.PublicKeyCredential) {
      button.disabled = true;
      say(trouble ? trouble.dataset.missing : "");
      return;
    }
    const ids = { credential: button.dataset.credential, data: "js_data", passwordless: button.dataset.passwordless };
    ids[button.dataset.passkey] = button.id;
    window.allauth.webauthn.forms[button.dataset.passkey + "Form"]({ ids: ids });
  });
})();
