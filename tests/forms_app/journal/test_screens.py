"""Who audits an authority reads its journal and no dossier; a physician reads who opened a dossier (C3, C4)."""

import csv
from io import StringIO

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from forms_app.enums import CaseRole, JournalAct
from forms_app.models import JournalEvent
from forms_app.services.trace import journal, journal_reading
from forms_app.services.trace.journal import Origin
from tests.forms_app.dossiers.conftest import act, dossier_in, elsewhere, here, make_member, switched_on  # noqa: F401 - fixtures

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("switched_on", "here", "audited")]
HERE, CSV = "/journal/ars-ici/", "/journal/ars-ici/journal.csv"


@pytest.fixture
def audited(accounts, here):
    """An auditor of the authority."""
    return make_member(accounts, "redacteur", here, CaseRole.AUDITOR)


def page(response):
    return response.content.decode()


def cells(response):
    return list(csv.reader(StringIO(page(response).lstrip("\ufeff")), delimiter=";"))


def write(accounts, number, authority="ars-ici", username="medecin", name=JournalAct.TEAM_READ, thing=None):
    origin = Origin(accounts[username], "essai", "physician", authority)
    return [journal.record(name, origin, thing) for _ in range(number)]


def test_the_auditor_reads_who_did_what_on_which_reference_and_nothing_of_the_dossier(signed_in, here, dossier_in):
    row = dossier_in(here, family="Zorblaxo")
    signed_in("medecin").get(f"/dossiers/{row.pk}/")
    shown = page(signed_in("redacteur").get(HERE))
    assert "dossier lu" in shown and row.reference in shown and "Camille Aubrac" in shown
    assert "Zorblaxo" not in shown and str(row.pk) not in shown and row.initials not in shown


def test_the_journal_of_another_authority_is_absent_and_its_rows_are_not_shown(signed_in, accounts, elsewhere):
    write(accounts, 1, "ars-ailleurs", name=JournalAct.MEDICAL_READ)
    assert signed_in("redacteur").get("/journal/ars-ailleurs/").status_code == 404
    assert "compartiment médical lu</td>" not in page(signed_in("redacteur").get(HERE))


@pytest.mark.parametrize("username", ["medecin", "secretariat", "directeur", "valideur", "administrateur"])
@pytest.mark.parametrize("address", ["/journal/", HERE, CSV])
def test_the_journal_is_absent_for_whoever_does_not_audit(username, address, signed_in):
    assert signed_in(username).get(address).status_code == 404


def test_an_auditor_whose_role_ended_or_who_has_a_superuser_s_box_reads_nothing(signed_in, audited, accounts):
    assert signed_in("redacteur").get(HERE).status_code == 200
    user = accounts["redacteur"]
    user.is_superuser = True
    user.save()
    assert signed_in("redacteur").get(HERE).status_code == 404
    user.is_superuser = False
    user.save()
    type(audited).objects.filter(pk=audited.pk).update(ends_on=timezone.localdate() - timezone.timedelta(days=1))
    assert signed_in("redacteur").get(HERE).status_code == 404


def test_each_reading_and_each_export_is_a_row_of_the_journal(signed_in):
    signed_in("redacteur").get(HERE)
    signed_in("redacteur").get(CSV)
    rows = JournalEvent.objects.filter(route__startswith="people:journal").order_by("number")
    assert [(row.act, row.role, row.authority) for row in rows] == [
        ("journal-read", "auditor", "ars-ici"),
        ("journal-exported", "auditor", "ars-ici"),
    ]


def test_the_bar_shows_the_journal_to_the_auditor_alone(signed_in):
    assert 'href="/journal/"' in page(signed_in("redacteur").get(HERE))
    assert 'href="/journal/"' not in page(signed_in("medecin").get("/dossiers/"))
    assert signed_in("redacteur").get("/journal/").url == HERE


# --- filters and pages -----------------------------------------------------------------------------------------------


def test_a_reference_shows_the_rows_of_its_dossier_and_of_its_avis_alone(signed_in, accounts, here, dossier_in):
    row, other = dossier_in(here), dossier_in(here)
    for each in (row, other):
        signed_in("medecin").get(f"/dossiers/{each.pk}/")
    found = cells(signed_in("redacteur").get(CSV, {"dossier": row.reference}))[1:]
    assert [line[5] for line in found] == [row.reference]
    assert other.reference not in str(found)


def test_a_reference_of_another_authority_answers_nothing(signed_in, here, elsewhere, dossier_in):
    dossier_in(elsewhere)
    reference = f"{timezone.localdate().year}-00001"
    assert "Aucune ligne ne répond" in page(signed_in("redacteur").get(HERE, {"dossier": reference}))


def test_a_person_and_an_act_narrow_the_rows(signed_in, accounts):
    write(accounts, 2)
    write(accounts, 1, username="secretariat", name=JournalAct.ABSENCE_RECORDED)
    asked = {"personne": accounts["secretariat"].pk}
    assert {line[2] for line in cells(signed_in("redacteur").get(CSV, asked))[1:]} == {"Dominique Belloc"}
    asked = {"acte": "team-read"}
    assert {line[4] for line in cells(signed_in("redacteur").get(CSV, asked))[1:]} == {"équipe lue"}


