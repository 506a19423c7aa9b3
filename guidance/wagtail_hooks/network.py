"""The desk of the network: alerts typed by one person and read by two others, meetings announced at once."""

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail_modeladmin.helpers import ButtonHelper
from wagtail_modeladmin.options import ModelAdmin, modeladmin_register
from wagtail_modeladmin.views import CreateView

from guidance import coverage
from guidance.enums import Reading
from guidance.models import NetworkNews
from guidance.rendering.network import entry
from guidance.services import network
from guidance.services.desk import EDITORS, MEDICAL_READERS, VALIDATORS
from guidance.wagtail_hooks.lists import DeskDelete, DeskEdit, DeskHistory, DeskInspect, DeskList
from guidance.wagtail_hooks.reference_forms import CountriesField
from guidance.wagtail_hooks.tables import DeskPermission

LIST = "guidance_networknews_modeladmin_index"


class NewsForm(WagtailAdminModelForm):
    """Countries by name, groups by box; what is wrong is said beside its field."""

    countries = CountriesField(label="Pays", required=False, help_text="Un par ligne. Aucun : tous les pays.")
    groups = forms.MultipleChoiceField(
        label="Groupes de pathologies",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Aucun coché : toute pathologie.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["groups"].choices = list(coverage.groups().items())

    def save(self, commit=True):
        if self.instance.pk is None or self.has_changed():
            self.instance.entered_by = self.for_user  # who wrote the words last does not validate them
            self.instance.legal_by = self.instance.medical_by = None  # a reading holds for the words that were read
        return super().save(commit)


class NewsPermission(DeskPermission):
    """An alert validated, a meeting that is over, belong to nobody any more."""

    def user_can_edit_obj(self, user, obj):
        return self._is_editor(user) and network.may_change(obj, user)

    user_can_delete_obj = user_can_edit_obj


class NewsButtons(ButtonHelper):
    """Beside the usual ones: the page where an alert is validated, or what is shown is withdrawn."""

    def get_buttons_for_obj(self, obj, exclude=None, classnames_add=None, classnames_exclude=None):
        buttons = super().get_buttons_for_obj(obj, exclude, classnames_add, classnames_exclude)
        classes = self.finalise_classname(classnames_add or [], classnames_exclude or [])
        url, title = reverse("desk_news", args=[obj.pk]), f"Relire ou retirer : {obj}"
        return [*buttons, {"url": url, "label": "Relire ou retirer", "classname": classes, "title": title}]


class NewsCreate(CreateView):
    def get_success_message(self, instance):
        if instance.kind == "alert":
            return f"« {instance} » est saisie. Un juriste et un médecin doivent maintenant la relire."
        return f"« {instance} » est annoncée."


@modeladmin_register
class NewsAdmin(ModelAdmin):
    model = NetworkNews
    menu_label = "Alertes et réunions"
    menu_icon = "warning"
    menu_order = 255
    permission_helper_class = NewsPermission
    button_helper_class = NewsButtons
    create_view_class = NewsCreate
    index_view_class = DeskList
    edit_view_class = DeskEdit
    inspect_view_class = DeskInspect
    inspect_view_enabled = True
    delete_view_class = DeskDelete
    history_view_class = DeskHistory
    list_display = ("title", "kind", "ends_on", "stands")
    list_filter = ("kind",)
    search_fields = ("title", "body", "source")
    list_per_page = 50
    edit_handler = ObjectList(
        [
            FieldPanel(name)
            for name in (
                "kind", "title", "body", "source", "url", "starts_on", "ends_on", "place", "groups", "countries",
            )
        ],
        base_form_class=NewsForm,
    )  # fmt: skip

    @admin.display(description="état")
    def stands(self, row):
        return network.state(row)


@require_http_methods(["GET", "HEAD", "POST"])
def one_news(request: HttpRequest, pk: int) -> HttpResponse:
    """An alert or a meeting as readers will see it, and what may be done with it; refused outside the desk."""
    groups = set(request.user.groups.values_list("name", flat=True))
    if not groups & {EDITORS, VALIDATORS, MEDICAL_READERS}:
        raise PermissionDenied
    people = ("entered_by", "validated_by", "legal_by", "medical_by")
    row = get_object_or_404(NetworkNews.objects.select_related(*people), pk=pk)
    if request.method == "POST":
        return _act(request, row)
    context = {
        "row": row,
        "news": entry(row),
        "refusal": network.refusal(row, request.user),
        "readings": network.may_read(row, request.user),
        "lacking": "" if row.validated_at or row.kind != "alert" else network.lacking(row),
        "stays": network.refusal_to_withdraw(row, request.user),
        "list": reverse(LIST) if groups & {EDITORS, VALIDATORS} else reverse("wagtailadmin_home"),
    }
    return render(request, "guidance/desk/news.html", context)


def _act(request: HttpRequest, row: NetworkNews) -> HttpResponse:
    """Withdraw what is shown, or give the reading that was chosen; a refusal is said on the page of the alert."""
    try:
        messages.success(request, _withdrawn(request, row) if "retirer" in request.POST else _read(request, row))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("desk_news", row.pk)


def _withdrawn(request: HttpRequest, row: NetworkNews) -> str:
    network.withdraw(row, request.user)
    return f"« {row} » est retirée."


def _read(request: HttpRequest, row: NetworkNews) -> str:
    asked = request.POST.get("relecture", "")
    shown = network.validate(row, request.user, Reading(asked) if asked in Reading.values else None)
    row.refresh_from_db()
    return f"« {row} » est validée." if shown else f"Votre relecture est donnée. {network.lacking(row)}"


@hooks.register("register_admin_urls")
def addresses():
    return [path("nouvelles-du-reseau/<int:pk>/", one_news, name="desk_news")]
