"""What every page's frame knows: the demonstration, the look chosen, and the sections this reader may open."""

from django.conf import settings
from django.utils.functional import SimpleLazyObject

from guidance.cookies import of_host
from portal import navigation
from portal.accounts import strength

THEMES = frozenset({"clair", "sombre"})


def frame(request):
    """Context of `portal/base.html`; only the bar of a signed-in reader asks the database, once, when it is drawn."""
    theme = request.COOKIES.get(of_host("theme"))
    return {
        "demo_mode": settings.PORTAL_DEMO,
        "idle_minutes": settings.PORTAL_IDLE_MINUTES,
        "one_step": not strength.demanded(),
        "open_reading": settings.PORTAL_OPEN_READING,
        "identity_providers": [app for held in settings.SOCIALACCOUNT_PROVIDERS.values() for app in held["APPS"]],
        "site_name": settings.WAGTAIL_SITE_NAME,
        "theme": theme if theme in THEMES else "",
        "keys_on": request.COOKIES.get(of_host("touches")) == "oui",
        "nav": SimpleLazyObject(lambda: navigation.entries(request)),
        "desk": SimpleLazyObject(lambda: navigation.desk_of(request)),
    }