def test_days_are_those_of_paris_and_both_ends_count(signed_in, accounts):
    moments = ("2026-03-09T22:59:59Z", "2026-03-09T23:00:00Z", "2026-03-10T22:59:59Z", "2026-03-10T23:00:00Z")
    for moment in moments:
        with time_machine.travel(moment, tick=False):
            write(accounts, 1)
    found = cells(signed_in("redacteur").get(CSV, {"du": "10/03/2026", "au": "10/03/2026"}))[1:]
    assert [line[1] for line in found] == ["10/03/2026 23:59:59", "10/03/2026 00:00:00"]


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"dossier": "Ben Ali"}, "Écrivez une référence"),
        ({"du": "31/02/2026"}, "Erreur"),
        ({"du": "10/03/2026", "au": "09/03/2026"}, "vient avant"),
        ({"personne": "0"}, "Choisissez dans la liste"),
        ({"acte": "empire"}, "Choisissez dans la liste"),
        ({"dossier": "\x00"}, "Erreur"),
    ],
)
@pytest.mark.parametrize("address", [HERE, CSV])
def test_a_filter_that_cannot_be_read_says_why_and_shows_no_row(asked, words, address, signed_in, accounts):
    write(accounts, 1, name=JournalAct.ABSENCE_RECORDED)
    answer = signed_in("redacteur").get(address, asked)
    assert answer.status_code == 422 and words in page(answer)
    assert 'data-label="Acte"' not in page(answer)


def test_pages_follow_each_other_by_key_without_a_row_twice_or_missed(signed_in, accounts):
    rows = write(accounts, journal_reading.PER_PAGE + 2)
    asked = {"acte": "team-read"}
    first = signed_in("redacteur").get(HERE, asked)
    after = first.context["slice"].after
    assert after == rows[2].number and f"acte=team-read&amp;apres={after}" in page(first)
    second = signed_in("redacteur").get(HERE, asked | {"apres": after})
    assert [line.number for line in second.context["slice"].lines] == [rows[1].number, rows[0].number]
    assert second.context["slice"].after is None


@pytest.mark.parametrize("after", ["-1", "x", "9" * 30, "0"])
def test_a_key_that_is_none_begins_again(after, signed_in, accounts):
    write(accounts, 1)
    answer = signed_in("redacteur").get(HERE, {"apres": after})
    assert answer.status_code == 200 and "équipe lue" in page(answer)


def test_the_number_of_queries_does_not_grow_with_the_journal(signed_in, accounts, here, dossier_in):
    counts = []
    for number in (1, 20):
        for _ in range(number):
            write(accounts, 1, thing=dossier_in(here))
        browser = signed_in("redacteur")
        browser.get(HERE)
        with CaptureQueriesContext(connection) as seen:
            browser.get(HERE)
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_no_cell_of_the_export_is_run_by_a_spreadsheet(signed_in, accounts):
    user = accounts["medecin"]
    type(user).objects.filter(pk=user.pk).update(first_name="=1+1", last_name="@Essai")
    write(accounts, 1)
    found = cells(signed_in("redacteur").get(CSV, {"acte": "team-read"}))
    assert tuple(found[0]) == journal_reading.COLUMNS
    assert found[1][2] == "'=1+1 @Essai"


def test_an_export_too_long_asks_for_fewer_days(signed_in, accounts, monkeypatch):
    monkeypatch.setattr(journal_reading, "MOST_EXPORTED", 2)
    write(accounts, 2)
    assert len(cells(signed_in("redacteur").get(CSV, {"acte": "team-read"}))) == 3
    write(accounts, 1)
    answer = signed_in("redacteur").get(CSV, {"acte": "team-read"})
    assert answer.status_code == 422 and "choisissez moins de jours" in page(answer)


# --- who opened a dossier --------------------------------------------------------------------------------------------


def test_a_physician_reads_who_opened_a_dossier_and_is_a_row_of_it(signed_in, here, dossier_in):
    row, other = dossier_in(here), dossier_in(here)
    signed_in("secretariat").get(f"/dossiers/{row.pk}/")
    signed_in("secretariat").get(f"/dossiers/{other.pk}/")
    address = f"/dossiers/{row.pk}/acces/"
    assert address in page(signed_in("medecin").get(f"/dossiers/{row.pk}/"))
    shown = page(signed_in("medecin").get(address))
    assert "dossier enregistré" in shown and shown.count("Dominique Belloc") == 2  # opened it and read it, once each
    assert "accès à un dossier lus" not in shown
    assert "accès à un dossier lus" in page(signed_in("medecin").get(address))


@pytest.mark.parametrize("username", ["secretariat", "directeur", "redacteur", "valideur", "administrateur"])
def test_who_opened_a_dossier_is_read_by_its_physicians_alone(username, signed_in, here, dossier_in):
    assert signed_in(username).get(f"/dossiers/{dossier_in(here).pk}/acces/").status_code == 404
