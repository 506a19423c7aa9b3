"""The screens of who gives the avis: each role reads what the table says, the reporter is refused beside the field."""

import hashlib

import pytest
from django.test import Client
from django.utils import timezone

from forms_app import crypto
from forms_app.enums import CaseRole, Matter
from forms_app.models import Avis, Composition, Dossier, DossierRun, Letter
from forms_app.rules.vocabulary import Formation
from forms_app.services.dossiers.dossier_college import Seating
from tests.conftest import make_stale
from tests.forms_app.dossiers.conftest import SINCE_2017, THREE

pytestmark = [pytest.mark.django_db, pytest.mark.databases, pytest.mark.usefixtures("switched_on")]
WAITING, HANDED = "before-college", "under-cover"
MEMBER, RAPPORTEUR, DRAFT = "CANARIMEMBRE", "CANARIRAPPORTEUR", "CANARIPROJET"
#: What each person reads of a college: its physicians, the reporting one, the letter that waits.
EXPECTED = {
    ("ofii-medecin-1", WAITING): {MEMBER, RAPPORTEUR, DRAFT},
    ("ofii-medecin-2", WAITING): {MEMBER, RAPPORTEUR, DRAFT},
    ("ofii-rapporteur", WAITING): {MEMBER, RAPPORTEUR},
    ("ofii-medecin-4", WAITING): {MEMBER, RAPPORTEUR},
    ("ofii-secretariat", WAITING): {MEMBER, RAPPORTEUR},
    ("ofii-directeur", WAITING): set(),
    ("ofii-medecin-1", HANDED): {MEMBER, RAPPORTEUR},
    ("ofii-rapporteur", HANDED): {MEMBER, RAPPORTEUR},
    ("ofii-secretariat", HANDED): {MEMBER, RAPPORTEUR},
    ("ofii-directeur", HANDED): {MEMBER},
    ("medecin", WAITING): set(),
    ("directeur", HANDED): set(),
    ("administrateur", HANDED): set(),
    ("valideur", WAITING): set(),
}


def page(response):
    return response.content.decode()


@pytest.fixture
def planted(office, here, dossier_in, step, accounts, ids):
    """Function that opens a dossier whose names and waiting letter are marks, in a state."""
    for username, mark in (("ofii-medecin-2", MEMBER), ("ofii-rapporteur", RAPPORTEUR)):
        accounts[username].last_name = mark
        accounts[username].save()

    def make(state):
        row = dossier_in(office, **SINCE_2017)
        step(row, "register-certificate", mode="by-doctor", sent_on=timezone.localdate())
        step(row, "begin-report", "ofii-rapporteur")
        step(row, "compose-college", physicians=THREE)
        step(row, "send-to-college", "ofii-rapporteur")
        if state == WAITING:
            run = DossierRun.objects.create(
                run=row.pk, dossier=row, fiche="college", started_by=accounts["ofii-medecin-1"]
            )
            pdf = f"%PDF {DRAFT}".encode()
            Letter.objects.create(
                run=run.run, author=accounts["ofii-medecin-1"], fiche="college", authority="ofii", state="delivered",
                recipient="prefecture", content=crypto.seal(b"{}"), content_sha256="", pdf=crypto.seal(pdf),
                pdf_sha256=hashlib.sha256(pdf).hexdigest(), template_version="1",
                delivered_at=timezone.now(), expires_at=timezone.now() + timezone.timedelta(days=9),
            )  # fmt: skip
        else:
            Dossier.objects.filter(pk=row.pk).update(avis_state=state)
        return row

    return make


def seen(user, row) -> set[str]:
    """Every mark over every page of a dossier that a person asks for."""
    browser = Client()
    browser.force_login(user)
    places = ("", "college/", "college/projet.pdf", "actes/compose-college/", "actes/validate-as-member/", "medical/")
    told = [browser.get(f"/dossiers/{row.pk}/{place}").content for place in places]
    told += [browser.get(place).content for place in ("/dossiers/", "/dossiers/a-faire/")]
    whole = b" ".join(told).decode("utf-8", "replace")
    return {mark for mark in (MEMBER, RAPPORTEUR, DRAFT) if mark in whole}


