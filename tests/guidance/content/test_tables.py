"""The tables beside the texts agree with the words of the texts and with one another."""

import re
from functools import cache

import pytest

from guidance.content import shapes
from guidance.content.reader import (
    TEXT_SLUGS,
    read_correspondences,
    read_countries,
    read_glossary,
    read_linked_texts,
    read_pathologies,
    read_references,
    read_restorations,
    read_text,
)

from .words import printed, published_words, words_at

ADDRESS_OF_THE_WEB = re.compile(r"https?://\S+|www\.\S+")
TRAPS = [f"T{number}" for number in range(1, 18)]


@cache
def edition(slug):
    return read_text(slug).editions[0]


def headings_around(slug, label):
    """The printed headings of the section that holds a clause."""
    for section in edition(slug).sections:
        if any(clause.label == label for clause in section.clauses()):
            return " ".join(printed(block.text) for block in section.body if isinstance(block, shapes.Heading))
    return ""


@cache
def whole_text(slug):
    return " ".join(word.word for word in published_words(edition(slug)))


def ids(rows):
    return [row.id for row in rows]


@pytest.mark.parametrize(
    "rows",
    [read_restorations(), read_glossary(), read_linked_texts(), read_correspondences(), read_references().references,
     read_references().contacts],
    ids=["restorations", "glossary", "linked-texts", "correspondences", "references", "contacts"],
)  # fmt: skip
def test_each_id_is_given_once(rows):
    assert len(set(ids(rows))) == len(rows)


def test_the_texts_hold_21_web_addresses_and_20_different_ones():
    printed = [(row.id, one) for row in read_references().references for one in row.occurrences if one.printed]
    assert len(printed) == 21
    assert len({row.url for row in read_references().references if row.url}) == 20
    assert len({one.printed for _, one in printed}) == 20


@pytest.mark.parametrize("slug", TEXT_SLUGS)
def test_every_web_address_of_a_text_is_a_record_and_the_converse(slug):
    found = [one for row in read_references().references for one in row.occurrences if one.text == slug]
    recorded = [one.printed for one in found if one.printed]
    assert sorted(recorded) == sorted(ADDRESS_OF_THE_WEB.findall(whole_text(slug)))


@pytest.mark.parametrize("link", read_references().references, ids=lambda link: link.id)
def test_a_link_is_printed_in_its_clause_and_cleaned_only_as_it_says(link):
    assert bool(link.url) == any(one.printed for one in link.occurrences)
    for one in link.occurrences:
        if one.printed is None:
            assert words_at(edition(one.text), one.label)
            continue
        assert one.printed in words_at(edition(one.text), one.label).split()
        cleaned = one.printed.rstrip(".")
        assert link.url == (cleaned if "://" in cleaned else f"http://{cleaned}")
        assert (link.cleaning is None) == (link.url == one.printed)


@pytest.mark.parametrize("row", read_references().references, ids=lambda row: row.id)
def test_the_coverage_of_a_reference_is_in_the_words_of_a_clause_that_names_it(row):
    said = " ".join(words_at(edition(one.text), one.label) for one in row.occurrences).replace("'", "’")
    quoted = re.search("« (.+) »", row.coverage or "")
    words = quoted[1] if quoted else row.coverage or ""
    assert words.split("(")[0] in said
    assert bool(row.countries) == (row.scope == "listes")


def test_the_21_groups_are_the_diagnoses_of_the_table_word_for_word_and_in_order():
    clauses = [clause for section in edition("arrete-2017").sections for clause in section.clauses()]
    table = next(clause for clause in clauses if clause.label == "annexe-III-tableau").body[0]
    groups = [group for group in read_pathologies().groups if group.source == "annexe-III-tableau"]
    assert [group.name for group in groups] == [row[0] for row in table.rows]
    assert len(groups) == 21


def test_every_code_of_a_reference_is_one_of_the_closed_lists():
    groups = {group.code for group in read_pathologies().groups}
    countries = set(read_countries())
    assert len(countries) == 250
    for row in read_references().references:
        assert set(row.groups) <= groups, row.id
        assert set(row.countries) <= countries, row.id
    assert {group.family for group in read_pathologies().groups} == {one.code for one in read_pathologies().families}


