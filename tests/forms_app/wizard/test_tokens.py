"""The token of a form is one that Django's own check knows, under another mask each time."""

from collections import Counter

import pytest
from django.http import HttpResponse
from django.middleware.csrf import CSRF_ALLOWED_CHARS, CsrfViewMiddleware
from django.test import RequestFactory

from forms_app.wizard import tokens

SECRET = "".join(CSRF_ALLOWED_CHARS[number * 7 % 62] for number in range(32))
OTHER = SECRET[::-1]


def refused(cookie, token):
    """Tell what Django's middleware answers to a form posted with that token; None lets it pass."""
    request = RequestFactory(enforce_csrf_checks=True).post("/", {"csrfmiddlewaretoken": token})
    request.COOKIES["csrftoken"] = cookie
    check = CsrfViewMiddleware(lambda request: HttpResponse())
    check.process_request(request)
    return check.process_view(request, lambda request: None, (), {})


@pytest.mark.parametrize("secret", [SECRET, "a" * 32, "9" * 32])
def test_django_takes_the_token_of_its_own_secret(secret):
    assert refused(secret, tokens.masked(secret)) is None


def test_django_refuses_the_token_of_another_secret():
    assert refused(SECRET, tokens.masked(OTHER)).status_code == 403


def test_a_token_is_never_written_twice_and_never_shows_its_secret():
    made = {tokens.masked(SECRET) for _ in range(200)}
    assert len(made) == 200
    assert not any(SECRET in token for token in made)


def test_each_sign_of_a_mask_is_as_likely_as_another():
    drawn = Counter(sign for _ in range(2_000) for sign in tokens.masked(SECRET)[:32])
    assert set(drawn) == set(CSRF_ALLOWED_CHARS)
    assert max(drawn.values()) < 1.35 * min(drawn.values())  # about 1,032 each: eight standard deviations apart


def test_a_browser_without_a_cookie_is_given_one_by_django():
    request = RequestFactory().get("/")
    assert len(tokens.form_token(request)) == 64
    assert request.META["CSRF_COOKIE_NEEDS_UPDATE"]


def test_a_browser_that_has_its_cookie_keeps_it():
    request = RequestFactory().get("/")
    request.META["CSRF_COOKIE"] = SECRET
    assert len(tokens.form_token(request)) == 64
    assert "CSRF_COOKIE_NEEDS_UPDATE" not in request.META
