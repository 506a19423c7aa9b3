"""Wagtail's own doors, shut: each leads to the one sign-in of the portal (D3). And a door that answers at one pace."""

from functools import wraps
from time import monotonic, sleep

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache

from portal.destinations import is_ours

PACE = 0.25  # s: longer than what depends on who has an account, shorter than a person notices


def paced(view):
    """Answer a POST after one time, whatever was done in it: the writing of a mail tells who has an account."""

    @wraps(view)
    def inner(request, *args, **kwargs):
        started = monotonic()
        response = view(request, *args, **kwargs)
        if request.method == "POST":
            sleep(max(0.0, started + PACE - monotonic()))
        return response

    return inner


@never_cache
def sign_in_door(request):
    """Lead to the sign-in, keeping the destination when it is ours; a posted password is never looked at."""
    destination = request.GET.get("next", "")
    if is_ours(request, destination):
        return redirect_to_login(destination, settings.LOGIN_URL)
    return redirect(settings.LOGIN_URL)


@never_cache
def password_reset_door(request, rest=""):
    """Lead to the portal's own request for a new password."""
    return redirect("account_reset_password")


def absent(request, *args, **kwargs):
    """An address of Wagtail that the portal does not offer: a page's shared password, bulk grants of roles."""
    raise Http404
