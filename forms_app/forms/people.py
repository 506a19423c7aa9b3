"""The forms of people, acts, absences and of the opening; the rules are those of the rows, said beside the field."""

from django import forms
from django.contrib.auth import get_user_model
from django.utils import timezone

from forms_app import secrecy
from forms_app.enums import CaseRole, Outgoing
from forms_app.models import (
    Absence,
    Authority,
    AuthorityName,
    EmpoweringAct,
    Membership,
    Opening,
    Prefecture,
    PrefectureAddress,
)
from forms_app.models.acts import EMPOWERS
from forms_app.services.doctrine import lexicon
from guidance import dates

_CHOOSE = {"required": "Choisissez dans la liste."}


class DayField(forms.DateField):
    """A day typed in any way that the fiches read (`guidance.dates`): 31/01/2026, 31012026, 31 janvier 2026."""

    widget = forms.TextInput(attrs={"autocomplete": "off", "maxlength": "30"})

    def __init__(self, **options):
        options.setdefault("help_text", "jj/mm/aaaa")
        messages = {"invalid": "Écrivez une date comme 31/01/2026.", "required": "Écrivez une date."}
        super().__init__(error_messages=messages, **options)

    def to_python(self, value):
        """Return the day; ValidationError says how to write one, or that this one does not exist."""
        if not isinstance(value, str):
            return super().to_python(value)
        if not value.strip():
            return None
        try:
            return dates.parse(value)
        except dates.DateError as error:
            raise forms.ValidationError(str(error), code="invalid") from None

    def prepare_value(self, value):
        return f"{value:%d/%m/%Y}" if hasattr(value, "strftime") else value


class PersonField(forms.ModelChoiceField):
    def label_from_instance(self, user):
        return f"{user.get_full_name() or user.get_username()} ({user.get_username()})"


class AuthorityField(forms.ModelChoiceField):
    def label_from_instance(self, authority):
        return str(authority)


class MemberField(forms.ModelChoiceField):
    def label_from_instance(self, member):
        return str(member.user)


class ProposalForm(forms.ModelForm):
    """A role to propose; it gives nothing before somebody else confirms it."""

    user = PersonField(
        get_user_model().objects.none(), label="Personne", empty_label="Choisissez", error_messages=_CHOOSE
    )
    authority = AuthorityField(
        Authority.objects.none(), label="Autorité", empty_label="Choisissez", error_messages=_CHOOSE
    )
    role = forms.ChoiceField(label="Rôle", choices=[("", "Choisissez"), *CaseRole.choices], error_messages=_CHOOSE)
    starts_on = DayField(label="Premier jour")
    ends_on = DayField(label="Dernier jour, si connu", required=False)

    class Meta:
        model = Membership
        fields = ("user", "role", "authority", "service", "share", "starts_on", "ends_on")
        labels = {"service": "Service, facultatif", "share": "Quotité, facultatif"}

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        people = get_user_model().objects.filter(is_active=True, is_superuser=False).exclude(pk=by.pk)
        self.fields["user"].queryset = people.order_by("last_name", "first_name", "username")
        self.fields["authority"].queryset = Authority.objects.prefetch_related("names").order_by("code")

    def _post_clean(self):
        """The act itself checks the whole row, in its transaction."""
        forms.models.construct_instance(self, self.instance, self._meta.fields)


class EndForm(forms.Form):
    """The last day with rights."""

    last_day = DayField(label="Dernier jour", help_text="jj/mm/aaaa. La veille arrête les droits tout de suite.")


