"""Somebody who left a service, with an account that is still open: what was begun there from a dossier is closed."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from forms_app import policy
from forms_app.models import Draft, Membership
from forms_app.services.dossiers import dossier_fiches
from forms_app.services.fiches import drafts
from forms_app.services.trace.journal import Origin

pytestmark = [pytest.mark.django_db, pytest.mark.databases, pytest.mark.usefixtures("switched_on")]
PAGES = ("", "page/", "demande/", "relecture/", "lettre/", "lettre.pdf", "a-effacer/", "supprimer/")


@pytest.fixture
def begun(here, dossier_in, act, accounts, monkeypatch):
    """An avis that a physician has begun from a dossier: the person's name is in it before anything is typed."""
    monkeypatch.setattr(dossier_fiches.beside, "snapshot", lambda fiche: {})
    row, user = dossier_in(here), accounts["medecin"]
    act(row, "register-report")
    act(row, "begin-review", "medecin")
    opened = dossier_fiches.begin(
        origin=Origin(user),
        reader=policy.opened(user, row.pk, on=timezone.localdate()),
        key="avis",
        on=timezone.localdate(),
    )
    return opened.row


def answers(user, run):
    """Statuses of the pages of a run for somebody whose account is open."""
    browser = Client()
    browser.force_login(user)
    return {page: browser.get(f"/fiches/brouillons/{run}/{page}").status_code for page in PAGES}, browser


def leaves(user, last_day):
    Membership.objects.filter(user=user).update(ends_on=last_day)


def test_on_the_last_day_a_draft_of_a_dossier_is_open_and_on_the_next_it_is_nobody_s(begun, accounts):
    user, today = accounts["medecin"], timezone.localdate()
    leaves(user, today)
    found, browser = answers(user, begun.pk)
    assert found["demande/"] == found["relecture/"] == 200
    assert str(begun.pk) in browser.get("/fiches/brouillons/").content.decode()
    leaves(user, today - timedelta(days=1))
    found, browser = answers(user, begun.pk)
    assert set(found.values()) == {404}
    assert str(begun.pk) not in browser.get("/fiches/brouillons/").content.decode()


def test_nothing_is_written_any_more_into_the_draft_of_a_dossier_that_was_left(begun, accounts):
    user = accounts["medecin"]
    leaves(user, timezone.localdate() - timedelta(days=1))
    browser = Client()
    browser.force_login(user)
    for page in ("enregistrer/", "demande/", "relecture/", "lettre/"):
        assert browser.post(f"/fiches/brouillons/{begun.pk}/{page}", {"etape": "demande"}).status_code == 404
    assert Draft.objects.get(pk=begun.pk).version == begun.version


def test_a_draft_begun_without_a_dossier_stays_with_its_author(accounts):
    user = accounts["medecin"]
    opened = drafts.start(user, "avis", "ars", without_file=False)
    assert drafts.load(user, opened.row.pk).row.pk == opened.row.pk
    assert [row.pk for row in drafts.of(user)] == [opened.row.pk]
