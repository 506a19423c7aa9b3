/* Starts, on the editors' desk, the date fields and choosers that would otherwise need inline scripts; gives two
   things of the tool what a screen reader and a keyboard need of them. */
"use strict";
(() => {
  const start = (mark) => {
    const { start: name, target, config } = mark.dataset;
    if (mark.dataset.started || typeof window[name] !== "function") return;
    mark.dataset.started = "yes";
    window[name](target, JSON.parse(config));
  };
  const chooser = (mark) => {
    const { chooser: name, target, config } = mark.dataset;
    if (mark.dataset.started || typeof window[name] !== "function") return;
    mark.dataset.started = "yes";
    new window[name](target, JSON.parse(config));
  };
  const mend = (root) => {
    root.querySelectorAll?.("[role=tab]").forEach((tab) => tab.closest("[role=tablist]") || tab.removeAttribute("role"));
    root.querySelectorAll?.(".w-minimap__list").forEach((list) => list.setAttribute("tabindex", "0"));
  };
  /* The same key as in the portal: the desk is locked, and what is typed in its form comes back after. */
  document.addEventListener("keydown", (event) => {
    if (!event.ctrlKey || !event.altKey || event.code !== "KeyL") return;
    event.preventDefault();
    const form = [...document.querySelectorAll("main form")].find((one) => one.method === "post") || document.createElement("form");
    form.method = "post";
    const sent = { _verrouiller: "1", csrfmiddlewaretoken: JSON.parse(document.getElementById("wagtail-config")?.textContent || "{}").CSRF_TOKEN || "" };
    for (const [name, value] of Object.entries(sent)) {
      if (form.elements.namedItem(name)) continue;
      const field = Object.assign(document.createElement("input"), { type: "hidden", name, value });
      form.append(field);
    }
    if (!form.isConnected) document.body.append(form);
    HTMLFormElement.prototype.submit.call(form);
  });
  const look = (root) => {
    mend(root);
    root.querySelectorAll?.("[data-start]").forEach(start);
    root.querySelectorAll?.("[data-chooser]").forEach(chooser);
  };
  const watch = () => {
    look(document);
    new MutationObserver((changes) => changes.forEach((change) => change.addedNodes.forEach((node) => node.nodeType === 1 && look(node.parentNode || node)))).observe(document.body, { childList: true, subtree: true });
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", watch);
  else watch();
})();
