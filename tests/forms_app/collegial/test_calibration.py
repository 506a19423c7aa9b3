"""Made-up cases: answered blind and once, their spread by whole groups of four, never who (A-31)."""

import uuid
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from forms_app.enums import CalibrationFiche, KeptText
from forms_app.models import Answered, CalibrationCase, Tally
from forms_app.rules import keeping
from forms_app.services.fiches import calibration
from forms_app.services.fiches.unnamed import Named

LIST, WRITE = "/fiches/cas-types/", "/fiches/cas-types/nouveau/"
CASE = {"fiche": "college", "subject": "Dialyse", "text": "Homme de 43 ans, dialysé, originaire du Mali."}
SAID = {"care": "needed", "gravity": "can", "treatment": "exists", "duration": "long-term"}
BLANK = dict.fromkeys(SAID, "blank")
OTHERS = ("secretariat", "directeur", "redacteur", "valideur", "administrateur")


@pytest.fixture
def case(accounts):
    return calibration.write(accounts["medecin"], uuid.uuid4(), **CASE)


def address(row, more=""):
    return f"{LIST}{row.pk}/{more}"


def answer_as(people, row, said=SAID):
    for person in people:
        calibration.answer(person, row, said)
    row.refresh_from_db()


def test_a_case_is_written_and_asks_for_the_four_statements(signed_in):
    client = signed_in("medecin")
    response = client.post(WRITE, CASE | {"made_up": "on"})
    page = client.get(response.url).content.decode()
    assert page.count("<fieldset") == 4
    assert "pourrait y bénéficier effectivement d’un traitement approprié" in page
    assert "checked" not in page
    assert "Répartition" not in page


@pytest.mark.parametrize("fiche", CalibrationFiche.values)
def test_every_statement_has_two_answers_and_the_empty_boxes(fiche):
    asked = calibration.statements(fiche)
    assert [question.name for question in asked] == list(calibration.STATEMENTS)
    assert all(len(calibration.choices(question)) == 3 for question in asked)


@pytest.mark.parametrize(
    "posted", [{"made_up": ""}, {"text": "Cas de Mme Tarnaud."}, {"fiche": "autre"}, {"subject": ""}]
)
def test_a_case_that_is_not_made_up_or_names_somebody_is_refused(signed_in, posted):
    response = signed_in("medecin").post(WRITE, CASE | {"made_up": "on"} | posted)
    assert response.status_code == 422
    assert not CalibrationCase.objects.exists()


def test_the_service_refuses_a_name_whatever_the_door(accounts):
    with pytest.raises(Named):
        calibration.write(accounts["medecin"], uuid.uuid4(), "college", "Cas", "Homme suivi par le Dr Sorbier.")


@pytest.mark.parametrize("role", OTHERS)
def test_nobody_but_a_physician_is_told_that_they_exist(signed_in, case, role):
    client = signed_in(role)
    for path in (LIST, WRITE, address(case), address(case, "effacer/")):
        assert client.get(path).status_code == 404
        assert client.post(path, CASE | SAID).status_code == 404
    assert (CalibrationCase.objects.count(), Answered.objects.count()) == (1, 0)


def test_an_answer_is_counted_once_and_nothing_changes_after(signed_in, case):
    client = signed_in("medecin")
    client.post(address(case), SAID)
    again = client.post(address(case), BLANK)
    assert again.status_code == 409
    counted = {(row.statement, row.answer): row.count for row in Tally.objects.filter(count__gt=0)}
    assert counted == {(name, value): 1 for name, value in SAID.items()}
    assert "rien ne pourra" not in client.get(address(case)).content.decode()


@pytest.mark.parametrize("left_out", SAID)
def test_four_answers_are_asked_and_the_others_stay_chosen(signed_in, case, left_out):
    posted = {name: value for name, value in SAID.items() if name != left_out}
    response = signed_in("medecin").post(address(case), posted)
    assert response.status_code == 422
    assert response.content.decode().count("checked") == 3
    assert not Answered.objects.exists()


def test_an_answer_that_is_not_offered_is_refused_by_both_doors(signed_in, accounts, case):
    assert signed_in("medecin").post(address(case), SAID | {"care": "autre"}).status_code == 422
    with pytest.raises(KeyError):
        calibration.answer(accounts["medecin"], case, SAID | {"care": "autre"})
    assert not Answered.objects.exists()


