"""What the portal owes to whoever uses it: legal notice, personal data, accessibility, whom to tell of a weakness."""

from datetime import UTC, datetime, time, timedelta

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from portal import rgaa

CONTACT_HOLDS = timedelta(days=180)  # RFC 9116, 2.5.5: less than a year; read again each day, the date moves on


@login_not_required
@require_safe
def legal_notice(request):
    """Say who publishes, who hosts, and whom to tell of a weakness; what the operator did not fill is said to be so."""
    said = settings.PORTAL_SECURITY_CONTACT
    shown = {"publisher": settings.PORTAL_PUBLISHER, "contact": contact(), "contact_shown": said}
    return render(request, "portal/pages/legal_notice.html", shown)


@login_not_required
@require_safe
def privacy(request):
    """Say what is kept of whom, for how long, and what it never becomes."""
    shown = {
        "session_hours": settings.PORTAL_SESSION_HOURS,
        "idle_minutes": settings.PORTAL_IDLE_MINUTES,
        "run_hours": settings.PORTAL_RUN_HOURS,
        "draft_days": settings.PORTAL_DRAFT_DAYS,
        "letter_days": settings.PORTAL_LETTER_DAYS,
        "named_files": settings.PORTAL_NAMED_FILES,
        "publisher": settings.PORTAL_PUBLISHER,
    }
    return render(request, "portal/pages/privacy.html", shown)


@login_not_required
@require_safe
def accessibility(request):
    """Say what of the RGAA was found on which day and what nobody checked; no rate without a person's audit."""
    found = rgaa.grid()
    shown = {"grid": found, "counts": found.counts(), "open": found.of_status(rgaa.OPEN)}
    return render(request, "portal/pages/accessibility.html", shown)


@login_not_required
@require_safe
def security_txt(request):
    """Answer `security.txt` (RFC 9116) where the operator named a contact; absent elsewhere."""
    if not contact():
        raise Http404
    site = settings.WAGTAILADMIN_BASE_URL.rstrip("/")
    until = datetime.combine(datetime.now(UTC).date() + CONTACT_HOLDS, time(), UTC)
    lines = {
        "Contact": contact(),
        "Expires": f"{until:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages": "fr, en",
        "Canonical": site + reverse("security_txt"),
        "Policy": site + reverse("legal_notice") + "#securite",
    }
    words = "".join(f"{name}: {value}\n" for name, value in lines.items())
    return HttpResponse(words, content_type="text/plain; charset=utf-8")


def contact() -> str:
    """Return the address of the security contact as a URI, or nothing when the operator named none."""
    said = settings.PORTAL_SECURITY_CONTACT
    return said if not said or said.startswith("https://") else f"mailto:{said}"
