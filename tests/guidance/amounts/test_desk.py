"""The desk of the amounts: one types, another validates; the yearly task; whoever is refused is told what to do."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from guidance.enums import AmountStage
from guidance.models import AmountDeputy, AmountPeriod
from guidance.services import amounts

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]
LIST, CREATE = "guidance_amountperiod_modeladmin_index", "guidance_amountperiod_modeladmin_create"
APRIL = date(2026, 4, 1)


@pytest.fixture
def browser(people):
    """Function that returns a browser signed in as one of the people."""

    def sign_in(name):
        client = Client()
        client.force_login(people[name])
        return client

    return sign_in


@pytest.fixture
def unknown():
    return AmountPeriod.objects.get(kind="base", territory="metropole", effective_from=APRIL)


def typed(**more):
    """What the form of a whole schedule sends."""
    marks = {f"{size}_mark": "computed" for size in ("two", "three", "four", "extra")}
    return {
        "kind": "base",
        "territory": "metropole",
        "effective_from": "01/04/2027",
        "state": "known",
        "one": "11 000",
        "one_mark": "published",
        "two": "16 500",
        "three": "19 800",
        "four": "23 100",
        "extra": "4 400,50",
        "reference": "Arrêté d’essai",
        "source": "Journal d’essai",
        **marks,
        **more,
    }


def validation(row):
    return reverse("desk_amount_validate", args=[row.pk])


def test_what_an_editor_types_waits_for_a_validator_and_then_reaches_readers(browser, people):
    answer = browser("editor").post(reverse(CREATE), typed(), follow=True)
    assert "Une autre personne doit maintenant le valider" in answer.content.decode()
    row = AmountPeriod.objects.get(effective_from="2027-04-01")
    assert (row.stage, row.entered_by, str(row.extra), row.extra_mark) == (
        "draft", people["editor"], "4400.50", "computed",
    )  # fmt: skip
    answer = browser("validator").post(validation(row), follow=True)
    row.refresh_from_db()
    assert (row.stage, row.validated_by) == (AmountStage.STANDING, people["validator"])
    assert 'id="du-2027-04-01"' in Client().get("/plafonds/").content.decode()


@pytest.mark.parametrize(
    ("name", "said"), [("editor", "une autre personne doit la valider"), ("colleague", "Un valideur, ou son suppléant")]
)
def test_whoever_may_not_validate_is_told_who_may(browser, draft, name, said):
    row = draft()
    page = browser(name).get(validation(row)).content.decode()
    assert said in page and "Valider ce barème" not in page
    assert said in browser(name).post(validation(row), follow=True).content.decode()
    row.refresh_from_db()
    assert row.stage == AmountStage.DRAFT


def test_a_validator_does_not_validate_what_they_typed(browser, draft, people):
    row = draft(entered_by=people["validator"])
    assert "une autre personne" in browser("validator").post(validation(row), follow=True).content.decode()
    browser("second").post(validation(row))
    row.refresh_from_db()
    assert row.stage == AmountStage.STANDING


@pytest.mark.parametrize(("begins", "ends", "may"), [(0, 0, True), (-3, -1, False), (1, 3, False)])
def test_a_deputy_validates_on_their_days_only(people, begins, ends, may):
    today = date(2026, 7, 10)
    day = lambda shift: date.fromordinal(today.toordinal() + shift)  # noqa: E731 - one line, used below
    AmountDeputy.objects.create(
        person=people["colleague"], named_by=people["validator"], begins_on=day(begins), ends_on=day(ends)
    )
    assert amounts.validates(people["colleague"], today) is may


def test_a_deputy_does_not_validate_what_they_typed(draft, people):
    today = date.today()  # noqa: DTZ011 - the day of the machine
    AmountDeputy.objects.create(person=people["editor"], named_by=people["validator"], begins_on=today, ends_on=today)
    assert "une autre personne" in amounts.refusal(draft(), people["editor"])


def test_nobody_names_themself_deputy_at_the_desk(browser, people):
    address = reverse("guidance_amountdeputy_modeladmin_create")
    days = {"begins_on": "01/07/2026", "ends_on": "31/07/2026"}
    answer = browser("validator").post(address, {"person": people["validator"].pk} | days)
    assert "Une autre personne doit vous désigner" in answer.content.decode()
    browser("validator").post(address, {"person": people["colleague"].pk} | days)
    assert AmountDeputy.objects.get().named_by == people["validator"]


@pytest.mark.parametrize("screen", ["edit", "delete"])
def test_a_validated_row_has_no_screen_to_change_or_remove_it(browser, unknown, screen):
    address = reverse(f"guidance_amountperiod_modeladmin_{screen}", args=[unknown.pk])
    answer = browser("editor").post(address, typed(), follow=True)
    page = answer.content.decode()
    assert "Une ligne validée ne change plus" in page and f"?corrige={unknown.pk}" in page
    unknown.refresh_from_db()
    assert (unknown.stage, unknown.one) == (AmountStage.STANDING, None)


def test_a_draft_is_changed_by_whoever_typed_it_only(browser, draft):
    row = draft()
    address = reverse("guidance_amountperiod_modeladmin_edit", args=[row.pk])
    refused = browser("colleague").post(address, typed(one="12 000"), follow=True)
    assert "Seule la personne qui a saisi cette ligne" in refused.content.decode()
    browser("editor").post(address, typed(one="13 000"))
    row.refresh_from_db()
    assert row.one == 13_000


@pytest.mark.parametrize("field", ["one", "extra", "effective_from"])
def test_bad_input_is_said_and_keeps_what_was_typed(browser, field):
    answer = browser("editor").post(reverse(CREATE), typed(**{field: "pas cela"}))
    page = answer.content.decode()
    assert answer.status_code == 200 and "pas cela" in page and "Journal d’essai" in page
    assert not AmountPeriod.objects.filter(stage=AmountStage.DRAFT).exists()


def test_a_row_that_would_stand_twice_is_refused_at_the_desk(browser):
    page = browser("editor").post(reverse(CREATE), typed(effective_from="01/04/2025")).content.decode()
    assert "Ouvrez-la et choisissez « Corriger »" in page


def test_a_correction_starts_from_the_row_it_corrects(browser):
    row = AmountPeriod.objects.get(kind="base", territory="metropole", effective_from="2025-04-01")
    page = browser("editor").get(f"{reverse(CREATE)}?corrige={row.pk}").content.decode()
    assert 'value="10\u00a0339"' in page and f'value="{row.pk}" selected' in page


def test_the_task_of_the_year_is_prefilled_by_the_rule(browser, unknown):
    asked = {"objet": "base", "territoire": "metropole", "du": "2026-04-01", "corrige": unknown.pk, "base": "10 500"}
    page = browser("editor").get(reverse(CREATE), asked).content.decode()
    for cell in ("10\u00a0500", "15\u00a0750", "18\u00a0900", "22\u00a0050", "4\u00a0200"):
        assert f'value="{cell}"' in page, cell


def test_an_amount_that_cannot_be_read_is_said_and_keeps_what_was_asked(browser, unknown):
    asked = {"objet": "base", "territoire": "outre-mer", "du": "2026-04-01", "base": "10.339"}
    page = browser("editor").get(reverse(CREATE), asked).content.decode()
    assert "« 10.339 » n’a rien rempli" in page and 'value="outre-mer" selected' in page


@pytest.mark.parametrize("query", ["corrige=abc", "corrige=999999999999", "du=x&objet=base&territoire=lune", "base=x"])
def test_a_hostile_address_gives_an_empty_form(browser, query):
    assert browser("editor").get(f"{reverse(CREATE)}?{query}").status_code == 200


def test_the_unconfirmed_schedules_are_due_until_somebody_types_them(draft, unknown):
    today = date(2026, 11, 22)
    due = amounts.due(today)
    assert {(entry["kind"], entry["territory"], entry["day"]) for entry in due} == {
        (kind, place, APRIL) for kind in ("base", "contribution") for place in ("metropole", "outre-mer")
    }
    draft("2026-04-01", corrects=unknown)
    assert len(amounts.due(today)) == 3


@pytest.mark.parametrize(("today", "announced"), [("2027-02-14", False), ("2027-02-15", True), ("2027-05-01", True)])
def test_the_schedule_of_the_next_april_is_announced_some_weeks_before(draft, people, unknown, today, announced):
    draft("2026-04-01", corrects=unknown).validate(people["validator"])
    days = [entry["day"] for entry in amounts.due(date.fromisoformat(today)) if entry["corrects"] is None]
    assert (date(2027, 4, 1) in days) is announced


def test_the_home_of_the_desk_shows_what_waits(browser, draft):
    row = draft()
    page = browser("validator").get("/admin/").content.decode()
    assert validation(row) in page and "n’est pas confirmé" in page
    assert "Vous l’avez saisi" in browser("editor").get("/admin/").content.decode()


def test_the_pages_that_a_row_changes_are_named_before_it_stands(browser, draft):
    page = browser("validator").get(validation(draft())).content.decode()
    assert 'href="/plafonds/"' in page and 'href="/plafonds/calcul/"' in page
