"""What the portal owes to who uses it: whom to tell of a weakness, what is kept and how long, no invented name."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import ImproperlyConfigured

from portal.settings import environment as env

ADDRESS = "/.well-known/security.txt"


def lines_of(answer):
    return dict(line.split(": ", 1) for line in answer.content.decode().splitlines())


def test_without_a_contact_nothing_is_promised(client, db):
    assert client.get(ADDRESS).status_code == 404
    assert "non renseigné" in client.get("/mentions-legales/").content.decode()


@pytest.mark.parametrize(
    ("said", "uri"),
    [
        ("securite@exemple.invalid", "mailto:securite@exemple.invalid"),
        ("https://exemple.invalid/faille", "https://exemple.invalid/faille"),
    ],
)
def test_the_contact_is_told_to_people_and_to_their_tools(said, uri, client, db, settings):
    settings.PORTAL_SECURITY_CONTACT = said
    settings.WAGTAILADMIN_BASE_URL = "https://portail.exemple.invalid"
    answer = client.get(ADDRESS)
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    told = lines_of(answer)
    assert told["Contact"] == uri
    assert told["Canonical"] == "https://portail.exemple.invalid/.well-known/security.txt"
    page = client.get("/mentions-legales/").content.decode()
    assert f'<a href="{uri}">{said}</a>' in page
    assert 'id="securite"' in page


@time_machine.travel(datetime(2026, 11, 22, 23, 30, tzinfo=UTC))
def test_the_promise_holds_for_less_than_a_year_and_moves_on(client, db, settings):
    settings.PORTAL_SECURITY_CONTACT = "securite@exemple.invalid"
    until = datetime.fromisoformat(lines_of(client.get(ADDRESS))["Expires"])
    assert datetime.now(UTC) < until < datetime.now(UTC) + timedelta(days=365)


def test_the_contact_is_found_where_reading_is_closed(client, db, settings):
    settings.PORTAL_OPEN_READING = False
    settings.PORTAL_SECURITY_CONTACT = "securite@exemple.invalid"
    assert client.get(ADDRESS).status_code == 200


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ("", ""),
        ("securite@exemple.invalid", "securite@exemple.invalid"),
        ("mailto:securite@exemple.invalid", "securite@exemple.invalid"),
        (" https://exemple.invalid/faille ", "https://exemple.invalid/faille"),
    ],
)
def test_a_contact_is_read_as_it_is_meant(value, read, monkeypatch):
    monkeypatch.setenv("PORTAL_SECURITY_CONTACT", value)
    assert env.contact("PORTAL_SECURITY_CONTACT") == read


@pytest.mark.parametrize(
    "value",
    ["Madame Essai", "javascript:alert(1)", "http://exemple.invalid/", "a@b", "a@exemple.invalid\nExpires: jamais"],
)
def test_what_is_no_contact_refuses_to_start(value, monkeypatch):
    monkeypatch.setenv("PORTAL_SECURITY_CONTACT", value)
    with pytest.raises(ImproperlyConfigured, match="PORTAL_SECURITY_CONTACT"):
        env.contact("PORTAL_SECURITY_CONTACT")


def test_the_durations_that_are_told_are_those_of_the_installation(client, db, settings):
    settings.PORTAL_IDLE_MINUTES, settings.PORTAL_DRAFT_DAYS, settings.PORTAL_LETTER_DAYS = 17, 23, 29
    page = client.get("/donnees-personnelles/").content.decode()
    assert "après 17 minutes" in page
    assert "23 jours" in page
    assert "29 jours" in page


def test_where_no_file_is_kept_no_duration_is_promised_for_one(client, db, settings):
    settings.PORTAL_NAMED_FILES = False
    assert "ne garde aucun fichier" in client.get("/donnees-personnelles/").content.decode()


def test_who_publishes_is_said_or_said_to_be_missing(client, db, settings):
    assert "ne sont pas encore renseignées" in client.get("/mentions-legales/").content.decode()
    settings.PORTAL_PUBLISHER = "Agence d’essai, hébergée chez Essai."
    for path in ("/mentions-legales/", "/donnees-personnelles/"):
        assert "Agence d’essai, hébergée chez Essai." in client.get(path).content.decode()
