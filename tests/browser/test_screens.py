"""Screens that no link shows without an account: errors, the sign-in, the style guide, the desk of each role."""

import json

import pytest
from playwright.sync_api import expect

from tests.browser import running
from tests.browser.html import validator
from tests.browser.touring import look_at, look_here

SECTION = "/textes/instruction-2011/2011-11-10/iv/"
SHARED_LABEL = """
from guidance.models import Clause
first, second = Clause.objects.filter(label__in=["IV-2", "IV-3"])
for clause in (first, second):
    clause.former_labels = ["IV-99"]
    clause.save(update_fields=["former_labels"])
"""
NEWS = """
from datetime import timedelta
from django.contrib.auth import get_user_model
from django.utils import timezone
from guidance.models import NetworkNews
typed, read, physician = (
    get_user_model().objects.get(username=name) for name in ("redacteur", "valideur", "relecteur-medical")
)
today = timezone.localdate()
about = {"body": "Ce que chacun doit savoir.", "source": "Source d’essai", "url": "https://exemple.invalid/alerte"}
both = {"legal_by": read, "medical_by": physician, "validated_by": physician}
shown = {**both, "validated_at": timezone.now(), "entered_by": typed, "starts_on": today, **about}
week, before = today + timedelta(days=7), today - timedelta(days=2)
if not NetworkNews.objects.exists():
    create = NetworkNews.objects.create
    create(kind="alert", title="Alerte en cours", ends_on=week, groups=["vih"], countries=["ML"], **shown)
    create(kind="alert", title="Alerte passée", ends_on=before, **shown | {"starts_on": before})
    create(kind="alert", title="Alerte d’essai", ends_on=week, entered_by=typed, starts_on=today, **about)
    create(kind="meeting", title="Réunion d’essai", ends_on=week, starts_on=week, place="Ville d’essai", body="Ordre.")
"""
MESSAGE = """
from django.contrib.auth import get_user_model
from forms_app.messages import MESSAGES
from forms_app.models import MessageWording
from forms_app.services.mail import messages
if not MessageWording.objects.exists():
    kept = MESSAGES["invitation"]
    write, read = (get_user_model().objects.get(username=name) for name in ("redacteur", "valideur"))
    messages.validate(messages.propose(kept, write, "Votre compte", kept.body), read)
    messages.propose(kept, read, "Un compte vous attend", kept.body)
"""
LIST = """
from django.contrib.auth import get_user_model
from forms_app.models import RegisterImport
from forms_app.services.team import register_import
if not RegisterImport.objects.exists():
    lines = [";".join(register_import.COLUMNS), ";Nom;Essai;;000;2026-1;01/02/2026;"]
    person = get_user_model().objects.get(username="administrateur")
    register_import.read(register_import.deposit("liste.csv", "\\n".join(lines).encode(), person).pk)
"""
KEYS = """
import json
from forms_app.models import RegisterImport
from guidance.models import AmountPeriod, ArticleSuccession, EditionPage, NetworkNews, Reference, SectionPage, Term
from guidance.models import TextPage
from django.contrib.auth import get_user_model
print(json.dumps({
    "section": SectionPage.objects.get(slug="iv").pk,
    "edition": EditionPage.objects.get(slug="2011-11-10").pk,
    "text": TextPage.objects.get(slug="instruction-2011").pk,
    "term": Term.objects.first().pk,
    "amount": AmountPeriod.objects.first().pk,
    "article": ArticleSuccession.objects.first().pk,
    "reference": Reference.objects.first().pk,
    "list": RegisterImport.objects.first().pk,
    "news": NetworkNews.objects.get(title="Alerte d’essai").pk,
    "user": get_user_model().objects.get(username="secretariat").pk,
}))
"""
EDITORS = [
    "/admin/",
    "/admin/account/",
    "/admin/pages/{edition}/",
    "/admin/pages/{text}/",
    "/admin/pages/{section}/edit/",
    "/admin/pages/{edition}/edit/",
    "/admin/pages/{section}/history/",
    "/admin/guidance/term/",
    "/admin/guidance/term/create/",
    "/admin/guidance/term/edit/{term}/",
    "/admin/guidance/term/inspect/{term}/",
    "/admin/guidance/articlesuccession/",
    "/admin/guidance/articlesuccession/edit/{article}/",
    "/admin/guidance/clausecorrespondence/",
    "/admin/guidance/linkedtext/",
    "/admin/guidance/reference/",
    "/admin/guidance/reference/edit/{reference}/",
    "/admin/guidance/contact/",
    "/admin/references/{reference}/verifier/",
    "/admin/references/verifications/",
    "/admin/references/propositions/",
    "/admin/references/imports/",
    "/admin/difficultes/",
    "/admin/recherche/",
    "/admin/recherche/?q=avis",
    "/admin/suivi/term/",
    "/admin/guidance/openpromise/",
    "/admin/guidance/openpromise/create/",
    "/admin/guidance/synonym/create/",
    "/admin/guidance/localnote/",
    "/admin/guidance/localcontact/",
    "/admin/guidance/amountperiod/",
    "/admin/guidance/amountperiod/create/",
    "/admin/guidance/amountperiod/inspect/{amount}/",
    "/admin/guidance/amountperiod/history/{amount}/",
    "/admin/baremes/{amount}/valider/",
    "/admin/baremes/importer/",
    "/admin/guidance/networknews/",
    "/admin/guidance/networknews/create/",
    "/admin/guidance/networknews/inspect/{news}/",
    "/admin/guidance/networknews/edit/{news}/",
    "/admin/nouvelles-du-reseau/{news}/",
    "/admin/guidance/reference/create/",
    "/admin/guidance/contact/create/",
    "/admin/forms_app/questionclause/",
    "/admin/forms_app/questionclause/create/",
    "/admin/forms_app/lettermodel/",
    "/admin/modeles-de-lettres/comparer/",
    "/admin/modeles-de-lettres/1/",
    "/admin/forms_app/messagewording/",
    "/admin/messages/invitation/",
    "/admin/messages/invitation/mots/",
    "/admin/reports/workflow/",
    "/admin/reports/workflow_tasks/",
    "/admin/reports/site-history/",
    "/admin/reports/locked/",
    "/admin/reports/aging-pages/",
]
DESKS = {
    "redacteur": EDITORS,
    "valideur": [
        "/admin/",
        "/admin/account/",
        "/admin/guidance/term/",
        "/admin/guidance/notingauthority/create/",
        "/admin/guidance/notingauthority/",
        "/admin/guidance/amountdeputy/",
        "/admin/guidance/amountdeputy/create/",
        "/admin/guidance/localnote/create/",
    ],
    "administrateur": [
        "/admin/",
        "/admin/account/",
        "/admin/users/",
        "/admin/users/new/",
        "/admin/users/edit/{user}/",
        "/admin/lecture-reservee/",
        "/admin/forms_app/approval/",
        "/admin/forms_app/approval/create/",
        "/admin/forms_app/doctor/create/",
        "/admin/forms_app/hospitalpost/create/",
        "/admin/registre/import/",
        "/admin/registre/import/{list}/",
    ],
}
PEOPLE = {
    "administratrice": [
        "/administration/",
        "/administration/habilitations/",
        "/administration/habilitations/proposer/",
        "/administration/habilitations/1/",
        "/administration/actes/1/fin/",
        "/administration/autorites/",
        "/administration/autorites/ars-val-d-essai/",
        "/administration/comptes/",
        "/administration/dossiers/",
        "/administration/conservation/",
    ],
    "secretariat": [
        "/equipes/ars-val-d-essai/",
        "/dossiers/nouveau/",
        "/dossiers/chercher/",
    ],
    "medecin": ["/dossiers/a-faire/", "/dossiers/"],
    "directeur": ["/dossiers/a-faire/"],
    "auditeur": ["/journal/ars-val-d-essai/"],
}