class ActForm(forms.ModelForm):
    """An act that empowers a member."""

    signed_on = DayField(label="Signé le")
    starts_on = DayField(label="Premier jour d’effet")
    ends_on = DayField(label="Dernier jour d’effet, si connu", required=False)

    class Meta:
        model = EmpoweringAct
        fields = ("kind", "scope", "reference", "signatory", "signed_on", "starts_on", "ends_on")

    def __init__(self, *args, membership, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.membership = membership
        kind, role = membership.authority.kind, membership.role
        possible = [key for key, (asked, kinds) in EMPOWERS.items() if asked == role and kind in kinds]
        self.fields["kind"].choices = [(key.value, key.label) for key in possible]
        if role != CaseRole.DIRECTOR:
            del self.fields["scope"]
        else:
            self.fields["scope"].help_text = "Pour une délégation seulement."

    def _post_clean(self):
        forms.models.construct_instance(self, self.instance, self._meta.fields)


class AbsenceForm(forms.ModelForm):
    """Days away of a member of the team, and who takes over."""

    membership = MemberField(
        Membership.objects.none(), label="Personne absente", empty_label="Choisissez", error_messages=_CHOOSE
    )
    substitute = MemberField(
        Membership.objects.none(), label="Remplaçant, facultatif", required=False, empty_label="Personne"
    )
    starts_on = DayField(label="Premier jour")
    ends_on = DayField(label="Dernier jour")

    class Meta:
        model = Absence
        fields = ("membership", "substitute", "starts_on", "ends_on")

    def __init__(self, *args, members, absent, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["membership"].queryset, self.fields["substitute"].queryset = absent, members

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", "Le dernier jour vient avant le premier.")
        if last and last < timezone.localdate():
            self.add_error("ends_on", "Ces jours sont passés.")
        if first and last and (last - first).days > 366:
            self.add_error("ends_on", "Une absence dure un an au plus ; au-delà, terminez l’habilitation.")
        return cleaned

    def _post_clean(self):
        forms.models.construct_instance(self, self.instance, self._meta.fields)


class ContactForm(forms.ModelForm):
    """Whom to call when no physician covers a day."""

    class Meta:
        model = Authority
        fields = ("on_call",)


class NameForm(forms.ModelForm):
    """Another name, from a day on."""

    starts_on = DayField(label="Depuis le")

    class Meta:
        model = AuthorityName
        fields = ("name", "starts_on", "source")
        labels = {"source": "Source (décret, arrêté)"}

    def _post_clean(self):
        forms.models.construct_instance(self, self.instance, self._meta.fields)


class PrefectureForm(forms.ModelForm):
    """A préfecture to attach."""

    class Meta:
        model = Prefecture
        fields = ("code", "name", "address")
        widgets = {"address": forms.Textarea(attrs={"rows": "4"})}


class AddressForm(forms.ModelForm):
    """Where letters to a préfecture go, from a day on; what others read on an envelope reveals nothing."""

    starts_on = DayField(label="À partir du")

    class Meta:
        model = PrefectureAddress
        fields = ("starts_on", "service", "lines")
        error_messages = {"lines": {"required": "Écrivez l’adresse."}}
        widgets = {"lines": forms.Textarea(attrs={"rows": "4"})}

    def clean(self):
        """Refuse a word that betrays, beside its field."""
        cleaned, words = super().clean(), lexicon.current()
        for name in ("service", "lines"):
            if cleaned.get(name) and secrecy.check(cleaned[name], Outgoing.PROSE, words):
                self.add_error(name, "Un mot d’ici peut révéler une maladie : l’enveloppe est lue par d’autres.")
        return cleaned

    def _post_clean(self):
        forms.models.construct_instance(self, self.instance, self._meta.fields)


class OpeningForm(forms.ModelForm):
    """The references of the two decisions that open the cases."""

    hosting_on = DayField(label="Décision d’hébergement, date")
    assessment_on = DayField(label="Analyse d’impact, date")

    class Meta:
        model = Opening
        fields = ("hosting_reference", "hosting_on", "assessment_reference", "assessment_on")

    def clean(self):
        cleaned = super().clean()
        for name in ("hosting_on", "assessment_on"):
            if cleaned.get(name) and cleaned[name] > timezone.localdate():
                self.add_error(name, "Cette date n’est pas encore venue.")
        return cleaned

    def _post_clean(self):
        forms.models.construct_instance(self, self.instance, self._meta.fields)


def say(form: forms.Form, error) -> None:
    """Put what an act refused beside its field, or at the top when the form has no such field."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, errors in error.error_dict.items():
        form.add_error(name if name in form.fields else None, errors)
