"""The portal scanned by wapiti under each role: `python -m tests.scans.wapiti PROGRAM --into FOLDER [--roles …]`.

Each role scans its own copy of the demonstration, on this machine, signed in; no module that speaks to another host.
"""

import argparse
import json
import re
import subprocess
import sys
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode

from tests.access_matrix import MATRIX
from tests.browser.running import PASSWORD, copy_of, prepared, running

ROLES = (
    *("anonymous", "medecin", "secretariat", "directeur", "redacteur", "valideur", "administrateur"),
    *("auditeur", "ofii-secretariat", "ofii-medecin-1"),
)
MODULES = (
    *("cookieflags", "csp", "http_headers", "methods", "htaccess", "csrf", "crlf", "redirect"),
    *("exec", "file", "sql", "xss", "permanentxss", "upload", "ldap", "shellshock"),
)
SIGN_IN = "/compte/connexion/"
# What would end or lock the session that scans, or change its password; « * » is wapiti's own.
LEFT_OUT = (
    "/compte/deconnexion/*",
    "/compte/verrou*",
    "/compte/sessions/*",
    "/compte/mot-de-passe/*",
    "/admin/logout/*",
)
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class Browser:
    """What signs in and asks afterwards whether the session is still open."""

    def __init__(self, url):
        self.url, self.cookies = url, CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))

    def get(self, path):
        """Return where a page was answered and its words."""
        with self.opener.open(self.url + path, timeout=60) as response:
            return response.url, response.read().decode()

    def sign_in(self, name):
        """Sign in as an account of the demonstration; SystemExit if the portal refuses."""
        token = TOKEN.search(self.get(SIGN_IN)[1]).group(1)
        fields = {"csrfmiddlewaretoken": token, "login": name, "password": PASSWORD}
        sent = urllib.request.Request(self.url + SIGN_IN, urlencode(fields).encode(), {"Referer": self.url + SIGN_IN})  # noqa: S310
        self.opener.open(sent, timeout=60).close()
        if not self.signed_in():
            raise SystemExit(f"{name} could not sign in")

    def signed_in(self):
        """Whether a page that needs a session is still answered as itself."""
        return self.get("/compte/sessions/")[0].endswith("/compte/sessions/")

    def jar(self):
        """The cookies as wapiti reads them."""
        kept = {cookie.name: {"value": cookie.value, "version": 0, "port": None, "secure": False, "expires": None}
                for cookie in self.cookies}  # fmt: skip
        return {"127.0.0.1": {"/": kept}}


def beginnings(url):
    """Where to begin: every address of the access matrix that needs no argument."""
    return [part for pattern in MATRIX if not re.search(r"[<^(]", pattern) for part in ("-s", f"{url}/{pattern}")]


def command(program, url, folder, options):
    """The command line of one scan."""
    line = [program, "-u", f"{url}/", "-m", ",".join(MODULES), "-f", "json", "-o", str(folder / "report.json")]
    line += ["-c", str(folder / "cookies.json"), "--store-session", str(folder / "session"), "--no-bugreport"]
    line += ["--max-scan-time", str(options.crawl), "--max-attack-time", str(options.attack), "--max-parameters", "60"]
    line += ["--max-files-per-dir", "40", "--flush-session", "-v", "0", "-t", "20", *beginnings(url)]
    return line + [part for path in LEFT_OUT for part in ("-x", url + path)]


def scan(role, options):
    """Scan one role on its own copy; returns what wapiti found and whether the session lasted until the end."""
    folder = options.into / role
    data = copy_of(prepared(options.into), folder / "data")
    with running(data) as site, open(folder / "server.url", "w", encoding="ascii") as told:
        told.write(site.url)
        browser = Browser(site.url)
        if role != "anonymous":
            browser.sign_in(role)
        (folder / "cookies.json").write_text(json.dumps(browser.jar()), encoding="ascii")
        with open(folder / "wapiti.log", "w", encoding="utf-8") as log:
            line = command(options.program, site.url, folder, options)
            subprocess.run(line, stdout=log, stderr=subprocess.STDOUT, check=False)
        lasted = role == "anonymous" or browser.signed_in()
    report = folder / "report.json"
    return json.loads(report.read_text(encoding="utf-8")) if report.exists() else None, lasted


def told(role, report, lasted):
    """One paragraph on a scan: each kind of finding, how often, and where first; a scan that broke proves nothing."""
    if report is None:
        return f"{role}: NO REPORT, wapiti ended before its own (see its log)"
    found = {}
    for part in ("vulnerabilities", "anomalies", "additionals"):
        for kind, rows in report[part].items():
            for row in rows:
                place = f"{row['method']} {row['path']} {row.get('parameter') or ''}".rstrip()
                found.setdefault(kind, []).append(place)
    known = report["infos"].get("crawled_pages_nbr")
    head = f"{role}: {known} requests known, session {'open' if lasted else 'LOST'} at the end"
    return "\n".join([head, *(f"  {kind}: {len(rows)}, first {rows[0]}" for kind, rows in sorted(found.items()))])


def scan_and_tell(role, options):
    """Scan one role and say at once what was found: a scan that breaks does not stop those of the other roles."""
    report, lasted = scan(role, options)
    print(told(role, report, lasted), flush=True)
    return report, lasted


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("program", help="the wapiti of an environment of its own")
    parser.add_argument("--into", type=Path, required=True, help="a new folder for data, logs and reports")
    parser.add_argument("--roles", nargs="*", default=ROLES)
    parser.add_argument("--crawl", type=int, default=90, help="seconds of exploration of a role")
    parser.add_argument("--attack", type=int, default=15, help="seconds of each module")
    options = parser.parse_args()
    options.into.mkdir(parents=True, exist_ok=True)
    scans = [(role, *scan_and_tell(role, options)) for role in options.roles]
    return 0 if all(report is not None and lasted for _, report, lasted in scans) else 1


if __name__ == "__main__":
    sys.exit(main())
