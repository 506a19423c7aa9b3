"""Every table of the desk keeps what each act changed, and a button puts it back; a moved link is adopted so."""

from datetime import date

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import ModelLogEntry

from guidance.models import Contact, LocalNote, NotingAuthority, Reference, ReferenceCheck, Synonym, Term
from guidance.services import following, moving, undoing
from guidance.wagtail_hooks.lists import FOLLOWED

pytestmark = pytest.mark.django_db


def screen(name, act, *args):
    return reverse(f"guidance_{name}_modeladmin_{act}", args=args)


def follow(name):
    return reverse("desk_follow", args=[name])


def undo_last(client, name):
    entry = following.acts_on(FOLLOWED[name].model).first()
    return client.post(follow(name), {"annuler": entry.pk}, follow=True).content.decode()


@pytest.fixture
def term():
    return Term.objects.create(term="ZRS", forms=["ZRS"], definition="Première définition.", mark="to-confirm")


@pytest.fixture
def editor(signed_in):
    return signed_in("redacteur")


def said(row, **more):
    return {
        "term": row.term, "forms": "\n".join(row.forms), "definition": row.definition, "mark": row.mark,
        "text": "", "label": "",
    } | more  # fmt: skip


def change(client, row, **more):
    return client.post(screen("term", "edit", row.pk), said(row, **more))


def test_the_tables_of_the_desk_are_followed():
    assert set(FOLLOWED) == {
        "term", "synonym", "articlesuccession", "linkedtext", "openpromise", "clausecorrespondence",
        "notingauthority", "localnote", "localcontact", "reference", "contact", "questionclause",
    }  # fmt: skip


def test_a_change_is_told_field_by_field_and_undone(editor, term):
    change(editor, term, definition="Autre définition.")
    page = editor.get(follow("term")).content.decode()
    assert "Modification" in page and "Première définition." in page and "Autre définition." in page
    assert "Delorme" in page
    assert "est annulé" in undo_last(editor, "term")
    term.refresh_from_db()
    assert term.definition == "Première définition."


def test_an_undo_is_an_act_that_is_undone_in_its_turn(editor, term):
    change(editor, term, definition="Autre définition.")
    undo_last(editor, "term")
    undo_last(editor, "term")
    term.refresh_from_db()
    assert term.definition == "Autre définition."


def test_an_act_is_undone_once(editor, term):
    change(editor, term, definition="Autre définition.")
    entry = following.acts_on(Term).first()
    for expected in ("est annulé", "déjà annulé"):
        assert expected in editor.post(follow("term"), {"annuler": entry.pk}, follow=True).content.decode()


def test_an_older_change_is_undone_when_later_ones_touched_other_fields_only(editor, term):
    change(editor, term, definition="Autre définition.")
    first = following.acts_on(Term).first()
    term.refresh_from_db()
    change(editor, term, term="ZRSS")
    editor.post(follow("term"), {"annuler": first.pk})
    term.refresh_from_db()
    assert (term.term, term.definition) == ("ZRSS", "Première définition.")


def test_a_field_that_changed_since_is_not_put_back(editor, term):
    change(editor, term, definition="Autre définition.")
    first = following.acts_on(Term).first()
    change(editor, term, definition="Encore une autre.")
    page = editor.post(follow("term"), {"annuler": first.pk}, follow=True).content.decode()
    assert undoing.SINCE.partition(".")[0] in page
    term.refresh_from_db()
    assert term.definition == "Encore une autre."


def test_a_removed_row_comes_back_under_its_key_with_the_way_to_it(editor, term):
    editor.post(screen("term", "delete", term.pk))
    assert not Term.objects.filter(pk=term.pk).exists()
    undo_last(editor, "term")
    assert Term.objects.get(pk=term.pk).definition == "Première définition."
    assert editor.get(screen("term", "edit", term.pk)).status_code == 200


def test_an_added_row_goes(editor):
    editor.post(screen("synonym", "create"), {"forms": "zorblax, zorblix", "note": "", "active": "on"})
    assert Synonym.objects.filter(forms="zorblax, zorblix").exists()
    undo_last(editor, "synonym")
    assert not Synonym.objects.filter(forms="zorblax, zorblix").exists()


def test_what_may_not_stand_any_more_is_refused_with_its_reason(editor, term):
    change(editor, term, term="ZRSS")
    Term.objects.create(term="ZRS", forms=["ZRS"], definition="Autre.", mark="to-confirm")
    page = undo_last(editor, "term")
    term.refresh_from_db()
    assert term.term == "ZRSS" and "existe déjà" in page


def test_the_history_of_a_row_is_the_page_that_undoes(editor, term):
    change(editor, term, definition="Autre définition.")
    answer = editor.get(screen("term", "history", term.pk))
    assert answer.url == f"{follow('term')}?ligne={term.pk}"
    assert "Autre définition." in editor.get(answer.url).content.decode()


def test_nobody_outside_the_desk_follows_or_undoes(signed_in, editor, term):
    change(editor, term, definition="Autre définition.")
    entry = following.acts_on(Term).first()
    for role in ("medecin", "secretariat", "directeur", "administrateur"):
        client = signed_in(role)
        assert client.get(follow("term")).status_code in (403, 404)
        assert client.post(follow("term"), {"annuler": entry.pk}).status_code in (403, 404)
    term.refresh_from_db()
    assert term.definition == "Autre définition."


