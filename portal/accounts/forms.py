"""The administrators' forms of an account: no box, visible or posted, makes anybody all-powerful."""

from django.contrib.auth.models import Group
from django.db.models import Q
from wagtail.users.forms import UserCreationForm, UserEditForm

from portal.accounts.roles import PERMISSIONS

FIELDS = {"username", "email", "first_name", "last_name", "groups"}


class RolesOnly:
    """Offers the roles of the portal as groups, and nothing above them."""

    def __init__(self, *args, **kwargs):
        editing_self = kwargs.get("editing_self", False)
        super().__init__(*args, **kwargs)
        self.fields.pop("is_superuser", None)  # a field that is not there is not read from what was posted
        self.fields["groups"].queryset = Group.objects.filter(name__in=PERMISSIONS).order_by("name")
        self.fields["groups"].label = "Rôles"
        if editing_self:  # nobody grants a role to themselves
            del self.fields["groups"]

    def clean_groups(self):
        """Keep the groups that are no role, as those of an authority's editors: this form does not show them."""
        roles = self.cleaned_data["groups"]
        if not self.instance.pk:
            return roles
        kept = self.instance.groups.exclude(name__in=PERMISSIONS).values("pk")
        return Group.objects.filter(Q(pk__in=roles) | Q(pk__in=kept))


class PortalUserCreationForm(RolesOnly, UserCreationForm):
    """A new account, with its first password."""

    class Meta(UserCreationForm.Meta):
        fields = FIELDS


class PortalUserEditForm(RolesOnly, UserEditForm):
    """An existing account."""

    class Meta(UserEditForm.Meta):
        fields = FIELDS | {"is_active"}
