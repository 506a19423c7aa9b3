/* Adds to the fiches, which work without it: saving while one types, the clause at one key, a search in the panel. */
(() => {
  "use strict";
  const form = document.querySelector("form[data-save]");
  const panel = document.getElementById("clauses");

  /* ---- saving: after a pause, and on leaving. Silent unless it fails; nothing is kept in the browser. */
  if (form) {
    const line = document.querySelector(".status-line");
    const words = line.querySelector("[data-words]");
    const trouble = document.getElementById("trouble");
    const PAUSE = 1500, AGAIN = 10000, WORRY = 30000, PATIENCE = 3000;
    const conditional = form.querySelectorAll("[data-question]");
    const heard = form.appendChild(document.createElement("p"));
    heard.className = "vh";
    heard.setAttribute("role", "status");
    let timer, sent = snapshot(), failing = 0, busy = false, leaving = false, onceSaved = null;

    form.addEventListener("input", later);
    form.addEventListener("change", () => { later(); if (conditional.length) { clearTimeout(timer); save(); } });
    form.addEventListener("submit", (event) => {
      clearTimeout(timer);
      leaving = true;
      if (!busy) return;
      event.preventDefault();  // a save is on its way: the page would arrive with the version before it, a conflict with oneself
      if (onceSaved) return;
      const go = () => { onceSaved = null; form.requestSubmit(event.submitter); };
      onceSaved = go;
      setTimeout(() => { if (onceSaved === go) { busy = false; go(); } }, PATIENCE);
    });
    addEventListener("pageshow", (event) => {
      leaving = false;
      if (event.persisted) location.reload();  // Back shows what is stored, not an older picture of the page
    });
    document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") onLeaving(); });
    addEventListener("pagehide", onLeaving);

    function later() { clearTimeout(timer); timer = setTimeout(save, failing ? AGAIN : PAUSE); }

    function snapshot() {
      const data = new FormData(form);
      data.delete("csrfmiddlewaretoken");
      data.delete("version");
      return new URLSearchParams(data).toString();
    }

    function body() {
      const token = document.cookie.split("; ").find((one) => one.startsWith("csrftoken="));
      const field = form.elements.csrfmiddlewaretoken;
      if (token && field) field.value = token.slice("csrftoken=".length);  // a sign-in in another tab changed it
      return new FormData(form);
    }

    async function save() {
      const now = snapshot();
      if (busy || leaving || now === sent) return;
      busy = true;
      const slow = setTimeout(() => say("busy", "Enregistrement…"), 1000);
      try {
        const answer = await fetch(form.dataset.save, { method: "POST", body: body(), redirect: "manual", headers: { "X-Requested-With": "fetch" } });
        if (answer.ok) saved(answer, now);
        else if (answer.status === 409) elsewhere();
        else if (answer.status === 401) ended("Ce que vous avez écrit est enregistré.", now);
        else if (answer.type === "opaqueredirect" || answer.status === 403 || answer.status === 404) ended("Votre texte reste ici.");
        else failed();
      } catch { failed(); }
      clearTimeout(slow);
      busy = false;
      if (onceSaved) { onceSaved(); return; }
      if (!failing && snapshot() !== sent) later();
    }

    function onLeaving() {
      if (leaving || snapshot() === sent) return;
      fetch(form.dataset.save, { method: "POST", body: body(), keepalive: true, redirect: "manual", headers: { "X-Requested-With": "fetch" } })
        .then((answer) => { if (answer.ok) saved(answer, snapshot()); }, () => {});
    }

    function saved(answer, now) {
      const version = answer.headers.get("Fiche-Version");
      if (version && form.elements.version) form.elements.version.value = version;
      sent = now;
      if (failing) trouble.hidden = true;
      failing = 0;
      line.dataset.at = hour();
      say("", "Brouillon enregistré à " + hour());
      if (conditional.length) askAgain();
    }

    /* Conditions are the server's: what was just kept is read again, and the questions it asks for now are opened. */
    async function askAgain() {
      let fresh;
      try {
        const answer = await fetch(location.href, { redirect: "error" });
        if (!answer.ok) return;
        fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      } catch { return; }  // « Continuer » asks for them all the same
      conditional.forEach((field) => {
        const now = fresh.querySelector('[data-question="' + field.dataset.question + '"]');
        if (!now) return;
        const opens = field.classList.contains("waiting") && !now.classList.contains("unasked");
        field.classList.toggle("unasked", now.classList.contains("unasked"));
        field.classList.toggle("waiting", now.classList.contains("waiting") && !field.contains(document.activeElement));
        if (opens) heard.textContent = "Question ajoutée\u00a0: " + field.querySelector("legend, label").textContent;
      });
    }

    function failed() {
      const first = failing || Date.now();
      failing = first;
      say("failed", (line.dataset.at ? "Non enregistré depuis " + line.dataset.at : "Non enregistré") + ", nouvel essai dans 10 s");
      if (Date.now() - first >= WORRY) warn("Le serveur ne répond pas depuis plus de 30 secondes. Gardez cette page ouverte : votre texte y est, et part dès que le serveur répond.");
      later();
    }

    function ended(comfort, stored) {
      if (stored) sent = stored;
      say("failed", "Votre session est fermée");
      warn("Votre session est fermée. " + comfort + " Reconnectez-vous dans un autre onglet, puis continuez.", "Se reconnecter");
    }

    function elsewhere() {
      say("failed", "Modifié dans une autre fenêtre");
      warn("Ce brouillon a été modifié dans une autre fenêtre. Rien n’est perdu : « Continuer » montre les deux versions, vous choisissez.");
    }

    function warn(sentence, label) {
      trouble.querySelector("p").textContent = sentence;
      const link = trouble.querySelector("a");
      link.hidden = !label;
      if (label) link.textContent = label;
      trouble.hidden = false;
    }

    function say(look, sentence) {
      line.className = "status-line" + (look ? " " + look : "");
      words.textContent = sentence;
    }

    function hour() {  // where the service is, as the server writes it
      const parts = new Intl.DateTimeFormat("fr-FR", { hour: "numeric", minute: "2-digit", timeZone: line.dataset.zone || undefined }).formatToParts();
      const of = (type) => parts.find((part) => part.type === type).value;
      return Number(of("hour")) + "\u00a0h\u00a0" + of("minute").padStart(2, "0");
    }
  }

  /* ---- the clause: Alt+C goes to it and comes back */
  if (panel) {
    let from = null;
    document.addEventListener("keydown", (event) => {
      if (!event.altKey || event.ctrlKey || event.metaKey || event.code !== "KeyC") return;
      event.preventDefault();
      const within = panel.contains(document.activeElement);
      const sheet = getComputedStyle(panel).position === "fixed" || getComputedStyle(panel).display === "none";
      if (within) {
        if (sheet) panel.hidePopover();
        if (from) from.focus();
        return;
      }
      from = document.activeElement;
      if (sheet) panel.showPopover();
      panel.querySelector(".scroll").focus();
    });

    const find = panel.querySelector("form[data-find]");
    const found = panel.querySelector("[data-found]");
    if (find && found) {
      find.addEventListener("submit", async (event) => {
        event.preventDefault();
        const query = new URLSearchParams(new FormData(find));
        query.set("fragment", "1");
        try {
          const answer = await fetch(find.action + "?" + query);
          if (!answer.ok) throw new Error();
          found.replaceChildren(...new DOMParser().parseFromString(await answer.text(), "text/html").body.childNodes);
          found.hidden = false;
          found.focus();
        } catch { find.submit(); }
      });
    }
  }

  /* ---- a date typed from a paper, said back in full */
  document.querySelectorAll("input[data-date]").forEach((input) => {
    const echo = document.getElementById(input.dataset.date);
    if (!echo) return;
    const tell = () => { echo.textContent = inWords(input.value.trim()); };
    input.addEventListener("change", tell);
    tell();
  });

  function inWords(typed) {
    const parts = /^(\d{1,2})[/. -](\d{1,2})[/. -](\d{2}|\d{4})$/.exec(typed) || /^(\d{2})(\d{2})(\d{4})$/.exec(typed);
    if (!parts) return "";
    const year = parts[3].length === 2 ? 2000 + Number(parts[3]) : Number(parts[3]);
    const day = new Date(year, Number(parts[2]) - 1, Number(parts[1]));
    if (day.getMonth() !== Number(parts[2]) - 1) return "";
    return new Intl.DateTimeFormat("fr-FR", { dateStyle: "long" }).format(day).replace(/^1 /, "1er ");
  }
})();