@pytest.fixture(scope="module")
def keys(own_site):
    for prepared in (SHARED_LABEL, NEWS, MESSAGE, LIST):
        running.manage(own_site.data, "shell", "-v0", "-c", prepared)
    return json.loads(running.manage(own_site.data, "shell", "-v0", "-c", KEYS).strip().splitlines()[-1])


@pytest.fixture(scope="module")
def errors_of():
    with validator() as errors:
        yield errors


@pytest.fixture
def sound(errors_of):
    """Function that fails, naming each fault, unless the screen is whole: accessible, valid, quiet, narrow enough."""

    def check(seen, status=200):
        assert seen.status == status, seen.path
        assert seen.lang == "fr"
        assert [level for level, _ in seen.headings].count(1) == 1, seen.headings
        faults = seen.axe + seen.faults + errors_of(seen.source) + seen.covered
        faults += [f"{width} px window: {beyond} px beyond" for width, beyond in seen.overflow.items() if beyond]
        assert not faults, f"{seen.path}:\n" + "\n".join(faults)

    return check


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/rien-ici/", 404),
        ("/textes/instruction-2011/2011-11-10/rien/", 404),
        ("/c/instruction-2011/IV-99/", 410),
        ("/regime/?enregistree=31/02/2016&suite=/", 422),
        ("/textes/etat-de-la-doctrine.pdf?le=31/02/2016&page", 422),
        ("/comparer/?gauche=rien@2011-11-10&droite=rien@2011-11-10", 422),
    ],
)
def test_an_address_that_cannot_be_answered_says_so_on_a_whole_page(own_site, keys, visit, sound, path, status):
    visitor = visit(at=own_site)
    seen = look_here(visitor, visitor.go(path))
    sound(seen, status)


