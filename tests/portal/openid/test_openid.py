"""Sign-in through an identity provider that really answers: the right person, and nobody else, however they come."""

import time
from io import StringIO
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth import get_user_model
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client

from forms_app.models import JournalEvent
from portal.accounts import identities
from portal.openid.profiles import PROFILES
from portal.settings import identity
from tests.portal.openid.provider import CLIENT, SECRET, Provider, new_key
from tests.portal.test_second_factor import FIRST, enrol

pytestmark = [pytest.mark.django_db]
OWN, PSC, AGENT = "/compte/mot-de-passe/", PROFILES["pro-sante-connect"], PROFILES["proconnect"]
RPPS = "10001234567"
EXERCISE = {"codeProfession": "10", "codeCategorieProfessionnelle": "C"}


@pytest.fixture(scope="module")
def shared():
    provider = Provider()
    yield provider
    provider.close()


@pytest.fixture
def provider(shared, settings):
    """The provider as both profiles; a physician known to Pro Santé Connect, signed in with a card."""
    apps = [identity.app(p, f"{shared.url}/.well-known/openid-configuration", CLIENT, SECRET) for p in (PSC, AGENT)]
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": apps}}
    shared.person = {
        "sub": "f:psc:1",
        "SubjectNameID": f"8{RPPS}",
        "email": "directeur@exemple.invalid",
        "SubjectRefPro": {"exercices": [EXERCISE]},
    }
    shared.token = {"acr": "eidas1"}
    shared.signing_key, shared.algorithm, shared.signed_identity = shared.key, "RS256", False
    return shared


@pytest.fixture
def physician(accounts):
    identities.attach(accounts["medecin"], PSC, RPPS)
    mail.outbox.clear()
    return accounts["medecin"]


def leave(browser, profile=PSC, **asked):
    return browser.post(f"/compte/connexion/par/{profile.key}/", asked).headers["Location"]


def come_back(browser, address):
    parts = urlsplit(address)
    return browser.get(f"{parts.path}?{parts.query}")


def sign_in(browser, provider, profile=PSC, **asked):
    return come_back(browser, provider.authorize(leave(browser, profile, **asked)))


def is_in(browser):
    return browser.get(OWN).status_code == 200


def test_the_right_person_comes_in_with_both_factors_and_where_they_were_going(provider, physician, client):
    assert sign_in(client, provider, next="/fiches/").headers["Location"] == "/fiches/"
    assert is_in(client)
    assert client.session["_auth_user_id"] == str(physician.pk)


def test_the_way_out_asks_for_the_scopes_and_the_level_of_the_profile_with_a_proof_of_one_s_own(provider, client):
    asked = parse_qs(urlsplit(leave(client, scope="admin", auth_params="acr_values=eidas0", process="connect")).query)
    assert sorted(asked["scope"][0].split()) == ["openid", "scope_all"]
    assert asked["acr_values"] == ["eidas1"]
    assert asked["code_challenge_method"] == ["S256"]
    assert len(asked["nonce"][0]) >= 32
    assert asked["response_type"] == ["code"]


def test_the_page_that_leaves_takes_a_post(provider, client):
    page = client.get("/compte/connexion/par/pro-sante-connect/")
    assert page.status_code == 200
    assert "Continuer" in page.content.decode()


def test_a_person_without_account_is_told_so_and_none_is_opened(provider, accounts, client):
    before = get_user_model().objects.count()
    answer = sign_in(client, provider)
    assert answer.status_code == 403
    assert "Aucun compte ne porte cet identifiant" in answer.content.decode()
    assert not is_in(client)
    assert (get_user_model().objects.count(), SocialAccount.objects.count()) == (before, 0)


def test_an_address_known_here_lets_nobody_in(provider, accounts, client):
    provider.person["email_verified"] = True
    sign_in(client, provider)
    assert not is_in(client)


def test_another_person_of_the_same_provider_does_not_come_in(provider, physician, client):
    provider.person["SubjectNameID"] = "810009999999"
    assert sign_in(client, provider).status_code == 403
    assert not is_in(client)


