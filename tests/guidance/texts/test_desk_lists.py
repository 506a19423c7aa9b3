"""The lists beside the texts read their address strictly: a hostile one is refused in French, never our error."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from guidance.models import LocalNote, NotingAuthority
from guidance.wagtail_hooks.lists import LONGEST_SEARCH
from guidance.wagtail_hooks.tables import BesideTheTexts

LISTS = [table.model._meta.model_name for table in BesideTheTexts.items]
REFUSED = (
    "foo__bar=1",
    "foo=1",
    "=1",
    "pk=abc",
    "pk__in=1,x",
    "id__regex=(",
    "pk__foo__bar=1",
    "_changelist_filters=1",
    "q=%00",
    f"q={'a+' * LONGEST_SEARCH}",
)
IGNORED = (
    "p=abc",
    "p=-1",
    "p=99999999999999999999",
    "o=zz",
    "o=99.-99..-",
    "o=-&ot=",
    "e=1",
    "export=1",
    "q=%25%27%22%3B--",
)


@pytest.fixture
def editor(browser, person, texts):
    """An editor of an authority that wrote a note, so that no list is empty; errors come back as answers."""
    group = Group.objects.create(name="Rédacteurs ARS A")
    authority = NotingAuthority.objects.create(name="ARS A", editors=group)
    text = texts["instruction-2011"]
    LocalNote.objects.create(authority=authority, text=text, label="IV-1", body="x", written_on="2026-01-01")
    client = browser(person("valideur", "val"))
    client.raise_request_exception = False
    return client


def listed(name):
    return reverse(f"guidance_{name}_modeladmin_index")


@pytest.mark.parametrize("name", LISTS)
def test_a_list_ignores_what_it_cannot_read_of_its_page_and_order(editor, name):
    assert {query: editor.get(f"{listed(name)}?{query}").status_code for query in IGNORED} == dict.fromkeys(
        IGNORED, 200
    )


@pytest.mark.parametrize("name", LISTS)
def test_a_list_refuses_a_filter_it_does_not_offer(editor, name):
    assert {query: editor.get(f"{listed(name)}?{query}").status_code for query in REFUSED} == dict.fromkeys(
        REFUSED, 400
    )


def test_the_refusal_is_a_french_page(editor):
    page = editor.get(f"{listed('term')}?foo__bar=1").content.decode()
    assert '<html lang="fr"' in page and "Demande illisible" in page


@pytest.mark.parametrize(
    "query", ["text__id__exact=abc", "text__id__exact=99999999999999999999999", "relation__isnull=zz"]
)
def test_a_filter_of_the_screen_with_a_value_that_means_nothing_is_no_error(editor, query):
    assert editor.get(f"{listed('linkedtext')}?{query}").status_code in (200, 400)


def test_a_filter_of_the_screen_still_filters(editor):
    assert (
        "ARS A"
        in editor.get(f"{listed('localnote')}?authority__id__exact={NotingAuthority.objects.get().pk}").content.decode()
    )
    assert editor.get(f"{listed('term')}?mark__exact=to-confirm").status_code == 200


def test_no_list_says_how_the_password_of_an_account_begins(editor):
    assert editor.get(f"{listed('linkedtext')}?text__owner__password__startswith=a").status_code == 400


@pytest.mark.parametrize("length", [LONGEST_SEARCH, LONGEST_SEARCH + 1])
def test_a_search_is_read_up_to_its_longest(editor, length):
    expected = 200 if length <= LONGEST_SEARCH else 400
    assert editor.get(listed("term"), {"q": "a" * length}).status_code == expected


@pytest.mark.parametrize("screen", ["edit", "delete", "inspect", "history"])
@pytest.mark.parametrize("key", ["abc", "999999", "99999999999999999999999"])
def test_a_row_that_does_not_exist_is_no_error(editor, screen, key):
    for name in LISTS:
        path = reverse(f"guidance_{name}_modeladmin_{screen}", args=["1"]).replace("/1/", f"/{key}/")
        assert editor.get(path).status_code == 404, path
