"""A session that is locked, half open or over is nobody's: what follows sees an anonymous reader, or leads to the door.

Stands above the keeping of typed fiches, so that what is posted when a screen has locked goes into its draft, as when a
session has ended.
"""

from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.models import AnonymousUser
from django.shortcuts import redirect
from django.urls import reverse

from portal.accounts import open_sessions, persons
from portal.accounts.open_sessions import Hold

LOCK_FIELD = "_verrouiller"  # posted with any form of ours: lock, and keep what was typed
PROOF_FIELDS = "_preuve"  # a password typed before a grave act (portal.middleware.proof): kept nowhere
DOORS = {Hold.LOCKED: "unlock", Hold.HALF: "second_factor"}
# What a held session may open as itself.
WITHIN = {
    Hold.LOCKED: frozenset({"unlock", "account_logout"}),
    Hold.HALF: frozenset(
        {
            "second_factor",
            "second_factor_code",
            "mfa_activate_totp",
            "mfa_add_webauthn",
            "mfa_reauthenticate",
            "mfa_reauthenticate_webauthn",
            "account_logout",
        }
    ),
}
# What answers without asking who reads.
_STILL = frozenset({"healthz", "readyz", "metrics", "icon"})
# The pages of a run: its draft is read with the session.
_OF_RUN = "forms_app:"
# Nothing typed there is kept: passwords and codes.
_SECRET = "/compte/"  # noqa: S105 - an address, not a password


class HeldSessionMiddleware:
    """Marks `request.held` and hides the person of a held session from everything below."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.held = None
        return self.get_response(request)

    def process_view(self, request, view_func, view_args, view_kwargs):
        route = request.resolver_match.view_name
        if route.startswith(_OF_RUN) and "run" in view_kwargs:
            request.session.bring(view_kwargs["run"])
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or route in _STILL or not request.user.is_authenticated:
            return None
        if request.method == "POST" and LOCK_FIELD in request.POST:
            open_sessions.lock(request)
        request.user = persons.themselves(request.user)
        request.held = open_sessions.hold_of(request, request.user)
        if request.held is None:
            open_sessions.touch(request)
            return None
        return self.hold(request, route)

    def hold(self, request, route):
        """Let a held session go on as nobody, but at its own door."""
        if request.held is Hold.ENDED:
            logout(request)
            return None
        if route in WITHIN[request.held]:
            return None
        if route == settings.LOGIN_URL:
            return redirect(door_of(request, request.GET.get("next", "")))
        request.user = AnonymousUser()
        return None


def door_of(request, destination=None):
    """Return the address of the door that a held session must pass, with where it leads back to."""
    if destination is None:
        destination = request.get_full_path() if request.method in ("GET", "HEAD") else ""
    address = reverse(DOORS[request.held])
    return f"{address}?{urlencode({'next': destination})}" if destination else address


def keep_typed(request) -> None:
    """Keep the form posted by a locked session, to be sent again; not one of the sign-in, not its files."""
    if request.method != "POST" or request.held is not Hold.LOCKED or request.path_info.startswith(_SECRET):
        return
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name not in ("csrfmiddlewaretoken", LOCK_FIELD) and not name.startswith(PROOF_FIELDS)
    ]
    if fields:
        open_sessions.keep(request.session.opened, request.get_full_path(), fields)