def test_the_subject_of_one_provider_is_not_that_of_the_other(provider, accounts, client):
    identities.attach(accounts["directeur"], AGENT, "f:psc:1")
    provider.person["SubjectNameID"] = "f:psc:1"
    sign_in(client, provider)
    assert not is_in(client)


@pytest.mark.parametrize(
    "said",
    [
        {"exercices": [{"codeProfession": "60"}]},  # another profession
        {"exercices": []},
        {"exercices": "10"},
        {},
        None,
    ],
)
def test_an_account_of_a_physician_needs_the_profession(said, provider, physician, client):
    provider.person["SubjectRefPro"] = said
    answer = sign_in(client, provider)
    assert answer.status_code == 403
    assert "profession" in answer.content.decode()
    assert not is_in(client)


def test_one_exercise_of_physician_among_several_is_enough(provider, physician, client):
    provider.person["SubjectRefPro"] = {"exercices": [{"codeProfession": "60"}, EXERCISE]}
    sign_in(client, provider)
    assert is_in(client)


def test_who_has_no_role_of_physician_needs_no_profession_and_gains_no_role(provider, accounts, client):
    identities.attach(accounts["secretariat"], PSC, RPPS)
    before = set(accounts["secretariat"].groups.values_list("name", flat=True))
    sign_in(client, provider)
    assert is_in(client)
    assert set(accounts["secretariat"].groups.values_list("name", flat=True)) == before


def test_an_agent_comes_in_by_the_subject_and_shows_both_factors_there(provider, accounts, client):
    identities.attach(accounts["directeur"], AGENT, "f:psc:1")
    provider.token = {"acr": "eidas2"}
    sign_in(client, provider, AGENT)
    assert is_in(client)


@pytest.mark.parametrize("acr", [None, "eidas1", "", "eidas2 eidas3", ["eidas2"]])
def test_a_level_of_one_factor_leaves_the_second_to_show_here(acr, provider, accounts, client):
    identities.attach(accounts["directeur"], AGENT, "f:psc:1")
    provider.token = {"acr": acr}
    sign_in(client, provider, AGENT)
    assert client.get(OWN).headers["Location"].startswith(FIRST)


def test_who_has_a_code_here_is_not_asked_for_it_after_two_factors_there(provider, physician, client):
    enrol(Client(), "medecin")
    sign_in(client, provider)
    assert is_in(client)


@pytest.mark.parametrize(
    "spoilt",
    [
        {"exp": int(time.time()) - 5},
        {"aud": "un-autre-portail"},
        {"iss": "https://ailleurs.invalid"},
        {"nonce": "un-autre"},
        {"nonce": ""},
        {"sub": ""},
        {"sub": "une-autre-personne"},
        {"iat": int(time.time()) + 3600},
    ],
    ids=lambda spoilt: next(iter(spoilt)),
)
def test_a_token_that_is_over_or_made_for_something_else_opens_nothing(spoilt, provider, physician, client):
    provider.token |= spoilt
    assert sign_in(client, provider).status_code == 401
    assert not is_in(client)


@pytest.mark.parametrize("forged", ["another key", "none", "HS256"])
def test_a_forged_signature_opens_nothing(forged, provider, physician, client):
    if forged == "another key":
        provider.signing_key = new_key()
    else:
        provider.algorithm = forged
    assert sign_in(client, provider).status_code == 401
    assert not is_in(client)


def test_an_answer_serves_once(provider, physician, client):
    address = provider.authorize(leave(client))
    come_back(client, address)
    client.post("/compte/deconnexion/")
    assert come_back(client, address).status_code == 401
    assert not is_in(client)


def test_an_answer_serves_in_the_browser_that_asked_alone(provider, physician, client):
    address = provider.authorize(leave(client))
    other = Client()
    leave(other)
    assert come_back(other, address).status_code == 401
    assert not is_in(other)


def test_a_token_of_another_sign_in_is_not_taken(provider, physician, client):
    """A code stolen from another browser's way back, put in one's own: its token bears the other's number."""
    victim = Client()
    stolen = parse_qs(urlsplit(provider.authorize(leave(victim))).query)["code"][0]
    mine = provider.authorize(leave(client))
    code = parse_qs(urlsplit(mine).query)["code"][0]
    provider.codes[stolen]["code_challenge"] = provider.codes[code]["code_challenge"]
    assert come_back(client, mine.replace(code, stolen)).status_code == 401
    assert not is_in(client)


