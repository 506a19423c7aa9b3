"""The forms of the bilan: freezing a version, noting that it left, the frame of a year."""

from django import forms

from forms_app.bilan.frame import TableFrame
from forms_app.enums import BilanReason, Way
from forms_app.forms.dossiers import PastDayField
from forms_app.services.bilan import frames

_CHOOSE = {"required": "Choisissez dans la liste.", "invalid_choice": "Choisissez dans la liste."}


class FreezeForm(forms.Form):
    """What freezing asks: that the tables were read, and the reason of a correction."""

    reason = forms.ChoiceField(
        label="Motif de la correction", choices=[("", "Choisissez"), *BilanReason.choices], error_messages=_CHOOSE
    )
    read = forms.BooleanField(
        label="J’ai relu ces tableaux", error_messages={"required": "Cochez après avoir relu les tableaux."}
    )
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)

    def __init__(self, *args, corrects: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not corrects:
            del self.fields["reason"]


class SendForm(forms.Form):
    """The day a version left, and how."""

    day = PastDayField(label="Parti le")
    way = forms.ChoiceField(label="Envoi", choices=[("", "Choisissez"), *Way.choices], error_messages=_CHOOSE)


class FrameForm(forms.Form):
    """What a frame is called, and whose it is."""

    name = forms.CharField(
        label="Nom du cadre", max_length=80, error_messages={"required": "Donnez un nom au cadre."},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    source = forms.CharField(
        label="Source", max_length=300, error_messages={"required": "Dites d’où vient ce cadre."},
        help_text="La lettre ou le texte qui le fixe, avec sa date.",
        widget=forms.Textarea(attrs={"rows": "2", "autocomplete": "off"}),
    )  # fmt: skip


class TableForm(forms.Form):
    """The words of a table and its lines, one a line of text."""

    title = forms.CharField(
        label="Titre", max_length=120, error_messages={"required": "Donnez un titre au tableau."},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    note = forms.CharField(
        label="Note sous le tableau", required=False, max_length=500,
        widget=forms.Textarea(attrs={"rows": "3", "autocomplete": "off"}),
    )  # fmt: skip
    rows = forms.CharField(label="Lignes", required=False, max_length=8000)
    columns = forms.CharField(label="Colonnes", required=False, max_length=8000)

    def __init__(self, *args, table: TableFrame, **kwargs):
        super().__init__(*args, **kwargs)
        self.table = table
        for name, key, lines in (("rows", table.rows, table.row_lines), ("columns", table.columns, table.column_lines)):
            field = self.fields[name]
            attrs = {"rows": str(max(4, len(lines) + 1)), "autocomplete": "off", "spellcheck": "false"}
            field.widget = forms.Textarea(attrs=attrs)
            field.help_text = "Une ligne par ligne : libellé, deux-points, puis les valeurs, séparées par des virgules."
            if not key:
                del self.fields[name]

    def clean_rows(self):
        return self._typed("rows")

    def clean_columns(self):
        return self._typed("columns")

    def _typed(self, name: str):
        try:
            return frames.typed_lines(self.cleaned_data[name])
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error
