"""The forms of dossiers: registration on one page, an act with what it asks, the sealed compartments."""

import copy
from collections.abc import Mapping

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from forms_app.enums import Matter, Nature, Way
from forms_app.fiches import common
from forms_app.forms.people import DayField
from forms_app.models import Membership, Prefecture
from forms_app.rules.vocabulary import AuthorKind, ReceptionMode, Situation
from forms_app.rules.workflow.machine import Transition
from forms_app.services.dossiers.dossier_held import Given
from forms_app.services.dossiers.dossiers import Person, Request
from forms_app.wizard.fields import answer_of

_CHOOSE = {"required": "Choisissez dans la liste."}
_BLANK = [("", "Non précisé")]


def _text(label: str, *, required: str = "", most: int = 160, **options) -> forms.CharField:
    attrs = {"autocomplete": "off"}
    messages = {"required": required, "max_length": f"Écrivez au plus {most} signes."}
    return forms.CharField(
        label=label, required=bool(required), max_length=most, error_messages=messages,
        widget=forms.TextInput(attrs=attrs), **options,
    )  # fmt: skip


class PastDayField(DayField):
    """A day that has come."""

    def clean(self, value):
        day = super().clean(value)
        if day and not 1900 <= day.year <= 9000:
            raise ValidationError("Vérifiez l’année de cette date.")
        if day and day > timezone.localdate():
            raise ValidationError("Cette date est à venir.")
        return day


class BirthField(forms.CharField):
    """A birth date, or its year alone, written as the fiches write it."""

    def clean(self, value):
        return answer_of(common.birth()[0], [super().clean(value)]) or ""


class MembershipField(forms.ModelChoiceField):
    def label_from_instance(self, row):
        return str(row.authority)


class ArrivalFields(forms.Form):
    """What is said of a report that arrives (A-18)."""

    mode = forms.ChoiceField(label="Arrivée", choices=[("", "Choisissez"), *ReceptionMode.choices], required=False)
    author_kind = forms.ChoiceField(
        label="Auteur du rapport, qualité", choices=[*_BLANK, *AuthorKind.choices], required=False
    )
    author = _text("Auteur du rapport, nom")
    sealed = forms.BooleanField(label="Arrivé sous pli confidentiel", required=False)
    supply_joined = forms.BooleanField(
        label="Des éléments sur l’offre de soins dans le pays d’origine sont joints", required=False
    )
    sent_on = PastDayField(label="Certificat transmis le (demandes depuis 2017)", required=False)

    def arrival(self, day) -> Given:
        data = self.cleaned_data
        return Given(
            day=day,
            mode=ReceptionMode(data["mode"]) if data["mode"] else None,
            sealed=data["sealed"],
            author=data["author"],
            author_kind=data["author_kind"],
            supply_joined=data["supply_joined"],
            sent_on=data["sent_on"],
        )


