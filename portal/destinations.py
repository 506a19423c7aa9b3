"""Where a visitor asks to be led back to: an address of this site that begins at its root, and nothing else."""

from django.utils.http import url_has_allowed_host_and_scheme


def is_ours(request, destination: str) -> bool:
    """Tell whether it is a path of this site; a word without « / » would be taken by `redirect` for a route's name."""
    if not destination.startswith("/"):
        return False
    return url_has_allowed_host_and_scheme(destination, {request.get_host()}, require_https=request.is_secure())
