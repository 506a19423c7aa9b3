"""The préfet's referral in a dossier of Paris without a note: followed by its director, the dossier stays closed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from forms_app import policy
from forms_app.enums import ActKind, Authority, CaseRole, JournalAct
from forms_app.models import Authority as AuthorityRow
from forms_app.models import JournalEvent, Passage
from forms_app.services.dossiers import notes, referrals
from tests.forms_app.dossiers.conftest import empower, make_authority, make_member
from tests.forms_app.dossiers.mutants import Step
from tests.forms_app.dossiers.test_notes import noted  # noqa: F401 - fixture

pytestmark = [pytest.mark.django_db, pytest.mark.databases, pytest.mark.usefixtures("switched_on")]
ADDRESS = "/dossiers/saisine/"


@pytest.fixture
def paris(accounts):
    authority = make_authority("pp-essai", "75", Authority.PP)
    make_member(accounts, "secretariat", authority, CaseRole.SECRETARY)
    empower(accounts, make_member(accounts, "medecin", authority, CaseRole.PHYSICIAN), ActKind.DESIGNATION)
    return authority


@pytest.fixture
def row(here, paris, dossier_in):
    return dossier_in(paris, family="Zorblaxo", residence="75")


def typed(row, **changes):
    day = timezone.localdate() - timedelta(days=2)
    return {"reference": row.reference, "name": "ZORBLAXO Amina", "day": f"{day:%d/%m/%Y}"} | changes


@pytest.fixture
def referred(row, signed_in):
    answer = signed_in("directeur").post(ADDRESS, typed(row))
    assert answer.status_code == 302
    return answer.url


def body(response, status=200):
    assert response.status_code == status
    return response.content.decode()


def test_a_referral_in_paris_is_followed_by_its_director_and_opens_no_dossier(row, referred, signed_in):
    browser, passage = signed_in("directeur"), Passage.objects.get(name="register-referral")
    assert referred == f"/dossiers/saisines/{passage.pk}/" and passage.dossier == row
    shown = body(browser.get(referred))
    assert row.reference in shown and "Au plus tard" not in shown and "dans un délai d’un mois" in shown
    assert "Zorblaxo" not in shown and str(row.pk) not in shown
    for path in ("", "direction/", "medical/", "pieces/", "identite/"):
        assert browser.get(f"/dossiers/{row.pk}/{path}").status_code == 404


def test_it_stands_among_what_the_director_received_without_a_name(row, referred, signed_in):
    shown = body(signed_in("directeur").get("/dossiers/notes/"))
    assert referred in shown and row.reference in shown
    assert "Zorblaxo" not in shown and row.initials not in shown and str(row.pk) not in shown
    assert "Notes reçues (1)" in body(signed_in("directeur").get("/dossiers/a-faire/"))


def test_the_avis_given_to_the_prefet_reaches_the_life_of_the_dossier_of_paris(row, referred, signed_in):
    browser, day = signed_in("directeur"), f"{timezone.localdate():%d/%m/%Y}"
    act = f"{referred}actes/answer-referral/"
    assert "Saisine du" in body(browser.get(act))
    assert browser.post(act, {"day": day, "way": ""}).status_code == 422
    assert browser.post(act, {"day": day, "way": "post"}).status_code == 302
    row.refresh_from_db()
    assert row.humanitarian_state == "answered"
    assert "Communiquer l’avis motivé au préfet" in body(signed_in("medecin").get(f"/dossiers/{row.pk}/"))
    assert "Notes reçues (1)" not in body(browser.get("/dossiers/a-faire/"))
    assert browser.get(act).status_code == 404, "an avis that was given is not given again"


@pytest.mark.parametrize("username", ["medecin", "secretariat", "valideur", "administrateur"])
def test_a_referral_is_absent_for_everybody_but_its_director(username, referred, signed_in):
    for path in (referred, f"{referred}actes/answer-referral/"):
        assert signed_in(username).get(path).status_code == 404


def test_a_director_of_another_region_neither_records_nor_reads_it(row, referred, signed_in, accounts):
    away = make_authority("ars-loin", "992")
    AuthorityRow.objects.filter(code="ars-ici").update(region="11")
    empower(accounts, make_member(accounts, "valideur", away, CaseRole.DIRECTOR), ActKind.HEAD)
    browser = signed_in("valideur")
    assert browser.get(referred).status_code == 404
    assert browser.post(ADDRESS, typed(row)).status_code == 422
    assert row.reference not in body(browser.get("/dossiers/notes/"))


@pytest.mark.parametrize("changes", [{"reference": "2016-99999"}, {"name": "Autre Personne"}])
def test_neither_a_number_nor_a_name_alone_tells_who_has_a_dossier_in_paris(changes, row, signed_in):
    assert signed_in("directeur").post(ADDRESS, typed(row, **changes)).status_code == 422
    assert not row.passages.filter(name="register-referral").exists()


def test_where_a_note_had_come_the_referral_is_told_by_the_note(here, paris, noted, signed_in):
    row = noted(paris, family="Zorblaxo", residence="75")
    answer = signed_in("directeur").post(ADDRESS, typed(row))
    assert answer.url == f"/dossiers/notes/{row.sent.get(recipient='director').pk}/"
    passage = Passage.objects.get(name="register-referral")
    assert signed_in("directeur").get(f"/dossiers/saisines/{passage.pk}/").status_code == 404


def test_each_reading_and_act_of_a_referral_is_journaled(row, referred, signed_in):
    signed_in("directeur").get(referred)
    assert JournalEvent.objects.filter(act=JournalAct.REFERRAL_PASSED).count() == 1
    assert JournalEvent.objects.filter(act=JournalAct.REFERRAL_READ).count() == 1


MUTANTS = {
    "the role of a director": (
        (Step(notes, "for_paris", " if row.role == CaseRole.DIRECTOR"),
         Step(referrals, "directing", " if row.role == CaseRole.DIRECTOR"),
         Step(policy, "referrals", " if row.role == CaseRole.DIRECTOR")),
        "secretariat",
    ),
    "the region that speaks for Paris": (
        (Step(notes, "for_paris", "dossier_letters.director_of_paris(demonstration=row.authority.demonstration) == "
              "row.authority", "True"),),
        "valideur",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", MUTANTS)
def test_a_check_before_a_referral_that_is_taken_away_is_seen(name, referred, signed_in, accounts, monkeypatch):
    steps, actor = MUTANTS[name]
    AuthorityRow.objects.filter(code="ars-ici").update(region="11")
    away = make_authority("ars-loin", "992")
    empower(accounts, make_member(accounts, "valideur", away, CaseRole.DIRECTOR), ActKind.HEAD)
    assert signed_in(actor).get(referred).status_code == 404
    for step in steps:
        step.take_away(monkeypatch)
    assert signed_in(actor).get(referred).status_code == 200
