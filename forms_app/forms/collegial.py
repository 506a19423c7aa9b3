"""The forms of physicians among themselves: a question, an answer, a made-up case, four statements answered blind."""

import uuid

from django import forms

from forms_app.enums import CalibrationFiche
from forms_app.services.fiches import calibration
from forms_app.services.fiches.unnamed import Named, unnamed

_HELP = (
    "Ni nom, ni date précise, ni lieu, ni numéro. Écrivez « le patient », un âge, un pays. "
    "Les mots médicaux sont permis : seuls des médecins lisent cette page."
)
_ANSWER = {"required": "Choisissez une réponse, ou « Cases laissées vides »."}


class UnnamedField(forms.CharField):
    """A free text in which nobody may be named; what is refused is explained, with the words to write again."""

    def clean(self, value):
        text = super().clean(value)
        try:
            read = unnamed(text)
        except Named as refused:
            raise forms.ValidationError(refused.says) from None
        if not read:
            raise forms.ValidationError(self.error_messages["required"])
        return read


def _subject(label: str) -> UnnamedField:
    return UnnamedField(label=label, max_length=120, error_messages={"required": "Écrivez quelques mots."})


def _text(label: str, rows: int = 8) -> UnnamedField:
    widget = forms.Textarea(attrs={"rows": rows, "autocomplete": "off"})
    missing = {"required": "Écrivez votre texte."}
    return UnnamedField(label=label, max_length=4_000, help_text=_HELP, widget=widget, error_messages=missing)


class _OnceForm(forms.Form):
    """A form that says which row it makes: sent twice, it makes one."""

    key = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = uuid.uuid4

    def clean_key(self):
        try:
            return uuid.UUID(self.cleaned_data["key"])
        except ValueError:
            return uuid.uuid4()


class QuestionForm(_OnceForm):
    subject = _subject("Sujet")
    text = _text("Votre question")


class ReplyForm(_OnceForm):
    text = _text("Votre réponse", rows=5)


class CaseForm(_OnceForm):
    fiche = forms.ChoiceField(
        label="Les quatre réponses demandées",
        choices=CalibrationFiche.choices,
        error_messages={"required": "Choisissez la procédure du cas."},
    )
    subject = _subject("Titre du cas")
    text = _text("Le cas, inventé", rows=10)
    made_up = forms.BooleanField(
        label="Ce cas est inventé : il n’est celui de personne.",
        error_messages={"required": "Cochez la case : un cas réel ne sert pas ici."},
    )


class AnswersForm(forms.Form):
    """The four statements of a case, one field each; there is no answer by default."""

    def __init__(self, fiche: str, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for asked in calibration.statements(fiche):
            self.fields[asked.name] = forms.ChoiceField(
                label=asked.label,
                choices=calibration.choices(asked),
                widget=forms.RadioSelect,
                error_messages=_ANSWER,
            )
