"""What was done to a table beside the texts, by whom, and the button that undoes it; one screen for all of them."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import ModelLogEntry
from wagtail_modeladmin.options import ModelAdmin

from guidance.services import following, undoing
from guidance.wagtail_hooks.lists import FOLLOWED

PAGE = 30


@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest, table: str) -> HttpResponse:
    """The acts on a table, or on one row (`?ligne=`); a POST undoes one. 404 to whoever does not keep the table."""
    admin = FOLLOWED.get(table)
    if admin is None or not admin.permission_helper_class(admin.model).user_can_list(request.user):
        raise Http404
    key = _number(request.GET.get("ligne", ""))
    if request.method == "POST":
        _undo(request, admin)
        return redirect(f"{request.path}?{urlencode({'ligne': key})}" if key else request.path)
    page = Paginator(following.acts_on(admin.model, key), PAGE).get_page(request.GET.get("page"))
    names = admin.model._meta
    context = {
        "acts": following.told(list(page), admin.model),
        "page_obj": page,
        "base": f"?{urlencode({'ligne': key})}&" if key else "?",
        "row": admin.model._default_manager.filter(pk=key).first() if key else None,
        "name": names.verbose_name_plural,
        "list": reverse(f"{names.app_label}_{names.model_name}_modeladmin_index"),
        "whole": request.path if key else "",
    }
    return render(request, "guidance/desk/follow.html", context)


def _undo(request: HttpRequest, admin: type[ModelAdmin]) -> None:
    entries = following.acts_on(admin.model)
    entry = get_object_or_404(entries, pk=_number(request.POST.get("annuler", "")) or 0)
    if not _may(request.user, admin, entry):
        raise PermissionDenied
    try:
        row = undoing.undo(entry, request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, f"« {row} » : le changement est annulé. Le suivi le dit.")


def _may(user, admin: type[ModelAdmin], entry: ModelLogEntry) -> bool:
    """Undoing is an act like another: whoever may change, add or remove that row, and nobody else."""
    helper = admin.permission_helper_class(admin.model)
    before, after = undoing.sides(entry)
    row: models.Model | None = admin.model._default_manager.filter(pk=entry.object_id).first()
    if row is None:
        held = undoing.as_row(admin.model, before or after)
        return helper.user_can_create(user) and helper.user_can_delete_obj(user, held)
    return helper.user_can_edit_obj(user, row) if before else helper.user_can_delete_obj(user, row)


def _number(value: str) -> str:
    return value if value.isascii() and value.isdecimal() and len(value) < 16 else ""


@hooks.register("register_admin_urls")
def addresses():
    return [path("suivi/<slug:table>/", follow, name="desk_follow")]


@hooks.register("register_log_actions")
def acts_of_the_desk(actions):
    actions.register_action(undoing.UNDONE, "Annuler un changement", "Changement annulé")
    actions.register_action(undoing.ADOPTED, "Adopter une adresse trouvée", "Adresse trouvée adoptée")
