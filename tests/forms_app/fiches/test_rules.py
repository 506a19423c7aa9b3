"""What answers do to one another: questions asked or cleared, reminders that quote, errors that refuse."""

from dataclasses import replace
from datetime import date

import pytest

from forms_app import fiches
from forms_app.fiches import asked, cleared_by, errors, reminders
from forms_app.fiches.common import given
from forms_app.fiches.declaration import Question, Step
from forms_app.fiches.names import same_person

AVIS, RECEIPT, COLLEGE, REMOVAL = (fiches.get(key) for key in ("avis", "receipt", "college", "removal"))
BOTH_AVIS = pytest.mark.parametrize("fiche", [AVIS, COLLEGE, REMOVAL], ids=lambda fiche: fiche.key)


def keys(fiche, step=None, **answers):
    return [reminder.key for reminder in reminders(fiche, answers, step)]


@BOTH_AVIS
def test_travel_is_asked_only_when_a_treatment_exists(fiche):
    travel = fiche.question("travel")
    assert travel.is_asked({"treatment": "exists"})
    assert not travel.is_asked({"treatment": "none"})
    assert not travel.is_asked({})


@BOTH_AVIS
def test_months_are_asked_only_for_a_duration_in_months(fiche):
    months = fiche.question("months")
    assert months.is_asked({"duration": "months"})
    assert not months.is_asked({"duration": "long-term"})
    assert not months.is_asked({})


@BOTH_AVIS
def test_what_a_new_answer_clears_is_listed(fiche):
    before = {"treatment": "exists", "duration": "months", "months": 6, "travel": "can"}
    after = {"treatment": "none", "duration": "long-term", "months": 6, "travel": "can"}
    assert [question.name for question in cleared_by(fiche, before, after)] == ["months", "travel"]
    assert cleared_by(fiche, before, before) == []
    assert asked(fiche, after) == {"treatment": "none", "duration": "long-term"}


def test_clearing_follows_conditions_in_a_chain():
    """The tick that depends on the matter goes with it."""
    before = {"matter": "expulsion", "return_country": True, "object_by_basis": True}
    assert [q.name for q in cleared_by(AVIS, before, {"return_country": True})] == ["object_by_basis", "return_country"]
    assert [q.name for q in cleared_by(AVIS, before, before | {"matter": "residence"})] == ["return_country"]


def test_an_answer_that_is_not_asked_any_more_asks_nothing_itself():
    first, second = Question("first", ""), Question("second", "", when=given("first"))
    chained = replace(AVIS, steps=(Step("demande", "", (first, second, Question("third", "", when=given("second")))),))
    answers = {"second": "b", "third": "c"}
    assert asked(chained, answers) == {}
    assert [q.name for q in cleared_by(chained, answers | {"first": "a"}, answers)] == ["second", "third"]


@BOTH_AVIS
@pytest.mark.parametrize(
    ("answers", "key"),
    [
        ({"care": "not-needed", "gravity": "can"}, "gravity-without-care"),
        ({"care": "not-needed", "treatment": "none"}, "treatment-without-care"),
        ({"care": "not-needed", "duration": "long-term"}, "duration-without-care"),
        ({"care": "needed"}, "care-without-duration"),
    ],
)
def test_two_answers_to_look_at_together_are_recalled(fiche, answers, key):
    assert key in keys(fiche, **answers)


@BOTH_AVIS
@pytest.mark.parametrize(
    ("answers", "key"),
    [
        ({"care": "needed", "gravity": "can"}, "gravity-without-care"),
        ({"care": "not-needed", "gravity": "should-not"}, "gravity-without-care"),
        ({"care": "needed", "treatment": "none"}, "treatment-without-care"),
        ({"care": "not-needed", "treatment": "exists"}, "treatment-without-care"),
        ({"care": "needed", "duration": "long-term"}, "duration-without-care"),
        ({"care": "needed", "duration": "long-term"}, "care-without-duration"),
        ({"care": "not-needed"}, "care-without-duration"),
    ],
)
def test_answers_that_agree_recall_nothing(fiche, answers, key):
    assert key not in keys(fiche, **answers)


