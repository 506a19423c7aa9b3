"""One's own sessions: the list, ending the others, the lock of the screen."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from forms_app.views.origin import origin_of
from forms_app.views.proof import grave
from portal.accounts import open_sessions
from portal.accounts.open_sessions import Hold
from portal.accounts.proofs import ProofForm
from portal.destinations import is_ours
from portal.middleware.held import door_of


@login_required
@require_POST
def lock(request):
    """Lock the screen: reached by a session that is not locked yet; one that is has been led to its door."""
    open_sessions.lock(request)
    request.held = Hold.LOCKED
    back = request.POST.get("next") or request.headers.get("Referer", "")
    return redirect(door_of(request, _ours(request, back)))


@sensitive_post_parameters("proof")
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def unlock(request):
    """Open the locked screen again, where it was; with what was being typed when there is some."""
    destination = _ours(request, request.POST.get("next") or request.GET.get("next", ""))
    if request.held is not Hold.LOCKED:
        return redirect(destination)
    form = ProofForm(request.POST if request.method == "POST" else None, user=request.user)
    if form.is_valid():
        form.record(request)
        open_sessions.unlock(request)
        return redirect("typed_form" if open_sessions.kept(request.session.opened) else destination)
    shown = {"form": form, "next": destination, "idle": settings.PORTAL_IDLE_MINUTES}
    return render(request, "account/unlock.html", shown, status=422 if form.is_bound else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def typed_form(request):
    """What was posted when the screen had locked: to be sent again, or let go."""
    found = open_sessions.kept(request.session.opened)
    if request.method == "POST":
        open_sessions.let_go(request.session.opened)
        messages.info(request, "Ce qui avait été saisi est effacé.")
        return redirect(found["path"] if found else settings.LOGIN_REDIRECT_URL)
    if found is None:
        raise Http404
    return render(request, "account/typed_form.html", found)


@login_required
@require_http_methods(["GET", "HEAD"])
def sessions(request):
    """Every session of this person, this one marked; one query."""
    rows = open_sessions.of(request.user)
    shown = {"sessions": rows, "own": request.session.session_key, "hours": settings.PORTAL_SESSION_HOURS}
    return render(request, "account/sessions.html", shown | {"idle": settings.PORTAL_IDLE_MINUTES})


@login_required
@require_POST
@grave
def end_session(request, pk):
    """End one session of this person; 404 for somebody else's."""
    if not open_sessions.end(request.user, but=request.session.session_key, only=pk, origin=origin_of(request)):
        raise Http404
    messages.success(request, "Session fermée.")
    return redirect("open_sessions")


@login_required
@require_POST
@grave
def end_others(request):
    """End every other session of this person."""
    count = open_sessions.end(request.user, but=request.session.session_key, origin=origin_of(request))
    messages.success(request, f"{count} autre(s) session(s) fermée(s)." if count else "Aucune autre session.")
    return redirect("open_sessions")


def _ours(request, destination: str) -> str:
    """Return a destination of this site, or the home page."""
    return destination if is_ours(request, destination) else settings.LOGIN_REDIRECT_URL
