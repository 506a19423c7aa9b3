"""The form of a reference: countries by name, groups by box, clauses by line; nothing there needs a script."""

from django import forms
from django.core.exceptions import ValidationError
from wagtail.admin.forms import WagtailAdminModelForm

from guidance import coverage
from guidance.enums import CoverageScope
from guidance.models import Clause, TextPage
from guidance.services import library
from guidance.wagtail_hooks.terms import WordsField


class CountriesField(WordsField):
    """Countries one a line, by French name or code; kept as codes."""

    def prepare_value(self, value):
        return "\n".join(coverage.countries().get(code, code) for code in value) if isinstance(value, list) else value

    def to_python(self, value):
        words = super().to_python(value)
        unknown = [word for word in words if not coverage.country_code(word)]
        if unknown:
            raise ValidationError(f"Pays inconnu : {', '.join(unknown[:5])}. Écrivez son nom en français ou son code.")
        return [coverage.country_code(word) for word in words]


class CitationsField(WordsField):
    """Clauses one a line: `arrete-2017#annexe-II-A-1`, then the address as printed when the clause prints one."""

    def prepare_value(self, value):
        if not isinstance(value, list) or (value and isinstance(value[0], str)):
            return super().prepare_value(value)
        return "\n".join(f"{text.slug if text else ''}#{label} {printed}".strip() for text, label, printed in value)

    def to_python(self, value):
        texts = {text.slug: text for text in TextPage.objects.all()}
        return [self._citation(line, texts) for line in super().to_python(value)]

    def _citation(self, line: str, texts: dict) -> tuple:
        place, _, printed = line.partition(" ")
        slug, _, label = place.partition("#")
        if slug == "" and label == "":
            return None, "", printed.strip()
        if slug not in texts or not Clause.objects.filter(label=label, edition__path__startswith=texts[slug].path):
            raise ValidationError(f"Clause inconnue : {place[:80]}. Écrivez par exemple : arrete-2017#annexe-II-A-1")
        return texts[slug], label, printed.strip()

    def has_changed(self, initial, data):
        return (self.prepare_value(initial) or "").split("\n") != (data or "").replace("\r\n", "\n").split("\n")


class ReferenceForm(WagtailAdminModelForm):
    countries = CountriesField(
        label="Pays, quand la référence en liste", required=False, help_text="Un par ligne : Algérie, ou DZ."
    )
    groups = forms.MultipleChoiceField(
        label="Groupes de pathologies",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Aucun coché : la référence vaut pour toute pathologie.",
    )
    clauses = CitationsField(
        label="Clauses qui la citent",
        required=False,
        help_text="Une par ligne : arrete-2017#annexe-II-A-1, puis l’adresse telle qu’imprimée, s’il y en a une.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["groups"].choices = list(coverage.groups().items())
        self._address = self.instance.url
        if self.instance.pk:
            self.initial["countries"] = [one.code for one in self.instance.covered_countries.all()]
            self.initial["groups"] = [one.code for one in self.instance.covered_groups.all()]
            citations = self.instance.citations.select_related("text")
            self.initial["clauses"] = [(one.text, one.label, one.printed) for one in citations]

    def clean(self):
        cleaned = super().clean()
        listed = cleaned.get("scope") == CoverageScope.LISTED
        if listed and not cleaned.get("countries") and "countries" not in self.errors:
            self.add_error("countries", "Écrivez au moins un pays, ou choisissez une autre étendue.")
        return cleaned

    def save(self, commit=True):
        row = super().save(commit=True)
        library.cite(row, self.cleaned_data["clauses"])
        library.cover(row, self.cleaned_data["countries"], self.cleaned_data["groups"])
        if self._address and row.url != self._address:
            library.address_changed(row)
        return row


class CheckForm(forms.Form):
    """What a person found by opening the address."""

    verdict = forms.ChoiceField(label="Ce que vous avez vu", widget=forms.RadioSelect)
    access = forms.ChoiceField(label="Accès")
    next_on = forms.DateField(
        label="Prochaine vérification",
        required=False,
        input_formats=["%d/%m/%Y", "%Y-%m-%d"],
        help_text="jj/mm/aaaa. Sans date : dans six mois.",
        error_messages={"invalid": "Écrivez une date, ainsi : 12/05/2027."},
    )
    reason = forms.CharField(label="Remarque", required=False, max_length=255)
