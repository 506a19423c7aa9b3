"""Wagtail's screens of users, narrowed to what the role of administrator may do."""

from django.http import Http404
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn
from wagtail.users.views import users

from forms_app.enums import JournalAct
from forms_app.services.trace import journal
from forms_app.views.origin import origin_of
from forms_app.views.proof import AsksProof
from portal.accounts import invitations
from portal.accounts.forms import PortalUserCreationForm, PortalUserEditForm


class NoSuperuserBelow:
    """An account with all rights (a technical one) does not exist for somebody who is not such an account."""

    def get_object(self, *args, **kwargs):
        account = super().get_object(*args, **kwargs)
        if account.is_superuser and not self.request.user.is_superuser:
            raise Http404
        return account


class IndexView(users.IndexView):
    def get_base_queryset(self):
        accounts = super().get_base_queryset()
        return accounts if self.request.user.is_superuser else accounts.filter(is_superuser=False)

    @property
    def columns(self):
        """Without the boxes of the bulk actions: those would grant a role to whoever ticks himself."""
        return [column for column in super().columns if not isinstance(column, BulkActionsCheckboxColumn)]


class CreateView(AsksProof, users.CreateView):
    """Opens an account and sends its link; the administrator who opens it knows no password."""

    def save_instance(self):
        account = super().save_instance()
        origin = origin_of(self.request)
        journal.record(JournalAct.ACCOUNT_OPENED, origin, account)
        invitations.send(account, origin)
        return account


class EditView(AsksProof, NoSuperuserBelow, users.EditView):
    def save_instance(self):
        account = super().save_instance()
        journal.record(JournalAct.ACCOUNT_CHANGED, origin_of(self.request), account)
        return account


class DeleteView(NoSuperuserBelow, users.DeleteView):
    pass


class HistoryView(NoSuperuserBelow, users.HistoryView):
    pass


class PortalUserViewSet(users.UserViewSet):
    """Screens of accounts at `/admin/users/`."""

    copy_view_enabled = False  # a copied account would start with the roles of its model
    index_view_class = IndexView
    add_view_class = CreateView
    edit_view_class = EditView
    delete_view_class = DeleteView
    history_view_class = HistoryView

    def get_form_class(self, for_update=False):
        return PortalUserEditForm if for_update else PortalUserCreationForm
