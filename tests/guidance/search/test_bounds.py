"""No query fails, and none costs more than six questions to the database."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guidance.search.query import PAGE, search

pytestmark = [pytest.mark.django_db, pytest.mark.databases]


@pytest.mark.parametrize(
    "query", ["plafond ame personne seule", "reccepissé prefcture", "L.425-9", "L425-9 reccepissé", "", "zzzz", "de la"]
)
def test_a_search_costs_at_most_six_queries(query, both_texts):
    search(query)
    with CaptureQueriesContext(connection) as queries:
        search(query)
    assert len(queries) <= 6


HOSTILE = [
    "a" * 10_000,
    "avis " * 2_000,
    "\x00avis\x00",
    "\ud800avis",
    "'; DROP TABLE guidance_entry; --",
    "<script>alert(1)</script>",
    "%_%\\",
    "L." * 3_000,
    "1°, " * 2_000,
    "((((((((",
    "\u202eavis",
    "𝒶𝓋𝒾𝓈",
]


@pytest.mark.parametrize("query", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_query_is_a_query_like_another(query, both_texts):
    results = search(query)
    assert len(results.parsed.text) <= 200
    results.parsed.text.encode()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=st.text(max_size=120), page=st.integers(-5, 5))
def test_any_query_gives_a_page(both_texts, query, page):
    results = search(query, page=page)
    assert 1 <= results.page <= results.pages
    assert len(results.hits) <= PAGE
