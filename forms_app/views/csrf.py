"""A form that lost its token, after a sign-in in another tab: its fields are shown again, to be sent again."""

from urllib.parse import urlsplit

from django.middleware.csrf import REASON_BAD_ORIGIN
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.views.csrf import csrf_failure

from forms_app.views.runs import posted_fields


def failed(request, reason: str = ""):
    """Show what was posted to a fiche in a fresh form; nothing is stored. Anything else is the usual refusal.

    Only what came from a page of this site is shown again: a form of another site must not become one of ours.
    """
    if request.method != "POST" or not _is_of_fiches(request.path_info) or not _is_ours(request, reason):
        return csrf_failure(request, reason)
    page = {"fields": posted_fields(request), "action": request.path, "again": True}
    return render(request, "forms_app/not_kept.html", page, status=403)


def _is_of_fiches(path: str) -> bool:
    try:
        return resolve(path).namespace == "forms_app"
    except Resolver404:
        return False


def _is_ours(request, reason: str) -> bool:
    """Tell whether the browser says that the form came from this very site; without its word, it did not."""
    if reason.startswith(REASON_BAD_ORIGIN.partition("%s")[0]):
        return False
    origin = request.headers.get("Origin") or request.headers.get("Referer", "")
    said = urlsplit(origin)
    return (said.scheme, said.netloc) == (request.scheme, request.get_host())
