"""The physician's part of the library: propose a link, tell a dead one, read the answers, keep references."""

from functools import wraps

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from guidance import coverage
from guidance.keys import row_key
from guidance.models import Reference, ReferenceProposal, UsedReference
from guidance.services import proposals


def for_physicians(view):
    """Answer 404 to a signed-in person who proposes nothing: what one may not open is not announced."""

    @wraps(view)
    def inner(request, *args, **kwargs):
        if not proposals.may_propose(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return inner


class ProposalForm(forms.ModelForm):
    """A link, what it is, and for which country or pathology it was missing."""

    country = forms.ChoiceField(label="Pays", required=False)
    group = forms.ChoiceField(label="Groupe de pathologies", required=False)

    class Meta:
        model = ReferenceProposal
        fields = ("url", "title", "publisher", "country", "group", "remark")
        labels = {"url": "Adresse", "title": "Titre", "publisher": "Éditeur", "remark": "Ce que l’on y trouve"}
        help_texts = {
            "url": "Elle commence par http:// ou https://.",
            "remark": "Rien sur une personne : ni nom, ni date, ni situation.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["country"].choices = [("", "Tous pays"), *coverage.countries().items()]
        self.fields["group"].choices = [("", "Toutes pathologies"), *coverage.groups().items()]
        for name in ("url", "title"):
            self.fields[name].required = True
            self.fields[name].error_messages["required"] = "Remplissez ce champ."
        for name in ("country", "group"):
            self.fields[name].error_messages["invalid_choice"] = "Ce choix n’est pas dans la liste."

    def clean_url(self):
        url = self.cleaned_data["url"].strip()
        try:
            Reference(url=url).clean()
        except ValidationError as error:
            raise ValidationError(error.message_dict["url"]) from error
        known = Reference.objects.filter(url=url).first()
        if known:
            raise ValidationError(f"Cette adresse est déjà celle de « {known.title} ».")
        return url


@require_http_methods(["GET", "HEAD", "POST"])
@for_physicians
def propose(request: HttpRequest) -> HttpResponse:
    """The form of a proposal; the country and the group come from the empty cell."""
    asked = {"country": request.GET.get("pays", ""), "group": request.GET.get("groupe", "")}
    form = ProposalForm(request.POST if request.method == "POST" else None, initial=asked)
    if form.is_valid():
        try:
            proposals.propose(request.user, form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return redirect(f"{reverse('guidance:my_proposals')}?faite")
    return render(request, "guidance/references/propose.html", {"form": form}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD"])
@for_physicians
def mine(request: HttpRequest) -> HttpResponse:
    """What one proposed, and the answers with their reasons."""
    rows = request.user.reference_proposals.select_related("reference")[:200]
    return render(request, "guidance/references/mine.html", {"rows": rows, "just_made": "faite" in request.GET})


@require_POST
@for_physicians
def tell_dead(request: HttpRequest, slug: str) -> HttpResponse:
    proposals.tell_dead(request.user, get_object_or_404(Reference, slug=slug))
    return redirect(f"{reverse('guidance:my_proposals')}?faite")


@require_POST
@for_physicians
def keep(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep a reference for a country of the list; 404 for any other country."""
    row, country = get_object_or_404(Reference, slug=slug), request.POST.get("pays", "")
    if not country:
        return redirect("guidance:reference", slug)
    if country not in coverage.countries():
        raise Http404
    proposals.keep(request.user, row, country)
    return redirect(f"{reverse('guidance:references')}?pays={country}#utilisees")


@require_http_methods(["GET", "HEAD", "POST"])
@for_physicians
def used(request: HttpRequest) -> HttpResponse:
    """All that one kept, by country, to change or erase."""
    if request.method == "POST":
        _change(request)
        return redirect("guidance:my_references")
    rows = UsedReference.objects.filter(person=request.user).select_related("reference")
    names = coverage.countries()
    by_country: dict[str, list] = {}
    for row in rows:
        by_country.setdefault(row.country, []).append(row)
    groups = [{"code": code, "name": names.get(code, code), "rows": kept} for code, kept in by_country.items()]
    return render(request, "guidance/references/used.html", {"groups": groups, "countries": names.items()})


def _change(request: HttpRequest) -> None:
    """One act a post: erase a line, a country or all, or move a line to another country."""
    said = request.POST
    if "tout" in said:
        proposals.forget(request.user)
    elif said.get("effacer-pays") in coverage.countries():
        proposals.forget(request.user, country=said["effacer-pays"])
    elif row_key(said.get("effacer", "")):
        proposals.forget(request.user, pk=row_key(said["effacer"]))
    elif row_key(said.get("ligne", "")) and said.get("pays") in coverage.countries():
        row = get_object_or_404(UsedReference, pk=row_key(said["ligne"]), person=request.user)
        proposals.forget(request.user, pk=row.pk)
        proposals.keep(request.user, row.reference, said["pays"])
