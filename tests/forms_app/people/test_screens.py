"""The screens of people: what is proposed on one is confirmed on the other, a team is seen by its members alone."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from forms_app.enums import CaseRole
from forms_app.models import Absence, Approval, AuthorityName, JournalEvent, Membership, Opening, Prefecture
from forms_app.models import Authority as AuthorityRow
from forms_app.services.demo import demonstration
from forms_app.services.team import authorities
from tests.forms_app.people.test_register import HEAD, line

pytestmark = pytest.mark.django_db
NEW = "/administration/habilitations/proposer/"


def page(response):
    return response.content.decode()


def proposal(accounts, ars, **changes):
    fields = {"user": accounts["medecin"].pk, "role": "physician", "authority": ars.pk, "starts_on": "01/02/2026"}
    return fields | changes


def test_one_administrator_proposes_and_another_confirms(signed_in, accounts, ars):
    assert signed_in("administrateur").post(NEW, proposal(accounts, ars)).status_code == 302
    row = Membership.objects.get()
    address = f"/administration/habilitations/{row.pk}/"
    assert ">Confirmer<" not in page(signed_in("administrateur").get(address))
    browser = signed_in("administratrice")
    assert ">Confirmer<" in page(browser.get(address))
    browser.post(address, {"acte": "confirmer"})
    row.refresh_from_db()
    assert row.confirmed_by == accounts["administratrice"]


def test_a_confirmation_forged_by_the_proposer_is_refused_with_words(signed_in, accounts, ars):
    browser = signed_in("administrateur")
    browser.post(NEW, proposal(accounts, ars))
    address = f"/administration/habilitations/{Membership.objects.get().pk}/"
    answer = browser.post(address, {"acte": "confirmer"}, follow=True)
    assert "un autre administrateur doit la confirmer" in page(answer)
    assert not Membership.objects.get().confirmed_at


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"starts_on": "31/02/2026"}, "Ce jour n’existe pas"),
        ({"user": ""}, "Choisissez dans la liste"),
        ({"role": "empereur"}, "Sélectionnez"),
        ({"share": "101"}, "La quotité va de 1 à 100"),
        ({"ends_on": "01/01/2026"}, "Le dernier jour vient avant le premier"),
        ({"starts_on": "\x00"}, "Erreur"),
    ],
)
def test_a_bad_proposal_keeps_what_was_typed_and_says_why(changes, words, signed_in, accounts, ars):
    response = signed_in("administrateur").post(NEW, proposal(accounts, ars, service="Service gardé", **changes))
    assert response.status_code == 422
    assert words in page(response)
    assert "Service gardé" in page(response)


def test_the_proposer_is_not_in_the_list_of_people(signed_in, accounts, ars):
    assert f'value="{accounts["administrateur"].pk}"' not in page(signed_in("administrateur").get(NEW))


def test_an_act_is_recorded_and_ended_on_the_screen(signed_in, accounts, ars, member):
    row = member("medecin", ars)
    act = {"acte": "enregistrer", "kind": "designation", "reference": "D-9", "signatory": "Essai"}
    act |= {"signed_on": "01/02/2026", "starts_on": "01/02/2026"}
    browser = signed_in("administrateur")
    browser.post(f"/administration/habilitations/{row.pk}/", act)
    recorded = row.acts.get()
    assert browser.post(f"/administration/actes/{recorded.pk}/fin/", {"last_day": "n’importe quoi"}).status_code == 422
    browser.post(f"/administration/actes/{recorded.pk}/fin/", {"last_day": "01/03/2026"})
    assert row.acts.get().ends_on.isoformat() == "2026-03-01"


def test_an_end_is_recorded_on_the_screen(signed_in, ars, member):
    row = member("medecin", ars)
    browser, today = signed_in("administrateur"), timezone.localdate()
    address = f"/administration/habilitations/{row.pk}/"
    assert browser.post(address, {"acte": "terminer", "last_day": "01/01/2020"}).status_code == 422
    assert browser.post(address, {"acte": "terminer", "last_day": f"{today:%d/%m/%Y}"}).status_code == 302
    row.refresh_from_db()
    assert row.ends_on == today


def test_the_lists_cost_the_same_whatever_the_rows(signed_in, ars, member, empower, django_assert_max_num_queries):
    browser = signed_in("administrateur")
    for username in ("medecin", "directeur", "secretariat", "valideur"):
        empower(member(username, ars))
    for path in ("/administration/", "/administration/habilitations/", "/administration/comptes/"):
        browser.get(path)
        with django_assert_max_num_queries(12):
            browser.get(path)


def test_a_contact_and_a_prefecture_are_recorded(signed_in, ars):
    browser, address = signed_in("administrateur"), "/administration/autorites/ars-essai/"
    browser.post(address, {"acte": "contact", "on_call": "Astreinte, 01 99 00 00 01"})
    browser.post(address, {"acte": "prefecture", "code": "991", "name": "Préfecture deux"})
    answer = page(browser.get(address))
    assert "01 99 00 00 01" in answer
    assert "Préfecture deux" in answer
    assert browser.post(address, {"acte": "prefecture", "code": "991", "name": "Encore"}).status_code == 422


def test_another_name_holds_from_its_day_and_the_former_one_until_the_day_before(signed_in, ars):
    browser, address = signed_in("administrateur"), "/administration/autorites/ars-essai/"
    renamed = {"acte": "name", "name": "Agence nouvelle", "starts_on": "01/02/2026", "source": "décret d’essai"}
    assert browser.post(address, renamed | {"starts_on": ""}).status_code == 422
    assert browser.post(address, renamed).status_code == 302
    row = AuthorityRow.objects.get()
    assert row.name_on(date(2026, 1, 31)) == "Agence d’essai"
    assert row.name_on(date(2026, 2, 1)) == "Agence nouvelle"
    assert browser.post(address, renamed | {"starts_on": "01/01/2026"}).status_code == 422


def test_the_opening_is_recorded_by_one_and_confirmed_by_another(signed_in, accounts):
    fields = {"acte": "enregistrer", "hosting_reference": "D-1", "hosting_on": "01/02/2026"}
    fields |= {"assessment_reference": "A-1", "assessment_on": "01/02/2026"}
    address = "/administration/dossiers/"
    assert signed_in("administrateur").post(address, fields | {"hosting_on": "01/01/2999"}).status_code == 422
    signed_in("administrateur").post(address, fields)
    row = Opening.objects.get()
    signed_in("administrateur").post(address, {"acte": "confirmer", "pk": row.pk})
    assert not Opening.objects.get().confirmed_at
    signed_in("administratrice").post(address, {"acte": "confirmer", "pk": row.pk})
    assert Opening.objects.get().confirmed_by == accounts["administratrice"]


@pytest.mark.parametrize("posted", [{}, {"acte": "confirmer"}, {"acte": "confirmer", "pk": "x"}, {"acte": "zut"}])
def test_a_post_that_asks_nothing_is_never_an_error_of_ours(posted, signed_in):
    assert signed_in("administrateur").post("/administration/dossiers/", posted).status_code in (200, 404)


# --- teams -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def team(ars, member, empower):
    empower(member("medecin", ars))
    member("secretariat", ars, CaseRole.SECRETARY)
    return "/equipes/ars-essai/"


@pytest.mark.parametrize("username", ["directeur", "redacteur", "valideur", "administrateur"])
def test_a_team_does_not_exist_for_who_is_no_member(username, team, signed_in):
    assert signed_in(username).get(team).status_code == 404
    assert signed_in(username).get("/equipes/").status_code == 404


def test_a_member_sees_the_team_and_its_reading_is_journaled(team, signed_in, accounts):
    assert "Camille Aubrac" in page(signed_in("secretariat").get(team))
    row = JournalEvent.objects.last()
    assert (row.act, row.actor, row.role, row.authority) == (
        "team-read",
        accounts["secretariat"],
        "secretary",
        "ars-essai",
    )


def test_the_only_team_opens_at_once(team, signed_in):
    assert signed_in("medecin").get("/equipes/").headers["Location"] == team


def test_days_without_a_physician_are_announced_with_whom_to_call(team, signed_in, accounts):
    today = timezone.localdate()
    absence = {"membership": Membership.objects.get(role="physician").pk}
    absence |= {"starts_on": f"{today:%d/%m/%Y}", "ends_on": f"{today:%d/%m/%Y}"}
    browser = signed_in("secretariat")
    assert browser.post(team, absence).status_code == 302
    said = page(browser.get(team))
    assert "Aucun médecin ne couvre ces jours" in said
    assert "Astreinte d’essai" in said
    assert browser.post(team, {"annuler": "9" * 5_000}).status_code == 404
    browser.post(team, {"annuler": Absence.objects.get().pk})
    assert "Chaque jour est couvert" in page(browser.get(team))


def test_a_physician_does_not_record_the_absence_of_another(team, signed_in):
    today = timezone.localdate()
    absence = {"membership": Membership.objects.get(role="secretary").pk}
    absence |= {"starts_on": f"{today:%d/%m/%Y}", "ends_on": f"{today:%d/%m/%Y}"}
    assert signed_in("medecin").post(team, absence).status_code == 422
    assert not Absence.objects.exists()


# --- the register at the desk ----------------------------------------------------------------------------------------


def worked():
    """The worker's turn: what was put on the queue is done, in its order."""
    for row in DBTaskResult.objects.ready():
        row.task.func(*row.args_kwargs["args"])
        DBTaskResult.objects.filter(pk=row.pk).delete()


