"""Discussions without identity: physicians alone, nobody named, erased by their author or on their day (A-31, W13)."""

import logging
import re
import uuid
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from forms_app.models import Discussion, DiscussionReply, JournalEvent
from forms_app.rules import keeping
from forms_app.services.fiches import discussions
from forms_app.services.fiches.unnamed import Named

LIST, ASK = "/fiches/echanges/", "/fiches/echanges/nouvelle-question/"
QUESTION = {"subject": "Dialyse en zone rurale", "text": "Patient de 43 ans, dialysé. Que dire de l’accès effectif ?"}
OTHERS = ("secretariat", "directeur", "redacteur", "valideur", "administrateur")


@pytest.fixture
def asked(accounts):
    return discussions.ask(accounts["medecin"], uuid.uuid4(), **QUESTION)


def address(row, *more):
    return "/".join([f"{LIST}{row.pk}", *map(str, more), ""])


def test_a_physician_asks_another_answers_and_both_are_read(signed_in, physicians, browser_of):
    client = signed_in("medecin")
    response = client.post(ASK, QUESTION)
    colleague = browser_of(physicians(1)[0])
    colleague.post(response.url, {"text": "L’offre existe, l’accès effectif non."})
    page = client.get(response.url).content.decode()
    assert "Que dire de l’accès effectif" in page
    assert "L’offre existe" in page
    assert "Dialyse en zone rurale" in client.get(LIST).content.decode()


@pytest.mark.parametrize("role", OTHERS)
def test_nobody_but_a_physician_is_told_that_they_exist(signed_in, asked, role, accounts):
    reply = discussions.reply(asked, accounts["medecin"], uuid.uuid4(), "Une réponse.")
    client = signed_in(role)
    for path in (LIST, ASK, address(asked), address(asked, "effacer"), address(asked, reply.pk, "effacer")):
        assert client.get(path).status_code == 404
        assert client.post(path, QUESTION).status_code == 404
    assert (Discussion.objects.count(), DiscussionReply.objects.count()) == (1, 1)
    assert "sans identité" not in client.get(reverse("forms_app:index")).content.decode()


def test_a_role_taken_away_closes_the_next_page(signed_in, accounts, asked):
    client = signed_in("medecin")
    assert client.get(address(asked)).status_code == 200
    accounts["medecin"].groups.clear()
    assert client.get(address(asked)).status_code == 404


@pytest.mark.parametrize("field", ["subject", "text"])
@pytest.mark.parametrize(
    "planted", ["Mme Tarnaud", "le patient Oriault", "12/03/1981", "7503123456", "12 rue des Tanneurs"]
)
def test_a_person_is_refused_explained_and_everything_typed_stays(signed_in, field, planted):
    posted = QUESTION | {field: f"Au sujet de {planted}, dialysé."}
    response = signed_in("medecin").post(ASK, posted)
    page = response.content.decode()
    assert response.status_code == 422
    assert not Discussion.objects.exists()
    assert planted in page
    assert "ceci" in page
    assert all(words.split(",")[0] in page for words in posted.values())


def test_an_answer_that_names_somebody_is_refused_too(signed_in, asked):
    response = signed_in("medecin").post(address(asked), {"text": "Je connais Mme Tarnaud."})
    assert response.status_code == 422
    assert not DiscussionReply.objects.exists()
    assert "Je connais Mme Tarnaud." in response.content.decode()


def test_the_service_refuses_a_name_whatever_the_door(accounts, asked):
    with pytest.raises(Named) as refused:
        discussions.reply(asked, accounts["medecin"], uuid.uuid4(), "Je connais Mme Tarnaud.")
    assert "Tarnaud" not in str(refused.value)


@pytest.mark.parametrize(
    "posted", [{}, {"subject": "x" * 121}, {"text": "é" * 4_001}, {"text": "a\x00b"}, {"text": " \u200b "}]
)
def test_what_is_no_question_is_refused(signed_in, posted):
    response = signed_in("medecin").post(ASK, {**(QUESTION if posted else {}), **posted})
    assert response.status_code == 422
    assert not Discussion.objects.exists()


def test_a_double_click_asks_once(signed_in):
    client = signed_in("medecin")
    key = re.search(r'name="key" value="([0-9a-f-]{36})"', client.get(ASK).content.decode())[1]
    first, second = (client.post(ASK, QUESTION | {"key": key}) for _ in range(2))
    assert first.url == second.url
    assert Discussion.objects.count() == 1


