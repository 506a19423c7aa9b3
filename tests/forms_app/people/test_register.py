"""What the register says of an author is about the report's date; a file is imported whole or not at all (A-14)."""

import csv
import io
import random
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from forms_app.enums import Post
from forms_app.models import Approval, Doctor, HospitalPost, JournalEvent, Prefecture
from forms_app.rules.vocabulary import Situation
from forms_app.services.team import register, register_import
from forms_app.services.trace.journal import Origin
from tests.forms_app.people.conftest import DAY

pytestmark = [pytest.mark.django_db, pytest.mark.databases]
HEAD = ";".join(register_import.COLUMNS)


@pytest.fixture
def prefecture(ars):
    return Prefecture.objects.get()


@pytest.fixture
def doctor(db):
    return Doctor.objects.create(last_name="Élan-Essai", first_name="Noé")


def approved(doctor, prefecture, first, last, order="A-1"):
    return Approval.objects.create(doctor=doctor, prefecture=prefecture, order=order, starts_on=first, ends_on=last)


@pytest.mark.parametrize(
    ("on", "entitled", "words"),
    [
        (DAY - timedelta(days=1), False, "à partir du 10/03/2026"),
        (DAY, True, "agréé le 10/03/2026, arrêté A-1"),
        (DAY + timedelta(days=9), True, "agréé"),
        (DAY + timedelta(days=10), False, "terminé le 19/03/2026"),
    ],
)
def test_the_verdict_is_about_the_day_of_the_report(on, entitled, words, doctor, prefecture):
    approved(doctor, prefecture, DAY, DAY + timedelta(days=9))
    somebody = Doctor.objects.create(last_name="Autre", first_name="Essai")
    approved(somebody, prefecture, date(2025, 1, 1), None)  # the list is known on each of these days
    found = register.verdict(doctor, prefecture, on=on)
    assert found.entitled is entitled
    assert words in found.words


def test_a_renewal_follows_without_a_day_between(doctor, prefecture):
    approved(doctor, prefecture, DAY, DAY + timedelta(days=9))
    approved(doctor, prefecture, DAY + timedelta(days=10), None, "A-2")
    assert register.verdict(doctor, prefecture, on=DAY + timedelta(days=9)).approval.order == "A-1"
    assert register.verdict(doctor, prefecture, on=DAY + timedelta(days=10)).approval.order == "A-2"


def test_without_a_list_the_register_says_that_it_cannot_tell(doctor, prefecture):
    found = register.verdict(doctor, prefecture, on=DAY)
    assert found.entitled is None
    assert "Aucune liste" in found.words


def test_the_list_of_one_prefecture_says_nothing_in_another(doctor, prefecture):
    approved(doctor, prefecture, DAY, None)
    other = Prefecture.objects.create(code="991", name="Autre", authority=prefecture.authority)
    assert register.verdict(doctor, other, on=DAY).entitled is None


def test_a_hospital_practitioner_is_on_no_list(doctor, prefecture):
    HospitalPost.objects.create(doctor=doctor, post=Post.HOSPITAL, establishment="CH d’essai")
    found = register.verdict(doctor, prefecture, on=DAY)
    assert (found.entitled, "CH d’essai" in found.words) == (True, True)


@pytest.mark.parametrize(
    ("situation", "warned"), [(Situation.FREE, True), (Situation.UCSA, True), (Situation.CRA, False)]
)
def test_a_doctor_of_a_detention_centre_writes_for_a_person_held_there_and_is_a_warning_elsewhere(
    situation, warned, doctor, prefecture
):
    HospitalPost.objects.create(doctor=doctor, post=Post.CRA, establishment="CRA d’essai")
    found = register.verdict(doctor, prefecture, on=DAY, situation=situation)
    assert found.entitled is True
    assert ("place" in [remark.slug for remark in found.remarks]) is warned


@pytest.mark.parametrize("typed", ["elan", "ÉLAN", "noe elan", "Élan-Essai"])
def test_a_doctor_is_found_whatever_the_accents(typed, doctor):
    assert list(register.search(typed)) == [doctor]


def test_nothing_typed_finds_nobody(doctor):
    assert list(register.search("  ")) == []


@pytest.mark.parametrize(("days", "count"), [(-1, 0), (0, 1), (90, 1), (91, 0)])
def test_an_approval_is_announced_from_ninety_days_before_its_end(days, count, doctor, prefecture):
    approved(doctor, prefecture, date(2024, 1, 1), DAY + timedelta(days=days))
    assert register.ending(on=DAY).count() == count


def test_a_renewed_approval_is_not_announced(doctor, prefecture):
    approved(doctor, prefecture, date(2024, 1, 1), DAY + timedelta(days=5))
    approved(doctor, prefecture, DAY + timedelta(days=6), None, "A-2")
    assert register.ending(on=DAY).count() == 0


# --- import ----------------------------------------------------------------------------------------------------------


def line(number, **changes):
    cells = {
        "rpps": f"{number:011d}",
        "nom": f"Nom{number}",
        "prenom": "Essai",
        "commune": "Essai",
        "prefecture": "990",
        "arrete": "2026-1",
        "debut": "01/02/2026",
        "fin": "31/01/2029",
    } | changes
    return ";".join(cells[name] for name in register_import.COLUMNS)


