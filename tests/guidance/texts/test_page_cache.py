"""A page is rendered once for all the readers to whom it is the same, and never for the others."""

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser

from guidance.models import SiteVersion
from guidance.views import page_cache, preferences


@pytest.fixture
def ask(rf):
    """Function that asks for a page and tells whether it had to be rendered."""

    def once(key=("page", "/x/"), *, shared=True, cookies=None, user=None):
        request = rf.get("/x/")
        request.COOKIES.update(cookies or {})
        request.user = user or AnonymousUser()
        renders = []

        def render():
            renders.append(1)
            return f"avant{page_cache.SLOT}après"

        body = page_cache.respond(request, key, render, shared=shared).content.decode()
        assert body.startswith("avant") and body.endswith("après") and "\x02" not in body
        return bool(renders)

    return once


def test_a_page_is_rendered_once_and_again_when_its_key_changes(ask):
    assert ask() and not ask()
    assert ask(("page", "/y/"))


def test_the_version_of_the_site_makes_every_page_out_of_date(ask):
    assert ask() and not ask()
    SiteVersion.bump()
    assert ask()


def test_a_look_that_does_not_exist_keeps_no_page_of_its_own(ask):
    assert ask() and not ask(cookies={"theme": "dark"}) and not ask(cookies={"touches": "peut-être"})


@pytest.mark.parametrize("cookies", [{"theme": "sombre"}, {"lecture": "2016-11-14__"}, {"lecture": "__2012-01-01"}])
def test_a_page_depends_on_the_look_and_on_the_choices_of_the_reader(ask, cookies):
    assert ask() and ask(cookies=cookies) and not ask(cookies=cookies) and not ask()


def test_a_look_that_does_not_exist_makes_no_page_of_its_own(ask):
    assert ask() and not ask(cookies={"theme": "x" * 50, "touches": "y"})


def test_a_page_changes_at_midnight_in_paris(ask):
    with time_machine.travel("2027-06-01T21:59:00+00:00", tick=False):
        assert ask() and not ask()
    with time_machine.travel("2027-06-01T22:01:00+00:00", tick=False):
        assert ask()


def test_a_restricted_page_is_rendered_each_time_and_kept_for_nobody(ask):
    assert ask(shared=False) and ask(shared=False)
    assert ask()


def test_the_words_of_an_editor_cannot_hold_the_place_of_the_reader():
    assert "\x02" in page_cache.SLOT
    assert preferences.COOKIE == "lecture"