def test_an_identity_that_comes_signed_is_verified_too(provider, physician, client):
    provider.signed_identity = True
    sign_in(client, provider)
    assert is_in(client)


@pytest.mark.parametrize("person", [{}, {"sub": "f:psc:1"}, {"sub": "f:psc:1", "SubjectNameID": "8"}, []])
def test_an_identity_without_identifier_is_said_and_never_an_error(person, provider, physician, client):
    provider.person = {"sub": "f:psc:1"} | person if isinstance(person, dict) else {"sub": "f:psc:1"}
    provider.token["sub"] = "f:psc:1"
    assert sign_in(client, provider).status_code == 401
    assert not is_in(client)


def test_a_closed_account_does_not_come_in(provider, physician, client):
    physician.is_active = False
    physician.save()
    sign_in(client, provider)
    assert not is_in(client)


def test_a_provider_that_does_not_answer_is_said_and_never_an_error(provider, settings, client):
    app = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]
    app["settings"]["server_url"] = "http://127.0.0.1:9/.well-known/openid-configuration"
    answer = client.post("/compte/connexion/par/pro-sante-connect/")
    assert answer.status_code == 401
    assert "n’a pas abouti" in answer.content.decode()


def test_giving_up_leads_back_to_the_sign_in(provider, client):
    state = parse_qs(urlsplit(leave(client)).query)["state"][0]
    back = f"/compte/connexion/par/pro-sante-connect/retour/?error=access_denied&state={state}"
    assert client.get(back, follow=True).redirect_chain[-1][0] == "/compte/connexion/"


def test_nothing_of_what_the_provider_tells_is_kept_but_the_identifier(provider, physician, client):
    sign_in(client, provider)
    row = SocialAccount.objects.get()
    assert (row.provider, row.uid, row.extra_data) == ("pro-sante-connect", RPPS, {})
    assert "exemple.invalid" not in str(dict(client.session.items()))


def test_the_way_back_to_a_locked_screen_is_the_provider(provider, physician, client):
    sign_in(client, provider)
    client.post("/compte/verrouiller/")
    assert "Se connecter avec Pro Santé Connect" in client.get("/compte/verrou/").content.decode()
    sign_in(client, provider)
    assert is_in(client)


def test_who_has_no_password_confirms_who_they_are_with_the_provider(provider, physician, client):
    physician.set_unusable_password()
    physician.save()
    sign_in(client, provider)
    answer = client.get("/compte/confirmer-identite/?next=/fiches/")
    assert answer.headers["Location"] == "/compte/connexion/par/pro-sante-connect/?next=%2Ffiches%2F"
    assert sign_in(client, provider, next="/fiches/").headers["Location"] == "/fiches/"


def test_without_a_provider_configured_there_is_no_door(client, db):
    assert client.get("/compte/connexion/par/pro-sante-connect/").status_code == 404
    assert client.get("/compte/connexion/par/pro-sante-connect/retour/?code=a&state=b").status_code == 404
    assert "Pro Santé Connect" not in client.get("/compte/connexion/").content.decode()


def test_an_identifier_is_attached_on_the_server_to_one_account_and_told(accounts):
    attach = ("attach_identity", "medecin", "pro-sante-connect")
    call_command(*attach, f"8{RPPS}", stdout=StringIO())
    assert SocialAccount.objects.get().uid == RPPS
    assert mail.outbox[-1].to == ["medecin@exemple.invalid"]
    assert JournalEvent.objects.about(accounts["medecin"]).get().act == "identity-attached"
    with pytest.raises(CommandError, match="Un autre compte"):
        call_command("attach_identity", "directeur", "pro-sante-connect", RPPS)
    with pytest.raises(CommandError, match="n’est pas de ceux"):
        call_command(*attach, "123")
    call_command(*attach, remove=True, stdout=StringIO())
    assert not SocialAccount.objects.exists()
