"""Physicians and directors read the figures of their authority and the spread; nobody else, and nothing is named."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from forms_app.bilan.shape import as_text, digest
from forms_app.enums import Authority, CaseRole, JournalAct
from forms_app.models import FrozenBilan, JournalEvent
from tests.forms_app.bilan.made import bilan
from tests.forms_app.bilan.test_spread import delays, requests
from tests.forms_app.dossiers.conftest import make_authority

pytestmark = [pytest.mark.django_db, pytest.mark.databases]
YEAR = 2025


@pytest.fixture
def frozen(accounts):
    """Function that freezes the bilan of an authority: `frozen(authority, 70, 30)`."""

    def freeze(authority, first, renewal, *, year=YEAR, version=1, digested=None):
        tables = (requests(first, renewal), delays(first, renewal, 62, 101))
        made = bilan(authority=authority.code, name=str(authority), year=year, version=version, tables=tables)
        text = as_text(made)
        return FrozenBilan.objects.create(
            authority=authority, year=year, version=version, content=text, sha256=digested or digest(text),
            reason="asked" if version > 1 else "", frozen_by=accounts["medecin"], role=CaseRole.PHYSICIAN,
            frozen_at=timezone.now(),
        )  # fmt: skip

    return freeze


@pytest.fixture
def others(frozen, elsewhere):
    frozen(elsewhere, 20, 30)
    for rank in range(3):
        frozen(make_authority(f"ars-{rank}", f"98{rank}"), 300 + rank, 100)


def address(authority, year=YEAR):
    return f"/chiffres/{authority.code}/{year}/"


def shown(answer):
    return " ".join(answer.content.decode().replace("&nbsp;", " ").split())


def test_figures_stand_beside_the_spread_of_authorities_that_are_not_named(
    here, others, frozen, signed_in, switched_on
):
    row = frozen(here, 70, 30)
    answer = signed_in("medecin").get(address(here))
    words = shown(answer)
    assert answer.status_code == 200
    assert "5 autorités ont figé" in words and "<b>30 %</b>" in words
    assert "ars-0" not in words and "Autorité ars-0" not in words
    event = JournalEvent.objects.about(row).get()
    assert event.act == JournalAct.BILAN_READ


def test_a_spread_among_three_is_not_shown(here, elsewhere, frozen, signed_in, switched_on):
    frozen(here, 70, 30)
    frozen(elsewhere, 20, 41)
    words = shown(signed_in("directeur").get(address(here)))
    assert "2 autorités seulement" in words and "61" not in words


@pytest.mark.parametrize(
    ("role", "status"),
    [("medecin", 200), ("directeur", 200), ("secretariat", 404), ("redacteur", 404), ("administrateur", 404)],
)
def test_physicians_and_directors_alone_read_them(role, status, here, frozen, signed_in, switched_on):
    frozen(here, 70, 30)
    assert signed_in(role).get(address(here)).status_code == status


def test_nobody_reads_those_of_another_authority_nor_of_a_year_that_is_not_frozen(
    here, elsewhere, frozen, signed_in, switched_on
):
    frozen(elsewhere, 20, 30)
    browser = signed_in("medecin")
    assert browser.get(address(elsewhere)).status_code == 404
    assert browser.get(address(here)).status_code == 404
    assert not JournalEvent.objects.filter(act=JournalAct.BILAN_READ).exists()


def test_the_last_version_counts_and_one_whose_text_was_altered_does_not(here, others, frozen, signed_in, switched_on):
    frozen(here, 70, 30)
    frozen(here, 50, 50, version=2)
    browser = signed_in("medecin")
    assert "<b>50 %</b>" in shown(browser.get(address(here)))
    frozen(here, 10, 90, version=3, digested="0" * 64)
    assert browser.get(address(here)).status_code == 404


def test_the_only_authority_of_a_person_opens_on_its_last_year(here, frozen, signed_in, switched_on):
    browser = signed_in("medecin")
    assert "Aucun bilan figé" in shown(browser.get("/chiffres/"))
    frozen(here, 70, 30, year=2023)
    frozen(here, 60, 40, year=2024)
    assert browser.get("/chiffres/").url == address(here, 2024)
    words = shown(browser.get(address(here, 2024)))
    assert "D’une année à l’autre" in words and "30 %" in words


def test_the_office_is_alone_under_its_frame(frozen, others, signed_in, switched_on, here):
    office = make_authority("ofii-essai", "975", Authority.OFII)
    frozen(office, 900, 900)
    frozen(here, 70, 30)
    assert "1800" not in shown(signed_in("medecin").get(address(here)))


def test_the_page_asks_as_many_questions_whatever_the_authorities(here, others, frozen, signed_in, switched_on):
    frozen(here, 70, 30)
    browser = signed_in("medecin")
    browser.get(address(here))

    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(address(here)).status_code == 200
        return len(queries)

    few = asked()
    for rank in range(4):
        frozen(make_authority(f"ars-x{rank}", f"97{rank}"), 100, 100)
    frozen(here, 70, 30, year=2024)
    assert asked() == few


# --- the files of a frozen bilan -------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["pdf", "xlsx", "ods", "csv"])
def test_a_frozen_bilan_is_downloaded_the_same_each_time_and_each_reading_is_told(
    kind, here, frozen, signed_in, switched_on
):
    row = frozen(here, 70, 30)
    place = f"/bilan/{here.code}/{YEAR}/versions/1/bilan.{kind}"
    first, again = (signed_in("directeur").get(place) for _ in range(2))
    assert first.status_code == 200 and first.content == again.content
    assert f"bilan-{YEAR}-{here.code}-v1.{kind}" in first["Content-Disposition"]
    assert JournalEvent.objects.about(row).count() == 2
    assert signed_in("redacteur").get(place).status_code == 404


def test_a_text_that_was_altered_gives_no_file(here, frozen, signed_in, switched_on):
    frozen(here, 70, 30, digested="0" * 64)
    place = f"/bilan/{here.code}/{YEAR}/versions/1/"
    assert "n’est plus celui" in shown(signed_in("medecin").get(place))
    assert signed_in("medecin").get(f"{place}bilan.csv").status_code == 404


def test_a_sign_that_cannot_be_printed_is_said_and_the_other_files_are_made(here, frozen, signed_in, switched_on):
    row = frozen(here, 70, 30)
    text = row.content.replace("Cadre du portail", "Cadre \U0001f9ff")
    FrozenBilan.objects.create(
        authority=here, year=YEAR, version=2, content=text, sha256=digest(text), reason="asked",
        frozen_by=row.frozen_by, role=row.role, frozen_at=row.frozen_at,
    )  # fmt: skip
    place = f"/bilan/{here.code}/{YEAR}/versions/2/"
    assert "ne peut pas être imprimé" in shown(signed_in("medecin").get(f"{place}bilan.pdf", follow=True))
    assert signed_in("medecin").get(f"{place}bilan.csv").status_code == 200


def test_the_csv_names_its_clauses_in_words_and_its_columns_have_a_dictionary(here, frozen, signed_in, switched_on):
    frozen(here, 70, 30)
    browser = signed_in("medecin")
    made = browser.get(f"/bilan/{here.code}/{YEAR}/versions/1/bilan.csv").content.decode()
    assert "VI-1, instruction du 10 novembre 2011" in made and "instruction-2011#" not in made
    assert "etat;" in browser.get("/bilan/dictionnaire.csv").content.decode()
