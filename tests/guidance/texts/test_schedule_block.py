"""The schedule in force inside a text: read on the reader's day, never frozen; the table of 2011 stays as printed."""

import json

import pytest

from guidance import items
from guidance.models import AmountPeriod, SectionPage
from guidance.services.amounts import pages_changed
from guidance.views import page_cache

ANNEXE = "/textes/instruction-2011/2011-11-10/annexe-v/"


@pytest.fixture
def shown(section):
    """Function that puts the block at the end of section IV and publishes it."""
    page = section("iv")
    body = list(page.body.get_prep_value())
    page.body = json.dumps([*body, {"type": "schedule", "value": {"territory": "metropole"}}])
    page.save_revision().publish()
    page_cache.clear()
    return SectionPage.objects.get(pk=page.pk)


def read_on(client, day, url):
    client.get("/regime/", {"enregistree": "", "lu": day, "suite": url})
    return client.get(url).content.decode()


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("14/11/2016", "8\u00a0653"),
        ("30/06/2012", "7\u00a0771"),
        ("02/04/2026", "Barème non confirmé"),
        ("01/01/2011", "ne connaît pas de barème"),
    ],
)
def test_a_text_shows_the_schedule_of_the_day_of_reading(client, shown, day, said):
    assert said in read_on(client, day, shown.url)


def test_no_amount_is_frozen_with_the_text(shown):
    assert items.section_items(shown.body)[-1] == {"kind": "schedule", "territory": "metropole"}


def test_a_validation_names_the_texts_that_show_the_schedule(shown):
    row = AmountPeriod.objects.filter(kind="base", territory="metropole").first()
    assert shown.url in [page["url"] for page in pages_changed(row)]


def test_the_pdf_of_a_text_with_the_schedule_is_made(client, shown):
    assert client.get("/textes/instruction-2011/2011-11-10/texte.pdf").status_code == 200


def test_the_table_of_annexe_v_stays_as_printed_and_leads_to_what_holds_today(client):
    page = client.get(ANNEXE).content.decode()
    assert "7 771 €" in page.replace("\u00a0", " ") and "13 988€" in page.replace("\u00a0", " ")
    assert page.count("Ce qui vaut aujourd’hui") == 7
