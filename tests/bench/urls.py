"""The portal's addresses, and the floor: a view that returns a constant, and two that only read the person."""

from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.contrib.auth.backends import ModelBackend
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpResponse
from django.urls import include, path
from django.utils.crypto import constant_time_compare

from guidance.views.access import open_reading

_PAGE = HttpResponse(b"<!DOCTYPE html><title>.</title>" + b"x" * 30_000).content


@open_reading
def constant(request):
    """30 kB, the size of a page of the texts, and nothing else."""
    return HttpResponse(_PAGE)


@open_reading
def person(request):
    """The same, after reading who asks: the floor of any signed-in page."""
    return HttpResponse(_PAGE if request.user.pk else b"")


@open_reading
def stock_person(request):
    """The same, with Django's own session store and backend: what reading the person costs without ours."""
    session = SessionStore(request.COOKIES.get("sessionid"))
    user = ModelBackend().get_user(get_user_model()._meta.pk.to_python(session[SESSION_KEY]))
    known = user is not None and constant_time_compare(session[HASH_SESSION_KEY], user.get_session_auth_hash())
    return HttpResponse(_PAGE if known else b"")


urlpatterns = [
    path("floor/constant", constant),
    path("floor/person", person),
    path("floor/stock-person", stock_person),
    path("", include("portal.urls")),
]
