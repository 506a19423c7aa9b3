"""Who reads what: local notes apart from the text, pages reserved to a group."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction

from guidance.models import EditionPage, LocalNote, NotingAuthority
from guidance.search import index

from .reading import Read

IV = "/textes/instruction-2011/2011-11-10/iv/"


# --- local notes ---------------------------------------------------------------------------------------------------


@pytest.fixture
def authorities(person):
    """Two authorities with an editor each: {name: (authority, editor)}."""
    found = {}
    for name in ("ARS A", "ARS B"):
        group = Group.objects.create(name=f"Rédacteurs {name}")
        user = person("redacteur", f"red-{name[-1].lower()}")
        user.groups.add(group)
        found[name] = NotingAuthority.objects.create(name=name, editors=group), user
    return found


def note_form(authority, text, **more):
    values = {"authority": authority.pk, "text": text.pk, "label": "IV-1", "body": "Écrire au guichet 3."}
    return values | {"written_on": "2026-01-01", "ends_on": ""} | more


def add_url():
    return reverse("guidance_localnote_modeladmin_create")


def test_an_authority_adds_a_note_that_stands_apart_and_leaves_the_words_alone(browser, authorities, texts, client):
    authority, editor = authorities["ARS A"]
    before = Read(client.get(IV)).section_words()
    answer = browser(editor).post(add_url(), note_form(authority, texts["instruction-2011"]))
    assert answer.status_code == 302
    page = Read(client.get(IV))
    note = page.tree.xpath("//div[@class='local']")[0].text_content()
    assert "Note de ARS A" in note and "Écrire au guichet 3." in note
    assert "Cette note n’est pas le texte national." in note
    assert page.section_words() == before


@pytest.mark.parametrize("other", ["ARS B", "unknown"])
def test_nobody_writes_for_an_authority_that_is_not_theirs(browser, authorities, texts, other):
    _, editor = authorities["ARS A"]
    data = note_form(authorities["ARS B"][0], texts["instruction-2011"])
    if other == "unknown":
        data["authority"] = 999999
    assert browser(editor).post(add_url(), data).status_code == 200
    assert not LocalNote.objects.exists()


@pytest.mark.parametrize("role", ["redacteur", "valideur", "medecin", "administrateur"])
def test_a_person_of_no_authority_writes_no_note(browser, person, authorities, texts, role):
    browser(person(role, "other")).post(add_url(), note_form(authorities["ARS A"][0], texts["instruction-2011"]))
    assert not LocalNote.objects.exists()


def test_the_note_of_another_authority_is_neither_changed_nor_removed(browser, authorities, texts):
    authority, _ = authorities["ARS A"]
    note = LocalNote.objects.create(
        authority=authority, text=texts["instruction-2011"], label="IV-1", body="x", written_on="2026-01-01"
    )
    other = browser(authorities["ARS B"][1])
    for screen in ("edit", "delete"):
        url = reverse(f"guidance_localnote_modeladmin_{screen}", args=[note.pk])
        other.post(url, note_form(authority, texts["instruction-2011"], body="autre"))
    note.refresh_from_db()
    assert note.body == "x"


def test_a_note_under_a_clause_that_does_not_exist_is_refused_with_a_reason(browser, authorities, texts):
    authority, editor = authorities["ARS A"]
    answer = browser(editor).post(add_url(), note_form(authority, texts["instruction-2011"], label="IV-99"))
    assert "IV-99" in answer.content.decode() and not LocalNote.objects.exists()


def test_a_note_is_shown_from_its_first_day_to_its_last(authorities, texts, client):
    today = timezone.localdate()
    LocalNote.objects.create(
        authority=authorities["ARS A"][0], text=texts["instruction-2011"], label="IV-1", body="Guichet 3",
        written_on=today, ends_on=today + timedelta(days=2),
    )  # fmt: skip
    shown = []
    for days in (-1, 0, 2, 3):
        with time_machine.travel(timezone.now() + timedelta(days=days), tick=False):
            shown.append("Guichet 3" in client.get(IV).content.decode())
    assert shown == [False, True, True, False]


# --- pages reserved to a group ----------------------------------------------------------------------------------------


@pytest.fixture
def reserved(section, person, browser, django_capture_on_commit_callbacks):
    """Section IV reserved to a group, with the browsers of a member and of another signed-in person."""
    page, group = section("iv"), Group.objects.create(name="Cercle")
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.GROUPS)
    restriction.groups.add(group)
    member, other = person("medecin", "membre"), person("medecin", "autre")
    member.groups.add(group)
    index.rebuild()
    return page, browser(member), browser(other)


def reserved_addresses(page):
    day = timezone.localdate().isoformat()
    return {
        "page": page.url,
        "undated": "/textes/instruction-2011/iv/",
        "history": f"{page.url}versions/",
        "as published": f"{page.url}publie-le/{day}/",
        "pdf": "/textes/instruction-2011/2011-11-10/texte.pdf",
    }


def test_a_reserved_section_is_read_by_its_group_alone_on_every_road(reserved, client):
    page, member, other = reserved
    for _ in range(2):
        for road, url in reserved_addresses(page).items():
            assert member.get(url).status_code == 200, road
            assert other.get(url).status_code == 404, road
            stranger = client.get(url)
            assert stranger.status_code == 404 or "/compte/connexion/" in stranger.headers["Location"], road


def test_a_page_that_becomes_reserved_leaves_the_shared_pages_at_once(client, section, person, browser):
    url = section("iv").url
    medecin = browser(person("medecin", "med"))
    assert client.get(url).status_code == medecin.get(url).status_code == 200
    restriction = PageViewRestriction.objects.create(page=section("iv"), restriction_type=PageViewRestriction.GROUPS)
    restriction.groups.add(Group.objects.create(name="Cercle"))
    assert client.get(url).status_code == 302
    assert medecin.get(url).status_code == 404
    restriction.delete()
    assert client.get(url).status_code == 200


def test_a_reserved_section_is_announced_nowhere_to_others(reserved, client):
    page, member, other = reserved
    member.get("/"), member.get(page.url)
    title = "Rôle du médecin de l’ARS et respect du secret médical"
    urls = (
        "/",
        "/textes/",
        "/textes/instruction-2011/2011-11-10/",
        "/textes/instruction-2011/2011-11-10/iii/",
        "/articles/csp/R4127-47/",
        "/recherche/?q=garant+de+la+régularité",
        "/comparer/",
    )
    for reader in (client, other):
        for url in urls:
            answer = reader.get(url)
            said = " ".join(answer.content.decode().split())
            assert answer.status_code in (200, 404)
            said = said.split("<main", 1)[-1]
            assert title not in said and "en particulier du respect des droits" not in said, url
    assert title in member.get(page.url).content.decode()


def test_search_finds_a_reserved_section_for_its_group_alone(reserved, client):
    page, member, other = reserved
    url = "/recherche/?q=garant+de+la+régularité+de+la+procédure"
    hits = {
        name: f"{page.url}#IV-1" in who.get(url).content.decode()
        for name, who in (("member", member), ("other", other), ("anonymous", client))
    }
    assert hits == {"member": True, "other": False, "anonymous": False}


def test_what_a_restricted_reader_got_is_never_kept_for_others(reserved, client):
    page, member, _ = reserved
    assert member.get(page.url).status_code == 200
    assert client.get(page.url).status_code == 302


def test_an_edition_reserved_as_a_whole_is_left_whole_to_its_members(person, browser, client):
    edition, group = EditionPage.objects.get(slug="2021-05-03"), Group.objects.create(name="Cercle")
    PageViewRestriction.objects.create(page=edition, restriction_type=PageViewRestriction.GROUPS).groups.add(group)
    member = person("medecin", "membre")
    member.groups.add(group)
    plan = Read(browser(member).get(edition.url)).links()
    assert f"{edition.url}article-2/" in plan
    assert client.get(edition.url).status_code == 302
    doctrine = client.get("/textes/etat-de-la-doctrine.pdf")
    assert doctrine.status_code == 200
