"""Taking back an approved publication before its hour: a validator's act, never an author's, asked twice and logged."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods
from wagtail import hooks
from wagtail.admin import messages

from guidance.services import publication, reviews
from guidance.services.desk import VALIDATORS
from guidance.services.publication import NotApprovedError


@require_http_methods(["GET", "HEAD", "POST"])
def cancel_schedule(request: HttpRequest, page_id: int) -> HttpResponse:
    """Ask, then cancel the publication that waits for its hour; 404 when none does."""
    if not request.user.groups.filter(name=VALIDATORS).exists():
        raise PermissionDenied
    schedule = next((row for row in reviews.schedules() if row.page.pk == page_id), None)
    if schedule is None:
        raise Http404
    if request.user.pk in schedule.authors:
        messages.error(request, publication.CANCELLED_BY_ANOTHER)
        return redirect("wagtailadmin_home")
    if request.method != "POST":
        return render(request, "guidance/desk/cancel_schedule.html", {"schedule": schedule})
    return _cancel(request, schedule)


def _cancel(request: HttpRequest, schedule) -> HttpResponse:
    try:
        publication.cancel_schedule(schedule, request.user)
    except NotApprovedError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"« {schedule.page.draft_title} » ne paraîtra pas : c’est de nouveau un brouillon.")
    return redirect("wagtailadmin_home")


@hooks.register("register_admin_urls")
def addresses():
    return [path("programmations/<int:page_id>/annuler/", cancel_schedule, name="desk_cancel_schedule")]
