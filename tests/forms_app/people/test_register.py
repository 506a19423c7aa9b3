"""What the register says of an author is about the report's date; a file is imported whole or not at all (A-14)."""

import csv
import io
import random
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from forms_app.enums import Post
from forms_app.models import Approval, Doctor, HospitalPost, JournalEvent, Prefecture, RegisterImport
from forms_app.rules.vocabulary import Situation
from forms_app.services.team import register, register_import
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


def written(row, user):
    """The row of a file read, confirmed by this person and written, as the worker leaves it."""
    register_import.read(row.pk)
    register_import.confirm(row, user)
    register_import.apply(row.pk)
    return RegisterImport.objects.get(pk=row.pk)


@pytest.fixture
def brought(accounts, prefecture):
    """Function that takes lines of a file as far as the register, by an administrator."""
    return lambda lines: written(deposited(lines, accounts["administrateur"]), accounts["administrateur"])


SPOILT = [
    {"prefecture": "123"},
    {"debut": "31/02/2026"},
    {"fin": "01/01/2026"},
    {"nom": ""},
    {"rpps": "123"},
    {"arrete": "x" * 81},
]


def test_two_thousand_lines_of_which_three_in_a_hundred_are_bad_are_reported_exactly_then_written_whole(
    accounts, prefecture
):
    bad = set(random.Random(7).sample(range(2_000), 60))  # noqa: S311 - the same lines at each run
    lines = [line(n, **(SPOILT[n % len(SPOILT)] if n in bad else {})) for n in range(2_000)]
    row = deposited(lines, accounts["administrateur"])
    register_import.read(row.pk)
    row.refresh_from_db()
    assert (row.state, row.done, row.total, row.to_add, row.known, row.refused) == ("read", 2_000, 2_000, 1_940, 0, 60)
    assert [refused["number"] - 2 for refused in row.report] == sorted(bad)
    assert all(refused["reasons"] for refused in row.report)
    register_import.apply(row.pk)  # nobody has confirmed it
    assert Approval.objects.count() == 0
    done = written(row, accounts["administrateur"])
    assert (done.state, done.added, done.known, done.refused) == ("done", 1_940, 0, 60)
    assert (Approval.objects.count(), Doctor.objects.count()) == (1_940, 1_940)


def test_the_progress_of_a_reading_is_told_on_the_way(accounts, prefecture, monkeypatch):
    monkeypatch.setattr(register_import, "STEP", 2)
    row, told = deposited([line(n) for n in range(5)], accounts["administrateur"]), []
    register_import.preview(row, at=told.append)
    assert told == [0, 2, 4]


def test_the_queries_of_an_import_do_not_grow_with_its_lines(accounts, prefecture, django_assert_max_num_queries):
    row = deposited([line(n) for n in range(300)], accounts["administrateur"])
    with django_assert_max_num_queries(4):
        register_import.preview(row)


def test_nothing_is_half_imported(accounts, prefecture, monkeypatch):
    row = deposited([line(n) for n in range(5)], accounts["administrateur"])

    def fails(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(Approval.objects, "bulk_create", fails)
    with pytest.raises(RuntimeError):
        written(row, accounts["administrateur"])
    assert (Doctor.objects.count(), JournalEvent.objects.count()) == (0, 0)
    assert RegisterImport.objects.get().state == "accepted"  # the worker tries again


def test_the_same_file_twice_adds_nothing(brought):
    assert brought([line(1), line(2)]).added == 2
    again = brought([line(1), line(2)])
    assert (again.state, again.to_add, again.known, Approval.objects.count()) == ("read", 0, 2, 2)


def test_a_confirmation_sent_twice_and_a_task_run_twice_are_one(accounts, brought):
    row = brought([line(1)])
    assert not register_import.confirm(row, accounts["administrateur"])
    register_import.apply(row.pk)
    event = JournalEvent.objects.get()
    assert (Approval.objects.count(), event.actor, event.act) == (1, accounts["administrateur"], "register-imported")


def test_a_file_written_or_left_no_longer_holds_its_lines_and_keeps_its_report(accounts, prefecture, brought):
    done = brought([line(1), line(2, nom="")])
    left = deposited([line(3, nom="")], accounts["administrateur"])
    register_import.read(left.pk)
    register_import.drop(left)
    left.refresh_from_db()
    assert [(row.state, row.content, row.refused) for row in (done, left)] == [("done", "", 1), ("dropped", "", 1)]
    register_import.read(left.pk)  # read again by mistake
    assert RegisterImport.objects.get(pk=left.pk).report == left.report


def test_a_renewal_is_added_to_the_doctor_who_is_there(brought):
    brought([line(1)])
    brought([line(1, arrete="2029-1", debut="01/02/2029", fin="")])
    assert (Doctor.objects.count(), Approval.objects.count()) == (1, 2)


def test_a_doctor_without_number_is_known_by_names_and_town(brought):
    lines = [line(1, rpps="", nom="Été", arrete=order) for order in ("A", "B")] + [line(1, rpps="", nom="Ete")]
    brought(lines)
    assert (Doctor.objects.count(), Approval.objects.count()) == (1, 3)


def test_a_line_repeated_and_a_number_under_two_names_are_refused(accounts, prefecture):
    lines = [line(1), line(1), line(1, nom="Autre", arrete="2026-2")]
    found = register_import.preview(deposited(lines, accounts["administrateur"]))
    assert [(row.number, row.reasons) for row in found.refused] == [
        (3, ["Répète la ligne 2."]),
        (4, ["rpps : numéro d’un médecin d’un autre nom."]),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_file_of_a_spreadsheet_is_read_in_its_encoding(encoding, accounts, prefecture):
    found = register_import.preview(deposited([line(1, nom="Hélène")], accounts["administrateur"], encoding))
    assert [row.last_name for row in found.accepted] == ["Hélène"]


@pytest.mark.parametrize("content", [b"", b"\x00\x01", b"nom;prenom\r\nA;B", b"\xff\xd8\xff\x00", b"x" * 4_000_001])
def test_a_file_that_is_no_list_is_refused_with_words(content, accounts):
    with pytest.raises(ValidationError):
        register_import.deposit("image.jpg", content, accounts["administrateur"])


def test_the_refused_lines_come_back_without_a_formula(brought):
    row = brought([line(1, nom="=1+1", prefecture="x"), line(2, nom="@x", prefecture="x")])
    rows = list(csv.reader(io.StringIO(register_import.refused_file(row).lstrip("\ufeff")), delimiter=";"))
    assert [row[2] for row in rows] == ["nom", "'=1+1", "'@x"]
    assert "code inconnu" in rows[1][-1]


def test_only_an_administrator_imports(accounts, prefecture):
    row = deposited([line(1)], accounts["administrateur"])
    register_import.read(row.pk)
    with pytest.raises(PermissionDenied):
        register_import.confirm(row, accounts["redacteur"])
    RegisterImport.objects.update(state="accepted", confirmed_by=accounts["redacteur"])
    with pytest.raises(PermissionDenied):
        register_import.apply(row.pk)
    assert Approval.objects.count() == 0
