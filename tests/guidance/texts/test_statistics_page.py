"""The page of the official series and its files say what the published clause says, and nothing else."""

import csv
import io
import json
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guidance.models import Publication, SiteVersion
from guidance.services import statistics
from guidance.views import page_cache

pytestmark = pytest.mark.django_db
PAGE, CSV, JSON = "/statistiques/", "/statistiques/serie.csv", "/statistiques/serie.json"


@pytest.fixture(autouse=True)
def forgotten(loaded):
    page_cache.clear()
    yield
    page_cache.clear()


def words(answer):
    text = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return re.sub(r"[\s\u00a0\u202f]+", " ", text)


def printed_cells(source):
    table = re.search(r'<table class="data series".*?</tbody>', source, re.S)[0]
    return re.findall(r'<td class="n">(.*?)</td>', table)


def published_table():
    row = next(row for row in Publication.objects.all() if any(c["label"] == statistics.LABEL for c in row.clauses()))
    clause = next(clause for clause in row.clauses() if clause["label"] == statistics.LABEL)
    return row, next(block for block in clause["blocks"] if block["type"] == "table")


def publish_again(row):
    """Another publication of the same section: one that stands never changes."""
    row.pk, row.published_at = None, row.published_at + timedelta(seconds=1)
    row.save(force_insert=True)
    SiteVersion.bump()


def test_the_page_shows_the_189_cells_as_the_published_clause_prints_them(client):
    shown = printed_cells(client.get(PAGE).content.decode())
    _, table = published_table()
    assert shown == [cell for row in table["rows"] for cell in row[1:]]
    assert len(shown) == 189


def test_the_page_names_the_gaps_and_the_damaged_years_and_leads_to_the_clause(client):
    page = client.get(PAGE)
    said = words(page)
    assert "2010 et 2012 manquent dans la source" in said
    assert "2013 et 2014 paraissent abîmées à la source" in said
    assert "94,1 %" in said and "92,1 %" in said
    assert f"/textes/arrete-2017/2021-05-03/annexe-iii/#{statistics.LABEL}" in page.content.decode()


def test_what_an_editor_publishes_in_the_clause_is_what_the_page_and_the_files_show(client):
    row, table = published_table()
    table["rows"][0][1] = "9,9%"
    publish_again(row)
    assert printed_cells(client.get(PAGE).content.decode())[0] == "9,9%"
    assert "cancers;2005;9,9%;9,9;" in client.get(CSV).content.decode()


def test_a_table_of_another_form_empties_the_page_and_is_no_error(client):
    row, table = published_table()
    table["rows"][0][1] = "environ 4 %"
    publish_again(row)
    answer = client.get(PAGE)
    assert answer.status_code == 200 and "La série n’est pas publiée" in answer.content.decode()
    assert [client.get(address).status_code for address in (CSV, JSON)] == [404, 404]


@pytest.mark.parametrize(
    ("asked", "head"),
    [
        ("", ("2015", "2005")),
        ("?annee=2011&avec=2014", ("2011", "2014")),
        ("?annee=2010&avec=<b>", ("2015", "2005")),
        ("?annee=%00&avec=" + "9" * 500, ("2015", "2005")),
    ],
)
def test_two_years_are_chosen_among_those_printed(client, asked, head):
    table = re.search(r'<table class="data two-years".*?</thead>', client.get(PAGE + asked).content.decode(), re.S)[0]
    assert tuple(re.findall(r'class="n">(\d{4})<', table)) == head


def test_the_csv_is_read_back_with_french_decimals_and_the_marks_of_the_source(client):
    answer = client.get(CSV)
    lines = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert len(lines) == 189 and set(lines[0]) == set(statistics.COLUMNS)
    one = next(line for line in lines if line["diagnostic"] == "maladies psychiatriques" and line["annee"] == "2013")
    assert (one["imprime"], one["pour_cent"], one["marque"]) == ("23,1%", "23,1", "abîmée à la source")
    absent = next(line for line in lines if line["diagnostic"] == "maladies neurologiques" and line["annee"] == "2005")
    assert (absent["imprime"], absent["pour_cent"]) == ("nc", "")
    assert answer["Content-Disposition"].startswith("attachment")


def test_the_json_holds_its_source_its_gaps_and_the_meaning_of_its_columns(client):
    found = json.loads(client.get(JSON).content)
    assert found["annees_absentes"] == [2010, 2012] and found["annees_abimees"] == [2013, 2014]
    assert set(found["colonnes"]) == set(found["valeurs"][0])
    assert found["valeurs"][0]["pour_cent"] == 3.7
    assert sum(1 for line in found["valeurs"] if line["pour_cent"] is None) == 4


def test_a_warm_page_costs_the_one_query_of_every_page(client):
    client.get(PAGE)
    with CaptureQueriesContext(connection) as seen:
        client.get(PAGE)
    assert len(seen) == 1
