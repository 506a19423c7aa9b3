"""The reference library: by country first, then pathology and source; filters are addresses, no script needed."""

from urllib.parse import urlencode

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from guidance import coverage, extensions
from guidance.enums import Access, CoverageScope, SourceKind
from guidance.models import Contact, LocalContact, Reference
from guidance.rendering import library, uses
from guidance.services import proposals
from guidance.views.access import open_reading

PAGE = 25
_ALL = "toutes"
_SCOPES = {"tous": CoverageScope.EVERYWHERE, "non-precise": CoverageScope.UNSTATED}


class FilterForm(forms.Form):
    """What narrows the library; each value is an address that can be kept and sent."""

    pays = forms.ChoiceField(label="Pays", required=False)
    groupe = forms.ChoiceField(label="Pathologie", required=False)
    nature = forms.ChoiceField(label="Nature de la source", required=False)
    etat = forms.ChoiceField(label="État", required=False)
    acces = forms.ChoiceField(label="Accès", required=False)
    famille = forms.ChoiceField(required=False, widget=forms.HiddenInput)
    etendue = forms.ChoiceField(required=False, widget=forms.HiddenInput)

    default_error_messages = {"invalid_choice": "Ce choix n’est pas dans la liste."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="ref-%s", **kwargs)
        every = ("", "Toutes")
        choices = {
            "pays": [("", "Tous"), *coverage.countries().items()],
            "groupe": [every, (_ALL, "celles qui valent pour toute pathologie"), *coverage.groups().items()],
            "nature": [every, *SourceKind.choices],
            "etat": [("", "Tous"), *library.STATES.items()],
            "acces": [("", "Tous"), *Access.choices],
            "famille": [every, (_ALL, _ALL), *coverage.families().items()],
            "etendue": [("", "Tous"), *((key, key) for key in _SCOPES)],
        }
        for name, shown in choices.items():
            self.fields[name].choices = shown
            self.fields[name].error_messages["invalid_choice"] = self.default_error_messages["invalid_choice"]

    def asked(self) -> dict[str, str]:
        """The filters in use, without the empty ones."""
        return {name: value for name, value in self.cleaned_data.items() if value}


@open_reading
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The library: a table with its empty cells, then the references that the filters keep."""
    form = FilterForm(request.GET)
    asked = form.asked() if form.is_valid() else {}
    kept = narrowed(Reference.objects.all(), asked)
    page = Paginator(kept.told(), PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "asked": asked,
        "country": coverage.countries().get(asked.get("pays", ""), ""),
        "said": _said(asked),
        "table": _table(asked),
        "counts": library.counts(),
        "page_obj": page,
        "records": library.records(list(page)),
        "base": f"?{urlencode(asked)}&" if asked else "?",
        "person": person_of(request, country=asked.get("pays", "")),
    }
    return render(request, "guidance/references/index.html", context, status=200 if form.is_valid() else 422)


def _table(asked: dict) -> dict:
    """By country and family; once a country is chosen, by group and kind of source: the third side of the library."""
    if country := asked.get("pays"):
        table = library.by_source(Reference.objects.for_country(country))
        rows = [{**row, "cells": [_linked(cell, {"pays": country}) for cell in row["cells"]]} for row in table["rows"]]
        return {**table, "rows": rows, "first": "Pathologie"}
    kinds = {name: asked[name] for name in ("nature",) if name in asked}
    table = library.overview(narrowed(Reference.objects.all(), kinds))
    rows = [{**row, "cells": [_linked(cell, kinds) for cell in row["cells"]]} for row in table["rows"]]
    return {**table, "rows": rows, "first": "Pays d’origine"}


def _linked(cell: dict, more: dict) -> dict:
    return {**cell, "url": f"?{urlencode(more | cell['query'])}#liste"}


def narrowed(references, asked: dict):
    """Return the references that filters keep: names and values are those of `FilterForm`, already checked."""
    if country := asked.get("pays"):
        references = references.for_country(country)
    if scope := asked.get("etendue"):
        references = references.filter(scope=_SCOPES[scope])
    if group := asked.get("groupe"):
        wanted = {"covered_groups": None} if group == _ALL else {"covered_groups__code": group}
        references = references.filter(**wanted)
    if family := asked.get("famille"):
        groups = [code for code, of in coverage.family_of().items() if of == family]
        wanted = {"covered_groups": None} if family == _ALL else {"covered_groups__code__in": groups}
        references = references.filter(**wanted).distinct()
    if state := asked.get("etat"):
        references = references.with_state().filter(state=state)
    plain = {"kind": asked.get("nature"), "access": asked.get("acces")}
    return references.filter(**{name: value for name, value in plain.items() if value})


def person_of(request: HttpRequest, *, country: str = "", row: Reference | None = None) -> dict | None:
    """Return what a physician finds here of theirs; nothing for anybody else."""
    if not proposals.may_propose(request.user):
        return None
    return {
        "used": proposals.used_for(request.user, country) if country else [],
        "told_dead": bool(row and proposals.told_dead(request.user, row)),
        "countries": coverage.countries().items() if row else (),
    }


def _said(asked: dict) -> str:
    """What the list shows, in words: « Algérie, infection par le VIH »."""
    families = {**coverage.families(), _ALL: "toutes pathologies"}
    names = {
        "pays": coverage.countries(),
        "etendue": {"tous": "tous pays", "non-precise": "pays que la source ne liste pas"},
        "famille": families,
        "groupe": {**coverage.groups(), _ALL: "toutes pathologies"},
        "nature": dict(SourceKind.choices),
        "etat": library.STATES,
        "acces": dict(Access.choices),
    }
    return ", ".join(str(words[asked[name]]) for name, words in names.items() if name in asked)


@open_reading
@require_safe
def reference(request: HttpRequest, slug: str) -> HttpResponse:
    """One record: both addresses, what it covers, who checked it and when, what replaced it, where it is used."""
    row = get_object_or_404(Reference.objects.told(), slug=slug)
    shown = library.records([row])[0]
    code = request.GET.get("pays", "")
    cited = {(one.text.slug, one.label) for one in row.citations.all() if one.text and one.label}
    context = {
        "shown": shown,
        "row": row,
        "checks": row.checks.all()[:20],
        "replaces": row.replaces.all(),
        "uses": [*uses.naming_pages(row), *extensions.users_of(sorted(cited))],
        "country_code": code,
        "country": coverage.countries().get(code, ""),
        "person": person_of(request, row=row),
    }
    return render(request, "guidance/references/record.html", context)


@open_reading
@require_safe
def contacts(request: HttpRequest) -> HttpResponse:
    """Addresses and numbers as the texts print them, each with its day; the ended ones stay as history (L7)."""
    rows = list(Contact.objects.select_related("text", "replaced_by"))
    places = library.open_clauses({row.label for row in rows if row.label})
    shown = [{"row": row, "citation": library.citation(row) if library.is_open(row, places) else None} for row in rows]
    return render(request, "guidance/references/contacts.html", {"contacts": shown, "local": _local_contacts(request)})


def _local_contacts(request: HttpRequest) -> list[LocalContact]:
    """The addresses that authorities give today, for those who have an account: they are no official text."""
    if not request.user.is_authenticated:
        return []
    return list(
        LocalContact.objects.standing(timezone.localdate())
        .select_related("authority")
        .order_by("authority__name", "organisation", "pk")
    )
