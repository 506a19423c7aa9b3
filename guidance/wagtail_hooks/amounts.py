"""The desk of the ceilings and dated amounts: typed by one person, validated by another, corrected by a new row."""

from datetime import date
from decimal import Decimal

from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail_modeladmin.helpers import ButtonHelper
from wagtail_modeladmin.options import ModelAdmin, ModelAdminGroup, modeladmin_register
from wagtail_modeladmin.views import CreateView

from guidance.amounts import figures
from guidance.amounts.periods import SIZES
from guidance.enums import AmountKind, AmountStage, Territory
from guidance.models import AmountDeputy, AmountPeriod
from guidance.models.amounts import FROZEN
from guidance.rendering.amounts import HEADINGS, figures_in_words
from guidance.services import amounts
from guidance.services.desk import EDITORS, VALIDATORS
from guidance.wagtail_hooks import amounts_preview
from guidance.wagtail_hooks.lists import DeskDelete, DeskEdit, DeskHistory, DeskInspect, DeskList
from guidance.wagtail_hooks.tables import AuthorityPermission, DeskPermission

LIST, CREATE = "guidance_amountperiod_modeladmin_index", "guidance_amountperiod_modeladmin_create"
NOT_THEIRS = "Seule la personne qui a saisi cette ligne la modifie ou la supprime."


class AmountForm(WagtailAdminModelForm):
    """Amounts as they are written in French; what is wrong is said beside its field."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in (*SIZES, "exact_base"):
            self.fields[name] = EurosField(label=self.fields[name].label)
        self.fields["corrects"].queryset = AmountPeriod.objects.standing()

    def full_clean(self):
        """The person at the desk is the one who types, before the row is looked at as a whole."""
        if self.for_user and not self.instance.entered_by_id:
            self.instance.entered_by = self.for_user
        super().full_clean()


class EurosField(forms.Field):
    """An amount in euros, typed and shown with a French comma."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "maxlength": 60})

    def __init__(self, **kwargs):
        super().__init__(required=False, **kwargs)

    def prepare_value(self, value):
        return value if value is None or isinstance(value, str) else figures.plain(value)

    def to_python(self, value):
        try:
            return figures.parse(value) if (value or "").strip() else None
        except figures.AmountError as error:
            raise forms.ValidationError(str(error)) from error

    def has_changed(self, initial, data):
        try:
            return initial != self.to_python(data)
        except forms.ValidationError:
            return True


class AmountPermission(DeskPermission):
    """A draft belongs to whoever typed it; a validated row to nobody."""

    def user_can_edit_obj(self, user, obj):
        return self._is_editor(user) and obj.stage == AmountStage.DRAFT and obj.entered_by_id == user.pk

    user_can_delete_obj = user_can_edit_obj


class AmountButtons(ButtonHelper):
    """Beside the usual ones: validate a draft, correct a row that stands."""

    def get_buttons_for_obj(self, obj, exclude=None, classnames_add=None, classnames_exclude=None):
        buttons = super().get_buttons_for_obj(obj, exclude, classnames_add, classnames_exclude)
        extra = None
        if obj.stage == AmountStage.DRAFT:
            extra = ("Valider", reverse("desk_amount_validate", args=[obj.pk]))
        elif obj.stage == AmountStage.STANDING and self.permission_helper.user_can_create(self.request.user):
            extra = ("Corriger", f"{self.url_helper.create_url}?corrige={obj.pk}")
        if extra:
            classes = self.finalise_classname(classnames_add or [], classnames_exclude or [])
            buttons.append({"url": extra[1], "label": extra[0], "classname": classes, "title": f"{extra[0]} : {obj}"})
        return buttons


class AmountCreate(CreateView):
    """A new row, empty, or prefilled: a correction, or the schedule of the year by the rule."""

    def get_instance(self):
        if self.request.method == "POST":
            return AmountPeriod()
        asked = self.request.GET
        corrected = _standing(asked.get("corrige", ""))
        try:
            kind, territory = AmountKind(asked["objet"]), Territory(asked["territoire"])
            day = date.fromisoformat(asked["du"])
        except (KeyError, ValueError):
            return amounts.correction_of(corrected) if corrected else AmountPeriod()
        return amounts.prefilled(kind, territory, day, self._base(asked.get("base", "")), corrected)

    def _base(self, typed: str) -> Decimal | None:
        """The amount read for one person; one that cannot be read is said, and fills nothing."""
        try:
            return figures.parse(typed) if typed.strip() else None
        except figures.AmountError as error:
            messages.error(self.request, f"« {typed[:20]} » n’a rien rempli. {error}")
            return None

    def form_valid(self, form):
        form.instance.entered_name = self.request.user.get_full_name() or self.request.user.get_username()
        form.instance.entered_on = timezone.localdate()
        return super().form_valid(form)

    def get_success_message(self, instance):
        return f"« {instance} » est saisi. Une autre personne doit maintenant le valider."


class _Refusing:
    """A screen that changes a row: whoever may not is told why, and what to do instead."""

    def dispatch(self, request, *args, **kwargs):
        helper = self.permission_helper
        if not helper.user_can_list(request.user) or helper.user_can_edit_obj(request.user, self.instance):
            return super().dispatch(request, *args, **kwargs)
        if self.instance.stage == AmountStage.DRAFT:
            messages.error(request, f"{NOT_THEIRS} « {self.instance} » attend sa validation.")
        else:
            messages.error(request, FROZEN, buttons=_ways(self.instance))
        return redirect(self.url_helper.get_action_url("inspect", self.instance.pk))


