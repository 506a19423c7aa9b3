"""Before a yearly schedule is validated, each page it changes is shown as it will be, and no other page changes."""

import json
import re
from datetime import date

import pytest
from django.urls import reverse

from guidance.models import AmountPeriod, Reference, SectionPage
from guidance.services import amounts
from guidance.views import page_cache

pytestmark = pytest.mark.django_db
APRIL = date(2026, 4, 1)
RESOURCES = {
    "day": "02/04/2026", "territory": "metropole", "stay": "irregulier", "three_months": "oui", "minor": "non",
    "adults": "1", "children": "0", "alternating": "0", "resources": "10000",
}  # fmt: skip


@pytest.fixture(autouse=True)
def on_a_day_of_2026(time_machine):
    time_machine.move_to("2026-12-22T10:00:00+01:00", tick=False)


@pytest.fixture
def shown(section):
    """A section that shows the schedule of the métropole."""
    page = section("iv")
    body = list(page.body.get_prep_value())
    page.body = json.dumps([*body, {"type": "schedule", "value": {"territory": "metropole"}}])
    page.save_revision().publish()
    page_cache.clear()
    return SectionPage.objects.get(pk=page.pk)


@pytest.fixture
def draft(accounts):
    """The schedule of 1 April 2026 as an editor types it, in the place of the one that nobody confirmed."""
    unknown = AmountPeriod.objects.get(kind="base", territory="metropole", effective_from=APRIL)
    values = {"one": 11_111, "two": 16_667, "three": 20_000, "four": 23_333, "extra": 4_444}
    row = AmountPeriod(
        kind="base", effective_from=APRIL, corrects=unknown, entered_by=accounts["redacteur"],
        reference="Arrêté d’essai", source="Journal d’essai", **values,
    )  # fmt: skip
    row.full_clean()
    row.save()
    return row


def words(html):
    [main] = re.findall(r"<main\b.*?</main>", html, re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>|&nbsp;|\xa0", " ", re.sub(r'name="csrf[^>]+>', "", main)).split())


def public_pages(client):
    """What readers see at every address that could show an amount, and at every section."""
    sections = [page.url for page in SectionPage.objects.published()]
    fixed = ["/", "/textes/", "/plafonds/", "/plafonds/outre-mer/", "/glossaire/", "/references/", "/concordance/"]
    records = [f"/references/{row.slug}/" for row in Reference.objects.all()]
    seen = {path: words(client.get(path).content.decode()) for path in [*fixed, *sections, *records]}
    return seen | {"/plafonds/calcul/": words(client.post("/plafonds/calcul/", RESOURCES).content.decode())}


def test_the_pages_named_are_those_that_change_and_no_other(client, shown, draft, accounts):
    named = {page["url"] for page in amounts.pages_changed(draft)}
    before = public_pages(client)
    draft.validate(accounts["valideur"])
    after = public_pages(client)
    assert {path for path in before if before[path] != after[path]} == named
    assert shown.url in named


def test_each_page_is_shown_as_it_will_be_then_is_so(signed_in, client, shown, draft, accounts):
    pages = amounts.pages_changed(draft)
    previews = [
        signed_in("valideur").get(reverse("desk_amount_preview", args=[draft.pk, number])).content.decode()
        for number in range(len(pages))
    ]
    assert all("Aperçu" in page and "11 111" in words(page) for page in previews)
    client.logout()
    assert "11 111" not in words(client.get("/plafonds/").content.decode())
    draft.refresh_from_db()
    assert draft.stage == "draft" and draft.corrects.stage == "standing"
    draft.validate(accounts["valideur"])
    series = words(client.get("/plafonds/").content.decode())
    section = words(client.get(shown.url).content.decode())
    assert previews and words(previews[0]).count("11 111") == series.count("11 111") > 0
    assert words(previews[2]).count("11 111") == section.count("11 111") > 0


def test_the_lines_that_change_stand_before_the_decision(signed_in, shown, draft):
    page = signed_in("valideur").get(reverse("desk_amount_validate", args=[draft.pk])).content.decode()
    added = " ".join(re.findall(r"<ins>(.*?)</ins>", page, re.DOTALL)).replace("\xa0", " ")
    removed = " ".join(re.findall(r"<del>(.*?)</del>", page, re.DOTALL)).replace("\xa0", " ")
    assert "11 111" in added and "non confirmé" in removed
    assert page.count("Voir la page comme elle sera") == 3


def test_a_row_of_the_past_is_shown_on_its_own_day(draft, accounts):
    from guidance.wagtail_hooks.amounts_preview import day_of

    past = AmountPeriod(kind="base", effective_from=date(2015, 7, 1))
    assert day_of(past) == date(2015, 7, 1)
    assert day_of(draft) == date(2026, 12, 22)
    assert day_of(AmountPeriod(kind="base", effective_from=date(2027, 4, 1))) == date(2027, 4, 1)


@pytest.mark.parametrize("number", [3, 99])
def test_a_page_that_is_not_changed_has_no_preview(signed_in, shown, draft, number):
    assert signed_in("valideur").get(reverse("desk_amount_preview", args=[draft.pk, number])).status_code == 404


def test_a_row_that_stands_has_no_preview(signed_in, draft, accounts):
    draft.validate(accounts["valideur"])
    assert signed_in("valideur").get(reverse("desk_amount_preview", args=[draft.pk, 0])).status_code == 404
    page = signed_in("valideur").get(reverse("desk_amount_validate", args=[draft.pk])).content.decode()
    assert "Les pages qui le montrent" in page
