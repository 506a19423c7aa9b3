"""Who does a grave act has just proved to be there: the page that asks, and the act that goes on after it.

Nothing typed rests anywhere meanwhile: it stands in the page, which no browser keeps. Somebody without a password goes
through their provider of identities: what they typed waits sealed in the row of their session.
"""

from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.shortcuts import redirect, render
from django.urls import reverse

from forms_app.views.proof import GRAVE, ProofNeeded
from portal.accounts import open_sessions
from portal.accounts.proofs import ProofForm
from portal.destinations import is_ours
from portal.middleware.held import PROOF_FIELDS

PREFIX = PROOF_FIELDS
PROOF, READING, BACK = f"{PREFIX}-proof", f"{PREFIX}-lecture", f"{PREFIX}-retour"
_NOT_TYPED = frozenset({"csrfmiddlewaretoken", PROOF, READING, BACK})


class FreshProofMiddleware:
    """Answers `ProofNeeded`, and takes the proof that comes back with the act; stands below the closed door."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view_func, view_args, view_kwargs):
        if request.method != "POST" or PROOF not in request.POST or request.resolver_match.view_name not in GRAVE:
            return None
        request.sensitive_post_parameters = [PROOF]
        form = ProofForm(request.POST, user=request.user, prefix=PREFIX)
        if not form.is_valid():
            return asked(request, form)
        form.record(request)
        if READING in request.POST:
            return self.read_on(request)
        request.POST = _without_ours(request.POST)
        return None

    def process_exception(self, request, exception):
        if isinstance(exception, ProofNeeded):
            return asked(request, ProofForm(user=request.user, prefix=PREFIX))
        return None

    @staticmethod
    def read_on(request):
        """The form that was asked for; for a file, the page that gives it: a download leaves the page where it is."""
        if not GRAVE[request.resolver_match.view_name].is_file:
            return redirect(request.get_full_path())
        shown = {"address": request.get_full_path(), "back": _back(request)}
        return render(request, "account/file_ready.html", shown)


def asked(request, form):
    """Return the page that asks: 403 the first time, 422 after a wrong proof; what was typed stands in it."""
    reading = request.method in ("GET", "HEAD") or READING in request.POST
    typed = [] if reading else _typed(request.POST)
    by_provider = not request.user.has_usable_password()
    if typed and by_provider:
        open_sessions.keep(request.session.opened, request.get_full_path(), typed)
    shown = {
        "form": form,
        "why": GRAVE[request.resolver_match.view_name].why,
        "fields": [*typed, (BACK, _back(request))] + ([(READING, "1")] if reading else []),
        "typed": bool(typed),
        "by_provider": by_provider,
        "next": request.get_full_path() if reading else reverse("typed_form"),
        "back": _back(request),
    }
    return render(request, "account/proof.html", shown, status=422 if form.is_bound else 403)


def _typed(posted) -> list[tuple[str, str]]:
    return [(name, value) for name, values in posted.lists() if name not in _NOT_TYPED for value in values]


def _without_ours(posted):
    """Return what was posted without what this page added, so that no form below sees it."""
    kept = posted.copy()
    for name in (PROOF, READING, BACK):
        kept.pop(name, None)
    return kept


def _back(request) -> str:
    """Return where to go without doing the act: the page that led here, of this site, or the home page."""
    came = request.POST.get(BACK) or _path_of(request, request.headers.get("Referer", ""))
    return came if is_ours(request, came) else settings.LOGIN_REDIRECT_URL


def _path_of(request, address: str) -> str:
    """Return the path of an address of this very site, with what is asked of it; nothing for another's."""
    try:
        said = urlsplit(address)
    except ValueError:
        return ""
    return urlunsplit(("", "", said.path, said.query, "")) if said.netloc == request.get_host() else ""
