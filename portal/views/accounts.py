"""The administrators' list of accounts, the link of a password, the second factors that somebody lost."""

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from forms_app.models import Membership
from forms_app.views.administration import for_administrators
from forms_app.views.origin import origin_of
from forms_app.views.proof import grave
from portal.accounts import invitations, resets
from portal.models import FactorReset


@for_administrators
@require_http_methods(["GET", "HEAD"])
def accounts(request):
    """Every account, with its roles and its memberships of today; five queries whatever their number."""
    held = Membership.objects.in_force(timezone.localdate()).select_related("authority")
    rows = _accounts().prefetch_related("groups", Prefetch("memberships", held.prefetch_related("authority__names")))
    rows = rows.annotate(factors=Exists(Authenticator.objects.filter(user=OuterRef("pk"))))
    waiting = resets.waiting()
    shown = {"accounts": rows, "resets": waiting, "waiting_for": {row.user_id for row in waiting}}
    return render(request, "portal/pages/accounts.html", shown)


@for_administrators
@require_http_methods(["POST"])
def send_link(request, pk):
    """Send an account in use the link by which its person chooses a password."""
    account = get_object_or_404(_accounts().filter(is_active=True).exclude(email=""), pk=pk)
    invitations.send(account, origin_of(request))
    messages.success(request, f"Lien envoyé à {account.email}. Il sert une fois.")
    return redirect("accounts")


@for_administrators
@require_http_methods(["POST"])
@grave
def propose_reset(request, pk):
    """Propose to take away the second factors of somebody who lost them; another administrator confirms."""
    account = get_object_or_404(_accounts(), pk=pk)
    try:
        resets.propose(account, origin_of(request))
        messages.success(request, f"Retrait proposé pour {account}. Un autre administrateur doit le confirmer.")
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("accounts")


@for_administrators
@require_http_methods(["POST"])
@grave
def decide_reset(request, pk):
    """Confirm what another administrator proposed, or put it aside."""
    row = get_object_or_404(FactorReset, pk=pk)
    decide = {"confirm": resets.confirm, "refuse": resets.put_aside}.get(request.POST.get("decision", ""))
    if decide is None:
        raise Http404
    try:
        decide(row, origin_of(request))
        messages.success(request, "C’est fait. La personne est prévenue.")
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("accounts")


def _accounts():
    return get_user_model().objects.filter(is_superuser=False).order_by("last_name", "first_name", "username")
