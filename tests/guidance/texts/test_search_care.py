"""The care of the search (R5): words looked for in vain, counted of nobody; results pinned, set aside, undone."""

import importlib
from datetime import date

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError

from guidance.enums import SearchAct
from guidance.models import Entry, SearchChoice, SearchMiss
from guidance.search import index
from guidance.search.query import search
from guidance.services import search_care

pytestmark = pytest.mark.django_db

MONDAY, SUNDAY, NEXT = date(2026, 11, 16), date(2026, 11, 22), date(2026, 11, 23)
DESK = "/admin/recherche/"


def typed(words="zorblaxine", readers=("a", "b", "c"), day=MONDAY):
    for reader in readers:
        search_care.missed(words, reader, day)
    return [(row.words, row.count) for row in search_care.misses()]


@pytest.mark.databases
def test_words_are_written_at_the_third_reader_of_a_week_and_not_before():
    assert typed(readers=("a", "b")) == []
    assert not SearchMiss.objects.exclude(words="").exists() and "zorblaxine" not in SearchMiss.objects.get().digest
    assert typed(readers=("c",), day=SUNDAY) == [("zorblaxine", 3)]


def test_one_reader_who_insists_counts_once_a_week():
    assert typed(readers=("a",) * 10) == []
    assert SearchMiss.objects.get().count == 1


def test_one_reader_counts_once_whichever_process_answers():
    typed(readers=("a",))
    again = importlib.reload(search_care)  # what another process starts with: nothing in memory
    again.missed("zorblaxine", "a", MONDAY)
    assert SearchMiss.objects.get().count == 1
    again.missed("zorblaxine", "b", MONDAY)
    assert SearchMiss.objects.get().count == 2


def test_who_typed_what_cannot_be_asked_once_the_week_is_over():
    typed(readers=("a",))
    secret = cache.get(f"search-care:{MONDAY}")
    search_care.forget(NEXT)
    assert secret and cache.get(f"search-care:{MONDAY}") is None


def test_readers_of_two_weeks_do_not_add_up_and_the_digests_of_the_past_week_go():
    typed(readers=("a", "b"))
    assert typed(readers=("c",), day=NEXT) == []
    assert [row.week for row in SearchMiss.objects.all()] == [NEXT]


def test_what_is_kept_is_a_monday_and_words_without_case_or_accents():
    typed("  Zorblaxinè des  Marais ", day=SUNDAY)
    row = SearchMiss.objects.get()
    assert (row.week, row.words) == (MONDAY, "zorblaxine marais")


@pytest.mark.parametrize(
    "words",
    [
        "",
        "de la",
        "0612345678",
        "zorb 1234",
        "un deux trois quatre cinq six sept mots",
        "Madame Zorb VIH",
        "né le 3 mai",
    ],
)
def test_what_may_speak_of_a_person_or_is_no_phrase_is_not_even_counted(words):
    typed(words)
    assert not SearchMiss.objects.exists()


def test_a_week_holds_so_many_digests_and_not_one_more(monkeypatch):
    monkeypatch.setattr(search_care, "MOST_PENDING", 2)
    for words in ("zorbun", "zorbdeux", "zorbtrois"):
        typed(words, readers=("a",))
    assert SearchMiss.objects.count() == 2


def test_words_are_forgotten_after_a_year():
    typed()
    search_care.forget(date(2027, 11, 15))
    assert SearchMiss.objects.count() == 1
    search_care.forget(date(2027, 11, 22))
    assert not SearchMiss.objects.exists()


def test_only_a_whole_search_without_result_is_counted(browser):
    client = browser()
    for asked in ("q=secret", "q=zorblaxine&exact=1", "q=zorblaxine&genre=clause", "q=", "q=L.+999-99"):
        client.get(f"/recherche/?{asked}")
    client.head("/recherche/?q=zorblaxine")
    assert not SearchMiss.objects.exists()
    client.get("/recherche/?q=zorblaxine")
    assert SearchMiss.objects.get().count == 1


def test_handled_words_leave_the_desk(signed_in):
    typed()
    signed_in("redacteur").post(DESK, {"traiter": SearchMiss.objects.get().pk})
    assert list(search_care.misses()) == []


@pytest.fixture
def last(accounts):
    """The last result of « avis » among the first ten, and how many there are."""
    index.rebuild()
    return search("avis", decided=True).hits[-1]


def decide(accounts, act, hit, phrase="avis"):
    return search_care.decide(act, phrase, hit.key, accounts["redacteur"], "Demandé par les médecins.")


