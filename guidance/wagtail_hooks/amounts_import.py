"""Rows from a CSV at the desk: what each line would make is shown first, then all become drafts, or none."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods
from wagtail import hooks
from wagtail.admin import messages

from guidance import spreadsheets
from guidance.models import AmountPeriod
from guidance.rendering.amounts import figures_in_words
from guidance.services import amount_files
from guidance.wagtail_hooks.tables import DeskPermission


class ImportForm(forms.Form):
    """A file, or its content once it was read."""

    fichier = forms.FileField(
        label="Fichier CSV",
        required=False,
        help_text="Les colonnes de l’export CSV, séparées par des points-virgules.",
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )
    contenu = forms.CharField(
        label="Ou son contenu", required=False, strip=False, widget=forms.Textarea(attrs={"rows": 8})
    )

    def clean(self):
        cleaned = super().clean()
        upload = cleaned.get("fichier")
        if upload:
            cleaned["contenu"] = _decoded(upload)
        if not (cleaned.get("contenu") or "").strip():
            raise forms.ValidationError("Choisissez un fichier CSV, ou collez son contenu.")
        return cleaned


def _decoded(upload) -> str:
    if upload.size > amount_files.LONGEST:
        raise forms.ValidationError("Ce fichier est trop long.")
    words = spreadsheets.decoded(upload.read())
    if words is None:
        raise forms.ValidationError("Ce fichier n’est pas un texte lisible. Enregistrez-le en CSV UTF-8.")
    return words


@require_http_methods(["GET", "HEAD", "POST"])
def import_amounts(request: HttpRequest) -> HttpResponse:
    """Read, show, then keep as drafts; nothing is kept while a line is refused."""
    if not DeskPermission(AmountPeriod).user_can_list(request.user):
        raise PermissionDenied
    form = ImportForm(request.POST or None, request.FILES or None)
    lines, problem = [], ""
    if form.is_valid():
        lines, problem = amount_files.read_csv(form.cleaned_data["contenu"], request.user)
        sound = lines and not problem and not any(line.errors for line in lines)
        if sound and "importer" in request.POST:
            count = amount_files.save(lines, request.user)
            messages.success(request, f"Lignes saisies : {count}. Une autre personne doit maintenant les valider.")
            return redirect("guidance_amountperiod_modeladmin_index")
        form = ImportForm(initial={"contenu": form.cleaned_data["contenu"]})
    context = {
        "form": form,
        "problem": problem,
        "lines": [{"line": line, "words": figures_in_words(line.row) if not line.errors else ""} for line in lines],
        "sound": bool(lines) and not any(line.errors for line in lines),
    }
    return render(request, "guidance/desk/amounts_import.html", context)


@hooks.register("register_admin_urls")
def addresses():
    return [path("baremes/importer/", import_amounts, name="desk_amounts_import")]
