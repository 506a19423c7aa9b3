"""The screens of the letter models: versions listed, copied, worded, previewed, validated by somebody else."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe
from wagtail import hooks
from wagtail.admin import messages
from wagtail.log_actions import log

from forms_app.documents import Frozen, letter_payload
from forms_app.forms.models import LineFormSet, SourceForm, lines_of
from forms_app.letters import ModelMismatch
from forms_app.letters import models as letters
from forms_app.letters.names import named
from forms_app.models import LetterModel
from forms_app.services.fiches import models, pairs
from forms_app.wagtail_hooks.versions import VersionAdmin, VersionButtons
from guidance.services.desk import EDITORS, VALIDATORS


class ModelButtons(VersionButtons):
    def address(self, obj):
        return reverse("desk_letter_model", args=[obj.pk])


class LetterModelAdmin(VersionAdmin):
    model = LetterModel
    button_helper_class = ModelButtons
    list_display = ("letter", "version", "standing", "entered_by", "validated_by", "validated_at")
    list_select_related = ("entered_by", "validated_by")
    list_per_page = 50

    def letter(self, row):
        """The title of the letter, and its variant where two share a title."""
        return named(row.key)

    letter.short_description = "lettre"

    def standing(self, row):
        return _standing(row)

    standing.short_description = "état"


@require_http_methods(["GET", "HEAD", "POST"])
def letter_model(request: HttpRequest, pk: int) -> HttpResponse:
    """One version, filled with made-up answers, and what may be done with it. Refused to whoever is not of the desk."""
    row = _row(request, pk)
    if request.method == "POST":
        return _act(request, row)
    groups = set(request.user.groups.values_list("name", flat=True))
    own = row.entered_by_id == request.user.pk
    context = {
        "row": row,
        "title": named(row.key),
        "standing": _standing(row),
        "own": own,
        "may_change": own and not row.validated_at,
        "may_validate": VALIDATORS in groups and not own and row.entered_by_id and not row.validated_at,
        "former": bool(row.validated_at and models.is_former(row)),
        "unplaced": models.unplaced(row.lines, row.fields),
        **_filled(row),
    }
    return render(request, "forms_app/desk/letter_model.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def letter_model_words(request: HttpRequest, pk: int) -> HttpResponse:
    """The words of a version, line by line; its author's alone, until it is validated."""
    row = _row(request, pk)
    if row.entered_by_id != request.user.pk or row.validated_at:
        raise PermissionDenied
    posted = request.POST if request.method == "POST" else None
    source, lines = SourceForm(posted, initial={"source": row.source}), LineFormSet.of(row.lines, posted)
    wrong: list[str] = []
    if posted is not None and source.is_valid() and lines.is_valid():
        try:
            models.change(row, request.user, lines_of(lines, row.lines), source.cleaned_data["source"])
        except ValidationError as error:
            wrong = error.messages
        else:
            log(instance=row, action="wagtail.edit", user=request.user)
            messages.success(request, f"« {row} » est enregistrée.")
            return redirect("desk_letter_model", row.pk)
    context = {"row": row, "source": source, "lines": lines, "wrong": wrong, "fields": row.fields}
    return render(request, "forms_app/desk/letter_model_words.html", context, status=422 if posted is not None else 200)


@require_safe
def letter_pairs(request: HttpRequest) -> HttpResponse:
    """The two models of each fiche that has two, line by line (F6). Refused to whoever is not of the desk."""
    _require_desk(request)
    list_url = reverse("forms_app_lettermodel_modeladmin_index")
    context = {"pairs": pairs.pairs(timezone.localdate()), "list_url": list_url}
    return render(request, "forms_app/desk/letter_pairs.html", context)


def _require_desk(request: HttpRequest) -> None:
    if not request.user.groups.filter(name__in=[EDITORS, VALIDATORS]).exists():
        raise PermissionDenied


def _row(request: HttpRequest, pk: int) -> LetterModel:
    _require_desk(request)
    rows = LetterModel.objects.select_related("entered_by", "validated_by").filter(key__in=letters.delivered())
    return get_object_or_404(rows, pk=pk)


def _act(request: HttpRequest, row: LetterModel) -> HttpResponse:
    """Do what the button pressed says; a refusal is said on the page of the version."""
    try:
        return _ACTS.get(request.POST.get("acte", ""), _nothing)(request, row)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("desk_letter_model", row.pk)


def _copy(request, row) -> HttpResponse:
    copied = models.copy(row.key, request.user)
    log(instance=copied, action="wagtail.create", user=request.user)
    return redirect("desk_letter_model_words", copied.pk)


def _go_back(request, row) -> HttpResponse:
    """Words that were validated once come back as a version of their own, to be validated again."""
    if not row.validated_at:
        raise ValidationError("Seule une version validée peut revenir.")
    copied = models.copy(row.key, request.user, row)
    log(instance=copied, action="wagtail.create", user=request.user)
    messages.success(request, f"« {copied} » reprend les mots de la version {row.version}.")
    return redirect("desk_letter_model_words", copied.pk)


def _validate(request, row) -> HttpResponse:
    validated = models.validate(row, request.user)
    log(instance=validated, action="wagtail.publish", user=request.user)
    messages.success(request, f"« {validated} » est validée : les lettres s’impriment désormais avec ce modèle.")
    return redirect("desk_letter_model", row.pk)


def _discard(request, row) -> HttpResponse:
    log(instance=row, action="wagtail.delete", user=request.user)
    models.discard(row, request.user)
    messages.success(request, f"« {row} » est retirée.")
    return redirect("forms_app_lettermodel_modeladmin_index")


def _nothing(request, row) -> HttpResponse:
    return redirect("desk_letter_model", row.pk)


_ACTS = {"copier": _copy, "revenir": _go_back, "valider": _validate, "retirer": _discard}


def _filled(row: LetterModel) -> dict:
    try:
        frozen = Frozen(models.filled(row), timezone.localdate())
    except ModelMismatch:
        return {"sheet": None}
    return {"sheet": letter_payload(frozen, frozen.digest)}


def _standing(row: LetterModel) -> str:
    if row.validated_at:
        return "validé"
    return "saisi, à valider" if row.entered_by_id else "spécimen livré"


@hooks.register("register_admin_urls")
def addresses():
    return [
        path("modeles-de-lettres/comparer/", letter_pairs, name="desk_letter_pairs"),
        path("modeles-de-lettres/<int:pk>/", letter_model, name="desk_letter_model"),
        path("modeles-de-lettres/<int:pk>/mots/", letter_model_words, name="desk_letter_model_words"),
    ]