def test_a_reminder_is_shown_in_its_own_step_only():
    answers = {"care": "not-needed", "gravity": "can", "duration": "long-term"}
    assert keys(AVIS, "gravite", **answers) == ["gravity-without-care"]
    assert keys(AVIS, "duree", **answers) == ["duration-without-care"]
    assert keys(AVIS, "identite", **answers) == []


def test_fiche_1_recalls_a_letter_of_another_day_than_the_reception():
    day, next_day = date(2016, 11, 14), date(2016, 11, 15)
    assert keys(RECEIPT, received_on=day, letter_date=next_day) == ["not-today"]
    assert keys(RECEIPT, received_on=day, letter_date=day) == []
    assert keys(RECEIPT, letter_date=day) == []


def test_fiche_1_says_which_box_a_doctor_of_a_prison_unit_or_detention_centre_takes():
    hint = RECEIPT.question("author_kind").hint
    assert "UCSA" in hint and "CRA" in hint and "praticien hospitalier" in hint and "à confirmer" in hint


@pytest.mark.parametrize(("day", "late"), [(date(2015, 2, 28), []), (date(2015, 3, 1), ["one-month"])])
def test_the_director_has_one_month_from_the_referral(day, late):
    answers = {"branch": "referral", "referral_date": date(2015, 1, 31), "letter_date": day}
    assert keys(fiches.get("humanitarian"), **answers) == late


def test_the_month_of_the_director_does_not_bind_a_complementary_avis():
    answers = {"branch": "complementary", "referral_date": date(2015, 1, 1), "letter_date": date(2015, 6, 1)}
    assert keys(fiches.get("humanitarian"), **answers) == []


def test_the_reporting_physician_is_refused_in_the_college():
    names = {"rapporteur": "Dr Léa Morvan-Kerdoncuff", "physician_1": "A. Berger", "physician_2": "B. Costa"}
    refused = errors(COLLEGE, names | {"physician_3": "MORVAN KERDONCUFF Lea"})
    assert [(check.question, "ne siège pas" in check.says) for check in refused] == [("physician_3", True)]
    assert errors(COLLEGE, names | {"physician_3": "C. Duval"}) == []


@pytest.mark.parametrize("fiche", [COLLEGE, REMOVAL], ids=lambda fiche: fiche.key)
def test_a_college_has_three_different_physicians(fiche):
    names = {"formation": "college", "physician_1": "A. Berger", "physician_2": "B. Costa"}
    assert [c.question for c in errors(fiche, names | {"physician_3": "Dr Berger A."})] == ["physician_3"]
    assert [c.question for c in errors(fiche, names | {"physician_2": "a. berger"})] == ["physician_2"]
    assert errors(fiche, names | {"physician_3": "C. Duval"}) == []


def test_an_error_is_told_in_the_step_of_its_question():
    twice = {"physician_1": "A. Berger", "physician_2": "A. Berger"}
    assert [check.question for check in errors(COLLEGE, twice, "college")] == ["physician_2"]
    assert errors(COLLEGE, twice, "gravite") == []


def test_one_physician_or_a_college_is_asked_for_the_names_that_sign():
    alone, together = {"formation": "physician"}, {"formation": "college"}
    for name, answers, other in (
        ("signatory_name", alone, together),
        ("physician_1", together, alone),
        ("physician_3", together, alone),
    ):
        assert REMOVAL.question(name).is_asked(answers)
        assert not REMOVAL.question(name).is_asked(other)


@pytest.mark.parametrize(("matter", "told"), [("expulsion", True), ("house-arrest", False)])
def test_one_physician_alone_recalls_the_article_unless_the_person_is_under_house_arrest(matter, told):
    assert ("one-physician" in keys(REMOVAL, formation="physician", matter=matter)) == told
    assert "one-physician" not in keys(REMOVAL, formation="college", matter=matter)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Dr Ana Silva", "SILVA Ana", True),
        ("Noémie Le Goff", "noemie le-goff", True),
        ("Ana Silva", "Ana Silvain", False),
        ("", "", False),
        ("Dr", "Docteur", False),
    ],
)
def test_a_name_is_known_again_however_it_is_typed(one, other, same):
    assert same_person(one, other) is same