@pytest.mark.parametrize(("username", "state"), EXPECTED)
def test_each_person_reads_of_a_college_what_the_table_says(username, state, planted, accounts):
    assert seen(accounts[username], planted(state)) == EXPECTED[username, state]


def test_a_physician_s_name_is_never_in_an_address_or_a_title(planted, accounts, signed_in):
    shown = page(signed_in("ofii-secretariat").get(f"/dossiers/{planted(WAITING).pk}/college/"))
    assert MEMBER in shown and MEMBER not in shown.partition("</title>")[0]


@pytest.fixture
def typed(ids):
    def make(first=THREE[0], second=THREE[1], third=THREE[2], **more):
        seats = {"first": first, "second": second, "third": third}
        keys = {name: ids(user)[0] if user else "" for name, user in seats.items()}
        return {"day": f"{timezone.localdate():%d/%m/%Y}"} | keys | more

    return make


def test_a_college_is_composed_on_its_page_and_shown_on_the_dossier(reported, signed_in, typed, accounts):
    browser, address = signed_in("ofii-secretariat"), f"/dossiers/{reported.pk}/college/"
    assert browser.get(f"/dossiers/{reported.pk}/actes/compose-college/").url == address
    answer = browser.post(address, typed())
    assert (answer.status_code, answer.url) == (302, f"/dossiers/{reported.pk}/")
    shown = page(browser.get(answer.url))
    assert all(accounts[name].get_full_name() in shown for name in (*THREE, "ofii-rapporteur"))
    assert shown.count("n’a pas validé") == 3


def test_the_reporting_physician_is_in_no_list_and_is_refused_beside_the_field(reported, signed_in, typed):
    browser, address = signed_in("ofii-secretariat"), f"/dossiers/{reported.pk}/college/"
    lists = page(browser.get(address)).partition('<form method="post" class="flow"')[2].partition("</form>")[0]
    assert "Jolivet-Essai" in lists and "Iffrig-Essai" not in lists
    answer = browser.post(address, typed(second="ofii-rapporteur"))
    assert answer.status_code == 422
    assert "ne siège pas au collège (article R. 425-13)" in page(answer).partition('id="id_second_error"')[2][:400]
    assert not Composition.objects.exists()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"third": None}, "Choisissez dans la liste"),
        ({"third": THREE[0]}, "Ce médecin est déjà nommé"),
        ({"first": "medecin"}, "Choisissez dans la liste"),
        ({"day": "31/02/2026"}, "Erreur"),
        ({"day": "01/01/2999"}, "à venir"),
        ({"day": "01/01/2020"}, "Non désigné au jour de l’avis"),
    ],
)
def test_a_bad_composition_keeps_what_was_chosen_and_says_why(changes, words, reported, signed_in, typed, accounts):
    answer = signed_in("ofii-secretariat").post(f"/dossiers/{reported.pk}/college/", typed(**changes))
    assert answer.status_code == 422
    assert words in page(answer)
    assert f'<option value="{accounts[THREE[1]].pk}" selected>' in page(answer)


def test_a_replacement_asks_for_a_reason_of_the_list(reported, signed_in, typed, step):
    step(reported, "compose-college", physicians=THREE)
    browser, address = signed_in("ofii-secretariat"), f"/dossiers/{reported.pk}/college/"
    assert "Motif du changement" in page(browser.get(address))
    assert browser.post(address, typed(third="ofii-medecin-4")).status_code == 422
    assert browser.post(address, typed(third="ofii-medecin-4", reason="withdrew")).status_code == 302
    assert "le médecin se récuse" in page(browser.get(f"/dossiers/{reported.pk}/"))


