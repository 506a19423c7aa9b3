"""The form of who gives the avis of a dossier of the OFII: appointed physicians, never the reporting one."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from forms_app.forms.dossiers import PastDayField
from forms_app.rules.vocabulary import Formation
from forms_app.rules.workflow.office import REPLACED
from forms_app.services.dossiers.dossier_college import Seating
from forms_app.services.dossiers.dossier_held import Given

SEATS = ("first", "second", "third")
_RANKS = ("Premier médecin", "Deuxième médecin", "Troisième médecin")
_CHOOSE = {"required": "Choisissez dans la liste.", "invalid_choice": "Choisissez dans la liste."}
RAPPORTEUR = "Le médecin rapporteur ne siège pas au collège (article R. 425-13)."
TWICE = "Ce médecin est déjà nommé : le collège compte trois médecins différents."
ALONE = "Pour un seul médecin, laissez cette ligne vide."


class CollegeForm(forms.Form):
    """Who gives the avis, from a day on; and why, when a physician takes the place of another."""

    day = PastDayField(label="Date de la désignation")
    formation = forms.ChoiceField(label="L’avis est rendu par", error_messages=_CHOOSE)
    first = forms.ChoiceField(label=_RANKS[0], error_messages=_CHOOSE)
    second = forms.ChoiceField(label=_RANKS[1], required=False, error_messages=_CHOOSE)
    third = forms.ChoiceField(label=_RANKS[2], required=False, error_messages=_CHOOSE)
    reason = forms.ChoiceField(label="Motif du changement", error_messages=_CHOOSE)

    def __init__(self, *args, seating: Seating, **kwargs):
        kwargs.setdefault("initial", {"day": timezone.localdate()} | _standing(seating))
        super().__init__(*args, **kwargs)
        self._rapporteur = str(seating.rapporteur_id or "")
        self._one_way(seating)
        for name in SEATS:
            self._list(self.fields[name], seating)
        if seating.composed:
            self.fields["reason"].choices = [("", "Choisissez"), *((row.slug, row.label) for row in REPLACED)]
        else:
            del self.fields["reason"]

    def _one_way(self, seating: Seating) -> None:
        """A single formation is not asked for; two are, and a single physician leaves two lines empty."""
        self._only = seating.formations[0] if len(seating.formations) == 1 else None
        if self._only:
            del self.fields["formation"]
        else:
            self.fields["formation"].choices = [(one.value, one.label) for one in seating.formations]
            for name in SEATS[1:]:
                self.fields[name].help_text = "Pour un collège seulement."

    def _list(self, field: forms.ChoiceField, seating: Seating) -> None:
        """Every physician appointed may be read back; the reporting one is not in the list that is shown."""
        rows = [("", "Choisissez"), *seating.choices]
        field.choices = rows
        field.widget.choices = [row for row in rows if row[0] != self._rapporteur or not row[0]]

    def clean(self):
        data = super().clean()
        formation = Formation(data.get("formation") or self._only or Formation.COLLEGE)
        data["formation"], seen = formation, set()
        for name in SEATS:
            told = data.get(name, "")
            if words := self._wrong(name, told, formation, seen):
                self.add_error(name, ValidationError(words))
            seen.add(told)
        return data

    def _wrong(self, name: str, told: str, formation: Formation, seen: set) -> str:
        if told and told == self._rapporteur:
            return RAPPORTEUR
        if formation == Formation.PHYSICIAN:
            return ALONE if told and name != "first" else ""
        if not told:
            return "" if name in self.errors else _CHOOSE["required"]
        return TWICE if told in seen else ""

    def given(self) -> Given:
        data = self.cleaned_data
        seats = tuple(int(data[name]) for name in SEATS if data.get(name))
        return Given(day=data["day"], formation=data["formation"], physicians=seats, reason=data.get("reason", ""))


def _standing(seating: Seating) -> dict:
    """What stands, to change it; for a first composition, the formation that the text puts first."""
    if not seating.composed:
        return {"formation": seating.formations[0]}
    return {"formation": seating.formation} | dict(zip(SEATS, map(str, seating.member_ids), strict=False))
