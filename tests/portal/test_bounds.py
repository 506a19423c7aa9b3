"""A person who asks for more than an hour of work is told to wait, and how long; nothing typed is lost."""

import re
from types import SimpleNamespace

import pytest
from django.core.cache import cache
from django.db import DatabaseError
from django.urls import get_resolver

from portal.accounts import bounds
from portal.accounts.bounds import BOUNDS, HOUR, Flow, is_too_much

pytestmark = [pytest.mark.django_db, pytest.mark.databases]
NOW = 1_800_000_000  # the first second of an hour
ONE, OTHER = SimpleNamespace(pk=7), SimpleNamespace(pk=8)
REPORT = "/difficultes/signaler/?texte=instruction-2011"
FLOWS = sorted({flow.name: flow for flow in BOUNDS.values()}.values(), key=lambda flow: flow.name)


@pytest.fixture
def clock(time_machine):
    time_machine.move_to(NOW, tick=False)
    return time_machine


@pytest.fixture
def narrow(monkeypatch):
    """Function that lets a person ask twice an hour, and no more, for what a route does."""

    def make(route):
        flow = BOUNDS[route]
        monkeypatch.setitem(BOUNDS, route, Flow(flow.name, flow.said, 2, flow.method))

    return make


def names(level=None, before=""):
    """The name of every route."""
    for pattern in level or get_resolver().url_patterns:
        if hasattr(pattern, "url_patterns"):
            space = f"{before}{pattern.namespace}:" if pattern.namespace else before
            yield from names(pattern.url_patterns, space)
        elif pattern.name:
            yield before + pattern.name


def test_each_route_that_is_counted_is_there():
    assert set(BOUNDS) <= set(names())


@pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: flow.name)
def test_an_hour_allows_what_the_table_says_and_not_one_more(flow, clock):
    cache.set(f"bound:{flow.name}:7:{NOW // HOUR}", flow.most - 1)
    assert [is_too_much(flow, ONE) for _ in range(3)] == [False, True, True]


@pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: flow.name)
def test_no_bound_is_near_what_a_secretary_does_in_a_whole_day(flow):
    assert flow.most >= 4 * 14


@pytest.mark.parametrize(("seconds", "refused"), [(HOUR - 1, True), (HOUR, False)])
def test_the_next_hour_counts_from_nothing(seconds, refused, clock):
    flow = Flow("essai", "essais", 1)
    is_too_much(flow, ONE)
    clock.move_to(NOW + seconds, tick=False)
    assert is_too_much(flow, ONE) is refused


def test_an_operator_may_allow_times_as_much(settings, clock):
    flow = Flow("essai", "essais", 1)
    settings.PORTAL_HOURLY_TIMES = 2
    assert [is_too_much(flow, ONE) for _ in range(3)] == [False, False, True]


def test_one_person_s_count_is_nobody_else_s(clock):
    flow = Flow("essai", "essais", 1)
    assert [is_too_much(flow, person) for person in (ONE, OTHER, ONE)] == [False, False, True]


def test_what_is_too_much_says_how_long_to_wait_and_keeps_what_was_typed(signed_in, narrow, clock):
    narrow("guidance:report_difficulty")
    clock.move_to(NOW + HOUR - 90, tick=False)
    browser, typed = signed_in("medecin"), {"said": "\nDeux mots", "several": ["a", "b"]}
    for _ in range(2):
        assert browser.post(REPORT, typed).status_code != 429
    answer = browser.post(REPORT, typed)
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "90")
    page = answer.content.decode()
    assert "dans 2&nbsp;minutes" in page
    again = re.findall(r'<textarea name="([^"]+)" hidden>\n(.*?)</textarea>', page, re.S)
    assert again == [("said", "\nDeux mots"), ("several", "a"), ("several", "b")]


def test_reading_a_form_is_not_counted(signed_in, narrow, clock):
    narrow("guidance:report_difficulty")
    browser = signed_in("medecin")
    assert 429 not in {browser.get(REPORT).status_code for _ in range(4)}
    assert [browser.post(REPORT, {}).status_code == 429 for _ in range(3)] == [False, False, True]


def test_a_password_given_before_a_grave_act_is_not_in_the_page(signed_in, narrow, clock):
    narrow("guidance:report_difficulty")
    browser = signed_in("medecin")
    for _ in range(3):
        answer = browser.post(REPORT, {"said": "mots", "_preuve-proof": "un-secret-tres-long"})
    assert answer.status_code == 429
    assert "un-secret-tres-long" not in answer.content.decode()


def test_an_ordinary_page_asks_the_cache_nothing(signed_in, monkeypatch):
    browser = signed_in("medecin")
    monkeypatch.setattr(bounds, "cache", None)
    assert browser.get("/compte/mot-de-passe/").status_code == 200
    assert browser.get("/fiches/").status_code == 200


def test_a_cache_that_does_not_answer_stops_nobody_and_is_logged(monkeypatch, caplog):
    class Broken:
        def get(self, *given):
            raise DatabaseError

    monkeypatch.setattr(bounds, "cache", Broken())
    assert not is_too_much(Flow("essai", "essais", 1), ONE)
    assert "not counted" in caplog.text