def test_one_physician_or_a_college_is_asked_where_the_text_leaves_the_choice(
    office,
    dossier_in,
    step,
    signed_in,
    typed,
):
    row = dossier_in(office, matter=Matter.EXPULSION, situation="ucsa", **SINCE_2017)
    step(row, "register-certificate", mode="by-doctor", sent_on=timezone.localdate())
    step(row, "begin-examination", "ofii-medecin-1")
    browser, address = signed_in("ofii-medecin-1"), f"/dossiers/{row.pk}/college/"
    assert "un médecin de l’OFII" in page(browser.get(address))
    answer = browser.post(address, typed(formation="physician"))
    assert answer.status_code == 422 and "laissez cette ligne vide" in page(answer)
    assert browser.post(address, typed(second=None, third=None, formation="physician")).status_code == 302
    assert row.compositions.get().formation == Formation.PHYSICIAN


def test_the_validation_for_one_s_part_asks_who_is_there_first(planted, signed_in):
    browser = make_stale(signed_in("ofii-medecin-1"))
    answer = browser.get(f"/dossiers/{planted(WAITING).pk}/actes/validate-as-member/")
    assert answer.status_code == 403 and "data-proof" in page(answer)


@pytest.mark.parametrize("username", ["directeur", "secretariat", "ofii-directeur"])
def test_the_page_of_a_college_is_absent_for_who_does_not_compose(username, planted, signed_in):
    assert signed_in(username).get(f"/dossiers/{planted(HANDED).pk}/college/").status_code == 404


def test_a_dossier_of_an_ars_has_no_college(here, dossier_in, signed_in):
    assert signed_in("medecin").get(f"/dossiers/{dossier_in(here).pk}/college/").status_code == 404


def test_the_avis_names_all_those_who_validated_it(planted, accounts, signed_in, step):
    row = planted(HANDED)
    Avis.objects.create(
        dossier=row, letter=row.pk, pdf=crypto.seal_in(crypto.Family.AVIS, b"%PDF"), pdf_sha256="",
        validated_by=accounts[THREE[2]], role=CaseRole.PHYSICIAN, validated_at=timezone.now(),
    )  # fmt: skip
    for username in THREE:
        row.compositions.get().validations.create(
            letter=row.pk, pdf_sha256="", member=accounts[username], at=timezone.now()
        )
    assert "Validé par Charlie Jolivet-Essai, Andrea CANARIMEMBRE et Sacha Lemoal-Essai." in page(
        signed_in("ofii-directeur").get(f"/dossiers/{row.pk}/")
    )


def test_what_a_form_asks_with_says_nothing_of_the_person():
    assert not {"person", "dossier"} & set(Seating.__slots__)


@pytest.mark.parametrize(
    ("username", "told", "hidden"),
    [
        ("ofii-medecin-1", ("ofii-medecin-2", "ofii-medecin-3"), ("ofii-medecin-1", "ofii-rapporteur")),
        ("ofii-secretariat", THREE, ("ofii-rapporteur",)),
    ],
)
def test_a_dossier_before_its_college_says_in_the_list_for_whom_it_waits(
    username, told, hidden, planted, accounts, signed_in
):
    planted(WAITING)
    cell = page(signed_in(username).get("/dossiers/")).partition("Attendu&nbsp;: ")[2].partition("</span>")[0]
    assert cell.endswith(", ".join(accounts[name].get_full_name() for name in told))
    assert not any(accounts[name].get_full_name() in cell for name in hidden)


def test_a_dossier_that_waits_for_a_deliberation_is_told_on_the_to_do_list_of_who_deliberates(planted, signed_in):
    planted(WAITING)
    for username in ("ofii-medecin-1", "ofii-medecin-3"):
        assert "Valider l’avis, pour ma part" in page(signed_in(username).get("/dossiers/a-faire/"))
    assert "Valider l’avis" not in page(signed_in("ofii-medecin-4").get("/dossiers/a-faire/"))
