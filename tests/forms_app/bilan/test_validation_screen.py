"""The screen that validates an avis offers the groups of diagnoses, and leaves nothing of the choice behind (S5)."""

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone

from forms_app.models import DiagnosisWaiting
from forms_app.services.dossiers import diagnoses, dossier_acts

pytestmark = [pytest.mark.django_db, pytest.mark.databases]


@pytest.fixture
def physician(client, accounts, switched_on, monkeypatch):
    client.force_login(accounts["medecin"])
    monkeypatch.setattr(dossier_acts, "is_fresh", lambda at: True)
    return client


def address(dossier, act="validate-avis"):
    return reverse("dossiers:act", args=[dossier.pk, act])


def test_the_21_groups_are_offered_and_none_is_chosen(physician, examined):
    page = physician.get(address(examined)).content.decode()
    assert all(f'<option value="{code}">' in page for code in diagnoses.named())
    assert 'value="declined"' not in page
    assert "Ne pas l’indiquer" in page


def test_other_acts_do_not_ask(physician, examined):
    page = physician.get(address(examined, "ask-details")).content.decode()
    assert "Groupe de diagnostics" not in page


def test_the_choice_is_counted_and_is_in_no_session(physician, examined):
    day = f"{timezone.localdate():%d/%m/%Y}"
    answer = physician.post(address(examined), {"day": day, "group": "tuberculose"})
    assert answer.status_code == 302
    assert DiagnosisWaiting.objects.count() == 1
    assert "tuberculose" not in str([row.get_decoded() for row in Session.objects.all()])
    assert "tuberculose" not in str(answer.headers)
    assert "tuberculose" not in physician.get(answer["Location"]).content.decode()


def test_another_word_in_the_place_of_a_group_is_refused_beside_the_field(physician, examined):
    day = f"{timezone.localdate():%d/%m/%Y}"
    answer = physician.post(address(examined), {"day": day, "group": "grippe"})
    assert answer.status_code == 422
    assert "Choisissez dans la liste." in answer.content.decode()
    assert not DiagnosisWaiting.objects.exists()
