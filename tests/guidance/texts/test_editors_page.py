"""One page for editors: what waits, counted and oldest first, in a fixed number of queries; and local editors."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from guidance.content import reader
from guidance.models import Difficulty, LocalNote, NotingAuthority, OpenPromise, Reference
from guidance.services import caring

pytestmark = pytest.mark.django_db

DESK = "/admin/"
DAY = date(2026, 11, 22)
WORDS = "seront précisées dans une circulaire ultérieure"


def rows(name):
    return caring.for_editors(DAY)[name].rows


def many(count, **values):
    Reference.objects.bulk_create(
        Reference(
            slug=f"essai-{values.get('status', 'x')}-{n}",
            title=f"Essai {n}",
            publisher="Essai",
            kind="report",
            **values,
        )
        for n in range(count)
    )


def test_every_promise_delivered_is_printed_by_its_clause_and_waits(texts):
    promises = reader.read_promises()
    assert len(promises) == OpenPromise.objects.count() > 0
    for row in OpenPromise.objects.all():
        row.full_clean()
    assert [row.label for row in rows("promises")] == ["III-2-3"]


@pytest.mark.parametrize(
    ("label", "words", "field"), [("ZZ-9", WORDS, "label"), ("III-2-3", "Un décret suivra.", "words")]
)
def test_a_promise_that_no_clause_prints_is_refused(texts, label, words, field):
    row = OpenPromise(text=texts["instruction-2011"], label=label, words=words, noted_on=DAY)
    with pytest.raises(Exception) as refused:
        row.full_clean()
    assert field in refused.value.message_dict


@pytest.mark.databases
def test_a_promise_is_kept_only_by_an_act_with_its_day_and_source(texts):
    row = OpenPromise.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        OpenPromise.objects.filter(pk=row.pk).update(kept_on=DAY)
    OpenPromise.objects.filter(pk=row.pk).update(kept_on=DAY, kept_by="Circulaire d’essai", source="Essai")
    assert rows("promises") == []


def test_readers_read_beside_the_clause_what_it_announces_and_what_became_of_it(client, texts):
    url = "/textes/instruction-2011/2011-11-10/iii/"
    page = client.get(url).content.decode()
    assert page.count("Acte annoncé") == 1 and "aucun acte retrouvé au" in page
    row = OpenPromise.objects.get()
    row.kept_on, row.kept_by, row.source = DAY, "Circulaire d’essai", "Journal d’essai"
    row.save()
    page = client.get(url).content.decode()
    assert "Acte annoncé, paru" in page and "Circulaire d’essai" in page and "aucun acte retrouvé" not in page


def test_the_longest_overdue_reference_comes_first_and_one_due_today_waits_not_yet():
    Reference.objects.update(next_check_on=None)
    many(1, next_check_on=DAY, status="alive")
    many(1, next_check_on=DAY - timedelta(days=1), status="moved")
    many(1, next_check_on=DAY - timedelta(days=9), status="login")
    assert [row.status for row in rows("late")] == ["login", "moved"]


def test_a_broken_link_stands_in_its_own_block_alone():
    many(1, next_check_on=DAY - timedelta(days=1), status="dead")
    assert [row.status for row in rows("dead")] == ["dead"]
    assert all(row.status != "dead" for row in rows("late"))


def test_the_page_says_what_an_empty_block_means(signed_in):
    OpenPromise.objects.all().delete()
    page = signed_in("redacteur").get(DESK).content.decode()
    for sentence in (
        "Aucune n’attend",
        "Chaque acte annoncé",
        "Aucun lien vérifié n’est rompu",
        "ou tous sont traités",
    ):
        assert sentence in page


def test_the_page_asks_the_same_queries_with_ten_thousand_references(signed_in, texts):
    client = signed_in("redacteur")
    many(1, status="dead", next_check_on=DAY - timedelta(days=9))
    client.get(DESK)
    seen = []
    for more in (0, 5_000):
        many(more, status="to-check", next_check_on=DAY - timedelta(days=9))
        many(more and more - 1, status="moved", next_check_on=DAY - timedelta(days=9))
        Difficulty.objects.bulk_create(
            Difficulty(text=texts["instruction-2011"], label=f"IV-{n}", edition="2011-11-10", said="Mots")
            for n in range(more // 50)
        )
        with CaptureQueriesContext(connection) as queries:
            assert client.get(DESK).status_code == 200
        seen.append(len(queries))
    assert seen[0] == seen[1]


@pytest.fixture
def authority(accounts, person):
    """An authority whose only editor is one account that holds no other role of the desk."""
    group = Group.objects.create(name="Rédacteurs d’essai")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    accounts["secretariat"].groups.set([group])
    return NotingAuthority.objects.create(name="ARS d’Essai", editors=group)


def note(authority, texts, label="IV-3", ends_on=None):
    return LocalNote.objects.create(
        authority=authority, text=texts["instruction-2011"], label=label, body="Essai", written_on=DAY, ends_on=ends_on
    )


def test_a_local_editor_sees_the_notes_of_the_authority_and_no_national_block(authority, texts, signed_in):
    note(authority, texts, ends_on=DAY - timedelta(days=1))
    page = signed_in("secretariat").get(DESK).content.decode()
    assert "Notes de votre autorité à revoir" in page and "ARS d’Essai" in page
    for block in (
        "Difficultés signalées",
        "Liens rompus",
        "Recherches sans résultat",
        "Questions sans clause",
        "Barèmes <",
    ):
        assert block not in page
    client = signed_in("secretariat")
    assert {client.get(f"/admin/{place}/").status_code for place in ("difficultes", "recherche")} == {404}


def test_a_national_editor_sees_no_notes_of_an_authority(authority, texts, signed_in):
    note(authority, texts, ends_on=DAY - timedelta(days=1))
    assert "Notes de votre autorité" not in signed_in("redacteur").get(DESK).content.decode()


def test_a_note_is_looked_at_again_past_its_day_or_when_its_clause_is_gone(authority, accounts, texts):
    note(authority, texts, ends_on=DAY)
    past, gone = note(authority, texts, ends_on=DAY - timedelta(days=1)), note(authority, texts, label="ZZ-9")
    found = caring.local_notes(accounts["secretariat"], DAY)
    assert [row["note"] for row in found.rows] == [past, gone] and found.count == 2
    assert caring.local_notes(accounts["redacteur"], DAY) is None


def test_an_authority_is_opened_with_a_group_that_an_administrator_gives_to_an_account(signed_in, accounts, texts):
    signed_in("valideur").post("/admin/guidance/notingauthority/create/", {"name": "ARS d’Essai"})
    group = NotingAuthority.objects.get().editors
    assert group.name == "Rédacteurs : ARS d’Essai"
    assert [row.codename for row in group.permissions.all()] == ["access_admin"]
    person = accounts["secretariat"]
    page = signed_in("administrateur").get(f"/admin/users/edit/{person.pk}/").content.decode()
    assert "Rédacteurs : ARS d’Essai" in page
    said = {"username": person.username, "first_name": "A", "last_name": "B", "is_active": "on", "groups": [group.pk]}
    signed_in("administrateur").post(f"/admin/users/edit/{person.pk}/", said)
    assert [row.pk for row in person.groups.all()] == [group.pk]
    client = signed_in("secretariat")
    assert "Notes de votre autorité à revoir" in client.get(DESK).content.decode()
    for place in ("/admin/guidance/term/", "/admin/guidance/reference/", "/admin/guidance/amountperiod/"):
        assert client.get(place).status_code == 302