def test_the_spread_is_hidden_at_three_answers_and_shown_at_four(case, physicians, browser_of):
    people = physicians(4)
    client = browser_of(people[0])
    answer_as(people[:3], case)
    assert calibration.spread(case) == []
    assert "sur 4" not in client.get(address(case)).content.decode()
    answer_as(people[3:], case)
    assert "4 sur 4" in client.get(address(case)).content.decode()


def test_who_has_not_answered_sees_no_spread_the_author_included(signed_in, case, physicians):
    answer_as(physicians(4), case)
    page = signed_in("medecin").get(address(case)).content.decode()
    assert "sur 4" not in page
    assert "Répondre définitivement" in page


def test_the_fifth_answer_cannot_be_told_by_looking_before_and_after(case, physicians, browser_of):
    people = physicians(8)
    answer_as(people[:4], case)
    before = calibration.spread(case)
    for rank in range(4, 7):
        answer_as(people[rank : rank + 1], case, BLANK)
        assert calibration.spread(case) == before
    answer_as(people[7:], case, BLANK)
    assert {line.count for line in calibration.spread(case)[0].lines} == {4, 0}
    assert "8 premières réponses" in browser_of(people[0]).get(address(case)).content.decode()


def test_a_page_never_says_who_answered(case, physicians, browser_of):
    people = physicians(5)
    answer_as(people, case)
    page = browser_of(people[0]).get(address(case)).content.decode()
    assert not any(person.username in page for person in people[1:])


def test_nothing_kept_joins_a_person_and_an_answer(case, physicians):
    """No day, no order, no common key: in the table of people, only the case and the person."""
    answer_as(physicians(3), case)
    assert {field.name for field in Answered._meta.get_fields()} == {"id", "case", "person"}
    assert all(isinstance(row.pk, uuid.UUID) for row in Answered.objects.all())
    assert not any(field.is_relation and field.name != "case" for field in Tally._meta.get_fields())
    assert Tally.objects.count() == 12


def test_every_tally_is_written_again_by_each_answer(accounts, case):
    """The transaction that a database keeps with each row would else tell what the last one answered."""
    with CaptureQueriesContext(connection) as queries:
        calibration.answer(accounts["medecin"], case, SAID)
    written = [query["sql"] for query in queries if query["sql"].startswith('UPDATE "forms_app_tally"')]
    assert len(written) == 1
    assert "statement" not in written[0].partition(" WHERE ")[2].rpartition("END")[2]


def test_an_author_erases_a_case_and_nobody_else_does(signed_in, case, physicians, browser_of):
    other = browser_of(physicians(1)[0])
    assert other.get(address(case, "effacer/")).status_code == 404
    assert other.post(address(case, "effacer/")).status_code == 404
    client = signed_in("medecin")
    assert client.get(address(case, "effacer/")).status_code == 200
    assert client.post(address(case, "effacer/")).url == LIST
    assert not Tally.objects.exists()


def test_a_case_is_read_on_its_last_day_and_gone_the_next(signed_in, case):
    days = keeping.duration(KeptText.CALIBRATION, timezone.localdate()).days
    last = timezone.localtime().replace(hour=12) + timedelta(days=days)
    with time_machine.travel(last, tick=False):
        assert signed_in("medecin").get(address(case)).status_code == 200
        assert calibration.purge_over() == 0
    with time_machine.travel(last + timedelta(days=1), tick=False):
        assert signed_in("medecin").get(address(case)).status_code == 404
        assert calibration.purge_over() == 1


def test_the_list_costs_the_same_for_one_case_and_for_many(signed_in, accounts, case):
    client = signed_in("medecin")
    client.get(LIST)
    costs = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(LIST).status_code == 200
        costs.append(len(asked))
        for _ in range(5):
            calibration.write(accounts["medecin"], uuid.uuid4(), **CASE)
    assert costs[0] == costs[1]


def test_what_was_promised_stays_true_when_a_duration_changes(monkeypatch):
    first = keeping.DURATIONS[0]
    later = keeping.Duration(first.kept, first.since + timedelta(days=400), 30, "plus court")
    monkeypatch.setattr(keeping, "DURATIONS", (later, first))
    assert keeping.duration(first.kept, later.since - timedelta(days=1)) == first
    assert keeping.duration(first.kept, later.since) == later
    assert keeping.duration(first.kept, first.since - timedelta(days=1)) == first