def test_a_form_without_its_token_is_refused_on_a_whole_page(own_site, visit, sound):
    visitor = visit(at=own_site)
    visitor.go("/compte/connexion/")
    visitor.context.clear_cookies()
    visitor.page.locator("#id_login").fill("medecin")
    visitor.page.locator("#id_password").fill("peu importe")
    answer = visitor.follow(visitor.page.locator("main form button[type=submit]"))
    sound(look_here(visitor, answer), 403)


@pytest.mark.parametrize("path", ["/admin/", "/guide-de-style/"])
def test_a_role_kept_out_is_told_so_on_a_whole_page(own_site, visit, sound, path):
    role = "medecin" if path == "/admin/" else None
    visitor = visit(role, at=own_site)
    seen = look_here(visitor, visitor.go(path))
    sound(seen, 403 if role else 200)
    assert role or "/compte/connexion/" in seen.path


def test_a_wrong_password_is_said_once_at_the_top_and_tells_nothing_of_the_account(own_site, visit, sound):
    said = []
    for username in ("medecin", "personne-de-ce-nom"):
        visitor = visit(at=own_site)
        visitor.go("/compte/connexion/")
        with visitor.page.expect_navigation() as sent:
            visitor.page.locator("#id_login").fill(username)
            visitor.page.locator("#id_password").fill("un mot de passe faux")
            visitor.page.keyboard.press("Enter")
        sound(look_here(visitor, sent.value))
        expect(visitor.page.locator("#erreurs")).to_be_focused()
        assert visitor.page.title().startswith("Erreur\N{NO-BREAK SPACE}: ")
        said.append(visitor.page.locator("#erreurs").inner_text())
    assert said[0] == said[1]


@pytest.mark.parametrize("role", ["medecin", "secretariat", "directeur", "redacteur", "valideur", "administrateur"])
def test_each_role_reads_the_portal_without_a_fault(own_site, visit, sound, role):
    visitor = visit(role, at=own_site)
    for path in ("/", SECTION, "/recherche/?q=secret+medical", "/guide-de-style/", "/compte/mot-de-passe/"):
        sound(look_at(visitor, path))
        assert visitor.page.locator(".account .who").inner_text() != "Se connecter"


