"""Sources are cited by their French name: no key of a table is ever shown."""

import html
import re

import pytest

from forms_app.rules import custody, deadlines
from forms_app.rules.retention import SAID
from forms_app.rules.workflow import TABLES
from forms_app.services.doctrine import clause_links, mapping
from forms_app.services.mail import calendars
from guidance.content import reader
from tests.forms_app.dossiers.conftest import SINCE_2017

RAW = re.compile(r"\b(?:article|text):\S+|\b(?:arrete|instruction|caa|ce)-[\w-]*\d\S*|\bceseda/\S+|\bart-\d\S*")
BASES = [act.basis for table in TABLES.values() for act in table.transitions]
BASES += [rule.basis for rule in deadlines.RULES] + [basis for _, _, basis in deadlines.WITHOUT_LIMIT]
BASES += [*custody.BASES.values(), *(said.basis for said in SAID.values())]
KEYS = sorted({key for basis in BASES for key in basis.clauses})


def shown_raw(body: str) -> list[str]:
    """The keys that a page shows, its markup and its addresses left out."""
    return RAW.findall(html.unescape(re.sub(r"<(style|script)\b.*?</\1>|<[^>]*>", " ", body, flags=re.S)))


@pytest.mark.parametrize("key", KEYS)
def test_every_source_of_the_rules_has_a_name_in_french(key):
    label, _address = clause_links.link(key)
    assert label and not RAW.search(label)


def test_a_named_article_is_cited_by_its_title_and_leads_to_where_it_was_read():
    label, address = clause_links.link("article:arrete-2016-12-27/11")
    assert label == "Arrêté du 27 décembre 2016, article 11"
    assert address == mapping.articles()["arrete-2016-12-27/11"].address


def test_another_text_is_cited_by_the_first_words_of_its_title():
    assert clause_links.link("text:arrete-2016-12-27")[0] == "Arrêté du 27 décembre 2016"
    assert {"arrete-2016-12-27"} <= {row.id for row in reader.read_linked_texts()}


def test_a_clause_is_read_out_as_the_margin_breaks_it():
    assert clause_links.link("arrete-2017#art-2-5") == ("article 2-5", "/c/arrete-2017/art-2-5/")
    assert clause_links.link("instruction-2011#IV-2")[0] == "IV-2"


@pytest.mark.parametrize("key", ["article:nothing", "text:nothing", "nothing"])
def test_a_source_that_no_table_holds_is_refused(key):
    with pytest.raises(KeyError):
        clause_links.link(key)


def test_a_calendar_names_the_article_of_a_limit():
    due = deadlines.due("college-avis", SINCE_2017["registered_on"])
    assert calendars.Event(None, due).clause == "CESEDA, article R. 425-13"


@pytest.mark.parametrize("body", ["<p>ceseda/R425-13</p>", "<b>art-2-5</b>, arrete-2016-12-27", "article:x"])
def test_the_search_for_keys_finds_one_that_is_shown(body):
    assert shown_raw(body)


def test_the_search_for_keys_lets_an_address_and_a_name_pass():
    assert shown_raw('<a href="/textes/arrete-2017/clause/art-2-5/">article 2-5</a>, CESEDA, article R. 425-13') == []


@pytest.mark.django_db
@pytest.mark.usefixtures("switched_on")
@pytest.mark.parametrize("path", ["", "pieces/", "college/", "identite/"])
def test_no_page_of_the_office_shows_a_key(path, reported, signed_in):
    for username in ("ofii-secretariat", "ofii-rapporteur"):
        for address in (f"/dossiers/{reported.pk}/{path}", "/dossiers/a-faire/"):
            response = signed_in(username).get(address)
            assert response.status_code == 200 and shown_raw(response.content.decode()) == []
