"""The form of a duration of keeping."""

from django import forms

from forms_app.models import RetentionRule


class RetentionForm(forms.ModelForm):
    """A duration, the day it runs from, and what decides it."""

    class Meta:
        model = RetentionRule
        fields = ("regime", "months", "runs_from", "reference")
        help_texts = {"months": "Le dossier est gardé jusqu’à ce jour compris."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("regime", "runs_from"):
            self.fields[name].choices = [("", "Choisissez"), *self.fields[name].choices[1:]]

    def _post_clean(self):
        """The act itself checks the whole row, in its transaction."""
        forms.models.construct_instance(self, self.instance, self._meta.fields)
