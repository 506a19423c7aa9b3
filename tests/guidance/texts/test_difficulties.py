"""Difficulties with a clause (A-40): told by readers in two acts, answered at the desk, exported without names."""

import csv
import io

import pytest
from django.contrib.auth.models import Group
from django.db import IntegrityError, transaction
from django.urls import reverse
from wagtail.models import PageViewRestriction

from guidance.models import Difficulty, TextPage
from guidance.services import difficulties

pytestmark = pytest.mark.django_db

ADDRESS = "/difficultes/signaler/?texte=instruction-2011&edition=2011-11-10&clause=IV-3"
DESK = "/admin/difficultes/"
SAID = "Le délai ne dit pas depuis quel jour il court."


@pytest.fixture
def told(accounts):
    """Function that records a difficulty of the physician's: `told("IV-3", "Des mots.")`."""

    def tell(label="IV-3", said=SAID, author="medecin"):
        clause = difficulties.clause_read("instruction-2011", "2011-11-10", label)
        return difficulties.tell(accounts[author], clause, said)

    return tell


def test_each_clause_offers_the_form_of_its_difficulty(browser, section):
    page = browser().get(section("iv").url).content.decode()
    assert '<button class="clause-flag" form="difficulte" name="clause" value="IV-3">' in page
    assert '<form id="difficulte" action="/difficultes/signaler/">' in page


def test_a_page_as_published_on_a_day_offers_none(browser, section):
    page = section("iv")
    last = page.edition.publications.filter(page_id=page.pk).first().published_at
    shown = browser().get(f"{page.url}publie-le/{last:%Y-%m-%d}/").content.decode()
    assert "clause-flag" not in shown


def test_a_difficulty_is_told_by_one_form_and_read_back_by_its_author_alone(signed_in, accounts, browser):
    client = signed_in("medecin")
    assert "IV-3" in client.get(ADDRESS).content.decode()
    answer = client.post(ADDRESS, {"said": SAID}, follow=True)
    assert SAID in answer.content.decode() and "Signalement envoyé" in answer.content.decode()
    row = Difficulty.objects.get()
    assert (row.text.slug, row.label, row.edition, row.author) == (
        "instruction-2011",
        "IV-3",
        "2011-11-10",
        accounts["medecin"],
    )
    assert SAID not in browser(accounts["directeur"]).get("/difficultes/").content.decode()


def test_the_same_words_sent_twice_are_one_difficulty(told):
    assert told() == told()
    assert told(said="D’autres mots.") != told()
    assert Difficulty.objects.count() == 2


@pytest.mark.parametrize("said", ["", "   ", "Madame Essai est suivie pour un VIH.", "Né le 3 mai 1980.", "a" * 1501])
def test_words_that_may_not_be_kept_stay_in_the_form_with_the_reason(signed_in, said):
    answer = signed_in("medecin").post(ADDRESS, {"said": said})
    page = answer.content.decode()
    assert answer.status_code == 422 and 'id="id_said_error"' in page and not Difficulty.objects.exists()
    assert said.strip() in page


def test_words_of_medicine_that_speak_of_nobody_are_kept(signed_in):
    signed_in("medecin").post(ADDRESS, {"said": "La liste ne dit rien du suivi virologique du VIH."})
    assert Difficulty.objects.count() == 1


def test_one_person_may_have_forty_waiting_and_not_one_more(told, monkeypatch):
    monkeypatch.setattr(difficulties, "MOST_OPEN", 2)
    told(said="Une."), told(said="Deux.")
    with pytest.raises(Exception, match="attendent déjà"):
        told(said="Trois.")
    told(said="Trois.", author="directeur")
    assert Difficulty.objects.count() == 3


@pytest.mark.parametrize(
    "asked",
    [
        "",
        "?texte=instruction-2011&edition=2011-11-10&clause=ZZ-9",
        "?texte=x&edition=2011-11-10&clause=IV-3",
        "?clause=%00",
    ],
)
def test_what_names_no_published_clause_is_not_found(signed_in, asked):
    assert signed_in("medecin").get(f"/difficultes/signaler/{asked}").status_code == 404


