"""A session that ended while somebody typed: what was posted goes into the draft, then the sign-in leads back to it.

The door stays closed: without a session this stores into one draft, under the signed right of one run, and answers
nothing but the way to the sign-in.
"""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponse
from django.urls import reverse

from forms_app.services.fiches import drafts
from forms_app.wizard import cookies
from forms_app.wizard.engine import STEPS, fiche_of, posted_steps, version_seen

STEP, PAGE, AUTOSAVE = "forms_app:step", "forms_app:page", "forms_app:autosave"
_ROUTES = frozenset({STEP, PAGE, AUTOSAVE})


class LapsedSessionMiddleware:
    """Stands after the reading of the user and before the closed door."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view_func, view_args, view_kwargs):
        route = request.resolver_match.view_name
        if request.method != "POST" or route not in _ROUTES:
            return None
        if request.user.is_authenticated:
            return None
        kept = keep_without_session(request, view_kwargs)
        if route == AUTOSAVE and kept:
            return HttpResponse(status=401)
        return redirect_to_login(address_behind(route, view_kwargs), settings.LOGIN_URL)


def address_behind(route: str, view_kwargs) -> str:
    """Return where the sign-in leads back to: the page that was being filled."""
    run = view_kwargs["run"]
    return {
        STEP: lambda: reverse(STEP, args=[run, view_kwargs["step"]]),
        PAGE: lambda: reverse(PAGE, args=[run]),
        AUTOSAVE: lambda: cookies.path_of(run),
    }[route]()


def keep_without_session(request, view_kwargs) -> bool:
    """Store the steps posted; False when this browser may not type in this run, or nothing could be stored."""
    run = view_kwargs["run"]
    user = get_user_model().objects.filter(pk=cookies.who_types(request, run) or 0, is_active=True).first()
    if user is None:
        return False
    try:
        draft = drafts.load(user, run, cookies.key_of(request, run))
        _keep(request, draft, view_kwargs.get("step"))
    except (drafts.Absent, drafts.Busy, Http404):
        return False
    return True


def _keep(request, draft: drafts.Opened, step: str | None) -> None:
    fiche = fiche_of(draft)
    asked = [step] if step else dict.fromkeys(request.POST.getlist(STEPS))
    posted, _ = posted_steps(fiche, draft, request.POST, [slug for slug in asked if slug in fiche.slugs])
    drafts.keep(draft, posted, version_seen(request))
