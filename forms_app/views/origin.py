"""Where an act comes from, read from the request once, for the journal."""

from allauth.account.adapter import get_adapter
from django.http import HttpRequest

from forms_app import chain
from forms_app.models import Membership
from forms_app.services.trace.journal import Origin


def origin_of(request: HttpRequest, membership: Membership | None = None) -> Origin:
    """Return who acts, on which screen, from where; and under which membership when the act needs one."""
    match = request.resolver_match
    return Origin(
        actor=request.user,
        route=(match.view_name or "") if match else "",
        role=membership.role if membership else "",
        authority=membership.authority.code if membership else "",
        source=chain.source_of(get_adapter().get_client_ip(request) or ""),
        request=getattr(request, "request_id", ""),
    )