def _ways(row: AmountPeriod) -> list:
    """The way to the correction of a row that stands; a row corrected already has none."""
    if row.stage != AmountStage.STANDING:
        return []
    return [messages.button(f"{reverse(CREATE)}?corrige={row.pk}", "Corriger")]


class AmountEdit(_Refusing, DeskEdit):
    pass


class AmountDelete(_Refusing, DeskDelete):
    pass


def _standing(key: str) -> AmountPeriod | None:
    if not (key.isdecimal() and key.isascii() and len(key) < 18):
        return None
    return AmountPeriod.objects.standing().filter(pk=key).first()


class _Desk(ModelAdmin):
    index_view_class = DeskList
    edit_view_class = DeskEdit
    inspect_view_class = DeskInspect
    delete_view_class = DeskDelete
    history_view_class = DeskHistory
    list_per_page = 50
    inspect_view_enabled = True


class AmountPeriodAdmin(_Desk):
    model = AmountPeriod
    menu_icon = "table"
    menu_label = "Barèmes et règles"
    permission_helper_class = AmountPermission
    button_helper_class = AmountButtons
    create_view_class = AmountCreate
    edit_view_class = AmountEdit
    delete_view_class = AmountDelete
    list_display = ("__str__", "amounts", "stage", "entered_name", "validated_name")
    list_filter = ("stage", "kind", "territory", "state")
    search_fields = ("subject", "reference", "source", "note")
    inspect_view_fields_exclude = ["id", "sources", "entered_by", "validated_by"]
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [FieldPanel(name) for name in ("kind", "territory", "subject", "effective_from", "state", "corrects")],
                heading="Objet et date d’effet",
            ),
            MultiFieldPanel(
                [FieldRowPanel([FieldPanel(size), FieldPanel(f"{size}_mark")]) for size in SIZES]
                + [FieldPanel("exact_base"), FieldPanel("wording")],
                heading="Montants annuels en euros",
            ),
            MultiFieldPanel(
                [FieldPanel(name) for name in ("reference", "url", "acted_on", "source", "checked_on", "note")],
                heading="Source",
            ),
            MultiFieldPanel([FieldPanel("text"), FieldPanel("label")], heading="Clause qui l’imprime"),
        ],
        base_form_class=AmountForm,
    )

    def amounts(self, row):
        return figures_in_words(row)

    amounts.short_description = "montants"


class DeputyForm(WagtailAdminModelForm):
    """A validator names somebody else of the desk, for some days."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        desk = get_user_model().objects.filter(is_active=True, groups__name__in=[EDITORS, VALIDATORS])
        self.fields["person"].queryset = desk.distinct()

    def full_clean(self):
        if self.for_user:
            self.instance.named_by = self.for_user
        super().full_clean()

    def clean(self):
        cleaned = super().clean()
        if self.for_user and cleaned.get("person") == self.for_user:
            self.add_error("person", "Une autre personne doit vous désigner.")
        return cleaned


class AmountDeputyAdmin(_Desk):
    model = AmountDeputy
    menu_icon = "group"
    permission_helper_class = AuthorityPermission
    list_display = ("person", "begins_on", "ends_on", "named_by")
    list_select_related = ("person", "named_by")
    edit_handler = ObjectList(
        [FieldPanel(name) for name in ("person", "begins_on", "ends_on")], base_form_class=DeputyForm
    )


@modeladmin_register
class AmountsGroup(ModelAdminGroup):
    menu_label = "Barèmes"
    menu_icon = "table"
    menu_order = 260
    items = (AmountPeriodAdmin, AmountDeputyAdmin)


@require_http_methods(["GET", "HEAD", "POST"])
def validate(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what a row changes, then make it stand; whoever typed it is told who does."""
    if not (DeskPermission(AmountPeriod).user_can_list(request.user) or amounts.validates(request.user)):
        raise Http404
    row = get_object_or_404(AmountPeriod, pk=pk)
    if request.method == "POST":
        try:
            amounts.validate(row, request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect("desk_amount_validate", pk)
        messages.success(request, amounts.sentence(row))
        return redirect(LIST if DeskPermission(AmountPeriod).user_can_list(request.user) else "wagtailadmin_home")
    before = amounts.replaced_by(row)
    context = {
        "row": row,
        "before": before,
        "refusal": amounts.refusal(row, request.user),
        "cells": _side_by_side(row, before),
        "pages": amounts_preview.pages(request, row),
    }
    return render(request, "guidance/desk/amount_validate.html", context)


def _side_by_side(row: AmountPeriod, before: AmountPeriod | None) -> list[dict]:
    new, old = row.figures(), before.figures() if before else {}
    return [
        {
            "label": heading,
            "new": figures.euros(new[size].value) if size in new else "",
            "mark": getattr(row, f"get_{size}_mark_display")() if size in new else "",
            "old": figures.euros(old[size].value) if size in old else "",
        }
        for size, heading in zip(SIZES, HEADINGS, strict=True)
        if size in new or size in old
    ]


@hooks.register("register_admin_urls")
def addresses():
    return [path("baremes/<int:pk>/valider/", validate, name="desk_amount_validate")]
