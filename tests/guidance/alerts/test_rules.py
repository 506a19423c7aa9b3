"""Which alerts and meetings are shown on a day, who reads and withdraws them, what is refused."""

from datetime import date

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from guidance import extensions
from guidance.enums import Reading
from guidance.models import NetworkNews, SiteVersion
from guidance.rendering import network as rendering
from guidance.services import network

pytestmark = pytest.mark.django_db


def day(words):
    return date.fromisoformat(words)


def titles(rows):
    return [row.title for row in rows]


@pytest.mark.parametrize(
    ("on", "shown"), [("2027-02-28", False), ("2027-03-01", True), ("2027-03-10", True), ("2027-03-11", False)]
)
def test_an_alert_shows_from_its_first_day_to_its_last_day_included(make, on, shown):
    make()
    assert NetworkNews.objects.alive(day(on)).exists() is shown


@pytest.mark.parametrize(("on", "kept"), [("2027-03-10", False), ("2027-03-11", True)])
def test_an_alert_is_in_the_archives_from_the_day_after_its_last_one(make, on, kept):
    make()
    assert NetworkNews.objects.over(day(on)).exists() is kept


def test_a_meeting_is_announced_before_its_day_and_needs_no_validation(make):
    make(kind="meeting", starts="2027-03-10", ends="2027-03-10")
    assert NetworkNews.objects.alive(day("2027-01-05")).exists()
    assert not NetworkNews.objects.alive(day("2027-03-11")).exists()


@pytest.mark.parametrize("on", ["2027-03-05", "2027-03-11"])
def test_an_alert_that_nobody_validated_is_shown_on_no_day(make, on):
    make(validated=False)
    assert not NetworkNews.objects.alive(day(on)).exists() and not NetworkNews.objects.over(day(on)).exists()
    assert NetworkNews.objects.waiting().exists()


def test_the_latest_alert_and_the_next_meeting_come_first(make):
    make("Ancienne", "2027-03-01")
    make("Récente", "2027-03-02")
    make("Plus tard", "2027-05-02", "2027-05-02", kind="meeting")
    make("Bientôt", "2027-04-02", "2027-04-02", kind="prefecture-meeting")
    standing = rendering.standing(day("2027-03-05"))
    assert [row["title"] for row in standing["alerts"]] == ["Récente", "Ancienne"]
    assert [row["title"] for row in standing["meetings"]] == ["Bientôt", "Plus tard"]


@pytest.mark.parametrize(
    ("group", "country", "kept"),
    [
        ("", "", ["Pour tous", "VIH", "VIH au Mali"]),
        ("vih", "", ["Pour tous", "VIH", "VIH au Mali"]),
        ("vih", "ML", ["Pour tous", "VIH", "VIH au Mali"]),
        ("vih", "SN", ["Pour tous", "VIH"]),
        ("tuberculose", "ML", ["Pour tous"]),
    ],
)
def test_what_names_no_country_or_pathology_is_about_all_of_them(make, group, country, kept):
    make("Pour tous")
    make("VIH", groups=["vih"])
    make("VIH au Mali", groups=["vih"], countries=["ML"])
    rows = rendering.chosen(rendering.standing(day("2027-03-05"))["alerts"], group, country)
    assert sorted(row["title"] for row in rows) == kept


@pytest.mark.parametrize("order", [("legal", "medical"), ("medical", "legal")])
def test_both_readings_show_an_alert_whatever_their_order(make, validator, reader, order):
    row, version = make(validated=False), SiteVersion.current()
    people = {"legal": validator, "medical": reader}
    assert network.validate(row, people[order[0]]) is False
    row.refresh_from_db()
    assert row.validated_at is None and not NetworkNews.objects.public().exists()
    assert network.validate(row, people[order[1]]) is True
    row.refresh_from_db()
    assert (row.legal_by, row.medical_by, row.validated_by) == (validator, reader, people[order[1]])
    assert SiteVersion.current() > version


def test_a_person_of_both_groups_gives_one_reading_and_chooses_which(make, validator, reader):
    reader.groups.add(*validator.groups.all())
    row = make(validated=False)
    assert network.may_read(row, reader) == ["legal", "medical"]
    assert network.validate(row, reader, Reading.MEDICAL) is False
    row.refresh_from_db()
    with pytest.raises(ValidationError, match="une autre personne donne celle-ci. Il manque la relecture juridique"):
        network.validate(row, reader)
    assert network.validate(row, validator) is True


def test_who_is_missing_is_said_by_name_and_a_reading_is_given_once(make, validator, reader):
    row = make(validated=False)
    network.validate(row, validator)
    row.refresh_from_db()
    with pytest.raises(
        ValidationError, match="Il manque la relecture médicale. Peuvent la donner.*: Yaël Pontier-Essai"
    ):
        network.validate(row, validator)
    reader.groups.clear()
    assert network.lacking(row).endswith("Personne ne peut la donner : il faut un autre compte.")


def test_a_reading_that_is_not_ones_own_is_refused(make, validator):
    with pytest.raises(ValidationError, match="revient aux valideurs et aux relecteurs médicaux"):
        network.validate(make(validated=False), validator, Reading.MEDICAL)


def test_rows_refuse_an_alert_shown_without_both_readings_or_read_twice_by_one(make, validator, reader):
    row = make(validated=False, legal_by=validator)
    row.validated_by, row.validated_at = validator, timezone.now()
    with pytest.raises(TypeError):
        row.save()
    for values in ({"medical_by": validator}, {"medical_by": row.entered_by}, {"legal_by": row.entered_by}):
        with pytest.raises(IntegrityError), transaction.atomic():
            NetworkNews.objects.filter(pk=row.pk).update(**values)


