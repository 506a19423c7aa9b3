"""Two people publish, nobody alone; what was published stays for ever, and an edition appears all at once."""

import re
from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, Revision

from guidance.models import EditionPage, Publication

from .desk import DAY, NEW, OLD, address, approve, copy_form, form_of, reworded, rows_of, save, shown, submit


@pytest.fixture
def submitted(desk, section):
    """Section IV with other words, submitted by its editor."""
    page = section("iv")
    assert submit(desk.editor, page, reworded(desk.editor, page, OLD, NEW)).status_code == 302
    page.refresh_from_db()
    assert page.current_workflow_task_state
    return page


# --- a section -----------------------------------------------------------------------------------------------------


def test_another_validator_publishes_and_every_reader_sees_words_redline_and_both_dates(desk, submitted, client):
    assert OLD in shown(client, submitted.url) and NEW not in shown(client, submitted.url)
    assert approve(desk.validator, submitted).status_code == 302
    page = shown(client, submitted.url)
    assert NEW in page
    spoken = " ".join(re.sub("<[^>]+>", " ", page).split())
    assert re.search(r"En vigueur depuis le .{0,12}2011.*Publié ici tel quel depuis le .{0,12}20\d\d", spoken)
    new, old = rows_of(submitted)
    assert (new.author_name, new.validator_name) == ("Frédérique Delorme-Essai", "Ysé Valide")
    assert (new.change_kind, new.note) == ("transcription", "Une faute de copie.")
    assert OLD in str(old.items) and NEW not in str(old.items)
    history = shown(client, f"{submitted.url}versions/")
    assert "Ysé Valide" in history and "Une faute de copie." in history
    redline = shown(client, reverse("guidance:compare_pair", args=[f"p{old.pk}", f"p{new.pk}"]))
    assert "<ins>" in redline and "<del>" in redline
    assert "Une faute de copie." in shown(client, "/")


def test_what_was_displayed_stays_readable_by_day_and_by_number(desk, submitted, client):
    before = rows_of(submitted).get()
    tomorrow = timezone.now() + timedelta(days=1)
    with time_machine.travel(tomorrow, tick=True):
        approve(desk.validator, submitted)
    after = rows_of(submitted).first()
    days = [timezone.localtime(row.published_at).date() for row in (before, after)]
    with time_machine.travel(tomorrow, tick=True):
        then, now = (shown(client, f"{submitted.url}publie-le/{day}/") for day in days)
        assert OLD in then and NEW not in then and "telle qu’elle était publiée ici" in then
        assert NEW in now
        assert OLD in shown(client, f"{submitted.url}publie-le/{days[1]}/{before.pk}/")
        assert 'content="noindex"' in then
        assert client.get(f"{submitted.url}publie-le/{days[0] - timedelta(days=1)}/").status_code == 404
        assert client.get(f"{submitted.url}publie-le/{days[0]}/{after.pk}/").status_code == 404
        assert client.get(f"{submitted.url}publie-le/2026-02-30/").status_code == 404


@pytest.mark.parametrize("who", ["editor", "colleague", "root"])
def test_nobody_publishes_with_the_button_of_the_editor(desk, section, client, who):
    page = section("iv")
    browser = getattr(desk, who)
    response = browser.post(address("edit", page.pk), reworded(browser, page, OLD, NEW) | {"action-publish": "1"})
    assert response.status_code == 302
    assert rows_of(page).count() == 1
    assert NEW not in shown(client, page.url)
    page.refresh_from_db()
    assert page.latest_revision_id != page.live_revision_id, "a draft was saved"


@pytest.mark.parametrize("who", ["editor", "colleague"])
def test_an_editor_does_not_approve(desk, submitted, who):
    approve(getattr(desk, who), submitted)
    assert rows_of(submitted).count() == 1


def test_a_superuser_who_wrote_does_not_approve_and_one_who_did_not_is_another_person(desk, section):
    page = section("iv")
    submit(desk.root, page, reworded(desk.root, page, OLD, NEW))
    approve(desk.root, page)
    assert rows_of(page).count() == 1
    approve(desk.validator, page)
    assert rows_of(page).count() == 2


def test_a_validator_who_edited_during_the_review_neither_approves_nor_publishes(desk, submitted):
    data = reworded(desk.validator, submitted, NEW, "secret de chacun")
    edit = address("edit", submitted.pk)
    assert desk.validator.post(edit, data | {"action-publish": "1"}).status_code == 302
    workflow = {"action-workflow-action": "true", "workflow-action-name": "approve", "workflow-action-extra-data": "{}"}
    desk.validator.post(edit, data | workflow)
    approve(desk.validator, submitted)
    approve(desk.second, submitted)
    assert rows_of(submitted).count() == 1, "what would be read is no longer what was submitted"
    approve(desk.second, submitted, action="reject")
    submit(desk.editor, submitted, form_of(desk.editor, submitted))
    approve(desk.validator, submitted)
    assert rows_of(submitted).count() == 1
    approve(desk.second, submitted)
    assert "secret de chacun" in str(rows_of(submitted).first().items)


