"""Choosers of the desk start from data attributes, and take no key that is none.

Wagtail prints a script of its own, which a strict CSP refuses; and it asks the database for whatever key was posted or
stands in an address, where a word or a number of thirty digits is a fault of the server.
"""

import json

from django.utils.html import format_html
from django.views.generic import FormView
from wagtail.admin.views.chooser import ChosenMultipleView
from wagtail.admin.views.generic.chooser import ChosenMultipleViewMixin, ChosenViewMixin
from wagtail.admin.views.pages.copy import CopyView
from wagtail.admin.widgets.chooser import BaseChooser
from wagtail.models import Page

from guidance.keys import row_key

_posted = BaseChooser.value_from_datadict
_chosen, _all_chosen = ChosenViewMixin.get_object, ChosenMultipleViewMixin.get_objects
_pages_chosen, _page_copied = ChosenMultipleView.get, CopyView.post


def render(self, name, value, attrs=None, renderer=None):
    """Return the chooser's markup and, for `desk.js`, what Wagtail would have written in a script element.

    Raises TypeError without an id, as Wagtail's own does.
    """
    if not attrs or "id" not in attrs:
        raise TypeError("A chooser cannot be rendered without an 'id' attribute")
    value_data = self.get_value_data(value)
    options = self.get_js_init_options(attrs["id"], name, value_data)
    return format_html(
        '{}<span hidden data-chooser="{}" data-target="{}" data-config="{}"></span>',
        self.render_html(name, value_data, attrs),
        self.js_constructor,
        attrs["id"],
        json.dumps(options),
    )


def value_from_datadict(self, data, files, name):
    """Return the key posted, « 0 » for what can be none: the form says beside the field that there is no such row."""
    value = _posted(self, data, files, name)
    return value if value is None else str(row_key(value))


def get_object(self, pk):
    """Return the row of an address; raises ObjectDoesNotExist, answered 404, for what is no key."""
    return _chosen(self, row_key(pk))


def get_objects(self, pks):
    return _all_chosen(self, [row_key(pk) for pk in pks])


def get_pages(self, request):
    """Several pages at once: this view reads its keys by itself, and asks the root, which has none, for its parent."""
    keys = [row_key(pk) for pk in request.GET.getlist("id")]
    request.GET = request.GET.copy()
    request.GET.setlist("id", list(Page.objects.filter(pk__in=keys, depth__gt=1).values_list("pk", flat=True)))
    return _pages_chosen(self, request)


def copy_page(self, request, page_id, *args, **kwargs):
    """The copy of a page reads its destination before its form does: for one that is none, the form says so."""
    known = Page.objects.filter(pk=row_key(request.POST.get("new_parent_page", ""))).exists()
    post = _page_copied if known else FormView.post
    return post(self, request, page_id, *args, **kwargs)


BaseChooser.render = render
ChosenMultipleView.get, CopyView.post = get_pages, copy_page
BaseChooser.value_from_datadict = value_from_datadict
ChosenViewMixin.get_object, ChosenMultipleViewMixin.get_objects = get_object, get_objects
