"""An approved publication that waits for its hour is taken back by a validator who did not write it, and logged."""

from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from guidance.models import EditionPage
from guidance.services.reviews import schedules

from .desk import DAY, NEW, OLD, address, approve, copy_form, reworded, rows_of, save, shown, submit

DESK = reverse("wagtailadmin_home")


@pytest.fixture
def hour():
    return timezone.now() + timedelta(days=2)


@pytest.fixture
def scheduled(desk, section, hour):
    """Section IV with other words, approved, that appears in two days."""
    page = section("iv")
    submit(
        desk.editor,
        page,
        reworded(desk.editor, page, OLD, NEW, go_live_at=f"{timezone.localtime(hour):%Y-%m-%d %H:%M}"),
    )
    approve(desk.validator, page)
    return page


def screen(page):
    return reverse("desk_cancel_schedule", args=[page.pk])


def publish_after(hour):
    with time_machine.travel(hour + timedelta(minutes=1), tick=True):
        call_command("publish_scheduled", stdout=StringIO())


def test_a_validator_takes_back_a_scheduled_correction_after_being_asked(desk, scheduled, hour, client):
    assert screen(scheduled) in desk.second.get(DESK).content.decode()
    asked = desk.second.get(screen(scheduled)).content.decode()
    assert "Annuler la programmation" in asked and "Ysé Valide" in asked
    assert len(schedules()) == 1, "the question alone changes nothing"
    assert desk.second.post(screen(scheduled)).url == DESK
    publish_after(hour)
    assert NEW not in shown(client, scheduled.url) and rows_of(scheduled).count() == 1
    entry = PageLogEntry.objects.get(page=scheduled, action="wagtail.schedule.cancel")
    assert entry.user == desk.person("second")


def test_without_a_cancellation_it_appears_at_its_hour(scheduled, hour, client):
    publish_after(hour)
    assert rows_of(scheduled).count() == 2


def test_who_approved_may_take_it_back_and_it_is_submitted_and_approved_anew(desk, scheduled):
    desk.validator.post(screen(scheduled))
    save(
        desk.editor,
        scheduled,
        {"go_live_at": "", "change_note": "Une faute.", "change_kind": "transcription"},
        action_submit="1",
    )
    assert rows_of(scheduled).count() == 1
    approve(desk.validator, scheduled)
    assert rows_of(scheduled).count() == 2


def test_who_wrote_or_submitted_it_does_not_take_it_back(desk, section, hour):
    page = section("iv")
    when = f"{timezone.localtime(hour):%Y-%m-%d %H:%M}"
    desk.editor.post(address("edit", page.pk), reworded(desk.editor, page, OLD, NEW, go_live_at=when))
    page.refresh_from_db()
    page.get_workflow().start(page, desk.person("validator"))
    approve(desk.second, page)
    validator = desk.validator
    assert screen(page) not in validator.get(DESK).content.decode()
    validator.post(screen(page))
    assert "une autre personne doit annuler" in validator.get(DESK).content.decode()
    assert len(schedules()) == 1


@pytest.mark.parametrize("who", ["editor", "colleague", "root"])
def test_nobody_but_a_validator_takes_it_back(desk, scheduled, who):
    getattr(desk, who).post(screen(scheduled))
    assert len(schedules()) == 1 and screen(scheduled) not in getattr(desk, who).get(DESK).content.decode()


def test_nothing_to_take_back_is_not_found(desk, section):
    assert desk.validator.get(screen(section("iv"))).status_code == 404


def test_a_scheduled_page_is_no_longer_among_the_drafts_to_submit(desk, scheduled):
    assert "pas encore soumis" not in desk.editor.get(DESK).content.decode()
    desk.second.post(screen(scheduled))
    assert "pas encore soumis" in desk.editor.get(DESK).content.decode()


def test_an_edition_taken_back_is_written_again(desk, texts, hour, client):
    desk.editor.post(address("copy", EditionPage.objects.get(slug="2011-11-10").pk), copy_form(texts))
    edition = EditionPage.objects.get(slug=DAY)
    when = f"{timezone.localtime(hour):%Y-%m-%d %H:%M}"
    save(desk.editor, edition, {"effective_from": DAY, "go_live_at": when}, action_submit="1")
    approve(desk.validator, edition)
    part = edition.get_children().get(slug="iv").specific
    assert part.get_lock() is not None
    assert desk.second.post(screen(edition)).status_code == 302
    publish_after(hour)
    edition = EditionPage.objects.get(pk=edition.pk)
    assert not edition.live and edition.get_lock() is None
    assert type(part).objects.get(pk=part.pk).get_lock() is None
