"""Reserving a page to groups is an act of administrators: nobody who writes or validates hides a text."""

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.urls import reverse
from wagtail.models import PageLogEntry, PageViewRestriction

from .desk import address

IV = "/textes/instruction-2011/2011-11-10/iv/"
SCREEN = reverse("desk_reserved")


@pytest.fixture
def administrator(browser, person):
    return browser(person("administrateur", "adm"))


def reserve(client, page, *groups):
    return client.post(SCREEN, {"page": page.pk, "groups": [group.pk for group in groups]})


def test_an_administrator_reserves_a_page_then_opens_it_again(administrator, browser, person, section, client):
    circle, reader = Group.objects.create(name="Cercle"), person("medecin", "med")
    assert client.get(IV).status_code == 200
    assert reserve(administrator, section("iv"), circle).status_code == 302
    assert browser(reader).get(IV).status_code == 404
    reader.groups.add(circle)
    assert browser(reader).get(IV).status_code == 200
    assert "Lue par&nbsp;: Cercle." in administrator.get(SCREEN).content.decode()
    administrator.post(SCREEN, {"rouvrir": PageViewRestriction.objects.get().pk})
    assert client.get(IV).status_code == 200
    acts = PageLogEntry.objects.filter(page=section("iv"), action__startswith="wagtail.view_restriction")
    assert {(entry.action.rpartition(".")[2], entry.user.username) for entry in acts} == {
        ("create", "adm"),
        ("delete", "adm"),
    }


def test_reserving_twice_keeps_the_last_groups_alone(administrator, section):
    first, second = Group.objects.create(name="Un"), Group.objects.create(name="Deux")
    reserve(administrator, section("iv"), first)
    reserve(administrator, section("iv"), second)
    assert list(PageViewRestriction.objects.get().groups.all()) == [second]


def test_a_page_is_reserved_to_somebody(administrator, section):
    assert reserve(administrator, section("iv")).status_code == 200
    assert not PageViewRestriction.objects.exists()


@pytest.mark.parametrize("asked", ["", "abc", "999999"])
def test_a_reservation_that_does_not_exist_is_not_found(administrator, asked):
    assert administrator.post(SCREEN, {"rouvrir": asked}).status_code == 404


@pytest.mark.parametrize("who", ["editor", "validator", "root"])
def test_nobody_of_the_desk_hides_a_text(desk, section, who):
    client, page = getattr(desk, who), section("iv")
    reserve(client, page, Group.objects.create(name="Cercle"))
    for each in (page, page.get_parent(), page.get_parent().get_parent()):
        client.post(address("set_privacy", each.pk), {"restriction_type": "login"})
    assert not PageViewRestriction.objects.exists()


def test_the_validators_of_an_older_installation_lose_the_right_to_hide(db):
    validators = Group.objects.get(name="Valideurs")
    administrators = Group.objects.get(name="Administrateurs")
    validators.permissions.add(administrators.permissions.get(codename="restrict_official_page"))
    call_command("migrate", verbosity=0)
    assert not validators.permissions.filter(codename="restrict_official_page").exists()
