"""The forms of what goes: a move of the papers, the transfer of a dossier."""

from datetime import date

from django import forms

from forms_app.forms.dossiers import PastDayField
from forms_app.models import Prefecture
from forms_app.rules import custody
from forms_app.rules.vocabulary import CustodyStep, Situation
from forms_app.rules.workflow.machine import Transition
from forms_app.services.dossiers.transfers import Moved

_CHOOSE = {"required": "Choisissez dans la liste."}


def _text(label: str, most: int = 120, **options) -> forms.CharField:
    messages = {"max_length": f"Écrivez au plus {most} signes.", "required": "Répondez à cette question."}
    widget = forms.TextInput(attrs={"autocomplete": "off"})
    return forms.CharField(label=label, max_length=most, error_messages=messages, widget=widget, **options)


class CustodyForm(forms.Form):
    """One move: what, when, where or to whom."""

    step = forms.ChoiceField(label="Les pièces sont", error_messages=_CHOOSE)
    day = PastDayField(label="Depuis le")
    place = _text("Lieu", required=False, help_text="Salle, armoire, rayon. Pour des pièces rangées ou rendues.")
    holder = _text("À qui", required=False, help_text="Nom et qualité. Pour des pièces prêtées. Sans rien de médical.")

    def __init__(self, *args, last: CustodyStep | None, today: date, **kwargs):
        super().__init__(*args, initial={"day": today}, **kwargs)
        self.fields["step"].choices = [("", "Choisissez"), *custody.choices(last)]

    def clean_step(self) -> CustodyStep:
        return CustodyStep(self.cleaned_data["step"])


class PrefectureField(forms.ModelChoiceField):
    def label_from_instance(self, row: Prefecture) -> str:
        return f"{row}, {row.authority}"


class TransferForm(forms.Form):
    """Where the person is now, hence who is competent, and why the dossier goes."""

    reason = forms.ChoiceField(label="Motif", error_messages=_CHOOSE)
    prefecture = PrefectureField(
        Prefecture.objects.none(), label="Nouvelle préfecture, et son autorité", empty_label="Choisissez",
        error_messages=_CHOOSE,
    )  # fmt: skip
    residence = _text("Département de résidence", most=3, help_text="Code : 35, 2A, 974.")
    situation = forms.ChoiceField(
        label="Situation", choices=[row for row in Situation.choices if row[0] != Situation.ASSIGNED]
    )
    centre = _text("Département du centre de rétention", most=3, required=False, help_text="S’il y a placement.")
    competence_reason = _text(
        "Raison, si la règle désigne une autre autorité", most=200, required=False, help_text="Sans rien de médical."
    )
    day = PastDayField(label="Date du transfert")

    def __init__(self, *args, transition: Transition, destinations, today: date, **kwargs):
        super().__init__(*args, initial={"day": today}, **kwargs)
        self.fields["reason"].choices = [("", "Choisissez"), *((row.slug, row.label) for row in transition.reasons)]
        self.fields["prefecture"].queryset = destinations

    def moved(self) -> Moved:
        data = self.cleaned_data
        names = ("prefecture", "situation", "competence_reason")
        return Moved(
            residence=data["residence"].upper(), centre=data["centre"].upper(), **{name: data[name] for name in names}
        )