def test_a_clause_one_may_not_read_is_not_found(signed_in, section):
    restriction = PageViewRestriction.objects.create(page=section("iv"), restriction_type=PageViewRestriction.GROUPS)
    restriction.groups.add(Group.objects.get(name="Directions"))
    assert signed_in("medecin").get(ADDRESS).status_code == 404
    assert signed_in("directeur").get(ADDRESS).status_code == 200


def test_the_desk_groups_by_clause_the_clause_of_the_oldest_first(told):
    rows = [told("V-1", "Une."), told("IV-3", "Deux."), told("V-1", "Trois.")]
    groups = difficulties.waiting()["clauses"]
    assert [(group["label"], group["rows"]) for group in groups] == [("V-1", [rows[0], rows[2]]), ("IV-3", [rows[1]])]


@pytest.mark.parametrize(("button", "state", "left"), [("clore", "closed", 0), ("garder", "answered", 1)])
def test_an_answer_is_read_by_the_author_and_closes_only_when_asked(told, browser, accounts, button, state, left):
    row = told()
    answer = {"signalement": row.pk, "reponse": "La note du 2 mars le précisera.", button: "oui"}
    assert browser(accounts["redacteur"]).post(DESK, answer).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.answered_by, difficulties.waiting()["count"]) == (state, accounts["redacteur"], left)
    assert "La note du 2 mars" in browser(accounts["medecin"]).get("/difficultes/").content.decode()


@pytest.mark.parametrize("words", ["", "Monsieur Essai a une hépatite.", "a" * 1501])
def test_a_refused_answer_keeps_what_was_typed_and_the_difficulty_open(told, signed_in, words):
    row = told()
    page = signed_in("redacteur").post(DESK, {"signalement": row.pk, "reponse": words, "clore": "oui"})
    assert page.status_code == 422 and f'id="reponse-{row.pk}-erreur"' in page.content.decode()
    assert f">{words}</textarea>" in page.content.decode()
    row.refresh_from_db()
    assert row.state == "open"


def test_a_closed_difficulty_is_answered_no_more(told, signed_in):
    row, client = told(), signed_in("valideur")
    for words in ("La première.", "La seconde."):
        client.post(DESK, {"signalement": row.pk, "reponse": words, "clore": "oui"})
    row.refresh_from_db()
    assert row.answer == "La première."


@pytest.mark.databases
def test_the_database_refuses_an_answer_without_words(told):
    row = told()
    with pytest.raises(IntegrityError), transaction.atomic():
        Difficulty.objects.filter(pk=row.pk).update(state="closed")


@pytest.mark.parametrize("key", ["", "x", "9999999", "9" * 40, "²"])
def test_an_answer_to_nothing_is_not_found(signed_in, key):
    assert signed_in("redacteur").post(DESK, {"signalement": key, "reponse": "Oui."}).status_code == 404


def test_the_file_for_the_letter_names_nobody_and_holds_no_formula(told, signed_in, accounts):
    told(said="=SOMME(A1)"), told("V-1", "-1 jour ?")
    answer = signed_in("redacteur").get(reverse("desk_difficulties_csv"))
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert [row[4] for row in rows[1:]] == ["'=SOMME(A1)", "'-1 jour ?"]
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)
    assert accounts["medecin"].last_name not in answer.content.decode()


@pytest.mark.parametrize(
    ("role", "status"), [("redacteur", 200), ("valideur", 200), ("administrateur", 404), ("medecin", 403)]
)
def test_only_editors_and_validators_read_the_difficulties_of_others(signed_in, role, status):
    client = signed_in(role)
    assert {client.get(DESK).status_code, client.get(reverse("desk_difficulties_csv")).status_code} == {status}


def test_the_desk_asks_as_many_queries_for_one_difficulty_as_for_sixty(told, signed_in, django_assert_max_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client, counts = signed_in("redacteur"), []
    told()
    client.get(DESK)
    for more in (0, 59):
        text = TextPage.objects.get(slug="instruction-2011")
        Difficulty.objects.bulk_create(
            Difficulty(text=text, label=f"IV-{n}", edition="2011-11-10", said=f"Mots {n}") for n in range(more)
        )
        with CaptureQueriesContext(connection) as queries:
            client.get(DESK)
        counts.append(len(queries))
    assert counts[0] == counts[1]
