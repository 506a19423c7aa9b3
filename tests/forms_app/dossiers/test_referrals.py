"""The préfet's referral opens a dossier to the director before any avis, and only the dossier that it names (V-9)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from forms_app.enums import JournalAct, Result
from forms_app.models import JournalEvent
from forms_app.services.dossiers import dossier_lists, referrals
from forms_app.services.team import people
from guidance.dates import add_months, in_words
from portal.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.databases, pytest.mark.usefixtures("switched_on")]
ADDRESS = "/dossiers/saisine/"


def typed(row, **changes):
    day = timezone.localdate() - timedelta(days=2)
    return {"reference": row.reference, "name": "BENALI Amina", "day": f"{day:%d/%m/%Y}"} | changes


def test_the_director_records_a_referral_before_the_avis_and_meets_the_dossier(here, dossier_in, signed_in):
    row = dossier_in(here)
    browser = signed_in("directeur")
    assert browser.get(f"/dossiers/{row.pk}/").status_code == 404
    answer = browser.post(ADDRESS, typed(row))
    assert (answer.status_code, answer.url) == (302, f"/dossiers/{row.pk}/")
    shown = browser.get(answer.url).content.decode()
    due = add_months(timezone.localdate() - timedelta(days=2), 1)
    assert "saisine du préfet" in shown and f"{due.year}" in shown and "Ben Ali Amina" in shown


def test_the_list_of_the_director_tells_apart_the_limit_of_others_from_the_director_s_own(
    here, dossier_in, act, signed_in
):
    row, today = dossier_in(here), timezone.localdate()
    act(row, "register-report", day=today - timedelta(days=100))
    browser = signed_in("directeur")
    browser.post(ADDRESS, typed(row))
    shown = dossier_lists.todo(held_by("directeur")).rows[0]
    assert shown.limit.due.rule.key == "notice" and shown.limit_of_others.startswith("Avis de réception du rapport")
    assert shown.tasks[0].limit.due.day == add_months(today - timedelta(days=2), 1)
    page = browser.get("/dossiers/a-faire/").content.decode().replace("\xa0", " ")
    assert f"Au plus tard le {in_words(shown.tasks[0].limit.due.day)}" in page and shown.limit_of_others in page
    assert dossier_lists.todo(held_by("secretariat")).rows[0].limit_of_others == ""


def held_by(username):
    return list(people.memberships_of(User.objects.get(username=username), on=timezone.localdate()))


@pytest.mark.parametrize(
    "changes",
    [{"reference": "2016-99999"}, {"name": "Autre Personne"}, {"reference": "1"}, {"name": ""}, {"day": "31/02/2026"}],
)
def test_a_referral_that_names_no_dossier_says_the_same_whatever_is_wrong(changes, here, dossier_in, signed_in):
    row = dossier_in(here)
    answer = signed_in("directeur").post(ADDRESS, typed(row, **changes))
    assert answer.status_code == 422 and not row.passages.exists()
    assert signed_in("directeur").get(f"/dossiers/{row.pk}/").status_code == 404


def test_references_tried_in_turn_with_a_name_stop_at_the_limit_of_the_day(
    here, dossier_in, signed_in, monkeypatch, time_machine
):
    """The right one is refused with the others, else it would be told apart."""
    monkeypatch.setattr(referrals, "MOST_IN_VAIN", 3)
    row, browser = dossier_in(here), signed_in("directeur")
    for number in range(3):
        answer = browser.post(ADDRESS, typed(row, reference=f"2015-{number}"))
        assert "ne porte à la fois cette référence et ce nom" in answer.content.decode()
    answer = browser.post(ADDRESS, typed(row))
    assert answer.status_code == 422 and "revenez demain" in answer.content.decode()
    assert not row.passages.exists()
    midnight = timezone.localtime().replace(hour=0, minute=1) + timedelta(days=1)
    time_machine.move_to(midnight)
    assert signed_in("directeur").post(ADDRESS, typed(row)).status_code == 302


def test_below_the_limit_of_the_day_a_referral_is_still_recorded(here, dossier_in, signed_in, monkeypatch):
    monkeypatch.setattr(referrals, "MOST_IN_VAIN", 3)
    row, browser = dossier_in(here), signed_in("directeur")
    for number in range(2):
        browser.post(ADDRESS, typed(row, reference=f"2015-{number}"))
    assert browser.post(ADDRESS, typed(row)).status_code == 302


def test_a_vain_referral_is_journaled_as_refused(here, dossier_in, signed_in):
    signed_in("directeur").post(ADDRESS, typed(dossier_in(here), name="Autre"))
    event = JournalEvent.objects.get(act=JournalAct.DOSSIER_SEARCHED)
    assert (event.result, event.role) == (Result.REFUSED, "director")


def test_a_dossier_of_another_authority_is_never_found(here, elsewhere, dossier_in, signed_in):
    row = dossier_in(elsewhere)
    assert signed_in("directeur").post(ADDRESS, typed(row)).status_code == 422


def test_who_directs_nothing_has_no_such_screen(here, signed_in):
    for username in ("medecin", "secretariat", "administrateur"):
        assert signed_in(username).get(ADDRESS).status_code == 404


def test_a_referral_does_not_open_the_avis_before_it_is_handed_over(here, dossier_in, act, deliver, signed_in):
    row = dossier_in(here)
    act(row, "register-report")
    act(row, "begin-review", "medecin")
    deliver(row, "avis", "medecin")
    act(row, "validate-avis", "medecin", authenticated_at=timezone.now())
    signed_in("directeur").post(ADDRESS, typed(row))
    avis = f"/dossiers/{row.pk}/avis/{row.avis.get().pk}.pdf"
    assert signed_in("directeur").get(avis).status_code == 404
    act(row, "record-signature")
    act(row, "submit")
    assert signed_in("directeur").get(avis).status_code == 200