def test_a_key_of_somebody_else_changes_nothing(physicians, browser_of, asked):
    client = browser_of(physicians(1)[0])
    assert client.post(ASK, {"subject": "Autre", "text": "Autre chose.", "key": str(asked.pk)}).status_code == 404
    assert discussions.opened(Discussion.objects.get()).subject == QUESTION["subject"]


def test_an_author_erases_a_question_with_its_answers(signed_in, physicians, asked):
    discussions.reply(asked, physicians(1)[0], uuid.uuid4(), "Une réponse.")
    client = signed_in("medecin")
    assert "sa réponse seront effacées" in client.get(address(asked, "effacer")).content.decode()
    assert client.post(address(asked, "effacer")).url == LIST
    assert (Discussion.objects.count(), DiscussionReply.objects.count()) == (0, 0)


def test_nobody_erases_what_another_wrote(physicians, browser_of, accounts, asked):
    reply = discussions.reply(asked, accounts["medecin"], uuid.uuid4(), "Une réponse.")
    client = browser_of(physicians(1)[0])
    for path in (address(asked, "effacer"), address(asked, reply.pk, "effacer")):
        assert client.get(path).status_code == 404
        assert client.post(path).status_code == 404
    assert DiscussionReply.objects.count() == 1


def test_an_author_erases_an_answer_alone(signed_in, accounts, asked):
    reply = discussions.reply(asked, accounts["medecin"], uuid.uuid4(), "Une réponse.")
    signed_in("medecin").post(address(asked, reply.pk, "effacer"))
    assert (Discussion.objects.count(), DiscussionReply.objects.count()) == (1, 0)


def test_an_answer_is_not_erased_under_another_question(signed_in, accounts, asked):
    other = discussions.ask(accounts["medecin"], uuid.uuid4(), "Autre", "Autre chose.")
    reply = discussions.reply(asked, accounts["medecin"], uuid.uuid4(), "Une réponse.")
    assert signed_in("medecin").post(address(other, reply.pk, "effacer")).status_code == 404


def test_a_discussion_is_read_on_its_last_day_and_gone_the_next(signed_in, asked):
    client = signed_in("medecin")
    last = timezone.localtime().replace(hour=12) + timedelta(days=keeping.DURATIONS[0].days)
    with time_machine.travel(last, tick=False):
        client = signed_in("medecin")
        assert client.get(address(asked)).status_code == 200
        assert discussions.purge_over() == 0
    with time_machine.travel(last + timedelta(days=1), tick=False):
        client = signed_in("medecin")
        assert client.get(address(asked)).status_code == 404
        assert discussions.purge_over() == 1
    assert not Discussion.objects.exists()


def test_rows_logs_and_journal_hold_no_word_of_it(signed_in, caplog):
    with caplog.at_level(logging.DEBUG):
        client = signed_in("medecin")
        client.get(client.post(ASK, QUESTION).url)
        client.post(ASK, QUESTION | {"text": "Je connais Mme Tarnaud."})
    row = Discussion.objects.get()
    assert b"rurale" not in bytes(row.payload)
    assert not any(word in caplog.text for word in ("rurale", "Tarnaud", "effectif"))
    assert not JournalEvent.objects.exists()


def test_a_row_sealed_under_a_lost_key_shows_no_word_and_breaks_no_page(signed_in, asked):
    Discussion.objects.update(payload=b"perdu")
    assert "Illisible" in signed_in("medecin").get(LIST).content.decode()


def test_markup_is_shown_as_it_was_typed(signed_in):
    client = signed_in("medecin")
    page = client.get(client.post(ASK, QUESTION | {"text": "<script>alert(1)</script> dialyse"}).url).content.decode()
    assert "&lt;script&gt;" in page
    assert "<script>alert" not in page


def test_the_pages_cost_the_same_for_one_row_and_for_many(signed_in, accounts, asked):
    client = signed_in("medecin")
    client.get(LIST)

    def cost(path):
        with CaptureQueriesContext(connection) as asked_of_it:
            assert client.get(path).status_code == 200
        return len(asked_of_it)

    few = cost(LIST), cost(address(asked))
    for rank in range(8):
        discussions.ask(accounts["medecin"], uuid.uuid4(), f"Sujet {rank}", "Une question.")
        discussions.reply(asked, accounts["medecin"], uuid.uuid4(), f"Réponse {rank}.")
    assert (cost(LIST), cost(address(asked))) == few