def deposited(lines, user, encoding="utf-8"):
    return register_import.deposit("liste.csv", "\r\n".join([HEAD, *lines]).encode(encoding), user)


SPOILT = [
    {"prefecture": "123"},
    {"debut": "31/02/2026"},
    {"fin": "01/01/2026"},
    {"nom": ""},
    {"rpps": "123"},
    {"arrete": "x" * 81},
]


def test_two_thousand_lines_of_which_three_in_a_hundred_are_bad_are_sorted_exactly(accounts, prefecture, one):
    bad = set(random.Random(7).sample(range(2_000), 60))  # noqa: S311 - the same lines at each run
    lines = [line(n, **(SPOILT[n % len(SPOILT)] if n in bad else {})) for n in range(2_000)]
    row = deposited(lines, accounts["administrateur"])
    found = register_import.preview(row)
    assert [refused.number - 2 for refused in found.refused] == sorted(bad)
    assert all(refused.reasons for refused in found.refused)
    assert Approval.objects.count() == 0
    done = register_import.apply(row, one)
    assert (done.added, done.known, done.refused) == (1_940, 0, 60)
    assert (Approval.objects.count(), Doctor.objects.count()) == (1_940, 1_940)


def test_the_queries_of_an_import_do_not_grow_with_its_lines(accounts, prefecture, django_assert_max_num_queries):
    row = deposited([line(n) for n in range(300)], accounts["administrateur"])
    with django_assert_max_num_queries(4):
        register_import.preview(row)


def test_nothing_is_half_imported(accounts, prefecture, one, monkeypatch):
    row = deposited([line(n) for n in range(5)], accounts["administrateur"])

    def fails(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(Approval.objects, "bulk_create", fails)
    with pytest.raises(RuntimeError):
        register_import.apply(row, one)
    assert (Doctor.objects.count(), JournalEvent.objects.count()) == (0, 0)


def test_the_same_file_twice_adds_nothing(accounts, prefecture, one):
    register_import.apply(deposited([line(1), line(2)], accounts["administrateur"]), one)
    again = register_import.apply(deposited([line(1), line(2)], accounts["administrateur"]), one)
    assert (again.added, again.known, Approval.objects.count()) == (0, 2, 2)


def test_a_confirmation_sent_twice_is_one(accounts, prefecture, one):
    row = deposited([line(1)], accounts["administrateur"])
    register_import.apply(row, one)
    register_import.apply(row, one)
    assert (Approval.objects.count(), JournalEvent.objects.count()) == (1, 1)


def test_a_renewal_is_added_to_the_doctor_who_is_there(accounts, prefecture, one):
    register_import.apply(deposited([line(1)], accounts["administrateur"]), one)
    renewal = line(1, arrete="2029-1", debut="01/02/2029", fin="")
    register_import.apply(deposited([renewal], accounts["administrateur"]), one)
    assert (Doctor.objects.count(), Approval.objects.count()) == (1, 2)


def test_a_doctor_without_number_is_known_by_names_and_town(accounts, prefecture, one):
    lines = [line(1, rpps="", nom="Été", arrete=order) for order in ("A", "B")] + [line(1, rpps="", nom="Ete")]
    register_import.apply(deposited(lines, accounts["administrateur"]), one)
    assert (Doctor.objects.count(), Approval.objects.count()) == (1, 3)


def test_a_line_repeated_and_a_number_under_two_names_are_refused(accounts, prefecture):
    lines = [line(1), line(1), line(1, nom="Autre", arrete="2026-2")]
    found = register_import.preview(deposited(lines, accounts["administrateur"]))
    assert [(row.number, row.reasons) for row in found.refused] == [
        (3, ["Répète la ligne 2."]),
        (4, ["rpps : numéro d’un médecin d’un autre nom."]),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_file_of_a_spreadsheet_is_read_in_its_encoding(encoding, accounts, prefecture):
    found = register_import.preview(deposited([line(1, nom="Hélène")], accounts["administrateur"], encoding))
    assert [row.last_name for row in found.accepted] == ["Hélène"]


@pytest.mark.parametrize("content", [b"", b"\x00\x01", b"nom;prenom\r\nA;B", b"\xff\xd8\xff\x00", b"x" * 4_000_001])
def test_a_file_that_is_no_list_is_refused_with_words(content, accounts):
    with pytest.raises(ValidationError):
        register_import.deposit("image.jpg", content, accounts["administrateur"])


def test_the_refused_lines_come_back_without_a_formula(accounts, prefecture):
    lines = [line(1, nom="=1+1", prefecture="x"), line(2, nom="@x", prefecture="x")]
    found = register_import.preview(deposited(lines, accounts["administrateur"]))
    rows = list(csv.reader(io.StringIO(register_import.refused_file(found).lstrip("\ufeff")), delimiter=";"))
    assert [row[2] for row in rows] == ["nom", "'=1+1", "'@x"]
    assert "code inconnu" in rows[1][-1]


def test_only_an_administrator_imports(accounts, prefecture):
    row = deposited([line(1)], accounts["administrateur"])
    with pytest.raises(PermissionDenied):
        register_import.apply(row, Origin(accounts["redacteur"]))
