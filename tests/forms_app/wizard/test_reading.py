"""Reading what was typed: pure, whatever it is; conditions, empty answers, what a page must show."""

from datetime import date

import pytest
from django.http import QueryDict
from hypothesis import given, settings
from hypothesis import strategies as st

from forms_app import fiches
from forms_app.enums import Kind
from forms_app.fiches.declaration import Choice, Fiche, Question, Step
from forms_app.wizard.reading import State, answers, is_shown, read, stale, states
from forms_app.wizard.typed import is_answered, readable, typed_of

AVIS = fiches.get("avis")
ANYTHING = st.text(st.characters(), max_size=40)


def typed(**by_step):
    return {slug.replace("_", "-"): {name: [value] for name, value in step.items()} for slug, step in by_step.items()}


def test_answers_are_what_the_rules_take():
    draft = typed(
        demande={"registered_on": "3 sept 2016", "matter": ""},
        identite={"person": "  Ayoub   Essai ", "birth_date": "3/9/81"},
        duree={"duration": "months", "months": "12"},
    )
    assert answers(AVIS, draft) == {
        "registered_on": date(2016, 9, 3),
        "person": "Ayoub Essai",
        "birth_date": "03/09/1981",
        "duration": "months",
        "months": 12,
    }


def test_a_year_alone_is_a_birth_date():
    assert answers(AVIS, typed(identite={"birth_date": "1981"})) == {"birth_date": "1981"}


@pytest.mark.parametrize(("written", "read_as"), [("3/9/26", "03/09/2026"), ("3/9/27", "03/09/1927")])
def test_two_digits_of_a_birth_year_are_never_in_the_future(written, read_as, time_machine):
    time_machine.move_to("2026-11-22T12:00:00+01:00")
    assert answers(AVIS, typed(identite={"birth_date": written})) == {"birth_date": read_as}


def test_items_are_written_one_a_line():
    draft = typed(elements={"items": " premier \n\n second\r\n"})
    assert answers(fiches.get("complements"), draft) == {"items": ("premier", "second")}


def test_leaving_the_boxes_empty_is_answering_and_gives_no_answer():
    draft = typed(prise_en_charge={"care": ""})
    reading = read(AVIS, draft)
    assert "care" not in reading.answers
    assert states(AVIS, draft, reading)["prise-en-charge"] is State.DONE
    assert is_answered(AVIS.question("care"), [""])
    assert not is_answered(AVIS.question("person"), [""])


def test_a_question_that_is_not_asked_has_no_answer_and_no_error():
    draft = typed(duree={"duration": "long-term", "months": "beaucoup"})
    reading = read(AVIS, draft)
    assert "months" not in reading.answers
    assert "months" not in reading.errors
    assert [question.name for question in stale(AVIS, draft, reading)] == ["months"]


def test_a_step_without_a_question_to_ask_is_skipped():
    asked_later = Question("why", "Pourquoi", when=lambda given: given.get("yes") == "1")
    first = Question("yes", "Oui", Kind.CHOICE, choices=(Choice("1", "Oui"), Choice("0", "Non")))
    fiche = fiche_of(Step("un", "Un", (first,)), Step("deux", "Deux", (asked_later,)))
    for answer, state in (("1", State.TODO), ("0", State.SKIPPED)):
        draft = typed(un={"yes": answer})
        assert states(fiche, draft, read(fiche, draft))["deux"] is state


def test_a_page_shows_a_question_that_one_of_its_answers_may_ask():
    first = Question("yes", "Oui", Kind.CHOICE, choices=(Choice("1", "Oui"),))
    second = Question("why", "Pourquoi", when=lambda given: "yes" in given)
    fiche = fiche_of(Step("un", "Un", (first, second)))
    assert is_shown(second, {"yes", "why"}, read(fiche, {}))
    assert not is_shown(second, {"why"}, read(fiche, {}))


def test_only_the_questions_of_the_step_are_read_from_a_post():
    data = QueryDict("demande-registered_on=1&identite-person=2&registered_on=3&demande-nothing=4")
    assert typed_of(AVIS.step("demande"), data) == ({"registered_on": ["1"]}, frozenset())


@given(ANYTHING)
def test_what_is_kept_can_always_be_shown_and_kept_again(text):
    kept, _ = readable(text)
    assert kept.encode("utf-8").decode("utf-8") == kept
    assert readable(kept) == (kept, False)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(fiches.FICHES), st.data())
def test_any_draft_is_read_without_an_error_of_the_program(fiche, data):
    draft = {
        step.slug: {
            question.name: data.draw(st.lists(ANYTHING | st.sampled_from(values_of(question)), max_size=2))
            for question in step.questions
        }
        for step in fiche.steps
    }
    reading = read(fiche, draft)
    assert set(reading.answers) <= reading.asked
    assert not set(reading.answers) & {question.name for question in stale(fiche, draft, reading)}


def values_of(question):
    return [choice.value for choice in question.choices] + ["", "1", "12", "14/11/2016", "1981", "Ayoub Essai"]


def fiche_of(*steps):
    """A fiche of these steps, otherwise the avis."""
    avis = {name: getattr(AVIS, name) for name in ("title", "regime", "authorities", "recipient", "roles", "model")}
    return Fiche(key="avis", steps=steps, **avis)