def test_a_note_of_an_authority_is_undone_by_its_editors_alone(accounts, texts, signed_in):
    group = Group.objects.create(name="Rédacteurs d’essai")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    accounts["secretariat"].groups.set([group])
    authority = NotingAuthority.objects.create(name="ARS d’Essai", editors=group)
    note = LocalNote.objects.create(
        authority=authority, text=texts["instruction-2011"], label="IV-3", body="Essai", written_on=date(2026, 1, 1)
    )
    signed_in("secretariat").post(screen("localnote", "delete", note.pk))
    entry = following.acts_on(LocalNote).first()
    assert signed_in("redacteur").post(follow("localnote"), {"annuler": entry.pk}).status_code == 302
    assert not LocalNote.objects.exists()
    signed_in("secretariat").post(follow("localnote"), {"annuler": entry.pk})
    assert LocalNote.objects.get().body == "Essai"


@pytest.mark.parametrize("posted", [{}, {"annuler": "x"}, {"annuler": "999999"}, {"annuler": "9" * 40}])
def test_an_act_that_is_not_there_is_not_found(editor, posted):
    assert editor.post(follow("term"), posted).status_code == 404
    assert editor.get(reverse("desk_follow", args=["user"])).status_code == 404


@pytest.mark.parametrize("ligne", ["x", "9" * 40, "%00"])
def test_a_row_that_cannot_be_read_shows_the_whole_table(editor, ligne):
    assert editor.get(f"{follow('term')}?ligne={ligne}").status_code == 200


def test_the_page_asks_as_many_queries_for_thirty_acts_as_for_one(editor, texts, term):
    change(editor, term, definition="0", text=texts["instruction-2011"].pk)
    seen = []
    for number in range(2):
        if number:
            for each in range(30):
                change(editor, term, definition=f"Texte {each}", text=texts["arrete-2017"].pk)
        with CaptureQueriesContext(connection) as queries:
            editor.get(follow("term"))
        seen.append(len(queries))
    assert seen[0] == seen[1]


# A reference, with what stands beside it, and the address a check found


@pytest.fixture
def moved():
    row = Reference.objects.get(slug="gip-esther")
    check = ReferenceCheck.objects.create(
        reference=row, verdict="moved", url=row.url, found_url="https://exemple.invalid/nouvelle"
    )
    Reference.objects.filter(pk=row.pk).update(status="moved", checked_by="contrôle automatique")
    row.refresh_from_db()
    return row, check


def adopt(client, row, key):
    return client.post(reverse("desk_check_reference", args=[row.pk]), {"adopter": key}, follow=True).content.decode()


def test_the_address_found_is_adopted_then_undone_with_its_standing(editor, client, moved):
    row, check = moved
    old = row.url
    assert "Adopter cette adresse" in editor.get(reverse("desk_check_reference", args=[row.pk])).content.decode()
    page = adopt(editor, row, check.pk)
    assert "Annuler ce changement" in page and "Adopter cette adresse" not in page
    row.refresh_from_db()
    assert (row.url, row.status) == ("https://exemple.invalid/nouvelle", "to-check")
    assert "https://exemple.invalid/nouvelle" in client.get("/references/gip-esther/").content.decode()
    undo_last(editor, "reference")
    row.refresh_from_db()
    assert (row.url, row.status) == (old, "moved")


def test_a_check_made_since_stays_when_the_address_goes_back(editor, moved):
    row, check = moved
    moving.adopt(row, str(check.pk), None)
    Reference.objects.filter(pk=row.pk).update(status="alive")
    undo_last(editor, "reference")
    row.refresh_from_db()
    assert (row.url, row.status) == (check.url, "alive")


@pytest.mark.parametrize(
    ("verdict", "found"),
    [("alive", "https://exemple.invalid/x"), ("moved", ""), ("moved", "javascript:alert(1)"), ("moved", "file:///x")],
)
def test_only_an_address_of_the_web_that_a_check_found_is_adopted(editor, moved, verdict, found):
    row, _ = moved
    last = ReferenceCheck.objects.create(reference=row, verdict=verdict, url=row.url, found_url=found)
    assert moving.LATE[:20] in adopt(editor, row, last.pk)
    assert Reference.objects.get(pk=row.pk).url == row.url


def test_an_address_found_for_another_address_is_not_adopted(editor, moved):
    row, check = moved
    Reference.objects.filter(pk=row.pk).update(url="https://exemple.invalid/autre")
    assert moving.LATE[:20] in adopt(editor, row, check.pk)
    assert Reference.objects.get(pk=row.pk).url == "https://exemple.invalid/autre"


def test_the_clauses_countries_and_groups_of_a_reference_are_put_back(editor, accounts):
    row = Reference.objects.get(slug="gip-esther")
    before = undoing.as_it_is(row)
    assert before["clauses"]
    editor.post(screen("reference", "delete", row.pk))
    assert not Reference.objects.filter(slug="gip-esther").exists()
    undo_last(editor, "reference")
    assert undoing.as_it_is(Reference.objects.get(slug="gip-esther")) == before


def test_a_contact_has_its_history_too(editor):
    row = Contact.objects.first()
    editor.post(screen("contact", "delete", row.pk))
    undo_last(editor, "contact")
    assert undoing.values_of(Contact.objects.get(pk=row.pk)) == undoing.values_of(row)


def test_an_act_whose_sides_nobody_kept_says_so(editor, accounts, term):
    from wagtail.log_actions import log

    log(instance=term, action="wagtail.edit", user=accounts["redacteur"])
    page = editor.get(follow("term")).content.decode()
    assert "ne garde pas ce que la ligne disait avant" in page and 'name="annuler"' not in page
    assert ModelLogEntry.objects.filter(object_id=term.pk).count() == 1
