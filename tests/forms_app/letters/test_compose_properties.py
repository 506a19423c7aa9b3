"""Whatever the answers, a letter composes; closed answers add no word that its model does not print."""

import re
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from forms_app.enums import Kind, Outgoing
from forms_app.fiches import FICHES, asked
from forms_app.letters import compose, model_key, plain_lines
from forms_app.letters.wording import said
from tests.forms_app.letters.models import all_models

FREE = st.text(max_size=60).filter(str.strip)


def answers_to(question):
    if question.kind == Kind.CHOICE:
        return st.sampled_from([choice.value for choice in question.choices])
    return {
        Kind.DATE: st.dates(date(2005, 1, 1), date(2030, 12, 31)),
        Kind.MONTHS: st.integers(1, 600),
        Kind.TICK: st.just(True),
        Kind.ITEMS: st.lists(FREE, min_size=1, max_size=8).map(tuple),
        Kind.BIRTH_DATE: st.sampled_from(["1981", "03/09/1981"]),
    }.get(question.kind, FREE)


@st.composite
def filled(draw, closed_only=False):
    fiche = draw(st.sampled_from(FICHES))
    questions = [
        question
        for question in fiche.questions()
        if not closed_only or (question.outgoing == Outgoing.CLOSED and question.kind in (Kind.CHOICE, Kind.TICK))
    ]
    chosen = draw(st.sets(st.sampled_from(questions)))
    answers = {question.name: draw(answers_to(question)) for question in questions if question in chosen}
    authority = draw(st.sampled_from(fiche.authorities))
    return fiche, answers, authority


def composed(fiche, answers, authority):
    return compose(fiche, answers, all_models()[model_key(fiche, authority, answers)], authority=authority)


def bare(text):
    """An answer of several lines may be written on one: its line ends become commas."""
    return re.sub(r"[\s,]+", "", text)


def words(lines):
    return {word for line in lines for word in line.replace("☒", "☐").split()}


@given(filled())
@settings(max_examples=300, deadline=None)
def test_any_set_of_answers_composes_and_every_printed_answer_was_given(run):
    fiche, answers, authority = run
    letter = composed(*run)
    kept = asked(fiche, answers)
    typed = {bare(text) for answer in kept.values() for text in (said(answer), *said(answer).split("\n"))}
    for line in letter.lines:
        for piece in (*line.pieces, *(piece for option in line.options for piece in option.pieces)):
            assert piece.kind != "answer" or bare(piece.words) in typed
    assert letter == composed(*run), "the same answers make the same letter"


@given(filled(closed_only=True))
@settings(max_examples=300, deadline=None)
def test_closed_answers_add_no_word_that_is_not_the_model_s_or_a_permitted_departure_s(run):
    fiche, answers, authority = run
    model = all_models()[model_key(fiche, authority, answers)]
    permitted = words(plain_lines(compose(fiche, {}, model, authority=authority)))
    permitted |= {word for deviation in fiche.deviations for word in deviation.instead.split()}
    permitted |= {f"{word}," for pick in fiche.picks for word in pick.kept.split()}
    assert words(plain_lines(composed(*run))) <= permitted


@given(filled())
@settings(max_examples=200, deadline=None)
def test_the_printed_lines_keep_their_order(run):
    fiche, answers, authority = run
    letter = composed(*run)
    boxes = [len(line.options) for line in letter.lines if line.kind == "boxes"]
    model = all_models()[model_key(fiche, authority, answers)]
    assert boxes == [len(line["boxes"]["options"]) for line in model["lines"] if "boxes" in line]
    assert all(sum(option.ticked for option in line.options) <= 1 for line in letter.lines)
    assert letter.lines[-1].signature or any(line.signature for line in letter.lines)
