/* Adds to pages that already work: copied clause links, menus that close, single keys for those who switched them on. */
(() => {
  "use strict";
  const root = document.documentElement;

  const said = document.querySelector(".copied");
  document.addEventListener("click", async (event) => {
    const label = event.target.closest(".clause-label");
    const clause = label && label.closest("[data-url]");
    if (!clause || !said || !navigator.clipboard) return;
    try {
      await navigator.clipboard.writeText(new URL(clause.dataset.url, location.href).href);
      announce("Lien copié : " + clause.dataset.said);
    } catch { /* the browser refused: the link still works as an anchor */ }
  });

  let timer;
  function announce(words) {
    clearTimeout(timer);
    said.classList.add("toast");
    said.textContent = words;
    timer = setTimeout(() => { said.textContent = ""; said.classList.remove("toast"); }, 10000);
  }

  /* Without this, the link shows the definition in a corner; with it, the definition opens beside its word. */
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.term, .pop .close");
    if (!link) return;
    const pop = link.closest(".pop") || document.getElementById(link.hash.slice(1));
    if (!pop || !pop.showPopover) return;
    const opens = link.classList.contains("term");
    if (!opens && !pop.matches(":popover-open")) return;
    event.preventDefault();
    if (opens) pop.showPopover({ source: link });
    else pop.hidePopover();
  });

  const menus = () => document.querySelectorAll("details.account[open], details.nav-toggle[open]");
  document.addEventListener("click", (event) => {
    menus().forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      menus().forEach((menu) => { menu.open = false; menu.querySelector("summary").focus(); });
      return;
    }
    if (root.dataset.keys !== "on" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    const go = { "[": "a[rel=prev]", "]": "a[rel=next]" }[event.key];
    if (event.key === "/") {
      const find = document.querySelector(".find input");
      if (find) { event.preventDefault(); find.focus(); }
    } else if (go) {
      const link = document.querySelector(go);
      if (link) link.click();
    }
  });

  document.querySelectorAll("[data-print]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => print());
  });

  const summary = document.querySelector("[data-focus]");
  if (summary) summary.focus();
})();
