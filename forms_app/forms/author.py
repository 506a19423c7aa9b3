"""The form of the author of a report: a name looked for in the register, kept as written when it is not there."""

from django import forms

from forms_app.forms.dossiers import PastDayField
from forms_app.models import Doctor

OTHER = "autre"
_TREATS = (("", "Non précisé"), ("oui", "oui"), ("non", "non"))


class AuthorForm(forms.Form):
    """Who wrote the report, when, and whether they treat the person; `doctor` once the register has answered."""

    name = forms.CharField(
        label="Nom du médecin", max_length=160, help_text="Nom et prénom. Les accents ne comptent pas.",
        error_messages={"required": "Écrivez le nom du médecin.", "max_length": "Écrivez au plus 160 signes."},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    dated_on = PastDayField(
        label="Date du rapport", required=False, help_text="jj/mm/aaaa, comme sur le rapport. Vide : non indiquée."
    )
    treats = forms.ChoiceField(label="L’auteur est le médecin traitant de la personne", choices=_TREATS, required=False)
    doctor = forms.ChoiceField(
        label="Le médecin du registre", required=False, widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Choisissez dans la liste."},
    )  # fmt: skip

    def __init__(self, *args, doctors: list[Doctor], **kwargs):
        super().__init__(*args, **kwargs)
        self.doctors = {str(one.pk): one for one in doctors}
        self.fields["doctor"].choices = [
            *((key, str(one)) for key, one in self.doctors.items()),
            (OTHER, "Un autre médecin : garder le nom écrit"),
        ]

    def chosen(self) -> Doctor | None:
        """Return the doctor of the register that was chosen; None for a name kept as written."""
        return self.doctors.get(self.cleaned_data["doctor"])

    def treating(self) -> bool | None:
        return {"oui": True, "non": False}.get(self.cleaned_data["treats"])