@pytest.mark.databases
def test_a_pinned_result_comes_first_and_says_so_until_it_is_undone(accounts, last, browser):
    before = search("avis", decided=True)
    choice = decide(accounts, SearchAct.PIN, last)
    found = search("Avis", decided=True)
    assert (found.hits[0].key, found.hits[0].pinned, found.total) == (last.key, True, before.total)
    assert "Mis en avant par la rédaction" in browser().get("/recherche/?q=avis").content.decode()
    assert search_care.undo(choice.pk, accounts["valideur"]) == 1
    assert [hit.key for hit in search("avis", decided=True).hits] == [hit.key for hit in before.hits]


def test_a_result_that_holds_none_of_the_words_can_be_pinned(accounts, last):
    decide(accounts, SearchAct.PIN, last, "zorblaxine")
    found = search("zorblaxine", decided=True)
    assert ([hit.key for hit in found.hits], found.total) == ([last.key], 1)


def test_results_pinned_stand_in_the_order_of_the_choices(accounts, last):
    first, second = search("avis").hits[5], search("avis").hits[2]
    decide(accounts, SearchAct.PIN, first), decide(accounts, SearchAct.PIN, second)
    assert [hit.key for hit in search("avis", decided=True).hits[:2]] == [first.key, second.key]


def test_a_result_set_aside_is_counted_and_can_be_shown(accounts, last, browser):
    before = search("avis").total
    decide(accounts, SearchAct.EXCLUDE, last)
    found = search("avis", decided=True)
    assert (found.total, found.set_aside) == (before - 1, 1)
    shown = search("avis", decided=True, with_set_aside=True)
    assert shown.total == before and [hit.key for hit in shown.hits if hit.set_aside] == [last.key]
    page = browser().get("/recherche/?q=avis").content.decode()
    assert "La rédaction a écarté 1 résultat" in page
    assert "Écarté par la rédaction" in browser().get("/recherche/?q=avis&ecartes=1").content.decode()


def test_the_clauses_offered_beside_a_question_follow_no_choice(accounts, last):
    before = [hit.key for hit in search("avis").hits]
    decide(accounts, SearchAct.EXCLUDE, last)
    assert [hit.key for hit in search("avis").hits] == before


def test_a_result_kept_from_a_reader_is_not_shown_by_a_pin(accounts, last):
    decide(accounts, SearchAct.PIN, last)
    Entry.objects.get(key=last.key).shelf.__class__.objects.update(groups=[99])
    assert search("avis", decided=True).total == 0


def test_a_second_choice_for_the_same_result_asks_to_undo_the_first(accounts, last):
    decide(accounts, SearchAct.PIN, last)
    with pytest.raises(ValidationError, match="annulez-le d’abord"):
        decide(accounts, SearchAct.EXCLUDE, last, "les AVIS")


def test_the_desk_pins_undoes_and_restores_and_keeps_the_history(signed_in, last):
    client = signed_in("redacteur")
    client.post(f"{DESK}?q=avis", {"mettre": last.key, "raison": "La plus demandée."})
    row = SearchChoice.objects.get()
    client.post(DESK, {"annuler": row.pk})
    client.post(DESK, {"retablir": row.pk})
    rows = SearchChoice.objects.order_by("pk")
    assert [(each.reason, each.ended_at is None) for each in rows] == [
        ("La plus demandée.", False),
        ("La plus demandée.", True),
    ]
    assert "Historique" in client.get(DESK).content.decode()


@pytest.mark.parametrize("reason", ["", "Madame Essai a le VIH.", "a" * 256])
def test_a_choice_without_a_fit_reason_keeps_what_was_typed(signed_in, last, reason):
    page = signed_in("redacteur").post(f"{DESK}?q=avis", {"ecarter": last.key, "raison": reason})
    assert page.status_code == 422 and f'value="{reason}" aria-invalid' in page.content.decode().replace("\n", "")
    assert not SearchChoice.objects.exists()


@pytest.mark.parametrize("said", [{"annuler": "x"}, {"traiter": "²"}, {"retablir": "99999999"}])
def test_an_act_on_nothing_is_not_found(signed_in, said):
    assert signed_in("redacteur").post(DESK, said).status_code == 404


@pytest.mark.parametrize(("role", "status"), [("valideur", 200), ("administrateur", 404), ("medecin", 403)])
def test_the_care_of_the_search_is_the_editors(signed_in, role, status):
    assert signed_in(role).get(DESK).status_code == status


def test_a_choice_whose_result_is_gone_is_told_at_the_desk(accounts, last, signed_in):
    decide(accounts, SearchAct.PIN, last)
    Entry.objects.filter(key=last.key).delete()
    assert [row.entry for row in search_care.lost()] == [last.key]
    assert "n’existe plus" in signed_in("redacteur").get("/admin/").content.decode()
