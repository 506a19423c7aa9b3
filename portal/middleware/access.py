"""The closed door: everything asks for a sign-in except a literal list and the texts that are open to read."""

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect

from portal.accounts.open_sessions import Hold
from portal.middleware.held import door_of, keep_typed

# Names of the routes that a person without a session may reach; the access matrix holds the same list.
ANONYMOUS_ROUTES = frozenset(
    {
        "healthz",
        "readyz",
        "metrics",  # a token of its own opens it
        "icon",
        "account_login",
        "mfa_authenticate",
        "openid_connect_login",
        "openid_connect_callback",
        "socialaccount_login_cancelled",
        "account_logout",
        "account_inactive",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key",
        "account_reset_password_from_key_done",
        "sign_in_door",
        "password_reset_door",
        "accessibility",
        "legal_notice",
        "privacy",
        "security_txt",
        "help",
        "display",
        "dossiers:calendar",  # its secret is the key: a calendar program has no session
    }
)
# One route serves every page of the tree: its pages decide one by one, in `portal.wagtail_hooks`.
PAGE_ROUTE = "wagtail_serve"
DESK = "/admin/"


def is_open_reading(marked):
    """Whether a view or a page class says `open_reading = True` and the installation lets texts be read openly."""
    return settings.PORTAL_OPEN_READING and getattr(marked, "open_reading", False) is True


class FailClosedMiddleware(LoginRequiredMiddleware):
    """Django's middleware without its decorator: a view of a library cannot open itself, only our list can."""

    def process_view(self, request, view_func, view_args, view_kwargs):
        if self.is_open(request, view_func):
            return None
        if not request.user.is_authenticated:
            return self.to_the_door(request, view_func)
        if request.path_info.startswith(DESK) and not request.user.has_perm("wagtailadmin.access_admin"):
            raise PermissionDenied  # Wagtail would lead a signed-in person to the sign-in, which leads back: a loop
        return None

    def to_the_door(self, request, view_func):
        """The sign-in; or, for a session that is locked or half open, what is left to do."""
        if request.held in (Hold.LOCKED, Hold.HALF):
            keep_typed(request)
            return redirect(door_of(request))
        return self.handle_no_permission(request, view_func)

    def get_login_url(self, view_func):
        """One door, whatever a view of a library names as its own."""
        return settings.LOGIN_URL

    @staticmethod
    def is_open(request, view_func):
        route = request.resolver_match.view_name
        if route in ANONYMOUS_ROUTES:
            return True
        if route == PAGE_ROUTE:
            return settings.PORTAL_OPEN_READING
        return is_open_reading(view_func) or is_open_reading(getattr(view_func, "view_class", None))
