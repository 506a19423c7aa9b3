"""A grave act asks who is there: each route of the table refuses an old proof, keeps what was typed, then goes on."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone

from forms_app.bilan.shape import digest
from forms_app.enums import CaseRole
from forms_app.models import Dossier, JournalEvent, Membership
from forms_app.services.bilan import bilans, computing
from forms_app.services.team import people
from forms_app.services.trace.journal import Origin
from forms_app.views.proof import GRAVE
from portal.models import OpenSession
from tests.conftest import PASSWORD, make_stale
from tests.forms_app.dossiers.conftest import (  # noqa: F401 - fixtures
    dossier_in,
    here,
    make_member,
    switched_on,
)
from tests.portal.test_second_factor import code_of, enrol

pytestmark = [pytest.mark.django_db, pytest.mark.databases]
YEAR = 2016
PROOF = "_preuve-proof"
NEW = {"username": "nouvelle", "email": "nouvelle@exemple.invalid", "first_name": "Né·e", "last_name": "\nN"}


class World:
    """The rows that the routes of the table need, made when a route asks for them."""

    def __init__(self, accounts, authority, open_dossier):
        self.accounts, self.authority, self.dossier_in = accounts, authority, open_dossier

    def session(self):
        Client().force_login(self.accounts["medecin"])
        return OpenSession.objects.get(user=self.accounts["medecin"]).pk

    def proposal(self):
        row = Membership(user=self.accounts["valideur"], authority=self.authority, role=CaseRole.SECRETARY)
        row.starts_on = timezone.localdate()
        return people.propose(row, Origin(self.accounts["administratrice"])).pk

    def dossier(self):
        return self.dossier_in(self.authority).pk

    def bilan(self):
        self.dossier_in(self.authority)
        Dossier.objects.update(year=YEAR, nature="first")
        member = Membership.objects.get(authority=self.authority, role=CaseRole.PHYSICIAN)
        asked = {"origin": Origin(member.user), "membership": member, "year": YEAR}
        row = computing.work(bilans.ask(**asked).pk)
        bilans.freeze(**asked, seen=digest(row.content))
        return [self.authority.code, YEAR, 1]

    def journal(self):
        make_member(self.accounts, "auditeur", self.authority, CaseRole.AUDITOR)
        return [self.authority.code]

    def user(self):
        return self.accounts["directeur"].pk


@pytest.fixture
def world(accounts, here, dossier_in, switched_on):  # noqa: F811 - fixtures by their names
    return World(accounts, here, dossier_in)


ADMIN = "administrateur"
#: For each route: who, the arguments of its address, what is posted (None: read).
CASES = {
    "end_session": ("medecin", lambda w: [w.session()], {}),
    "end_other_sessions": ("medecin", lambda w: [], {}),
    "people:propose": (ADMIN, lambda w: [], {"role": "physician", "user": ""}),
    "people:membership": (ADMIN, lambda w: [w.proposal()], {"acte": "confirmer"}),
    "propose_reset": (ADMIN, lambda w: [w.user()], {}),
    "decide_reset": (ADMIN, lambda w: [1], {"decision": "confirm"}),
    "wagtailusers_users:add": (ADMIN, lambda w: [], NEW),
    "wagtailusers_users:edit": (ADMIN, lambda w: [w.user()], {"username": ""}),
    "people:opening": (ADMIN, lambda w: [], {"acte": "enregistrer"}),
    "people:retention": (ADMIN, lambda w: [], {"acte": "enregistrer"}),
    "dossiers:retention": ("medecin", lambda w: [], {"acte": "proposer", "autorite": "ars-ici"}),
    "dossiers:act": ("medecin", lambda w: [w.dossier(), "validate-avis"], None),
    "dossiers:appeal": ("secretariat", lambda w: [w.dossier()], None),
    "people:journal_csv": ("auditeur", lambda w: w.journal(), None),
    "bilan:pdf": ("medecin", lambda w: w.bilan(), None),
    "bilan:xlsx": ("medecin", lambda w: w.bilan(), None),
    "bilan:ods": ("medecin", lambda w: w.bilan(), None),
    "bilan:csv": ("medecin", lambda w: w.bilan(), None),
}


def views(level=None):
    """Every view of the portal that asks for a proof."""
    for pattern in level or get_resolver().url_patterns:
        if hasattr(pattern, "url_patterns"):
            yield from views(pattern.url_patterns)
        elif getattr(getattr(pattern.callback, "view_class", pattern.callback), "asks_proof", False):
            yield pattern.callback


def asks(answer):
    """Tell whether an answer is the page that asks who is there."""
    return answer.status_code in (403, 422) and b"data-proof" in answer.content


def sent(browser, path, data):
    return browser.get(path) if data is None else browser.post(path, data)


def held(answer):
    """The fields that the page that asks sends again, with what was typed."""
    found = re.findall(r'<textarea name="([^"]+)" hidden>\n(.*?)</textarea>', answer.content.decode(), re.S)
    return dict(found)


def test_the_table_and_the_views_that_ask_are_the_same_and_each_is_walked_here():
    assert set(CASES) == set(GRAVE)
    assert len(list(views())) == len(GRAVE)


@pytest.mark.parametrize("route", GRAVE)
def test_a_grave_act_waits_for_a_fresh_proof_then_goes_on_with_what_was_typed(route, world, client):
    username, arguments, data = CASES[route]
    path = reverse(route, args=arguments(world))
    client.force_login(world.accounts[username])
    make_stale(client)
    before = JournalEvent.objects.count()
    answer = sent(client, path, data)
    assert asks(answer) and answer.status_code == 403
    assert GRAVE[route].why in answer.content.decode()
    fields = held(answer)
    assert {name: value for name, value in fields.items() if not name.startswith("_preuve")} == (data or {})
    wrong = client.post(path, fields | {PROOF: "ce-n’est-pas-cela"})
    assert asks(wrong) and held(wrong) == fields
    assert JournalEvent.objects.count() == before
    after = client.post(path, fields | {PROOF: PASSWORD})
    assert not asks(after) and after.status_code < 500
    assert not asks(sent(client, path, data))


@pytest.mark.parametrize(("minutes", "asked"), [(9, False), (11, True)])
def test_a_password_typed_again_holds_for_ten_minutes(minutes, asked, world, client, time_machine):
    client.force_login(world.accounts["medecin"])
    make_stale(client).post("/compte/sessions/autres/", {PROOF: PASSWORD})
    time_machine.move_to(timezone.now() + timedelta(minutes=minutes))
    assert asks(client.post("/compte/sessions/autres/")) is asked


def test_seeing_one_s_sessions_and_signing_out_ask_nothing(world, client):
    client.force_login(world.accounts["medecin"])
    assert make_stale(client).get("/compte/sessions/").status_code == 200
    assert client.post("/compte/deconnexion/").status_code == 302
    assert not OpenSession.objects.exists()


def test_a_stolen_telephone_is_cut_off_in_one_page(world, client):
    other = Client()
    other.force_login(world.accounts["medecin"])
    row = OpenSession.objects.get()
    client.force_login(world.accounts["medecin"])
    path = f"/compte/sessions/{row.pk}/"
    asked = make_stale(client).post(path)
    assert other.get("/compte/mot-de-passe/").status_code == 200
    assert client.post(path, held(asked) | {PROOF: PASSWORD}).headers["Location"] == "/compte/sessions/"
    assert other.get("/compte/mot-de-passe/").status_code == 302


def test_a_code_of_the_application_is_a_proof_too(accounts, client, time_machine):
    secret = enrol(client, "medecin")
    time_machine.move_to(timezone.now() + timedelta(minutes=11), tick=False)
    assert asks(client.post("/compte/sessions/autres/"))
    assert client.post("/compte/sessions/autres/", {PROOF: code_of(secret)}).status_code == 302


def test_the_sixth_wrong_proof_is_refused_even_if_the_next_is_right(world, client):
    client.force_login(world.accounts["medecin"])
    make_stale(client)
    for _ in range(5):
        client.post("/compte/sessions/autres/", {PROOF: "ce-n’est-pas-cela"})
    assert asks(client.post("/compte/sessions/autres/", {PROOF: PASSWORD}))


def test_what_lies_beside_a_grave_act_asks_nothing(world, client):
    client.force_login(world.accounts[ADMIN])
    path = reverse("people:membership", args=[world.proposal()])
    assert make_stale(client).get(path).status_code == 200
    assert client.post(path, {"acte": "ecarter"}).status_code == 302
    assert Membership.objects.order_by("-pk")[0].closed_at


def test_who_may_not_do_a_grave_act_is_told_nothing_of_it(world, client):
    client.force_login(world.accounts["redacteur"])
    make_stale(client)
    for path in ("/administration/habilitations/proposer/", "/administration/dossiers/", "/dossiers/conservation/"):
        assert client.post(path, {"acte": "confirmer"}).status_code == 404
    assert client.get(reverse("people:journal_csv", args=["ars-ici"])).status_code == 404


def test_a_file_is_given_on_a_page_that_leads_to_it_and_back(world, client):
    client.force_login(world.accounts["medecin"])
    path = reverse("bilan:csv", args=world.bilan())
    asked = make_stale(client).get(path, headers={"referer": "http://testserver/bilan/?x=1"})
    page = client.post(path, held(asked) | {PROOF: PASSWORD}).content.decode()
    assert f'href="{path}"' in page and 'href="/bilan/?x=1"' in page
    assert client.get(path).headers["Content-Type"].startswith("text/csv")


def test_the_page_that_asks_never_leads_to_another_host(world, client):
    client.force_login(world.accounts["medecin"])
    asked = make_stale(client).post("/compte/sessions/autres/", headers={"referer": "https://evil.example/"})
    assert "evil.example" not in asked.content.decode()


def test_a_password_typed_there_when_the_screen_has_locked_is_kept_nowhere(world, client):
    client.force_login(world.accounts[ADMIN])
    client.post("/compte/verrouiller/")
    client.post("/administration/habilitations/proposer/", {"role": "physician", PROOF: PASSWORD})
    client.post("/compte/verrou/", {"proof": PASSWORD})
    page = client.get("/compte/saisie-gardee/").content.decode()
    assert "physician" in page and PASSWORD not in page


def test_unlocking_with_the_password_is_a_fresh_proof(world, client):
    client.force_login(world.accounts["medecin"])
    make_stale(client).post("/compte/verrouiller/")
    client.post("/compte/verrou/", {"proof": PASSWORD})
    assert client.post("/compte/sessions/autres/").status_code == 302


def test_who_has_no_password_finds_what_they_typed_after_their_provider(world, client):
    user = world.accounts[ADMIN]
    client.force_login(user)
    user.set_unusable_password()
    user.save()
    client.force_login(user)
    make_stale(client).post("/administration/habilitations/proposer/", {"role": "physician", "user": "12"})
    session = client.session
    session["account_authentication_methods"] = [{"method": "socialaccount", "at": timezone.now().timestamp()}] * 2
    session.save()
    assert OpenSession.objects.exclude(kept=b"").count() == 1
