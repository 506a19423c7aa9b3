"""The administrators' list of accounts, and the link of a password, sent to its person and shown to nobody."""

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from forms_app.models import Membership
from forms_app.views.administration import for_administrators
from forms_app.views.origin import origin_of
from portal.accounts import invitations


@for_administrators
@require_http_methods(["GET", "HEAD"])
def accounts(request):
    """Every account, with its roles and its memberships of today; three queries whatever their number."""
    held = Membership.objects.in_force(timezone.localdate()).select_related("authority")
    rows = _accounts().prefetch_related("groups", Prefetch("memberships", held.prefetch_related("authority__names")))
    return render(request, "portal/pages/accounts.html", {"accounts": rows})


@for_administrators
@require_http_methods(["POST"])
def send_link(request, pk):
    """Send an account in use the link by which its person chooses a password."""
    account = get_object_or_404(_accounts().filter(is_active=True).exclude(email=""), pk=pk)
    invitations.send(account, origin_of(request))
    messages.success(request, f"Lien envoyé à {account.email}. Il sert une fois.")
    return redirect("accounts")


def _accounts():
    return get_user_model().objects.filter(is_superuser=False).order_by("last_name", "first_name", "username")
