"""The index follows what is published, withdrawn and restricted, through the real pages of the texts."""

import pytest
from django.contrib.auth.models import Group
from wagtail.models import PageViewRestriction, Site

from guidance.models import SectionPage, TextPage
from guidance.models.search import Entry
from guidance.search import index
from guidance.search.query import search
from guidance.services import desk, loading

from .test_expectations import EXPECTATIONS, full

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def texts(django_db_setup, django_db_blocker):
    """Both texts loaded as pages, as an installation does."""
    from django.db import transaction

    with django_db_blocker.unblock():
        outer = transaction.atomic()
        outer.__enter__()
        loading.load_all(desk.texts_index(Site.objects.get(is_default_site=True).root_page))
        yield
        transaction.set_rollback(True)
        outer.__exit__(None, None, None)


def keys(query, **more):
    return [hit.key for hit in search(query, **more).hits]


def test_a_loaded_text_is_found_without_any_other_step(texts):
    assert keys("sous couvert")[0] == "instruction-2011/2011-11-10/V-7"
    assert keys("timbre fiscal")[0] == "instruction-2011/2011-11-10/annexe-V-4"
    assert keys("combinaison de sources")[0] == "arrete-2017/2021-05-03/art-3-2"


def test_definitions_and_identity_cards_leave_the_right_clause_in_the_first_three(texts):
    missed = {case["q"]: keys(case["q"])[:3] for case in EXPECTATIONS if not _names(case) & set(keys(case["q"])[:3])}
    assert not missed


def _names(case):
    return {full(name) for name in case["first"]}


def test_the_identity_card_is_found_by_its_number(texts):
    hit = search("ETSP1130172J").hits[0]
    assert hit.url.endswith("#identite-nor")
    assert search("AFSP1638149A").hits[0].text_slug == "arrete-2017"


def test_the_address_of_a_hit_is_the_dated_page_of_its_clause(texts):
    hit = search("sous couvert").hits[0]
    section = SectionPage.objects.get(slug="v", path__startswith=TextPage.objects.get(slug="instruction-2011").path)
    assert hit.url == f"{section.url}#V-7"
    assert hit.edition == "2011-11-10"


def test_a_table_is_shown_row_by_row(texts):
    shown = "".join(words for words, _ in search("plafond personne seule").hits[0].extract)
    assert "Personne seule 7 771 € · Deux personnes 11 657 €" in shown


def test_fiches_are_a_kind_of_their_own(texts):
    assert [hit.kind for hit in search("fiche 3 bis").hits[:1]] == ["fiche"]
    assert Entry.objects.filter(kind="fiche").count() == 6


def test_terms_are_found_after_a_rebuild(texts):
    assert index.rebuild()["term"] > 0
    assert search("UCSA", kinds=["term"]).total > 0


def test_a_rebuild_finds_the_same_as_the_publication_did(texts):
    before = [(hit.key, hit.score) for hit in search("récépissé trois mois", kinds=["clause"]).hits]
    clauses = Entry.objects.filter(kind="clause").count()
    index.rebuild(["clause", "fiche"])
    assert Entry.objects.filter(kind="clause").count() == clauses
    assert [(hit.key, hit.score) for hit in search("récépissé trois mois", kinds=["clause"]).hits] == before


def test_a_withdrawn_section_is_not_found_any_more(texts):
    SectionPage.objects.get(title="Bilan annuel de la procédure").unpublish()
    assert not any("VI-" in key for key in keys("bilan annuel difficultés"))


def test_a_draft_text_hides_its_editions(texts):
    TextPage.objects.get(slug="instruction-2011").unpublish()
    assert not any(key.startswith("instruction-2011") for key in keys("secret médical"))
    assert keys("secret professionnel")


def test_a_section_reserved_to_a_group_is_found_by_this_group_only(texts):
    group = Group.objects.create(name="Direction")
    section = SectionPage.objects.get(title="Bilan annuel de la procédure")
    restriction = PageViewRestriction.objects.create(page=section, restriction_type=PageViewRestriction.GROUPS)
    assert "instruction-2011/2011-11-10/VI-1" not in keys("bilan annuel", reader_groups={group.pk})
    restriction.groups.set([group])
    assert "instruction-2011/2011-11-10/VI-1" in keys("bilan annuel", reader_groups={group.pk})
    assert "instruction-2011/2011-11-10/VI-1" not in keys("bilan annuel")
    restriction.delete()
    assert "instruction-2011/2011-11-10/VI-1" in keys("bilan annuel")


def test_a_section_reserved_to_accounts_is_found_by_any_account(texts):
    section = SectionPage.objects.get(title="Bilan annuel de la procédure")
    PageViewRestriction.objects.create(page=section, restriction_type=PageViewRestriction.LOGIN)
    assert "instruction-2011/2011-11-10/VI-1" not in keys("bilan annuel")
    assert "instruction-2011/2011-11-10/VI-1" in keys("bilan annuel", reader_groups={0})


def test_a_section_under_a_password_is_found_by_nobody(texts):
    section = SectionPage.objects.get(title="Bilan annuel de la procédure")
    PageViewRestriction.objects.create(page=section, restriction_type=PageViewRestriction.PASSWORD, password="x")
    assert "instruction-2011/2011-11-10/VI-1" not in keys("bilan annuel", reader_groups={0, 1, 2, 3})
