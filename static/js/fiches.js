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
    const PAUSE = 1500, AGAIN = 10000, WORRY = 30000, PATIENCE = 3000, RETRY = 1500, HANGS = 10000;
    const WAITING = "Le serveur ne répond pas. Vos réponses sont gardées dans cette page\u00a0: laissez-la ouverte, nouvel essai en cours…";
    const conditional = form.querySelectorAll("[data-question]");
    const heard = form.appendChild(document.createElement("p"));
    heard.className = "vh";
    heard.setAttribute("role", "status");
    let timer, sent = snapshot(), failing = 0, busy = false, leaving = false, going = null;

    form.addEventListener("input", later);
    form.addEventListener("change", () => { later(); if (conditional.length) { clearTimeout(timer); save(); } });
    form.addEventListener("submit", (event) => {
      if (leaving) return;
      event.preventDefault();
      clearTimeout(timer);
      const waiting = going;
      going = { by: event.submitter };  // pressed again, or another button: the last one pressed decides
      if (!waiting) goOn();
    });
    addEventListener("pageshow", (event) => {
      leaving = false;
      going = null;
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
      const token = document.cookie.match(/(?:^|; )(?:__Host-)?csrftoken=([^;]*)/);
      const field = form.elements.csrfmiddlewaretoken;
      if (token && field) field.value = token[1];  // a sign-in in another tab changed it
      return new FormData(form);
    }

    /* Leaving by a button: the answers are saved from within the page first, as often as it takes, so that a server that
       is down shows here and not in place of the page. The page then leaves once; the server knows that it has it all. */
    async function goOn() {
      const patience = setTimeout(() => warn(WAITING), PATIENCE);
      while (busy) await pause(50);  // a save is on its way: its version must be known before the next
      busy = true;
      for (let first = true; ; first = false) {
        const now = snapshot();
        try {
          const answer = await post();
          if (answer.ok) saved(answer, now, true);
          if (answer.status < 500 || (answer.status === 500 && !first)) break;  // it answers: its own page says the rest
        } catch { /* nobody answers */ }
        if (first) clearTimeout(patience);
        say("failed", "Non enregistré");
        warn(WAITING);
        await pause(RETRY);
      }
      clearTimeout(patience);
      busy = false;
      leaving = true;
      trouble.hidden = true;
      form.requestSubmit(going.by);
    }

    function pause(time) { return new Promise((resolve) => { setTimeout(resolve, time); }); }

    function post(more) {
      return fetch(form.dataset.save, { method: "POST", body: body(), redirect: "manual", headers: { "X-Requested-With": "fetch" }, signal: AbortSignal.timeout(HANGS), ...more });
    }

    async function save() {
      const now = snapshot();
      if (busy || leaving || going || now === sent) return;
      busy = true;
      const slow = setTimeout(() => say("busy", "Enregistrement…"), 1000);
      try {
        const answer = await post();
        if (answer.ok) saved(answer, now);
        else if (answer.status === 409) elsewhere();
        else if (answer.status === 401) ended("Ce que vous avez écrit est enregistré.", now);
        else if (answer.type === "opaqueredirect" || answer.status === 403 || answer.status === 404) ended("Votre texte reste ici.");
        else failed();
      } catch { failed(); }
      clearTimeout(slow);
      busy = false;
      if (!going && !failing && snapshot() !== sent) later();
    }

    function onLeaving() {
      if (leaving || snapshot() === sent) return;
      post({ keepalive: true }).then((answer) => { if (answer.ok) saved(answer, snapshot()); }, () => {});
    }

    function saved(answer, now, goes) {
      const version = answer.headers.get("Fiche-Version");
      if (version && form.elements.version) form.elements.version.value = version;
      sent = now;
      if (failing) trouble.hidden = true;
      failing = 0;
      line.dataset.at = hour();
      say("", "Brouillon enregistré à " + hour());
      if (conditional.length && !goes) askAgain();
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
      if (going) return;
      const first = failing || Date.now();
      failing = first;
      say("failed", (line.dataset.at ? "Non enregistré depuis " + line.dataset.at : "Non enregistré") + ", nouvel essai dans 10 s");
      if (Date.now() - first >= WORRY) warn("Le serveur ne répond pas depuis plus de 30 secondes. Gardez cette page ouverte : votre texte y est, et part dès que le serveur répond.");
      later();
    }

    function ended(comfort, stored) {
      if (stored) sent = stored;
      say("failed", "Votre session est fermée");
      warn("Votre session est fermée. " + comfort + " Reconnectez-vous dans un autre onglet, puis continuez.", "Se reconnecter");
    }

    function elsewhere() {
      say("failed", "Modifié dans une autre fenêtre");
      warn("Ce brouillon a été modifié dans une autre fenêtre. Rien n’est perdu : « Continuer » montre les deux versions, vous choisissez.");
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

    const found = () => panel.querySelector("[data-found]");
    for (const find of panel.querySelectorAll("form[data-find]")) {
      find.addEventListener("submit", async (event) => {
        event.preventDefault();
        const query = new URLSearchParams(new FormData(find));
        query.set("fragment", "1");
        try {
          const answer = await fetch(find.action + "?" + query);
          if (!answer.ok) throw new Error();
          inside(found(), await answer.text());
        } catch { find.submit(); }
      });
    }
    panel.addEventListener("click", async (event) => {  // a clause found opens here, where the form is not left
      const link = event.target.closest("[data-found] a[data-clause]");
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      try {
        const answer = await fetch(link.href + "&fragment=1");
        if (!answer.ok) throw new Error();
        inside(found(), await answer.text());
      } catch { open(link.href, "_blank", "noopener"); }
    });

    /* Keeping a clause in sight: the panel alone is read again, what is typed stays as it is. */
    const heard = panel.querySelector("[data-heard]");
    panel.addEventListener("click", async (event) => {
      const button = event.target.closest("button[data-pin]");
      if (!button || !heard) return;
      event.preventDefault();
      const query = new FormData();
      query.set(button.name, button.value);
      query.set("fragment", "1");
      query.set("csrfmiddlewaretoken", button.form.elements.csrfmiddlewaretoken.value);
      try {
        const answer = await fetch(panel.dataset.pin, { method: "POST", body: query, redirect: "error" });
        const page = answer.ok && await fetch(location.href.split("#")[0], { redirect: "error" });
        if (!page || !page.ok) throw new Error();
        const fresh = new DOMParser().parseFromString(await page.text(), "text/html").querySelector("#clauses .scroll");
        panel.querySelector(".scroll").replaceChildren(...fresh.childNodes);
        heard.textContent = button.name === "epingler" ? "Clause gardée sous les yeux." : "Clause retirée de sous les yeux.";
        const again = panel.querySelector('button[data-pin][value="' + CSS.escape(button.value) + '"]');
        (again || panel.querySelector(".scroll")).focus();
      } catch { button.form.requestSubmit(button); }
    });

    function inside(place, source) {
      place.replaceChildren(...new DOMParser().parseFromString(source, "text/html").body.childNodes);
      place.hidden = false;
      place.focus();
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