def test_the_alerts_to_read_are_those_of_ones_reading(make, editor, validator, reader):
    row = make(validated=False)
    make("Validée")
    assert (network.to_read(validator), network.to_read(reader), network.to_read(editor)) == ([row], [row], [])
    network.validate(row, validator)
    assert (network.to_read(validator), network.to_read(reader)) == ([], [row])
    assert network.to_read(make("À moi", validated=False, entered_by=reader).entered_by) == [row]


def test_a_validator_does_not_validate_their_own_alert(make, validator):
    row = make(validated=False, entered_by=validator)
    with pytest.raises(ValidationError, match="deux autres personnes"):
        network.validate(row, validator)
    with pytest.raises(IntegrityError), transaction.atomic():
        NetworkNews.objects.filter(pk=row.pk).update(validated_by=validator)


def test_an_editor_validates_nothing_and_an_alert_is_validated_once(make, editor, validator):
    with pytest.raises(ValidationError, match="revient aux valideurs"):
        network.validate(make(validated=False, entered_by=validator), editor)
    with pytest.raises(ValidationError, match="déjà validée"):
        network.validate(make(), validator)


def test_an_alert_whose_author_has_left_is_not_validated(make, validator):
    with pytest.raises(ValidationError, match="n’a plus de compte"):
        network.validate(make(validated=False, entered_by=None), validator)


@time_machine.travel("2027-03-05T10:00:00+01:00", tick=False)
def test_what_is_withdrawn_goes_to_the_archives_the_same_day(make, editor):
    row = make()
    network.withdraw(row, editor)
    assert titles(NetworkNews.objects.alive(day("2027-03-05"))) == []
    assert [shown["withdrawn_on"] for shown in rendering.archives(day("2027-03-05"))] == [day("2027-03-05")]


@pytest.mark.parametrize(
    ("values", "on", "said"),
    [
        ({"validated": False}, "2027-03-05", "jamais été montrée"),
        ({"withdrawn_on": date(2027, 3, 4)}, "2027-03-05", "déjà retirée"),
        ({}, "2027-03-10", ""),
        ({}, "2027-03-11", "déjà aux archives"),
    ],
)
def test_only_what_is_shown_may_be_withdrawn(make, editor, values, on, said):
    row = make(**values)
    with time_machine.travel(f"{on}T10:00:00+01:00", tick=False):
        refused = network.refusal_to_withdraw(row, editor)
        assert said in refused if said else refused == ""
        if said:
            with pytest.raises(ValidationError, match=said):
                network.withdraw(row, editor)


def test_somebody_outside_the_desk_withdraws_nothing(make, physician):
    with time_machine.travel("2027-03-05T10:00:00+01:00", tick=False), pytest.raises(ValidationError, match="Retirer"):
        network.withdraw(make(), physician)


def test_an_alert_validated_never_changes(make):
    row = make()
    row.title = "Autre titre"
    with pytest.raises(TypeError):
        row.save()
    draft = make(validated=False)
    draft.title = "Autre titre"
    draft.save()
    assert NetworkNews.objects.filter(title="Autre titre").count() == 1


@pytest.mark.parametrize(
    ("values", "field", "said"),
    [
        ({"source": " "}, "source", "qui a publié"),
        ({"url": "javascript:alert(1)"}, "url", "http"),
        ({"starts": "2027-03-11"}, "__all__", "avant le premier"),
    ],
)
def test_what_is_wrong_with_an_alert_is_said_beside_its_field(editor, values, field, said):
    starts = day(values.pop("starts", "2027-03-10"))
    days = {"starts_on": starts, "ends_on": day("2027-03-10"), "entered_by": editor}
    row = NetworkNews(**{"kind": "alert", "title": "Essai", "body": "Texte.", "source": "Source"} | days | values)
    with pytest.raises(ValidationError) as refused:
        row.full_clean()
    assert said in " ".join(refused.value.message_dict[field])


def test_a_meeting_needs_no_source_and_one_day_is_enough(editor):
    days = {"starts_on": day("2027-03-10"), "ends_on": day("2027-03-10"), "entered_by": editor}
    NetworkNews(kind="meeting", title="Réunion", body="Ordre du jour.", **days).full_clean()


def test_words_that_an_application_objects_to_are_not_kept(make, monkeypatch):
    monkeypatch.setattr(extensions, "_readers", {"essai": lambda words: ["Ces mots désignent une personne."]})
    with pytest.raises(ValidationError, match="désignent une personne"):
        make(validated=False).full_clean()


@pytest.mark.parametrize(
    ("values", "on", "said"),
    [
        ({"validated": False}, "2027-03-05", "à valider (relecture juridique, relecture médicale)"),
        ({}, "2027-02-28", "validée, pas encore montrée"),
        ({}, "2027-03-01", "montrée"),
        ({}, "2027-03-10", "montrée"),
        ({}, "2027-03-11", "aux archives"),
        ({"withdrawn_on": date(2027, 3, 4)}, "2027-03-05", "retirée"),
    ],
)
def test_the_desk_reads_how_each_row_stands(make, values, on, said):
    with time_machine.travel(f"{on}T10:00:00+01:00", tick=False):
        assert network.state(make(**values)) == said
