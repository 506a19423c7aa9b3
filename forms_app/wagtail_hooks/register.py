"""The register of doctors at the desk: administrators keep it by hand or by the files of the préfectures (A-14, W5)."""

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.components import Component
from wagtail_modeladmin.options import ModelAdmin, ModelAdminGroup, modeladmin_register

from forms_app.models import Approval, Doctor, HospitalPost, RegisterImport
from forms_app.services.team import jobs, people, register, register_import
from guidance.wagtail_hooks.lists import DeskDelete, DeskEdit, DeskHistory, DeskInspect, DeskList
from guidance.wagtail_hooks.tables import DeskPermission

_SHOWN = 100  # refused lines shown; the file holds them all


class RegisterPermission(DeskPermission):
    """Administrators keep the register; being in the group is what counts."""

    def _is_editor(self, user) -> bool:
        return people.is_administrator(user)


class RegisterHistory(DeskHistory):
    """The library shows a history to whoever enters the desk; this one is the administrators'."""

    def dispatch(self, request, *args, **kwargs):
        if not people.is_administrator(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class _Register(ModelAdmin):
    permission_helper_class = RegisterPermission
    index_view_class = DeskList
    edit_view_class = DeskEdit
    inspect_view_class = DeskInspect
    delete_view_class = DeskDelete
    history_view_class = RegisterHistory
    add_to_settings_menu = False
    list_per_page = 50
    inspect_view_enabled = True


class ApprovalAdmin(_Register):
    model = Approval
    menu_icon = "doc-full"
    list_display = ("doctor", "prefecture", "order", "starts_on", "ends_on")
    list_filter = ("prefecture",)
    list_select_related = ("doctor", "prefecture")
    search_fields = ("doctor__folded", "doctor__rpps", "order")


class DoctorAdmin(_Register):
    model = Doctor
    menu_icon = "user"
    list_display = ("last_name", "first_name", "town", "rpps")
    search_fields = ("folded", "rpps")
    edit_handler = ObjectList([FieldPanel(name) for name in ("last_name", "first_name", "town", "rpps")])


class HospitalPostAdmin(_Register):
    model = HospitalPost
    menu_icon = "home"
    list_display = ("doctor", "post", "establishment", "starts_on", "ends_on")
    list_filter = ("post",)
    list_select_related = ("doctor",)


@modeladmin_register
class RegisterOfDoctors(ModelAdminGroup):
    menu_label = "Médecins agréés"
    menu_icon = "group"
    menu_order = 270
    items = (ApprovalAdmin, DoctorAdmin, HospitalPostAdmin)


# --- import ----------------------------------------------------------------------------------------------------------


_COLUMNS = " ; ".join(register_import.COLUMNS)


class FileForm(forms.Form):
    """The file of a préfecture."""

    file = forms.FileField(
        label="Fichier CSV",
        help_text=f"Première ligne : {_COLUMNS}. Dates en jj/mm/aaaa. "
        "« prefecture » est le code enregistré dans « Autorités ».",
        error_messages={"required": "Choisissez un fichier.", "empty": "Ce fichier est vide."},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def import_file(request: HttpRequest) -> HttpResponse:
    """Take a file for the worker to read, and list the last ones; nothing is written before one is confirmed."""
    _require_administrator(request)
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    if form.is_bound and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            deposited = register_import.deposit(file.name, file.read(register_import.MAX_BYTES + 1), request.user)
        except ValidationError as error:
            form.add_error("file", error)
        else:
            jobs.read_list.enqueue(deposited.pk)
            return redirect("desk_register_preview", deposited.pk)
    context = {"form": form, "rows": _deposits().select_related("made_by")[:20]}
    return render(request, "forms_app/register/import.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def import_preview(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how far a file is read, what it would add, every refused line with its reason; take the decision."""
    _require_administrator(request)
    deposited = get_object_or_404(_deposits(), pk=pk)
    if request.method == "POST":
        if "ajouter" in request.POST and register_import.confirm(deposited, request.user):
            jobs.write_list.enqueue(pk)
        elif "abandonner" in request.POST:
            register_import.drop(deposited)
        return redirect("desk_register_preview", pk)
    report = RegisterImport.objects.values_list("report", flat=True).get(pk=pk)
    context = {"deposited": deposited, "refused": report[:_SHOWN], "hidden": len(report) - _SHOWN}
    return render(request, "forms_app/register/preview.html", context)


@require_http_methods(["GET", "HEAD"])
def refused_lines(request: HttpRequest, pk: int) -> HttpResponse:
    """The refused lines as a file to correct and send again."""
    _require_administrator(request)
    deposited = get_object_or_404(RegisterImport.objects.defer("content"), pk=pk)
    answer = HttpResponse(register_import.refused_file(deposited), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="lignes-refusees-{pk}.csv"'
    return answer


def _deposits():
    """The files without what they hold."""
    return RegisterImport.objects.defer("content", "report")


def _require_administrator(request: HttpRequest) -> None:
    if not people.is_administrator(request.user):
        raise PermissionDenied


@hooks.register("register_admin_urls")
def addresses():
    return [
        path("registre/import/", import_file, name="desk_register_import"),
        path("registre/import/<int:pk>/", import_preview, name="desk_register_preview"),
        path("registre/import/<int:pk>/refus.csv", refused_lines, name="desk_register_refused"),
    ]


class ForAdministrators(MenuItem):
    def is_shown(self, request):
        return people.is_administrator(request.user)


@hooks.register("register_settings_menu_item")
def import_item():
    address = reverse("desk_register_import")
    return ForAdministrators("Importer une liste de médecins", address, icon_name="upload", order=660, name="register")


class AdministratorsHome(Component):
    """What waits for administrators: proposals to confirm, approvals that end; a fixed number of queries."""

    order = 210
    template_name = "forms_app/register/home.html"

    def get_context_data(self, parent_context):
        user = parent_context["request"].user
        if not people.is_administrator(user):
            return {"shown": False}
        ending = register.ending(on=timezone.localdate())
        return {"shown": True, "waiting": people.waiting().count(), "ending": ending[:20], "count": ending.count()}


@hooks.register("construct_homepage_panels", order=1010)
def show_what_administrators_wait_for(request, panels):
    panels.append(AdministratorsHome())
