"""The words that the outgoing check knows beside its delivered list: kept by physicians, with who changed what."""

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from forms_app.enums import Role
from forms_app.forms.lexicon import FAMILIES, LexiconForm
from forms_app.services.doctrine import vocabulary
from forms_app.views.people import groups_of


@require_http_methods(["GET", "HEAD", "POST"])
def lexicon(request: HttpRequest) -> HttpResponse:
    """The list, its history, and the form that adds a word; 404 to whoever is no physician."""
    _require_physician(request)
    form = LexiconForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            vocabulary.add(form.save(commit=False), request.user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return redirect(f"{reverse('beside:lexicon')}#mots")
    said = dict(FAMILIES)
    entries = [{"row": entry, "family": said.get(entry.family, entry.family)} for entry in vocabulary.entries()]
    context = {"form": form, "entries": entries, "history": vocabulary.history()}
    return render(request, "forms_app/lexicon/list.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["POST"])
def switch(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop using a word, or use it again; it is never removed."""
    _require_physician(request)
    entry = get_object_or_404(vocabulary.entries(), pk=pk)
    vocabulary.switch(entry, request.user, active="utiliser" in request.POST)
    return redirect(f"{reverse('beside:lexicon')}#mots")


def _require_physician(request: HttpRequest) -> None:
    if Role.PHYSICIAN not in groups_of(request.user):
        raise Http404
