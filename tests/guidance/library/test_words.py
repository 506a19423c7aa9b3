"""A reference named in the words of a clause is kept by its number: one change of its record serves every page."""

import pytest
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

from guidance import sanitise
from guidance.blocks import OFFICIAL_FEATURES
from guidance.items import words_of
from guidance.models import Reference, SectionPage
from guidance.rendering import uses
from guidance.rendering.inline import ClauseReading, Companions

NAMED = '<p>Voir <a linktype="reference" id="7">le guide</a> du <span class="nouveau">Comede</span>.</p>'


@pytest.mark.parametrize(
    "markup",
    [
        NAMED,
        '<p><a linktype="reference" id="7">a<sup class="appel">1</sup></a> b</p>',
        '<p><a linktype="reference" id="7">a</a><a linktype="reference" id="8">b</a></p>',
    ],
)
def test_saving_a_clause_that_names_a_reference_changes_no_character(markup):
    converter = ContentstateConverter(features=OFFICIAL_FEATURES)
    saved = converter.to_database_format(converter.from_database_format(markup))
    assert sanitise.inline(saved) == markup == sanitise.inline(markup)


@pytest.mark.parametrize(
    ("markup", "kept"),
    [
        ('<p><a href="https://exemple.invalid/">mots</a></p>', "<p>mots</p>"),
        ('<p><a linktype="reference" id="x">mots</a></p>', "<p>mots</p>"),
        ('<p><a linktype="reference">mots</a></p>', "<p>mots</p>"),
        ('<p><a linktype="page" id="7">mots</a></p>', "<p>mots</p>"),
        ('<p><a linktype="reference" id="0">mots</a></p>', "<p>mots</p>"),
        (
            '<p><a id="7" href="javascript:alert(1)" onclick="x" linktype="reference">mots</a></p>',
            '<p><a linktype="reference" id="7">mots</a></p>',
        ),
    ],
)
def test_no_other_link_enters_the_words_and_their_words_stay(markup, kept):
    assert sanitise.inline(markup) == kept


def test_the_words_are_the_same_with_and_without_the_name():
    assert words_of(NAMED) == "Voir le guide du Comede."


def shown(markup, url, **more):
    companions = Companions(article_url=lambda key: "/", reference_url=lambda key: url if key == 7 else "", **more)
    return ClauseReading(companions).markup(markup)


def test_the_link_opens_the_address_of_the_record_and_none_without_one():
    assert '<a class="ext" href="https://exemple.invalid/n" rel="external noreferrer">le guide</a>' in shown(
        NAMED, "https://exemple.invalid/n"
    )
    assert "<a" not in shown(NAMED, "")
    assert 'target="_blank"' in shown(NAMED, "https://exemple.invalid/n", new_tab=True)


def test_a_term_inside_a_named_reference_makes_no_link_in_a_link():
    out = shown(NAMED, "https://exemple.invalid/n", terms={"guide": "guide"})
    assert out.count("<a ") == 1


def test_a_published_clause_follows_its_record_and_the_record_knows_the_page(client, make):
    row = make("Guide", url="https://exemple.invalid/avant")
    section = SectionPage.objects.get(slug="iv")
    paragraph = next(child for child in section.body if child.block_type == "clause").value["body"][0]
    assert paragraph.block_type == "paragraph"
    paragraph.value.source = paragraph.value.source.replace(
        "médecin", f'<a linktype="reference" id="{row.pk}">médecin</a>', 1
    )
    section.save_revision(clean=False).publish()
    assert 'href="https://exemple.invalid/avant"' in client.get(section.url).content.decode()
    row.url = "https://exemple.invalid/apres"
    row.save()
    page = client.get(section.url).content.decode()
    assert 'href="https://exemple.invalid/apres"' in page
    assert "exemple.invalid/avant" not in page
    assert [use.url for use in uses.of(row)] == [section.url]


def test_the_impact_of_a_reference_names_its_clauses_and_the_questions_beside_them(db):
    from forms_app.models import QuestionClause

    QuestionClause.objects.create(fiche="avis", question="care", target="instruction-2011#annexe-II-3")
    found = uses.of(Reference.objects.get(slug="gip-esther"))
    assert found[0].label == "annexe-II-3"
    assert found[0].url.endswith("#annexe-II-3")
    assert any("annexe-II-3" in use.note for use in found[1:])
