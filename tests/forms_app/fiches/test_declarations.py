"""The nine fiches hold together: names, choices, conditions announced, and the words they borrow from the texts."""

import pytest

from forms_app import fiches
from forms_app.enums import Authority, Kind, Outgoing, Recipient, Role
from forms_app.fiches import FICHES
from forms_app.fiches.grids import GRIDS
from forms_app.letters.slots import bare, problems
from guidance.enums import Regime
from tests.forms_app.fiches.clauses import clauses
from tests.forms_app.letters.models import all_models, facsimiles

QUESTIONS = [(fiche, question) for fiche in FICHES for question in fiche.questions()]
every_fiche = pytest.mark.parametrize("fiche", FICHES, ids=lambda fiche: fiche.key)
every_question = pytest.mark.parametrize(
    ("fiche", "question"), QUESTIONS, ids=[f"{fiche.key}-{question.name}" for fiche, question in QUESTIONS]
)


def test_the_nine_letters_of_the_procedure_are_declared():
    assert [fiche.key for fiche in FICHES] == [
        "receipt", "complements", "avis", "note", "humanitarian", "transmission", "inquiry", "college", "removal",
    ]  # fmt: skip


def test_an_unknown_fiche_is_a_key_error():
    with pytest.raises(KeyError):
        fiches.get("fiche-4")


@every_fiche
def test_a_fiche_begins_with_the_date_that_decides_its_regime(fiche):
    first = fiche.steps[0]
    assert (first.slug, first.questions[0].name) == ("demande", "registered_on")
    assert first.questions[0].required


@every_fiche
def test_names_and_slugs_are_unique(fiche):
    names = [question.name for question in fiche.questions()]
    assert len(set(names)) == len(names)
    assert len(set(fiche.slugs)) == len(fiche.slugs)


@every_fiche
def test_a_conditional_question_is_announced_in_its_step_and_waits_for_an_answer(fiche):
    for step in fiche.steps:
        conditional = [question for question in step.questions if question.when]
        assert not conditional or any(question.announced for question in conditional), step.slug
        assert not any(question.is_asked({}) for question in conditional)


@every_question
def test_a_choice_offers_at_least_two_answers_or_the_printed_words(fiche, question):
    if question.kind == Kind.CHOICE:
        assert len(question.choices) + bool(question.blank) >= 2
        assert question.blank or question.required, "a choice can be left, or says why it cannot"
        assert all(choice.value for choice in question.choices)


@every_question
def test_a_typed_answer_says_how_its_way_out_is_read_and_how_long_it_may_be(fiche, question):
    if question.kind in (Kind.TEXT, Kind.PARAGRAPHS, Kind.ITEMS):
        assert question.outgoing != Outgoing.CLOSED
        assert question.most
    else:
        assert question.outgoing == Outgoing.CLOSED


@pytest.mark.parametrize("key", ["receipt", "avis", "college", "removal", "transmission"])
def test_what_leaves_for_the_prefecture_asks_for_no_prose(key):
    """The closed vocabulary is the proof (A-19, B-03); the director's reasons are the one exception."""
    fiche = fiches.get(key)
    assert fiche.recipient == Recipient.PREFECTURE
    assert not {Outgoing.PROSE, Outgoing.MEDICAL} & {question.outgoing for question in fiche.questions()}


def test_only_letters_between_doctors_ask_for_medical_words():
    asking = {fiche.key for fiche, question in QUESTIONS if question.outgoing == Outgoing.MEDICAL}
    assert asking == {"complements", "inquiry"}
    assert {fiches.get(key).recipient for key in asking} == {Recipient.DOCTOR}
    assert {fiches.get(key).roles for key in asking} == {frozenset({Role.PHYSICIAN})}


def test_the_bis_fiches_are_those_of_the_prefecture_of_police():
    """A-25, and the matrix of the six fiches."""
    numbers = {(fiche.key, authority.value): number for fiche in FICHES for authority, number in fiche.numbers.items()}
    assert numbers == {
        ("receipt", "ars"): "1", ("receipt", "pp"): "1 bis",
        ("complements", "ars"): "2", ("complements", "pp"): "2 bis",
        ("avis", "ars"): "3", ("avis", "pp"): "3 bis",
    }  # fmt: skip


def test_the_humanitarian_avis_is_the_director_s_in_paris_too():
    fiche = fiches.get("humanitarian")
    assert fiche.authorities == (Authority.ARS,)
    assert fiche.roles == {Role.DIRECTOR}


@every_fiche
def test_the_authorities_of_a_fiche_are_those_of_its_regime(fiche):
    allowed = {Regime.ARS: {Authority.ARS, Authority.PP}, Regime.OFII: {Authority.OFII}}[fiche.regime]
    assert set(fiche.authorities) <= allowed
    assert set(fiche.model) == set(fiche.authorities)


@every_fiche
def test_every_model_of_a_fiche_exists_and_can_be_filled(fiche):
    keys = {*fiche.model.values(), *fiche.branches.values()}
    assert {key: problems(fiche, all_models()[key]) for key in keys} == {key: [] for key in keys}


@pytest.mark.parametrize("label", ["annexe-IV-fiche-3", "annexe-IV-fiche-3-bis"])
def test_the_choices_of_fiche_3_are_its_printed_words_in_order(label):
    avis = fiches.get("avis")
    groups = [line["boxes"]["options"] for line in facsimiles()[label]["lines"] if "boxes" in line]
    for name, options in zip(avis.boxes, groups, strict=True):
        choices = avis.question(name).choices
        assert all(choice.official for choice in choices)
        assert [bare(choice.label) for choice in choices] == [bare(option) for option in options]


@every_fiche
def test_a_reminder_quotes_the_exact_words_of_its_clause(fiche):
    for reminder in fiche.reminders:
        if reminder.clause.startswith("article:"):
            assert reminder.says and not reminder.quote, "an article nobody reproduces here is not quoted"
        else:
            assert reminder.quote and reminder.quote in clauses()[reminder.clause], reminder.key


@every_fiche
def test_a_reminder_stands_in_a_step_and_quotes_answers_of_its_fiche(fiche):
    names = {question.name for question in fiche.questions()}
    assert {reminder.step for reminder in fiche.reminders} <= set(fiche.slugs)
    assert {name for reminder in fiche.reminders for name in reminder.answers} <= names
    assert {check.question for check in fiche.checks} <= names


@every_fiche
def test_the_private_grid_of_a_step_exists_and_is_of_the_regime(fiche):
    texts = {Regime.ARS: "instruction-2011", Regime.OFII: "arrete-2017"}
    for step in fiche.steps:
        if step.grid:
            cells = (*GRIDS[step.grid].rows, *GRIDS[step.grid].columns)
            assert {cell.clause.partition("#")[0] for cell in cells} == {texts[fiche.regime]}


@pytest.mark.parametrize("grid", GRIDS.values(), ids=lambda grid: grid.key)
def test_the_words_of_a_grid_are_those_of_the_texts(grid):
    for cell in (*grid.rows, *grid.columns):
        assert cell.words in clauses()[cell.clause]


@every_question
def test_french_on_screen_is_typeset_as_french(fiche, question):
    own = [question.hint, question.required, question.announced, question.blank]
    own += [] if question.official else [question.label]
    own += [choice.label for choice in question.choices if not choice.official]
    for words in own:
        assert "'" not in words and "!" not in words and "euillez" not in words