class RegistrationForm(ArrivalFields):
    """A dossier and, when it is there, its report: one page."""

    membership = MembershipField(
        Membership.objects.none(), label="Autorité", empty_label=None, error_messages=_CHOOSE, required=False
    )
    family = _text("Nom", required="Écrivez le nom.")
    given = _text("Prénoms")
    civility = forms.ChoiceField(
        label="Civilité", choices=[*_BLANK, ("madame", "Madame"), ("monsieur", "Monsieur")], required=False
    )
    birth = BirthField(
        label="Date de naissance", required=False, max_length=10, help_text="jj/mm/aaaa, ou l’année seule",
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )  # fmt: skip
    birth_place = _text("Lieu de naissance")
    nationality = _text("Nationalité", most=80)
    country = _text("Pays d’origine", most=80)
    address = _text("Adresse", most=240, help_text="Sans nom de service ni d’établissement de soins.")
    prefecture = forms.ModelChoiceField(
        Prefecture.objects.none(), label="Préfecture", empty_label="Choisissez", error_messages=_CHOOSE
    )
    matter = forms.ChoiceField(label="Fondement de la saisine", choices=Matter.choices)
    nature = forms.ChoiceField(label="Nature", choices=[*_BLANK, *Nature.choices], required=False)
    registered_on = PastDayField(
        label="Date d’enregistrement",
        help_text="jj/mm/aaaa. Pour l’éloignement, la date de la saisine.",
    )
    residence = _text(
        "Département de résidence", required="Écrivez le code du département.", most=3, help_text="Code : 35, 2A, 974."
    )
    situation = forms.ChoiceField(
        label="Situation", choices=[row for row in Situation.choices if row[0] != Situation.ASSIGNED]
    )
    centre = _text("Département du centre de rétention", most=3, help_text="Si la personne est en centre de rétention.")
    competence_reason = _text(
        "Raison, si une autre autorité est désignée par la règle", most=200, help_text="Sans rien de médical."
    )
    received_on = PastDayField(
        label="Rapport ou certificat reçu le", required=False, help_text="jj/mm/aaaa. Vide : pas encore reçu."
    )

    field_order = (
        "membership", "family", "given", "civility", "birth", "birth_place", "nationality", "country", "address",
        "prefecture", "matter", "nature", "registered_on", "residence", "situation", "centre", "competence_reason",
        "received_on", "mode", "author_kind", "author", "sealed", "supply_joined", "sent_on",
    )  # fmt: skip

    def __init__(self, *args, memberships: list, **kwargs):
        super().__init__(*args, **kwargs)
        self.memberships = memberships
        authorities = {row.authority_id for row in memberships}
        self.fields["prefecture"].queryset = Prefecture.objects.filter(authority__in=authorities)
        self.fields["membership"].queryset = (
            Membership.objects.filter(pk__in=[row.pk for row in memberships])
            .select_related("authority")
            .prefetch_related("authority__names")
            .order_by("pk")
        )
        if len(memberships) == 1:
            del self.fields["membership"]

    def clean(self):
        data = super().clean()
        chosen = data.get("membership") or self.memberships[0]
        data["membership"] = next(row for row in self.memberships if row.pk == chosen.pk)
        prefecture = data.get("prefecture")
        if prefecture and prefecture.authority_id != data["membership"].authority_id:
            self.add_error("prefecture", "Cette préfecture n’est pas rattachée à cette autorité.")
        if data.get("received_on") and not data.get("mode"):
            self.add_error("mode", "Indiquez comment le pli est arrivé.")
        if data.get("mode") and not data.get("received_on") and "received_on" not in self.errors:
            self.add_error("received_on", "Indiquez la date de réception.")
        return data

    def needed(self) -> list[str]:
        """Return the labels of what must be answered and has no answer yet chosen for it, in the order of the page."""
        return [field.label for field in self if field.field.required and type(field.field) is not forms.ChoiceField]

    def parts(self) -> list[tuple[str, list]]:
        """Return the fields in the three parts of the page, the keyboard's order."""
        breaks = {"prefecture": "La demande", "received_on": "Le rapport ou le certificat, s’il est arrivé"}
        found: list[tuple[str, list]] = [("La personne", [])]
        for field in self:
            if field.name in breaks:
                found.append((breaks[field.name], []))
            found[-1][1].append(field)
        return found

    def person(self) -> Person:
        names = ("family", "given", "civility", "birth", "birth_place", "nationality", "country", "address")
        return Person(**{name: self.cleaned_data[name] for name in names})

    def asked(self) -> Request:
        data = self.cleaned_data
        names = ("matter", "registered_on", "nature", "situation", "competence_reason")
        return Request(
            prefecture_id=data["prefecture"].pk,
            residence=data["residence"].upper(),
            centre=data["centre"].upper(),
            **{name: data[name] for name in names},
        )


PERSON = ("family", "given", "civility", "birth", "birth_place", "nationality", "country", "address")


