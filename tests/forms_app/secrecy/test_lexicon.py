"""The words of the lexicon: the reviewed data, and what physicians add to them."""

from types import SimpleNamespace

import pytest

from forms_app import secrecy
from forms_app.enums import Outgoing
from forms_app.models import LexiconEntry
from forms_app.services.doctrine import lexicon as service

pytestmark = pytest.mark.databases


def row(word, level="blocking", family="pathology"):
    return SimpleNamespace(word=word, level=level, family=family)


def found(lexicon, text):
    return [(finding.level, finding.family) for finding in secrecy.check(text, Outgoing.PROSE, lexicon)]


def test_no_delivered_word_would_match_everything_and_no_star_stands_in_the_middle():
    for word, *_ in secrecy.written_terms(secrecy.delivered()):
        assert len(word.replace("*", "").strip()) >= 2, word
        assert all("*" not in piece.strip("*") for piece in word.split()), word


def test_every_delivered_word_is_written_folded():
    for word, *_ in secrecy.written_terms(secrecy.delivered()):
        assert word == word.lower(), word
        assert word.isascii(), word


def test_no_delivered_word_is_written_twice_for_one_reading():
    seen = set()
    for word, _family, level, readings in secrecy.written_terms(secrecy.delivered()):
        places = {(word, level == "allowed", reading) for reading in readings}
        assert not places <= seen, word
        seen |= places


def test_a_physician_adds_a_word_a_beginning_or_an_expression():
    lexicon = secrecy.build(secrecy.delivered(), [row("zorblax"), row("quoxi*"), row("Grande Fatigue", "alert")])
    assert found(lexicon, "Il a la zorblax.") == [("blocking", "pathology")]
    assert found(lexicon, "quoxique") == [("blocking", "pathology")]
    assert found(lexicon, "une grande fatigue") == [("alert", "pathology")]


def test_a_physician_clears_a_word_that_the_data_announce():
    lexicon = secrecy.build(secrecy.delivered(), [row("patient*", "allowed")])
    assert found(secrecy.build(secrecy.delivered()), "un artisan patient")
    assert found(lexicon, "un artisan patient") == []


def test_a_row_takes_the_place_of_the_delivered_word_that_it_spells():
    lexicon = secrecy.build(secrecy.delivered(), [row("Goitre*", "alert")])
    assert found(secrecy.build(secrecy.delivered()), "un goitre") == [("blocking", "pathology")]
    assert found(lexicon, "un goitre") == [("alert", "pathology")]


def test_a_row_that_would_match_everything_is_ignored():
    assert found(secrecy.build(secrecy.delivered(), [row("*"), row("a*"), row("")]), "Avis rendu à Paris") == []


@pytest.mark.django_db
def test_the_lexicon_in_use_is_built_once_and_asks_one_query(django_assert_num_queries):
    first = service.current()
    with django_assert_num_queries(1):
        assert service.current() is first


@pytest.mark.django_db
def test_a_word_added_put_aside_then_removed_is_followed_at_once():
    assert found(service.current(), "zorblax") == []
    entry = LexiconEntry.objects.create(word="zorblax", family="pathology")
    assert found(service.current(), "zorblax")
    entry.active = False
    entry.save()
    assert found(service.current(), "zorblax") == []
    entry.active = True
    entry.save()
    assert found(service.current(), "zorblax")
    entry.delete()
    assert found(service.current(), "zorblax") == []
