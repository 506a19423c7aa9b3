"""The form that adds a word to the outgoing check."""

from django import forms

from forms_app.models import LexiconEntry

FAMILIES = (
    ("pathology", "pathologie"),
    ("treatment", "traitement"),
    ("drug", "médicament"),
    ("specialty", "spécialité"),
    ("service", "service ou structure de soins"),
    ("abbreviation", "sigle"),
    ("lab", "examen ou valeur"),
    ("code", "code"),
)


class LexiconForm(forms.ModelForm):
    """A word, its family and what the check does with it."""

    family = forms.ChoiceField(label="Famille", choices=FAMILIES)

    class Meta:
        model = LexiconEntry
        fields = ("word", "family", "level")
        labels = {"word": "Mot ou expression", "level": "Ce que fait le contrôle"}
        help_texts = {"word": "« dialys* » trouve dialyse et dialysé. Sans étoile, le mot exact."}

    def clean_word(self):
        """Keep one space between words: the check reads them so."""
        return " ".join(self.cleaned_data["word"].split())
