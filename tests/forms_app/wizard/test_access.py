"""Who reaches what, of every fiche of the register: a new one is walked without a line being written here."""

import uuid

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import NoReverseMatch, resolve, reverse

from forms_app.fiches import FICHES
from forms_app.services.fiches import drafts
from forms_app.urls import BESIDE_STEPS
from tests.conftest import make_account

ROLES = {"medecin": "PHYSICIAN", "secretariat": "SECRETARY", "directeur": "DIRECTOR"}
NAMES = ("step", *(route.name for route in BESIDE_STEPS))
every_fiche = pytest.mark.parametrize("fiche", FICHES, ids=lambda fiche: fiche.key)
both_ways = pytest.mark.parametrize("without_file", [False, True], ids=["kept", "without-file"])


def fillers(fiche):
    """User names of the demonstration roles that fill a fiche."""
    return {name for name, role in ROLES.items() if role in {one.name for one in fiche.roles}}


def window(user=None):
    client = Client()
    if user:
        client.force_login(user)
    return client


def people():
    """One account for each role of the demonstration."""
    return {name: make_account(name) for name in (*ROLES, "redacteur", "valideur", "administrateur")}


def colleague_of(user):
    other = get_user_model().objects.create_user("collegue", email="collegue@exemple.invalid")
    other.groups.set(user.groups.all())
    return other


def addresses(fiche, run):
    """Every address of a run: one for each route, and one for each step of the fiche."""
    fixed = [reverse(f"forms_app:{name}", args=[run]) for name in NAMES if name != "step"]
    return fixed + [reverse("forms_app:step", args=[run, slug]) for slug in fiche.slugs]


def begun(fiche, owner, without_file):
    opened = drafts.start(owner, fiche.key, fiche.authorities[0], without_file=without_file)
    run = opened.row.run
    return run, {f"fiche-{run.hex[:8]}": opened.run_key} if without_file else {}


@pytest.mark.parametrize("route", BESIDE_STEPS, ids=lambda route: route.name)
def test_the_words_of_other_pages_are_never_a_step(route):
    run = uuid.uuid4()
    word = str(route.pattern).strip("/")
    assert word not in {slug for fiche in FICHES for slug in fiche.slugs}
    assert resolve(reverse(f"forms_app:{route.name}", args=[run])).url_name == route.name
    with pytest.raises(NoReverseMatch):
        reverse("forms_app:step", args=[run, word])


@pytest.mark.parametrize("word", ["page-2", "pages", "Page", "lettres", "sources_", "autre"])
def test_a_word_that_only_begins_like_another_page_is_read_as_a_step(word):
    address = reverse("forms_app:step", args=[uuid.uuid4(), word])
    assert resolve(address).kwargs["step"] == word


@every_fiche
def test_a_fiche_is_begun_by_its_roles_and_does_not_exist_for_the_others(fiche):
    url, may = reverse("forms_app:new", args=[fiche.key]), fillers(fiche)
    assert may, "a fiche that nobody fills"
    for name, user in people().items():
        client = window(user)
        assert client.get(url).status_code == (200 if name in may else 404), name
        assert client.post(url, {}).status_code == (422 if name in may else 404), name
    assert window().get(url).status_code == 302


@every_fiche
@both_ways
def test_its_author_reaches_every_step_of_a_run(fiche, without_file):
    owner = make_account(sorted(fillers(fiche))[0])
    run, key = begun(fiche, owner, without_file)
    client = window(owner)
    client.cookies.load(key)
    for slug in fiche.slugs:
        assert client.get(reverse("forms_app:step", args=[run, slug])).status_code == 200, slug
    assert client.get(reverse("forms_app:page", args=[run])).status_code == 200


@every_fiche
@both_ways
def test_no_address_of_somebody_else_s_run_is_found_even_with_its_key(fiche, without_file):
    accounts = people()
    owner = accounts[sorted(fillers(fiche))[0]]
    run, key = begun(fiche, owner, without_file)
    others = [user for user in accounts.values() if user != owner] + [colleague_of(owner)]
    for client in map(window, others):
        client.cookies.load(key)
        for url in addresses(fiche, run):
            assert {client.get(url).status_code, client.post(url, {}).status_code} <= {404, 405}, url


@every_fiche
@both_ways
def test_a_run_leads_who_is_not_signed_in_to_the_sign_in(fiche, without_file, settings):
    run, key = begun(fiche, make_account(sorted(fillers(fiche))[0]), without_file)
    client = window()
    client.cookies.load(key)
    for url in addresses(fiche, run):
        answer = client.get(url)
        assert answer.status_code in (302, 405), url
        assert "connexion" in answer.headers.get("Location", "connexion"), url


@every_fiche
def test_a_role_taken_away_closes_the_run_of_its_own_author(fiche):
    owner = make_account(sorted(fillers(fiche))[0])
    run, _ = begun(fiche, owner, False)
    owner.groups.clear()
    client = window(owner)
    for url in addresses(fiche, run):
        assert client.get(url).status_code in (404, 405), url
