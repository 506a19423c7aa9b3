/* The button of a security key: asks the browser, then posts what the key answered. Without it, a code serves. */
(() => {
  "use strict";
  const options = document.getElementById("key-options");
  document.querySelectorAll("form[data-key]").forEach((form) => {
    if (!options || !window.PublicKeyCredential || !window.webauthnJSON) return;
    const button = form.querySelector("button[hidden]");
    const said = form.querySelector("[data-said]");
    const ask = form.dataset.key === "create"
      ? () => webauthnJSON.create(JSON.parse(options.textContent).creation_options)
      : () => webauthnJSON.get(JSON.parse(options.textContent).request_options);
    form.querySelector("[data-without]").hidden = true;
    button.hidden = false;
    button.addEventListener("click", async () => {
      said.textContent = "";
      try {
        form.elements.credential.value = JSON.stringify(await ask());
        form.submit();
      } catch {
        said.textContent = "La clé n’a pas répondu, ou vous avez renoncé. Réessayez.";
      }
    });
  });
})();
