"""The draft of a page comes with the session: to its author alone, while it is kept, and as it is now."""

import uuid
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from forms_app.models import Draft
from forms_app.services.fiches import drafts
from guidance import dates
from portal.accounts.sessions import SessionStore
from tests.conftest import make_account
from tests.forms_app.wizard.filling import AVIS, values

pytestmark = pytest.mark.databases


def brought(client, run):
    """Return what a new request with the cookies of this client is brought of a run."""
    store = SessionStore(client.session.session_key)
    store.bring(run)
    store.load()
    return store.brought


def test_an_author_is_brought_the_draft_as_the_orm_reads_it(begin, browser):
    filling = begin().fill({"demande": AVIS["demande"]})
    found, again = brought(browser, filling.run)[filling.run], Draft.objects.get()
    for field in again._meta.concrete_fields:
        mine, theirs = getattr(found, field.attname), getattr(again, field.attname)
        assert (bytes(mine) == bytes(theirs)) if field.attname == "payload" else mine == theirs, field.name


def test_nobody_is_brought_the_draft_of_another(begin, client):
    filling = begin()
    client.force_login(make_account("directeur"))
    assert brought(client, filling.run) == {filling.run: None}
    assert client.get(filling.url("step", "demande")).status_code == 404


def test_a_run_that_is_none_is_brought_as_none(begin, browser):
    begin()
    unknown = uuid.uuid4()
    assert brought(browser, unknown) == {unknown: None}


@pytest.mark.parametrize(("left", "is_brought"), [(timedelta(seconds=9), True), (timedelta(0), False)])
def test_a_draft_is_brought_until_its_expiry_and_not_after(left, is_brought, begin, browser):
    filling = begin()
    Draft.objects.update(expires_at=timezone.now() + left)
    assert (brought(browser, filling.run)[filling.run] is not None) is is_brought


def test_a_session_that_is_over_brings_nothing(begin, browser):
    filling = begin()
    store = SessionStore(browser.session.session_key)
    Session.objects.all().delete()
    store.bring(filling.run)
    assert store.load() == {}
    assert store.brought == {}


def test_a_session_already_read_brings_nothing(begin, browser):
    filling = begin()
    store = SessionStore(browser.session.session_key)
    assert store["_auth_user_id"]
    store.bring(filling.run)
    assert store.get("epingles") is None
    assert store.brought == {}


def test_typing_the_same_day_moves_no_expiry_and_the_next_day_does(begin, time_machine):
    filling = begin()

    def kept_until(**changed):
        opened = filling.opened()
        drafts.keep(opened, {"identite": values(AVIS["identite"] | changed)}, opened.row.version)
        return Draft.objects.get().expires_at

    end = dates.end_of(dates.today())
    time_machine.move_to(end - timedelta(hours=9))
    first = kept_until(person="Ayoub Essai")
    time_machine.move_to(end - timedelta(seconds=1))
    assert kept_until(person="Autre Essai") == first
    time_machine.move_to(end + timedelta(seconds=2))
    assert dates.of_paris(kept_until(person="Encore Essai")).date() == dates.of_paris(first).date() + timedelta(days=1)


def test_a_draft_is_kept_whole_days_after_its_last_change(begin, settings):
    filling = begin()
    last = dates.of_paris(Draft.objects.get(pk=filling.run).expires_at)
    assert last.date() - dates.today() == timedelta(days=settings.PORTAL_DRAFT_DAYS)
    assert (last.hour, last.minute, last.second) == (23, 59, 59)
