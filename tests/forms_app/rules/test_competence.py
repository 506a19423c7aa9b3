"""Who is competent: residence, Paris, retention centres, detention, the OFII since 2017, another choice."""

from datetime import date

import pytest

from forms_app.enums import Authority, Matter
from forms_app.rules.competence import OFFICE, POLICE, ReasonMissing, choose, competent, humanitarian_director
from forms_app.rules.places import DEPARTMENTS, REGIONS, UnknownPlace, ars_name
from forms_app.rules.vocabulary import Situation

LAST_ARS, FIRST_OFII = date(2016, 12, 31), date(2017, 1, 1)
TODAY = date(2026, 5, 4)


def asked(residence="59", **more):
    return competent(**({"registered_on": LAST_ARS, "on": TODAY, "residence": residence} | more))


@pytest.mark.parametrize(
    ("residence", "name"),
    [
        ("59", "ARS Hauts-de-France"),
        ("2a", "ARS Corse"),
        ("93", "ARS Île-de-France"),
        ("974", "ARS La Réunion"),
        ("976", "ARS Mayotte"),
        ("978", "ARS Guadeloupe"),
    ],
)
def test_the_ars_of_the_residence_is_competent(residence, name):
    found = asked(residence)
    assert (found.seat.kind, found.seat.name) == (Authority.ARS, name)
    assert name in found.explanation
    assert found.basis.clauses == ("instruction-2011#I-2",)
    assert not found.inferred


def test_in_paris_the_prefecture_of_police_is_competent():
    found = asked("75")
    assert found.seat == POLICE
    assert not found.inferred


def test_a_suburb_of_paris_belongs_to_the_ars():
    assert asked("92").seat.name == "ARS Île-de-France"


def test_a_retention_centre_gives_the_ars_of_its_place_not_of_the_residence():
    found = asked("75", situation=Situation.CRA, centre="13")
    assert found.seat.name == "ARS Provence-Alpes-Côte d’Azur"
    assert "non la résidence" in found.explanation
    assert (found.basis.clauses, found.inferred) == (("instruction-2011#IV-15",), False)


def test_a_retention_centre_in_paris_is_deduced_and_said_to_be():
    found = asked("59", situation=Situation.CRA, centre="75")
    assert (found.seat, found.inferred) == (POLICE, True)
    assert "déduit" in found.basis.silence


def test_the_place_of_the_centre_is_asked_for():
    with pytest.raises(ValueError, match="département du centre"):
        asked("59", situation=Situation.CRA)


@pytest.mark.parametrize(("residence", "kind"), [("59", Authority.ARS), ("75", Authority.PP)])
def test_a_detained_person_keeps_the_residence_and_the_screen_says_it_is_deduced(residence, kind):
    found = asked(residence, situation=Situation.UCSA, centre="13")
    assert (found.seat.kind, found.inferred) == (kind, True)


@pytest.mark.parametrize(("registered_on", "kind"), [(LAST_ARS, Authority.ARS), (FIRST_OFII, Authority.OFII)])
def test_the_office_is_competent_from_1_january_2017(registered_on, kind):
    assert asked(registered_on=registered_on).seat.kind == kind


@pytest.mark.parametrize("situation", Situation)
def test_no_situation_takes_a_request_of_2017_away_from_the_office(situation):
    assert asked("75", registered_on=FIRST_OFII, situation=situation, centre="13").seat == OFFICE


@pytest.mark.parametrize(("matter", "inferred"), [(Matter.RESIDENCE, False), (Matter.EXPULSION, True)])
def test_the_date_of_a_removal_referral_is_to_be_confirmed(matter, inferred):
    assert asked(registered_on=FIRST_OFII, matter=matter).inferred == inferred


@pytest.mark.parametrize("code", ["", "975", "99", "XX", "7 5"])
def test_a_department_of_no_ars_is_refused_in_french(code):
    with pytest.raises(UnknownPlace, match="choisissez l’autorité"):
        asked(code)


def test_another_authority_can_be_kept_with_a_reason():
    found = asked("59")
    assert choose(found, found.seat).follows_the_rule
    other = choose(found, POLICE, "  domicile transféré à Paris ")
    assert (other.follows_the_rule, other.reason, other.rule) == (False, "domicile transféré à Paris", found)
    for reason in ("", "   "):
        with pytest.raises(ReasonMissing):
            choose(found, POLICE, reason)


def test_an_ars_of_another_region_is_another_authority():
    with pytest.raises(ReasonMissing):
        choose(asked("59"), asked("13").seat)


@pytest.mark.parametrize(
    ("day", "reunion", "mayotte", "nord"),
    [
        (date(2019, 12, 31), "ARS océan Indien", "ARS océan Indien", ""),
        (date(2020, 1, 1), "ARS La Réunion", "ARS Mayotte", "ARS Hauts-de-France"),
    ],
)
def test_the_names_of_the_ars_are_dated(day, reunion, mayotte, nord):
    assert (ars_name("04", day), ars_name("06", day), ars_name("32", day)) == (reunion, mayotte, nord)


def test_a_name_that_was_not_verified_is_said_to_be_confirmed():
    found = asked("59", on=date(2012, 5, 4))
    assert (found.seat.name, found.seat.region) == ("", "32")
    assert "reste à confirmer" in found.explanation


def test_the_humanitarian_avis_is_the_director_s_of_ile_de_france_for_paris():
    found = humanitarian_director(POLICE, TODAY)
    assert (found.seat.name, found.inferred) == ("ARS Île-de-France", True)
    ars = asked("59").seat
    assert (humanitarian_director(ars, TODAY).seat, humanitarian_director(ars, TODAY).inferred) == (ars, False)
    assert humanitarian_director(OFFICE, TODAY) is None


def test_eighteen_regions_hold_every_department_once():
    assert len(REGIONS) == 18
    assert len(DEPARTMENTS) == 96 + 5 + 2
    assert {place.region for place in DEPARTMENTS.values()} == set(REGIONS)
