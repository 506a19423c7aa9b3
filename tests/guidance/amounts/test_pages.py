"""The public page and the calculator: every amount says where it comes from, and nothing typed is kept."""

import html
import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guidance.models import AmountPeriod
from guidance.search import index
from guidance.search.query import search
from guidance.views import page_cache

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]
SERIES, OVERSEAS, CALCULATOR = "/plafonds/", "/plafonds/outre-mer/", "/plafonds/calcul/"
TYPED = {
    "day": "14/11/2016",
    "territory": "metropole",
    "stay": "irregulier",
    "three_months": "oui",
    "minor": "non",
    "adults": "2",
    "children": "1",
    "alternating": "0",
    "resources": "14 900",
}


def words(response):
    """Words of a page, no-break spaces as spaces."""
    text = html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode()))
    return re.sub(r"[\s\u00a0\u202f]+", " ", text)


def row_of(client, day, url=SERIES):
    source = client.get(url).content.decode()
    return re.search(rf'<tr id="du-{day}".*?</tr>', source, re.S)[0]


def test_each_amount_says_whether_it_was_published_or_computed(client):
    assert row_of(client, "2016-04-01").count(">publié<") == 5
    mixed = row_of(client, "2022-07-01")
    assert (mixed.count(">publié<"), mixed.count(">calculé<")) == (1, 4)


def test_the_unknown_period_is_shown_as_unknown_without_an_amount(client):
    shown = row_of(client, "2026-04-01")
    assert "Barème non confirmé" in shown and "€" not in shown
    for url in (SERIES, OVERSEAS):
        assert "10\u00a0421" not in client.get(url).content.decode()


def test_a_retroactive_act_is_said_to_be_so(client):
    assert "Rétroactif" in row_of(client, "2012-07-01")
    assert "Rétroactif" not in row_of(client, "2013-07-01")


def test_the_reader_s_day_is_marked(client):
    client.get("/regime/", {"enregistree": "", "lu": "14/11/2016", "suite": SERIES})
    assert "Au jour de lecture" in row_of(client, "2016-04-01")
    assert "8 653 €" in words(client.get(SERIES))


def test_overseas_amounts_are_those_of_their_own_series(client):
    assert "9\u00a0621" in row_of(client, "2014-07-01", OVERSEAS)


def test_a_correction_is_shown_with_what_it_replaced(client, draft, people):
    old = AmountPeriod.objects.get(kind="base", territory="metropole", effective_from="2026-04-01")
    draft("2026-04-01", corrects=old).validate(people["validator"])
    shown = row_of(client, "2026-04-01")
    assert "11\u00a0000" in shown and "barème non confirmé" in shown


def test_a_draft_is_shown_to_no_reader(client, draft):
    draft()
    page_cache.clear()
    assert "2027" not in row_of(client, "2026-04-01") and "du-2027-04-01" not in client.get(SERIES).content.decode()


def test_the_queries_of_the_page_do_not_grow_with_the_rows(client, draft, people):
    def asked():
        page_cache.clear()
        with CaptureQueriesContext(connection) as queries:
            client.get(SERIES)
        return len(queries)

    asked()
    few = asked()
    for year in range(2030, 2050):
        draft(f"{year}-04-01").validate(people["validator"])
    assert asked() == few


def test_the_chart_has_a_sentence_and_no_style_of_its_own(client):
    source = client.get(SERIES).content.decode()
    drawing = re.search(r'<svg class="wide".*?</svg>', source, re.S)[0]
    assert "7\u00a0771\u00a0€ au 1er juillet 2011" in drawing and "n’est pas confirmé" in drawing
    assert "style=" not in source


def test_an_amount_is_found_by_the_search():
    index.rebuild(["amount"])
    found = search("plafond 2016", reader_groups=frozenset(), kinds=["amount"], text=None, page=1, exact=False)
    assert "/plafonds/#du-2016-04-01" in [hit.url for hit in found.hits]


def test_the_calculator_answers_with_the_amount_its_origin_and_the_rule(client):
    shown = words(client.post(CALCULATOR, TYPED))
    for said in ("15 576 €", "publié", "Conditions remplies", "676 € au-dessous", "L. 251-1", "1er avril 2016"):
        assert said in shown, said


def test_the_calculator_says_the_fee_while_it_existed(client):
    assert "Droit forfaitaire de l’AME : 60 €" in words(
        client.post(CALCULATOR, TYPED | {"day": "10/11/2011", "resources": "1"})
    )
    assert "Droit forfaitaire" not in words(client.post(CALCULATOR, TYPED))


def test_the_calculator_gives_no_amount_where_none_is_confirmed(client):
    shown = words(client.post(CALCULATOR, TYPED | {"day": "01/04/2026"}))
    assert "Barème non confirmé" in shown and "10 421" not in shown and "au-dessous" not in shown


def test_the_calculator_does_not_answer_for_mayotte(client):
    shown = words(client.post(CALCULATOR, TYPED | {"territory": "mayotte"}))
    assert "ne répond pas pour Mayotte" in shown and "15 576" not in shown


def test_nothing_typed_is_kept(client):
    answer = client.post(CALCULATOR, TYPED)
    assert "no-store" in answer.headers["Cache-Control"]
    assert not [name for name in answer.cookies if name != "csrftoken"]
    before = client.get(CALCULATOR)
    assert "14 900" not in before.content.decode() and "no-store" in before.headers["Cache-Control"]


def test_an_address_with_resources_is_not_read(client):
    assert "14 900" not in client.get(CALCULATOR, TYPED).content.decode()


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("day", "31/02/2016"),
        ("day", ""),
        ("resources", "dix"),
        ("resources", ""),
        ("adults", "-1"),
        ("adults", "1.5"),
        ("adults", "99999999999999999999"),
        ("children", "x"),
        ("alternating", ""),
        ("territory", "lune"),
        ("stay", ""),
        ("resources", "\x00"),
        ("day", "0000"),
    ],
)
def test_bad_input_is_said_beside_its_field_and_keeps_the_rest(client, field, typed):
    answer = client.post(CALCULATOR, TYPED | {field: typed})
    source = answer.content.decode()
    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in source
    kept = {"day": "14/11/2016", "resources": "14 900"}
    assert all(f'value="{value}"' in source for name, value in kept.items() if name != field)


@pytest.mark.parametrize(
    ("adults", "children", "status"), [("0", "0", 422), ("0", "1", 200), ("30", "0", 200), ("30", "1", 422)]
)
def test_a_household_has_from_one_to_thirty_persons(client, adults, children, status):
    assert client.post(CALCULATOR, TYPED | {"adults": adults, "children": children}).status_code == status


def test_any_day_of_the_calendar_is_answered(client):
    for day in (date(1, 1, 1), date(1900, 1, 1), date(9999, 12, 31)):
        assert client.post(CALCULATOR, TYPED | {"day": day.isoformat()}).status_code == 200
