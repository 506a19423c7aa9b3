"""The administrators' forms of an account: no box, visible or posted, makes anybody all-powerful."""

from django.contrib.auth.models import Group
from wagtail.users.forms import UserCreationForm, UserEditForm

from portal.accounts.roles import PERMISSIONS

FIELDS = {"email", "first_name", "last_name", "groups"}


class RolesOnly:
    """Offers the roles of the portal as groups, and nothing above them."""

    is_superuser = None  # removes the field that the parent declares: a posted value is then never read

    def __init__(self, *args, **kwargs):
        editing_self = kwargs.get("editing_self", False)
        super().__init__(*args, **kwargs)
        if "groups" in self.fields:
            self.fields["groups"].queryset = Group.objects.filter(name__in=PERMISSIONS).order_by("name")
            self.fields["groups"].label = "Rôles"
        if editing_self:  # nobody grants a role to themselves
            self.fields.pop("groups", None)


class PortalUserCreationForm(RolesOnly, UserCreationForm):
    """A new account, with its first password."""

    is_superuser = None

    class Meta(UserCreationForm.Meta):
        fields = {"username"} | FIELDS


class PortalUserEditForm(RolesOnly, UserEditForm):
    """An existing account."""

    is_superuser = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)

    class Meta(UserEditForm.Meta):
        fields = {"username", "is_active"} | FIELDS
