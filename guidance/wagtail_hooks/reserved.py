"""The administrators' screen of the pages reserved to groups; writing and validating give no access to it."""

from django import forms
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.models import Page

from guidance.keys import row_key
from guidance.services import reserved

_TEXTS_DEPTH = 4


class _PageField(forms.ModelChoiceField):
    def label_from_instance(self, page):
        return "\u2003" * max(0, page.depth - _TEXTS_DEPTH) + page.title


class ReservedForm(forms.Form):
    """Which page, and who reads it."""

    page = _PageField(
        Page.objects.none(), label="Page", help_text="Tout ce que contient la page est réservé avec elle."
    )
    groups = forms.ModelMultipleChoiceField(
        Group.objects.order_by("name"),
        label="Groupes qui la lisent",
        widget=forms.CheckboxSelectMultiple,
        help_text="Pour tous les autres, la page n’existe plus.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["page"].queryset = reserved.pages()


@require_http_methods(["GET", "HEAD", "POST"])
def reserved_pages(request: HttpRequest) -> HttpResponse:
    """List the reserved pages, reserve one, or open one again; refused to whoever is no administrator."""
    if not reserved.may_reserve(request.user):
        raise PermissionDenied
    if "rouvrir" in request.POST:
        return _reopen(request)
    form = ReservedForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        reserved.reserve(form.cleaned_data["page"], form.cleaned_data["groups"], request.user)
        messages.success(request, f"« {form.cleaned_data['page'].title} » est réservée.")
        return redirect("desk_reserved")
    return render(request, "guidance/desk/reserved.html", {"form": form, "reservations": reserved.reservations()})


def _reopen(request: HttpRequest) -> HttpResponse:
    asked = request.POST["rouvrir"]
    restriction = get_object_or_404(reserved.reservations(), pk=row_key(asked))
    reserved.reopen(restriction, request.user)
    messages.success(request, f"« {restriction.page.title} » est de nouveau ouverte.")
    return redirect("desk_reserved")


@hooks.register("register_admin_urls")
def addresses():
    return [path("lecture-reservee/", reserved_pages, name="desk_reserved")]


class ReservedItem(MenuItem):
    def is_shown(self, request):
        return reserved.may_reserve(request.user)


@hooks.register("register_settings_menu_item")
def reserved_item():
    return ReservedItem("Lecture réservée", reverse("desk_reserved"), icon_name="lock", order=650, name="reserved")
