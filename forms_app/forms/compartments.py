"""The forms of the sealed compartments: the physicians' and the director's."""

from django import forms

from forms_app.rules import completeness
from forms_app.services.dossiers.dossier_files import AUTHOR
from guidance.enums import Regime


class MedicalForm(forms.Form):
    """The points verified on the report, and the physician's notes."""

    checks = forms.MultipleChoiceField(label="Points vérifiés", required=False, widget=forms.CheckboxSelectMultiple)
    notes = forms.CharField(
        label="Notes du médecin", required=False, max_length=8000,
        widget=forms.Textarea(attrs={"rows": "8", "autocomplete": "off"}),
        help_text="Lues des médecins de l’autorité seulement. Aucun mot d’ici n’est proposé dans une lettre.",
    )  # fmt: skip

    def __init__(self, *args, regime: Regime, **kwargs):
        super().__init__(*args, **kwargs)
        points = [(item.key, item.label) for item in completeness.checklist(regime)]
        self.fields["checks"].choices = [(AUTHOR, "L’auteur est de ceux que le texte désigne (IV-3)"), *points]


class DirectorForm(forms.Form):
    """The director's own notes."""

    notes = forms.CharField(
        label="Notes de la direction", required=False, max_length=8000,
        widget=forms.Textarea(attrs={"rows": "8", "autocomplete": "off"}),
        help_text="Lues de la direction de l’autorité seulement.",
    )  # fmt: skip
