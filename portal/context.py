"""What every page's frame knows: whether the site is a demonstration, and what it is called."""

from django.conf import settings


def frame(request):
    """Context of `portal/base.html`; reads settings and cookies only, never the database."""
    return {
        "demo_mode": settings.PORTAL_DEMO,
        "open_reading": settings.PORTAL_OPEN_READING,
        "site_name": settings.WAGTAIL_SITE_NAME,
        "theme": request.COOKIES.get("theme") if request.COOKIES.get("theme") in {"clair", "sombre"} else "",
    }
