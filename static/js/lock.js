/* The lock of a screen: by its button, by a key, by idleness; for those who are signed in, so apart from what all load. */
(() => {
  "use strict";

  /* Lock: what is typed in the page goes with it, and waits for its person. The server locks, this page is left. */
  function typed() {
    const changed = (c) => c.name && !["hidden", "password", "file", "submit"].includes(c.type)
      && (c.options ? [...c.options].some((o) => o.selected !== o.defaultSelected)
        : "checked" in c && ["checkbox", "radio"].includes(c.type) ? c.checked !== c.defaultChecked : c.value !== c.defaultValue);
    return [...document.querySelectorAll("main form")].find((f) => f.method === "post" && [...f.elements].some(changed));
  }
  const own = document.querySelector("form[data-lock]");
  const tabs = own && window.BroadcastChannel && new BroadcastChannel("verrou");
  function lock() {
    if (tabs) tabs.postMessage("lock");
    leave();
  }
  function leave() {
    const form = typed();
    if (!form) return own.submit();
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = "_verrouiller";
    field.value = "1";
    form.append(field);
    HTMLFormElement.prototype.submit.call(form);
  }
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("form[data-lock]")) return;
    event.preventDefault();
    lock();
  });
  document.addEventListener("keydown", (event) => {
    if (!event.ctrlKey || !event.altKey || event.code !== "KeyL" || !own) return;
    event.preventDefault();
    lock();
  });

  /* The other tabs leave with this one; and a screen that nobody touches leaves by itself, as the server would refuse it. */
  if (tabs) tabs.addEventListener("message", leave);
  if (own) {
    const idle = Number(own.dataset.lock) * 60000;
    let last = Date.now();
    ["keydown", "pointerdown", "pointermove", "wheel"].forEach((name) => document.addEventListener(name, () => { last = Date.now(); }, { passive: true }));
    setInterval(() => { if (Date.now() - last >= idle) lock(); }, 20000);
  }
})();
