"""From when three months run is a stated choice, shown with its rule; the report's completeness is none (T14, A-13)."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from forms_app.rules.vocabulary import Start
from forms_app.rules.workflow.machine import Refused
from forms_app.services.dossiers import dossier_held, dossier_limits
from guidance.dates import add_months

pytestmark = [pytest.mark.django_db, pytest.mark.databases]
CARD = "count-from-receipt-card"


@pytest.fixture
def received(here, dossier_in, act):
    """A dossier whose report arrived ten days ago and whose préfecture is told."""
    row = dossier_in(here)
    act(row, "register-report", day=timezone.localdate() - timedelta(days=10))
    return row


def avis_limit(row):
    [held] = dossier_held.hold([row])
    report = row.reports.get()
    return next(one for one in dossier_limits.limits(held, report.received_on, None) if one.rule.key == "avis")


def test_three_months_run_from_the_reception_unless_something_else_is_said(received):
    due = avis_limit(received)
    assert (due.start, due.day) == (Start.REPORT_RECEIVED, add_months(timezone.localdate() - timedelta(days=10), 3))


def test_they_run_from_the_card_once_said_and_from_the_report_again_once_said(received, act):
    card = timezone.localdate() - timedelta(days=30)
    act(received, CARD, day=card)
    due = avis_limit(received)
    assert (due.start, due.day) == (Start.RECEIPT_CARD, add_months(card, 3))
    assert "date du récépissé" in due.wording
    act(received, "count-from-report")
    assert avis_limit(received).start == Start.REPORT_RECEIVED


def test_the_choice_stands_in_the_life_of_the_dossier_with_its_clauses(received, act, signed_in, switched_on):
    act(received, CARD, day=date(2016, 3, 12))
    shown = signed_in("secretariat").get(f"/dossiers/{received.pk}/").content.decode()
    assert "Compter les trois mois depuis la date du récépissé" in shown and "12 mars 2016" in shown


def test_counting_from_the_report_again_is_refused_when_it_never_changed(received, act):
    with pytest.raises(Refused, match="déjà comptés"):
        act(received, "count-from-report")


def test_a_removal_matter_has_no_three_months_to_count(here, dossier_in, act):
    row = dossier_in(here, matter="expulsion")
    with pytest.raises(Refused, match="titre de séjour"):
        act(row, CARD)


def test_the_act_asks_the_date_of_the_card_by_its_name(received, signed_in, switched_on):
    shown = signed_in("secretariat").get(f"/dossiers/{received.pk}/actes/{CARD}/").content.decode()
    assert "Date du récépissé" in shown
