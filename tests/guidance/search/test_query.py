"""What is found, by whom, in which order, and at what cost."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guidance.models.search import Entry, Posting, Synonym, Word
from guidance.models.vocabulary import ArticleSuccession
from guidance.search import index, registry, seed
from guidance.search.query import PAGE, search
from guidance.search.registry import EntryData

pytestmark = [pytest.mark.django_db, pytest.mark.databases]
DIRECTION, PHYSICIANS = 11, 12


def entry(key, text, **more):
    return EntryData(**({"key": key, "kind": "clause", "title": key, "url": f"/{key}/", "text": text} | more))


def put(*entries, scope="s"):
    index.replace("clause", scope, entries)


def found(query, **more):
    return [hit.key for hit in search(query, **more).hits]


def test_a_restricted_entry_is_found_by_its_groups_only():
    put(entry("open", "le secret médical"), entry("closed", "le secret médical", groups=frozenset({DIRECTION})))
    assert found("secret") == ["open"]
    assert found("secret", reader_groups={PHYSICIANS}) == ["open"]
    assert sorted(found("secret", reader_groups={DIRECTION, PHYSICIANS})) == ["closed", "open"]


def test_a_restricted_entry_is_neither_counted_nor_offered_as_a_correction():
    put(entry("open", "le récépissé"), entry("closed", "un protocole", groups=frozenset({DIRECTION}), text_slug="x"))
    assert search("protocole").total == 0
    assert search("protocolle").corrected == ""
    assert search("récépissé").texts == []
    assert search("protocole", reader_groups={DIRECTION}).total == 1


def test_the_text_in_force_comes_before_the_replaced_one_at_equal_score():
    put(entry("a", "avis motivé", in_force=False), entry("b", "avis motivé", in_force=True))
    assert found("avis motivé") == ["b", "a"]
    put(entry("a", "avis motivé", in_force=True), entry("b", "avis motivé", in_force=False))
    assert found("avis motivé") == ["a", "b"]


def test_equal_entries_come_in_reading_order_then_by_key():
    put(entry("z", "avis", order=1), entry("b", "avis", order=2), entry("a", "avis", order=2))
    assert found("avis") == ["z", "a", "b"]


def test_replacing_a_scope_leaves_the_others_and_forgets_what_is_gone():
    put(entry("one", "bilan annuel"), scope="s1")
    put(entry("two", "bilan annuel"), scope="s2")
    put(entry("three", "timbre fiscal"), scope="s1")
    assert found("bilan") == ["two"]
    assert found("timbre") == ["three"]
    put(scope="s1")
    put(scope="s2")
    assert not (Entry.objects.exists() or Posting.objects.exists() or Word.objects.exists())


def test_a_rebuild_takes_what_the_sources_yield_and_nothing_else(sources):
    @sources.register
    class Notes:
        kind, label = "note", "Notes"

        def entries(self):
            yield entry("n1", "une note", kind="note")

    put(entry("old", "une note"))
    assert index.rebuild() == {"note": 1}
    assert found("note") == ["n1"]
    assert [facet.label for facet in search("note").kinds] == ["Notes"]


def test_a_partial_rebuild_leaves_other_kinds_alone(sources):
    @sources.register
    class Notes:
        kind, label = "note", "Notes"

        def entries(self):
            yield entry("n1", "une note", kind="note")

    put(entry("old", "une note"))
    assert index.rebuild(["note"]) == {"note": 1}
    assert sorted(found("note")) == ["n1", "old"]


def test_an_entry_written_half_way_leaves_the_index_as_it_was():
    put(entry("kept", "avis"))
    with pytest.raises(ZeroDivisionError):
        index.replace("clause", "s", (entry(str(1 // n), "avis") for n in (1, 0)))
    assert found("avis") == ["kept"]


def test_filters_count_what_each_choice_would_keep():
    put(
        entry("a1", "avis", text_slug="a", text_title="Texte A"),
        entry("a2", "avis", text_slug="a", text_title="Texte A"),
        entry("b1", "avis", text_slug="b", text_title="Texte B"),
    )
    results = search("avis", text="a")
    assert results.total == 2
    assert [(facet.label, facet.count) for facet in results.texts] == [("Texte A", 2), ("Texte B", 1)]
    assert search("avis", text="unknown").total == 3
    assert search("avis", kinds=["fiche"]).total == 0


def test_pages_hold_ten_and_a_page_outside_is_the_nearest():
    put(*(entry(f"k{n:02}", "avis motivé", order=n) for n in range(61)))
    first, last = search("avis"), search("avis", page=7)
    assert (first.total, first.pages, len(first.hits), len(last.hits)) == (61, 7, PAGE, 1)
    assert search("avis", page=99).hits == last.hits
    assert search("avis", page=-1).hits == first.hits
    keys = [hit.key for page in range(1, 8) for hit in search("avis", page=page).hits]
    assert len(set(keys)) == len(keys) == 61


def test_a_mistyped_word_is_corrected_and_the_reader_may_refuse():
    put(entry("a", "Prolongation du récépissé"))
    results = search("prolongation du reccépissé")
    assert (results.corrected, results.corrected_from) == ("prolongation du récépissé", "prolongation du reccépissé")
    assert found("reccépissé") == ["a"]
    assert found("reccépissé", exact=True) == []
    assert search("récépissé").corrected == ""


def test_editors_synonyms_are_followed_both_ways_as_soon_as_they_change():
    put(entry("a", "infection par le VIH"), entry("b", "la préfecture de police"))
    assert found("sida") == []
    group = Synonym.objects.create(forms="sida, VIH")
    Synonym.objects.create(forms="PP, préfecture de police")
    assert found("sida") == ["a"]
    assert found("PP") == ["b"]
    group.active = False
    group.save()
    assert found("sida") == []


def test_delivered_synonyms_are_added_once_and_an_editors_change_is_kept():
    assert seed.add_missing() == len(seed.delivered_synonyms())
    Synonym.objects.filter(seed="sida").update(forms="sida, VIH, autre")
    assert seed.add_missing() == 0
    assert Synonym.objects.get(seed="sida").forms == "sida, VIH, autre"


def test_a_new_number_finds_the_clauses_that_cite_the_old_one_and_says_so():
    ArticleSuccession.objects.create(
        old_key="ceseda:L313-11:11", new_key="ceseda:L425-9", since=date(2021, 5, 1), source="s", mark="verified"
    )
    put(entry("a", "au 11° de l'article L. 313-11 du CESEDA"), entry("b", "l’article L. 313-12 du CESEDA"))
    results = search("L.425-9")
    assert [hit.key for hit in results.hits] == ["a"]
    assert [(row.key, row.verified) for row in results.citation.replaced] == [("ceseda:L313-11:11", True)]
    assert [row.key for row in search("l313-11").citation.became] == ["ceseda:L425-9"]


def test_an_article_is_followed_to_its_last_number():
    for old, new, day in [("R511-1", "R611-1", date(2021, 5, 1)), ("R611-1", "R731-1", date(2025, 7, 31))]:
        ArticleSuccession.objects.create(old_key=f"ceseda:{old}", new_key=f"ceseda:{new}", since=day, source="s")
    card = search("R511-1").citation
    assert [(row.key, row.verified) for row in card.became] == [("ceseda:R611-1", False), ("ceseda:R731-1", False)]


def test_an_article_nobody_cites_has_no_card():
    put(entry("a", "avis"))
    assert search("L.999-9").citation is None
    assert search("avis").citation is None


def test_the_cost_does_not_grow_with_the_number_of_entries():
    def cost(size):
        put(*(entry(f"k{n}", "avis motivé du médecin") for n in range(size)))
        with CaptureQueriesContext(connection) as queries:
            search("avis médecin")
        return len(queries)

    assert cost(3) == cost(120)


def test_an_unknown_kind_is_named_by_itself(sources):
    assert registry.label_of("mystery") == "mystery"
