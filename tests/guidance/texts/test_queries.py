"""How often the database is asked: constant when the texts grow, and once for a page that is held."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guidance.models import ArticleSuccession, EditionPage, SectionPage, Term
from guidance.views import page_cache

IV = "/textes/instruction-2011/2011-11-10/iv/"
WARM = (
    IV,
    "/textes/instruction-2011/iv/",
    "/textes/instruction-2011/2011-11-10/",
    "/textes/",
    "/glossaire/",
    "/concordance/",
)
COLD = (
    "/",
    "/textes/",
    "/textes/instruction-2011/2011-11-10/",
    IV,
    f"{IV}versions/",
    "/glossaire/",
    "/concordance/",
    "/textes/ecarts-avec-la-source/",
    "/articles/ceseda/L313-11/11/",
)


def asked(client, url):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


@pytest.fixture
def grown(texts):
    """Function that adds two editions, two hundred terms and two hundred articles."""

    def grow():
        first = EditionPage.objects.get(slug="2011-11-10")
        for slug in ("2011-11-10-2", "2011-11-10-3"):
            copy = first.copy(recursive=True, update_attrs={"slug": slug, "title": slug}, keep_live=False)
            copy.publish(copy.get_latest_revision())
        Term.objects.bulk_create(
            Term(
                term=f"mot{n}",
                slug=f"mot{n}",
                forms=[f"mot{n}"],
                definition="d",
                text=texts["instruction-2011"],
                label="IV-1",
            )
            for n in range(200)
        )
        ArticleSuccession.objects.bulk_create(
            ArticleSuccession(old_key=f"ceseda:L{n}", new_key=f"ceseda:L9{n}", source="s") for n in range(200)
        )
        page_cache.clear()

    return grow


@pytest.mark.parametrize("url", WARM)
def test_a_held_page_asks_once_for_a_stranger_and_four_times_for_a_person(client, browser, person, url):
    medecin = browser(person("medecin", "med"))
    for reader in (client, medecin):
        reader.get(url)
    assert asked(client, url) <= 1
    assert asked(medecin, url) <= 4


def test_cold_pages_ask_as_often_whatever_the_number_of_rows(client, grown):
    asked(client, "/")  # what Wagtail looks up once for all

    def costs():
        found = {}
        for url in COLD:
            page_cache.clear()
            found[url] = asked(client, url)
        return found

    before = costs()
    grown()
    after = costs()
    assert {url: (before[url], after[url]) for url in COLD if after[url] > before[url] + 2} == {}
    assert max(after.values()) < 40


def test_history_asks_as_often_for_twenty_publications_as_for_two(client, section):
    page = section("iv")

    def publish(times):
        for _ in range(times):
            SectionPage.objects.get(pk=page.pk).save_revision().publish()
        page_cache.clear()

    publish(1)
    few = asked(client, f"{page.url}versions/")
    publish(18)
    assert asked(client, f"{page.url}versions/") == few
