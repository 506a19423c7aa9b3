"""What a reader of the journal looks for: a reference, an account, days, an act; no patient is named in an address."""

from django import forms
from django.contrib.auth import get_user_model
from django.core.validators import RegexValidator

from forms_app.enums import JournalAct
from forms_app.forms.people import DayField, PersonField
from forms_app.models import Authority
from forms_app.services.trace.journal_reading import Asked

_REFERENCE = RegexValidator(r"^\d{4}-\d{1,8}$", "Écrivez une référence comme 2026-00012.")
_CHOOSE = {"invalid_choice": "Choisissez dans la liste."}


class JournalForm(forms.Form):
    """Filters of the journal of one authority; all empty, everything is shown."""

    dossier = forms.CharField(
        label="Dossier", required=False, max_length=13, validators=[_REFERENCE], help_text="Une référence, aucun nom",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    personne = PersonField(
        get_user_model().objects.none(), label="Personne", required=False, empty_label="Toutes", error_messages=_CHOOSE
    )
    du = DayField(label="Du", required=False)
    au = DayField(label="Au", required=False)
    acte = forms.ChoiceField(
        label="Acte", required=False, choices=[("", "Tous"), *JournalAct.choices], error_messages=_CHOOSE
    )

    def __init__(self, *args, authority: Authority, **kwargs):
        super().__init__(*args, **kwargs)
        people = get_user_model().objects.filter(memberships__authority=authority).distinct()
        self.fields["personne"].queryset = people.order_by("last_name", "first_name", "username")

    def clean(self):
        data = super().clean()
        if data.get("du") and data.get("au") and data["au"] < data["du"]:
            self.add_error("au", "Le dernier jour vient avant le premier.")
        return data

    def asked(self) -> Asked:
        data = self.cleaned_data
        person = data["personne"].pk if data["personne"] else None
        return Asked(data["dossier"].strip(), person, data["du"], data["au"], data["acte"])
