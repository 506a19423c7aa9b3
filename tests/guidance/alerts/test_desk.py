"""The desk of the alerts and meetings: one types, two others read; what readers saw is withdrawn, never rewritten."""

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from guidance.models import NetworkNews
from guidance.services import network

pytestmark = pytest.mark.django_db
LIST, CREATE = "guidance_networknews_modeladmin_index", "guidance_networknews_modeladmin_create"


@pytest.fixture(autouse=True)
def in_march():
    with time_machine.travel("2027-03-05T10:00:00+01:00", tick=False):
        yield


def typed(**more):
    """What the form of an alert sends."""
    return {
        "kind": "alert",
        "title": "Rougeole",
        "body": "Vérifiez la couverture vaccinale.",
        "source": "Source d’essai",
        "url": "https://exemple.invalid/alerte",
        "starts_on": "01/03/2027",
        "ends_on": "10/03/2027",
        "place": "",
        "groups": ["vih"],
        "countries": "Mali\nSénégal",
        **more,
    }


def one(row):
    return reverse("desk_news", args=[row.pk])


def test_what_an_editor_types_waits_for_both_readings_and_then_reaches_readers(
    browser, client, editor, validator, reader
):
    said = browser(editor).post(reverse(CREATE), typed(), follow=True).content.decode()
    assert "Un juriste et un médecin doivent maintenant la relire" in said
    row = NetworkNews.objects.get()
    assert (row.entered_by, row.groups, row.countries) == (editor, ["vih"], ["ML", "SN"])
    assert "Rougeole" not in client.get("/alertes/").content.decode()
    assert "Alertes à relire par vous" in browser(reader).get("/admin/").content.decode()
    said = browser(validator).post(one(row), {"relecture": "legal"}, follow=True).content.decode()
    assert "Votre relecture est donnée. Il manque la relecture médicale." in said and "Yaël Pontier-Essai" in said
    assert "Rougeole" not in client.get("/alertes/").content.decode()
    assert "est validée" in browser(reader).post(one(row), {"relecture": "medical"}, follow=True).content.decode()
    assert "Rougeole" in client.get("/alertes/?groupe=vih&pays=ML").content.decode()


def test_a_meeting_is_announced_at_once(browser, client, editor):
    said = browser(editor).post(reverse(CREATE), typed(kind="meeting", source="", url=""), follow=True)
    assert "est annoncée" in said.content.decode()
    assert "Rougeole" in client.get("/alertes/").content.decode()


def test_bad_input_is_said_and_keeps_what_was_typed(browser, editor):
    page = browser(editor).post(reverse(CREATE), typed(countries="Atlantide", ends_on="31/02/2027")).content.decode()
    assert "Pays inconnu" in page and "Atlantide" in page and "31/02/2027" in page and "Rougeole" in page
    assert not NetworkNews.objects.exists()


def test_whoever_typed_an_alert_is_told_that_two_others_read_it(browser, editor, make):
    row = make(validated=False)
    page = browser(editor).get(one(row)).content.decode()
    assert "deux autres personnes doivent la relire" in page and "Donner la relecture" not in page
    assert "Retirer maintenant" not in page
    browser(editor).post(one(row))
    row.refresh_from_db()
    assert row.validated_at is None


def test_who_corrects_an_alert_last_does_not_read_it_and_former_readings_fall(browser, validator, reader, make):
    row = make(validated=False)
    network.validate(row, reader)
    address = reverse("guidance_networknews_modeladmin_edit", args=[row.pk])
    assert browser(validator).post(address, typed(title="Corrigée")).status_code == 302
    row.refresh_from_db()
    assert (row.title, row.entered_by, row.medical_by) == ("Corrigée", validator, None)
    assert "Donner la relecture" not in browser(validator).get(one(row)).content.decode()


@pytest.mark.parametrize("screen", ["edit", "delete"])
def test_a_validated_alert_has_no_screen_to_change_or_remove_it(browser, editor, make, screen):
    row = make()
    address = reverse(f"guidance_networknews_modeladmin_{screen}", args=[row.pk])
    browser(editor).post(address, typed())
    assert NetworkNews.objects.get(pk=row.pk).title == "Alerte d’essai"


def test_what_is_shown_is_withdrawn_from_the_desk_and_kept(browser, client, editor, make):
    row = make()
    assert "Retirer maintenant" in browser(editor).get(one(row)).content.decode()
    assert "est retirée" in browser(editor).post(one(row), {"retirer": "1"}, follow=True).content.decode()
    page = client.get("/alertes/").content.decode().replace("\N{NO-BREAK SPACE}", " ")
    assert "Retirée le 5 mars 2027" in page


def test_the_list_of_the_desk_asks_as_many_queries_for_many_rows_as_for_few(browser, editor, make):
    make("Alerte")
    few = asked(browser(editor))
    for number in range(30):
        make(f"Alerte {number}", validated=bool(number % 2))
    assert asked(browser(editor)) == few


def asked(client):
    client.get(reverse(LIST))
    with CaptureQueriesContext(connection) as queries:
        assert "Alerte" in client.get(reverse(LIST)).content.decode()
    return len(queries)
