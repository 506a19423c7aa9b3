/* Keeps the preview of a mail up to date while its words are typed; without it, « Voir l’aperçu » does the same. */
(() => {
  const preview = document.querySelector("[data-mail-preview]");
  if (!preview) return;
  const samples = new Map([...document.querySelectorAll("[data-slot]")].map((each) => [each.dataset.slot, each.dataset.sample]));
  const shown = { subject: preview.querySelector("[data-mail-subject]"), body: preview.querySelector("[data-mail-body]") };
  const typed = { subject: document.querySelector("[data-mail=subject]"), body: document.querySelector("[data-mail=body]") };
  const filled = (words) => words.trim().replace(/\{([^{}]*)\}/g, (slot, name) => samples.get(name) ?? slot);
  const start = filled(typed.body.value);
  const closing = shown.body.textContent.startsWith(start) ? shown.body.textContent.slice(start.length) : "";
  typed.subject.addEventListener("input", () => { shown.subject.textContent = filled(typed.subject.value); });
  typed.body.addEventListener("input", () => { shown.body.textContent = filled(typed.body.value) + closing; });
})();
