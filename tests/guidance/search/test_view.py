"""The page of results says what was found, why, and what to do when nothing was."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser, Group
from django.test import RequestFactory

from guidance.search import index
from guidance.search.registry import EntryData
from guidance.views.search import page_number, reader_groups, search_view

pytestmark = pytest.mark.django_db


def page(user=None, **query):
    request = RequestFactory().get("/recherche/", query)
    request.user = user or AnonymousUser()
    response = search_view(request)
    assert response.status_code == 200
    return response.content.decode()


def test_a_hit_shows_its_text_its_section_its_words_and_where_it_opens(both_texts):
    shown = page(q="sous couvert")
    assert "résultats pour «&nbsp;sous couvert&nbsp;»" in shown
    assert 'href="/textes/instruction-2011/2011-11-10/v/#V-7"' in shown
    assert "<mark>sous couvert</mark>" in shown
    assert "Rôle du directeur général" in shown
    assert "Édition du 10\u00a0novembre\u00a02011, à lire ce jour" in shown


def test_a_correction_is_announced_and_can_be_refused(both_texts):
    assert "chercher exactement" in page(q="reccépissé")
    assert "exact=1" in page(q="reccépissé")
    assert "Aucun résultat" in page(q="reccépissé", exact="1")


def test_an_article_has_a_card_with_its_other_numbers(both_texts):
    shown = page(q="L.425-9")
    assert "Article L.\u00a0425-9 du CESEDA" in shown
    assert "L.\u00a0313-11\u00a0(11°) du CESEDA" in shown
    assert "1er\u00a0mai\u00a02021" in shown


def test_a_query_without_result_says_what_to_try(both_texts):
    shown = page(q="zzzzqqqq")
    assert "Aucun résultat pour" in shown
    assert "Que chercher" in shown


def test_an_empty_query_explains_the_search():
    assert "Que chercher" in page(q="")


def test_filters_keep_the_query_and_show_their_counts(both_texts):
    shown = page(q="avis", texte="arrete-2017")
    assert '<input type="radio" name="texte" value="arrete-2017" checked>' in shown
    assert '<input type="hidden" name="q" value="avis">' in shown
    assert "/textes/instruction-2011/" not in shown


def test_pages_keep_the_query_and_the_filters(both_texts):
    assert "q=avis&amp;texte=instruction-2011&amp;page=2" in page(q="avis", texte="instruction-2011")


@pytest.mark.parametrize("query", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "\x00", "a" * 10_000])
def test_what_a_reader_types_never_becomes_markup(query, both_texts):
    shown = page(q=query)
    assert "<script>alert" not in shown
    assert "<img src=x" not in shown


@pytest.mark.parametrize("number", ["-1", "0", "9999999999", "abc", "²", "", "1e3"])
def test_any_page_number_gives_a_page(number, both_texts):
    page(q="avis", page=number, genre="nothing", texte="nothing")


@pytest.mark.parametrize(("typed", "number"), [("1", 1), ("12", 12), ("999999", 1000), ("1000000", 1), ("-1", 1)])
def test_a_page_number_is_read_within_bounds(typed, number):
    assert page_number(typed) == number


def test_a_reserved_entry_is_shown_to_its_group_only():
    group = Group.objects.create(name="Direction")
    user = get_user_model().objects.create_user("d", password="x")
    entry = EntryData("k", "clause", "Réservé", "/r/", "une consigne", groups=frozenset({group.pk}))
    index.replace("clause", "s", [entry])
    assert 'href="/r/"' not in page(user, q="consigne")
    user.groups.add(group)
    assert 'href="/r/"' in page(user, q="consigne")


def test_an_account_belongs_to_its_groups_and_an_anonymous_reader_to_none():
    user = get_user_model().objects.create_user("d", password="x")
    assert reader_groups(AnonymousUser()) == frozenset()
    assert reader_groups(user) == frozenset({0})
