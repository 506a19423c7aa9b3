"""The calculator of covers: what is typed is posted, answered, and kept nowhere."""

from collections.abc import Callable

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods

from guidance import dates
from guidance.amounts import coverage, figures
from guidance.amounts.household import MOST_PERSONS, Household
from guidance.enums import Territory
from guidance.rendering import answers
from guidance.rendering.frames import regime_bar
from guidance.services.coverage import answer
from guidance.views import preferences
from guidance.views.access import open_reading

MAYOTTE = "mayotte"
_STAYS = (("regulier", "régulier"), ("irregulier", "irrégulier"))
_YES_NO = (("oui", "oui"), ("non", "non"))


class _TypedField(forms.Field):
    """What a person types as words, read by `reads`; its French sentence is the error of the field."""

    reads: Callable
    refused: type[ValueError]

    def to_python(self, value):
        typed = (value or "").strip()
        if not typed:
            return None
        try:
            return type(self).reads(typed)
        except self.refused as error:
            raise forms.ValidationError(str(error)) from error


class DayField(_TypedField):
    reads, refused = staticmethod(dates.parse), dates.DateError


class AmountField(_TypedField):
    reads, refused = staticmethod(figures.parse), figures.AmountError


def _count(label: str, initial: int) -> forms.IntegerField:
    whole = f"Écrivez un nombre entier, de 0 à {MOST_PERSONS}."
    messages = {"invalid": whole, "min_value": whole, "max_value": whole, "required": whole}
    return forms.IntegerField(
        label=label,
        min_value=0,
        max_value=MOST_PERSONS,
        initial=initial,
        error_messages=messages,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "maxlength": 4}),
    )


class CoverForm(forms.Form):
    """A household, its stay and its resources on a day."""

    day = DayField(
        label="Date de la demande",
        error_messages={"required": f"Donnez la date. {dates.FORMAT_HELP}"},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "maxlength": 60}),
    )
    territory = forms.ChoiceField(
        label="Territoire", choices=[*((c.value, c.label.capitalize()) for c in Territory), (MAYOTTE, "Mayotte")]
    )
    stay = forms.ChoiceField(label="Séjour", choices=_STAYS)
    three_months = forms.ChoiceField(
        label="Résidence ininterrompue en France depuis plus de trois mois", choices=_YES_NO
    )
    minor = forms.ChoiceField(label="La demande est pour un mineur", choices=_YES_NO, initial="non")
    adults = _count("Adultes", 1)
    children = _count("Enfants", 0)
    alternating = _count("Enfants en résidence alternée", 0)
    resources = AmountField(
        label="Ressources du foyer, en euros",
        error_messages={"required": "Donnez les ressources. Écrivez 0 si le foyer n’en a pas."},
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "maxlength": 60}),
    )

    def clean(self):
        cleaned = super().clean()
        counts = [cleaned.get(name) for name in ("adults", "children", "alternating")]
        if None in counts:
            return cleaned
        if not 1 <= sum(counts) <= MOST_PERSONS:
            self.add_error("adults", f"Le foyer compte de 1 à {MOST_PERSONS} personnes.")
        return cleaned

    def situation(self) -> coverage.Situation:
        """Return what was typed as the rules read it; the form is valid."""
        typed = self.cleaned_data
        return coverage.Situation(
            day=typed["day"],
            household=Household(typed["adults"], typed["children"], typed["alternating"]),
            resources=typed["resources"],
            lawful=typed["stay"] == "regulier",
            three_months=typed["three_months"] == "oui",
            minor=typed["minor"] == "oui",
        )


@open_reading
@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(no_store=True, private=True)
def calculator(request: HttpRequest) -> HttpResponse:
    """`/plafonds/calcul/`: a form and its answer; resources never stand in an address, a cookie, a row or a log."""
    reading = preferences.of(request)
    form = CoverForm(
        request.POST if request.method == "POST" else None, initial={"day": f"{reading.day:%d/%m/%Y}"}, label_suffix=""
    )
    context = {"form": form, "regime": regime_bar(reading, suite=request.path)}
    valid = form.is_valid()
    if valid:
        context["result"] = result(form)
    return render(
        request, "guidance/amounts/calculator.html", context, status=422 if form.is_bound and not valid else 200
    )


def result(form: CoverForm) -> dict:
    """Return what the page answers to a valid form."""
    situation, territory = form.situation(), form.cleaned_data["territory"]
    if territory == MAYOTTE:
        return answers.mayotte(situation)
    found, due = answer(situation, territory)
    return answers.shown(situation, territory, found, due)
