"""Any reader compares two versions and sees every word added or deleted, and nothing that he may not read (G3)."""

import re
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction
from wagtail.models import PageViewRestriction

from guidance.models import EditionPage, Publication, TextPage
from guidance.services.comparison import NotComparable, compared
from guidance.views import page_cache

ANNEX = "/comparer/instruction-2011/arrete-2017/?section=annexe-i"


@pytest.fixture(scope="module")
def texts(django_db_setup, django_db_blocker):
    """Both official texts, loaded once for the module and rolled back after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_texts", stdout=StringIO())
        yield {text.slug: text for text in TextPage.objects.all()}
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def empty_cache():
    """Tests give the same numbers to other publications, which a real site never does."""
    page_cache.clear()


pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("texts")]


def everything(pages):
    return {page.pk for page in pages}


def republished(section: str, change, edition=None, days=1) -> tuple[Publication, Publication]:
    """The last publication of a section, and a later one whose items went through `change`."""
    old = Publication.objects.filter(path__endswith=f"/{section}/").order_by("published_at").last()
    fields = {f.attname: getattr(old, f.attname) for f in Publication._meta.concrete_fields if f.attname != "id"}
    later = {"published_at": old.published_at + timedelta(days=days), "items": change(old.items)}
    return old, Publication.objects.create(**{**fields, **later, **(edition or {})})


def reworded(old_words, new_words):
    def change(items):
        return [_replaced(item, old_words, new_words) for item in items]

    return change


def _replaced(value, old, new):
    if isinstance(value, dict):
        return {key: _replaced(each, old, new) for key, each in value.items()}
    if isinstance(value, list):
        return [_replaced(each, old, new) for each in value]
    return value.replace(old, new) if isinstance(value, str) else value


def words(response):
    main = re.search(r"<main.*?</main>", response.content.decode(), re.DOTALL)[0]
    return " ".join(re.sub(r"<[^>]+>", "", main).split())


def test_the_annexes_on_secrecy_are_compared_whole_by_the_correspondences_of_an_editor(client):
    redline = compared("instruction-2011", "arrete-2017", can_read=everything, section="annexe-i").redline
    pairs = {pair.left_label: pair for pair in redline.pairs}
    assert pairs["annexe-I-5"].right_label == "annexe-I-4"
    assert pairs["annexe-I-4"].status == "removed"
    assert [pair.right_label for pair in redline.pairs if pair.status == "added"] == ["annexe-I-6"]


def test_a_section_tied_in_part_shows_only_the_clauses_that_correspond():
    redline = compared("instruction-2011", "arrete-2017", can_read=everything, section="annexe-ii").redline
    assert "annexe-II-6" in {pair.left_label for pair in redline.pairs}
    assert all(pair.left_label and pair.right_label for pair in redline.pairs)


def test_both_texts_compared_from_the_other_end_pair_the_same_clauses():
    there = compared("instruction-2011", "arrete-2017", can_read=everything).redline
    back = compared("arrete-2017", "instruction-2011", can_read=everything).redline
    couples = {(p.left_label, p.right_label) for p in there.pairs}
    assert couples == {(p.right_label, p.left_label) for p in back.pairs}


def test_the_fiches_of_the_agency_and_of_the_prefecture_are_compared(client):
    said = words(client.get("/comparer/instruction-2011/instruction-2011/?section=annexe-iv"))
    assert "[suppression] directeur général de l’agence régionale de santé [fin de suppression]" in said
    assert "[ajout] médecin chef [fin d’ajout]" in said


def test_two_publications_of_a_section_show_the_changed_words_to_any_reader(client):
    old, new = republished("iv", reworded("secret médical", "secret des patients"))
    said = words(client.get(f"/comparer/p{old.pk}/p{new.pk}/"))
    assert "[suppression] médical" in said and "[ajout] des patients" in said
    clause = words(client.get(f"/comparer/p{old.pk}/p{new.pk}/?clause=IV-1&vue=differences"))
    assert "IV-2" not in clause


def test_a_change_of_one_apostrophe_shows_between_two_publications(client):
    old, new = republished("iv", reworded("l’ARS", "l'ARS"))
    assert compared(f"p{old.pk}", f"p{new.pk}", can_read=everything).redline.summary.changed


def test_footnotes_and_titles_are_compared_and_the_notices_of_the_portal_are_not():
    old, new = republished(
        "iv", lambda items: [*items, {"kind": "notice", "notice": "gap", "ref": "", "text": "du portail"}]
    )
    redline = compared(f"p{old.pk}", f"p{new.pk}", can_read=everything).redline
    assert {pair.status for pair in redline.pairs} == {"same"}
    assert any(pair.left_label == "titre:iv" for pair in redline.pairs)


def test_two_editions_of_a_text_are_compared_by_label(client, texts):
    first = EditionPage.objects.get(slug="2011-11-10")
    second = first.copy(update_attrs={"slug": "2012-01-01", "title": "Édition du 1er janvier 2012"}, recursive=True)
    section = second.get_children().get(slug="iv")
    where = {"page_id": section.pk, "edition_id": second.pk, "path": section.url_path}
    republished("iv", reworded("secret médical", "secret des patients"), where)
    said = words(client.get("/comparer/instruction-2011@2011-11-10/instruction-2011@2012-01-01/?clause=IV-7"))
    assert "[suppression] médical. [fin de suppression]" in said and "[ajout] des patients. [fin d’ajout]" in said
    page = client.get("/comparer/")
    assert b"instruction-2011@2011-11-10/instruction-2011@2012-01-01/" in page.content


def test_hostile_words_are_shown_and_never_run(client):
    old, new = republished("iv", reworded("secret médical", "&lt;script&gt;alert(1)&lt;/script&gt;"))
    page = client.get(f"/comparer/p{old.pk}/p{new.pk}/")
    assert b"<script>alert" not in page.content
    assert b"&lt;script&gt;alert(1)&lt;/script&gt;" in page.content


def test_additions_and_deletions_are_real_marks_with_spoken_words(client):
    body = client.get(ANNEX).content.decode()
    assert body.count("<ins>") == body.count('<span class="vh">[ajout] </span>') == body.count("[fin d’ajout]") > 20
    assert (
        body.count("<del>")
        == body.count('<span class="vh">[suppression] </span>')
        == body.count("[fin de suppression]")
        > 20
    )


def test_the_summary_counts_what_is_marked_and_the_links_go_from_difference_to_difference(client):
    body = client.get(ANNEX).content.decode()
    added, deleted = map(int, re.search(r"(\d+) ajouts, (\d+) suppressions", body).groups())
    assert (added, deleted) == (body.count("<ins>") - 1, body.count("<del>") - 1)
    anchors = re.findall(r'id="(difference-\d+)"', body)
    assert re.findall(r'href="#(difference-\d+)"', body) == anchors
    assert anchors == [f"difference-{n}" for n in range(1, len(anchors) + 1)]


@pytest.mark.parametrize("view", ["cote-a-cote", "a-la-suite", "differences", "autre"])
def test_each_view_shows_the_differences_and_says_which_view_it_is(client, view):
    body = client.get(f"{ANNEX}&vue={view}").content.decode()
    assert body.count('aria-current="true"') == 1
    assert "professionnel" in body and "<ins>" in body and "<del>" in body
    assert ('class="pair pair-head"' in body) is (view != "a-la-suite")


@pytest.mark.parametrize(
    "address",
    [
        "p999999/p1",
        "inconnu/arrete-2017",
        "instruction-2011@1999-01-01/arrete-2017",
        "p1/arrete-2017",
        "<b>/p1",
        "p1/p0",
    ],
)
def test_what_does_not_exist_or_has_nothing_in_common_is_not_found(client, address):
    assert client.get(f"/comparer/{address}/").status_code == 404


def test_two_sections_of_a_text_are_not_two_publications_of_one():
    first, second = (Publication.objects.filter(path__endswith=f"/{slug}/").last() for slug in ("iv", "annexe-i"))
    with pytest.raises(NotComparable):
        compared(f"p{first.pk}", f"p{second.pk}", can_read=everything)


def test_a_clause_that_no_passage_carries_is_not_found(client):
    assert client.get(f"{ANNEX}&clause=IX-99").status_code == 404


def test_a_restricted_section_is_neither_shown_nor_announced_and_nothing_of_it_stays_in_the_cache(client, admin_client):
    assert client.get(ANNEX).status_code == 200
    page = Publication.objects.filter(path__endswith="/2011-11-10/annexe-i/").last().page
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert client.get(ANNEX).status_code == 404
    assert "annexe I-5" not in words(client.get("/comparer/instruction-2011/arrete-2017/"))
    assert admin_client.get(ANNEX).status_code == 200
    assert client.get(ANNEX).status_code == 404


def test_an_unpublished_section_is_not_compared(client):
    old, new = republished("iv", reworded("secret", "autre"))
    type(old.page.specific).objects.filter(pk=old.page_id).update(live=False)
    assert client.get(f"/comparer/p{old.pk}/p{new.pk}/").status_code == 404


def test_a_choice_leads_to_its_comparison_and_an_impossible_one_says_why(client):
    ok = client.get("/comparer/?gauche=instruction-2011@2011-11-10&droite=arrete-2017@2021-05-03")
    assert ok.status_code == 302 and ok.url.endswith("/instruction-2011@2011-11-10/arrete-2017@2021-05-03/")
    refused = client.get("/comparer/?gauche=arrete-2017@2021-05-03&droite=arrete-2017@2021-05-03")
    assert refused.status_code == 422
    assert "Rien n’est commun à ces deux versions." in words(refused)
