"""The forms of the mail: what is printed together, and what left."""

from django import forms
from django.utils import timezone

from forms_app.documents.bundle import LABELS
from forms_app.enums import MailLayout, Way
from forms_app.forms.dossiers import PastDayField

CHOOSE = "Choisissez au moins une pièce."


class PrintForm(forms.Form):
    """Pieces of one authority, and where their addresses are printed."""

    pieces = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple, error_messages={"required": CHOOSE})
    layout = forms.ChoiceField(
        label="Adresses", choices=MailLayout.choices, initial=MailLayout.WINDOW, widget=forms.RadioSelect
    )
    first = forms.IntegerField(
        label="Première étiquette libre", min_value=1, max_value=LABELS, initial=1, required=False,
        help_text="De 1 à 24, pour finir une planche entamée.",
        error_messages={
            "invalid": "Écrivez un nombre de 1 à 24.",
            "min_value": "Écrivez un nombre de 1 à 24.",
            "max_value": "Écrivez un nombre de 1 à 24.",
        },
    )  # fmt: skip

    def __init__(self, *args, due: list, **kwargs):
        super().__init__(*args, **kwargs)
        self.due = {one.key: one for one in due}
        self.fields["pieces"].choices = [(key, key) for key in self.due]

    def rows(self) -> list:
        """Return each box with the piece it stands for."""
        return list(zip(self["pieces"], self.due.values(), strict=True))

    def chosen(self) -> list:
        return [self.due[key] for key in self.cleaned_data["pieces"]]


class LeaveForm(forms.Form):
    """Pieces that left, on which day, how."""

    pieces = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple, error_messages={"required": CHOOSE})
    day = PastDayField(label="Parties le")
    way = forms.ChoiceField(
        label="Envoi", choices=Way.choices, initial=Way.POST, error_messages={"invalid_choice": "Choisissez l’envoi."}
    )

    def __init__(self, *args, ready: list, day=None, **kwargs):
        kwargs.setdefault("initial", {"day": day or timezone.localdate(), "way": Way.POST})
        super().__init__(*args, **kwargs)
        self.fields["pieces"].choices = [(str(row.rank), str(row.rank)) for row in ready]
        for field in self.fields.values():  # the boxes stand in the table, the rest below it: one form, by name
            field.widget.attrs["form"] = "envoi"

    def ranks(self) -> set[int]:
        return set(map(int, self.cleaned_data["pieces"]))
