"""The desk of the reference library: the table, the chooser, the check by hand, where each reference is used."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail_modeladmin.helpers import ButtonHelper
from wagtail_modeladmin.options import ModelAdmin, ModelAdminGroup, modeladmin_register

from guidance.enums import Access, Verdict
from guidance.models import Contact, Reference
from guidance.rendering import uses
from guidance.services import library, moving
from guidance.services.desk import EDITORS, VALIDATORS
from guidance.wagtail_hooks.lists import (
    DeskCreate,
    DeskDelete,
    DeskEdit,
    DeskHistory,
    DeskInspect,
    DeskList,
    followed,
)
from guidance.wagtail_hooks.reference_forms import CheckForm, ReferenceForm
from guidance.wagtail_hooks.tables import DeskPermission


class ReferenceButtons(ButtonHelper):
    """The row's own acts, and the check by hand."""

    def get_buttons_for_obj(self, obj, *args, **kwargs):
        check = {
            "url": reverse("desk_check_reference", args=[obj.pk]),
            "label": "Vérifier",
            "classname": self.finalise_classname(["button-small", "button-secondary"]),
            "title": f"Vérifier {obj}",
        }
        return [check, *super().get_buttons_for_obj(obj, *args, **kwargs)]


@followed
class ReferenceAdmin(ModelAdmin):
    model = Reference
    menu_icon = "link"
    permission_helper_class = DeskPermission
    button_helper_class = ReferenceButtons
    index_view_class = DeskList
    create_view_class = DeskCreate
    edit_view_class = DeskEdit
    inspect_view_class = DeskInspect
    delete_view_class = DeskDelete
    history_view_class = DeskHistory
    inspect_view_enabled = True
    add_to_settings_menu = False
    list_per_page = 50
    list_display = ("title", "publisher", "kind", "status", "checked_on", "next_check_on")
    list_filter = ("status", "kind", "access", "scope")
    search_fields = ("title", "publisher", "url")
    inspect_view_fields = ("title", "publisher", "url", "kind", "access", "status", "checked_on", "checked_by", "note")
    edit_handler = ObjectList(
        [
            MultiFieldPanel([FieldPanel(name) for name in ("title", "publisher", "url", "locator")], "La source"),
            MultiFieldPanel([FieldPanel(name) for name in ("kind", "access", "language")], "Nature et accès"),
            MultiFieldPanel(
                [FieldPanel(name) for name in ("scope", "countries", "coverage_note", "groups")], "Ce qu’elle couvre"
            ),
            FieldPanel("clauses"),
            MultiFieldPanel([FieldPanel(name) for name in ("owner", "next_check_on")], "Suivi"),
            MultiFieldPanel([FieldPanel(name) for name in ("replaced_by", "archive_url", "note")], "Suite"),
        ],
        base_form_class=ReferenceForm,
    )


@followed
class ContactAdmin(ModelAdmin):
    model = Contact
    menu_icon = "mail"
    permission_helper_class = DeskPermission
    index_view_class = DeskList
    create_view_class = DeskCreate
    edit_view_class = DeskEdit
    inspect_view_class = DeskInspect
    delete_view_class = DeskDelete
    history_view_class = DeskHistory
    inspect_view_enabled = True
    add_to_settings_menu = False
    list_display = ("organisation", "kind", "value", "since", "ended_on", "checked_on")
    list_filter = ("kind",)
    search_fields = ("organisation", "value")


@modeladmin_register
class Library(ModelAdminGroup):
    menu_label = "Références"
    menu_icon = "link"
    menu_order = 255
    items = (ReferenceAdmin, ContactAdmin)


class ChooserFilter(BaseFilterForm):
    """Words of the title, of the publisher or of the address."""

    q = forms.CharField(label="Titre, éditeur ou adresse", required=False, max_length=200)

    def filter(self, objects):
        objects = super().filter(objects)
        for word in self.cleaned_data.get("q", "").split()[:8]:
            objects = objects.filter(_any_field_holds(word))
        return objects


def _any_field_holds(word: str):
    return Q(title__icontains=word) | Q(publisher__icontains=word) | Q(url__icontains=word)


class ReferenceChooser(ChooserViewSet):
    """Picks a reference by its record, in a form or in the words of a text."""

    model = Reference
    icon = "link"
    choose_one_text = "Choisir une référence"
    choose_another_text = "Choisir une autre référence"
    edit_item_text = "Modifier cette référence"
    per_page = 15


class _Filtered:
    filter_form_class = ChooserFilter


class _Choose(_Filtered, ReferenceChooser.choose_view_class):
    pass


class _Results(_Filtered, ReferenceChooser.choose_results_view_class):
    pass


ReferenceChooser.choose_view_class, ReferenceChooser.choose_results_view_class = _Choose, _Results
reference_chooser = ReferenceChooser("reference_chooser", url_prefix="references/choisir")


@hooks.register("register_admin_viewset")
def register_chooser():
    return reference_chooser


@require_http_methods(["GET", "HEAD", "POST"])
def check_reference(request: HttpRequest, pk: int) -> HttpResponse:
    """Record what a person found by opening the address; works without any network (L2)."""
    require_desk(request)
    row = get_object_or_404(Reference, pk=pk)
    if "adopter" in request.POST:
        return _adopt(request, row)
    form = CheckForm(request.POST if request.method == "POST" else None, initial={"access": row.access})
    form.fields["verdict"].choices = [choice for choice in Verdict.choices if choice[0] != Verdict.TO_CHECK]
    form.fields["access"].choices = Access.choices
    if form.is_valid():
        row.access = form.cleaned_data["access"]
        said = {name: form.cleaned_data[name] for name in ("reason", "next_on")}
        library.checked_by_hand(row, request.user, form.cleaned_data["verdict"], **said)
        messages.success(request, f"« {row.title} » : vérifiée par vous aujourd’hui.")
        return redirect("guidance_reference_modeladmin_index")
    context = {
        "row": row,
        "form": form,
        "checks": row.checks.all()[:20],
        "uses": uses.of(row),
        "found": moving.found_for(row),
        "follow": f"{reverse('desk_follow', args=['reference'])}?ligne={row.pk}",
    }
    return render(request, "guidance/desk/check_reference.html", context, status=422 if form.is_bound else 200)


def _adopt(request: HttpRequest, row: Reference) -> HttpResponse:
    """Take the address that the last check found; the reference is then to be looked at by a person."""
    try:
        moving.adopt(row, request.POST["adopter"], request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        follow = f"{reverse('desk_follow', args=['reference'])}?ligne={row.pk}"
        said = f"« {row.title} » s’ouvre désormais à l’adresse trouvée. Ouvrez-la, puis dites ce que vous voyez."
        messages.success(request, said, buttons=[messages.button(follow, "Annuler ce changement")])
    return redirect("desk_check_reference", row.pk)


def require_desk(request: HttpRequest) -> None:
    """Raise 404 for whoever neither writes nor validates."""
    if not request.user.groups.filter(name__in=[EDITORS, VALIDATORS]).exists():
        raise Http404


@hooks.register("register_admin_urls")
def reference_urls():
    return [path("references/<int:pk>/verifier/", check_reference, name="desk_check_reference")]
