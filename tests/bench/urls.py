"""The portal's addresses, and the floor: a view that returns a constant, and one that only reads the person."""

from django.http import HttpResponse
from django.urls import include, path

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


urlpatterns = [path("floor/constant", constant), path("floor/person", person), path("", include("portal.urls"))]
