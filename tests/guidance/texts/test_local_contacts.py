"""Addresses that an authority gives: written by its editors alone, dated, under its name, apart from the texts (L7)."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from guidance import extensions
from guidance.models import LocalContact, NotingAuthority
from guidance.services import tables

PAGE = "/references/coordonnees/"


@pytest.fixture
def authority(db):
    row = NotingAuthority(name="ARS A")
    tables.open_authority(row)
    return row


@pytest.fixture
def local(authority, person):
    """An editor of the authority, who writes no national text."""
    user = person("medecin", "local")
    user.groups.set([authority.editors])
    return user


def screen(name, *args):
    return reverse(f"guidance_localcontact_modeladmin_{name}", args=args)


def typed(authority, **more):
    values = {"authority": authority.pk, "organisation": "Guichet", "kind": "phone", "value": "01 00 00 00 00"}
    return values | {"since": timezone.localdate().isoformat(), "ended_on": ""} | more


def kept(authority, **more):
    values = {"organisation": "Guichet", "kind": "phone", "value": "01 00 00 00 00", "since": timezone.localdate()}
    return LocalContact.objects.create(authority=authority, **values | more)


def test_a_local_editor_gives_an_address_read_under_the_name_of_the_authority(browser, person, local, authority):
    assert browser(local).post(screen("create"), typed(authority)).status_code == 302
    page = browser(person("secretariat", "reader")).get(PAGE).content.decode()
    assert "Données par ARS A" in page and "01 00 00 00 00" in page
    assert "Aucun texte ne les imprime." in page
    assert 'href="/admin/"' in browser(local).get(PAGE).content.decode(), "the way to the desk"
    assert "ARS A" not in browser().get(PAGE).content.decode(), "no official text: for those who have an account"


@pytest.mark.parametrize("role", ["redacteur", "valideur", "medecin", "administrateur"])
def test_nobody_else_gives_an_address_for_an_authority(browser, person, authority, role):
    browser(person(role, "other")).post(screen("create"), typed(authority))
    assert not LocalContact.objects.exists()


def test_the_address_of_another_authority_is_neither_written_changed_nor_removed(browser, local, authority):
    other = NotingAuthority.objects.create(name="ARS B", editors=Group.objects.create(name="Rédacteurs B"))
    row = kept(other)
    answer = browser(local).post(screen("create"), typed(other))
    assert answer.status_code == 200 and LocalContact.objects.count() == 1
    for name in ("edit", "delete"):
        browser(local).post(screen(name, row.pk), typed(other, value="autre"))
    row.refresh_from_db()
    assert row.value == "01 00 00 00 00"


@pytest.mark.parametrize(
    ("since", "ended", "shown"), [(0, None, True), (1, None, False), (-2, 0, True), (-2, -1, False)]
)
def test_an_address_is_shown_from_its_first_day_to_its_last(authority, since, ended, shown):
    today = timezone.localdate()
    kept(authority, since=today + timedelta(since), ended_on=None if ended is None else today + timedelta(ended))
    assert LocalContact.objects.standing(today).exists() is shown


def test_an_end_before_the_beginning_is_refused_beside_the_form(browser, local, authority):
    answer = browser(local).post(screen("create"), typed(authority, ended_on="2001-01-01"))
    assert answer.status_code == 200 and "La fin précède le début." in answer.content.decode()


def test_words_that_speak_of_a_person_are_refused_beside_their_field(browser, local, authority, monkeypatch):
    monkeypatch.setattr(extensions, "_readers", {"essai": lambda words: ["Ces mots désignent une personne."]})
    answer = browser(local).post(screen("create"), typed(authority))
    assert answer.status_code == 200 and not LocalContact.objects.exists()
    assert "Ces mots désignent une personne." in answer.content.decode()


def test_the_page_asks_as_many_queries_for_many_addresses_as_for_one(browser, local, authority):
    reader = browser(local)

    def queries():
        reader.get(PAGE)
        with CaptureQueriesContext(connection) as seen:
            reader.get(PAGE)
        return len(seen)

    kept(authority)
    one = queries()
    for number in range(10):
        kept(authority, organisation=f"Guichet {number}")
    assert queries() == one
