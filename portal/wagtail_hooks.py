"""What Wagtail asks us before it serves a page: is it open to read, and may this person read it."""

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404
from wagtail import hooks

from portal.middleware.access import is_open_reading


@hooks.register("before_serve_page", order=-100)
def close_pages_that_are_not_open(page, request, serve_args, serve_kwargs):
    """A reader without a session gets only the pages whose class says so; the default is closed."""
    if request.user.is_authenticated or is_open_reading(page):
        return None
    return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)


@hooks.register("before_serve_page", order=-90)
def hide_restricted_pages(page, request, serve_args, serve_kwargs):
    """A page reserved to a group does not exist for a signed-in person who is not of it (no loop to the sign-in)."""
    if not request.user.is_authenticated:
        return None
    if any(not restriction.accept_request(request) for restriction in page.get_view_restrictions()):
        raise Http404
    return None
