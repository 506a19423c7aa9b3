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