def test_a_list_is_read_then_seen_then_written_after_a_person_s_word(signed_in, ars):
    file = SimpleUploadedFile("liste.csv", "\n".join([HEAD, line(1), line(2, nom="")]).encode())
    browser = signed_in("administrateur")
    address = browser.post("/admin/registre/import/", {"file": file}).headers["Location"]
    assert "<progress" in page(browser.get(address))
    worked()
    shown = page(browser.get(address))
    assert "Ajouter 1 agrément<" in shown and "nom : manque." in shown
    assert not Approval.objects.exists()
    browser.post(address, {"ajouter": "oui"})
    assert "<progress" in page(browser.get(address))
    worked()
    assert Approval.objects.count() == 1
    assert "1 agrément ajouté" in page(browser.get(address))
    assert "motif" in browser.get(f"{address}refus.csv").content.decode()
    assert "liste.csv" in page(browser.get("/admin/registre/import/"))


def test_a_list_that_is_left_is_not_written(signed_in, ars):
    file = SimpleUploadedFile("liste.csv", "\n".join([HEAD, line(1)]).encode())
    browser = signed_in("administrateur")
    address = browser.post("/admin/registre/import/", {"file": file}).headers["Location"]
    worked()
    browser.post(address, {"abandonner": "oui"})
    browser.post(address, {"ajouter": "oui"})
    worked()
    assert not Approval.objects.exists()
    assert "Abandonné" in page(browser.get(address))


