"""The forms of an account: no box makes anybody all-powerful, no field holds a password."""

from django.contrib.auth.models import Group
from django.db.models import Q
from wagtail.users.forms import UserCreationForm, UserEditForm

from guidance.models import NotingAuthority
from portal.accounts.roles import ADMINISTRATORS, PERMISSIONS

FIELDS = {"username", "email", "first_name", "last_name", "groups"}


OFFERED = sorted(set(PERMISSIONS) - {ADMINISTRATORS})


def offered():
    """Return the groups that a screen may give: the roles but that of administrator, the editors of authorities."""
    local = NotingAuthority.objects.values("editors")
    return Group.objects.filter(Q(name__in=OFFERED) | Q(pk__in=local)).exclude(name=ADMINISTRATORS)


class RolesOnly:
    """Offers the roles of the portal as groups and nothing above them: no administrator is made here."""

    def __init__(self, *args, **kwargs):
        editing_self = kwargs.get("editing_self", False)
        super().__init__(*args, **kwargs)
        self.fields.pop("is_superuser", None)  # a field that is not there is not read from what was posted
        self.fields["groups"].queryset = offered().order_by("name")
        self.fields["groups"].label = "Rôles"
        self.fields["groups"].help_text = (
            "Ces rôles ouvrent des écrans, aucun n’ouvre un dossier. Le rôle de médecin, de secrétariat ou de "
            "direction d’une autorité se propose dans « Administration », et un second administrateur le confirme. "
            "Un administrateur se nomme sur le serveur."
        )
        if editing_self:  # nobody grants a role to themselves
            del self.fields["groups"]

    def clean_groups(self):
        """Keep the groups that are not offered here, as administrators or those of an authority's editors."""
        roles = self.cleaned_data["groups"]
        if not self.instance.pk:
            return roles
        kept = self.instance.groups.exclude(pk__in=offered().values("pk")).values("pk")
        return Group.objects.filter(Q(pk__in=roles) | Q(pk__in=kept))


class PortalUserCreationForm(RolesOnly, UserCreationForm):
    """A new account, without a password: its person receives a link to choose one."""

    class Meta(UserCreationForm.Meta):
        fields = FIELDS

    def save(self, commit=True):
        self.instance.set_unusable_password()
        return super().save(commit=commit)


class PortalUserEditForm(RolesOnly, UserEditForm):
    """An existing account; its address is where its password is chosen, so it is not changed on a screen."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].disabled = True
        self.fields["email"].help_text = "L’adresse reçoit le lien du mot de passe : elle se change sur le serveur."

    class Meta(UserEditForm.Meta):
        fields = FIELDS | {"is_active"}
