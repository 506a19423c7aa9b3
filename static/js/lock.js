/* The lock of a screen: by its button, by a key, by idleness; for those who are signed in, so apart from what all load.
   On the editors' desk, whose frame is not ours, the script says itself where the lock is. */
(() => {
  "use strict";

  /* Lock: what is typed in the page goes with it, and waits for its person. The server locks, this page is left. */
  function typed() {
    const changed = (c) => c.name && !["hidden", "password", "file", "submit"].includes(c.type)
      && (c.options ? [...c.options].some((o) => o.selected !== o.defaultSelected)
        : "checked" in c && ["checkbox", "radio"].includes(c.type) ? c.checked !== c.defaultChecked : c.value !== c.defaultValue);
    return [...document.querySelectorAll("main form")].find((f) => f.method === "post" && [...f.elements].some(changed));
  }
  const desk = document.currentScript.dataset.desk;
  const own = desk ? deskForm() : document.querySelector("form[data-lock]");
  const tabs = own && window.BroadcastChannel && new BroadcastChannel("verrou");
  function lock() {
    if (tabs) tabs.postMessage("lock");
    leave();
  }
  /* Once: a form sent again while it is being sent is cut short. Again after a minute, if the page is still there.
     On the desk, the editors hand over what is typed a quarter of a second late: leaving before would lose it. */
  let left = -Infinity;
  function leave() {
    if (Date.now() - left < 60000) return;
    left = Date.now();
    if (desk) setTimeout(send, 500); else send();
  }
  function send() {
    addEventListener("beforeunload", (event) => event.stopImmediatePropagation(), true);  // a question would leave the screen open
    const form = desk ? typedAtDesk() : typed();
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

  /* The desk: its entry of the menu is a link, its editors keep what they hold in hidden fields. */
  function deskForm() {
    const form = Object.assign(document.createElement("form"), { method: "post", action: desk, hidden: true });
    form.dataset.lock = document.currentScript.dataset.idle;
    const token = JSON.parse(document.getElementById("wagtail-config")?.textContent || "{}").CSRF_TOKEN || "";
    const sent = { csrfmiddlewaretoken: token, next: location.pathname + location.search };
    for (const [name, value] of Object.entries(sent)) form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
    return document.body.appendChild(form);
  }
  // The largest: above the one that is written, a page has small ones of a single button (its lock, its workflow).
  const edited = () => [...document.querySelectorAll("main form")].filter((form) => form.method === "post").sort((a, b) => b.length - a.length)[0];
  const said = (form) => new URLSearchParams(new FormData(form)).toString();
  let before = null;  // what the form said when somebody first touched it: the editors write in it as they start
  const firstTouch = () => { const form = edited(); if (form && before === null) before = said(form); };
  function typedAtDesk() {
    const form = edited();
    return form && before !== null && said(form) !== before ? form : null;
  }
  if (desk) ["keydown", "pointerdown"].forEach((name) => addEventListener(name, firstTouch, { capture: true, passive: true }));
  if (desk) document.addEventListener("click", (event) => {
    if (!event.target.closest?.('a[href$="#verrouiller"]')) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    lock();
  }, true);

  /* The other tabs leave with this one; and a screen that nobody touches leaves by itself, as the server would refuse it. */
  if (tabs) tabs.addEventListener("message", leave);
  if (own) {
    const idle = Number(own.dataset.lock) * 60000;
    let last = Date.now();
    ["keydown", "pointerdown", "pointermove", "wheel"].forEach((name) => document.addEventListener(name, () => { last = Date.now(); }, { passive: true }));
    setInterval(() => { if (Date.now() - last >= idle) lock(); }, 20000);
  }
})();