class IdentityForm(forms.Form):
    """The identity as it should stand, asked as at the registration, and why it changes."""

    reason = forms.ChoiceField(label="Motif", error_messages=_CHOOSE)
    day = PastDayField(label="Date de l’acte")

    def __init__(self, *args, transition: Transition, prefectures, **kwargs):
        super().__init__(*args, **kwargs)
        asked = {name: copy.deepcopy(RegistrationForm.base_fields[name]) for name in (*PERSON, "prefecture")}
        asked["prefecture"].queryset = prefectures
        self.fields = asked | self.fields
        self.fields["reason"].choices = [("", "Choisissez"), *((row.slug, row.label) for row in transition.reasons)]

    def person(self) -> Person:
        return Person(**{name: self.cleaned_data[name] for name in PERSON})


#: Fields of an act, by the guard that asks for them.
_ASKED = {
    "reception-mode-known": ("mode",),
    "sending-recorded": ("way",),
    "certificate-dated": ("sent_on",),
}
#: Acts whose day is that of an event told by somebody else.
_DAYS = {"count-from-receipt-card": "Date du récépissé", "register-referral": "Date de la saisine du préfet"}
_ARRIVING = frozenset({"register-report", "register-certificate"})


class ActForm(ArrivalFields):
    """What one act asks: its day, and what its guards and reasons need; nothing else."""

    day = PastDayField(label="Date de l’acte")
    way = forms.ChoiceField(label="Envoi", choices=[("", "Choisissez"), *Way.choices], error_messages=_CHOOSE)
    reason = forms.ChoiceField(label="Motif", error_messages=_CHOOSE)
    group = forms.ChoiceField(
        label="Groupe de diagnostics, pour le bilan", required=False,
        widget=forms.Select(attrs={"autocomplete": "off"}),
        error_messages={"invalid_choice": "Choisissez dans la liste."},
        help_text="Facultatif. Compté sans lien avec ce dossier, et gardé nulle part ailleurs. Aucun texte ne l’exige.",
    )  # fmt: skip

    field_order = ("day", "mode", "way", "reason", "author_kind", "author", "sealed", "supply_joined", "sent_on")

    def __init__(self, *args, transition: Transition, groups: Mapping[str, str] | None = None, **kwargs):
        kwargs.setdefault("initial", {"day": timezone.localdate(), "sealed": True})
        super().__init__(*args, **kwargs)
        asked = {"day"} | {name for guard in transition.guards for name in _ASKED.get(guard, ())}
        self.fields["day"].label = _DAYS.get(transition.name, self.fields["day"].label)
        if transition.name in _ARRIVING:
            asked |= {"author_kind", "author", "sealed", "supply_joined"}
        if transition.reasons:
            asked.add("reason")
            self.fields["reason"].choices = [("", "Choisissez"), *((row.slug, row.label) for row in transition.reasons)]
        if groups:
            asked.add("group")
            self.fields["group"].choices = [("", "Ne pas l’indiquer"), *groups.items()]
        for name in [name for name in self.fields if name not in asked]:
            del self.fields[name]
        for name in asked & {"mode", "sent_on"}:
            self.fields[name].required = True
            self.fields[name].error_messages = {"required": "Répondez à cette question.", **_CHOOSE}

    def given(self) -> Given:
        data = self.cleaned_data
        return Given(
            day=data["day"],
            mode=ReceptionMode(data["mode"]) if data.get("mode") else None,
            way=Way(data["way"]) if data.get("way") else None,
            reason=data.get("reason", ""),
            sealed=data.get("sealed", True),
            author=data.get("author", ""),
            author_kind=data.get("author_kind", ""),
            supply_joined=data.get("supply_joined", False),
            sent_on=data.get("sent_on"),
            group=data.get("group", ""),
        )


class ReferralForm(forms.Form):
    """What the préfet's letter says: the reference and the name, both; and its date (V-9)."""

    reference = _text("Référence du dossier", required="Écrivez la référence.", most=20, help_text="Comme 2016-00012.")
    name = _text("Nom et prénom de la personne", required="Écrivez le nom.")
    day = PastDayField(label="Date de la saisine du préfet")


class FindForm(forms.Form):
    """A name, or a reference; sent in the body, never in an address (C7)."""

    asked = _text("Nom de la personne, ou référence", required="Écrivez un nom ou une référence.")
