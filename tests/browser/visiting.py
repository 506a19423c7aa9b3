"""A visitor of the portal: a tab that remembers every fault the browser saw, and looks at what it shows."""

from functools import cache
from importlib import resources
from urllib.parse import urldefrag, urljoin, urlsplit

from playwright.sync_api import expect

AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WATCH_POLICY = """
document.addEventListener("securitypolicyviolation", (event) => {
  const place = `${event.sourceFile}:${event.lineNumber}`;
  window.__fault(`policy ${event.effectiveDirective} refused ${event.blockedURI} (${place})`);
});
"""
COVERED = """() => {
  const headings = [...document.querySelectorAll("main :is(h1, h2, h3, h4)")];
  const shown = headings.filter((h) => h.checkVisibility() && !h.closest("[popover], dialog, .vh"));
  const boxes = (h) => {
    const words = document.createRange();
    words.selectNodeContents(h);
    return [...words.getClientRects()].map((box) => ({ h, box }));
  };
  const across = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const down = (a, b) => Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  const upon = (a, b) => a.h !== b.h && across(a.box, b.box) > 2 && down(a.box, b.box) > 4;
  const lines = shown.flatMap(boxes);
  const name = ({ h }) => h.textContent.trim().slice(0, 40);
  return lines.flatMap((a, i) => lines.slice(i + 1).filter((b) => upon(a, b)).map((b) => name(a) + " | " + name(b)));
}"""
#: Resolved once what fades or slides, and will end, has ended.
STILL = """() => Promise.allSettled(
  document.getAnimations().filter((a) => a.effect.getComputedTiming().endTime !== Infinity).map((a) => a.finished)
)"""
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@cache
def axe_script():
    """The checker that axe-playwright-python carries, with nothing to download."""
    return resources.files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


class Visitor:
    """One tab of one browser context; `faults` grows while it is used, `take_faults` empties it."""

    def __init__(self, context, site):
        self.site, self.context, self.faults, self.asked = site, context, [], set()
        context.expose_binding("__fault", lambda source, words: self.fault(words))
        context.add_init_script(WATCH_POLICY)
        context.on("request", self._on_request)
        self.page = context.new_page()
        self.page.on("console", self._on_console)
        self.page.on("pageerror", lambda error: self.fault(f"script error {error}"))

    def fault(self, words):
        self.faults.append(words)

    def take_faults(self):
        """Faults seen since the last call, each once."""
        found, self.faults[:] = list(dict.fromkeys(self.faults)), []
        return found

    def _on_console(self, message):
        # The browser logs an error page that was asked for as a failed load of the page itself.
        # It may say so before the page has its address: what was asked for tells, not what is shown.
        place = urldefrag(message.location.get("url") or "").url
        own = place in self.asked and message.text.startswith("Failed to load resource")
        if message.type == "error" and not own:
            self.fault(f"console {message.text} ({place})")

    def _on_request(self, request):
        if request.is_navigation_request():
            self.asked.add(urldefrag(request.url).url)
        parts = urlsplit(request.url)
        if parts.scheme not in {"data", "blob", "about"} and f"{parts.scheme}://{parts.netloc}" != self.site.url:
            self.fault(f"request to {request.url}")

    def go(self, path, **options):
        """Open a path of the site; returns the answer."""
        return self.page.goto(urljoin(self.site.url, path), **options)

    def follow(self, control):
        """Click what leads to another page and wait until that page is whole, its scripts run; returns its answer.

        A click alone returns as soon as the next page begins to arrive: what is read at once is read too early.
        """
        with self.page.expect_navigation() as arrived:
            control.click()
        return arrived.value

    def proved(self, answer, password):
        """Say who is there when a grave act asks for it, as it does ten minutes after the sign-in; the answer then."""
        if not self.page.locator("form[data-proof]").count():
            return answer
        self.page.get_by_label("Mot de passe, ou code de votre application").fill(password)
        return self.follow(self.page.get_by_role("button", name="Confirmer et continuer"))

    def expect_at(self, path):
        """Wait until the page shown is at this path, query and fragment."""
        expect(self.page).to_have_url(urljoin(self.site.url, path))

    @property
    def path(self):
        """Path, query and fragment of the page shown."""
        return self.page.url.removeprefix(self.site.url)

    def axe(self, within="document"):
        """Violations of WCAG 2.2 A and AA and of good practice, one line for each rule with its first places.

        What fades in is let come first: half faded, its colours are nobody's.
        """
        if not self.page.evaluate("typeof axe === 'object'"):
            self.page.evaluate(axe_script())
        self.page.evaluate(STILL)
        options = {"runOnly": {"type": "tag", "values": AXE_TAGS}, "resultTypes": ["violations"]}
        found = self.page.evaluate("([options]) => axe.run(" + within + ", options)", [options])
        return [
            f"{rule['id']} x{len(rule['nodes'])}: " + " | ".join(node["html"][:140] for node in rule["nodes"][:3])
            for rule in found["violations"]
        ]

    def overflow(self, width):
        """Pixels that stick out on the right of a window of that width; zero when nothing does."""
        size = self.page.viewport_size
        self._resize(size | {"width": width})
        beyond = self.page.evaluate(OVERFLOW)
        self._resize(size)
        return beyond

    def covered(self):
        """Headings of the page, in pairs, of which one lies upon the other; a window that floats is none of theirs."""
        return self.page.evaluate(COVERED)

    def _resize(self, size):
        """Give the window a size and wait until the page is laid out in it."""
        self.page.set_viewport_size(size)
        expect(self.page.locator("html")).to_have_js_property("clientWidth", size["width"])

    def sign_in(self, username, password):
        """Fill the sign-in form and send it as a person does; returns once the page it leads to is there."""
        self.go("/compte/connexion/")
        self.page.locator("#id_login").fill(username)
        self.page.locator("#id_password").fill(password)
        self.follow(self.page.locator("main form button[type=submit]"))