@pytest.mark.parametrize("contact", read_references().contacts, ids=lambda contact: contact.id)
def test_a_contact_is_printed_in_its_clause(contact):
    assert contact.printed in words_at(edition(contact.text), contact.label)


@pytest.mark.parametrize("term", read_glossary(), ids=lambda term: term.id)
def test_each_form_of_a_term_is_met_in_a_text(term):
    texts = " ".join(whole_text(slug) for slug in TEXT_SLUGS)
    if not term.case_sensitive:
        texts, forms = texts.casefold(), [form.casefold() for form in term.forms]
    else:
        forms = term.forms
    assert [form for form in forms if not re.search(rf"(?<!\w){re.escape(form)}(?!\w)", texts)] == []


@pytest.mark.parametrize("term", [term for term in read_glossary() if term.quoted], ids=lambda term: term.id)
def test_a_quoted_definition_is_the_words_of_its_clause(term):
    place = term.defined_by
    around = f"{headings_around(place.text, place.label)} | {words_at(edition(place.text), place.label)}"
    assert term.definition in around
    assert (term.mark, term.source) == ("verified", None)


@pytest.mark.parametrize("term", [term for term in read_glossary() if not term.quoted], ids=lambda term: term.id)
def test_a_definition_no_text_gives_is_to_be_confirmed_and_says_where_it_comes_from(term):
    assert (term.mark, term.defined_by) == ("a-confirmer", None)
    assert term.source


@pytest.mark.parametrize("pair", read_correspondences(), ids=lambda pair: pair.id)
def test_a_correspondence_joins_clauses_that_exist(pair):
    sides = [side for side in (pair.left, pair.right) if side]
    assert sides
    assert all(side.label in edition(side.text).labels() for side in sides)


def test_every_clause_of_both_annexes_on_secrecy_is_compared_once_and_in_order():
    pairs = [pair for pair in read_correspondences() if pair.group == "annexe-i"]
    left = [pair.left.label for pair in pairs if pair.left]
    right = [pair.right.label for pair in pairs if pair.right]
    assert left == [f"annexe-I-{number}" for number in range(1, 22)]
    assert right == [f"annexe-I-{number}" for number in range(1, 17)]


def test_each_fiche_is_compared_with_its_bis():
    pairs = [(pair.left.label, pair.right.label) for pair in read_correspondences() if pair.group == "fiches"]
    assert pairs == [(f"annexe-IV-fiche-{n}", f"annexe-IV-fiche-{n}-bis") for n in (1, 2, 3)]


def test_the_seventeen_traps_are_listed_in_the_gaps_with_the_source():
    assert [row.id for row in read_restorations() if row.id.startswith("T")] == TRAPS


@pytest.mark.parametrize("row", read_restorations(), ids=lambda row: row.id)
def test_a_gap_names_a_place_that_exists(row):
    if row.section:
        assert row.section in [section.slug for section in edition(row.text).sections]
    if row.label:
        assert row.label in edition(row.text).labels()


@pytest.mark.parametrize("slug", TEXT_SLUGS)
def test_each_notice_refers_to_a_listed_gap_of_its_text(slug):
    listed = {row.id for row in read_restorations() if row.text == slug}
    notices = [
        block for section in edition(slug).sections for block in section.body if isinstance(block, shapes.Notice)
    ]
    assert notices
    assert {notice.ref for notice in notices} <= listed


@pytest.mark.parametrize("linked", read_linked_texts(), ids=lambda linked: linked.id)
def test_a_linked_text_is_cited_where_it_says(linked):
    assert linked.relations and linked.source
    for relation in linked.relations:
        known = edition(relation.text).labels()
        assert set(relation.labels) <= set(known)
        if relation.kind in ("cite-par", "abroge-par"):
            assert relation.labels
            assert all(cites(words_at(edition(relation.text), label), linked) for label in relation.labels)


MONTHS = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
]


def cites(words, linked):
    """Whether the words give the number of a linked text, its day, or its year as the texts do."""
    day = f"{linked.dated.day} {MONTHS[linked.dated.month - 1]} {linked.dated.year}"
    return bool(linked.number and linked.number in words) or day in words or f"loi de {linked.dated.year}" in words
