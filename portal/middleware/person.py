"""Who a request belongs to: Django's own reading, given the person that came with the session."""

from functools import partial

from django.contrib.auth import SESSION_KEY
from django.contrib.auth.middleware import AuthenticationMiddleware, auser, get_user
from django.utils.functional import SimpleLazyObject

from portal.accounts import persons


class PersonMiddleware(AuthenticationMiddleware):
    """Django's middleware; backend, hash of the session and active account are checked by Django, as ever."""

    def process_request(self, request):
        request.user = SimpleLazyObject(lambda: person_of(request))
        request.auser = partial(auser, request)


def person_of(request):
    """Return the person of a session, or an anonymous one; read once a request, never kept for another."""
    request.session.get(SESSION_KEY)  # reads the session: only then has anybody come with it
    with persons.arriving(request.session.came):
        return get_user(request)
