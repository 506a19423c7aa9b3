"""Names of our own cookies: under TLS they carry the prefix that a browser enforces, else what was said is refused.

« __Host- » : of this host alone, for every page, under TLS; « __Secure- » : under TLS, for one part of the addresses.
The session's and the forms' have theirs in the settings (ASVS 3.3.1, 3.3.3).
"""

from django.conf import settings

from guidance.settled import settled


def of_host(name: str) -> str:
    """Return the name of a cookie sent with every page."""
    return f"__Host-{name}" if _under_tls() else name


def of_part(name: str) -> str:
    """Return the name of a cookie sent to some addresses alone, which « __Host- » forbids."""
    return f"__Secure-{name}" if _under_tls() else name


@settled
def _under_tls() -> bool:
    return settings.SESSION_COOKIE_SECURE
