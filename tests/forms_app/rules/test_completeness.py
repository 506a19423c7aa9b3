"""The checklist of a report, and whether its author is one the text names on its date."""

from datetime import date

import pytest

from forms_app.rules.authors import Approval, Author, verdict
from forms_app.rules.completeness import CERTIFICATE, REPORT, checklist, missing
from forms_app.rules.vocabulary import AuthorKind, Situation
from guidance.enums import Regime

NORD, RHONE = "59", "69"
LISTED = Approval(NORD, date(2014, 3, 1), date(2017, 2, 28))
DAY = date(2016, 5, 4)


def slugs(kind, *, on=DAY, situation=Situation.FREE, prefecture=NORD, **more):
    found = verdict(Author(kind, **more), prefecture=prefecture, report_date=on, situation=situation)
    return found.entitled, [remark.slug for remark in found.remarks]


def test_the_four_questions_of_the_instruction_are_on_the_list_or_left_to_the_physician():
    """A-15, A-19: the fourth, on the country of origin, may be answered from any information (IV-9)."""
    required = [item.key for item in checklist(Regime.ARS) if not item.optional]
    assert required == ["sealed", "dated", "signed", "care", "duration", "gravity"]
    assert [item.key for item in REPORT if item.optional] == ["supply", "travel"]


def test_what_is_missing_is_what_is_expected_and_not_ticked():
    everything = frozenset(item.key for item in REPORT)
    assert missing(REPORT, everything) == ()
    assert [item.key for item in missing(REPORT, everything - {"duration", "travel"})] == ["duration"]
    assert len(missing(REPORT, frozenset())) == 6


def test_a_tick_of_no_point_is_a_key_error():
    with pytest.raises(KeyError):
        missing(REPORT, frozenset({"diagnosis"}))


def test_the_certificate_of_the_office_marks_what_was_not_read():
    """Annexes A and B of the arrêté of 2016 were not seen."""
    assert checklist(Regime.OFII) == CERTIFICATE
    inferred = {item.key for item in CERTIFICATE if item.basis.inferred}
    assert inferred == {"state", "care", "signed", "no-conclusion"}


@pytest.mark.parametrize(
    ("on", "listed"),
    [
        (date(2014, 2, 28), False),
        (date(2014, 3, 1), True),
        (date(2017, 2, 28), True),
        (date(2017, 3, 1), False),
    ],
)
def test_an_approved_doctor_is_on_the_list_on_the_date_of_the_report(on, listed):
    assert slugs(AuthorKind.APPROVED, on=on, approvals=(LISTED,)) == (listed, [] if listed else ["not-listed"])


def test_the_list_is_that_of_the_prefecture():
    assert slugs(AuthorKind.APPROVED, prefecture=RHONE, approvals=(LISTED,)) == (False, ["not-listed"])
    assert slugs(AuthorKind.APPROVED, prefecture=RHONE, approvals=(LISTED, Approval(RHONE, DAY)))[0]
    assert slugs(AuthorKind.APPROVED) == (False, ["not-listed"])


@pytest.mark.parametrize(("on", "old"), [(date(2017, 2, 28), False), (date(2017, 3, 1), True)])
def test_an_open_line_older_than_three_years_is_to_be_checked(on, old):
    """Arrêté of 9 November 2011, art. 2: the list lasts three years, renewable."""
    entitled, found = slugs(AuthorKind.APPROVED, on=on, approvals=(Approval(NORD, date(2014, 3, 1)),))
    assert (entitled, found) == (True, ["old-list"] if old else [])


@pytest.mark.parametrize(("establishment", "entitled"), [("CHU d’Essai", True), ("", False), ("  ", False)])
def test_a_hospital_practitioner_is_named_with_an_establishment(establishment, entitled):
    found = slugs(AuthorKind.HOSPITAL, establishment=establishment)
    assert found == (entitled, [] if entitled else ["no-establishment"])


@pytest.mark.parametrize(
    ("kind", "situation", "found"),
    [
        (AuthorKind.CRA, Situation.CRA, []),
        (AuthorKind.UCSA, Situation.UCSA, []),
        (AuthorKind.UCSA, Situation.CRA, ["place"]),
        (AuthorKind.HOSPITAL, Situation.UCSA, ["place"]),
        (AuthorKind.CRA, Situation.FREE, ["place"]),
    ],
)
def test_the_report_of_a_person_held_comes_from_the_doctor_of_the_place(kind, situation, found):
    """A-26: it warns, and the author stays entitled."""
    assert slugs(kind, situation=situation, establishment="Établissement d’essai") == (True, found)


@pytest.mark.parametrize(("treats", "found"), [(True, ["treating"]), (False, []), (None, [])])
def test_the_treating_doctor_is_warned_about_and_not_refused(treats, found):
    assert slugs(AuthorKind.HOSPITAL, establishment="CHU", treats_the_applicant=treats) == (True, found)