def test_a_file_that_is_no_list_is_refused_beside_its_field(signed_in):
    file = SimpleUploadedFile("photo.jpg", b"\xff\xd8\x00\x00")
    response = signed_in("administrateur").post("/admin/registre/import/", {"file": file})
    assert response.status_code == 422
    assert "n’est pas un texte CSV" in page(response)


def test_the_desk_s_home_announces_what_administrators_wait_for(signed_in, accounts, ars):
    signed_in("administrateur").post(NEW, proposal(accounts, ars))
    assert "1 habilitation à confirmer" in page(signed_in("administratrice").get("/admin/"))


# --- what is delivered -----------------------------------------------------------------------------------------------


def test_the_eighteen_agencies_of_today_the_prefecture_of_police_and_the_ofii_are_delivered_once():
    assert authorities.load() == 20
    assert authorities.load() == 0
    assert AuthorityRow.objects.filter(kind="ars").count() == 18
    assert set(AuthorityRow.objects.exclude(kind="ars").values_list("kind", flat=True)) == {"pp", "ofii"}
    mayotte = AuthorityRow.objects.get(code="ars-mayotte")
    assert mayotte.name_on(date(2019, 12, 31)).endswith("océan Indien")
    assert mayotte.name_on(date(2020, 1, 1)).endswith("Mayotte")
    assert all(name.source for name in AuthorityName.objects.exclude(starts_on=None))
    assert [row.code for row in Prefecture.objects.all()] == ["PP"]


def test_the_demonstration_fills_itself_once_and_opens_visibly(accounts, settings, signed_in):
    settings.PORTAL_DEMO = settings.PORTAL_DOSSIERS = True
    demonstration.fill(accounts)
    demonstration.fill(accounts)
    assert Membership.objects.count() == 5
    assert "Les dossiers sont ouverts" in page(signed_in("administrateur").get("/administration/dossiers/"))
