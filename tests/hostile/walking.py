"""Walk of a hostile visitor: every address of the resolver, as one role or as each, with what its page shows first."""

import contextlib
import random
import re
from collections import Counter
from dataclasses import dataclass
from io import StringIO

from django.core.management import call_command
from django.db import transaction
from django.test import Client, override_settings

from forms_app.models import Avis, Dossier, DossierRun, PrintJob, SentLetter
from forms_app.services.demo import demonstration_dossiers
from portal.accounts.demo import ACCOUNTS
from tests.access import ROLES, World, build_world, path_of, patterns
from tests.access_matrix import MATRIX
from tests.conftest import make_account
from tests.hostile.attacks import KINDS, Attack, Attacker, Seen, read

#: The second ways in: an authority of the OFII, an auditor of the journal.
MORE = ("auditeur", "ofii-secretariat", "ofii-medecin-1", "ofii-directeur")
OF_DOSSIERS = ("dossiers/", "bilan/", "journal/", "equipe/")
ACTS = ("begin-review", "ask-details", "register-report", "validate-avis", "transmit", "submit", "nothing")
CLOSED = ("login", "403", "404")
REFUSED = Seen([], [])
PROTECTIVE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "SAMEORIGIN",
}
TOKEN = "csrfmiddlewaretoken"
#: Kinds of attacks on one address in a short walk.
FEW = 2
#: How often a long walk spoils the same form of the same person: the frame's own forms stand on every page.
SAME_FORM = 3
_KEY = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d+")


@dataclass
class OpenWorld(World):
    """The rows of the access matrix, and dossiers that are open: each time others, those of the person first."""

    chance: object = None
    user_now: object = None

    def arguments(self, pattern):
        return super().arguments(pattern) | self.of_dossiers()

    def of_dossiers(self):
        dossier = self.one(Dossier.objects.filter(authority__memberships__user=self.user_now)) or self.one(
            Dossier.objects
        )
        found = {"dossier": dossier, "act": self.chance.choice(ACTS)}
        found["avis"] = self.one(Avis.objects.filter(dossier=dossier)) or dossier
        found["sent"] = self.one(SentLetter.objects.filter(dossier=dossier)) or dossier
        found["note"] = self.one(SentLetter.objects.filter(recipient="director")) or dossier
        found["job"] = self.one(PrintJob.objects) or dossier
        found["referral"] = self.one(DossierRun.objects) or 1
        return found

    def one(self, rows):
        """Key of one of the first forty rows, or None."""
        keys = list(rows.order_by("pk").values_list("pk", flat=True)[:40])
        return self.chance.choice(keys) if keys else None