@pytest.mark.parametrize("role", DESKS)
def test_the_desk_of_each_role_is_accessible_and_keeps_to_the_policy_and_to_this_host(own_site, keys, visit, role):
    visitor = visit(role, at=own_site)
    faults = []
    for path in DESKS[role]:
        answer = visitor.go(path.format(**keys), wait_until="networkidle")
        faults += [f"{path}: {answer.status}"] * (answer.status != 200) + [
            f"{path}: {f}" for f in visitor.take_faults() + visitor.axe()
        ]
        beyond = visitor.overflow(320)
        faults += [f"{path}: {beyond} px beyond a window of 320 px"] * (beyond > 0)
        assert visitor.page.locator("html").get_attribute("lang") == "fr", path
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("role", PEOPLE)
def test_the_screens_of_people_are_whole(own_site, visit, sound, role):
    visitor = visit(role, at=own_site)
    for path in PEOPLE[role]:
        sound(look_at(visitor, path))


def test_a_reference_that_no_dossier_bears_is_said_beside_the_filter_of_the_journal(own_site, visit, sound):
    sound(look_at(visit("auditeur", at=own_site), "/journal/ars-val-d-essai/?dossier=personne"), 422)


def test_a_proposal_that_is_refused_says_so_first_and_is_whole(own_site, visit, sound):
    visitor = visit("administrateur", at=own_site)
    visitor.go("/administration/habilitations/proposer/")
    sent = visitor.follow(visitor.page.locator("main form button"))
    sound(look_here(visitor, visitor.proved(sent, running.PASSWORD)), 422)
    assert visitor.page.evaluate("document.activeElement.id") == "erreurs"
    assert visitor.page.title().startswith("Erreur")


def test_the_menus_opened_are_as_accessible_as_the_page(own_site, visit):
    visitor = visit("medecin", at=own_site, viewport={"width": 390, "height": 844})
    visitor.go(SECTION)
    for menu in ("details.account", "details.nav-toggle", "details.outline-fold"):
        visitor.page.locator(f"{menu} > summary").click()
        expect(visitor.page.locator(menu)).to_have_attribute("open", "")
        assert not visitor.axe(f"document.querySelector('{menu}')"), menu
        assert visitor.overflow(390) == 0


@pytest.mark.parametrize(
    "path",
    [
        "/references/?pays=ML",
        "/references/vidal-afrique/?pays=ML",
        "/references/proposer/?pays=ML&groupe=vih",
        "/references/mes-propositions/",
        "/references/mes-references/",
        "/difficultes/",
        "/difficultes/signaler/?texte=instruction-2011&edition=2011-11-10&clause=IV-3",
    ],
)
def test_the_physicians_part_of_the_library_and_of_the_difficulties_is_whole(own_site, visit, sound, path):
    visitor = visit("medecin", at=own_site)
    sound(look_here(visitor, visitor.go(path)))


@pytest.mark.parametrize("path", ["/", "/textes/", "/alertes/", "/alertes/?groupe=vih&pays=ML"])
def test_the_alerts_of_the_network_are_whole_wherever_they_show(own_site, keys, visit, sound, path):
    visitor = visit(at=own_site)
    sound(look_at(visitor, path))
    expect(visitor.page.locator("main")).to_contain_text("Alerte en cours")
    expect(visitor.page.locator("main")).not_to_contain_text("Alerte d’essai")


@pytest.mark.parametrize("path", ["/chiffres/ars-val-d-essai/2014/", "/bilan/ars-val-d-essai/2014/versions/1/"])
def test_a_frozen_bilan_and_the_figures_of_its_authority_are_whole(visit, sound, path):
    visitor = visit("directeur")
    sound(look_at(visitor, path))
    expect(visitor.page.locator("main")).to_contain_text("2014")
