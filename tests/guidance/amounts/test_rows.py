"""A row is typed by one person and validated by another, then never changes: a correction is another row."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, transaction

from guidance.content.amounts import read_amounts
from guidance.enums import AmountKind, AmountStage, AmountState
from guidance.models import AmountDeputy, AmountPeriod
from guidance.models.amounts import ALONE, FrozenRowError
from guidance.services import loading, loading_amounts

pytestmark = pytest.mark.django_db


def again(row):
    return AmountPeriod.objects.get(pk=row.pk)


def test_a_draft_stands_once_somebody_else_validated_it(draft, people):
    row = draft()
    row.validate(people["validator"])
    row = again(row)
    assert (row.stage, row.validated_by, row.validated_name) == ("standing", people["validator"], "Validator Essai")


def test_whoever_typed_a_row_does_not_validate_it(draft, people):
    row = draft()
    with pytest.raises(ValidationError) as refused:
        row.validate(people["editor"])
    assert refused.value.messages == [ALONE]
    assert again(row).stage == AmountStage.DRAFT


def test_the_database_too_wants_two_people(draft, people):
    row = draft()
    with pytest.raises(IntegrityError), transaction.atomic():
        AmountPeriod.objects.filter(pk=row.pk).update(validated_by=people["editor"])
    with pytest.raises(IntegrityError), transaction.atomic():
        AmountPeriod.objects.filter(pk=row.pk).update(stage=AmountStage.STANDING)


def test_a_row_is_validated_once(draft, people):
    row = draft()
    row.validate(people["validator"])
    with pytest.raises(ValidationError, match="déjà validée"):
        row.validate(people["second"])


def test_a_validated_row_is_neither_changed_nor_removed(draft, people):
    row = draft()
    row.validate(people["validator"])
    row = again(row)
    row.one = 1
    for act in (row.save, row.delete, AmountPeriod.objects.filter(pk=row.pk).delete):
        with pytest.raises(FrozenRowError):
            act()
    assert again(row).one == 11_000


def test_a_draft_is_changed_and_removed(draft):
    row = draft()
    row.one = 12_000
    row.save()
    assert again(row).one == 12_000
    row.delete()
    assert not AmountPeriod.objects.filter(pk=row.pk).exists()


@pytest.mark.databases
def test_the_database_itself_refuses_to_change_a_validated_amount(draft, people):
    row = draft()
    AmountPeriod.objects.filter(pk=row.pk).update(one=11_001)  # still a draft
    row.validate(people["validator"])
    with pytest.raises(DatabaseError), transaction.atomic():
        AmountPeriod.objects.filter(pk=row.pk).update(one=1)
    assert again(row).one == 11_001


def test_a_second_row_from_the_same_day_is_refused_and_says_what_to_do(draft, people):
    draft()
    with pytest.raises(ValidationError, match="attend déjà sa validation"):
        draft()
    AmountPeriod.objects.get().validate(people["validator"])
    with pytest.raises(ValidationError, match="Ouvrez-la et choisissez .*Corriger"):
        draft()
    draft("2027-04-02")
    draft(kind=AmountKind.CONTRIBUTION)
    draft(territory="outre-mer")


def test_a_correction_takes_the_place_of_the_row_it_names(draft, people):
    old = draft()
    old.validate(people["validator"])
    new = draft(corrects=old, one=11_111)
    assert list(AmountPeriod.objects.standing()) == [old]
    new.validate(people["validator"])
    assert list(AmountPeriod.objects.standing()) == [new]
    assert (again(old).stage, again(old).one) == (AmountStage.CORRECTED, 11_000)


def test_a_row_is_corrected_once(draft, people):
    old = draft()
    old.validate(people["validator"])
    first = draft(corrects=old)
    second = AmountPeriod.objects.create(
        kind="base",
        effective_from=date(2027, 4, 3),
        state=AmountState.UNCONFIRMED,
        reference="r",
        source="s",
        corrects=old,
    )
    first.validate(people["validator"])
    with pytest.raises(ValidationError, match="déjà été corrigée"):
        AmountPeriod.objects.get(pk=second.pk).validate(people["second"])


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"two": None}, "two"),
        ({"state": AmountState.UNCONFIRMED}, "state"),
        ({"state": AmountState.ENDED}, "state"),
        ({"one": -1}, "one"),
        ({"subject": "Une règle"}, "subject"),
        ({"kind": AmountKind.RULE}, "subject"),
        ({"kind": AmountKind.RULE, "subject": "Une règle"}, "wording"),
        ({"kind": AmountKind.AME_FEE, "one": None}, "one"),
        ({"kind": AmountKind.AME_FEE, "territory": "outre-mer"}, "territory"),
    ],
)
def test_what_does_not_hold_together_is_refused_beside_its_field(draft, values, field):
    with pytest.raises(ValidationError) as refused:
        draft(**values)
    assert field in refused.value.message_dict


def test_the_database_refuses_a_figure_to_what_is_unknown(draft):
    row = draft()
    with pytest.raises(IntegrityError), transaction.atomic():
        AmountPeriod.objects.filter(pk=row.pk).update(state=AmountState.UNCONFIRMED)


@pytest.mark.parametrize(("acted", "retroactive"), [("2027-03-31", False), ("2027-04-01", False), ("2027-04-02", True)])
def test_an_act_later_than_its_effect_is_retroactive(draft, acted, retroactive):
    assert draft(acted_on=date.fromisoformat(acted)).retroactive is retroactive


def test_nobody_names_themself_deputy(people):
    days = {"begins_on": date(2026, 7, 1), "ends_on": date(2026, 7, 31)}
    with pytest.raises(IntegrityError), transaction.atomic():
        AmountDeputy.objects.create(person=people["validator"], named_by=people["validator"], **days)
    with pytest.raises(IntegrityError), transaction.atomic():
        AmountDeputy.objects.create(person=people["editor"], begins_on=days["ends_on"], ends_on=days["begins_on"])
    AmountDeputy.objects.create(person=people["editor"], named_by=people["validator"], **days)


def test_the_delivered_series_is_loaded_once_and_gives_way_to_what_stands(loaded, draft, people):
    assert loaded["barème: ajouté"] == AmountPeriod.objects.standing().count() == len(read_amounts())
    loading_amounts.load(read_amounts(), {}, loading.Ledger())
    assert AmountPeriod.objects.count() == len(read_amounts())


def test_a_row_that_an_editor_validated_before_the_load_is_kept(draft, people):
    draft("2025-04-01").validate(people["validator"])
    loading_amounts.load(read_amounts(), {}, loading.Ledger())
    assert (
        AmountPeriod.objects.standing().get(kind="base", territory="metropole", effective_from="2025-04-01").one
        == 11_000
    )
