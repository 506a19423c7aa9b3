"""The reader's part of the difficulties (A-40): tell one from its clause, and read the answers."""

from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from guidance.models import Clause, Difficulty
from guidance.services import difficulties
from guidance.views.access import require_reading

_LONGEST = 80  # of a part of the address: slugs and labels are shorter
_SHOWN = 200


class DifficultyForm(forms.ModelForm):
    """What makes the clause hard to apply, in one's own words, and nothing about anybody."""

    class Meta:
        model = Difficulty
        fields = ("said",)
        labels = {"said": "Ce qui fait difficulté"}
        help_texts = {"said": "1 500 signes au plus. Rien sur une personne : ni nom, ni date, ni situation."}
        widgets = {"said": forms.Textarea(attrs={"rows": 6})}
        error_messages = {"said": {"required": "Écrivez en une phrase ce qui fait difficulté."}}


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """`/difficultes/signaler/?texte=&edition=&clause=`: the clause, one field; 404 for a clause one may not read."""
    clause = _clause(request)
    form = DifficultyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            difficulties.tell(request.user, clause, form.cleaned_data["said"])
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return redirect(f"{reverse('guidance:my_difficulties')}?faite")
    context = {"form": form, "clause": clause, "text": clause.edition.text, "address": f"?{_place(clause)}"}
    return render(request, "guidance/difficulties/report.html", context, status=422 if form.is_bound else 200)


def _clause(request: HttpRequest) -> Clause:
    asked = [request.GET.get(name, "")[:_LONGEST] for name in ("texte", "edition", "clause")]
    clause = None if "\x00" in "".join(asked) else difficulties.clause_read(*asked)
    if clause is None:
        raise Http404
    require_reading(request, clause.section)
    return clause


def _place(clause: Clause) -> str:
    return urlencode({"texte": clause.edition.text.slug, "edition": clause.edition.slug, "clause": clause.label})


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What one told, the last first, and the answers."""
    rows = request.user.difficulties.select_related("text").order_by("-made_at", "-pk")[:_SHOWN]
    return render(request, "guidance/difficulties/mine.html", {"rows": rows, "just_made": "faite" in request.GET})
