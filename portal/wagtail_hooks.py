"""What Wagtail asks us before it serves a page: is it open, may this person read it; and the lock of its desk."""

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.menu import MenuItem

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


@hooks.register("register_admin_menu_item")
def lock_of_the_desk():
    """The last entry of the menu locks the screen; `lock.js` makes an act of this link."""
    return MenuItem(
        "Verrouiller l’écran", f"{reverse('unlock')}#verrouiller", name="lock", icon_name="lock", order=20_000
    )


@hooks.register("insert_global_admin_js")
def lock_script():
    """The key, the other tabs and idleness lock the desk as they lock every page."""
    return format_html(
        '<script src="{}" data-desk="{}" data-idle="{}"></script>',
        static("js/lock.js"),
        reverse("lock"),
        settings.PORTAL_IDLE_MINUTES,
    )