@contextlib.contextmanager
def undone():
    """Whatever happens inside is rolled back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextlib.contextmanager
def besieged(seed):
    """The portal with its texts, people and open dossiers, undone at the end."""
    with override_settings(PORTAL_DOSSIERS=True, PORTAL_DEMO=True), undone():
        call_command("load_texts", verbosity=0)
        call_command("load_fiches", stdout=StringIO())
        accounts = {name: make_account(name) for name in ACCOUNTS}
        world = OpenWorld(**vars(build_world()))
        world.chance = random.Random(seed)  # noqa: S311
        demonstration_dossiers.fill(accounts)
        yield Siege(world, accounts, seed)


class Siege:
    """Sends attacks and keeps what failed: `answered` counts statuses, `faults` holds what broke something."""

    def __init__(self, world, accounts, seed):
        self.world, self.accounts, self.attacker = world, accounts, Attacker(seed)
        self.browsers = {"anonymous": Client(raise_request_exception=False)}
        for name, account in accounts.items():
            self.browsers[name] = Client(raise_request_exception=False)
            self.browsers[name].force_login(account)
        self.answered, self.faults, self.attacked, self.forms = {}, [], set(), 0
        self.met = Counter()

    def people(self, pattern):
        """Who is let in at an address, as the access matrix says; for dossiers, the people of the authorities."""
        if pattern.startswith(OF_DOSSIERS):
            return [*ROLES[1:], *MORE]
        rows = zip(ROLES, *(line.split() for line in MATRIX.get(pattern, ("", ""))), strict=False)
        inside = [role for role, got, sent in rows if got not in CLOSED or sent not in CLOSED]
        return inside or list(ROLES)

    def walk(self, everybody=False, only=""):
        """Attack every address: as one person who is let in, with some kinds of attacks; or as everybody, with all."""
        for pattern in patterns():
            if only not in pattern:
                continue
            people = [*ROLES, *MORE] if everybody else [self.attacker.random.choice(self.people(pattern))]
            for name in people:
                self.attack(pattern, name, len(KINDS) if everybody else FEW)

    def attack(self, pattern, name, kinds):
        self.world.user_now = self.accounts.get(name)
        path = path_of(pattern, self.world)
        browser = self.browsers[name]
        seen = self.seen(browser, path)
        bare = [form[1] for form in seen.forms if form[0] == "POST" and TOKEN not in dict(form[2])]
        if bare and not pattern.startswith("admin/"):  # Wagtail's scripts send it in a header
            self.faults.append((pattern, name, Attack("page", path), [f"a form without its token: {bare}"]))
        if kinds == len(KINDS):
            seen = Seen([form for form in seen.forms if self.is_new(name, form)], seen.names)
        for attack in self.attacker.attacks(path.partition("?")[0], pattern, seen, kinds):
            self.send(browser, attack, pattern, name)

    def is_new(self, name, form):
        """Tell whether a form, whatever its numbers and keys, has not been spoilt enough as this person."""
        method, path, fields = form
        same = (name, method, _KEY.sub("·", path), frozenset(_KEY.sub("·", field) for field, _ in fields))
        self.met[same] += 1
        return self.met[same] <= SAME_FORM

    def seen(self, browser, path):
        with self.kept(browser):
            response = browser.get(path)
            page = response.status_code == 200 and "html" in response.headers.get("Content-Type", "")
            return read(path, response.content) if page else REFUSED

    def send(self, browser, attack, pattern, name):
        with self.kept(browser):
            response = attack.send(browser)
            faults = [*self.wrong(response, name != "anonymous" and "HTTP_COOKIE" not in attack.headers)]
        status = response.status_code
        self.answered[status] = self.answered.get(status, 0) + 1
        self.attacked.add(pattern)
        self.forms += attack.kind.startswith("form")
        if faults:
            self.faults.append((pattern, name, attack, faults))

    @staticmethod
    def wrong(response, signed_in):
        """What is wrong with an answer, in words."""
        if response.status_code >= 500:
            yield told(response)
        lacking = [*unprotected(response.headers, signed_in or response.status_code >= 400)]
        if lacking:
            yield f"{response.status_code} without {', '.join(lacking)}"

    @contextlib.contextmanager
    def kept(self, browser):
        """What is written and the cookies of the browser are as before."""
        cookies = browser.cookies.copy()
        with undone():
            yield
        browser.cookies = cookies


def unprotected(headers, signed_in):
    """Names of the headers that an answer lacks, or that say too little; of one that must not be kept as well."""
    policy = headers.get("Content-Security-Policy", "")
    if any(word in policy for word in ("unsafe", "*", "http")) or "script-src 'self'" not in policy:
        yield "Content-Security-Policy"
    yield from (name for name, value in PROTECTIVE.items() if headers.get(name) != value)
    yield from (name for name in ("X-Request-Id", "Permissions-Policy") if not headers.get(name))
    if signed_in and "no-store" not in headers.get("Cache-Control", ""):
        yield "Cache-Control"


def told(response):
    """The exception behind a 500 with its last places, never its words."""
    if not response.exc_info:
        return str(response.status_code)
    kind, error, trace = response.exc_info
    places = []
    while trace:
        code = trace.tb_frame.f_code
        places.append(f"{code.co_filename.rpartition('site-packages/')[2]}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return f"{kind.__name__}: {str(error)[:160]!r} < {' < '.join(reversed(places[-4:]))}"