def test_who_submits_the_work_of_another_does_not_approve_it(desk, section):
    page = section("iv")
    assert desk.editor.post(address("edit", page.pk), reworded(desk.editor, page, OLD, NEW)).status_code == 302
    page.refresh_from_db()
    page.get_workflow().start(page, desk.person("validator"))
    approve(desk.validator, page)
    assert rows_of(page).count() == 1
    approve(desk.second, page)
    assert rows_of(page).count() == 2


def test_who_submits_again_after_a_refusal_does_not_approve(desk, submitted):
    approve(desk.second, submitted, action="reject")
    submitted.refresh_from_db()
    submitted.current_workflow_state.resume(desk.person("validator"))
    approve(desk.validator, submitted)
    assert rows_of(submitted).count() == 1
    approve(desk.second, submitted)
    assert rows_of(submitted).count() == 2


@pytest.mark.parametrize("who", ["editor", None])
def test_an_approval_written_by_a_program_is_refused_to_an_author_and_to_nobody(desk, submitted, who):
    user = desk.person(who) if who else None
    with pytest.raises(PermissionDenied), transaction.atomic():
        submitted.current_workflow_task_state.approve(user=user)
    assert rows_of(submitted).count() == 1


HANDS = ("editor", "validator", "root")


@pytest.mark.parametrize("action", ["publish", "unpublish", "delete", "move"])
def test_no_bulk_action_touches_a_published_section(desk, section, action):
    page, target = section("iv"), EditionPage.objects.get(slug="2021-05-03")
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action]) + f"?id={page.pk}"
    for who in HANDS:
        getattr(desk, who).post(url, {"chooser": target.pk, "move_applicable": "1", "include_descendants": "on"})
        after = Page.objects.get(pk=page.pk)
        assert after.live and after.path == page.path and rows_of(page).count() == 1, who


SCREENS = ("unpublish", "delete", "move_confirm", "convert_alias", "set_page_position", "revisions_unschedule")


@pytest.mark.parametrize("screen", SCREENS)
def test_no_screen_withdraws_moves_or_reorders_what_was_published(desk, section, screen):
    page, target = section("iv"), EditionPage.objects.get(slug="2021-05-03")
    more = {"move_confirm": [target.pk], "revisions_unschedule": [page.live_revision_id]}.get(screen, [])
    for who in HANDS:
        getattr(desk, who).post(address(screen, page.pk, *more), {"position": "0"})
        after = Page.objects.get(pk=page.pk)
        assert after.live and after.path == page.path, who


@pytest.mark.parametrize("choice", ["publish_copies", "alias"])
@pytest.mark.parametrize("who", ["editor", "root"])
def test_a_copy_is_never_live_at_once(desk, texts, who, choice):
    edition = EditionPage.objects.get(slug="2011-11-10")
    posted = copy_form(texts) | {choice: "on"}
    getattr(desk, who).post(address("copy", edition.pk), posted)
    copy = EditionPage.objects.filter(slug=DAY).first()
    assert copy is None or not (copy.live or copy.get_children().live().exists())


def test_the_status_of_a_text_is_changed_by_two_people_too(desk, texts, client):
    text = texts["instruction-2011"]
    data = form_of(desk.editor, text) | {"status": "repealed", "status_reason": "Abrogée par un essai."}
    submit(desk.editor, text, data)
    approve(desk.editor, text)
    assert "Abrogée par un essai." not in shown(client, "/textes/")
    assert approve(desk.validator, text).status_code == 302
    assert "Abrogée par un essai." in shown(client, "/textes/")


def test_a_publication_row_is_never_changed_nor_removed(section):
    row = rows_of(section("iv")).get()
    with pytest.raises(TypeError):
        row.save()
    with pytest.raises(TypeError):
        row.delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        Publication.objects.filter(pk=row.pk).update(note="autre")
    assert Publication.objects.get(pk=row.pk).note == row.note


def test_the_purge_of_revisions_keeps_what_was_published(desk, submitted):
    approve(desk.validator, submitted)
    published = set(Publication.objects.values_list("revision_id", flat=True))
    for _ in range(2):
        save(desk.editor, submitted)
    call_command("purge_revisions", stdout=StringIO())
    assert published <= set(Revision.objects.values_list("pk", flat=True))


def test_a_follow_up_that_changes_no_word_is_published_as_such(desk, section):
    page = section("iv")
    submit(desk.editor, page, form_of(desk.editor, page) | {"last_verified_on": "2026-11-01"})
    approve(desk.validator, page)
    new, old = rows_of(page)
    assert new.change_kind == "follow-up" and new.sha256 == old.sha256
