"""The screen of a term: the forms under which the texts write it, one a line."""

from django import forms
from wagtail.admin.forms import WagtailAdminModelForm


class WordsField(forms.CharField):
    """A list of words kept as JSON and written one a line: blank lines and repetitions go, their order stays."""

    widget = forms.Textarea(attrs={"rows": 4})

    def prepare_value(self, value):
        return "\n".join(str(word) for word in value) if isinstance(value, list) else value

    def to_python(self, value):
        lines = (" ".join(line.split()) for line in super().to_python(value).splitlines())
        return list(dict.fromkeys(line for line in lines if line))

    def has_changed(self, initial, data):
        return (initial or []) != self.to_python(data)


class TermForm(WagtailAdminModelForm):
    forms = WordsField(
        label="Formes reconnues dans les textes",
        help_text="Une par ligne, comme les textes l’écrivent : ARS, puis « agence régionale de santé » à la ligne.",
        error_messages={"required": "Écrivez au moins une forme, une par ligne."},
    )
