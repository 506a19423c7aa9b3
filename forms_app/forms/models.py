"""The words of a letter model as a form: one slot a line, boxes and lists kept as they are, never the layout."""

from copy import deepcopy

from django import forms

_ALIGNMENTS = (("start", "à gauche"), ("center", "au centre"), ("end", "à droite"))
_NEW_LINES = 3
_STEP = 10  # between two ranks, so that a line can be put between them


class SourceForm(forms.Form):
    """Where the words come from."""

    source = forms.CharField(
        label="Source de ce modèle",
        max_length=255,
        required=False,
        help_text="Acte, article ou annexe, et sa date. Exigée pour la validation.",
        widget=forms.TextInput,
    )


class LineForm(forms.Form):
    """One line: its words and its place. `of` says which line of the version it comes from, empty for a new one."""

    of = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    rank = forms.IntegerField(label="Rang", min_value=0, max_value=100_000)
    legend = forms.CharField(label="Ce qui précède les cases", required=False, max_length=400)
    words = forms.CharField(label="Mots", required=False, max_length=4_000, widget=forms.Textarea(attrs={"rows": 2}))
    align = forms.ChoiceField(label="Place dans la page", choices=_ALIGNMENTS, required=False)


class _Lines(forms.BaseFormSet):
    """The lines of a version, each with its kind."""

    @classmethod
    def of(cls, lines: list[dict], posted=None):
        """Return the formset of a version's lines, with a few empty lines after them."""
        initial = [{"of": place, "rank": (place + 1) * _STEP, **_slots(line)} for place, line in enumerate(lines)]
        new = [{"rank": (len(lines) + 1 + place) * _STEP} for place in range(_NEW_LINES)]
        formset = cls(posted, initial=initial + new, prefix="lignes")
        for form, line in zip(formset.forms, lines, strict=False):
            form.kind = _kind(line)
        return formset


LineFormSet = forms.formset_factory(LineForm, formset=_Lines, extra=0, max_num=300, absolute_max=300)


def lines_of(formset, lines: list[dict]) -> list[dict]:
    """Return the lines that a valid formset gives, in the order of their ranks; a line left without words is gone."""
    rows = sorted(formset.cleaned_data, key=lambda row: row["rank"])
    return [line for row in rows if (line := _line(row, lines))]


def _kind(line: dict) -> str:
    return next((kind for kind in ("boxes", "items") if kind in line), "line")


def _slots(line: dict) -> dict:
    """The words of a line as an editor changes them; boxes are one a line."""
    if "boxes" in line:
        return {"legend": line["boxes"].get("legend") or "", "words": "\n".join(line["boxes"]["options"])}
    if "items" in line:
        return {}
    return {"words": line["text"], "align": line.get("align", "start")}


def _line(row: dict, lines: list[dict]) -> dict | None:
    words = row["words"].replace("\r\n", "\n")
    origin = lines[row["of"]] if row["of"] is not None and row["of"] < len(lines) else {"text": ""}
    line = deepcopy(origin)
    if "boxes" in line:
        options = [option.strip() for option in words.split("\n") if option.strip()]
        line["boxes"] |= {"legend": row["legend"], "options": options}
    elif "items" not in line:
        line |= {"text": words.strip(), "align": row["align"] or "start"}
    return line if "text" not in line or line["text"] else None
