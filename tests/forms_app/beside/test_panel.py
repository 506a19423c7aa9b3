"""The panel: the clauses of the request's regime, in force on the day of the act, as published here."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from forms_app import fiches
from forms_app.models import QuestionClause
from forms_app.services.doctrine import beside, clauses
from guidance.enums import Regime

STEPS = [(fiche.key, step.slug) for fiche in fiches.FICHES for step in fiche.steps]


def panel(key, step, answers=None, **more):
    return beside.panel(fiches.get(key), step, answers or {}, **more)


def asked(make):
    with CaptureQueriesContext(connection) as queries:
        make()
    return len(queries)


@pytest.mark.parametrize(("key", "slug"), STEPS)
def test_every_question_shows_a_clause_of_its_regime_or_a_named_article(key, slug):
    fiche, shown = fiches.get(key), panel(key, slug)
    text = {Regime.ARS: "instruction-2011", Regime.OFII: "arrete-2017"}[fiche.regime]
    for question in fiche.step(slug).questions:
        entries = shown.of_question(question.name)
        assert entries, f"{key}: {question.name}"
        assert all(entry.kind != "missing" for entry in entries), question.name
        assert all(entry.clause.key.startswith(f"{text}#") for entry in entries if entry.clause), question.name


def test_a_clause_stands_with_its_label_its_text_and_its_dated_address():
    entry = next(entry for entry in panel("avis", None).entries if entry.label == "IV-7")
    assert entry.pinned
    assert entry.clause.url == "/textes/instruction-2011/2011-11-10/iv/#IV-7"
    assert entry.clause.words.split()[0] in entry.read.html


def test_every_address_of_a_clause_opens_beside_the_form_and_says_so():
    html = "".join(entry.read.html for entry in panel("avis", None).entries if entry.read)
    links = [tag for tag in html.split("<a ")[1:] if 'href="#' not in tag]
    assert links
    assert all('target="_blank"' in tag.split(">")[0] and "rel=" in tag.split(">")[0] for tag in links)
    assert all("(nouvel onglet)</span></a>" in tag for tag in links)


def test_the_notes_of_two_clauses_never_share_an_anchor():
    found = [note["id"] for entry in panel("avis", None).entries if entry.read for note in entry.read.notes]
    assert len(found) == len(set(found))
    assert all(name.partition("note-")[0] for name in found)


def test_pins_of_a_person_come_first_and_those_of_the_other_regime_are_not_shown():
    shown = panel("avis", "demande", pinned=["instruction-2011#I-3", "arrete-2017#art-4-1"])
    assert shown.entries[0].key == "instruction-2011#I-3"
    assert shown.entries[0].pinned
    assert "arrete-2017#art-4-1" not in {entry.key for entry in shown.entries}


def test_the_date_of_the_letter_is_the_day_of_the_act(time_machine):
    time_machine.move_to("2026-11-22T12:00:00+01:00")
    assert panel("avis", "demande").day == date(2026, 11, 22)
    assert panel("avis", "demande", {"letter_date": date(2012, 3, 1)}).day == date(2012, 3, 1)


def test_a_day_before_the_text_shows_its_first_wording_and_says_so():
    early = panel("avis", "demande", {"letter_date": date(2011, 11, 1)})
    assert early.edition
    assert "n’était pas en vigueur" in early.standing["title"]
    assert panel("avis", "demande", {"letter_date": date(2011, 11, 10)}).standing is None


def test_a_target_that_is_gone_is_said_and_never_dropped():
    rows = QuestionClause.objects.filter(fiche="avis", question="care")
    rows.exclude(pk=rows.first().pk).delete()
    rows.update(target="instruction-2011#IV-99")
    [entry] = panel("avis", None).of_question("care")
    assert (entry.kind, entry.label) == ("missing", "IV-99")


def test_without_any_row_the_delivered_mapping_serves():
    before = panel("avis", "demande").entries
    QuestionClause.objects.all().delete()
    assert [entry.key for entry in panel("avis", "demande").entries] == [entry.key for entry in before]


@pytest.mark.databases
def test_a_panel_costs_one_query_whatever_the_number_of_clauses(django_assert_num_queries):
    panel("avis", None)
    with django_assert_num_queries(1):
        panel("avis", "demande")
    rows = clauses.shelf(clauses.library(Regime.ARS), clauses.library(Regime.ARS).editions[-1]).clauses
    QuestionClause.objects.bulk_create(
        QuestionClause(fiche="avis", question="matter", target=key, position=9)
        for key in (clause.key for clause in rows.values())
        if not QuestionClause.objects.filter(fiche="avis", question="matter", target=key).exists()
    )
    panel("avis", None)
    with django_assert_num_queries(1):
        assert len(panel("avis", None).entries) >= len(rows)


@pytest.mark.databases
def test_building_what_is_held_costs_the_same_for_one_clause_and_for_all():
    one = asked(lambda: panel("avis", "demande"))
    clauses.clear()
    assert asked(lambda: panel("avis", None)) == one <= 16
