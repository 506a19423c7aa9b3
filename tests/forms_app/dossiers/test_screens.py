"""The screens of dossiers: one page to register, a name never in an address, an act that says why it is refused."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from forms_app.enums import JournalAct
from forms_app.models import Dossier, JournalEvent
from forms_app.services.dossiers import dossiers
from tests.conftest import make_stale

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("switched_on", "here")]
NEW = "/dossiers/nouveau/"


def page(response):
    return response.content.decode()


def typed(here, **changes):
    fields = {
        "family": "Ben Ali", "given": "Amina", "prefecture": here.prefectures.get().pk, "matter": "residence",
        "registered_on": "10/03/2016", "residence": "35", "situation": "free", "received_on": "", "mode": "",
    }  # fmt: skip
    return fields | changes


def test_a_dossier_with_its_report_is_registered_on_one_page(signed_in, here):
    day = f"{timezone.localdate():%d/%m/%Y}"
    answer = signed_in("secretariat").post(NEW, typed(here, received_on=day, mode="by-doctor", sealed="on"))
    row = Dossier.objects.get()
    assert (answer.status_code, answer.url) == (302, f"/dossiers/{row.pk}/")
    assert row.avis_state == "report-received"
    assert "Réception du rapport médical" in page(signed_in("secretariat").get(answer.url))


def test_what_the_page_says_it_needs_is_enough_to_register(signed_in, here):
    browser = signed_in("secretariat")
    assert "nom, préfecture, date d’enregistrement, département de résidence. Le reste peut attendre." in page(
        browser.get(NEW)
    )
    needed = ("family", "prefecture", "registered_on", "residence", "matter", "situation")  # the last two are chosen
    fields = typed(here)
    assert browser.post(NEW, {name: fields[name] for name in needed}).status_code == 302


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"family": ""}, "Écrivez le nom"),
        ({"registered_on": "31/02/2016"}, "Ce jour n’existe pas"),
        ({"registered_on": "01/01/2017"}, "OFII sont compétents"),
        ({"registered_on": "01/01/2999"}, "à venir"),
        ({"birth": "31/02/1980"}, "Erreur"),
        ({"residence": "99"}, "Erreur"),
        ({"residence": "75"}, "Dites pourquoi cette autorité est retenue"),
        ({"received_on": "10/03/2016"}, "Indiquez comment le pli est arrivé"),
        ({"mode": "by-doctor"}, "Indiquez la date de réception"),
        ({"prefecture": "0"}, "Erreur"),
        ({"family": "\x00"}, "Erreur"),
        ({"situation": "lune"}, "Erreur"),
    ],
)
def test_a_bad_registration_keeps_what_was_typed_and_says_why(changes, words, signed_in, here):
    answer = signed_in("secretariat").post(NEW, typed(here, **changes))
    assert answer.status_code == 422
    assert words in page(answer) and "Amina" in page(answer)
    assert not Dossier.objects.exists()


def test_a_likely_double_is_shown_before_and_may_be_passed(signed_in, here, dossier_in):
    dossier_in(here)
    answer = signed_in("secretariat").post(NEW, typed(here, family="BENALI"))
    assert answer.status_code == 422 and "peut-être déjà un dossier" in page(answer)
    signed_in("secretariat").post(NEW, typed(here, family="BENALI", malgre="1"))
    assert Dossier.objects.count() == 2


@pytest.mark.parametrize("more", [{}, {"malgre": "1"}])
def test_a_button_pressed_twice_registers_once(more, signed_in, here):
    browser, form = signed_in("secretariat"), typed(here, passage=str(uuid.uuid4()), **more)
    first, second = browser.post(NEW, form), browser.post(NEW, form)
    assert first.status_code == second.status_code == 302
    assert first.url == second.url == f"/dossiers/{Dossier.objects.get().pk}/"


def test_a_person_registered_from_another_tab_meanwhile_is_a_likely_double(signed_in, here, dossier_in, monkeypatch):
    """The form was sound and showed no double: the other registration ends while this one waits for its turn."""
    turn = dossiers.wait_turn
    wrote = []

    def waited(authority):
        if not wrote:
            wrote.append(authority)
            dossier_in(here)
        return turn(authority)

    monkeypatch.setattr(dossiers, "wait_turn", waited)
    answer = signed_in("secretariat").post(NEW, typed(here, family="BENALI"))
    assert answer.status_code == 422 and "peut-être déjà un dossier" in page(answer)
    assert Dossier.objects.count() == 1


def test_the_key_of_somebody_else_s_dossier_opens_another_one(signed_in, here, dossier_in):
    row = dossier_in(here, family="Zorblaxo")
    opener = row.opened_by.username
    other = "medecin" if opener != "medecin" else "secretariat"
    answer = signed_in(other).post(NEW, typed(here, passage=str(row.pk)))
    assert answer.status_code == 302 and str(row.pk) not in answer.url
    assert Dossier.objects.count() == 2


@pytest.mark.parametrize("key", ["", "x", "9" * 400, "{}"])
def test_a_key_that_is_none_does_not_keep_from_registering(key, signed_in, here):
    assert signed_in("secretariat").post(NEW, typed(here, passage=key)).status_code == 302


def test_a_person_is_found_by_a_name_that_no_address_holds(signed_in, here, dossier_in):
    row = dossier_in(here)
    answer = signed_in("medecin").post("/dossiers/chercher/", {"asked": "benali amina"})
    assert row.reference in page(answer)
    assert "benali" not in answer.request["PATH_INFO"] + answer.request["QUERY_STRING"]
    assert JournalEvent.objects.filter(act=JournalAct.DOSSIER_SEARCHED).count() == 1


def test_lists_show_no_name_and_titles_neither(signed_in, here, dossier_in):
    row = dossier_in(here, family="Zorblaxo")
    for address in ("/dossiers/", "/dossiers/a-faire/"):
        assert row.reference in page(signed_in("medecin").get(address))
        assert "Zorblaxo" not in page(signed_in("medecin").get(address))
    shown = page(signed_in("medecin").get(f"/dossiers/{row.pk}/"))
    assert "Zorblaxo" in shown and "Zorblaxo" not in shown.partition("</title>")[0]


def test_each_opening_of_a_dossier_is_journaled_once(signed_in, here, dossier_in):
    row = dossier_in(here)
    signed_in("medecin").get(f"/dossiers/{row.pk}/")
    event = JournalEvent.objects.filter(act=JournalAct.DOSSIER_READ).get()
    assert (event.object_id, event.role, event.authority) == (str(row.pk), "physician", here.code)


def test_an_act_that_is_not_possible_says_why_and_changes_nothing(signed_in, here, dossier_in):
    row = dossier_in(here)
    address = f"/dossiers/{row.pk}/actes/begin-review/"
    answer = signed_in("medecin").post(address, {"day": f"{timezone.localdate():%d/%m/%Y}"})
    assert answer.status_code == 422 and "n’est pas possible" in page(answer)
    assert not row.passages.exists()


def test_the_validation_of_an_avis_asks_who_is_there_first(signed_in, here, dossier_in):
    row = dossier_in(here)
    address = f"/dossiers/{row.pk}/actes/validate-avis/"
    answer = make_stale(signed_in("medecin")).get(address)
    assert answer.status_code == 403 and "data-proof" in page(answer)


@pytest.mark.parametrize(("minutes", "asked_again"), [(9, False), (11, True)])
def test_a_password_typed_again_opens_the_validations_of_the_next_ten_minutes(
    minutes, asked_again, accounts, signed_in, here, dossier_in, time_machine
):
    address = f"/dossiers/{dossier_in(here).pk}/actes/validate-avis/"
    accounts["medecin"].set_password("essai-mot-de-passe-42")
    accounts["medecin"].save()
    browser = make_stale(signed_in("medecin"))
    typed = {"password": "essai-mot-de-passe-42", "next": address}
    assert browser.post("/compte/confirmer-identite/", typed).url == address
    time_machine.move_to(timezone.now() + timedelta(minutes=minutes))
    assert (browser.get(address).status_code == 403) is asked_again


def test_an_unknown_act_and_one_of_another_role_are_absent(signed_in, here, dossier_in):
    row = dossier_in(here)
    for name in ("empire", "validate-avis"):
        assert signed_in("secretariat").get(f"/dossiers/{row.pk}/actes/{name}/").status_code == 404


def test_what_a_physician_writes_in_the_compartment_is_kept_and_read_again(signed_in, here, dossier_in):
    address = f"/dossiers/{dossier_in(here).pk}/medical/"
    signed_in("medecin").post(address, {"notes": "à relire", "checks": ["signed", "author"]})
    shown = page(signed_in("medecin").get(address))
    assert "à relire" in shown and shown.count("checked") == 2


# --- what stands first ------------------------------------------------------------------------------------------------


def tasks(body):
    """What « À faire maintenant » shows, before anything is unfolded."""
    return body.partition('id="suite"')[2].partition("<details")[0].partition("</section>")[0]


def test_an_act_that_waits_stands_first_with_its_clause_and_its_limit(signed_in, here, dossier_in, act):
    row = dossier_in(here)
    act(row, "register-report")
    told = tasks(page(signed_in("medecin").get(f"/dossiers/{row.pk}/")))
    assert "Commencer l’examen du rapport" in told and "/IV-3/" in told
    assert "Au plus tard le" in told and f'href="/dossiers/{row.pk}/actes/begin-review/"' in told


def test_an_act_that_nobody_waits_for_stays_folded(signed_in, here, dossier_in, act):
    row = dossier_in(here)
    act(row, "register-report")
    body = page(signed_in("medecin").get(f"/dossiers/{row.pk}/"))
    assert "Corriger l’identité" in body and "Corriger l’identité" not in tasks(body)
    assert body.count(f'href="/dossiers/{row.pk}/actes/begin-review/"') == 1


def test_the_nearest_limit_comes_first(signed_in, here, dossier_in, act):
    row = dossier_in(here)
    act(row, "register-report")
    told = tasks(page(signed_in("medecin").get(f"/dossiers/{row.pk}/")))
    assert told.index("Réception du rapport médical") < told.index("Commencer l’examen du rapport")


def test_a_transmission_says_that_the_text_gives_it_no_limit(signed_in, here, dossier_in, act):
    row = dossier_in(here)
    Dossier.objects.filter(pk=row.pk).update(avis_state="under-cover")
    told = tasks(page(signed_in("directeur").get(f"/dossiers/{row.pk}/")))
    assert "Transmettre l’avis au préfet" in told
    assert "Le texte ne fixe aucun délai à la transmission sous couvert" in told


def test_a_referral_of_the_prefet_waits_for_the_director_until_it_is_answered(signed_in, here, dossier_in, act):
    row = dossier_in(here)
    Dossier.objects.filter(pk=row.pk).update(humanitarian_state="noted")
    act(row, "register-referral", "directeur", mode=None)
    row.refresh_from_db()
    assert row.for_director
    told = tasks(page(signed_in("directeur").get(f"/dossiers/{row.pk}/")))
    assert f"/dossiers/{row.pk}/fiches/humanitarian/" in told and "Au plus tard le" in told
    assert row.reference in page(signed_in("directeur").get("/dossiers/a-faire/"))
